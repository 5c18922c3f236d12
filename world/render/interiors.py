"""What a shop shows, open, half shut or behind glass: a room, dim at the back, with a counter and its goods.

The room is drawn in planes of its own behind the wall and cut to the opening, so it has depth as one passes.
Which trade it is and where things stand comes from the building's seed; far away it is a dark opening with
a little colour.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager

import skia

from world.plans import chance
from world.render.solids import Stage, Tone, mix
from world.render.walls import Wall

DEPTH = 2.6
"""Metres from the opening to the shelves on the back wall."""

_PAINTS = ("#d8d0b8", "#b8c8b8", "#c8d0d4", "#d8c0a0", "#c0b8a8")
_PACKS = ("#9a4a3c", "#b8964a", "#4a6f88", "#c8c0ae", "#5f7a54", "#77586f", "#a8754a", "#8a8f92")
_PRODUCE = ("#c8862a", "#a83e2a", "#6a8a3a", "#d0b848", "#8a623c", "#7f9a4c", "#5e3d58")
_CLOTH = ("#8a3f4a", "#3f5878", "#c8b890", "#4f6f5a", "#9a6a3f", "#d4d0c8", "#5a4a6a")
_PLASTIC = ("#3f78a8", "#b0453c", "#4f8a5a", "#cfaa4a", "#d0d0cc")

Paths = dict[str, skia.Path]


class _Room:
    """An opening from `left` to `right`, `top` high, and the light behind it."""

    def __init__(self, stage: Stage, wall: Wall, left: float, right: float, top: float, seed: int) -> None:
        self.stage, self.wall, self.seed = stage, wall, seed
        self.left, self.right, self.top = left, right, top
        self.tone: Tone = stage.tone((0.0, 0.0, -1.0), wall.middle())
        narrow = right - left < 3.2
        self.way = 0.7 if narrow else 1.1
        self.door = left + 0.4 + max(0.0, right - left - 1.9) * chance(seed, 202)
        if narrow:  # one walks in along a side, and the rest is full of goods
            self.door = left + 0.05 if chance(seed, 202) < 0.5 else right - 0.05 - self.way

    def upright(self, depth: float) -> AbstractContextManager[skia.Canvas]:
        """The plane `depth` metres behind the wall, in the wall's own x and y."""
        (x, y, z), (n, m, _) = self.wall.origin, self.wall.normal
        return self.stage.plane((x - n * depth, y - m * depth, z), self.wall.along, (0.0, 0.0, -1.0))

    def level(self, z: float) -> AbstractContextManager[skia.Canvas]:
        """The level plane at a height: x along the wall, y metres inwards."""
        (x, y, _), (n, m, _) = self.wall.origin, self.wall.normal
        return self.stage.plane((x, y, z), self.wall.along, (-n, -m, 0.0))

    def spots(self, step: float, start: int, share: float) -> list[tuple[int, float]]:
        """(number, left edge) of things that stand side by side; the way in stays free."""
        count = max(0, int((self.right - self.left - 0.2) / step))
        edge = self.left + (self.right - self.left - count * step) / 2
        return [
            (k, edge + k * step)
            for k in range(count)
            if chance(self.seed, start + k) < (share if self.way > 1 else 0.5 + share / 2)
            and not self.door - step < edge + k * step < self.door + self.way
        ]

    def fill(self, paths: Paths, brightness: float) -> None:
        """Fill paths, each in the colour it is filed under."""
        for colour, path in paths.items():
            self.stage.fill(path, self.tone(colour, brightness))


def draw_room(stage: Stage, wall: Wall, span: tuple[float, float, float], seed: int, scale: float) -> None:
    """The room behind an opening (left, right, top in metres); called in the wall's own plane."""
    room = _Room(stage, wall, *span, seed)
    left, right, top = span
    stage.rect(left, -top, right, 0, room.tone("#2e2a25", 0.62))
    trade = int(chance(seed, 200) * len(_TRADES))
    if scale < 5:
        _from_afar(room, trade)
        return
    canvas = stage.canvas
    canvas.save()
    canvas.clipRect(skia.Rect.MakeLTRB(left, -top, right, 0), True)
    canvas.resetMatrix()  # a room's planes are planes in space, as the wall's is
    _shell(room, scale)
    _TRADES[trade](room, scale)
    canvas.restore()
    ends = [skia.Point(0, -top), skia.Point(0, -top + 0.9)]
    shade = skia.GradientShader.MakeLinear(ends, [0x90080A10, 0x00080A10])
    canvas.drawRect(skia.Rect.MakeLTRB(left, -top, right, -top + 0.9), skia.Paint(Shader=shade))


