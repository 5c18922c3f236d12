"""What stands out of a wall, the weather on it and the shadow over it: plinths, bands, eaves, dirt.

Drawn in the wall's own plane, as in `walls`.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import skia

from world.plans import chance
from world.render.solids import Stage, Tone, mix
from world.render.walls import Wall, storey_height
from world.scene import Building

OVERHANG = 0.45
"""Metres that eaves stand out."""


_GRIME_METRES, _GRIME_PX = 12.0, 16
"""Length of wall after which dirt repeats, and its texels a metre."""
_SOILS = {"plaster": 1.0, "concrete": 1.0, "half-timber": 0.7, "adobe": 0.6, "stone": 0.6, "brick": 0.5}
"""How much dirt shows on a wall; a third elsewhere."""


@lru_cache(maxsize=2)
def _grime(foot: bool) -> skia.Image:
    """Streaks that rain draws down from an edge, or splashes and damp above the ground: a strip of alpha."""
    rng = np.random.default_rng(31 if foot else 30)
    wide, high = int(_GRIME_METRES * _GRIME_PX), int((1.1 if foot else 2.2) * _GRIME_PX)
    noise = np.zeros(wide)
    for octave in (8, 24, 64) if foot else (24, 64, 192):
        points = rng.uniform(0, 1, octave)
        noise += np.interp(np.arange(wide) / wide * octave, np.arange(octave + 1), [*points, points[0]]) / 3
    reach = np.clip((noise - (0.2 if foot else 0.42)) * 2.2, 0.02, 1.0)  # how far it comes from the edge
    y = (np.arange(high)[:, None] + 0.5) / high
    field = np.clip(1 - y / reach, 0, 1) ** 1.3 * (0.5 + 0.5 * reach)
    field *= 0.8 + 0.2 * rng.uniform(-1, 1, field.shape)
    pixels = np.zeros((high, wide, 4), np.uint8)
    pixels[..., 3] = np.clip((field[::-1] if foot else field) * 150, 0, 255)
    pixels[..., :3] = (pixels[..., 3:] * np.array([0.16, 0.14, 0.11])).astype(np.uint8)  # premultiplied
    return skia.Image.fromarray(pixels, skia.ColorType.kRGBA_8888_ColorType, skia.AlphaType.kPremul_AlphaType)


def grime(stage: Stage, wall: Wall, b: Building) -> None:
    """Dirt at the foot of a wall, and streaks under an edge that no eaves shelter."""
    much = _SOILS.get(b.wall, 0.35) * (0.25 + 0.75 * chance(b.seed, 73))
    shift = _GRIME_METRES * chance(b.seed, 78 + wall.side)
    open_edge = b.roof in ("flat", "parapet", "mono", "dome")
    for foot, share in ((True, 0.85), (False, 1.0 if open_edge else 0.3)):
        if not foot and (wall.rise[1] > 1 or much * share < 0.12):
            continue
        image = _grime(foot)
        tall = min(image.height() / _GRIME_PX, wall.height)
        top = -tall if foot else -wall.height - min(wall.rise)
        matrix = skia.Matrix.Translate(shift, top)
        matrix.preScale(1 / _GRIME_PX, 1 / _GRIME_PX)
        sampling = skia.SamplingOptions(skia.FilterMode.kLinear)
        shader = image.makeShader(skia.TileMode.kRepeat, skia.TileMode.kClamp, sampling, matrix)
        paint = skia.Paint(Shader=shader, Alphaf=min(1.0, much * share))
        stage.canvas.drawRect(skia.Rect.MakeLTRB(0, top, wall.length, top + tall), paint)


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
