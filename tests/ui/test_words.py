"""Numbers as people read them."""

from __future__ import annotations

import pytest

from model.levels import NAMES
from ui import words


@pytest.mark.parametrize(
    ("km", "said"),
    [
        (0.0, "0.00 km"),
        (0.123, "0.12 km"),
        (3.21, "3.2 km"),
        (99.94, "99.9 km"),
        (759.4, "759 km"),
        (12345.6, "12,346 km"),
    ],
)
def test_distances(km: float, said: str) -> None:
    assert words.distance(km) == said


def test_no_guess_is_said_so() -> None:
    assert words.distance(None) == "no guess"


def test_coordinates_name_their_hemispheres() -> None:
    assert words.coordinates(-33.85, 151.2131) == "33.850° S, 151.213° E"


def test_every_level_says_what_it_does_in_one_sentence() -> None:
    assert list(words.LEVEL_NOTES) == list(NAMES)
    assert all(note.count(".") == 1 and note.endswith(".") for note in words.LEVEL_NOTES.values())
    assert words.level_played("pigeon", "amateur").startswith("PIGEON plays as Amateur. It looks in one")


def test_unknown_opponents_are_shouted() -> None:
    assert words.opponent_name("pigeon") == "PIGEON"
    assert words.opponent_name("planet") == "PlaNet"
    assert words.opponent_name("nextone") == "NEXTONE"