def _from_afar(room: _Room, trade: int) -> None:
    """A band of goods at the back, and what stands in front as a few low blots."""
    stage, left, right = room.stage, room.left, room.right
    stage.rect(left + 0.2, -1.9, right - 0.2, -0.9, room.tone(_PAINTS[room.seed % len(_PAINTS)], 0.3))
    colours = (_PACKS, _PRODUCE, _CLOTH, _PLASTIC, _PACKS)[trade]
    for k, x in room.spots(1.3, 210, 0.7):
        low, high = (1.0, 2.0) if trade == 2 else (0.1, 0.75)
        colour = colours[int(chance(room.seed, 230 + k) * len(colours))]
        stage.rect(x + 0.1, -high, x + 1.2, -low, room.tone(colour, 0.58))


def _shell(room: _Room, scale: float) -> None:
    """Back wall with its shelves, side walls, floor, and a lamp in some rooms."""
    stage, tone, left, right, seed = room.stage, room.tone, room.left, room.right, room.seed
    paint, lamp = _PAINTS[seed % len(_PAINTS)], chance(seed, 201) < 0.45
    glow = 0.5 if lamp else 0.4
    with room.upright(DEPTH):
        stage.rect(left, -3.2, right, 0, tone(paint, glow))
        _shelves(room, glow, scale)
    (x, y, z), (u, v, _), (n, m, _) = room.wall.origin, room.wall.along, room.wall.normal
    ends = [skia.Point(0, 0), skia.Point(DEPTH, 0)]
    side = skia.GradientShader.MakeLinear(ends, [tone(paint, 0.7), tone(paint, glow * 0.8)])
    for at in (left, right):
        with stage.plane((x + u * at, y + v * at, z), (-n, -m, 0.0), (0.0, 0.0, -1.0)) as canvas:
            canvas.drawRect(skia.Rect.MakeLTRB(0, -3.2, DEPTH, 0), skia.Paint(Shader=side, AntiAlias=True))
    ends = [skia.Point(0, 0), skia.Point(0, DEPTH)]
    floor = ("#8a8378", "#7a6a58", "#94908a", "#6f6a64")[seed % 4]
    shader = skia.GradientShader.MakeLinear(ends, [tone(floor, 0.85), tone(floor, glow * 0.8)])
    with room.level(0.01) as canvas:
        canvas.drawRect(skia.Rect.MakeLTRB(left, 0, right, DEPTH), skia.Paint(Shader=shader, AntiAlias=True))
    if lamp:
        with room.upright(DEPTH * 0.75):
            middle = (left + right) / 2
            stage.rect(middle - 0.6, -2.42, middle + 0.6, -2.37, tone("#f4f6ee", 1.3))


def _shelves(room: _Room, glow: float, scale: float) -> None:
    """Four boards of packs in runs of one kind; no more than three colours in a shop."""
    packs: Paths = {}
    seed, boards, fine = room.seed, skia.Path(), scale > 9
    for shelf in range(4):
        z, x, k = 0.55 + 0.45 * shelf, room.left + 0.2, 0
        boards.addRect(skia.Rect.MakeLTRB(room.left + 0.1, -z, room.right - 0.1, -z + 0.04))
        while x < room.right - 0.5:
            number = 300 + 60 * shelf + k
            run, tall = 0.5 + 0.8 * chance(seed, number), 0.16 + 0.17 * chance(seed, number + 250)
            end, wide = min(x + run, room.right - 0.2), 0.09 + 0.08 * chance(seed, number + 500)
            if chance(seed, number + 750) < 0.82:  # a gap here and there
                pick = (seed + int(chance(seed, number + 1000) * 3)) % len(_PACKS)
                path = packs.setdefault(_PACKS[pick], skia.Path())
                if not fine:
                    path.addRect(skia.Rect.MakeLTRB(x, -z - tall, end, -z))
                while fine and x + wide < end:
                    path.addRect(skia.Rect.MakeLTRB(x, -z - tall, x + wide, -z))
                    x += wide + 0.025
            x, k = end + 0.08, k + 1
    room.fill(packs, glow * 1.05)
    room.stage.fill(boards, room.tone("#5f5244", glow * 0.9))


