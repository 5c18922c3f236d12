"""Telephone numbers on shops have the area codes of their part of the country."""

from __future__ import annotations

import random
import re

import pytest

from world import facts, telephone
from world.compose import survey, wording


def test_every_area_code_stands_in_a_part_that_has_towns():
    table = facts.towns()
    pairs = set(zip(table.country.tolist(), table.admin1.tolist(), strict=True))
    known = {f"{table.codes[country]}:{table.admin1_names[part]}" for country, part in pairs}
    loaded = telephone.load_area_codes()
    assert set(loaded) <= known
    assert len(loaded) >= 550
    assert len({where[:2] for where in loaded}) >= 30


@pytest.mark.parametrize(
    ("country", "admin1", "pattern"),
    [
        ("US", "Montana", r"406 [2-9]\d\d-\d{4}"),
        ("DE", "Berlin", r"030 [2-9]\d{3}"),
        ("FR", "Brittany", r"02( \d\d){4}"),
        ("BR", "Amapá", r"\(96\) \d{4}-\d{4}"),
        ("JP", "Okinawa", r"098-\d{3}-\d{4}"),
        ("NZ", "Otago", r"\(03\) \d{3} \d{4}"),
    ],
)
def test_numbers_are_written_as_there(country, admin1, pattern):
    rng = random.Random(1)
    assert all(re.fullmatch(pattern, telephone.telephone(country, admin1, 0.0, 0.0, rng)) for _ in range(30))


def test_a_place_without_known_codes_has_no_numbers():
    assert telephone.telephone("TD", "Chari-Baguirmi", 12.1, 15.0, random.Random(1)) == ""


def test_a_few_shops_of_a_street_give_their_number():
    place = survey(50.1, 8.7, 1, 6)
    assert place.admin1 == "Hesse"
    signs = [name for seed in range(60) for name in wording.shop_names(place, random.Random(seed))]
    numbers = [name for name in signs if name[0].isdigit()]
    assert 0.05 < len(numbers) / len(signs) < 0.15
    assert {number.split()[0] for number in numbers} == {"069"}


def test_boards_at_the_kerb_give_a_number_below_the_name_sometimes():
    place = survey(50.1, 8.7, 1, 6)
    boards = [wording.board_lines(place, random.Random(seed)) for seed in range(300)]
    below = [lines[1] for lines in boards if len(lines) == 2]
    assert abs(len(below) / len(boards) - wording.BOARD_PHONE) < 0.09  # three standard deviations
    assert all(re.fullmatch(r"069 \d{4}", number) for number in below)
    assert not any(lines[0][0].isdigit() for lines in boards)


@pytest.mark.parametrize(
    ("country", "admin1", "where", "code"),
    [
        ("DE", "Bavaria", (49.45, 11.08), "0911"),
        ("GB", "England", (53.48, -2.24), "0161"),
        ("IT", "Sicily", (37.5, 15.08), "095"),
        ("US", "Texas", (29.76, -95.37), "713"),
        ("ES", "Catalonia", (41.98, 2.82), "972"),
        ("BR", "São Paulo", (-22.9, -47.06), "(19)"),
        ("CA", "Quebec", (46.81, -71.21), "418"),
    ],
)
def test_a_number_has_the_code_of_the_nearest_great_town(country, admin1, where, code):
    number = telephone.telephone(country, admin1, *where, random.Random(1))
    assert number.split()[0] == code


def test_every_town_that_has_a_code_exists():
    anchored = 0
    for where in telephone.load_area_codes():
        _, codes, vectors = telephone.area_codes(*where.split(":"))
        assert all(code.isdigit() for code in codes)
        anchored += 0 if vectors is None else len(codes)
    assert anchored > 450
