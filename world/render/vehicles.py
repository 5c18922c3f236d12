"""Vehicles: side profiles drawn out to a width, a glazed cabin on top, wheels, lamps and number plates."""

from __future__ import annotations

import math
from collections.abc import Callable

import skia

from world.render.bodywork import draw_body, draw_cabin, draw_treads
from world.render.camera import Camera
from world.render.ends import draw_front, draw_rear
from world.render.light import Light
from world.render.lorries import draw_lorry
from world.render.plates import draw_plate
from world.render.riders import draw_motorbike, draw_threewheeler
from world.render.shapes import SHAPES, Shape
from world.render.solids import Frame, Stage, cast, faces_eye, mix
from world.scene import Road, Vehicle


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


def driver_side(road: Road, v: Vehicle) -> int:
    """Where a moving vehicle's driver sits: -1 left, 1 right, towards the road's middle; 0 in a parked one.

    What moves keeps to the middle of its lane, like the camera; others stand at the edge or beside the road.
    """
    along, right = road.locate(v.x, v.y)
    onwards = math.cos(math.radians(v.heading - road.heading(along))) > 0
    kept = right if onwards else -right
    if abs(kept - road.camera_offset) > 0.3 or abs(kept) < 0.5:
        return 0
    return -1 if kept > 0 else 1


def draw_vehicle(
    canvas: skia.Canvas, camera: Camera, light: Light, vehicle: Vehicle, road: Road | None = None
) -> None:
    """Draw a vehicle in one face, on a road with its driver if it moves; nothing when it is out of sight."""
    length, _, tall = extent(vehicle.kind)
    if not camera.sees(vehicle.x, vehicle.y, tall / 2, math.hypot(length, tall) / 2 + 0.6):
        return
    stage, frame = Stage(canvas, camera, light), Frame(vehicle.x, vehicle.y, vehicle.heading)
    _darken_under(stage, frame, vehicle.kind)
    if vehicle.kind in _RIDDEN:
        _RIDDEN[vehicle.kind](stage, frame, vehicle)
        return
    driver = driver_side(road, vehicle) if road else 0
    (draw_lorry if vehicle.kind == "lorry" else _car)(stage, frame, vehicle, driver)


def _darken_under(stage: Stage, frame: Frame, kind: str) -> None:
    """What no sky lights: the ground under a vehicle, also in the shade and under clouds."""
    scale = stage.scale(frame.at(0, 0))
    if scale < 6:
        return
    length, width, _ = extent(kind)
    half, reach = (width / 2, length / 2 - 0.1) if kind != "motorbike" else (0.14, 0.85)
    paint = skia.Paint(AntiAlias=True, Color=skia.ColorSetARGB(128, 9, 10, 13))
    sigma = min(0.11 * scale, stage.size / 50)
    if sigma > 0.6:
        paint.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, sigma))
    ring = [frame.at(x, a) for x, a in ((half, reach), (-half, reach), (-half, -reach), (half, -reach))]
    stage.canvas.drawPath(stage.path([ring]), paint)


def _car(stage: Stage, frame: Frame, v: Vehicle, driver: int) -> None:
    shape = SHAPES.get(v.kind, SHAPES["car"])
    draw_treads(stage, frame, shape.axles, shape.width, shape.wheel)
    draw_body(stage, frame, shape, v)
    if v.kind == "pickup":
        _bed(stage, frame, shape, v.colour)
    draw_cabin(stage, frame, shape, v, driver)
    if faces_eye(frame.at(0, shape.rear, 0.6), frame.way(0, -1)):
        draw_rear(stage, frame, shape, v)
    elif faces_eye(frame.at(0, shape.front, 0.6), frame.way(0, 1)):
        draw_front(stage, frame, shape, v)


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


_RIDDEN: dict[str, Callable[[Stage, Frame, Vehicle], None]] = {
    "motorbike": _motorbike,
    "rickshaw": _threewheeler,
    "tuktuk": _threewheeler,
}
