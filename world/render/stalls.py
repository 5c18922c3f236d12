"""Stalls, carts, kiosks, parasols of cafés, and benches."""

from __future__ import annotations

import math
from collections.abc import Callable

import skia

from world.plans import chance
from world.render.parts import Look, Rect, front, ordered
from world.render.roofs import revolve
from world.render.solids import Frame, Stage, column, faces_eye, mix, prism
from world.scene import Furniture

_FRUIT = ("#e8b01a", "#c4301c", "#5a9a2f", "#f28a1a", "#8f2f5a", "#d8d0a0")


def _slats(stage: Stage, frame: Frame, f: Furniture) -> None:
    for x in (-0.7, 0.7):
        prism(stage, frame, (x - 0.04, -0.22, 0), (x + 0.04, 0.22, 0.42), f.accent)
        prism(stage, frame, (x - 0.04, -0.26, 0.42), (x + 0.04, -0.2, 0.85), f.accent)

    def back() -> None:
        for z in (0.55, 0.72):
            prism(stage, frame, (-0.85, -0.24, z), (0.85, -0.2, z + 0.12), f.colour)

    def seat() -> None:
        prism(stage, frame, (-0.85, -0.2, 0.42), (0.85, 0.22, 0.46), f.colour)

    ordered(frame, [(-1, back), (1, seat)])


def _stone_bench(stage: Stage, frame: Frame, f: Furniture) -> None:
    for x in (-0.55, 0.55):
        prism(stage, frame, (x - 0.1, -0.18, 0), (x + 0.1, 0.18, 0.4), f.accent)
    prism(stage, frame, (-0.8, -0.22, 0.4), (0.8, 0.22, 0.5), f.colour)


def _heaps(stage: Stage, frame: Frame, f: Furniture, half: float, y: float, z: float) -> None:
    """Heaps of fruit on a table."""
    count = max(3, round(half * 2 / 0.38))
    for k in range(count):
        x = -half + (k + 0.5) * 2 * half / count
        colour = _FRUIT[int(chance(f.seed, k + 5) * 6)]
        revolve(stage, frame.at(x, y, z), ((0.17, 0), (0.15, 0.08), (0.08, 0.15), (0.02, 0.18)), colour)


def _cart(stage: Stage, frame: Frame, f: Furniture) -> None:
    """A hand cart on four wheels with fruit and perhaps a cloth roof."""
    for x in (-0.65, 0.65):
        for y in (-0.32, 0.32):
            at = frame.at(x, y)
            tone = stage.tone(frame.way(0, 1), at)
            with stage.plane(at, frame.way(1, 0), (0, 0, -1)):
                wheel = skia.Path()
                wheel.addCircle(0, -0.28, 0.28)
                wheel.addCircle(0, -0.28, 0.22)
                wheel.setFillType(skia.PathFillType.kEvenOdd)
                stage.fill(wheel, tone("#2a2a2c"))
    prism(stage, frame, (-0.95, -0.5, 0.62), (0.95, 0.5, 0.74), f.colour)
    _heaps(stage, frame, f, 0.85, -0.2, 0.74)
    _heaps(stage, frame, f, 0.85, 0.22, 0.74)
    if chance(f.seed, 1) < 0.6:
        for x in (-0.85, 0.85):
            stage.line(frame.at(x, 0, 0.7), frame.at(x, 0, 2.0), 0.04, "#6b5642")
        prism(stage, frame, (-1.05, -0.65, 1.95), (1.05, 0.65, 2.12), f.accent, taper=0.7)


def _umbrella(
    stage: Stage,
    frame: Frame,
    right: float,
    ahead: float,
    top: float,
    radius: float,
    colour: str,
    second: str,
) -> None:
    """An eight-sided parasol of two colours."""
    stage.line(frame.at(right, ahead, 0), frame.at(right, ahead, top), 0.045, "#d8d4c8")
    tip = frame.at(right, ahead, top + 0.12)
    ring = [
        frame.at(right + radius * math.cos(a), ahead + radius * math.sin(a), top - 0.35)
        for a in (k * math.pi / 4 for k in range(8))
    ]
    order = sorted(
        range(8),
        key=lambda k: -math.hypot(ring[k][0] + ring[(k + 1) % 8][0], ring[k][1] + ring[(k + 1) % 8][1]),
    )
    for k in order:
        a, b = ring[k], ring[(k + 1) % 8]
        out = ((a[0] + b[0]) / 2 - tip[0], (a[1] + b[1]) / 2 - tip[1])
        size = math.hypot(*out) or 1.0
        normal = (out[0] / size * 0.4, out[1] / size * 0.4, 0.92)
        seen = faces_eye(a, normal)
        tone = stage.tone(normal if seen else (0, 0, -1), a)
        tint = colour if k % 2 == 0 else second
        stage.polygon((a, b, tip), tone(tint, 1.0 if seen else 0.85))
        edge = ((a[0], a[1], a[2] - 0.14), (b[0], b[1], b[2] - 0.14))
        stage.polygon((a, b, edge[1], edge[0]), stage.tone((normal[0], normal[1], 0.0), a)(tint, 0.85))


