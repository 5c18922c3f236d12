"""PIGEON's network: an image tower, its features averaged over the headings, linear heads on top.

The heads are PIGEON's (cells, climate, month) and more of what a rendered scene is labelled with; only
what a guess needs is shipped. Shape suffixes: B rounds, V views of a round, F features, T things and M
measures of a view, C cells, N countries.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass

import torch
from torch import Tensor, nn

ABSENT_LOGIT = -3.0
TRUNK_WIDTH = 384
TRUNK_DROPOUT = 0.1


@dataclass(frozen=True, slots=True)
class Calibration:
    """How a trained network's logits become probabilities; found on the validation split.

    The country head's log-probability is added to the logits of that country's cells `country_weight`
    times, and the sum divided by `temperature`: what is shown as odds. The pin is decoded from odds of
    `pin_temperature`, which may score more when they are surer than the network has a right to be.
    """

    temperature: float = 1.0
    country_weight: float = 1.0
    pin_temperature: float = 1.0

    def __post_init__(self) -> None:
        """Raise ValueError for what makes no odds of logits."""
        usable = math.isfinite(self.country_weight) and all(
            math.isfinite(each) and each > 0 for each in (self.temperature, self.pin_temperature)
        )
        if not usable:
            raise ValueError(f"a calibration needs temperatures above 0 and finite numbers, unlike {self}")


class Pigeon(nn.Module):
    """`heads` maps each head of a round to its number of classes; "cells" and "country" must be there.

    `things` and `measures` are how many names and numbers of `world.labels` are told of each view.
    """

    def __init__(
        self, tower: nn.Module, features: int, heads: Mapping[str, int], things: int, measures: int
    ) -> None:
        super().__init__()
        self.tower = tower
        self.view_heads = nn.ModuleDict(
            {"things": nn.Linear(features, things), "measures": nn.Linear(features, measures)}
        )
        # Almost every thing is absent from almost every view: start there, not at one half.
        nn.init.constant_(self.view_heads["things"].get_parameter("bias"), ABSENT_LOGIT)
        self.trunk = nn.Sequential(
            nn.Linear(2 * things + measures, TRUNK_WIDTH),
            nn.ReLU(),
            nn.Dropout(TRUNK_DROPOUT),
            nn.Linear(TRUNK_WIDTH, features),
        )
        nn.init.zeros_(self.trunk[3].get_parameter("weight"))
        nn.init.zeros_(self.trunk[3].get_parameter("bias"))
        self.heads = nn.ModuleDict({name: nn.Linear(features, count) for name, count in heads.items()})

    def features(self, views_M3HW: Tensor) -> Tensor:
        """Normalised pictures [M, 3, H, W] → features [M, F]."""
        return self.tower(views_M3HW)

    def told(self, features_BVF: Tensor) -> tuple[Tensor, Tensor]:
        """Of each view: logits of the things in it [B, V, T], and its standardised measures [B, V, M]."""
        return self.view_heads["things"](features_BVF), self.view_heads["measures"](features_BVF)

    def embed(self, features_BVF: Tensor, told: tuple[Tensor, Tensor] | None = None) -> Tensor:
        """Features of the views of each round → its embedding [B, F]: their mean, and what the trunk adds.

        The mean alone lets a linear head add up evidence; the trunk sees what was recognised, everywhere
        and at its clearest, and can tell that two things from different headings belong together.
        `told` saves doing it again.
        """
        things_BVT, measures_BVM = told or self.told(features_BVF)
        seen_BVT = things_BVT.sigmoid()
        evidence = torch.cat([seen_BVT.mean(dim=1), seen_BVT.amax(dim=1), measures_BVM.mean(dim=1)], dim=1)
        return features_BVF.mean(dim=1) + self.trunk(evidence)

    def logits(self, embedding_BF: Tensor) -> dict[str, Tensor]:
        """The logits of every head of a round [B, classes]."""
        return {name: head(embedding_BF) for name, head in self.heads.items()}


def fuse(cells_BC: Tensor, country_BN: Tensor, country_of_cell_C: Tensor, calibration: Calibration) -> Tensor:
    """Cell probabilities [B, C] from both heads, calibrated."""
    log_country_BN = torch.log_softmax(country_BN.float(), dim=-1)
    fused_BC = cells_BC.float() + calibration.country_weight * log_country_BN[:, country_of_cell_C]
    return torch.softmax(fused_BC / calibration.temperature, dim=-1)


def for_pin(probabilities_BC: Tensor, calibration: Calibration) -> Tensor:
    """The odds that a pin is decoded from, given those that are shown."""
    sharper_BC = probabilities_BC.float() ** (calibration.temperature / calibration.pin_temperature)
    return sharper_BC / sharper_BC.sum(dim=1, keepdim=True)


def by_country(probabilities_BC: Tensor, country_of_cell_C: Tensor, countries: int) -> Tensor:
    """The odds of each country [B, N], those of all its cells together; N is `countries`."""
    odds_BN = torch.zeros(len(probabilities_BC), countries)
    return odds_BN.index_add_(1, country_of_cell_C.cpu(), probabilities_BC.float().cpu())


def choose_device(device: str = "auto") -> torch.device:
    """`auto`: cuda, else mps, else cpu. Raises ValueError, saying so, for a device this machine lacks."""
    available = {
        "cuda": torch.cuda.is_available(),
        "mps": torch.backends.mps.is_available(),
        "cpu": True,
    }
    if device == "auto":
        return torch.device(next(kind for kind, there in available.items() if there))
    try:
        chosen = torch.device(device)
    except RuntimeError as problem:
        raise ValueError(f"There is no device named {device!r}: use auto, cuda, mps or cpu.") from problem
    if not available.get(chosen.type, False):
        raise ValueError(f"This machine has no {chosen.type} device that PyTorch can use: try --device auto.")
    return chosen


def mixed_precision(device: torch.device, precision: str = "auto") -> AbstractContextManager:
    """Autocast as `precision` says: "bf16", "fp32", or "auto" (bf16 on a GPU, fp32 on a CPU).

    A CPU stays plain unless asked: whether bf16 trains faster there depends on the CPU (docs/LAB.md).
    """
    wanted = precision == "bf16" or (precision == "auto" and device.type == "cuda")
    return torch.autocast(device.type, torch.bfloat16, enabled=wanted)
