"""Buildings along the road in the country's styles and in the streets behind it, and their shop signs."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterable
from dataclasses import replace

from world.compose import gardens as plots
from world.compose.colours import SHOPS, mix, to_rgb, vary
from world.compose.fences import taken_by
from world.compose.occupancy import Plan, beside, breadth, corners_of, meet, plan
from world.compose.place import Place, codes
from world.compose.shore import afloat
from world.compose.sight import STOREY
from world.compose.street import draw, outer
from world.compose.traffic import LENGTHS
from world.plans import has_wing
from world.roads import Style, Weights, house_weights, styles
from world.scene import CAMERA_HEIGHT, Building, Ground, Terrain, Vehicle

# Along the road and back from it: (gap between, setback) in metres, and the chance that a plot is built.
_PLOTS = {
    "wild": ((60, 140), (14, 60), 0.12),
    "farmland": ((50, 110), (10, 50), 0.35),
    "village": ((5, 22), (2, 10), 0.75),
    "suburb": ((3, 10), (3.5, 9), 0.9),
    "town": ((0.4, 4), (0.4, 2.6), 0.94),
    "city": ((0.0, 1.2), (0.1, 0.9), 0.98),
}
_REACH = {"wild": 110, "farmland": 120, "village": 95, "suburb": 90, "town": 85, "city": 85}
_SHOPS = {"village": 0.12, "suburb": 0.06, "town": 0.42, "city": 0.5}

_MUSLIM = codes(
    "DZ MA TN LY EG EH SD MR SN ML NE TD GM GN SL DJ SO KM SA AE OM YE QA KW BH IQ SY JO LB "
    "PS IR TR AF PK BD MV ID MY BN UZ TM KG TJ KZ AZ XK AL BA NG BF"
)
_TEMPLE = {
    "IN": "temple",
    "NP": "temple",
    "LK": "temple",
    "TH": "temple",
    "LA": "temple",
    "KH": "temple",
    "MM": "pagoda",
    "VN": "pagoda",
    "CN": "pagoda",
    "TW": "temple",
    "JP": "temple",
    "KR": "temple",
    "BT": "pagoda",
    "MN": "temple",
    "HK": "temple",
}
_ORTHODOX = codes("RU UA BY BG RS ME MK RO MD GR CY GE AM ET")


HOLY = ("church", "mosque", "temple", "pagoda")


def local_styles(place: Place) -> tuple[Weights, Weights]:
    """(dwellings and shops, houses of prayer): the country's styles of building for this settlement."""
    table = styles()
    weights = house_weights(place.facts, place.settlement)
    prayer = tuple(pair for pair in place.facts.houses if table[pair[0]].kinds[0][0] in HOLY)
    holy = {name for name, _ in prayer}
    usual = tuple(pair for pair in weights if pair[0] not in holy)
    return usual or tuple(pair for pair in place.facts.houses if pair[0] not in holy), prayer


def worship(country: str) -> str:
    """The kind of building people of most places in this country pray in."""
    if country in _TEMPLE:
        return _TEMPLE[country]
    return "mosque" if country in _MUSLIM else "church"


def _building(
    place: Place,
    rng: random.Random,
    style: Style,
    seed: int,
    side: int,
    start: float,
    setback: float,
    kind: str,
) -> Building:
    """One building of a style; its front begins `start` metres along, `setback` from the road's ground."""
    width, depth = round(rng.uniform(*style.width), 2), round(rng.uniform(*style.depth), 2)
    storeys = rng.randint(*style.storeys)
    road, along = place.road, start + width / 2
    x, y = road.point(along, side * (outer(road) + setback + depth / 2))
    roof = draw(style.roofs, rng)
    return Building(
        kind=kind,
        x=round(x, 2),
        y=round(y, 2),
        heading=round((road.heading(along) - 90 * side) % 360, 2),
        width=width,
        depth=depth,
        storeys=storeys,
        wall=draw(style.walls, rng),
        wall_colour=vary(rng.choice(style.wall_colours), rng, 7),
        roof=roof,
        roof_cover=draw(style.roof_covers, rng),
        roof_colour=vary(rng.choice(style.roof_colours), rng, 8),
        trim=rng.choice(style.trim_colours),
        windows=draw(style.windows, rng),
        seed=seed,
        extras=_extras(style, rng, setback) if kind != "barn" else (),
    )


