"""What is known about one place before anything is drawn there: `Place`, shared by all composing modules."""

from __future__ import annotations

import hashlib
import math
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from world import facts
from world.compose.sun import season
from world.rates import rate
from world.roads import RoadFacts, road_facts
from world.scene import Road


def codes(text: str) -> frozenset[str]:
    """Country codes written with spaces between them."""
    return frozenset(text.split())


def rng_for(latitude: float, longitude: float, seed: int, part: str = "") -> random.Random:
    """A generator that depends on nothing but the place (to 6 decimals), the seed and the part's name.

    Each part of a scene has its own, so that a change in one does not reshuffle the others.
    """
    key = f"{latitude:.6f} {longitude:.6f} {seed} {part}".encode()
    return random.Random(int.from_bytes(hashlib.blake2b(key, digest_size=8).digest(), "big"))


SQUARE = 8.0
"""Side of the squares that circles on the ground are kept in, to find those near by; metres."""


def _squares(x: float, y: float, radius: float) -> Iterator[tuple[int, int]]:
    """The squares that hold a part of a circle, or of the box around it."""
    left, right = math.floor((x - radius) / SQUARE), math.floor((x + radius) / SQUARE)
    low, high = math.floor((y - radius) / SQUARE), math.floor((y + radius) / SQUARE)
    for column in range(left, right + 1):
        for row in range(low, high + 1):
            yield column, row


@dataclass
class Place:
    """One place, one seed, one month, and what the tables say about them. `taken` grows while composing."""

    latitude: float
    longitude: float
    seed: int
    month: int
    country: str
    continent: str
    admin1: str
    languages: tuple[str, ...]
    climate: str
    elevation: float
    towns: list[tuple[facts.Town, float]]
    settlement: str
    road: Road | None = None
    snow: float = 0.0
    taken: list[tuple[float, float, float]] = field(default_factory=list)  # circles (x, y, radius), metres
    sights: list[tuple[float, float, float]] = field(default_factory=list)  # signs: x, y, width
    trades: bool = False  # whether shops show their names here
    styles: dict[str, list[tuple[float, float]]] = field(default_factory=dict)  # where each building style is
    _near: dict[tuple[int, int], list[tuple[float, float, float]]] = field(default_factory=dict)

    def rng(self, part: str) -> random.Random:
        return rng_for(self.latitude, self.longitude, self.seed, part)

    @cached_property
    def facts(self) -> RoadFacts:
        return road_facts(self.country, self.admin1)

    @cached_property
    def season(self) -> str:
        """Season of plants: the tropics have summer, cold climates a longer winter."""
        base = season(self.latitude, self.month)
        if self.climate[0] == "A" or (self.climate[:2] == "BW" and abs(self.latitude) < 30):
            return "summer"
        return base

    @cached_property
    def dry_season(self) -> bool:
        """Whether the grass is yellow now: the dry half of this climate's year (Köppen's second letter).

        Hot steppes within 27 degrees of the equator (the Sahel, the Deccan, Brazil's sertão) have their
        months of rain.
        """
        warm = season(30 if self.latitude >= 0 else -30, self.month) in ("spring", "summer")
        code = self.climate
        if code == "BSh" and abs(self.latitude) < 27:
            return self.month not in ((7, 8, 9) if self.latitude >= 0 else (1, 2, 3))
        if code[0] == "B":
            return True
        if code[1:2] == "s":
            return season(30 if self.latitude >= 0 else -30, self.month) in ("summer", "autumn")
        if code == "Aw" or code[1:2] == "w":
            return not warm
        return False

    def free(self, x: float, y: float, radius: float) -> bool:
        """Whether a circle touches nothing that stands already."""
        for square in _squares(x, y, radius):
            for a, b, r in self._near.get(square, ()):
                if (x - a) ** 2 + (y - b) ** 2 < (radius + r) ** 2:
                    return False
        return True

    def take(self, x: float, y: float, radius: float) -> None:
        circle = (x, y, radius)
        self.taken.append(circle)
        for square in _squares(x, y, radius):
            self._near.setdefault(square, []).append(circle)

    def hides(self, x: float, y: float, radius: float) -> bool:
        """Whether something of this radius at (x, y) would stand between the camera and a sign to be seen."""
        distance = math.hypot(x, y)
        for sign_x, sign_y, width in self.sights:
            far = math.hypot(sign_x, sign_y)
            # How far the line of sight passes from (x, y), and whether it is this way at all.
            beside = abs(x * sign_y - y * sign_x) / far
            before = distance < far + radius and x * sign_x + y * sign_y > 0
            if before and beside < radius + 0.5 * width * distance / far:
                return True
        return False

    def happens(self, clue: str, rng: random.Random) -> bool:
        """Whether this scene shall hold a clue of rates.csv, drawn with the probability it has here."""
        return rng.random() < rate(clue, self.country, self.admin1, self.settlement)

    @property
    def built_up(self) -> bool:
        return self.settlement in ("suburb", "town", "city")

    @property
    def side(self) -> int:
        """+1 where traffic keeps right, -1 where it keeps left: the sign of the kerb side going forwards."""
        return 1 if self.facts.drives_on == "right" else -1


def settlement_of(towns: list[tuple[facts.Town, float]], dry: bool, rng: random.Random) -> str:
    """wild, farmland, village, suburb, town or city by distance to towns and how far each reaches.

    A town's built-up radius grows with the square root of its people (0.9 km at 10 000, 9 km at a million).
    """
    best = 0.0
    for town, km in towns:
        reach = 0.9 * (max(town.population, 300) / 10_000) ** 0.5
        closeness = reach / max(km, 0.05) * rng.uniform(0.75, 1.3)
        if closeness > 1.4 and town.population > 150_000:
            return "city"
        if closeness > 1.2 and town.population > 8_000:
            best = max(best, 4)
        elif closeness > 0.6 and town.population > 8_000:
            best = max(best, 3)
        elif closeness > 0.5 or (km < 1.2 and rng.random() < 0.7):
            best = max(best, 2)
        elif km < 18:
            best = max(best, 1)
    kind = ("wild", "farmland", "village", "suburb", "town")[int(best)]
    if kind == "farmland" and (rng.random() < 0.25 or (dry and rng.random() < 0.6)):
        return "wild"
    if kind == "wild" and not dry and towns and towns[0][1] < 40 and rng.random() < 0.25:
        return "farmland"
    return kind
