"""Street furniture that tells countries apart: letter boxes, bins, stops, stones, from world/furniture.csv.

How often a kind stands in a scene is in rates.csv, by the kind's name; which of its looks it has, and in
which colours, is in furniture.csv. The most exact `where` counts: a part of a country (`FR:Brittany`),
a country, a region of roads.csv (`*Africa`), the world (`*`).
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from world.compose.occupancy import beside, meet, plan
from world.compose.place import Place, codes
from world.compose.street import outer
from world.roads import CONFIDENCES, SETTLEMENTS, road_facts
from world.scene import Barrier, Bollard, Building, Furniture, Patch, Pole, Road, Sign, Vehicle
from world.tables import as_is, colour, list_of, matching, number, one_of, parse_row, read

FURNITURE_CSV = Path(__file__).parents[1] / "furniture.csv"

KINDS = (
    "mailbox", "hydrant", "phone", "km-stone", "bus-stop", "shrine", "vending", "kiosk", "snow-marker",
    "stall", "bin", "cables", "transformer", "cabinet", "parasols", "bench",
)  # fmt: skip
"""Every kind, the most telling first: a scene that draws more than `MOST` keeps the first."""

MOST = 4
"""Pieces in a scene; rows of bins and cables along a line of poles count as one."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of furniture.csv."""

    kind: str
    look: str
    where: tuple[str, ...]
    settlement: tuple[str, ...]
    weight: float
    colours: tuple[str, ...]
    accents: tuple[str, ...]
    words: str


def _where(text: str) -> tuple[str, ...]:
    """One region, or codes with spaces between them."""
    part = matching(r"\*|\*[A-Z][A-Za-z ]+|[A-Z]{2}(:.+)?")
    return (part(text),) if text.startswith("*") else tuple(part(code) for code in text.split())


_COLUMNS = {
    "kind": one_of(KINDS),
    "look": matching(r"[a-z][a-z0-9-]*"),
    "where": _where,
    "settlement": list_of(one_of(SETTLEMENTS), " "),
    "weight": number(0.01, 100),
    "colours": list_of(colour, "|"),
    "accents": list_of(colour, "|"),
    "words": as_is,
    "source": as_is,
    "confidence": one_of(CONFIDENCES),
}


def load_furniture(path: Path = FURNITURE_CSV) -> tuple[Row, ...]:
    """The table at `path`. Raises ValueError naming file, line, column and value of a bad cell."""
    rows = []
    for line, cells in read(path, _COLUMNS):
        columns = {name: parser for name, parser in _COLUMNS.items() if name != "settlement" or cells[name]}
        values = {"settlement": SETTLEMENTS, **parse_row(path, line, columns, cells)}
        rows.append(Row(**{name: values[name] for name in Row.__slots__}))
    return tuple(rows)


@lru_cache(maxsize=1)
def table() -> tuple[Row, ...]:
    """The whole table."""
    return load_furniture()


@lru_cache(maxsize=4096)
def rows_for(kind: str, country: str, admin1: str = "") -> tuple[Row, ...]:
    """The looks of a kind in a country or its part, from the most exact rows there are; may be empty.

    >>> [row.look for row in rows_for("mailbox", "GB")]
    ['pillar-box']
    """
    for code in (f"{country}:{admin1}", country, f"*{road_facts(country, admin1).region}", "*"):
        found = tuple(row for row in table() if row.kind == kind and code in row.where)
        if found:
            return found
    return ()


def words_of(thing: Furniture, country: str, admin1: str = "") -> str:
    """What the table calls a thing that stands there."""
    rows = rows_for(thing.kind, country, admin1)
    return next(row.words for row in rows if row.look == thing.look and thing.colour in row.colours)


HEIGHT = {
    "mailbox": 1.3, "hydrant": 0.8, "phone": 2.2, "km-stone": 0.9, "bus-stop": 2.6, "shrine": 2.2,
    "vending": 1.8, "kiosk": 2.3, "snow-marker": 3.0, "stall": 2.2, "bin": 1.0, "cables": 1.5,
    "transformer": 1.2, "cabinet": 1.1, "parasols": 2.2, "bench": 0.8,
}  # fmt: skip
"""Metres that a kind is high: what can be told of it, not where it hangs."""

_YELLOW_ZEBRAS = codes("CH LI")


