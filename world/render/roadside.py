"""Hydrants, kilometre stones, cabinets, drinks machines and what marks the edge under snow."""

from __future__ import annotations

import skia

from world.plans import chance
from world.render.parts import Look, barrel, disc, front, post
from world.render.roofs import revolve
from world.render.solids import Frame, Stage, column, faces_eye, mix, prism
from world.scene import Furniture


def _barrel_hydrant(stage: Stage, frame: Frame, f: Furniture) -> None:
    shape = ((0.19, 0), (0.19, 0.05), (0.13, 0.07), (0.13, 0.46), (0.18, 0.48), (0.18, 0.52))
    revolve(stage, frame.at(0, 0), shape, f.colour)
    revolve(
        stage,
        frame.at(0, 0, 0.52),
        ((0.16, 0), (0.13, 0.10), (0.07, 0.17), (0.035, 0.18), (0.035, 0.24)),
        f.accent,
    )
    for x in (-0.17, 0.17):
        column(stage, frame.at(x, 0, 0.33), 0.12, 0.06, 0.06, f.accent)
    disc(stage, frame, 0.16, 0.37, ((0.085, f.accent), (0.03, f.colour)), f.colour)


def _fire_post(stage: Stage, frame: Frame, f: Furniture) -> None:
    """A slender standpipe with two capped outlets on stubs and a nut on its bonnet."""
    column(stage, frame.at(0, 0), 0.08, 0.15, 0.15, "#6c6e70")
    column(stage, frame.at(0, 0, 0.08), 0.66, 0.075, 0.075, f.colour)
    column(stage, frame.at(0, 0, 0.46), 0.05, 0.1, 0.1, f.accent)
    for s in (-1, 1):
        stage.line(frame.at(s * 0.05, 0.02, 0.6), frame.at(s * 0.17, 0.02, 0.58), 0.1, f.colour)
        stage.line(frame.at(s * 0.17, 0.02, 0.58), frame.at(s * 0.22, 0.02, 0.575), 0.13, "#c3c7ca")
    revolve(stage, frame.at(0, 0, 0.74), ((0.11, 0), (0.11, 0.06), (0.07, 0.11), (0.025, 0.12)), f.colour)
    column(stage, frame.at(0, 0, 0.86), 0.06, 0.025, 0.025, "#8a8e92")


def _plate_red(stage: Stage, frame: Frame, f: Furniture) -> None:
    post(stage, frame, 1.2, 0.03, "#9a9ea2")
    edge = [(-0.16, 0.95, 0.16, 1.2, f.accent), (-0.135, 0.975, 0.135, 1.175, f.colour)]
    bars = [(-0.09, 1.08, 0.09, 1.14, "#2a2a2c"), (-0.01, 1.0, 0.01, 1.07, "#2a2a2c")]
    prism(stage, frame, (-0.16, -0.01, 0.95), (0.16, 0.03, 1.2), "#8a8d90")
    front(stage, frame, 0.035, edge + bars)


def _plate_yellow(stage: Stage, frame: Frame, f: Furniture) -> None:
    prism(stage, frame, (-0.09, -0.05, 0), (0.09, 0.05, 0.75), "#c8c4b8")
    prism(stage, frame, (-0.13, -0.01, 0.48), (0.13, 0.06, 0.8), f.colour)
    bars = [
        (-0.08, 0.52, -0.05, 0.76, f.accent),
        (0.05, 0.52, 0.08, 0.76, f.accent),
        (-0.05, 0.62, 0.05, 0.66, f.accent),
    ]
    front(stage, frame, 0.065, bars)


def _disc_sign(stage: Stage, frame: Frame, f: Furniture) -> None:
    post(stage, frame, 2.9, 0.035, f.colour)
    disc(stage, frame, 0.05, 2.6, ((0.29, f.accent), (0.265, f.colour), (0.0, f.accent)), "#9a9ea2")
    front(stage, frame, 0.055, [(-0.15, 2.56, 0.15, 2.63, f.accent)])


def _borne(stage: Stage, frame: Frame, f: Furniture) -> None:
    prism(stage, frame, (-0.2, -0.13, 0), (0.2, 0.13, 0.5), f.colour)
    prism(stage, frame, (-0.2, -0.13, 0.5), (0.2, 0.13, 0.62), f.accent)
    barrel(stage, frame, 0.2, 0.13, 0.62, f.accent)
    front(stage, frame, 0.135, [(-0.05, 0.22, 0.05, 0.36, "#2a2a2c")])


def _slab(stage: Stage, frame: Frame, f: Furniture) -> None:
    prism(stage, frame, (-0.18, -0.1, 0), (0.18, 0.1, 0.7), f.colour)
    front(stage, frame, 0.105, [(-0.12, 0.36, 0.12, 0.6, f.accent), (-0.05, 0.42, 0.05, 0.54, f.colour)])


def _gable_stone(stage: Stage, frame: Frame, f: Furniture) -> None:
    prism(stage, frame, (-0.22, -0.2, 0), (0.22, 0.2, 0.62), f.colour)
    prism(stage, frame, (-0.22, -0.2, 0.62), (0.22, 0.2, 0.86), f.colour, taper=0.15)
    front(stage, frame, 0.205, [(-0.09, 0.5, 0.09, 0.62, f.accent), (-0.06, 0.2, 0.06, 0.4, f.accent)])


