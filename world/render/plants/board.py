"""Where plants are painted: the light through their foliage, and the pixels.

Stems and bark are sampled pixel by pixel with numpy, leaves are stamped with it, and the flat blades of
palms and grasses are skia polygons; all three share one buffer, filled slab by slab from back to front.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import skia

from world.render.plants.marks import (
    ANGLES,
    HUES,
    LIGHT,
    MARGIN,
    OVERSAMPLE,
    TONES,
    Leaves,
    Ramp,
    Strokes,
    noise,
    stamp,
    tones,
)


class Shade:
    """How much foliage lies between a place and the light, counted in voxels."""

    CELLS = 22

    def __init__(self, leaves: list[Leaves], strokes: list[Strokes], depth: float) -> None:
        leaves = [x for x in leaves if not x.flat]
        blades = [s for s in strokes if s.normal is not None]
        self.empty = not leaves and not blades
        if self.empty:
            return
        at = np.concatenate([x.at for x in leaves] + [(s.a + s.b) / 2 for s in blades])
        weight = np.concatenate(
            [np.full(len(x.at), 0.4 * x.size**2) for x in leaves]
            + [np.linalg.norm(s.b - s.a, axis=1) * s.wide_a for s in blades]
        )
        q = self._along(at)
        self.low = q.min(0) - 1e-6
        self.step = (q.max(0) - self.low + 1e-6) / self.CELLS
        n = self.CELLS
        count = np.bincount(self._cell(q), weight, n**3).reshape(n, n, n)
        above = np.cumsum(count[:, ::-1], axis=1)[:, ::-1] - 0.5 * count
        typical = np.quantile(above[count > 0], 0.92) + 1e-12
        self.left = np.exp(-above * (depth / typical)).ravel().astype(np.float32)
        self.half = self.step * n / 2
        self.middle = self.low + self.half

    def _along(self, p: np.ndarray) -> np.ndarray:
        """Shear space so that light falls straight down the second axis."""
        return np.stack(
            [p[:, 0] - p[:, 1] * LIGHT[0] / LIGHT[1], p[:, 1], p[:, 2] - p[:, 1] * LIGHT[2] / LIGHT[1]], 1
        )

    def _cell(self, q: np.ndarray) -> np.ndarray:
        i = np.clip(((q - self.low) / self.step).astype(int), 0, self.CELLS - 1)
        return (i[:, 0] * self.CELLS + i[:, 1]) * self.CELLS + i[:, 2]

    def smooth(self, p: np.ndarray) -> np.ndarray:
        """`through`, averaged over fixed neighbours: on stems and blades dither would show as rings."""
        if self.empty:
            return np.ones(len(p))
        q = self._along(p)
        spots = [q + (np.array(o) - 0.5) * 1.1 * self.step for o in np.ndindex(2, 2, 2)]
        return sum(self._left(spot) for spot in spots) / 8  # type: ignore[return-value]

    def _left(self, q: np.ndarray) -> np.ndarray:
        inside = (np.abs(q - self.middle) <= self.half)[:, ::2].all(1)
        return np.where(inside, self.left[self._cell(q)], np.float32(1))

    def through(self, p: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        """Share of light that reaches places p [n, 3]; dithered so that voxels do not show."""
        if self.empty:
            return np.ones(len(p))
        q = self._along(p)
        return self._left(q + rng.uniform(-0.6, 0.6, q.shape) * self.step)


SNOW: Ramp = ("#8c9db5", "#c3d0df", "#eef3f8", "#ffffff")


def _fill(n: np.ndarray, m: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Samples of strips cut into n × m: each sample's strip, place along (0–1) and across (-1–1), and a
    noise that runs in streaks along the strip, as bark does."""
    each = n * m
    seg = np.repeat(np.arange(len(n), dtype=np.int32), each)
    k = np.arange(len(seg), dtype=np.int32) - np.repeat((np.cumsum(each) - each).astype(np.int32), each)
    row, column = np.divmod(k, m[seg])
    half = np.float32(0.5)
    t = (row + half) * (1 / n).astype(np.float32)[seg]
    across = (column + half) * (2 / m).astype(np.float32)[seg] - 1
    rough = noise()[0]
    streak = rough[(column * 977 + (row >> 3) * 7919 + seg * 31) & 0xFFFF] * np.float32(0.75)
    return seg, t, across, streak + np.float32(0.5) * np.resize(rough, len(seg))


