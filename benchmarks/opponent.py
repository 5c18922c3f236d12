"""The opponent: many guesses through its queue against one by one, and a guess against the bare backbone."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import torch
from PIL import Image

ROUNDS = 16


def comparisons() -> Iterator[tuple]:
    from model import checkpoint, load
    from model.augment import normalise, resize
    from model.opponent import default_weights
    from model.pigeon import choose_device, mixed_precision
    from world.render import VIEW_PX

    rng = np.random.default_rng(0)
    noise = rng.integers(0, 256, (ROUNDS, 4, VIEW_PX, VIEW_PX, 3), dtype=np.uint8)
    rounds = [[Image.fromarray(view) for view in views] for views in noise]
    device = choose_device()
    pigeon = load("pigeon")
    trained = checkpoint.load(default_weights("pigeon"), device)
    batch = normalise(resize(noise[0], trained.px).to(device))

    def bare() -> None:
        with torch.inference_mode(), mixed_precision(device):
            trained.network.features(batch)

    yield (
        "a guess from four views",
        ("PIGEON's guess", lambda: pigeon.guess(rounds[0])),
        ("its backbone's forward alone", bare),
    )
    with ThreadPoolExecutor(ROUNDS) as players:
        yield (
            f"{ROUNDS} players' guesses",
            ("at once, through the queue", lambda: list(players.map(pigeon.guess, rounds))),
            ("one after the other", lambda: [pigeon.guess(views) for views in rounds]),
        )
    pigeon.close()
