"""Ground floors that sell: open fronts, rolled shutters, display windows, boards over them, awnings.

All but the awnings are drawn in the wall's own plane, as in `walls`.
"""

from __future__ import annotations

import skia

from world.plans import chance
from world.render.interiors import draw_room
from world.render.solids import Stage, Tone, faces_eye, luminance, mix
from world.render.text import draw_text
from world.render.walls import Wall
from world.scene import Building


def shop_front(stage: Stage, wall: Wall, b: Building, tone: Tone, scale: float) -> None:
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


_LINTEL = 2.5
"""Metres from the ground to the top of an opening; above it runs the board."""


def _open_front(stage: Stage, wall: Wall, b: Building, tone: Tone, scale: float) -> None:
    """A room open to the street between pillars; a shutter is half down before a part of some."""
    inset, bays = 0.3, max(1, round(wall.length / 3.6))
    draw_room(stage, wall, (inset, wall.length - inset, _LINTEL), b.seed, scale)
    step = (wall.length - inset) / bays
    for k in range(bays):
        down, left = chance(b.seed, 240 + k), k * step + inset
        if down > 0.72 and bays > 1:
            low = 0.0 if down > 0.9 else 0.9 + 0.9 * chance(b.seed, 250 + k)
            _roller(stage, (left, left + step - inset, low), "#9a9e9f", tone, scale)
    for k in range(bays + 1):
        stage.rect(k * step, -2.6, k * step + inset, 0.0, tone(mix(b.wall_colour, b.trim, 0.3)))
    stage.rect(inset, -2.6, wall.length - inset, -_LINTEL + 0.08, tone("#7f8384"))


def _roller(stage: Stage, span: tuple[float, float, float], colour: str, tone: Tone, scale: float) -> None:
    """A metal shutter, rolled down to `low` metres above the ground (left, right, low)."""
    left, right, low = span
    stage.rect(left, -_LINTEL, right, -low, tone(colour))
    if scale > 8:
        ribs = skia.Path()
        for j in range(int((_LINTEL - low) / 0.125)):
            ribs.addRect(skia.Rect.MakeLTRB(left, -_LINTEL + j * 0.125, right, -_LINTEL + 0.03 + j * 0.125))
        stage.fill(ribs, tone(colour, 0.78))
    stage.rect(left, -low - 0.08, right, -low, tone(colour, 0.6))


def _shutters(stage: Stage, wall: Wall, b: Building, tone: Tone, scale: float) -> None:
    """Rolled metal shutters, some up, in the paint of the house's board or plain."""
    doors = max(1, round(wall.length / 3.0))
    step = wall.length / doors
    tints = ("#a8acae", "#8f9496", mix(b.sign_colour, "#8f9496", 0.35), mix(b.sign_colour, "#a8acae", 0.6))
    colour = tints[int(chance(b.seed, 220) * len(tints))]
    for k in range(doors):
        left, right, up = k * step + 0.25, (k + 1) * step - 0.25, chance(b.seed, 210 + k)
        low = 0.0 if up > 0.4 else 2.25 if up < 0.3 else 1.7
        if low:
            draw_room(stage, wall, (left, right, _LINTEL), b.seed + k, scale)
        _roller(
            stage, (left, right, low), colour if chance(b.seed, 225 + k) < 0.75 else tints[0], tone, scale
        )


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
    draw_room(stage, wall, (inset, wall.length - inset, _LINTEL), b.seed, scale)
    glass, bars, ways = skia.Path(), skia.Path(), []
    open_bay = int(chance(b.seed, 21) * panes)
    for i in range(panes):
        left, right = inset + i * step + 0.07, inset + (i + 1) * step - 0.07
        door = i == open_bay
        if door and right - left > 1.4:  # a door is no wider than a door
            middle = (left + right) / 2
            bars.addRect(middle - 0.55, -2.48, middle - 0.48, 0)
            bars.addRect(middle + 0.48, -2.48, middle + 0.55, 0)
            bars.addRect(middle - 0.5, -0.25, middle + 0.5, 0)
            bars.addRect(middle + 0.3, -1.25, middle + 0.36, -0.85)
        low = 0.06 if door else riser
        glass.addRect(left, -2.46, right, -low)
        bars.addRect(left, -2.08, right, -2.02)
        bars.addRect(left - 0.14, -2.58, left, 0)
        bars.addRect(left, -low, right, 0)
        if not door:
            ways.append((left, right, low, b.seed + 17 * i))
    bars.addRect(wall.length - inset - 0.07, -2.58, wall.length - inset + 0.1, 0)
    bars.addRect(inset - 0.1, -2.58, wall.length - inset + 0.1, -2.46)
    if scale > 6:
        _display(stage, ways, b, tone)
    ends = [skia.Point(0, -0.2), skia.Point(0, -2.45)]
    colours = [tone("#4b4f50", 1.0, 0.42), tone("#39434b", 1.0, 0.38), tone("#7f95a3", 1.0, 0.72)]
    shader = skia.GradientShader.MakeLinear(ends, colours, [0.0, 0.55, 1.0])
    stage.canvas.drawPath(glass, skia.Paint(AntiAlias=True, Shader=shader))
    if scale > 9:
        _glare(stage, ways, tone)
    stage.fill(bars, tone(frame))


