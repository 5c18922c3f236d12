"""One wall of a building, drawn in its own plane: material, windows, doors, shop front, weather.

Local coordinates are metres, x from the wall's left end as seen from outside, y upwards negative
(the plane's second axis points down), so a point `z` above the ground is drawn at y = -z.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import skia

from world.plans import WINDOW, chance, covers, door_bay, garage_span
from world.render import extras, materials
from world.render.openings import Opening, draw_door, draw_windows
from world.render.solids import Stage, Tone, Vec, luminance, mix
from world.render.text import draw_text
from world.scene import Building


@dataclass(frozen=True, slots=True)
class Wall:
    """A vertical face: `origin` is its lower left corner as seen from outside; `rise` lifts the top at
    the left end, the middle and the right end (a gable, a mono-pitch side) above `height`."""

    origin: Vec
    along: Vec
    normal: Vec
    length: float
    height: float
    side: int  # 0 front, then clockwise from above: 1, 2 back, 3
    rise: tuple[float, float, float] = (0.0, 0.0, 0.0)

    def nearest(self) -> Vec:
        """The wall's point nearest to the eye, at eye height or its top."""
        o, u = self.origin, self.along
        t = min(max(-(o[0] * u[0] + o[1] * u[1]), 0.0), self.length)
        return (o[0] + u[0] * t, o[1] + u[1] * t, min(self.height, 2.4))

    def middle(self) -> Vec:
        """Its centre."""
        o, u, h = self.origin, self.along, self.length / 2
        return (o[0] + u[0] * h, o[1] + u[1] * h, o[2] + self.height / 2)


STOREY = {
    "hut": 2.3,
    "shop": 3.65,
    "apartments": 3.0,
    "office": 3.6,
    "church": 6.4,
    "mosque": 5.2,
    "temple": 3.6,
    "barn": 3.9,
}


def storey_height(building: Building) -> float:
    """Metres from floor to floor."""
    return STOREY.get(building.kind, 2.8)


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
        if b.wall == "half-timber" and scale > 3:
            _timber(stage, wall, tone, b)
        if scale > 3 and b.wall in ("plaster", "concrete", "brick", "tile"):
            _courses(stage, wall, b, tone)
        if openings:
            windows, doors, shop = _layout(wall, b)
            if "panels" in b.extras and scale > 3:
                bays = max(2, round(wall.length / 3.2))
                extras.joints(stage, wall.length, wall.height, storey_height(b), bays, tone, b)
            if b.kind == "office":
                _curtain(stage, wall, b, tone, scale, shop)
            elif windows:
                draw_windows(stage, windows, b, tone, scale)
                if scale > 3:
                    extras.around_windows(stage, windows, b, tone, scale)
            if wall.side == 0:
                extras.garage_door(stage, b, tone, scale)
            for door in doors:
                draw_door(stage, door, b, tone, scale)
            if shop:
                _shop_front(stage, wall, b, tone, scale)
            if scale > 5 and wall.side in (1, 3) and not windows and b.kind in _SERVED:
                _services(stage, wall, b, tone)
            if "gutter" in b.extras and scale > 5 and wall.rise[1] <= 0:
                extras.down_pipe(stage, wall.length, wall.height, tone, b)
            if "fire-escape" in b.extras and wall.side == 0 and b.storeys > 2 and scale > 4:
                extras.fire_escape(stage, wall.length, storey_height(b), tone, b)
        if scale > 4:
            _weather(stage, wall, b, tone)


def _in_sight(stage: Stage, wall: Wall) -> bool:
    """Whether a wall and the half metre around it touch this face."""
    (x, y, z), (u, v, _), (n, m, _) = wall.origin, wall.along, wall.normal
    low, high = z - 0.1, z + wall.height + max(wall.rise)
    ends = [(x + u * t + n * 0.5, y + v * t + m * 0.5) for t in (-0.5, wall.length + 0.5)]
    pixels = stage.outline([(*ends[0], low), (*ends[1], low), (*ends[1], high), (*ends[0], high)])
    return len(pixels) > 2 and stage.shows(pixels)


