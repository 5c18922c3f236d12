"""Losses: haversine-smoothed cross entropy over geocells, and a contrastive loss for captions that repeat.

Shape suffixes: B rounds in a batch, b of them in a block, C geocells, 2 latitude and longitude (degrees).
"""

from __future__ import annotations

import open_clip
import torch
from torch import Tensor

from game.geodesy import EARTH_RADIUS_KM

PIGEON_TAU_KM = 75.0
BLOCK = 2**18  # elements of a buffer that a processor's cache still holds


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


@torch.no_grad()
def haversine_smoothed_targets(
    cell_latlon_C2: Tensor, latlon_B2: Tensor, tau_km: float = PIGEON_TAU_KM
) -> Tensor:
    """PIGEON's soft labels y_i = exp(-(Hav(g_i, x) - Hav(g_n, x)) / tau) → [B, C] (arXiv 2307.05845, eq. 2).

    g_i are the cells' centres in degrees, x the true place. The paper's g_n is the centre of the cell that x
    lies in; here it is the centre nearest to x, which gets 1 and every other cell less. Among a few hundred
    wide cells the two often differ, another centre being up to 300 km nearer than the own one, and a target
    of e^4 for it made single places drown the rest (docs/LAB.md). Not normalised; of the places' precision.

    Right to 1e-5 from float32 degrees: float32 kilometres are 2 m apart at the antipode, where asin loses
    half its digits too, so distances are float64. Only the answer is as large as [B, C]: it is filled in
    blocks of rows, in two float64 buffers of about BLOCK elements that every step reuses.
    Raises ValueError without cells, or for a tau that is not positive.
    """
    places, cells = len(latlon_B2), len(cell_latlon_C2)
    if not cells:
        raise ValueError("Smoothed targets need at least one cell.")
    if not tau_km > 0:
        raise ValueError(f"tau must be a positive number of kilometres, not {tau_km}.")
    device = latlon_B2.device if latlon_B2.device.type != "mps" else torch.device("cpu")  # mps: no float64
    sine_2C, cosine_2C = _half_angles(cell_latlon_C2.to(device))
    sine_2B, cosine_2B = _half_angles(latlon_B2.to(device))
    # sin((b - a) / 2) = sin(b / 2) cos(a / 2) - cos(b / 2) sin(a / 2): a product of matrices with an inner
    # side of 2. So no sine is taken pair by pair, and places near each other keep all their digits.
    from_2B2 = torch.stack([cosine_2B, -sine_2B], dim=2)
    to_22C = torch.stack([sine_2C, cosine_2C], dim=1)
    targets_BC = latlon_B2.new_empty((places, cells), device=device)
    rows = min(max(1, BLOCK // cells), places)
    buffer_2bC = torch.empty((2, rows, cells), dtype=torch.float64, device=device)
    for start in range(0, places, max(1, rows)):
        block_bC = targets_BC[start : start + rows]
        north_bC, east_bC = buffer_2bC[:, : len(block_bC)]
        torch.mm(from_2B2[0, start : start + rows], to_22C[0], out=north_bC)
        torch.mm(from_2B2[1, start : start + rows], to_22C[1], out=east_bC)
        half_arc_bC = north_bC.hypot_(east_bC).clamp_(max=1).asin_()
        half_arc_bC -= half_arc_bC.amin(dim=1, keepdim=True)
        block_bC.copy_(half_arc_bC.mul_(-2 * EARTH_RADIUS_KM / tau_km).exp_())
    return targets_BC.to(latlon_B2.device)


def _half_angles(latlon_N2: Tensor) -> tuple[Tensor, Tensor]:
    """Sine and cosine of half the latitude and half the longitude, each [2, N] in float64.

    Those of the longitude carry the square root of the latitude's cosine, as the haversine wants them.
    """
    radians_2N = torch.deg2rad(latlon_N2.T.double())
    scale_2N = torch.stack([torch.ones_like(radians_2N[0]), radians_2N[0].cos().clamp(min=0).sqrt()])
    return scale_2N * (radians_2N / 2).sin(), scale_2N * (radians_2N / 2).cos()


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
