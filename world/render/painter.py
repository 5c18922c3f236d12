"""From a `Scene` to pictures: shades sky and land, then draws every prop back to front.

All shadows lie on the ground before anything stands on it. Distances are measured from the eye, so the
order is the same in every face.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np
import skia
from numpy.typing import NDArray

from world.render import (
    banks,
    barriers,
    buildings,
    furniture,
    ground,
    kerbside,
    order,
    plants,
    rays,
    signs,
    sky,
    terrain,
    vehicles,
)
from world.render.camera import Camera
from world.render.light import Light
from world.scene import Pole, Scene

Draw = Callable[[skia.Canvas, Camera, Light, Any], None]


def draw_arrays(scene: Scene, size: int, faces: str) -> NDArray[np.uint8]:
    """The faces of a scene, [faces, size, size, 4] uint8 RGBA, alpha 255."""
    light = Light.of(scene)
    cameras = [Camera(face, size) for face in faces]
    out = np.full((len(faces), size, size, 4), 255, np.uint8)
    surfaces = [skia.Surface(out[i]) for i in range(len(faces))]
    _backdrop(out, surfaces, cameras, scene, light, faces, size)
    masses = [piece for stand in scene.stands for piece in plants.pieces(stand)]
    items = props(scene, masses)
    shadows = _shadows(scene, masses)
    for surface, camera in zip(surfaces, cameras, strict=True):
        canvas = surface.getCanvas()
        _cast(canvas, camera, light, shadows)
        for _, draw, thing in items:
            draw(canvas, camera, light, thing)
    return out


def _backdrop(out, surfaces, cameras, scene: Scene, light: Light, faces: str, size: int) -> None:
    index = {face: i for i, face in enumerate(faces)}
    for part in rays.sky_rays(faces, size):
        _put(out, [index[f] for f in part.faces], part.rows, sky.shade(scene, light, part))
    for surface, camera in zip(surfaces, cameras, strict=True):
        sky.draw_heaps(surface.getCanvas(), camera, scene, light)
    crests: dict[str, list[terrain.Crest]] = {}
    for part in rays.sky_rays(faces, size):
        if part.faces not in crests:  # all bands of a face show the same
            crests[part.faces] = terrain.crests(scene, part)
        where = [index[f] for f in part.faces]
        block = out[where[0] : where[-1] + 1] if where == list(range(where[0], where[-1] + 1)) else out[where]
        terrain.draw(block[:, part.rows], scene, light, part, crests[part.faces])
        if block.base is None:
            out[where] = block
    masks = ground.patch_masks(scene, cameras)
    for part in rays.ground_rays(faces, size):
        where = [index[f] for f in part.faces]
        chosen = [(patch, mask[where]) for patch, mask in masks]
        _put(out, where, part.rows, ground.shade(scene, light, part, chosen))


def _put(out, where, rows, picture) -> None:
    scaled = np.clip(picture * np.float32(255) + np.float32(0.5), 0, 255).astype(np.uint8)
    for n, i in enumerate(where):
        for k in range(3):
            out[i, rows, :, k] = scaled[k, n]


def props(scene: Scene, masses: Sequence[Any] = ()) -> list[tuple[float, Draw, Any]]:
    """Everything that stands, as (metres from the eye, function, thing), in the order of drawing."""
    found: list[tuple[float, Draw, Any]] = []
    points: list[tuple[float, float]] = []
    for draw, things in (
        (plants.draw_plant, scene.plants),
        (plants.draw_piece, masses),
        (partial(vehicles.draw_vehicle, road=scene.road), scene.vehicles),
        (signs.draw_sign, scene.signs),
        (furniture.draw_pole, scene.poles),
        (furniture.draw_bollard, scene.bollards),
        (kerbside.draw_furniture, scene.furniture),
    ):
        found += [(math.hypot(t.x, t.y), draw, t) for t in things]
        points += [(t.x, t.y) for t in things]
    for bank in scene.banks:
        for piece in banks.pieces(bank):
            found.append((_distance_to(*piece.foot), banks.draw_piece, piece))
            points.append(_middle(*piece.foot))
    draw_barrier = partial(barriers.draw_barrier, snow=scene.ground.snow)
    parts = [part for barrier in scene.barriers for part in barriers.pieces(barrier)]
    fences = order.along_fences(
        np.array([_distance_to(*part.points) for part in parts]),
        np.array([part.points for part in parts]),
        np.array([(car.x, car.y) for car in scene.vehicles]),
    )
    for distance, part in zip(fences.tolist(), parts, strict=True):
        found.append((distance, draw_barrier, part))
        points.append(_middle(*part.points))
    for distance, pair in wires(scene.poles):
        found.append((distance, furniture.draw_wires, pair))
        points.append(_middle((pair[0].x, pair[0].y), (pair[1].x, pair[1].y)))
    # A wide strip of trees is behind a building when one of its ends is.
    wide = [k for k, (_, _, t) in enumerate(found) if isinstance(t, plants.Piece) and t.width > order.WIDE]
    for side in (-0.4, 0.4):
        for distance, _, t in (found[k] for k in wide):
            east, north = t.along or (t.y / distance * t.width / 2, -t.x / distance * t.width / 2)
            points.append((t.x + 2 * side * east, t.y + 2 * side * north))
    away = np.array([item[0] for item in found] + [found[k][0] for k in wide] * 2)
    of_buildings, of_points = order.keys(scene.buildings, np.array(points).reshape(-1, 2), away)
    np.maximum.at(of_points, np.array(wide * 2, int), of_points[len(found) :].copy())
    of_points = of_points[: len(found)]
    keyed = [(key, *item) for key, item in zip(of_points.tolist(), found, strict=True)]
    for key, house in zip(of_buildings.tolist(), scene.buildings, strict=True):
        keyed.append((key, math.hypot(house.x, house.y), buildings.draw_building, house))
    keyed.sort(key=lambda item: (-item[0], -item[1]))
    return [item[1:] for item in keyed]


def _middle(a: tuple[float, float], b: tuple[float, float]) -> tuple[float, float]:
    return (a[0] + b[0]) / 2, (a[1] + b[1]) / 2


def wires(poles: tuple[Pole, ...]) -> list[tuple[float, tuple[Pole, ...]]]:
    """Neighbouring poles of each line, with the distance at which their wires are drawn."""
    lines: dict[int, list[Pole]] = {}
    for pole in poles:
        if pole.line >= 0:
            lines.setdefault(pole.line, []).append(pole)
    found = []
    for line in lines.values():
        for a, b in pairwise(line):
            found.append((_distance_to((a.x, a.y), (b.x, b.y)), (a, b)))
    return found


def _distance_to(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Metres from the eye's foot to the segment a–b."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    t = 0.0 if length == 0 else max(0.0, min(1.0, -(a[0] * dx + a[1] * dy) / length))
    return math.hypot(a[0] + t * dx, a[1] + t * dy)


def _cast(canvas: skia.Canvas, camera: Camera, light: Light, shadows: list[tuple[Draw, Any]]) -> None:
    """Lay all shadows at once: where two overlap it gets no darker."""
    if camera.face == "u":
        return
    full = light.shadow_alpha > 0.05
    if full:
        canvas.saveLayerAlpha(skia.Rect.MakeWH(camera.size, camera.size), round(255 * light.shadow_alpha))
        light = replace(light, shadow_alpha=1.0)
    for shadow, thing in shadows:
        shadow(canvas, camera, light, thing)
    if full:
        canvas.restore()


def _shadows(scene: Scene, masses: Sequence[Any]) -> list[tuple[Draw, Any]]:
    found: list[tuple[Draw, Any]] = []
    for draw, things in (
        (plants.draw_piece_shadow, masses),
        (buildings.shadow, scene.buildings),
        (plants.draw_shadow, scene.plants),
        (vehicles.shadow, scene.vehicles),
        (signs.shadow, scene.signs),
        (furniture.shadow, scene.poles),
        (furniture.shadow, scene.bollards),
        (kerbside.shadow, scene.furniture),
        (barriers.shadow, [part for barrier in scene.barriers for part in barriers.pieces(barrier)]),
    ):
        found += [(draw, thing) for thing in things]
    return found
