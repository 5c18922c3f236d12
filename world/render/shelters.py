"""Bus stops and shelters, and telephone boxes."""

from __future__ import annotations

import math
from collections.abc import Callable

import skia

from world.plans import chance
from world.render.parts import Look, Rect, disc, front, ordered, post
from world.render.roofs import Roof, pitched, revolve
from world.render.solids import Frame, Stage, Vec, column, faces_eye, mix, prism
from world.scene import Furniture


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


def _slab_roof(
    stage: Stage,
    frame: Frame,
    half: float,
    along: tuple[float, float],
    z: tuple[float, float],
    colour: str,
    edge: str,
) -> None:
    """A flat roof from behind to before (`along`) and from its lower to its upper face, its front painted."""
    prism(stage, frame, (-half, along[0], z[0]), (half, along[1], z[1]), colour)
    front(stage, frame, along[1] + 0.005, [(-half, z[0] + 0.02, half, z[1] - 0.02, edge)])


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

    ordered(frame, [(-deep, back), (0, inside), (deep, before)])
    _slab_roof(stage, frame, half + 0.15, (-deep - 0.1, deep + 0.15), (2.28, 2.42), f.colour, f.accent)


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

    ordered(frame, [(-1, back), (0, inside), (1, sides)])
    grey = mix(f.colour, "#b8b4aa", 0.4)
    _slab_roof(stage, frame, half + 0.2, (-deep - 0.15, deep + 0.5), (tall, tall + 0.22), grey, f.accent)


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

    ordered(frame, [(-1, back), (-0.9, pillars(-deep + 0.1)), (0, inside), (1, pillars(deep - 0.2))])
    pale = mix(f.colour, "#d8d4c8", 0.3)
    _slab_roof(stage, frame, half + 0.25, (-deep - 0.2, deep + 0.25), (tall, tall + 0.16), pale, f.accent)


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

    ordered(frame, [(-1, posts(-deep)), (0, bench), (1, posts(deep))])
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


LOOKS: dict[str, Look] = {
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
}
