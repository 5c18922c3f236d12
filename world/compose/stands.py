"""Where plants grow too many to place one by one: woods, hedgerows, groves, scrub and standing crops."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from world.compose.colours import to_rgb
from world.compose.flora import FOREST, HEIGHTS, flora_region, trees, undergrowth
from world.compose.harvests import grown
from world.compose.leaves import DECIDUOUS, bare_ground, forest_trees, leaves, local_trees, wooded
from world.compose.place import Place, codes
from world.compose.shore import afloat
from world.compose.street import outer
from world.scene import Patch, Point, Stand, Terrain

FARTHEST = 420.0
STEP, ROW_STEP = 9.0, 2.5
"""Metres between the points at which a line, and a row of crops, is tried for what stands there already."""
WAYS = ("path", "side-road", "yard", "water")
"""Kinds of patches on which nothing grows."""

_LINES = {"wild": 14, "farmland": 15, "village": 11, "suburb": 8, "town": 4, "city": 0}
"""Most rows and groves of the middle ground, by settlement."""

CROPS = {
    "corn": ("corn-stalk", 2.1, (0.0, 1.6, 4.0, 9.0)),
    "sugar-cane": ("sugar-cane", 2.9, (0.0, 2.2, 6.0)),
    "vineyard": ("vine-row", 1.6, (0.0, 2.3, 4.6, 6.9, 11.5, 18.4)),
    "tea": ("tea-bush", 0.9, (0.0, 1.6, 3.2, 4.8, 8.0, 12.8)),
    "rice": ("grass-tuft", 0.5, (0.0, 0.9, 2.1, 4.2)),
    "wheat": ("wheat", 0.8, (0.0, 0.7, 1.5, 2.6, 4.2, 6.8)),
    "flowers": ("sunflower", 1.5, (0.0, 1.2, 2.8, 6.0, 12.0)),
}
"""The plant of a crop, its height in metres and how far behind the field's edge its drawn rows stand."""


class Land:
    """What keeps a line of plants off: the road, water, whatever stands there already and open fields."""

    def __init__(self, place: Place, patches: tuple[Patch, ...], terrain: Terrain) -> None:
        self.place, self.edge = place, outer(place.road)
        self.terrain = terrain if any(terrain.water) else None
        self.circles = np.array([c for c in place.taken if c[2] > 1.5] or [(0.0, 0.0, 0.0)])
        self.fields = [np.array(p.points) for p in patches if p.kind not in ("meadow", *WAYS)]
        self.ways = [np.array(p.points) for p in patches if p.kind in WAYS]

    def runs(self, points: list[Point], margin: float, room: float, over: bool = False) -> list[list[Point]]:
        """The parts of a line of close points that keep `margin` metres from the road, `room` from houses,
        off paths and yards, and off fields unless `over`."""
        xy = np.array(points)
        east, north = xy[:, :1] - self.circles[:, 0], xy[:, 1:] - self.circles[:, 1]
        reach = self.circles[:, 2] + room
        free = (east * east + north * north > reach * reach).all(axis=1)
        free &= np.abs(self._right(xy)) > self.edge + margin
        if self.terrain:
            road = self.place.road
            free &= np.array([not afloat(self.terrain, road, x, y) for x, y in points])
        low, high = xy.min(0) - 1, xy.max(0) + 1
        for corners in self.ways:
            if (corners.max(0) > low).all() and (corners.min(0) < high).all():
                free &= ~(_within(corners, xy) | (_away(corners, xy) < 1.0))
        if not over:
            for corners in self.fields:
                free &= ~_within(corners, xy)
        found: list[list[Point]] = []
        for point, good in zip(points, free, strict=True):
            if not good:
                found.append([])
            elif found:
                found[-1].append(point)
            else:
                found = [[point]]
        return [run for run in found if len(run) > 1]

    def _right(self, xy: np.ndarray) -> np.ndarray:
        """Metres right of the road's centre line of points [n, 2], as `Road.locate` has it."""
        road = self.place.road
        b, k = math.radians(road.bearing), math.radians(road.curve)
        forward = xy[:, 0] * math.sin(b) + xy[:, 1] * math.cos(b)
        lateral = xy[:, 0] * math.cos(b) - xy[:, 1] * math.sin(b) + road.camera_offset
        if abs(k) < 1e-7:
            return lateral
        return 1 / k - math.copysign(1, k) * np.hypot(forward, 1 / k - lateral)


def _within(corners: np.ndarray, xy: np.ndarray) -> np.ndarray:
    """Which points [n, 2] lie in a polygon (even-odd rule)."""
    x, y = xy[:, 0, None], xy[:, 1, None]
    (px, py), (qx, qy) = np.roll(corners, 1, axis=0).T, corners.T
    with np.errstate(divide="ignore", invalid="ignore"):
        hits = ((qy > y) != (py > y)) & (x < (px - qx) * (y - qy) / (py - qy) + qx)
    return hits.sum(axis=1) % 2 == 1


