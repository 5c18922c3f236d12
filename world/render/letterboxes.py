"""Letter boxes and mailboxes, and rows of them."""

from __future__ import annotations

from world.plans import chance
from world.render.parts import Look, barrel, front, post
from world.render.roofs import revolve
from world.render.solids import Frame, Stage, column, mix, prism
from world.scene import Furniture


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


LOOKS: dict[str, Look] = {
    "kerb-box": (0.12, 0.26, 1.3, _kerb_box),
    "collection-box": (0.3, 0.28, 1.25, _collection_box),
    "pillar-box": (0.24, 0.24, 1.5, _pillar_box),
    "post-box": (0.28, 0.2, 1.42, _post_box),
    "drum-box": (0.24, 0.24, 1.35, _drum_box),
    "japan-box": (0.25, 0.2, 1.45, _japan_box),
    "twin-box": (0.45, 0.2, 1.3, _twin_box),
    "box-row": (0.8, 0.15, 1.2, _box_row),
    "letter-post": (0.18, 0.2, 1.15, _letter_post),
}
