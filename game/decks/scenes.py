"""What a game takes from a `scene.json` and from the map: places with readable names, and clues."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import numpy as np

from game.rounds import Clue, Place
from world import facts

SEA_KM = 50.0
"""A point at sea further from every town than this is named by its coordinates."""


def country_name(code: str) -> str:
    """The English name of an ISO 3166 alpha-2 code; the code itself where it is unknown."""
    country = facts.countries().get(code)
    return country.name if country else code


def place_of(scene: Mapping[str, Any]) -> Place:
    """Where the scene is: "Otaru, Hokkaidō, Japan" from the nearest town outwards."""
    name = _name(scene.get("town", ""), scene.get("admin1", ""), scene["country"])
    return Place(scene["latitude"], scene["longitude"], scene["country"], name)


def near(latitude: float, longitude: float) -> Place:
    """The point on Earth (degrees) named after the nearest town; one far out at sea has no name."""
    country = facts.country_at(latitude, longitude) or ""
    town, km = facts.nearest_towns(latitude, longitude, count=1, country=country or None)[0]
    if not country and km > SEA_KM:
        return Place(latitude, longitude)
    name = _name(town.name, town.admin1, country or town.country)
    return Place(latitude, longitude, country or town.country, name)


def clues_of(scene: Mapping[str, Any]) -> tuple[Clue, ...]:
    """What could be seen in the pictures, in the scene's order."""
    return tuple(
        Clue(c["name"], c["sentence"], c.get("heading"), c.get("elevation")) for c in scene.get("clues", ())
    )


def when_of(scene: Mapping[str, Any]) -> tuple[int, float]:
    """The month (1–12) and the hour of local solar time, in [0, 24)."""
    utc = datetime.fromisoformat(scene["utc"])
    return scene["month"], (utc.hour + utc.minute / 60 + scene["longitude"] / 15) % 24


def largest_towns(south: int, west: int, size: int, most: int) -> list[tuple[float, float, str]]:
    """(latitude, longitude, name) of towns in a square of `size` degrees by its corner, largest first."""
    table = facts.towns()
    inside = (table.latitude >= south) & (table.latitude < south + size)
    inside &= (table.longitude >= west) & (table.longitude < west + size)
    found = np.flatnonzero(inside)
    largest = found[np.argsort(-table.population[found], kind="stable")][:most]
    return [(town.latitude, town.longitude, town.name) for town in map(table.__getitem__, largest.tolist())]


def _name(town: str, region: str, country: str) -> str:
    parts = [town, region, country_name(country)]
    return ", ".join(part for n, part in enumerate(parts) if part and part not in parts[:n])
