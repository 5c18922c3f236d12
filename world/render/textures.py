"""Tileable noise and surface textures, made once per process from fixed seeds, and `RipMap` to read them.

Skia's CPU raster ignores mip-maps under perspective, so ground, road and sky are shaded with numpy instead:
a `RipMap` keeps every halving of a texture along x and along y separately, which gives the anisotropic
filtering that a road seen at a grazing angle needs, at the price of one gather per texture and pixel.
"""

from __future__ import annotations

import functools
import math
import random
import zlib

import numpy as np
import skia
from numpy.typing import NDArray

from world.scene import Scene

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]
Levels = tuple[Ints, Ints]

SIZE = 512
"""Texels along each side of every texture."""


class RipMap:
    """A tiling texture of four channels with all its anisotropic reductions.

    `texels` is [SIZE, SIZE, 4] uint8, row 0 at v = 0. `tile` is the side it covers, in metres.
    """

    def __init__(self, texels: NDArray[np.uint8], tile: float) -> None:
        n = texels.shape[0]
        self.top = int(math.log2(n))
        self.scale = np.float32(n / tile)
        self.texel = tile / n
        levels, offsets, total = [], np.zeros((self.top + 1, self.top + 1), np.int32), 0
        column = texels.astype(np.float32)
        for j in range(self.top + 1):
            row = column
            for i in range(self.top + 1):
                packed = np.ascontiguousarray((row + 0.5).astype(np.uint8)).view(np.uint32)
                levels.append(packed.ravel())
                offsets[j, i] = total
                total += packed.size
                if i < self.top:
                    row = 0.5 * (row[:, 0::2] + row[:, 1::2])
            if j < self.top:
                column = 0.5 * (column[0::2] + column[1::2])
        self.data = np.concatenate(levels)
        self.offsets = offsets.ravel()

    def levels(self, footprint_x: Floats, footprint_y: Floats) -> Levels:
        """Reduction levels for pixels that cover that many metres along x and y; keep and reuse them.

        They have the footprints' shape: one of a row of pixels serves the whole row.
        """
        lx = np.log2(np.maximum(footprint_x * self.scale, 1.0)) + 0.35
        ly = np.log2(np.maximum(footprint_y * self.scale, 1.0)) + 0.35
        top = self.top
        return np.minimum(lx, top).astype(np.int32), np.minimum(ly, top).astype(np.int32)

    def sample(
        self, x: Floats, y: Floats, levels: Levels, smooth: bool = False
    ) -> tuple[Floats, Floats, Floats, Floats]:
        """The four channels, 0–1, at (x, y) metres; `smooth` interpolates where the texture is magnified.

        `levels` are of the shape of x and y, or of one that broadcasts to it.
        """
        if smooth:
            return self._bilinear(x, y, *levels)
        bytes_ = self.data.take(self._index(x, y, *levels)).view(np.uint8).reshape(*x.shape, 4)
        channels = tuple(bytes_[..., k].astype(np.float32) for k in range(4))
        for channel in channels:
            channel *= np.float32(1 / 255)
        return channels

    def _index(self, x: Floats, y: Floats, lx: Ints, ly: Ints) -> Ints:
        top = self.top
        full = (1 << top) - 1
        index, u = (np.floor(c * self.scale).astype(np.int32) for c in (y, x))
        index &= full
        index >>= ly
        index <<= top - lx
        u &= full
        u >>= lx
        index += u
        index += self.offsets.take(ly * (top + 1) + lx)
        return index

    def _bilinear(self, x: Floats, y: Floats, lx: Ints, ly: Ints) -> tuple[Floats, Floats, Floats, Floats]:
        gx, gy = (
            c * (self.scale / (1 << level).astype(np.float32)) - np.float32(0.5)
            for c, level in ((x, lx), (y, ly))
        )
        fx, fy = np.floor(gx), np.floor(gy)
        gx -= fx
        gy -= fy
        ix, iy = fx.astype(np.int32), fy.astype(np.int32)
        offset = self.offsets.take(ly * (self.top + 1) + lx)
        width, height, shift = (1 << (self.top - lx)) - 1, (1 << (self.top - ly)) - 1, self.top - lx
        left, right = ix & width, (ix + 1) & width
        share = (gx * np.float32(256)).astype(np.uint32)
        rows = []
        for dy in (0, 1):
            line = ((iy + dy) & height) << shift
            line += offset
            rows.append(_between(self.data.take(line + left), self.data.take(line + right), share))
        channels = []
        for k in range(4):
            low, high = (row[k % 2].view(np.uint16).reshape(*x.shape, 2)[..., k // 2] for row in rows)
            value = low.astype(np.float32)
            change = high.astype(np.float32)
            change -= value
            change *= gy
            value += change
            value *= np.float32(1 / (255 * 256))
            channels.append(value)
        return tuple(channels)


_PAIR = np.uint32(0x00FF00FF)


def _between(a: NDArray[np.uint32], b: NDArray[np.uint32], share: NDArray[np.uint32]):
    """From texels a (share 0) to b (share 256): channels 0 and 2, and 1 and 3, each as two numbers of 16 bits
    that are 256 times as large. Two channels are reckoned at once."""
    found = []
    for shift in (0, 8):
        first, second = ((t >> np.uint32(shift) if shift else t) & _PAIR for t in (a, b))
        second -= first  # a borrow between the two goes back with the next sum
        second *= share
        first <<= np.uint32(8)
        first += second
        found.append(first)
    return found


def spectral(seed: int, beta: float, low: float = 1.0, high: float = 256.0, stretch: float = 1.0) -> Floats:
    """Tileable noise [SIZE, SIZE], mean 0.5, deviation 0.17, whose amplitude falls as frequency^-beta.

    `low` and `high` bound the frequencies in cycles a tile; `stretch` > 1 draws it out along x.
    """
    n = SIZE
    rng = np.random.default_rng(seed)
    fx = np.fft.rfftfreq(n, 1 / n)[None, :] * stretch
    fy = np.fft.fftfreq(n, 1 / n)[:, None]
    f = np.hypot(fx, fy)
    f[0, 0] = 1.0
    gain = f**-beta / (1 + (low / f) ** 6) / (1 + (f / high) ** 6)
    gain[0, 0] = 0.0
    noise = np.fft.irfft2(np.fft.rfft2(rng.standard_normal((n, n))) * gain, (n, n))
    return (0.5 + 0.17 * noise / noise.std()).astype(np.float32)


def cells(seed: int, count: int) -> tuple[Floats, Floats]:
    """Tileable noise of `count` × `count` cells: (distance to the nearest border, cell's value 0–1)."""
    n = SIZE
    rng = np.random.default_rng(seed)
    jitter = rng.random((count, count, 2)) * 0.8 + 0.1
    value = rng.random((count, count))
    axis = (np.arange(n) + 0.5) / n * count
    gy, gx = np.meshgrid(axis, axis, indexing="ij")
    cy, cx = gy.astype(int), gx.astype(int)
    first = np.full((n, n), 9.0)
    second = first.copy()
    owner = np.zeros((n, n))
    for dy in (-1, 0, 1):
        for dx in (-1, 0, 1):
            iy, ix = (cy + dy) % count, (cx + dx) % count
            d = np.hypot(gx - (cx + dx + jitter[iy, ix, 0]), gy - (cy + dy + jitter[iy, ix, 1]))
            closer = d < first
            second = np.where(closer, first, np.minimum(second, d))
            owner = np.where(closer, value[iy, ix], owner)
            first = np.minimum(first, d)
    return (second - first).astype(np.float32), owner.astype(np.float32)


def level(a: Floats, mean: float = 0.5, deviation: float = 0.2) -> Floats:
    """`a` shifted and scaled to that mean and deviation."""
    return ((a - a.mean()) / max(float(a.std()), 1e-6) * deviation + mean).astype(np.float32)


def stack(*channels: Floats) -> NDArray[np.uint8]:
    """Four [SIZE, SIZE] channels 0–1 as [SIZE, SIZE, 4] uint8."""
    return (np.clip(np.stack(channels, -1), 0, 1) * 255).astype(np.uint8)


def strokes(seed: int, count: int, length: float, width: float, upright: float) -> Floats:
    """A tile of overlapping blades, later ones lighter: grass or litter seen from above. 0–1."""
    n = SIZE
    rng = random.Random(seed)
    pixels = np.full((n, n, 4), 60, np.uint8)
    surface = skia.Surface(pixels)
    canvas = surface.getCanvas()
    paint = skia.Paint(AntiAlias=True, Style=skia.Paint.kStroke_Style, StrokeCap=skia.Paint.kRound_Cap)
    for i in range(count):
        x, y = rng.random() * n, rng.random() * n
        angle = rng.gauss(-math.pi / 2, 0.5) if rng.random() < upright else rng.random() * math.tau
        reach = length * rng.uniform(0.5, 1.3)
        dx, dy = math.cos(angle) * reach, math.sin(angle) * reach
        g = int(50 + 150 * (i / count) * rng.uniform(0.6, 1.15))
        paint.setColor(skia.Color(g, g, g, 235))
        paint.setStrokeWidth(width * rng.uniform(0.6, 1.5))
        for ox in (-n, 0, n):
            for oy in (-n, 0, n):
                if -length * 2 < x + ox < n + length * 2 and -length * 2 < y + oy < n + length * 2:
                    canvas.drawLine(x + ox, y + oy, x + ox + dx, y + oy + dy, paint)
    del canvas, surface
    return pixels[:, :, 0].astype(np.float32) / 255


def cracks(seed: int, count: int) -> Floats:
    """A tile of hair cracks: 1 whole surface, towards 0 in a crack.

    Each keeps its way but for small jags, forks here and there at a sharp angle, and thins out to its ends.
    """
    n = SIZE
    rng = random.Random(seed)
    pixels = np.full((n, n, 4), 255, np.uint8)
    canvas = skia.Surface(pixels).getCanvas()
    pen = skia.Paint(AntiAlias=True, Style=skia.Paint.kStroke_Style, StrokeCap=skia.Paint.kRound_Cap)
    open_ends = [
        (rng.random() * n, rng.random() * n, rng.random() * math.tau, rng.randrange(30, 90), 1.0)
        for _ in range(count)
    ]
    while open_ends:
        x, y, way, length, weight = open_ends.pop()
        shade = 255 - int(rng.uniform(70, 150) * weight)
        pen.setColor(skia.Color(shade, shade, shade))
        swerve, wide = 0.0, rng.uniform(0.7, 1.6) * weight
        for k in range(length):
            swerve = 0.55 * swerve + rng.gauss(0, 0.38)
            way += rng.gauss(0, 0.03)
            dx, dy = math.cos(way + swerve) * 5, math.sin(way + swerve) * 5
            pen.setStrokeWidth(wide * (0.35 + 0.65 * min(1.0, 4 * (1 - k / length), 0.2 + 8 * k / length)))
            for ox in range(-int(x // n) - 1, 2 - int(x // n)):
                for oy in range(-int(y // n) - 1, 2 - int(y // n)):
                    left, top = x + ox * n, y + oy * n
                    if -8 < left < n + 8 and -8 < top < n + 8:
                        canvas.drawLine(left, top, left + dx, top + dy, pen)
            x, y = x + dx, y + dy
            if weight > 0.45 and rng.random() < 0.05:
                aside = rng.choice((-1, 1)) * rng.uniform(0.5, 1.1)
                open_ends.append((x, y, way + aside, max(4, (length - k) // 2), weight * 0.7))
    del canvas
    return pixels[:, :, 0].astype(np.float32) / 255


@functools.cache
def fine() -> RipMap:
    """5.3 m tile: grass blades, soil grain, pebbles, asphalt grain."""
    small, tone = cells(11, 170)
    large, shade = cells(10, 75)
    stones = (shade > 0.8) * np.clip(large * 3, 0, 1) * (0.4 + 0.6 * shade)
    pebbles = level(
        np.clip(small * 2, 0, 0.5) + tone * 0.5 + stones * 0.7 + spectral(12, 0.5) * 0.5, 0.5, 0.19
    )
    grass = level(strokes(13, 15000, 14, 1.6, 0.25) + 0.5 * spectral(14, 1.2, 3), 0.5, 0.2)
    soil = level(spectral(15, 0.7, 4) + 0.6 * spectral(16, 1.4, 2), 0.5, 0.18)
    asphalt = level(spectral(17, 0.15, 8), 0.5, 0.17)
    return RipMap(stack(grass, soil, pebbles, asphalt), 5.3)


@functools.cache
def coarse() -> RipMap:
    """A 31 m tile of four independent cloudy noises."""
    return RipMap(stack(*(spectral(21 + i, b, 2) for i, b in enumerate((1.3, 1.1, 1.6, 1.0)))), 31.0)


@functools.cache
def broad() -> RipMap:
    """A 487 m tile of four independent cloudy noises."""
    return RipMap(stack(*(spectral(31 + i, b, 2) for i, b in enumerate((1.5, 1.2, 1.8, 1.1)))), 487.0)


@functools.cache
def road() -> RipMap:
    """A 13 m tile: cracks, repairs and stains, setts (joints between cobbles), wear of paint."""
    border, value = cells(41, 90)
    stain = level(spectral(42, 1.4, 2) + 0.3 * spectral(43, 0.8, 8), 0.5, 0.18)
    wear = level(spectral(44, 0.9, 4) + 0.5 * spectral(45, 0.3, 20), 0.5, 0.2)
    setts = np.clip(border * 3.2, 0, 0.7) + value * 0.3
    return RipMap(stack(cracks(46, 20), stain, setts, wear), 13.0)


@functools.cache
def clouds() -> RipMap:
    """A unit tile for skies: billows, wisps drawn out along x, soft billows, fine fleece."""
    billow = spectral(51, 1.7, 2)
    wisps = level(spectral(52, 1.5, 2, stretch=4.0), 0.5, 0.2)
    soft = spectral(53, 2.2, 1)
    fleece = level(spectral(54, 1.2, 6), 0.5, 0.2)
    return RipMap(stack(billow, wisps, soft, fleece), 1.0)


def seed_of(scene: Scene) -> int:
    """Seed of all noise in a scene's picture: place and scene seed, 32 bits."""
    return zlib.crc32(f"{scene.latitude:.6f} {scene.longitude:.6f} {scene.seed}".encode())


def ridge_noise(azimuth: NDArray[np.floating], seed: int, frequency: int, octaves: int) -> Floats:
    """Fractal noise of the azimuth (radians), periodic around the circle, about -1…1.

    `frequency` is the number of lattice points around the circle of the first octave (an integer, so
    that north meets north).
    """
    rng = np.random.default_rng(seed)
    turn = np.asarray(azimuth, np.float64) / math.tau
    turn -= np.floor(turn)
    total, amplitude = np.zeros_like(turn), 1.0
    for _ in range(octaves):
        lattice = rng.uniform(-1, 1, frequency)
        lattice = np.concatenate((lattice, lattice[:2]))
        p = turn * frequency
        i = p.astype(np.intp)
        p -= i
        t = p * p * (3 - 2 * p)
        low = lattice.take(i)
        total += amplitude * (low + (lattice.take(i + 1) - low) * t)
        amplitude *= 0.5
        frequency *= 2
    return total.astype(np.float32)
