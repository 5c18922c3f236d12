"""Larger street furniture: bus stops, shelters, telephone boxes, stalls, kiosks, benches, wayside shrines."""

from __future__ import annotations

import math
from collections.abc import Callable

import skia

from world.plans import chance
from world.render.parts import Rect, disc, front, post
from world.render.roofs import Roof, pitched, revolve
from world.render.solids import Frame, Stage, Vec, column, faces_eye, mix, prism
from world.scene import Furniture

Draw = Callable[[Stage, Frame, Furniture], None]

_FRUIT = ("#e8b01a", "#c4301c", "#5a9a2f", "#f28a1a", "#8f2f5a", "#d8d0a0")


def _ordered(stage: Stage, frame: Frame, parts: list[tuple[float, Callable[[], None]]]) -> None:
    """Draw parts by where they stand ahead of the middle, the far ones first."""
    ahead = faces_eye(frame.at(0, 0, 1), frame.way(0, 1))
    for _, draw in sorted(parts, key=lambda part: part[0] if ahead else -part[0]):
        draw()


def _flag(stage: Stage, frame: Frame, f: Furniture) -> None:
    post(stage, frame, 2.75, 0.035, "#6a6e72")
    for side in (1, -1):
        at = frame.at(0.26, side * 0.02, 0)
        if faces_eye(at, frame.way(0, side)):
            tone = stage.tone(frame.way(0, side), at)
            with stage.plane(at, frame.way(-side, 0), (0, 0, -1)):
                stage.rect(-0.22, -2.72, 0.22, -2.16, tone(f.colour))
                ring = skia.Path()
                ring.addCircle(0, -2.53, 0.12)
                stage.fill(ring, tone(f.accent))
                stage.rect(-0.16, -2.3, 0.16, -2.23, tone(f.accent))
    prism(stage, frame, (-0.13, -0.02, 1.15), (0.13, 0.06, 1.6), "#e8e8e4")


def _h_disc(stage: Stage, frame: Frame, f: Furniture) -> None:
    post(stage, frame, 2.6, 0.035, "#8a8e92")
    disc(stage, frame, 0.045, 2.45, ((0.26, f.accent), (0.215, f.colour)), "#9a9ea2")
    bars: list[Rect] = [
        (-0.1, 2.33, -0.055, 2.57, f.accent),
        (0.055, 2.33, 0.1, 2.57, f.accent),
        (-0.06, 2.425, 0.06, 2.475, f.accent),
    ]
    front(stage, frame, 0.05, bars)
    prism(stage, frame, (-0.2, -0.02, 1.1), (0.2, 0.05, 1.7), "#f0f0ec")
    front(stage, frame, 0.055, [(-0.17, 1.14 + k * 0.1, 0.17, 1.17 + k * 0.1, "#9a9ea2") for k in range(5)])


def _japan_stop(stage: Stage, frame: Frame, f: Furniture) -> None:
    column(stage, frame.at(0, 0), 0.16, 0.3, 0.24, "#a8a49a")
    post(stage, frame, 2.5, 0.035, "#d8d8d4")
    disc(stage, frame, 0.05, 2.25, ((0.3, f.accent), (0.26, f.colour)), f.colour)
    front(stage, frame, 0.055, [(-0.26, 2.2, 0.26, 2.3, f.accent)])
    prism(stage, frame, (-0.24, -0.02, 0.95), (0.24, 0.05, 1.75), "#f2f2ee")
    front(stage, frame, 0.055, [(-0.21, 0.98 + k * 0.11, 0.21, 1.01 + k * 0.11, "#a8acb0") for k in range(6)])


def _seat(stage: Stage, frame: Frame, half: float, ahead: float, colour: str) -> None:
    for x in (-half + 0.15, half - 0.15):
        prism(stage, frame, (x - 0.04, ahead - 0.16, 0), (x + 0.04, ahead + 0.16, 0.42), "#5a5d60")
    prism(stage, frame, (-half, ahead - 0.2, 0.42), (half, ahead + 0.2, 0.47), colour)


def _panel(stage: Stage, a: Vec, b: Vec, low: float, high: float, colour: str, alpha: float = 1.0) -> None:
    """An upright sheet between two feet, seen from both sides."""
    way = (b[1] - a[1], a[0] - b[0], 0.0)
    length = math.hypot(way[0], way[1]) or 1.0
    normal = (way[0] / length, way[1] / length, 0.0)
    if not faces_eye(a, normal):
        normal = (-normal[0], -normal[1], 0.0)
    quad = ((a[0], a[1], low), (b[0], b[1], low), (b[0], b[1], high), (a[0], a[1], high))
    stage.polygon(quad, stage.tone(normal, a)(colour, 1.0, alpha))


