"""Vehicles: side profiles drawn out to a width, a glazed cabin on top, wheels, lamps and number plates."""

from __future__ import annotations

import math
from collections.abc import Callable

import skia

from world.render.bodywork import draw_body, draw_cabin, draw_treads, draw_wheel, on_tip
from world.render.camera import Camera
from world.render.light import Light
from world.render.plates import draw_plate
from world.render.riders import draw_motorbike, draw_threewheeler
from world.render.shapes import BUSES, SHAPES, Shape
from world.render.solids import Frame, Stage, Vec, cast, faces_eye, luminance, mix, prism
from world.scene import Vehicle

Ring = tuple[tuple[float, float], ...]


def shadow(canvas: skia.Canvas, camera: Camera, light: Light, vehicle: Vehicle) -> None:
    """What a vehicle casts on the road: call before anything standing is drawn."""
    length, width, tall = extent(vehicle.kind)
    if not camera.sees(vehicle.x, vehicle.y, 0, length / 2 + math.hypot(*light.shadow(tall))):
        return
    frame = Frame(vehicle.x, vehicle.y, vehicle.heading)
    w, d = width / 2 * 0.96, length / 2 * 0.97
    ring = [frame.at(x, y)[:2] for x, y in ((w, d), (-w, d), (-w, -d), (w, -d))]
    cast(Stage(canvas, camera, light), ring, tall * 0.85, 0.10, 0.72)


def extent(kind: str) -> tuple[float, float, float]:
    """Length, width and height of a vehicle, metres."""
    if kind == "lorry":
        return 8.2, 2.45, 3.5
    if kind == "motorbike":
        return 2.0, 0.7, 1.5
    if kind in ("rickshaw", "tuktuk"):
        return 2.8, 1.35, 1.8
    shape = SHAPES.get(kind, SHAPES["car"])
    return shape.front - shape.rear, shape.width, shape.cabin[5]


def draw_vehicle(canvas: skia.Canvas, camera: Camera, light: Light, vehicle: Vehicle) -> None:
    """Draw a vehicle in one face; nothing when it is out of sight."""
    length, _, tall = extent(vehicle.kind)
    if not camera.sees(vehicle.x, vehicle.y, tall / 2, math.hypot(length, tall) / 2 + 0.6):
        return
    stage, frame = Stage(canvas, camera, light), Frame(vehicle.x, vehicle.y, vehicle.heading)
    _DRAWN.get(vehicle.kind, _car)(stage, frame, vehicle)


def _car(stage: Stage, frame: Frame, v: Vehicle) -> None:
    shape = SHAPES.get(v.kind, SHAPES["car"])
    draw_treads(stage, frame, shape.axles, shape.width, shape.wheel)
    draw_body(stage, frame, shape, v)
    if v.kind == "pickup":
        _bed(stage, frame, shape, v.colour)
    draw_cabin(stage, frame, shape, v)
    if faces_eye(frame.at(0, shape.rear, 0.6), frame.way(0, -1)):
        _rear(stage, frame, shape, v)
    elif faces_eye(frame.at(0, shape.front, 0.6), frame.way(0, 1)):
        _front(stage, frame, shape, v)


def _bed(stage: Stage, frame: Frame, shape: Shape, colour: str) -> None:
    """The open load bed behind a pickup's cabin: its floor, and the far walls that the eye looks upon."""
    half, rear, front = shape.width / 2 - 0.11, shape.rear + 0.14, shape.cabin[0] - 0.02
    z, deep = shape.profile[6][1] + 0.005, 0.42
    ring = [(half, rear), (-half, rear), (-half, front), (half, front)]
    rim = [frame.at(x, a, z) for x, a in ring]
    if not faces_eye(rim[0], (0, 0, 1)):
        return
    stage.polygon(rim, stage.tone((0, 0, 1), rim[0])(mix(colour, "#202022", 0.75), 0.5))
    canvas = stage.canvas
    canvas.save()
    canvas.clipPath(stage.path([rim]), doAntiAlias=True)
    inward = ((0, 1), (1, 0), (0, -1), (-1, 0))
    for i, way in enumerate(inward):
        j = (i + 1) % 4
        if faces_eye(rim[i], frame.way(*way)):
            low = [frame.at(*ring[k], z - deep) for k in (j, i)]
            stage.polygon([rim[i], rim[j], *low], stage.tone(frame.way(*way), rim[i])(colour, 0.62))
    canvas.restore()


