"""The opponents that can sit at the table: PIGEON behind its queue, and the baselines any model must beat."""

from __future__ import annotations

import time
import warnings
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image

from model import checkpoint
from model.augment import normalise, resize
from model.batching import BatchQueue
from model.checkpoint import Checkpoint
from model.decode import Decoder, ExpectedScoreDecoder, best_constant_pin
from model.guess import CellProbability, CountryProbability, Guess
from model.pigeon import by_country, for_pin, fuse, mixed_precision
from model.prototypes import RefinedDecoder
from model.retrieval import RetrievalDecoder
from model.views import prepare
from world.render import VIEW_PX
from world.scene import WORLD_VERSION

CELLS_IN_GUESS = 10
VIEWS_AT_ONCE = 64
PLACES_WITHOUT_WEIGHTS = 2000


def decoder_of(trained: Checkpoint, name: str = "auto") -> Decoder:
    """What turns odds and embeddings into pins: "cells", "refined", "retrieval", or "auto".

    "auto" is refined where the weights hold prototypes that helped on the validation split, else cells.
    Raises ValueError for another name, and for what the weights do not hold.
    """
    if name == "auto":
        name = "refined" if trained.refinement and trained.refinement.helps else "cells"
    if name == "cells":
        return ExpectedScoreDecoder(trained.cells)
    if name == "refined" and trained.prototypes and trained.refinement:
        return RefinedDecoder(trained.cells, trained.prototypes, trained.refinement)
    if name == "retrieval" and trained.retrieval:
        return RetrievalDecoder(trained.retrieval, trained.cells.points)
    if name not in ("refined", "retrieval"):
        raise ValueError(f"There is no decoder named {name!r}. There are: auto, cells, refined, retrieval.")
    raise ValueError(
        f"These weights hold nothing for the decoder {name!r}. Add it with: python -m model.refine "
        f"--weights FILE --out FILE --decoders {name}"
    )