def _shelter_glass(stage: Stage, frame: Frame, f: Furniture) -> None:
    half, deep = 1.7, 0.7
    at = frame.at

    def back() -> None:
        _panel(stage, at(-half, -deep), at(half, -deep), 0.25, 2.2, "#a8bcc4", 0.42)
        for x in (-half, 0.0, half):
            prism(stage, frame, (x - 0.04, -deep - 0.04, 0), (x + 0.04, -deep + 0.04, 2.3), f.colour)

    def inside() -> None:
        _seat(stage, frame, half * 0.62, -deep + 0.35, "#8a6a44" if chance(f.seed, 1) < 0.5 else "#8a8e92")
        for x in (-half, half):
            _panel(stage, at(x, -deep), at(x, deep * 0.5), 0.25, 2.2, "#a8bcc4", 0.4)
        prism(stage, frame, (half - 0.03, -deep * 0.4, 0.4), (half + 0.05, deep * 0.4, 2.0), f.accent)

    def before() -> None:
        for x in (-half, half):
            prism(
                stage, frame, (x - 0.04, deep * 0.5 - 0.04, 0), (x + 0.04, deep * 0.5 + 0.04, 2.3), f.colour
            )

    _ordered(stage, frame, [(-deep, back), (0, inside), (deep, before)])
    prism(stage, frame, (-half - 0.15, -deep - 0.1, 2.28), (half + 0.15, deep + 0.15, 2.42), f.colour)
    front(stage, frame, deep + 0.155, [(-half - 0.1, 2.3, half + 0.1, 2.4, f.accent)])


def _shelter_concrete(stage: Stage, frame: Frame, f: Furniture) -> None:
    """Heavy walls and a slab, with a band of coloured tiles."""
    half, deep, tall = 2.1, 0.95, 2.5

    def back() -> None:
        prism(stage, frame, (-half, -deep, 0), (half, -deep + 0.16, tall), f.colour)
        tiles: list[Rect] = []
        for k in range(14):
            if chance(f.seed, k) < 0.75:
                x = -half + 0.15 + k * 0.27
                tint = (f.accent, "#f2f2ee", "#1f6f9a", "#d8a02a")[int(chance(f.seed, k + 20) * 4)]
                tiles.append((x, 1.25 + 0.27 * (k % 3), x + 0.24, 1.49 + 0.27 * (k % 3), tint))
        front(stage, frame, -deep + 0.165, tiles)

    def inside() -> None:
        _seat(stage, frame, half * 0.75, -deep + 0.45, "#6b5642")

    def sides() -> None:
        for x in (-half, half - 0.16):
            prism(stage, frame, (x, -deep, 0), (x + 0.16, deep * 0.4, tall), mix(f.colour, "#8a8780", 0.2))
        edge = 1 if faces_eye(frame.at(half, 0, 1), frame.way(1, 0)) else -1
        a, b = frame.at(edge * (half + 0.01), -deep), frame.at(edge * (half + 0.01), deep * 0.4)
        _panel(stage, a, b, 1.0, 1.4, f.accent)

    _ordered(stage, frame, [(-1, back), (0, inside), (1, sides)])
    prism(
        stage,
        frame,
        (-half - 0.2, -deep - 0.15, tall),
        (half + 0.2, deep + 0.5, tall + 0.22),
        mix(f.colour, "#b8b4aa", 0.4),
    )
    front(stage, frame, deep + 0.505, [(-half - 0.2, tall + 0.03, half + 0.2, tall + 0.19, f.accent)])


