"""The ceiling: how well a place can be guessed from what stands in its scene, by an eye that misses nothing.

    python -m model.oracle --train data/train --val data/val --split test --limit 2000 --json FILE

It sees no pictures but the labels of their views (`world.labels`), which `python -m world.dataset
--no-pictures` writes without drawing anything. Two learners, a forest and a network, turn them into
geocells; the one that scores more on the validation split is the oracle. What PIGEON scores on the same
places is a share of that: the rest of the way is seeing, not knowing.

Shapes: P training places, B places, D numbers of a scene, C cells.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.ensemble import ExtraTreesRegressor
from torch import nn
from tqdm import tqdm

from model.config import TrainConfig
from model.data import Labels, Views, Vocabulary, read_records, read_view_labels
from model.decode import ExpectedScoreDecoder
from model.geocells import Geocells
from model.geocells.cells import unit_vectors
from model.losses import haversine_smoothed_targets, soft_cross_entropy
from model.metrics import summary, table
from model.pigeon import Calibration, fuse
from model.train import cells_of, latlon_of
from world import facts

TREES = 200
COUNTRY_NUMBERS = 24
HIDDEN = 768
EPOCHS = 12
BATCH = 256
LEARNING_RATE = 1e-3

Guesser = Callable[
    [NDArray[np.float32]], torch.Tensor
]  # numbers of scenes [B, D] → cell probabilities [B, C]


def numbers_of(labels: Labels) -> NDArray[np.float32]:
    """A scene as numbers [P, D]: in how many views each thing is, whether in any, and all views' measures."""
    things = labels.things.sum(axis=1, dtype=np.float32)
    return np.hstack([things, things > 0, labels.measures.reshape(len(things), -1)], dtype=np.float32)


def forest(numbers_PD: NDArray[np.float32], labels: Labels, cells: int, seed: int = 0) -> Guesser:
    """Extremely randomised trees as adaptive nearest neighbours (Lin and Jeon, 2006).

    They grow to tell places on the sphere and countries apart; a guess is where the training places lie that
    share its leaves.
    """
    rng = np.random.default_rng(seed)
    # Countries as a few random numbers each: a column a country would cost a hundred times the memory.
    country = rng.normal(size=(labels.country.max() + 1, COUNTRY_NUMBERS)) / COUNTRY_NUMBERS**0.5
    target = np.hstack([unit_vectors(labels.latlon.astype(np.float64)), country[labels.country]])
    trees = ExtraTreesRegressor(TREES, max_features=0.3, min_samples_leaf=3, n_jobs=-1, random_state=seed)
    trees.fit(numbers_PD, target)
    leaves, shares = _leaves(trees.apply(numbers_PD)), _one_hot(labels.cell, cells)
    sizes = np.asarray(leaves.sum(axis=0)).ravel()
    in_leaf = (leaves.T @ shares).multiply(1 / np.maximum(sizes, 1)[:, None]).tocsr()

    def guess(numbers_BD: NDArray[np.float32]) -> torch.Tensor:
        found = _leaves(trees.apply(numbers_BD), leaves.shape[1]) @ in_leaf / TREES
        return torch.from_numpy(found.toarray().astype(np.float32))

    return guess


def _leaves(leaf_of_tree: NDArray[np.int64], width: int | None = None) -> csr_matrix:
    """Leaf numbers [n, trees] as a sparse matrix with a one in each tree's part of its columns."""
    count, trees = leaf_of_tree.shape
    most = width // trees if width else int(leaf_of_tree.max()) + 1
    columns = (leaf_of_tree + np.arange(trees) * most).ravel()
    rows = np.repeat(np.arange(count), trees)
    return csr_matrix((np.ones(len(rows), np.float32), (rows, columns)), shape=(count, most * trees))


def _one_hot(cell: NDArray[np.int64], cells: int) -> csr_matrix:
    return csr_matrix(
        (np.ones(len(cell), np.float32), (np.arange(len(cell)), cell)), shape=(len(cell), cells)
    )


