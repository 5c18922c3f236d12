"""Where street imagery is taken: reproducible locations, split by place into train, val, test, test-far.

    from world import places
    places.draw("test", 500)             # [(latitude, longitude, scene seed), …]

A country is drawn by how much street imagery it has (`world.roads.coverage`), at most a tenth of all
from any; in it a town, by population to the power 0.4, so that the countryside is well represented;
then a point in the town or on the land around it, in the same country. Splits follow S2 cells: some of
level 6 (about 150 km) are `test-far` whole, those of level 9 (about 20 km) are dealt to the others.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from itertools import islice
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray
from s2sphere import CellId
from scipy.special import ndtr, ndtri

from game.geodesy import check_coordinates
from world import facts, roads

Split = Literal["train", "val", "test", "test-far"]
SPLITS: tuple[Split, ...] = get_args(Split)
Cell = tuple[int, int, int]  # face, i, j at a level

FAR_LEVEL, NEAR_LEVEL = 6, 9
FAR_SHARE = 0.05
TRAIN_SHARE, VAL_SHARE = 0.80, 0.06  # of what is not test-far; test has the rest
LEAST_TRAIN = 0.25
"""A country with less than this part of its towns' weight in train gives all its cells to train."""

COUNTRY_SHARE = 0.10
TOWN_POWER = 0.4
IN_TOWN_SHARE = 0.45
TOWN_KM = 3.0
RURAL_MEDIAN_KM, RURAL_SIGMA, RURAL_KM = 10.0, 0.8, (3.0, 60.0)
BLOCK = 2048
TRIES = 6
SCARCE = 0.25
SEEDS = {"train": 11, "val": 23, "test": 37, "test-far": 53}


def _hash(text: str) -> float:
    """A number in [0, 1) that any machine finds the same for the text."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest()) / 2**64


def cells(latitude: NDArray[np.float64], longitude: NDArray[np.float64], level: int) -> NDArray[np.int64]:
    """Face, i and j [n, 3] of the S2 cells of a level that hold the points (degrees).

    The projection of the S2 library (quadratic), in numpy: s2sphere takes 40 µs a point.
    """
    xyz = facts.unit_vectors(latitude, longitude)
    axis = np.abs(xyz).argmax(axis=1)
    major = np.take_along_axis(xyz, axis[:, None], axis=1)[:, 0]
    face = axis + 3 * (major < 0)
    x, y, z = xyz.T
    with np.errstate(divide="ignore", invalid="ignore"):  # in the faces that are not chosen
        u = np.choose(face, [y / x, -x / y, -x / z, z / x, z / y, -y / z])
        v = np.choose(face, [z / x, z / y, -y / z, y / x, -x / y, -x / z])
    uv = np.stack([u, v], axis=1)
    root = np.sqrt(1 + 3 * np.abs(uv))
    st = np.where(uv >= 0, 0.5 * root, 1 - 0.5 * root)
    ij = np.clip(np.floor(st * 2**level), 0, 2**level - 1).astype(np.int64)
    return np.column_stack([face, ij])


def cell_id(face: int, i: int, j: int, level: int) -> CellId:
    """The S2 cell at face, i, j of a level, as `cells` counts them."""
    shift = 30 - level
    return CellId.from_face_ij(face, i << shift, j << shift).parent(level)


@cache
def _far(face: int, i: int, j: int) -> bool:
    """Whether the level-6 cell is held out whole, before small countries are looked after."""
    return _hash("far " + cell_id(face, i, j, FAR_LEVEL).to_token()) < FAR_SHARE


@cache
def _dealt(face: int, i: int, j: int) -> Split:
    """The split that a level-9 cell outside test-far is dealt to."""
    share = _hash("near " + cell_id(face, i, j, NEAR_LEVEL).to_token())
    return "train" if share < TRAIN_SHARE else "val" if share < TRAIN_SHARE + VAL_SHARE else "test"


def _parent(cell: Cell) -> Cell:
    shift = NEAR_LEVEL - FAR_LEVEL
    return cell[0], cell[1] >> shift, cell[2] >> shift


@cache
def town_cells() -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The distinct level-9 cells that hold towns [m, 3], and which of them holds each town [n]."""
    table = facts.towns()
    found, place = np.unique(cells(table.latitude, table.longitude, NEAR_LEVEL), axis=0, return_inverse=True)
    return found, place.ravel()


