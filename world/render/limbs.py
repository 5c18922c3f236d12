"""Round, tapering pieces: arms and legs, tubes and tanks, drawn as their outline with light across it."""

from __future__ import annotations

import math

import skia

from world.render.solids import NEAR, Stage, Vec, cross, distance, mix, unit


def limb(stage: Stage, a: Vec, b: Vec, thick: float, thin: float, colour: str, bright: float = 1.0) -> None:
    """A round bar from `a` (radius `thick`, metres) to `b` (radius `thin`): a ball where they are one."""
    deep, shallow = stage.to_camera(a)[2], stage.to_camera(b)[2]
    if deep < NEAR or shallow < NEAR:
        return
    (p, q) = stage.outline((a, b))
    r0, r1 = max(thick * stage.focal / deep, 0.35), max(thin * stage.focal / shallow, 0.35)
    if not stage.shows([(p[0] - r0, p[1] - r0), (p[0] + r0, p[1] + r0), (q[0] + r1, q[1] + r1)]):
        return
    dx, dy = q[0] - p[0], q[1] - p[1]
    length = math.hypot(dx, dy)
    path = skia.Path()
    path.addCircle(p[0], p[1], r0)
    if length > abs(r0 - r1) + 0.1:
        path.addCircle(q[0], q[1], r1)
        turn, half = math.atan2(dy, dx), math.acos(max(-1.0, min(1.0, (r0 - r1) / length)))
        c0, s0, c1, s1 = (f(turn + k * half) for k in (1, -1) for f in (math.cos, math.sin))
        ring = ((p, r0, c0, s0), (p, r0, c1, s1), (q, r1, c1, s1), (q, r1, c0, s0))
        hull = skia.Path()
        hull.addPoly([skia.Point(m[0] + r * c, m[1] + r * s) for m, r, c, s in ring], True)
        path.addPath(hull)
        across = (-dy / length, dx / length)
    else:
        across = (0.0, 1.0)
    middle = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (a[2] + b[2]) / 2)
    if max(r0, r1) < 1.5:
        stage.fill(path, stage.tone(unit((-middle[0], -middle[1], 1.0)), middle)(colour, bright))
        return
    away = distance(middle)
    right, down, _ = stage.axes
    toward = (-middle[0] / away, -middle[1] / away, (stage.camera.eye[2] - middle[2]) / away)
    u, v = across
    side = unit((right[0] * u + down[0] * v, right[1] * u + down[1] * v, right[2] * u + down[2] * v))
    tones = []
    for s in (-0.92, -0.4, 0.35, 0.92):
        c = math.sqrt(1 - s * s)
        normal = (side[0] * s + toward[0] * c, side[1] * s + toward[1] * c, side[2] * s + toward[2] * c)
        tones.append(stage.tone(normal, middle)(colour, bright * (0.86 if abs(s) > 0.9 else 1.0)))
    x, y, r = (p[0] + q[0]) / 2, (p[1] + q[1]) / 2, max(r0, r1)
    ends = [
        skia.Point(x - across[0] * r, y - across[1] * r),
        skia.Point(x + across[0] * r, y + across[1] * r),
    ]
    shader = skia.GradientShader.MakeLinear(ends, tones, [0.04, 0.3, 0.68, 0.96])
    stage.canvas.drawPath(path, skia.Paint(AntiAlias=True, Shader=shader))


def tyre(stage: Stage, at: Vec, ahead: Vec, wide: float, radius: float, rim: str, spokes: int) -> None:
    """A wheel of a two-wheeler, upright about its hub at `at`, that rolls towards `ahead`."""
    scale = stage.scale(at)
    right = cross(ahead, (0.0, 0.0, 1.0))
    offsets = (-wide / 2, 0.0, wide / 2) if scale > 12 else (0.0,)
    face = unit((-at[0], -at[1], 0.4))
    tone = stage.tone(face, at)
    band = min(0.09, radius * 0.34)
    pen = skia.Paint(AntiAlias=True, Style=skia.Paint.kStroke_Style)
    edge = [
        (at[0] + right[0] * x, at[1] + right[1] * x, at[2] + z)
        for x, z in ((-wide / 2, -radius), (wide / 2, -radius), (wide / 2, radius), (-wide / 2, radius))
    ]
    stage.polygon(edge, tone("#19191b"))
    for x in offsets:
        hub = (at[0] + right[0] * x, at[1] + right[1] * x, at[2])
        with stage.plane(hub, ahead, (0.0, 0.0, -1.0)) as canvas:
            pen.setStrokeWidth(band)
            pen.setColor(tone("#1b1b1d"))
            canvas.drawCircle(0, 0, radius - band / 2, pen)
            if x or len(offsets) == 1:
                pen.setStrokeWidth(0.022)
                pen.setColor(tone(rim))
                canvas.drawCircle(0, 0, radius - band - 0.005, pen)
            if x == 0.0 and scale > 12:
                pen.setStrokeWidth(0.035 if spokes < 8 else 0.007)
                for k in range(spokes):
                    angle = math.tau * k / spokes
                    reach = radius - band
                    canvas.drawLine(0, 0, reach * math.cos(angle), reach * math.sin(angle), pen)
                pen.setStrokeWidth(0.09)
                pen.setColor(tone(mix(rim, "#303234", 0.5)))
                canvas.drawCircle(0, 0, 0.05, pen)
