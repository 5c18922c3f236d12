"""Distances: all pairs at once against the haversine package called pair by pair."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from haversine import haversine

from game.geodesy import distances_km


def comparisons() -> Iterator[tuple]:
    rng = np.random.default_rng(0)
    points = np.stack([rng.uniform(-90, 90, 300), rng.uniform(-180, 180, 300)], axis=1)
    pairs = points[:40]

    def one_by_one() -> list[float]:
        return [haversine(a, b) for a in pairs.tolist() for b in points.tolist()]

    yield (
        "12 000 distances",
        ("distances_km", lambda: distances_km(pairs, points)),
        ("haversine() pair by pair", one_by_one),
    )
