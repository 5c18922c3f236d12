"""Puts plants and fields on the land: verges, street trees, forest edges, groves, groups and lone trees."""

from __future__ import annotations

import math
import random
from collections.abc import Iterable
from itertools import pairwise

from world.compose.colours import mix, vary
from world.compose.fences import Span, field_edge, open_spans
from world.compose.flora import (
    HEIGHTS,
    LOW,
    crops,
    crown,
    flora_region,
    grown_here,
    street_trees,
    trees,
    undergrowth,
)
from world.compose.harvests import standing
from world.compose.leaves import bare_ground, forest_trees, leaves, local_trees, watered, wooded
from world.compose.occupancy import Plan, breadth, gap, plan
from world.compose.place import Place
from world.compose.shore import afloat
from world.compose.street import outer
from world.compose.traffic import LENGTHS
from world.scene import Barrier, Building, Ground, Patch, Plant, Point, Sign, Terrain, Vehicle

MOST = 120
NEAREST, FARTHEST = 5.0, 140.0
FARMED_KM = 18.0
"""How far from a town dry country is farmed, where its crops are known."""

_CROP_COLOURS = {
    "wheat": ("#8fae4a", "#d8b85c"), "rice": ("#86b83f", "#c2b35a"), "corn": ("#5f8f36", "#b9a05c"),
    "vineyard": ("#6f8f3f", "#9a7f45"), "tea": ("#3f7a35", "#3f7a35"), "sugar-cane": ("#7fa845", "#a8a455"),
    "ploughed": ("#7a5a3c", "#7a5a3c"), "meadow": ("#6f9f40", "#a89a55"), "flowers": ("#e3c530", "#8fae4a"),
}  # fmt: skip
"""Growing and ripe."""


WIDEST = 12.0
"""Metres from its stem that no crown reaches beyond."""


