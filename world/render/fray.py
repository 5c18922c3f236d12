"""Edges that nature draws: a ruler-straight outline on the ground, wandering to and fro."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

REACH = 90.0
"""Metres from the eye beyond which an edge looks straight anyway."""

WAVES = ((0.31, 0.44, 0.42), (-0.83, 0.57, 0.30), (1.27, 1.61, 0.22), (-2.9, 2.3, 0.16), (4.1, 5.3, 0.10))
"""Waves of the wandering: radians a metre east and north, and share of the whole."""


def stepped(points: Sequence[tuple[float, float]]) -> NDArray[np.float64]:
    """A closed outline [n, 2] with steps put into its edges where the eye is near."""
    ring: list[tuple[float, float]] = []
    for (ax, ay), (bx, by) in zip(points, (*points[1:], points[0]), strict=True):
        length = math.hypot(bx - ax, by - ay)
        if length < 1e-6:
            continue
        ux, uy, s = (bx - ax) / length, (by - ay) / length, 0.0
        while s < length:
            x, y = ax + ux * s, ay + uy * s
            ring.append((x, y))
            # How near the eye the rest of the edge comes counts: it may lead from afar past the eye.
            ahead = -(x * ux + y * uy)
            away = math.hypot(x, y)
            s += max(0.5, away / 25, (ahead if ahead > 0 else length) - REACH if away > REACH else 0.0)
    return np.array(ring)


def fray(ring: NDArray[np.float64], amount: float, phase: float) -> NDArray[np.float64]:
    """The places of `ring` moved by up to about `amount` metres, less towards `REACH` and beyond.

    A place is always moved the same way for the same `phase`: outlines that share an edge still share it.
    """
    east, north, share = np.array(WAVES).T
    turn = ring[:, :1] * east + ring[:, 1:] * north + phase * np.arange(1, len(WAVES) + 1)
    near = np.clip(1.8 - np.hypot(ring[:, 0], ring[:, 1]) / REACH, 0, 1) * amount
    aside = np.stack(((share * np.sin(turn)).sum(1), (share * np.cos(1.3 * turn)).sum(1)), 1)
    return ring + aside * near[:, None]