def _mile_post(stage: Stage, frame: Frame, f: Furniture) -> None:
    post(stage, frame, 1.7, 0.03, "#8a8e92")
    prism(stage, frame, (-0.13, -0.015, 1.1), (0.13, 0.035, 1.75), "#8a8d90")
    marks = [
        (-0.12, 1.12, 0.12, 1.73, f.colour),
        (-0.07, 1.5, 0.07, 1.64, f.accent),
        (-0.05, 1.22, 0.05, 1.38, f.accent),
    ]
    for turn in (0, 180):
        front(stage, Frame(frame.x, frame.y, f.heading + turn), 0.04, marks)


def _cabinet(stage: Stage, frame: Frame, f: Furniture) -> None:
    half = 0.4 + 0.35 * chance(f.seed, 1)
    tall = 0.95 + 0.35 * chance(f.seed, 2)
    prism(stage, frame, (-half, -0.2, 0), (half, 0.2, 0.12), "#8a8780")
    prism(stage, frame, (-half + 0.02, -0.18, 0.12), (half - 0.02, 0.18, tall), f.colour)
    prism(stage, frame, (-half, -0.21, tall), (half, 0.21, tall + 0.06), f.accent)
    front(
        stage,
        frame,
        0.185,
        [(-0.012, 0.14, 0.012, tall, f.accent), (0.05, tall * 0.5, 0.08, tall * 0.62, "#2a2c2e")],
    )


def _pedestal(stage: Stage, frame: Frame, f: Furniture) -> None:
    prism(stage, frame, (-0.13, -0.13, 0), (0.13, 0.13, 0.85), f.colour)
    prism(stage, frame, (-0.15, -0.15, 0.85), (0.15, 0.15, 0.97), f.accent, taper=0.7)


def _machine(stage: Stage, frame: Frame, f: Furniture) -> None:
    prism(stage, frame, (-0.5, -0.36, 0.05), (0.5, 0.36, 1.83), f.colour)
    tints = ("#c4222a", "#2f6fc0", "#3f8a4f", "#e8c81a", "#e8e8e4", "#5a3a2a", "#f28a1a")
    bits = [
        (-0.44, 0.82, 0.44, 1.76, "#dfe8ee"),
        (-0.46, 0.12, 0.2, 0.4, "#1c1d20"),
        (0.26, 0.3, 0.44, 0.75, mix(f.colour, "#202022", 0.5)),
    ]
    for row in range(3):
        bits.append((-0.44, 0.86 + row * 0.3, 0.44, 0.9 + row * 0.3, "#8a8e92"))
        for k in range(8):
            tint = tints[int(chance(f.seed, row * 8 + k) * 7)]
            bits.append((-0.41 + k * 0.104, 0.9 + row * 0.3, -0.345 + k * 0.104, 1.08 + row * 0.3, tint))
    front(stage, frame, 0.365, bits)


def _arrow(stage: Stage, frame: Frame, f: Furniture) -> None:
    """A pole with an arm and a slanted red and white arrow that points down at the road's edge."""
    post(stage, frame, 4.6, 0.05, "#b8bcc0")
    at = frame.at(-1.3, 0.0, 4.7)  # over the road's edge: Japan keeps left
    stage.line(frame.at(0, 0, 4.6), at, 0.07, "#b8bcc0")
    for side in (1, -1):
        if faces_eye(at, frame.way(0, side)):
            tone = stage.tone(frame.way(0, side), at)
            with stage.plane(at, frame.way(-side, 0), (0, 0, -1)):
                for k in range(4):
                    stage.rect(
                        -0.11, k * 0.2, 0.11, k * 0.2 + 0.2, tone(f.colour if k % 2 == 0 else f.accent)
                    )
                head = skia.Path()
                head.addPoly([skia.Point(-0.26, 0.75), skia.Point(0.26, 0.75), skia.Point(0, 1.15)], True)
                stage.fill(head, tone(f.colour))


def _stick(stage: Stage, frame: Frame, f: Furniture) -> None:
    column(stage, frame.at(0, 0), 1.9, 0.025, 0.02, f.colour)
    column(stage, frame.at(0, 0, 1.45), 0.2, 0.03, 0.03, f.accent)


LOOKS: dict[str, Look] = {
    "barrel": (0.15, 0.15, 0.7, _barrel_hydrant),
    "fire-post": (0.14, 0.14, 0.85, _fire_post),
    "plate-red": (0.1, 0.03, 1.2, _plate_red),
    "plate-yellow": (0.12, 0.05, 0.8, _plate_yellow),
    "disc-sign": (0.1, 0.05, 2.8, _disc_sign),
    "borne": (0.2, 0.14, 0.8, _borne),
    "slab": (0.18, 0.1, 0.7, _slab),
    "gable-stone": (0.22, 0.2, 0.85, _gable_stone),
    "mile-post": (0.1, 0.03, 1.75, _mile_post),
    "cabinet": (0.55, 0.2, 1.2, _cabinet),
    "pedestal": (0.14, 0.14, 0.95, _pedestal),
    "machine": (0.5, 0.36, 1.83, _machine),
    "arrow": (0.05, 0.05, 4.6, _arrow),
    "stick": (0.03, 0.03, 1.9, _stick),
}
