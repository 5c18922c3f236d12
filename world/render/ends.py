"""Fronts and rears of vehicles: lamps, grilles, bumpers and plates, laid on their rounded skins."""

from __future__ import annotations

import math

import skia

from world.render.bodywork import on_tip
from world.render.plates import draw_plate
from world.render.shapes import BUSES, Shape
from world.render.solids import Frame, Stage, Vec, mix
from world.scene import Vehicle

Ring = tuple[tuple[float, float], ...]
"""Corners of a polygon on an end: (share of half the width, metres up)."""

ROUND = tuple(k * math.tau / 20 for k in range(20))
"""Twenty directions of a circle, radians."""


def on_skin(frame: Frame, shape: Shape, end: int, ring: Ring) -> list[Vec]:
    """A polygon laid on the skin of an end: `ring` is (share of half the width, metres up)."""
    half = shape.width / 2
    return [frame.at(*on_tip(shape, end, share * half, z)) for share, z in ring]


def pair(stage: Stage, frame: Frame, shape: Shape, end: int, ring: Ring, fill: int) -> None:
    """A lamp, panel or opening on both sides of an end, following it round the corner."""
    for s in (-1, 1):
        stage.polygon(on_skin(frame, shape, end, tuple((s * x, z) for x, z in ring)), fill)


def band(
    stage: Stage, frame: Frame, shape: Shape, end: int, wide: float, low: float, high: float, fill: int
) -> None:
    """A level strip across an end."""
    xs = (-wide, -0.8 * wide, 0.0, 0.8 * wide, wide) if wide > 0.8 else (-wide, wide)
    ring = (*((x, low) for x in xs), *((x, high) for x in reversed(xs)))
    stage.polygon(on_skin(frame, shape, end, ring), fill)


def draw_rear(stage: Stage, frame: Frame, shape: Shape, v: Vehicle) -> None:
    """Lamps, bumper, rear window's rim and plate at the tail of a vehicle."""
    back = shape.rear - 0.012
    at = frame.at(0, back, 0)
    tone, scale = stage.tone(frame.way(0, -1), frame.at(0, back, 0.6)), stage.scale(at)
    foot, (low, high) = shape.profile[-1][1], shape.lamps
    near, boxy = scale > 16, v.kind in BUSES or v.kind in ("van", "pickup", "kei")
    skirt = "#2a2b2e" if boxy else mix(v.colour, "#17181a", 0.86)
    band(stage, frame, shape, -1, 0.98, foot, foot + (0.16 if not boxy else 0.20), tone(skirt))
    if near:
        seam = tone(v.colour, 0.42)
        band(stage, frame, shape, -1, 0.98, low - 0.05, low - 0.035, seam)
        if v.kind not in BUSES:
            top = shape.cabin[4] - 0.04
            for s in (-0.66, 0.66):
                edge = ((s - 0.008, low - 0.04), (s + 0.008, low - 0.04), (s + 0.008, top), (s - 0.008, top))
                stage.polygon(on_skin(frame, shape, -1, edge), seam)
    inner = 0.58 if v.kind in ("car", "bus", "double-decker") else 0.76
    pair(stage, frame, shape, -1, ((inner, low + 0.02), (0.82, low), (1.0, low + 0.03), (1.0, high),
                                   (0.82, high), (inner, high - 0.02)), tone("#9c1518"))  # fmt: skip
    if near:
        third = (high - low) / 3
        for x, below, above, colour in ((0.94, high - third, high - 0.03, "#d2302c"),
                                        (0.80, low + 0.04, low + third, "#d9d4cc")):  # fmt: skip
            part = ((inner + 0.05, below), (x, below), (x, above), (inner + 0.05, above))
            pair(stage, frame, shape, -1, part, tone(colour))
    with stage.plane(at, frame.way(1, 0), (0.0, 0.0, -1.0)):
        if near and v.kind not in BUSES:
            y = -shape.plate - 0.14
            stage.rect(-0.34, y, 0.34, y + 0.035, tone("#b9bdc0" if v.kind == "suv" else "#2a2b2e"))
            badge = skia.Path()
            badge.addCircle(0, y - 0.05, 0.04)
            stage.fill(badge, tone("#c4c8cc"))
        draw_plate(stage, v.rear, 0.0, shape.plate, tone, scale)


def draw_front(stage: Stage, frame: Frame, shape: Shape, v: Vehicle) -> None:
    """Lamps, grille, bumper and plate at the nose of a vehicle."""
    nose = shape.front + 0.012
    at = frame.at(0, nose, 0)
    tone, scale = stage.tone(frame.way(0, 1), frame.at(0, nose, 0.6)), stage.scale(at)
    top = shape.profile[3][1] - 0.02 if v.kind not in ("bus", "double-decker") else 0.95
    low, near = shape.profile[0][1], scale > 16
    dark, bulky = tone("#141517"), v.kind in ("suv", "pickup", "van")
    plastic = tone("#2a2b2e") if bulky else tone(mix(v.colour, "#17181a", 0.8))
    band(stage, frame, shape, 1, 0.98, low, low + 0.06, plastic)
    band(stage, frame, shape, 1, 0.60, low + 0.07, low + 0.17, dark)
    grille = ((-0.52, top), (0.52, top), (0.44, top - 0.17), (-0.44, top - 0.17))
    stage.polygon(on_skin(frame, shape, 1, grille), dark)
    lens = ((0.60, top - 0.01), (0.80, top + 0.01), (1.0, top + 0.02), (1.0, top - 0.07),
            (0.86, top - 0.13), (0.61, top - 0.11))  # fmt: skip
    pair(stage, frame, shape, 1, lens, tone("#b9c3ca"))
    if near:
        inner = tuple((0.79 + (x - 0.79) * 0.82, top - 0.06 + (z - top + 0.06) * 0.72) for x, z in lens)
        pair(stage, frame, shape, 1, inner, tone("#59626a"))
        eye = [(0.72 + 0.075 * math.cos(t), top - 0.065 + 0.05 * math.sin(t)) for t in ROUND]
        pair(stage, frame, shape, 1, tuple(eye), tone("#f6f9fb"))
        amber = ((0.93, top), (0.985, top), (0.985, top - 0.05), (0.93, top - 0.06))
        pair(stage, frame, shape, 1, amber, tone("#d9a050"))
        pocket = ((0.66, low + 0.07), (0.88, low + 0.08), (0.88, low + 0.16), (0.66, low + 0.15))
        pair(stage, frame, shape, 1, pocket, dark)
        bar = tone("#9a9ea2" if v.kind in ("suv", "pickup", "jeepney") else "#4a4d51")
        for k in (0.045, 0.085, 0.125):
            band(stage, frame, shape, 1, 0.45, top - k - 0.008, top - k + 0.004, bar)
        band(stage, frame, shape, 1, 0.98, top + 0.022, top + 0.032, tone(v.colour, 0.42))
        badge = [(0.075 * math.cos(t), top - 0.075 + 0.05 * math.sin(t)) for t in ROUND]
        stage.polygon(on_skin(frame, shape, 1, tuple(badge)), tone("#cdd1d4"))
    with stage.plane(at, frame.way(-1, 0), (0.0, 0.0, -1.0)):
        draw_plate(stage, v.front, 0.0, low + 0.23, tone, scale)
