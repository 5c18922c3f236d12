"""Vehicles on their side of the road and parked beside it, with the country's plates."""

from __future__ import annotations

import random

from world.compose import liveries
from world.compose.occupancy import BROAD
from world.compose.place import Place
from world.compose.street import draw
from world.roads import PlateStyle, plate_text
from world.scene import Plate, Vehicle

_COUNT = {
    "wild": (0, 2),
    "farmland": (0, 2),
    "village": (1, 3),
    "suburb": (1, 4),
    "town": (2, 5),
    "city": (2, 6),
}
_PARKED = {"wild": 0.3, "farmland": 0.4, "village": 0.65, "suburb": 0.8, "town": 0.85, "city": 0.85}

_CAR = (
    ("#f2f2f0", 26),
    ("#c9ccd0", 16),
    ("#7f8488", 14),
    ("#1b1c1f", 18),
    ("#8e1f22", 8),
    ("#1f3e75", 9),
    ("#3f6fa8", 3),
    ("#5c4632", 3),
    ("#2f4d38", 2),
    ("#b9a77c", 2),
    ("#d8a12a", 1),
)
_PAINT = {
    "lorry": (("#f0f0ee", 5), ("#2d5aa0", 3), ("#b5332b", 3), ("#d9a441", 2), ("#4a7d4f", 2)),
    "bus": (("#f0f0ee", 4), ("#c4342d", 2), ("#2f6fb3", 2), ("#e0b02f", 2), ("#4d8b4f", 1)),
    "motorbike": (("#1b1c1f", 4), ("#b5232a", 3), ("#274a8c", 2), ("#e2e2e0", 2)),
    "rickshaw": (("#2f7d42", 3), ("#e3b52b", 2), ("#1f4f8f", 1)),
    "tuktuk": (("#2f7d42", 3), ("#e3b52b", 4), ("#1f4f8f", 2), ("#b5232a", 2)),
}
LENGTHS = {
    "car": 4.5,
    "hatchback": 3.9,
    "pickup": 5.3,
    "van": 5.2,
    "lorry": 8.5,
    "bus": 11.5,
    "motorbike": 2.0,
    "rickshaw": 2.7,
    "tuktuk": 2.8,
    "suv": 4.7,
    "kei": 3.4,
    "minibus": 5.0,
    "school-bus": 10.8,
    "double-decker": 10.6,
    "jeepney": 6.4,
}
"""Metres from bumper to bumper, for keeping clear."""


def _plate(style: PlateStyle, text: str) -> Plate:
    return Plate(text if style.background else "", style.background, style.ink, style.shape, style.strip)


def vehicle(
    place: Place, rng: random.Random, kind: str, along: float, right: float, forwards: bool
) -> Vehicle:
    """One vehicle on the road's line, nose forwards or backwards along it, with a number of its own."""
    facts = place.facts
    x, y = place.road.point(along, right)
    heading = (place.road.heading(along) + (0 if forwards else 180)) % 360
    number = plate_text(rng.choice(facts.plate_pattern), rng.randrange)
    colours, weights = zip(*_PAINT.get(kind, _CAR), strict=True)
    colour = rng.choices(colours, weights)[0]
    painted = liveries.paint(place.country, kind, colour, rng)
    front, rear = _plate(facts.plate_front, number), _plate(facts.plate_rear, number)
    return Vehicle(kind, x, y, heading, painted.colour, front, rear, painted.accent, painted.look)


def _clear(place: Place, kind: str, along: float, right: float) -> bool:
    """Whether a vehicle can stand there: on no sign or pole, and before no sign's face."""
    half = LENGTHS[kind] / 2
    points = [place.road.point(along + shift, right) for shift in (-0.8 * half, 0.0, 0.8 * half)]
    return all(place.free(x, y, 0.9) for x, y in points) and not place.hides(*points[1], 1.0)


def vehicles(place: Place, mouth: tuple[float, int] | None) -> tuple[Vehicle, ...]:
    """Parked vehicles, often one near enough to see its plate's colours, and moving ones in both lanes."""
    rng, road, out = place.rng("traffic"), place.road, []
    side = place.side
    low, high = _COUNT[place.settlement]
    spans: dict[int, list[tuple[float, float]]] = {1: [], -1: [], 2: [], -2: []}  # lane → what is occupied

    def fits(lane: int, along: float, kind: str) -> bool:
        if road.crossing is not None and abs(along - road.crossing) < LENGTHS[kind] / 2 + 2.6:
            return False
        half = LENGTHS[kind] / 2 + (1.0 if abs(lane) == 2 else 5.0)
        if any(abs(along - a) < half + b for a, b in spans[lane]):
            return False
        spans[lane].append((along, half))
        return True

    lane_width = abs(road.camera_offset) * 2
    # Where the road is wide enough one parks on it, else half on the sidewalk, without one on the verge.
    beside = road.width / 2 + (-1.0 if road.width / 2 - lane_width > 1.6 else 0.1 if road.sidewalk else 1.15)
    parked = 0
    if rng.random() < _PARKED[place.settlement]:
        parked = rng.choice((1, 1, 2, 3)) if place.built_up else 1
    for index in range(parked):
        kind = draw(tuple(w for w in place.facts.vehicles if w[0] != "bus") or place.facts.vehicles, rng)
        kind = liveries.local_kind(place.country, kind, rng)
        where = rng.choice((-1, 1))
        along = rng.choice((-1, 1)) * (rng.uniform(5.2, 8.2) if index == 0 else rng.uniform(11, 30))
        right = where * (beside + rng.uniform(-0.1, 0.15) - (0.4 if kind in BROAD else 0))
        blocked = mouth and mouth[1] == where and abs(along - mouth[0]) < 7
        if blocked or not _clear(place, kind, along, right) or not fits(2 * where, along, kind):
            continue
        forwards = (where == side) != (rng.random() < 0.06)  # a few park against the traffic
        car = vehicle(place, rng, kind, along, right, forwards)
        out.append(car)
        place.take(car.x, car.y, LENGTHS[kind] / 2)
    if place.continent == "Antarctica":
        return tuple(out)
    lane = max(1.1, min(lane_width, road.width / 2) / 2)
    for _ in range(rng.randint(low, high) - (rng.random() < 0.5)):
        kind = liveries.local_kind(place.country, draw(place.facts.vehicles, rng), rng)
        own = rng.random() < 0.5
        reach = 60 if place.built_up else 110
        along = rng.choice((-1, 1)) * (rng.uniform(11, reach) if own else rng.uniform(7, reach))
        right = side * (lane if own else -lane) + rng.uniform(-0.15, 0.15)
        parked_there = any(abs(along - a) < 8 + b for a, b in spans[2 * side * (1 if own else -1)])
        narrow = road.width < 5.2 and abs(along) < 14
        if parked_there or narrow or place.hides(*road.point(along, right), 1.2):
            continue
        if fits(1 if own else -1, along, kind):
            out.append(vehicle(place, rng, kind, along, right, forwards=own))
    return tuple(out[:6])
