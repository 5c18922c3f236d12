"""Levels: weaker by what they look at and how they choose, the same for the same pictures, measured."""

from __future__ import annotations

import json
from collections.abc import Sequence

import numpy as np
import pytest
from PIL import Image

import model
from model import evaluate, levels
from model.guess import CellProbability, Guess
from model.levels import LEVELS, NAMES, STRONGEST, at_level, fingerprint, measured
from tests.model.conftest import SIDE
from world.scene import WORLD_VERSION

CELLS = tuple(CellProbability(n, f"cell {n}", "FR", 10.0 * n, 5.0, p) for n, p in enumerate((0.6, 0.3, 0.1)))


class Witness:
    """An opponent that remembers the views it got and always answers the same."""

    name, world_version = "PIGEON", WORLD_VERSION

    def __init__(self) -> None:
        self.saw: list[list[Image.Image]] = []
        self.closed = False

    def guess(self, views: Sequence[Image.Image]) -> Guess:
        self.saw.append(list(views))
        return Guess(-33.0, 151.0, CELLS, 0.1)

    def guess_batch(self, rounds: Sequence[Sequence[Image.Image]]) -> list[Guess]:
        return [self.guess(views) for views in rounds]

    def close(self) -> None:
        self.closed = True


def panorama(number: int) -> list[Image.Image]:
    """Four views of one colour each, all different from those of another number."""
    return [Image.new("RGB", (8, 8), (number % 256, number // 256, 60 * heading)) for heading in range(4)]


def headings_seen(witness: Witness) -> set[tuple[int, ...]]:
    return {tuple(view.getpixel((0, 0))[2] // 60 for view in views) for views in witness.saw}


def test_the_champion_is_the_opponent_itself():
    witness = Witness()
    assert at_level(witness, STRONGEST) is witness


@pytest.mark.parametrize("level", LEVELS, ids=NAMES)
def test_each_level_looks_in_as_many_directions_as_it_says(level):
    witness = Witness()
    at_level(witness, level.name).guess_batch([panorama(number) for number in range(24)])
    seen = headings_seen(witness)
    assert {len(headings) for headings in seen} == {level.headings}
    assert {heading for headings in seen for heading in headings} == {0, 1, 2, 3}, "none is favoured"
    if level.headings == 2:
        assert all((a - b) % 4 == 2 for a, b in seen), "two directions lie opposite each other"


def test_a_photograph_is_one_view_at_every_level():
    for level in NAMES:
        witness = Witness()
        at_level(witness, level).guess([Image.new("RGB", (60, 40))])
        assert len(witness.saw[0]) == 1


def test_levels_below_the_champion_pin_a_cell_and_keep_the_odds():
    for level in NAMES[1:]:
        guess = at_level(Witness(), level).guess(panorama(1))
        assert (guess.latitude, guess.longitude) in [(cell.latitude, cell.longitude) for cell in CELLS]
        assert guess.cells == CELLS
    assert at_level(Witness(), "expert").guess(panorama(1)).latitude == CELLS[0].latitude


def test_a_beginner_draws_by_its_odds_and_the_same_for_the_same_pictures():
    beginner = at_level(Witness(), "beginner")
    rounds = [panorama(number) for number in range(600)]
    drawn = [guess.latitude for guess in beginner.guess_batch(rounds)]
    assert drawn == [beginner.guess(views).latitude for views in rounds]
    flattened = np.array([cell.probability for cell in CELLS]) ** 0.5
    shares = [drawn.count(cell.latitude) / len(drawn) for cell in CELLS]
    assert shares == pytest.approx(flattened / flattened.sum(), abs=0.06)


def test_an_opponent_without_cells_plays_as_it_does():
    random = model.load("constant")
    plain, held = random.guess(panorama(1)), at_level(random, "amateur").guess(panorama(1))
    assert held.country == plain.country


def test_a_level_has_a_name_and_closes_what_it_holds():
    witness = Witness()
    amateur = at_level(witness, "amateur")
    assert amateur.name == "PIGEON · Amateur"
    amateur.close()
    assert witness.closed
    with pytest.raises(ValueError, match=r"no level named 'grandmaster'.*champion"):
        at_level(witness, "grandmaster")


def test_a_round_without_pictures_is_refused_as_ever():
    with pytest.raises(ValueError, match="at least one view"):
        at_level(Witness(), "amateur").guess([])


def test_a_real_pigeon_plays_at_every_level(trained):
    whole = model.load("pigeon", "cpu", trained[1])
    views = [Image.new("RGB", (SIDE, SIDE), (210, 60, 60))] * 4
    for level in NAMES:
        guess = at_level(whole, level).guess(views)
        assert guess.cells
        assert guess.likeliest_country is not None
    whole.close()


@pytest.fixture
def figures(trained, datasets, tmp_path):
    """Weights in a folder of their own, and beside them what the command measured with them."""
    weights = tmp_path / "pigeon.safetensors"
    weights.write_bytes(trained[1].read_bytes())
    places = ["--split", "val", "--limit", "12", "--data", str(datasets[1]), "--device", "cpu"]
    evaluate.main(["--levels", *places, "--weights", str(weights)])
    return weights


def test_measured_figures_are_shown_only_for_their_weights_and_world(figures, capsys, monkeypatch):
    shown = measured(figures)
    assert list(shown) == list(NAMES)
    assert all(0 <= row["mean_score"] <= 5000 and row["n"] == 12 for row in shown.values())
    written = json.loads(figures.with_name("levels.json").read_text())
    assert written["weights"] == fingerprint(figures)
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(levels, "WORLD_VERSION", "another")
        assert measured(figures) == {}
    figures.write_bytes(figures.read_bytes() + b" ")
    assert measured(figures) == {}
    figures.with_name("levels.json").write_text("[1, 2")
    assert measured(figures) == {}
    figures.with_name("levels.json").unlink()
    assert measured(figures) == {}
