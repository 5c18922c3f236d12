"""What the two stages on pictures learn: captions (contrastive), then cells and everything else in a scene.

Shape suffixes: B rounds, V views, T tokens or things, M measures, E embedding, F features, C cells,
2 degrees.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from model.config import LossWeights
from model.data import Labels
from model.feed import Batch
from model.geocells import Geocells
from model.losses import RepeatedCaptionClipLoss, haversine_smoothed_targets, soft_cross_entropy
from model.parallel import split_forward
from model.pigeon import Pigeon
from model.tokenizer import WordTokenizer

LOGIT_SCALE_LIMIT = 4.6052  # ln 100, CLIP's


class ContrastiveStage:
    """Loss of (view, caption) pairs: a new caption each time, with its parts included at random."""

    def __init__(self, records: Sequence[Mapping[str, Any]], tokenizer: WordTokenizer) -> None:
        self._records, self._tokenizer = records, tokenizer
        self._loss = RepeatedCaptionClipLoss()

    def __call__(self, clip: Any, batch: Batch) -> dict[str, Tensor]:
        device = clip.logit_scale.device
        tokens_BT = self._tokenizer(self._captions(batch)).to(device)
        with torch.no_grad():
            clip.logit_scale.clamp_(0, LOGIT_SCALE_LIMIT)
        seen_BE = split_forward(clip.visual, batch.pictures.to(device))
        image_BE = F.normalize(seen_BE.float(), dim=-1)
        text_BE = clip.encode_text(tokens_BT, normalize=True).float()
        return {
            "contrastive": self._loss.forward_tokens(image_BE, text_BE, clip.logit_scale.exp(), tokens_BT)
        }

    def _captions(self, batch: Batch) -> list[str]:
        from world.captions import caption_from_json

        rng = random.Random(str(batch.seed))
        return [
            caption_from_json(self._records[number], rng, 90.0 * heading)
            for number, headings in zip(batch.rounds.tolist(), batch.headings.tolist(), strict=True)
            for heading in headings
        ]


class CellStage:
    """Loss of the heads on the averaged views, and of what each view shows."""

    def __init__(
        self, labels: Labels, cells: Geocells, tau_km: float, weights: LossWeights, device: torch.device
    ) -> None:
        self._labels, self._tau_km, self._weights, self._device = labels, tau_km, weights, device
        self._centres_C2 = torch.from_numpy(cells.centres.astype(np.float32)).to(device)

    def __call__(self, network: nn.Module, batch: Batch) -> dict[str, Tensor]:
        assert isinstance(network, Pigeon)
        features = split_forward(network.tower, batch.pictures.to(self._device)).float()
        seen_BVF = features.unflatten(0, batch.headings.shape)
        return self.on_features(network, seen_BVF, batch.rounds, batch.headings)

    def on_features(
        self, network: Pigeon, features_BVF: Tensor, rounds: np.ndarray, headings: np.ndarray
    ) -> dict[str, Tensor]:
        """All losses, weighted; `rounds` [B] number the locations, `headings` [B, V] or [V] their views."""
        told = network.told(features_BVF)
        parts = self._on_rounds(network.logits(network.embed(features_BVF, told)), rounds)
        return parts | self._on_views(*told, rounds[:, None], headings)

    def _on_views(
        self, things_BVT: Tensor, measures_BVM: Tensor, rounds: np.ndarray, headings: np.ndarray
    ) -> dict[str, Tensor]:
        there_BVT = torch.from_numpy(self._labels.things[rounds, headings]).to(self._device).float()
        true_BVM = torch.from_numpy(self._labels.measures[rounds, headings]).to(self._device)
        losses = {
            "things": F.binary_cross_entropy_with_logits(things_BVT, there_BVT),
            "measures": F.mse_loss(measures_BVM, true_BVM),
        }
        return {name: getattr(self._weights, name) * loss for name, loss in losses.items()}

    def _on_rounds(self, logits: Mapping[str, Tensor], rounds: np.ndarray) -> dict[str, Tensor]:
        labels, weights, device = self._labels, self._weights, self._device
        latlon = torch.from_numpy(labels.latlon[rounds]).to(device)
        targets = haversine_smoothed_targets(self._centres_C2, latlon, self._tau_km)
        parts = {"cells": weights.cells * soft_cross_entropy(logits["cells"].float(), targets)}
        for name in ("country", "climate", "language", "month", "left"):
            target = torch.from_numpy(getattr(labels, name)[rounds]).to(device)
            loss = F.cross_entropy(logits[name].float(), target, ignore_index=-1)
            parts[name] = getattr(weights, name) * loss
        return parts
