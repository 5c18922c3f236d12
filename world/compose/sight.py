"""Where a thing stands in the view, and whether a building, the crown of a tree or a wood hides it.

Buildings are boxes up to their eaves, crowns are upright cylinders, woods raise the horizon of what is far
beyond them; vehicles and trunks let enough through. A scene asks some twenty times, each in some ten
microseconds.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from world.scene import CAMERA_HEIGHT, Bollard, Building, Plant, Pole, Sign, Stand, Vehicle

Solid = Sign | Pole | Bollard | Plant | Vehicle | Building
Place3 = tuple[float, float, float]

STOREY = 2.7
"""Metres of a storey, or a little less: a building hides at least what stands behind these."""
FAR = 1e4
"""Metres to what has no distance: the sun, mountains, water."""
SKIRT = 0.4
"""Metres before the thing itself where nothing counts as hiding it: a sign on its own wall."""
BIN, CLOSED = 3.0, 0.6
"""Degrees of the steps around the horizon that woods are kept in, and the density from which one hides."""
CROWN = (0.35, 0.16, 3.0)
"""A crown's foot and radius as shares of the plant's height, and the least height (metres) that hides."""

PLATES: dict[str, tuple[tuple[float, float], tuple[float, float]]] = {
    "car": ((2.27, 0.41), (-2.29, 0.72)),
    "hatchback": ((2.01, 0.41), (-1.99, 0.62)),
    "pickup": ((2.65, 0.59), (-2.65, 0.60)),
    "van": ((2.49, 0.49), (-2.49, 0.72)),
    "bus": ((5.51, 0.57), (-5.51, 0.62)),
    "suv": ((2.33, 0.47), (-2.33, 0.72)),
    "kei": ((1.71, 0.43), (-1.71, 0.60)),
    "minibus": ((2.49, 0.49), (-2.47, 0.62)),
    "school-bus": ((5.39, 0.65), (-5.37, 0.70)),
    "double-decker": ((5.27, 0.55), (-5.27, 0.62)),
    "jeepney": ((3.15, 0.63), (-3.15, 0.62)),
    "lorry": ((4.11, 0.50), (-4.11, 0.84)),
    "motorbike": ((0.98, 0.64), (-0.98, 0.64)),
    "rickshaw": ((1.30, 0.52), (-1.26, 0.52)),
    "tuktuk": ((1.30, 0.52), (-1.26, 0.52)),
}
"""(ahead, up) in metres of the front and the rear plate's middle, by kind of vehicle."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where to look: heading and elevation in degrees, and how far it is (metres; None: sky or far land)."""

    heading: float
    elevation: float
    distance: float | None = None


def towards(x: float, y: float) -> float:
    """Heading from the camera to (x, y), degrees."""
    return math.degrees(math.atan2(x, y)) % 360


def spot(x: float, y: float, z: float) -> Spot:
    """The spot of a point in the scene's frame, metres.

    >>> spot(10.0, 0.0, CAMERA_HEIGHT + 10.0)
    Spot(heading=90.0, elevation=45.0, distance=10.0)
    """
    distance = math.hypot(x, y)
    elevation = math.degrees(math.atan2(z - CAMERA_HEIGHT, distance))
    return Spot(round(towards(x, y), 1) % 360, round(elevation, 1), round(distance, 1))


def far(heading: float, elevation: float) -> Spot:
    """The spot of what is too far away to have a distance."""
    return Spot(round(heading % 360, 1) % 360, round(elevation, 1))


def aim(thing: Solid) -> Place3:
    """The point of a thing that one looks at: a sign's face, a tree's crown, a front wall below its eaves."""
    if isinstance(thing, Sign):
        return thing.x, thing.y, thing.clearance + thing.height / 2
    if isinstance(thing, Building):
        return front(thing, 0.8 * STOREY * thing.storeys)
    if isinstance(thing, Vehicle):
        return thing.x, thing.y, 0.9
    share = {Pole: 0.6, Bollard: 1.0, Plant: 0.65}[type(thing)]
    return thing.x, thing.y, share * thing.height


def front(house: Building, z: float) -> Place3:
    """The middle of a front wall at a height, metres."""
    angle = math.radians(house.heading)
    out = house.depth / 2
    return house.x + math.sin(angle) * out, house.y + math.cos(angle) * out, z


def sides(house: Building) -> Iterable[Place3]:
    """Points of a front wall: its middle below the eaves, its left and right, and lower down."""
    x, y, z = aim(house)
    angle, out = math.radians(house.heading), house.width / 3
    for shift, up in ((0.0, z), (out, z), (-out, z), (out, z / 2), (-out, z / 2)):
        yield x + math.cos(angle) * shift, y - math.sin(angle) * shift, up


