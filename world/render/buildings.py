"""Buildings of every kind, composed of walls and roofs in one face of the cube.

A building is one or more volumes (a nave and its tower, a hall and its minarets), drawn far ones first;
a volume is its roof's undersides, its facing walls, then the roof over them. Detail follows distance
and `Building.seed` only.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import skia

from world.plans import chance, front_door, has_wing
from world.render import frontage, rooftops
from world.render.camera import Camera
from world.render.light import Light
from world.render.roofs import revolve
from world.render.solids import EYE, Frame, Stage, cast, column, distance, faces_eye, mix, prism
from world.render.volumes import PITCH, draw_box, height
from world.render.walls import Wall, storey_height
from world.render.wings import draw_wing, pave, recessed
from world.render.worship import draw_church, draw_mosque, draw_pagoda
from world.scene import Building


def shadow(canvas: skia.Canvas, camera: Camera, light: Light, building: Building) -> None:
    """What a building casts on the ground: call before anything standing is drawn."""
    frame = Frame(building.x, building.y, building.heading)
    tall = height(building) + 0.3 * building.depth * PITCH.get(building.roof, 0)
    reach = math.hypot(building.width, building.depth) / 2 + math.hypot(*light.shadow(tall))
    if not camera.sees(building.x, building.y, 0, reach):
        return
    w, d = building.width / 2, building.depth / 2
    corners = [frame.at(x, y)[:2] for x, y in ((w, d), (-w, d), (-w, -d), (w, -d))]
    cast(Stage(canvas, camera, light), corners, tall, 0.35)


def draw_building(canvas: skia.Canvas, camera: Camera, light: Light, building: Building) -> None:
    """Draw a building in one face; nothing when it is out of sight."""
    tall = height(building) + building.depth
    if building.kind in ("church", "mosque", "pagoda"):
        tall += 20
    radius = math.hypot(building.width, building.depth, tall) / 2 + 2
    if not camera.sees(building.x, building.y, tall / 2, radius):
        return
    stage = Stage(canvas, camera, light)
    building = replace(building, wall_colour=aged(building))
    _KINDS.get(building.kind, _plain)(stage, building)


def aged(b: Building) -> str:
    """The wall's paint after its years of sun and dust: in a row no two are of one age."""
    dust = "#8f8a80" if b.wall in ("brick", "stone", "adobe") else "#a8a296"
    return mix(b.wall_colour, dust, 0.03 + 0.2 * chance(b.seed, 69))


def _house(stage: Stage, b: Building) -> None:
    """A house with a wing before its front, or without."""
    if not has_wing(b):
        _plain(stage, replace(b, extras=tuple(extra for extra in b.extras if extra != "front-gable")))
        return
    frame, main = Frame(b.x, b.y, b.heading), recessed(b)
    before = faces_eye(frame.at(0, main.depth / 2, 1), frame.way(0, 1))
    pave(stage, b)
    if not before:
        draw_wing(stage, b)
    _plain(stage, main)
    if before:
        draw_wing(stage, b)


def _plain(stage: Stage, b: Building) -> None:
    """House, farm, shop, apartments, office, barn: a box, and what stands on it."""
    frame, eaves = Frame(b.x, b.y, b.heading), height(b)
    along = not {"horse-head", "front-gable"} & set(b.extras) and (
        "stepped-gable" in b.extras
        or "wood-above" in b.extras  # an Alpine house shows the road its gable
        or b.depth > b.width * 1.15
        or b.kind == "barn"
        or (b.kind == "house" and chance(b.seed, 5) < 0.25)
    )
    if b.roof == "hip":
        along = b.depth > b.width
    level = eaves + (0.28 if b.roof == "flat" else 0.5)
    flat = b.roof in ("flat", "parapet")
    tank = "tank-green" in b.extras and not flat
    beside = faces_eye(
        frame.at(frontage.garden_side(b) * b.width / 2, 0), frame.way(frontage.garden_side(b), 0)
    )
    if tank and not beside:
        frontage.rain_tank(stage, b, frame)
    if flat and level > EYE[2]:
        rooftops.rooftop(stage, b, frame, level)  # stands behind the edge, as seen from the street
    if not flat:
        _on_ridge(stage, b, frame, eaves, along)  # the slope or gable before it hides its foot
    ends = "horse-head" in b.extras and b.roof in ("gable", "steep") and not along
    rise = PITCH.get(b.roof, 0.0) * b.depth / 2
    if ends:
        rooftops.horse_heads(stage, b, frame, eaves, rise, behind=True)
    draw_box(stage, b, frame, b.width, b.depth, eaves, b.roof, along)
    if ends:
        rooftops.horse_heads(stage, b, frame, eaves, rise, behind=False)
    if b.roof == "cone":
        rooftops.cones(stage, b, frame, eaves + 0.1)
    if flat and level <= EYE[2]:
        rooftops.rooftop(stage, b, frame, level)
    elif not flat:
        _on_slopes(stage, b, frame, eaves, along)
    frontage.before_front(stage, b, frame, front_door(b), storey_height(b), eaves)
    shop = bool(b.sign) or b.kind == "shop"
    if not shop and ("veranda" in b.extras or "porch" in b.extras):
        frontage.veranda(stage, b, frame, "veranda" in b.extras)
    if tank and beside:
        frontage.rain_tank(stage, b, frame)


