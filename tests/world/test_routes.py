"""Route numbers are those of the place: by country, by part, by grid and by zone."""

from __future__ import annotations

import csv
import random
import re

import pytest

from world import facts, routes
from world.roads import road_facts


def numbers(country: str, admin1: str, latitude: float, longitude: float, count: int = 300) -> set[str]:
    rng = random.Random(4)
    return {routes.route_number(country, admin1, latitude, longitude, rng)[1] for _ in range(count)}


def figures(text: str) -> int:
    return int(re.search(r"\d+", text)[0])


def test_every_row_stands_for_a_place_that_has_towns_and_gives_numbers():
    table, rng = facts.towns(), random.Random(1)
    pairs = set(zip(table.country.tolist(), table.admin1.tolist(), strict=True))
    known = {f"{table.codes[country]}:{table.admin1_names[part]}" for country, part in pairs}
    loaded = routes.load_routes()
    assert {where for where in loaded if ":" in where} <= known
    assert len({where[:2] for where in loaded}) >= 35
    assert len(loaded) >= 500
    for where, classes in loaded.items():
        for kind in classes.values():
            for alternative in kind.numbers:
                text = routes.written(alternative, 40.0, 20.0, rng)
                assert re.search(r"\w", text), (where, kind.name)
                assert "<" not in text
                assert len(text) <= 9, (where, text)


def test_a_country_without_rows_has_the_shield_of_its_road_facts():
    assert routes.route_classes("EC", "Pichincha") == ()
    shield, text = routes.route_number("EC", "Pichincha", -0.2, -78.5, random.Random(2))
    assert shield == road_facts("EC").route_shield
    assert text


def test_a_part_takes_the_place_of_its_countrys_class_and_keeps_the_others():
    names = {kind.name: kind for kind in routes.route_classes("US", "Kansas")}
    assert names["state"].shield.face == "#111111"
    assert names["us-route"] == {k.name: k for k in routes.route_classes("US", "")}["us-route"]


@pytest.mark.parametrize(
    ("country", "admin1", "names"),
    [
        ("US", "Alaska", {"state"}),
        ("US", "Hawaii", {"state", "interstate"}),
        ("US", "Ohio", {"state", "interstate", "us-route", "county"}),
        ("CA", "Yukon", {"provincial"}),
        ("ES", "Canary Islands", {"regional", "local"}),
        ("CL", "Magallanes", {"regional"}),
    ],
)
def test_a_part_has_no_class_of_roads_that_does_not_reach_it(country, admin1, names):
    assert {kind.name for kind in routes.route_classes(country, admin1)} == names


@pytest.mark.parametrize(
    ("country", "admin1", "where", "pattern"),
    [
        ("CL", "Magallanes", (-53.1, -70.9), r"Y-\d+|9|255-CH"),
        ("MY", "Johor", (1.5, 103.7), r"J\d+|\d+"),
        ("UA", "Lviv", (49.8, 24.0), r"Т 14\d\d|М\d\d"),
        ("IT", "Sicily", (37.5, 14.0), r"SS(1\d\d|[2346]\d\d|5\d\d)|SP\d+"),
        ("BR", "Rio Grande do Sul", (-30.0, -51.2), r"BR \d{3}|RS \d{3}"),
        ("ES", "Catalonia", (41.4, 2.2), r"(C|BV|GI|GIV|T|TV|L|LV|N|A|AP)-\d+"),
        ("FI", "Lapland", (66.5, 25.7), r"9\d\d|[12]?\d"),
        ("TH", "Chiang Mai", (18.8, 99.0), r"1\d+"),
        ("TH", "Phuket", (7.9, 98.4), r"4\d*"),
        ("NZ", "Southland", (-46.4, 168.3), r"1|6|9\d"),
        ("KR", "Jeju-do", (33.4, 126.5), r"11\d\d|97|99"),
        ("DE", "Brandenburg", (52.4, 13.1), r"A(2|9|1\d|24)|B\d+"),
        ("RU", "Karelia", (61.8, 34.3), r"[РА]\d+"),
    ],
)
def test_numbers_tell_the_part(country, admin1, where, pattern):
    found = numbers(country, admin1, *where)
    assert all(re.fullmatch(pattern, text) for text in found), found


