"""Houses of prayer: churches with their towers, mosques with their minarets, temples and pagodas."""

from __future__ import annotations

import math
from collections.abc import Callable

import skia

from world.plans import chance
from world.render.facades import paint_wall
from world.render.roofs import Roof, dome, pitched, revolve, tier
from world.render.solids import Frame, Stage, column, faces_eye, mix, prism
from world.render.volumes import draw_box, height, walls_of
from world.render.walls import Wall, storey_height
from world.scene import Building


def _parts(stage: Stage, parts: list[tuple[Frame, Callable[[], object]]]) -> None:
    for _, draw in sorted(parts, key=lambda part: -math.hypot(part[0].x, part[0].y)):
        draw()


def draw_church(stage: Stage, b: Building) -> None:
    frame, eaves = Frame(b.x, b.y, b.heading), height(b)
    side = min(b.width * 0.42, 5.0)
    spot = frame.at(0, b.depth / 2 + side / 2 - 0.4)
    tower = Frame(spot[0], spot[1], b.heading)
    tall = eaves * 1.9 + 3

    def nave() -> None:
        draw_box(
            stage,
            b,
            frame,
            b.width,
            b.depth,
            eaves,
            "steep" if b.roof in ("steep", "flat", "dome") else "gable",
            True,
        )

    def steeple() -> None:
        spire = _spire(stage, b, tower, side, tall)
        spire.before(stage)
        for wall in walls_of(tower, side, side, tall):
            if faces_eye(wall.origin, wall.normal):
                paint_wall(stage, wall, b, openings=False)
                _belfry(stage, wall, b)
        spire.after(stage)
        _cross(stage, b, tower, side, spire.ridge)

    _parts(stage, [(frame, nave), (tower, steeple)])


def _belfry(stage: Stage, wall: Wall, b: Building) -> None:
    tone = stage.tone(wall.normal, wall.middle())
    middle, openings = wall.length / 2, skia.Path()
    for x, z, w, h in ((middle, wall.height - 2.9, 1.1, 2.0), (middle, wall.height * 0.5, 0.6, 1.3)):
        openings.addRRect(
            skia.RRect.MakeRectXY(skia.Rect.MakeLTRB(x - w / 2, -z - h, x + w / 2, -z), w / 2, w / 2)
        )
    door = skia.Path()
    if wall.side == 0:
        door.addRRect(
            skia.RRect.MakeRectXY(skia.Rect.MakeLTRB(middle - 0.8, -2.9, middle + 0.8, 0.8), 0.8, 0.8)
        )
    with stage.plane(wall.origin, wall.along, (0, 0, -1)) as canvas:
        stage.fill(openings, tone("#2b2620"))
        canvas.clipRect(skia.Rect.MakeLTRB(0, -wall.height, wall.length, 0))
        stage.fill(door, tone("#5b4028"))
        for z in (wall.height - 3.4, wall.height - 0.3):
            stage.rect(0, -z - 0.25, wall.length, -z, tone(b.trim))


def _spire(stage: Stage, b: Building, tower: Frame, side: float, z: float) -> Roof:
    if b.roof == "dome":
        return Roof((), (), z + 0.4 + side * 1.05, b.roof_cover, b.roof_colour, b.trim)
    rise = side * (2.2 if b.roof == "steep" else 0.9)
    sheets, boards, tip = pitched(tower, side, side, z, rise / (side / 2), 0.12, side / 2)
    return Roof(tuple(sheets), tuple(boards), tip, b.roof_cover, b.roof_colour, b.trim)


def _cross(stage: Stage, b: Building, tower: Frame, side: float, tip: float) -> None:
    """The cross on a tower, over its bulb where it has one."""
    top = tower.at(0, 0, tip - side * 1.05 - 0.4)
    if b.roof == "dome":
        revolve(
            stage,
            top,
            [(side * 0.42, 0.0), *[(r, h + 0.4) for r, h in dome(side * 0.5, True)]],
            b.roof_colour,
        )
    stage.line((top[0], top[1], tip - 0.1), (top[0], top[1], tip + 1.5), 0.09, "#4a4438")
    stage.line(tower.at(-0.4, 0, tip + 1.0), tower.at(0.4, 0, tip + 1.0), 0.09, "#4a4438")


