"""The smallest areas of a country, each inside one admin-1 region: what semantic geocells are merged from.

They come from the towns of the facts (Voronoi cells of towns, dissolved by admin-2) or from a file of
boundaries: GADM, geoBoundaries, Natural Earth. Which country land belongs to is never the file's word but
that of the facts' borders, and what the file leaves uncovered goes to the nearest of its areas.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from model.geocells.tessellate import GRID, cut, dissolve, divide, together
from world import facts

GEOJSON = (".geojson", ".json")
AROUND = np.array([360.0, 0.0])  # once around the Earth, in longitude and latitude
SHARE = 0.1  # of an area that must lie in a country for it to be one of the country's
SIZE_DECIMALS = 6  # of the logarithm of an area, which two drawings of one area share
SHORE_STEP = 0.05  # degrees between the points of an area's rim that land outside every area is measured to


@dataclass(frozen=True)
class Territory:
    """A country in longitudes that run on past 180 where it crosses the antimeridian, from `west` on."""

    code: str
    west: float
    polygon: shapely.Geometry

    @classmethod
    def of(cls, code: str) -> Territory:
        """The territory of a country of the facts."""
        polygon = facts.territories()[code]
        bounds = shapely.bounds(shapely.get_parts(polygon))
        west = widest_gap(bounds[:, 0], bounds[:, 2])
        return cls(code, west, together(shapely.get_parts(unrolled(polygon, west))))

    def unrolled(self, lonlat: NDArray[np.float64]) -> NDArray[np.float64]:
        """Longitude and latitude [n, 2] in this country's longitudes."""
        return np.where([True, False] & (lonlat < self.west), lonlat + AROUND, lonlat)


@dataclass(frozen=True)
class Areas:
    """Areas that share out a territory, in its longitudes: polygons [A] and the admin-1 of each."""

    polygons: NDArray
    admin1: list[str]


def widest_gap(west: NDArray[np.float64], east: NDArray[np.float64]) -> float:
    """The longitude in the middle of the widest gap between spans [n] of longitude; -180 if it is there.

    >>> widest_gap(np.array([172.0, -180.0]), np.array([180.0, -65.0]))
    53.5
    """
    order = np.argsort(west, kind="stable")
    reached = np.maximum.accumulate(east[order])
    gaps = west[order][1:] - reached[:-1]
    around = west.min() + 360 - reached[-1]
    if not len(gaps) or gaps.max() <= around:
        return -180.0
    widest = int(gaps.argmax())
    return float(reached[widest] + gaps[widest] / 2)


def unrolled(geometry: shapely.Geometry, west: float) -> shapely.Geometry:
    """The geometry with the parts west of a longitude moved on by 360 degrees."""
    parts = shapely.get_parts(geometry)
    moved = shapely.transform(parts, lambda lonlat: lonlat + AROUND)
    return shapely.multipolygons(np.where(shapely.bounds(parts)[:, 0] < west, moved, parts))


def rolled(geometry: shapely.Geometry) -> shapely.Geometry:
    """The geometry in longitudes from -180 to 180, cut at the antimeridian (RFC 7946, section 3.1.9)."""
    if geometry.is_empty or geometry.bounds[2] <= 180:
        return geometry
    here = shapely.intersection(geometry, shapely.box(-180, -90, 180, 90), grid_size=GRID)
    beyond = shapely.intersection(geometry, shapely.box(180, -90, 540, 90), grid_size=GRID)
    beyond = shapely.transform(beyond, lambda lonlat: lonlat - AROUND)
    parts = np.concatenate([shapely.get_parts(here), shapely.get_parts(beyond)])
    return shapely.multipolygons(parts[shapely.get_dimensions(parts) == 2])


def town_areas(territory: Territory) -> Areas:
    """The admin-2 areas of a country, or admin-1 where no smaller is known, by its towns."""
    table = facts.towns()
    rows = slice(*table.rows(territory.code))
    lonlat = np.stack([table.longitude[rows], table.latitude[rows]], axis=1)
    if not len(lonlat):
        return Areas(np.array([territory.polygon]), [""])
    names, label = np.unique(
        np.stack([table.admin1[rows], table.admin2[rows]], axis=1), axis=0, return_inverse=True
    )
    found = divide(territory.polygon, territory.unrolled(lonlat), label.reshape(-1))
    return Areas(_objects(found.values()), [table.admin1_names[names[i, 0]] for i in found])


