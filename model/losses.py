"""Losses: haversine-smoothed cross entropy over geocells, and a contrastive loss for captions that repeat.

Shape suffixes: B rounds in a batch, C geocells, 2 latitude and longitude in degrees.
"""

from __future__ import annotations

import open_clip
import torch
from torch import Tensor

from game.geodesy import EARTH_RADIUS_KM

PIGEON_TAU_KM = 75.0


def haversine_km(a_N2: Tensor, b_M2: Tensor) -> Tensor:
    """Great-circle distances in km between all of `a_N2` and all of `b_M2` (degrees) → [N, M].

    The same sphere as `game.geodesy`, on whatever device and precision the tensors have.
    """
    a_N12 = torch.deg2rad(a_N2)[:, None, :]
    b_1M2 = torch.deg2rad(b_M2)[None, :, :]
    half_NM2 = torch.sin((b_1M2 - a_N12) / 2).square()
    cosines_NM = torch.cos(a_N12[..., 0]) * torch.cos(b_1M2[..., 0])
    share_NM = half_NM2[..., 0] + cosines_NM * half_NM2[..., 1]
    return 2 * EARTH_RADIUS_KM * torch.asin(share_NM.clamp(0, 1).sqrt())


def haversine_smoothed_targets(
    cell_latlon_C2: Tensor, latlon_B2: Tensor, tau_km: float = PIGEON_TAU_KM
) -> Tensor:
    """PIGEON's soft labels y_i = exp(-(Hav(g_i, x) - Hav(g_n, x)) / tau) → [B, C] (arXiv 2307.05845, eq. 2).

    g_i are the cells' centres in degrees, x the true place. The paper's g_n is the centre of the cell that x
    lies in; here it is the centre nearest to x, which gets 1 and every other cell less. Among a few hundred
    wide cells the two often differ, another centre being up to 300 km nearer than the own one, and a target
    of e^4 for it made single places drown the rest (docs/LAB.md). Not normalised.
    """
    km_BC = haversine_km(latlon_B2, cell_latlon_C2)
    return torch.exp(-(km_BC - km_BC.amin(dim=1, keepdim=True)) / tau_km)


def soft_cross_entropy(logits_BC: Tensor, targets_BC: Tensor) -> Tensor:
    """Mean over the batch of -sum_i y_i log p_i, the targets used as they are (PIGEON, section 3.3)."""
    return -(targets_BC * torch.log_softmax(logits_BC, dim=-1)).sum(dim=-1).mean()


class RepeatedCaptionClipLoss(open_clip.ClipLoss):
    """open_clip's contrastive loss, blind to pairs whose captions are the same words.

    Captions are drawn from few sentences, so a large batch holds equal ones: as negatives they would
    ask two pictures to be told apart that were described alike.
    """

    def __init__(self) -> None:
        super().__init__()
        self.same_BB: Tensor | None = None

    def get_logits(self, image_features, text_features, logit_scale, logit_bias=None):
        logits = super().get_logits(image_features, text_features, logit_scale, logit_bias)
        if self.same_BB is None:
            return logits
        # A symmetric mask, so it serves both directions; the lowest finite value keeps gradients finite.
        return tuple(each.masked_fill(self.same_BB, torch.finfo(each.dtype).min) for each in logits)

    def forward_tokens(
        self, image_BE: Tensor, text_BE: Tensor, logit_scale: Tensor, tokens_BT: Tensor
    ) -> Tensor:
        """The loss of normalised embeddings, given the captions' tokens to find the repeats with."""
        _, kind_B = torch.unique(tokens_BT, dim=0, return_inverse=True)
        same_BB = kind_B[:, None] == kind_B[None, :]
        self.same_BB = same_BB & ~torch.eye(len(kind_B), dtype=torch.bool, device=same_BB.device)
        return self(image_BE, text_BE, logit_scale)
