"""What stands out of a wall, the weather on it and the shadow over it: plinths, bands, eaves, dirt.

Drawn in the wall's own plane, as in `walls`.
"""

from __future__ import annotations

import skia

from world.plans import chance
from world.render.solids import Stage, Tone, mix
from world.render.walls import Wall, storey_height
from world.scene import Building

OVERHANG = 0.45
"""Metres that eaves stand out."""


def weather(stage: Stage, wall: Wall, b: Building, tone: Tone) -> None:
    """The shadow of the eaves and dirt at the foot."""
    top, paint = wall.height + min(wall.rise), skia.Paint()
    dark = tone(mix(b.wall_colour, "#000000", 0.75))
    clear = dark & 0x00FFFFFF
    # A gable's top follows the roof's slope: no level shadow lies on it.
    level = wall.rise[1] <= min(wall.rise[0], wall.rise[2]) and b.roof not in ("parapet", "dome")
    sun, lit = stage.light.sun, stage.light.shadow_alpha
    towards = sum(p * q for p, q in zip(sun, wall.normal, strict=True))
    drop = min(OVERHANG * max(sun[2], 0.05) / towards, 1.8) if towards > 0.08 else 0.0
    if drop and lit > 0.1:
        shade = skia.ColorSetARGB(int(255 * min(0.62, lit)), 10, 12, 22)
        if level:
            stage.rect(0, -top, wall.length, -top + drop, shade)
        elif wall.rise[1] > max(wall.rise[0], wall.rise[2]):
            rake, h, r = skia.Path(), wall.length / 2, wall.rise[1]
            for x in (0.0, wall.length):
                ring = (
                    (x, -wall.height),
                    (h, -wall.height - r),
                    (h, -wall.height - r + drop),
                    (x, -wall.height + drop),
                )
                rake.addPoly([skia.Point(*p) for p in ring], True)
            stage.fill(rake, shade)
    eaves = ((-top, -top + 0.6, 45),) if level and not drop else ()
    for y0, y1, alpha in (*eaves, (0.0, -0.6, 20)):
        ends = [skia.Point(0, y0), skia.Point(0, y1)]
        paint.setShader(skia.GradientShader.MakeLinear(ends, [clear | alpha << 24, clear]))
        stage.canvas.drawRect(skia.Rect.MakeLTRB(0, min(y0, y1), wall.length, max(y0, y1)), paint)
    if wall.side == 0 and "veranda" in b.extras and not (b.sign or b.kind == "shop"):
        stage.rect(0, -2.8, wall.length, 0, skia.ColorSetARGB(int(60 + 90 * lit), 10, 12, 22))


def courses(stage: Stage, wall: Wall, b: Building, tone: Tone) -> None:
    """A plinth, bands between the floors and corner stones, each for some buildings."""
    if chance(b.seed, 70) < 0.55:
        stage.rect(0, -0.45, wall.length, 0, tone(mix(b.wall_colour, "#77726a", 0.55)))
    if b.storeys > 1 and chance(b.seed, 71) < 0.4 and b.kind != "office":
        for floor in range(1, b.storeys):
            z = floor * storey_height(b)
            stage.rect(0, -z - 0.1, wall.length, -z + 0.08, tone(mix(b.wall_colour, b.trim, 0.6)))
    if chance(b.seed, 72) < 0.22 and b.kind in ("house", "apartments", "shop"):
        for left in (0.0, wall.length - 0.4):
            stage.rect(left, -wall.height, left + 0.4, 0, tone(mix(b.wall_colour, b.trim, 0.45)))
