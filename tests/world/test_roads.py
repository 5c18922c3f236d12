"""The hand-made tables of roads, building styles and words: they parse, and they agree with others."""

from __future__ import annotations

import csv
import random
import re
from pathlib import Path

import pytest

from world import roads, words
from world.compose.flora import crops, local_crops
from world.roads import countries_covered, coverage, house_weights, plate_text, road_facts, styles

LEFT = """
    AG AI AU BB BD BM BN BS BT BW CC CK CX CY DM FJ FK GB GD GG GS GY HK HM ID IE IM IN JE JM JP KE KI KN
    KY LC LK LS MO MS MT MU MV MW MY MZ NA NF NP NR NU NZ PG PK PN SB SC SG SH SR SZ TC TH TK TL TO TT
    TV TZ UG VC VG VI WS ZA ZM ZW
"""
"""Where traffic keeps left (Wikipedia, "Left- and right-hand traffic"); it keeps right elsewhere."""

LOOKS = ("centre_line", "edge_line", "plate_front", "plate_rear", "bollard", "pole", "houses", "direction")
LOOKS += ("chevron", "script")

CODES = [code for code in roads._roads() if len(code) == 2]


def test_every_row_is_a_region_a_country_or_part_of_one():
    table = roads._roads()
    assert {
        f"*{name}" for name in ("Europe", "Africa", "Asia", "North America", "South America", "Oceania")
    } == {code for code in table if code.startswith("*")}
    assert len(CODES) >= 240
    assert all(code.split(":")[0] in table for code in table)


def test_the_countries_people_play_most_are_described_by_knowledge_and_not_by_default():
    described = [code for code in CODES if road_facts(code).confidence != "low"]
    assert len(described) >= 110
    shares = {code: coverage(code) for code in countries_covered()}
    by_knowledge = sum(shares[code] for code in described if code in shares)
    assert by_knowledge / sum(shares.values()) > 0.9


def test_traffic_keeps_left_where_it_does():
    assert {code for code in CODES if road_facts(code).drives_on == "left"} == set(LEFT.split()) & set(CODES)


def test_great_britain_counts_in_miles():
    miles = {code for code in CODES if road_facts(code).speed_unit == "mph"}
    assert {"GB", "US", "IM", "JE", "PR"} <= miles
    assert not miles & {"IE", "CA", "IN", "AU", "FR"}


def test_no_country_has_more_than_a_tenth_of_the_imagery():
    total = sum(coverage(code) for code in countries_covered())
    assert max(coverage(code) for code in countries_covered()) / total <= 0.1
    assert coverage("US") > coverage("LU") > coverage("AQ") == 0 == coverage("XX")


def test_an_unknown_country_is_named():
    with pytest.raises(KeyError, match="'XX'"):
        road_facts("XX")
    with pytest.raises(KeyError, match="Europe"):
        road_facts("*Europe")


def test_a_part_overrides_only_what_it_states():
    quebec, canada = road_facts("CA", "Quebec"), road_facts("CA")
    assert (quebec.stop_word, canada.stop_word) == ("ARRÊT", "STOP")
    assert quebec.languages[0] == "fr"
    assert quebec.centre_line == canada.centre_line
    assert road_facts("CA", "Atlantis") == canada


def test_parts_bear_the_names_that_towns_have():
    facts = pytest.importorskip("world.facts")
    table = facts.towns()
    known = {f"{town.country}:{town.admin1}" for town in (table[i] for i in range(len(table)))}
    assert {code for code in roads._roads() if ":" in code} <= known
    assert {where for where in local_crops() if ":" in where} <= known


def test_fields_are_known_by_part_of_many_countries():
    parts = [where for where in local_crops() if ":" in where]
    assert len(parts) >= 700
    assert len({where[:2] for where in parts}) >= 60
    assert set(crops("east-asia", "Cfa", "JP", "Okinawa")) == {"sugar-cane"}
    assert "rice" not in crops("east-asia", "Dwa", "CN", "Hebei")
    assert crops("east-asia", "Dwa", "CN", "Atlantis") == crops("east-asia", "Dwa")
    assert crops("east-asia", "ET", "CN", "Tibet") == []


def test_every_country_has_what_a_player_looks_for():
    differ = [
        ("AT", "DE"), ("DE", "CH"), ("CZ", "AT"), ("FR", "ES"), ("ES", "PT"), ("IT", "FR"), ("GB", "IE"),
        ("NO", "SE"), ("SE", "FI"), ("DK", "SE"), ("BR", "AR"), ("AR", "UY"), ("CL", "AR"), ("PE", "BO"),
        ("CO", "EC"), ("MX", "GT"), ("US", "CA"), ("AU", "NZ"), ("JP", "KR"), ("TW", "HK"), ("TH", "MY"),
        ("ID", "PH"), ("VN", "KH"), ("KH", "LA"), ("IN", "BD"), ("LK", "IN"), ("PK", "NP"), ("ZA", "BW"),
        ("KE", "UG"), ("TZ", "KE"), ("NG", "GH"), ("GH", "SN"), ("TR", "GR"), ("BG", "RO"), ("RS", "HR"),
        ("SI", "HU"), ("PL", "CZ"), ("SK", "CZ"), ("LT", "LV"), ("LV", "EE"), ("UA", "RU"), ("KZ", "MN"),
        ("KG", "KZ"), ("LS", "ZA"), ("SZ", "LS"),
    ]  # fmt: skip
    for one, other in differ:
        a, b = road_facts(one), road_facts(other)
        different = [look for look in LOOKS if getattr(a, look) != getattr(b, look)]
        assert len(different) >= 3, f"{one} and {other} differ only in {different}"