class PigeonOpponent:
    """A trained PIGEON. Safe to call from many threads: concurrent guesses share forward passes.

    `decoder` says how its pins are found; see `decoder_of`.
    `world_version` is the version of the rendered world it was trained on; another one than this
    program's warns, because the pictures have changed since. Its odds are about `cells`.
    """

    name = "PIGEON"

    def __init__(self, trained: Checkpoint, device: torch.device, decoder: str = "auto") -> None:
        self._checkpoint, self._device, self.cells = trained, device, trained.cells
        self.world_version = trained.world_version
        if self.world_version != WORLD_VERSION:
            warnings.warn(
                f"PIGEON was trained on world version {self.world_version}, and this is {WORLD_VERSION}: "
                "its guesses will be worse than they could be. Train it anew with: make train",
                stacklevel=3,
            )
        self._decoder = decoder_of(trained, decoder)
        self._country_of_cell = trained.country_of_cell().to(device)
        self._queue: BatchQueue[NDArray[np.uint8], Guess] = BatchQueue(self._answer, name=self.name)

    def guess(self, views: Sequence[Image.Image]) -> Guess:
        """One guess; see `Opponent`. `seconds` is what the caller waited, queue included.

        Raises ValueError without a view and TypeError for what is no picture.
        """
        start = time.perf_counter()
        guess = self._queue.ask(prepare(views, VIEW_PX))
        return replace(guess, seconds=time.perf_counter() - start)

    def guess_batch(self, rounds: Sequence[Sequence[Image.Image]]) -> list[Guess]:
        """A guess a round, in order; `seconds` is each round's share of the whole."""
        start = time.perf_counter()
        pending = [self._queue.submit(prepare(views, VIEW_PX)) for views in rounds]
        guesses = [future.result() for future in pending]
        share = (time.perf_counter() - start) / max(1, len(guesses))
        return [replace(guess, seconds=share) for guess in guesses]

    def close(self) -> None:
        """Stop the worker thread; guesses asked for before are still given."""
        self._queue.close()

    def _answer(self, rounds: list[NDArray[np.uint8]]) -> list[Guess]:
        probabilities, sharper, embeddings = self._seen(rounds)
        pins = self._decoder(sharper, embeddings)
        return [self._guess(pin, row) for pin, row in zip(pins, probabilities, strict=True)]

    def _seen(self, rounds: list[NDArray[np.uint8]]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Cell probabilities [B, C] as shown and for the pin, and embeddings [B, F], all on the CPU."""
        network = self._checkpoint.network
        # Just as in training: views of the renderer's size first, then band and size of the network.
        views = resize(np.concatenate(rounds), self._checkpoint.px)
        with torch.inference_mode(), mixed_precision(self._device):
            features = torch.cat(
                [
                    network.features(normalise(block.to(self._device))).float()
                    for block in views.split(VIEWS_AT_ONCE)
                ]
            )
            parts = features.split([len(views) for views in rounds])
            embeddings = torch.cat([network.embed(part[None]) for part in parts])
            logits = network.logits(embeddings)
            views_B = torch.tensor([len(views) for views in rounds])
            shown_BC = torch.empty(logits["cells"].shape)
            pin_BC = torch.empty_like(shown_BC)
            for number in views_B.unique().tolist():
                calibration, rows = self._checkpoint.calibration_of(number), views_B == number
                cells, country = logits["cells"][rows], logits["country"][rows]
                fused = fuse(cells, country, self._country_of_cell, calibration)
                shown_BC[rows], pin_BC[rows] = fused.cpu(), for_pin(fused, calibration).cpu()
        return shown_BC, pin_BC, embeddings.float().cpu()

    def _guess(self, pin: NDArray[np.float64], probabilities: torch.Tensor) -> Guess:
        cells = self._checkpoint.cells
        top = torch.topk(probabilities, min(CELLS_IN_GUESS, len(cells)))
        considered = tuple(
            CellProbability(
                cell,
                cells.labels[cell],
                cells.countries[cell],
                float(cells.centres[cell][0]),
                float(cells.centres[cell][1]),
                float(probability),
            )
            for cell, probability in zip(top.indices.tolist(), top.values.tolist(), strict=True)
        )
        return Guess(float(pin[0]), float(pin[1]), considered, 0.0, self._likeliest_country(probabilities))

    def _likeliest_country(self, probabilities: torch.Tensor) -> CountryProbability:
        """Of all cell probabilities [C], whichever are listed in the guess."""
        countries = self._checkpoint.countries
        (odds,) = by_country(probabilities[None], self._country_of_cell, len(countries))
        best = int(odds.argmax())
        return CountryProbability(countries[best], float(odds[best]))


class PinOpponent:
    """A baseline that never looks at the picture: each guess is one of the given pins.

    With one pin it is the constant guess; with many, each round draws one at random (`seed` fixes the
    order, so that an evaluation can be repeated).
    """

    def __init__(self, name: str, pins: NDArray[np.float64], countries: Sequence[str], seed: int = 0) -> None:
        self.name = name
        self.world_version = WORLD_VERSION
        self._pins, self._countries = np.asarray(pins, dtype=np.float64), list(countries)
        self._rng = np.random.default_rng(seed)

    def guess(self, views: Sequence[Image.Image]) -> Guess:
        """A pin, and the country it lies in as its only cell. The views are not looked at."""
        start = time.perf_counter()
        number = int(self._rng.integers(len(self._pins)))
        latitude, longitude = self._pins[number].tolist()
        country = self._countries[number]
        cell = CellProbability(number, country, country, latitude, longitude, 1.0)
        return Guess(latitude, longitude, (cell,), time.perf_counter() - start)

    def guess_batch(self, rounds: Sequence[Sequence[Image.Image]]) -> list[Guess]:
        """A pin a round, in order."""
        return [self.guess(views) for views in rounds]

    def close(self) -> None:
        """Nothing to stop."""


def baseline(name: str, weights: Path, seed: int = 0) -> PinOpponent:
    """The baseline "random" or "constant", over the training places that the weights carry.

    Without weights it draws the places anew, which takes seconds the first time.
    """
    if weights.is_file():
        known = checkpoint.load(weights)
        places = known.cells.points
        countries = [known.cells.countries[cell] for cell in known.cells.cell_of_point()]
        pin = known.constant_pin
    else:
        from world import facts
        from world.places import draw

        places = np.array([place[:2] for place in draw("train", PLACES_WITHOUT_WEIGHTS)])
        countries = [facts.country_at(*place) or "" for place in places]
        pin = best_constant_pin(places)
    if name == "random":
        return PinOpponent("Random", places, countries, seed)
    nearest = int(((places - pin) ** 2).sum(axis=1).argmin())
    return PinOpponent("Constant", np.array([pin]), [countries[nearest]], seed)
