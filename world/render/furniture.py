"""Street furniture: utility poles, lamps, wires, bollards; barriers come from their own module."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import groupby, pairwise

import skia

from world.render.barriers import draw_barrier, pieces
from world.render.camera import Camera
from world.render.light import Light
from world.render.roofs import revolve
from world.render.solids import (
    Frame,
    Stage,
    Tone,
    Vec,
    cast,
    column,
    distance,
    faces_eye,
    prism,
)
from world.scene import Bollard, Pole

__all__ = ["attachments", "draw_barrier", "draw_bollard", "draw_pole", "draw_wires", "pieces", "shadow"]

WOOD, CONCRETE, STEEL = "#6b5642", "#b4b0a6", "#9a9ea2"


def shadow(canvas: skia.Canvas, camera: Camera, light: Light, thing: Pole | Bollard) -> None:
    """What a pole or a bollard casts on the ground: call before anything standing is drawn."""
    if not camera.sees(thing.x, thing.y, 0, 1 + math.hypot(*light.shadow(thing.height))):
        return
    r = 0.14 if isinstance(thing, Pole) else 0.09
    ring = [(thing.x + r * math.cos(a), thing.y + r * math.sin(a)) for a in (0, 1.57, 3.14, 4.71)]
    cast(Stage(canvas, camera, light), ring, thing.height, 0.08)


def attachments(pole: Pole) -> list[tuple[float, float]]:
    """Where wires hang: (metres across the line, metres above the ground)."""
    h = pole.height
    return {
        "wood": [(0.12, h - 0.3), (-0.12, h - 0.9), (0.12, h - 1.4)],
        "wood-crossarm": [
            (-1.0, h - 0.15),
            (-0.45, h - 0.15),
            (0.45, h - 0.15),
            (1.0, h - 0.15),
            (0.14, h - 2.2),
        ],
        "wood-double": [(-1.5, h - 0.35), (0.0, h - 0.35), (1.5, h - 0.35)],
        "concrete-round": [
            (-0.7, h - 0.35),
            (0.0, h - 0.1),
            (0.7, h - 0.35),
            (0.15, h - 1.9),
            (0.15, h - 2.3),
        ],
        "concrete-square": [(-0.8, h - 0.25), (0.3, h - 0.25), (0.8, h - 0.25), (0.14, h - 1.6)],
        "concrete-holes": [(-0.75, h - 0.25), (0.0, h - 0.25), (0.75, h - 0.25), (0.14, h - 1.8)],
        "concrete-ladder": [(-0.75, h - 0.3), (0.0, h - 0.3), (0.75, h - 0.3), (0.14, h - 1.7)],
        "metal": [(-0.5, h - 0.3), (0.5, h - 0.3), (0.1, h - 1.2)],
        "lattice": [(-1.9, h - 1.0), (1.9, h - 1.0), (-1.3, h - 3.0), (1.3, h - 3.0)],
    }.get(pole.kind, [])


def draw_pole(canvas: skia.Canvas, camera: Camera, light: Light, pole: Pole) -> None:
    """Draw a pole or a lamp in one face; nothing when it is out of sight."""
    if not camera.sees(pole.x, pole.y, pole.height / 2, pole.height / 2 + 2.5):
        return
    stage = Stage(canvas, camera, light)
    frame = Frame(pole.x, pole.y, pole.heading)
    _POLES.get(pole.kind, _wood)(stage, frame, pole)


def _arm(
    stage: Stage, frame: Frame, half: float, z: float, thick: float, colour: str, ahead: float = 0.1
) -> None:
    prism(stage, frame, (-half, ahead - thick / 2, z - thick), (half, ahead + thick / 2, z), colour)


def _insulators(stage: Stage, frame: Frame, pole: Pole, colour: str = "#6a3a2c") -> None:
    if stage.scale((pole.x, pole.y, pole.height)) < 7:
        return
    for across, z in attachments(pole):
        revolve(
            stage,
            frame.at(across, 0.1, z - 0.14),
            ((0.03, 0.0), (0.07, 0.04), (0.05, 0.10), (0.06, 0.16)),
            colour,
        )


def _wood(stage: Stage, frame: Frame, pole: Pole) -> None:
    column(stage, frame.at(0, 0), pole.height, 0.15, 0.10, WOOD)
    _insulators(stage, frame, pole, "#8a8e92")


def _crossarm(stage: Stage, frame: Frame, pole: Pole) -> None:
    column(stage, frame.at(0, 0), pole.height, 0.16, 0.11, WOOD)
    for z in (pole.height - 0.3,):
        _arm(stage, frame, 1.2, z, 0.12, "#5e4a38")
        for s in (-1, 1):
            stage.line(frame.at(s * 0.7, 0.1, z - 0.1), frame.at(0, 0.1, z - 0.75), 0.035, "#77736a")
    _insulators(stage, frame, pole)


def _wood_double(stage: Stage, frame: Frame, pole: Pole) -> None:
    for s in (-0.85, 0.85):
        column(stage, frame.at(s, 0), pole.height, 0.14, 0.10, WOOD)
    _arm(stage, frame, 1.75, pole.height - 0.5, 0.16, "#5e4a38")
    _insulators(stage, frame, pole)


def _concrete_round(stage: Stage, frame: Frame, pole: Pole) -> None:
    column(stage, frame.at(0, 0), pole.height, 0.17, 0.09, CONCRETE)
    _arm(stage, frame, 0.85, pole.height - 0.5, 0.09, "#8b8f93")
    _insulators(stage, frame, pole)


def _concrete_square(stage: Stage, frame: Frame, pole: Pole) -> None:
    prism(stage, frame, (-0.14, -0.11, 0), (0.14, 0.11, pole.height), CONCRETE, taper=0.6)
    _arm(stage, frame, 0.95, pole.height - 0.4, 0.10, "#8b8f93")
    _insulators(stage, frame, pole)


def _panel(
    stage: Stage, frame: Frame, pole: Pole, draw: Callable[[skia.Path, float], None], wide: float
) -> None:
    """A flat tapered post whose broad side, facing across the line, has openings cut out."""
    half, top, h = wide, wide * 0.58, pole.height
    deep = 0.09
    for s in (1, -1):
        at = frame.at(0, s * deep, 0)
        if not faces_eye(at, frame.way(0, s)):
            continue
        path = skia.Path()
        path.setFillType(skia.PathFillType.kEvenOdd)
        ring = ((-half, 0), (half, 0), (top, -h), (-top, -h))
        path.addPoly([skia.Point(*p) for p in ring], True)
        if stage.scale(at) * half > 0.6:
            draw(path, half)
        tone = stage.tone(frame.way(0, s), at)
        with stage.plane(at, frame.way(-s, 0), (0, 0, -1)):
            stage.fill(path, tone(CONCRETE))
    for s in (1, -1):
        foot = frame.at(s * half, 0, 0)
        if faces_eye(foot, frame.way(s, 0)):
            quad = [
                frame.at(s * half, -deep),
                frame.at(s * half, deep),
                frame.at(s * top, deep, h),
                frame.at(s * top, -deep, h),
            ]
            stage.polygon(quad, stage.tone(frame.way(s, 0), foot)(CONCRETE))


def _concrete_holes(stage: Stage, frame: Frame, pole: Pole) -> None:
    def holes(path: skia.Path, half: float) -> None:
        z = 1.2
        while z < pole.height - 1.0:
            r = half * (1 - 0.42 * z / pole.height) * 0.42
            path.addRRect(skia.RRect.MakeRectXY(skia.Rect.MakeLTRB(-r, -z - 0.17, r, -z + 0.17), r, r))
            z += 0.62

    _panel(stage, frame, pole, holes, 0.20)
    _arm(stage, frame, 0.9, pole.height - 0.4, 0.09, "#8b8f93")
    _insulators(stage, frame, pole)


def _concrete_ladder(stage: Stage, frame: Frame, pole: Pole) -> None:
    def rungs(path: skia.Path, half: float) -> None:
        z = 0.9
        while z < pole.height - 0.8:
            r = half * (1 - 0.42 * z / pole.height) - 0.075
            path.addRect(skia.Rect.MakeLTRB(-r, -z - 0.62, r, -z))
            z += 0.80

    _panel(stage, frame, pole, rungs, 0.27)
    _arm(stage, frame, 0.9, pole.height - 0.45, 0.09, "#8b8f93")
    _insulators(stage, frame, pole)


def _metal(stage: Stage, frame: Frame, pole: Pole) -> None:
    column(stage, frame.at(0, 0), pole.height, 0.13, 0.08, STEEL)
    _arm(stage, frame, 0.6, pole.height - 0.45, 0.08, "#85898d")
    _insulators(stage, frame, pole)


def _lattice(stage: Stage, frame: Frame, pole: Pole) -> None:
    h, wide, narrow = pole.height, 0.75, 0.18

    def leg(sx: int, sy: int, z: float) -> Vec:
        r = wide + (narrow - wide) * z / h
        return frame.at(sx * r, sy * r, z)

    corners, steps = ((1, 1), (-1, 1), (-1, -1), (1, -1)), max(4, round(h / 1.6))
    for i, (sx, sy) in enumerate(corners):
        stage.line(leg(sx, sy, 0), leg(sx, sy, h), 0.09, "#8d9296")
        nx, ny = corners[(i + 1) % 4]
        for k in range(steps):
            low, high = h * k / steps, h * (k + 1) / steps
            a, b = ((sx, sy), (nx, ny)) if k % 2 else ((nx, ny), (sx, sy))
            stage.line(leg(*a, low), leg(*b, high), 0.045, "#8d9296")
    for half, z in ((1.9, h - 0.9), (1.3, h - 2.9)):
        for s in (-1, 1):
            stage.line(frame.at(-half, 0, z), frame.at(half, 0, z), 0.09, "#8d9296")
            stage.line(frame.at(s * half, 0, z), frame.at(0, 0, z + 0.8), 0.05, "#8d9296")


def _lamp(stage: Stage, frame: Frame, pole: Pole) -> None:
    column(stage, frame.at(0, 0), pole.height, 0.08, 0.045, STEEL)
    for s in (1,) if pole.kind == "lamp" else (-1, 1):
        h = pole.height
        stage.line(frame.at(0, 0, h - 0.1), frame.at(s * 0.8, 0, h + 0.28), 0.07, STEEL)
        stage.line(frame.at(s * 0.8, 0, h + 0.28), frame.at(s * 1.5, 0, h + 0.34), 0.07, STEEL)
        x0, x1 = sorted((s * 1.25, s * 1.95))
        prism(stage, frame, (x0, -0.13, h + 0.26), (x1, 0.13, h + 0.38), "#6f7478")
        lens = [
            frame.at(x, a, h + 0.255)
            for x, a in ((x0 + 0.08, -0.09), (x1 - 0.04, -0.09), (x1 - 0.04, 0.09), (x0 + 0.08, 0.09))
        ]
        if faces_eye(lens[0], (0, 0, -1)):
            stage.polygon(lens, stage.tone((0, 0, 1), lens[0])("#e8eae4"))


_POLES: dict[str, Callable[[Stage, Frame, Pole], None]] = {
    "wood": _wood,
    "wood-crossarm": _crossarm,
    "wood-double": _wood_double,
    "concrete-round": _concrete_round,
    "concrete-square": _concrete_square,
    "concrete-holes": _concrete_holes,
    "concrete-ladder": _concrete_ladder,
    "metal": _metal,
    "lattice": _lattice,
    "lamp": _lamp,
    "lamp-double": _lamp,
}


def draw_wires(canvas: skia.Canvas, camera: Camera, light: Light, poles: Sequence[Pole]) -> None:
    """Hang wires between consecutive poles of each line, in the order given."""
    stage = Stage(canvas, camera, light)
    strung = sorted((p for p in poles if p.line >= 0), key=lambda p: p.line)
    for _, group in groupby(strung, key=lambda p: p.line):
        line = list(group)
        for a, b in pairwise(line):
            _span(stage, a, b)


def _ends(pole: Pole) -> list[Vec]:
    frame = Frame(pole.x, pole.y, pole.heading)
    return [frame.at(across, 0.1, z) for across, z in attachments(pole)]


def _span(stage: Stage, a: Pole, b: Pole) -> None:
    length = math.hypot(b.x - a.x, b.y - a.y)
    if length > 160 or not stage.camera.sees(
        (a.x + b.x) / 2, (a.y + b.y) / 2, a.height * 0.8, length / 2 + 2
    ):
        return
    sag = min(0.02 * length, 1.6)
    away = min(distance((p.x, p.y, p.height)) for p in (a, b))
    steps = 12 if stage.scale((a.x, a.y, a.height)) > 12 or away < 25 else 6
    tone = stage.tone((0.0, 0.0, -1.0), ((a.x + b.x) / 2, (a.y + b.y) / 2, a.height))
    for p, q in zip(_ends(a), _ends(b), strict=False):
        _wire(stage, p, q, sag, steps, tone)


def _wire(stage: Stage, p: Vec, q: Vec, sag: float, steps: int, tone: Tone) -> None:
    """A parabola, which a shallow catenary is; even steps serve."""
    points = []
    for i in range(steps + 1):
        t = i / steps
        drop = sag * 4 * t * (1 - t)
        points.append((p[0] + (q[0] - p[0]) * t, p[1] + (q[1] - p[1]) * t, p[2] + (q[2] - p[2]) * t - drop))
    run: list[Vec] = [points[0]]
    seen = None
    for first, second in pairwise(points):
        middle = tuple((a + b) / 2 for a, b in zip(first, second, strict=True))
        pixels = 0.028 * stage.scale(middle)
        # Far stretches of nearly one width are one stroke.
        bold = round(pixels, 1) if pixels < 0.6 else -1.0
        if seen is not None and (bold != seen or bold < 0):
            _stroke(stage, run, seen, tone)
            run = [first]
        run.append(second)
        seen = bold
    _stroke(stage, run, seen, tone)


def _stroke(stage: Stage, run: list[Vec], pixels: float | None, tone: Tone) -> None:
    """A stretch of wire; thinner than 0.6 px (negative: no thinner) it fades."""
    if len(run) == 2 and (pixels is None or pixels < 0):
        stage.line(run[0], run[1], 0.028, "#26282c", tone)
        return
    cam = [stage.to_camera(p) for p in run]
    path, half, open_ = skia.Path(), stage.focal, False
    for right, down, forward in cam:
        if forward < 0.05:
            open_ = False
            continue
        x, y = half + half * right / forward, half + half * down / forward
        (path.lineTo if open_ else path.moveTo)(x, y)
        open_ = True
    paint = skia.Paint(
        AntiAlias=True,
        Color=tone("#26282c", 1.0, max((pixels or 0.0) / 0.6, 0.25)),
        StrokeWidth=0.6,
        Style=skia.Paint.kStroke_Style,
    )
    stage.canvas.drawPath(path, paint)


def draw_bollard(canvas: skia.Canvas, camera: Camera, light: Light, bollard: Bollard) -> None:
    """Draw a roadside delineator in one face; nothing when it is out of sight."""
    if not camera.sees(bollard.x, bollard.y, bollard.height / 2, bollard.height):
        return
    stage = Stage(canvas, camera, light)
    frame = Frame(bollard.x, bollard.y, bollard.heading)
    h = bollard.height
    if bollard.shape in ("round", "thin"):
        r = 0.06 if bollard.shape == "round" else 0.03
        foot = frame.at(0, 0)
        for low, high, colour in (
            (0.0, 0.68, bollard.body),
            (0.68, 0.88, bollard.band),
            (0.88, 1.0, bollard.body),
        ):
            column(stage, (foot[0], foot[1], low * h), (high - low) * h, r, r, colour)
        _reflector(stage, frame, bollard, r + 0.004, r * 0.9)
        return
    half, deep = {"flat": (0.065, 0.02), "wedge": (0.065, 0.06), "stone": (0.13, 0.10)}.get(
        bollard.shape, (0.065, 0.03)
    )
    taper = 0.8 if bollard.shape == "stone" else 1.0
    prism(stage, frame, (-half, -deep, 0), (half, deep, h), bollard.body, taper=taper)
    for s in (1, -1):
        at = frame.at(0, s * (deep + 0.002), 0)
        if not faces_eye(at, frame.way(0, s)):
            continue
        tone = stage.tone(frame.way(0, s), at)
        slant = 0.05 if bollard.shape == "wedge" else 0.0
        band = skia.Path()
        ring = (
            (-half * 0.98, -h * 0.68),
            (half * 0.98, -h * 0.68 - slant),
            (half * 0.98, -h * 0.88 - slant),
            (-half * 0.98, -h * 0.88),
        )
        band.addPoly([skia.Point(*p) for p in ring], True)
        with stage.plane(at, frame.way(-s, 0), (0, 0, -1)):
            stage.fill(band, tone(bollard.band))
    for s in (1, -1):
        at = frame.at(s * (half + 0.002), 0, 0)
        if bollard.shape != "flat" and faces_eye(at, frame.way(s, 0)):
            with stage.plane(at, frame.way(0, 1), (0, 0, -1)):
                stage.rect(-deep, -h * 0.88, deep, -h * 0.68, stage.tone(frame.way(s, 0), at)(bollard.band))
    _reflector(stage, frame, bollard, deep + 0.006, half * 0.5)


def _reflector(stage: Stage, frame: Frame, bollard: Bollard, ahead: float, half: float) -> None:
    for s, colour in ((1, bollard.reflector), (-1, bollard.reflector)):
        at = frame.at(0, s * ahead, 0)
        if faces_eye(at, frame.way(0, s)):
            with stage.plane(at, frame.way(-s, 0), (0, 0, -1)):
                tone = stage.tone((0, 0, 1), at)
                stage.rect(-half, -bollard.height * 0.86, half, -bollard.height * 0.71, tone(colour, 1.1))
