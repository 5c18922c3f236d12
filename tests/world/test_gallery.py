"""Contact sheets: the places that were asked for, and a clear sentence where there are none."""

from __future__ import annotations

import math

import numpy as np
import pytest
from PIL import Image

from world import facts, gallery, places
from world.compose import compose
from world.render import available
from world.scene import CAMERA_HEIGHT


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
@pytest.mark.parametrize("name", ["bollard", "sun"])
def test_the_first_tile_has_the_clue_in_its_middle(name: str) -> None:
    from world.render.camera import Camera
    from world.render.painter import draw_arrays

    place = gallery.candidates("test", 1, clue=name)[0]
    scene = compose(*place)
    clue = next(clue for clue in scene.clues if clue.name == name)
    picture, _ = gallery.tile(place, 200, 1, name)
    heading, elevation = math.radians(clue.heading), math.radians(clue.elevation)
    far = 1000.0
    point = (
        far * math.sin(heading) * math.cos(elevation),
        far * math.cos(heading) * math.cos(elevation),
        CAMERA_HEIGHT + far * math.sin(elevation),
    )
    shown = {face: Camera(face, 480).project([point])[0] for face in "frblud"}
    face, (x, y) = next((face, at) for face, at in shown.items() if ((at >= 0) & (at < 480)).all())
    around = draw_arrays(scene, 480, face)[0, :, :, :3].astype(float)
    there = around[max(0, int(y) - 2) : int(y) + 3, max(0, int(x) - 2) : int(x) + 3].mean(axis=(0, 1))
    middle = picture[98:103, 98:103].astype(float).mean(axis=(0, 1))
    assert np.abs(there - middle).max() < 25


@pytest.mark.skipif(bool(available()), reason=available())
def test_faces_follow_the_close_view_of_a_clue() -> None:
    place = gallery.candidates("test", 1, clue="bollard")[0]
    heading = next(clue.heading for clue in compose(*place).clues if clue.name == "bollard")
    picture, _ = gallery.tile(place, 64, 2, "bollard")
    all_round, _ = gallery.tile(place, 64, 4)
    column = (round(heading / 90) - round(compose(*place).road.bearing / 90)) % 4
    seen = all_round[:, 64 * column : 64 * (column + 1)].astype(float)
    assert np.abs(picture[:, 64:] - seen).mean() < 0.5


@pytest.mark.skipif(bool(available()), reason=available())
@pytest.mark.parametrize("size", [66, 68, 70])
def test_a_close_view_of_any_size_is_cut_from_even_faces(size: int) -> None:
    scene = compose(*gallery.candidates("test", 1, clue="bollard")[0])
    clue = next(clue for clue in scene.clues if clue.name == "bollard")
    assert gallery.look(scene, clue, size).shape == (size, size, 3)


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
