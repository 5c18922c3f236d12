"""Light vehicles: motorbikes with their riders, auto rickshaws and tuk-tuks."""

from __future__ import annotations

from collections.abc import Callable

import skia

from world.render.roofs import revolve
from world.render.solids import Frame, Stage, Tone, Vec, column, faces_eye, luminance, mix, place_seed, prism

PlateDrawer = Callable[[Tone, float], None]

_CLOTHES = ("#3a4a66", "#7a2e2a", "#c9c2b0", "#2f4a3a", "#5a5a60", "#b07a30")


def _disc(stage: Stage, frame: Frame, right: float, ahead: float, radius: float) -> None:
    """A wheel standing along the frame's heading."""
    at = frame.at(right, 0, 0)
    tone = stage.tone(frame.way(1, 0), at)
    with stage.plane(at, frame.way(0, 1), (0.0, 0.0, -1.0)):
        for share, colour in ((1.0, "#1b1b1d"), (0.72, "#8a8c8e"), (0.66, "#3a3b3e")):
            ring = skia.Path()
            ring.addCircle(ahead, -radius, radius * share)
            stage.fill(ring, tone(colour))


def _tread(stage: Stage, frame: Frame, right: float, ahead: float, radius: float, width: float) -> None:
    quad = [
        frame.at(right + x, ahead, z)
        for x, z in ((-width / 2, 0), (width / 2, 0), (width / 2, 2 * radius), (-width / 2, 2 * radius))
    ]
    stage.polygon(quad, stage.tone(frame.way(0, 1), quad[0])("#1b1b1d"))


def draw_motorbike(stage: Stage, frame: Frame, colour: str, plate: PlateDrawer) -> None:
    """A small motorbike and its rider; `plate` draws on the rear."""
    rear = faces_eye(frame.at(0, -0.9, 0.7), frame.way(0, -1))
    seed = place_seed(frame.x, frame.y)
    cloth, helmet = _CLOTHES[seed % 6], ("#22242a", "#c8c8c4", "#a83030", "#2f5a8a")[seed % 4]
    pieces: list[tuple[float, Callable[[], None]]] = [
        (0.64, lambda: _wheel(stage, frame, 0.64)),
        (-0.62, lambda: _wheel(stage, frame, -0.62)),
        (0.0, lambda: _bike_body(stage, frame, colour)),
        (0.45, lambda: _fork(stage, frame, colour)),
        (-0.12, lambda: _rider(stage, frame, cloth, helmet)),
    ]
    for _, draw in sorted(pieces, key=lambda piece: -piece[0] if rear else piece[0]):
        draw()
    if rear:
        at = frame.at(0, -0.98, 0)
        tone, scale = stage.tone(frame.way(0, -1), at), stage.scale(at)
        with stage.plane(at, frame.way(1, 0), (0.0, 0.0, -1.0)):
            stage.rect(-0.09, -0.84, 0.09, -0.76, tone("#b01c1c"))
            plate(tone, scale)


def _wheel(stage: Stage, frame: Frame, ahead: float) -> None:
    _tread(stage, frame, 0, ahead, 0.30, 0.12)
    _disc(stage, frame, 0, ahead, 0.30)


def _bike_body(stage: Stage, frame: Frame, colour: str) -> None:
    prism(stage, frame, (-0.14, -0.15, 0.28), (0.14, 0.32, 0.58), "#3a3b3e")
    prism(stage, frame, (-0.13, -0.85, 0.62), (0.13, 0.05, 0.78), "#1e1e20")
    prism(stage, frame, (-0.15, 0.05, 0.60), (0.15, 0.48, 0.86), colour)
    prism(stage, frame, (-0.10, -0.95, 0.56), (0.10, -0.45, 0.64), colour)


def _fork(stage: Stage, frame: Frame, colour: str) -> None:
    for s in (-0.07, 0.07):
        stage.line(frame.at(s, 0.64, 0.30), frame.at(s, 0.42, 0.98), 0.05, "#8a8c8e")
    stage.line(frame.at(-0.36, 0.36, 1.02), frame.at(0.36, 0.36, 1.02), 0.04, "#2a2a2c")
    prism(stage, frame, (-0.11, 0.46, 0.76), (0.11, 0.56, 0.98), colour)
    at = frame.at(0, 0.565, 0.88)
    if faces_eye(at, frame.way(0, 1)):
        tone = stage.tone(frame.way(0, 1), at)
        with stage.plane(at, frame.way(-1, 0), (0, 0, -1)):
            ring = skia.Path()
            ring.addCircle(0, 0, 0.09)
            stage.fill(ring, tone("#f2f4f0"))


