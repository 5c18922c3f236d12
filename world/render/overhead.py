"""What hangs on a line of poles: transformers and bundles of cables."""

from __future__ import annotations

import math
from itertools import pairwise

from world.plans import chance
from world.render.parts import Look
from world.render.roofs import revolve
from world.render.solids import Frame, Stage, column, faces_eye, prism
from world.scene import Furniture


def _pole_drum(stage: Stage, frame: Frame, f: Furniture) -> None:
    """A transformer on the pole that stands here; `length` is the pole's height."""
    z = f.length - 2.4
    for s in (-1, 1) if chance(f.seed, 1) < 0.3 else (1,):
        foot = frame.at(s * 0.42, 0.0, z)
        revolve(stage, foot, ((0.26, 0.0), (0.29, 0.05), (0.29, 0.82), (0.22, 0.92)), f.colour)
        column(stage, frame.at(s * 0.42 + 0.1, 0, z + 0.92), 0.22, 0.035, 0.02, "#6a3a2c")


def _platform(stage: Stage, frame: Frame, f: Furniture) -> None:
    """A transformer on a shelf between this pole and a second one."""
    tall = f.length * 0.9
    column(stage, frame.at(0, 2.2), tall, 0.15, 0.1, "#b4b0a6")
    z = 3.6
    for half, z0 in ((0.3, z), (0.06, tall - 0.6)):
        prism(stage, frame, (-half, -0.1, z0), (half, 2.3, z0 + 0.14), "#a8a49a")
    prism(stage, frame, (-0.38, 0.65, z + 0.14), (0.38, 1.55, z + 1.15), f.colour)
    side = 0.39 if faces_eye(frame.at(0.38, 1, z), frame.way(1, 0)) else -0.39
    for k in range(8):
        y = 0.72 + k * 0.1
        stage.line(frame.at(side, y, z + 0.3), frame.at(side, y, z + 1.05), 0.04, f.accent)
    for y in (0.85, 1.1, 1.35):
        column(stage, frame.at(0, y, z + 1.15), 0.32, 0.05, 0.03, "#6a3a2c")


def _bundle(stage: Stage, frame: Frame, f: Furniture) -> None:
    """Sagging black cables to the next pole, `length` metres ahead, with loops of spare cable."""
    many = 5 + int(chance(f.seed, 1) * 5)
    steps = 8
    near = stage.scale(frame.at(0, f.length / 2, 5)) > 2.0
    for k in range(many if near else 3):
        z0 = 5.0 + 0.9 * chance(f.seed, k + 3)
        x0 = 0.5 * (chance(f.seed, k + 20) - 0.5)
        sag = 0.25 + 0.9 * chance(f.seed + round(f.x * 10), k + 40)
        path = []
        for i in range(steps + 1):
            t = i / steps
            path.append(frame.at(x0, f.length * t, z0 - sag * 4 * t * (1 - t)))
        for a, b in pairwise(path):
            stage.line(a, b, 0.035 + 0.03 * (k % 3 == 0), f.colour)
    if near and chance(f.seed + round(f.y * 10), 2) < 0.7:  # a coil of spare cable
        ahead = f.length * (0.03 + 0.05 * chance(f.seed, 9))
        for k in range(3):
            r = 0.32 - 0.05 * k
            ring = [
                frame.at(0.05 * k, ahead + r * math.cos(a), 4.8 + r * math.sin(a))
                for a in (j * math.pi / 5 for j in range(11))
            ]
            for a, b in pairwise(ring):
                stage.line(a, b, 0.03, f.colour)
        prism(stage, frame, (-0.16, 0.1, 4.1), (0.16, 0.3, 4.55), f.accent)


LOOKS: dict[str, Look] = {
    "pole-drum": (0.0, 0.0, 9.0, _pole_drum),
    "platform": (0.0, 0.0, 8.0, _platform),
    "bundle": (0.0, 0.0, 6.0, _bundle),
}
