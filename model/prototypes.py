"""Refinement inside the cell: which places of the likely cells looked most like what is seen now.

PIGEON's retrieval over clusters (arXiv 2307.05845): the training embeddings of each geocell are
clustered by OPTICS, and the mean of a cluster is a prototype. A round weighs the prototypes of its likely
cells by the cell's probability × softmax(-distance / temperature), and each stands for its member *nearest*
to the round's embedding; the code that was published with the paper takes the farthest. Two things are ours.
The pin is decoded by expected score over all prototypes rather than the heaviest; and a prototype counts for
its share of its cell's places, so that a cell of many prototypes gains nothing by that.

OPTICS leaves many places in no cluster: each is a prototype of its own, as far as there is room. Embeddings
are reduced by PCA. A weight file holds the mean of each prototype and its members, or those nearest to the
mean, in eight bits (`model.compact`).

Shape suffixes: N training places, B rounds, C cells, K cells that take part, F features of an embedding, D
principal components, R prototypes (P of one cell), Q members (M of one prototype), 2 latitude and longitude
in degrees.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from model.decode import ExpectedScoreDecoder, best_places, scores_at
from model.geocells import Geocells
from model.geocells.split import optics
from model.losses import haversine_km
from model.metrics import beyond_error

REACH_KM = 1000.0
"""Cells whose centres are farther from that of the best cell take no part, as in the paper."""
MICRODEGREES = 1e6
ROUNDS_AT_ONCE = 64
HEAVIEST = 128
"""So many prototypes of a round are decoded: the rest have next to no weight."""
CELLS_TRIED = (1, 2, 4, 8, 16)
TEMPERATURES_TRIED = (0.02, 0.05, 0.1, 0.2, 0.5, 1.0)


@dataclass(frozen=True, slots=True)
class PrototypeConfig:
    """How prototypes are made; none are with `per_cell` 0.

    `min_samples` and `xi` are PIGEON's for OPTICS. At most `per_cell` prototypes a cell and `members` places
    a prototype are kept; both are halved until a weight file grows by no more than `kib` KiB. Without
    `clustered` every place is a prototype of its own; with `ungrouped_too` that is tried as well, and kept
    if it scores more on the validation split.
    """

    components: int = 48
    min_samples: int = 3
    xi: float = 0.15
    per_cell: int = 128
    members: int = 64
    clustered: bool = True
    ungrouped_too: bool = True
    kib: int = 2560


@dataclass(frozen=True, slots=True)
class Refinement:
    """How prototypes are used, found on the validation split: how many cells take part, and the temperature.

    `helps` says whether refined pins scored more there than those decoded from cells alone, `gain` how much.
    """

    cells: int
    temperature: float
    helps: bool
    gain: float = 0.0


@dataclass(frozen=True)
class Prototypes:
    """Those of cell c are rows start_C[c]:start_C[c + 1], whose members are rows member_start_R[r]:[r + 1].

    `axes_DF @ embedding - origin_D` is where an embedding lies among `means_RD` and `members_QD`. `shares_R`
    is how much of its cell's places a prototype stands for. Raises ValueError where the parts do not fit
    together.
    """

    axes_DF: Tensor
    origin_D: Tensor
    means_RD: Tensor
    shares_R: Tensor
    start_C: Tensor
    members_QD: Tensor
    places_Q2: Tensor
    member_start_R: Tensor

    def __post_init__(self) -> None:
        width, rows, members = len(self.axes_DF), len(self.means_RD), len(self.members_QD)
        shapes = {
            "origin_D": (width,),
            "means_RD": (rows, width),
            "shares_R": (rows,),
            "members_QD": (members, width),
            "places_Q2": (members, 2),
            "member_start_R": (rows + 1,),
        }
        for name, shape in shapes.items():
            if (found := tuple(getattr(self, name).shape)) != shape:
                raise ValueError(f"{name} of the prototypes has the shape {found} instead of {shape}")
        for starts, end in ((self.start_C, rows), (self.member_start_R, members)):
            ordered = bool((starts.diff() >= 0).all()) and len(starts) > 0
            if not ordered or starts[0] != 0 or starts[-1] != end:
                raise ValueError("the prototypes are not in the order of their cells")
        if bool((self.member_start_R.diff() < 1).any()):
            raise ValueError("a prototype has no members")

    def project(self, embedding_BF: Tensor) -> Tensor:
        """Embeddings [B, F] → principal components [B, D], of total variance 1 over the training places."""
        return embedding_BF.float() @ self.axes_DF.T - self.origin_D

    @property
    def alone_R(self) -> Tensor:
        """Whether a prototype is a single place, so that its mean need not be kept."""
        only_RD = self.members_QD[self.member_start_R[:-1]]
        return (self.member_start_R.diff() == 1) & (self.means_RD == only_RD).all(dim=1)

    def tensors(self) -> dict[str, Tensor]:
        """What a weight file keeps, by name; places are whole microdegrees, which nothing rounds."""
        places = (self.places_Q2.double() * MICRODEGREES).round().int()
        return {
            "axes": self.axes_DF,
            "origin": self.origin_D,
            "alone": self.alone_R,
            "means": self.means_RD[~self.alone_R],
            "shares": self.shares_R,
            "start": self.start_C.int(),
            "members": self.members_QD,
            "places": places,
            "member_start": self.member_start_R.int(),
        }

    @classmethod
    def of(cls, tensors: Mapping[str, Tensor]) -> Prototypes:
        """From what `tensors` gave.

        Raises KeyError for what is missing, IndexError, RuntimeError or ValueError for what does not fit.
        """
        members_QD, member_start_R = tensors["members"].float(), tensors["member_start"].long()
        means_RD = members_QD[member_start_R[:-1]]
        means_RD[~tensors["alone"]] = tensors["means"].float()
        return cls(
            tensors["axes"].float(),
            tensors["origin"].float(),
            means_RD,
            tensors["shares"].float(),
            tensors["start"].long(),
            members_QD,
            tensors["places"].double() / MICRODEGREES,
            member_start_R,
        )


def principal_axes(embedding_NF: Tensor, components: int) -> tuple[Tensor, Tensor]:
    """The first principal axes [D, F] of embeddings, scaled so that what they keep has variance 1, and the
    projection of the mean [D]; D is `components` or as many as there can be."""
    middle_F = embedding_NF.float().mean(dim=0)
    centred_NF = embedding_NF.float() - middle_F
    count = min(components, *embedding_NF.shape)
    variances, vectors_FF = torch.linalg.eigh(centred_NF.T @ centred_NF / len(centred_NF))
    kept = variances[-count:].clamp(min=0).sum().clamp(min=1e-12)
    axes_DF = vectors_FF[:, -count:].flip(1).T / kept.sqrt()
    return axes_DF.contiguous(), axes_DF @ middle_F


def clusters(points_ND: NDArray[np.float32], min_samples: int, xi: float) -> list[NDArray[np.int64]]:
    """The OPTICS clusters of one cell's embeddings, as numbers of its places, the largest first."""
    if len(points_ND) < max(2, min_samples):
        return []
    labels = optics(points_ND.astype(np.float64), min_samples, xi)
    found = [np.flatnonzero(labels == number) for number in range(labels.max() + 1)]
    return sorted(found, key=len, reverse=True)


