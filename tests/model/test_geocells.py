"""Geocells: each place in one cell, no cell across a border, none too small or too full."""

from __future__ import annotations

import json
import re

import numpy as np
import pytest
from sklearn.cluster import OPTICS

from model.geocells import GeocellConfig, build, mean_point
from model.geocells.__main__ import main
from model.geocells.merge import merge_areas
from model.geocells.split import OPTICS_PASSES, halve, largest_cluster, optics, split_large
from tests.model.conftest import make_records

CONFIG = GeocellConfig(minimum=10, maximum=30)


@pytest.fixture(scope="module")
def world():
    """Places in three countries of many towns and one of five places; one country spans the date line."""
    rng = np.random.default_rng(7)
    latlon, country, admin1 = [], [], []
    for code, middle, count in (("AA", (50, 10), 600), ("BB", (-20, -60), 90), ("CC", (65, 179), 300)):
        towns = rng.normal(size=(25, 2)) * 4
        for _ in range(count):
            town = int(rng.integers(len(towns)))
            place = np.array(middle) + towns[town] + rng.normal(size=2) * 0.2
            latlon.append((place[0], (place[1] + 180) % 360 - 180))
            country.append(code)
            admin1.append(f"{code}-{town % 6}")
    latlon += [(10 + i / 10, 100.0) for i in range(5)]
    return np.array(latlon), country + ["DD"] * 5, admin1 + ["DD-0"] * 5


def test_many_small_areas_merge_until_none_is_below_the_minimum():
    rng = np.random.default_rng(3)
    latlon = rng.uniform((5, 98), (20, 105), size=(500, 2))
    admin1 = [f"R{int(lat)}{int(lon) % 7}" for lat, lon in latlon]
    cells = build(latlon, ["TH"] * 500, admin1, CONFIG)
    sizes = np.diff(cells.start)
    assert CONFIG.minimum <= sizes.min()
    assert sizes.max() <= CONFIG.maximum


@pytest.fixture(scope="module")
def cells(world):
    return build(*world, CONFIG)


def test_every_place_is_in_exactly_one_cell(world, cells):
    assert cells.start[0] == 0
    assert cells.start[-1] == len(world[0])
    assert sorted(map(tuple, cells.points.tolist())) == sorted(map(tuple, world[0].tolist()))


def test_no_cell_crosses_a_border(world, cells):
    country = {tuple(place): code for place, code in zip(world[0].tolist(), world[1], strict=True)}
    for number, code in enumerate(cells.countries):
        assert {country[tuple(place)] for place in cells.members(number).tolist()} == {code}


def test_no_cell_is_above_the_maximum_nor_below_the_minimum_unless_its_country_is(cells):
    for number, code in enumerate(cells.countries):
        size = len(cells.members(number))
        assert size <= CONFIG.maximum
        assert size >= CONFIG.minimum or cells.countries.count(code) == 1


def test_a_training_place_is_assigned_to_its_own_cell(cells):
    home = cells.cell_of_point()
    assert (cells.assign(cells.points, np.asarray(cells.countries)[home]) == home).all()


def test_a_place_never_leaves_its_country_for_a_nearer_cell_abroad(cells):
    near_dd = np.array([(10.2, 100.1)])
    assert cells.countries[cells.assign(near_dd, ["AA"])[0]] == "AA"
    assert cells.countries[cells.assign(near_dd, ["ZZ"])[0]] == "DD"


def test_admin_1_areas_big_enough_stay_whole_where_nothing_is_too_full():
    latlon = np.array([(0.1 * i, j) for j in (0, 1, 2) for i in range(12)])
    names = [f"R{j}" for j in (0, 1, 2) for _ in range(12)]
    cells = build(latlon, ["AA"] * 36, names, CONFIG)
    assert sorted(cells.labels) == ["R0, AA", "R1, AA", "R2, AA"]


def test_small_areas_join_a_neighbour_of_their_own_admin_1_first():
    north = np.concatenate([0.01 * np.arange(12), np.full(3, 0.125), 0.13 + 0.01 * np.arange(12)])
    latlon = np.stack([north, np.zeros(27)], axis=1)
    admin1 = ["West"] * 15 + ["East"] * 12
    areas = ["w1"] * 12 + ["w2"] * 3 + ["e1"] * 12
    cells = build(latlon, ["AA"] * 27, admin1, CONFIG, areas=areas)
    sizes = {label: len(cells.members(number)) for number, label in enumerate(cells.labels)}
    assert sizes == {"West, AA": 15, "East, AA": 12}


