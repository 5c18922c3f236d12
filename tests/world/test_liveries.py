"""Vehicles are what a country drives, in its colours."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from world import roads
from world.compose import liveries
from world.compose.traffic import LENGTHS


def drawn(country: str, kind: str) -> Counter[str]:
    rng = random.Random(1)
    return Counter(liveries.local_kind(country, kind, rng) for _ in range(400))


@pytest.mark.parametrize(
    ("country", "kind", "local"),
    [
        ("US", "bus", "school-bus"),
        ("GB", "bus", "double-decker"),
        ("PH", "bus", "jeepney"),
        ("JP", "hatchback", "kei"),
        ("KE", "van", "minibus"),
    ],
)
def test_what_a_country_is_known_for_drives_there_and_not_in_france(
    country: str, kind: str, local: str
) -> None:
    assert drawn(country, kind)[local] > 120
    assert drawn("FR", kind)[local] == 0


def test_every_kind_has_a_length_and_is_in_the_vocabulary() -> None:
    assert set(LENGTHS) == set(roads.VEHICLES)


@pytest.mark.parametrize(
    ("country", "kind", "colour"),
    [("US", "school-bus", "#f0a81c"), ("NG", "rickshaw", "#f2b81a"), ("NG", "minibus", "#f2b81a")],
)
def test_liveries_do_not_depend_on_luck_where_there_is_one_only(country: str, kind: str, colour: str) -> None:
    found = {liveries.paint(country, kind, "#123456", random.Random(seed)).colour for seed in range(30)}
    assert found == {colour}


def test_some_cars_of_colombia_are_yellow_taxis_with_a_lamp() -> None:
    rng = random.Random(2)
    cars = [liveries.paint("CO", "car", "#123456", rng) for _ in range(500)]
    taxis = [car for car in cars if car.look == "taxi"]
    assert 50 < len(taxis) < 120
    assert {car.colour for car in taxis} == {"#f2c21a"}
