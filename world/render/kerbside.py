"""Street furniture: letter boxes, bins, hydrants, stones, cabinets; larger things are in `shelters`.

Everything is a few boxes, columns and turned shapes in the local frame of a thing: right and ahead of its
front, and up, in metres. A front carries colours and shapes, never writing.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise

import skia

from world.plans import chance
from world.render.camera import Camera
from world.render.light import Light
from world.render.parts import barrel, disc, front, post
from world.render.roofs import revolve
from world.render.shelters import LARGE
from world.render.solids import Frame, Stage, cast, column, faces_eye, mix, prism
from world.scene import Furniture

Draw = Callable[[Stage, Frame, Furniture], None]


def draw_furniture(canvas: skia.Canvas, camera: Camera, light: Light, thing: Furniture) -> None:
    """Draw a piece of street furniture in one face; nothing when it is out of sight."""
    _, _, tall, draw = LOOKS[thing.look]
    reach = max(tall, 2.5) + thing.length
    if camera.sees(thing.x, thing.y, tall / 2, reach):
        draw(Stage(canvas, camera, light), Frame(thing.x, thing.y, thing.heading), thing)


def shadow(canvas: skia.Canvas, camera: Camera, light: Light, thing: Furniture) -> None:
    """What it casts on the ground: call before anything standing is drawn."""
    half, deep, tall, _ = LOOKS[thing.look]
    if not half or not camera.sees(thing.x, thing.y, 0, 2 + math.hypot(*light.shadow(tall))):
        return
    frame = Frame(thing.x, thing.y, thing.heading)
    ring = [frame.at(x, y)[:2] for x, y in ((half, deep), (-half, deep), (-half, -deep), (half, -deep))]
    cast(Stage(canvas, camera, light), ring, tall, 0.08)


def _kerb_box(stage: Stage, frame: Frame, f: Furniture) -> None:
    wood = chance(f.seed, 1) < 0.7
    prism(stage, frame, (-0.05, -0.05, 0), (0.05, 0.05, 1.02), "#6b5642" if wood else "#e6e4dc")
    prism(stage, frame, (-0.11, -0.27, 1.0), (0.11, 0.27, 1.17), f.colour)
    barrel(stage, frame, 0.11, 0.27, 1.17, f.colour)
    front(
        stage,
        frame,
        0.275,
        [(-0.10, 1.01, 0.10, 1.17, mix(f.colour, "#808488", 0.25)), (-0.02, 1.2, 0.02, 1.24, "#c8ccd0")],
    )
    side = 1 if chance(f.seed, 2) < 0.7 else -1
    prism(stage, frame, (side * 0.125 - 0.012, 0.02, 1.08), (side * 0.125 + 0.012, 0.06, 1.40), f.accent)
    prism(stage, frame, (side * 0.125 - 0.012, -0.10, 1.30), (side * 0.125 + 0.012, 0.06, 1.42), f.accent)


def _collection_box(stage: Stage, frame: Frame, f: Furniture) -> None:
    for x in (-0.22, 0.22):
        for y in (-0.2, 0.2):
            prism(
                stage,
                frame,
                (x - 0.04, y - 0.04, 0),
                (x + 0.04, y + 0.04, 0.16),
                mix(f.colour, "#000000", 0.4),
            )
    prism(stage, frame, (-0.29, -0.27, 0.15), (0.29, 0.27, 1.0), f.colour)
    barrel(stage, frame, 0.29, 0.27, 1.0, f.colour, across=True)
    low = [
        (-0.22, 0.86, 0.22, 1.0, mix(f.colour, "#0a0a0c", 0.45)),
        (-0.2, 0.36, 0.2, 0.62, "#f0f0ec"),
        (-0.16, 0.44, 0.16, 0.52, f.accent),
    ]
    front(stage, frame, 0.275, low)


def _pillar_box(stage: Stage, frame: Frame, f: Furniture) -> None:
    base = frame.at(0, 0)
    column(stage, base, 0.18, 0.25, 0.24, f.accent)
    column(stage, (base[0], base[1], 0.18), 1.17, 0.215, 0.215, f.colour)
    cap = ((0.27, 0.0), (0.27, 0.06), (0.21, 0.13), (0.10, 0.18), (0.01, 0.20))
    revolve(stage, (base[0], base[1], 1.33), cap, f.colour)
    slot = [(-0.11, 1.14, 0.11, 1.19, "#141416"), (-0.09, 0.86, 0.09, 1.04, "#f0f0ec")]
    front(stage, frame, 0.218, slot)


def _post_box(stage: Stage, frame: Frame, f: Furniture) -> None:
    for x in (-0.16, 0.16) if chance(f.seed, 1) < 0.5 else (0.0,):
        prism(stage, frame, (x - 0.035, -0.04, 0), (x + 0.035, 0.04, 0.75), "#4a4d50")
    prism(stage, frame, (-0.27, -0.19, 0.7), (0.27, 0.19, 1.36), f.colour)
    prism(stage, frame, (-0.29, -0.21, 1.36), (0.29, 0.21, 1.42), mix(f.colour, "#000000", 0.12))
    bits = [
        (-0.2, 1.2, 0.2, 1.26, "#141416"),
        (-0.18, 0.8, 0.18, 0.96, "#f2f2ee"),
        (-0.12, 1.0, 0.12, 1.14, f.accent),
    ]
    front(stage, frame, 0.195, bits)


def _drum_box(stage: Stage, frame: Frame, f: Furniture) -> None:
    base = frame.at(0, 0)
    column(stage, base, 0.12, 0.22, 0.22, "#3a3d40")
    column(stage, (base[0], base[1], 0.12), 1.1, 0.24, 0.24, f.colour)
    revolve(stage, (base[0], base[1], 1.2), ((0.25, 0), (0.25, 0.07), (0.18, 0.14), (0.02, 0.17)), f.colour)
    front(stage, frame, 0.245, [(-0.13, 0.95, 0.13, 1.0, "#141416"), (-0.11, 0.56, 0.11, 0.8, f.accent)])


def _japan_box(stage: Stage, frame: Frame, f: Furniture) -> None:
    prism(stage, frame, (-0.11, -0.11, 0), (0.11, 0.11, 0.72), mix(f.colour, "#000000", 0.15))
    prism(stage, frame, (-0.25, -0.2, 0.7), (0.25, 0.2, 1.28), f.colour)
    barrel(stage, frame, 0.25, 0.2, 1.28, f.colour, across=True)
    front(stage, frame, 0.205, [(-0.19, 1.14, 0.19, 1.2, "#141416"), (-0.13, 0.8, 0.13, 0.98, f.accent)])


def _twin_box(stage: Stage, frame: Frame, f: Furniture) -> None:
    for x, colour in ((-0.26, f.colour), (0.26, f.accent)):
        prism(stage, frame, (x - 0.04, -0.04, 0), (x + 0.04, 0.04, 0.6), "#4a4d50")
        prism(stage, frame, (x - 0.2, -0.19, 0.55), (x + 0.2, 0.19, 1.15), colour)
        part = Frame(*frame.at(x, 0)[:2], f.heading)
        barrel(stage, part, 0.2, 0.19, 1.15, colour, across=True)
        front(stage, part, 0.195, [(-0.14, 1.0, 0.14, 1.05, "#141416"), (-0.1, 0.7, 0.1, 0.85, "#f2f2ee")])


def _box_row(stage: Stage, frame: Frame, f: Furniture) -> None:
    count = 3 + int(chance(f.seed, 1) * 4)
    half = count * 0.2
    for x in (-half + 0.1, half - 0.1):
        prism(stage, frame, (x - 0.05, -0.05, 0), (x + 0.05, 0.05, 1.0), f.accent)
    prism(stage, frame, (-half, -0.06, 0.86), (half, 0.06, 0.96), f.accent)
    tints = ("#3f6b46", "#8a8e92", "#2a2c2e", "#8f2a22", "#e6e4dc", "#24508a")
    for k in range(count):
        x = -half + 0.2 + k * 0.4
        colour = tints[int(chance(f.seed, k + 2) * 6)] if chance(f.seed, k + 30) < 0.6 else f.colour
        prism(stage, frame, (x - 0.17, -0.16, 0.96), (x + 0.17, 0.18, 1.24), colour, taper=0.9)
        part = Frame(*frame.at(x, 0)[:2], f.heading)
        front(stage, part, 0.182, [(-0.12, 1.14, 0.12, 1.18, "#1a1a1c")])


def _letter_post(stage: Stage, frame: Frame, f: Furniture) -> None:
    if chance(f.seed, 1) < 0.5:  # masonry
        prism(stage, frame, (-0.2, -0.2, 0), (0.2, 0.2, 1.05), f.colour)
        prism(stage, frame, (-0.24, -0.24, 1.05), (0.24, 0.24, 1.12), mix(f.colour, "#ffffff", 0.25))
        front(
            stage, frame, 0.205, [(-0.13, 0.72, 0.13, 0.96, f.accent), (-0.12, 0.88, 0.12, 0.92, "#101012")]
        )
        return
    post(stage, frame, 0.9, 0.045, f.accent)
    prism(stage, frame, (-0.14, -0.22, 0.88), (0.14, 0.22, 1.08), f.colour)
    barrel(stage, frame, 0.14, 0.22, 1.08, f.colour)
    front(stage, frame, 0.225, [(-0.1, 1.02, 0.1, 1.06, "#101012")])


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
    for z0 in (z, tall - 0.6):
        prism(stage, frame, (-0.3, -0.1, z0), (0.3, 2.3, z0 + 0.14), "#a8a49a")
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


LOOKS: dict[str, tuple[float, float, float, Draw]] = {
    "kerb-box": (0.12, 0.26, 1.3, _kerb_box),
    "collection-box": (0.3, 0.28, 1.25, _collection_box),
    "pillar-box": (0.24, 0.24, 1.5, _pillar_box),
    "post-box": (0.28, 0.2, 1.42, _post_box),
    "drum-box": (0.24, 0.24, 1.35, _drum_box),
    "japan-box": (0.25, 0.2, 1.45, _japan_box),
    "twin-box": (0.45, 0.2, 1.3, _twin_box),
    "box-row": (0.8, 0.15, 1.2, _box_row),
    "letter-post": (0.18, 0.2, 1.15, _letter_post),
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
    "pole-drum": (0.0, 0.0, 9.0, _pole_drum),
    "platform": (0.0, 0.0, 8.0, _platform),
    "bundle": (0.0, 0.0, 6.0, _bundle),
    "arrow": (0.05, 0.05, 4.6, _arrow),
    "stick": (0.03, 0.03, 1.9, _stick),
    **LARGE,
}
"""Every look of world/furniture.csv: half width, half depth and height in metres (of its shadow), and how
it is drawn."""