class Sticks:
    """All strokes of a drawing in one table, from back to front, with the light at both ends."""

    def __init__(self, strokes: list[Strokes], light: Shade, snow: bool) -> None:
        self.snow = snow
        self.count = sum(len(s.a) for s in strokes)
        if not self.count:
            return
        z = np.concatenate([s.a[:, 2] + s.b[:, 2] for s in strokes]) / 2
        order = np.argsort(z, kind="stable")

        def table(column: Callable[[Strokes], np.ndarray | float]) -> np.ndarray:
            parts = [np.broadcast_to(c, (len(s.a), *np.shape(c)[1:])) for s in strokes for c in (column(s),)]
            return np.concatenate(parts)[order]

        self.z = z[order]
        self.a, self.b = table(lambda s: s.a), table(lambda s: s.b)
        self.wide_a, self.wide_b = table(lambda s: s.wide_a), table(lambda s: s.wide_b)
        self.blade = table(lambda s: s.normal is not None)
        self.flat = table(lambda s: s.flat).astype(np.float32)
        self.ribs = table(lambda s: s.ribs).astype(np.float32)
        self.grain = (table(lambda s: s.grain) * TONES).astype(np.float32)
        self.bright = table(lambda s: s.bright).astype(np.float32)
        ramps = list(dict.fromkeys((s.ramp, s.variety) for s in strokes))
        self.rows = len(ramps) * len(HUES)
        self.row = table(lambda s: s.hue + ramps.index((s.ramp, s.variety)) * len(HUES)).astype(np.int32)
        self.table = np.concatenate([tones(*ramp) for ramp in ramps] + [tones(SNOW, 0.0)])
        normal = table(lambda s: np.zeros((1, 3)) if s.normal is None else s.normal)
        normal = normal * np.where(normal[:, 1:2] < 0, -1, 1)
        facing = np.clip(np.abs(normal @ LIGHT), 0, 1)
        self.light = []
        for end in (self.a, self.b):
            through = light.smooth(end)
            leaf = (
                0.06
                + (0.11 + 0.11 * normal[:, 1]) * np.sqrt(through)
                + 0.74 * through * (0.25 + 0.75 * facing)
            )
            self.light.append(np.where(self.blade, leaf, 0.42 + 0.58 * through).astype(np.float32))

    def between(self, low: float, up: float) -> np.ndarray:
        """Rows whose depth lies in [low, up), back to front."""
        if not self.count:
            return np.arange(0)
        return np.arange(*np.searchsorted(self.z, (low, up)))

    def tone(
        self,
        pick: np.ndarray,
        seg: np.ndarray,
        t: np.ndarray,
        across: np.ndarray,
        grain: np.ndarray,
        side: np.ndarray,
    ) -> np.ndarray:
        """Tones of pixels of round strokes `pick`; `side` [len(pick)] is how far a stroke's right flank
        faces the light, the rest what `_fill` gives."""
        a, b = self.light[0][pick], self.light[1][pick]
        lit = a[seg] + (b - a)[seg] * t
        bend = across * (1 - self.flat[pick])[seg]
        facing = side.astype(np.float32)[seg] * bend + np.sqrt(1 - bend * bend) * np.float32(LIGHT[2])
        lit = 0.16 + lit * (0.12 + 0.62 * (facing + np.float32(0.25)).clip(0, 1.2))
        ribs = self.ribs[pick]
        if ribs.any():
            lit += (0.13 * (ribs > 0))[seg] * np.cos(np.arcsin(across) * 2 * ribs[seg])
        return (lit + self.bright[pick][seg]) * (TONES - 1) + grain * self.grain[pick][seg]


