"""The road of a place and what stands in line beside it: poles with wires, lamps, delineators, barriers."""

from __future__ import annotations

import random
from functools import lru_cache
from itertools import accumulate

from world.compose.colours import mix, vary
from world.compose.place import Place
from world.roads import Weights
from world.scene import Bollard, Patch, Pole, Road

REACH = 150.0
"""Metres along the road, both ways, within which things stand."""


def draw(weights: Weights, rng: random.Random) -> str:
    """One name by its weight."""
    names, sums = _summed(weights)
    return rng.choices(names, cum_weights=sums)[0]


@lru_cache(maxsize=10_000)
def _summed(weights: Weights) -> tuple[tuple[str, ...], list[float]]:
    """The names and the running sum of their weights."""
    names, numbers = zip(*weights, strict=True)
    return names, list(accumulate(numbers))


def _surface(place: Place, rng: random.Random) -> str:
    if place.continent == "Antarctica" or place.happens("unpaved", rng):
        if place.climate[0] == "A" or place.climate[:2] == "Cw":
            return rng.choice(("laterite", "laterite", "gravel"))
        return rng.choice(("sand", "gravel")) if place.climate[:2] == "BW" else "gravel"
    if place.happens("cobbles", rng):
        return "cobbles"
    return "concrete" if place.happens("concrete-road", rng) else "asphalt"


def _road_colour(surface: str, soil: str, place: Place, rng: random.Random) -> str:
    base = {"asphalt": "#56565a", "concrete": "#a8a499", "cobbles": "#77726b"}.get(surface)
    if surface == "asphalt":
        base = mix("#4a4a4e", "#85827d", rng.random() ** 1.5)
        base = mix(base, soil, 0.12 if place.climate[0] == "B" else 0.04)
    elif surface == "gravel":
        base = mix(soil, "#a29b90", 0.5)
    elif surface == "laterite":
        base = mix("#b1603a", soil, 0.45)
    elif base is None:
        base = mix(soil, "#ffffff", 0.08)
    return vary(base, rng, 6)


def road(place: Place, soil: str) -> Road:
    """The road under the camera: its size and surface by settlement and country, its paint by country."""
    rng, facts = place.rng("road"), place.facts
    surface = _surface(place, rng)
    paved = surface in ("asphalt", "concrete", "cobbles")
    narrow = rng.random() < {"wild": 0.1, "farmland": 0.16, "village": 0.18, "suburb": 0.08}.get(
        place.settlement, 0.0
    )
    lane = facts.lane_width + rng.uniform(-0.2, 0.25)
    lane = min(lane, 2.6) if narrow else lane
    extra = 2.1 if place.settlement in ("town", "city", "suburb") and rng.random() < 0.45 else 0.0  # parking
    width = 2 * (lane + extra)
    centre = draw(facts.centre_line, rng) if paved else "none"
    edge = draw(facts.edge_line, rng) if paved else "none"
    if narrow or surface == "cobbles":
        centre, edge = "none", "none"
    elif place.settlement == "suburb" and rng.random() < 0.3:
        centre = "none"
    if place.built_up and rng.random() < 0.6:
        edge = "none"
    kerb, sidewalk = "none", 0.0
    if (paved and place.built_up) or (place.settlement == "village" and rng.random() < 0.3):
        kerb = draw(facts.kerb, rng)
        low, high = {"city": (2.0, 4.0), "town": (1.3, 2.8), "suburb": (0.0, 2.0)}.get(
            place.settlement, (0.0, 1.4)
        )
        sidewalk = rng.uniform(low, high)
        sidewalk = 0.0 if sidewalk < 0.8 or kerb == "none" else sidewalk
    shoulder = {"grass": (0.2, 0.5), "gravel": (0.6, 1.4), "paved": (1.0, 2.2), "earth": (0.5, 1.5)}[
        draw(facts.shoulder, rng)
    ]
    bend = rng.choice((0.0, rng.uniform(-0.05, 0.05), rng.uniform(-0.12, 0.12), rng.uniform(-0.25, 0.25)))
    return Road(
        bearing=round(rng.uniform(0, 360), 2),
        width=round(width, 2),
        curve=round(bend * (0.3 if place.built_up else 1), 4),
        surface=surface,
        colour=_road_colour(surface, soil, place, rng),
        centre_line=centre,
        edge_line=edge,
        shoulder=0.2 if sidewalk else round(rng.uniform(*shoulder), 2),
        kerb=kerb,
        sidewalk=round(sidewalk, 2),
        camera_offset=round(place.side * lane / 2 * (0.6 if narrow else 1), 2),
    )


