"""Bodies of vehicles: a side profile drawn out to a width, a glazed cabin on it, wheels under it."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import skia

from world.render.solids import Frame, Stage, Vec, cross, faces_eye, luminance, mix, place_seed, prism, unit
from world.scene import Vehicle

GLASS = "#1e272e"


RUBBER = "#1b1b1d"


@dataclass(frozen=True, slots=True)
class Shape:
    """A vehicle body: `profile` is its side below the windows, (ahead, up) metres, from the front's
    lower edge over the top to the rear's; `cabin` is (rear, front) at the belt, (rear, front) at the
    roof, belt height, roof height and how much narrower the roof is on each side."""

    width: float
    profile: tuple[tuple[float, float], ...]
    cabin: tuple[float, float, float, float, float, float, float]
    axles: tuple[float, ...]
    wheel: float
    panes: tuple[tuple[float, float], ...]  # side windows, shares of the cabin's length from the rear
    lamps: tuple[float, float] = (0.60, 0.80)  # height of the tail lamps' lower and upper edge
    plate: float = 0.66  # height of the rear plate's middle
    rear_glass: bool = True
    rows: tuple[tuple[float, float], ...] = ((0.08, 0.88),)  # side windows, shares of the cabin's height

    @property
    def front(self) -> float:
        return max(a for a, _ in self.profile)

    @property
    def rear(self) -> float:
        return min(a for a, _ in self.profile)


SHAPES: dict[str, Shape] = {
    "car": Shape(
        1.78,
        ((2.12, 0.18), (2.25, 0.34), (2.26, 0.52), (2.18, 0.68), (1.95, 0.78), (0.98, 0.93),
         (-1.72, 0.98), (-2.18, 0.96), (-2.26, 0.84), (-2.28, 0.40), (-2.16, 0.20)),
        (-1.86, 1.08, -1.10, 0.28, 0.93, 1.46, 0.24),
        (1.38, -1.32), 0.32, ((0.14, 0.46), (0.50, 0.86)), (0.66, 0.86), 0.72,
    ),
    "hatchback": Shape(
        1.74,
        ((1.86, 0.18), (1.98, 0.34), (2.0, 0.54), (1.92, 0.70), (1.72, 0.80),
         (0.96, 0.97), (-1.82, 1.02), (-1.93, 0.92), (-1.98, 0.42), (-1.86, 0.20)),
        (-1.86, 1.12, -1.52, 0.34, 0.97, 1.52, 0.22),
        (1.24, -1.22), 0.31, ((0.10, 0.22), (0.25, 0.54), (0.58, 0.86)), (0.78, 1.02), 0.62,
    ),
    "pickup": Shape(
        1.86,
        ((2.45, 0.36), (2.62, 0.48), (2.64, 0.72), (2.56, 0.94), (2.36, 1.0), (1.20, 1.10),
         (-0.55, 1.14), (-2.52, 1.12), (-2.62, 1.06), (-2.64, 0.52), (-2.55, 0.40)),
        (-0.72, 1.28, -0.56, 0.55, 1.10, 1.78, 0.20),
        (1.62, -1.55), 0.39, ((0.12, 0.44), (0.50, 0.84)), (0.72, 1.0), 0.60,
    ),
    "van": Shape(
        1.92,
        ((2.32, 0.26), (2.46, 0.38), (2.48, 0.62), (2.42, 0.86), (2.18, 1.02),
         (1.72, 1.16), (-2.38, 1.18), (-2.46, 1.1), (-2.48, 0.40), (-2.38, 0.26)),
        (-2.42, 1.86, -2.32, 1.02, 1.15, 2.05, 0.14),
        (1.55, -1.50), 0.34, ((0.66, 0.84),), (0.80, 1.25), 0.72,
    ),
    "bus": Shape(
        2.5,
        ((5.30, 0.34), (5.46, 0.46), (5.50, 1.15), (5.48, 1.25),
         (-5.46, 1.25), (-5.5, 1.15), (-5.48, 0.46), (-5.36, 0.34)),
        (-5.48, 5.48, -5.40, 5.28, 1.25, 3.05, 0.10),
        (3.0, -2.8), 0.48, tuple((0.03 + k * 0.135, 0.15 + k * 0.135) for k in range(7)), (0.75, 1.1), 0.62,
        rows=((0.10, 0.72),),
    ),
    "suv": Shape(
        1.88,
        ((2.12, 0.24), (2.30, 0.40), (2.32, 0.72), (2.22, 0.92), (1.98, 1.0), (1.02, 1.10),
         (-2.10, 1.14), (-2.26, 1.04), (-2.32, 0.50), (-2.18, 0.26)),
        (-2.14, 1.12, -1.92, 0.40, 1.10, 1.74, 0.20),
        (1.42, -1.38), 0.37, ((0.05, 0.24), (0.27, 0.55), (0.58, 0.86)), (0.86, 1.12), 0.72,
    ),
    "kei": Shape(
        1.48,
        ((1.58, 0.20), (1.68, 0.34), (1.70, 0.62), (1.64, 0.80), (1.44, 0.90), (1.10, 0.98),
         (-1.62, 1.02), (-1.68, 0.92), (-1.70, 0.40), (-1.62, 0.22)),
        (-1.66, 1.22, -1.58, 0.62, 0.97, 1.72, 0.10),
        (1.20, -1.14), 0.28, ((0.05, 0.25), (0.28, 0.56), (0.59, 0.87)), (0.78, 1.05), 0.60,
    ),
    "minibus": Shape(
        1.76,
        ((2.36, 0.26), (2.46, 0.36), (2.48, 0.66), (2.44, 0.90), (2.34, 1.04), (2.24, 1.10),
         (-2.36, 1.14), (-2.44, 1.06), (-2.46, 0.40), (-2.36, 0.26)),
        (-2.40, 2.26, -2.32, 1.70, 1.10, 2.04, 0.13),
        (1.62, -1.36), 0.33, ((0.03, 0.22), (0.25, 0.44), (0.47, 0.66), (0.69, 0.86)), (0.76, 1.05), 0.62,
        rows=((0.08, 0.74),),
    ),
    "school-bus": Shape(
        2.42,
        ((5.22, 0.42), (5.36, 0.56), (5.38, 1.30), (5.30, 1.42), (3.85, 1.56),
         (-5.30, 1.52), (-5.36, 1.40), (-5.36, 0.50), (-5.26, 0.40)),
        (-5.30, 3.86, -5.24, 3.60, 1.52, 3.05, 0.12),
        (4.0, -2.6), 0.50, tuple((0.03 + k * 0.105, 0.11 + k * 0.105) for k in range(9)), (0.9, 1.2), 0.70,
        rows=((0.18, 0.66),),
    ),
    "double-decker": Shape(
        2.5,
        ((5.10, 0.32), (5.22, 0.46), (5.26, 1.10), (5.24, 1.20),
         (-5.24, 1.20), (-5.26, 1.10), (-5.24, 0.46), (-5.12, 0.32)),
        (-5.24, 5.24, -5.16, 5.02, 1.20, 4.35, 0.10),
        (2.7, -2.7), 0.48, tuple((0.03 + k * 0.135, 0.15 + k * 0.135) for k in range(7)), (0.75, 1.1), 0.62,
        rows=((0.03, 0.29), (0.56, 0.82)),
    ),
    "jeepney": Shape(
        1.86,
        ((3.02, 0.40), (3.12, 0.52), (3.14, 1.12), (3.04, 1.22), (1.62, 1.30),
         (-3.06, 1.30), (-3.12, 1.20), (-3.14, 0.52), (-3.04, 0.42)),
        (-3.08, 1.62, -3.06, 1.40, 1.30, 2.22, 0.04),
        (2.1, -1.75), 0.37, tuple((0.03 + k * 0.16, 0.17 + k * 0.16) for k in range(6)), (0.8, 1.05), 0.62,
        rows=((0.05, 0.80),),
    ),
}  # fmt: skip

BUSES = ("bus", "school-bus", "double-decker", "jeepney", "minibus")
"""Vehicles with a row of windows along each side."""

CORNER = 0.42
"""Metres from each end in which the body draws in, seen from above."""


def half_at(shape: Shape, ahead: float) -> float:
    """Half the body's width at a place along it: full in the middle, drawn in towards both ends."""
    corner = CORNER if shape.width < 2.2 else 0.22
    into = max(ahead - shape.front + corner, shape.rear + corner - ahead, 0.0) / corner
    return shape.width / 2 * (1 - 0.16 * into * (1.8 / max(shape.width, 1.8)))


