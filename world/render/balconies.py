"""Balconies before a wall: slabs, railings, parapets and the panes tenants closed them with.

A balcony hides the foot of its window only as far as it is solid; behind it the wall lies in shade.
"""

from __future__ import annotations

from dataclasses import replace

import skia

from world.plans import chance
from world.render.openings import Opening
from world.render.solids import Stage, Tone, luminance, mix
from world.render.walls import Wall, layout
from world.render.washing import hang
from world.scene import Building

OUT = 0.95
"""Metres from the wall to a balcony's edge."""

_SLAB = 0.16
_PARAPET = {"parapet": 0.88, "half": 0.42}
"""How high the solid part above the slab is; other kinds have rails alone."""

_TOP = 1.05


def _kind(b: Building) -> str:
    """What closes a house's balconies: a parapet, half of one under a rail, panels, or bars."""
    pick = chance(b.seed, 33)
    return "parapet" if pick < 0.25 else "half" if pick < 0.5 else "panels" if pick < 0.62 else "bars"


def _span(o: Opening) -> tuple[float, float, float]:
    """Left and right end of a window's balcony, and the height of its floor."""
    return o.x - o.width / 2 - 0.35, o.x + o.width / 2 + 0.35, o.z - 0.2


def balconies(stage: Stage, wall: Wall, b: Building) -> None:
    """Slabs with parapets or railings before a wall's windows, their shadows and what is kept on them."""
    if b.storeys < 2 or stage.scale(wall.nearest()) < 2.5:
        return
    windows, _, _ = layout(wall, b)
    draw_balconies(stage, wall, [o for o in windows if o.balcony], b)


def draw_balconies(stage: Stage, wall: Wall, windows: list[Opening], b: Building) -> None:
    """Balconies before these openings of a wall."""
    n, kind = wall.normal, _kind(b)
    edge = replace(wall, origin=(wall.origin[0] + n[0] * OUT, wall.origin[1] + n[1] * OUT, wall.origin[2]))
    tone, below = stage.tone(n, edge.middle()), stage.tone((0, 0, -1), edge.middle())
    scale = stage.scale(edge.nearest())
    _shades(stage, wall, windows, kind)
    for o in windows:
        left, right, z = _span(o)
        if z > 2.4:
            with stage.plane((wall.origin[0], wall.origin[1], z), wall.along, n):
                stage.rect(left, 0, right, OUT, below(mix(b.wall_colour, "#9a9892", 0.6), 0.85))
                stage.rect(left + 0.12, 0.12, right - 0.12, OUT - 0.12, 0x18080A10)
    _ends(stage, wall, windows, b, kind, scale)
    with stage.plane(edge.origin, edge.along, (0, 0, -1)):
        if scale > 6:
            _clutter(stage, windows, b, tone)
        if "glazed-balcony" in b.extras:
            _glazing(stage, windows, tone)
        _fronts(stage, windows, b, kind, tone, scale)
        if scale > 6:
            dries = 0.5 if "laundry" in b.extras else 0.06
            for o in windows:
                if chance(o.seed, 47) < dries:
                    left, right, z = _span(o)
                    hang(stage, (left + 0.1, right - 0.1, -z - _TOP + 0.02), o.seed, tone, scale > 14, 0.8)


def _shades(stage: Stage, wall: Wall, windows: list[Opening], kind: str) -> None:
    """What balconies shade of the wall: the recess behind the parapet, and the wall under the slab."""
    deep = skia.Path()
    for o in windows:
        left, right, z = _span(o)
        deep.addRect(left, -z - _PARAPET.get(kind, 0.3) - 0.25, right, -z)
    with stage.plane(wall.origin, wall.along, (0, 0, -1)) as canvas:
        stage.fill(deep, 0x66080A10)
        for o in windows:
            left, right, z = _span(o)
            ends = [skia.Point(0, -z), skia.Point(0, -z + 0.9)]
            shader = skia.GradientShader.MakeLinear(ends, [0x88080A10, 0x00080A10])
            canvas.drawRect(skia.Rect.MakeLTRB(left, -z, right, -z + 0.9), skia.Paint(Shader=shader))


def _body(b: Building) -> str:
    return mix(b.wall_colour, b.trim, 0.5)


def _iron(b: Building) -> str:
    return "#3a3d40" if luminance(b.trim) > 0.4 else b.trim