_ALIKE = {
    "porch": "veranda",
    "front-gable": "veranda",
    "shutter-front": "open-front",
    "arcade": "open-front",
    "balcony-front": "bay-window",
}
"""Extras that stand for another: a building has one of them at most, as it has one tank."""
_NEEDS_ROOM = {"veranda": 2.6, "porch": 2.4, "steps": 1.4, "bay-window": 1.0, "hood": 0.8}
"""Metres between the front and the road's ground that something before it takes."""


def _extras(style: Style, rng: random.Random, setback: float) -> tuple[str, ...]:
    """What this building has of what its style may have."""
    out: dict[str, str] = {}
    for name, chance in style.extras:
        if rng.random() < chance and setback >= _NEEDS_ROOM.get(name, 0):
            group = "tank" if name.startswith("tank") else _ALIKE.get(name, name)
            out.setdefault(group, name)
    return tuple(out.values())


def _fitted(house: Building) -> Building:
    """The house without what its kind, its shop or its width leaves no room for before the front."""
    shop = house.kind == "shop" or bool(house.sign)
    without = {"veranda", "porch"} if shop else set()
    if not has_wing(house):
        without.add("front-gable")
    return replace(house, extras=tuple(extra for extra in house.extras if extra not in without))


def _occupy(place: Place, building: Building) -> None:
    """Mark the ground plan as taken, in circles along its longer side."""
    long, short = max(building.width, building.depth), min(building.width, building.depth)
    along = math.radians(building.heading + (90 if building.width >= building.depth else 0))
    count = max(1, math.ceil(long / short))
    for i in range(count):
        shift = (i + 0.5) / count * long - long / 2
        place.take(
            building.x + math.sin(along) * shift,
            building.y + math.cos(along) * shift,
            math.hypot(short, long / count) / 2,
        )


