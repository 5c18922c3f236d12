"""GeoCLIP-style retrieval: a picture against an encoded gallery of coordinates (arXiv 2309.16020).

    python -m model.refine --decoders retrieval --out runs/retrieval.safetensors

A location encoder (random Fourier features at several scales, then a small network) and a projection of the
image embedding are trained so that a picture and its own place point the same way, and every other place of
the batch another. GeoCLIP projects the globe to a plane first; here the coordinates are points of the unit
sphere, which has no seam at the date line and no poles. The gallery is the training places, and it is encoded
once, at load, where GeoCLIP's own package does it again at each call.

Shape suffixes: N training places, B rounds, G places of the gallery, F features of an embedding, E joint
space, W waves of all scales, 3 unit sphere, 2 latitude and longitude in degrees.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor, nn
from tqdm import tqdm

from game.geodesy import EARTH_RADIUS_KM
from model.decode import best_places, on_sphere, scores_at

AT_ONCE = 4096
ROUNDS_AT_ONCE = 64
SHARPEST = 100.0
"""The limit of the learned scale of similarities, CLIP's."""
TOPS_TRIED = (1, 5, 20, 100)


@dataclass(frozen=True, slots=True)
class RetrievalConfig:
    """The encoders' sizes and their training.

    `scales` are standard deviations of the waves' frequencies, in cycles per radius of the Earth; places are
    moved by about `jitter_km` each time they are seen, so that coordinates are not learned by heart.
    """

    width: int = 128
    hidden: int = 384
    waves: int = 64
    scales: tuple[float, ...] = (0.5, 2.0, 8.0, 32.0)
    dropout: float = 0.1
    jitter_km: float = 10.0
    epochs: int = 40
    batch: int = 1024
    learning_rate: float = 1e-3
    weight_decay: float = 0.05


class LocationEncoder(nn.Module):
    """Points of the unit sphere [G, 3] → unit vectors [G, E] that lie close where the places do."""

    waves_W3: Tensor

    def __init__(self, width: int, hidden: int, waves_W3: Tensor) -> None:
        super().__init__()
        # In half precision, as a weight file keeps them: rounded later, the finest would be other waves.
        self.register_buffer("waves_W3", waves_W3.half().float())
        self.layers = nn.Sequential(
            nn.Linear(2 * len(waves_W3), hidden),
            nn.GELU(),
            nn.Linear(hidden, hidden),
            nn.GELU(),
            nn.Linear(hidden, width),
        )

    def forward(self, sphere_G3: Tensor) -> Tensor:
        """See the class."""
        phases_GW = 2 * torch.pi * sphere_G3 @ self.waves_W3.T
        return F.normalize(self.layers(torch.cat([phases_GW.cos(), phases_GW.sin()], dim=1)), dim=-1)


class Retrieval(nn.Module):
    """Both encoders, the scale of their similarities, and how many of the most similar places decide.

    `middle_F` and `spread_F` standardise the embeddings, as over the training places.
    """

    middle_F: Tensor
    spread_F: Tensor

    def __init__(
        self, features: int, width: int, hidden: int, waves_W3: Tensor, dropout: float = 0.0
    ) -> None:
        super().__init__()
        self.register_buffer("middle_F", torch.zeros(features))
        self.register_buffer("spread_F", torch.ones(features))
        self.image = nn.Sequential(nn.Dropout(dropout), nn.Linear(features, width))
        self.location = LocationEncoder(width, hidden, waves_W3)
        self.log_scale = nn.Parameter(torch.tensor(np.log(1 / 0.07), dtype=torch.float32))
        self.top = 1

    def seen(self, embedding_BF: Tensor) -> Tensor:
        """Image embeddings → unit vectors [B, E]."""
        return F.normalize(self.image((embedding_BF.float() - self.middle_F) / self.spread_F), dim=-1)

    def scale(self) -> Tensor:
        """What cosines are multiplied by before a softmax."""
        return self.log_scale.exp().clamp(max=SHARPEST)

    @torch.inference_mode()
    def encode(self, latlon_G2: Tensor) -> Tensor:
        """The gallery's places, degrees → unit vectors [G, E]."""
        return torch.cat([self.location(block) for block in on_sphere(latlon_G2).float().split(AT_ONCE)])

    @classmethod
    def of(cls, tensors: Mapping[str, Tensor], top: int) -> Retrieval:
        """From a state dictionary. Raises KeyError or RuntimeError for what is missing or does not fit."""
        hidden, width = tensors["location.layers.0.bias"], tensors["image.1.bias"]
        waves_W3 = tensors["location.waves_W3"]
        retrieval = cls(len(tensors["middle_F"]), len(width), len(hidden), waves_W3)
        retrieval.load_state_dict(dict(tensors))
        retrieval.top = top
        return retrieval.eval().requires_grad_(False)


