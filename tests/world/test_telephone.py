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
        ("DE", "Berlin", r"030 [2-9]\d{7}"),
        ("ES", "Galicia", r"98[1-8]( \d\d){3}"),
        ("CL", "Santiago Metropolitan", r"\(2\) 2\d{3} \d{4}"),
        ("CN", "Beijing", r"010-\d{8}"),
        ("IE", "Munster", r"061 \d{6}|0(21|52|6[4-6]) \d{3} \d{4}"),
        ("RU", "Moscow", r"\(49[59]\) \d{3}-\d\d-\d\d"),
        ("FR", "Brittany", r"02( \d\d){4}"),
        ("BR", "Amapá", r"\(96\) \d{4}-\d{4}"),
        ("JP", "Okinawa", r"098-\d{3}-\d{4}"),
        ("NZ", "Otago", r"\(03\) \d{3} \d{4}"),
    ],
)
def test_numbers_are_written_as_there(country, admin1, pattern):
    rng = random.Random(1)
    assert all(re.fullmatch(pattern, telephone.telephone(country, admin1, 0.0, 0.0, rng)) for _ in range(30))


DIGITS = {  # of a landline as it is written, with the 0 before an area code where the country writes it
    "US": (10,), "CA": (10,), "GB": (11,), "IE": (9, 10), "DE": (11,), "FR": (10,), "IT": (10,), "ES": (9,),
    "PT": (9,), "NL": (10,), "BE": (9,), "CH": (10,), "AT": (9, 10), "PL": (9,), "SE": (9, 10), "FI": (9,),
    "HU": (8,), "RO": (10,), "GR": (10,), "TR": (11,), "RU": (10,), "UA": (10,), "BR": (10,), "AR": (11,),
    "CL": (9,), "PE": (9,), "CO": (10,), "MX": (10,), "IN": (11,), "JP": (10,), "KR": (9, 10),
    "CN": (11, 12), "TH": (9,), "MY": (9, 10), "ID": (10,), "PH": (10,), "VN": (11,), "AU": (10,), "NZ": (9,),
    "ZA": (10,), "NO": (8,), "SA": (10,), "BO": (8,), "IL": (9,), "EC": (9,), "SK": (10,), "LK": (10,),
    "PK": (10, 11), "CZ": (9,), "HR": (9,), "RS": (9, 10), "BG": (9,), "BY": (10,), "KZ": (10,), "UY": (8,),
}  # fmt: skip


def test_numbers_are_as_long_as_the_country_has_them():
    for where in telephone.load_area_codes():
        patterns, codes, _ = telephone.area_codes(*where.split(":"))
        for code in codes:
            pattern = telephone.fitting(patterns, code)
            around = pattern[: pattern.index("{")] + pattern[pattern.index("}") :]
            count = len(code) + sum(c.isdigit() or c == "#" for c in around)
            assert count in DIGITS[where[:2]], (where, code, pattern)


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
    assert all(re.fullmatch(r"069 \d{8}", number) for number in below)
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
        ("CA", "British Columbia", (48.43, -123.36), "250"),
        ("CA", "British Columbia", (49.26, -123.11), "604"),
        ("CA", "Ontario", (43.58, -79.66), "905"),
        ("CA", "Ontario", (43.70, -79.40), "416"),
        ("CA", "Ontario", (45.42, -75.70), "613"),
        ("US", "New York", (40.78, -73.25), "631"),
        ("ID", "Banten", (-6.2, 106.8), "(021)"),
        ("SK", "Nitriansky", (48.9, 18.04), "032"),
        ("LK", "Central", (6.68, 80.4), "045"),
        ("CL", "Los Lagos", (-39.8, -73.2), "(63)"),
    ],
)
def test_a_number_has_the_code_of_the_nearest_great_town(country, admin1, where, code):
    number = telephone.telephone(country, admin1, *where, random.Random(1))
    assert number.replace("/", " ").split()[0] == code


def test_every_town_that_has_a_code_exists():
    anchored = 0
    for where in telephone.load_area_codes():
        _, codes, vectors = telephone.area_codes(*where.split(":"))
        assert all(code.isdigit() for code in codes)
        anchored += 0 if vectors is None else len(codes)
    assert anchored > 450
