"""PIGEON's semantic geocells as polygons: country → admin-1 → smallest area, merged and split by points.

    python -m model.geocells semantic --points FILE.csv --min 1000 --max 2000 --out cells.geojson

Per country (arXiv 2307.05845, appendix A): the smallest areas are merged until none holds fewer points
than the minimum, and those above the maximum are split by OPTICS and the Voronoi tessellation of their
points, clipped to the area. The cells cover all land and territorial waters, so a country without points
is a cell too. A point on the high seas counts where the nearest territory begins.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.spatial import cKDTree
from tqdm import tqdm

from game.geodesy import unit_vectors
from model.geocells.areas import Areas, Boundaries, Territory, rolled, town_areas
from model.geocells.build import GeocellConfig, check_sizes
from model.geocells.cells import Points, mean_point
from model.geocells.merge import merge_areas, sums, touching_sets
from model.geocells.split import split_large
from model.geocells.tessellate import divide, together
from world import facts

BORDER_STEP = 0.02  # degrees between the points of a border that places at sea are measured to


@dataclass(frozen=True)
class SemanticCell:
    """A geocell: its polygon, the places in it (rows of what was given), and the mean of those, in degrees.

    A cell without places has the middle of its largest part instead; `admin1` is that of most of its places.
    """

    polygon: shapely.Geometry
    country: str
    admin1: str
    places: NDArray[np.int64]
    latitude: float
    longitude: float


def semantic_cells(
    latlon: Points, config: GeocellConfig, boundaries: Boundaries | None = None
) -> list[SemanticCell]:
    """The cells over places [P, 2] in degrees, country by country; each place is in one of them.

    Raises ValueError without places, or for sizes that no cells can have.
    """
    if not len(latlon):
        raise ValueError("Geocells need at least one place.")
    check_sizes(config)
    home, ashore = at_home(np.asarray(latlon, dtype=np.float64))
    cells = []
    for code in tqdm(sorted(facts.territories()), desc="geocells", unit=" countries", disable=None):
        inside = np.flatnonzero(home == code)
        territory = Territory.of(code)
        if not len(inside):
            cells.append(_cell(territory.polygon, code, "", inside, latlon))
            continue
        areas = boundaries.areas(territory) if boundaries else town_areas(territory)
        lonlat = territory.unrolled(ashore[inside][:, ::-1])
        for polygon, admin1, part in _cells_of_country(areas, lonlat, config):
            cells.append(_cell(polygon, code, admin1, inside[part], latlon))
    return cells


def at_home(latlon: Points) -> tuple[NDArray[np.str_], Points]:
    """The country of each place [P], and where it counts: itself, or the nearest territory from the sea."""
    home = facts.countries_at(latlon[:, 0], latlon[:, 1]).astype(object)
    ashore = latlon.copy()
    at_sea = np.flatnonzero(home == "")
    if len(at_sea):
        codes = np.array([*facts.territories()], dtype=object)
        borders = shapely.segmentize(shapely.boundary([*facts.territories().values()]), BORDER_STEP)
        lonlat, owner = shapely.get_coordinates(borders, return_index=True)
        nearest = cKDTree(unit_vectors(lonlat[:, ::-1])).query(unit_vectors(latlon[at_sea]))[1]
        home[at_sea], ashore[at_sea] = codes[owner[nearest]], lonlat[nearest][:, ::-1]
    return home.astype(str), ashore


def _cells_of_country(
    areas: Areas, lonlat: Points, config: GeocellConfig
) -> list[tuple[shapely.Geometry, str, NDArray[np.int64]]]:
    """Polygon, admin-1 and places (rows of `lonlat`) of each cell of one country."""
    vectors = unit_vectors(lonlat[:, ::-1])
    tree = shapely.STRtree(areas.polygons)
    area = _area_of(tree, lonlat)
    count = len(areas.polygons)
    size = np.bincount(area, minlength=count)
    middle = unit_vectors(shapely.get_coordinates(shapely.point_on_surface(areas.polygons))[:, ::-1])
    full = size > 0
    middle[full] = sums(vectors, area, count)[full] / size[full, None]
    one, other = tree.query(areas.polygons, predicate="intersects")
    touching = touching_sets(one, other, count)
    group = merge_areas(size, middle, areas.admin1, touching, config.minimum)
    cells = []
    for number in range(group.max() + 1):
        region = together(areas.polygons[group == number])
        inside = np.flatnonzero(group[area] == number)
        parts = split_large(vectors[inside], config.minimum, config.maximum)
        polygons = divide(region, lonlat[inside], parts)
        for part in range(parts.max() + 1):
            own = inside[parts == part]
            admin1 = Counter(areas.admin1[i] for i in area[own]).most_common(1)[0][0]
            cells.append((polygons.get(part, shapely.MultiPolygon()), admin1, own))
    return cells


def _area_of(tree: shapely.STRtree, lonlat: Points) -> NDArray[np.int64]:
    """The area each point lies in [n]; on a common border the first, outside all the nearest."""
    points = shapely.points(lonlat)
    area = np.full(len(points), len(tree.geometries))
    shapely.prepare(tree.geometries)
    np.minimum.at(area, *tree.query(points, predicate="intersects"))
    missed = np.flatnonzero(area == len(tree.geometries))
    area[missed] = tree.nearest(points[missed])
    return area


def _cell(
    polygon: shapely.Geometry, country: str, admin1: str, places: NDArray[np.int64], latlon: Points
) -> SemanticCell:
    polygon = rolled(polygon)
    if len(places):
        latitude, longitude = mean_point(latlon[places])
    else:
        largest = max(shapely.get_parts(polygon), key=lambda part: part.area)
        ((longitude, latitude),) = shapely.get_coordinates(shapely.point_on_surface(largest))
    return SemanticCell(polygon, country, admin1, places, float(latitude), float(longitude))


def write_geojson(cells: list[SemanticCell], path: Path) -> None:
    """Write cells as a FeatureCollection (RFC 7946), numbered from 0 in the property `cell`."""
    features = []
    for number, cell in enumerate(cells):
        polygon = shapely.transform(shapely.orient_polygons(cell.polygon), lambda lonlat: lonlat.round(7))
        properties = {
            "cell": number,
            "country": cell.country,
            "admin1": cell.admin1,
            "count": len(cell.places),
            "latitude": round(cell.latitude, 6),
            "longitude": round(cell.longitude, 6),
        }
        geometry = shapely.geometry.mapping(polygon)
        features.append({"type": "Feature", "properties": properties, "geometry": geometry})
    with path.open("w", encoding="utf-8") as file:
        json.dump({"type": "FeatureCollection", "features": features}, file, ensure_ascii=False)
