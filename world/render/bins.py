"""Rubbish bins, containers, baskets and bags."""

from __future__ import annotations

import math

from world.plans import chance
from world.render.parts import Look, barrel, front, post
from world.render.roofs import revolve
from world.render.solids import Frame, Stage, column, faces_eye, mix, prism
from world.scene import Furniture


def _wheelie(stage: Stage, frame: Frame, f: Furniture) -> None:
    wide = 0.27 + 0.06 * (chance(f.seed, 1) < 0.3)
    for x in (-wide + 0.04, wide - 0.04):
        prism(stage, frame, (x - 0.04, -0.30, 0), (x + 0.04, -0.14, 0.18), "#161618")
    ring = ((-1, -1), (1, -1), (1, 1), (-1, 1))
    low = [frame.at(x * wide * 0.8, y * 0.24, 0.04) for x, y in ring]
    high = [frame.at(x * wide, y * 0.3, 0.98) for x, y in ring]
    for i, way in enumerate(((0, -1), (1, 0), (0, 1), (-1, 0))):
        j, normal = (i + 1) % 4, frame.way(*way, -0.05)
        if faces_eye(low[i], normal):
            stage.polygon((low[i], low[j], high[j], high[i]), stage.tone(normal, low[i])(f.colour))
    prism(stage, frame, (-wide - 0.03, -0.33, 0.98), (wide + 0.03, 0.34, 1.06), f.accent, taper=0.92)
    front(stage, frame, 0.305, [(-wide * 0.5, 0.5, wide * 0.5, 0.68, mix(f.colour, "#ffffff", 0.16))])


def _dumpster(stage: Stage, frame: Frame, f: Furniture) -> None:
    prism(stage, frame, (-0.95, -0.6, 0.12), (0.95, 0.6, 1.15), f.colour)
    prism(stage, frame, (-0.97, -0.62, 1.15), (0.97, 0.62, 1.3), f.accent, taper=0.94)
    ribs = [(x - 0.04, 0.14, x + 0.04, 1.12, mix(f.colour, "#000000", 0.25)) for x in (-0.6, -0.2, 0.2, 0.6)]
    front(stage, frame, 0.605, ribs)


def _container(stage: Stage, frame: Frame, f: Furniture) -> None:
    for x in (-0.55, 0.55):
        prism(stage, frame, (x - 0.06, -0.3, 0), (x + 0.06, 0.3, 0.16), "#161618")
    prism(stage, frame, (-0.68, -0.46, 0.14), (0.68, 0.46, 1.05), f.colour)
    barrel(stage, frame, 0.7, 0.48, 1.05, f.accent, across=True)
    front(
        stage,
        frame,
        0.465,
        [
            (-0.5, 0.5, 0.5, 0.74, mix(f.colour, "#ffffff", 0.12)),
            (-0.7, 0.92, 0.7, 0.98, mix(f.colour, "#000000", 0.3)),
        ],
    )


def _skip(stage: Stage, frame: Frame, f: Furniture) -> None:
    """A container of sheet steel: ribs, a rim, trunnions to lift it by, rust at the foot, rubbish on top."""
    dark = mix(f.colour, "#000000", 0.3)
    prism(stage, frame, (-0.62, -0.5, 0.12), (0.62, 0.5, 1.06), f.colour, mix(f.colour, "#1a1a1a", 0.75))
    parts = [(-0.62, 0.12, 0.62, 0.24, mix(f.colour, "#6a3c22", 0.65))]
    for x in (-0.6, -0.22, 0.16, 0.54):
        parts.append((x, 0.16, x + 0.06, 1.0, mix(f.colour, "#ffffff", 0.14)))
        parts.append((x + 0.06, 0.16, x + 0.085, 1.0, dark))
    parts.append((-0.14, 0.55, 0.1, 0.6, "#d9d6cc"))
    front(stage, frame, 0.505, parts)
    for s in (-1, 1):
        prism(stage, frame, (s * 0.69 - 0.07, -0.06, 0.72), (s * 0.69 + 0.07, 0.06, 0.84), "#5a5450")
    if chance(f.seed, 1) < 0.75:
        prism(stage, frame, (-0.45, -0.3, 1.06), (0.1, 0.25, 1.28), "#23252a", taper=0.55)
        prism(stage, frame, (-0.02, -0.2, 1.06), (0.45, 0.3, 1.22), "#b59a72", taper=0.8)
    prism(stage, frame, (-0.66, -0.54, 1.0), (0.66, -0.46, 1.08), dark)
    prism(stage, frame, (-0.66, 0.46, 1.0), (0.66, 0.54, 1.08), dark)


