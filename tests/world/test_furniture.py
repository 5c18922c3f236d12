"""Street furniture: the table can be drawn, stands where nothing else does, and is as frequent as it says."""

from __future__ import annotations

import itertools
import math
from collections import Counter

import pytest

from world import places
from world.compose import compose
from world.compose.clues import texts
from world.compose.furniture import HEIGHT, KINDS, MOST, load_furniture, rows_for, table, words_of
from world.labels import labels
from world.rates import clue_names, rate
from world.scene import Scene


@pytest.fixture(scope="module")
def scenes() -> list[Scene]:
    return [compose(*place) for place in itertools.islice(places.stream("val"), 250)]


def test_every_look_of_the_table_can_be_drawn() -> None:
    kerbside = pytest.importorskip("world.render.kerbside", reason="skia needs libEGL and libGL on Linux")
    assert {row.look for row in table()} == set(kerbside.LOOKS)


def test_every_kind_has_rows_rates_and_a_height() -> None:
    assert {row.kind for row in table()} == set(KINDS) == set(HEIGHT)
    assert set(KINDS) <= set(clue_names())


@pytest.mark.parametrize(
    ("kind", "country", "admin1", "look", "words"),
    [
        ("mailbox", "GB", "", "pillar-box", "red"),
        ("mailbox", "IE", "", "pillar-box", "green"),
        ("mailbox", "FR", "", "post-box", "yellow"),
        ("bus-stop", "DE", "", "h-disc", "green H"),
        ("km-stone", "IN", "", "borne", "milestone"),
        ("snow-marker", "JP", "Hokkaido", "arrow", "snow ploughs"),
        ("kiosk", "KE", "", "kiosk", "green"),
    ],
)
def test_the_most_exact_row_counts(kind: str, country: str, admin1: str, look: str, words: str) -> None:
    row = rows_for(kind, country, admin1)[0]
    assert row.look == look
    assert words in row.words


def test_a_kind_is_where_the_table_has_it_and_nowhere_else() -> None:
    assert rows_for("vending", "JP")
    assert not rows_for("vending", "DE")
    assert not rows_for("snow-marker", "JP", "Okinawa")


def test_every_row_that_names_places_stands_there_now_and_then() -> None:
    for row in table():
        for where in row.where:
            country, _, admin1 = where.partition(":")
            if not country.startswith("*"):
                rates = [rate(row.kind, country, admin1, settlement) for settlement in row.settlement]
                assert max(rates) > 0, (row.kind, row.look, where)


def test_a_bad_cell_is_named_with_its_line_and_column(tmp_path) -> None:
    path = tmp_path / "furniture.csv"
    path.write_text(
        "kind,look,where,settlement,weight,colours,accents,words,source,confidence\n"
        "mailbox,pillar-box,GB,,1,red,#1a1a1c,A red pillar box,Royal Mail,high\n"
    )
    with pytest.raises(ValueError, match=r"line 2 \(mailbox\), column colours: 'red'"):
        load_furniture(path)


def test_furniture_is_few_near_the_road_and_off_the_carriageway(scenes: list[Scene]) -> None:
    for scene in scenes:
        assert len({thing.kind for thing in scene.furniture}) <= MOST
        for thing in scene.furniture:
            assert words_of(thing, scene.country, scene.admin1)
            _, right = scene.road.locate(thing.x, thing.y)
            assert abs(right) > scene.road.width / 2
            if thing.kind not in ("cables", "transformer"):
                assert math.hypot(thing.x, thing.y) < 26


def test_nothing_stands_inside_a_house(scenes: list[Scene]) -> None:
    checked = 0
    for scene in scenes:
        for thing, house in itertools.product(scene.furniture, scene.buildings):
            if thing.kind in ("cables", "transformer"):
                continue
            angle = math.radians(house.heading)
            dx, dy = thing.x - house.x, thing.y - house.y
            ahead = abs(dx * math.sin(angle) + dy * math.cos(angle))
            right = abs(dx * math.cos(angle) - dy * math.sin(angle))
            assert ahead > house.depth / 2 or right > house.width / 2
            checked += 1
    assert checked > 100


def test_furniture_carries_no_writing(scenes: list[Scene]) -> None:
    from dataclasses import replace

    for scene in scenes[:60]:
        assert texts(replace(scene, furniture=())) == scene.texts


def test_furniture_is_about_as_frequent_as_its_rates_say(scenes: list[Scene]) -> None:
    drawn = Counter(kind for scene in scenes for kind in {thing.kind for thing in scene.furniture})
    hoped = 0.0
    for kind in KINDS:
        chances = [
            rate(kind, s.country, s.admin1, s.settlement)
            for s in scenes
            if any(s.settlement in row.settlement for row in rows_for(kind, s.country, s.admin1))
        ]
        spread = math.sqrt(sum(p * (1 - p) for p in chances))
        assert drawn[kind] <= sum(chances) + 3 * spread + 1, kind
        hoped += sum(chances)
    # Some find no free ground, no poles, or enough that is more telling.
    assert drawn.total() >= 0.6 * hoped


def test_labels_name_what_stands_near(scenes: list[Scene]) -> None:
    named = 0
    for scene in scenes:
        things = {name for view in labels(scene) for name in view["things"]}
        for thing in scene.furniture:
            if math.hypot(thing.x, thing.y) < 10:
                named += any(name.startswith(f"furniture:{thing.look} ") for name in things)
    assert named > 10