def build_prototypes(
    embedding_NF: Tensor,
    cell_N: NDArray[np.int64],
    latlon_N2: NDArray[np.float64],
    cells: int,
    config: PrototypeConfig,
) -> Prototypes:
    """Prototypes over training places, whose embeddings, cells (of `cells`) and places in degrees are given.

    A place in no cluster is a prototype of its own; those beyond the cap share one at the mean of their cell.
    Raises ValueError where even one prototype a cell would take more than `config.kib`.
    """
    axes_DF, origin_D = principal_axes(embedding_NF, config.components)
    points_ND = (embedding_NF.float() @ axes_DF.T - origin_D).numpy()
    order = np.argsort(cell_N, kind="stable")
    own = np.split(order, np.searchsorted(cell_N[order], np.arange(1, cells)))
    clustered = own if config.clustered and config.per_cell > 1 else []
    found = [clusters(points_ND[rows], config.min_samples, config.xi) for rows in clustered] or [[]] * cells
    for halved in range(max(config.per_cell, config.members).bit_length()):
        per_cell, members = max(1, config.per_cell >> halved), max(1, config.members >> halved)
        kept = [_of_cell(points_ND, rows, groups, per_cell) for rows, groups in zip(own, found, strict=True)]
        prototypes = _gather(kept, points_ND, latlon_N2, members, axes_DF, origin_D)
        if _bytes(prototypes) <= 1024 * config.kib:
            return prototypes
    raise ValueError(
        f"Even one prototype for each of {cells} cells takes more than {config.kib} KiB: allow more, or "
        f"fewer components than {config.components}."
    )


