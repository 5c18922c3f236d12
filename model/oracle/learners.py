"""Three learners behind one interface: from what is seen of training scenes to a `Guesser` of geocells.

- `network`: a perceptron with PIGEON's smoothed loss over the cells and cross entropy over the countries.
- `neighbours`: the nearest training scenes, weighed by likeness, in the features of that network: a metric
  learned for the purpose (Goldberger et al., Neighbourhood Components Analysis, 2004, is the idea's source).
- `boosting`: gradient boosting (Friedman, 2001) on the cells' cross entropy. A tree a class would be
  thousands a round; here a tree's leaves hold a step for every class, and its splits are chosen by a few
  random projections of the gradients (Iosipoi and Vakhrushev, SketchBoost, NeurIPS 2022).

Each is told only the training scenes; `model.oracle` chooses among them on the validation split.

Shapes: P training places, B places asked for, S sampled ones, D numbers of a scene, F yes-or-no questions,
C cells, N countries.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from torch import Tensor, nn
from tqdm import tqdm

from model.data import HEADINGS
from model.losses import haversine_smoothed_targets
from model.oracle.senses import Eye, Scenes

HIDDEN, FEATURES = 1024, 512
EPOCHS, BATCH, LEARNING_RATE = 10, 512, 2e-3
COUNTRY_WEIGHT = 0.5
UNSEEN = 0.1
"""Share of what is told of a scene that the network is not shown in training."""

NEIGHBOURS, LIKENESS = 100, 0.03
"""How many scenes count, and the difference in cosine at which a scene counts a third as much."""

TREES, DEPTH, STEP = 240, 6, 0.3
SCENES, SAMPLE, PROJECTIONS = 60_000, 12_000, 12
"""Boosting sees so many scenes at most (their logits of 2 000 cells are 0.5 GB), a tree so many of those."""
LEAST, SPLIT_PRIOR, LEAF_PRIOR = 8, 10.0, 1.0
QUESTIONS, COMMON = 15, 0.002
"""Thresholds of a measure; a question is asked if both answers are at least this common."""

Guesser = Callable[[Scenes], Tensor]
"""Scenes → cell probabilities [B, C]."""


@dataclass(frozen=True)
class Task:
    """What is to be learned: training scenes, what is seen of them, and where they are."""

    scenes: Scenes
    eye: Eye
    measures: NDArray[np.float32]
    cell: Tensor  # [P]
    country: Tensor  # [P]
    centres: Tensor  # [C, 2] degrees
    country_of_cell: Tensor  # [C]
    countries: int
    seed: int = 0

    @property
    def cells(self) -> int:
        """How many geocells there are."""
        return len(self.centres)


class Network(nn.Module):
    """Logits of cells and countries; `features` [B, FEATURES] are what they are read from.

    Of thousands of things and words a scene has some sixty, so the first layer adds up their rows.
    """

    def __init__(self, things: int, measures: int, cells: int, countries: int) -> None:
        super().__init__()
        self.there = nn.Parameter(torch.randn(things, HIDDEN) / 8)
        self.views = nn.Parameter(torch.zeros(things, HIDDEN))
        self.measures = nn.Linear(measures, HIDDEN)
        self.body = nn.Sequential(
            nn.LayerNorm(HIDDEN),
            nn.GELU(),
            nn.Dropout(0.4),
            nn.Linear(HIDDEN, FEATURES),
            nn.LayerNorm(FEATURES),
            nn.GELU(),
            nn.Dropout(0.3),
        )
        self.cells = nn.Linear(FEATURES, cells)
        self.country = nn.Linear(FEATURES, countries)

    def features(self, told: csr_matrix, measures: NDArray[np.float32]) -> Tensor:
        """Features of scenes: of things [B, T] in so many views, and measures [B, M]."""
        things, starts = torch.from_numpy(told.indices).long(), torch.from_numpy(told.indptr[:-1]).long()
        kept = nn.functional.dropout(torch.ones(len(things)), UNSEEN, self.training)
        share = kept * torch.from_numpy(told.data) / HEADINGS
        hidden = self.measures(nn.functional.dropout(torch.from_numpy(measures), UNSEEN, self.training))
        for table, weights in ((self.there, kept), (self.views, share)):
            hidden = hidden + nn.functional.embedding_bag(
                things, table, starts, mode="sum", per_sample_weights=weights
            )
        return self.body(hidden)


def train_network(task: Task) -> Network:
    """A network that has seen every training scene EPOCHS times."""
    torch.manual_seed(task.seed)
    told, places = task.scenes.told, len(task.scenes)
    made = Network(told.shape[1], task.measures.shape[1], task.cells, task.countries)
    near = haversine_smoothed_targets(task.centres, task.centres)
    near = near / near.sum(dim=1, keepdim=True)
    size = max(16, min(BATCH, places // 120))
    order = torch.cat([torch.randperm(places) for _ in range(EPOCHS)])
    batches = order.split(size)
    optimizer = torch.optim.AdamW(made.parameters(), lr=LEARNING_RATE, weight_decay=0.05)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, LEARNING_RATE, total_steps=len(batches))
    for batch in tqdm(batches, desc="network", unit=" steps"):
        rows = batch.numpy()
        features = made.features(told[rows], task.measures[rows])
        log_p = torch.log_softmax(made.cells(features), dim=1)
        loss = -(near[task.cell[batch]] * log_p).sum(dim=1).mean()
        loss = loss + nn.functional.cross_entropy(made.country(features), task.country[batch])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
    return made.eval()


@torch.inference_mode()
def features_of(made: Network, scenes: Scenes, measures: NDArray[np.float32], block: int = 2000) -> Tensor:
    """The network's features of scenes [B, FEATURES]."""
    starts = range(0, len(scenes), block)
    parts = [made.features(scenes.told[a : a + block], measures[a : a + block]) for a in starts]
    return torch.cat(parts)


