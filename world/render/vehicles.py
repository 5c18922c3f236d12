"""Vehicles: side profiles drawn out to a width, a glazed cabin on top, wheels, lamps and number plates."""

from __future__ import annotations

import math
from collections.abc import Callable

import skia

from world.render.bodywork import (
    BUSES,
    SHAPES,
    Shape,
    draw_body,
    draw_cabin,
    draw_side,
    draw_treads,
    draw_wheel,
    half_at,
)
from world.render.camera import Camera
from world.render.light import Light
from world.render.plates import draw_plate
from world.render.riders import draw_motorbike, draw_threewheeler
from world.render.solids import Frame, Stage, Tone, cast, faces_eye, luminance, mix, prism
from world.scene import Vehicle


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
    draw_body(stage, frame, shape, v.colour)
    for s in (1, -1):
        if faces_eye(frame.at(s * shape.width / 2, 0, 0.6), frame.way(s, 0)):
            draw_side(stage, frame, shape, v, s)
    rear_first = faces_eye(frame.at(0, shape.rear, 0.6), frame.way(0, -1))
    if v.kind == "pickup":
        _bed(stage, frame, shape, v.colour)
    draw_cabin(stage, frame, shape, v)
    if rear_first:
        _rear(stage, frame, shape, v)
    elif faces_eye(frame.at(0, shape.front, 0.6), frame.way(0, 1)):
        _front(stage, frame, shape, v)


def _bed(stage: Stage, frame: Frame, shape: Shape, colour: str) -> None:
    """The open load bed behind a pickup's cabin."""
    half, z = shape.width / 2 - 0.1, shape.profile[6][1] + 0.005
    ring = [frame.at(x, a, z) for x, a in ((-half, -2.5), (half, -2.5), (half, -0.8), (-half, -0.8))]
    if faces_eye(ring[0], (0, 0, 1)):
        stage.polygon(ring, stage.tone((0, 0, 1), ring[0])(mix(colour, "#202022", 0.8), 0.6))


def _rear(stage: Stage, frame: Frame, shape: Shape, v: Vehicle) -> None:
    half, back = half_at(shape, shape.rear), shape.rear - 0.012
    at = frame.at(0, back, 0)
    tone, scale = stage.tone(frame.way(0, -1), frame.at(0, back, 0.6)), stage.scale(at)
    low, high = shape.lamps
    with stage.plane(at, frame.way(1, 0), (0.0, 0.0, -1.0)):
        stage.rect(
            -half * 0.97, -0.50, half * 0.97, -shape.profile[-1][1], tone(mix(v.colour, "#1a1a1c", 0.72))
        )
        for s in (-1, 1):
            wide = 0.34 if v.kind in ("car", "bus", "double-decker") else 0.17
            x0, x1 = sorted((s * half * 0.97, s * (half * 0.97 - wide)))
            stage.rect(x0, -high, x1, -low, tone("#b01c1c"))
            if scale > 16:
                stage.rect(x0 + 0.02, -low - 0.07, x1 - 0.02, -low - 0.02, tone("#e8a060"))
        if scale > 16 and v.kind not in BUSES:
            _tailgate(stage, shape, v, tone)
        draw_plate(stage, v.rear, 0.0, shape.plate, tone, scale)


def _tailgate(stage: Stage, shape: Shape, v: Vehicle, tone: Tone) -> None:
    """Seams of the boot or tailgate, and its grip."""
    half, top = shape.width / 2 * 0.78, shape.cabin[4] - 0.03
    seam = tone(v.colour, 0.55)
    for x in (-half, half):
        stage.rect(x - 0.008, -top, x + 0.008, -0.52, seam)
    stage.rect(-half, -0.53, half, -0.515, seam)
    stage.rect(-half, -shape.plate - 0.135, half, -shape.plate - 0.115, tone(v.colour, 0.72))
    stage.rect(-0.16, -shape.plate - 0.19, 0.16, -shape.plate - 0.15, tone(mix(v.colour, "#202124", 0.6)))


def _front(stage: Stage, frame: Frame, shape: Shape, v: Vehicle) -> None:
    half, nose = half_at(shape, shape.front), shape.front + 0.012
    at = frame.at(0, nose, 0)
    tone, scale = stage.tone(frame.way(0, 1), frame.at(0, nose, 0.6)), stage.scale(at)
    top = shape.profile[3][1] - 0.02 if v.kind not in ("bus", "double-decker") else 0.95
    low = shape.profile[0][1]
    grip = "#8f9498" if v.kind == "pickup" else mix(v.colour, "#202124", 0.25)
    with stage.plane(at, frame.way(-1, 0), (0.0, 0.0, -1.0)):
        stage.rect(-half * 0.97, -low - 0.30, half * 0.97, -low, tone(grip, 0.92))
        stage.rect(-half * 0.62, -low - 0.15, half * 0.62, -low - 0.03, tone("#1a1b1d"))
        stage.rect(-half * 0.60, -top + 0.01, half * 0.60, -top + 0.19, tone("#1c1d20"))
        if scale > 16:
            for k in (0.055, 0.105, 0.15):
                stage.rect(-half * 0.58, -top + k, half * 0.58, -top + k + 0.014, tone("#8a8e92"))
            stage.rect(-0.06, -top + 0.05, 0.06, -top + 0.15, tone("#c4c8cc"))
        for s in (-1, 1):
            lamp = skia.Path()
            ring = ((0.58, 0.0), (0.96, -0.03), (0.96, 0.12), (0.80, 0.17), (0.58, 0.15))
            lamp.addPoly([skia.Point(s * half * x, -top + y) for x, y in ring], True)
            stage.fill(lamp, tone("#dfe6ea"))
            if scale > 16:
                bulb = skia.Path()
                bulb.addCircle(s * half * 0.76, -top + 0.065, 0.055)
                stage.fill(bulb, tone("#f8fafc"))
                stage.rect(
                    *sorted((s * half * 0.88, s * half * 0.96))[:1],
                    -top + 0.02,
                    max(s * half * 0.88, s * half * 0.96),
                    -top + 0.11,
                    tone("#d89040"),
                )
        draw_plate(stage, v.front, 0.0, shape.profile[0][1] + 0.23, tone, scale)


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
    draw_body(stage, frame, shape, v.colour)
    for s in (1, -1):
        if faces_eye(frame.at(s * 1.18, 3, 1), frame.way(s, 0)):
            quad = [frame.at(s * 1.18, a, z) for a, z in shape.profile]
            stage.polygon(quad, stage.tone(frame.way(s, 0), quad[0])(v.colour, 0.95))
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
