"""The last stage: heads on four clean headings, averaged; and the calibration that turns logits into odds.

Training views are cropped and recoloured. A guess sees four clean ones, so all heads finish on exactly those
features, computed once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from tqdm import tqdm

from model.augment import normalise, resize
from model.config import HeadConfig
from model.data import HEADINGS, Labels
from model.decode import ExpectedScoreDecoder, scores_at
from model.geocells import Geocells
from model.metrics import beyond_error, summary
from model.pigeon import Calibration, Pigeon, for_pin, fuse, mixed_precision
from model.stages import CellStage
from world import facts

AT_ONCE = 16
EMBEDDED_AT_ONCE = 2048
SETTLING_ROUNDS = 6000
TEMPERATURES = (0.6, 0.75, 0.9, 1.0, 1.15, 1.3, 1.5, 1.75, 2.0, 2.3, 2.65, 3.0, 3.5, 4.0)
COUNTRY_WEIGHTS = (0.0, 0.25, 0.5, 0.75, 1.0, 1.5)


@torch.inference_mode()
def view_features(
    network: Pigeon, views: NDArray[np.uint8], px: int, device: torch.device, what: str
) -> Tensor:
    """Features of clean views [N, 4, H, W, 3] → [N, 4, F] in half precision, with a progress bar.

    Worked out as in play, whatever precision the network was trained in.
    """
    network.eval()
    found = []
    starts = range(0, len(views), AT_ONCE)
    for start in tqdm(starts, desc=what, unit_scale=AT_ONCE, unit=" rounds"):
        block = np.array(views[start : start + AT_ONCE])  # a copy: memory maps are read-only
        pictures = normalise(resize(block.reshape(-1, *block.shape[2:]), px)).to(device)
        with mixed_precision(device):
            found.append(network.features(pictures).half().cpu())
    return torch.cat(found).reshape(len(views), HEADINGS, -1)


@torch.inference_mode()
def embeddings(network: Pigeon, features_NVF: Tensor) -> Tensor:
    """Embeddings of rounds [N, F] from the features of their views [N, V, F], on the CPU."""
    device = network.heads["cells"].get_parameter("weight").device
    blocks = features_NVF.split(EMBEDDED_AT_ONCE)
    return torch.cat([network.embed(block.to(device).float()).cpu() for block in blocks])


@torch.no_grad()
def settle_norms(network: Pigeon, views: NDArray[np.uint8], px: int, device: torch.device) -> None:
    """Measure the statistics of the tower's batch norms anew, over clean views [N, 4, H, W, 3], in place.

    The averaged network's own are averages over weights that are gone: channels that few views excite had
    variances far too small, and one view in a hundred came out thousands of times too large (docs/LAB.md).
    """
    norms = [each for each in network.tower.modules() if isinstance(each, nn.modules.batchnorm._BatchNorm)]
    momenta = [norm.momentum for norm in norms]
    network.eval()
    for norm in norms:
        norm.reset_running_stats()
        norm.momentum = None  # the plain mean over all batches
        norm.train()
    chosen = np.random.default_rng(0).permutation(len(views))[:SETTLING_ROUNDS]
    for block in tqdm(np.array_split(chosen, max(1, len(chosen) // 32)), desc="batch norms", unit=" batches"):
        batch = views[np.sort(block)]
        network.features(normalise(resize(batch.reshape(-1, *batch.shape[2:]), px)).to(device))
    for norm, momentum in zip(norms, momenta, strict=True):
        norm.momentum = momentum
    network.eval()


def train_heads(
    network: Pigeon,
    features_NVF: Tensor,
    loss: CellStage,
    config: HeadConfig,
    seed: int,
    device: torch.device,
) -> None:
    """Finish the trunk and all heads on cached features [N, V, F], in place; the tower is not touched."""
    finished = nn.ModuleList([network.view_heads, network.trunk, network.heads]).train().requires_grad_(True)
    features_NVF = features_NVF.clone().to(device)  # a copy, for features made in inference mode take no part
    optimizer = torch.optim.AdamW(
        finished.parameters(), lr=config.learning_rate, weight_decay=config.weight_decay
    )
    torch.manual_seed(seed)
    steps = config.epochs * max(1, len(features_NVF) // config.batch)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, steps)
    rng, queue = np.random.default_rng([seed, 99]), np.empty(0, dtype=np.int64)
    for _ in tqdm(range(steps), desc="heads", unit=" steps"):
        if len(queue) < min(config.batch, len(features_NVF)):
            queue = rng.permutation(len(features_NVF))
        rounds, queue = queue[: config.batch], queue[config.batch :]
        features = features_NVF[torch.from_numpy(rounds)].float()
        parts = loss.on_features(network, features, rounds, np.arange(HEADINGS))
        optimizer.zero_grad()
        torch.stack(list(parts.values())).sum().backward()
        optimizer.step()
        schedule.step()
    finished.requires_grad_(False).eval()


def log_loss(odds_NC: Tensor, cell_N: Tensor) -> float:
    """The mean of -log of the odds [N, C] given to the true cells [N]."""
    likelihood = odds_NC[torch.arange(len(odds_NC)), cell_N].clamp(min=1e-12)
    return -float(likelihood.log().mean())


def find_calibration(
    odds_of: Callable[[Calibration], Tensor],
    cell_N: Tensor,
    scores_of: Callable[[Tensor], Tensor],
    pin_temperature: float | None = None,
) -> Calibration:
    """The most honest odds (lowest log-loss), and then the pin temperature with the best mean score.

    `odds_of` gives the cell probabilities [N, C] that a calibration shows for held-out places, whose cells
    are `cell_N`; `scores_of` is what pins decoded from such odds score [N]. Where a `pin_temperature` is
    given, another one must beat it by more than `model.metrics.beyond_error` asks for.
    """
    tried = [Calibration(temperature, weight) for weight in COUNTRY_WEIGHTS for temperature in TEMPERATURES]
    honest = min(tried, key=lambda each: log_loss(odds_of(each), cell_N))
    shown_NC = odds_of(honest)
    pins = [replace(honest, pin_temperature=temperature) for temperature in TEMPERATURES]
    scores = {each: scores_of(for_pin(shown_NC, each)) for each in pins}
    best = max(pins, key=lambda each: float(scores[each].mean()))
    if pin_temperature is None:
        return best
    settled = replace(honest, pin_temperature=pin_temperature)
    gains_N = scores[best] - scores_of(for_pin(shown_NC, settled))
    return best if beyond_error(gains_N) else settled


def summary_of_pins(
    pins_N2: NDArray[np.float64],
    odds_NC: Tensor,
    cells: Geocells,
    truths_N2: NDArray[np.float64],
    countries: Sequence[str],
) -> dict[str, float]:
    """What `model.metrics.summary` says of pins decoded from odds; `countries` are the true ones.

    The country of a guess is where its pin stands; on the high seas, that of its likeliest cell.
    """
    there = facts.countries_at(*pins_N2.T)
    likeliest = np.asarray(cells.countries)[odds_NC.argmax(dim=1).numpy()]
    guessed = np.where(there == "", likeliest, there).tolist()
    return summary(pins_N2, truths_N2, guessed, countries, 0.0)


class Judge:
    """Measures a network on held-out locations, from its features [N, V, F]."""

    def __init__(
        self, cells: Geocells, countries: Sequence[str], labels: Labels, records: Sequence[Mapping[str, Any]]
    ) -> None:
        self._cells, self._decoder = cells, ExpectedScoreDecoder(cells)
        number = {code: i for i, code in enumerate(countries)}
        self._country_of_cell = torch.tensor([number[code] for code in cells.countries])
        self._truths, self._cell = labels.latlon.astype(np.float64), torch.from_numpy(labels.cell)
        self._countries = [record["country"] for record in records]

    @torch.inference_mode()
    def figures(self, network: Pigeon, features_NVF: Tensor, calibration: Calibration) -> dict[str, float]:
        """What `model.metrics.summary` says of the guesses, and the cells' mean log-loss as `nll`."""
        return self._figures(self._logits(network, features_NVF), calibration)

    @torch.inference_mode()
    def calibrate(self, network: Pigeon, features_NVF: Tensor) -> Calibration:
        """The calibration of these views with pins decoded from cells alone: `find_calibration`."""
        logits = self._logits(network, features_NVF)
        return find_calibration(
            lambda each: self._odds(logits, each),
            self._cell,
            lambda odds_NC: scores_at(self._decoder(odds_NC), self._truths),
        )

    def _logits(self, network: Pigeon, features_NVF: Tensor) -> dict[str, Tensor]:
        return network.logits(network.embed(features_NVF.float()))

    def _odds(self, logits: Mapping[str, Tensor], calibration: Calibration) -> Tensor:
        return fuse(logits["cells"], logits["country"], self._country_of_cell, calibration)

    def _figures(self, logits: Mapping[str, Tensor], calibration: Calibration) -> dict[str, float]:
        fused = self._odds(logits, calibration)
        pins = self._decoder(for_pin(fused, calibration))
        figures = summary_of_pins(pins, fused, self._cells, self._truths, self._countries)
        return figures | {"nll": log_loss(fused, self._cell)}
