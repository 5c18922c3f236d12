"""One wall of a building, drawn whole in its own plane: material, windows, doors, shop front, weather.

Coordinates are as in `walls`. Everything is decided by the building's seed, so that a wall is the same in
whichever face of the cube it shows.
"""

from __future__ import annotations

import skia

from world.plans import chance
from world.render import materials
from world.render.dressing import around_windows
from world.render.fittings import SERVED, down_pipe, fire_escape, joints, services
from world.render.openings import draw_door, draw_windows, garage_door
from world.render.shopfronts import shop_front
from world.render.solids import Stage, Tone, luminance, mix
from world.render.walls import Wall, layout, storey_height
from world.render.weathering import courses, grime, weather
from world.scene import Building


def paint_wall(stage: Stage, wall: Wall, b: Building, openings: bool = True) -> None:
    """Draw one wall of `b` if it faces the eye's side; the caller has made sure it does."""
    if not _in_sight(stage, wall):
        return
    scale = stage.scale(wall.nearest())
    tone = stage.tone(wall.normal, wall.middle())
    if scale > 4 and wall.origin[2] == 0.0 and b.kind in ("house", "farm") and chance(b.seed, 74) < 0.7:
        bed = ("#a8a196", "#b7b0a2", "#8d867a", "#7f6f5c")[int(chance(b.seed, 75) * 4)]
        with stage.plane(wall.origin, wall.along, wall.normal):
            stage.rect(-0.3, 0, wall.length + 0.3, 0.4, stage.tone((0, 0, 1), wall.middle())(bed, 0.85, 0.55))
    with stage.plane(wall.origin, wall.along, (0.0, 0.0, -1.0)) as canvas:
        body = _body(wall)
        stage.fill(body, tone(b.wall_colour))
        overlay = materials.shader(
            "blocks" if b.wall == "concrete" and b.kind in ("house", "shop") else b.wall, scale
        )
        if overlay is not None:
            canvas.drawPath(body, skia.Paint(Shader=overlay, AntiAlias=True, Alphaf=_contrast(b)))
        if scale > 2:
            _other_part(stage, wall, body, b, tone, scale)
        if b.wall == "half-timber" and scale > 3:
            _timber(stage, wall, tone, b)
        if scale > 3 and b.wall in ("plaster", "concrete", "brick", "tile"):
            courses(stage, wall, b, tone)
        if scale > 4 and wall.origin[2] == 0.0:
            grime(stage, wall, b)
        if openings:
            windows, doors, shop = layout(wall, b)
            if "panels" in b.extras and scale > 3:
                bays = max(2, round(wall.length / 3.2))
                joints(stage, wall.length, wall.height, storey_height(b), bays, tone, b)
            if b.kind == "office":
                _curtain(stage, wall, b, tone, scale, shop)
            elif windows:
                draw_windows(stage, windows, b, tone, scale)
                if scale > 3:
                    around_windows(stage, windows, b, tone, scale)
            if wall.side == 0:
                garage_door(stage, b, tone, scale)
            for door in doors:
                draw_door(stage, door, b, tone, scale)
            if shop:
                shop_front(stage, wall, b, tone, scale)
            if scale > 5 and wall.side in (1, 3) and not windows and b.kind in SERVED:
                services(stage, wall, b, tone)
            if "gutter" in b.extras and scale > 5 and wall.rise[1] <= 0:
                down_pipe(stage, wall.length, wall.height, tone, b)
            if "fire-escape" in b.extras and wall.side == 0 and b.storeys > 2 and scale > 4:
                fire_escape(stage, wall.length, storey_height(b), tone, b)
        if scale > 4:
            weather(stage, wall, b, tone)


_BOARDS = ("#7a5433", "#5f4028", "#8b6140", "#6b4a30")
_RUBBLE = ("#8f8a80", "#9a9184", "#7f7c76")


def _other_part(stage: Stage, wall: Wall, body: skia.Path, b: Building, tone: Tone, scale: float) -> None:
    """Boards over a plastered ground floor, a foot of rubble, or one painted in the colour of the trim."""
    top, storey = -wall.height - max(wall.rise), storey_height(b)
    high = storey if b.storeys > 1 and chance(b.seed, 67) < 0.4 else 0.9
    for name, low, up, colours, material in (
        ("wood-above", -max(storey, wall.height - storey), top, _BOARDS, "wood-horizontal"),
        ("stone-foot", 0.0, -high, _RUBBLE, "stone"),
        ("painted-foot", 0.0, -0.85, (_foot(b),), ""),
    ):
        if name in b.extras:
            stage.canvas.save()
            stage.canvas.clipRect(skia.Rect.MakeLTRB(0, up, wall.length, low), True)
            stage.fill(body, tone(colours[b.seed % len(colours)]))
            overlay = materials.shader(material, scale)
            if overlay is not None:
                stage.canvas.drawPath(body, skia.Paint(Shader=overlay, AntiAlias=True))
            stage.canvas.restore()


