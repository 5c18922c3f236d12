"""What makes a box a house of its country: chimneys, dormers, verandas, tanks, dishes, balconies, signs.

A `Building` names its extras (`Style.extras` in styles.csv says how often each); here they are drawn, on the
wall in the wall's own plane (x from its left end as seen from outside, y upwards negative) and on the roof
and before the front in the building's frame (right and ahead of its middle, up).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import skia

from world.plans import chance, garage_span
from world.render import materials
from world.render.openings import Opening
from world.render.roofs import Roof, draw_sheet, revolve
from world.render.solids import Frame, Stage, Tone, Vec, column, faces_eye, mix, prism, unit
from world.scene import Building

_CLOTHES = ("#e8e6e0", "#3f6f9a", "#c4504a", "#e8c84a", "#5a8a5f", "#d8a0b0", "#2f3f5a")
_BLADES = ("#c4222a", "#f2c21a", "#1f5fa8", "#1f7a46", "#f2f2ee", "#e8641b", "#2a2c2e")

TANKS = {
    "tank-black": "#202328",
    "tank-blue": "#2f6fb8",
    "tank-green": "#6a7f6e",
    "tank-orange": "#e0742a",
    "tank-steel": "#c8ccd0",
    "tank-white": "#e8e8e4",
    "tank-yellow": "#e8c83a",
}


def joints(
    stage: Stage, length: float, height: float, storey: float, bays: int, tone: Tone, b: Building
) -> None:
    """The seams between the panels of a block of flats."""
    seams, step = skia.Path(), length / bays
    for k in range(1, bays):
        seams.addRect(skia.Rect.MakeLTRB(k * step - 0.03, -height, k * step + 0.03, 0))
    for floor in range(1, b.storeys):
        seams.addRect(skia.Rect.MakeLTRB(0, -floor * storey - 0.03, length, -floor * storey + 0.03))
    stage.fill(seams, tone(mix(b.wall_colour, "#4a4844", 0.55)))


def around_windows(stage: Stage, windows: Sequence[Opening], b: Building, tone: Tone, scale: float) -> None:
    """Slabs, awnings, flowers, washing and carved boards at the windows."""
    extras = b.extras
    if "chajja" in extras:
        slab, below = skia.Path(), skia.Path()
        for o in windows:
            r = o.rect()
            slab.addRect(skia.Rect.MakeLTRB(r.left() - 0.3, r.top() - 0.28, r.right() + 0.3, r.top() - 0.12))
            below.addRect(
                skia.Rect.MakeLTRB(r.left() - 0.25, r.top() - 0.12, r.right() + 0.25, r.top() + 0.3)
            )
        stage.fill(below, 0x50080A10)
        stage.fill(slab, tone(mix(b.wall_colour, b.trim, 0.5)))
    if "awning-windows" in extras:
        cloth = skia.Path()
        for o in windows:
            if chance(o.seed, 61) < 0.55:
                r = o.rect()
                drop = r.top() + r.height() * (0.3 + 0.3 * chance(o.seed, 62))
                ring = (
                    (r.left(), r.top() - 0.05),
                    (r.right(), r.top() - 0.05),
                    (r.right() + 0.1, drop),
                    (r.left() - 0.1, drop),
                )
                cloth.addPoly([skia.Point(*p) for p in ring], True)
        stage.fill(cloth, tone(("#3f7a50", "#d8843a", "#d8c8a0", "#4a6f9a")[b.seed % 4]))
    if scale < 6:
        return
    if "carved" in extras:
        boards = skia.Path()
        for o in windows:
            r = o.rect()
            ring = ((r.left() - 0.28, r.top() - 0.1), (o.x, r.top() - 0.5), (r.right() + 0.28, r.top() - 0.1))
            boards.addPoly([skia.Point(*p) for p in ring], True)
            boards.addRect(
                skia.Rect.MakeLTRB(r.left() - 0.22, r.top() - 0.1, r.left() - 0.08, r.bottom() + 0.16)
            )
            boards.addRect(
                skia.Rect.MakeLTRB(r.right() + 0.08, r.top() - 0.1, r.right() + 0.22, r.bottom() + 0.16)
            )
        stage.fill(boards, tone(mix(b.trim, "#ffffff", 0.3)))
    if "flowers" in extras:
        leaves, blooms = skia.Path(), skia.Path()
        for o in windows:
            r = o.rect()
            leaves.addRect(
                skia.Rect.MakeLTRB(r.left() - 0.05, r.bottom() - 0.06, r.right() + 0.05, r.bottom() + 0.2)
            )
            for k in range(7):
                x = r.left() + r.width() * (k + 0.5) / 7
                blooms.addCircle(x, r.bottom() - 0.02 + 0.1 * chance(o.seed, k), 0.075)
        stage.fill(leaves, tone("#3f6a30"))
        stage.fill(blooms, tone("#c8283a" if b.seed % 3 else "#e0709a"))
    if "laundry" in extras:
        for index, tint in enumerate(_CLOTHES):
            cloth = skia.Path()
            for o in windows:
                if o.z > 2.2 and chance(o.seed, 63) < 0.3:
                    for k in range(5):
                        if int(chance(o.seed, 64 + k) * len(_CLOTHES)) == index:
                            x = o.x - 0.75 + k * 0.3
                            low = 0.35 + 0.45 * chance(o.seed, 70 + k)
                            cloth.addRect(skia.Rect.MakeLTRB(x, -o.z + 0.12, x + 0.26, -o.z + 0.12 + low))
            stage.fill(cloth, tone(tint))


def down_pipe(stage: Stage, length: float, top: float, tone: Tone, b: Building) -> None:
    """A gutter under the eaves and a pipe down one corner."""
    colour = tone(mix(b.trim, "#6a6e72", 0.6), 0.85)
    x = length - 0.22 if chance(b.seed, 81) < 0.5 else 0.12
    stage.rect(x, -top, x + 0.1, 0, colour)
    stage.rect(0, -top - 0.02, length, -top + 0.1, colour)


def fire_escape(stage: Stage, length: float, storey: float, tone: Tone, b: Building) -> None:
    """Iron landings and ladders down the front."""
    iron, x = skia.Path(), length * 0.62
    for floor in range(1, b.storeys):
        z = floor * storey + 0.5
        iron.addRect(skia.Rect.MakeLTRB(x - 1.3, -z, x + 1.3, -z + 0.1))
        iron.addRect(skia.Rect.MakeLTRB(x - 1.3, -z - 0.95, x + 1.3, -z - 0.9))
        for k in range(10):
            iron.addRect(skia.Rect.MakeLTRB(x - 1.3 + k * 0.285, -z - 0.9, x - 1.27 + k * 0.285, -z))
        if floor > 1:
            s = 1 if floor % 2 else -1
            ring = ((x - s, -z), (x - s + 0.14, -z), (x + s + 0.14, -z + storey), (x + s, -z + storey))
            iron.addPoly([skia.Point(*p) for p in ring], True)
    stage.fill(iron, tone("#26282a"))


def garage_door(stage: Stage, b: Building, tone: Tone, scale: float) -> None:
    """A wide door of four rows of panels."""
    span = garage_span(b)
    if span is None:
        return
    left, right = span
    stage.rect(left - 0.12, -2.32, right + 0.12, 0, tone(mix(b.trim, b.wall_colour, 0.2)))
    body = mix("#f0efe9", b.wall_colour, 0.35) if chance(b.seed, 85) < 0.7 else "#6a4a34"
    stage.rect(left, -2.2, right, 0, tone(body, 0.94))
    if scale > 5:
        lines, panels = skia.Path(), max(3, round((right - left) / 0.8))
        for k in range(1, 4):
            lines.addRect(skia.Rect.MakeLTRB(left, -k * 0.55 - 0.02, right, -k * 0.55 + 0.02))
        for k in range(1, panels):
            x = left + (right - left) * k / panels
            lines.addRect(skia.Rect.MakeLTRB(x - 0.015, -2.2, x + 0.015, 0))
        stage.fill(lines, tone(body, 0.72))
    stage.rect(left, -2.2, right, -2.05, 0x40080A10)


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
    if not shop and "bay-window" in b.extras:
        _bay(stage, b, frame, door, storey)
    if not shop and near and "hood" in b.extras:
        low, high = (door - 0.85, front, 2.42), (door + 0.85, front + 0.95, 2.56)
        prism(stage, frame, low, high, mix(b.trim, b.roof_colour, 0.4), b.roof_colour)
    if "balcony-front" in b.extras and b.storeys > 1:
        x = (chance(b.seed, 86) - 0.5) * half * 0.6
        wide = half * 0.55
        low, high = (x - wide, front, storey - 0.05), (x + wide, front + 0.95, storey + 1.0)
        prism(
            stage, frame, low, high, mix(b.wall_colour, "#f0efe9", 0.35), mix(b.wall_colour, "#4a4844", 0.5)
        )
        if near and "laundry" in b.extras:
            for k in range(5):
                left = x - wide * 0.8 + k * 0.42
                low, high = (left, front + 0.97, storey + 0.15), (left + 0.36, front + 1.0, storey + 1.05)
                prism(stage, frame, low, high, _CLOTHES[int(chance(b.seed, 90 + k) * 7)])
    _blades(stage, b, frame, eaves)


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
                    marks = skia.Path()
                    count = max(1, int((high - low) / 0.72))
                    for j in range(count):
                        y = -(high - low) + 0.2 + j * 0.72
                        marks.addRect(skia.Rect.MakeLTRB(0.18, y, 0.65, y + 0.44))
                    stage.fill(marks, tone(mix(colour, second, 0.75)))


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


def dormers(stage: Stage, b: Building, frame: Frame, eaves: float, pitch: float) -> None:
    """Small gabled windows on the front slope."""
    front = b.depth / 2
    count = 1 if b.width < 8 else 2 if b.width < 13 else 3
    back = min(0.9, front * 0.3)
    y, z = front - back, eaves + back * pitch
    wide, tall = 0.62, 1.15
    if stage.scale(frame.at(0, y, z)) < 2 or not faces_eye(frame.at(0, y, z), frame.way(0, 1)):
        return
    reach = (tall + 0.35) / pitch
    spots = [b.width * ((k + 0.5) / count - 0.5) for k in range(count)]
    spots.sort(key=lambda x: -math.hypot(*frame.at(x, y)[:2]))
    for x in spots:
        at = frame.at
        for s in (1, -1):
            cheek = (
                at(x + s * wide, y, z),
                at(x + s * wide, y, z + tall),
                at(x + s * wide, y - tall / pitch, z + tall),
            )
            if faces_eye(cheek[0], frame.way(s, 0)):
                stage.polygon(
                    cheek, stage.tone(frame.way(s, 0), cheek[0])(mix(b.roof_colour, b.wall_colour, 0.4))
                )
        face = (
            at(x - wide, y, z),
            at(x + wide, y, z),
            at(x + wide, y, z + tall),
            at(x, y, z + tall + 0.4),
            at(x - wide, y, z + tall),
        )
        tone = stage.tone(frame.way(0, 1), face[0])
        stage.polygon(face, tone(b.wall_colour))
        with stage.plane(at(x, y + 0.01, z), frame.way(-1, 0), (0, 0, -1)):
            stage.rect(-0.46, -tall, 0.46, -0.12, tone(b.trim))
            stage.rect(-0.38, -tall + 0.08, 0.38, -0.2, tone("#3a4854"))
            stage.rect(-0.02, -tall, 0.02, -0.2, tone(b.trim))
        for s in (1, -1):
            sheet: list[Vec] = [
                at(x + s * (wide + 0.12), y + 0.15, z + tall - 0.08),
                at(x, y + 0.15, z + tall + 0.45),
                at(x, y - reach, z + tall + 0.45),
                at(x + s * (wide + 0.12), y - tall / pitch, z + tall - 0.08),
            ]
            normal = unit(frame.way(s * 0.5, 0, 0.85))
            if faces_eye(sheet[0], normal):
                stage.polygon(sheet, stage.tone(normal, sheet[0])(b.roof_colour))


def solar_panels(stage: Stage, b: Building, frame: Frame, eaves: float, pitch: float) -> None:
    """Dark panels that lie on the front slope."""
    front = b.depth / 2
    x0, x1 = -b.width * 0.28, b.width * (0.05 + 0.25 * chance(b.seed, 96))
    low, high = front * 0.75, front * 0.28

    def on(x: float, y: float) -> Vec:
        return frame.at(x, y, eaves + (front - y) * pitch + 0.1)

    sheet = (on(x1, low), on(x0, low), on(x0, high), on(x1, high))
    draw_sheet(stage, sheet, "#1f2c44", "")
    normal = unit(frame.way(0, pitch, 1))
    if faces_eye(sheet[0], normal) and stage.scale(sheet[0]) > 5:
        tone = stage.tone(normal, sheet[0])
        count = max(2, round((x1 - x0) / 1.1))
        for k in range(count + 1):
            x = x0 + (x1 - x0) * k / count
            stage.line(on(x, low), on(x, high), 0.05, "#8f9aa8", tone)


def rooftop(stage: Stage, b: Building, frame: Frame, z: float) -> None:
    """What stands on a flat roof: tanks, solar heaters, rods of a floor still to come, units, stair heads."""
    if stage.scale((b.x, b.y, z)) < 2.0:
        return
    parts = []
    w, d, pick = b.width, b.depth, lambda k: chance(b.seed, k) - 0.5
    for name in b.extras:
        if name in TANKS and name != "tank-green":
            x, y = pick(14) * w * 0.6, pick(15) * d * 0.5
            parts.append((x, y, lambda x=x, y=y, name=name: _tank(stage, frame.at(x, y, z), name)))
        elif name == "solar":
            x, y = pick(97) * w * 0.55, d * 0.22
            parts.append((x, y, lambda x=x, y=y: _heater(stage, frame, x, y, z)))
        elif name in ("roof-units", "cooler"):
            for k in range(1 if name == "cooler" else 1 + int(w / 9)):
                x, y = pick(110 + k) * w * 0.75, pick(120 + k) * d * 0.6
                parts.append((x, y, lambda x=x, y=y: _unit(stage, frame, x, y, z)))
        elif name == "rebar":
            parts += [
                (x, y, lambda x=x, y=y: _rods(stage, frame, x, y, z))
                for x in (-w / 2 + 0.25, w / 2 - 0.25)
                for y in (-d / 2 + 0.25, d / 2 - 0.25)
            ]
        elif name == "dish":
            x, y = pick(98) * w * 0.8, d * 0.36
            parts.append((x, y, lambda x=x, y=y: dish(stage, frame, x, y, z + 0.55)))
        elif name == "antenna":
            x, y = pick(99) * w * 0.5, 0.0
            parts.append((x, y, lambda x=x, y=y: antenna(stage, frame, x, y, z)))
    if b.kind in ("apartments", "office"):
        x = pick(19) * w * 0.4
        colour = mix(b.wall_colour, "#90908c", 0.4)
        parts.append(
            (
                x,
                0.0,
                lambda: prism(stage, frame, (x - 2, -1.6, z), (x + 2, 1.6, z + 2.3), colour, under=False),
            )
        )
    for _, _, draw in sorted(parts, key=lambda p: -math.hypot(*frame.at(p[0], p[1])[:2])):
        draw()


def _tank(stage: Stage, at: Vec, name: str) -> None:
    colour = TANKS[name]
    stand = 0.7 if name in ("tank-steel", "tank-yellow", "tank-blue") else 0.35
    if stage.scale(at) < 6:  # a few pixels
        column(stage, (at[0], at[1], at[2] + 0.3 * stand), 0.7 * stand + 1.05, 0.52, 0.52, colour)
        revolve(stage, (at[0], at[1], at[2] + stand + 1.05), ((0.52, 0.0), (0.16, 0.28)), colour)
        return
    for dx, dy in ((-0.4, -0.4), (0.4, -0.4), (-0.4, 0.4), (0.4, 0.4)):
        stage.line((at[0] + dx, at[1] + dy, at[2]), (at[0] + dx, at[1] + dy, at[2] + stand), 0.08, "#7a7874")
    if name == "tank-blue":  # wider at the top, under a lid
        shape = ((0.5, 0.0), (0.68, 0.75), (0.7, 0.8), (0.45, 0.95), (0.1, 1.0))
    else:
        shape = (
            (0.52, 0.0),
            (0.54, 0.06),
            (0.52, 0.5),
            (0.55, 0.55),
            (0.52, 0.6),
            (0.52, 1.05),
            (0.42, 1.22),
            (0.16, 1.33),
        )
    revolve(stage, (at[0], at[1], at[2] + stand), shape, colour)


def _heater(stage: Stage, frame: Frame, x: float, y: float, z: float) -> None:
    """A solar water heater: a tilted panel under a lying tank."""
    at = frame.at
    sheet = (
        at(x + 0.8, y + 0.8, z + 0.15),
        at(x - 0.8, y + 0.8, z + 0.15),
        at(x - 0.8, y - 0.3, z + 1.15),
        at(x + 0.8, y - 0.3, z + 1.15),
    )
    seen = faces_eye(sheet[0], frame.way(0, 0.7, 0.7))
    for s in (-0.7, 0.7):
        stage.line(at(x + s, y - 0.4, z), at(x + s, y - 0.4, z + 1.3), 0.05, "#8a8e92")
    stage.polygon(
        sheet,
        stage.tone(frame.way(0, 0.7 if seen else -0.7, 0.7 if seen else -0.7), sheet[0])(
            "#26344a" if seen else "#7a7e82"
        ),
    )
    stage.line(at(x - 0.85, y - 0.45, z + 1.4), at(x + 0.85, y - 0.45, z + 1.4), 0.46, "#d8dcde")


def _unit(stage: Stage, frame: Frame, x: float, y: float, z: float) -> None:
    prism(
        stage, frame, (x - 0.7, y - 0.6, z), (x + 0.7, y + 0.6, z + 0.95), "#b8bab8", "#8a8c8a", under=False
    )


def _rods(stage: Stage, frame: Frame, x: float, y: float, z: float) -> None:
    prism(stage, frame, (x - 0.15, y - 0.15, z), (x + 0.15, y + 0.15, z + 0.45), "#a8a29a", under=False)
    for dx, dy in ((-0.08, -0.08), (0.08, -0.08), (-0.08, 0.08), (0.08, 0.08)):
        stage.line(
            frame.at(x + dx, y + dy, z + 0.4), frame.at(x + dx * 1.8, y + dy * 1.8, z + 1.35), 0.03, "#6a4030"
        )


def dish(stage: Stage, frame: Frame, x: float, y: float, z: float, radius: float = 0.36) -> None:
    """A satellite dish that looks up and ahead."""
    centre = frame.at(x, y, z)
    out = unit(frame.way(0.35, 0.75, 0.55))
    side = unit(frame.way(0.9, -0.42, 0.0))
    up = (
        side[1] * out[2] - side[2] * out[1],
        side[2] * out[0] - side[0] * out[2],
        side[0] * out[1] - side[1] * out[0],
    )
    ring = [
        tuple(centre[i] + radius * (math.cos(a) * side[i] + math.sin(a) * up[i]) for i in range(3))
        for a in (k * math.pi / 6 for k in range(12))
    ]
    seen = faces_eye(centre, out)
    stage.line((centre[0], centre[1], z - 0.55), centre, 0.06, "#7a7e82")
    stage.polygon(
        ring,
        stage.tone(out if seen else (-out[0], -out[1], -out[2]), centre)("#dcdcd8" if seen else "#a8a8a4"),
    )
    tip = tuple(centre[i] + out[i] * 0.42 for i in range(3))
    stage.line(ring[9], tip, 0.03, "#5a5d60")


def antenna(stage: Stage, frame: Frame, x: float, y: float, z: float) -> None:
    """A mast with the rods of a television aerial."""
    stage.line(frame.at(x, y, z), frame.at(x, y, z + 1.9), 0.04, "#7a7e82")
    stage.line(frame.at(x - 0.6, y, z + 1.75), frame.at(x + 0.6, y, z + 1.75), 0.03, "#7a7e82")
    for k in range(5):
        along = x - 0.55 + k * 0.27
        stage.line(frame.at(along, y - 0.25, z + 1.75), frame.at(along, y + 0.25, z + 1.75), 0.025, "#7a7e82")


def stepped_gable(stage: Stage, b: Building, frame: Frame, eaves: float, rise: float) -> None:
    """A gable wall whose top climbs in steps before the roof."""
    half, front, steps = b.width / 2 + 0.1, b.depth / 2 + 0.06, 5
    if not faces_eye(frame.at(0, front, 1), frame.way(0, 1)):
        return
    tone = stage.tone(frame.way(0, 1), frame.at(0, front, eaves))
    with stage.plane(frame.at(0, front, 0), frame.way(-1, 0), (0, 0, -1)):
        body, caps = skia.Path(), skia.Path()
        for k in range(steps):
            wide = half * (1 - k / steps)
            low, high = eaves + rise * k / steps - 0.05, eaves + rise * (k + 1) / steps + 0.45
            body.addRect(skia.Rect.MakeLTRB(-wide, -high, wide, -low))
            for s in (-1, 1):
                a, c = sorted((s * wide, s * (wide - half / steps)))
                caps.addRect(skia.Rect.MakeLTRB(a - 0.04, -high - 0.1, c + 0.04, -high + 0.02))
        stage.fill(body, tone(b.wall_colour))
        overlay = materials.shader(b.wall, stage.scale(frame.at(0, front, min(eaves, 2.4))))
        if overlay is not None:
            stage.canvas.drawPath(body, skia.Paint(Shader=overlay, AntiAlias=True))
        stage.fill(caps, tone("#e8e4da"))
        stage.rect(-0.45, -eaves - rise * 0.55, 0.45, -eaves - rise * 0.55 + 1.1, tone(b.trim))
        stage.rect(-0.37, -eaves - rise * 0.55 + 0.08, 0.37, -eaves - rise * 0.55 + 1.02, tone("#34424e"))


def rain_tank(stage: Stage, b: Building, frame: Frame) -> None:
    """A round tank for rain beside the house."""
    side = 1 if chance(b.seed, 95) < 0.5 else -1
    foot = frame.at(side * (b.width / 2 + 1.3), -b.depth * 0.15)
    colour = ("#8f9a8e", "#c8c4b4", "#5f7a6a")[b.seed % 3]
    revolve(stage, foot, ((1.1, 0.0), (1.1, 1.9), (0.9, 2.08), (0.1, 2.2)), colour)


def garden_side(b: Building) -> int:
    """The side on which `rain_tank` stands."""
    return 1 if chance(b.seed, 95) < 0.5 else -1
