"""A wing with a gable of its own before a part of the front: what makes an L of a box.

The ground plan stays what the scene says: the rest of the front stands back by `OUT`.
"""

from __future__ import annotations

from dataclasses import replace

from world.plans import front_door, wing_span
from world.render.facades import paint_wall
from world.render.roofs import Roof
from world.render.solids import Frame, Stage, faces_eye
from world.render.volumes import PITCH, height
from world.render.walls import Wall
from world.scene import Building

OUT = 1.4
"""Metres from the front's recess to the wing's gable."""


def recessed(b: Building) -> Building:
    """The house behind its wing."""
    spot = Frame(b.x, b.y, b.heading).at(0, -OUT / 2)
    kept = tuple(extra for extra in b.extras if extra not in ("dormer", "bay-window", "balcony-front"))
    return replace(b, x=spot[0], y=spot[1], depth=b.depth - OUT, extras=kept)


def _place(b: Building) -> tuple[float, float]:
    """Middle (right of the front's) and half width of the wing."""
    left, right = wing_span(b)
    return (b.width - left - right) / 2, (right - left) / 2


def pave(stage: Stage, b: Building) -> None:
    """Paving before the door that a wing leaves in a corner; the doorstep stands on it."""
    frame, door, front = Frame(b.x, b.y, b.heading), front_door(b), b.depth / 2
    ways = ((-1, front - OUT), (1, front - OUT), (1, front), (-1, front))
    pad = [frame.at(door + s * 0.65, y, 0.02) for s, y in ways]
    if faces_eye(pad[0], (0, 0, 1)):
        stage.polygon(pad, stage.tone((0, 0, 1), pad[0])("#8d877d"))


def draw_wing(stage: Stage, b: Building) -> None:
    """The wing: its walls under a roof of its own."""
    frame, eaves, (x, half) = Frame(b.x, b.y, b.heading), height(b), _place(b)
    front, back, pitch, over = b.depth / 2, b.depth / 2 - OUT, PITCH[b.roof], 0.35
    low, ridge, at = eaves - over * pitch, eaves + half * pitch, frame.at
    inner, outer, deep = back + over, front + over, back - half
    right, left = x + half + over, x - half - over
    sheets = (
        (at(right, inner, low), at(right, outer, low), at(x, outer, ridge), at(x, deep, ridge)),
        (at(left, outer, low), at(left, inner, low), at(x, deep, ridge), at(x, outer, ridge)),
    )
    boards = tuple(
        (
            (
                at(side, outer, low),
                at(x, outer, ridge),
                at(x, outer, ridge - 0.17),
                at(side, outer, low - 0.17),
            ),
            frame.way(0, 1),
        )
        for side in (right, left)
    )
    roof = Roof(sheets, boards, ridge, b.roof_cover, b.roof_colour, b.trim, "gutter" in b.extras)
    roof.before(stage)
    gable = (0.0, half * pitch, 0.0)
    walls = (
        Wall(at(x - half, front), frame.way(0, -1), frame.way(-1, 0), OUT, eaves, 1),
        Wall(at(x + half, back), frame.way(0, 1), frame.way(1, 0), OUT, eaves, 3),
        Wall(at(x + half, front), frame.way(-1, 0), frame.way(0, 1), 2 * half, eaves, 2, gable),
    )
    for wall in walls:
        if faces_eye(wall.origin, wall.normal):
            paint_wall(stage, wall, b, openings=wall.side == 2)
    roof.after(stage)