def _divided(shape: Shape) -> list[tuple[float, float]]:
    """The profile with points where the corners begin."""
    corner = CORNER if shape.width < 2.2 else 0.22
    points: list[tuple[float, float]] = []
    for (a0, z0), (a1, z1) in pairwise(shape.profile):
        points.append((a0, z0))
        for cut in (shape.front - corner, shape.rear + corner):
            if a1 < cut < a0:
                points.append((cut, z0 + (z1 - z0) * (a0 - cut) / (a0 - a1)))
    points.append(shape.profile[-1])
    return points


def draw_body(stage: Stage, frame: Frame, shape: Shape, colour: str) -> None:
    """The strips of the profile seen from the ends and from above, and the corners."""
    points = _divided(shape)
    for (a0, z0), (a1, z1) in pairwise(points):
        length = math.hypot(a1 - a0, z1 - z0)
        # Going over the top from front to rear, the outside is on the left of the way.
        normal = frame.way(0, (z1 - z0) / length, -(a1 - a0) / length)
        h0, h1 = half_at(shape, a0), half_at(shape, a1)
        corner = frame.at(-h0, a0, z0)
        if faces_eye(corner, normal):
            quad = (corner, frame.at(h0, a0, z0), frame.at(h1, a1, z1), frame.at(-h1, a1, z1))
            stage.polygon(quad, stage.tone(normal, corner)(colour))
    corner = CORNER if shape.width < 2.2 else 0.22
    for end, cut in ((1, shape.front - corner), (-1, shape.rear + corner)):
        ring = [p for p in points if (p[0] - cut) * end >= -1e-6]
        foot = min(z for _, z in ring)
        ring.append((cut, foot))
        for s in (1, -1):
            lean = half_at(shape, cut) - half_at(shape, cut + end * corner)
            normal = unit(frame.way(s * corner, end * lean))
            quad = [frame.at(s * half_at(shape, a), a, z) for a, z in ring]
            if faces_eye(quad[0], normal):
                stage.polygon(quad, stage.tone(normal, quad[0])(colour, 0.93))
                _corner_lamp(stage, frame, shape, s, end, normal)