def _shelter_roof(stage: Stage, frame: Frame, f: Furniture) -> None:
    """A slab on pillars with a low wall and a bench: works departments of warm countries."""
    half, deep, tall = 1.8, 0.9, 2.45

    def back() -> None:
        prism(
            stage,
            frame,
            (-half, -deep, 0),
            (half, -deep + 0.12, 1.0 if chance(f.seed, 1) < 0.6 else 2.4),
            f.colour,
        )

    def inside() -> None:
        prism(stage, frame, (-half * 0.9, -deep + 0.14, 0), (half * 0.9, -deep + 0.55, 0.45), f.accent)

    def pillars(y: float) -> Callable[[], None]:
        def draw() -> None:
            for x in (-half + 0.1, half - 0.1):
                prism(
                    stage,
                    frame,
                    (x - 0.1, y - 0.1, 0),
                    (x + 0.1, y + 0.1, tall),
                    mix(f.colour, "#ffffff", 0.25),
                )
                prism(stage, frame, (x - 0.11, y - 0.11, 0), (x + 0.11, y + 0.11, 0.5), f.accent)

        return draw

    _ordered(stage, frame, [(-1, back), (-0.9, pillars(-deep + 0.1)), (0, inside), (1, pillars(deep - 0.2))])
    prism(
        stage,
        frame,
        (-half - 0.25, -deep - 0.2, tall),
        (half + 0.25, deep + 0.25, tall + 0.16),
        mix(f.colour, "#d8d4c8", 0.3),
    )
    front(stage, frame, deep + 0.255, [(-half - 0.25, tall + 0.01, half + 0.25, tall + 0.15, f.accent)])


def _shelter_gable(stage: Stage, frame: Frame, f: Furniture) -> None:
    half, deep, tall = 1.6, 1.1, 2.2
    sheets, boards, ridge = pitched(frame, half * 2, deep * 2, tall, 0.75, 0.45)
    roof = Roof(tuple(sheets), tuple(boards), ridge, "tile", f.accent, "#f0ead8")
    roof.before(stage)

    def posts(y: float) -> Callable[[], None]:
        def draw() -> None:
            for x in (-half + 0.08, half - 0.08):
                prism(stage, frame, (x - 0.07, y - 0.07, 0), (x + 0.07, y + 0.07, tall), f.colour)

        return draw

    def bench() -> None:
        _seat(stage, frame, half * 0.85, -deep + 0.35, f.colour)
        prism(stage, frame, (-half, -deep - 0.03, 0.75), (half, -deep + 0.03, 0.95), f.colour)

    _ordered(stage, frame, [(-1, posts(-deep)), (0, bench), (1, posts(deep))])
    roof.after(stage)


def _k6(stage: Stage, frame: Frame, f: Furniture) -> None:
    prism(stage, frame, (-0.46, -0.46, 0), (0.46, 0.46, 0.14), "#2a2a2c")
    prism(stage, frame, (-0.45, -0.45, 0.14), (0.45, 0.45, 2.2), f.colour)
    prism(stage, frame, (-0.48, -0.48, 2.2), (0.48, 0.48, 2.34), f.colour)
    prism(stage, frame, (-0.42, -0.42, 2.34), (0.42, 0.42, 2.52), f.colour, taper=0.55)
    panes: list[Rect] = [(-0.34, 0.45, 0.34, 1.98, "#7f98a4")]
    panes += [(-0.34, 0.45 + k * 0.19, 0.34, 0.47 + k * 0.19, f.colour) for k in range(9)]
    panes += [(x - 0.015, 0.45, x + 0.015, 1.98, f.colour) for x in (-0.2, 0.2)]
    panes.append((-0.32, 2.06, 0.32, 2.18, "#f2f0e4"))
    for turn in range(4):
        side = Frame(frame.x, frame.y, f.heading + 90 * turn)
        front(stage, side, 0.455, panes)


def _orelhao(stage: Stage, frame: Frame, f: Furniture) -> None:
    """An egg-shaped hood, open to the front, on a post."""
    post(stage, frame, 1.2, 0.06, f.accent)
    foot = frame.at(0, -0.12, 1.15)
    egg = ((0.12, 0), (0.34, 0.12), (0.43, 0.34), (0.42, 0.58), (0.32, 0.80), (0.16, 0.94), (0.02, 0.98))
    revolve(stage, foot, egg, f.colour)
    at = frame.at(0, 0.32, 1.6)
    if faces_eye(at, frame.way(0, 1)):
        tone = stage.tone((0, 0, -1), at)
        with stage.plane(at, frame.way(-1, 0), (0, 0, -1)):
            hole = skia.Path()
            hole.addOval(skia.Rect.MakeLTRB(-0.31, -0.38, 0.31, 0.36))
            stage.fill(hole, tone(mix(f.colour, "#1a1a1c", 0.6)))
            stage.rect(-0.13, -0.16, 0.13, 0.22, tone("#a8acb0"))


