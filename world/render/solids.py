"""Solid geometry for whatever people built: planes, prisms and columns drawn in one face of the cube.

A plane in space is a canvas: `Stage.plane` gives the canvas a metric coordinate system on a wall, a
number plate or a sign, and ordinary 2-D drawing does the rest. Shading is per plane: a `Tone` is the
light on it and the haze before it, folded into one affine map of colours. Detail follows distance
alone, never the face, so that a wall looks the same on both sides of a seam of the cube.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence
from functools import lru_cache

import skia

from world.render.camera import Camera
from world.render.light import Light
from world.scene import CAMERA_HEIGHT

Vec = tuple[float, float, float]
EYE: Vec = (0.0, 0.0, CAMERA_HEIGHT)
NEAR = 0.06
"""Nothing nearer to the lens than this is drawn, metres."""

PENUMBRA = 0.006
"""How much softer a shadow gets with each metre of its length: the sun is half a degree wide."""

OUTSIDE = 1.2
"""How far shapes to be blurred go on outside the picture, in halves of its side."""


@lru_cache(maxsize=8192)
def rgb(colour: str) -> tuple[float, float, float]:
    """Channels of "#rrggbb", each 0–255."""
    return float(int(colour[1:3], 16)), float(int(colour[3:5], 16)), float(int(colour[5:7], 16))


@lru_cache(maxsize=8192)
def mix(first: str, second: str, share: float) -> str:
    """`first` with a `share` (0–1) of `second` in it, as "#rrggbb"."""
    a, b = rgb(first), rgb(second)
    r, g, blue = (round(p + (q - p) * share) for p, q in zip(a, b, strict=True))
    return f"#{r:02x}{g:02x}{blue:02x}"


def luminance(colour: str) -> float:
    """How bright a colour is, 0–1."""
    r, g, b = rgb(colour)
    return (0.30 * r + 0.59 * g + 0.11 * b) / 255


def place_seed(x: float, y: float) -> int:
    """A seed for things that carry none, from where they stand (to a centimetre)."""
    return (round(x * 100) * 73856093 ^ round(y * 100) * 19349663) & 0x7FFFFFFF


def direction(heading: float) -> tuple[float, float]:
    """Unit (x, y) of a heading in degrees."""
    a = math.radians(heading)
    return math.sin(a), math.cos(a)


class Tone:
    """The light on one plane and the haze before it: maps a colour to the pixel that shows it."""

    __slots__ = ("base", "gain")

    def __init__(self, light: Light, normal: Vec, distance: float) -> None:
        veil = light.haze_amount(distance)
        self.gain = [f * (1 - veil) for f in light.factor(normal)]
        self.base = [h * veil * 255 for h in light.haze_colour]

    def __call__(self, colour: str, brightness: float = 1.0, alpha: float = 1.0) -> int:
        """The ARGB pixel of `colour` on this plane; `brightness` multiplies before the haze."""
        r, g, b = rgb(colour)
        (gr, gg, gb), (br, bg, bb) = self.gain, self.base
        r, g, b = r * gr * brightness + br, g * gg * brightness + bg, b * gb * brightness + bb
        return (
            (int(255 * alpha) if alpha < 1 else 255) << 24
            | (255 if r > 255 else int(r)) << 16
            | (255 if g > 255 else int(g)) << 8
            | (255 if b > 255 else int(b))
        )


@lru_cache(maxsize=32)
def _blur(sigma: float) -> skia.MaskFilter:
    return skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, sigma)


class Plane:
    """A canvas with another matrix for as long as the context lasts."""

    __slots__ = ("canvas", "matrix")

    def __init__(self, canvas: skia.Canvas, matrix: skia.Matrix) -> None:
        self.canvas, self.matrix = canvas, matrix

    def __enter__(self) -> skia.Canvas:
        self.canvas.save()
        self.canvas.concat(self.matrix)
        return self.canvas

    def __exit__(self, *_: object) -> None:
        self.canvas.restore()


class Stage:
    """A canvas seen through one camera under one light."""

    __slots__ = ("axes", "camera", "canvas", "focal", "light", "paint", "size")

    def __init__(self, canvas: skia.Canvas, camera: Camera, light: Light) -> None:
        self.canvas, self.camera, self.light = canvas, camera, light
        self.size = camera.size
        self.focal = camera.size / 2
        self.axes = camera.right, camera.down, camera.forward
        self.paint = skia.Paint(AntiAlias=True)

    def to_camera(self, p: Vec) -> Vec:
        """(right, down, forward) of a point, metres."""
        x, y, z = p[0], p[1], p[2] - CAMERA_HEIGHT
        r, d, f = self.axes
        return (
            r[0] * x + r[1] * y + r[2] * z,
            d[0] * x + d[1] * y + d[2] * z,
            f[0] * x + f[1] * y + f[2] * z,
        )

    def scale(self, p: Vec) -> float:
        """Pixels a metre takes at a point, judged by distance alone."""
        return self.focal / max(distance(p), 0.5)

    def tone(self, normal: Vec, at: Vec) -> Tone:
        """Light and haze for a plane with this normal that passes through `at`."""
        return Tone(self.light, normal, distance(at))

    def sees(self, x: float, y: float, z: float, radius: float) -> bool:
        """Whether a ball may show in this face."""
        right, down, forward = self.to_camera((x, y, z))
        reach = radius * 1.4143
        return forward > -radius and abs(right) < forward + reach and abs(down) < forward + reach

    def plane(self, origin: Vec, u: Vec, v: Vec) -> Plane:
        """The canvas with (a, b) meaning origin + a·u + b·v for as long as the context lasts."""
        return Plane(self.canvas, self.camera.plane(origin, u, v))

    def fill(self, path: skia.Path, colour: int) -> None:
        """Fill a path in the canvas's present coordinates."""
        self.paint.setColor(colour)
        self.canvas.drawPath(path, self.paint)

    def rect(self, left: float, top: float, right: float, bottom: float, colour: int) -> None:
        """Fill a rectangle in the canvas's present coordinates."""
        self.paint.setColor(colour)
        self.canvas.drawRect(skia.Rect.MakeLTRB(left, top, right, bottom), self.paint)

    def outline(self, points: Iterable[Vec]) -> list[tuple[float, float]]:
        """Pixels of a polygon after cutting away what lies behind the lens; may be empty."""
        cam = self._all_to_camera(points)
        for c in cam:
            if c[2] < NEAR:
                cam = _cut(cam)
                break
        half = self.focal
        return [(half + half * r / f, half + half * d / f) for r, d, f in cam]

    def _all_to_camera(self, points: Iterable[Vec]) -> list[Vec]:
        """`to_camera` of many points: most of a picture's time goes through here, so nothing is called."""
        (rx, ry, rz), (dx, dy, dz), (fx, fy, fz) = self.axes
        return [
            (
                rx * x + ry * y + rz * (up := z - CAMERA_HEIGHT),
                dx * x + dy * y + dz * up,
                fx * x + fy * y + fz * up,
            )
            for x, y, z in points
        ]

    def framed(self, points: Iterable[Vec]) -> list[tuple[float, float]]:
        """`outline`, cut off a little outside the picture: skia blurs no shape that runs far beyond it."""
        cam = self._all_to_camera(points)
        spills = False
        for r, d, f in cam:
            rim = f * OUTSIDE - NEAR
            if not (-rim < r < rim and -rim < d < rim):
                spills = True
                break
        for axis, way in ((0, 1), (0, -1), (1, 1), (1, -1)) if spills else ():
            gaps = [c[2] * OUTSIDE + way * c[axis] - NEAR for c in cam]
            if min(gaps, default=-1) >= 0:
                continue
            kept = []
            for i, (here, gap) in enumerate(zip(cam, gaps, strict=True)):
                there, beyond = cam[i - 1], gaps[i - 1]
                if (gap >= 0) != (beyond >= 0):
                    t = gap / (gap - beyond)
                    kept.append(tuple(a + (b - a) * t for a, b in zip(here, there, strict=True)))
                if gap >= 0:
                    kept.append(here)
            cam = kept
        half = self.focal
        return [(half + half * r / f, half + half * d / f) for r, d, f in cam]

    def path(self, polygons: Iterable[Sequence[Vec]]) -> skia.Path:
        """One path of several polygons in space, in pixels."""
        path = skia.Path()
        for polygon in polygons:
            pixels = self.outline(polygon)
            if len(pixels) > 2:
                path.addPoly([skia.Point(*p) for p in pixels], True)
        return path

    def polygon(self, points: Sequence[Vec], colour: int) -> None:
        """Fill a polygon in space with a finished pixel colour."""
        pixels = self.outline(points)
        if len(pixels) > 2 and self.shows(pixels):
            self.fill(skia.Path.Polygon([skia.Point(x, y) for x, y in pixels], True), colour)

    def shows(self, pixels: list[tuple[float, float]]) -> bool:
        """Whether a polygon touches the picture and covers enough of a pixel to leave a trace."""
        xs, ys = zip(*pixels, strict=True)
        left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
        if right < 0 or bottom < 0 or left > self.size or top > self.size:
            return False
        return (right - left) * (bottom - top) > 0.004

    def line(self, a: Vec, b: Vec, width: float, colour: str, tone: Tone | None = None) -> None:
        """A thin round bar `width` metres thick; below 0.6 px it fades instead of thinning."""
        ends = self.outline_segment(a, b)
        if ends is None:
            return
        middle = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (a[2] + b[2]) / 2)
        pixels = width * self.scale(middle)
        alpha = 1.0 if pixels >= 0.6 else max(pixels / 0.6, 0.25)
        tone = tone or self.tone(unit((-middle[0], -middle[1], 0.6)), middle)
        paint = skia.Paint(
            AntiAlias=True,
            Color=tone(colour, 1.0, alpha),
            StrokeWidth=max(pixels, 0.6),
            Style=skia.Paint.kStroke_Style,
        )
        self.canvas.drawLine(*ends[0], *ends[1], paint)

    def outline_segment(self, a: Vec, b: Vec) -> tuple[tuple[float, float], tuple[float, float]] | None:
        """Pixels of the two ends of a segment, cut at the lens, or None when it lies behind."""
        p, q = self.to_camera(a), self.to_camera(b)
        if p[2] < NEAR and q[2] < NEAR:
            return None
        if p[2] < NEAR:
            p = _between(q, p)
        elif q[2] < NEAR:
            q = _between(p, q)
        half = self.focal
        return (
            (half + half * p[0] / p[2], half + half * p[1] / p[2]),
            (half + half * q[0] / q[2], half + half * q[1] / q[2]),
        )