@dataclass(frozen=True)
class _Prototype:
    mean_D: NDArray[np.float32]
    members: NDArray[np.int64]  # training places, the nearest to the mean first
    share: float


def _of_cell(
    points_ND: NDArray[np.float32], own: NDArray[np.int64], found: list[NDArray[np.int64]], per_cell: int
) -> list[_Prototype]:
    """The prototypes of the cell whose places are `own`: its clusters, then places alone, then the rest."""
    clustered = [own[cluster] for cluster in found]
    alone = np.setdiff1d(own, np.concatenate([own[:0], *clustered]))
    every = clustered + list(alone[:, None])
    room = per_cell if len(every) <= per_cell else per_cell - 1
    groups = [(points_ND[members].mean(axis=0), members) for members in every[:room]]
    rest = np.concatenate([own[:0], *every[room:]])
    if len(rest):
        groups.append((points_ND[own].mean(axis=0), rest))
    prototypes = []
    for mean, members in groups:
        nearest = np.linalg.norm(points_ND[members] - mean, axis=1).argsort(kind="stable")
        prototypes.append(_Prototype(mean, members[nearest], len(members) / len(own)))
    return prototypes


def _gather(
    kept: list[list[_Prototype]],
    points_ND: NDArray[np.float32],
    latlon_N2: NDArray[np.float64],
    members: int,
    axes_DF: Tensor,
    origin_D: Tensor,
) -> Prototypes:
    every = [prototype for of_cell in kept for prototype in of_cell]
    nearest = [prototype.members[:members] for prototype in every]
    rows_Q = np.concatenate(nearest)
    return Prototypes(
        axes_DF,
        origin_D,
        torch.from_numpy(np.stack([prototype.mean_D for prototype in every])),
        torch.tensor([prototype.share for prototype in every]),
        _starts([len(of_cell) for of_cell in kept]),
        torch.from_numpy(points_ND[rows_Q]),
        torch.from_numpy(np.asarray(latlon_N2, dtype=np.float64)[rows_Q]),
        _starts([len(rows) for rows in nearest]),
    )


def _starts(counts: list[int]) -> Tensor:
    return torch.tensor([0, *np.cumsum(counts).tolist()])


def _bytes(prototypes: Prototypes) -> int:
    """About what they take in a weight file, where large matrices have a byte a value and a scale a row."""
    rows, members = len(prototypes.means_RD), len(prototypes.members_QD)
    means, (width, features) = int((~prototypes.alone_R).sum()), prototypes.axes_DF.shape
    small = 7 * rows + 4 * len(prototypes.start_C)
    return width * (features + 6) + means * (width + 4) + members * (width + 12) + small