def _rider(stage: Stage, frame: Frame, cloth: str, helmet: str) -> None:
    """Somebody astride: thighs along the seat, shins down to the pegs, arms bent to the bar, a helmet."""
    trousers, skin = mix(cloth, "#22242c", 0.75), "#7a5a44"
    for s in (-1, 1):
        hip, knee = frame.at(s * 0.13, -0.2, 0.84), frame.at(s * 0.25, 0.22, 0.78)
        stage.line(hip, knee, 0.19, trousers)
        foot = frame.at(s * 0.22, 0.02, 0.36)
        stage.line(knee, foot, 0.14, trousers)
        stage.line(foot, frame.at(s * 0.22, 0.2, 0.32), 0.10, "#1d1c1c")
    body: Vec = frame.at(0, -0.2, 0.76)
    column(stage, body, 0.36, 0.17, 0.2, cloth)
    lean = frame.at(0, -0.13, 1.12)
    column(stage, lean, 0.20, 0.2, 0.19, cloth)
    column(stage, (lean[0], lean[1], 1.32), 0.10, 0.19, 0.08, cloth)
    for s in (-1, 1):
        shoulder, elbow = frame.at(s * 0.2, -0.12, 1.34), frame.at(s * 0.34, 0.08, 1.1)
        stage.line(shoulder, elbow, 0.11, cloth)
        stage.line(elbow, frame.at(s * 0.3, 0.34, 1.05), 0.09, cloth)
        stage.line(frame.at(s * 0.3, 0.33, 1.05), frame.at(s * 0.3, 0.39, 1.04), 0.09, skin)
    neck = frame.at(0, -0.09, 1.38)
    column(stage, neck, 0.1, 0.06, 0.06, skin)
    head = frame.at(0, -0.07, 1.43)
    revolve(stage, head, ((0.09, 0.0), (0.13, 0.07), (0.14, 0.16), (0.11, 0.25), (0.04, 0.30)), helmet)
    face = frame.at(0, 0.072, 1.43)
    if faces_eye(face, frame.way(0, 1)):
        with stage.plane(face, frame.way(-1, 0), (0, 0, -1)):
            visor = skia.Path()
            visor.addRRect(skia.RRect.MakeRectXY(skia.Rect.MakeLTRB(-0.1, -0.2, 0.1, -0.07), 0.04, 0.04))
            stage.fill(visor, stage.tone(frame.way(0, 1), face)("#2a3138"))


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
        _tread(stage, frame, s * (half - 0.08), -0.85, 0.24, 0.14)
    front = (lambda: _tread(stage, frame, 0, 1.1, 0.24, 0.12), lambda: _nose(stage, frame, colour, half))
    back = (lambda: _tub(stage, frame, colour, half),)
    for draw in (*front, *back) if rear else (*back, *front):
        draw()
    for s in (-1, 1):
        if faces_eye(frame.at(s * half, 0, 0.5), frame.way(s, 0)):
            _disc(stage, frame, s * half, -0.85, 0.24)
    _canopy(stage, frame, canopy, half)
    _ends(stage, frame, colour, half, rear, plate)


def _tub(stage: Stage, frame: Frame, colour: str, half: float) -> None:
    for x, a in ((-half, 0.5), (half, 0.5), (-half, -1.2), (half, -1.2)):
        stage.line(frame.at(x * 0.97, a, 0.6), frame.at(x * 0.94, a * 0.95, 1.62), 0.05, "#2a2a2c")
    prism(stage, frame, (-half, -1.25, 0.28), (half, -0.1, 0.88), colour, "#2e2a28")
    prism(stage, frame, (-half, -0.1, 0.28), (half, 0.5, 0.42), colour, "#3a3836")
    prism(stage, frame, (-half + 0.08, -0.95, 0.80), (half - 0.08, -0.75, 1.25), "#4a2c28")


def _nose(stage: Stage, frame: Frame, colour: str, half: float) -> None:
    """A wedge down to the front wheel, and the windscreen."""
    at, w, t = frame.at, half * 0.92, 0.26
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
    prism(stage, frame, (-half, -1.28, 1.58), (half, 0.62, 1.68), colour)
    prism(stage, frame, (-half * 0.96, -1.24, 1.68), (half * 0.96, 0.58, 1.80), colour, taper=0.88)


def _ends(stage: Stage, frame: Frame, colour: str, half: float, rear: bool, plate: PlateDrawer) -> None:
    a, s = (-1.262, 1) if rear else (1.30, -1)
    if not faces_eye(frame.at(0, a, 0.6), frame.way(0, -1 if rear else 1)):
        return
    at = frame.at(0, a, 0)
    tone, scale = stage.tone(frame.way(0, -s), at), stage.scale(at)
    with stage.plane(at, frame.way(s, 0), (0.0, 0.0, -1.0)):
        if rear:
            stage.rect(-half, -1.60, half, -1.28, tone(mix(colour, "#1c1c1c", 0.75)))
            stage.rect(-half * 0.5, -1.52, half * 0.5, -1.34, tone("#59666c"))
            for k in (-1, 1):
                x0, x1 = sorted((k * half * 0.92, k * (half * 0.92 - 0.14)))
                stage.rect(x0, -0.80, x1, -0.62, tone("#b01c1c"))
        else:
            ring = skia.Path()
            ring.addCircle(0, -0.66, 0.1)
            stage.fill(ring, tone("#f0f2ee"))
        plate(tone, scale)
