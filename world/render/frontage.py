"""What stands before a front: steps, hoods, bays, verandas, upright signs, a tank for rain.

Drawn in the building's own frame: right and ahead of its middle, and up.
"""

from __future__ import annotations

import math

import skia

from world.plans import chance
from world.render.balconies import draw_balconies
from world.render.openings import Opening
from world.render.roofs import Roof, revolve
from world.render.solids import Frame, Stage, column, faces_eye, mix, prism
from world.render.walls import Wall
from world.scene import Building

_BLADES = ("#c4222a", "#f2c21a", "#1f5fa8", "#1f7a46", "#f2f2ee", "#e8641b", "#2a2c2e")


def before_front(stage: Stage, b: Building, frame: Frame, door: float, storey: float, eaves: float) -> None:
    """Steps, hoods, bays, balconies and signs before the front; `door` is right of the middle, metres."""
    front, half = b.depth / 2, b.width / 2
    if not faces_eye(frame.at(0, front, 1), frame.way(0, 1)):
        _blades(stage, b, frame, eaves)
        return
    near = stage.scale(frame.at(0, front)) > 3
    shop = bool(b.sign) or b.kind == "shop"
    if not shop and near and "steps" in b.extras:
        for out, up in ((1.0, 0.15), (0.55, 0.3)):
            low, high = (door - 0.85, front, 0.0), (door + 0.85, front + out, up)
            prism(stage, frame, low, high, "#9a958c", "#aaa59b", under=False)
    elif not shop and near and b.kind in ("house", "farm", "apartments"):
        wide = 1.15 if b.kind == "apartments" else 0.75
        low, high = (door - wide, front, 0.0), (door + wide, front + 0.34, 0.13)
        prism(stage, frame, low, high, "#8f8a82", "#a39e95", under=False)
    if not shop and "bay-window" in b.extras:
        _bay(stage, b, frame, door, storey)
    if not shop and near and ("hood" in b.extras or (b.kind == "apartments" and chance(b.seed, 89) < 0.6)):
        _hood(stage, b, frame, door)
    if near and "balcony-front" in b.extras and b.storeys > 1:
        x, wide = (chance(b.seed, 86) - 0.5) * half * 0.6, half * 0.55
        wall = Wall(frame.at(half, front), frame.way(-1, 0), frame.way(0, 1), b.width, eaves, 0)
        draw_balconies(stage, wall, [Opening(half - x, storey + 0.2, 2 * wide - 0.7, 2.0, b.seed, True)], b)
    _blades(stage, b, frame, eaves)


def _hood(stage: Stage, b: Building, frame: Frame, door: float) -> None:
    """A short canopy over the door, held by two brackets."""
    front, out, low, high = b.depth / 2, 0.6, 2.55, 2.65
    iron = mix(b.trim, "#3a3d40", 0.6)
    for x in (door - 0.68, door + 0.68):
        stage.line(frame.at(x, front + 0.02, 2.15), frame.at(x, front + out - 0.1, low), 0.05, iron)
        stage.line(frame.at(x, front + 0.02, 2.15), frame.at(x, front + 0.02, low), 0.05, iron)
    corners = [
        (door - 0.8, front),
        (door + 0.8, front),
        (door + 0.8, front + 0.02),
        (door - 0.8, front + 0.02),
    ]
    shade = [frame.at(x, y, z) for (x, y), z in zip(corners, (low, low, 2.3, 2.3), strict=True)]
    stage.polygon(shade, 0x50080A10)
    colour = mix(b.trim, b.roof_colour, 0.4)
    prism(stage, frame, (door - 0.8, front, low), (door + 0.8, front + out, high), colour, b.roof_colour)


def _blades(stage: Stage, b: Building, frame: Frame, eaves: float) -> None:
    """Upright signs that stand out from the upper floors; shapes and colours, no writing."""
    if "blade-sign" not in b.extras or not (b.sign or b.kind == "shop") or eaves < 5.5:
        return
    front, half = b.depth / 2, b.width / 2
    spots = [-half + 0.35, half - 0.35] if chance(b.seed, 100) < 0.5 else [half - 0.35]
    spots.sort(key=lambda x: -math.hypot(*frame.at(x, front)[:2]))
    for k, x in enumerate(spots):
        low = 3.4
        high = min(eaves - 0.3, low + 1.4 + 3.4 * chance(b.seed, 101 + k))
        colour = _BLADES[int(chance(b.seed, 103 + k) * len(_BLADES))]
        second = "#f2f2ee" if colour != "#f2f2ee" else "#c4222a"
        prism(stage, frame, (x - 0.09, front + 0.12, low), (x + 0.09, front + 0.95, high), colour)
        for side in (1, -1):
            at = frame.at(x + side * 0.095, front + 0.12, low)
            if faces_eye(at, frame.way(side, 0)):
                tone = stage.tone(frame.way(side, 0), at)
                with stage.plane(at, frame.way(0, 1), (0, 0, -1)):
                    marks = _marks(high - low, int(chance(b.seed, 105 + k) * 4))
                    stage.fill(marks, tone(mix(colour, second, 0.75)))