_SERVED = ("house", "farm", "shop", "apartments", "office")


def _services(stage: Stage, wall: Wall, b: Building, tone: Tone) -> None:
    """What a blank wall carries: a meter's box with its cable, a rain pipe, a vent."""
    x = wall.length * (0.2 + 0.25 * chance(b.seed, 76 + wall.side))
    stage.rect(x + 0.2, -wall.height + 0.1, x + 0.24, -1.6, tone("#3c3e40"))
    stage.rect(x - 0.03, -1.63, x + 0.48, -0.92, tone("#6f7376"))
    stage.rect(x, -1.6, x + 0.45, -0.95, tone("#c9cac6"))
    stage.rect(x + 0.09, -1.5, x + 0.36, -1.32, tone("#39424a"))
    far = wall.length - 0.35
    stage.rect(far, -wall.height, far + 0.1, 0, tone(mix(b.trim, "#8c9094", 0.5)))
    stage.rect(wall.length * 0.68, -2.25, wall.length * 0.68 + 0.3, -1.95, tone("#8b8f90"))


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


OVERHANG = 0.45
"""Metres that eaves stand out."""


def _weather(stage: Stage, wall: Wall, b: Building, tone: Tone) -> None:
    """The shadow of the eaves and dirt at the foot."""
    top, paint = wall.height + min(wall.rise), skia.Paint()
    dark = tone(mix(b.wall_colour, "#000000", 0.75))
    clear = dark & 0x00FFFFFF
    # A gable's top follows the roof's slope: no level shadow lies on it.
    level = wall.rise[1] <= min(wall.rise[0], wall.rise[2]) and b.roof not in ("parapet", "dome")
    sun, lit = stage.light.sun, stage.light.shadow_alpha
    towards = sum(p * q for p, q in zip(sun, wall.normal, strict=True))
    drop = min(OVERHANG * max(sun[2], 0.05) / towards, 1.8) if towards > 0.08 else 0.0
    if drop and lit > 0.1:
        shade = skia.ColorSetARGB(int(255 * min(0.62, lit)), 10, 12, 22)
        if level:
            stage.rect(0, -top, wall.length, -top + drop, shade)
        elif wall.rise[1] > max(wall.rise[0], wall.rise[2]):
            rake, h, r = skia.Path(), wall.length / 2, wall.rise[1]
            for x in (0.0, wall.length):
                ring = (
                    (x, -wall.height),
                    (h, -wall.height - r),
                    (h, -wall.height - r + drop),
                    (x, -wall.height + drop),
                )
                rake.addPoly([skia.Point(*p) for p in ring], True)
            stage.fill(rake, shade)
    eaves = ((-top, -top + 0.6, 45),) if level and not drop else ()
    for y0, y1, alpha in (*eaves, (0.0, -0.6, 20)):
        ends = [skia.Point(0, y0), skia.Point(0, y1)]
        paint.setShader(skia.GradientShader.MakeLinear(ends, [clear | alpha << 24, clear]))
        stage.canvas.drawRect(skia.Rect.MakeLTRB(0, min(y0, y1), wall.length, max(y0, y1)), paint)
    if wall.side == 0 and "veranda" in b.extras and not (b.sign or b.kind == "shop"):
        stage.rect(0, -2.8, wall.length, 0, skia.ColorSetARGB(int(60 + 90 * lit), 10, 12, 22))