def network(task: Task, made: Network) -> Guesser:
    """What the network itself makes of its features: cells, weighed by their countries."""

    @torch.inference_mode()
    def guess(scenes: Scenes) -> Tensor:
        features = features_of(made, scenes, task.eye.measures(scenes))
        country = torch.log_softmax(made.country(features), dim=1)[:, task.country_of_cell]
        return torch.softmax(made.cells(features) + COUNTRY_WEIGHT * country, dim=1)

    return guess


def neighbours(task: Task, made: Network) -> Guesser:
    """Where the training scenes lie that are most like a scene, by the cosine of the network's features."""
    known = nn.functional.normalize(features_of(made, task.scenes, task.measures), dim=1)
    count = min(NEIGHBOURS, len(known))

    @torch.inference_mode()
    def guess(scenes: Scenes) -> Tensor:
        asked = nn.functional.normalize(features_of(made, scenes, task.eye.measures(scenes)), dim=1)
        found = torch.zeros(len(asked), task.cells)
        for start in range(0, len(asked), 256):
            likeness, nearest = (asked[start : start + 256] @ known.T).topk(count, dim=1)
            shares = torch.softmax(likeness / LIKENESS, dim=1)
            found[start : start + 256].scatter_add_(1, task.cell[nearest], shares)
        return found

    return guess