def _booth(stage: Stage, frame: Frame, f: Furniture) -> None:
    prism(stage, frame, (-0.45, -0.45, 0), (0.45, 0.45, 0.1), "#8a8e92")
    prism(stage, frame, (-0.16, -0.4, 0.9), (0.16, -0.2, 1.4), f.accent)
    for turn in range(4):
        side = Frame(frame.x, frame.y, f.heading + 90 * turn)
        a, b = side.at(-0.43, 0.43), side.at(0.43, 0.43)
        _panel(stage, a, b, 0.12, 2.15, "#b8ccd0", 0.42)
        column(stage, a, 2.2, 0.03, 0.03, "#8a8e92")
    prism(stage, frame, (-0.47, -0.47, 2.15), (0.47, 0.47, 2.32), "#a8acb0")


def _slats(stage: Stage, frame: Frame, f: Furniture) -> None:
    for x in (-0.7, 0.7):
        prism(stage, frame, (x - 0.04, -0.22, 0), (x + 0.04, 0.22, 0.42), f.accent)
        prism(stage, frame, (x - 0.04, -0.26, 0.42), (x + 0.04, -0.2, 0.85), f.accent)

    def back() -> None:
        for z in (0.55, 0.72):
            prism(stage, frame, (-0.85, -0.24, z), (0.85, -0.2, z + 0.12), f.colour)

    def seat() -> None:
        prism(stage, frame, (-0.85, -0.2, 0.42), (0.85, 0.22, 0.46), f.colour)

    _ordered(stage, frame, [(-1, back), (1, seat)])


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

    _ordered(stage, frame, [(-1, poles(-deep, 2.0)), (0, table), (1, poles(deep, 2.35))])
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


def _spirit_house(stage: Stage, frame: Frame, f: Furniture) -> None:
    column(stage, frame.at(0, 0), 1.05, 0.13, 0.13, "#f0ead8")
    prism(stage, frame, (-0.5, -0.5, 1.05), (0.5, 0.5, 1.15), f.accent)
    prism(stage, frame, (-0.28, -0.25, 1.15), (0.28, 0.22, 1.6), f.colour)
    front(stage, frame, 0.225, [(-0.13, 1.17, 0.13, 1.5, "#3a2018")])
    for z, k in ((1.6, 1.0), (1.78, 0.7)):
        sheets, boards, ridge = pitched(frame, 0.75 * k, 0.65 * k, z, 1.1, 0.08)
        roof = Roof(tuple(sheets), tuple(boards), ridge, "", f.accent, "#e8b83a")
        roof.before(stage)
        roof.after(stage)
    stage.line(frame.at(0, 0, 2.15), frame.at(0, 0, 2.5), 0.04, "#e8b83a")
    for x in (-0.34, 0.34):
        revolve(stage, frame.at(x, 0.35, 1.15), ((0.07, 0), (0.08, 0.06), (0.02, 0.12)), "#f28a1a")


def _wayside_cross(stage: Stage, frame: Frame, f: Furniture) -> None:
    prism(stage, frame, (-0.4, -0.4, 0), (0.4, 0.4, 0.5), "#a8a49a", taper=0.8)
    prism(stage, frame, (-0.09, -0.08, 0.5), (0.09, 0.08, 3.1), f.colour)
    prism(stage, frame, (-0.62, -0.08, 2.3), (0.62, 0.08, 2.48), f.colour)
    front(stage, frame, 0.085, [(-0.03, 1.9, 0.03, 2.5, f.accent), (-0.24, 2.36, 0.24, 2.41, f.accent)])
    revolve(stage, frame.at(0, 0.3, 0.45), ((0.2, 0), (0.22, 0.12), (0.08, 0.26)), "#c4506a")


def _proskynitari(stage: Stage, frame: Frame, f: Furniture) -> None:
    for x in (-0.18, 0.18):
        for y in (-0.14, 0.14):
            prism(stage, frame, (x - 0.03, y - 0.03, 0), (x + 0.03, y + 0.03, 0.9), "#8a8e92")
    prism(stage, frame, (-0.28, -0.24, 0.9), (0.28, 0.24, 1.4), f.colour)
    front(stage, frame, 0.245, [(-0.16, 0.98, 0.16, 1.32, "#2a2018"), (-0.06, 1.0, 0.06, 1.24, "#d8a84a")])
    prism(stage, frame, (-0.34, -0.3, 1.4), (0.34, 0.3, 1.72), f.accent, taper=0.12)
    stage.line(frame.at(0, 0, 1.7), frame.at(0, 0, 2.0), 0.035, "#f2f2ee")
    stage.line(frame.at(-0.1, 0, 1.9), frame.at(0.1, 0, 1.9), 0.035, "#f2f2ee")