@pytest.mark.parametrize(
    ("code", "column", "value"),
    [
        ("ZA", "edge_line", "yellow"),
        ("IE", "edge_line", "yellow-dashed"),
        ("NO", "centre_line", "yellow-dashed"),
        ("US", "centre_line", "yellow-double"),
        ("FR", "edge_line", "white-dashed"),
        ("RO", "pole", "concrete-holes"),
    ],
)
def test_what_everyone_knows(code, column, value):
    weights = getattr(road_facts(code), column)
    assert max(weights, key=lambda pair: pair[1])[0] == value


def test_stop_signs_say_what_they_say():
    said = {
        "US": "STOP",
        "BR": "PARE",
        "MX": "ALTO",
        "TR": "DUR",
        "MY": "BERHENTI",
        "JP": "止まれ",
        "MN": "ЗОГС",
    }
    assert {code: road_facts(code).stop_word for code in said} == said
    assert [code for code in CODES if road_facts(code).stop_shape == "triangle-down"] == ["JP"]


def test_plates_are_numbered():
    rng = random.Random(7)
    for facts in roads._roads().values():
        for pattern in (*facts.plate_pattern, facts.route_shield.pattern):
            text = plate_text(pattern, rng.randrange)
            assert text
            assert "\\" not in text
            assert len(text) == len(pattern.replace("\\", ""))
    assert re.fullmatch(
        r"[A-Z]{2}-\d{3}-[A-Z]{2}", plate_text(road_facts("FR").plate_pattern[0], rng.randrange)
    )
    karnataka = plate_text(road_facts("IN", "Karnataka").plate_pattern[0], rng.randrange)
    assert karnataka.startswith("KA ")


@pytest.mark.parametrize(
    ("country", "admin1", "number"),
    [
        ("DE", "Berlin", r"B-[A-Z]{2} \d{3}"),
        ("GB", "Scotland", r"S[A-Z]\d\d [A-Z]{3}"),
        ("TR", "Izmir", r"35 [A-Z]{2,3} \d+"),
        ("RU", "Tver", r"\w\d{3}\w\w 69"),
        ("UA", "Lviv", r"ВС \d{4} \w\w"),
        ("IR", "Yazd", r"[۰-۹]{2} \w [۰-۹]{3} (۵۴|۶۴)"),
        ("DZ", "Oran", r"\d{5}-1\d\d-31"),
        ("MX", "Tlaxcala", r"X[TUVWX][A-Z]-[\d]{2,3}-(\d\d|[A-Z])"),
        ("EC", "Guayas", r"G[A-Z]{2}-\d{4}"),
        ("VN", "Nghe An", r"37-?[A-Z].*"),
        ("GB", "England", r"[A-Z]{2}(1|2(?=[0-5])|6|7(?=[0-5]))\d [A-Z]{3}"),
        ("ID", "Banten", r"[AB] \d{4} [A-Z]{2,3}"),
    ],
)
def test_plates_bear_the_code_of_the_part(country, admin1, number):
    rng = random.Random(8)
    for pattern in road_facts(country, admin1).plate_pattern:
        for _ in range(5):
            assert re.fullmatch(number, text := plate_text(pattern, rng.randrange)), text


def test_houses_fit_every_settlement():
    assert len(styles()) >= 24
    used = {name for facts in roads._roads().values() for name, _ in facts.houses}
    assert used <= set(styles())
    for code in countries_covered():
        for settlement in roads.SETTLEMENTS:
            weights = house_weights(road_facts(code), settlement)
            assert sum(weight for _, weight in weights) == pytest.approx(1)


def test_most_covered_countries_have_shops_in_their_own_language():
    own = [code for code in countries_covered() if words.has_words(road_facts(code).languages[0])]
    assert len(own) / len(countries_covered()) > 0.95


def test_words_are_there_for_many_languages_and_english_for_the_rest():
    languages = {language for language, _ in words.load_words()}
    assert len(languages) >= 45
    for language in languages:
        for kind in ("shop", "street", "name", "school", "caution"):
            assert words.words(language, kind)
    assert sum(len(words.words(language, "shop")) >= 6 for language in languages) >= 45
    assert words.words("xx", "shop") == words.words("en", "shop")
    assert words.words("zh-Hant", "school") != words.words("zh", "school")
    with pytest.raises(KeyError, match="poem"):
        words.words("en", "poem")


def _with(tmp_path: Path, code: str, **cells: str) -> Path:
    """A copy of roads.csv with one row changed."""
    with roads.ROADS_CSV.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    next(row for row in rows if row["code"] == code).update(cells)
    path = tmp_path / "roads.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("drives_on", "middle"),
        ("coverage", "nan"),
        ("centre_line", "white-dotted:1"),
        ("plate_front", "#ffffff,#111111,long"),
        ("plate_rear", "white,#111111,long,none"),
        ("languages", "French"),
        ("bollard", "flat"),
        ("confidence", "sure"),
    ],
)
def test_a_wrong_cell_is_named_with_its_file_row_column_and_value(tmp_path, column, value):
    path = _with(tmp_path, "FR", **{column: value})
    with pytest.raises(
        ValueError, match=rf"roads\.csv line \d+ \(FR\), column {column}: .*{re.escape(value)}"
    ):
        roads.load_roads(path)


def test_a_country_needs_a_region_that_exists(tmp_path):
    with pytest.raises(ValueError, match="Atlantis"):
        roads.load_roads(_with(tmp_path, "FR", region="Atlantis"))