def _bag_ring(stage: Stage, frame: Frame, f: Furniture) -> None:
    post(stage, frame, 1.05, 0.03, f.accent)
    base = frame.at(0, 0.2)
    column(stage, (base[0], base[1], 0.42), 0.5, 0.15, 0.2, "#cfd4cc")
    column(stage, (base[0], base[1], 0.92), 0.07, 0.23, 0.23, f.colour)


def _basket(stage: Stage, frame: Frame, f: Furniture) -> None:
    post(stage, frame, 1.0, 0.035, f.colour)
    prism(stage, frame, (-0.28, -0.2, 1.0), (0.28, 0.2, 1.04), f.colour)
    if chance(f.seed, 1) < 0.6:  # bags
        prism(stage, frame, (-0.2, -0.14, 1.04), (0.12, 0.12, 1.3), "#1c1d20", taper=0.5)
    for x in (-0.28, -0.14, 0.0, 0.14, 0.28):
        for y in (-0.2, 0.2):
            stage.line(frame.at(x, y, 1.02), frame.at(x * 1.12, y * 1.12, 1.4), 0.018, f.colour)
    for z, k in ((1.2, 1.06), (1.4, 1.12)):
        ring = [
            frame.at(x * k, y * k, z) for x, y in ((-0.28, -0.2), (0.28, -0.2), (0.28, 0.2), (-0.28, 0.2))
        ]
        for a, b in zip(ring, ring[1:] + ring[:1], strict=True):
            stage.line(a, b, 0.02, f.colour)


def _tyre(stage: Stage, frame: Frame, f: Furniture) -> None:
    shape = (
        (0.3, 0.0),
        (0.34, 0.08),
        (0.3, 0.22),
        (0.28, 0.3),
        (0.34, 0.4),
        (0.36, 0.52),
        (0.3, 0.62),
        (0.26, 0.64),
    )
    revolve(stage, frame.at(0, 0), shape, f.colour)
    column(stage, frame.at(0, 0, 0.64), 0.06, 0.3, 0.3, f.accent)


def _drum(stage: Stage, frame: Frame, f: Furniture) -> None:
    base = frame.at(0, 0)
    revolve(
        stage,
        base,
        (
            (0.29, 0),
            (0.29, 0.28),
            (0.3, 0.3),
            (0.29, 0.32),
            (0.29, 0.58),
            (0.3, 0.6),
            (0.29, 0.62),
            (0.29, 0.88),
        ),
        f.colour,
    )
    ring = [
        frame.at(0.26 * math.cos(a), 0.26 * math.sin(a), 0.885) for a in (k * math.pi / 5 for k in range(10))
    ]
    stage.polygon(ring, stage.tone((0, 0, 1), base)(f.accent))


def _net(stage: Stage, frame: Frame, f: Furniture) -> None:
    for k in range(4):
        x, y = -0.6 + 0.4 * k, 0.25 * (chance(f.seed, k) - 0.5)
        bag = ("#f0f0ec", "#e8e8e0", "#d8e0e8")[k % 3]
        revolve(stage, frame.at(x, y), ((0.2, 0), (0.27, 0.12), (0.2, 0.3), (0.05, 0.38)), bag)
    ring = ((-0.95, -0.4), (0.95, -0.4), (0.95, 0.42), (-0.95, 0.42))
    low, high = [frame.at(x, y, 0.02) for x, y in ring], [frame.at(x * 0.7, y * 0.4, 0.42) for x, y in ring]
    for i in range(4):
        j = (i + 1) % 4
        quad = (low[i], low[j], high[j], high[i])
        stage.polygon(quad, stage.tone((0, 0, 1), low[i])(f.colour, 1.0, 0.5))
    stage.polygon(high, stage.tone((0, 0, 1), high[0])(f.colour, 1.0, 0.5))


def _litter(stage: Stage, frame: Frame, f: Furniture) -> None:
    base = frame.at(0, 0)
    column(stage, base, 0.85, 0.22, 0.24, f.colour)
    column(stage, (base[0], base[1], 0.72), 0.08, 0.245, 0.245, f.accent)
    revolve(
        stage, (base[0], base[1], 0.85), ((0.26, 0), (0.24, 0.08), (0.1, 0.14)), mix(f.colour, "#000000", 0.2)
    )


LOOKS: dict[str, Look] = {
    "wheelie": (0.29, 0.3, 1.05, _wheelie),
    "dumpster": (0.95, 0.6, 1.3, _dumpster),
    "container": (0.7, 0.48, 1.5, _container),
    "skip": (0.62, 0.5, 1.1, _skip),
    "bag-ring": (0.2, 0.2, 1.0, _bag_ring),
    "basket": (0.3, 0.22, 1.4, _basket),
    "tyre": (0.33, 0.33, 0.7, _tyre),
    "drum": (0.28, 0.28, 0.88, _drum),
    "net": (0.9, 0.4, 0.4, _net),
    "litter": (0.24, 0.24, 0.95, _litter),
}
