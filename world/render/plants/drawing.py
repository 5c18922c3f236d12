"""A small brush for plants: thousands of shaded leaves and tapered strokes.

A plant is drawn in its own units: 1 is its height, x to the right, y up, z towards the viewer. Every
leaf and stroke keeps its place in that space until `Drawing.finish`, which works out how much light
comes through the foliage above it (a voxel count along the sun's direction, top left), picks a tone
from the colour ramp and paints from back to front into a picture twice as large as needed.

Painting leaf by leaf with skia costs 5 to 30 µs each; this costs about 1.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import skia

from world.render.plants.board import Board, Shade, Sticks
from world.render.plants.marks import BELOW, HUES, OVERSAMPLE, Leaves, Ramp, Strokes


@dataclass
class Drawing:
    """A plant being drawn; `px` is the finished picture's height, `depth` how dark its underside gets."""

    rng: np.random.Generator
    px: int
    snow: bool = False
    depth: float = 2.4
    leaves: list[Leaves] = field(default_factory=list)
    strokes: list[Strokes] = field(default_factory=list)

    def leaf(
        self,
        at: np.ndarray,
        shape: str,
        size: float,
        ramp: Ramp,
        *,
        normal: np.ndarray | None = None,
        angle: np.ndarray | None = None,
        hue: np.ndarray | None = None,
        bright: float = 0.0,
        flat: bool = False,
        variety: float = 1.0,
    ) -> None:
        """Add leaves. They face up without normals, lie at random without angles; `flat` ignores shade."""
        n = len(at)
        if n == 0:
            return
        if normal is None:
            normal = np.tile((0.0, 0.8, 0.6), (n, 1))
        if angle is None:
            angle = self.rng.uniform(0, 2 * np.pi, n)
        if hue is None:
            hue = self.rng.integers(0, len(HUES), n)
        self.leaves.append(Leaves(at, normal, angle, shape, size, ramp, hue, bright, flat, variety))

    def stroke(
        self,
        a: np.ndarray,
        b: np.ndarray,
        wide_a: np.ndarray | float,
        wide_b: np.ndarray | float,
        ramp: Ramp,
        *,
        ribs: int = 0,
        grain: float = 0.08,
        bright: np.ndarray | float = 0.0,
        flat: float = 0.0,
        hue: np.ndarray | int = 0,
        normal: np.ndarray | None = None,
        variety: float = 0.5,
    ) -> None:
        """Add sticks; `grain` roughens the bark, `flat` 0–1 takes the roundness out of the shading."""
        n = len(a)
        if n == 0:
            return
        wide = (np.broadcast_to(np.asarray(w, float), (n,)).copy() for w in (wide_a, wide_b))
        hues, lit = np.broadcast_to(np.asarray(hue), (n,)), np.broadcast_to(np.asarray(bright, float), (n,))
        self.strokes.append(Strokes(a, b, *wide, ramp, ribs, grain, lit, flat, hues, normal, variety))

    def path(self, points: np.ndarray, wide: np.ndarray, ramp: Ramp, **how: object) -> None:
        """Add a stroke along `points` [n, 3] with width `wide` [n] at each."""
        self.stroke(points[:-1], points[1:], wide[:-1], wide[1:], ramp, **how)  # type: ignore[arg-type]

    def lines(self, points: np.ndarray, wide: np.ndarray, ramp: Ramp, **how: object) -> None:
        """Add many strokes at once along `points` [n, k, 3], with width `wide` [k] at each step; `hue` and
        `normal` are given for each line, `bright` for each step [k - 1]."""
        n, k = points.shape[:2]
        for name in ("hue", "normal"):
            if how.get(name) is not None and np.ndim(how[name]):  # type: ignore[arg-type]
                how[name] = np.repeat(np.asarray(how[name]), k - 1, 0)
        if np.ndim(how.get("bright", 0.0)):  # type: ignore[arg-type]
            how["bright"] = np.tile(np.asarray(how["bright"]), n)
        a, b = points[:, :-1].reshape(-1, 3), points[:, 1:].reshape(-1, 3)
        self.stroke(a, b, np.tile(wide[:-1], n), np.tile(wide[1:], n), ramp, **how)  # type: ignore[arg-type]

    def finish(self) -> tuple[skia.Image, float]:
        """Paint everything, back to front: a premultiplied RGBA picture `px` pixels tall, whose ground line
        is BELOW above its lower edge, and its width over the plant's height. The plant is stretched to
        fill the height exactly; its foot stays in the middle."""
        top, half = self._extent()
        for part in (*self.leaves, *self.strokes):
            part.shrink(1 / top)
        ratio = float(np.ceil(2 * half / top * 32) / 32)
        scale = self.px * OVERSAMPLE / (1 + BELOW)
        high, wide = self.px * OVERSAMPLE, max(4, round(self.px * ratio / (1 + BELOW))) * OVERSAMPLE
        board = Board(self.rng, high, wide, scale)
        light = Shade(self.leaves, self.strokes, self.depth)
        sticks = Sticks(self.strokes, light, self.snow)
        cuts = self._slabs()
        for low, up in pairwise(cuts):
            board.strokes(sticks, low, up)
            for leaves in self.leaves:
                board.leaves(leaves, light, low, up, self.snow)
        return board.image(self.px), ratio

    def _extent(self) -> tuple[float, float]:
        """Height and half width of what was drawn, leaving room for a leaf's own size."""
        tops = [float((x.at[:, 1]).max()) + 0.3 * x.size for x in self.leaves]
        sides = [float(np.abs(x.at[:, 0]).max()) + 0.4 * x.size for x in self.leaves]
        tops += [float(max(x.a[:, 1].max(), x.b[:, 1].max())) for x in self.strokes]
        sides += [
            float(max((np.abs(x.a[:, 0]) + x.wide_a / 2).max(), (np.abs(x.b[:, 0]) + x.wide_b / 2).max()))
            for x in self.strokes
        ]
        return max(tops) + 0.004, max(sides) + 0.004

    def _slabs(self) -> list[float]:
        depths = [leaves.at[:, 2] for leaves in self.leaves]
        depths += [(s.a[:, 2] + s.b[:, 2]) / 2 for s in self.strokes if s.normal is not None]
        if not depths:
            return [-np.inf, -0.05, 0.0, 0.05, np.inf]
        z = np.concatenate(depths)
        return [-np.inf, *np.quantile(z, (0.15, 0.32, 0.5, 0.68, 0.85)).tolist(), np.inf]