@cache
def _kept() -> tuple[frozenset[Cell], frozenset[Cell]]:
    """Level-9 cells that train has whatever their hash, and the level-6 cells not held out for them.

    They are all cells of the countries that would else have (nearly) no place to train on.
    """
    table = facts.towns()
    found, place = town_cells()
    trains = np.array([not _far(*_parent(c)) and _dealt(*c) == "train" for c in map(tuple, found.tolist())])
    weights = _weigh(table.population)
    kept: set[Cell] = set()
    for code in table.codes:
        rows = slice(*table.rows(code))
        if weights[rows][trains[place[rows]]].sum() < LEAST_TRAIN * weights[rows].sum():
            kept.update(map(tuple, found[np.unique(place[rows])].tolist()))
            kept.update(_cells_of(code))
    return frozenset(kept), frozenset(_parent(cell) for cell in kept)


def _cells_of(country: str) -> list[Cell]:
    """Level-9 cells that hold land of a small country within 1° of its towns."""
    table = facts.towns()
    start, end = table.rows(country)
    degrees = np.arange(-1, 1.001, 0.05)
    corners = np.unique(np.round([table.latitude[start:end], table.longitude[start:end]]), axis=1)
    lat = (corners[0][:, None, None] + degrees[:, None] + 0 * degrees).ravel().clip(-90, 90)
    lon = ((corners[1][:, None, None] + 0 * degrees[:, None] + degrees).ravel() + 180) % 360 - 180
    inside = (facts.countries_at(lat, lon) == country) & facts.land_at(lat, lon)
    return [tuple(cell) for cell in np.unique(cells(lat[inside], lon[inside], NEAR_LEVEL), axis=0).tolist()]


@cache
def split_of_cell(face: int, i: int, j: int) -> Split:
    """The split of a level-9 cell (face, i, j)."""
    train_cells, not_far = _kept()
    cell = (face, i, j)
    if cell in train_cells:
        return "train"
    if _parent(cell) not in not_far and _far(*_parent(cell)):
        return "test-far"
    return _dealt(*cell)


def split_of(latitude: float, longitude: float) -> Split:
    """Which split a place belongs to. Raises ValueError for coordinates that name no point on Earth."""
    latitude, longitude = check_coordinates(latitude, longitude)
    longitude = -180.0 if longitude == 180 else longitude
    return split_of_cell(*cells(np.array([latitude]), np.array([longitude]), NEAR_LEVEL)[0].tolist())


@cache
def country_weights() -> dict[str, float]:
    """Share of each country in what is drawn: imagery coverage, none above COUNTRY_SHARE less a margin."""
    table = facts.towns()
    codes = [code for code in table.codes if table.rows(code)[1] > table.rows(code)[0]]
    raw = np.array([roads.coverage(code) for code in codes], float)
    share, limit = raw / raw.sum(), 0.9 * COUNTRY_SHARE
    capped = np.zeros(len(codes), bool)
    while (share[~capped] > limit).any():
        capped |= share > limit
        share[capped] = limit
        share[~capped] = raw[~capped] / raw[~capped].sum() * (1 - limit * capped.sum())
    return {code: float(s) for code, s in zip(codes, share, strict=True) if s > 0}


@cache
def _presence(split: Split) -> dict[str, float]:
    """The part of each country's town weight that lies in cells of a split."""
    table = facts.towns()
    found, place = town_cells()
    inside = np.array([split_of_cell(*cell) == split for cell in found.tolist()])[place]
    weights = _weigh(table.population)
    parts = {}
    for code in country_weights():
        rows = slice(*table.rows(code))
        parts[code] = float(weights[rows][inside[rows]].sum() / weights[rows].sum())
    return parts


@cache
def _country_chances(split: Split) -> NDArray[np.float64]:
    """Cumulative chance to propose each country of `country_weights` for a split.

    What has few cells in the split is proposed more often, so that the places kept have the countries'
    own shares; but a country hardly present is not made up for in full, or a cell would be crowded.
    """
    parts = _presence(split)
    least = SCARCE * float(np.median(list(parts.values())) or np.mean(list(parts.values())))
    shares = country_weights().items()
    chance = np.array([share / max(parts[code], least) if parts[code] else 0.0 for code, share in shares])
    return np.cumsum(chance / chance.sum())


@cache
def _town_weights() -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """(rows [n, 2] of each country of `country_weights` in the town table, cumulative town weights)."""
    table = facts.towns()
    return np.array([table.rows(code) for code in country_weights()]), np.cumsum(_weigh(table.population))


