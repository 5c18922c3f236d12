"""Wayside shrines, crosses, cairns and flags."""

from __future__ import annotations

import math

from world.plans import chance
from world.render.parts import Look, front
from world.render.roofs import Roof, pitched, revolve
from world.render.solids import Frame, Stage, column, mix, prism
from world.scene import Furniture


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


LOOKS: dict[str, Look] = {
    "spirit-house": (0.4, 0.4, 2.2, _spirit_house),
    "wayside-cross": (0.3, 0.2, 3.0, _wayside_cross),
    "proskynitari": (0.3, 0.25, 1.9, _proskynitari),
    "ovoo": (1.0, 1.0, 1.4, _ovoo),
    "prayer-flags": (0.0, 0.0, 3.3, _prayer_flags),
}
