"""What plants are painted with: colour ramps, leaf stamps, and the two marks, leaves and strokes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

LIGHT = np.array([-0.50, 0.70, 0.51])
"""Unit vector to the sprite's light: above, left, and in front of the plant."""

OVERSAMPLE = 2
TONES = 64
ANGLES = 24
BELOW = 0.02
"""How far a sprite reaches below the ground line, in plant heights: roots and the foot of grass."""

HUES = np.array(
    [
        (1, 1, 1),
        (1.12, 1.03, 0.80),
        (0.88, 0.97, 0.96),
        (1.06, 0.98, 0.92),
        (0.94, 1.05, 0.98),
        (0.98, 0.92, 1.0),
    ]
)
MARGIN = 48

Ramp = tuple[str, ...]


@lru_cache(maxsize=1)
def noise() -> tuple[np.ndarray, np.ndarray]:
    """Normal and uniform noise to lay over pixels: looking it up is far cheaper than drawing it."""
    rng = np.random.default_rng(7)
    return rng.normal(size=1 << 16).astype(np.float32), rng.random(1 << 16).astype(np.float32)


@lru_cache(maxsize=512)
def tones(ramp: Ramp, variety: float = 1.0) -> np.ndarray:
    """The ramp from deep shade to full light as packed RGBA [len(HUES) * TONES], one row per hue."""
    stops = np.array([[int(c[i : i + 2], 16) for i in (1, 3, 5)] for c in ramp], float)
    at = np.linspace(0, len(stops) - 1, TONES)
    row = np.stack([np.interp(at, np.arange(len(stops)), stops[:, k]) for k in range(3)], 1)
    table = np.clip(row[None] * (1 + (HUES[:, None] - 1) * variety), 0, 255).astype(np.uint32)
    return (table[..., 0] | table[..., 1] << 8 | table[..., 2] << 16 | 0xFF000000).reshape(-1)


def _ellipse(u: np.ndarray, v: np.ndarray, slim: float) -> np.ndarray:
    return np.abs(v) < slim * (1 - u * u)


def _leaf(u: np.ndarray, v: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return _ellipse(u, v, 0.46), np.where(v > 0, 4, -4)


def _lance(u: np.ndarray, v: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return _ellipse(u, v - 0.12 * u * u, 0.17), np.where(v > 0, 3, -3)


def _blade(u: np.ndarray, v: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return _ellipse(u, v, 0.09), np.zeros_like(u)


def _round(u: np.ndarray, v: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return u * u + v * v < 1, np.where(v - u > 0, 4, -4)


def _sprig(u: np.ndarray, v: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Seven leaves of a twig, with sky between them."""
    mask, tone = np.zeros(u.shape, bool), np.zeros(u.shape)
    spots = ((-0.55, 0.3, 0.6), (-0.5, -0.35, -0.7), (0.0, 0.5, 1.1), (0.05, -0.5, -1.0), (0.55, 0.3, 0.5))
    for k, (a, b, turn) in enumerate((*spots, (0.6, -0.25, -0.4), (0.0, 0.02, 0.0))):
        c, s = np.cos(turn), np.sin(turn)
        p, q = ((u - a) * c + (v - b) * s) / 0.46, (-(u - a) * s + (v - b) * c) / 0.46
        inside = _ellipse(p, q, 0.5) & (np.abs(p) < 1)
        mask |= inside
        tone = np.where(inside, (5, -6, 7, -3, 2, -7, 4)[k], tone)
    return mask, tone


def _spray(u: np.ndarray, v: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A flat conifer twig: needles slanting forwards from an axis."""
    needles = np.mod((u - 0.9 * np.abs(v)) * 4.5, 1.0) < 0.55
    inside = np.abs(v) < 0.52 * (1 - 0.75 * u) * (u > -1)
    return (needles & inside) | (np.abs(v) < 0.07), np.where(v > 0, 4, -3) + np.where(np.abs(v) > 0.3, 4, 0)


def _burst(u: np.ndarray, v: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Needles or stiff leaves radiating from a point."""
    r, a = np.hypot(u, v), np.arctan2(v, u)
    ray = np.mod(a * 11 / (2 * np.pi) + 0.15 * np.sin(7 * a), 1.0) < 0.34 + 0.3 * (1 - r)
    return ray & (r < 0.98 - 0.12 * np.sin(5 * a)), np.round(6 * r - 4)


SHAPES = {
    "leaf": _leaf, "lance": _lance, "blade": _blade, "round": _round,
    "sprig": _sprig, "spray": _spray, "burst": _burst,
}  # fmt: skip


@lru_cache(maxsize=256)
def stamp(shape: str, size: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Pixel offsets dx, dy and tone steps, each [ANGLES, pixels], of a leaf `size` pixels long."""
    reach = max(1, size // 2 + 1)
    axis = np.arange(-reach, reach + 1)
    x, y = (a.ravel() for a in np.meshgrid(axis, axis))
    rows = []
    for k in range(ANGLES):
        c, s = np.cos(2 * np.pi * k / ANGLES), np.sin(2 * np.pi * k / ANGLES)
        u, v = (x * c - y * s) / (size / 2), (x * s + y * c) / (size / 2)
        mask, tone = SHAPES[shape](u, v)
        keep = np.flatnonzero(mask & (u * u + v * v < 1.3))
        if not len(keep):
            keep = np.array([len(x) // 2])
        rows.append((x[keep], y[keep], np.broadcast_to(tone, x.shape)[keep]))
    most = max(len(r[0]) for r in rows)
    grow = [[np.resize(part, most) for part in r] for r in rows]
    dx, dy, tone = (np.array([g[i] for g in grow], np.int32) for i in range(3))
    return dx, dy, tone


@dataclass(slots=True)
class Leaves:
    """One call's leaves: places [n, 3], normals [n, 3], angles [n] in radians, size in plant heights."""

    at: np.ndarray
    normal: np.ndarray
    angle: np.ndarray
    shape: str
    size: float
    ramp: Ramp
    hue: np.ndarray
    bright: float
    flat: bool
    variety: float

    def shrink(self, by: float) -> None:
        self.at, self.size = self.at * by, self.size * by


@dataclass(slots=True)
class Strokes:
    """Tapered sticks from `a` to `b` [n, 3], widths in plant heights; `ribs` > 0 flutes them. Those with
    normals [n, 3] are blades of leaves: they are lit as leaves and cast shade."""

    a: np.ndarray
    b: np.ndarray
    wide_a: np.ndarray
    wide_b: np.ndarray
    ramp: Ramp
    ribs: int
    grain: float
    bright: np.ndarray
    flat: float
    hue: np.ndarray
    normal: np.ndarray | None
    variety: float

    def shrink(self, by: float) -> None:
        self.a, self.b = self.a * by, self.b * by
        self.wide_a, self.wide_b = self.wide_a * by, self.wide_b * by