class RefinedDecoder:
    """Called with probabilities [B, C] and embeddings [B, F], gives pins [B, 2] in degrees.

    The best cell is the one in which the expected-score pin over all cells stands. Of the cells within
    `REACH_KM` of it the most probable take part. A round none of whose cells has prototypes keeps that pin.
    """

    def __init__(
        self,
        cells: Geocells,
        prototypes: Prototypes,
        refinement: Refinement,
        unrefined: ExpectedScoreDecoder | None = None,
    ) -> None:
        """Raises ValueError for prototypes of another number of cells."""
        if len(prototypes.start_C) != len(cells) + 1:
            raise ValueError(
                f"the prototypes belong to {len(prototypes.start_C) - 1} cells, not {len(cells)}"
            )
        self._prototypes, self._refinement = prototypes, refinement
        self._unrefined = unrefined or ExpectedScoreDecoder(cells)
        centres_C2 = torch.from_numpy(cells.centres)
        self._near_CC = haversine_km(centres_C2, centres_C2) <= REACH_KM
        self._row_CP, self._there_CP = _table(prototypes.start_C)
        self._member_RM, self._kept_RM = _table(prototypes.member_start_R)

    def __call__(self, probabilities_BC: Tensor, embedding_BF: Tensor) -> NDArray[np.float64]:
        parts = zip(
            probabilities_BC.float().cpu().split(ROUNDS_AT_ONCE),
            self._prototypes.project(embedding_BF.cpu()).split(ROUNDS_AT_ONCE),
            strict=True,
        )
        return np.concatenate([np.empty((0, 2)), *(self._refine(*part) for part in parts)])

    def _refine(self, probabilities_BC: Tensor, seen_BD: Tensor) -> NDArray[np.float64]:
        pin_B = self._unrefined.best(probabilities_BC)
        near_BC = self._near_CC[self._unrefined.cell_K[pin_B]]
        odds_BK, cell_BK = (probabilities_BC * near_BC).topk(min(self._refinement.cells, near_BC.shape[1]))
        row_BKP = self._row_CP[cell_BK]
        away_BKP = self._away(self._prototypes.means_RD[row_BKP], seen_BD)
        prior_BKP = odds_BK[:, :, None] * self._prototypes.shares_R[row_BKP] * self._there_CP[cell_BK]
        # Probability × softmax(-distance / temperature), in logarithms: nothing likely underflows.
        evidence_BKP = prior_BKP.log() - away_BKP / self._refinement.temperature
        weights_BX = torch.softmax(evidence_BKP.flatten(1), dim=1).nan_to_num()
        weights_BP, heaviest_BP = weights_BX.topk(min(HEAVIEST, weights_BX.shape[1]))
        places_BP2 = self._nearest(row_BKP.flatten(1).gather(1, heaviest_BP), seen_BD)
        pins_B2 = best_places(places_BP2, weights_BP).numpy()
        refined_B = (weights_BP.sum(dim=1) > 0).numpy()[:, None]
        return np.where(refined_B, pins_B2, self._unrefined.pins_K2[pin_B.numpy()])

    def _nearest(self, row_BP: Tensor, seen_BD: Tensor) -> Tensor:
        """Where the member of each prototype is whose embedding is nearest to the round's [B, P, 2]."""
        member_BPM = self._member_RM[row_BP]
        away_BPM = self._away(self._prototypes.members_QD[member_BPM], seen_BD)
        away_BPM = away_BPM.masked_fill(~self._kept_RM[row_BP], torch.inf)
        nearest_BP1 = away_BPM.argmin(dim=2, keepdim=True)
        return self._prototypes.places_Q2[member_BPM.gather(2, nearest_BP1)[..., 0]]

    @staticmethod
    def _away(points_BXXD: Tensor, seen_BD: Tensor) -> Tensor:
        """Distances in embedding, not on Earth, between each round and its points [B, X, X]."""
        return torch.linalg.vector_norm(points_BXXD - seen_BD[:, None, None], dim=-1)


def _table(start: Tensor) -> tuple[Tensor, Tensor]:
    """Row numbers of each group side by side [groups, most], 0 where there is none; and where one is."""
    counts = start.diff()
    column = torch.arange(int(counts.max()))
    there = column < counts[:, None]
    return (start[:-1, None] + column) * there, there


def choose_refinement(
    cells: Geocells,
    prototypes: Prototypes,
    probabilities_NC: Tensor,
    embedding_NF: Tensor,
    truths_N2: NDArray[np.float64],
) -> Refinement:
    """The number of cells and the temperature with the best mean score over held-out places, in degrees.

    It helps where that beats the pins of the cells alone by more than `model.metrics.beyond_error` asks for.
    """
    unrefined = ExpectedScoreDecoder(cells)
    best, found = Refinement(CELLS_TRIED[0], TEMPERATURES_TRIED[-1], False), None
    for count in CELLS_TRIED:
        for temperature in TEMPERATURES_TRIED:
            tried = Refinement(count, temperature, False)
            decode = RefinedDecoder(cells, prototypes, tried, unrefined)
            refined = scores_at(decode(probabilities_NC, embedding_NF), truths_N2)
            if found is None or refined.mean() > found.mean():
                best, found = tried, refined
    assert found is not None
    gain = found - scores_at(unrefined(probabilities_NC), truths_N2)
    return replace(best, helps=beyond_error(gain), gain=float(gain.mean()))