def buildings(
    place: Place,
    ground: Ground,
    mouth: tuple[float, int] | None,
    cars: Iterable[Vehicle],
    shop_names: list[str],
    terrain: Terrain,
) -> tuple[tuple[Building, ...], plots.Gardens]:
    """Houses on both sides facing the road, on dry land, and their gardens. Shops take from `shop_names`."""
    rng, gardens = place.rng("buildings"), plots.Gardens(posts=tuple(place.taken))
    if place.continent == "Antarctica":
        return (), gardens
    gaps, setbacks, chance = _PLOTS[place.settlement]
    if place.settlement in ("wild", "farmland"):
        chance *= 0.3 + 1.1 * place.facts.rural_density
    table = styles()
    usual, prayer = local_styles(place)
    local = [table[draw(usual, rng)] for _ in range(3)]  # neighbours build alike
    standing = _Standing(place, cars, terrain)
    houses: list[Building] = []
    lots: list[plots.Lot] = []
    large = _large_signs(place)
    layouts = plots.customs(place)
    usual_layout = draw(layouts, place.rng("plots"))
    reach = _REACH[place.settlement]
    prayer_at = (rng.choice((-1, 1)), rng.choice((-1, 1)) * rng.uniform(18, 70))
    prays = rng.random() < {"village": 0.35, "town": 0.3, "city": 0.2, "suburb": 0.12}.get(
        place.settlement, 0.0
    )
    for side in (-1, 1):
        along, fence_here = -reach + rng.uniform(0, gaps[1]), rng.random() < 0.6
        while along < reach:
            style = local[0] if rng.random() < 0.5 else rng.choice(local)
            setback = rng.uniform(*setbacks)
            terrace = (
                place.settlement in ("town", "city") and style.width[1] <= TERRACE and rng.random() < 0.85
            )
            setback = 0.6 * setbacks[1] if terrace else setback  # a row keeps to one line
            kind = _kind(place, style, rng)
            house = _building(place, rng, style, rng.randrange(1 << 30), side, along, setback, kind)
            holy = prays and prayer_at[0] == side and abs(along + house.width / 2 - prayer_at[1]) < 12
            if holy and prayer:
                style, prays = table[draw(prayer, rng)], False
                house = _building(place, rng, style, house.seed, side, along, setback, draw(style.kinds, rng))
            elif holy:
                house, prays = _holy(place, rng, house), False
                house = _at(place, house, side, along + house.width / 2, setback)
            if not holy:
                house = _at(place, house, side, along + _frontage(place, house, side, setback) / 2, setback)
            start, end = along, along + _frontage(place, house, side, setback)
            along = end if terrace else end + rng.uniform(*gaps)
            if mouth and mouth[1] == side and start - CORNER < mouth[0] < end + CORNER:
                # The corner house is as narrow as its lot; the next lot begins behind the side road.
                along, end = mouth[0] + CORNER + 0.1, mouth[0] - CORNER - 0.1
                if holy or end - start < max(5.0, 0.55 * house.width):
                    continue
                house = replace(house, width=round(0.9 * (end - start), 2))
                house = _at(place, house, side, (start + end) / 2, setback)
            if rng.random() > chance and not holy:
                continue
            moved = standing.settle(house)
            if moved is None or any(on == side and start - 1 < at < end + 1 for at, on in large):
                continue
            house, setback = moved, setback + math.dist((moved.x, moved.y), (house.x, house.y))
            house = _unlike(houses, house, style, rng)
            place.styles.setdefault(style.name, []).append((house.x, house.y))
            houses.append(_fitted(_with_shop(place, rng, house, shop_names)))
            standing.add(house)
            _occupy(place, house)
            ways = plots.ways_to(place, rng, houses[-1], side, setback, ground)
            gardens.drives += [way.patch for way in ways]
            kind = style.fence
            if place.settlement in ("village", "suburb") and setback > 2.5 and kind == "none":
                kind = plots.boundary(place, rng)
            if (
                place.settlement in ("village", "suburb")
                and setback > 2.5
                and kind != "none"
                and (fence_here or rng.random() < 0.3)
                and houses[-1].kind != "shop"
                and not taken_by(place, side, outer(place.road) + 0.5, None, _beside(place, cars, start, end))
            ):
                gardens.fences += plots.fence(
                    place, rng, kind, side, (start, end), ground, house, setback, ways
                )
            lots.append(plots.Lot(side, start, end, setback, _has_garden(place, houses[-1], setback)))
            own = place.rng(f"plot-{len(houses)}")
            layout = usual_layout if own.random() < 0.6 else draw(layouts, own)
            if abs(start + end) / 2 < plots.NEAR_PLOTS and lots[-1].garden:
                plots.lay_out(
                    place, own, gardens, ground, houses[-1], side, (start, end), setback, ways, layout
                )
    gardens.fences += plots.flanks(place, lots, mouth, ground)
    if place.settlement in _BEHIND:
        houses += _behind(place, [table[name] for name, _ in usual], local, standing, houses)
    return tuple(houses), gardens


LARGE = 2.4
"""Metres: nobody has a wider sign of the road in the front garden."""


def _large_signs(place: Place) -> list[tuple[float, int]]:
    """Where large signs stand before gardens: metres along the road, and the side."""
    if place.settlement not in ("village", "suburb"):
        return []
    spots = [place.road.locate(x, y) for x, y, width in place.sights if width > LARGE]
    return [(along, 1 if right > 0 else -1) for along, right in spots]


def _kind(place: Place, style: Style, rng: random.Random) -> str:
    """What a building of this style is here: barns and farms stand in the country alone."""
    kind = draw(style.kinds, rng)
    return "house" if place.built_up and kind in ("barn", "farm") else kind


def _has_garden(place: Place, house: Building, setback: float) -> bool:
    """Whether the ground before a house is a garden of its own."""
    return place.settlement not in ("town", "city") and setback > 2 and house.kind in ("house", "farm", "hut")


def _beside(place: Place, cars: Iterable[Vehicle], start: float, end: float) -> list[Vehicle]:
    """The vehicles along this stretch of the road."""
    return [car for car in cars if start - 4 < place.road.locate(car.x, car.y)[0] < end + 4]


CORNER = 5.0
"""Metres on both sides of a side road's middle that houses leave free."""
TERRACE = 9.5
"""Styles no wider than this stand wall to wall in towns, metres."""


