"""Stands: woods, hedgerows and crops as strips of many plants, drawn in a few pieces each.

A strip is a picture several times as wide as its plants are high, put together from their sprites: back rows
dark, front rows bright, shrubs at the foot of a closed wood. Pieces turn to the eye, so trees are never
seen from the side; the pieces of a `row` lie in its line, each joining the next.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
import skia

from world.render.camera import Camera
from world.render.fray import fray, stepped
from world.render.light import Light
from world.render.plants.kinds import KINDS
from world.render.plants.marks import BELOW
from world.render.plants.sprites import MIPMAPPED, SMALL, plant_filter, sprite
from world.scene import Stand


def shape(height: float) -> tuple[float, int]:
    """(width over height, height in pixels) of the strip for plants `height` metres high."""
    return (4.0, 96) if height >= 4 else (8.0, 64) if height >= 1 else (16.0, 40)


CLOSED = 0.7
"""From this density on a stand has rows behind the first."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A strip of a stand: the kind it shows, its middle (x, y), its half width as (east, north) or None where
    it turns to the eye, its height and width in metres, and which of its drawings it is: bit 0 picks one,
    bit 1 mirrors it."""

    stand: Stand
    kind: str
    x: float
    y: float
    along: tuple[float, float] | None
    height: float
    width: float
    seed: int


def pieces(stand: Stand) -> Iterator[Piece]:
    """The strips that make up a stand, wide as `shape` says (rows are cut to fit)."""
    number, ratio = stand.seed, shape(stand.height)[0]
    for k, ((ax, ay), (bx, by)) in enumerate(pairwise(stand.points)):
        dx, dy = bx - ax, by - ay
        length = math.hypot(dx, dy)
        if length < 0.5:
            continue
        mx, my = (ax + bx) / 2, (ay + by) / 2
        if stand.row:
            count = max(1, round(length / (ratio * stand.height)))
        else:
            away = math.hypot(mx, my)
            facing = abs(dx * my - dy * mx) / (length * max(away, 1.0))
            count = max(1, round(length * max(facing, 0.45) / (0.70 * ratio * stand.height)))
        for i in range(count):
            t = (i + 0.5) / count
            number = (number * 1103515245 + 12345) & 0x7FFFFFFF
            tall = stand.height
            if not stand.row:
                tall *= (0.64 + 0.6 * (number >> 8 & 255) / 255) * _taper(stand, k, t, length)
            # The first kind is the commonest: half of the pieces, and a quarter of each after it.
            kind = stand.kinds[min(len(stand.kinds) - 1, (0, 0, 1, 2)[number >> 20 & 3])]
            half = (dx / count / 2, dy / count / 2) if stand.row else None
            width = length / count if stand.row else ratio * tall
            # Nature plants no line with a ruler: strips lie up to their own height off it.
            off = 0.0 if stand.row else min(3.0, tall) * ((number >> 3 & 31) / 15.5 - 1) / length
            x, y = ax + dx * t - dy * off, ay + dy * t + dx * off
            yield Piece(stand, kind, x, y, half, tall, width, number >> 16 & 3)


def _taper(stand: Stand, part: int, t: float, length: float) -> float:
    """How much of its height a stand has at `t` of its part: it dies away over its last 30 metres."""
    start = t * length if part == 0 else math.inf
    end = (1 - t) * length if part == len(stand.points) - 2 else math.inf
    reach = max(3.0, min(30.0, 1.5 * stand.height))
    return 0.45 + 0.55 * min(1.0, min(start, end) / reach)


@lru_cache(maxsize=320)
def strip(
    kind: str, density: float, season: str, seed: int, ratio: float, px: int, joined: bool
) -> skia.Image:
    """The picture of a strip, `px` high; `joined` ones continue on the left what their right edge cuts."""
    rng = np.random.default_rng([seed, px, *kind.encode()])
    wide = round(ratio * px)
    surface = skia.Surface(wide, round(px * (1 + BELOW)))
    canvas = surface.getCanvas()
    closed = density >= CLOSED
    brush = _Brush(canvas, season, rng, px, wide if joined else 0)
    if joined:
        _row(brush, kind, closed, wide)
    elif ratio > 4:
        _scrub(brush, kind, density, wide)
    else:
        _trees(brush, kind, density, wide)
        if closed and KINDS[kind].ratio < 2:
            _undergrowth(brush, wide, 0.35 if kind in _THIN else 1.0)
    _darken_foot(canvas, wide, px, (0.5 if closed else 0.25) if ratio <= 4 else 0.15)
    return surface.makeImageSnapshot().withDefaultMipmaps()


_THIN = ("acacia", "eucalyptus", "pine", "stone-pine", "olive", "baobab", "date-palm", "fan-palm")
"""Kinds that stand apart on open ground: little grows under them."""
_SWARDS = ("wheat", "grass-tuft", "dry-tuft")
"""Crops seen from above as one bright surface: their rows are no dark hedges."""
_BESIDE = {"shrub": "grass-tuft", "fern": "grass-tuft", "dry-shrub": "dry-tuft", "tundra-shrub": "dry-tuft"}
"""The grass between bushes of a kind."""


@dataclass(frozen=True, slots=True)
class _Brush:
    """Sets plants on a strip, their feet's middles at `x`; what leaves it at one end of `wrap` pixels comes
    in at the other."""

    canvas: skia.Canvas
    season: str
    rng: np.random.Generator
    px: int
    wrap: int

    def set(self, kind: str, x: float, tall: float, bright: float, broad: float = 1.0, lean: float = 0.0):
        """One plant `tall` pixels high, `broad` times its usual width, leaning `lean` (a tangent)."""
        rng, canvas, wrap = self.rng, self.canvas, self.wrap
        picture = sprite(
            kind, int(rng.integers(24)), self.season, KINDS[kind].sizes[0 if self.px < 192 else 1]
        )
        width = tall * picture.ratio * broad
        rows = [0.0] * 20
        tone = bright * rng.uniform(0.88, 1.08, 3) * rng.uniform(0.9, 1.08)
        for i in range(3):
            rows[i * 6] = float(tone[i]) if bright > 0.8 else float(bright * (0.94 + 0.04 * i))
        rows[18] = 1.0
        paint = skia.Paint(ColorFilter=skia.ColorFilters.Matrix(rows))
        flip = -1.0 if rng.random() < 0.5 else 1.0
        shifts = [0]
        if wrap and x + width / 2 > wrap:
            shifts.append(-wrap)
        elif wrap and x < width / 2:
            shifts.append(wrap)
        for shift in shifts:
            canvas.save()
            canvas.translate(x + shift, self.px)
            canvas.skew(lean, 0)
            canvas.scale(flip, 1)
            box = skia.Rect.MakeLTRB(-width / 2, -tall, width / 2, tall * BELOW)
            canvas.drawImageRect(picture.image, box, MIPMAPPED, paint)
            canvas.restore()


def _row(brush: _Brush, kind: str, closed: bool, wide: int) -> None:
    """A row of a crop, or the rows behind it too where it is `closed`."""
    rng, px, spread = brush.rng, brush.px, KINDS[kind].ratio
    close = 0.45 if kind in ("grass-tuft", "dry-tuft") else 1.0
    front = 1.2 if kind in _SWARDS else 1.0
    behind = 0.8 if kind in _SWARDS else 0.52
    for bright, size in ((behind, 0.93), (front, 1.0)) if closed else ((1.0, 1.0),):
        x = 0.0
        while x < wide:
            tall = px * size * rng.uniform(0.78, 1.0)
            if not closed and rng.random() < 0.10:  # a gap where a plant has died
                x += tall * spread * 0.4
                continue
            brush.set(kind, x, tall, bright)
            x += max(tall * spread * close * rng.uniform(0.55, 0.95), px * 0.09)


def _trees(brush: _Brush, kind: str, density: float, wide: int) -> None:
    """Trees of one kind: young and old, broad and narrow, a few missing; more behind where they are close."""
    rng, px, spread = brush.rng, brush.px, KINDS[kind].ratio
    closed = density >= CLOSED
    for bright, size in ((0.52, 0.93), (1.0, 1.0)) if closed else ((1.0, 1.0),):
        x = wide * rng.uniform(0.06, 0.12)
        while x < wide * 0.92:
            behind = bright < 1
            age = rng.uniform(0.36, 0.66) if rng.random() < 0.22 and not behind else rng.uniform(0.74, 1.0)
            # Trees at both ends of a strip are smaller: neighbours overlap, ends die away.
            inner = min(x, wide - x) / wide
            tall = px * size * age * min(1.0, 0.58 + 2.6 * (inner - 0.06) + rng.uniform(0, 0.2))
            broad = rng.uniform(0.84, 1.2)
            tall = min(tall, 2 * min(x, wide - x) / (spread * broad))  # no crown is cut off
            if behind or rng.random() > 0.12:
                brush.set(kind, x, tall, bright, broad, rng.normal(0, 0.035))
            step = max(tall, 0.55 * px) * spread * rng.uniform(0.4, 0.6 if behind else 0.85)
            x += max(step / (1 if closed else density), px * 0.09)


def _undergrowth(brush: _Brush, wide: int, much: float) -> None:
    """Bushes and tall grass at the foot of a wood: thickets and openings, none like the next."""
    rng, px = brush.rng, brush.px
    low = "dry-shrub" if brush.season in ("winter", "snow") else "shrub"
    for _ in range(round(9 * much)):
        middle, size = rng.uniform(0.08, 0.92) * wide, px * rng.uniform(0.07, 0.2)
        for _ in range(rng.integers(2, 7)):
            x = middle + rng.normal(0, 1.1 * size)
            tall = size * rng.uniform(0.35, 1.0)
            if tall < x < wide - tall:
                kind = low if rng.random() < 0.75 else _BESIDE[low]
                brush.set(kind, x, tall, rng.uniform(0.4, 0.8), rng.uniform(0.8, 1.5))


def _scrub(brush: _Brush, kind: str, density: float, wide: int) -> None:
    """Low plants in clumps: one or two grown ones, smaller ones about them, grass between."""
    rng, px, spread = brush.rng, brush.px, KINDS[kind].ratio
    found = []
    for _ in range(max(2, round(rng.uniform(3.0, 5.5) * density * wide / (8 * px)))):
        middle, size = rng.uniform(0.16, 0.84) * wide, px * rng.uniform(0.45, 1.0)
        for n in range(rng.integers(1, 7)):
            x = middle + rng.normal(0, 0.45 * spread * size) * (n > 0)
            found.append((size * (1.0 if n == 0 else rng.uniform(0.25, 0.8)), x, kind))
        if kind in _BESIDE:
            for _ in range(rng.integers(0, 4)):
                x = middle + rng.normal(0, 0.7 * spread * size)
                found.append((px * rng.uniform(0.12, 0.28), x, _BESIDE[kind]))
    for tall, x, which in sorted(found, reverse=True):  # the tall ones stand behind
        broad = rng.uniform(0.8, 1.4)
        if 0.5 * tall * KINDS[which].ratio * broad < min(x, wide - x):
            brush.set(which, x, tall, rng.uniform(0.76, 1.04), broad)


# Strips for large faces take up to 3 MB each: a server that draws many places must not keep them all.
_fine_strip = lru_cache(maxsize=24)(strip.__wrapped__)


def _darken_foot(canvas: skia.Canvas, wide: int, px: int, strength: float) -> None:
    """Little light reaches the ground under leaves."""
    shader = skia.GradientShader.MakeLinear(
        points=[skia.Point(0, px * 0.55), skia.Point(0, px)],
        colors=[0x00000000, int(255 * strength) << 24 | 0x0A0E08],
    )
    paint = skia.Paint(Shader=shader, BlendMode=skia.BlendMode.kSrcATop)
    canvas.drawRect(skia.Rect.MakeWH(wide, px * (1 + BELOW)), paint)


def draw_piece(canvas: skia.Canvas, camera: Camera, light: Light, piece: Piece) -> None:
    """Draw one strip, lit and hazed like a plant at its place."""
    tall = piece.height
    if not camera.sees(piece.x, piece.y, tall / 2, piece.width / 2 + tall / 2):
        return
    away = math.hypot(piece.x, piece.y)
    pixels = tall * camera.half / max(away, 1.0)
    if pixels < 0.7:
        return
    stand = piece.stand
    ratio, px = shape(stand.height)
    if camera.size > 256 and pixels > px:
        px *= 4 if pixels > 1.9 * px else 2
    image = (strip if px <= SMALL else _fine_strip)(
        piece.kind,
        1.0 if stand.density >= CLOSED else 0.6 if stand.density > 0.45 else 0.3,
        stand.season,
        piece.seed & 1,
        ratio,
        px,
        stand.row,
    )
    if piece.along is None:
        rx, ry = camera.across(piece.x, piece.y)
        turned = -piece.width / 2 if piece.seed & 2 else piece.width / 2
        half = (rx * turned, ry * turned)
    else:
        half = piece.along
        rx, ry = camera.across(piece.x, piece.y)
        if half[0] * rx + half[1] * ry < 0:
            half = (-half[0], -half[1])
    w, h = image.width(), image.height()
    shown = min(w, w * piece.width / (ratio * tall))
    origin = (piece.x - half[0], piece.y - half[1], tall)
    matrix = camera.plane(
        origin, (2 * half[0] / shown, 2 * half[1] / shown, 0.0), (0.0, 0.0, -tall * (1 + BELOW) / h)
    )
    canvas.save()
    canvas.concat(matrix)
    paint = skia.Paint(ColorFilter=plant_filter(light, piece.x, piece.y))
    box = skia.Rect.MakeWH(shown, h)
    canvas.drawImageRect(image, box, box, MIPMAPPED, paint)
    canvas.restore()


def draw_piece_shadow(canvas: skia.Canvas, camera: Camera, light: Light, piece: Piece) -> None:
    """A dark band at the foot of a strip, drawn out away from the sun."""
    away = math.hypot(piece.x, piece.y)
    tall = piece.height * (1.0 if piece.stand.density >= CLOSED else 0.4)
    if tall * camera.half / max(away, 1.0) < 3 or not camera.sees(
        piece.x, piece.y, 0, piece.width / 2 + tall
    ):
        return
    rx, ry = camera.across(piece.x, piece.y)
    half = piece.along or (rx * piece.width * 0.4, ry * piece.width * 0.4)
    sx, sy = light.shadow(tall * 0.8)
    long = math.hypot(sx, sy)
    if long > 2.5 * tall:
        sx, sy = sx * 2.5 * tall / long, sy * 2.5 * tall / long
    x, y = piece.x, piece.y
    corners = [
        (x - half[0], y - half[1]),
        (x + half[0], y + half[1]),
        (x + half[0] * 0.9 + sx, y + half[1] * 0.9 + sy),
        (x - half[0] * 0.9 + sx, y - half[1] * 0.9 + sy),
    ]
    fade = math.exp(-away * light.haze_density) * min(1.0, piece.stand.density + 0.2)
    if light.shadow_alpha <= 0.04:
        return
    # Crowns make no straight edge: two outlines, neither straight, as dark together as one.
    once = 1 - math.sqrt(1 - 0.85 * fade * light.shadow_alpha)
    paint = skia.Paint(AntiAlias=True, Color=light.shadow_colour(once / light.shadow_alpha))
    ring = stepped(corners)
    for phase in (0.9, 3.7):
        path = camera.outline(fray(ring, min(1.6, 0.16 * tall), phase))
        if path is not None:
            canvas.drawPath(path, paint)
