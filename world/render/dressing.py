"""What people put about their windows: slabs and awnings over them, flowers, washing, air conditioners.

Drawn in the wall's own plane, as in `walls`.
"""

from __future__ import annotations

from collections.abc import Sequence

import skia

from world.plans import chance
from world.render.openings import Opening
from world.render.solids import Stage, Tone, luminance, mix
from world.render.washing import hang
from world.scene import Building


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
    if "ac" in extras and scale > 5:
        _air_conditioners(stage, windows, b, tone)
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
    if "laundry" in extras and b.windows == "barred":  # there are bars to tie a line to
        for o in windows:
            if o.z > 2.2 and o.width > 1.0 and chance(o.seed, 63) < 0.3:
                r = o.rect()
                y = r.top() + r.height() * 0.45
                hang(stage, (r.left() - 0.04, r.right() + 0.04, y), o.seed, tone, scale > 14)


def _air_conditioners(stage: Stage, windows: Sequence[Opening], b: Building, tone: Tone) -> None:
    """Boxes with a fan under upper windows, some beside them."""
    boxes, fans, stains = skia.Path(), skia.Path(), skia.Path()
    for o in windows:
        if o.z > 2.2 and not o.balcony and chance(o.seed, 9) < 0.4:
            beside = chance(o.seed, 10) < 0.35
            x, y = (o.x + o.width / 2 + 0.6, -o.z - 0.1) if beside else (o.x + 0.1, -o.z + 0.75)
            boxes.addRect(skia.Rect.MakeLTRB(x - 0.42, y - 0.55, x + 0.42, y))
            fans.addCircle(x - 0.1, y - 0.27, 0.2)
            stains.addRect(skia.Rect.MakeLTRB(x - 0.3, y, x - 0.22, y + 0.9))
    cast = skia.Path(boxes)
    cast.offset(0.14, 0.12)
    stage.fill(stains, 0x28201810)
    stage.fill(cast, 0x60080A10)
    stage.fill(boxes, tone("#b4b4ac" if luminance(b.wall_colour) > 0.62 else "#d8d8d0"))
    stage.fill(fans, tone("#6a6e70"))
