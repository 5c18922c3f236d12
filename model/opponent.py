"""What a game asks of a model: pictures in, one guess out; and where opponents come from.

from model import load
guess = load("pigeon").guess(views)
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from PIL import Image

from model.guess import CellProbability, Guess

__all__ = ["CellProbability", "Guess", "Opponent", "available", "load"]

NAMES = ("pigeon", "random", "constant")
DECODERS = ("auto", "cells", "refined", "retrieval")


class Opponent(Protocol):
    """Anything that guesses. `views`: four square pictures at headings 0, 90, 180, 270, or one picture.

    `name` is what the page shows, `world_version` the rendered world it was made for. Guessing is safe
    from many threads.
    """

    name: str
    world_version: str

    def guess(self, views: Sequence[Image.Image]) -> Guess: ...

    def guess_batch(self, rounds: Sequence[Sequence[Image.Image]]) -> list[Guess]: ...

    def close(self) -> None: ...


def default_weights(name: str) -> Path:
    """Where the weights of an opponent ship."""
    return Path(__file__).parent.parent / "assets" / "weights" / f"{name}.safetensors"


def available() -> list[str]:
    """The names `load` can load right now, the strongest first: models only where their weights are."""
    return [name for name in NAMES if name != "pigeon" or default_weights(name).is_file()]


def load(
    name: str = "pigeon",
    device: str = "auto",
    weights: Path | str | None = None,
    decoder: str = "auto",
) -> Opponent:
    """An opponent by name: "pigeon", or the baselines "random" (a random training location) and "constant".

    `device` is auto (cuda, mps, cpu) or one of those; `weights` another file than the shipped one; `decoder`
    is how pigeon finds its pin (see `model.players.decoder_of`). Raises ValueError for an unknown name or
    device or a decoder that the weights do not hold, and `model.checkpoint.WeightsError` (a ValueError) for
    weights that are missing, damaged or foreign.
    """
    # PyTorch takes seconds to import, and a page that only asks what is available should not wait for it.
    from model import checkpoint, players
    from model.pigeon import choose_device

    if name not in NAMES:
        raise ValueError(f"There is no opponent named {name!r}. There are: {', '.join(NAMES)}.")
    path = Path(weights) if weights is not None else default_weights("pigeon")
    if name == "pigeon":
        chosen = choose_device(device)
        return players.PigeonOpponent(checkpoint.load(path, chosen), chosen, decoder)
    return players.baseline(name, path)
