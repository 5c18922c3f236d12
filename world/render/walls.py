"""The walls of a building: where each stands, and where its windows, doors and shop front are.

Local coordinates are metres, x from the wall's left end as seen from outside, y upwards negative
(the plane's second axis points down), so a point `z` above the ground is drawn at y = -z. What is drawn
there: `facades` (a wall whole), `openings`, `dressing`, `shopfronts`, `balconies`, `fittings`, `weathering`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from world.plans import WINDOW, chance, covers, door_bay, garage_span, wing_span
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


BOARD = 3.3
"""Metres from the ground to where a wall over a shop's board begins."""

Layout = tuple[list[Opening], list[Opening], bool]
"""Windows, doors, and whether the ground floor is a shop front."""

_HOLY = ("church", "mosque", "temple")


def layout(wall: Wall, b: Building) -> Layout:
    """Where the openings of a wall are; dwellings differ from floor to floor and from bay to bay."""
    if b.kind in ("hut", "barn"):
        return _single(wall, b)
    storey, bay = storey_height(b), WINDOW.get(b.windows, WINDOW["plain"])[3]
    if b.kind in _HOLY:
        bay = 3.2
    if wall.side in (1, 3) and b.kind in ("house", "farm", "shop"):
        bay *= 1.5
    bays = max(1, int((wall.length - 0.4) / bay))
    step = wall.length / bays
    shop = wall.side == 0 and (bool(b.sign) or b.kind == "shop")
    span = garage_span(b) if wall.side == 0 else None
    wing = wing_span(b) if wall.side == 0 and "front-gable" in b.extras else None
    entrances = (
        _entrances(b, bays, door_bay(b, bays, step, span)) if wall.side == 0 and b.kind != "office" else ()
    )
    stairs = entrances if b.kind == "apartments" and bays > 2 and b.storeys > 2 else ()
    windows, doors = [], []
    blank = wall.side in (1, 3) and chance(b.seed, wall.side + 30) < _BLANK.get(b.kind, 0.1)
    for floor in range(1 if b.kind in ("church", "mosque") else b.storeys):
        for i in range(bays):
            x, number = (i + 0.5) * step, b.seed * 31 + wall.side * 997 + floor * 53 + i
            if floor == 0 and (shop or covers(span, x, step)):
                continue
            if floor == 0 and i in entrances:
                doors.append(_door(b, x, number))
                if bays == 1 and b.kind not in _HOLY:
                    beside = _window(wall, b, floor, i, step * 0.375)
                    windows.append(replace(beside, x=x + step * 0.3, seed=number))
            elif i in stairs:
                windows.append(Opening(x, (floor - 0.5) * storey + 1.0, 0.9, 1.1, number))
            elif blank and b.kind == "apartments" and b.storeys > 3 and i == bays // 2:
                windows.append(Opening(x, floor * storey + 1.3, 0.6, 0.75, number))  # a bath in every flat
            elif not blank and (chance(number, 3) > 0.04 or (wall.side == 0 and bays < 4)):
                found = _window(wall, b, floor, i, step)
                windows.append(replace(found, x=found.x + x, z=found.z + floor * storey, seed=number))
    if shop:
        windows = [_above_board(o) for o in windows if o.z + o.height > BOARD + 0.6]
    if wing:
        windows = [o for o in windows if not wing[0] < o.x + o.width / 2 or not o.x - o.width / 2 < wing[1]]
    if wall.rise[1] > 2.0 and b.kind in ("house", "farm", "apartments"):
        windows.append(Opening(wall.length / 2, wall.height + 0.2, 0.8, min(1.1, wall.rise[1] * 0.4), b.seed))
    return windows, doors, shop


def _entrances(b: Building, bays: int, door: int) -> tuple[int, ...]:
    """The bays with a front door: in a long block of flats one in six, each with its stairs."""
    if b.kind != "apartments":
        return (door,)
    return tuple(range(door % 6, bays, 6))


def _above_board(o: Opening) -> Opening:
    """A window whose foot stays above a shop's board."""
    up = max(0.0, BOARD - o.z)
    return replace(o, z=o.z + up, height=o.height - up)


_BLANK = {"shop": 0.3, "apartments": 0.4}
"""How often a side wall has no window."""


def _single(wall: Wall, b: Building) -> Layout:
    """A hut's door and small windows, a barn's gate."""
    middle, front = wall.length / 2, wall.side == 0
    if b.kind == "barn":
        gate = Opening(middle, 0.0, min(3.6, wall.length * 0.45), min(3.3, wall.height - 0.4), b.seed)
        return [], [gate] if front else [], False
    door = [Opening(middle, 0.0, 0.85, 1.8, b.seed)] if front else []
    lit = wall.side in (1, 3) and wall.length >= 2.5
    return [Opening(middle, 1.1, 0.6, 0.6, b.seed)] if lit else [], door, False


def _door(b: Building, x: float, number: int) -> Opening:
    wide, tall = (1.9, 3.2) if b.kind in _HOLY else (1.5, 2.3) if b.kind == "apartments" else (1.0, 2.1)
    return Opening(x, 0.0, wide, tall, number)


def _window(wall: Wall, b: Building, floor: int, i: int, step: float) -> Opening:
    """A window of a bay: x from the bay's middle, z from its floor.

    What stands above one another is alike: wide rooms, a bathroom's small window, balconies.
    """
    storey, (w, h, sill, _) = storey_height(b), WINDOW.get(b.windows, WINDOW["plain"])
    column = b.seed * 17 + wall.side * 101 + i
    if b.kind in _HOLY:
        return Opening(0.0, storey * 0.28, min(1.0, step * 0.8), min(3.2, storey * 0.5), 0)
    chosen = i % 2 == b.seed % 2 or chance(column, 4) < 0.4
    balcony = b.windows == "balcony" and floor > 0 and wall.side in (0, 2) and chosen
    if b.windows == "balcony" and not balcony:
        w, h, sill, _ = WINDOW["plain"]
    h, pick, x = min(h, storey - sill - 0.35), chance(column, 5), 0.0
    if b.kind in ("house", "farm", "apartments", "shop") and not balcony:
        if pick < 0.24 and b.windows in ("plain", "grid", "barred", "balcony"):
            w *= 1.5
        elif step > 3.9 and w < 1.3:  # a wide room has no narrow window
            w *= 1.4
        elif pick > 0.87 and step > 2:
            w, sill, h = w * 0.6, sill + h * 0.4, h * 0.6
    if b.kind in ("house", "farm"):
        if floor and b.storeys > 1 and pick <= 0.87:
            h *= 0.88
        if b.windows not in ("sash", "shutters"):
            x = (chance(column, 6) - 0.5) * max(0.0, step - w - 0.8) * 0.6
    return Opening(x, sill, min(w, step * 0.8), h, 0, balcony)
