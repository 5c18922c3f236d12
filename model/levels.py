"""How strong an opponent plays, from beginner to champion, by honest means only.

    from model import load
    from model.levels import at_level
    guess = at_level(load("pigeon"), "amateur").guess(views)

A weaker level is not told less of the truth or pushed off it: it looks in fewer directions, decodes its
odds more simply, or draws lots among its likeliest geocells (top-k sampling at a temperature: Fan et al.,
Hierarchical Neural Story Generation, 2018). The champion is the opponent itself, untouched. What a level
scores is measured by `python -m model.evaluate --levels` and shown only for the weights it was measured with.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from model.data import HEADINGS, spread_headings
from model.guess import Guess
from model.opponent import Opponent, default_weights
from model.views import prepare
from world.scene import WORLD_VERSION

SEED_PX = 32
"""A round's seed comes from its views at this size."""


@dataclass(frozen=True, slots=True)
class Level:
    """One strength of an opponent.

    `headings` is how many of a panorama's four views it looks at. `centre` puts the pin in the middle of
    its likeliest cell instead of where the opponent itself would; with a `temperature` the cell is drawn
    from the odds of those in the guess, raised to 1 / temperature.
    """

    name: str
    title: str
    headings: int = HEADINGS
    centre: bool = False
    temperature: float | None = None


LEVELS = (
    Level("champion", "Champion"),
    Level("expert", "Expert", headings=3, centre=True),
    Level("advanced", "Advanced", headings=2, centre=True),
    Level("amateur", "Amateur", headings=1, centre=True),
    Level("beginner", "Beginner", headings=1, centre=True, temperature=2.0),
)
"""The strongest first."""

NAMES = tuple(level.name for level in LEVELS)
STRONGEST = NAMES[0]


def level_named(name: str) -> Level:
    """The level of this name. Raises ValueError, listing them, for one that does not exist."""
    for level in LEVELS:
        if level.name == name:
            return level
    raise ValueError(f"There is no level named {name!r}. There are: {', '.join(NAMES)}.")


def at_level(opponent: Opponent, name: str) -> Opponent:
    """The opponent held to a level; at the strongest it is the opponent itself. Closing it closes that one.

    Raises ValueError for a level that does not exist.
    """
    level = level_named(name)
    return opponent if level.name == STRONGEST else HeldOpponent(opponent, level)


class HeldOpponent:
    """An opponent that plays at a level below its best. The same pictures always give the same guess."""

    def __init__(self, whole: Opponent, level: Level) -> None:
        self._whole, self._level = whole, level
        self.name = f"{whole.name} · {level.title}"
        self.world_version = whole.world_version

    def guess(self, views: Sequence[Image.Image]) -> Guess:
        """One guess; see `Opponent`."""
        rng = round_rng(views)
        return self._decoded(self._whole.guess(self._seen(views, rng)), rng)

    def guess_batch(self, rounds: Sequence[Sequence[Image.Image]]) -> list[Guess]:
        """A guess a round, in order."""
        rngs = [round_rng(views) for views in rounds]
        guesses = self._whole.guess_batch(
            [self._seen(views, rng) for views, rng in zip(rounds, rngs, strict=True)]
        )
        return [self._decoded(guess, rng) for guess, rng in zip(guesses, rngs, strict=True)]

    def close(self) -> None:
        """Close the opponent behind it."""
        self._whole.close()

    def _seen(self, views: Sequence[Image.Image], rng: np.random.Generator) -> list[Image.Image]:
        """The views this level looks at: as far apart as can be, the first of them by lot."""
        count, first = min(self._level.headings, len(views)), int(rng.integers(len(views)))
        return [views[heading] for heading in spread_headings(count, first, len(views))]

    def _decoded(self, guess: Guess, rng: np.random.Generator) -> Guess:
        if not self._level.centre or not guess.cells:
            return guess
        chosen = 0
        if self._level.temperature is not None:
            odds = np.array([cell.probability for cell in guess.cells]) ** (1 / self._level.temperature)
            chosen = int(rng.choice(len(odds), p=odds / odds.sum()))
        cell = guess.cells[chosen]
        return replace(guess, latitude=cell.latitude, longitude=cell.longitude)


def round_rng(views: Sequence[Image.Image]) -> np.random.Generator:
    """Random numbers that depend on a round's pictures alone. Raises as `model.views.prepare` does."""
    digest = hashlib.blake2b(prepare(views, SEED_PX).tobytes(), digest_size=8).digest()
    return np.random.default_rng(int.from_bytes(digest, "big"))


def figures_beside(weights: Path) -> Path:
    """Where the measured figures of the levels lie that weights play at."""
    return weights.with_name("levels.json")


def fingerprint(weights: Path) -> str:
    """SHA-256 of a weight file, which tells whether figures were measured with it. Raises OSError."""
    about = weights.stat()
    return _sha256(weights, about.st_mtime_ns, about.st_size)


def measured(weights: Path | None = None) -> dict[str, dict[str, Any]]:
    """The measured figures of each level, by name: those `model.metrics.summary` gives.

    Empty where there are none, or where they belong to another world version or other weights.
    """
    weights = weights or default_weights("pigeon")
    try:
        found = json.loads(figures_beside(weights).read_text(encoding="utf-8"))
        fits = found["world_version"] == WORLD_VERSION and found["weights"] == fingerprint(weights)
        return {name: found["levels"][name] for name in NAMES if name in found["levels"]} if fits else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


@lru_cache(maxsize=4)
def _sha256(path: Path, _modified_ns: int, _bytes: int) -> str:
    """Read the file once for each state it is found in."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
