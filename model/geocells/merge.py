"""Merging areas that hold too few places, inside one country (PIGEON, arXiv 2307.05845, appendix A).

While an area is below the minimum it joins a neighbour: small ones of its own admin-1 first, then any
of its admin-1, then small ones of another, then any; the nearest of equals. Where areas have no polygons,
neighbours are areas with a place among the eight nearest of one of ours.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

NEIGHBOURS = 8


def neighbours_of(vectors: NDArray[np.float64], area: NDArray[np.int64], count: int) -> list[set[int]]:
    """Which of `count` areas touch: by places [n, 3] on the sphere and the area of each."""
    near = cKDTree(vectors).query(vectors, k=min(NEIGHBOURS + 1, len(vectors)))[1].reshape(len(vectors), -1)
    return touching_sets(np.repeat(area, near.shape[1]), area[near].reshape(-1), count)


def sums(vectors: NDArray[np.float64], area: NDArray[np.int64], count: int) -> NDArray[np.float64]:
    """The vectors [n, 3] of each of `count` areas added up [count, 3]."""
    return np.stack([np.bincount(area, axis, minlength=count) for axis in vectors.T], axis=1)


def touching_sets(one: NDArray[np.int64], other: NDArray[np.int64], count: int) -> list[set[int]]:
    """The neighbours of each of `count` areas, from pairs of areas that touch, in either order."""
    touching: list[set[int]] = [set() for _ in range(count)]
    pairs = np.unique(np.stack([one, other], axis=1), axis=0)
    for a, b in pairs[pairs[:, 0] != pairs[:, 1]].tolist():
        touching[a].add(b)
        touching[b].add(a)
    return touching


def merge_areas(
    size: NDArray[np.int64],
    middle: NDArray[np.float64],
    parents: Sequence[str],
    touching: Sequence[set[int]],
    minimum: int,
) -> NDArray[np.int64]:
    """The merged area that each area of one country goes to [A], numbered from 0.

    None has fewer than `minimum` places unless the country has. `size` [A] counts the places of each area,
    `middle` [A, 3] is their mean on the sphere (or the area's own middle where there are none), `parents`
    names its admin-1 and `touching` its neighbours. An area without neighbours may join any other.
    """
    size, middle, parent, touching = size.copy(), middle.copy(), list(parents), [set(t) for t in touching]
    into = np.arange(len(size))
    alive = set(range(len(size)))
    smallest = [(int(size[i]), i) for i in range(len(size))]
    heapq.heapify(smallest)
    while len(alive) > 1:
        places, small = heapq.heappop(smallest)
        if small not in alive or places != size[small]:
            continue  # it has grown or gone since
        if places >= minimum:
            break
        candidates = touching[small] or (alive - {small})

        def preference(other: int, small: int = small) -> tuple[bool, bool, float, int]:
            gap = float(np.linalg.norm(middle[other] - middle[small]))
            return parent[other] != parent[small], bool(size[other] >= minimum), gap, other

        chosen = min(candidates, key=preference)
        total = size[chosen] + places
        share = size[chosen] / total if total else 0.5
        middle[chosen] = middle[chosen] * share + middle[small] * (1 - share)
        if places > size[chosen]:
            parent[chosen] = parent[small]
        size[chosen] = total
        into[into == small] = chosen
        for other in touching[small]:
            touching[other].discard(small)
            touching[other].add(chosen)
        touching[chosen] = (touching[chosen] | touching[small]) - {chosen, small}
        alive.remove(small)
        heapq.heappush(smallest, (int(total), chosen))
    return np.unique(into, return_inverse=True)[1].astype(np.int64)


def merge_small(
    vectors: NDArray[np.float64], area: NDArray[np.int64], parents: Sequence[str], minimum: int
) -> NDArray[np.int64]:
    """A new area for each place of one country [n], none below `minimum` unless the country is.

    `area` numbers the places' areas from 0, each with a place; `parents` gives the admin-1 of each area.
    """
    count = len(parents)
    size = np.bincount(area, minlength=count)
    middle = sums(vectors, area, count) / size[:, None]
    return merge_areas(size, middle, parents, neighbours_of(vectors, area, count), minimum)[area]
