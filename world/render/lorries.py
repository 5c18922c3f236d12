"""Lorries: a cab before a load box, on a chassis between the wheels."""

from __future__ import annotations

import math

import skia

from world.render.bodywork import draw_body, draw_cabin, draw_treads, draw_wheel
from world.render.ends import ROUND, band, on_skin, pair
from world.render.limbs import limb
from world.render.plates import draw_plate
from world.render.shapes import Shape
from world.render.solids import Frame, Stage, faces_eye, luminance, place_seed, prism
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
_LAMPS = ((0.78, 0.92, "#b01c1c"), (0.92, 1.01, "#d98a2a"), (1.01, 1.12, "#b01c1c"))
_AXLES = (-1.4, -2.5)


def draw_lorry(stage: Stage, frame: Frame, v: Vehicle) -> None:
    """Draw a lorry in one face."""
    half = 1.22
    draw_treads(stage, frame, (2.9, -2.4), 2.4, 0.48)
    side = [s for s in (1, -1) if faces_eye(frame.at(s * half, 0, 0.5), frame.way(s, 0))]
    for s in side:
        _chassis(stage, frame, s, half)
    parts = [(frame.at(0, 3.2), _draw_cab), (frame.at(0, -1.0), _draw_box)]
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
        stage.rect(-0.015, -3.38, 0.015, -1.06, tone("#55585b"))
        if scale > 12:
            for x in (-0.75, -0.3, 0.3, 0.75):
                stage.rect(x - 0.018, -3.38, x + 0.018, -1.06, tone("#a9adb0"))
            for z in (1.3, 2.2, 3.1):
                for x0 in (-1.2, 1.1):
                    stage.rect(x0, -z - 0.05, x0 + 0.1, -z + 0.03, tone("#8d9194"))


def _draw_cab(stage: Stage, frame: Frame, v: Vehicle) -> None:
    draw_body(stage, frame, _CAB, v)
    draw_cabin(stage, frame, _CAB, v)
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
        badge = tuple((0.09 * math.cos(t), 1.14 + 0.09 * math.sin(t)) for t in ROUND)
        stage.polygon(on_skin(frame, _CAB, 1, badge), tone("#c9ced2"))
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