def _foot(b: Building) -> str:
    """What the foot of a wall is painted: the trim's colour or, where that is light, a darker one."""
    return b.trim if luminance(b.trim) < 0.72 else mix(b.wall_colour, "#4a4038", 0.45)


def _in_sight(stage: Stage, wall: Wall) -> bool:
    """Whether a wall or the half metre around it touches this face.

    Both the wall itself and what stands out from it count: at the edge of a face one shows without the other.
    """
    (x, y, z), (u, v, _), (n, m, _) = wall.origin, wall.along, wall.normal
    low, high = z - 0.1, z + wall.height + max(wall.rise)
    for out in (0.0, 0.5):
        ends = [(x + u * t + n * out, y + v * t + m * out) for t in (-0.5, wall.length + 0.5)]
        pixels = stage.outline([(*ends[0], low), (*ends[1], low), (*ends[1], high), (*ends[0], high)])
        if len(pixels) > 2 and stage.shows(pixels):
            return True
    return False


def _contrast(b: Building) -> float:
    """Light mottling shows too much on dark paint; joints of masonry may show on any."""
    return 1.0 if b.wall in ("brick", "stone") else 0.35 + 0.65 * luminance(b.wall_colour)


def _body(wall: Wall) -> skia.Path:
    left, middle, right = wall.rise
    path = skia.Path()
    top = wall.height
    points = [(0.0, 0.0), (wall.length, 0.0), (wall.length, -top - right)]
    if middle != (left + right) / 2:
        points.append((wall.length / 2, -top - middle))
    points.append((0.0, -top - left))
    path.addPoly([skia.Point(*p) for p in points], True)
    return path


def _timber(stage: Stage, wall: Wall, tone: Tone, b: Building) -> None:
    beams, storey = skia.Path(), storey_height(b)
    top = wall.height
    for floor in range(b.storeys + 1):
        z = min(floor * storey, top) if floor else 0.25
        beams.addRect(
            skia.Rect.MakeLTRB(0, -z - 0.2 if floor else -0.35, wall.length, -z if floor else -0.15)
        )
    count = max(2, round(wall.length / 1.25))
    for i in range(count + 1):
        x = wall.length * i / count
        lift = max(0.0, (1 - abs(2 * i / count - 1)) * wall.rise[1])
        beams.addRect(skia.Rect.MakeLTRB(x - 0.09, -top - lift, x + 0.09, 0))
    for floor in range(b.storeys):
        low, high = floor * storey, min((floor + 1) * storey, top)
        for x0, x1 in ((0.0, wall.length / count), (wall.length, wall.length * (1 - 1 / count))):
            beams.addPoly(
                [
                    skia.Point(x0, -low),
                    skia.Point(x0 + 0.2, -low),
                    skia.Point(x1 + 0.1, -high),
                    skia.Point(x1 - 0.1, -high),
                ],
                True,
            )
    stage.fill(beams, tone("#4a3628" if luminance(b.trim) > 0.5 else b.trim))


def _curtain(stage: Stage, wall: Wall, b: Building, tone: Tone, scale: float, shop: bool) -> None:
    """An office's glass grid: bands of panes between spandrels."""
    storey = storey_height(b)
    count = max(2, round(wall.length / 1.6))
    step = wall.length / count
    paths = [skia.Path(), skia.Path(), skia.Path()]
    for floor in range(1 if shop else 0, b.storeys):
        low, high = floor * storey + (0.15 if floor == 0 else 0.8), (floor + 1) * storey - 0.25
        if scale < 4:
            paths[floor % 2].addRect(skia.Rect.MakeLTRB(0.2, -high, wall.length - 0.2, -low))
            continue
        for i in range(count):
            which = int(chance(b.seed * 13 + floor * 91 + wall.side * 7, i) * 2.6)
            paths[which].addRect(skia.Rect.MakeLTRB(i * step + 0.07, -high, (i + 1) * step - 0.07, -low))
    for path, colour in zip(paths, ("#3c5468", "#527088", "#78939f"), strict=True):
        stage.fill(path, tone(colour))
    if wall.side == 0 and not shop:
        middle = wall.length * (0.3 + 0.4 * chance(b.seed, 24))
        stage.rect(middle - 1.7, -3.1, middle + 1.7, 0, tone("#8f9498"))
        for k in (-1, 0):
            stage.rect(middle + k * 1.5 + 0.06, -2.6, middle + k * 1.5 + 1.44, 0, tone("#22303a"))
        stage.rect(middle - 2.1, -3.25, middle + 2.1, -2.95, tone(b.trim, 0.9))
