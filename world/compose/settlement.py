"""Buildings along the road in the country's styles, their shop signs, fences and driveways."""

from __future__ import annotations

import math
import random
from collections.abc import Iterable
from dataclasses import dataclass, replace

from world.compose.colours import SHOPS, mix, to_rgb, vary
from world.compose.fences import barrier_look, line_along, open_spans, taken_by
from world.compose.occupancy import Plan, breadth, meet, plan
from world.compose.place import Place, codes
from world.compose.street import draw, outer
from world.compose.traffic import LENGTHS
from world.plans import front_door, garage_span, has_wing
from world.roads import Style, Weights, house_weights, styles
from world.scene import Barrier, Building, Ground, Patch, Vehicle

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
    house = Building(
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
    if "front-gable" in house.extras and not has_wing(house):
        house = replace(house, extras=tuple(extra for extra in house.extras if extra != "front-gable"))
    return house


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
) -> tuple[tuple[Building, ...], tuple[Barrier, ...], tuple[Patch, ...]]:
    """Houses on both sides facing the road, with fences and driveways. Shops take from `shop_names`."""
    rng = place.rng("buildings")
    if place.continent == "Antarctica":
        return (), (), ()
    gaps, setbacks, chance = _PLOTS[place.settlement]
    if place.settlement in ("wild", "farmland"):
        chance *= 0.3 + 1.1 * place.facts.rural_density
    table = styles()
    usual, prayer = local_styles(place)
    local = [table[draw(usual, rng)] for _ in range(3)]  # neighbours build alike
    standing = _Standing(place, cars)
    houses: list[Building] = []
    fences: list[Barrier] = []
    drives: list[Patch] = []
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
            kind = draw(style.kinds, rng)
            if place.built_up and kind in ("barn", "farm"):
                kind = "house"
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
            if mouth and mouth[1] == side and start - 5 < mouth[0] < end + 5:
                continue
            if (rng.random() > chance and not holy) or not standing.leaves_room(house):
                continue
            house = _unlike(houses, house, style, rng)
            place.styles.setdefault(style.name, []).append((house.x, house.y))
            houses.append(_with_shop(place, rng, house, shop_names))
            standing.add(house)
            _occupy(place, house)
            ways = _ways(place, rng, houses[-1], side, setback, ground)
            drives += [way.patch for way in ways]
            kind = style.fence
            if place.settlement in ("village", "suburb") and setback > 2.5 and kind == "none":
                kind = _boundary(place, rng)
            if (
                place.settlement in ("village", "suburb")
                and setback > 2.5
                and kind != "none"
                and (fence_here or rng.random() < 0.3)
                and houses[-1].kind != "shop"
                and not taken_by(place, side, outer(place.road) + 0.5, None, _beside(place, cars, start, end))
            ):
                fences += _fence(place, rng, kind, side, (start, end), ground, house, setback, ways)
    if place.settlement in ("town", "city"):
        houses += _behind(place, rng, [table[name] for name, _ in usual], mouth, standing)
    return tuple(houses), tuple(fences), tuple(drives)


def _beside(place: Place, cars: Iterable[Vehicle], start: float, end: float) -> list[Vehicle]:
    """The vehicles along this stretch of the road."""
    return [car for car in cars if start - 4 < place.road.locate(car.x, car.y)[0] < end + 4]


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
    """What stood before the first house, and the houses since: what can be in the next one's way."""

    def __init__(self, place: Place, cars: Iterable[Vehicle]) -> None:
        self.circles = tuple(place.taken)
        self.plans = [plan(car.x, car.y, car.heading, breadth(car.kind), LENGTHS[car.kind]) for car in cars]

    def leaves_room(self, house: Building) -> bool:
        """Whether nothing stands inside its walls."""
        angle = math.radians(house.heading)
        sin, cos = math.sin(angle), math.cos(angle)
        deep, wide = house.depth / 2 + 0.15, house.width / 2 + 0.15
        for x, y, radius in self.circles:
            dx, dy = x - house.x, y - house.y
            if abs(dx * sin + dy * cos) < deep + radius and abs(dx * cos - dy * sin) < wide + radius:
                return False
        own = _plan(house)
        return not any(meet(own, other) for other in self.plans)

    def add(self, house: Building) -> None:
        self.plans.append(_plan(house))