def _unlike(houses: list[Building], house: Building, style: Style, rng: random.Random) -> Building:
    """The house in another paint than the one before it, where its style has several."""
    others = tuple(dict.fromkeys(style.wall_colours))
    if not houses or len(others) < 3 or house.kind in HOLY or house.wall in ("stone", "adobe"):
        return house
    before, own = to_rgb(houses[-1].wall_colour), to_rgb(house.wall_colour)
    if sum(abs(p - q) for p, q in zip(before, own, strict=True)) > 60:
        return house
    far = [c for c in others if sum(abs(p - q) for p, q in zip(before, to_rgb(c), strict=True)) > 60]
    return replace(house, wall_colour=vary(rng.choice(far), rng, 7)) if far else house


def _frontage(place: Place, house: Building, side: int, setback: float) -> float:
    """Metres along the centre line that a house takes: more than its width on the inside of a bend."""
    turn = side * math.radians(place.road.curve)
    near = outer(place.road) + setback
    return house.width / (1 - turn * (near + house.depth if turn > 0 else near))


class _Standing:
    """What stood before the first house, the houses since, the water: what is in the next one's way."""

    def __init__(self, place: Place, cars: Iterable[Vehicle], terrain: Terrain) -> None:
        self.road, self.terrain = place.road, terrain if any(terrain.water) else None
        self.circles = tuple(place.taken)
        self.plans = [plan(car.x, car.y, car.heading, breadth(car.kind), LENGTHS[car.kind]) for car in cars]

    def leaves_room(self, house: Building) -> bool:
        """Whether nothing stands inside its walls, and all of it on dry land."""
        roomy = plan(house.x, house.y, house.heading, house.width + 0.3, house.depth + 0.3)
        if any(meet(roomy, beside(roomy, *circle), touch=0) for circle in self.circles):
            return False
        own = _plan(house)
        return not any(meet(own, other) for other in self.plans) and not self._floats(own)

    def settle(self, house: Building) -> Building | None:
        """The house, a little farther back if a sign or a pole stands in its front; None where none fits."""
        angle = math.radians(house.heading)
        for back in (0.0, 1.2, 2.4, 3.6):
            x, y = house.x - math.sin(angle) * back, house.y - math.cos(angle) * back
            moved = replace(house, x=round(x, 2), y=round(y, 2))
            if self.leaves_room(moved):
                return moved
        return None

    def _floats(self, own: Plan) -> bool:
        """Whether a corner of a ground plan may lie in the water."""
        return self.terrain is not None and any(
            afloat(self.terrain, self.road, x, y) for x, y in corners_of(own)
        )

    def add(self, house: Building) -> None:
        self.plans.append(_plan(house))


def _plan(house: Building) -> Plan:
    return plan(house.x, house.y, house.heading, house.width, house.depth)


_BEHIND = {"village": 6, "suburb": 8, "town": 18, "city": 24}
"""Most buildings in the streets behind, and farther along the road, by settlement."""
_STREETS = (26.0, 56.0, 88.0)
"""How far behind the road's ground the next streets' fronts stand, metres."""


_SKYLINE = {"town": 2, "city": 6}
"""Most of the taller buildings farther back that rise above the roofs, by settlement."""

_OFFICES = "modern-offices"
"""What rises above the roofs of cities whose own styles are low."""


class _Horizon:
    """How high houses rise before the camera in each whole degree, as the slope of the line of sight."""

    def __init__(self, houses: Iterable[Building]) -> None:
        self.slopes = [-1.0] * 360
        for house in houses:
            self.add(house)

    def _seen(self, house: Building) -> tuple[float, list[int]]:
        """How high a house rises, and the degrees that it fills."""
        middle = math.degrees(math.atan2(house.x, house.y))
        turns = [
            (math.degrees(math.atan2(x, y)) - middle + 180) % 360 - 180 for x, y in corners_of(_plan(house))
        ]
        low, high = math.ceil(middle + min(turns)), math.floor(middle + max(turns))
        slope = (STOREY * house.storeys - CAMERA_HEIGHT) / max(1.0, math.hypot(house.x, house.y))
        return slope, [degree % 360 for degree in range(low, high + 1)]

    def fills_gap(self, house: Building) -> bool:
        """Whether a house closes a view into the open."""
        return any(self.slopes[degree] < 0 for degree in self._seen(house)[1])

    def rises(self, house: Building) -> bool:
        """Whether a house stands well above the roofs before it."""
        slope, degrees = self._seen(house)
        return any(0 <= self.slopes[degree] < slope - 0.07 for degree in degrees)

    def add(self, house: Building) -> None:
        slope, degrees = self._seen(house)
        for degree in degrees:
            self.slopes[degree] = max(self.slopes[degree], slope)