def _on_ridge(stage: Stage, b: Building, frame: Frame, eaves: float, along: bool) -> None:
    """Chimneys and aerials."""
    if b.roof not in ("gable", "hip", "steep", "mansard"):
        return
    rise = PITCH.get(b.roof, 0.0) * (b.width if along else b.depth) / 2
    ridge = eaves + (2.3 + 0.3 * (b.depth / 2 - 0.75) if b.roof == "mansard" else rise)
    if "antenna" in b.extras and stage.scale((b.x, b.y, ridge)) > 4:
        x, y = (0.0, b.depth * 0.2) if along else (b.width * 0.2, 0.0)
        rooftops.antenna(stage, frame, x, y, ridge - 0.1)
    if "chimney" in b.extras:
        _chimney(stage, b, frame, ridge, along)


def _on_slopes(stage: Stage, b: Building, frame: Frame, eaves: float, along: bool) -> None:
    """Dormers, panels, stepped gables and dishes."""
    pitch = PITCH.get(b.roof, 0.0)
    if b.roof in ("gable", "hip", "steep") and not along:
        if "dormer" in b.extras:
            rooftops.dormers(stage, b, frame, eaves, pitch)
        elif "solar-roof" in b.extras:
            rooftops.solar_panels(stage, b, frame, eaves, pitch)
    elif b.roof == "mansard" and "dormer" in b.extras:
        rooftops.dormers(stage, b, frame, eaves, 3.0)
    elif "stepped-gable" in b.extras and b.roof in ("gable", "steep") and along:
        rooftops.stepped_gable(stage, b, frame, eaves, pitch * b.width / 2)
    if "dish" in b.extras and stage.scale((b.x, b.y, eaves)) > 4:
        corner = (b.width / 2 - 0.5) * (1 if chance(b.seed, 98) < 0.5 else -1)
        rooftops.dish(stage, frame, corner, b.depth / 2 + 0.3, eaves - 0.7)


def _chimney(stage: Stage, b: Building, frame: Frame, ridge: float, along: bool) -> None:
    if stage.scale((b.x, b.y, ridge)) < 1.5:
        return
    length = (b.depth if along else b.width) * (0.30 if b.roof == "hip" else 0.75)
    t = (chance(b.seed, 12) - 0.5) * length
    x, y = (0.0, t) if along else (t, 0.0)
    bricks = b.wall in ("brick", "wood-horizontal", "wood-vertical")
    colour = "#8a5a48" if bricks else mix(b.wall_colour, "#8a8078", 0.4)
    wide = 0.33 + 0.25 * (chance(b.seed, 92) < 0.3)
    low, high = (x - wide, y - 0.33, ridge - 0.35), (x + wide, y + 0.33, ridge + 0.85)
    prism(stage, frame, low, high, colour, under=False)
    low, high = (x - wide - 0.07, y - 0.40, ridge + 0.85), (x + wide + 0.07, y + 0.40, ridge + 0.97)
    prism(stage, frame, low, high, mix(colour, "#d8d0c4", 0.5), under=False)
    if stage.scale((b.x, b.y, ridge)) > 6:
        for k in (-0.16, 0.16):
            column(stage, frame.at(x + k, y, ridge + 0.97), 0.32, 0.1, 0.08, "#a8603f")