def _away(corners: np.ndarray, xy: np.ndarray) -> np.ndarray:
    """Metres from points [n, 2] to the nearest side of a polygon."""
    start, side = corners, np.roll(corners, -1, axis=0) - corners
    to = xy[:, None] - start
    along = np.clip((to * side).sum(2) / np.maximum((side * side).sum(1), 1e-9), 0, 1)
    return np.hypot(*np.moveaxis(to - along[..., None] * side, 2, 0)).min(1)


def stands(place: Place, patches: tuple[Patch, ...], terrain: Terrain) -> tuple[Stand, ...]:
    """The middle ground's plants, from the verge to `FARTHEST` metres."""
    rng, land = place.rng("stands"), Land(place, patches, terrain)
    region = flora_region(place.country, place.continent, place.latitude, place.longitude)
    local = local_trees(place, trees(region, place.climate))
    low = undergrowth(place.climate)
    found: list[Stand] = []
    found += _crops(place, rng, land, patches)
    if forest_trees(local) and wooded(place):
        found += _woods(place, rng, land, forest_trees(local))
    if local:
        found += _edges(place, rng, land, local, patches)
        found += _lines(place, rng, land, local)
    if low and place.settlement not in ("town", "city"):
        found += _scrub(place, rng, land, low)
    return tuple(found)


def _line(x: float, y: float, heading: float, length: float) -> list[Point]:
    """Points `STEP` metres apart on both sides of (x, y)."""
    sin, cos = math.sin(math.radians(heading)), math.cos(math.radians(heading))
    count = max(2, round(length / STEP) + 1)
    places = [length * (i / (count - 1) - 0.5) for i in range(count)]
    return [(round(x + sin * s, 1), round(y + cos * s, 1)) for s in places]


def _thin(points: list[Point], every: int = 4) -> list[Point]:
    """Every so many of close points and the last: what a stand's line needs."""
    kept = points[::every]
    return kept if kept[-1] == points[-1] else [*kept, points[-1]]


def _height(rng: random.Random, kind: str) -> float:
    low, high = HEIGHTS[kind]
    return round(low + (high - low) * rng.uniform(0.35, 0.8), 1)


def _woods(place: Place, rng: random.Random, land: Land, local: list[str]) -> list[Stand]:
    """The edge of a wood along the road, on one side or both."""
    found: list[Stand] = []
    main = max(local[:2], key=lambda kind: HEIGHTS[kind][1])
    kinds = (main, *(kind for kind in local if kind != main and HEIGHTS[kind][1] > 4))
    for side in (-1, 1) if rng.random() < 0.7 else (rng.choice((-1, 1)),):
        first = land.edge + rng.uniform(9, 17)
        line = [place.road.point(along, side * first) for along in range(-190, 240, 9)]
        for run in land.runs([(round(x, 1), round(y, 1)) for x, y in line], 5, 5):
            found.append(_stand(place, rng, kinds, run, _height(rng, main), 1.0))
    return found