def _corner_lamp(stage: Stage, frame: Frame, shape: Shape, s: int, end: int, normal: Vec) -> None:
    """The part of a lamp that goes round the corner."""
    tip = shape.front if end > 0 else shape.rear
    low, high = shape.lamps
    if end > 0:
        high = shape.profile[3][1] - 0.03
        low = high - 0.15
    a0, a1 = tip - end * 0.05, tip - end * (0.32 if end > 0 else 0.2)
    quad = [
        frame.at(s * (half_at(shape, a) + 0.004), a, z)
        for a, z in ((a0, low), (a1, low + 0.02), (a1, high), (a0, high))
    ]
    if stage.scale(quad[0]) > 8:
        stage.polygon(quad, stage.tone(normal, quad[0])("#dfe6ea" if end > 0 else "#a81a1a"))


def draw_side(stage: Stage, frame: Frame, shape: Shape, v: Vehicle, s: int) -> None:
    """One flank below the windows, with arches and wheels."""
    at = frame.at(s * shape.width / 2, 0, 0.0)
    tone, scale = stage.tone(frame.way(s, 0), frame.at(s * shape.width / 2, 0, 0.6)), stage.scale(at)
    belt = shape.cabin[4]
    corner = CORNER if shape.width < 2.2 else 0.22
    points = [p for p in _divided(shape) if shape.rear + corner - 1e-6 <= p[0] <= shape.front - corner + 1e-6]
    foot = shape.profile[0][1]
    points = [(shape.front - corner + 0.01, foot), *points, (shape.rear + corner - 0.01, foot)]
    path = skia.Path()
    path.addPoly([skia.Point(a, -z) for a, z in points], True)
    with stage.plane(at, frame.way(0, 1), (0.0, 0.0, -1.0)) as canvas:
        if scale > 8:
            # The shoulder catches the sky, the door leans in below it, the sill lies in its own shade.
            ends = [skia.Point(0, -belt), skia.Point(0, -foot)]
            colours = [tone(v.colour, k) for k in (1.2, 1.06, 0.92, 0.98, 0.62)]
            shader = skia.GradientShader.MakeLinear(ends, colours, [0.0, 0.14, 0.24, 0.5, 1.0])
            canvas.drawPath(path, skia.Paint(AntiAlias=True, Shader=shader))
        else:
            stage.fill(path, tone(v.colour, 0.95))
        if scale > 24 and v.kind not in BUSES:
            _trim(stage, shape, v, tone(v.colour, 0.6), tone("#202022"))
        _stripes(stage, shape, v, tone, corner)
        arch = shape.wheel + 0.075
        for axle in shape.axles:
            well = skia.Path()
            well.addCircle(axle, -shape.wheel, arch)
            canvas.save()
            canvas.clipRect(skia.Rect.MakeLTRB(axle - 1, -2, axle + 1, -foot * 0.9))
            if scale > 14:
                flare = skia.Path()
                flare.addCircle(axle, -shape.wheel, arch + 0.05)
                stage.fill(
                    flare, tone(v.colour, 1.12) if v.kind not in ("suv", "pickup") else tone("#2a2b2d")
                )
            stage.fill(well, tone("#121214"))
            canvas.restore()
            draw_wheel(stage, axle, shape.wheel, tone, scale)


