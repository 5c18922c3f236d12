"""What a set of geocells is, whatever drew them: centres, countries, names and the places inside.

Shapes: C cells, P training places, 2 latitude and longitude in degrees.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from game.geodesy import unit_vectors

Points = NDArray[np.float64]


def mean_point(latlon: Points) -> Points:
    """The mean of places on the sphere, degrees [2]: right across the date line and near the poles."""
    x, y, z = unit_vectors(latlon).mean(axis=0)
    return np.degrees([np.arctan2(z, np.hypot(x, y)), np.arctan2(y, x)])


@dataclass(frozen=True)
class Geocells:
    """`points` [P, 2] lie sorted by cell: those of cell i are points[start[i]:start[i + 1]]."""

    centres: Points
    countries: tuple[str, ...]
    labels: tuple[str, ...]
    points: Points
    start: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.countries)

    def members(self, cell: int) -> Points:
        """The training places in a cell, degrees [n, 2]."""
        return self.points[self.start[cell] : self.start[cell + 1]]

    def cell_of_point(self) -> NDArray[np.int64]:
        """The cell of each of `points` [P]."""
        return np.repeat(np.arange(len(self)), np.diff(self.start))

    def assign(self, latlon: Points, countries: Sequence[str]) -> NDArray[np.int64]:
        """The cell each place lies in: that of the nearest training place of its country.

        This is the Voronoi tessellation of the training places, dissolved by cell and clipped to
        borders. A place in a country never trained on gets the cell of the nearest place of all.
        """
        latlon = np.asarray(latlon, dtype=np.float64).reshape(-1, 2)
        home = self.cell_of_point()
        home_country = np.asarray(self.countries)[home]
        wanted = np.asarray(countries)
        found = np.empty(len(latlon), dtype=np.int64)
        vectors, queries = unit_vectors(self.points), unit_vectors(latlon)
        for country in np.unique(wanted):
            inside = np.flatnonzero(home_country == country)
            pool = inside if len(inside) else np.arange(len(home))
            asked = wanted == country
            found[asked] = home[pool[cKDTree(vectors[pool]).query(queries[asked])[1]]]
        return found


def gather(
    latlon: Points, cell: NDArray[np.int64], countries: Sequence[str], labels: Sequence[str]
) -> Geocells:
    """Geocells from the cell of each place [P] and each cell's country and label [C]."""
    order = np.argsort(cell, kind="stable")
    counts = np.bincount(cell, minlength=len(countries))
    start = np.concatenate([[0], np.cumsum(counts)])
    points = np.asarray(latlon, dtype=np.float64)[order]
    centres = np.array([mean_point(points[a:b]) for a, b in pairwise(start)])
    return Geocells(centres, tuple(countries), tuple(labels), points, start)
