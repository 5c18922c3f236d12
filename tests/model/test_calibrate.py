"""Odds that mean what they say for every number of views: found, kept in the file, used round by round."""

from __future__ import annotations

import json

import numpy as np
import pytest
import torch
from safetensors import safe_open
from safetensors.torch import load_file, save_file

import model
from model import calibrate
from model.checkpoint import WeightsError, load, save
from model.data import read_records, read_views, spread_headings
from model.evaluate import play
from model.heads import find_calibration, view_features
from model.metrics import expected_calibration_error
from model.pigeon import Calibration, by_country
from model.players import PigeonOpponent, decoder_of
from model.views import prepare
from world.render import VIEW_PX


@pytest.fixture
def checkpoint(trained):
    return load(trained[1])


def described(weights, out, change):
    """A copy of a weight file whose description a function has changed in place."""
    with safe_open(weights, "pt") as file:
        about = json.loads(file.metadata()["pigeonhole"])
    change(about)
    save_file(load_file(weights), out, metadata={"pigeonhole": json.dumps(about)})
    return out


def test_headings_are_as_far_apart_as_can_be_and_each_is_looked_at_as_often():
    for count, apart in ((1, 4), (2, 2), (3, 1), (4, 1)):
        chosen = [spread_headings(count, first) for first in range(4)]
        assert np.bincount(np.concatenate(chosen)).tolist() == [count] * 4
        gaps = {(b - a) % 4 for each in chosen for a in each for b in each if a != b}
        assert min(gaps, default=4) == apart


def test_a_number_of_views_without_its_own_calibration_takes_the_nearest_and_of_two_the_smaller(checkpoint):
    checkpoint.calibration, one, two = Calibration(1.5), Calibration(3.0), Calibration(2.0)
    checkpoint.fewer = {}
    assert {checkpoint.calibration_of(number) for number in range(1, 9)} == {Calibration(1.5)}
    checkpoint.fewer = {1: one, 2: two}
    found = [checkpoint.calibration_of(number) for number in range(1, 6)]
    assert found == [one, two, two, Calibration(1.5), Calibration(1.5)]


def test_a_file_keeps_them_and_one_from_before_there_were_any_means_its_own_for_every_number(
    trained, checkpoint, tmp_path
):
    whole, path = trained
    assert set(whole.fewer) == {1, 2, 3}, "training finds them"
    assert checkpoint.fewer == whole.fewer
    old = load(described(path, tmp_path / "old", lambda about: about.pop("fewer")))
    assert {old.calibration_of(number) for number in range(1, 5)} == {whole.calibration}


@pytest.mark.parametrize("temperature", [0.0, -1.0, float("nan"), float("inf")])
def test_a_calibration_that_makes_no_odds_is_refused(trained, tmp_path, temperature):
    def spoil(about):
        about["fewer"]["1"]["temperature"] = temperature

    with pytest.raises(WeightsError, match="temperatures above 0"):
        load(described(trained[1], tmp_path / "spoiled", spoil))


def test_each_round_of_a_batch_is_calibrated_by_its_own_number_of_views(checkpoint, datasets, tmp_path):
    checkpoint.prototypes = checkpoint.refinement = None
    checkpoint.fewer = {1: Calibration(temperature=500.0), 3: checkpoint.calibration}
    path = tmp_path / "pigeon.safetensors"
    save(checkpoint, path)
    four = [read_views(datasets[1], number) for number in range(3)]
    rounds = [four[0], four[1][:1], four[1], four[2][:3], four[2][:1]]
    opponent = model.load("pigeon", "cpu", path)
    together, alone = opponent.guess_batch(rounds), [opponent.guess(each) for each in rounds]
    opponent.close()
    for a, b in zip(together, alone, strict=True):
        assert (a.latitude, a.longitude) == (b.latitude, b.longitude)
        assert [cell.probability for cell in a.cells] == pytest.approx(
            [c.probability for c in b.cells], rel=1e-4
        )
    even = 1 / len(checkpoint.cells)
    for guess, views in zip(together, rounds, strict=True):
        flat = guess.cells[0].probability == pytest.approx(even, rel=0.05)
        assert flat == (len(views) == 1)


