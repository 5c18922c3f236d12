"""From cell probabilities to one pin: the point with the highest expected score.

Averaging far-apart cells puts guesses in the sea, and the top cell's centre ignores its neighbours. The
score is known, so the best pin is the one that collects most of it on average, over where the model
believes the place may be. A cell stands for a few of its training places, so the pin is always at a
place where imagery was.

Shape suffixes: B rounds, C cells, K candidate pins, P places, F features of an embedding, 2 latitude and
longitude in degrees.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from game.geodesy import EARTH_RADIUS_KM, unit_vectors
from game.scoring import MAX_SCORE, WORLD_DIAGONAL_KM
from model.geocells import Geocells
from model.losses import haversine_km
from model.metrics import pairwise_km

POINTS_PER_CELL = 8

Decoder = Callable[[Tensor, Tensor], NDArray[np.float64]]
"""Cell probabilities [B, C] and embeddings [B, F] of rounds, on the CPU → pins [B, 2] in degrees."""


def expected_scores(km: Tensor) -> Tensor:
    """GeoGuessr's score without its rounding, for distances in km; see `game.scoring.score`."""
    return MAX_SCORE * torch.exp(-10 * km / WORLD_DIAGONAL_KM)


def scores_at(pins_N2: NDArray[np.float64], truths_N2: NDArray[np.float64]) -> Tensor:
    """The score of each pin [N], unrounded, where the truth is known; both in degrees."""
    return expected_scores(torch.from_numpy(pairwise_km(pins_N2, truths_N2)))


def on_sphere(latlon_P2: Tensor) -> Tensor:
    """Degrees [..., 2] → points of the unit sphere [..., 3] in float64, on the CPU."""
    return torch.from_numpy(unit_vectors(latlon_P2.cpu().numpy()))


def best_places(places_BP2: Tensor, weights_BP: Tensor) -> Tensor:
    """Of each round's own places, degrees, the one [B, 2] with the best expected score.

    The truth is taken to be at each place with odds in proportion to its weight. A place of weight 0 is never
    chosen while there is another.
    """
    sphere_BP3 = on_sphere(places_BP2)
    chord_BPP = torch.cdist(sphere_BP3, sphere_BP3)
    km_BPP = 2 * EARTH_RADIUS_KM * torch.asin((chord_BPP / 2).clamp(max=1))
    expected_BP = (expected_scores(km_BPP) @ weights_BP.double()[:, :, None])[..., 0]
    best_B = expected_BP.masked_fill(weights_BP <= 0, -1.0).argmax(dim=1)
    return places_BP2[torch.arange(len(best_B)), best_B]


class ExpectedScoreDecoder:
    """Called with probabilities [B, C], gives pins [B, 2] in degrees; embeddings are not looked at.

    `score_CK` is the mean score of a pin at candidate k if the truth is a place of cell c, made once;
    `cell_K` is the cell that each candidate lies in.
    """

    def __init__(self, cells: Geocells, points_per_cell: int = POINTS_PER_CELL) -> None:
        chosen = [_spread(cells.members(i), points_per_cell) for i in range(len(cells))]
        self.pins_K2 = np.concatenate(chosen)
        pins = torch.from_numpy(self.pins_K2.astype(np.float32))
        rows, start = [], 0
        for places in chosen:
            own = pins[start : start + len(places)]
            rows.append(expected_scores(haversine_km(own, pins)).mean(dim=0))
            start += len(places)
        self.score_CK = torch.stack(rows)
        self.cell_K = torch.repeat_interleave(torch.tensor([len(places) for places in chosen]))

    def best(self, probabilities_BC: Tensor) -> Tensor:
        """The number of each round's best candidate [B]."""
        return (probabilities_BC.float().cpu() @ self.score_CK).argmax(dim=1)

    def __call__(self, probabilities_BC: Tensor, embedding_BF: Tensor | None = None) -> NDArray[np.float64]:
        return self.pins_K2[self.best(probabilities_BC).numpy()]


def _spread(places: NDArray[np.float64], count: int) -> NDArray[np.float64]:
    """At most `count` of the places, the first nearest to the middle and each next far from those chosen."""
    if len(places) <= count:
        return places
    points = torch.from_numpy(places)
    km = haversine_km(points, points).numpy()
    chosen = [int(km.mean(axis=1).argmin())]
    while len(chosen) < count:
        chosen.append(int(km[:, chosen].min(axis=1).argmax()))
    return places[chosen]


def best_constant_pin(latlon: NDArray[np.float64], sample: int = 3000) -> tuple[float, float]:
    """The one pin, among the places themselves, with the best mean score over all of them (degrees)."""
    step = max(1, len(latlon) // sample)
    places = torch.from_numpy(np.asarray(latlon[::step], dtype=np.float32))
    blocks = [expected_scores(haversine_km(some, places)) for some in places.split(500)]
    scores = torch.cat([block.mean(dim=1) for block in blocks])
    latitude, longitude = places[scores.argmax()].tolist()
    return latitude, longitude
