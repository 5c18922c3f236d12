"""GeoGuessr's score: 5 000 points, falling exponentially with the distance over the map's size."""

from __future__ import annotations

import math

MAX_SCORE = 5000

WORLD_DIAGONAL_KM = 14916.862
"""Diagonal of GeoGuessr's World map, (-54.853378, -159.778792)–(78.655743, 178.4508514)."""

PERFECT_SHARE = 1e-5
PERFECT_FLOOR_KM = 0.025


def perfect_radius_km(diagonal_km: float = WORLD_DIAGONAL_KM) -> float:
    """Within this many km a guess scores full points: 25 m, or a 100 000th of a larger map."""
    return max(PERFECT_FLOOR_KM, diagonal_km * PERFECT_SHARE)


def score(distance_km: float, diagonal_km: float = WORLD_DIAGONAL_KM) -> int:
    """Points from 0 to 5 000 for a guess `distance_km` away on a map of `diagonal_km`.

    `round(5000 * exp(-10 * d / D))`, checked against games that GeoGuessr's server recorded.
    Raises ValueError for a distance that is negative or not finite, or a diagonal not above 0.

    >>> score(0), score(44.35), score(1492.7), score(20000)
    (5000, 4854, 1838, 0)
    """
    if not math.isfinite(distance_km) or distance_km < 0:
        raise ValueError(f"A distance must be a finite number of km, 0 or more, not {distance_km}.")
    if not math.isfinite(diagonal_km) or diagonal_km <= 0:
        raise ValueError(f"A map's diagonal must be a finite number of km above 0, not {diagonal_km}.")
    if distance_km <= perfect_radius_km(diagonal_km):
        return MAX_SCORE
    return round(MAX_SCORE * math.exp(-10 * distance_km / diagonal_km))
