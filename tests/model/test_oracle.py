"""The oracle: it guesses from what scenes show, and knows no more than they show."""

from __future__ import annotations

import json
import shutil

import numpy as np
import pytest

from model import oracle
from tests.model.conftest import write_dataset


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    root = tmp_path_factory.mktemp("oracle")
    return write_dataset(root / "train", 120, seed=1), write_dataset(root / "test", 30, seed=2)


def test_an_oracle_that_is_told_the_country_finds_it(folders):
    train, test = folders
    result = oracle.oracle(train, test, {"test": test}, limit=1000)
    assert result["test"]["n"] == 30
    assert set(result["validation"]) == {"forest", "network"}
    # Whether a pin near a border stands across it is not the oracle's to know: distance tells.
    assert all(row["within_750_km"] > 0.9 for row in result["validation"].values())


def test_an_oracle_that_is_told_nothing_does_not(folders, tmp_path):
    blind = []
    for folder in folders:
        copy = tmp_path / folder.name
        shutil.copytree(folder, copy)
        lines = [json.loads(line) for line in (copy / "labels.jsonl").read_text().splitlines()]
        for line in lines:
            line["views"][0]["things"] = ["sky:clear"]
        (copy / "labels.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
        blind.append(copy)
    result = oracle.oracle(blind[0], blind[1], {"test": blind[1]}, limit=1000)
    assert result["test"]["within_750_km"] < 0.6


def test_a_missing_data_set_is_said_before_anything_is_fitted(folders, tmp_path, monkeypatch):
    monkeypatch.setattr(oracle, "forest", None)
    with pytest.raises(SystemExit, match=r"python -m world\.dataset --split test-far"):
        oracle.main(
            [
                "--train",
                str(folders[0]),
                "--val",
                str(folders[1]),
                "--split",
                "test-far",
                "--data",
                str(tmp_path),
            ]
        )


def test_leaves_become_a_column_of_their_tree():
    leaves = oracle._leaves(np.array([[0, 2], [1, 0]])).toarray()
    assert leaves.tolist() == [[1, 0, 0, 0, 0, 1], [0, 1, 0, 1, 0, 0]]
