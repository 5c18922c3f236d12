"""Balconies before a wall: slabs, railings, parapets and the panes tenants closed them with."""

from __future__ import annotations

import math
from dataclasses import replace

import skia

from world.plans import chance
from world.render.dressing import CLOTHES
from world.render.openings import Opening
from world.render.solids import Stage, Tone, luminance, mix
from world.render.walls import Wall, layout
from world.scene import Building


def balconies(stage: Stage, wall: Wall, b: Building) -> None:
    """Slabs and railings a metre before the wall."""
    if b.storeys < 2 or stage.scale(wall.nearest()) < 2.5:
        return
    windows, _, _ = layout(wall, b)
    windows = [o for o in windows if o.balcony]
    out, n = 0.95, wall.normal
    edge = replace(wall, origin=(wall.origin[0] + n[0] * out, wall.origin[1] + n[1] * out, wall.origin[2]))
    tone, below = stage.tone(n, edge.middle()), stage.tone((0, 0, -1), edge.middle())
    solid = chance(b.seed, 33) < 0.5
    scale = stage.scale(edge.nearest())
    for o in windows:
        z = o.z - 0.2
        left, right = o.x - o.width / 2 - 0.35, o.x + o.width / 2 + 0.35
        if z > 2.4:
            with stage.plane((wall.origin[0], wall.origin[1], z), wall.along, n):
                stage.rect(left, 0, right, out, below(mix(b.wall_colour, "#9a9892", 0.6)))
    slabs, rails = skia.Path(), skia.Path()
    for o in windows:
        z, left, right = o.z - 0.2, o.x - o.width / 2 - 0.35, o.x + o.width / 2 + 0.35
        slabs.addRect(skia.Rect.MakeLTRB(left, -z - 0.16, right, -z))
        if solid:
            slabs.addRect(skia.Rect.MakeLTRB(left, -z - 1.05, right, -z))
            continue
        rails.addRect(skia.Rect.MakeLTRB(left, -z - 1.1, right, -z - 1.04))
        if scale > 7:
            for k in range(int((right - left) / 0.14) + 1):
                rails.addRect(skia.Rect.MakeLTRB(left + k * 0.14, -z - 1.1, left + k * 0.14 + 0.025, -z))
    _balcony_ends(stage, wall, windows, out, b, 1.05 if solid else 0.0)
    with stage.plane(edge.origin, edge.along, (0, 0, -1)):
        if scale > 6:
            _clutter(stage, windows, b, tone)
        if "glazed-balcony" in b.extras:
            _glazing(stage, windows, b, tone)
        stage.fill(slabs, tone(mix(b.wall_colour, b.trim, 0.5)))
        if not solid:
            stage.fill(rails, tone("#3a3d40" if luminance(b.trim) > 0.4 else b.trim))


_SCREENS = ("#b8b4a4", "#8fa08a", "#c8b48a", "#8a98a4")


def _clutter(stage: Stage, windows: list[Opening], b: Building, tone: Tone) -> None:
    """What stands and hangs on balconies: plants, a box, a screen of cloth, washing where it is usual."""
    leaves, pots, boxes = (skia.Path(), skia.Path()), skia.Path(), skia.Path()
    cloth = [skia.Path() for _ in CLOTHES]
    dries = 0.45 if "laundry" in b.extras else 0.08
    for o in windows:
        z, left, wide, pick = o.z - 0.2, o.x - o.width / 2 - 0.3, o.width + 0.6, chance(o.seed, 41)
        if pick < 0.25:
            for k in range(3):
                x, r = left + wide * (0.12 + 0.16 * k), 0.14 + 0.12 * chance(o.seed, 42 + k)
                pots.addRect(skia.Rect.MakeLTRB(x - 0.11, -z - 1.08, x + 0.11, -z - 0.86))
                ring = []
                for n in range(26):  # pointed leaves, none as long as the next
                    reach = r * (0.7 + 0.6 * chance(o.seed, 80 + 26 * k + n) if n % 2 else 0.55)
                    turn = math.tau * n / 26
                    ring.append(
                        skia.Point(x + reach * math.sin(turn), -z - 1.1 - r * 0.6 - reach * math.cos(turn))
                    )
                leaves[k % 2].addPoly(ring, True)
        elif pick < 0.4:
            x = left + wide * 0.6 * chance(o.seed, 46)
            boxes.addRect(skia.Rect.MakeLTRB(x, -z - 1.35, x + 0.55, -z))
        elif pick < 0.5:
            screen = skia.Rect.MakeLTRB(left, -z - 1.02, left + wide, -z - 0.05)
            stage.fill(skia.Path.Rect(screen), tone(_SCREENS[o.seed % len(_SCREENS)]))
        if chance(o.seed, 47) < dries:
            for k in range(int(wide / 0.34)):
                x, low = left + 0.34 * k, 0.4 + 0.4 * chance(o.seed, 50 + k)
                sheet = cloth[int(chance(o.seed, 60 + k) * len(cloth))]
                sheet.addRect(skia.Rect.MakeLTRB(x, -z - 1.85, x + 0.28, -z - 1.85 + low))
    stage.fill(pots, tone("#8a5440"))
    for path, green in zip(leaves, ("#3c5430", "#4c6238"), strict=True):
        stage.fill(path, tone(green))
    stage.fill(boxes, tone("#9a8f80"))
    for path, colour in zip(cloth, CLOTHES, strict=True):
        stage.fill(path, tone(colour, 0.92))


def _glazing(stage: Stage, windows: list[Opening], b: Building, tone: Tone) -> None:
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


def _balcony_ends(
    stage: Stage, wall: Wall, windows: list[Opening], out: float, b: Building, parapet: float
) -> None:
    """The ends of balconies that are turned to the eye."""
    (ox, oy, _), (ux, uy, _), (nx, ny, _) = wall.origin, wall.along, wall.normal
    eye = -(ox * ux + oy * uy)
    for o in windows:
        half = o.width / 2 + 0.35
        for x, way in ((o.x - half, -1), (o.x + half, 1)):
            if (eye - x) * way > 0:
                ax, ay = ox + ux * x, oy + uy * x
                low, high = o.z - 0.36, o.z - 0.2 + parapet
                ends = ((0.0, low), (out, low), (out, high), (0.0, high))
                quad = [(ax + nx * d, ay + ny * d, z) for d, z in ends]
                stage.polygon(
                    quad, stage.tone((ux * way, uy * way, 0.0), quad[0])(mix(b.wall_colour, b.trim, 0.5))
                )