def _ovoo(stage: Stage, frame: Frame, f: Furniture) -> None:
    revolve(stage, frame.at(0, 0), ((1.1, 0), (0.95, 0.35), (0.6, 0.8), (0.25, 1.15), (0.1, 1.25)), f.colour)
    for k in range(26):
        a, r = chance(f.seed, k) * 6.28, 0.25 + 0.75 * chance(f.seed, k + 40)
        p = frame.at(r * math.cos(a), r * math.sin(a), 1.2 - r * 1.05)
        if p[0] * (p[0] - frame.x) + p[1] * (p[1] - frame.y) < 0:
            column(stage, p, 0.14, 0.13, 0.07, mix(f.colour, "#4a463e" if k % 2 else "#c8c0b0", 0.4))
    for k in range(5):
        lean = 0.35 * (chance(f.seed, k + 80) - 0.5)
        top = frame.at(lean, 0.2 * lean, 2.3 - 0.1 * k)
        stage.line(frame.at(0.08 * k - 0.16, 0, 1.0), top, 0.05, "#6b5642")
        for j in range(3):
            z = 1.2 + 0.3 * j
            p = frame.at(lean * z / 2.3, 0, z)
            stage.line(p, (p[0] + 0.15, p[1] + 0.1, z - 0.35), 0.09, f.accent)


def _prayer_flags(stage: Stage, frame: Frame, f: Furniture) -> None:
    tints = ("#2f6fc0", "#f2f2ee", "#c4222a", "#2f8a4f", "#f2c21a")
    ends = (frame.at(-2.4, 0, 3.2), frame.at(2.4, 0, 3.2))
    for x in (-2.4, 2.4):
        column(stage, frame.at(x, 0), 3.3, 0.05, 0.03, "#6b5642")
    count = 16
    for k in range(count):
        t0, t1 = k / count, (k + 0.8) / count
        points = []
        for t in (t0, t1):
            x, y = ends[0][0] + (ends[1][0] - ends[0][0]) * t, ends[0][1] + (ends[1][1] - ends[0][1]) * t
            points.append((x, y, 3.2 - 2.2 * t * (1 - t)))
        a, b = points
        low = ((b[0], b[1], b[2] - 0.32), (a[0], a[1], a[2] - 0.32))
        stage.polygon((a, b, *low), stage.tone((0, 0, 1), a)(tints[k % 5]))


LARGE: dict[str, tuple[float, float, float, Draw]] = {
    "flag": (0.1, 0.04, 2.75, _flag),
    "h-disc": (0.12, 0.04, 2.7, _h_disc),
    "japan-stop": (0.2, 0.1, 2.5, _japan_stop),
    "shelter-glass": (1.8, 0.75, 2.4, _shelter_glass),
    "shelter-concrete": (2.2, 1.0, 2.7, _shelter_concrete),
    "shelter-roof": (1.95, 1.0, 2.6, _shelter_roof),
    "shelter-gable": (1.9, 1.4, 2.8, _shelter_gable),
    "k6": (0.46, 0.46, 2.5, _k6),
    "orelhao": (0.3, 0.3, 2.1, _orelhao),
    "booth": (0.45, 0.45, 2.3, _booth),
    "slats": (0.85, 0.22, 0.6, _slats),
    "stone": (0.8, 0.2, 0.5, _stone_bench),
    "cart": (1.0, 0.55, 1.2, _cart),
    "parasol": (1.2, 1.2, 2.2, _parasol),
    "tarp": (1.6, 1.0, 2.2, _tarp),
    "kiosk": (1.1, 0.95, 2.3, _kiosk),
    "parasols": (2.0, 1.0, 2.2, _parasols),
    "spirit-house": (0.4, 0.4, 2.2, _spirit_house),
    "wayside-cross": (0.3, 0.2, 3.0, _wayside_cross),
    "proskynitari": (0.3, 0.25, 1.9, _proskynitari),
    "ovoo": (1.0, 1.0, 1.4, _ovoo),
    "prayer-flags": (0.0, 0.0, 3.3, _prayer_flags),
}
"""As `world.render.kerbside.LOOKS`."""
