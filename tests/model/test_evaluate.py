"""Evaluation: the fixed keys, baselines beside the opponent, figures that can be checked by hand."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch

from game.scoring import score
from model.decode import ExpectedScoreDecoder, best_constant_pin
from model.evaluate import ceiling, main
from model.geocells import gather
from model.metrics import bootstrap_interval, expected_calibration_error, summary, table
from model.pigeon import Calibration, fuse

KEYS = [
    "n",
    "country_accuracy",
    "mean_km",
    "median_km",
    "within_1_km",
    "within_25_km",
    "within_200_km",
    "within_750_km",
    "within_2500_km",
    "mean_score",
    "mean_score_low",
    "mean_score_high",
    "seconds_per_guess",
]


def evaluate_on(data: Path, weights: Path, result: Path, *more: str) -> None:
    """What the command line does, on the tiny validation set."""
    places = ["--split", "val", "--limit", "12", "--data", str(data)]
    main([*places, "--device", "cpu", "--weights", str(weights), "--json", str(result), *more])


def test_the_json_has_the_fixed_keys_and_the_baselines(trained, datasets, tmp_path, capsys):
    path = tmp_path / "deep" / "result.json"
    evaluate_on(datasets[1], trained[1], path)
    result = json.loads(path.read_text())
    for row in (result, result["baselines"]["random"], result["baselines"]["constant"]):
        assert set(KEYS) <= set(row)
        assert row["n"] == 12
        assert all(0 <= row[key] <= 1 for key in KEYS if key.startswith(("within", "country")))
        assert row["mean_score_low"] <= row["mean_score"] <= row["mean_score_high"]
    assert 0 <= result["ece_cell"] <= 1
    assert 0 <= result["ece_country"] <= 1
    assert "ece_cell" not in result["baselines"]["random"], "who states no odds cannot be wrong about them"
    printed = capsys.readouterr().out
    assert "pigeon" in printed
    assert "constant" in printed
    assert f"{result['ece_cell']:.3f} on the likeliest cell" in printed


def test_a_trained_pigeon_beats_the_baselines_on_colours(trained, datasets, tmp_path):
    path = tmp_path / "result.json"
    evaluate_on(datasets[1], trained[1], path)
    result = json.loads(path.read_text())
    assert result["mean_score"] > max(row["mean_score"] for row in result["baselines"].values())


def test_beside_the_oracle_every_score_is_a_share_of_its(trained, datasets, tmp_path, capsys):
    row = dict.fromkeys(KEYS, 0.5) | {"n": 9, "mean_score": 4000.0}
    oracle = tmp_path / "oracle.json"
    oracle.write_text(json.dumps({"learner": "a + b", "validation": {"a": {}, "a + b": row}, "test": row}))
    path = tmp_path / "result.json"
    evaluate_on(datasets[1], trained[1], path, "--oracle", str(oracle), "--level", "amateur")
    result = json.loads(path.read_text())
    assert (result["level"], result["oracle"]) == ("amateur", row)
    for each in (result, *result["baselines"].values()):
        assert each["share_of_oracle"] == each["mean_score"] / 4000
    head, *lines = capsys.readouterr().out.splitlines()[1:]
    assert "of oracle" in head
    assert [line.split("  ")[0] for line in lines[:4]] == ["pigeon, amateur", "random", "constant", "oracle"]
    assert "100.0%" in lines[3]


@pytest.mark.parametrize("held", ["not JSON", "[]", "{}", '{"test": 3}', '{"test": {"mean_score": 0}}'])
def test_a_file_that_is_no_oracles_is_refused_with_the_command_that_makes_one(tmp_path, held):
    file = tmp_path / "oracle.json"
    with pytest.raises(SystemExit, match=r"model\.oracle"):
        ceiling(file, "test")
    file.write_text(held)
    with pytest.raises(SystemExit, match=r"model\.oracle"):
        ceiling(file, "test")


def test_levels_are_not_for_baselines(capsys):
    for wrong in (["--level", "amateur"], ["--levels"]):
        with pytest.raises(SystemExit):
            main(["--opponent", "random", *wrong])
        assert "random has none" in capsys.readouterr().err


def test_odds_that_come_true_as_often_as_they_say_have_no_calibration_error():
    odds = np.repeat([0.2, 0.8], 15 * 5)
    right = np.tile([1, 0, 0, 0, 0], 15).tolist() + np.tile([1, 1, 1, 1, 0], 15).tolist()
    assert expected_calibration_error(odds, right, bins=30) == pytest.approx(0)
    assert expected_calibration_error(odds, right, bins=2) == pytest.approx(0)


def test_the_calibration_error_by_hand_and_with_bins_of_equal_mass():
    # Three answers a bin: |0.1 - 1/3| and |0.9 - 2/3|, however far apart the odds lie.
    assert expected_calibration_error([0.9, 0.1, 0.1, 0.9, 0.1, 0.9], [1, 1, 0, 0, 0, 1], bins=2) == (
        pytest.approx((7 / 30 + 7 / 30) / 2)
    )
    assert expected_calibration_error([1.0] * 40, [False] * 40) == 1
    assert expected_calibration_error([0.7], [True]) == pytest.approx(0.3)
    assert expected_calibration_error([1.00001], [True]) == 0


@pytest.mark.parametrize("wrong", [([], []), ([0.5], [1, 0]), ([1.5], [1]), ([float("nan")], [1])])
def test_odds_that_are_none_have_no_calibration_error(wrong):
    with pytest.raises(ValueError, match=r"odds|Odds"):
        expected_calibration_error(*wrong)


def test_a_bootstrap_interval_is_that_of_the_normal_distribution_where_values_are_many():
    values = np.random.default_rng(5).normal(100, 20, 5000)
    low, high = bootstrap_interval(values)
    error = 1.96 * values.std() / np.sqrt(len(values))
    assert (low, high) == pytest.approx((values.mean() - error, values.mean() + error), abs=0.1 * error)
    assert bootstrap_interval(values) == (low, high), "the same seed draws the same"
    assert bootstrap_interval(values, seed=1) != (low, high)


def test_bootstrap_intervals_hold_the_truth_about_as_often_as_they_say():
    rng = np.random.default_rng(0)
    intervals = [bootstrap_interval(rng.normal(size=200), seed=n, draws=400) for n in range(500)]
    assert 0.91 <= np.mean([low <= 0 <= high for low, high in intervals]) <= 0.98


def test_a_bootstrap_takes_any_statistic_and_compares_in_pairs():
    rng = np.random.default_rng(1)
    hard = rng.normal(3000, 1000, 500)  # how hard a round is matters far more than who plays it
    gain = rng.normal(20, 50, 500)
    assert bootstrap_interval(hard + gain - hard)[0] > 0
    low, high = bootstrap_interval([0, 0, 0, 0, 100], np.median)
    assert (low, high) == (0, 100)
    assert bootstrap_interval([7.0]) == (7, 7)


@pytest.mark.parametrize("wrong", [[], [[1.0, 2.0]], [1.0, float("nan")]])
def test_what_cannot_be_drawn_from_has_no_bootstrap_interval(wrong):
    with pytest.raises(ValueError, match="finite values"):
        bootstrap_interval(wrong)
    with pytest.raises(ValueError, match="at least one draw"):
        bootstrap_interval([1.0], draws=0)


def test_a_table_without_shares_or_intervals_has_no_column_for_them():
    row = dict.fromkeys(KEYS, 1.0)
    del row["mean_score_low"], row["mean_score_high"]
    assert "interval" not in table({"pigeon": row})
    drawn = table({"a": row, "b": row | {"mean_score_low": 0.4, "mean_score_high": 1.6}}).splitlines()
    assert [line.split()[4 if n == 0 else 3] for n, line in enumerate(drawn)] == ["interval", "–", "0–2"]
    assert "oracle" not in table({"pigeon": row})
    assert table({"a": row, "b": row | {"share_of_oracle": 0.5}}).splitlines()[1].split()[3] == "–"


def test_a_summary_by_hand():
    guesses, truths = np.array([(0.0, 0.0), (0.0, 0.0)]), np.array([(0.0, 0.0), (0.0, 10.0)])
    figures = summary(guesses, truths, ["FR", "FR"], ["FR", "JP"], 0.5)
    away = 6371.0 * np.pi / 18
    assert figures["country_accuracy"] == 0.5
    assert figures["mean_km"] == pytest.approx(away / 2)
    assert figures["within_1_km"] == figures["within_750_km"] == 0.5
    assert figures["within_2500_km"] == 1
    assert figures["mean_score"] == (5000 + score(away)) / 2
    with pytest.raises(ValueError, match="no rounds"):
        summary(np.empty((0, 2)), np.empty((0, 2)), [], [], 0)


@pytest.fixture
def three_cells():
    """Two neighbouring cells and one across the world, a few places each."""
    places = np.array([(50, 0), (50, 1), (50, 3), (50, 4), (-30, 150), (-30, 151)], dtype=float)
    return gather(places, np.array([0, 0, 1, 1, 2, 2]), ["AA", "AA", "BB"], ["a", "b", "c"])


def test_the_pin_goes_where_the_expected_score_is_highest(three_cells):
    decode = ExpectedScoreDecoder(three_cells)
    together, apart = decode(torch.tensor([[0.3, 0.3, 0.4], [0.1, 0.1, 0.8]]))
    assert together[0] == 50, "two likely neighbours outweigh one likelier cell far away"
    assert apart[0] == -30


def test_the_pin_is_always_a_training_place(three_cells):
    odds = torch.rand(50, 3, generator=torch.Generator().manual_seed(0))
    pins = ExpectedScoreDecoder(three_cells)(odds / odds.sum(dim=1, keepdim=True))
    assert set(map(tuple, pins)) <= set(map(tuple, three_cells.points))


def test_the_best_constant_pin_is_among_the_many():
    places = np.array([(10.0, 10.0 + i / 10) for i in range(20)] + [(-60.0, 100.0)])
    assert best_constant_pin(places)[0] == 10


def test_the_country_head_moves_odds_to_its_country():
    cells, country, home = torch.zeros(1, 3), torch.tensor([[0.0, 5.0]]), torch.tensor([0, 0, 1])
    alone = fuse(cells, country, home, Calibration(1.0, 0.0))
    fused = fuse(cells, country, home, Calibration(1.0, 1.0))
    assert fused[0, 2] > 0.9 > alone[0, 2]
    assert float(fused.sum()) == pytest.approx(1)
