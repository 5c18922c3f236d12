"""The plane divided among labelled sites: their Voronoi tessellation, dissolved by label and clipped.

Only the edges between sites of different labels are drawn, so a million sites cost their Delaunay
triangulation and little more. Coordinates are longitude and latitude in degrees; near and far are measured
with longitudes shrunk to their width in the middle of the region, which keeps straight lines straight.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.spatial import Delaunay, cKDTree

GRID = 1e-7  # degrees, about a centimetre: what coordinates are rounded to, so that neighbours share theirs
GUARDS = 10.0  # how far off the guard sites stand, in widths of the region
FARTHEST = 1e6  # how far off a corner may lie, in widths


def divide(
    region: shapely.Geometry, sites: NDArray[np.float64], labels: NDArray[np.int64]
) -> dict[int, shapely.Geometry]:
    """The part of a region nearer to the sites [n, 2] of each label [n] than to any other's.

    The parts touch and do not overlap, and together they are the region. A label whose sites all lie so far
    outside the region that no part of it is left has no entry.
    """
    sites, first = np.unique(sites, axis=0, return_index=True)
    labels = labels[first]
    if (labels == labels[0]).all():
        return {int(labels[0]): region}
    west, south, east, north = region.bounds
    stretch = np.array([max(0.01, np.cos(np.radians((south + north) / 2))), 1.0])
    edges = shapely.linestrings(label_edges(sites * stretch, labels) / stretch)
    near = shapely.STRtree(edges).query(region, predicate="intersects")
    margin = 1 + east - west + north - south
    clipped = shapely.clip_by_rect(edges[near], west - margin, south - margin, east + margin, north + margin)
    faces = cut(region, clipped)
    middles = shapely.get_coordinates(shapely.point_on_surface(faces))
    return dissolve(faces, labels[cKDTree(sites * stretch).query(middles * stretch)[1]])


def label_edges(sites: NDArray[np.float64], labels: NDArray[np.int64]) -> NDArray[np.float64]:
    """The edges [m, 2, 2] of the Voronoi tessellation of distinct sites [n, 2] that part two labels."""
    centre, width = (sites.min(axis=0) + sites.max(axis=0)) / 2, float(np.ptp(sites, axis=0).max()) + 1
    turns = np.linspace(0, 2 * np.pi, 8, endpoint=False) + 0.1
    guards = GUARDS * width * np.stack([np.cos(turns), np.sin(turns)], axis=1)
    points = np.concatenate([sites - centre, guards])
    owner = np.concatenate([labels, np.full(len(guards), -1)])
    mesh = Delaunay(points)
    corner = circumcentres(points[mesh.simplices])
    far = np.linalg.norm(corner, axis=1, keepdims=True) / (FARTHEST * width)
    corner = np.where(np.isfinite(corner).all(axis=1, keepdims=True), corner / np.maximum(far, 1), 0)
    edges = []
    for side in range(3):
        other = mesh.neighbors[:, side]
        one, two = (owner[mesh.simplices[:, (side + step) % 3]] for step in (1, 2))
        drawn = (other > np.arange(len(other))) & (one != two) & (one >= 0) & (two >= 0)
        edges.append(np.stack([corner[drawn], corner[other[drawn]]], axis=1))
    return np.concatenate(edges) + centre


def circumcentres(triangles: NDArray[np.float64]) -> NDArray[np.float64]:
    """The corners of the Voronoi tessellation [n, 2] from the triangles [n, 3, 2] of the Delaunay mesh."""
    a, b = triangles[:, 1] - triangles[:, 0], triangles[:, 2] - triangles[:, 0]
    a_square, b_square = (a**2).sum(axis=1), (b**2).sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        double = 2 * (a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0])
        east = (b[:, 1] * a_square - a[:, 1] * b_square) / double
        north = (a[:, 0] * b_square - b[:, 0] * a_square) / double
    return triangles[:, 0] + np.stack([east, north], axis=1)


def cut(region: shapely.Geometry, lines: Sequence[shapely.Geometry] | NDArray) -> NDArray:
    """The faces [n] into which lines cut a region; lines may reach beyond it."""
    drawn = shapely.unary_union([*lines, region.boundary], grid_size=GRID)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(drawn)))
    shapely.prepare(region)
    return faces[shapely.contains(region, shapely.point_on_surface(faces))]


def dissolve(faces: NDArray, labels: NDArray[np.int64]) -> dict[int, shapely.Geometry]:
    """The faces of each label in one; they must touch along whole edges, as those of one `cut` do."""
    order = np.argsort(labels, kind="stable")
    found, start = np.unique(labels[order], return_index=True)
    groups = np.split(faces[order], start[1:])
    return {int(label): together(group) for label, group in zip(found, groups, strict=True)}


def together(faces: NDArray) -> shapely.Geometry:
    """One geometry of several that do not overlap."""
    return faces[0] if len(faces) == 1 else shapely.unary_union(faces, grid_size=GRID)
