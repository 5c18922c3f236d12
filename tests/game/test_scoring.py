"""GeoGuessr's score."""

from __future__ import annotations

import math

import pytest

from game.geodesy import distance_km
from game.scoring import MAX_SCORE, WORLD_DIAGONAL_KM, perfect_radius_km, score


def test_the_world_map_has_the_diagonal_of_its_bounds() -> None:
    bounds = (-54.853378, -159.778792, 78.655743, 178.4508514)
    assert distance_km(*bounds) == pytest.approx(WORLD_DIAGONAL_KM, abs=0.001)


def test_a_pin_on_the_spot_scores_everything_and_one_on_the_antipode_nothing() -> None:
    assert score(0) == MAX_SCORE
    assert score(math.pi * 6371.0) == 0


@pytest.mark.parametrize("km", [1, 12.3, 100, 759.4, 1492.7, 5000, 12000])
def test_the_formula_rounds_to_nearest(km: float) -> None:
    assert score(km) == round(5000 * math.exp(-10 * km / 14916.862))


def test_within_the_perfect_radius_is_perfect() -> None:
    assert perfect_radius_km() == pytest.approx(0.14916862)
    assert perfect_radius_km(1000) == 0.025  # 25 m on a small map
    assert score(0.149) == 5000
    assert score(0.024, 10) == 5000
    assert score(0.026, 10) == round(5000 * math.exp(-10 * 0.026 / 10)) < 5000


def test_nearer_never_scores_less() -> None:
    scores = [score(km) for km in range(0, 20016, 13)]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize(
    ("km", "diagonal"), [(-1, 1), (math.nan, 1), (math.inf, 1), (1, 0), (1, -3), (1, math.nan)]
)
def test_what_is_no_distance_is_refused(km: float, diagonal: float) -> None:
    with pytest.raises(ValueError, match="must be a finite number"):
        score(km, diagonal)
