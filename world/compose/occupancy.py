"""Ground plans as turned rectangles, and whether two of them meet."""

from __future__ import annotations

import math

from world.scene import Point

Plan = tuple[float, float, float, float, float, float]
"""Middle (x, y), sine and cosine of the heading, half the width, half the length; metres."""

TOUCH = 0.02
"""Plans that share less than this stand wall to wall, metres."""

_NARROW = {"motorbike": 0.8, "rickshaw": 1.3, "tuktuk": 1.4, "kei": 1.5}
BROAD = ("lorry", "bus", "school-bus", "double-decker")
"""Kinds 2.5 m wide; the others are narrower than 2 m."""


def breadth(kind: str) -> float:
    """Metres that a vehicle of this kind is wide."""
    return _NARROW.get(kind, 2.5 if kind in BROAD else 1.9)


def plan(x: float, y: float, heading: float, width: float, length: float) -> Plan:
    """The plan of what is `length` metres along its heading (degrees) and `width` across it."""
    angle = math.radians(heading)
    return x, y, math.sin(angle), math.cos(angle), width / 2, length / 2


def beside(other: Plan, x: float, y: float, radius: float) -> Plan:
    """The ground of what stands in a circle, as a square turned like the other plan."""
    return x, y, other[2], other[3], radius, radius


def corners_of(found: Plan) -> tuple[Point, Point, Point, Point]:
    """The four corners of a plan.

    >>> corners_of(plan(1, 2, 0, 2, 4))
    ((2.0, 4.0), (2.0, 0.0), (0.0, 0.0), (0.0, 4.0))
    """
    x, y, sin, cos, wide, long = found
    ahead, right = (sin * long, cos * long), (cos * wide, -sin * wide)
    return (
        (x + ahead[0] + right[0], y + ahead[1] + right[1]),
        (x - ahead[0] + right[0], y - ahead[1] + right[1]),
        (x - ahead[0] - right[0], y - ahead[1] - right[1]),
        (x + ahead[0] - right[0], y + ahead[1] - right[1]),
    )


def wall_plan(a: Point, b: Point, thickness: float = 0.2) -> Plan:
    """The plan of a straight piece of wall or fence."""
    heading = math.degrees(math.atan2(b[0] - a[0], b[1] - a[1]))
    return plan((a[0] + b[0]) / 2, (a[1] + b[1]) / 2, heading, thickness, math.dist(a, b))


def gap(found: Plan, x: float, y: float) -> float:
    """Metres from a point to a plan, 0 inside it.

    >>> gap(plan(0, 0, 0, 2, 4), 3, 1), gap(plan(0, 0, 0, 2, 4), 0.5, 1)
    (2.0, 0.0)
    """
    dx, dy = x - found[0], y - found[1]
    ahead = abs(dx * found[2] + dy * found[3]) - found[5]
    aside = abs(dx * found[3] - dy * found[2]) - found[4]
    return math.hypot(max(ahead, 0.0), max(aside, 0.0))


def meet(one: Plan, other: Plan, touch: float = TOUCH) -> bool:
    """Whether two plans share ground: no side of either parts them.

    >>> meet(plan(0, 0, 0, 2, 4), plan(0, 3.9, 0, 2, 4)), meet(plan(0, 0, 0, 2, 4), plan(0, 4.1, 0, 2, 4))
    (True, False)
    >>> meet(plan(0, 0, 0, 2, 2), plan(1.9, 1.9, 45, 2, 2))
    False
    """
    ax, ay, asin, acos, aw, al = one
    bx, by, bsin, bcos, bw, bl = other
    dx, dy = bx - ax, by - ay
    reach = aw + al + bw + bl
    if abs(dx) > reach or abs(dy) > reach:
        return False
    along, across = abs(asin * bsin + acos * bcos), abs(asin * bcos - acos * bsin)
    return (
        abs(dx * asin + dy * acos) < al + along * bl + across * bw - touch
        and abs(dx * acos - dy * asin) < aw + across * bl + along * bw - touch
        and abs(dx * bsin + dy * bcos) < bl + along * al + across * aw - touch
        and abs(dx * bcos - dy * bsin) < bw + across * al + along * aw - touch
    )