def _weigh(population: NDArray[np.int64]) -> NDArray[np.float64]:
    return population.clip(200) ** TOWN_POWER


def _towns(chance: NDArray[np.float64], split: Split) -> NDArray[np.int64]:
    """Rows of towns for pairs of numbers in [0, 1) [n, 2]: first the country, then the town in it."""
    rows, weights = _town_weights()
    first, last = rows[np.searchsorted(_country_chances(split)[:-1], chance[:, 0], side="right")].T
    below = np.where(first > 0, weights[first - 1], 0.0)
    wanted = below + chance[:, 1] * (weights[last - 1] - below)
    return np.clip(np.searchsorted(weights, wanted, side="right"), first, last - 1)


def _distance_km(chance: NDArray[np.float64], population: NDArray[np.int64], in_town: NDArray[np.bool_]):
    """How far from the middle of its town each place lies: uniform over the town, or lognormal outside."""
    radius = np.clip(0.3 * (population / 1000) ** (1 / 3), 0.5, TOWN_KM)
    low, high = ndtr(np.log(np.array(RURAL_KM) / RURAL_MEDIAN_KM) / RURAL_SIGMA)
    rural = RURAL_MEDIAN_KM * np.exp(RURAL_SIGMA * ndtri(low + chance * (high - low)))
    return np.where(in_town, radius * np.sqrt(chance), rural)


def _proposals(
    split: Split, seed: int, block: int
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray, NDArray]:
    """One block of places on land of their country, in the split or not: lat, lon, country, scene seed.

    Only uniform numbers are taken from the generator, so that they are the same with any NumPy.
    """
    rng = np.random.default_rng([seed, block])
    towns = _towns(rng.random((BLOCK, 2)), split)
    scene_seed = (rng.random(BLOCK) * 2**31).astype(np.int64)
    chance = rng.random((TRIES, BLOCK, 3))
    table = facts.towns()
    codes = np.array(table.codes)[table.country[towns]]
    lat, lon = np.empty(BLOCK), np.empty(BLOCK)
    waiting = np.arange(BLOCK)
    for attempt in range(TRIES):
        kind, far, turn = chance[attempt, waiting].T
        row = towns[waiting]
        in_town = (chance[0, waiting, 0] if attempt < TRIES - 2 else 0 * kind) < IN_TOWN_SHARE
        km = _distance_km(far, table.population[row], in_town)
        y, x = facts.destinations(table.latitude[row], table.longitude[row], 360 * turn, km)
        y, x = np.round(y, 5), np.round(x, 5)
        x[x == 180] = -180
        good = facts.land_at(y, x) & (facts.countries_at(y, x) == codes[waiting])
        lat[waiting[good]], lon[waiting[good]] = y[good], x[good]
        waiting = waiting[~good]
    found = np.setdiff1d(np.arange(BLOCK), waiting)
    return lat[found], lon[found], codes[found], scene_seed[found]


def stream(split: Split, seed: int | None = None) -> Iterator[tuple[float, float, int]]:
    """Endless (latitude, longitude, scene seed) of a split; the same for the same seed."""
    if split not in SPLITS:
        raise ValueError(f"There is no split {split!r}: choose one of {', '.join(SPLITS)}.")
    counts: dict[str, int] = {}
    total, block = 0, 0
    seed = SEEDS[split] if seed is None else seed
    while True:
        lat, lon, codes, seeds = _proposals(split, seed, block)
        block += 1
        for cell, *place, code, scene_seed in zip(
            cells(lat, lon, NEAR_LEVEL).tolist(), lat.tolist(), lon.tolist(), codes.tolist(), seeds.tolist(),
            strict=True,
        ):  # fmt: skip
            share = counts.get(code, 0) + 1
            if split_of_cell(*cell) == split and share <= max(3, COUNTRY_SHARE * (total + 1)):
                counts[code], total = share, total + 1
                yield place[0], place[1], scene_seed


def draw(split: Split, count: int, seed: int | None = None) -> list[tuple[float, float, int]]:
    """The first `count` places of a split: (latitude, longitude, scene seed).

    Without `seed` the split's own fixed seed is used: those places are the data set. Fewer places are
    always the beginning of more. Raises ValueError for an unknown split or a negative count.
    """
    if count < 0:
        raise ValueError(f"The number of places must not be negative, but is {count}.")
    return list(islice(stream(split, seed), count))