def _plan(house: Building) -> Plan:
    return plan(house.x, house.y, house.heading, house.width, house.depth)


def yards(place: Place, ground: Ground) -> tuple[Patch, ...]:
    """The ground before and between houses: paved in cities, trodden earth where it is so."""
    rng, road = place.rng("yards"), place.road
    share = {"city": 1.0, "town": 0.7, "suburb": 0.12, "village": 0.06}.get(place.settlement, 0.0)
    bare = place.country in _BARE or place.continent == "Africa"
    if bare and place.settlement in ("village", "suburb", "town"):
        share = 0.75
    out: list[Patch] = []
    for side in (-1, 1):
        if rng.random() > share:
            continue
        earth = bare and rng.random() < {"city": 0.45, "town": 0.75}.get(place.settlement, 1.0)
        colour = (
            mix(ground.soil, "#b5a48a", 0.35)
            if earth
            else mix("#9c9890", ground.soil, rng.uniform(0.05, 0.3))
        )
        near, far = (
            outer(road) - 0.35,
            outer(road) + (22.0 if place.settlement == "city" else rng.uniform(5, 14)),
        )
        edge = line_along(road, -95, 95, side * near, 14)
        back = line_along(road, -95, 95, side * far, 14)
        out.append(Patch("yard", edge + back[::-1], vary(colour, rng, 6), round(road.bearing, 2)))
    return tuple(out)


_BARE = codes(
    "IN PK BD NP LK MM KH LA PH ID VN HT GT HN NI SV PE BO EC YE IQ SY AF PG MN KG TJ UZ TM IR PS JO"
)
"""Where the ground about the houses is mostly swept earth, besides Africa."""


def _behind(
    place: Place, rng: random.Random, local: list[Style], mouth: tuple[float, int] | None, standing: _Standing
) -> list[Building]:
    """A loose second row in the next street, of the tallest styles: a town does not end behind its front."""
    tall = sorted(local, key=lambda style: -style.storeys[1])[:3]
    row = []
    for side in (-1, 1):
        along = -75 + rng.uniform(0, 15)
        while along < 75:
            style, setback = rng.choice(tall), rng.uniform(24, 45)
            kind = draw(style.kinds, rng)
            house = _building(place, rng, style, rng.randrange(1 << 30), side, along, setback, kind)
            along += house.width + rng.uniform(8, 24)
            clear = math.hypot(house.width, house.depth) / 2
            beside = mouth and mouth[1] == side and abs(along - mouth[0]) < 12
            if not beside and place.free(house.x, house.y, clear) and standing.leaves_room(house):
                row.append(house)
                standing.add(house)
                _occupy(place, house)
    return row


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


def _boundary(place: Place, rng: random.Random) -> str:
    """What closes a garden where the style of the house names nothing: the country's own, or nothing."""
    if rng.random() > {"village": 0.5, "suburb": 0.3}.get(place.settlement, 0.0):
        return "none"
    usual = tuple(w for w in place.facts.barriers if w[0] not in ("none", "guardrail") and w[1] > 0)
    return draw(usual, rng) if usual else "none"


@dataclass(frozen=True, slots=True)
class _Way:
    """A path or a drive from the road to a house: its middle and width in metres along the road."""

    along: float
    width: float
    patch: Patch