def network(
    numbers_PD: NDArray[np.float32], labels: Labels, cells: Geocells, countries: Sequence[str], seed: int = 0
) -> Guesser:
    """A perceptron with PIGEON's smoothed loss over the cells and cross entropy over the countries."""
    torch.manual_seed(seed)
    made = nn.Sequential(
        nn.BatchNorm1d(numbers_PD.shape[1]),
        nn.Linear(numbers_PD.shape[1], HIDDEN),
        nn.ReLU(),
        nn.Dropout(0.4),
        nn.Linear(HIDDEN, len(cells) + len(countries)),
    )
    inputs, latlon = torch.from_numpy(numbers_PD), torch.from_numpy(labels.latlon)
    country, centres = torch.from_numpy(labels.country), torch.from_numpy(cells.centres.astype(np.float32))
    optimizer = torch.optim.AdamW(made.parameters(), lr=LEARNING_RATE, weight_decay=0.05)
    size = min(BATCH, max(2, len(inputs) // 8))  # batch norm wants two at least
    order = torch.cat([torch.randperm(len(inputs)) for _ in range(EPOCHS)])
    batches = [batch for batch in order.split(size) if len(batch) == size]
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, LEARNING_RATE, total_steps=len(batches))
    for batch in tqdm(batches, desc="network", unit=" steps"):
        logits = made(inputs[batch])
        targets = haversine_smoothed_targets(centres, latlon[batch])
        loss = soft_cross_entropy(logits[:, : len(cells)], targets)
        loss = loss + nn.functional.cross_entropy(logits[:, len(cells) :], country[batch])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
    made.eval()
    of_cell = torch.tensor([countries.index(code) for code in cells.countries])

    def guess(numbers_BD: NDArray[np.float32]) -> torch.Tensor:
        with torch.inference_mode():
            logits = made(torch.from_numpy(numbers_BD))
            return fuse(logits[:, : len(cells)], logits[:, len(cells) :], of_cell, Calibration())

    return guess


class Places:
    """Places of one split: their scene records and numbers."""

    def __init__(
        self, records: list[dict[str, Any]], shown: Views, words: Vocabulary, cells: Geocells
    ) -> None:
        self.records = records
        cell = cells.assign(latlon_of(records), [record["country"] for record in records])
        self.labels = Labels.of(records, shown, words, cell)
        self.numbers = numbers_of(self.labels)

    def figures(self, guess: Guesser, decoder: ExpectedScoreDecoder) -> dict[str, float]:
        """What `model.metrics.summary` says of the guesses at these places."""
        pins = decoder(guess(self.numbers))
        guessed = [facts.country_at(*pin) or "" for pin in pins.tolist()]
        return summary(
            pins, latlon_of(self.records), guessed, [record["country"] for record in self.records], 0.0
        )


def oracle(train: Path, val: Path, tests: dict[str, Path], limit: int) -> dict[str, Any]:
    """Figures of the better learner on each of `tests`, and of both on the validation split.

    Raises FileNotFoundError for a data set or labels that are missing, naming the command that writes them.
    """
    records = read_records(train)
    shown = read_view_labels(train, records)
    words, cells = Vocabulary.of(records, shown), cells_of(records, TrainConfig())
    known = Places(records, shown, words, cells)
    decoder = ExpectedScoreDecoder(cells)

    def places(folder: Path) -> Places:
        some = [record for record in read_records(folder) if record["index"] < limit]
        return Places(some, read_view_labels(folder, some), words, cells)

    held_out, asked = places(val), {split: places(folder) for split, folder in tests.items()}

    learners = {
        "forest": forest(known.numbers, known.labels, len(cells)),
        "network": network(known.numbers, known.labels, cells, words.countries),
    }
    tried = {name: held_out.figures(guess, decoder) for name, guess in learners.items()}
    best = max(tried, key=lambda name: tried[name]["mean_score"])
    result = {split: some.figures(learners[best], decoder) for split, some in asked.items()}
    return {"learner": best, "scenes": len(records), "validation": tried, **result}


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit as the command line says, print the table, write the JSON."""
    parser = argparse.ArgumentParser(description="How well places can be guessed from what scenes show.")
    parser.add_argument("--train", type=Path, default=Path("data/train"))
    parser.add_argument("--val", type=Path, default=Path("data/val"))
    parser.add_argument("--split", nargs="+", default=["test"], choices=("test", "test-far"))
    parser.add_argument("--data", type=Path, default=Path("data"), help="where test/ and test-far/ are")
    parser.add_argument("--limit", type=int, default=2000, help="how many locations of each split")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    options = parser.parse_args(arguments)
    if options.limit < 1:
        parser.error(f"--limit must be at least 1, not {options.limit}")
    tests = {split: options.data / split for split in options.split}
    try:
        result = oracle(options.train, options.val, tests, options.limit)
    except (FileNotFoundError, ValueError) as problem:
        raise SystemExit(str(problem)) from problem
    rows = {f"{name}, validation": row for name, row in result["validation"].items()}
    print(f"Fitted on {result['scenes']} scenes; the oracle is the {result['learner']}.")
    print(table(rows | {f"oracle, {split}": result[split] for split in tests}))
    if options.json:
        options.json.parent.mkdir(parents=True, exist_ok=True)
        options.json.write_text(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    main()