def _lines(place: Place, rng: random.Random, land: Land, local: list[str]) -> list[Stand]:
    """Hedgerows, avenues and groves 40 m and more away, mostly along the road or square to it."""
    growth = FOREST.get(place.climate, 0.4)
    most = _LINES[place.settlement]
    if place.settlement == "wild":
        most = round(20 * growth)
    elif place.climate[0] == "B":
        most = round(most * 0.35)
    found: list[Stand] = []
    for _ in range(rng.randint((most + 1) // 2, most) if most else 0):
        away, angle = 34 + (FARTHEST - 110) * rng.random() ** 1.6, rng.uniform(0, 2 * math.pi)
        kind = rng.choice(local)
        shape = rng.random()
        density, length = (
            (1.0, rng.uniform(40, 150))
            if shape < 0.45 + 0.4 * growth
            else ((0.6, rng.uniform(50, 180)) if shape < 0.9 else (0.3, rng.uniform(60, 160)))
        )
        if place.climate[0] == "B":
            density, length = min(density, 0.6), length * 0.5
        heading = place.road.bearing + rng.choice((0, 90, 90)) + rng.gauss(0, 12)
        others = tuple(k for k in local if k != kind and HEIGHTS[k][1] > 3)
        kinds = (kind, *others) if density != 0.6 or rng.random() < 0.4 else (kind,)
        height = _height(rng, kind) * rng.uniform(0.75, 1.0)
        middle = away * math.sin(angle), away * math.cos(angle)
        for run in land.runs(_line(*middle, heading, length), 14 + height / 2, max(6, 0.5 * height)):
            found.append(_stand(place, rng, kinds, run, height, density))
    return found


def _edges(
    place: Place, rng: random.Random, land: Land, local: list[str], patches: tuple[Patch, ...]
) -> list[Stand]:
    """Hedges and tree lines along the far sides of fields."""
    found: list[Stand] = []
    for patch in patches:
        if patch.kind in ("path", "side-road", "yard", "water") or rng.random() > 0.75:
            continue
        kind, half = rng.choice(local), len(patch.points) // 2
        line = _close(patch.points[half:])
        density = rng.choice((0.3, 0.6, 1.0, 1.0)) if place.climate[0] != "B" else 0.3
        height = _height(rng, kind) * rng.uniform(0.5, 1.0)
        for run in land.runs(line, 14, max(6, 0.5 * height), over=True):
            found.append(_stand(place, rng, (kind,), run, height, density))
    return found


def _close(points: Sequence[Point], step: float = STEP) -> list[Point]:
    """The same line with points `step` metres apart."""
    out = [points[0]]
    for (ax, ay), (bx, by) in pairwise(points):
        count = max(1, round(math.hypot(bx - ax, by - ay) / step))
        out += [(ax + (bx - ax) * i / count, ay + (by - ay) * i / count) for i in range(1, count + 1)]
    return out


def _stand(
    place: Place, rng: random.Random, kinds: tuple[str, ...], run: list[Point], height: float, density: float
) -> Stand:
    line = tuple((round(x, 1), round(y, 1)) for x, y in _thin(run))
    # Evergreens among others look the same in any of their seasons.
    season = leaves(place, rng, next((kind for kind in kinds if kind in DECIDUOUS), kinds[0]))
    return Stand(kinds, line, round(height, 2), density, season, rng.randrange(1 << 16))


def _scrub(place: Place, rng: random.Random, land: Land, low: list[str]) -> list[Stand]:
    """Bushes and tall grass in patches between the verge and 120 m."""
    dry = place.climate[0] == "B"
    bare = bare_ground(place)
    count = {"wild": 15, "farmland": 9, "village": 7}.get(place.settlement, 4)
    count = round(count * (0.5 if place.climate[:2] == "BW" else 1.0) * (0.5 if place.snow > 0.5 else 1.0))
    found: list[Stand] = []
    for _ in range(count):
        kind = rng.choice(low)
        kind = bare.get(kind, kind)
        side, along = rng.choice((-1, 1)), rng.gauss(0, 32)
        right = land.edge + 2.2 + 70 * rng.random() ** 2.2
        x, y = place.road.point(along, side * right)
        lowest, highest = HEIGHTS[kind]
        height = lowest + (highest - lowest) * min(1.0, rng.uniform(0, 0.5) + 0.5 * rng.random() ** 4)
        length = rng.uniform(3, 16) * (0.8 + right / 40)
        heading = rng.uniform(0, 180)  # in clumps: only people plant along the road
        for run in land.runs(_line(x, y, heading, length), 1.6, 0.8):
            density = rng.choice((0.3, 0.6) if dry else (0.6, 0.8, 0.9))
            found.append(_stand(place, rng, (kind,), run, height, density))
    return found


_SUNFLOWERS = codes("UA RU MD RO BG RS HU HR SK ES FR IT TR GR KZ GE AR BO ZA TZ US CN IN MM")


def _sunflowers(place: Place) -> bool:
    """Whether a flowering field is of sunflowers here and now; elsewhere it is rape or mustard."""
    return place.country in _SUNFLOWERS and abs(place.latitude) < 51 and place.season in ("summer", "autumn")


def _stage(place: Place, rng: random.Random, patch: Patch, kind: str) -> str:
    """The season that a row shows: corn and grain are as ripe as the field they stand in looks."""
    if kind not in ("wheat", "corn-stalk"):
        return leaves(place, rng, kind)
    return "autumn" if _ripe(patch) else "spring"


def _ripe(patch: Patch) -> bool:
    red, green, _ = to_rgb(patch.colour)
    return red > green


def _crops(place: Place, rng: random.Random, land: Land, patches: tuple[Patch, ...]) -> list[Stand]:
    """The rows of a field that stand out: those next to the road, broken where something else is."""
    found: list[Stand] = []
    for patch in patches:
        if patch.kind not in CROPS or (patch.kind == "flowers" and not _sunflowers(place)):
            continue
        kind, height, rows = CROPS[patch.kind]
        if patch.kind == "rice" and _ripe(patch):
            kind = "dry-tuft"
        height *= rng.uniform(0.85, 1.15) * grown(place, patch.kind)
        half = len(patch.points) // 2
        near, far = patch.points[:half], patch.points[: half - 1 : -1]
        depth = max(1.0, math.dist(near[0], far[0]))
        for row in rows:
            t = min((row + 0.4) / depth, 1.0)
            line = [(a + (c - a) * t, b + (d - b) * t) for (a, b), (c, d) in zip(near, far, strict=True)]
            season, seed = _stage(place, rng, patch, kind), rng.randrange(1 << 16)
            density = 0.6 if kind == "vine-row" else 0.9
            for run in land.runs(_close(line, ROW_STEP), 1.0, 0.3, over=True):
                if len(run) < 6:  # a scrap between two houses is no field
                    continue
                points = tuple((round(x, 2), round(y, 2)) for x, y in _thin(run, 12))
                found.append(Stand((kind,), points, round(height, 2), density, season, seed, row=True))
    return found
