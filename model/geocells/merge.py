"""Merging areas that hold too few places, inside one country (PIGEON, arXiv 2307.05845, appendix A).

While an area is below the minimum it joins a neighbour: small ones of its own admin-1 first, then any
of its admin-1, then small ones of another, then any; the nearest of equals. Neighbours are areas with a
place among the eight nearest of one of ours, which needs no polygons.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

NEIGHBOURS = 8


def neighbours_of(vectors: NDArray[np.float64], area: NDArray[np.int64], count: int) -> list[set[int]]:
    """Which of `count` areas touch: by places [n, 3] on the sphere and the area of each."""
    touching: list[set[int]] = [set() for _ in range(count)]
    near = cKDTree(vectors).query(vectors, k=min(NEIGHBOURS + 1, len(vectors)))[1].reshape(len(vectors), -1)
    for own, others in zip(area, area[near], strict=True):
        for other in others[others != own]:
            touching[own].add(int(other))
            touching[other].add(int(own))
    return touching


def merge_small(
    vectors: NDArray[np.float64], area: NDArray[np.int64], parents: Sequence[str], minimum: int
) -> NDArray[np.int64]:
    """A new area for each place of one country [n], none below `minimum` unless the country is.

    `area` numbers the places' areas from 0; `parents` gives the admin-1 of each area.
    """
    area, parent = area.copy(), list(parents)
    touching = neighbours_of(vectors, area, len(parent))
    size = np.bincount(area, minlength=len(parent))
    middle = np.array(
        [vectors[area == i].mean(axis=0) if size[i] else np.zeros(3) for i in range(len(parent))]
    )
    alive = {int(i) for i in np.flatnonzero(size)}
    while len(alive) > 1:
        small = min(alive, key=lambda i: (size[i], i))
        if size[small] >= minimum:
            break
        candidates = (touching[small] & alive) or (alive - {small})

        def preference(other: int, small: int = small) -> tuple[bool, bool, float, int]:
            gap = float(np.linalg.norm(middle[other] - middle[small]))
            return parent[other] != parent[small], bool(size[other] >= minimum), gap, other

        into = min(candidates, key=preference)
        total = size[into] + size[small]
        middle[into] = (middle[into] * size[into] + middle[small] * size[small]) / total
        if size[small] > size[into]:
            parent[into] = parent[small]
        size[into], size[small] = total, 0
        area[area == small] = into
        touching[into] = (touching[into] | touching[small]) - {into, small}
        for other in touching[small] - {into}:
            touching[other].add(into)
        alive.remove(small)
    return np.unique(area, return_inverse=True)[1].astype(np.int64)