class Board:
    """The pixels, with a margin so that stamps need no clipping."""

    def __init__(self, rng: np.random.Generator, high: int, wide: int, scale: float) -> None:
        self.rng, self.high, self.wide, self.scale = rng, high, wide, scale
        self.stride = wide + 2 * MARGIN
        rows = high + 2 * MARGIN
        self.pixels = np.zeros(rows * self.stride, np.uint32)
        info = skia.ImageInfo.Make(
            self.stride, rows, skia.ColorType.kRGBA_8888_ColorType, skia.AlphaType.kPremul_AlphaType
        )
        self.surface = skia.Surface.MakeRasterDirect(info, self.pixels, self.stride * 4)

    def _xy(self, p: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        return p[:, 0] * self.scale + self.wide / 2 + MARGIN, (1 - p[:, 1]) * self.scale + MARGIN

    def _inside(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        return (
            (x > MARGIN / 2)
            & (x < self.wide + 1.5 * MARGIN)
            & (y > MARGIN / 2)
            & (y < self.high + 1.5 * MARGIN)
        )

    def leaves(self, s: Leaves, light: Shade, low: float, up: float, snow: bool) -> None:
        pick = np.flatnonzero((s.at[:, 2] >= low) & (s.at[:, 2] < up))
        x, y = self._xy(s.at[pick])
        pick = pick[self._inside(x, y)]
        pick = pick[np.argsort(s.at[pick, 2], kind="stable")]
        if not len(pick):
            return
        at, normal = s.at[pick], s.normal[pick]
        through = 1.0 if s.flat else light.through(at, self.rng)
        facing = np.clip(normal @ LIGHT, 0, 1)
        sky = 0.5 + 0.5 * normal[:, 1]
        shade = 0.08 + 0.24 * sky * np.sqrt(through) + 0.74 * through * (0.28 + 0.72 * facing) + s.bright
        tone = shade * (TONES - 1) + self.rng.normal(0, 3.5, len(pick))
        table, hue = tones(s.ramp, s.variety), s.hue[pick]
        if snow:
            table = np.concatenate([table, tones(SNOW, 0.0)])
            laden = self.rng.random(len(pick)) < 1.2 * np.clip(normal[:, 1] - 0.05, 0, 1) * np.sqrt(through)
            hue, tone = np.where(laden, len(HUES), hue), tone + np.where(laden, 12, 0)
        turn = np.round(s.angle[pick] * (ANGLES / (2 * np.pi))).astype(int) % ANGLES
        x, y = self._xy(at)
        size = s.size * self.scale
        group = self.rng.integers(0, 3, len(pick))
        for g, factor in enumerate((0.75, 1.0, 1.25)):
            k = np.flatnonzero(group == g)
            dx, dy, step = stamp(s.shape, min(MARGIN, max(2, round(size * factor))))
            self._stamp(x[k], y[k], turn[k], (dx, dy, step), tone[k].astype(np.int32), hue[k], table)

    def _stamp(
        self,
        x: np.ndarray,
        y: np.ndarray,
        turn: np.ndarray,
        leaf: tuple[np.ndarray, np.ndarray, np.ndarray],
        tone: np.ndarray,
        hue: np.ndarray,
        table: np.ndarray,
    ) -> None:
        dx, dy, step = leaf
        spot = np.round(y).astype(np.int64) * self.stride + np.round(x).astype(np.int64)
        where = spot[:, None] + (dy * self.stride + dx)[turn]
        index = np.clip(tone[:, None] + step[turn], 0, TONES - 1) + (hue * TONES)[:, None]
        self.pixels[where] = table[index]

    def strokes(self, s: Sticks, low: float, up: float) -> None:
        pick = s.between(low, up)
        if not len(pick):
            return
        self._blades(s, pick[s.blade[pick]])
        pick = pick[~s.blade[pick]]
        a, b = s.a[pick], s.b[pick]
        (ax, ay), (bx, by) = self._xy(a), self._xy(b)
        ok = self._inside(ax, ay) & self._inside(bx, by)
        # Of sticks thinner than a pixel some are left out: together they are as faint as they should be.
        thick = np.maximum(s.wide_a[pick], s.wide_b[pick]) * self.scale
        ok &= (thick >= 1) | (noise()[1][pick & 0xFFFF] < 0.04 + 0.96 * thick)
        pick = pick[ok]
        if not len(pick):
            return
        wa, wb = s.wide_a[pick] * self.scale, s.wide_b[pick] * self.scale
        ax, ay, bx, by, wa, wb = (v.astype(np.float32) for v in (ax[ok], ay[ok], bx[ok], by[ok], wa, wb))
        dx, dy = bx - ax, by - ay
        long = np.hypot(dx, dy) + np.float32(1e-6)
        # Thick sticks overlap a little, else wedges of sky show at their joints.
        lap = np.where(wa > 4, np.minimum(0.22 * wa, 0.3 * long), 0) / long
        ax, ay, grown = ax - dx * lap, ay - dy * lap, 1 + 2 * lap
        dx, dy, long = dx * grown, dy * grown, long * grown
        widest = np.maximum(wa, wb)
        m = np.where(widest <= 1.3, 1, np.ceil(widest * 1.2)).astype(np.int32)
        n = np.ceil(long * np.where(m == 1, 1.0, 1.2)).astype(np.int32)
        seg, t, across, grain = _fill(n, m)
        wide = wa[seg] + (wb - wa)[seg] * t
        ux, uy = -dy / long, dx / long
        side = across * wide * np.float32(0.5)
        x = ax[seg] + dx[seg] * t + ux[seg] * side
        y = ay[seg] + dy[seg] * t + uy[seg] * side
        tone = s.tone(pick, seg, t, across, grain, ux * LIGHT[0] - uy * LIGHT[1])
        row = s.row[pick][seg]
        if s.snow:
            level = (np.abs(dx / long) > 0.35)[seg]
            laden = ((m == 1) & (pick & 3 == 0))[seg]  # snow lies along some of the thinnest twigs too
            row = np.where(level & (laden | (across * uy[seg] < -0.1)), s.rows, row)
        index = tone.clip(0, TONES - 1).astype(np.int32) + row * TONES
        self.pixels[(y + 0.5).astype(np.int32) * self.stride + (x + 0.5).astype(np.int32)] = s.table[index]

    def _blades(self, s: Sticks, pick: np.ndarray) -> None:
        """Flat strips of leaf as polygons of one tone each."""
        if not len(pick):
            return
        (ax, ay), (bx, by) = self._xy(s.a[pick]), self._xy(s.b[pick])
        along = np.stack([bx - ax, by - ay], 1)
        along /= np.linalg.norm(along, axis=1, keepdims=True) + 1e-9
        flank = np.stack([-along[:, 1], along[:, 0]], 1) * (self.scale / 2)
        wa, wb = s.wide_a[pick, None] * flank, s.wide_b[pick, None] * flank
        a, b = np.stack([ax, ay], 1), np.stack([bx, by], 1) + along * 0.7
        corners = np.stack([a - wa, b - wb, b + wb, a + wa], 1)
        lit = (s.light[0][pick] + s.light[1][pick]) / 2 + s.bright[pick]
        tone = lit * (TONES - 1) + self.rng.normal(0, 1, len(pick)) * s.grain[pick]
        rgba = s.table[tone.clip(0, TONES - 1).astype(np.int32) + s.row[pick] * TONES]
        argb = (rgba & 0xFF00FF00) | (rgba & 0xFF) << 16 | (rgba >> 16 & 0xFF)
        canvas, paint, point = self.surface.getCanvas(), skia.Paint(AntiAlias=False), skia.Point
        for (p, q, r, t), colour in zip(corners.tolist(), argb.tolist(), strict=True):
            paint.setColor(colour)
            canvas.drawPath(skia.Path.Polygon([point(*p), point(*q), point(*r), point(*t)], True), paint)

    def _ragged(self, full: np.ndarray) -> None:
        """Hide the flat foot as grass and litter do: every column ends at a height of its own."""
        level = round(self.scale)
        reach = max(2, round(0.010 * self.scale))
        coarse = self.rng.random(self.wide // 9 + 2).repeat(9)[: self.wide]
        ends = level + (reach * (0.55 * coarse + 0.6 * self.rng.random(self.wide) - 0.55)).astype(int)
        rows = np.arange(level - reach, self.high)
        full[rows[0] :][rows[:, None] > ends[None, :]] = 0

    def image(self, px: int) -> skia.Image:
        full = self.pixels.reshape(self.high + 2 * MARGIN, self.stride)
        full = np.ascontiguousarray(full[MARGIN : MARGIN + self.high, MARGIN : MARGIN + self.wide])
        self._ragged(full)
        four = full.view(np.uint8).reshape(self.high, self.wide, 4)
        big = skia.Image.fromarray(four, colorType=skia.kRGBA_8888_ColorType, copy=True)
        surface = skia.Surface(self.wide // OVERSAMPLE, px)
        canvas = surface.getCanvas()
        canvas.clear(0)
        box = skia.Rect.MakeWH(surface.width(), px)
        canvas.drawImageRect(big, box, skia.SamplingOptions(skia.FilterMode.kLinear), skia.Paint())
        return surface.makeImageSnapshot()