class Questions:
    """Yes-or-no questions about scenes: is it there, in several views, is a measure above a threshold."""

    def __init__(self, told: csr_matrix, measures: NDArray[np.float32]) -> None:
        shares = np.linspace(0, 1, QUESTIONS + 2)[1:-1]
        self.thresholds = [np.unique(np.quantile(column, shares)) for column in measures.T]
        there = np.asarray((told > 0).mean(axis=0)).ravel()
        self.common = np.flatnonzero(there >= COMMON)
        asked = self._all(told, measures)
        yes = asked[:: 1 + len(asked) // 50_000].float().mean(dim=0)
        kept = ((yes >= COMMON) & (yes <= 1 - COMMON)).nonzero().ravel()
        self.kept = kept if len(kept) else torch.zeros(1, dtype=torch.long)

    def _all(self, told: csr_matrix, measures: NDArray[np.float32]) -> Tensor:
        views = torch.from_numpy(told[:, self.common].toarray().astype(np.uint8))
        above = [
            torch.from_numpy(column[:, None] > thresholds)
            for column, thresholds in zip(measures.T, self.thresholds, strict=True)
        ]
        return torch.cat([views > 0, views > 1, views > 3, *above], dim=1)

    def __call__(self, told: csr_matrix, measures: NDArray[np.float32]) -> Tensor:
        """Answers [B, F], bool."""
        return self._all(told, measures)[:, self.kept]


@dataclass(frozen=True)
class Tree:
    """A tree of equal depth: the question at each node of each level, each leaf's step for all classes."""

    questions: list[Tensor]
    steps: Tensor  # [2 ** DEPTH, C]

    def leaf(self, answers: Tensor) -> Tensor:
        """The leaf of each row of answers [B, F]."""
        node, rows = torch.zeros(len(answers), dtype=torch.long), torch.arange(len(answers))
        for question in self.questions:
            node = 2 * node + answers[rows, question[node]].long()
        return node


def boosting(task: Task) -> Guesser:
    """Gradient boosting with trees whose leaves hold a Newton step for every cell."""
    generator = torch.Generator().manual_seed(task.seed)
    seen = torch.randperm(len(task.scenes), generator=generator)[:SCENES]
    told, measures, cell = task.scenes.told[seen.numpy()], task.measures[seen.numpy()], task.cell[seen]
    ask = Questions(told, measures)
    answers = ask(told, measures)
    counts = torch.bincount(task.cell, minlength=task.cells).float()
    prior = ((counts + 0.1) / (counts + 0.1).sum()).log()
    logits = prior.expand(len(answers), -1).clone()
    trees: list[Tree] = []
    for _ in tqdm(range(TREES), desc="boosting", unit=" trees"):
        rows = torch.randperm(len(answers), generator=generator)[:SAMPLE]
        p = torch.softmax(logits[rows], dim=1)
        misses = -p
        misses[torch.arange(len(rows)), cell[rows]] += 1
        tree = _grow(answers[rows].float(), misses, p * (1 - p), generator)
        trees.append(tree)
        for some, leaf in zip(logits.split(10_000), tree.leaf(answers).split(10_000), strict=True):
            some += tree.steps[leaf]
    del logits, answers

    def guess(scenes: Scenes) -> Tensor:
        asked = ask(scenes.told, task.eye.measures(scenes))
        total = prior.expand(len(asked), -1).clone()
        for tree in trees:
            total += tree.steps[tree.leaf(asked)]
        return torch.softmax(total, dim=1)

    return guess


def _grow(answers: Tensor, misses: Tensor, curvature: Tensor, generator: torch.Generator) -> Tree:
    """A tree on answers [S, F] that explains the misses [S, C], the classes' negative gradients."""
    sketch = misses @ torch.randn(misses.shape[1], PROJECTIONS, generator=generator) / PROJECTIONS**0.5
    told = torch.cat([sketch, torch.ones(len(sketch), 1)], dim=1)
    node, rows, questions = torch.zeros(len(told), dtype=torch.long), torch.arange(len(told)), []
    for level in range(DEPTH):
        parts = node.argsort().split(torch.bincount(node, minlength=2**level).tolist())
        question = torch.stack([_best_question(answers[part], told[part]) for part in parts])
        questions.append(question)
        node = 2 * node + answers[rows, question[node]].long()
    home = torch.zeros(2**DEPTH, len(rows))
    home[node, rows] = 1
    return Tree(questions, STEP * (home @ misses) / (home @ curvature + LEAF_PRIOR))


def _best_question(answers: Tensor, told: Tensor) -> Tensor:
    """The question that parts a node's sketched gradients (last column: ones) best; 0 where none may."""
    yes = answers.T @ told
    no = told.sum(dim=0) - yes
    gain = sum(
        (side[:, :-1].square().sum(dim=1) / (side[:, -1] + SPLIT_PRIOR) for side in (yes, no)),
        start=torch.zeros(len(yes)),
    )
    few = (yes[:, -1] < LEAST) | (no[:, -1] < LEAST)
    return gain.masked_fill(few, -1).argmax()