def test_interstates_grow_eastwards_and_northwards_and_us_routes_the_other_way():
    def mean(name, lat, lon, odd):
        rng = random.Random(5)
        drawn = [int(routes.RULES[name](lat, lon, rng)) for _ in range(300)]
        own = [number for number in drawn if number % 2 == odd]
        return sum(own) / len(own)

    eastwards, northwards = [(40, -120), (40, -95), (40, -75)], [(31, -95), (40, -95), (47, -95)]
    for name, direction in (("us-interstate", 1), ("us-route", -1)):
        for odd, places in ((1, eastwards), (0, northwards)):
            means = [direction * mean(name, *place, odd) for place in places]
            assert means == sorted(means)
            assert means[2] - means[0] > 20


@pytest.mark.parametrize(
    ("zone", "towns"),
    [
        (1, [(52.63, 1.30), (53.74, -0.33)]),  # Norwich, Hull
        (2, [(51.28, 1.08), (50.82, -0.14)]),  # Canterbury, Brighton
        (3, [(50.72, -3.53), (51.07, -1.79)]),  # Exeter, Salisbury
        (4, [(51.48, -3.18), (52.48, -1.90)]),  # Cardiff, Birmingham
        (5, [(53.40, -2.98), (54.60, -3.13)]),  # Liverpool, Keswick
        (6, [(53.80, -1.55), (52.95, -1.15)]),  # Leeds, Nottingham
        (7, [(55.07, -3.60), (55.46, -4.63)]),  # Dumfries, Ayr
        (8, [(56.41, -5.47), (57.90, -5.16)]),  # Oban, Ullapool
        (9, [(57.15, -2.10), (56.46, -2.97)]),  # Aberdeen, Dundee
    ],
)
def test_british_roads_bear_the_digit_of_their_zone(zone, towns):
    for latitude, longitude in towns:
        assert routes._gb_zone(latitude, longitude) == zone
        found = numbers("GB", "England", latitude, longitude, 60)
        assert {text[1] for text in found} == {str(zone)}


def test_hungarian_roads_bear_the_digit_of_their_sector():
    towns = {
        "2": (48.08, 19.05), "3": (48.1, 20.78), "4": (47.5, 21.6), "5": (46.2, 19.9), "6": (46.2, 18.4),
        "7": (46.45, 17.0), "8": (47.1, 17.9), "1": (47.7, 17.6),
    }  # fmt: skip
    for digit, (latitude, longitude) in towns.items():
        assert {text[0] for text in numbers("HU", "", latitude, longitude, 40)} == {digit}


@pytest.mark.parametrize(
    ("country", "text", "parts"),
    [
        ("CL", "Y-565", ("Magallanes",)),
        ("US", "FM 2222", ("Texas",)),
        ("US", "35", ()),
        ("MY", "J32", ("Johor",)),
        ("DE", "A24", ("Schleswig-Holstein", "Hamburg", "Mecklenburg-Vorpommern", "Brandenburg")),
        ("FR", "D608", ()),
        ("GB", "A40", ()),
        ("EC", "E35", ()),
    ],
)
def test_a_number_names_the_parts_that_bear_it(country, text, parts):
    assert routes.bearers(country, text) == parts


def test_every_number_of_a_part_is_borne_by_it_or_by_the_whole_country():
    rng = random.Random(9)
    for where in routes.load_routes():
        country, _, part = where.partition(":")
        for _ in range(3 if part else 0):
            _, text = routes.route_number(country, part, 45.0, 10.0, rng)
            found = routes.bearers(country, text)
            assert not found or part in found, (where, text, found)


def test_numbers_with_noughts_keep_them():
    rng = random.Random(3)
    assert all(len(routes.written("<010-480>", 0, 0, rng)) == 3 for _ in range(50))
    assert all(1 <= int(routes.written("<1-12>", 0, 0, rng)) <= 12 for _ in range(50))


@pytest.mark.parametrize(
    ("column", "value"),
    [("shield", "star,#ffffff,#111111"), ("numbers", "A<9-3>"), ("numbers", "<gb-c>"), ("weight", "-1")],
)
def test_a_wrong_cell_is_named_with_its_file_row_column_and_value(tmp_path, column, value):
    with routes.ROUTES_CSV.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[5][column] = value
    path = tmp_path / "routes.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    with pytest.raises(ValueError, match=rf"routes\.csv line 7 .*column {column}: .*{re.escape(value)}"):
        routes.load_routes(path)