def _counter(room: _Room, depth: float, colour: str, wide: float = 1.9) -> None:
    """A counter beside the way in, with its top."""
    stage, tone = room.stage, room.tone
    wide = min(wide, (room.right - room.left) * 0.5)
    after = room.door + room.way + 0.1 + wide < room.right
    x = room.door + room.way + 0.1 if after else max(room.left + 0.1, room.door - wide - 0.2)
    with room.level(0.95):
        stage.rect(
            x - 0.05, depth - 0.05, x + wide + 0.05, depth + 0.6, tone(mix(colour, "#d8d0c0", 0.5), 0.85)
        )
    with room.upright(depth):
        stage.rect(x, -0.92, x + wide, 0, tone(colour, 0.62))
        stage.rect(x - 0.05, -0.97, x + wide + 0.05, -0.9, tone(mix(colour, "#f0e8d8", 0.5), 0.8))


def _hanging(room: _Room, colours: Sequence[str], share: float) -> None:
    """Strings of small packs under the lintel."""
    packs: Paths = {}
    for k, x in room.spots(0.34, 700, share):
        path = packs.setdefault(colours[(room.seed + k // 3) % len(colours)], skia.Path())
        for j in range(3 + int(3 * chance(room.seed, 740 + k))):
            y = -room.top + 0.12 + j * 0.17
            path.addRect(skia.Rect.MakeLTRB(x + 0.08, y, x + 0.24, y + 0.14))
    with room.upright(0.25):
        room.fill(packs, 0.66)


def _grocer(room: _Room, scale: float) -> None:
    """A counter, sacks and crates of bottles by the door, packs on strings."""
    _counter(room, 1.2, "#7a5f44")
    crates, sacks, rims = {}, skia.Path(), skia.Path()
    for k, x in room.spots(0.62, 500, 0.55):
        pick = chance(room.seed, 540 + k)
        if pick < 0.5:
            sacks.addRRect(skia.RRect.MakeRectXY(skia.Rect.MakeLTRB(x, -0.62, x + 0.5, 0.04), 0.14, 0.12))
            rims.addOval(skia.Rect.MakeLTRB(x + 0.06, -0.66, x + 0.44, -0.5))
            continue
        path = crates.setdefault(_PLASTIC[int(pick * 20) % 3], skia.Path())
        for j in range(1 + int(chance(room.seed, 560 + k) * 3)):
            path.addRect(skia.Rect.MakeLTRB(x + 0.02, -0.3 * j - 0.28, x + 0.54, -0.3 * j))
    with room.upright(0.3):
        room.stage.fill(sacks, room.tone("#b8a888", 0.72))
        room.stage.fill(rims, room.tone(_PRODUCE[room.seed % len(_PRODUCE)], 0.62))
        room.fill(crates, 0.62)
    if scale > 8:
        _hanging(room, _PACKS, 0.5)


def _greens(room: _Room, scale: float) -> None:
    """Two tiers of crates with one kind of fruit in each."""
    _counter(room, 1.8, "#6a5a48", 1.3)
    for depth, low, start in ((0.85, 0.62, 600), (0.3, 0.22, 630)):
        fruit: Paths = {}
        boxes, slats = skia.Path(), skia.Path()
        for k, x in room.spots(0.56, start, 0.86):
            boxes.addRect(skia.Rect.MakeLTRB(x + 0.02, -low - 0.24, x + 0.53, 0))
            slats.addRect(skia.Rect.MakeLTRB(x + 0.02, -low - 0.04, x + 0.53, -low))
            slats.addRect(skia.Rect.MakeLTRB(x + 0.02, -low - 0.15, x + 0.53, -low - 0.12))
            pick = int(chance(room.seed, start + 15 + k // 2) * len(_PRODUCE))
            path = fruit.setdefault(_PRODUCE[pick], skia.Path())
            path.addOval(skia.Rect.MakeLTRB(x + 0.02, -low - 0.38, x + 0.53, -low - 0.14))
            if scale > 14:
                for j in range(5):
                    path.addCircle(x + 0.08 + 0.1 * j, -low - 0.26 - 0.06 * ((j + k) % 3), 0.07)
        with room.upright(depth):
            room.fill(fruit, 0.8)
            room.stage.fill(boxes, room.tone("#9a7f58", 0.62))
            room.stage.fill(slats, room.tone("#5a4a36", 0.55))


def _clothes(room: _Room, scale: float) -> None:
    """Rails of garments, high and low."""
    _counter(room, 1.9, "#8a7f74", 1.4)
    for depth, rail, start in ((1.3, 2.1, 820), (0.35, 1.62, 860)):
        cloth: Paths = {}
        for k, x in room.spots(0.3, start, 0.8):
            long, pick = (
                0.65 + 0.4 * chance(room.seed, start + 20 + k // 4),
                (room.seed + k // 3) % len(_CLOTH),
            )
            path = cloth.setdefault(_CLOTH[pick], skia.Path())
            ring = ((x + 0.11, -rail), (x + 0.19, -rail), (x + 0.29, -rail + 0.1), (x + 0.27, -rail + long))
            ring += ((x + 0.03, -rail + long), (x + 0.01, -rail + 0.1))
            path.addPoly([skia.Point(*p) for p in ring], True)
        with room.upright(depth):
            room.fill(cloth, 0.5 if depth > 1 else 0.68)


def _household(room: _Room, scale: float) -> None:
    """Basins in stacks on the floor, buckets and brooms that hang."""
    _counter(room, 1.5, "#6f6a62", 1.5)
    wares: Paths = {}
    brooms = skia.Path()
    for k, x in room.spots(0.66, 900, 0.65):
        colour = _PLASTIC[int(chance(room.seed, 920 + k) * len(_PLASTIC))]
        path = wares.setdefault(colour, skia.Path())
        for j in range(2 + int(chance(room.seed, 940 + k) * 4)):
            ring = (
                (x, -0.12 * j - 0.2),
                (x + 0.56, -0.12 * j - 0.2),
                (x + 0.46, -0.12 * j),
                (x + 0.1, -0.12 * j),
            )
            path.addPoly([skia.Point(*p) for p in ring], True)
        if chance(room.seed, 960 + k) < 0.6:
            drop = -room.top + 0.2
            ring = ((x + 0.06, drop), (x + 0.36, drop), (x + 0.32, drop + 0.3), (x + 0.1, drop + 0.3))
            path.addPoly([skia.Point(*p) for p in ring], True)
        else:
            brooms.addRect(skia.Rect.MakeLTRB(x + 0.5, -1.45, x + 0.53, -0.3))
            brooms.addRect(skia.Rect.MakeLTRB(x + 0.44, -0.35, x + 0.6, 0))
    with room.upright(0.35):
        room.fill(wares, 0.62)
        room.stage.fill(brooms, room.tone("#a8905a", 0.6))


def _kitchen(room: _Room, scale: float) -> None:
    """An eating house: tables and stools, a counter with a glass case."""
    _counter(room, 2.0, "#8a8f90", 2.2)
    tops, legs, stools = skia.Path(), skia.Path(), skia.Path()
    for _, x in room.spots(1.6, 980, 0.8):
        tops.addRect(skia.Rect.MakeLTRB(x + 0.25, -0.76, x + 1.25, -0.71))
        for leg in (0.3, 1.17):
            legs.addRect(skia.Rect.MakeLTRB(x + leg, -0.71, x + leg + 0.03, 0))
        for seat in (0.0, 1.3):
            stools.addRect(skia.Rect.MakeLTRB(x + seat, -0.45, x + seat + 0.28, -0.4))
            stools.addRect(skia.Rect.MakeLTRB(x + seat + 0.02, -0.4, x + seat + 0.06, 0))
            stools.addRect(skia.Rect.MakeLTRB(x + seat + 0.22, -0.4, x + seat + 0.26, 0))
    with room.upright(0.7):
        room.stage.fill(legs, room.tone("#4a4844", 0.6))
        room.stage.fill(stools, room.tone(_PLASTIC[room.seed % len(_PLASTIC)], 0.62))
        room.stage.fill(tops, room.tone("#c8c0b0", 0.75))


_TRADES: tuple[Callable[[_Room, float], None], ...] = (_grocer, _greens, _clothes, _household, _kitchen)