class Boundaries:
    """The polygons of a file of boundaries, in single parts; of several levels the finest counts."""

    def __init__(self, path: Path) -> None:
        """Read a file. Raises FileNotFoundError, or ValueError for one that is no file of polygons."""
        records = [(shape, row) for shape, row in _records(path) if shape is not None and not shape.is_empty]
        shapes = shapely.make_valid(_objects(shape for shape, _ in records))
        parts, row = shapely.get_parts(shapes, return_index=True)
        parts, inner = shapely.get_parts(parts, return_index=True)  # make_valid nests polygons in collections
        row = row[inner]
        flat = shapely.get_dimensions(parts) == 2
        self._parts, self._row = parts[flat], row[flat]
        self._row_area = np.bincount(self._row, shapely.area(self._parts))
        if not len(self._parts):
            raise ValueError(f"{path} holds no polygons: give areas such as GADM's or geoBoundaries'.")
        bounds = shapely.total_bounds(self._parts)
        if (np.abs(bounds) > (180.001, 90.001, 180.001, 90.001)).any():
            raise ValueError(f"{path} is not in degrees: convert it to WGS84 longitude and latitude.")
        self._tree = shapely.STRtree(self._parts)
        self._properties = [properties for _, properties in records]

    def areas(self, territory: Territory) -> Areas:
        """The areas of a country; those of its towns where the file has none there."""
        chosen = self._parts_in(facts.territories()[territory.code])
        if not len(chosen):
            return town_areas(territory)
        chosen = chosen[self._finest_first(chosen)]
        parts = shapely.get_parts(unrolled(shapely.multipolygons(self._parts[chosen]), territory.west))
        faces = cut(territory.polygon, shapely.boundary(parts))
        label = np.full(len(faces), len(chosen))
        inside, part = shapely.STRtree(parts).query(shapely.point_on_surface(faces), predicate="within")
        np.minimum.at(label, inside, part)
        _, row_of_part = np.unique(self._row[chosen], return_inverse=True)
        owner = np.append(row_of_part.reshape(-1), -1)[label]
        covered = owner >= 0
        if not covered.all():
            rims = shapely.segmentize(parts, SHORE_STEP)
            sites, part = shapely.get_coordinates(rims, return_index=True)
            rest = divide(together(faces[~covered]), sites, row_of_part.reshape(-1)[part])
            faces = np.concatenate([faces[covered], _objects(rest.values())])
            owner = np.concatenate([owner[covered], np.array([*rest], dtype=np.int64)])
        found = dissolve(faces, owner)
        example = {int(row): int(i) for i, row in zip(chosen, row_of_part.reshape(-1), strict=True)}
        return Areas(_objects(found.values()), [self._admin1(example[row]) for row in found])

    def _finest_first(self, chosen: NDArray[np.int64]) -> NDArray[np.int64]:
        """The order of parts in which an enclave comes before what it lies in, and admin-2 before admin-1.

        By size. An island is as large at every level, so of parts of one size that of the smallest feature
        comes first, and of those the last in the file, where the levels run from countries down.
        """
        row = self._row[chosen]
        part_size, row_size = (
            np.round(np.log(area), SIZE_DECIMALS)
            for area in (shapely.area(self._parts[chosen]), self._row_area[row])
        )
        return np.lexsort((-row, row_size, part_size))

    def _parts_in(self, country: shapely.Geometry) -> NDArray[np.int64]:
        """The parts of which the country holds a good share; less is two drawings of one border."""
        touched = self._tree.query(country, predicate="intersects")
        shapely.prepare(country)
        share = shapely.covers(country, self._parts[touched]).astype(float)
        partly = share == 0
        parts = self._parts[touched[partly]]
        share[partly] = shapely.area(shapely.intersection(country, parts)) / shapely.area(parts)
        return touched[share >= SHARE]

    def _admin1(self, part: int) -> str:
        """The admin-1 region by the file's own column, else that of the nearest town."""
        properties = {key.lower(): value for key, value in self._properties[self._row[part]].items()}
        name = properties.get("name_1")  # GADM
        if properties.get("shapetype") == "ADM1":  # geoBoundaries
            name = properties.get("shapename")
        if "adm0_a3" in properties and not str(properties.get("featurecla")).startswith("Admin-0"):
            name = properties.get("name")  # Natural Earth, states and provinces
        if isinstance(name, str) and name.strip():  # a missing one is None or NaN
            return name.strip()
        ((longitude, latitude),) = shapely.get_coordinates(shapely.point_on_surface(self._parts[part]))
        return facts.admin1_at(latitude, longitude)


def _records(path: Path) -> list[tuple[shapely.Geometry | None, Mapping[str, Any]]]:
    """Geometry and properties of each feature of a file, in degrees."""
    if not path.exists():
        raise FileNotFoundError(f"There is no file {path}: give --boundaries a file of polygons.")
    if path.suffix.lower() in GEOJSON:
        try:
            features = json.loads(path.read_text(encoding="utf-8"))["features"]
            return [
                (shapely.geometry.shape(f["geometry"]) if f["geometry"] else None, f.get("properties") or {})
                for f in features
            ]
        except (UnicodeDecodeError, KeyError, TypeError, ValueError, shapely.errors.ShapelyError) as problem:
            raise ValueError(f"{path} is not a GeoJSON FeatureCollection of polygons.") from problem
    try:
        import geopandas
    except ModuleNotFoundError as problem:
        raise ValueError(
            f"Reading {path} needs geopandas: pip install -r requirements.txt, or give the boundaries as "
            f"GeoJSON ({' or '.join(GEOJSON)})."
        ) from problem
    try:
        layers = geopandas.list_layers(path)
        frames = [geopandas.read_file(path, layer=name) for name in layers.name[layers.geometry_type.notna()]]
        frames = [frame if frame.crs is None else frame.to_crs(4326) for frame in frames]
    except Exception as problem:  # pyogrio and pyproj raise classes of their own
        raise ValueError(f"geopandas cannot read {path}: {problem}") from problem
    records: list[tuple[shapely.Geometry | None, Mapping[str, Any]]] = []
    for frame in frames:  # GADM's packages have a layer for each level
        properties = frame.drop(columns=frame.geometry.name).to_dict("records")
        records += zip(frame.geometry, properties, strict=True)
    return records


def _objects(geometries: Iterable[shapely.Geometry]) -> NDArray:
    """An array of geometries, whatever they are."""
    each = list(geometries)
    array = np.empty(len(each), dtype=object)
    array[:] = each
    return array