def _courses(stage: Stage, wall: Wall, b: Building, tone: Tone) -> None:
    """A plinth, bands between the floors and corner stones, each for some buildings."""
    if chance(b.seed, 70) < 0.55:
        stage.rect(0, -0.45, wall.length, 0, tone(mix(b.wall_colour, "#77726a", 0.55)))
    if b.storeys > 1 and chance(b.seed, 71) < 0.4 and b.kind != "office":
        for floor in range(1, b.storeys):
            z = floor * storey_height(b)
            stage.rect(0, -z - 0.1, wall.length, -z + 0.08, tone(mix(b.wall_colour, b.trim, 0.6)))
    if chance(b.seed, 72) < 0.22 and b.kind in ("house", "apartments", "shop"):
        for left in (0.0, wall.length - 0.4):
            stage.rect(left, -wall.height, left + 0.4, 0, tone(mix(b.wall_colour, b.trim, 0.45)))


def _layout(wall: Wall, b: Building) -> tuple[list[Opening], list[Opening], bool]:
    """Windows, doors and whether the ground floor is a shop front."""
    if b.kind == "hut":
        door = [Opening(wall.length / 2, 0.0, 0.85, 1.8, b.seed)] if wall.side == 0 else []
        small = (
            []
            if wall.side in (0, 2) or wall.length < 2.5
            else [Opening(wall.length / 2, 1.1, 0.6, 0.6, b.seed)]
        )
        return small, door, False
    if b.kind == "barn":
        wide = min(3.6, wall.length * 0.45)
        return (
            [],
            [Opening(wall.length / 2, 0.0, wide, min(3.3, wall.height - 0.4), b.seed)]
            if wall.side == 0
            else [],
            False,
        )
    storey, (w, h, sill, bay) = storey_height(b), WINDOW.get(b.windows, WINDOW["plain"])
    if b.kind in ("church", "mosque", "temple"):
        w, h, sill, bay = 1.0, min(3.2, storey * 0.5), storey * 0.28, 3.2
    if wall.side in (1, 3) and b.kind in ("house", "farm", "shop"):
        bay *= 1.5
    h = min(h, storey - sill - 0.35)
    bays = max(1, int((wall.length - 0.4) / bay))
    step = wall.length / bays
    shop = wall.side == 0 and (bool(b.sign) or b.kind == "shop")
    span = garage_span(b) if wall.side == 0 else None
    entrance = door_bay(b, bays, step, span)
    windows, doors = [], []
    blank = wall.side in (1, 3) and chance(b.seed, wall.side + 30) < (0.22 if b.kind == "shop" else 0.1)
    for floor in range(1 if b.kind in ("church", "mosque") else b.storeys):
        for i in range(bays):
            x, number = (i + 0.5) * step, b.seed * 31 + wall.side * 997 + floor * 53 + i
            if floor == 0 and (shop or covers(span, x, step)):
                continue
            if floor == 0 and wall.side == 0 and i == entrance and b.kind not in ("office",):
                tall = b.kind in ("church", "mosque", "temple")
                doors.append(Opening(x, 0.0, 1.9 if tall else 1.0, 3.2 if tall else 2.1, number))
                if bays > 1 or tall:
                    continue
                windows.append(Opening(x + step * 0.3, sill, min(w, step * 0.3), h, number))
            elif not blank and chance(number, 3) > 0.04:
                windows.append(Opening(x, floor * storey + sill, min(w, step * 0.8), h, number))
    if wall.rise[1] > 2.0 and b.kind in ("house", "farm", "apartments"):
        windows.append(Opening(wall.length / 2, wall.height + 0.2, 0.8, min(1.1, wall.rise[1] * 0.4), b.seed))
    return windows, doors, shop


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


def _shop_front(stage: Stage, wall: Wall, b: Building, tone: Tone, scale: float) -> None:
    """Display windows, a door and the fascia with its writing over the ground floor."""
    inset, panes = 0.25, max(2, round(wall.length / 2.4))
    step = (wall.length - 2 * inset) / panes
    if "open-front" in b.extras:
        _open_front(stage, wall, b, tone, scale)
    elif "shutter-front" in b.extras:
        _shutters(stage, wall, b, tone, scale)
    else:
        _glass_front(stage, wall, b, tone, scale, inset, panes, step)
    _fascia(stage, wall, b, tone, scale)


