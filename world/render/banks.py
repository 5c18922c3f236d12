"""Slopes beside the road, in pieces of a few metres: grass, earth or snow with a ragged upper edge."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import skia

from world.render import textures
from world.render.camera import Camera
from world.render.light import Light, living, rgb
from world.render.textures import Floats
from world.scene import CAMERA_HEIGHT, Bank, Point

TILE = 10.6
"""Metres that the texture of a slope covers: four tiles of fine noise, and patches across them."""

PIXELS = 512
RAGGED = {"grass": 0.15, "earth": 0.14, "snow": 0.06}
WASHES = (
    (0.8, 1.0, 0x0AFFFFFF),
    (0.9, 1.0, 0x0CFFFFFF),
    (0.0, 0.2, 0x18000000),
    (0.0, 0.09, 0x20000000),
)
"""Strips of a slope, from and to which share of its height, with the colour that is laid over them."""

CONTRAST = {"grass": 0.8, "earth": 0.6, "snow": 0.12}
CHANNEL = {"grass": 0, "earth": 1, "snow": 1}


@dataclass(frozen=True, slots=True)
class Piece:
    """The part of a bank between two of its points; `foot` and `top` are its ends, `heights` theirs."""

    bank: Bank
    foot: tuple[Point, Point]
    top: tuple[Point, Point]
    heights: tuple[float, float]


def pieces(bank: Bank) -> Iterator[Piece]:
    """The parts of a bank, one between each two of its points."""
    for i in range(len(bank.foot) - 1):
        yield Piece(bank, bank.foot[i : i + 2], bank.top[i : i + 2], bank.heights[i : i + 2])


@functools.cache
def _grain(channel: int) -> skia.Shader:
    """A grey, tiling picture of blades, soil or stones, as a shader in pixels."""
    packed = textures.fine().data[: textures.SIZE**2].view(np.uint8).reshape(textures.SIZE, textures.SIZE, 4)
    grey = packed[::2, ::2, channel].astype(np.float32) / 2 + packed[1::2, 1::2, channel] / 2
    patches = textures.spectral(61, 1.3, 2, 90) + 0.6 * textures.spectral(62, 0.9, 12, 200) - 0.8
    pixels = np.full((PIXELS, PIXELS, 4), 255, np.uint8)
    pixels[..., :3] = np.clip(np.tile(grey, (2, 2)) + 130 * patches, 0, 255)[..., None]
    image = skia.Image.fromarray(pixels, skia.kRGBA_8888_ColorType)
    return image.makeShader(
        skia.TileMode.kRepeat, skia.TileMode.kRepeat, skia.SamplingOptions(skia.FilterMode.kLinear)
    )


def draw_piece(canvas: skia.Canvas, camera: Camera, light: Light, piece: Piece) -> None:
    """Draw one part of a slope, and behind its edge a strip of the land above."""
    (ax, ay), (bx, by) = piece.foot
    (cx, cy), (dx, dy) = piece.top
    low, high = piece.heights
    reach = math.hypot(bx - ax, by - ay) / 2 + math.hypot(cx - ax, cy - ay) + 3
    if not camera.sees((ax + bx) / 2, (ay + by) / 2, 0.0, reach):
        return
    away = math.hypot((ax + bx) / 2, (ay + by) / 2, CAMERA_HEIGHT)
    t = np.linspace(-0.02, 1.02, 6 + round(min(60.0, 50 * math.hypot(dx - cx, dy - cy) / away)))
    x, y = cx + (dx - cx) * t, cy + (dy - cy) * t
    z = _ridge(piece.bank.cover, x, y, low + (high - low) * t)

    def line(share: float) -> list[tuple[float, float, float]]:
        """A line along the slope, from its foot (0) to its upper edge (1)."""
        fx, fy = ax + (bx - ax) * t, ay + (by - ay) * t
        return [*zip(fx + (x - fx) * share, fy + (y - fy) * share, z * share, strict=True)]

    edge = line(1.0)
    foot = [
        (bx + 0.02 * (bx - ax), by + 0.02 * (by - ay), -0.02),
        (ax - 0.02 * (bx - ax), ay - 0.02 * (by - ay), -0.02),
    ]
    along = np.array([bx - ax, by - ay, 0.0])
    up = np.array([(cx + dx - ax - bx) / 2, (cy + dy - ay - by) / 2, (low + high) / 2 + 1e-3])
    along, up = along / np.linalg.norm(along), up / np.linalg.norm(up)
    normal = np.cross(along, up)
    if normal[2] < 0:
        normal = -normal
    path = camera.polygon([*edge, *foot])
    if path is None:
        return
    # The pattern lies in the slope's own plane, measured from the scene's origin so that pieces join.
    texel = TILE / PIXELS
    shift = float(along[0] * ax + along[1] * ay) % TILE
    origin = np.array([ax, ay, 0.0]) - along * shift
    matrix = camera.plane(tuple(origin), tuple(along * texel), tuple(up * texel))
    paint = skia.Paint(AntiAlias=True, Shader=_grain(CHANNEL[piece.bank.cover]).makeWithLocalMatrix(matrix))
    contrast = CONTRAST[piece.bank.cover] * math.exp(-away / 45)
    paint.setColorFilter(_tint(piece.bank, light, tuple(normal), away, contrast))
    canvas.drawPath(path, paint)
    # Rounded above, where it gets more of the sky, and dark in the ditch at its foot.
    wash = skia.Paint(AntiAlias=True)
    for low_share, high_share, colour in WASHES:
        strip = camera.polygon([*line(high_share), *reversed(line(low_share))])
        if strip is not None:
            wash.setColor(colour)
            canvas.drawPath(strip, wash)


def _ridge(cover: str, x: Floats, y: Floats, height: Floats) -> Floats:
    """Height of the upper edge at places on it: long waves, and tufts. It knows no piece, so pieces join."""
    waves = 0.6 * np.sin(0.37 * x + 0.53 * y) + 0.4 * np.sin(0.91 * x - 0.77 * y + 1)
    tufts = np.sin(4.7 * x + 3.1 * y + 2) * np.sin(2.3 * x - 1.9 * y) + 0.5 * np.sin(17.3 * x - 14.1 * y)
    return np.maximum(0.0, height * (1 + 0.10 * waves) + RAGGED[cover] * tufts * np.minimum(0.35, height))


def _tint(bank: Bank, light: Light, normal, away: float, contrast: float) -> skia.ColorFilter:
    """Grey of the pattern (0.5 in the middle) → the slope's lit and hazed colour."""
    air, factor, colour = light.haze_amount(away), light.factor(normal), rgb(bank.colour)
    if bank.cover == "grass":
        colour = living(colour)
    rows = [0.0] * 20
    for i in range(3):
        lit = colour[i] * factor[i] * 1.08 * (1 - air)
        rows[i * 6] = lit * contrast
        rows[i * 5 + 4] = lit * (1 - contrast * 0.5) + light.haze_colour[i] * air
    rows[18] = 1.0
    return skia.ColorFilters.Matrix(rows)
