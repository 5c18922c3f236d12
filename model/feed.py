"""Batches for one stage of training: which locations and views each step sees, prepared ahead of time.

Everything about a step follows from (seed, stage, step), never from what came before: a run that was
killed and resumed sees exactly what an uninterrupted one does.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

from model.augment import AugmentConfig, augment, crops
from model.config import Phase, StageConfig
from model.data import HEADINGS


@dataclass(frozen=True)
class Batch:
    """`views` pictures of each of B `rounds` (numbers of locations), consecutive; `headings` [B, views]."""

    pictures: Tensor
    rounds: NDArray[np.int64]
    headings: NDArray[np.int64]
    phase: Phase
    last_of_phase: bool
    seed: tuple[int, int, int]


class Feed:
    """The steps of one stage over views [N, 4, H, W, 3]."""

    def __init__(
        self, views: NDArray[np.uint8], stage: StageConfig, augment: AugmentConfig, seed: tuple[int, int]
    ) -> None:
        self._views, self._augment, self._seed = views, augment, seed
        self._ends = np.cumsum([phase.steps(len(views)) for phase in stage.phases])
        self._phases = stage.phases

    def __len__(self) -> int:
        return int(self._ends[-1])

    def batch(self, step: int) -> Batch:
        """What step `step` of the stage sees."""
        number = int(np.searchsorted(self._ends, step, side="right"))
        phase = self._phases[number]
        into = step - (int(self._ends[number - 1]) if number else 0)
        rng = np.random.default_rng([*self._seed, step])
        rounds = self._locations(number, phase, into)
        order = rng.permuted(np.tile(np.arange(HEADINGS), (len(rounds), 1)), axis=1)
        headings = np.sort(order[:, : phase.views], axis=1)
        chosen = self._views[np.repeat(rounds, phase.views), headings.reshape(-1)]
        pictures = augment(crops(chosen, phase.px, self._augment, rng), self._augment, rng)
        last = step + 1 == int(self._ends[number])
        return Batch(pictures, rounds, headings, phase, last, (*self._seed, step))

    def _locations(self, number: int, phase: Phase, into: int) -> NDArray[np.int64]:
        """The locations of the phase's step `into`: each epoch a new order, the odd remainder left out."""
        size = min(phase.rounds, len(self._views))
        epoch, place = divmod(into, len(self._views) // size)
        order = np.random.default_rng([*self._seed, number, epoch, 1]).permutation(len(self._views))
        return order[place * size : (place + 1) * size]

    def from_step(self, first: int) -> Iterator[Batch]:
        """The batches from step `first` on, two of them always being prepared on another thread."""
        with ThreadPoolExecutor(1) as pool:
            ahead = [pool.submit(self.batch, step) for step in range(first, min(first + 2, len(self)))]
            for step in range(first, len(self)):
                ready = ahead.pop(0).result()
                if step + 2 < len(self):
                    ahead.append(pool.submit(self.batch, step + 2))
                yield ready