def test_a_dense_cluster_is_told_from_the_sparse_places_around_it():
    rng = np.random.default_rng(0)
    dense, sparse = rng.normal(0, 0.001, (40, 3)), rng.uniform(-1, 1, (40, 3))
    cluster = largest_cluster(np.concatenate([dense, sparse]), 8, 0.05, minimum=10)
    assert cluster[:40].sum() >= 10
    assert not cluster[40:].any()


@pytest.mark.parametrize(("min_samples", "xi"), OPTICS_PASSES)
def test_optics_finds_the_clusters_that_scikit_learn_finds(min_samples, xi):
    rng = np.random.default_rng(min_samples)
    towns = rng.normal(size=(6, 3)) + rng.normal(0, 0.02, size=(20, 6, 3))
    vectors = np.concatenate([towns.reshape(-1, 3), rng.uniform(-2, 2, (80, 3)).round(1)])
    labels = optics(vectors, min_samples, xi)
    np.testing.assert_array_equal(labels, OPTICS(min_samples=min_samples, xi=xi).fit(vectors).labels_)
    assert labels.max() >= 2


def test_a_crowded_cell_is_searched_by_a_sample_for_the_same_clusters(monkeypatch):
    rng = np.random.default_rng(5)
    middles = np.array([(0, 0, 0), (1, 0, 0), (0, 1, 0)])
    vectors = np.concatenate([middle + rng.normal(0, 0.02, (400, 3)) for middle in middles])
    monkeypatch.setattr("model.geocells.split.SEEN_WHOLE", 1000)
    monkeypatch.setattr("model.geocells.split.SAMPLE", 300)
    shares = largest_cluster(vectors, 8, 0.05, minimum=100).reshape(3, 400).mean(axis=1)
    assert sorted(shares.round(1)) == [0, 0, 1]


def test_places_at_one_spot_stay_in_one_cell():
    rng = np.random.default_rng(6)
    spots = np.concatenate([np.tile([0.5, 0.5, 0.5], (45, 1)), rng.uniform(size=(200, 3))])
    parts = split_large(np.concatenate([spots, spots[45:95]]), 10, 30)
    assert len(set(parts[:45])) == 1
    np.testing.assert_array_equal(parts[245:], parts[45:95])
    sizes = np.bincount(parts)
    assert sizes.min() >= 10
    assert (sizes > 30).sum() <= 1
    assert (split_large(np.zeros((50, 3)), 10, 30) == 0).all()


def test_areas_without_places_join_a_neighbour_rather_than_the_nearest():
    middle = np.array([(1.0, 0, 0), (1.0, 0.1, 0), (1.0, 0.11, 0), (1.0, 0.3, 0)])
    touching = [{1}, {0}, {3}, {2}]
    merged = merge_areas(np.array([20, 0, 20, 0]), middle, ["A", "A", "B", "B"], touching, 10)
    assert merged.tolist() == [0, 0, 1, 1]


def test_halving_cuts_across_the_longest_direction():
    line = np.stack([np.arange(11.0), np.zeros(11), np.zeros(11)], axis=1)
    half = halve(line)
    assert half.sum() == 5
    assert half[:5].all() or half[-5:].all()


def test_the_mean_of_places_around_the_date_line_lies_on_it():
    latitude, longitude = mean_point(np.array([(10.0, 179.0), (10.0, -179.0)]))
    assert latitude == pytest.approx(10, abs=0.01)
    assert abs(longitude) == pytest.approx(180)


def test_impossible_sizes_are_refused_in_a_sentence():
    with pytest.raises(ValueError, match="at least twice"):
        build(np.zeros((3, 2)), ["AA"] * 3, ["x"] * 3, GeocellConfig(10, 15))
    with pytest.raises(ValueError, match="at least one"):
        build(np.zeros((0, 2)), [], [])
    with pytest.raises(ValueError, match="at least 1, not 0"):
        build(np.zeros((3, 2)), ["AA"] * 3, ["x"] * 3, GeocellConfig(0, 15))


def test_the_command_counts_the_cells_of_a_data_set(tmp_path, capsys):
    lines = (json.dumps(record) + "\n" for record in make_records(60, 1))
    (tmp_path / "scenes.jsonl").write_text("".join(lines))
    main(["count", "--data", str(tmp_path), "--min", "5", "--max", "10"])
    assert re.search(
        r"cells in 3 countries over 60 places\.\nPlaces per cell: least", capsys.readouterr().out
    )