def _on(frame: Frame, shape: Shape, end: int, ring: Ring) -> list[Vec]:
    """A polygon laid on the skin of an end: `ring` is (share of half the width, metres up)."""
    half = shape.width / 2
    return [frame.at(*on_tip(shape, end, share * half, z)) for share, z in ring]


def _lamp(stage: Stage, frame: Frame, shape: Shape, end: int, ring: Ring, fill: int) -> None:
    """A lamp, panel or opening on both sides of an end, following it round the corner."""
    for s in (-1, 1):
        stage.polygon(_on(frame, shape, end, tuple((s * x, z) for x, z in ring)), fill)


def _band(
    stage: Stage, frame: Frame, shape: Shape, end: int, wide: float, low: float, high: float, fill: int
) -> None:
    """A level strip across an end."""
    xs = (-wide, -0.8 * wide, 0.0, 0.8 * wide, wide) if wide > 0.8 else (-wide, wide)
    ring = (*((x, low) for x in xs), *((x, high) for x in reversed(xs)))
    stage.polygon(_on(frame, shape, end, ring), fill)


def _rear(stage: Stage, frame: Frame, shape: Shape, v: Vehicle) -> None:
    back = shape.rear - 0.012
    at = frame.at(0, back, 0)
    tone, scale = stage.tone(frame.way(0, -1), frame.at(0, back, 0.6)), stage.scale(at)
    foot, (low, high) = shape.profile[-1][1], shape.lamps
    near, boxy = scale > 16, v.kind in BUSES or v.kind in ("van", "pickup", "kei")
    skirt = "#2a2b2e" if boxy else mix(v.colour, "#17181a", 0.86)
    _band(stage, frame, shape, -1, 0.98, foot, foot + (0.16 if not boxy else 0.20), tone(skirt))
    if near:
        seam = tone(v.colour, 0.42)
        _band(stage, frame, shape, -1, 0.98, low - 0.05, low - 0.035, seam)
        if v.kind not in BUSES:
            top = shape.cabin[4] - 0.04
            for s in (-0.66, 0.66):
                edge = ((s - 0.008, low - 0.04), (s + 0.008, low - 0.04), (s + 0.008, top), (s - 0.008, top))
                stage.polygon(_on(frame, shape, -1, edge), seam)
    inner = 0.58 if v.kind in ("car", "bus", "double-decker") else 0.76
    _lamp(stage, frame, shape, -1, ((inner, low + 0.02), (0.82, low), (1.0, low + 0.03), (1.0, high),
                                   (0.82, high), (inner, high - 0.02)), tone("#9c1518"))  # fmt: skip
    if near:
        third = (high - low) / 3
        for x, below, above, colour in ((0.94, high - third, high - 0.03, "#d2302c"),
                                        (0.80, low + 0.04, low + third, "#d9d4cc")):  # fmt: skip
            part = ((inner + 0.05, below), (x, below), (x, above), (inner + 0.05, above))
            _lamp(stage, frame, shape, -1, part, tone(colour))
    with stage.plane(at, frame.way(1, 0), (0.0, 0.0, -1.0)):
        if near and v.kind not in BUSES:
            y = -shape.plate - 0.14
            stage.rect(-0.34, y, 0.34, y + 0.035, tone("#b9bdc0" if v.kind == "suv" else "#2a2b2e"))
            badge = skia.Path()
            badge.addCircle(0, y - 0.05, 0.04)
            stage.fill(badge, tone("#c4c8cc"))
        draw_plate(stage, v.rear, 0.0, shape.plate, tone, scale)