class Room:
    """What crowns keep clear of: walls of houses, shop signs, vehicles, fences, and the furrows of fields."""

    def __init__(
        self,
        houses: Iterable[Building],
        cars: Iterable[Vehicle],
        fences: Iterable[Barrier],
        signs: Iterable[Sign],
        patches: Iterable[Patch],
    ) -> None:
        self.houses = [_reaching(plan(h.x, h.y, h.heading, h.width, h.depth)) for h in houses]
        self.cars = [_reaching(plan(c.x, c.y, c.heading, breadth(c.kind), LENGTHS[c.kind])) for c in cars]
        self.signs = [(sign.x, sign.y) for sign in signs]
        self.shops = [_front(h) for h in houses if h.sign]
        self.fields = [_boxed(patch.points) for patch in patches if patch.kind in _SOWN]
        self.posts: dict[tuple[int, int], list[Point]] = {}
        for fence in fences:
            for x, y in _posts(fence):
                self.posts.setdefault((int(x // 4), int(y // 4)), []).append((x, y))

    def sown(self, x: float, y: float) -> bool:
        """Whether this is a field where nothing but its crop grows."""
        return any(
            west < x < east and south < y < north and _inside(points, x, y)
            for points, west, east, south, north in self.fields
        )

    def at(self, x: float, y: float, low: bool) -> float:
        """Metres that a crown may reach here; only bushes must clear what a tree spreads above."""
        free = _nearest(self.houses, x, y)
        column, row = int(x // 4), int(y // 4)
        near = [
            math.hypot(x - a, y - b)
            for i in (column - 1, column, column + 1)
            for j in (row - 1, row, row + 1)
            for a, b in self.posts.get((i, j), ())
        ]
        wall = min(near, default=WIDEST)
        if not low:
            return 0.0 if wall < 0.8 else free
        signs = min((math.hypot(x - a, y - b) for a, b in self.signs), default=WIDEST)
        return min(free, wall - 0.2, signs, _nearest(self.cars, x, y))

    def hides_shop(self, x: float, y: float) -> bool:
        """Whether a tree here stands right before the sign of a shop, seen from the camera."""
        for a, b in self.shops:
            far = math.hypot(a, b)
            if 0 < x * a + y * b < far * far and abs(x * b - y * a) < 2.0 * far:
                return True
        return False


_SOWN = frozenset(_CROP_COLOURS) - {"meadow"}


def _reaching(found: Plan) -> tuple[Plan, float]:
    return found, math.hypot(found[4], found[5]) + WIDEST


def _nearest(plans: list[tuple[Plan, float]], x: float, y: float) -> float:
    """Metres to the nearest of the plans, at most `WIDEST`."""
    near = WIDEST
    for found, reach in plans:
        if abs(found[0] - x) < reach and abs(found[1] - y) < reach:
            near = min(near, gap(found, x, y))
    return near


def _front(house: Building) -> Point:
    """The middle of a house's front."""
    angle = math.radians(house.heading)
    return house.x + math.sin(angle) * house.depth / 2, house.y + math.cos(angle) * house.depth / 2


def _boxed(points: tuple[Point, ...]) -> tuple[tuple[Point, ...], float, float, float, float]:
    """A polygon, and how far west, east, south and north it reaches."""
    east, north = zip(*points, strict=True)
    return points, min(east), max(east), min(north), max(north)


def _posts(fence: Barrier) -> list[Point]:
    """Points a metre apart along a fence, where one is near enough to see what grows through it."""
    found: list[Point] = []
    for (ax, ay), (bx, by) in pairwise(fence.points):
        if math.hypot(ax, ay) < 60 or math.hypot(bx, by) < 60:
            count = math.ceil(math.hypot(bx - ax, by - ay))
            found += [(ax + (bx - ax) * k / count, ay + (by - ay) * k / count) for k in range(count + 1)]
    return found


class Planter:
    """Sets plants one by one, refusing the road, houses and whatever else stands there."""

    def __init__(self, place: Place, rng: random.Random, terrain: Terrain, room: Room) -> None:
        self.place, self.rng, self.room = place, rng, room
        self.plants: list[Plant] = []
        self._trees: list[tuple[float, float, float, str]] = []
        self.edge = outer(place.road)
        self.bare = bare_ground(place)
        self.terrain = terrain if any(terrain.water) else None

    def plant(
        self, kind: str, x: float, y: float, scale: float = 1.0, margin: float = 0.4, clear: float = 0.0
    ) -> bool:
        """Set one plant if there is room; `margin` is its least distance from the road's ground, metres."""
        kind, distance = self.bare.get(kind, kind), math.hypot(x, y)
        if len(self.plants) >= MOST or not NEAREST - (2 if kind in LOW else 0) <= distance <= FARTHEST:
            return False
        _, right = self.place.road.locate(x, y)
        low, high = HEIGHTS[kind]
        height = self.rng.uniform(low, high) * scale
        if abs(right) < self.edge + margin + (0.3 if kind in LOW else 0.6):
            return False
        if self.terrain and afloat(self.terrain, self.place.road, x, y):
            return False
        if not self.place.free(x, y, clear or (0.2 if kind in LOW else 0.9)) or self.room.sown(x, y):
            return False
        room = self.room.at(x, y, kind in LOW)
        room = min(room, abs(right) - self.place.road.width / 2) if kind in LOW else room
        if room < crown(kind) * height:  # kept small where there is little room
            height = room / crown(kind)
            if height < (0.6 if kind in LOW else 0.4) * low:
                return False
        if kind not in LOW and self.room.hides_shop(x, y):
            return False
        if kind not in LOW and self._crowded(kind, x, y, height):
            return False
        self.plants.append(
            Plant(
                kind,
                round(x, 2),
                round(y, 2),
                round(height, 2),
                self.rng.randrange(1 << 16),
                leaves(self.place, self.rng, kind),
            )
        )
        return True

    def _crowded(self, kind: str, x: float, y: float, height: float) -> bool:
        """Whether a crown would grow through another: two kinds keep farther apart than one."""
        for ox, oy, tall, other in self._trees:
            room = (height + tall) * (0.12 if other == kind else 0.25)
            if (x - ox) ** 2 + (y - oy) ** 2 < room * room:
                return True
        self._trees.append((x, y, height, kind))
        return False

    def beside(self, kind: str, along: float, right: float, **how: float) -> bool:
        """The same by metres along and right of the road's centre line."""
        return self.plant(kind, *self.place.road.point(along, right), **how)


def fields(
    place: Place, ground: Ground, mouth: tuple[float, int] | None, houses: tuple[Building, ...]
) -> tuple[Patch, ...]:
    """Fields behind the verge in farmland and by some villages; what grows there is the region's."""
    rng, road, out = place.rng("fields"), place.road, []
    region = flora_region(place.country, place.continent, place.latitude, place.longitude)
    kinds = crops(region, place.climate, place.country, place.admin1)
    chance = {"farmland": 0.75, "village": 0.25, "wild": 0.05}.get(place.settlement, 0.0)
    wet, known = watered(place), grown_here(place.country, place.admin1)
    if place.climate[:2] == "BW" and not wet and not known:
        chance *= 0.2
    elif place.settlement == "wild" and (wet or (known and place.climate[:2] == "BS" and _near_town(place))):
        chance = 0.5  # watered or known to be farmed: only in other dry land is nearly all wild
    if not kinds:
        return ()
    usual = rng.choice(kinds)
    for side in (-1, 1):
        if rng.random() > chance:
            continue
        near, far = outer(road) + field_edge(place, side) + rng.uniform(0.6, 1.6), rng.uniform(60, 130)
        if place.settlement == "village":  # behind the row of houses
            near = max(near, _behind_houses(place, houses, side))
            far = max(far, near + 50)
        start, end = -rng.uniform(60, 140), rng.uniform(60, 140)
        spans = [(start, end, usual if rng.random() < 0.7 else rng.choice(kinds))]
        cut = mouth[0] if mouth and mouth[1] == side else rng.uniform(-40, 40) if rng.random() < 0.3 else None
        if cut is not None:
            spans = [(start, cut - 5, spans[0][2]), (cut + 5, end, rng.choice(kinds))]
        for a, b, kind in spans:
            shown = standing(place, rng, kind, kinds)
            out += _field(place, ground, rng, shown, side, (a, b), (near, far), houses)
        if rng.random() < 0.6:  # another crop, or the same at another stage, behind it
            shown, behind = standing(place, rng, rng.choice(kinds), kinds), far + rng.uniform(2, 8)
            depth = behind, behind + rng.uniform(60, 140)
            out += _field(place, ground, rng, shown, side, (start, end), depth, houses)
    return tuple(out)


YARD = 6.0
"""Metres about a house that are not ploughed."""
LEAST = 15.0
"""Metres along the road: a shorter piece between two houses is no field."""


def _behind_houses(place: Place, houses: tuple[Building, ...], side: int) -> float:
    """Metres from the centre line to where the yards of the houses along the road end."""
    backs = [0.0]
    for house in houses:
        _, right = place.road.locate(house.x, house.y)
        if right * side > 0 and abs(right) - house.depth / 2 < outer(place.road) + 14:
            backs.append(abs(right) + house.depth / 2 + YARD)
    return max(backs)


def _yards(place: Place, houses: tuple[Building, ...], side: int, depth: tuple[float, float]) -> list[Span]:
    """The stretches of the road that houses among a field, and their yards, take from it."""
    found, turn = [], side * math.radians(place.road.curve)
    for house in houses:
        along, right = place.road.locate(house.x, house.y)
        back = house.depth / 2 + YARD
        if right * side > 0 and depth[0] < abs(right) + back and abs(right) - back < depth[1]:
            # Inside a bend a metre of the road stands for less than a metre of the land.
            half = (house.width / 2 + YARD) / max(
                0.2, 1 - turn * (abs(right) + (back if turn > 0 else -back))
            )
            found.append((along - half, along + half))
    return found


def _near_town(place: Place) -> bool:
    return bool(place.towns) and place.towns[0][1] < FARMED_KM


def _field(place, ground, rng, shown: tuple[str, bool], side, span, depth, houses) -> list[Patch]:
    """A field in as many pieces as yards cut it into; `shown` is its crop, and whether that is ripe."""
    kind, late = shown
    growing, ripe = _CROP_COLOURS[kind]
    colour = ripe if late else growing
    colour = ground.soil if kind == "ploughed" else mix(colour, ground.plants, 0.3)
    road, (near, far) = place.road, depth
    rows = road.heading((span[0] + span[1]) / 2) + rng.choice((0, 0, 90, 20))
    colour, yards, out = vary(colour, rng, 8), _yards(place, houses, side, depth), []
    for a, b in open_spans(*span, yards):
        if yards and b - a < LEAST:
            continue
        steps = max(1, round((b - a) / 30))
        line = [a + (b - a) * i / steps for i in range(steps + 1)]
        corners = [road.point(s, side * near) for s in line]
        corners += [road.point(s, side * far) for s in reversed(line)]
        points = tuple((round(x, 2), round(y, 2)) for x, y in corners)
        out.append(Patch(kind, points, colour, round(rows % 360, 2)))
    return out


def _inside(points, x: float, y: float) -> bool:
    """Whether (x, y) lies in the polygon (ray casting)."""
    odd, (px, py) = False, points[-1]
    for qx, qy in points:
        if (qy > y) != (py > y) and x < (px - qx) * (y - qy) / (py - qy) + qx:
            odd = not odd
        px, py = qx, qy
    return odd


def plants(place: Place, patches: tuple[Patch, ...], terrain: Terrain, room: Room) -> tuple[Plant, ...]:
    """30 to 120 plants by climate and use of the land, denser near by; few in deserts, none on ice."""
    rng = place.rng("plants")
    region = flora_region(place.country, place.continent, place.latitude, place.longitude)
    kinds, low = trees(region, place.climate), undergrowth(place.climate)
    planter = Planter(place, rng, terrain, room)
    if not kinds and not low:
        return ()
    local = local_trees(place, kinds)
    cultivated = [p for p in patches if p.kind not in ("path", "side-road", "yard")]
    if place.settlement in ("suburb", "town", "city", "village"):
        _street_rows(planter, street_trees(region, place.climate))
    open_land = [p.points for p in cultivated]
    if forest_trees(local) and wooded(place):
        _forest(planter, forest_trees(local), open_land)
    if local:
        _groups(planter, local, open_land)
    if low:
        _verge(planter, low)
    _fill(planter, street_trees(region, place.climate) if place.built_up else local or low)
    return tuple(planter.plants)


def _fill(planter: Planter, kinds: list[str]) -> None:
    """A few more where houses left little room: no street is without a tree somewhere."""
    wanted = 6 if planter.place.climate[:2] == "BW" else 14
    for _ in range(40):
        if not kinds or len(planter.plants) >= wanted:
            return
        angle, distance = planter.rng.uniform(0, 2 * math.pi), 8 + 80 * planter.rng.random() ** 1.5
        kind = planter.rng.choice(kinds)
        planter.plant(kind, distance * math.sin(angle), distance * math.cos(angle), scale=0.8)


def _street_rows(planter: Planter, kinds: list[str]) -> None:
    place, rng = planter.place, planter.rng
    if not kinds or rng.random() > {"city": 0.7, "town": 0.6, "suburb": 0.6}.get(place.settlement, 0.25):
        return
    kind, gap, road = rng.choice(kinds), rng.uniform(8, 14), place.road
    offset = road.width / 2 + (min(0.8, road.sidewalk / 2) if road.sidewalk else road.shoulder + 1.2)
    for side in (-1, 1) if rng.random() < 0.6 else (rng.choice((-1, 1)),):
        along = -70 + rng.uniform(0, gap)
        while along < 80:
            if rng.random() < 0.85 and abs(along) > 3.5:
                # Street trees stand in the sidewalk itself: nearer than any other plant may.
                margin = offset - planter.edge - 0.61
                planter.beside(kind, along, side * offset, scale=0.8, margin=margin, clear=0.5)
            along += gap * rng.uniform(0.9, 1.1)


def _forest(planter: Planter, kinds: list[str], open_land: list) -> None:
    rng, road = planter.rng, planter.place.road
    # A wood is mostly of one kind.
    mixed = [kinds[0]] * 3 + kinds
    for side in (-1, 1) if rng.random() < 0.65 else (rng.choice((-1, 1)),):
        first = planter.edge + rng.uniform(2.5, 6)
        for _ in range(44):
            along = rng.triangular(-120, 120, 0)
            right = side * (first + abs(rng.gauss(0, 8)))
            x, y = road.point(along, right)
            if not any(_inside(points, x, y) for points in open_land):
                planter.plant(rng.choice(mixed), x, y, clear=1.2)


def _groups(planter: Planter, kinds: list[str], open_land: list) -> None:
    rng, place = planter.rng, planter.place
    dense = 1 if place.climate[:2] == "BW" else 2 if place.climate[0] == "B" else 4
    for _ in range(rng.randint(1, dense) + (place.settlement in ("farmland", "village"))):
        kind, angle, distance = rng.choice(kinds), rng.uniform(0, 2 * math.pi), 14 + 95 * rng.random() ** 1.4
        cx, cy = distance * math.sin(angle), distance * math.cos(angle)
        for _ in range(rng.choice((1, 2, 3, 5, 7))):
            x, y = cx + rng.gauss(0, 5), cy + rng.gauss(0, 5)
            if not any(_inside(points, x, y) for points in open_land):
                planter.plant(kind, x, y, margin=1.2)
    for _ in range(2 * dense):  # single trees, some near: they tell the most
        right = rng.choice((-1, 1)) * (planter.edge + 1.5 + abs(rng.gauss(0, 7)))
        planter.beside(rng.choice(kinds), rng.uniform(-38, 38), right)


def _verge(planter: Planter, kinds: list[str]) -> None:
    rng, place = planter.rng, planter.place
    count = {"city": 6, "town": 12, "suburb": 18}.get(place.settlement, 30)
    count = round(count * (0.7 if place.climate[:2] == "BW" else 1) * (0.4 if place.snow > 0.5 else 1))
    mixed = [*kinds, "hedge-bush"] if place.settlement == "suburb" and place.climate[0] in "CD" else kinds
    for _ in range(count):
        side, along, kind = (
            rng.choice((-1, 1)),
            rng.choice((-1, 1)) * abs(rng.gauss(0, 16)),
            rng.choice(mixed),
        )
        right = planter.edge + 0.4 + abs(rng.gauss(0, 5))
        if planter.room.sown(*place.road.point(along, side * right)):  # weeds keep to the strip beside it
            right = planter.edge + rng.uniform(0.5, 2.6)
        planter.beside(kind, along, side * right)
    if place.settlement not in ("city", "town") and len(planter.plants) < 30:
        for _ in range(40 - len(planter.plants)):
            angle, distance = rng.uniform(0, 2 * math.pi), 7 + 90 * rng.random() ** 1.6
            planter.plant(rng.choice(kinds), distance * math.sin(angle), distance * math.cos(angle))