def _open_front(stage: Stage, wall: Wall, b: Building, tone: Tone, scale: float) -> None:
    """A room open to the street: a dim back wall, shelves, crates before it, pillars at the sides."""
    inset = 0.3
    stage.rect(inset, -2.5, wall.length - inset, 0.0, tone("#3a342e"))
    stage.rect(inset, -2.5, wall.length - inset, -1.9, tone("#1e1b18"))
    if scale > 6:
        _shelves(stage, inset, wall.length - inset, b, tone)
    for x in (0.0, wall.length - inset):
        stage.rect(x, -2.6, x + inset, 0.0, tone(mix(b.wall_colour, b.trim, 0.3)))
    stage.rect(inset, -2.55, wall.length - inset, -2.35, tone("#8a8e90"))


_GOODS = ("#a8503e", "#c4a04a", "#4a7590", "#cfc8b8", "#5f7f52", "#7a5878", "#b07a4a")


def _shelves(stage: Stage, left: float, right: float, b: Building, tone: Tone) -> None:
    """Three shelves with runs of like goods, things that hang, and crates on the floor."""
    goods, boards = [skia.Path() for _ in _GOODS], skia.Path()
    for shelf in range(3):
        z, x, k = 0.72 + 0.42 * shelf, left + 0.15, 0
        boards.addRect(skia.Rect.MakeLTRB(left + 0.1, -z, right - 0.1, -z + 0.04))
        while x < right - 0.5:
            pick, run = chance(b.seed, 200 + 40 * shelf + k), 0.4 + 0.9 * chance(b.seed, 340 + 40 * shelf + k)
            tall = 0.16 + 0.16 * chance(b.seed, 480 + 40 * shelf + k)
            end = min(x + run, right - 0.15)
            goods[int(pick * len(_GOODS))].addRect(skia.Rect.MakeLTRB(x, -z - tall, end, -z))
            x, k = end + 0.04, k + 1
    for k in range(int((right - left) / 0.62)):
        pick, x = chance(b.seed, 600 + k), left + 0.1 + k * 0.62
        if pick < 0.55:
            low = 0.28 + 0.3 * chance(b.seed, 640 + k)
            goods[int(pick * 12) % len(_GOODS)].addRect(skia.Rect.MakeLTRB(x, -low, x + 0.5, 0))
        if pick > 0.6:
            drop = 0.2 + 0.3 * chance(b.seed, 680 + k)
            goods[int(pick * 40) % len(_GOODS)].addRect(
                skia.Rect.MakeLTRB(x + 0.1, -2.3, x + 0.34, -2.3 + drop)
            )
    for path, colour in zip(goods, _GOODS, strict=True):
        stage.fill(path, tone(colour, 0.62))
    stage.fill(boards, tone("#6a5a48", 0.7))


def _shutters(stage: Stage, wall: Wall, b: Building, tone: Tone, scale: float) -> None:
    """Rolled metal shutters, some up."""
    doors = max(1, round(wall.length / 3.0))
    step = wall.length / doors
    tints = ("#a8acae", "#8f9496", b.sign_colour, mix(b.sign_colour, "#a8acae", 0.6), "#5f7a8a")
    for k in range(doors):
        left, right = k * step + 0.25, (k + 1) * step - 0.25
        if chance(b.seed, 210 + k) < 0.4:
            stage.rect(left, -2.5, right, 0, tone("#26241f"))
            stage.rect(left, -0.95, right - (right - left) * 0.35, 0, tone("#6a5a44"))
            stage.rect(left + 0.1, -1.75, right - 0.1, -1.15, tone("#8a7a5f", 0.75))
            stage.rect(left, -2.5, right, -2.25, tone("#8f9496"))
            continue
        colour = tints[int(chance(b.seed, 220 + k) * len(tints))]
        stage.rect(left, -2.5, right, 0, tone(colour))
        if scale > 8:
            ribs = skia.Path()
            for j in range(20):
                ribs.addRect(skia.Rect.MakeLTRB(left, -2.5 + j * 0.125, right, -2.47 + j * 0.125))
            stage.fill(ribs, tone(colour, 0.72))


