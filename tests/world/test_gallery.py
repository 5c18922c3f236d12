"""Contact sheets: the places that were asked for, and a clear sentence where there are none."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from world import facts, gallery, places
from world.compose import compose
from world.render import available


def test_without_a_wish_the_places_are_the_splits_first():
    assert gallery.candidates("test", 5) == places.draw("test", 5)


def test_a_country_gives_its_own_places():
    found = gallery.candidates("test", 3, country="jp")
    assert [facts.country_at(*place[:2]) for place in found] == ["JP"] * 3


def test_a_clue_gives_scenes_that_hold_it_in_a_country_too():
    for place in gallery.candidates("test", 2, country="FR", clue="bollard"):
        scene = compose(*place)
        assert scene.country == "FR"
        assert "bollard" in {clue.name for clue in scene.clues}


def test_near_a_place_only_the_seeds_differ():
    assert gallery.candidates("test", 3, near=(48.5, 7.7)) == [(48.5, 7.7, seed) for seed in range(3)]


def test_what_nobody_has_is_said_with_what_there_is(monkeypatch):
    monkeypatch.setattr(gallery, "COMPOSED", 20)
    with pytest.raises(ValueError, match=r"'unicorn'.*There are: .*driving-side"):
        gallery.candidates("test", 1, clue="unicorn")
    with pytest.raises(ValueError, match="'XX' is no country"):
        gallery.candidates("test", 1, country="XX")


@pytest.mark.skipif(bool(available()), reason=available())
def test_the_first_tile_looks_at_the_clue():
    place = gallery.candidates("test", 1, clue="bollard")[0]
    heading = next(clue.heading for clue in compose(*place).clues if clue.name == "bollard")
    picture, _ = gallery.tile(place, 64, 1, "bollard")
    all_round, _ = gallery.tile(place, 64, 4)
    start = round(compose(*place).road.bearing / 90)
    column = (round(heading / 90) - start) % 4
    seen = all_round[:, 64 * column : 64 * (column + 1)].astype(float)
    assert np.abs(picture - seen).mean() < 0.5


@pytest.mark.skipif(bool(available()), reason=available())
def test_the_sheet_is_written(tmp_path, capsys):
    out = tmp_path / "sheets" / "sheet.png"
    assert (
        gallery.main(["--count", "3", "--size", "64", "--headings", "1", "--columns", "3", "--out", str(out)])
        == 0
    )
    assert "3 places" in capsys.readouterr().out
    with Image.open(out) as sheet:
        assert sheet.size == (3 * (64 + gallery.GAP) + gallery.GAP, 64 + 2 * gallery.GAP)
        assert np.asarray(sheet).std() > 20
