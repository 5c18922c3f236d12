"""The walls of a building: where each stands, and where its windows, doors and shop front are.

Local coordinates are metres, x from the wall's left end as seen from outside, y upwards negative
(the plane's second axis points down), so a point `z` above the ground is drawn at y = -z. What is drawn
there: `facades` (a wall whole), `openings`, `dressing`, `shopfronts`, `balconies`, `fittings`, `weathering`.
"""

from __future__ import annotations

from dataclasses import dataclass

from world.plans import WINDOW, chance, covers, door_bay, garage_span
from world.render.openings import Opening
from world.render.solids import Vec
from world.scene import Building


@dataclass(frozen=True, slots=True)
class Wall:
    """A vertical face: `origin` is its lower left corner as seen from outside; `rise` lifts the top at
    the left end, the middle and the right end (a gable, a mono-pitch side) above `height`."""

    origin: Vec
    along: Vec
    normal: Vec
    length: float
    height: float
    side: int  # 0 front, then clockwise from above: 1, 2 back, 3
    rise: tuple[float, float, float] = (0.0, 0.0, 0.0)

    def nearest(self) -> Vec:
        """The wall's point nearest to the eye, at eye height or its top."""
        o, u = self.origin, self.along
        t = min(max(-(o[0] * u[0] + o[1] * u[1]), 0.0), self.length)
        return (o[0] + u[0] * t, o[1] + u[1] * t, min(self.height, 2.4))

    def middle(self) -> Vec:
        """Its centre."""
        o, u, h = self.origin, self.along, self.length / 2
        return (o[0] + u[0] * h, o[1] + u[1] * h, o[2] + self.height / 2)


STOREY = {
    "hut": 2.3,
    "shop": 3.65,
    "apartments": 3.0,
    "office": 3.6,
    "church": 6.4,
    "mosque": 5.2,
    "temple": 3.6,
    "barn": 3.9,
}


def storey_height(building: Building) -> float:
    """Metres from floor to floor."""
    return STOREY.get(building.kind, 2.8)


def layout(wall: Wall, b: Building) -> tuple[list[Opening], list[Opening], bool]:
    """Windows, doors and whether the ground floor is a shop front."""
    if b.kind == "hut":
        door = [Opening(wall.length / 2, 0.0, 0.85, 1.8, b.seed)] if wall.side == 0 else []
        small = (
            []
            if wall.side in (0, 2) or wall.length < 2.5
            else [Opening(wall.length / 2, 1.1, 0.6, 0.6, b.seed)]
        )
        return small, door, False
    if b.kind == "barn":
        wide = min(3.6, wall.length * 0.45)
        return (
            [],
            [Opening(wall.length / 2, 0.0, wide, min(3.3, wall.height - 0.4), b.seed)]
            if wall.side == 0
            else [],
            False,
        )
    storey, (w, h, sill, bay) = storey_height(b), WINDOW.get(b.windows, WINDOW["plain"])
    if b.kind in ("church", "mosque", "temple"):
        w, h, sill, bay = 1.0, min(3.2, storey * 0.5), storey * 0.28, 3.2
    if wall.side in (1, 3) and b.kind in ("house", "farm", "shop"):
        bay *= 1.5
    h = min(h, storey - sill - 0.35)
    bays = max(1, int((wall.length - 0.4) / bay))
    step = wall.length / bays
    shop = wall.side == 0 and (bool(b.sign) or b.kind == "shop")
    span = garage_span(b) if wall.side == 0 else None
    entrance = door_bay(b, bays, step, span)
    windows, doors = [], []
    blank = wall.side in (1, 3) and chance(b.seed, wall.side + 30) < (0.22 if b.kind == "shop" else 0.1)
    for floor in range(1 if b.kind in ("church", "mosque") else b.storeys):
        for i in range(bays):
            x, number = (i + 0.5) * step, b.seed * 31 + wall.side * 997 + floor * 53 + i
            if floor == 0 and (shop or covers(span, x, step)):
                continue
            if floor == 0 and wall.side == 0 and i == entrance and b.kind not in ("office",):
                tall = b.kind in ("church", "mosque", "temple")
                doors.append(Opening(x, 0.0, 1.9 if tall else 1.0, 3.2 if tall else 2.1, number))
                if bays > 1 or tall:
                    continue
                windows.append(Opening(x + step * 0.3, sill, min(w, step * 0.3), h, number))
            elif not blank and chance(number, 3) > 0.04:
                windows.append(Opening(x, floor * storey + sill, min(w, step * 0.8), h, number))
    if wall.rise[1] > 2.0 and b.kind in ("house", "farm", "apartments"):
        windows.append(Opening(wall.length / 2, wall.height + 0.2, 0.8, min(1.1, wall.rise[1] * 0.4), b.seed))
    return windows, doors, shop
