"""The ceiling: how well a place can be guessed from what stands in its scene, by an eye that misses nothing.

    python -m world.dataset --no-pictures --split train --count 200000 --out data/scenes/train
    for split in val test test-far; do
      python -m world.dataset --no-pictures --split $split --count 3000 --out data/scenes/$split
    done
    python -m model.oracle --data data/scenes --split test test-far --json oracle.json

The oracle sees no pictures but the labels of their views (`world.labels`) and legible writing, as coarsely as
a view of 192 px would show them (`model.oracle.senses`). Gradient boosting, nearest neighbours, a network and
their mixtures are tried (`model.oracle.learners`); the one that scores most on the validation split is the
oracle. Where a place name can be read, it owns an atlas (`model.oracle.atlas`). What PIGEON scores on the
same places is a share of that: the rest of the way is seeing, not knowing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags_array
from torch import Tensor

from game.geodesy import unit_vectors
from model.decode import ExpectedScoreDecoder
from model.geocells import Geocells, gather
from model.geocells.split import halve
from model.metrics import summary
from model.oracle import atlas, learners
from model.oracle.learners import Guesser, Task
from model.oracle.senses import Eye, Scenes, lines, read_scenes
from world import facts

MOST_CELLS = 1400
IMPORTANCE_SCENES = 1000
PINS_PER_CELL = 4
LEAST_ODDS = 1e-6
"""What a mixture believes of a cell that one of its parts rules out."""


class Decoder:
    """From cell odds to pins: the best expected score, or the town on a legible sign."""

    def __init__(self, cells: Geocells) -> None:
        self.best, self.centres = ExpectedScoreDecoder(cells, PINS_PER_CELL), cells.centres

    def __call__(self, odds_BC: Tensor, scenes: Scenes) -> NDArray[np.float64]:
        """Pins [B, 2] in degrees."""
        pins = self.best(odds_BC).copy()
        for row, read in enumerate(scenes.names):
            town = atlas.pin(read, self.centres, odds_BC[row].double().numpy()) if read else None
            if town is not None:
                pins[row] = town
        return pins

    def figures(self, odds_BC: Tensor, scenes: Scenes) -> dict[str, float]:
        """What `model.metrics.summary` says of the pins."""
        pins = self(odds_BC, scenes)
        guessed = facts.countries_at(*pins.T).tolist()
        return summary(pins, scenes.latlon, guessed, scenes.countries, 0.0)


def oracle(train: Path, val: Path, tests: Mapping[str, Path], limit: int) -> dict[str, Any]:
    """Figures of the best guesser on each of `tests`, of all on the validation split, and what it lives on.

    Raises FileNotFoundError for a data set or labels that are missing, naming the command that writes them.
    """
    for folder in (train, val, *tests.values()):
        next(lines(folder))  # whether it is there, before minutes of work
    known = read_scenes(train)
    held_out = read_scenes(val, limit, known.columns)
    asked = {split: read_scenes(folder, limit, known.columns) for split, folder in tests.items()}
    cells = geocells(known)
    guessers, decode = learn(known, cells), Decoder(cells)

    odds = {name: guess(held_out) for name, guess in guessers.items()}
    tried = {
        " + ".join(names): decode.figures(mix([odds[name] for name in names]), held_out)
        for count in range(1, len(odds) + 1)
        for names in combinations(odds, count)
    }
    best = max(tried, key=lambda name: tried[name]["mean_score"])
    chosen = [guessers[name] for name in best.split(" + ")]

    def guess(scenes: Scenes) -> Tensor:
        return mix([each(scenes) for each in chosen])

    some = first(held_out, IMPORTANCE_SCENES)
    return {
        "learner": best,
        "scenes": len(known),
        "cells": len(cells),
        "validation": tried,
        "importance": {
            name: decode.figures(guess(less), less)
            for name, less in {"nothing": some, **without(some)}.items()
        },
        **{split: decode.figures(guess(scenes), scenes) for split, scenes in asked.items()},
    }


def learn(known: Scenes, cells: Geocells) -> dict[str, Guesser]:
    """All guessers by name, fitted to the training scenes."""
    eye, countries = Eye.of(known), sorted(set(known.countries))
    number = {code: i for i, code in enumerate(countries)}
    task = Task(
        known,
        eye,
        eye.measures(known),
        torch.from_numpy(cells.assign(known.latlon, known.countries)),
        torch.tensor([number[code] for code in known.countries]),
        torch.from_numpy(cells.centres.astype(np.float32)),
        torch.tensor([number[code] for code in cells.countries]),
        len(countries),
    )
    made = learners.train_network(task)
    return {
        "network": learners.network(task, made),
        "neighbours": learners.neighbours(task, made),
        "boosting": learners.boosting(task),
    }


def mix(odds: Sequence[Tensor]) -> Tensor:
    """The geometric mean of several guessers' cell probabilities [B, C]."""
    if len(odds) == 1:
        return odds[0]
    return torch.softmax(torch.stack([(each + LEAST_ODDS).log() for each in odds]).mean(dim=0), dim=1)


