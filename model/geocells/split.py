"""Splitting cells that hold too many places: OPTICS clusters, then straight cuts.

PIGEON's passes (arXiv 2307.05845, appendix A): in each, a cell above the maximum is searched for
clusters; the largest that leaves both sides big enough becomes a cell of its own. Deciding places by
their cluster is the Voronoi tessellation of the paper, for the places that are there. Where the places are
too even for OPTICS to find anything, the cell is cut in half across its longest direction.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import OPTICS

OPTICS_PASSES = ((8, 0.05), (10, 0.025), (15, 0.015))
"""(min_samples, xi) of PIGEON's three passes."""


def largest_cluster(
    vectors: NDArray[np.float64], min_samples: int, xi: float, minimum: int
) -> NDArray[np.bool_] | None:
    """The largest OPTICS cluster [n] with `minimum` places inside and outside, or None."""
    labels = OPTICS(min_samples=min_samples, xi=xi).fit(vectors).labels_
    sizes = np.bincount(labels[labels >= 0], minlength=1)
    for cluster in np.argsort(-sizes, kind="stable"):
        if minimum <= sizes[cluster] <= len(vectors) - minimum:
            return labels == cluster
    return None


def halve(vectors: NDArray[np.float64]) -> NDArray[np.bool_]:
    """The nearer half of the places [n] along their longest direction."""
    centred = vectors - vectors.mean(axis=0)
    along = centred @ np.linalg.svd(centred, full_matrices=False)[2][0]
    chosen = np.zeros(len(vectors), dtype=bool)
    chosen[np.argsort(along, kind="stable")[: len(vectors) // 2]] = True
    return chosen


def split_large(vectors: NDArray[np.float64], minimum: int, maximum: int) -> NDArray[np.int64]:
    """The part each place of one cell goes to [n]; no part above `maximum` nor below `minimum`.

    Needs maximum >= 2 * minimum; the cell itself may be below `minimum` and then stays whole.
    """
    parts = [np.arange(len(vectors))]
    for min_samples, xi in OPTICS_PASSES:
        queue, parts = parts, []
        while queue:
            part = queue.pop()
            cluster = None
            if len(part) > max(maximum, min_samples):
                cluster = largest_cluster(vectors[part], min_samples, xi, minimum)
            if cluster is None:
                parts.append(part)
            else:
                queue += [part[cluster], part[~cluster]]
    while (longest := max(parts, key=len)).size > maximum:
        half = halve(vectors[longest])
        parts = [part for part in parts if part is not longest] + [longest[half], longest[~half]]
    result = np.empty(len(vectors), dtype=np.int64)
    for number, part in enumerate(sorted(parts, key=lambda part: int(part[0]))):
        result[part] = number
    return result