def outer(road: Road) -> float:
    """Metres from the centre line to where the road's own ground ends: shoulder or sidewalk included."""
    return road.width / 2 + max(road.shoulder, road.sidewalk + 0.2)


def side_road(place: Place, soil: str) -> tuple[tuple[Patch, ...], tuple[float, int] | None]:
    """A side road sometimes: its patch, and (metres along, side ±1) of its mouth."""
    rng, road = place.rng("side-road"), place.road
    if not place.happens("side-road", rng):
        return (), None
    along = rng.choice((-1, 1)) * rng.uniform(11, 38)
    side, half, length = rng.choice((-1, 1)), rng.uniform(1.9, 3.0), rng.uniform(50, 90)
    near, far = side * (road.width / 2 - 0.1), side * (road.width / 2 + length)
    flare = 2.0
    corners = (
        road.point(along - half - flare, near),
        road.point(along - half, near + side * 3),
        road.point(along - half, far),
        road.point(along + half, far),
        road.point(along + half, near + side * 3),
        road.point(along + half + flare, near),
    )
    for step in range(0, int(length), 4):
        x, y = road.point(along, near + side * (2 + step))
        place.take(x, y, half + 0.8)
    paved = place.built_up or rng.random() < 0.4
    colour = road.colour if paved else vary(mix(soil, "#a39d92", 0.3), rng, 6)
    return (Patch("side-road", corners, colour, (road.heading(along) + 90 * side) % 360),), (along, side)


def poles(place: Place) -> tuple[Pole, ...]:
    """A line of utility poles on one side, lamps in towns."""
    rng, road, facts = place.rng("poles"), place.road, place.facts
    out: list[Pole] = []
    kind, wire_side = draw(facts.pole, rng), rng.choice((-1, 1))
    if place.continent != "Antarctica" and kind != "none" and place.happens("pole", rng):
        gap, height = rng.uniform(30, 48), rng.uniform(7.5, 10.5)
        offset = road.width / 2 + 0.5 if road.sidewalk else outer(road) + rng.uniform(0.6, 2.5)
        out += _row(place, kind, wire_side, offset, rng.uniform(5, 14) - gap * 4, gap, height, line=0)
    settled = place.settlement not in ("wild", "farmland")  # a track through the bush has none
    if facts.lamp != "none" and place.happens("lamp", rng) and (settled or road.surface == "asphalt"):
        gap, height = rng.uniform(24, 36), rng.uniform(6, 9)
        offset = road.width / 2 + 0.6 if road.sidewalk else outer(road) + 0.5
        out += _row(place, facts.lamp, -wire_side, offset, rng.uniform(7, 18) - gap * 5, gap, height, line=-1)
    return tuple(out)


def _row(
    place: Place, kind: str, side: int, offset: float, start: float, gap: float, height: float, line: int
) -> list[Pole]:
    row, along = [], start
    while along < REACH:
        x, y = place.road.point(along, side * offset)
        if abs(along) > 2.5 and place.free(x, y, 0.2) and not place.hides(x, y, 0.25):
            row.append(Pole(kind, x, y, place.road.heading(along), round(height, 2), line))
            place.take(x, y, 0.8)
        along += gap
    return row


def bollards(place: Place) -> tuple[Bollard, ...]:
    """Delineators of the country's kind, every 25 to 50 m on both sides, outside towns."""
    rng, road, style = place.rng("bollards"), place.road, place.facts.bollard
    paved = road.surface in ("asphalt", "concrete")
    if style is None or road.sidewalk or not paved or not place.happens("bollard", rng):
        return ()
    gap, start, out = rng.uniform(25, 50), rng.uniform(4, 11), []
    offset = road.width / 2 + max(0.35, min(road.shoulder, 1.5))
    for step in range(-3, 4):
        along = start + step * gap
        for side in (-1, 1):
            x, y = road.point(along, side * offset)
            towards = road.heading(along) + (180 if side == place.side else 0)  # faces the traffic beside it
            if place.free(x, y, 0.1) and not place.hides(x, y, 0.1):
                out.append(
                    Bollard(
                        x,
                        y,
                        towards % 360,
                        style.shape,
                        style.body,
                        style.band,
                        style.reflector,
                        {"stone": 0.7, "thin": 1.1}.get(style.shape, 1.0),
                    )
                )
                place.take(x, y, 0.5)
    return tuple(out)