def draw_mosque(stage: Stage, b: Building) -> None:
    frame, eaves = Frame(b.x, b.y, b.heading), height(b)
    radius = min(b.width, b.depth) * 0.33
    metal = b.roof_colour

    def hall() -> None:
        z = draw_box(stage, b, frame, b.width, b.depth, eaves, "parapet", False)
        centre = frame.at(0, 0, z - 0.3)
        revolve(stage, centre, [(radius, 0.0), (radius, 1.1)], b.wall_colour)
        up = (centre[0], centre[1], centre[2] + 1.1)
        revolve(stage, up, dome(radius * 0.98, chance(b.seed, 40) < 0.35), metal)
        tip = up[2] + radius * 1.2
        stage.line((up[0], up[1], tip), (up[0], up[1], tip + 1.2), 0.1, "#c8a850")

    parts: list[tuple[Frame, Callable[[], object]]] = [(frame, hall)]
    sides = (-1, 1) if chance(b.seed, 41) < 0.5 else (1,)
    for s in sides:
        spot = frame.at(s * (b.width / 2 + 0.7), b.depth / 2 - 0.8)
        parts.append(
            (Frame(spot[0], spot[1], b.heading), lambda spot=spot: _minaret(stage, spot, eaves * 2.6 + 4, b))
        )
    _parts(stage, parts)


def _minaret(stage: Stage, foot: tuple[float, float, float], tall: float, b: Building) -> None:
    gallery = tall * 0.76
    column(stage, foot, gallery, 1.1, 0.85, b.wall_colour)
    up = (foot[0], foot[1], gallery)
    revolve(stage, up, ((0.9, -0.5), (1.45, 0.0), (1.45, 0.75)), mix(b.wall_colour, b.trim, 0.5))
    column(stage, (up[0], up[1], gallery + 0.7), tall - gallery - 0.7, 0.72, 0.66, b.wall_colour)
    revolve(stage, (up[0], up[1], tall), ((0.85, 0.0), (0.78, 0.4), (0.4, 1.9), (0.05, 3.4)), b.roof_colour)


def draw_pagoda(stage: Stage, b: Building) -> None:
    """Tiers, each smaller than the one below; a temple is a wide hall of one or two."""
    frame = Frame(b.x, b.y, b.heading)
    tiers = max(b.storeys, 3) if b.kind == "pagoda" else min(max(b.storeys, 1), 2)
    storey, z = storey_height(b), 0.7
    w, d = b.width / 2, b.depth / 2
    prism(stage, frame, (-w - 0.8, -d - 0.8, 0.0), (w + 0.8, d + 0.8, z), "#a8a298", "#b4aea4")
    for k in range(tiers):
        shrink = 1 - 0.16 * k if b.kind == "pagoda" else 1 - 0.35 * k
        tw, td = w * shrink * 0.86, d * shrink * 0.86
        tall = storey * (1.0 if k == 0 else 0.72)
        for wall in walls_of(frame, 2 * tw, 2 * td, tall, z):
            if faces_eye(wall.origin, wall.normal):
                paint_wall(stage, wall, b, openings=False)
                _bays(stage, wall, b)
        z += tall
        over, last = 1.3 * (0.7 + 0.3 * shrink), k == tiers - 1
        inner = (tw * 0.78, td * 0.78) if not last else (tw * 0.55 if b.kind == "temple" else 0.15, 0.12)
        rise = 1.1 if not last else max(1.8, td * 0.75)
        tier(
            stage,
            frame,
            (tw + over, td + over, 0),
            (inner[0], inner[1], 0),
            z - 0.25,
            rise,
            b.roof_colour,
            b.trim,
            0.55,
        )
        z += rise - 0.55
    top = frame.at(0, 0, z + 0.3)
    if b.kind == "pagoda":
        revolve(stage, top, ((0.35, 0.0), (0.22, 0.5), (0.3, 0.9), (0.12, 1.4), (0.04, 3.2)), "#b89a4a")
    else:
        inner_w = w * (1 - 0.35 * (tiers - 1)) * 0.86 * 0.55
        prism(
            stage,
            frame,
            (-inner_w - 0.3, -0.2, z + 0.25),
            (inner_w + 0.3, 0.2, z + 0.75),
            mix(b.roof_colour, "#e0d8c0", 0.25),
        )


def _bays(stage: Stage, wall: Wall, b: Building) -> None:
    """Timber posts with lattice doors between."""
    tone = stage.tone(wall.normal, wall.middle())
    count = max(3, round(wall.length / 2.4) | 1)
    step, dark, posts = wall.length / count, skia.Path(), skia.Path()
    for i in range(count):
        if i % 2 == 0 or wall.side == 0:
            dark.addRect(
                skia.Rect.MakeLTRB(i * step + 0.35, -wall.height * 0.72, (i + 1) * step - 0.35, -0.1)
            )
    for i in range(count + 1):
        posts.addRect(skia.Rect.MakeLTRB(i * step - 0.15, -wall.height, i * step + 0.15, 0))
    with stage.plane(wall.origin, wall.along, (0, 0, -1)):
        stage.fill(dark, tone("#4a2c20"))
        stage.fill(posts, tone(b.trim))
        stage.rect(0, -wall.height, wall.length, -wall.height + 0.4, tone(b.trim, 0.85))