def _parasol(stage: Stage, frame: Frame, f: Furniture) -> None:
    for x in (-0.7, 0.7):
        for y in (-0.3, 0.3):
            prism(stage, frame, (x - 0.03, y - 0.03, 0), (x + 0.03, y + 0.03, 0.7), f.accent)
    prism(stage, frame, (-0.9, -0.4, 0.7), (0.9, 0.4, 0.76), f.accent)
    _heaps(stage, frame, f, 0.8, 0.1, 0.76)
    if chance(f.seed, 2) < 0.6:
        prism(stage, frame, (0.95, -0.3, 0), (1.4, 0.2, 0.4), _FRUIT[int(chance(f.seed, 4) * 6)], "#3a3d40")
    second = "#f2f0ea" if chance(f.seed, 3) < 0.5 else f.colour
    _umbrella(stage, frame, 0.0, -0.1, 2.35, 1.35, f.colour, second)


def _tarp(stage: Stage, frame: Frame, f: Furniture) -> None:
    half, deep = 1.5, 0.9
    at = frame.at

    def poles(y: float, tall: float) -> Callable[[], None]:
        def draw() -> None:
            for x in (-half, half):
                stage.line(at(x, y, 0), at(x, y, tall), 0.05, f.accent)

        return draw

    def table() -> None:
        prism(stage, frame, (-half * 0.9, -0.35, 0), (half * 0.9, 0.45, 0.72), mix(f.colour, "#e8e0d0", 0.6))
        _heaps(stage, frame, f, half * 0.85, -0.15, 0.72)
        _heaps(stage, frame, f, half * 0.85, 0.25, 0.72)

    ordered(frame, [(-1, poles(-deep, 2.0)), (0, table), (1, poles(deep, 2.35))])
    sheet = (
        at(half + 0.2, deep + 0.25, 2.38),
        at(-half - 0.2, deep + 0.25, 2.38),
        at(-half - 0.2, -deep - 0.1, 2.0),
        at(half + 0.2, -deep - 0.1, 2.0),
    )
    seen = faces_eye(sheet[0], (0, 0, 1))
    stage.polygon(
        sheet, stage.tone((0, 0, 1) if seen else (0, 0, -1), sheet[0])(f.colour, 1.0 if seen else 0.9)
    )
    front(stage, frame, deep + 0.25, [(-half - 0.2, 2.2, half + 0.2, 2.38, f.colour)])


def _kiosk(stage: Stage, frame: Frame, f: Furniture) -> None:
    half, deep, tall = 1.0, 0.85, 2.25
    prism(stage, frame, (-half, -deep, 0.08), (half, deep, tall), f.colour)
    bits: list[Rect] = [
        (-0.75, 1.0, 0.75, 1.75, "#1c1d20"),
        (-half, 1.9, half, 2.2, f.accent),
        (-0.8, 0.94, 0.8, 1.0, f.accent),
    ]
    for k in range(9):
        tint = _FRUIT[int(chance(f.seed, k) * 6)]
        bits.append((-0.7 + k * 0.155, 1.02 + 0.36 * (k % 2), -0.6 + k * 0.155, 1.24 + 0.36 * (k % 2), tint))
    bits.append((-half, 0.08, half, 0.3, mix(f.colour, "#5a3a24", 0.35)))
    front(stage, frame, deep + 0.005, bits)
    at = frame.at
    flap = (at(-0.8, deep + 0.75, 2.0), at(0.8, deep + 0.75, 2.0), at(0.8, deep, 1.85), at(-0.8, deep, 1.85))
    up = faces_eye(flap[0], (0, 0, 1))
    stage.polygon(flap, stage.tone((0, 0, 1) if up else (0, 0, -1), flap[0])(f.colour, 1.0 if up else 0.8))
    prism(stage, frame, (-half - 0.2, -deep - 0.15, tall), (half + 0.2, deep + 0.35, tall + 0.07), "#9a9c9a")


def _parasols(stage: Stage, frame: Frame, f: Furniture) -> None:
    spots = [(-1.1, 0.0), (1.1, 0.1)]
    spots.sort(key=lambda p: -math.hypot(*frame.at(*p)[:2]))
    for x, y in spots:
        for s in (-0.55, 0.55):
            prism(stage, frame, (x + s - 0.18, y - 0.18, 0.42), (x + s + 0.18, y + 0.18, 0.46), f.accent)
            prism(
                stage,
                frame,
                (x + s * 1.3 - 0.02, y - 0.18, 0),
                (x + s * 1.3 + 0.02, y + 0.18, 0.85),
                f.accent,
            )
        column(stage, frame.at(x, y), 0.7, 0.03, 0.03, "#3a3d40")
        column(stage, frame.at(x, y, 0.7), 0.04, 0.38, 0.38, "#e8e4da")
        _umbrella(stage, frame, x, y, 2.35, 1.15, f.colour, f.colour)


LOOKS: dict[str, Look] = {
    "slats": (0.85, 0.22, 0.6, _slats),
    "stone": (0.8, 0.2, 0.5, _stone_bench),
    "cart": (1.0, 0.55, 1.2, _cart),
    "parasol": (1.2, 1.2, 2.2, _parasol),
    "tarp": (1.6, 1.0, 2.2, _tarp),
    "kiosk": (1.1, 0.95, 2.3, _kiosk),
    "parasols": (2.0, 1.0, 2.2, _parasols),
}