def _glare(stage: Stage, ways: list[tuple[float, float, float, int]], tone: Tone) -> None:
    """Slanting bands of light on panes (left, right, low edge, seed)."""
    glare = skia.Path()
    for left, right, low, seed in ways:
        wide = right - left
        for at, share in ((0.4 + 0.3 * chance(seed, 3), 0.22), (0.84, 0.07)):
            x, lean = left + wide * at, wide * 0.38
            ring = ((x, -2.46), (x + wide * share, -2.46), (x + wide * share - lean, -low), (x - lean, -low))
            glare.addPoly([skia.Point(min(max(px, left), right), py) for px, py in ring], True)
    stage.fill(glare, tone("#dbe6ec", 1.0, 0.12))


_PAPER = ("#e2dccc", "#c8b45a", "#b05a4c", "#587f9f", "#6f967a")


def _display(stage: Stage, ways: list[tuple[float, float, float, int]], b: Building, tone: Tone) -> None:
    """What is on panes (left, right, low edge, seed): a notice or two, a film half up, a blind."""
    papers, films = [skia.Path() for _ in _PAPER], skia.Path()
    blinds, trade = skia.Path(), int(chance(b.seed, 27) * 4)  # a shop's windows are of one mind
    for left, right, low, seed in ways:
        wide, kind = right - left, trade if chance(seed, 1) < 0.6 else int(chance(seed, 2) * 6)
        if kind == 0:
            for k in range(1 + (wide > 1.3 and chance(seed, 6) < 0.5)):
                x = left + 0.1 + k * wide * (0.4 + 0.15 * chance(seed, 11))
                w, top = min(0.6, wide * 0.34), 1.95 - 0.3 * chance(seed, 5 + k)
                h = w * (0.8 + 0.6 * chance(seed, 7 + k))
                sheet = int(chance(seed, 9 + k) * len(_PAPER))
                papers[sheet].addRect(x, -top, x + w, -top + h)
                papers[(sheet + 2) % len(_PAPER)].addRect(
                    x + 0.06, -top + h * 0.6, x + w - 0.06, -top + h * 0.72
                )
        elif kind == 1:
            films.addRect(left, -low - 0.55 - 0.3 * chance(b.seed, 28), right, -low)
        elif kind == 5:
            blinds.addRect(left, -2.02, right, -2.02 + 0.5 + 0.7 * chance(seed, 30))
    stage.fill(films, tone(mix(b.sign_colour, "#c9ccc8", 0.55), 0.8))
    stage.fill(blinds, tone("#c9c4b4", 0.85))
    for path, colour in zip(papers, _PAPER, strict=True):
        stage.fill(path, tone(colour, 0.85))


def _fascia(stage: Stage, wall: Wall, b: Building, tone: Tone, scale: float) -> None:
    """The board with the writing, and before an arcade its pillars and its shade."""
    plain = not b.sign and int(chance(b.seed, 26) * 4) in (0, 2)  # a lintel with a pattern, no name board
    top, bottom = -2.95 if plain else -3.2, -2.6
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
            r = high * 0.28
            ring = ((x, y - r), (x + r, y), (x, y + r), (x - r, y))
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
    light = "#e6e0d2"
    with stage.plane(start, u, slope):
        stage.rect(0.1, 0, wall.length - 0.1, 1, tone(b.sign_colour))
        if chance(b.seed, 17) < 0.4:
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
    for end, way in ((0.1, -1), (wall.length - 0.1, 1)):
        x, y = o[0] + u[0] * end, o[1] + u[1] * end
        side = (u[0] * way, u[1] * way, 0.0)
        cheek = (
            (x, y, high),
            (x + slope[0], y + slope[1], low),
            (x + slope[0], y + slope[1], low - 0.22),
            (x, y, high - 0.3),
        )
        shown = faces_eye(cheek[0], side)
        turned = stage.tone(side if shown else (-side[0], -side[1], 0.0), cheek[0])
        stage.polygon(cheek, turned(b.sign_colour, 0.85 if shown else 0.5))
        if stage.scale(cheek[1]) > 6:
            stage.line((x, y, low - 0.35), cheek[2], 0.035, "#6f7376")
    edge = (start[0] + slope[0], start[1] + slope[1], low)
    with stage.plane(edge, u, (0, 0, -1)):
        stage.rect(0.1, 0, wall.length - 0.1, 0.22, stage.tone(n, edge)(b.sign_colour, 0.85))