def _glass_front(
    stage: Stage, wall: Wall, b: Building, tone: Tone, scale: float, inset: float, panes: int, step: float
) -> None:
    """Display windows and a door, in one of several frames."""
    style = int(chance(b.seed, 23) * 4)
    frame = (
        mix(b.sign_colour, "#2a2a2c", 0.5),
        "#2f3236",
        mix(b.trim, "#d8d4c8", 0.3),
        mix(b.wall_colour, b.trim, 0.35),
    )[style]
    riser = (0.45, 0.12, 0.55, 0.75)[style]
    stage.rect(inset - 0.1, -2.58, wall.length - inset + 0.1, 0.0, tone(frame))
    glass, bars, ways = skia.Path(), skia.Path(), []
    open_bay = int(chance(b.seed, 21) * panes)
    for i in range(panes):
        left, right = inset + i * step + 0.07, inset + (i + 1) * step - 0.07
        door = i == open_bay
        if door and right - left > 1.4:  # a door is no wider than a door
            middle = (left + right) / 2
            bars.addRect(skia.Rect.MakeLTRB(middle - 0.55, -2.48, middle - 0.48, 0))
            bars.addRect(skia.Rect.MakeLTRB(middle + 0.48, -2.48, middle + 0.55, 0))
            bars.addRect(skia.Rect.MakeLTRB(middle - 0.5, -0.25, middle + 0.5, 0))
            bars.addRect(skia.Rect.MakeLTRB(middle + 0.3, -1.25, middle + 0.36, -0.85))
        low = 0.06 if door else riser
        glass.addRect(skia.Rect.MakeLTRB(left, -2.46, right, -low))
        bars.addRect(skia.Rect.MakeLTRB(left, -2.08, right, -2.02))
        if not door:
            ways.append((left, right, low, b.seed + 17 * i))
    ends = [skia.Point(0, -0.2), skia.Point(0, -2.45)]
    colours = [tone("#4b4f50"), tone("#39434b"), tone("#7f95a3")]
    shader = skia.GradientShader.MakeLinear(ends, colours, [0.0, 0.5, 1.0])
    stage.canvas.drawPath(glass, skia.Paint(AntiAlias=True, Shader=shader))
    if scale > 9:
        _display(stage, ways, b, tone, scale)
        glare = skia.Path()
        for left, right, low, _ in ways:
            wide = right - left
            for at, share in ((0.55, 0.22), (0.84, 0.07)):
                x, lean = left + wide * at, wide * 0.38
                ring = (
                    (x, -2.46),
                    (x + wide * share, -2.46),
                    (x + wide * share - lean, -low),
                    (x - lean, -low),
                )
                glare.addPoly([skia.Point(min(max(px, left), right), py) for px, py in ring], True)
        stage.fill(glare, tone("#dbe6ec", 1.0, 0.13))
    stage.fill(bars, tone(frame, 1.05))


_PAPER = ("#efe9da", "#d9c24a", "#c8503f", "#3f78a8", "#5f9a6a")