def crossing(place: Place, mouth: tuple[float, int] | None) -> Road:
    """The road, with a zebra crossing where there is one near."""
    rng, road = place.rng("crossing"), place.road
    if road.surface not in ("asphalt", "concrete") or not place.happens("zebra", rng):
        return road
    along = rng.choice((-1, 1)) * rng.uniform(6, 16)
    if mouth and abs(along - mouth[0]) < 9:
        along = mouth[0] - (9 if mouth[0] > 0 else -9)
    tint = "yellow" if place.country in _YELLOW_ZEBRAS else "white"
    return replace(road, crossing=round(along, 2), crossing_colour=tint)


_REACH = {
    "bus-stop": 17, "km-stone": 9, "hydrant": 9, "mailbox": 11, "snow-marker": 16, "shrine": 16,
    "cabinet": 12,
}  # fmt: skip
"""Metres along the road within which a kind can be told at all; 14 for others."""

_SIZE = {  # radius kept clear, and metres from the kerb-side line to its middle
    "mailbox": (0.35, 0.45), "hydrant": (0.3, 0.5), "phone": (0.5, 1.0), "km-stone": (0.25, 0.5),
    "bus-stop": (0.3, 0.5), "shrine": (0.5, 1.3), "vending": (0.5, 1.2), "kiosk": (1.15, 1.45),
    "snow-marker": (0.2, 0.3), "stall": (1.05, 1.3), "bin": (0.4, 0.5), "cabinet": (0.4, 0.8),
    "parasols": (1.2, 1.4), "bench": (0.7, 0.9),
}  # fmt: skip

_SHELTER = (1.55, 1.5)
_IN_ROWS = {"wheelie": (0.74, 0.32), "container": (1.6, 0.75), "skip": (1.6, 0.75)}
"""Bins of which several stand in a row: metres from one to the next, and the radius kept clear."""


def furniture(
    place: Place,
    mouth: tuple[float, int] | None,
    houses: tuple[Building, ...],
    things: tuple[Sign | Pole | Bollard | Vehicle, ...],
    fences: tuple[Barrier, ...],
    drives: tuple[Patch, ...] = (),
) -> tuple[Furniture, ...]:
    """What stands on this street, at most `MOST` pieces, clear of houses, fences, drives and other things."""
    if place.continent == "Antarctica":
        return ()
    ground = _Ground(place, mouth, houses, things, fences, drives)
    out: list[Furniture] = []
    pieces = 0
    for kind in KINDS:
        rng = place.rng(f"furniture-{kind}")
        if pieces == MOST or not place.happens(kind, rng):
            continue
        rows = [r for r in rows_for(kind, place.country, place.admin1) if place.settlement in r.settlement]
        if not rows:
            continue
        row = rng.choices(rows, [r.weight for r in rows])[0]
        if kind in ("cables", "transformer"):
            found = _on_poles(rng, row, [t for t in things if isinstance(t, Pole)])
        else:
            found = _beside(place, rng, row, ground)
        pieces += bool(found)
        out += found
    return tuple(out)


MOUTH = 5.2
"""Metres from the middle of a side road's mouth that stay clear: its widest half, and the flare."""


class _Ground:
    """Where things stand already, and where one drives in."""

    def __init__(self, place, mouth, houses, things, fences, drives) -> None:
        radius = {Vehicle: 2.6, Sign: 0.5, Pole: 0.35, Bollard: 0.3}
        self.place = place
        self.circles = [(t.x, t.y, radius[type(t)]) for t in things]
        self.posts = [p for fence in fences for p in _samples(fence)]
        self.plans = [plan(b.x, b.y, b.heading, b.width + 0.2, b.depth + 0.2) for b in houses]
        self.entries = [(mouth[0] - MOUTH, mouth[0] + MOUTH, mouth[1])] if mouth else []
        for drive in drives:
            spots = [place.road.locate(x, y) for x, y in drive.points]
            alongs = [along for along, _ in spots]
            self.entries.append((min(alongs), max(alongs), 1 if spots[0][1] > 0 else -1))

    def free(self, x: float, y: float, radius: float) -> bool:
        """Whether a thing of this radius stands there clear of all else and of the camera."""
        along, right = self.place.road.locate(x, y)
        if math.hypot(x, y) < 2.4 + radius:
            return False
        if any(side * right > 0 and low - radius < along < high + radius for low, high, side in self.entries):
            return False
        if any((x - a) ** 2 + (y - b) ** 2 < (radius + r) ** 2 for a, b, r in self.circles):
            return False
        if any((x - a) ** 2 + (y - b) ** 2 < (radius + 0.35) ** 2 for a, b in self.posts):
            return False
        return not any(meet(house, beside(house, x, y, radius), touch=0) for house in self.plans)

    def take(self, x: float, y: float, radius: float) -> None:
        self.circles.append((x, y, radius))
        self.place.take(x, y, radius)


