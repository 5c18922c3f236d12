"""What stands on roofs: dormers, panels, tanks, heaters, dishes, aerials, stepped gables, fire walls, cones.

Drawn in the building's own frame: right and ahead of its middle, and up.
"""

from __future__ import annotations

import math

import skia

from world.plans import chance
from world.render import materials
from world.render.roofs import draw_sheet, revolve
from world.render.solids import Frame, Stage, Vec, column, cross, faces_eye, mix, prism, unit
from world.scene import Building

TANKS = {
    "tank-black": "#202328",
    "tank-blue": "#2f6fb8",
    "tank-green": "#6a7f6e",
    "tank-orange": "#e0742a",
    "tank-steel": "#c8ccd0",
    "tank-white": "#e8e8e4",
    "tank-yellow": "#e8c83a",
}


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


def dish(stage: Stage, frame: Frame, x: float, y: float, z: float, radius: float = 0.3) -> None:
    """A satellite dish that looks up and ahead: a hollow bowl, its receiver on an arm, and its bracket."""
    centre = frame.at(x, y, z)
    out = unit(frame.way(0.35, 0.75, 0.55))
    side = unit(frame.way(0.9, -0.42, 0.0))
    up = cross(side, out)

    def ring(size: float, ahead: float, rise: float = 0.0) -> list[Vec]:
        turns = [k * math.pi / 8 for k in range(16)]
        spokes = [(size * math.cos(a), size * math.sin(a) + rise) for a in turns]
        return [
            (
                centre[0] + s * side[0] + u * up[0] + ahead * out[0],
                centre[1] + s * side[1] + u * up[1] + ahead * out[1],
                centre[2] + s * side[2] + u * up[2] + ahead * out[2],
            )
            for s, u in spokes
        ]

    seen, rim = faces_eye(centre, out), ring(radius, 0.0)
    stage.line((centre[0], centre[1], z - 0.5), centre, 0.05, "#5f6366")
    tone = stage.tone(out if seen else (-out[0], -out[1], -out[2]), centre)
    stage.polygon(rim, tone("#bdbdb6" if seen else "#84847f", 0.95))
    if stage.scale(centre) > 9:
        if seen:  # the bowl falls away from its rim: dark under the upper lip, light at its foot
            for size, rise, bright in ((0.92, 0.0, 0.66), (0.78, -0.06, 0.74), (0.58, -0.14, 0.82)):
                stage.polygon(ring(radius * size, 0.0, radius * rise), tone("#bdbdb6", bright))
        else:
            stage.polygon(ring(radius * 0.45, -0.09), tone("#84847f", 0.75))
    tip = tuple(centre[i] + out[i] * 0.34 - up[i] * 0.04 for i in range(3))
    stage.line(rim[12], tip, 0.025, "#4c4f52")
    stage.line((tip[0], tip[1], tip[2] - 0.04), (tip[0], tip[1], tip[2] + 0.05), 0.08, "#6a6d70")


def antenna(stage: Stage, frame: Frame, x: float, y: float, z: float) -> None:
    """A mast with the rods of a television aerial."""
    stage.line(frame.at(x, y, z), frame.at(x, y, z + 1.9), 0.04, "#7a7e82")
    stage.line(frame.at(x - 0.6, y, z + 1.75), frame.at(x + 0.6, y, z + 1.75), 0.03, "#7a7e82")
    for k in range(5):
        along = x - 0.55 + k * 0.27
        stage.line(frame.at(along, y - 0.25, z + 1.75), frame.at(along, y + 0.25, z + 1.75), 0.025, "#7a7e82")


def horse_heads(stage: Stage, b: Building, frame: Frame, eaves: float, rise: float, behind: bool) -> None:
    """Fire walls at both ends of a roof that step down from the ridge under caps of dark tiles.

    Those the roof hides are to be drawn before it (`behind`), the others after.
    """
    half, depth, parts = b.width / 2, b.depth / 2 + 0.35, 5
    for side in (1, -1):
        if faces_eye(frame.at(side * half, 0, eaves), frame.way(side, 0)) == behind:
            continue
        steps = [(k - parts / 2) * 2 * depth / parts for k in range(parts + 1)]
        order = sorted(range(parts), key=lambda k: -math.hypot(*frame.at(side * half, steps[k])[:2]))
        for k in order:
            level = 1 - abs(2 * k - parts + 1) / (parts - 1)
            top, y0, y1 = eaves + 0.55 + level * (rise + 0.1), steps[k], steps[k + 1]
            low, high = (side * half - 0.2, y0, eaves - 1.2), (side * half + 0.2, y1, top)
            prism(stage, frame, low, high, b.wall_colour, under=False)
            low, high = (side * half - 0.36, y0 - 0.12, top), (side * half + 0.36, y1 + 0.12, top + 0.22)
            prism(stage, frame, low, high, mix(b.roof_colour, "#2a2c30", 0.4), b.roof_colour)


def cones(stage: Stage, b: Building, frame: Frame, z: float) -> None:
    """Cones of dry stone over white walls, one over each room, with a white knob."""
    count = max(1, round(b.width / 4.5))
    radius = min(b.width / count, b.depth) / 2 * 0.98
    spots = [frame.at(b.width * ((k + 0.5) / count - 0.5), 0, z) for k in range(count)]
    for at in sorted(spots, key=lambda p: -math.hypot(p[0], p[1])):
        profile = ((radius, 0.0), (radius * 0.96, 0.12), (radius * 0.5, radius * 0.75), (0.22, radius * 1.3))
        revolve(stage, at, profile, b.roof_colour)
        revolve(stage, (at[0], at[1], at[2] + radius * 1.3), ((0.24, 0.0), (0.24, 0.35), (0.05, 0.7)), b.trim)


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