def _between(front: Vec, behind: Vec) -> Vec:
    t = (front[2] - NEAR) / (front[2] - behind[2])
    return (front[0] + (behind[0] - front[0]) * t, front[1] + (behind[1] - front[1]) * t, NEAR)


def _cut(cam: list[Vec]) -> list[Vec]:
    kept: list[Vec] = []
    for here, there in zip(cam, cam[1:] + cam[:1], strict=True):
        if here[2] >= NEAR:
            kept.append(here)
        if (here[2] >= NEAR) != (there[2] >= NEAR):
            kept.append(_between(here, there) if here[2] >= NEAR else _between(there, here))
    return kept


def distance(p: Vec) -> float:
    """Metres from the lens."""
    return math.hypot(p[0], p[1], p[2] - CAMERA_HEIGHT)


def unit(v: Vec) -> Vec:
    """The vector scaled to length one."""
    length = math.hypot(*v) or 1.0
    return (v[0] / length, v[1] / length, v[2] / length)


def cross(a: Vec, b: Vec) -> Vec:
    """Vector product."""
    return (a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0])


def faces_eye(at: Vec, normal: Vec) -> bool:
    """Whether the side of a plane that `normal` points out of can be seen from the lens."""
    return at[0] * normal[0] + at[1] * normal[1] + (at[2] - CAMERA_HEIGHT) * normal[2] < -1e-4


