"""Lorries: a cab before a load box, on a chassis between the wheels."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial

import skia

from world.render.bodywork import draw_body, draw_cabin, draw_treads, draw_wheel
from world.render.ends import ROUND, band, on_skin, pair
from world.render.limbs import limb
from world.render.plates import draw_plate
from world.render.shapes import Shape
from world.render.solids import Frame, Stage, Tone, Vec, faces_eye, luminance, place_seed, prism
from world.scene import Vehicle

_CAB = Shape(
    2.36,
    ((4.02, 0.42), (4.10, 0.56), (4.10, 1.42), (2.30, 1.42), (2.30, 0.5)),
    (2.30, 4.08, 2.36, 3.90, 1.42, 2.66, 0.10),
    (2.9,),
    0.48,
    ((0.26, 0.88),),
    rear_glass=False,
)
_BOXES = ("#e6e6e2", "#e6e6e2", "#dcdcd6", "#c8ccd0", "#b8b4a8", "#3f5f8a", "#4f6a52")
_AXLES = (-1.4, -2.5)


def draw_lorry(stage: Stage, frame: Frame, v: Vehicle, driver: int) -> None:
    """Draw a lorry in one face, with a driver to the left (-1), to the right (1) or none (0)."""
    half = 1.22
    draw_treads(stage, frame, (2.9, -2.4), 2.4, 0.48)
    side = [s for s in (1, -1) if faces_eye(frame.at(s * half, 0, 0.5), frame.way(s, 0))]
    for s in side:
        _chassis(stage, frame, s, half)
    cab = partial(_draw_cab, driver=driver)
    parts: list[tuple[Vec, Callable[[Stage, Frame, Vehicle], None]]]
    parts = [(frame.at(0, 3.2), cab), (frame.at(0, -1.0), _draw_box)]
    for _, draw in sorted(parts, key=lambda part: -math.hypot(part[0][0], part[0][1])):
        draw(stage, frame, v)
    for s in side:
        _wheels(stage, frame, s, half)
    if faces_eye(frame.at(0, -4.1, 0.6), frame.way(0, -1)):
        _tail(stage, frame, v)


def _chassis(stage: Stage, frame: Frame, s: int, half: float) -> None:
    """The frame under the box, the fuel tank, and rails that keep bicycles from under it."""
    at = frame.at(s * (half - 0.15), 0, 0)
    tone = stage.tone(frame.way(s, 0), at)
    with stage.plane(at, frame.way(0, 1), (0.0, 0.0, -1.0)):
        stage.rect(-4.0, -1.0, 3.9, -0.70, tone("#2a2b2e"))
    if stage.scale(at) < 6:
        return
    limb(stage, frame.at(s * 0.86, 1.15, 0.66), frame.at(s * 0.86, 1.95, 0.66), 0.26, 0.26, "#8d9194")
    tone = stage.tone(frame.way(s, 0), frame.at(s * half, 0, 0.5))
    with stage.plane(frame.at(s * (half - 0.03), 0, 0), frame.way(0, 1), (0.0, 0.0, -1.0)):
        for z in (0.50, 0.74):
            stage.rect(-0.80, -z - 0.09, 0.95, -z, tone("#9da1a4"))
        for a in (-0.6, 0.7):
            stage.rect(a, -1.0, a + 0.06, -0.46, tone("#3a3b3e"))


def _wheels(stage: Stage, frame: Frame, s: int, half: float) -> None:
    """The rear wheels under their mudguards, set in a little."""
    at = frame.at(s * (half - 0.06), 0, 0)
    tone, scale = stage.tone(frame.way(s, 0), at), stage.scale(at)
    with stage.plane(at, frame.way(0, 1), (0.0, 0.0, -1.0)) as canvas:
        guard = skia.Paint(AntiAlias=True, Color=tone("#1a1b1d"), StrokeWidth=0.05)
        guard.setStyle(skia.Paint.kStroke_Style)
        for axle in _AXLES:
            if scale > 10:
                box = skia.Rect.MakeLTRB(axle - 0.56, -1.04, axle + 0.56, 0.08)
                canvas.drawArc(box, 195, 150, False, guard)
            draw_wheel(stage, axle, 0.48, tone, scale)
        if scale > 14:
            stage.rect(-3.16, -0.72, -3.10, -0.18, tone("#1a1b1d"))


def _tail(stage: Stage, frame: Frame, v: Vehicle) -> None:
    """Doors with their bars and hinges, the lamps, and the bar under them."""
    at = frame.at(0, -4.11, 0)
    tone, scale = stage.tone(frame.way(0, -1), at), stage.scale(at)
    with stage.plane(at, frame.way(1, 0), (0.0, 0.0, -1.0)):
        stage.rect(-1.15, -0.98, 1.15, -0.72, tone("#3a3b3e"))
        stage.rect(-1.12, -0.56, 1.12, -0.43, tone("#8d9194"))
        for s in (-1, 1):
            x0, x1 = sorted((s * 0.62, s * 0.68))
            stage.rect(x0, -0.72, x1, -0.5, tone("#2a2b2e"))
            for low, high, colour in (
                (0.78, 0.92, "#b01c1c"),
                (0.92, 1.01, "#d98a2a"),
                (1.01, 1.12, "#b01c1c"),
            ):
                x0, x1 = sorted((s * low, s * high))
                stage.rect(x0, -0.91, x1, -0.77, tone(colour))
        draw_plate(stage, v.rear, 0.0, 0.84, tone, scale)
        _doors(stage, tone, scale)
        if scale > 12:
            _grime(stage, tone, (-1.22, -3.45, 1.22, -1.0), place_seed(frame.x, frame.y))


def _doors(stage: Stage, tone: Tone, scale: float) -> None:
    """Two doors in a frame of bare metal, with their bars, cams, handles and hinges."""
    for left, top, right, bottom in (
        (-1.22, -3.45, 1.22, -3.35),
        (-1.22, -1.08, 1.22, -1.0),
        (-1.22, -3.45, -1.15, -1.0),
        (1.15, -3.45, 1.22, -1.0),
    ):
        stage.rect(left, top, right, bottom, tone("#85898c"))
    stage.rect(-0.02, -3.35, 0.02, -1.08, tone("#3c3f42"))
    if scale <= 12:
        return
    for s in (-1, 1):
        inner, outer = sorted((s * 0.06, s * 1.11))
        gap = skia.Path()
        gap.addRect(skia.Rect.MakeLTRB(inner, -3.31, outer, -1.12))
        pen = skia.Paint(AntiAlias=True, Color=tone("#4b4e50"), StrokeWidth=0.012)
        pen.setStyle(skia.Paint.kStroke_Style)
        stage.canvas.drawPath(gap, pen)
        for x in (s * 0.26, s * 0.80):
            stage.rect(x - 0.004, -3.38, x + 0.036, -1.04, tone("#4a4d50", 0.8))
            stage.rect(x - 0.02, -3.40, x + 0.02, -1.02, tone("#b3b7ba"))
            for z in (3.36, 2.75, 1.95, 1.10):
                stage.rect(x - 0.05, -z - 0.04, x + 0.05, -z + 0.03, tone("#6a6e71"))
            ends = sorted((x, x + s * 0.24))
            stage.rect(ends[0], -1.60, ends[1], -1.56, tone("#9ea2a5"))
            stage.rect(x - 0.05, -1.63, x + 0.05, -1.53, tone("#55585b"))
        for z in (1.3, 1.95, 2.6, 3.15):
            left, right = sorted((s * 0.96, s * 1.20))
            stage.rect(left, -z - 0.035, right, -z + 0.035, tone("#74787b"))
            left, right = sorted((s * 1.15, s * 1.20))
            stage.rect(left, -z - 0.05, right, -z + 0.05, tone("#4f5255"))
        for k in range(3):  # reflecting tape along the foot of each door
            left, right = sorted((s * (0.12 + 0.33 * k), s * (0.40 + 0.33 * k)))
            stage.rect(left, -1.20, right, -1.15, tone("#b3261e"))
        stage.rect(s * 1.08 - 0.05, -3.42, s * 1.08 + 0.05, -3.38, tone("#b01c1c"))


def _grime(stage: Stage, tone: Tone, box: tuple[float, float, float, float], seed: int) -> None:
    """Dust from the road over a wall's lower half, and streaks that rain drew down from its rail."""
    left, top, right, bottom = box
    ends = [skia.Point(0, bottom), skia.Point(0, bottom + (top - bottom) * 0.62)]
    dust = [tone("#5d5142", 0.9, alpha) for alpha in (0.42, 0.16, 0.0)]
    shader = skia.GradientShader.MakeLinear(ends, dust, [0.0, 0.4, 1.0])
    stage.canvas.drawRect(
        skia.Rect.MakeLTRB(left, top, right, bottom), skia.Paint(AntiAlias=True, Shader=shader)
    )
    for k in range(round((right - left) * 3)):
        luck = (seed * 2654435761 + k * 40503 * 977) % 65521 / 65521
        x = left + 0.1 + (right - left - 0.2) * ((k + luck) / (right - left) / 3)
        length = 0.25 + 1.3 * (luck * 7.31 % 1)
        for wide, alpha, share in ((0.05, 0.07, 1.0), (0.022, 0.10, 0.7)):
            stage.rect(
                x - wide / 2,
                top + 0.08,
                x + wide / 2,
                top + 0.08 + length * share,
                tone("#4a4238", 1.0, alpha),
            )