def _stripes(stage: Stage, shape: Shape, v: Vehicle, tone: Callable[..., int], corner: float) -> None:
    """Bands along the flank."""
    rear, front = shape.rear + corner, shape.front - corner
    if v.kind == "school-bus":
        for z in (0.85, 1.12, 1.40):
            stage.rect(rear, -z - 0.05, front - 1.2, -z + 0.01, tone("#17181a"))
    elif v.kind == "jeepney":
        tints = (v.accent or "#f2c21a", "#f2f2f0", "#c8202c")
        for k, z in enumerate((0.70, 0.88, 1.06)):
            stage.rect(rear, -z - 0.09, front, -z, tone(tints[k]))
    elif v.look == "striped" or (v.kind == "bus" and not v.accent):
        plain = mix(v.colour, "#ffffff" if luminance(v.colour) < 0.6 else "#b03a2e", 0.7)
        stage.rect(rear, -0.90, front, -0.72, tone(v.accent or plain))
        if v.colour == "#f2b81a":  # the two black lines of Lagos
            stage.rect(rear, -0.66, front, -0.56, tone(v.accent))


def _trim(stage: Stage, shape: Shape, v: Vehicle, seam: int, dark: int) -> None:
    """Door seams, handles and the sill."""
    belt, lines = shape.cabin[4], skia.Path()
    rear, front = shape.cabin[0], shape.cabin[1]
    doors = (
        (0.10, 0.48, 0.84)
        if v.kind in ("car", "hatchback")
        else (0.10, 0.47, 0.82)
        if v.kind == "pickup"
        else (0.64, 0.86)
    )
    for k in doors:
        a = rear + (front - rear) * k
        lines.addRect(skia.Rect.MakeLTRB(a - 0.012, -belt, a + 0.012, -0.36))
    for k in doors[:-1]:
        a = rear + (front - rear) * (k + 0.06)
        lines.addRect(skia.Rect.MakeLTRB(a, -belt + 0.10, a + 0.17, -belt + 0.135))
    stage.fill(lines, seam)
    stage.rect(shape.axles[1] + 0.4, -0.30, shape.axles[0] - 0.4, -0.22, dark)


def draw_wheel(stage: Stage, axle: float, radius: float, tone: Callable[..., int], scale: float) -> None:
    for share, colour in ((1.0, RUBBER), (0.66, "#9a9da0"), (0.58, "#75787b"), (0.18, "#c0c2c4")):
        if share == 1.0 or scale * radius * share > 1.2:
            ring = skia.Path()
            ring.addCircle(axle, -radius, radius * share)
            stage.fill(ring, tone(colour))
    if scale > 30:
        spokes = skia.Path()
        for k in range(5):
            a = k * 2 * math.pi / 5
            c, s = math.cos(a), math.sin(a)
            r0, r1, w = radius * 0.22, radius * 0.54, radius * 0.11
            spokes.addPoly(
                [
                    skia.Point(axle + c * r + s * e, -radius + s * r - c * e)
                    for r, e in ((r0, w), (r1, w * 0.7), (r1, -w * 0.7), (r0, -w))
                ],
                True,
            )
        stage.fill(spokes, tone("#2c2d30"))


