"""Pieces that street furniture is put together from, in a local frame: right and ahead of a front, and up."""

from __future__ import annotations

import math
from collections.abc import Callable

import skia

from world.render.solids import Frame, Stage, column, faces_eye
from world.scene import Furniture

Rect = tuple[float, float, float, float, str]

Look = tuple[float, float, float, Callable[[Stage, Frame, Furniture], None]]
"""Half width, half depth and height in metres (of a thing's shadow), and how it is drawn."""


def front(stage: Stage, frame: Frame, ahead: float, shapes: list[Rect]) -> None:
    """Rectangles (left, low, right, high, colour) on an upright plane, `ahead` metres before the middle."""
    at = frame.at(0, ahead)
    if faces_eye(frame.at(0, ahead, 1), frame.way(0, 1)):
        tone = stage.tone(frame.way(0, 1), frame.at(0, ahead, 1))
        with stage.plane(at, frame.way(-1, 0), (0, 0, -1)):
            for left, low, right, high, colour in shapes:
                stage.rect(left, -high, right, -low, tone(colour))


def disc(
    stage: Stage, frame: Frame, ahead: float, z: float, rings: tuple[tuple[float, str], ...], back: str
) -> None:
    """Discs (radius, colour), the largest first, about `z`, seen from ahead; their back from behind."""
    for side in (1, -1):
        at = frame.at(0, side * ahead, z)
        if faces_eye(at, frame.way(0, side)):
            tone = stage.tone(frame.way(0, side), at)
            with stage.plane(at, frame.way(-side, 0), (0, 0, -1)):
                for radius, colour in rings if side == 1 else ((rings[0][0], back),):
                    circle = skia.Path()
                    circle.addCircle(0, 0, radius)
                    stage.fill(circle, tone(colour))


def barrel(
    stage: Stage, frame: Frame, half: float, deep: float, z: float, colour: str, across: bool = False
) -> None:
    """The upper half of a lying cylinder on a box: its axis runs ahead, or to the right if `across`."""
    radius, reach = (deep, half) if across else (half, deep)
    steps = 6

    def rim(k: int, t: float) -> tuple[float, float, float]:
        a = math.pi * k / steps
        c, up = radius * math.cos(a), radius * math.sin(a)
        return frame.at(t * reach, c, z + up) if across else frame.at(c, t * reach, z + up)

    for k in range(steps):
        a = math.pi * (k + 0.5) / steps
        normal = frame.way(0, math.cos(a), math.sin(a)) if across else frame.way(math.cos(a), 0, math.sin(a))
        quad = (rim(k, -1), rim(k, 1), rim(k + 1, 1), rim(k + 1, -1))
        if faces_eye(quad[0], normal):
            stage.polygon(quad, stage.tone(normal, quad[0])(colour))
    for t in (-1, 1):
        normal = frame.way(t, 0) if across else frame.way(0, t)
        ring = [rim(k, t) for k in range(steps + 1)]
        if faces_eye(ring[0], normal):
            stage.polygon(ring, stage.tone(normal, ring[0])(colour))


def post(stage: Stage, frame: Frame, tall: float, radius: float, colour: str, right: float = 0.0) -> None:
    """A round upright."""
    column(stage, frame.at(right, 0), tall, radius, radius, colour)


def ordered(frame: Frame, parts: list[tuple[float, Callable[[], None]]]) -> None:
    """Draw parts by where they stand ahead of the middle, the far ones first."""
    ahead = faces_eye(frame.at(0, 0, 1), frame.way(0, 1))
    for _, draw in sorted(parts, key=lambda part: part[0] if ahead else -part[0]):
        draw()