def _behind(
    place: Place, styles_here: list[Style], local: list[Style], standing: _Standing, houses: list[Building]
) -> list[Building]:
    """The next streets, where one sees them between and above the houses: a town goes on behind its front.

    Plain masses of the same styles, nearest first; the road's own front goes on beyond the last house.
    """
    rng, horizon, found = place.rng("behind"), _Horizon(houses), []
    tall = sorted(styles_here, key=lambda style: -style.storeys[1])[:3]
    if place.settlement == "city" and tall[0].storeys[1] < 4:
        tall = [styles()[_OFFICES]]
    reach, front = _REACH[place.settlement], _PLOTS[place.settlement][1][1]
    loose = {"village": 5, "suburb": 2}.get(place.settlement, 1)

    def row(back: float, first: float, last: float, shows: Callable[[Building], bool], most: int) -> None:
        for side, way in ((-1, -1), (-1, 1), (1, -1), (1, 1)):
            along = first + rng.uniform(0, 8)
            while along < last and len(found) < most:
                style = rng.choice(tall if shows == horizon.rises else local)
                kind = _kind(place, style, rng)
                kind = {"shop": "apartments" if style.storeys[1] > 2 else "house"}.get(kind, kind)
                setback = back + rng.uniform(0, 5 if back > front else 0)
                house = _building(place, rng, style, rng.randrange(1 << 30), side, 0.0, setback, kind)
                house = replace(_at(place, house, side, way * (along + house.width / 2), setback), extras=())
                along += house.width + rng.uniform(1, 9) * loose
                if shows(house) and standing.leaves_room(house):
                    found.append(house)
                    standing.add(house)
                    horizon.add(house)
                    _occupy(place, house)

    for back in _STREETS:
        row(back, 0.0, 105.0, horizon.fills_gap, _BEHIND[place.settlement])
    if place.built_up:
        row(front, reach, reach + 80.0, horizon.fills_gap, _BEHIND[place.settlement] + 4)
    row(rng.uniform(45, 100), 0.0, 90.0, horizon.rises, len(found) + _SKYLINE.get(place.settlement, 0))
    return found


def _at(place: Place, house: Building, side: int, along: float, setback: float) -> Building:
    """The same house with the middle of its front `along`."""
    x, y = place.road.point(along, side * (outer(place.road) + setback + house.depth / 2))
    return replace(
        house, x=round(x, 2), y=round(y, 2), heading=round((place.road.heading(along) - 90 * side) % 360, 2)
    )


def _holy(place: Place, rng: random.Random, house: Building) -> Building:
    kind = worship(place.country)
    roof, cover = {
        "mosque": ("dome", "concrete"),
        "temple": ("pagoda", "tile"),
        "pagoda": ("pagoda", "tile"),
    }.get(kind, ("dome", "metal") if place.country in _ORTHODOX else ("steep", house.roof_cover))
    colour = {"mosque": "#7fae9a", "temple": "#b5552b", "pagoda": "#a8412b"}.get(
        kind, "#3f7f6a" if place.country in _ORTHODOX else house.roof_colour
    )
    return replace(
        house,
        kind=kind,
        width=round(rng.uniform(9, 15), 2),
        depth=round(rng.uniform(13, 22), 2),
        storeys=2,
        roof=roof,
        roof_cover=cover,
        roof_colour=vary(colour, rng, 10),
        windows="arched",
        extras=(),
        wall_colour=vary(mix(house.wall_colour, "#efe8d8", 0.5), rng, 5),
    )


def _with_shop(place: Place, rng: random.Random, house: Building, names: list[str]) -> Building:
    """The house with a shop and its sign, sometimes; a shop always has one while names last."""
    if house.kind in (*HOLY, "hut", "barn"):
        return house
    if house.kind != "shop" and rng.random() > _SHOPS.get(place.settlement, 0.0):
        return house
    sign = names.pop() if place.trades and names and rng.random() < 0.75 else ""
    kind = "shop" if house.storeys <= 3 else house.kind
    return replace(house, kind=kind, sign=sign, sign_colour=rng.choice(SHOPS))