def plate(car: Vehicle, at_front: bool) -> Place3:
    """The middle of a number plate."""
    ahead, up = PLATES[car.kind][0 if at_front else 1]
    angle = math.radians(car.heading)
    return car.x + math.sin(angle) * ahead, car.y + math.cos(angle) * ahead, up


class Screens:
    """The buildings, trees and woods of a scene as things that hide others."""

    def __init__(
        self, buildings: Iterable[Building], plants: Iterable[Plant] = (), stands: Iterable[Stand] = ()
    ) -> None:
        self._stands, self._woods = stands, None
        foot, radius, least = CROWN
        self._crowns = [
            (plant, plant.x, plant.y, math.hypot(plant.x, plant.y), foot * h, h, radius * h)
            for plant in plants
            if (h := plant.height) > least
        ]
        self._plans = []
        for house in buildings:
            angle = math.radians(house.heading)
            sine, cosine = math.sin(angle), math.cos(angle)
            reach = math.hypot(house.width, house.depth) / 2
            back = house.x * sine + house.y * cosine
            along = house.x * cosine - house.y * sine
            self._plans.append((house, reach, sine, cosine, back, along, house.width / 2, house.depth / 2))

    def hide(self, x: float, y: float, z: float, but: object = None) -> bool:
        """Whether anything but `but` stands between the camera and a point, metres."""
        distance = math.hypot(x, y)
        if distance < 1.0:
            return False
        end = 1.0 - SKIRT / distance
        rise = (z - CAMERA_HEIGHT) / distance
        for tree, tx, ty, away, low, high, radius in self._crowns:
            if (
                abs(tx * y - ty * x) < radius * distance
                and tx * x + ty * y > 0
                and away + radius < distance
                and low < CAMERA_HEIGHT + away * rise < high
                and tree is not but
            ):
                return True
        for house, reach, sine, cosine, back, along, half_width, half_depth in self._plans:
            if house is but or abs(house.x * y - house.y * x) > reach * distance:
                continue
            enter, leave = _between(x * sine + y * cosine, back, half_depth)
            enter2, leave2 = _between(x * cosine - y * sine, along, half_width)
            enter, leave = max(enter, enter2, 0.0), min(leave, leave2, end)
            if enter >= leave:
                continue
            lowest = CAMERA_HEIGHT + (z - CAMERA_HEIGHT) * (enter if z > CAMERA_HEIGHT else leave)
            if lowest < STOREY * house.storeys:
                return True
        return False

    def look(self, thing: Solid) -> Spot | None:
        """The spot of a thing where it can be seen, None if it is hidden; a building does not hide itself."""
        for point in sides(thing) if isinstance(thing, Building) else (aim(thing),):
            if not self.hide(*point, but=thing):
                return spot(*point)
        return None

    def look_at(self, x: float, y: float, z: float) -> Spot | None:
        """The spot of a point, metres, None if it is hidden."""
        return None if self.hide(x, y, z) else spot(x, y, z)

    def hide_far(self, heading: float, elevation: float) -> bool:
        """Whether a direction is hidden (degrees)."""
        if self._woods is None:
            self._woods = woods(self._stands)
        if elevation < self._woods[int(heading % 360 / BIN)]:
            return True
        angle = math.radians(heading)
        up = CAMERA_HEIGHT + FAR * math.tan(math.radians(elevation))
        return self.hide(FAR * math.sin(angle), FAR * math.cos(angle), up)


def woods(stands: Iterable[Stand]) -> list[float]:
    """How high woods and other closed stands reach around the camera, every `BIN`: degrees of elevation."""
    count = round(360 / BIN)
    high = [-90.0] * count
    for stand in stands:
        if stand.density < CLOSED:
            continue
        seen = [(towards(x, y), math.hypot(x, y)) for x, y in stand.points]
        for (a, near), (b, away) in pairwise(seen):
            turn = (b - a + 180) % 360 - 180
            top = math.degrees(math.atan2(stand.height - CAMERA_HEIGHT, max(near, away, 1.0)))
            first, steps = int(a / BIN), abs(round(turn / BIN))
            for i in range(steps + 1):
                n = (first + (i if turn > 0 else -i)) % count
                high[n] = max(high[n], top)
    return high


def _between(speed: float, middle: float, half: float) -> tuple[float, float]:
    """The shares of the way, whose coordinate runs from 0 to `speed`, within `half` of `middle`."""
    if abs(speed) < 1e-9:
        return (-math.inf, math.inf) if abs(middle) <= half else (math.inf, -math.inf)
    one, other = (middle - half) / speed, (middle + half) / speed
    return min(one, other), max(one, other)
