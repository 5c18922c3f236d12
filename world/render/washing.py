"""Washing on a line: shirts, trousers, towels and frocks that hang by their upper edge.

Drawn in an upright plane, metres, with y downwards.
"""

from __future__ import annotations

import skia

from world.plans import chance
from world.render.solids import Stage, Tone

_CLOTHS = ("#dedcd4", "#5f7f9c", "#a8605a", "#c4b07a", "#6f8a72", "#b893a0", "#3d4a5e", "#8c8478")
"""Washed colours: most are pale or dull."""

_SHAPES = (
    ((-0.12, 0), (0.12, 0), (0.3, 0.16), (0.23, 0.27), (0.15, 0.2), (0.16, 0.62), (-0.16, 0.62),
     (-0.15, 0.2), (-0.23, 0.27), (-0.3, 0.16)),
    ((-0.17, 0), (0.17, 0), (0.2, 0.82), (0.06, 0.84), (0.0, 0.3), (-0.06, 0.84), (-0.2, 0.82)),
    ((-0.25, 0), (0.25, 0), (0.24, 0.66), (0.08, 0.7), (-0.1, 0.66), (-0.25, 0.69)),
    ((-0.1, 0), (0.1, 0), (0.13, 0.22), (0.27, 0.7), (0.0, 0.75), (-0.27, 0.7), (-0.13, 0.22)),
    ((-0.09, 0), (0.09, 0), (0.06, 0.26), (0.0, 0.24), (-0.06, 0.28)),
)  # fmt: skip


def hang(
    stage: Stage, line: tuple[float, float, float], seed: int, tone: Tone, fine: bool, drop: float = 0.85
) -> None:
    """A line (left, right, y) and what dries on it, none of it longer than `drop`."""
    left, right, y = line
    if right - left < 0.6:
        return
    x, k, folds = left + 0.1 + 0.3 * chance(seed, 1), 0, skia.Path()
    while x < right - 0.2:
        shape = _SHAPES[int(chance(seed, 10 + k) * len(_SHAPES))]
        size = (0.8 + 0.35 * chance(seed, 30 + k)) * min(1.0, drop / 0.97)
        half = max(px for px, _ in shape) * size
        middle = x + half
        if middle + half > right:
            break
        top = y + 0.05 * (1 - ((2 * middle - left - right) / (right - left)) ** 2)
        points = [skia.Point(middle + px * size, top + py * size) for px, py in shape]
        piece = skia.Path.Polygon(points, True)
        stage.fill(piece, tone(_CLOTHS[int(chance(seed, 50 + k) * len(_CLOTHS))], 0.94))
        if fine:
            deep = 0.7 * size * max(py for _, py in shape)
            for at in (-0.07, 0.05):
                folds.addRect(middle + at, top + 0.05, middle + at + 0.025, top + deep)
        x = middle + half + 0.03 + 0.3 * chance(seed, 70 + k) ** 2
        k += 1
    stage.fill(folds, 0x1E101418)
    cord = skia.Path()
    cord.moveTo(left, y)
    cord.quadTo((left + right) / 2, y + 0.1, right, y)
    cord.lineTo(right, y + 0.015)
    cord.quadTo((left + right) / 2, y + 0.115, left, y + 0.015)
    cord.close()
    stage.fill(cord, tone("#4a4c4e"))