def _display(
    stage: Stage, ways: list[tuple[float, float, float, int]], b: Building, tone: Tone, scale: float
) -> None:
    """What panes show: shelves of goods, posters, a few large things on a plinth, or a blind."""
    goods, papers = [skia.Path() for _ in _GOODS], [skia.Path() for _ in _PAPER]
    boards, blinds = skia.Path(), skia.Path()
    trade = int(chance(b.seed, 27) * 3)  # a shop's windows are of one mind
    for left, right, low, seed in ways:
        wide, kind = right - left, trade if chance(seed, 1) < 0.65 else int(chance(seed, 2) * 4)
        if kind == 0:
            for shelf in range(3):
                z, x, k = low + 0.08 + 0.46 * shelf, left + 0.05, 0
                boards.addRect(skia.Rect.MakeLTRB(left, -z, right, -z + 0.05))
                while x < right - 0.12:
                    end = min(x + 0.10 + 0.22 * chance(seed, 60 * shelf + k + 3), right - 0.04)
                    tall = 0.14 + 0.2 * chance(seed, 60 * shelf + k + 20)
                    pick = int(chance(seed, 60 * shelf + k // 3 + 40) * len(_GOODS))
                    goods[pick].addRect(skia.Rect.MakeLTRB(x, -z - tall, end, -z))
                    x, k = end + (0.02 if k % 3 else 0.07), k + 1
        elif kind == 1:
            for k in range(1 + (wide > 1.3)):
                x = left + 0.1 + k * wide * 0.5
                w, top = min(0.75, wide * 0.38), 1.95 - 0.25 * chance(seed, 5 + k)
                h = 0.75 + 0.35 * chance(seed, 7 + k)
                sheet = int(chance(seed, 9 + k) * len(_PAPER))
                papers[sheet].addRect(skia.Rect.MakeLTRB(x, -top, x + w, -top + h))
                other = papers[(sheet + 2) % len(_PAPER)]
                other.addRect(skia.Rect.MakeLTRB(x + 0.06, -top + h * 0.62, x + w - 0.06, -top + h * 0.74))
                other.addCircle(x + w / 2, -top + h * 0.34, min(w, h) * 0.24)
        elif kind == 2:
            boards.addRect(skia.Rect.MakeLTRB(left, -low - 0.2, right, -low))
            for k in range(max(2, int(wide / 0.55))):
                x = left + 0.1 + k * 0.55
                w, h = 0.24 + 0.2 * chance(seed, 12 + k), 0.3 + 0.75 * chance(seed, 16 + k)
                item = goods[int(chance(seed, 24 + k) * len(_GOODS))]
                box = skia.Rect.MakeLTRB(x, -low - 0.2 - h, min(x + w, right - 0.04), -low - 0.2)
                item.addRRect(skia.RRect.MakeRectXY(box, 0.09, 0.09))
        else:
            blinds.addRect(skia.Rect.MakeLTRB(left, -2.02, right, -2.02 + 0.5 + 0.7 * chance(seed, 30)))
    for path, colour in zip(goods, _GOODS, strict=True):
        stage.fill(path, tone(colour, 0.82))
    stage.fill(boards, tone("#8a7a64", 0.85))
    stage.fill(blinds, tone("#c9c4b4", 0.85))
    for path, colour in zip(papers, _PAPER, strict=True):
        stage.fill(path, tone(colour, 0.88))


def _fascia(stage: Stage, wall: Wall, b: Building, tone: Tone, scale: float) -> None:
    """The board with the writing, and before an arcade its pillars and its shade."""
    top, bottom = -3.2, -2.6
    if "arcade" in b.extras:
        stage.rect(0, -2.6, wall.length, 0, 0x70080A10)
        for x in (0.0, wall.length - 0.45):
            stage.rect(x, -2.7, x + 0.45, 0, tone(b.wall_colour, 0.95))
    stage.rect(0.1, top, wall.length - 0.1, bottom, tone(b.sign_colour))
    stage.rect(0.1, bottom - 0.06, wall.length - 0.1, bottom, tone(b.sign_colour, 0.7))
    ink = "#ffffff" if luminance(b.sign_colour) < 0.55 else "#1c2430"
    if b.sign and scale > 5:
        draw_text(stage.canvas, b.sign, (0.4, top + 0.06, wall.length - 0.4, bottom - 0.08), tone(ink))
    elif not b.sign and scale > 3:
        _emblem(stage, wall, b, tone, (top, bottom), ink)


def _emblem(stage: Stage, wall: Wall, b: Building, tone: Tone, span: tuple[float, float], ink: str) -> None:
    """What a board without writing bears: bands, an emblem on a light field, diamonds, or lamps over it."""
    (top, bottom), middle, kind = span, wall.length / 2, int(chance(b.seed, 26) * 4)
    high, y = bottom - top, (top + bottom) / 2
    other = mix(b.sign_colour, ink, 0.6)
    if kind == 0:
        stage.rect(0.1, top + high * 0.55, wall.length - 0.1, top + high * 0.7, tone(other))
        stage.rect(0.1, top + high * 0.78, wall.length - 0.1, top + high * 0.86, tone(other))
        return
    marks = skia.Path()
    if kind == 1:
        half = min(1.3, wall.length * 0.3)
        box = skia.Rect.MakeLTRB(middle - half, top + 0.07, middle + half, bottom - 0.1)
        marks.addRRect(skia.RRect.MakeRectXY(box, 0.12, 0.12))
        stage.fill(marks, tone(mix(ink, b.sign_colour, 0.08)))
        emblem = skia.Path()
        emblem.addCircle(middle - half * 0.45, y, high * 0.26)
        emblem.addRect(skia.Rect.MakeLTRB(middle - half * 0.1, y - 0.05, middle + half * 0.75, y + 0.05))
        stage.fill(emblem, tone(b.sign_colour))
        return
    count = max(2, int(wall.length / (0.9 if kind == 2 else 1.8)))
    for k in range(count):
        x = (k + 0.5) * wall.length / count
        if kind == 2:
            ring = ((x, y - 0.17), (x + 0.17, y), (x, y + 0.17), (x - 0.17, y))
            marks.addPoly([skia.Point(*p) for p in ring], True)
        else:
            marks.addRect(skia.Rect.MakeLTRB(x - 0.02, top - 0.2, x + 0.02, top + 0.05))
            marks.addRect(skia.Rect.MakeLTRB(x - 0.16, top, x + 0.16, top + 0.1))
    stage.fill(marks, tone(other if kind == 2 else "#2c2e30"))


def awning(stage: Stage, wall: Wall, b: Building) -> None:
    """A striped cloth roof over a shop front, sloping out from the wall."""
    out, low, high = 1.15, 2.25, 2.62
    n, u = wall.normal, wall.along
    slope = (n[0] * out, n[1] * out, low - high)
    o = wall.origin
    start = (o[0], o[1], high)
    normal = (n[0] * 0.3, n[1] * 0.3, 0.954)
    tone = stage.tone(normal, wall.middle())
    stripes = max(4, round(wall.length / 0.5))
    light = "#f2eee4"
    with stage.plane(start, u, slope):
        stage.rect(0.1, 0, wall.length - 0.1, 1, tone(b.sign_colour))
        if chance(b.seed, 17) < 0.6:
            bands = skia.Path()
            for i in range(0, stripes, 2):
                bands.addRect(
                    skia.Rect.MakeLTRB(
                        0.1 + i * (wall.length - 0.2) / stripes,
                        0,
                        0.1 + (i + 1) * (wall.length - 0.2) / stripes,
                        1,
                    )
                )
            stage.fill(bands, tone(light))
    edge = (start[0] + slope[0], start[1] + slope[1], low)
    with stage.plane(edge, u, (0, 0, -1)):
        stage.rect(0.1, 0, wall.length - 0.1, 0.22, stage.tone(n, edge)(b.sign_colour, 0.85))


def balconies(stage: Stage, wall: Wall, b: Building) -> None:
    """Slabs and railings a metre before the wall."""
    if b.storeys < 2 or stage.scale(wall.nearest()) < 2.5:
        return
    windows, _, _ = _layout(wall, b)
    windows = [o for o in windows if 1.5 < o.z < wall.height]
    out, n = 0.95, wall.normal
    edge = replace(wall, origin=(wall.origin[0] + n[0] * out, wall.origin[1] + n[1] * out, wall.origin[2]))
    tone, below = stage.tone(n, edge.middle()), stage.tone((0, 0, -1), edge.middle())
    solid = chance(b.seed, 33) < 0.5
    scale = stage.scale(edge.nearest())
    for o in windows:
        z = o.z - 0.2
        left, right = o.x - o.width / 2 - 0.35, o.x + o.width / 2 + 0.35
        if z > 2.4:
            with stage.plane((wall.origin[0], wall.origin[1], z), wall.along, n):
                stage.rect(left, 0, right, out, below(mix(b.wall_colour, "#9a9892", 0.6)))
    slabs, rails = skia.Path(), skia.Path()
    for o in windows:
        z, left, right = o.z - 0.2, o.x - o.width / 2 - 0.35, o.x + o.width / 2 + 0.35
        slabs.addRect(skia.Rect.MakeLTRB(left, -z - 0.16, right, -z))
        if solid:
            slabs.addRect(skia.Rect.MakeLTRB(left, -z - 1.05, right, -z))
            continue
        rails.addRect(skia.Rect.MakeLTRB(left, -z - 1.1, right, -z - 1.04))
        if scale > 7:
            for k in range(int((right - left) / 0.14) + 1):
                rails.addRect(skia.Rect.MakeLTRB(left + k * 0.14, -z - 1.1, left + k * 0.14 + 0.025, -z))
    _balcony_ends(stage, wall, windows, out, b, 1.05 if solid else 0.0)
    with stage.plane(edge.origin, edge.along, (0, 0, -1)):
        if "glazed-balcony" in b.extras:
            _glazing(stage, windows, b, tone)
        stage.fill(slabs, tone(mix(b.wall_colour, b.trim, 0.5)))
        if not solid:
            stage.fill(rails, tone("#3a3d40" if luminance(b.trim) > 0.4 else b.trim))


def _glazing(stage: Stage, windows: list[Opening], b: Building, tone: Tone) -> None:
    """Balconies that tenants closed with panes of their own, each in another frame."""
    for k, tint in enumerate(("#f0f0ec", "#8a8e92", "#6b5642")):
        frames, panes = skia.Path(), skia.Path()
        for o in windows:
            if chance(o.seed, 66) < 0.65 and int(chance(o.seed, 67) * 3) == k:
                z, left, right = o.z - 0.2, o.x - o.width / 2 - 0.35, o.x + o.width / 2 + 0.35
                frames.addRect(skia.Rect.MakeLTRB(left, -z - 2.35, right, -z - 0.9))
                for j in range(3):
                    x0 = left + 0.06 + j * (right - left) / 3
                    panes.addRect(skia.Rect.MakeLTRB(x0, -z - 2.28, x0 + (right - left) / 3 - 0.12, -z - 1.0))
        stage.fill(frames, tone(tint))
        stage.fill(panes, tone("#4f6474"))


def _balcony_ends(
    stage: Stage, wall: Wall, windows: list[Opening], out: float, b: Building, parapet: float
) -> None:
    """The ends of balconies that are turned to the eye."""
    (ox, oy, _), (ux, uy, _), (nx, ny, _) = wall.origin, wall.along, wall.normal
    eye = -(ox * ux + oy * uy)
    for o in windows:
        half = o.width / 2 + 0.35
        for x, way in ((o.x - half, -1), (o.x + half, 1)):
            if (eye - x) * way > 0:
                ax, ay = ox + ux * x, oy + uy * x
                low, high = o.z - 0.36, o.z - 0.2 + parapet
                ends = ((0.0, low), (out, low), (out, high), (0.0, high))
                quad = [(ax + nx * d, ay + ny * d, z) for d, z in ends]
                stage.polygon(
                    quad, stage.tone((ux * way, uy * way, 0.0), quad[0])(mix(b.wall_colour, b.trim, 0.5))
                )
