"""Lines along the land: field fences, guardrails, and what garden fences share with them."""

from __future__ import annotations

import random
from collections.abc import Iterable

from world.compose.colours import vary
from world.compose.occupancy import BROAD
from world.compose.place import Place
from world.compose.street import REACH, draw, outer
from world.compose.traffic import LENGTHS
from world.scene import Barrier, Building, Ground, Road, Vehicle

_BARRIER_LOOK = {
    "guardrail": (0.75, "#b4b8ba"), "wood-fence": (1.2, "#7c6446"), "picket": (1.0, "#e6e4dc"),
    "wire": (1.2, "#7a6f5e"),
    "chainlink": (1.8, "#9aa0a2"), "hedge": (1.4, "#3f6a2b"), "wall": (1.8, "#cfc6b4"), "stone-wall": (1.1,
    "#8c867a"),
    "bamboo": (1.3, "#a8935a"),
}  # fmt: skip


RAILS = {"JP": "#eeece6", "US": "#8d8f8c", "CA": "#8d8f8c", "RU": "#9ca3a8", "CN": "#c8ccc8", "IT": "#a09a90"}
"""Colour of guardrails where it is not bright zinc: Japan paints them white, American ones weather."""


def barrier_look(kind: str, rng: random.Random, base: str | None = None) -> tuple[float, str]:
    """(height in metres, colour) of a barrier of this kind."""
    height, colour = _BARRIER_LOOK[kind]
    return round(height * rng.uniform(0.85, 1.2), 2), vary(base or colour, rng, 10)


def line_along(
    road: Road, start: float, end: float, right: float, step: float = 12.0
) -> tuple[tuple[float, float], ...]:
    """Points of a line beside the road from `start` to `end` metres along, following its bend."""
    count = max(1, round((end - start) / step))
    return tuple(road.point(start + (end - start) * i / count, right) for i in range(count + 1))


Span = tuple[float, float]
"""A stretch of the road, metres along it."""


def open_spans(start: float, end: float, closed: Iterable[Span]) -> list[Span]:
    """What is left of a stretch without the closed ones.

    >>> open_spans(0, 10, [(2, 4), (3, 5), (9, 12)])
    [(0, 2), (5, 9)]
    """
    left = [(start, end)]
    for low, high in closed:
        left = [
            piece for a, b in left for piece in ((a, min(b, low)), (max(a, high), b)) if piece[0] < piece[1]
        ]
    return left


def taken_by(
    place: Place,
    side: int,
    offset: float,
    mouth: tuple[float, int] | None,
    vehicles: Iterable[Vehicle] = (),
    houses: Iterable[Building] = (),
) -> list[Span]:
    """Where a line on `side`, `offset` metres from the centre line, must leave a gap.

    For the side road's mouth, for what is parked there and for the fronts of houses.
    """
    road, closed = place.road, []
    if mouth and mouth[1] == side:
        closed.append((mouth[0] - 6, mouth[0] + 6))
    for car in vehicles:
        along, right = road.locate(car.x, car.y)
        if abs(right - side * offset) < 1.5 + 0.4 * (car.kind in BROAD):
            closed.append((along - LENGTHS[car.kind] / 2 - 1, along + LENGTHS[car.kind] / 2 + 1))
    for house in houses:
        along, right = road.locate(house.x, house.y)
        if right * side > 0 and abs(right) - house.depth / 2 < offset + 25:
            closed.append((along - house.width / 2 - 3, along + house.width / 2 + 3))
    return closed


SHORTEST = 14.0
"""Metres: a shorter piece of a field's fence would stand there without purpose."""


def field_edge(place: Place, side: int) -> float:
    """Metres from the road's ground to where the land of a field begins, and its fence stands."""
    return place.rng(f"field-edge {side}").uniform(1.8, 4.5)


def barriers(
    place: Place,
    ground: Ground,
    mouth: tuple[float, int] | None,
    vehicles: Iterable[Vehicle],
    houses: Iterable[Building],
) -> tuple[Barrier, ...]:
    """Guardrails and field fences of the open country; gardens' fences come with their houses."""
    rng, road, out = place.rng("barriers"), place.road, []
    for side in (-1, 1):
        kind = draw(place.facts.barriers, rng)
        if kind in ("none", "wall"):  # high walls close plots, not fields
            continue
        if not place.happens("guardrail" if kind == "guardrail" else "field-fence", rng):
            continue
        close = kind == "guardrail"
        offset = road.width / 2 + road.shoulder + 0.3 if close else outer(road) + field_edge(place, side)
        own = ground.plants if kind == "hedge" else RAILS.get(place.country) if close else None
        height, colour = barrier_look(kind, rng, own)
        start, end = -rng.uniform(60, REACH), rng.uniform(60, REACH)
        spans = open_spans(start, end, taken_by(place, side, offset, mouth, vehicles, houses))
        least = 4 if close else SHORTEST
        out += [
            Barrier(kind, line_along(road, a, b, side * offset), height, colour)
            for a, b in spans
            if b - a > least
        ]
    return tuple(out)