def test_what_is_shown_follows_the_temperature_and_the_pin_its_own(checkpoint, datasets, tmp_path):
    """A pin temperature of one view far from that of four must not reach the rounds of four."""
    path, pins = tmp_path / "pigeon.safetensors", []
    views = [read_views(datasets[1], number) for number in range(6)]
    for temperature in (0.6, 300.0):
        checkpoint.fewer = {1: Calibration(pin_temperature=temperature)}
        save(checkpoint, path)
        opponent = model.load("pigeon", "cpu", path, "cells")
        guesses = opponent.guess_batch([*views, *(each[:1] for each in views)])
        opponent.close()
        pins.append(np.array([(guess.latitude, guess.longitude) for guess in guesses]))
    assert (pins[0][:6] == pins[1][:6]).all()
    assert len(np.unique(pins[1][6:], axis=0)) == 1, (
        "odds as even as that pin the same place whatever is seen"
    )
    assert len(np.unique(pins[0][6:], axis=0)) > 1


def test_overconfident_logits_are_found_out():
    rng = np.random.default_rng(3)
    honest = torch.from_numpy(rng.normal(0, 1.5, size=(3000, 6)))
    odds = torch.softmax(honest, dim=1).numpy()
    cell = torch.tensor([rng.choice(6, p=row) for row in odds])

    def odds_of(calibration):
        return torch.softmax(3 * honest / calibration.temperature, dim=1)

    def error(calibration):
        likeliest, answer = odds_of(calibration).max(dim=1)
        return expected_calibration_error(likeliest, answer == cell)

    found = find_calibration(odds_of, cell, lambda odds: torch.zeros(len(odds)))
    assert found.temperature == pytest.approx(3, rel=0.2)
    assert error(found) < 0.03 < 0.15 < error(Calibration())


def test_another_pin_temperature_must_score_more_than_luck_would():
    logits = torch.from_numpy(np.random.default_rng(4).normal(size=(400, 5)))

    def found(scores_of, settled):
        def odds_of(calibration):
            return torch.softmax(logits / calibration.temperature, dim=1)

        return find_calibration(odds_of, logits.argmax(dim=1), scores_of, settled).pin_temperature

    def surer_is_better(odds):
        return 3000 + 100 * odds.amax(dim=1)

    def luck(odds):
        """A little better when surer on average, but what a round gets swings far more than that."""
        return surer_is_better(odds) + 9000 * odds.std() * torch.tensor([1.0, -1.0]).repeat(200)

    assert [found(scores_of, None) for scores_of in (surer_is_better, luck)] == [0.6, 0.6]
    assert [found(scores_of, 1.0) for scores_of in (surer_is_better, luck)] == [0.6, 1.0]


def test_a_countrys_odds_are_those_of_its_cells_together():
    odds = by_country(torch.tensor([[0.5, 0.2, 0.3], [0.0, 1.0, 0.0]]), torch.tensor([1, 0, 1]), 3)
    torch.testing.assert_close(odds, torch.tensor([[0.2, 0.8, 0.0], [1.0, 0.0, 0.0]]))


def test_the_command_calibrates_without_touching_the_network(trained, datasets, tmp_path, capsys):
    old = described(trained[1], tmp_path / "old.safetensors", lambda about: about.pop("fewer"))
    out = tmp_path / "new" / "pigeon.safetensors"
    common = ["--weights", str(old), "--val", str(datasets[1]), "--device", "cpu"]
    calibrate.main(common)
    assert sorted(tmp_path.iterdir()) == [old], "without --out nothing is written"
    capsys.readouterr()
    calibrate.main([*common, "--check", str(datasets[0]), "--out", str(out)])
    printed = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in printed[2:6]] == ["1", "2", "3", "4"]
    assert printed[0].startswith("12 locations")
    assert printed[6].startswith("48 locations")
    before, after = load_file(old), load_file(out)
    assert before.keys() == after.keys()
    assert all(torch.equal(after[name], value) for name, value in before.items())
    assert set(load(out).fewer) == {1, 2, 3}


def test_its_errors_are_those_that_the_evaluation_finds_through_pictures_and_guesses(checkpoint, datasets):
    folder, cpu = datasets[1], torch.device("cpu")
    records = read_records(folder)
    views = np.stack([prepare(read_views(folder, number), VIEW_PX) for number in range(12)])
    features = view_features(checkpoint.network, views, checkpoint.px, cpu, "views")
    rounds = calibrate.Rounds.of(checkpoint, features, records, 4)
    figures = rounds.figures(checkpoint.calibration, decoder_of(checkpoint))
    opponent = PigeonOpponent(checkpoint, cpu)
    played = play(opponent, folder, records, checkpoint.cells)
    opponent.close()
    for name in ("ece_cell", "ece_country"):
        assert figures[name] == pytest.approx(played[name], abs=0.01)