def _samples(fence: Barrier) -> list[tuple[float, float]]:
    """Points along a fence near the camera, half a metre apart."""
    out = []
    for (ax, ay), (bx, by) in zip(fence.points, fence.points[1:], strict=False):
        if min(math.hypot(ax, ay), math.hypot(bx, by)) > 34:
            continue
        count = max(1, math.ceil(math.hypot(bx - ax, by - ay) / 0.7))
        out += [(ax + (bx - ax) * k / count, ay + (by - ay) * k / count) for k in range(count + 1)]
    return out


def _beside(place: Place, rng: random.Random, row: Row, ground: _Ground) -> list[Furniture]:
    """One piece beside the road, or a few bins in a row; empty where nowhere is free."""
    road = place.road
    radius, back = _SHELTER if row.look.startswith("shelter") else _SIZE[row.kind]
    reach = _REACH.get(row.kind, 14)
    edge = road.width / 2 if road.sidewalk else outer(road) - 0.1
    back = min(back, max(0.45, road.sidewalk - 0.2)) if road.sidewalk and radius < 1 else back
    near = place.side if row.kind in ("bus-stop", "snow-marker") else 0  # the traffic's own side is likelier
    if row.look in ("skip", "container"):  # a metre deep and clear of the kerb
        radius, back = 0.75, max(back, 0.85)
    for _ in range(16):
        side = near if near and rng.random() < 0.6 else rng.choice((-1, 1))
        along = rng.choice((-1, 1)) * rng.uniform(3.6, reach)
        x, y = road.point(along, side * (edge + back))
        if not ground.free(x, y, radius):
            continue
        ground.take(x, y, radius)
        facing = road.heading(along) - 90 * side
        traffic = road.heading(along) + (180 if side == place.side else 0)
        if row.look in ("flag", "arrow", "mile-post", "disc-sign", "h-disc", "japan-stop"):
            facing = traffic
        colour, accent = rng.choice(row.colours), rng.choice(row.accents)
        seed = rng.randrange(1 << 20)
        made = [
            Furniture(
                row.kind, row.look, round(x, 2), round(y, 2), round(facing % 360, 2), colour, accent, seed
            )
        ]
        step, half = _IN_ROWS.get(row.look, (0.0, 0.0))
        for k in range(1, 1 + rng.choice((0, 1, 1, 2)) if step else 1):
            x, y = road.point(along + step * k, side * (edge + back))
            if not ground.free(x, y, half):
                break
            ground.take(x, y, half)
            look = Furniture(
                row.kind, row.look, round(x, 2), round(y, 2), round(facing % 360, 2),
                colour if rng.random() < 0.5 else rng.choice(row.colours), rng.choice(row.accents),
                rng.randrange(1 << 20),
            )  # fmt: skip
            made.append(look)
        return made
    return []


def _on_poles(rng: random.Random, row: Row, poles: list[Pole]) -> list[Furniture]:
    """What hangs on a line of poles: a transformer on the nearest, or cables along the near ones."""
    line = [p for p in poles if p.line == 0 and p.kind not in ("lattice", "none")]
    near = sorted(line, key=lambda p: math.hypot(p.x, p.y))
    if not near or math.hypot(near[0].x, near[0].y) > 30:
        return []
    seed = rng.randrange(1 << 20)
    colour, accent = rng.choice(row.colours), rng.choice(row.accents)
    if row.kind == "transformer":
        p = near[0]
        return [Furniture(row.kind, row.look, p.x, p.y, p.heading, colour, accent, seed, p.height)]
    out = []
    for a, b in pairwise(line):
        if min(math.hypot(a.x, a.y), math.hypot(b.x, b.y)) < 60:
            heading = math.degrees(math.atan2(b.x - a.x, b.y - a.y)) % 360
            length = math.hypot(b.x - a.x, b.y - a.y)
            out.append(
                Furniture(
                    row.kind, row.look, a.x, a.y, round(heading, 3), colour, accent, seed, round(length, 2)
                )
            )
    return out
