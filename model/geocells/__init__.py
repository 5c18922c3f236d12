"""Geocells: the classes a geolocation model chooses among.

`cells.Geocells` is what every kind of cell looks like to the rest of the package; `build` makes those of a
data set, whose places know their regions; `semantic` draws PIGEON's semantic cells of any points as polygons.
Another kind (PlaNet's S2 quadtree) is another builder that ends in `gather`.
"""

from __future__ import annotations

from model.geocells.build import GeocellConfig, build
from model.geocells.cells import Geocells, gather, mean_point

__all__ = ["GeocellConfig", "Geocells", "build", "gather", "mean_point"]