def _front(stage: Stage, frame: Frame, shape: Shape, v: Vehicle) -> None:
    nose = shape.front + 0.012
    at = frame.at(0, nose, 0)
    tone, scale = stage.tone(frame.way(0, 1), frame.at(0, nose, 0.6)), stage.scale(at)
    top = shape.profile[3][1] - 0.02 if v.kind not in ("bus", "double-decker") else 0.95
    low, near = shape.profile[0][1], scale > 16
    dark, bulky = tone("#141517"), v.kind in ("suv", "pickup", "van")
    plastic = tone("#2a2b2e") if bulky else tone(mix(v.colour, "#17181a", 0.8))
    _band(stage, frame, shape, 1, 0.98, low, low + 0.06, plastic)
    _band(stage, frame, shape, 1, 0.60, low + 0.07, low + 0.17, dark)
    grille = ((-0.52, top), (0.52, top), (0.44, top - 0.17), (-0.44, top - 0.17))
    stage.polygon(_on(frame, shape, 1, grille), dark)
    lens = ((0.60, top - 0.01), (0.80, top + 0.01), (1.0, top + 0.02), (1.0, top - 0.07),
            (0.86, top - 0.13), (0.61, top - 0.11))  # fmt: skip
    _lamp(stage, frame, shape, 1, lens, tone("#b9c3ca"))
    if near:
        inner = tuple((0.79 + (x - 0.79) * 0.82, top - 0.06 + (z - top + 0.06) * 0.72) for x, z in lens)
        _lamp(stage, frame, shape, 1, inner, tone("#59626a"))
        eye = [(0.72 + 0.075 * math.cos(t), top - 0.065 + 0.05 * math.sin(t)) for t in _ROUND]
        _lamp(stage, frame, shape, 1, tuple(eye), tone("#f6f9fb"))
        amber = ((0.93, top), (0.985, top), (0.985, top - 0.05), (0.93, top - 0.06))
        _lamp(stage, frame, shape, 1, amber, tone("#d9a050"))
        pocket = ((0.66, low + 0.07), (0.88, low + 0.08), (0.88, low + 0.16), (0.66, low + 0.15))
        _lamp(stage, frame, shape, 1, pocket, dark)
        bar = tone("#9a9ea2" if v.kind in ("suv", "pickup", "jeepney") else "#4a4d51")
        for k in (0.045, 0.085, 0.125):
            _band(stage, frame, shape, 1, 0.45, top - k - 0.008, top - k + 0.004, bar)
        _band(stage, frame, shape, 1, 0.98, top + 0.022, top + 0.032, tone(v.colour, 0.42))
        badge = [(0.075 * math.cos(t), top - 0.075 + 0.05 * math.sin(t)) for t in _ROUND]
        stage.polygon(_on(frame, shape, 1, tuple(badge)), tone("#cdd1d4"))
    with stage.plane(at, frame.way(-1, 0), (0.0, 0.0, -1.0)):
        draw_plate(stage, v.front, 0.0, low + 0.23, tone, scale)


_ROUND = tuple(k * math.tau / 10 for k in range(10))


def _lorry(stage: Stage, frame: Frame, v: Vehicle) -> None:
    """A cab before a load box on a chassis."""
    half = 1.22
    draw_treads(stage, frame, (2.9, -2.4), 2.4, 0.48)
    parts = [
        (frame.at(0, 3.2), lambda: _cab(stage, frame, v)),
        (frame.at(0, -1.0), lambda: _load(stage, frame, v)),
    ]
    side = [s for s in (1, -1) if faces_eye(frame.at(s * half, 0, 0.5), frame.way(s, 0))]
    for s in side:
        _flank(stage, frame, s, half)
    for _, draw in sorted(parts, key=lambda part: -math.hypot(part[0][0], part[0][1])):
        draw()
    for s in side:
        at = frame.at(s * half, 0, 0)
        tone = stage.tone(frame.way(s, 0), at)
        with stage.plane(at, frame.way(0, 1), (0.0, 0.0, -1.0)):
            for axle in (2.9, -1.4, -2.5):
                draw_wheel(stage, axle, 0.48, tone, stage.scale(at))
    if faces_eye(frame.at(0, -4.1, 0.6), frame.way(0, -1)):
        tail = frame.at(0, -4.11, 0)
        tone, scale = stage.tone(frame.way(0, -1), tail), stage.scale(tail)
        with stage.plane(tail, frame.way(1, 0), (0.0, 0.0, -1.0)):
            stage.rect(-1.15, -0.72, 1.15, -0.52, tone("#3a3b3e"))
            for s in (-1, 1):
                x0, x1 = sorted((s * 1.12, s * 0.78))
                stage.rect(x0, -0.90, x1, -0.74, tone("#b01c1c"))
            stage.rect(-1.2, -0.6, -0.9, -0.15, tone("#1c1c1e"))
            stage.rect(0.9, -0.6, 1.2, -0.15, tone("#1c1c1e"))
            draw_plate(stage, v.rear, 0.0, 0.84, tone, scale)
            stage.rect(-0.015, -3.4, 0.015, -1.1, tone("#6c6e70"))
    elif faces_eye(frame.at(0, 4.1, 0.6), frame.way(0, 1)):
        nose = frame.at(0, 4.115, 0)
        tone, scale = stage.tone(frame.way(0, 1), nose), stage.scale(nose)
        with stage.plane(nose, frame.way(-1, 0), (0.0, 0.0, -1.0)):
            stage.rect(-1.15, -0.62, 1.15, -0.34, tone("#2c2d30"))
            stage.rect(-0.8, -1.30, 0.8, -0.86, tone("#242528"))
            if scale > 5:
                for k in range(4):
                    z = -1.24 + 0.1 * k
                    stage.rect(-0.74, z, 0.74, z + 0.035, tone("#8d9296"))
                stage.rect(-0.16, -1.20, 0.16, -0.98, tone("#c9ced2"))
                for s in (-1, 1):
                    x0, x1 = sorted((s * 1.19, s * 1.08))
                    stage.rect(x0, -0.98, x1, -0.64, tone("#d98a2a"))
                stage.rect(-0.6, -0.60, 0.6, -0.56, tone("#505256"))
            for s in (-1, 1):
                x0, x1 = sorted((s * 1.1, s * 0.72))
                stage.rect(x0, -0.84, x1, -0.64, tone("#eef2f4"))
            draw_plate(stage, v.front, 0.0, 0.50, tone, scale)


