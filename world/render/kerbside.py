"""Street furniture in the picture; what each look is made of is in the modules whose `LOOKS` are joined here.

Everything is a few boxes, columns and turned shapes in the local frame of a thing: right and ahead of its
front, and up, in metres. A front carries colours and shapes, never writing.
"""

from __future__ import annotations

import math

import skia

from world.render import bins, letterboxes, overhead, roadside, shelters, shrines, stalls
from world.render.camera import Camera
from world.render.light import Light
from world.render.parts import Look
from world.render.solids import Frame, Stage, cast
from world.scene import Furniture

_MODULES = (letterboxes, bins, roadside, overhead, shelters, stalls, shrines)

LOOKS: dict[str, Look] = {name: look for module in _MODULES for name, look in module.LOOKS.items()}
"""Every look of world/furniture.csv."""


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