def waves(config: RetrievalConfig, seed: int) -> Tensor:
    """Random directions and frequencies, `config.waves` of each scale [W, 3]."""
    generator = torch.Generator().manual_seed(seed)
    drawn = [scale * torch.randn(config.waves, 3, generator=generator) for scale in config.scales]
    return torch.cat(drawn)


def fit_retrieval(
    embedding_NF: Tensor, latlon_N2: NDArray[np.float64], config: RetrievalConfig, seed: int = 0
) -> Retrieval:
    """Train both encoders on cached embeddings and their places in degrees, with InfoNCE.

    Raises ValueError for fewer than two places: there is nothing to tell apart.
    """
    if len(embedding_NF) < 2:
        raise ValueError(f"Retrieval is learned from at least two places, not {len(embedding_NF)}.")
    torch.manual_seed(seed)
    embedding_NF, sphere_N3 = embedding_NF.float(), on_sphere(torch.from_numpy(np.asarray(latlon_N2))).float()
    retrieval = Retrieval(
        embedding_NF.shape[1], config.width, config.hidden, waves(config, seed), config.dropout
    )
    retrieval.middle_F.copy_(embedding_NF.mean(dim=0))
    retrieval.spread_F.copy_(embedding_NF.std(dim=0).clamp(min=1e-3))
    optimizer = torch.optim.AdamW(
        retrieval.parameters(), lr=config.learning_rate, weight_decay=config.weight_decay
    )
    batch = min(config.batch, len(embedding_NF))
    each = len(embedding_NF) // batch
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, config.learning_rate, config.epochs * each)
    with tqdm(total=config.epochs * each, desc="retrieval", unit=" steps") as bar:
        for _ in range(config.epochs):
            for rows in torch.randperm(len(embedding_NF))[: each * batch].split(batch):
                loss = info_nce(retrieval, embedding_NF[rows], moved(sphere_N3[rows], config.jitter_km))
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
                schedule.step()
                bar.update()
            bar.set_postfix(loss=f"{loss.item():.3f}", refresh=False)
    return retrieval.eval().requires_grad_(False)


def moved(sphere_B3: Tensor, km: float) -> Tensor:
    """Places on the unit sphere, each moved at random by about `km` along either axis."""
    return F.normalize(sphere_B3 + km / EARTH_RADIUS_KM * torch.randn_like(sphere_B3), dim=1)


def info_nce(retrieval: Retrieval, embedding_BF: Tensor, sphere_B3: Tensor) -> Tensor:
    """How badly pictures are told which of the batch's places is theirs, and places which picture."""
    similar_BB = retrieval.scale() * retrieval.seen(embedding_BF) @ retrieval.location(sphere_B3).T
    own_B = torch.arange(len(similar_BB))
    return (F.cross_entropy(similar_BB, own_B) + F.cross_entropy(similar_BB.T, own_B)) / 2


class RetrievalDecoder:
    """Called with embeddings [B, F], gives pins [B, 2] in degrees; cell probabilities are not looked at.

    The pin is the gallery's place with the best expected score among the `top` most similar: with 1 it is
    GeoCLIP's. The gallery is encoded here and never again.
    """

    def __init__(self, retrieval: Retrieval, gallery_G2: NDArray[np.float64]) -> None:
        self._retrieval, self.gallery_G2 = retrieval, torch.from_numpy(np.asarray(gallery_G2))
        self._gallery_EG = retrieval.encode(self.gallery_G2).T.contiguous()

    def __call__(self, probabilities_BC: Tensor | None, embedding_BF: Tensor) -> NDArray[np.float64]:
        return self.pins(embedding_BF, self._retrieval.top)

    @torch.inference_mode()
    def pins(self, embedding_BF: Tensor, top: int) -> NDArray[np.float64]:
        """What `top` of the most similar places say together, [B, 2] in degrees."""
        return np.concatenate(
            [
                np.empty((0, 2)),
                *(self._pins(block, top) for block in embedding_BF.cpu().split(ROUNDS_AT_ONCE)),
            ]
        )

    def _pins(self, embedding_BF: Tensor, top: int) -> NDArray[np.float64]:
        similar_BG = self._retrieval.scale() * self._retrieval.seen(embedding_BF) @ self._gallery_EG
        odds_BP, place_BP = torch.softmax(similar_BG, dim=1).topk(min(top, similar_BG.shape[1]))
        return best_places(self.gallery_G2[place_BP], odds_BP).numpy()


def choose_top(
    retrieval: Retrieval,
    gallery_G2: NDArray[np.float64],
    embedding_NF: Tensor,
    truths_N2: NDArray[np.float64],
) -> int:
    """How many places should decide: the number with the best mean score over held-out places, in degrees."""
    decoder = RetrievalDecoder(retrieval, gallery_G2)
    return max(
        TOPS_TRIED, key=lambda top: float(scores_at(decoder.pins(embedding_NF, top), truths_N2).mean())
    )
