"""Captions say what is true, in parts that come and go."""

from __future__ import annotations

import random

import pytest

from world.captions import CLIMATES, MONTHS, caption, caption_from_json, compass
from world.compose import compose
from world.facts import CLIMATES as CODES


@pytest.fixture(scope="module")
def scene():
    return compose(48.46, 7.48, 2, month=5)


def test_the_place_is_always_named(scene) -> None:
    for seed in range(20):
        text = caption(scene, random.Random(seed))
        assert text.startswith(
            f"A street view close to the town of {scene.town} in the region of {scene.admin1} in France."
        )


def test_each_part_comes_in_about_half_of_the_captions(scene) -> None:
    captions = [caption(scene, random.Random(seed), heading=90) for seed in range(400)]
    for part in (
        "The month is May.",
        "people drive on the right",
        "facing east",
        "temperate oceanic climate",
    ):
        assert 0.4 < sum(part in text for text in captions) / len(captions) < 0.6


def test_parts_come_in_every_order(scene) -> None:
    captions = [caption(scene, random.Random(seed), heading=0) for seed in range(300)]
    both = [text for text in captions if "The month" in text and "drive on" in text]
    first = sum(text.index("The month") < text.index("drive on") for text in both)
    assert 0.3 < first / len(both) < 0.7


def test_without_a_heading_no_direction_is_said(scene) -> None:
    assert not any("facing" in caption(scene, random.Random(seed)) for seed in range(50))


def test_the_record_gives_the_same_caption_as_the_scene(scene) -> None:
    for seed in range(10):
        record = caption_from_json(scene.to_json(), random.Random(seed), 180)
        assert record == caption(scene, random.Random(seed), 180)


def test_every_climate_has_words() -> None:
    assert set(CODES) <= set(CLIMATES)


def test_months_and_compass() -> None:
    assert len(MONTHS) == 12
    assert [compass(h) for h in (0, 44, 90, 181, 359)] == ["north", "northeast", "east", "south", "north"]