def _fronts(stage: Stage, windows: list[Opening], b: Building, kind: str, tone: Tone, scale: float) -> None:
    """The edge of each slab and what stands on it, seen from the street."""
    solid = _PARAPET.get(kind, 0.0)
    faces, slabs, coping, shade, rails, panels, stains = (skia.Path() for _ in range(7))
    for o in windows:
        left, right, z = _span(o)
        slabs.addRect(left - 0.03, -z - _SLAB, right + 0.03, -z)
        shade.addRect(left, -z - 0.03, right, -z)
        if solid:
            top = -z - _SLAB - solid
            faces.addRect(left, top, right, -z - _SLAB)
            coping.addRect(left - 0.04, top - 0.07, right + 0.04, top)
            shade.addRect(left, top, right, top + 0.07)
            shade.addRect(left, -z - _SLAB - 0.03, right, -z - _SLAB)
            if scale > 9:
                parts = max(2, round((right - left) / 1.0))
                for k in range(parts):
                    x0, x1 = left + (right - left) * k / parts, left + (right - left) * (k + 1) / parts
                    panels.addRect(x0 + 0.09, top + 0.17, x1 - 0.09, -z - _SLAB - 0.12)
                    x = x0 + (x1 - x0) * chance(o.seed, 90 + k)
                    stains.addRect(x, top + 0.07, x + 0.08, top + 0.07 + solid * 0.7 * chance(o.seed, 95 + k))
        if kind == "parapet":
            continue
        foot = -z - _SLAB - (solid + 0.07 if solid else 0.0)
        rails.addRect(left, -z - _TOP - 0.05, right, -z - _TOP + 0.02)
        if kind == "bars":
            rails.addRect(left, foot - 0.11, right, foot - 0.07)
        posts = max(1, round((right - left) / 1.1))
        for k in range(posts + 1):
            x = left + (right - left - 0.05) * k / posts
            rails.addRect(x, -z - _TOP, x + 0.05, foot)
            if kind == "panels" and k < posts:
                panels.addRect(x + 0.09, -z - _TOP + 0.08, x + (right - left) / posts - 0.05, foot - 0.06)
        if kind == "half":
            rails.addRect(left, -z - _TOP + 0.2, right, -z - _TOP + 0.23)
        elif kind == "bars" and scale > 7:
            for k in range(1, int((right - left) / 0.13)):
                rails.addRect(left + k * 0.13, -z - _TOP, left + k * 0.13 + 0.022, foot)
    body, light = _body(b), mix(_body(b), "#e4e0d6", 0.45)
    stage.fill(faces, tone(body, 0.95))
    if kind == "panels":
        stage.fill(panels, tone(("#8fa3a8", "#a8aca8", b.trim, "#7a8a80")[b.seed % 4], 0.85, 0.82))
    else:
        stage.fill(panels, 0x1C080A10)
    stage.fill(stains, 0x2C201A14)
    stage.fill(slabs, tone(mix(body, "#8c8a84", 0.35), 0.92))
    stage.fill(shade, 0x58080A10)
    stage.fill(coping, tone(light))
    stage.fill(rails, tone(_iron(b)))


_SCREENS = ("#b8b4a4", "#8fa08a", "#c8b48a", "#8a98a4")


def _clutter(stage: Stage, windows: list[Opening], b: Building, tone: Tone) -> None:
    """What stands on balconies: plants, a box, a screen of cloth."""
    leaves, boxes = skia.Path(), skia.Path()
    for o in windows:
        z, left, wide, pick = o.z - 0.2, o.x - o.width / 2 - 0.3, o.width + 0.6, chance(o.seed, 41)
        if pick < 0.25:
            for k in range(9):
                x, r = left + wide * (0.08 + 0.055 * k), 0.07 + 0.09 * chance(o.seed, 42 + k)
                leaves.addCircle(x, -z - 1.05 - r * 0.7, r)
        elif pick < 0.4:
            x = left + wide * 0.6 * chance(o.seed, 46)
            boxes.addRect(skia.Rect.MakeLTRB(x, -z - 1.35, x + 0.55, -z))
        elif pick < 0.5:
            screen = skia.Rect.MakeLTRB(left, -z - 1.02, left + wide, -z - 0.05)
            stage.fill(skia.Path.Rect(screen), tone(_SCREENS[o.seed % len(_SCREENS)], 0.8))
    stage.fill(leaves, tone("#4a6a38", 0.9))
    stage.fill(boxes, tone("#9a8f80", 0.85))


def _glazing(stage: Stage, windows: list[Opening], tone: Tone) -> None:
    """Balconies that tenants closed with panes of their own, each in another frame."""
    for k, tint in enumerate(("#f0f0ec", "#8a8e92", "#6b5642")):
        frames, panes = skia.Path(), skia.Path()
        for o in windows:
            if chance(o.seed, 66) < 0.65 and int(chance(o.seed, 67) * 3) == k:
                z, left, right = o.z - 0.2, o.x - o.width / 2 - 0.35, o.x + o.width / 2 + 0.35
                frames.addRect(skia.Rect.MakeLTRB(left, -z - 2.35, right, -z - 0.9))
                for j in range(3):
                    x0 = left + 0.06 + j * (right - left) / 3
                    panes.addRect(skia.Rect.MakeLTRB(x0, -z - 2.28, x0 + (right - left) / 3 - 0.12, -z - 1.0))
        stage.fill(frames, tone(tint))
        stage.fill(panes, tone("#4f6474"))


def _ends(stage: Stage, wall: Wall, windows: list[Opening], b: Building, kind: str, scale: float) -> None:
    """Both ends of balconies: that turned to the eye outside, the far one's inner side behind the rails."""
    (ox, oy, _), (ux, uy, _), (nx, ny, _) = wall.origin, wall.along, wall.normal
    eye, solid = -(ox * ux + oy * uy), _PARAPET.get(kind, 0.0)
    for o in windows:
        left, right, z = _span(o)
        for x, way in ((left, -1), (right, 1)):
            outer = (eye - x) * way > 0
            at = (ox + ux * x, oy + uy * x, 0.0)
            tone = stage.tone(
                (ux * way, uy * way, 0.0) if outer else (-ux * way, -uy * way, 0.0), (*at[:2], z)
            )
            with stage.plane(at, (nx, ny, 0.0), (0, 0, -1)):
                if outer or solid:
                    high = z + _SLAB + solid
                    stage.rect(0, -high, OUT, -z, tone(_body(b), 0.9 if outer else 0.5))
                    if outer and solid:
                        stage.rect(0, -high - 0.07, OUT, -high, tone(mix(_body(b), "#e4e0d6", 0.45)))
                if kind != "parapet":
                    rails = skia.Path()
                    rails.addRect(0, -z - _TOP - 0.05, OUT, -z - _TOP + 0.02)
                    for k in range(1, 7 if kind == "bars" and scale > 7 else 1):
                        rails.addRect(k * 0.13, -z - _TOP, k * 0.13 + 0.022, -z - _SLAB)
                    stage.fill(rails, tone(_iron(b)))