def _ways(
    place: Place,
    rng: random.Random,
    house: Building,
    side: int,
    setback: float,
    ground: Ground,
) -> list[_Way]:
    """The path to the front door and the drive to the garage, where there is room and one would see them."""
    middle, _ = place.road.locate(house.x, house.y)
    if place.settlement in ("town", "city") or setback < 2 or house.kind in ("barn", "hut", "shop"):
        return []
    colour = vary(rng.choice((mix(ground.soil, "#9a958c", 0.5), "#8d8a86", "#a9a398")), rng, 6)
    paths = rng.random() < {"suburb": 0.85, "village": 0.7}.get(place.settlement, 0.5)
    drives = setback > 3.5 and rng.random() < 0.6 and place.settlement != "wild"
    ways, span = [], garage_span(house)
    door = middle + side * front_door(house)
    if span and setback > 3.2:
        at = middle + side * (house.width / 2 - (span[0] + span[1]) / 2)
        ways.append(_way(place, side, at, span[1] - span[0], setback, colour))
    elif drives:
        at = middle + rng.choice((-1, 1)) * (house.width / 2 - 1.5)
        ways.append(_way(place, side, at, 2.8, setback, colour))
    if paths and abs(door) < 45 and not any(abs(door - way.along) < way.width / 2 + 1 for way in ways):
        ways.append(_way(place, side, door, rng.uniform(0.9, 1.3), setback, colour))
    return ways


def _way(place: Place, side: int, along: float, width: float, setback: float, colour: str) -> _Way:
    road, half = place.road, width / 2
    near, far = road.width / 2, outer(road) + setback + 0.1
    near = near + road.sidewalk if road.sidewalk else near
    corners = tuple(
        road.point(a, side * r)
        for a, r in ((along - half, near), (along - half, far), (along + half, far), (along + half, near))
    )
    patch = Patch("path", corners, colour, round((road.heading(along) + 90 * side) % 360, 2))
    return _Way(along, width, patch)


def _fence(
    place: Place,
    rng: random.Random,
    kind: str,
    side: int,
    plot: tuple[float, float],
    ground: Ground,
    house: Building,
    setback: float,
    ways: list[_Way],
) -> list[Barrier]:
    """A garden's fence along the road, open where paths and drives pass, with gates across these.

    Walls go back to the house and are painted like it.
    """
    base = ground.plants if kind == "hedge" else None
    if kind == "wall" and rng.random() < 0.6:
        base = mix(house.wall_colour, rng.choice(("#e8e2d4", "#c8c0b0", house.wall_colour)), 0.4)
    height, colour = barrier_look(kind, rng, base)
    road, right = place.road, side * (outer(place.road) + 0.5)
    left, far = plot[0] - 0.4, plot[1] + 0.4
    gaps = [(way.along - way.width / 2 - 0.1, way.along + way.width / 2 + 0.1) for way in ways]
    if not gaps and far - left > 6:
        gate = rng.uniform(left + 1.2, far - 3.6)
        gaps = [(gate, gate + 2.4)]
    spans = [span for span in open_spans(left, far, gaps) if span[1] - span[0] > 0.35]
    lines = [line_along(road, a, b, right) for a, b in spans]
    if lines and kind in ("wall", "stone-wall", "chainlink", "picket") and setback > 2:
        back = side * (outer(road) + setback + 1.5)
        if spans[0][0] == left:
            lines[0] = (road.point(left, back), *lines[0])
        if spans[-1][1] == far:
            lines[-1] = (*lines[-1], road.point(far, back))
    made = [Barrier(kind, line, height, colour) for line in lines]
    if kind in ("wall", "stone-wall", "chainlink", "wood-fence", "picket"):
        tint = rng.choice(_GATES) if kind in ("wall", "chainlink", "stone-wall") else colour
        for a, b in gaps:
            beside = any(abs(a - end) < 0.01 for _, end in spans) and any(
                abs(b - end) < 0.01 for end, _ in spans
            )
            if beside and rng.random() < 0.7:  # a gate hangs between two posts
                ends = (road.point(a, right), road.point(b, right))
                made.append(Barrier("gate", ends, round(height * 1.02, 2), tint))
    return made


_GATES = ("#2a2c2e", "#2a2c2e", "#7a4a2a", "#2f5a3f", "#24508a", "#8a8e92", "#8f2a22", "#e0ddd4")