def _hut(stage: Stage, b: Building) -> None:
    """A small house; round under a cone of straw for half of the thatched ones, a tent under a dome."""
    if b.roof == "dome":
        _tent(stage, b)
        return
    if b.roof != "thatch" or chance(b.seed, 50) < 0.45:
        _plain(stage, b)
        return
    tall, radius = height(b), min(b.width, b.depth) / 2
    foot = (b.x, b.y, 0.0)
    column(stage, foot, tall, radius, radius, b.wall_colour)
    frame = Frame(b.x, b.y, b.heading)
    door = Wall(frame.at(0.42, radius * 0.93), frame.way(-1, 0), frame.way(0, 1), 0.84, 1.75, 0)
    if faces_eye(door.origin, door.normal):
        with stage.plane(door.origin, door.along, (0, 0, -1)):
            stage.rect(0, -1.75, 0.84, 0, stage.tone(door.normal, door.origin)("#3a2a1c"))
    over = 0.6
    revolve(
        stage,
        (b.x, b.y, tall - over * 0.8),
        (
            (radius + over, 0.0),
            (radius + over - 0.08, 0.22),
            (radius * 0.5, radius * 0.82),
            (0.08, radius * 1.3),
            (0.05, radius * 1.45),
        ),
        b.roof_colour,
    )
    if stage.scale(foot) > 6 and distance(foot) > radius + 1:
        _straw(stage, b, tall - over * 0.8, radius + over)


def _tent(stage: Stage, b: Building) -> None:
    """A round felt tent with its girths, a low cone above and a painted door."""
    radius, tall = min(b.width, b.depth) / 2, 1.65
    foot, frame = (b.x, b.y, 0.0), Frame(b.x, b.y, b.heading)
    column(stage, foot, tall, radius, radius, b.wall_colour)
    for z in (0.75, 1.35):
        column(stage, (b.x, b.y, z), 0.06, radius + 0.02, radius + 0.02, mix(b.wall_colour, "#5a4a38", 0.45))
    door = frame.at(0.5, radius * 0.97)
    if faces_eye(door, frame.way(0, 1)):
        with stage.plane(door, frame.way(-1, 0), (0, 0, -1)):
            tone = stage.tone(frame.way(0, 1), door)
            stage.rect(0, -1.6, 1.0, 0, tone(b.trim if b.trim != "#ffffff" else "#c8632a"))
            stage.rect(0.12, -1.5, 0.88, 0, tone(mix(b.trim, "#3a2a1c", 0.55)))
    cone = ((radius + 0.04, 0.0), (radius * 0.55, radius * 0.28), (0.5, radius * 0.46), (0.45, radius * 0.5))
    revolve(stage, (b.x, b.y, tall), cone, mix(b.wall_colour, "#d8d0c0", 0.3))
    if "chimney" in b.extras:
        column(stage, (b.x, b.y, tall + radius * 0.45), 0.9, 0.08, 0.08, "#5a5c5e")


def _straw(stage: Stage, b: Building, z: float, radius: float) -> None:
    """Bundles of straw down a cone."""
    flat = math.hypot(b.x, b.y)
    toward, rise = (-b.x / flat, -b.y / flat), (radius - 0.6) * 1.3
    tone = stage.tone((toward[0] * 0.7, toward[1] * 0.7, 0.7), (b.x, b.y, z))
    for k in range(46):
        s = math.sin((k / 45 - 0.5) * math.pi * 0.97)
        c = math.sqrt(1 - s * s)
        x, y = toward[0] * c - toward[1] * s, toward[1] * c + toward[0] * s
        low, high = chance(b.seed, 60 + k) * 0.5, 0.55 + chance(b.seed, 110 + k) * 0.4
        shade = "#000000" if k % 2 else "#fff0c0"
        a = (b.x + x * radius * (1 - low), b.y + y * radius * (1 - low), z + rise * low + 0.06)
        e = (b.x + x * radius * (1 - high), b.y + y * radius * (1 - high), z + rise * high + 0.06)
        stage.line(a, e, 0.03, mix(b.roof_colour, shade, 0.22), tone)


_KINDS: dict[str, Callable[[Stage, Building], None]] = {
    "church": draw_church,
    "mosque": draw_mosque,
    "temple": draw_pagoda,
    "pagoda": draw_pagoda,
    "hut": _hut,
    "house": _house,
}
