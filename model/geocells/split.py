"""Splitting cells that hold too many places: OPTICS clusters, then straight cuts.

PIGEON's passes (arXiv 2307.05845, appendix A): in each, a cell above the maximum is searched for
clusters; the largest that leaves both sides big enough becomes a cell of its own. Deciding places by
their cluster is the Voronoi tessellation of the paper, for the places that are there. Where the places are
too even for OPTICS to find anything, the cell is cut in half across its longest direction.

The time OPTICS takes grows with the square of the places, so a cell of more than SEEN_WHOLE is searched by a
sample, and each place goes with the nearest of it; a cell of more than CROWD is halved first.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree
from scipy.spatial.distance import cdist
from sklearn.cluster import cluster_optics_xi

OPTICS_PASSES = ((8, 0.05), (10, 0.025), (15, 0.015))
"""(min_samples, xi) of PIGEON's three passes."""
Cut = Callable[[NDArray[np.int64]], NDArray[np.int64]]
"""From the places of a part, some that are to be parted from the others; all of them, to leave it whole."""
SEEN_WHOLE, SAMPLE, CROWD = 2_000, 1_000, 50_000  # places
DECIMALS = np.finfo(np.float64).precision


def optics(vectors: NDArray[np.float64], min_samples: int, xi: float) -> NDArray[np.int64]:
    """The OPTICS cluster of each place [n], -1 for noise: scikit-learn's labels without its searches.

    With no limit to a neighbourhood every place is a neighbour of every other, so the ordering needs one
    row of distances a step and no search (Ankerst et al. 1999); the clusters are scikit-learn's own.
    """
    distance = cdist(vectors, vectors)
    core = np.partition(distance, min_samples - 1, axis=1)[:, min_samples - 1].round(DECIMALS)
    reachability = np.full(len(vectors), np.inf)
    predecessor = np.full(len(vectors), -1)
    ordering = np.empty(len(vectors), dtype=np.int64)
    waiting = reachability.copy()  # reachability of the places not yet ordered, infinite for the others
    ordered = np.zeros(len(vectors), dtype=bool)
    for step in range(len(vectors)):
        ordering[step] = place = int(np.argmin(waiting))
        ordered[place], waiting[place] = True, np.inf
        reached = np.maximum(distance[place], core[place]).round(DECIMALS)
        closer = (reached < reachability) & ~ordered
        reachability[closer] = waiting[closer] = reached[closer]
        predecessor[closer] = place
    with np.errstate(divide="ignore", invalid="ignore"):  # places at the same spot are 0 apart
        return cluster_optics_xi(
            reachability=reachability,
            predecessor=predecessor,
            ordering=ordering,
            min_samples=min_samples,
            xi=xi,
        )[0]


def largest_cluster(
    vectors: NDArray[np.float64], min_samples: int, xi: float, minimum: int
) -> NDArray[np.bool_] | None:
    """The largest OPTICS cluster [n] with `minimum` places inside and outside, or None."""
    if len(vectors) <= SEEN_WHOLE:
        labels = optics(vectors, min_samples, xi)
    else:
        sample = vectors[np.random.default_rng(0).choice(len(vectors), SAMPLE, replace=False)]
        labels = optics(sample, min_samples, xi)[cKDTree(sample).query(vectors)[1]]
    sizes = np.bincount(labels[labels >= 0], minlength=1)
    for cluster in np.argsort(-sizes, kind="stable"):
        if minimum <= sizes[cluster] <= len(vectors) - minimum:
            return labels == cluster
    return None


def halve(vectors: NDArray[np.float64], weights: NDArray[np.int64] | None = None) -> NDArray[np.bool_]:
    """The nearer half of the places [n], by count or by weight, along their longest direction."""
    centred = vectors - vectors.mean(axis=0)
    along = centred @ np.linalg.svd(centred, full_matrices=False)[2][0]
    order = np.argsort(along, kind="stable")
    weights = np.ones(len(vectors), dtype=np.int64) if weights is None else weights
    before = np.cumsum(weights[order]) - weights[order]
    chosen = np.zeros(len(vectors), dtype=bool)
    chosen[order[: np.argmin(np.abs(before - weights.sum() // 2))]] = True
    return chosen


def split_large(vectors: NDArray[np.float64], minimum: int, maximum: int) -> NDArray[np.int64]:
    """The part each place of one cell goes to [n]; no part above `maximum` nor below `minimum`.

    Needs maximum >= 2 * minimum; the cell itself may be below `minimum` and then stays whole. Places at the
    same spot stay together, so a part may be above `maximum` where so many share one.
    """
    _, first, spot = np.unique(vectors, axis=0, return_index=True, return_inverse=True)
    twin = first[spot.reshape(-1)]  # the first place at the same spot

    def cluster_of(part: NDArray[np.int64], min_samples: int, xi: float) -> NDArray[np.int64]:
        if len(part) <= min_samples:
            return part
        cluster = largest_cluster(vectors[part], min_samples, xi, minimum)
        return part if cluster is None else part[cluster]

    def half_of(part: NDArray[np.int64]) -> NDArray[np.int64]:
        spots, weights = np.unique(twin[part], return_counts=True)
        return spots[halve(vectors[spots], weights)]

    passes: list[tuple[int, Cut]] = [
        (maximum, partial(cluster_of, min_samples=min_samples, xi=xi)) for min_samples, xi in OPTICS_PASSES
    ]
    parts = [np.arange(len(vectors))]
    crowded: tuple[int, Cut] = (max(CROWD, maximum), half_of)
    for most, cut in [crowded, *passes, (maximum, half_of)]:
        queue, parts = parts, []
        while queue:
            part = queue.pop()
            inside = np.isin(twin[part], cut(part)) if len(part) > most else np.ones(len(part), dtype=bool)
            if minimum <= inside.sum() <= len(part) - minimum:
                queue += [part[inside], part[~inside]]
            else:
                parts.append(part)
    result = np.empty(len(vectors), dtype=np.int64)
    for number, part in enumerate(sorted(parts, key=lambda part: int(part[0]))):
        result[part] = number
    return result