def _draw_cab(stage: Stage, frame: Frame, v: Vehicle, driver: int) -> None:
    draw_body(stage, frame, _CAB, v)
    draw_cabin(stage, frame, _CAB, v, driver)
    if not faces_eye(frame.at(0, 4.1, 0.6), frame.way(0, 1)):
        return
    nose = frame.at(0, 4.115, 0)
    tone, scale = stage.tone(frame.way(0, 1), nose), stage.scale(nose)
    band(stage, frame, _CAB, 1, 1.0, 0.42, 0.80, tone("#2c2d30"))
    grille = ((-0.62, 1.34), (0.62, 1.34), (0.56, 0.90), (-0.56, 0.90))
    stage.polygon(on_skin(frame, _CAB, 1, grille), tone("#17181a"))
    lens = ((0.58, 0.60), (0.98, 0.60), (1.0, 0.77), (0.62, 0.77))
    pair(stage, frame, _CAB, 1, lens, tone("#c3ccd2"))
    if scale > 8:
        for k in range(5):
            band(stage, frame, _CAB, 1, 0.58, 0.945 + 0.08 * k, 0.965 + 0.08 * k, tone("#6f7477"))
        for r, colour in ((0.085, "#a9aeb2"), (0.066, "#25272a")):
            badge = tuple((r * math.cos(t) / 1.18, 1.14 + r * math.sin(t)) for t in ROUND)
            stage.polygon(on_skin(frame, _CAB, 1, badge), tone(colour))
        for x in (0.69, 0.84):
            eye = tuple((x + 0.06 * math.cos(t), 0.685 + 0.06 * math.sin(t)) for t in ROUND)
            pair(stage, frame, _CAB, 1, eye, tone("#f6f9fb"))
        pair(
            stage, frame, _CAB, 1, ((0.93, 0.62), (0.985, 0.62), (0.985, 0.75), (0.93, 0.75)), tone("#d98a2a")
        )
        band(stage, frame, _CAB, 1, 0.5, 0.60, 0.625, tone("#505256"))
        band(stage, frame, _CAB, 1, 0.92, 1.375, 1.385, tone(v.colour, 0.45))
    with stage.plane(nose, frame.way(-1, 0), (0.0, 0.0, -1.0)):
        draw_plate(stage, v.front, 0.0, 0.50, tone, scale)


