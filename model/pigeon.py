"""PIGEON's network: an image tower, its features averaged over the headings, linear heads on top.

The heads are PIGEON's (cells, climate, month) and more of what a rendered scene is labelled with; only
cells and country are used for a guess and shipped. Shape suffixes: B rounds, V views of a round, F features,
C cells, N countries.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass

import torch
from torch import Tensor, nn

CLUE_LOGIT = -4.0
TRUNK_WIDTH = 256
TRUNK_DROPOUT = 0.1


@dataclass(frozen=True, slots=True)
class Calibration:
    """How a trained network's logits become probabilities; found on the validation split.

    The country head's log-probability is added to the logits of that country's cells `country_weight`
    times, and the sum divided by `temperature`.
    """

    temperature: float = 1.0
    country_weight: float = 1.0


class Pigeon(nn.Module):
    """`heads` maps each head's name to its number of classes; "cells" and "country" must be there."""

    def __init__(self, tower: nn.Module, features: int, heads: Mapping[str, int]) -> None:
        super().__init__()
        self.tower = tower
        self.trunk = nn.Sequential(
            nn.Linear(2 * features, TRUNK_WIDTH),
            nn.ReLU(),
            nn.Dropout(TRUNK_DROPOUT),
            nn.Linear(TRUNK_WIDTH, features),
        )
        nn.init.zeros_(self.trunk[3].get_parameter("weight"))
        nn.init.zeros_(self.trunk[3].get_parameter("bias"))
        self.heads = nn.ModuleDict({name: nn.Linear(features, count) for name, count in heads.items()})
        for name, head in self.heads.items():
            if name == "clues":
                # Almost every clue is absent from almost every view: start there, not at one half.
                nn.init.constant_(head.get_parameter("bias"), CLUE_LOGIT)

    def features(self, views_M3HW: Tensor) -> Tensor:
        """Normalised pictures [M, 3, H, W] → features [M, F]."""
        return self.tower(views_M3HW)

    def embed(self, features_BVF: Tensor) -> Tensor:
        """Features of the views of each round → its embedding [B, F]: their mean, and what the trunk adds.

        The mean alone lets a linear head add up evidence; the trunk, which also sees each feature's
        largest value, can tell that two clues from different headings belong together.
        """
        mean_BF = features_BVF.mean(dim=1)
        most_BF = features_BVF.amax(dim=1)
        return mean_BF + self.trunk(torch.cat([mean_BF, most_BF - mean_BF], dim=1))

    def logits(self, embedding_BF: Tensor) -> dict[str, Tensor]:
        """Every head's logits [B, classes]."""
        return {name: head(embedding_BF) for name, head in self.heads.items()}


def fuse(cells_BC: Tensor, country_BN: Tensor, country_of_cell_C: Tensor, calibration: Calibration) -> Tensor:
    """Cell probabilities [B, C] from both heads, calibrated."""
    log_country_BN = torch.log_softmax(country_BN.float(), dim=-1)
    fused_BC = cells_BC.float() + calibration.country_weight * log_country_BN[:, country_of_cell_C]
    return torch.softmax(fused_BC / calibration.temperature, dim=-1)


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

    On the CPU that this was measured on, bf16 backward passes of depthwise convolutions are up to a hundred
    times slower than fp32 (docs/LAB.md), so a CPU stays plain unless asked.
    """
    wanted = precision == "bf16" or (precision == "auto" and device.type == "cuda")
    return torch.autocast(device.type, torch.bfloat16, enabled=wanted)