class Frame:
    """A local frame on the ground: `ahead` along its heading, `right` to the right of that, `up`."""

    __slots__ = ("forward", "right", "x", "y", "z")

    def __init__(self, x: float, y: float, heading: float, z: float = 0.0) -> None:
        self.x, self.y, self.z = x, y, z
        self.forward = direction(heading)
        self.right = (self.forward[1], -self.forward[0])

    def at(self, right: float, ahead: float, up: float = 0.0) -> Vec:
        """The ENU point of local coordinates."""
        f, r = self.forward, self.right
        return (self.x + r[0] * right + f[0] * ahead, self.y + r[1] * right + f[1] * ahead, self.z + up)

    def way(self, right: float, ahead: float, up: float = 0.0) -> Vec:
        """The ENU vector of local components."""
        f, r = self.forward, self.right
        return (r[0] * right + f[0] * ahead, r[1] * right + f[1] * ahead, up)


def prism(
    stage: Stage,
    frame: Frame,
    low: Vec,
    high: Vec,
    colour: str,
    top: str | None = None,
    taper: float = 1.0,
    under: bool = True,
) -> None:
    """A box between two local corners (right, ahead, up); `taper` shrinks its upper face.

    `under` draws the lower face where it shows: leave it out for boxes that stand on something.
    """
    cx, cy = (low[0] + high[0]) / 2, (low[1] + high[1]) / 2
    hx, hy = (high[0] - low[0]) / 2, (high[1] - low[1]) / 2
    ring = ((-1, -1), (1, -1), (1, 1), (-1, 1))
    bottom = [frame.at(cx + hx * sx, cy + hy * sy, low[2]) for sx, sy in ring]
    upper = [frame.at(cx + hx * sx * taper, cy + hy * sy * taper, high[2]) for sx, sy in ring]
    if under and low[2] > 0.01 and faces_eye(bottom[0], (0, 0, -1)):
        stage.polygon(bottom, stage.tone((0, 0, -1), bottom[0])(colour))
    normals = (frame.way(0, -1), frame.way(1, 0), frame.way(0, 1), frame.way(-1, 0))
    for i, normal in enumerate(normals):
        if faces_eye(bottom[i], normal):
            j = (i + 1) % 4
            stage.polygon((bottom[i], bottom[j], upper[j], upper[i]), stage.tone(normal, bottom[i])(colour))
    if faces_eye(upper[0], (0, 0, 1)):
        stage.polygon(upper, stage.tone((0, 0, 1), upper[0])(top or colour))


