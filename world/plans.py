"""Where the doors of a building are: what both the picture and the garden before it must agree on."""

from __future__ import annotations

from world.scene import Building

WINDOW = {  # width, height, sill, metres a bay takes
    "plain": (1.1, 1.25, 0.95, 2.9),
    "shutters": (0.95, 1.4, 0.9, 3.0),
    "grid": (1.5, 1.4, 0.85, 3.1),
    "arched": (0.95, 1.8, 0.8, 2.9),
    "balcony": (1.5, 2.05, 0.15, 3.4),
    "barred": (1.1, 1.1, 1.0, 3.0),
    "sash": (0.95, 1.6, 0.8, 2.7),
    "vault": (2.3, 2.35, 0.05, 3.3),
}


def chance(seed: int, index: int) -> float:
    """A number in [0, 1) that depends on nothing but its arguments (a splitmix64 step)."""
    z = (seed * 0x9E3779B97F4A7C15 + (index + 1) * 0xBF58476D1CE4E5B9) & 0xFFFFFFFFFFFFFFFF
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & 0xFFFFFFFFFFFFFFFF
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & 0xFFFFFFFFFFFFFFFF
    return ((z ^ (z >> 31)) >> 11) / 9007199254740992.0


def garage_span(b: Building) -> tuple[float, float] | None:
    """Where on the front wall the garage door is, metres from its left end."""
    if "garage" not in b.extras or b.width < 8.5 or b.kind != "house":
        return None
    wide = 4.7 if b.width > 14 and chance(b.seed, 83) < 0.7 else 2.6
    left = 0.7 if chance(b.seed, 84) < 0.5 else b.width - 0.7 - wide
    return left, left + wide


def covers(span: tuple[float, float] | None, x: float, step: float) -> bool:
    """Whether a garage door takes a bay's place."""
    return span is not None and span[0] - step * 0.45 < x < span[1] + step * 0.45


def door_bay(b: Building, bays: int, step: float, span: tuple[float, float] | None) -> int:
    """The bay of the front door."""
    free = [i for i in range(bays) if not covers(span, (i + 0.5) * step, step)] or [0]
    return free[int(chance(b.seed, 7) * len(free))]


def front_door(b: Building) -> float:
    """Where the front door is: metres to the right of the front's middle, in the building's frame."""
    bay = WINDOW.get(b.windows, WINDOW["plain"])[3]
    bays = max(1, int((b.width - 0.4) / bay))
    step = b.width / bays
    return b.width / 2 - (door_bay(b, bays, step, garage_span(b)) + 0.5) * step


def has_wing(b: Building) -> bool:
    """Whether the house has room for its gabled wing beside the door and has no garage in the way."""
    fits = b.kind == "house" and not b.sign and b.roof in ("gable", "hip", "steep")
    if "front-gable" not in b.extras or not fits or b.width < max(8.5, b.depth) or b.depth < 6.5:
        return False
    left, right = wing_span(b)
    door = b.width / 2 - front_door(b)
    return (door < left - 0.8 or door > right + 0.8) and garage_span(b) is None


def wing_span(b: Building) -> tuple[float, float]:
    """Where on the front a gabled wing stands, metres from its left end: on the side away from the door."""
    wide = 2 * min(max(b.width * 0.21, 1.7), 2.7)
    return (b.width - wide, b.width) if front_door(b) > 0 else (0.0, wide)
