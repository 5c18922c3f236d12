"""The ground between the road and the houses: yards, paths, drives, fences, and how plots are laid out."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, field
from itertools import pairwise

from world.compose.colours import mix, vary
from world.compose.fences import barrier_look, line_along, open_spans
from world.compose.flora import HEIGHTS, undergrowth
from world.compose.leaves import bare_ground, leaves
from world.compose.place import Place, codes
from world.compose.street import draw, outer
from world.plans import front_door, garage_span
from world.roads import Weights
from world.scene import Barrier, Building, Ground, Patch, Plant, Point, Stand


@dataclass(slots=True)
class Gardens:
    """What belongs to the houses of a scene besides themselves."""

    fences: list[Barrier] = field(default_factory=list)
    drives: list[Patch] = field(default_factory=list)
    grounds: list[Patch] = field(default_factory=list)
    plants: list[Plant] = field(default_factory=list)
    stands: list[Stand] = field(default_factory=list)
    posts: tuple[tuple[float, float, float], ...] = ()  # circles: what stood there before the houses


def yards(place: Place, ground: Ground) -> tuple[Patch, ...]:
    """The ground before and between houses: paved in cities, trodden earth where it is so."""
    rng, road = place.rng("yards"), place.road
    share = {"city": 1.0, "town": 0.85, "suburb": 0.12, "village": 0.06}.get(place.settlement, 0.0)
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
        deep = {"city": (22, 22), "town": (9, 34)}.get(place.settlement, (5, 14))
        near, far = outer(road) - 0.35, outer(road) + rng.uniform(*deep)
        edge = line_along(road, -95, 95, side * near, 14)
        back = line_along(road, -95, 95, side * far, 14)
        out.append(Patch("yard", edge + back[::-1], vary(colour, rng, 6), round(road.bearing, 2)))
    return tuple(out)


_BARE = codes(
    "IN PK BD NP LK MM KH LA PH ID VN HT GT HN NI SV PE BO EC YE IQ SY AF PG MN KG TJ UZ TM IR PS JO"
)
"""Where the ground about the houses is mostly swept earth, besides Africa."""


def boundary(place: Place, rng: random.Random) -> str:
    """What closes a garden where the style of the house names nothing: the country's own, or nothing."""
    if rng.random() > {"village": 0.5, "suburb": 0.3}.get(place.settlement, 0.0):
        return "none"
    usual = tuple(w for w in place.facts.barriers if w[0] not in ("none", "guardrail") and w[1] > 0)
    return draw(usual, rng) if usual else "none"


@dataclass(frozen=True, slots=True)
class Way:
    """A path or a drive from the road to a house: its middle and width in metres along the road."""

    along: float
    width: float
    patch: Patch


def ways_to(
    place: Place,
    rng: random.Random,
    house: Building,
    side: int,
    setback: float,
    ground: Ground,
) -> list[Way]:
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


def _way(place: Place, side: int, along: float, width: float, setback: float, colour: str) -> Way:
    road, half = place.road, width / 2
    near, far = road.width / 2, outer(road) + setback + 0.1
    near = near + road.sidewalk if road.sidewalk else near
    corners = tuple(
        road.point(a, side * r)
        for a, r in ((along - half, near), (along - half, far), (along + half, far), (along + half, near))
    )
    patch = Patch("path", corners, colour, round((road.heading(along) + 90 * side) % 360, 2))
    for step in range(math.ceil((far - near) / max(1.0, width))):
        place.take(*road.point(along, side * min(far, near + (step + 0.5) * width)), half)
    return Way(along, width, patch)


STUB = 2.4
"""Metres: a shorter piece of fence closes nothing."""
CLOSING = ("wall", "stone-wall", "chainlink", "picket", "wood-fence", "bamboo")
"""Fences that go back to the house."""


