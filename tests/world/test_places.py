"""Places are drawn like street imagery is, and no place is in two splits."""

from __future__ import annotations

import math
from collections import Counter

import numpy as np
import pytest
from s2sphere import CellId, LatLng

from world import facts, places, roads

COUNT = 3000
KNOWN = {
    "Paris": (48.8566, 2.3522, "train"),
    "London": (51.5074, -0.1278, "test"),
    "Sydney": (-33.8688, 151.2093, "train"),
    "Nairobi": (-1.2864, 36.8172, "val"),
    "Dakar": (14.69, -17.44, "test"),
    "Monaco": (43.7384, 7.4246, "train"),
    "Adelaide": (-34.9287, 138.5986, "test-far"),
}


@pytest.fixture(scope="module")
def drawn() -> dict[str, list[tuple[float, float, int]]]:
    return {split: places.draw(split, COUNT) for split in places.SPLITS}


def cell(lat: float, lon: float, level: int) -> CellId:
    return CellId.from_lat_lng(LatLng.from_degrees(lat, lon)).parent(level)


def test_cells_are_those_of_the_s2_library():
    rng = np.random.default_rng(0)
    lat = np.concatenate([rng.uniform(-90, 90, 2000), [90, -90, 0, 0, 35.26, -60]])
    lon = np.concatenate([rng.uniform(-180, 180, 2000), [0, 0, 180, -180, 45, 179.999]])
    for level in (places.FAR_LEVEL, places.NEAR_LEVEL):
        for found, y, x in zip(places.cells(lat, lon, level).tolist(), lat, lon, strict=True):
            assert places.cell_id(*found, level) == cell(y, x, level)


@pytest.mark.parametrize("split", places.SPLITS)
def test_drawn_places_lie_on_land_in_a_covered_country_in_their_split(drawn, split):
    lat, lon, _ = np.array(drawn[split]).T
    assert facts.land_at(lat, lon).all()
    assert all(roads.coverage(code) > 0 for code in set(facts.countries_at(lat, lon)))
    assert all(places.split_of(y, x) == split for y, x, _ in drawn[split])


@pytest.mark.parametrize("split", places.SPLITS)
def test_no_country_has_more_than_a_tenth(drawn, split):
    lat, lon, _ = np.array(drawn[split]).T
    counts = Counter(facts.countries_at(lat, lon).tolist())
    assert max(counts.values()) <= 0.1 * COUNT


def test_no_cell_is_in_two_splits(drawn):
    near = {split: {cell(y, x, places.NEAR_LEVEL) for y, x, _ in drawn[split]} for split in places.SPLITS}
    for split in places.SPLITS:
        for other in places.SPLITS:
            assert split == other or not near[split] & near[other]
    far = {cell(y, x, places.FAR_LEVEL) for y, x, _ in drawn["test-far"]}
    for split in ("train", "val", "test"):
        assert not far & {cell(y, x, places.FAR_LEVEL) for y, x, _ in drawn[split]}


def test_the_shares_of_the_splits_are_as_designed():
    found, _ = places.town_cells()
    counts = Counter(places.split_of_cell(*cell) for cell in found.tolist())
    total = sum(counts.values())
    assert 0.03 < counts["test-far"] / total < 0.07
    rest = total - counts["test-far"]
    assert counts["train"] / rest == pytest.approx(0.80, abs=0.02)
    assert counts["val"] / rest == pytest.approx(0.06, abs=0.01)
    assert counts["test"] / rest == pytest.approx(0.14, abs=0.02)


def test_every_country_with_towns_has_places_to_train_on():
    table = facts.towns()
    found, place = places.town_cells()
    train = np.array([places.split_of_cell(*cell) == "train" for cell in found.tolist()])[place]
    for code in table.codes:
        start, end = table.rows(code)
        assert start == end or train[start:end].any(), f"{code} has no town in train"


@pytest.mark.parametrize("split", places.SPLITS)
def test_drawing_is_reproducible_and_fewer_are_the_beginning_of_more(drawn, split):
    assert places.draw(split, 250) == drawn[split][:250]
    assert places.draw(split, 0) == []
    other = places.draw(split, 50, seed=1)
    assert other == places.draw(split, 80, seed=1)[:50]
    assert other != drawn[split][:50]


def test_known_places_keep_their_split():
    """A move would make every published number refer to other places; it needs a new WORLD_VERSION."""
    found = {name: places.split_of(lat, lon) for name, (lat, lon, _) in KNOWN.items()}
    assert found == {name: split for name, (_, _, split) in KNOWN.items()}


def test_countryside_and_towns_are_both_seen(drawn):
    km = [facts.nearest_towns(y, x, 1)[0][1] for y, x, _ in drawn["train"]]
    assert 0.3 < np.mean(np.array(km) < 3) < 0.8
    assert np.mean(np.array(km) > 5) > 0.12


def test_shares_of_countries_in_test_are_those_in_train(drawn):
    shares = places.country_weights()
    for split in ("train", "test"):
        lat, lon, _ = np.array(drawn[split]).T
        counts = Counter(facts.countries_at(lat, lon).tolist())
        for code, share in shares.items():
            if share > 0.03:
                assert counts[code] / COUNT == pytest.approx(share, abs=0.35 * share)


def test_scene_seeds_differ_and_fit_31_bits(drawn):
    seeds = [seed for _, _, seed in drawn["train"]]
    assert len(set(seeds)) > 0.999 * COUNT
    assert all(0 <= seed < 2**31 for seed in seeds)


@pytest.mark.parametrize(("lat", "lon"), [(math.nan, 0), (0, math.inf), (91, 0), (0, 181)])
def test_split_of_refuses_what_is_no_place(lat, lon):
    with pytest.raises(ValueError, match=r"^(Coordinates|Latitude|Longitude) must .*\.$"):
        places.split_of(lat, lon)


def test_unknown_splits_and_negative_counts_are_refused():
    with pytest.raises(ValueError, match="choose one of train, val, test, test-far"):
        places.draw("holdout", 1)
    with pytest.raises(ValueError, match="must not be negative"):
        places.draw("train", -1)


def test_the_poles_and_the_antimeridian_have_a_split():
    assert places.split_of(90, 0) in places.SPLITS
    assert places.split_of(10, 180) == places.split_of(10, -180)