def draw_treads(stage: Stage, frame: Frame, axles: tuple[float, ...], width: float, radius: float) -> None:
    """Treads under the body, and the dark underside between them."""
    half = width / 2
    belly = [
        frame.at(x, a, 0.3)
        for x, a in (
            (-half + 0.1, axles[0]),
            (half - 0.1, axles[0]),
            (half - 0.1, axles[-1]),
            (-half + 0.1, axles[-1]),
        )
    ]
    for a in (axles[0] + radius * 0.45, axles[-1] - radius * 0.45):
        for s in (-1, 1):
            x0, x1, top = s * half * 0.95, s * (half * 0.95 - 0.21), 1.5 * radius
            quad = [frame.at(x, a, z) for x, z in ((x0, 0.03), (x1, 0.03), (x1, top), (x0, top))]
            stage.polygon(quad, stage.tone(frame.way(0, 1), belly[0])("#141416"))
    ends = (axles[0] + radius, axles[-1] - radius)
    for a, s in ((ends[0], 1), (ends[1], -1)):
        if faces_eye(frame.at(0, a, 0.3), frame.way(0, s)):
            quad = [
                frame.at(x, a - s * 0.15, z)
                for x, z in (
                    (-half + 0.22, 0.16),
                    (half - 0.22, 0.16),
                    (half - 0.22, 0.5),
                    (-half + 0.22, 0.5),
                )
            ]
            stage.polygon(quad, stage.tone((0, 0, -1), belly[0])("#0c0c0e"))


def _between(quad: tuple[Vec, Vec, Vec, Vec], u: float, v: float) -> Vec:
    """A point of a quad (lower left, lower right, upper right, upper left) at shares u, v."""
    a, b, c, d = quad
    low = [p + (q - p) * u for p, q in zip(a, b, strict=True)]
    high = [p + (q - p) * u for p, q in zip(d, c, strict=True)]
    return (low[0] + (high[0] - low[0]) * v, low[1] + (high[1] - low[1]) * v, low[2] + (high[2] - low[2]) * v)


def _pane(quad: tuple[Vec, Vec, Vec, Vec], u0: float, v0: float, u1: float, v1: float) -> list[Vec]:
    return [_between(quad, u, v) for u, v in ((u0, v0), (u1, v0), (u1, v1), (u0, v1))]


def draw_cabin(stage: Stage, frame: Frame, shape: Shape, v: Vehicle) -> None:
    rear, front, top_rear, top_front, belt, roof, inset = shape.cabin
    half, top = shape.width / 2 - 0.04, shape.width / 2 - inset
    at = frame.at
    upper = v.accent if v.accent and v.look in ("taxi", "two-tone") else v.colour
    walls: list[tuple[tuple[Vec, Vec, Vec, Vec], str]] = [
        (
            (
                at(half, front, belt),
                at(-half, front, belt),
                at(-top, top_front, roof),
                at(top, top_front, roof),
            ),
            "front",
        ),
        (
            (at(-half, rear, belt), at(half, rear, belt), at(top, top_rear, roof), at(-top, top_rear, roof)),
            "rear",
        ),
        (
            (at(half, rear, belt), at(half, front, belt), at(top, top_front, roof), at(top, top_rear, roof)),
            "side",
        ),
        (
            (
                at(-half, front, belt),
                at(-half, rear, belt),
                at(-top, top_rear, roof),
                at(-top, top_front, roof),
            ),
            "left",
        ),
    ]
    _mirrors(stage, frame, shape, v, False)
    for quad, which in walls:
        a, b, d = quad[0], quad[1], quad[3]
        normal = unit(cross((b[0] - a[0], b[1] - a[1], b[2] - a[2]), (d[0] - a[0], d[1] - a[1], d[2] - a[2])))
        if not faces_eye(a, normal):
            continue
        tone = stage.tone(normal, a)
        stage.polygon(quad, tone(upper if v.look == "two-tone" else v.colour))
        if v.kind == "double-decker" and which in ("front", "rear"):
            for low, high in ((0.02, 0.36), (0.54, 0.84)):
                stage.polygon(_pane(quad, 0.06, low, 0.94, high), tone(GLASS))
        elif which == "front":
            stage.polygon(_pane(quad, 0.05, 0.06, 0.95, 0.92), tone(GLASS))
            if stage.scale(a) > 14:
                glare = [
                    _between(quad, u, t) for u, t in ((0.22, 0.08), (0.42, 0.08), (0.66, 0.90), (0.46, 0.90))
                ]
                stage.polygon(glare, tone(mix(GLASS, "#9fb4c4", 0.16)))
                stage.polygon(_pane(quad, 0.05, 0.78, 0.95, 0.92), tone(mix(GLASS, "#9fb4c4", 0.22)))
        elif which == "rear" and shape.rear_glass:
            low = 0.06 if v.kind != "van" else 0.30
            stage.polygon(_pane(quad, 0.08, low, 0.92, 0.88), tone(GLASS))
            if v.kind == "van":
                stage.polygon(_pane(quad, 0.485, 0.0, 0.515, 0.95), tone(v.colour, 0.7))
        else:
            for (u0, u1), (low, high) in itertools.product(shape.panes, shape.rows):
                if which == "left":
                    u0, u1 = 1 - u1, 1 - u0
                stage.polygon(
                    _pane(quad, u0, low, u1, high), tone(GLASS if v.kind not in BUSES else "#2a3740")
                )
                if stage.scale(a) > 10:  # the sky in the upper half, the street in the lower
                    middle = low + (high - low) * 0.45
                    sky = tone(mix(GLASS, "#a8bccb", 0.5), 1.0, 0.55)
                    stage.polygon(_pane(quad, u0, middle, u1, high), sky)
    _mirrors(stage, frame, shape, v, True)
    _roof(stage, frame, shape, v, upper)


