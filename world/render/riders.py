"""Light vehicles: motorbikes with their riders, auto rickshaws and tuk-tuks."""

from __future__ import annotations

from collections.abc import Callable

import skia

from world.render.bodywork import draw_wheel
from world.render.limbs import limb, tyre
from world.render.skin import Profile, draw_skin, graded
from world.render.solids import Frame, Stage, Tone, Vec, faces_eye, luminance, mix, place_seed, prism

PlateDrawer = Callable[[Tone, float], None]
Bar = tuple[Vec, Vec, float, float, str]
"""A round piece in local metres: from, to, the radius at each, colour."""

_TAIL: Profile = ((-0.10, 0.28), (-0.08, 0.84), (-0.16, 0.90), (-1.16, 0.92), (-1.25, 0.84), (-1.26, 0.42),
                  (-1.20, 0.28))  # fmt: skip
_HOOD: Profile = ((0.60, 1.54), (0.64, 1.64), (0.46, 1.74), (-0.30, 1.80), (-1.02, 1.76), (-1.24, 1.62),
                  (-1.27, 1.50))  # fmt: skip
_CLOTHES = ("#3a4a66", "#7a2e2a", "#c9c2b0", "#2f4a3a", "#5a5a60", "#b07a30")


def draw_motorbike(stage: Stage, frame: Frame, colour: str, plate: PlateDrawer) -> None:
    """A small motorbike and its rider; `plate` draws on the rear."""
    rear = faces_eye(frame.at(0, -0.9, 0.7), frame.way(0, -1))
    seed = place_seed(frame.x, frame.y)
    cloth, helmet = _CLOTHES[seed % 6], ("#22242a", "#c8c8c4", "#a83030", "#2f5a8a")[seed % 4]
    near = 1 if faces_eye(frame.at(0, 0, 0.8), frame.way(1, 0)) else -1
    trousers = ("#2b3040", "#3b3a38", "#4a4336", "#22252c")[seed // 7 % 4]
    front = (lambda: _wheel(stage, frame, 0.62), lambda: _fork(stage, frame, colour))
    back = (
        lambda: _wheel(stage, frame, -0.60),
        lambda: _leg(stage, frame, -near, trousers),
        lambda: _bike_body(stage, frame, colour),
        lambda: _leg(stage, frame, near, trousers),
        lambda: _rider(stage, frame, cloth, helmet, seed),
    )
    for draw in (*front, *back) if rear else (*back, *front):
        draw()
    if rear:
        at = frame.at(0, -0.98, 0)
        tone, scale = stage.tone(frame.way(0, -1), at), stage.scale(at)
        with stage.plane(at, frame.way(1, 0), (0.0, 0.0, -1.0)):
            stage.rect(-0.08, -0.84, 0.08, -0.76, tone("#b01c1c"))
            if scale > 20:
                for s in (-1, 1):
                    x0, x1 = sorted((s * 0.14, s * 0.22))
                    stage.rect(x0, -0.82, x1, -0.77, tone("#d98a2a"))
            plate(tone, scale)


def _wheel(stage: Stage, frame: Frame, ahead: float) -> None:
    tyre(stage, frame.at(0, ahead, 0.29), frame.way(0, 1), 0.09, 0.29, "#a4a7aa", 5)


def _bars(stage: Stage, frame: Frame, bars: tuple[Bar, ...]) -> None:
    """Round pieces, the farthest first, those that come in pairs on both sides."""
    found = []
    for a, b, thick, thin, colour in bars:
        for s in (1, -1) if a[0] or b[0] else (1,):
            p, q = frame.at(s * a[0], a[1], a[2]), frame.at(s * b[0], b[1], b[2])
            found.append((p[0] * p[0] + p[1] * p[1] + q[0] * q[0] + q[1] * q[1], p, q, thick, thin, colour))
    for _, p, q, thick, thin, colour in sorted(found, key=lambda bar: -bar[0]):
        limb(stage, p, q, thick, thin, colour)


def _bike_body(stage: Stage, frame: Frame, colour: str) -> None:
    """Engine, frame, tank, seat and tail; the exhaust goes along the right."""
    dark, steel = "#232427", "#8d9093"
    _bars(
        stage,
        frame,
        (
            ((0.04, -0.60, 0.30), (0.05, -0.05, 0.36), 0.030, 0.035, dark),
            ((0.0, 0.36, 0.82), (0.0, 0.16, 0.38), 0.035, 0.035, dark),
            ((0.0, 0.02, 0.38), (0.0, 0.20, 0.52), 0.15, 0.12, "#55585b"),
            ((0.07, -0.56, 0.32), (0.09, -0.48, 0.70), 0.032, 0.026, steel),
        ),
    )
    limb(stage, frame.at(0.15, 0.12, 0.30), frame.at(0.16, -0.75, 0.40), 0.032, 0.052, steel)
    limb(stage, frame.at(0, -0.90, 0.74), frame.at(0, -0.30, 0.68), 0.07, 0.13, colour)
    limb(stage, frame.at(0, -0.78, 0.80), frame.at(0, 0.00, 0.76), 0.075, 0.11, "#1b1b1d")
    limb(stage, frame.at(0, 0.02, 0.78), frame.at(0, 0.36, 0.84), 0.12, 0.145, colour)
    limb(stage, frame.at(0, -0.66, 0.60), frame.at(0, -0.92, 0.56), 0.06, 0.04, dark)


def _fork(stage: Stage, frame: Frame, colour: str) -> None:
    steel, dark = "#8d9093", "#232427"
    _bars(
        stage,
        frame,
        (
            ((0.075, 0.62, 0.29), (0.075, 0.42, 0.94), 0.028, 0.024, steel),
            ((0.0, 0.40, 0.99), (0.22, 0.36, 1.06), 0.018, 0.018, steel),
            ((0.22, 0.36, 1.06), (0.37, 0.27, 1.02), 0.02, 0.022, dark),
            ((0.26, 0.35, 1.06), (0.31, 0.37, 1.22), 0.010, 0.010, dark),
            ((0.27, 0.38, 1.23), (0.38, 0.37, 1.24), 0.045, 0.045, dark),
            ((0.0, 0.40, 0.54), (0.0, 0.74, 0.60), 0.055, 0.05, colour),
        ),
    )
    limb(stage, frame.at(0, 0.44, 0.90), frame.at(0, 0.50, 0.90), 0.115, 0.105, colour)
    at = frame.at(0, 0.58, 0.90)
    if faces_eye(at, frame.way(0, 1)):
        tone = stage.tone(frame.way(0, 1), at)
        with stage.plane(at, frame.way(-1, 0), (0, 0, -1)) as canvas:
            for radius, tint in ((0.095, "#7d8184"), (0.08, "#dfe5e8"), (0.04, "#fbfcfc")):
                canvas.drawCircle(0, 0, radius, skia.Paint(AntiAlias=True, Color=tone(tint)))


def _leg(stage: Stage, frame: Frame, s: int, trousers: str) -> None:
    """A thigh along the seat, a shin down to the peg, a shoe."""
    knee, ankle = frame.at(s * 0.21, 0.16, 0.83), frame.at(s * 0.20, -0.02, 0.42)
    limb(stage, frame.at(s * 0.10, -0.24, 0.86), knee, 0.105, 0.075, trousers)
    limb(stage, frame.at(s * 0.20, -0.05, 0.36), frame.at(s * 0.21, 0.15, 0.34), 0.050, 0.042, "#1d1c1c")
    limb(stage, knee, ankle, 0.075, 0.050, trousers)


def _rider(stage: Stage, frame: Frame, cloth: str, helmet: str, seed: int) -> None:
    """Trunk, arms bent to the bar, neck and helmet of somebody astride."""
    skin = ("#7a5a44", "#6b4a36", "#8a6a50")[seed // 5 % 3]
    _bars(
        stage,
        frame,
        (
            ((0.0, -0.24, 0.90), (0.0, -0.16, 1.22), 0.155, 0.165, cloth),
            ((0.08, -0.17, 1.18), (0.13, -0.13, 1.33), 0.12, 0.085, cloth),
            ((0.19, -0.12, 1.34), (0.30, 0.02, 1.12), 0.072, 0.055, cloth),
            ((0.30, 0.02, 1.12), (0.31, 0.24, 1.06), 0.053, 0.040, cloth if seed % 3 else skin),
            ((0.31, 0.25, 1.055), (0.31, 0.31, 1.035), 0.045, 0.04, skin),
        ),
    )
    limb(stage, frame.at(0, -0.11, 1.38), frame.at(0, -0.08, 1.48), 0.062, 0.06, skin)
    limb(stage, frame.at(0, -0.05, 1.53), frame.at(0, -0.07, 1.57), 0.115, 0.135, helmet)
    face = frame.at(0, 0.065, 1.55)
    if faces_eye(face, frame.way(0, 1)):
        with stage.plane(face, frame.way(-1, 0), (0, 0, -1)):
            visor = skia.Path()
            box = skia.Rect.MakeLTRB(-0.095, -0.055, 0.095, 0.055)
            visor.addRRect(skia.RRect.MakeRectXY(box, 0.045, 0.045))
            stage.fill(visor, stage.tone(frame.way(0, 1), face)("#20262c"))
            if stage.scale(face) > 20:
                stage.rect(-0.07, -0.035, 0.07, -0.012, stage.tone(frame.way(0, 1, 0.6), face)("#8fa0ac"))


def draw_threewheeler(
    stage: Stage, frame: Frame, colour: str, roof: str, wide: bool, plate: PlateDrawer
) -> None:
    """An auto rickshaw: tub, canopy on posts, one wheel before and two behind."""
    half = 0.72 if wide else 0.64
    canopy = roof or (
        mix(colour, "#1c1c1c", 0.8) if luminance(colour) > 0.45 and not wide else mix(colour, "#ffffff", 0.15)
    )
    rear = faces_eye(frame.at(0, -1.25, 0.8), frame.way(0, -1))
    for s in (-1, 1):
        _small_wheel(stage, frame, s * (half - 0.09), -0.85)
    front = (lambda: _small_wheel(stage, frame, 0, 1.1), lambda: _nose(stage, frame, colour, half))
    back = (lambda: _tub(stage, frame, colour, half),)
    driver = (lambda: _driver(stage, frame),)
    for draw in (*front, *driver, *back) if rear else (*back, *driver, *front):
        draw()
    for s in (-1, 1):
        at = frame.at(s * (half + 0.005), 0, 0)
        if faces_eye(frame.at(s * half, 0, 0.5), frame.way(s, 0)):
            tone = stage.tone(frame.way(s, 0), at)
            with stage.plane(at, frame.way(0, 1), (0.0, 0.0, -1.0)) as canvas:
                canvas.save()
                canvas.clipRect(skia.Rect.MakeLTRB(-1.5, -0.56, 0, -0.26))
                canvas.drawCircle(-0.85, -0.24, 0.30, skia.Paint(AntiAlias=True, Color=tone("#101012")))
                canvas.restore()
                draw_wheel(stage, -0.85, 0.235, tone, min(stage.scale(at), 20.0))
    _canopy(stage, frame, canopy, half)
    _ends(stage, frame, colour, half, rear, plate)


def _small_wheel(stage: Stage, frame: Frame, right: float, ahead: float) -> None:
    tyre(stage, frame.at(right, ahead, 0.235), frame.way(0, 1), 0.11, 0.235, "#8a8c8e", 4)


def _driver(stage: Stage, frame: Frame) -> None:
    """Who drives: bent to the handlebar before the bench."""
    seed = place_seed(frame.x, frame.y)
    cloth, skin = _CLOTHES[seed % 6], ("#7a5a44", "#6b4a36", "#8a6a50")[seed // 5 % 3]
    _bars(
        stage,
        frame,
        (
            ((0.09, -0.02, 0.66), (0.16, 0.36, 0.68), 0.10, 0.075, "#2b3040"),
            ((0.0, -0.04, 0.72), (0.0, 0.02, 1.04), 0.15, 0.16, cloth),
            ((0.08, 0.02, 1.0), (0.13, 0.04, 1.14), 0.115, 0.08, cloth),
            ((0.19, 0.05, 1.14), (0.27, 0.22, 0.94), 0.068, 0.05, cloth),
            ((0.27, 0.22, 0.94), (0.24, 0.48, 0.96), 0.05, 0.038, skin),
            ((0.0, 0.06, 1.20), (0.0, 0.08, 1.28), 0.058, 0.055, skin),
            ((0.0, 0.10, 1.33), (0.0, 0.09, 1.36), 0.09, 0.095, skin),
            ((0.0, 0.07, 1.39), (0.0, 0.05, 1.41), 0.095, 0.09, "#1c1917"),
            ((0.0, 0.52, 0.94), (0.28, 0.48, 0.97), 0.018, 0.02, "#232427"),
        ),
    )


def _tub(stage: Stage, frame: Frame, colour: str, half: float) -> None:
    """Floor, bench and the rounded tail, with the posts that carry the canopy."""
    prism(stage, frame, (-half, -0.1, 0.28), (half, 0.55, 0.40), colour, "#3a3836")
    for x, a in ((-half, 0.5), (half, 0.5), (-half, -1.2), (half, -1.2)):
        stage.line(frame.at(x * 0.97, a, 0.4), frame.at(x * 0.94, a * 0.95, 1.62), 0.045, "#2a2a2c")
    contour = draw_skin(stage, frame, _TAIL, half, (0.0, 1.0, 0.0), (0.10, 0.10, 0.05), colour)
    for s in (1, -1):
        at = frame.at(s * half, -0.7, 0.6)
        if faces_eye(at, frame.way(s, 0)):
            colours = graded(stage, at, [frame.way(s, 0, z) for z in (0.45, 0.1, -0.3)], colour)
            ends = [skia.Point(0, -0.9), skia.Point(0, -0.28)]
            shader = skia.GradientShader.MakeLinear(ends, colours, [0.0, 0.3, 1.0])
            path = skia.Path()
            path.addPoly([skia.Point(a, -z) for _, a, z in contour.tolist()], True)
            with stage.plane(frame.at(s * half, 0, 0), frame.way(0, 1), (0.0, 0.0, -1.0)) as canvas:
                canvas.drawPath(path, skia.Paint(AntiAlias=True, Shader=shader))
    prism(stage, frame, (-half + 0.08, -0.98, 0.88), (half - 0.08, -0.82, 1.30), "#3c2622", taper=0.94)
    prism(stage, frame, (-half + 0.08, -0.84, 0.80), (half - 0.08, -0.30, 0.92), "#4a2c28", taper=0.94)


def _nose(stage: Stage, frame: Frame, colour: str, half: float) -> None:
    """A wedge down to the front wheel, and the windscreen."""
    at, w, t = frame.at, half * 0.92, 0.36
    sides = (
        ((at(w, 0.5, 0.34), at(t, 1.28, 0.34), at(t, 1.22, 0.80), at(w, 0.62, 0.98)), frame.way(0.86, 0.5)),
        (
            (at(-w, 0.5, 0.34), at(-t, 1.28, 0.34), at(-t, 1.22, 0.80), at(-w, 0.62, 0.98)),
            frame.way(-0.86, 0.5),
        ),
        ((at(t, 1.28, 0.34), at(-t, 1.28, 0.34), at(-t, 1.22, 0.80), at(t, 1.22, 0.80)), frame.way(0, 1)),
        (
            (at(w, 0.62, 0.98), at(t, 1.22, 0.80), at(-t, 1.22, 0.80), at(-w, 0.62, 0.98)),
            frame.way(0, 0.3, 0.95),
        ),
    )
    screen = (at(w, 0.72, 0.96), at(-w, 0.72, 0.96), at(-w * 0.94, 0.52, 1.58), at(w * 0.94, 0.52, 1.58))
    for quad, normal in sides:
        if faces_eye(quad[0], normal):
            stage.polygon(quad, stage.tone(normal, quad[0])(colour))
    stage.polygon(screen, stage.tone(frame.way(0, 1), screen[0])("#5a6a72", 1.0, 0.8))
    stage.line(screen[0], screen[3], 0.05, colour)
    stage.line(screen[1], screen[2], 0.05, colour)


def _canopy(stage: Stage, frame: Frame, colour: str, half: float) -> None:
    """Tarpaulin over hoops, drawn down at the rear."""
    draw_skin(stage, frame, _HOOD, half, (1.56, 1.86, 0.05), (0.16, 0.12, 0.10), colour)


def _ends(stage: Stage, frame: Frame, colour: str, half: float, rear: bool, plate: PlateDrawer) -> None:
    a, s = (-1.262, 1) if rear else (1.30, -1)
    if not faces_eye(frame.at(0, a, 0.6), frame.way(0, -1 if rear else 1)):
        return
    at = frame.at(0, a, 0)
    tone, scale = stage.tone(frame.way(0, -s), at), stage.scale(at)
    with stage.plane(at, frame.way(s, 0), (0.0, 0.0, -1.0)):
        if rear:
            stage.rect(-half * 0.9, -1.60, half * 0.9, -1.28, tone(mix(colour, "#1c1c1c", 0.75)))
            stage.rect(-half * 0.5, -1.52, half * 0.5, -1.34, tone("#59666c"))
            for k in (-1, 1):
                x0, x1 = sorted((k * half * 0.92, k * (half * 0.92 - 0.14)))
                stage.rect(x0, -0.80, x1, -0.62, tone("#b01c1c"))
        else:
            ring = skia.Path()
            ring.addCircle(0, -0.66, 0.1)
            stage.fill(ring, tone("#f0f2ee"))
        plate(tone, scale)
