"""In which order things are drawn, so that what stands nearer along a line of sight covers what is behind.

Distances to middles are right for small things. A building is large: its far end may stand behind a thing
that is farther away than its middle. So buildings are ordered by the lines that part their ground plans, and
everything else is held to the right side of each building that it shares a line of sight with.
"""

from __future__ import annotations

import heapq

import numpy as np
from numpy.typing import NDArray

from world.scene import Building

Floats = NDArray[np.float64]

_STEP = 1e-5
"""What sets one key apart from the next, metres."""
_TOUCH = 0.05
"""Plans that share less than this are taken as apart, metres."""


def keys(buildings: tuple[Building, ...], points: Floats, away: Floats) -> tuple[Floats, Floats]:
    """(a key of each building, a key of each point): drawn from the largest key to the smallest.

    `points` is [n, 2], metres east and north; `away` [n] their distances from the eye, which are their keys
    unless a building asks for another.
    """
    if not buildings:
        return np.zeros(0), away
    corners, normals = _plans(buildings)  # [b, 4, 2]
    offsets = (normals * corners).sum(-1)  # [b, 4]: how far each wall's line lies from the eye
    outside = offsets < 0  # the eye looks at this wall
    order = _order(corners, normals, offsets, outside)
    middles = np.hypot(*corners.mean(1).T)
    found, last = np.empty(len(buildings)), np.inf
    for i in order:
        last = min(last - _STEP * 4, middles[i])
        found[i] = last
    return found, _held(corners, normals, offsets, outside, found, points, away)


_LONG = 4.5
"""Half of what a vehicle may be long, with a little room, metres."""


def along_fences(away: Floats, ends: Floats, cars: Floats) -> Floats:
    """The distances of pieces of fences [n], so that each sorts behind the vehicles that stand before it.

    `ends` is [n, 2, 2], `cars` [c, 2] the middles of vehicles. A piece's nearest end may be nearer than the
    middle of a vehicle on this side of it: what counts is on which side of the fence's line a vehicle stands.
    """
    if not len(ends) or not len(cars):
        return away
    start, line = ends[:, 0], ends[:, 1] - ends[:, 0]
    normals = np.stack((-line[:, 1], line[:, 0]), -1)
    eye = -(normals * start).sum(-1)  # which side the eye is on, by its sign
    side = normals @ cars.T - (normals * start).sum(-1)[:, None]
    far = np.hypot(*cars.T)
    turns = np.arctan2(ends[..., 0], ends[..., 1])[:, :, None] - np.arctan2(cars[:, 0], cars[:, 1])
    turns = (turns + np.pi) % (2 * np.pi) - np.pi
    reach = np.arctan(_LONG / np.maximum(far, 1.0))
    shared = (np.abs(turns).min(1) < reach) | ((turns[:, 0] * turns[:, 1] < 0) & (np.abs(turns).max(1) < 1.6))
    before = side * eye[:, None] > 0
    away = np.maximum(away, np.where(shared & before, far + _STEP, 0.0).max(1))
    return np.minimum(away, np.where(shared & ~before, far - _STEP, np.inf).min(1))


def _plans(buildings: tuple[Building, ...]) -> tuple[Floats, Floats]:
    """Corners of the ground plans and, for the wall that begins at each, the normal outwards."""
    x, y, heading, width, depth = np.array([(b.x, b.y, b.heading, b.width, b.depth) for b in buildings]).T
    angle = np.radians(heading)
    front = np.stack((np.sin(angle), np.cos(angle)), -1)
    right = np.stack((np.cos(angle), -np.sin(angle)), -1)
    middle = np.stack((x, y), -1)
    f, r = front * depth[:, None] / 2, right * width[:, None] / 2
    corners = np.stack((middle + f - r, middle + f + r, middle - f + r, middle - f - r), 1)
    return corners, np.stack((front, right, -front, -right), 1)


def _order(corners: Floats, normals: Floats, offsets: Floats, outside: NDArray[np.bool_]) -> list[int]:
    """Indices of the buildings, first drawn first."""
    # apart[a, e, b]: b lies wholly beyond wall e of a
    beyond = np.einsum("aek,bck->aebc", normals, corners).min(-1) - offsets[:, :, None]
    apart = beyond > -_TOUCH
    spares = (apart & outside[:, :, None]).any(1)  # a covers nothing of b, for a wall of a
    spares |= (apart & ~outside[:, :, None]).any(1).T  # or for a wall of b
    before = spares & ~spares.T
    middles = np.hypot(*corners.mean(1).T)
    waits = before.sum(0)
    ready = [(-middles[i], i) for i in np.flatnonzero(waits == 0)]
    heapq.heapify(ready)
    left, order = set(range(len(corners))), []
    while left:
        if not ready:  # a ring, where plans meet: break it at the farthest
            far = max(left, key=lambda i: middles[i])
            waits[far] = 0
            ready.append((-middles[far], far))
        _, i = heapq.heappop(ready)
        if i not in left:
            continue
        left.remove(i)
        order.append(int(i))
        for j in np.flatnonzero(before[i]):
            waits[j] -= 1
            if waits[j] == 0 and j in left:
                heapq.heappush(ready, (-middles[j], j))
    return order


WIDE = 5.0
"""Metres from which on a thing's ends count beside its middle."""

_ROOM = WIDE / 2
"""Half of what a thing other than a building may be wide, metres."""


def _held(corners, normals, offsets, outside, found: Floats, points: Floats, away: Floats) -> Floats:
    """The points' keys: behind the buildings that hide them, before those that they hide."""
    beyond = np.einsum("aek,pk->pae", normals, points) > offsets + 0.0
    before = (beyond & outside).any(-1)  # [p, a]
    middle = corners.mean(1)
    towards = np.arctan2(middle[:, 0], middle[:, 1])
    turn = np.arctan2(corners[..., 0], corners[..., 1]) - towards[:, None]
    half = np.abs((turn + np.pi) % (2 * np.pi) - np.pi).max(1)
    aside = np.arctan2(points[:, 0], points[:, 1])[:, None] - towards
    aside = np.abs((aside + np.pi) % (2 * np.pi) - np.pi)
    shared = aside < half + np.arctan(_ROOM / np.maximum(away, 1.0))[:, None]
    high = np.where(shared & before, found, np.inf).min(1) - _STEP
    low = np.where(shared & ~before, found, -np.inf).max(1) + _STEP
    return np.where(low < high, np.clip(away, low, np.maximum(low, high)), np.minimum(away, high))
