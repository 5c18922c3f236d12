"""What the two stages on pictures learn: captions (contrastive), then cells and everything else in a scene.

Shape suffixes: B rounds, V views, T tokens, E embedding, C cells, K clues, 2 degrees.
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
    """Loss of the heads on the averaged views, and of the clues in each view."""

    def __init__(
        self, labels: Labels, cells: Geocells, tau_km: float, weights: LossWeights, device: torch.device
    ) -> None:
        self._labels, self._tau_km, self._weights, self._device = labels, tau_km, weights, device
        self._centres_C2 = torch.from_numpy(cells.centres.astype(np.float32)).to(device)

    def __call__(self, network: nn.Module, batch: Batch) -> dict[str, Tensor]:
        assert isinstance(network, Pigeon)
        views = batch.headings.shape[1]
        features = split_forward(network.tower, batch.pictures.to(self._device)).float()
        embedding = network.embed(features.reshape(-1, views, features.shape[-1]))
        parts = self.on_rounds(network.logits(embedding), batch.rounds)
        seen_K = self._labels.clues[batch.rounds[:, None], batch.headings].reshape(len(features), -1)
        if seen_K.shape[1]:
            seen = torch.from_numpy(seen_K).to(self._device).float()
            logits = network.heads["clues"](features)
            parts["clues"] = self._weights.clues * F.binary_cross_entropy_with_logits(logits, seen)
        return parts

    def on_rounds(self, logits: Mapping[str, Tensor], rounds: np.ndarray) -> dict[str, Tensor]:
        """The losses of the heads that judge a whole round, weighted."""
        labels, weights, device = self._labels, self._weights, self._device
        cell = torch.from_numpy(labels.cell[rounds]).to(device)
        latlon = torch.from_numpy(labels.latlon[rounds]).to(device)
        targets = haversine_smoothed_targets(self._centres_C2, latlon, cell, self._tau_km)
        # Among a few hundred wide cells a neighbour's centre can be 300 km nearer than the own one, and would
        # count e^4 times: a handful of places would drown all others. PIGEON's cells are a quarter as wide.
        targets = targets.clamp(max=1)
        parts = {"cells": weights.cells * soft_cross_entropy(logits["cells"].float(), targets)}
        for name in ("country", "climate", "language", "month", "left"):
            if name in logits:
                target = torch.from_numpy(getattr(labels, name)[rounds]).to(device)
                loss = F.cross_entropy(logits[name].float(), target, ignore_index=-1)
                parts[name] = getattr(weights, name) * loss
        return parts
