"""What is fastened to a wall: pipes, meters, fire escapes, and the seams of its panels.

Drawn in the wall's own plane, as in `walls`.
"""

from __future__ import annotations

import skia

from world.plans import chance
from world.render.solids import Stage, Tone, mix
from world.render.walls import Wall
from world.scene import Building

SERVED = ("house", "farm", "shop", "apartments", "office")


def services(stage: Stage, wall: Wall, b: Building, tone: Tone) -> None:
    """What a blank wall carries: a meter's box with its cable, a rain pipe, a vent."""
    x = wall.length * (0.2 + 0.25 * chance(b.seed, 76 + wall.side))
    stage.rect(x + 0.2, -wall.height + 0.1, x + 0.24, -1.6, tone("#3c3e40"))
    stage.rect(x - 0.03, -1.63, x + 0.48, -0.92, tone("#6f7376"))
    stage.rect(x, -1.6, x + 0.45, -0.95, tone("#c9cac6"))
    stage.rect(x + 0.09, -1.5, x + 0.36, -1.32, tone("#39424a"))
    far = wall.length - 0.35
    stage.rect(far, -wall.height, far + 0.1, 0, tone(mix(b.trim, "#8c9094", 0.5)))
    stage.rect(wall.length * 0.68, -2.25, wall.length * 0.68 + 0.3, -1.95, tone("#8b8f90"))


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
