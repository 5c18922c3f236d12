"""The sphere: distances, bad coordinates, ways across the date line."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest

from game.geodesy import EARTH_RADIUS_KM, check_coordinates, distance_km, distances_km, great_circle

NONSENSE = [(math.nan, 0), (0, math.inf), (90.0001, 0), (-91, 0), (0, 180.5), (0, -181)]


def haversine_by_hand(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    p, q, r, s = map(math.radians, (lat1, lon1, lat2, lon2))
    h = math.sin((r - p) / 2) ** 2 + math.cos(p) * math.cos(r) * math.sin((s - q) / 2) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(h))


def test_radius_is_the_one_geoguessr_uses() -> None:
    assert EARTH_RADIUS_KM == 6371.0


def test_half_way_round_is_pi_radii() -> None:
    assert distance_km(90, 0, -90, 0) == pytest.approx(math.pi * 6371.0, rel=1e-12)
    assert distance_km(12.5, 40, -12.5, -140) == pytest.approx(math.pi * 6371.0, rel=1e-7)


def test_distance_agrees_with_the_formula_everywhere() -> None:
    generator = np.random.default_rng(7)
    for lat1, lon1, lat2, lon2 in generator.uniform((-90, -180, -90, -180), (90, 180, 90, 180), (500, 4)):
        expected = haversine_by_hand(lat1, lon1, lat2, lon2)
        assert distance_km(lat1, lon1, lat2, lon2) == pytest.approx(expected, abs=1e-6)


def test_date_line_is_no_wall() -> None:
    assert distance_km(0, 179.5, 0, -179.5) == pytest.approx(math.radians(1) * 6371.0)


def test_distances_are_all_against_all() -> None:
    a, b = [(0, 0), (10, 20), (-45, 170)], [(1, 1), (-45, -170)]
    table = distances_km(a, b)
    assert table.shape == (3, 2)
    for row, p in enumerate(a):
        for column, q in enumerate(b):
            assert table[row, column] == pytest.approx(distance_km(*p, *q))


@pytest.mark.parametrize("pair", NONSENSE)
def test_nonsense_is_refused_with_its_value(pair: tuple[float, float]) -> None:
    for call in (
        lambda: check_coordinates(*pair),
        lambda: distance_km(*pair, 0, 0),
        lambda: distances_km([pair], [(0, 0)]),
        lambda: great_circle(0, 0, *pair),
    ):
        with pytest.raises(ValueError, match=r"must (be|lie)"):
            call()


def test_a_way_is_as_long_as_the_distance() -> None:
    ends = (35.7, 139.7, -33.4, -70.7)
    way = great_circle(*ends)
    legs = sum(
        distance_km(p[0], (p[1] + 180) % 360 - 180, q[0], (q[1] + 180) % 360 - 180)
        for p, q in itertools.pairwise(way)
    )
    assert legs == pytest.approx(distance_km(*ends), rel=1e-9)


@pytest.mark.parametrize(
    "ends", [(50, 170, 50, -170), (-40, -175, 20, 160), (60, 10, 60, 10), (0, 0, 0, 180), (90, 0, -90, 0)]
)
def test_a_way_draws_as_one_line_from_end_to_end(ends: tuple[float, float, float, float]) -> None:
    way = great_circle(*ends)
    assert way[0] == pytest.approx(ends[:2], abs=1e-6)
    assert way[-1][0] == pytest.approx(ends[2], abs=1e-6)
    if abs(ends[2]) < 90:
        assert (way[-1][1] - ends[3]) % 360 == pytest.approx(0, abs=1e-6) or (
            way[-1][1] - ends[3]
        ) % 360 == pytest.approx(360, abs=1e-6)
    assert all(abs(p[1] - q[1]) <= 180 for p, q in itertools.pairwise(way))