def _flank(stage: Stage, frame: Frame, s: int, half: float) -> None:
    at = frame.at(s * (half - 0.15), 0, 0)
    tone = stage.tone(frame.way(s, 0), at)
    with stage.plane(at, frame.way(0, 1), (0.0, 0.0, -1.0)):
        stage.rect(-4.0, -1.0, 3.9, -0.62, tone("#2a2b2e"))


def _cab(stage: Stage, frame: Frame, v: Vehicle) -> None:
    shape = Shape(
        2.36,
        ((4.02, 0.45), (4.10, 0.6), (4.10, 1.42), (2.30, 1.42), (2.30, 0.5)),
        (2.30, 4.08, 2.36, 3.86, 1.42, 2.62, 0.08),
        (2.9,),
        0.48,
        ((0.30, 0.86),),
        rear_glass=False,
    )
    draw_body(stage, frame, shape, v)
    draw_cabin(stage, frame, shape, v)


def _load(stage: Stage, frame: Frame, v: Vehicle) -> None:
    colour = "#e6e6e2" if luminance(v.colour) < 0.75 else "#c8ccd0"
    prism(stage, frame, (-1.22, -4.1, 1.0), (1.22, 2.05, 3.45), colour)
    for s in (1, -1):
        at = frame.at(s * 1.225, 0, 0)
        if faces_eye(at, frame.way(s, 0)) and stage.scale(at) > 8:
            tone = stage.tone(frame.way(s, 0), at)
            with stage.plane(at, frame.way(0, 1), (0.0, 0.0, -1.0)):
                ribs = skia.Path()
                for k in range(12):
                    ribs.addRect(skia.Rect.MakeLTRB(-4.0 + k * 0.51, -3.4, -3.97 + k * 0.51, -1.05))
                stage.fill(ribs, tone(colour, 0.88))
                stage.rect(-4.1, -1.12, 2.05, -1.0, tone("#55575a"))


def _motorbike(stage: Stage, frame: Frame, v: Vehicle) -> None:
    draw_motorbike(
        stage, frame, v.colour, lambda tone, scale: draw_plate(stage, v.rear, 0.0, 0.64, tone, scale, True)
    )


def _threewheeler(stage: Stage, frame: Frame, v: Vehicle) -> None:
    rear = faces_eye(frame.at(0, -1.3, 0.8), frame.way(0, -1))
    plate = v.rear if rear else v.front
    draw_threewheeler(
        stage,
        frame,
        v.colour,
        v.accent,
        v.kind == "tuktuk",
        lambda tone, scale: draw_plate(stage, plate, 0.0, 0.52, tone, scale),
    )


_DRAWN: dict[str, Callable[[Stage, Frame, Vehicle], None]] = {
    "lorry": _lorry,
    "motorbike": _motorbike,
    "rickshaw": _threewheeler,
    "tuktuk": _threewheeler,
}