def fence(
    place: Place,
    rng: random.Random,
    kind: str,
    side: int,
    plot: tuple[float, float],
    ground: Ground,
    house: Building,
    setback: float,
    ways: list[Way],
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
    if kind not in CLOSING:  # a piece without a return to the house would stand there on its own
        spans = [span for span in spans if span[1] - span[0] > STUB]
    lines = [line_along(road, a, b, right) for a, b in spans]
    if lines and kind in CLOSING and setback > 2:
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


@dataclass(frozen=True, slots=True)
class Lot:
    """Where a house stands along the road, metres, how far back, and whether it has a garden."""

    side: int
    start: float
    end: float
    setback: float
    garden: bool


FLANKS = {"suburb": 0.8, "village": 0.35}
"""How often fences from house to house close the gardens behind, by settlement."""


def flanks(place: Place, lots: list[Lot], mouth: tuple[float, int] | None, ground: Ground) -> list[Barrier]:
    """Fences from one house to the next, level with their fronts: the gardens behind are closed."""
    rng = place.rng("flanks")
    usual = tuple(w for w in place.facts.barriers if w[0] not in ("none", "guardrail", "wire") and w[1] > 0)
    if rng.random() > FLANKS.get(place.settlement, 0.0):
        return []
    kind = draw(usual or (("wood-fence", 1.0),), rng)
    height, colour = barrier_look(kind, rng, ground.plants if kind == "hedge" else None)
    found = []
    for one, other in pairwise(lots):
        start, end = one.end + 0.05, other.start - 0.05
        if one.side != other.side or not (one.garden and other.garden) or not 0.8 < end - start < 14:
            continue
        if (mouth and mouth[1] == one.side and start - 5 < mouth[0] < end + 5) or rng.random() < 0.2:
            continue
        back = one.side * (outer(place.road) + max(one.setback, other.setback) + 1.2)
        if min(abs(start), abs(end)) < 50:
            found.append(Barrier(kind, line_along(place.road, start, end, back), height, colour))
    return found


_GATES = ("#2a2c2e", "#2a2c2e", "#7a4a2a", "#2f5a3f", "#24508a", "#8a8e92", "#8f2a22", "#e0ddd4")


_EAST_ASIA = codes("JP KR KP TW HK MO CN VN SG")
_TERRACES = codes("GB IE NL BE IM JE GG LU")
_PAVERS = codes(
    "IT ES PT GR CY MT HR AL TR IL LB MA TN DZ MX BR CO VE AR UY CL CR CU DO AE SA KW QA BH OM TH MY"
)
_GROWERS = codes("RU UA BY MD RO BG RS BA MK LT LV EE PL GE AM KZ SK HU")
_USUAL: dict[str, dict[str, float]] = {
    "bare": {"earth": 6, "lawn": 1, "kitchen": 1.5, "beds": 0.5},
    "east-asia": {"paved": 4, "gravel": 2.5, "beds": 2, "kitchen": 1, "lawn": 0.5},
    "terraces": {"paved": 3, "gravel": 1.5, "beds": 3, "lawn": 2.5},
    "pavers": {"paved": 4, "gravel": 1.5, "beds": 2, "earth": 1.5, "kitchen": 0.7, "lawn": 1.5},
    "growers": {"kitchen": 3.5, "beds": 2, "lawn": 3, "gravel": 1, "earth": 0.7},
    "lawns": {"lawn": 4.5, "beds": 3.5, "gravel": 1, "kitchen": 0.6},
}
"""How plots are laid out before the house, by custom; weights."""
NEAR_PLOTS = 34.0
"""Metres along the road within which one sees how a plot is laid out."""


def customs(place: Place) -> Weights:
    """How often plots are swept earth, lawn, kitchen gardens, flower beds, paved or gravel here."""
    custom = "lawns"
    if place.country in _BARE or place.continent == "Africa":
        custom = "bare"
    for name, countries in (
        ("east-asia", _EAST_ASIA), ("terraces", _TERRACES), ("pavers", _PAVERS), ("growers", _GROWERS)
    ):  # fmt: skip
        custom = name if custom == "lawns" and place.country in countries else custom
    shares = dict(_USUAL[custom])
    by_use = {"village": {"kitchen": 1.6, "paved": 0.7}, "suburb": {"kitchen": 0.4}}
    for name, factor in by_use.get(place.settlement, {"kitchen": 1.3, "paved": 0.3, "beds": 0.5}).items():
        shares[name] = shares.get(name, 0.0) * factor
    if place.climate[:2] in ("BW", "BS"):
        shares |= {"gravel": shares.get("gravel", 0.0) + 2.5, "lawn": 0.4 * shares["lawn"]}
        shares["kitchen"] = 0.3 * shares.get("kitchen", 0.0)
    if place.climate[0] == "E":
        shares = {"lawn": 2.0, "gravel": 1.0}
    return tuple(pair for pair in shares.items() if pair[1] > 0)


def lay_out(
    place: Place,
    rng: random.Random,
    gardens: Gardens,
    ground: Ground,
    house: Building,
    side: int,
    plot: tuple[float, float],
    setback: float,
    ways: list[Way],
    kind: str,
) -> None:
    """Give the plot of a house its ground, beds and rows; the plot is metres along the road."""
    road = place.road
    near, wall = outer(road) + 0.6, outer(road) + setback
    start, end = plot[0] - 1.2, plot[1] + 1.2
    if kind in ("paved", "gravel", "earth"):
        colour = {
            "paved": mix(
                rng.choice(("#a8a29a", "#8f8c88", "#9c9690", "#b0a8a0", "#a27a66")), ground.soil, 0.15
            ),
            "gravel": mix("#b3aa9b", ground.soil, 0.3),
            "earth": mix(ground.soil, "#b5a48a", 0.35),
        }[kind]
        depth = wall + (0.2 if kind == "paved" else 0.7 * house.depth)
        corners = _quad(place, side, (start, end), (near - 0.7, depth))
        patch = Patch("yard", corners, vary(colour, rng, 7), round(road.heading(start), 2))
        gardens.grounds.append(patch)
    elif kind == "kitchen" and setback > 4.2:
        _kitchen(place, rng, gardens, ground, side, (start, end), (near, min(wall, near + 11) - 1.3), ways)
    elif kind in ("beds", "kitchen") and setback > 2.2:
        _beds(place, rng, gardens, house, side, (plot[0], plot[1]), near, wall, ways)


def _quad(
    place: Place, side: int, span: tuple[float, float], depth: tuple[float, float]
) -> tuple[Point, ...]:
    """Corners of a piece of ground: along the road and away from its centre line, metres."""
    (a, b), (near, far) = span, depth
    found = (place.road.point(at, side * off) for at, off in ((a, near), (b, near), (b, far), (a, far)))
    return tuple((round(x, 2), round(y, 2)) for x, y in found)


def _kitchen(
    place: Place,
    rng: random.Random,
    gardens: Gardens,
    ground: Ground,
    side: int,
    span: tuple[float, float],
    depth: tuple[float, float],
    ways: list[Way],
) -> None:
    """A dug bed with rows of vegetables, on the widest piece that paths and drives leave."""
    closed = [(way.along - way.width / 2 - 0.5, way.along + way.width / 2 + 0.5) for way in ways]
    pieces = open_spans(span[0] + 1.6, span[1] - 1.6, closed)
    start, end = max(pieces, key=lambda piece: piece[1] - piece[0], default=(0.0, 0.0))
    near, far = depth[0] + 0.5, depth[1]
    if end - start < 2.5 or far - near < 1.5:
        return
    road = place.road
    corners = _quad(place, side, (start, end), (near, far))
    heading = round(road.heading((start + end) / 2), 2)
    gardens.grounds.append(Patch("yard", corners, vary(mix(ground.soil, "#4a3626", 0.3), rng, 6), heading))
    for step in range(1 + int((end - start) / 2)):
        place.take(*road.point(min(start + 2 * step + 1, end - 1), side * (near + far) / 2), 1.4)
    if place.snow > 0.3 or (place.season == "winter" and place.climate[0] in "CD"):
        return
    maize = place.climate[0] in "AC" and place.continent in (
        "Africa",
        "North America",
        "South America",
        "Asia",
    )
    right, rows = near + 0.5, 0
    while right < far and rows < 4:
        kind, tall = (
            ("corn-stalk", 1.7) if maize and rng.random() < 0.4 else ("shrub", rng.uniform(0.35, 0.6))
        )
        kind = bare_ground(place).get(kind, kind)
        line = tuple(
            (round(x, 2), round(y, 2)) for x, y in line_along(road, start + 0.4, end - 0.4, side * right, 4.0)
        )
        seed = rng.randrange(1 << 16)
        gardens.stands.append(Stand((kind,), line, round(tall, 2), 0.5, leaves(place, rng, kind), seed))
        right, rows = right + rng.uniform(0.9, 1.3), rows + 1


def _beds(
    place: Place,
    rng: random.Random,
    gardens: Gardens,
    house: Building,
    side: int,
    span: tuple[float, float],
    near: float,
    wall: float,
    ways: list[Way],
) -> None:
    """Shrubs along the front wall, and sometimes some by the fence; paths and drives stay open."""
    kinds = [k for k in undergrowth(place.climate) if k in ("shrub", "fern", "agave", "dry-shrub")]
    kinds += ["hedge-bush", "hedge-bush"] if place.climate[0] in "CD" else ["shrub"]
    kind = rng.choice(kinds)
    lines = [] if {"veranda", "porch", "bay-window"} & set(house.extras) else [wall - 0.75]
    if not lines or (wall - near > 3 and rng.random() < 0.5):
        lines.append(near + 0.5)
    kind = bare_ground(place).get(kind, kind)
    for right in lines:
        along = span[0] + rng.uniform(0.4, 1.2)
        while along < span[1] - 0.4:
            x, y = place.road.point(along, side * right)
            open_here = all(abs(along - way.along) > way.width / 2 + 0.5 for way in ways)
            open_here &= all(math.hypot(x - a, y - b) > r + 0.2 for a, b, r in gardens.posts)
            if open_here and rng.random() < 0.8:
                height = min(1.2, max(0.5, HEIGHTS[kind][0])) * rng.uniform(0.8, 1.2)
                season = leaves(place, rng, kind)
                seed = rng.randrange(1 << 16)
                gardens.plants.append(Plant(kind, round(x, 2), round(y, 2), round(height, 2), seed, season))
            along += rng.uniform(0.9, 1.7)