def _draw_box(stage: Stage, frame: Frame, v: Vehicle) -> None:
    """The load box: ribbed walls between posts and rails of bare metal."""
    colour = _BOXES[place_seed(frame.x, frame.y) % len(_BOXES)]
    if luminance(v.colour) >= 0.75 and luminance(colour) > 0.8:
        colour = "#c8ccd0"
    prism(stage, frame, (-1.22, -4.1, 1.0), (1.22, 2.05, 3.45), colour)
    for s in (1, -1):
        at = frame.at(s * 1.225, 0, 0)
        if faces_eye(at, frame.way(s, 0)) and stage.scale(at) > 8:
            tone = stage.tone(frame.way(s, 0), at)
            with stage.plane(at, frame.way(0, 1), (0.0, 0.0, -1.0)):
                ribs, lit = skia.Path(), skia.Path()
                for k in range(12):
                    a = -4.0 + k * 0.51
                    ribs.addRect(skia.Rect.MakeLTRB(a, -3.4, a + 0.03, -1.05))
                    lit.addRect(skia.Rect.MakeLTRB(a + 0.03, -3.4, a + 0.05, -1.05))
                stage.fill(ribs, tone(colour, 0.84))
                stage.fill(lit, tone(colour, 1.08))
                for left, top, right, bottom in (
                    (-4.1, -3.45, 2.05, -3.37),
                    (-4.1, -1.14, 2.05, -1.0),
                    (-4.1, -3.45, -4.03, -1.0),
                    (1.98, -3.45, 2.05, -1.0),
                ):
                    stage.rect(left, top, right, bottom, tone("#85898c"))
                if stage.scale(at) > 14:
                    _wall_fittings(stage, tone)
                    _grime(stage, tone, (-4.1, -3.45, 2.05, -1.0), place_seed(frame.x, frame.y) + s)


def _wall_fittings(stage: Stage, tone: Tone) -> None:
    """Rivets along both rails, hooks for lashings, side lamps and reflecting tape on the lower rail."""
    rivets = skia.Path()
    for k in range(42):
        for z in (3.41, 1.07):
            rivets.addCircle(-4.0 + k * 0.145, -z, 0.011)
    stage.fill(rivets, tone("#5c6063"))
    for k in range(8):
        a = -3.8 + k * 0.76
        stage.rect(a, -1.02, a + 0.10, -0.93, tone("#4c4f52"))
        stage.rect(a + 0.02, -1.0, a + 0.08, -0.95, tone("#1d1e20"))
        stage.rect(a + 0.25, -1.115, a + 0.55, -1.065, tone("#d8d9d4" if k % 2 else "#b3261e"))
    for a in (-3.0, -0.9, 1.2):
        stage.rect(a - 0.05, -0.93, a + 0.05, -0.87, tone("#d98a2a"))