def _marks(tall: float, kind: int) -> skia.Path:
    """What an upright sign bears besides its colour: bars, an emblem over a band, a field, or a border."""
    marks, top = skia.Path(), -tall
    if kind == 0:
        for j in range(max(1, int(tall / 0.62))):
            y = top + 0.22 + j * 0.62
            marks.addRect(0.2, y, 0.64, y + 0.16)
            marks.addRect(0.2, y + 0.26, 0.48, y + 0.34)
    elif kind == 1:
        marks.addCircle(0.42, top + 0.42, 0.25)
        marks.addRect(0.32, top + 0.85, 0.52, -0.2)
    elif kind == 2:
        marks.addRect(0.12, top + 0.9, 0.72, -0.15)
    else:
        for edge in (0.1, 0.68):
            marks.addRect(edge, top + 0.1, edge + 0.05, -0.1)
        for y in (top + 0.1, -0.15):
            marks.addRect(0.1, y, 0.73, y + 0.05)
        marks.addCircle(0.42, top + tall / 2, 0.2)
    return marks


def _bay(stage: Stage, b: Building, frame: Frame, door: float, storey: float) -> None:
    """A glazed bay beside the door, one floor or all floors high."""
    half, front = b.width / 2, b.depth / 2
    side = -1 if door > 0 else 1
    x = side * half * 0.5 if abs(door) < half * 0.75 else -door * 0.55
    wide, out = min(1.15, half * 0.42), 0.62
    floors = b.storeys if chance(b.seed, 87) < 0.4 else 1
    top = floors * storey - 0.3
    prism(stage, frame, (x - wide, front, 0), (x + wide, front + out, top), b.wall_colour, under=False)
    for normal, origin, along, length in (
        (frame.way(0, 1), frame.at(x + wide, front + out), frame.way(-1, 0), 2 * wide),
        (frame.way(1, 0), frame.at(x + wide, front), frame.way(0, 1), out),
        (frame.way(-1, 0), frame.at(x - wide, front + out), frame.way(0, -1), out),
    ):
        if not faces_eye(origin, normal):
            continue
        tone = stage.tone(normal, origin)
        with stage.plane(origin, along, (0, 0, -1)):
            for floor in range(floors):
                z, panes = floor * storey + 0.75, 3 if length > 1 else 1
                stage.rect(
                    0.04,
                    -z - 1.5,
                    length - 0.04,
                    -z + 0.06,
                    tone(b.trim if b.trim != b.wall_colour else "#f2f2ee"),
                )
                for k in range(panes):
                    left, right = 0.1 + k * (length - 0.1) / panes, (k + 1) * (length - 0.1) / panes
                    stage.rect(left, -z - 1.42, right, -z, tone("#34424e"))
                    stage.rect(left, -z - 1.42, right, -z - 0.8, tone("#5d7488", 1.0, 0.6))
    at = frame.at
    lid = (
        at(x + wide + 0.1, front + out + 0.1, top),
        at(x - wide - 0.1, front + out + 0.1, top),
        at(x - wide * 0.8, front, top + 0.45),
        at(x + wide * 0.8, front, top + 0.45),
    )
    if faces_eye(lid[0], frame.way(0, 0.6, 0.8)):
        stage.polygon(lid, stage.tone(frame.way(0, 0.6, 0.8), lid[0])(b.roof_colour))
    for s in (1, -1):
        ends = (
            at(x + s * (wide + 0.1), front, top),
            at(x + s * (wide + 0.1), front + out + 0.1, top),
            at(x + s * wide * 0.8, front, top + 0.45),
        )
        if faces_eye(ends[0], frame.way(s, 0, 0.4)):
            stage.polygon(ends, stage.tone(frame.way(s, 0, 0.4), ends[0])(b.roof_colour))


def veranda(stage: Stage, b: Building, frame: Frame, whole: bool) -> None:
    """A lean-to roof on posts before the front: of the whole front, or of the door alone."""
    half = b.width / 2 if whole else min(b.width * 0.42, 3.4)
    out, front = 2.1 if whole else 1.9, b.depth / 2
    prism(stage, frame, (-half, front, 0.0), (half, front + out, 0.25), "#9a948a", "#8a7c6a", under=False)
    count = max(3, round(half * 2 / 2.6))
    for k in range(count + 1):
        x = -half + 0.12 + (2 * half - 0.24) * k / count
        column(stage, frame.at(x, front + out - 0.15, 0.25), 2.2, 0.06, 0.06, b.trim)
    if stage.scale(frame.at(0, front)) > 5 and chance(b.seed, 88) < 0.5:
        rail = frame.at
        for z in (0.55, 1.15):
            stage.line(
                rail(-half + 0.1, front + out - 0.15, z),
                rail(half * 0.3, front + out - 0.15, z),
                0.06,
                b.trim,
            )
    at, over = frame.at, 0.2
    high = 2.85
    sheet = (
        at(half + over, front + out + over, 2.4),
        at(-half - over, front + out + over, 2.4),
        at(-half - over, front, high),
        at(half + over, front, high),
    )
    board = (
        (
            sheet[0],
            sheet[1],
            at(-half - over, front + out + over, 2.26),
            at(half + over, front + out + over, 2.26),
        ),
        frame.way(0, 1),
    )
    roof = Roof((sheet,), (board,), high, b.roof_cover, b.roof_colour, b.trim)
    roof.before(stage)
    roof.after(stage)


def rain_tank(stage: Stage, b: Building, frame: Frame) -> None:
    """A round tank for rain beside the house."""
    foot = frame.at(garden_side(b) * (b.width / 2 + 1.3), -b.depth * 0.15)
    colour = ("#8f9a8e", "#c8c4b4", "#5f7a6a")[b.seed % 3]
    revolve(stage, foot, ((1.1, 0.0), (1.1, 1.9), (0.9, 2.08), (0.1, 2.2)), colour)


def garden_side(b: Building) -> int:
    """The side on which `rain_tank` stands."""
    return 1 if chance(b.seed, 95) < 0.5 else -1