def _roof(stage: Stage, frame: Frame, shape: Shape, v: Vehicle, colour: str) -> None:
    """A roof with rounded edges, and what is on it."""
    _, _, rear, front, _, z, inset = shape.cabin
    half, rise, draw = shape.width / 2 - inset, 0.06, 0.14
    low = ((-half, rear), (half, rear), (half, front), (-half, front))
    high = (
        (-half + draw, rear + draw),
        (half - draw, rear + draw),
        (half - draw, front - draw),
        (-half + draw, front - draw),
    )
    for i, way in enumerate(((0, -1), (1, 0), (0, 1), (-1, 0))):
        j, normal = (i + 1) % 4, unit(frame.way(*way, 2.0))
        corner = frame.at(*low[i], z)
        if faces_eye(corner, normal):
            quad = (corner, frame.at(*low[j], z), frame.at(*high[j], z + rise), frame.at(*high[i], z + rise))
            stage.polygon(quad, stage.tone(normal, corner)(colour))
    top = [frame.at(*p, z + rise) for p in high]
    if faces_eye(top[0], (0, 0, 1)):
        stage.polygon(top, stage.tone((0, 0, 1), top[0])(colour, 1.03))
    middle = (rear + front) / 2
    if v.look == "taxi":
        prism(
            stage, frame, (-0.26, middle - 0.08, z + rise), (0.26, middle + 0.08, z + rise + 0.17), "#f2e8b0"
        )
    elif v.kind in ("suv", "minibus", "jeepney") and place_seed(v.x, v.y) % 2:
        for s in (-1, 1):
            x = s * (half - 0.12)
            stage.line(frame.at(x, rear + 0.2, z + 0.1), frame.at(x, front - 0.1, z + 0.1), 0.05, "#3a3d40")
    if v.kind == "school-bus":
        for a in (rear + 0.2, front - 0.2):
            for s in (-0.8, 0.8):
                prism(stage, frame, (s - 0.16, a - 0.08, z), (s + 0.16, a + 0.08, z + 0.2), "#b81c1c")


def _mirrors(stage: Stage, frame: Frame, shape: Shape, v: Vehicle, near: bool) -> None:
    """The outside mirrors: that of a flank turned to the eye stands before the cabin, others behind."""
    front, belt, half = shape.cabin[1], shape.cabin[4], shape.width / 2
    if stage.scale(frame.at(0, front, belt)) < 10:
        return
    for s in (-1, 1):
        if faces_eye(frame.at(s * half, front, belt), frame.way(s, 0)) == near:
            x0, x1 = sorted((s * (half - 0.06), s * (half + 0.13)))
            low, high = (x0, front - 0.42, belt + 0.02), (x1, front - 0.30, belt + 0.16)
            prism(stage, frame, low, high, mix(v.colour, "#202124", 0.35))
