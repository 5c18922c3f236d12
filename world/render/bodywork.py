"""Bodies of vehicles: a side profile drawn out to a width, a glazed cabin on it, wheels under it."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import skia

from world.render.solids import Frame, Stage, Vec, cross, faces_eye, luminance, mix, prism, unit
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
    ),
}  # fmt: skip


def draw_body(stage: Stage, frame: Frame, shape: Shape, colour: str) -> None:
    """The strips of the profile seen from the ends and from above."""
    half = shape.width / 2
    for (a0, z0), (a1, z1) in zip(shape.profile, shape.profile[1:], strict=False):
        length = math.hypot(a1 - a0, z1 - z0)
        # Going over the top from front to rear, the outside is on the left of the way.
        normal = frame.way(0, (z1 - z0) / length, -(a1 - a0) / length)
        corner = frame.at(-half, a0, z0)
        if faces_eye(corner, normal):
            quad = (corner, frame.at(half, a0, z0), frame.at(half, a1, z1), frame.at(-half, a1, z1))
            stage.polygon(quad, stage.tone(normal, corner)(colour))


def draw_side(stage: Stage, frame: Frame, shape: Shape, v: Vehicle, s: int) -> None:
    """One flank below the windows, with arches and wheels."""
    at = frame.at(s * shape.width / 2, 0, 0.0)
    tone, scale = stage.tone(frame.way(s, 0), frame.at(s * shape.width / 2, 0, 0.6)), stage.scale(at)
    belt = shape.cabin[4]
    path = skia.Path()
    path.addPoly([skia.Point(a, -z) for a, z in shape.profile], True)
    with stage.plane(at, frame.way(0, 1), (0.0, 0.0, -1.0)) as canvas:
        if scale > 12:
            ends = [skia.Point(0, -belt), skia.Point(0, -0.2)]
            colours = [tone(v.colour, 1.12), tone(v.colour, 0.96), tone(v.colour, 0.66)]
            canvas.drawPath(
                path,
                skia.Paint(AntiAlias=True, Shader=skia.GradientShader.MakeLinear(ends, colours, [0, 0.3, 1])),
            )
        else:
            stage.fill(path, tone(v.colour, 0.95))
        if scale > 24 and v.kind != "bus":
            _trim(stage, shape, v, tone(v.colour, 0.6), tone("#202022"))
        if v.kind == "bus":
            stage.rect(
                shape.rear,
                -0.86,
                shape.front,
                -0.72,
                tone(mix(v.colour, "#ffffff" if luminance(v.colour) < 0.6 else "#b03a2e", 0.7)),
            )
        arch = shape.wheel + 0.075
        for axle in shape.axles:
            well = skia.Path()
            well.addCircle(axle, -shape.wheel, arch)
            canvas.save()
            canvas.clipRect(skia.Rect.MakeLTRB(axle - 1, -2, axle + 1, -shape.profile[0][1] * 0.9))
            stage.fill(well, tone("#121214"))
            canvas.restore()
            draw_wheel(stage, axle, shape.wheel, tone, scale)
        if scale > 10:
            low = shape.profile[3][1]
            stage.rect(shape.front - 0.42, -low - 0.02, shape.front - 0.10, -low + 0.12, tone("#dfe6ea"))
            stage.rect(
                shape.rear + 0.02, -shape.lamps[1], shape.rear + 0.22, -shape.lamps[0], tone("#a01818")
            )


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
        stage.polygon(quad, tone(v.colour))
        if which == "front":
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
            for u0, u1 in shape.panes:
                if which == "left":
                    u0, u1 = 1 - u1, 1 - u0
                low, high = (0.10, 0.72) if v.kind == "bus" else (0.08, 0.88)
                stage.polygon(_pane(quad, u0, low, u1, high), tone(GLASS if v.kind != "bus" else "#2a3740"))
    _mirrors(stage, frame, shape, v, True)
    ring = [
        at(x, a, roof) for x, a in ((-top, top_rear), (top, top_rear), (top, top_front), (-top, top_front))
    ]
    if faces_eye(ring[0], (0, 0, 1)):
        stage.polygon(ring, stage.tone((0, 0, 1), ring[0])(v.colour, 1.03))


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
