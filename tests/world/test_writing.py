"""Everything that scenes write can be written: each letter is in a font, in the script of the place."""

from __future__ import annotations

import random
import re

import pytest

from world import facts, roads, words
from world.compose import survey, wording
from world.compose.signs import names

LANGUAGES = {tag for row in roads._roads().values() for tag in row.languages}

WITHOUT = {"und", "ch", "mh", "pau", "ss", "la"}
"""Chamorro, Marshallese, Palauan, Swazi and others, beside English or French on their islands' signs."""
ENGLISH_INSTEAD = {"AQ", "HM", "MV"}
"""No people, or a script without a font."""


def unwritable(strings) -> set[str]:
    """Letters of the strings that no installed font has."""
    text = pytest.importorskip("world.render.text")
    if not text._files():
        pytest.skip("the fonts are missing; run `python -m libraries`")
    letters = {c for string in strings for c in string if not c.isspace() and c.isprintable()}
    faces = [text._face(package, 400) for package in text._order()]
    return {c for c in letters if not any(face.unicharToGlyph(ord(c)) for face in faces)}


def test_fonts_have_every_letter_of_every_word_but_those_of_three_scripts():
    table = words.load_words()
    known = [
        word for (language, _), some in table.items() if language not in wording.UNDRAWN for word in some
    ]
    known += [word for some in words.load_local_shops().values() for word in some]
    assert not unwritable(known)
    for language in wording.UNDRAWN:
        assert unwritable(words.words(language, "shop")), f"a font has {language} now: drop it from UNDRAWN"


def test_fonts_have_every_letter_of_every_towns_name():
    table = facts.towns()
    local = [name for name in table.local_names if name and not wording._UNDRAWN.search(name)]
    assert len(local) > 25_000
    assert not unwritable([*table.names, *local])


def test_few_languages_have_no_words():
    without = {tag for tag in LANGUAGES if not wording._has_words(tag)}
    assert without == WITHOUT


def test_no_country_writes_its_shops_in_english_for_want_of_words():
    falls_back = {
        code
        for code, row in roads._roads().items()
        if len(code) == 2
        and "en" not in row.languages
        and not any(wording._has_words(tag) and tag not in wording.UNDRAWN for tag in row.languages)
    }
    assert falls_back == ENGLISH_INSTEAD


@pytest.mark.parametrize(
    ("where", "script"),
    [
        ((55.75, 37.62), r"[Ѐ-ӿ]"), ((42.70, 23.32), r"[Ѐ-ӿ]"), ((37.98, 23.73), r"[Ͱ-Ͽἀ-῿]"),
        ((30.04, 31.24), r"[؀-ۿ]"), ((35.69, 51.39), r"[؀-ۿ]"), ((31.77, 35.21), r"[֐-׿]"),
        ((27.71, 85.32), r"[ऀ-ॿ]"), ((23.81, 90.41), r"[ঀ-৿]"), ((13.08, 80.27), r"[஀-௿]"),
        ((13.75, 100.50), r"[฀-๿]"), ((11.56, 104.92), r"[ក-៿]"), ((17.97, 102.63), r"[຀-໿]"),
        ((17.33, 96.48), r"[က-႟]"), ((6.93, 79.86), r"[඀-෿]"), ((41.72, 44.79), r"[Ⴀ-ჿ]"),
        ((40.18, 44.51), r"[԰-֏]"), ((9.03, 38.74), r"[ሀ-፿]"), ((35.68, 139.69), r"[぀-ヿ一-鿿]"),
        ((37.57, 126.98), r"[가-힣]"), ((39.90, 116.40), r"[一-鿿]"), ((12.97, 77.59), r"[ಀ-೿]"),
    ],
)  # fmt: skip
def test_towns_and_shops_are_in_the_script_of_the_place(where, script):
    place = survey(*where, 1, 6)
    town = next(town for town, _ in place.towns if town.local_name)
    assert re.search(script, names(place, town)[0])
    shops = [name for seed in range(5) for name in wording.shop_names(place, random.Random(seed))]
    assert sum(bool(re.search(script, name)) for name in shops) > 0.4 * len(shops)


def test_a_name_in_letters_that_signs_there_do_not_have_stays_latin():
    north = survey(35.34, 33.32, 1, 6)
    assert north.admin1 == "Keryneia"
    assert all(
        ord(c) < 0x250 for town, _ in north.towns if town.admin1 == "Keryneia" for c in names(north, town)[0]
    )
    dhivehi = next(town for town, _ in survey(4.17, 73.51, 1, 6).towns if town.local_name)
    assert names(survey(4.17, 73.51, 1, 6), dhivehi) == (dhivehi.name,)


def test_latin_names_lose_the_marks_of_scholars_where_another_script_is_at_home():
    persian, czech = survey(32.65, 51.67, 1, 6), survey(50.08, 14.43, 1, 6)
    assert wording.romanised(persian, "Qahjāvarestān") == "Qahjavarestan"
    assert wording.romanised(persian, "‘Alīābād") == "Aliabad"
    assert wording.romanised(czech, "Kladno nad Ohří") == "Kladno nad Ohří"


def test_what_a_part_offers_stands_in_a_part_that_has_towns_and_reads_its_language():
    table = facts.towns()
    pairs = set(zip(table.country.tolist(), table.admin1.tolist(), strict=True))
    known = {f"{table.codes[country]}:{table.admin1_names[part]}" for country, part in pairs}
    local = words.load_local_shops()
    assert len(local) >= 250
    for (where, language), some in local.items():
        assert where in known
        assert language in roads.road_facts(*where.split(":")).languages, where
        assert not set(some) & set(words.words(language, "shop", where[:2])), where


def test_shops_say_what_their_part_of_the_country_is_known_for():
    place = survey(48.2, -2.9, 1, 6)
    assert place.admin1 == "Brittany"
    signs = [name for seed in range(60) for name in wording.shop_names(place, random.Random(seed))]
    own = words.local_shops("FR", "Brittany", "fr")
    share = sum(name in own for name in signs) / len(signs)
    assert abs(share - wording.LOCAL * (1 - wording.PHONE)) < 0.05
    assert not set(words.local_shops("FR", "Corsica", "fr")) & set(signs)


def test_distances_are_in_the_figures_of_the_country():
    assert wording.numerals("IR", 105) == "۱۰۵"
    assert int(wording.numerals("EG", 27)) == 27
    assert wording.numerals("DE", 27) == "27"
    for figures in wording.NUMERALS.values():
        assert [int(figure) for figure in figures] == list(range(10))


@pytest.mark.parametrize(
    ("language", "country", "own", "others"),
    [
        ("pt", "BR", "Borracharia", "Talho"),
        ("pt", "PT", "Talho", "Borracharia"),
        ("es", "MX", "Taquería", "Estanco"),
        ("en", "GB", "Newsagent", "Diner"),
        ("en", "US", "Diner", "Newsagent"),
        ("fr", "CA", "Dépanneur", "Tabac"),
    ],
)
def test_shops_are_called_what_the_country_calls_them(language, country, own, others):
    known = words.words(language, "shop", country)
    assert own in known
    assert others not in known