def column(
    stage: Stage, base: Vec, height: float, low: float, high: float, colour: str, bright: float = 1.0
) -> None:
    """An upright round column, radius `low` at the foot and `high` at the top, metres."""
    flat = math.hypot(base[0], base[1]) or 1e-6
    toward = (-base[0] / flat, -base[1] / flat)
    side = (-toward[1], toward[0])
    pixels = 2 * low * stage.focal / max(flat, 0.5)
    strips = 1 if pixels < 2 else 3 if pixels < 12 else 7
    top = base[2] + height
    widen = max(1.0, 0.7 / max(pixels, 1e-6))
    alpha = max(1 / widen, 0.3)
    edge = [math.sin(math.pi * (i / strips - 0.5)) * widen for i in range(strips + 1)]
    middle = (base[0], base[1], base[2] + height / 2)

    def rim(s: float, radius: float, z: float) -> Vec:
        return (base[0] + side[0] * s * radius, base[1] + side[1] * s * radius, z)

    if strips > 1:
        stage.polygon(
            (rim(-1, low, base[2]), rim(1, low, base[2]), rim(1, high, top), rim(-1, high, top)),
            stage.tone((toward[0], toward[1], 0.0), middle)(colour, bright),
        )
    for a, b in itertools.pairwise(edge):
        s = max(-1.0, min(1.0, (a + b) / 2 / widen))
        c = math.sqrt(1 - s * s)
        normal = (toward[0] * c + side[0] * s, toward[1] * c + side[1] * s, 0.0)
        stage.polygon(
            (rim(a, low, base[2]), rim(b, low, base[2]), rim(b, high, top), rim(a, high, top)),
            stage.tone(normal, middle)(colour, bright, alpha),
        )


def cast(
    stage: Stage,
    footprint: Sequence[tuple[float, float]],
    height: float,
    softness: float = 0.25,
    contact: float = 0.37,
) -> None:
    """The shadow of an upright prism on the ground, away from the sun, with a soft dark foot.

    `footprint` is (x, y) metres, `softness` the blur in metres, `contact` how dark the
    ground under it is (0–1).
    """
    count = len(footprint)
    x, y = sum(p[0] for p in footprint) / count, sum(p[1] for p in footprint) / count
    away = math.hypot(x, y)
    sx, sy = stage.light.shadow(height)
    reach = max(math.hypot(i - x, j - y) for i, j in footprint) * 1.1
    if not stage.sees(x + sx / 2, y + sy / 2, 0.0, reach + math.hypot(sx, sy) * 0.55):
        return
    fade = math.exp(-away / 400)
    if stage.light.shadow_alpha > 0.02:
        lay_shadow(
            stage,
            hull([*footprint, *((i + sx, j + sy) for i, j in footprint)]),
            stage.light.shadow_colour(fade),
            softness + PENUMBRA * math.hypot(sx, sy),
        )
    foot = [(x + (i - x) * 1.04, y + (j - y) * 1.04) for i, j in footprint]
    blur = softness / 2 if softness * stage.focal > 1.2 * max(away, 1.0) else 0.0
    lay_shadow(stage, foot, skia.ColorSetARGB(int(255 * contact * fade), 8, 10, 14), blur)


def lay_shadow(stage: Stage, shape: Sequence[tuple[float, float]], colour: int, softness: float) -> None:
    """A dark polygon (x, y) on the ground whose edge is `softness` metres wide."""
    pixels = stage.framed([(x, y, 0.0) for x, y in shape])
    if len(pixels) < 3 or not stage.shows(pixels):
        return
    count = len(shape)
    away = math.hypot(sum(p[0] for p in shape) / count, sum(p[1] for p in shape) / count)
    paint = skia.Paint(AntiAlias=True, Color=colour)
    sigma = min(softness * stage.focal / max(away, 1.0), stage.size / 60)
    if sigma > 0.6:
        paint.setMaskFilter(_blur(round(sigma * 2) / 2))
    stage.canvas.drawPath(skia.Path.Polygon([skia.Point(x, y) for x, y in pixels], True), paint)


def hull(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Convex hull, anticlockwise (Andrew's monotone chain)."""
    ordered = sorted(set(points))

    def half(chain: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
        out: list[tuple[float, float]] = []
        for p in chain:
            x, y = p
            while len(out) > 1:
                (ax, ay), (bx, by) = out[-2:]
                if (bx - ax) * (y - ay) - (by - ay) * (x - ax) > 0:
                    break
                out.pop()
            out.append(p)
        return out[:-1]

    return half(ordered) + half(reversed(ordered)) if len(ordered) > 2 else ordered