def geocells(scenes: Scenes) -> Geocells:
    """Each country halved across its longest direction until no part holds too many scenes.

    Some 600 cells for 30 000 scenes, 2 000 for 200 000. PIGEON's own cells follow clusters of places; finding
    those takes a time that grows with the square of their number.
    """
    most = max(80, len(scenes) // MOST_CELLS)
    vectors, country = unit_vectors(scenes.latlon), np.array(scenes.countries)
    cell = np.empty(len(scenes), dtype=np.int64)
    owner: list[str] = []
    for code in np.unique(country):
        queue = [np.flatnonzero(country == code)]
        while queue:
            part = queue.pop()
            if len(part) > most:
                half = halve(vectors[part])
                queue += [part[half], part[~half]]
            else:
                cell[part] = len(owner)
                owner.append(str(code))
    return gather(scenes.latlon, cell, owner, owner)


GROUPS: dict[str, tuple[str, ...]] = {
    "names of towns": (),
    "other words": ("shop", "street", "road-sign", "plate=", "plate~", "plate-begins", "plate-ends", "other"),
    "language and script": ("writing", "script"),
    "signs": ("sign", "post", "symbol"),
    "plates": ("plate-front", "plate-rear", "plate-ink", "plate-strip"),
    "bollards": ("bollard",),
    "poles": ("pole",),
    "furniture": ("furniture",),
    "fences": ("barrier",),
    "vehicles": ("vehicle",),
    "driving side": ("keeps", "camera-"),
    "road and paint": ("centre-line", "edge-line", "kerb", "sidewalk", "shoulder", "surface", "road-"),
    "houses": ("building", "storeys", "wall", "roof", "windows", "house"),
    "plants and crops": ("plant", "season", "field"),
    "soil": ("soil-",),
    "grass and far land": ("grass-", "far-land-"),
    "relief": ("skyline", "relief", "snow-on"),
    "water": ("water",),
    "sun": ("sun",),
    "weather": ("haze", "sky", "snow"),
    "ground and settlement": ("ground", "settlement"),
}
"""What the names of things, words and measures begin with, by what a person would call it."""


def without(scenes: Scenes, seed: int = 0) -> dict[str, Scenes]:
    """The scenes with one group of what is told taken from other scenes: what the oracle then loses, it had
    from there (permutation importance: Breiman, Random Forests, 2001)."""
    order = np.random.default_rng(seed).permutation(len(scenes))
    return {name: _shuffled(scenes, name, order) for name in GROUPS}


def _shuffled(scenes: Scenes, group: str, order: NDArray[np.int64]) -> Scenes:
    starts = GROUPS[group]
    if not starts:
        return replace(scenes, names=[()] * len(scenes))
    theirs = np.array([group_of(name) == group for name in scenes.columns])
    told = scenes.told @ diags_array((~theirs).astype(np.float32))
    told = told + scenes.told[order] @ diags_array(theirs.astype(np.float32))
    measures = scenes.measures.copy()
    columns = [i for i, name in enumerate(scenes.measured) if group_of(name) == group]
    measures[:, :, columns] = measures[order][:, :, columns]
    return replace(scenes, told=csr_matrix(told), measures=measures)


def group_of(name: str) -> str:
    """The first group that a thing, word or measure belongs to, "" for none."""
    return next((group for group, starts in GROUPS.items() if starts and name.startswith(starts)), "")


def first(scenes: Scenes, count: int) -> Scenes:
    """The first so many scenes."""
    return replace(
        scenes,
        latlon=scenes.latlon[:count],
        countries=scenes.countries[:count],
        names=scenes.names[:count],
        told=scenes.told[:count],
        measures=scenes.measures[:count],
    )
