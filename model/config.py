"""How a PIGEON is trained, as typed dataclasses; saved whole in every checkpoint.

The defaults train a network from nothing, in the way that docs/LAB.md found to work. The shipped weights came
there in five runs, the last of them with model/recipes/further.json.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields, is_dataclass, replace
from typing import Any

from model.augment import AugmentConfig
from model.geocells import GeocellConfig
from model.losses import PIGEON_TAU_KM
from model.prototypes import PrototypeConfig


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of training at one picture size: `epochs` passes with `views` random views a location."""

    px: int
    epochs: float
    views: int
    rounds: int

    def steps(self, locations: int) -> int:
        """Optimiser steps over a data set of so many locations, at least one."""
        return max(1, round(self.epochs * locations / min(self.rounds, locations)))


@dataclass(frozen=True, slots=True)
class StageConfig:
    """One optimiser's life: a warm-up and a cosine over all the phases; see `model.muon`."""

    phases: tuple[Phase, ...]
    learning_rate: float = 1e-3
    final_share: float = 0.02
    warmup: float = 0.05
    weight_decay: float = 0.05
    clip_norm: float = 5.0
    muon: bool = True


@dataclass(frozen=True, slots=True)
class LossWeights:
    """What each head counts in the sum; PIGEON's are 1 cells, 2 climate, 1 month."""

    cells: float = 0.5
    country: float = 1.5
    climate: float = 0.3
    language: float = 0.3
    month: float = 0.15
    left: float = 0.3
    things: float = 30.0
    measures: float = 1.0


@dataclass(frozen=True, slots=True)
class HeadConfig:
    """The last stage: heads on the cached features of four clean headings, averaged."""

    epochs: int = 12
    batch: int = 256
    learning_rate: float = 3e-4
    weight_decay: float = 0.01


@dataclass(frozen=True, slots=True)
class TrainConfig:
    """Everything that decides what a training run gives, besides its data."""

    backbone: str = "pigeonhole-mobilenetv4"
    seed: int = 0
    px: int = 160
    tau_km: float = PIGEON_TAU_KM
    precision: str = "auto"
    ema: float = 0.998
    geocells: GeocellConfig = field(default_factory=GeocellConfig)
    augment: AugmentConfig = field(default_factory=AugmentConfig)
    losses: LossWeights = field(default_factory=LossWeights)
    contrastive: StageConfig = field(default_factory=lambda: StageConfig((Phase(128, 2, 1, 256),)))
    cells: StageConfig = field(
        default_factory=lambda: StageConfig(
            (Phase(128, 7, 4, 24), Phase(160, 1.6, 4, 24)), learning_rate=2e-3
        )
    )
    heads: HeadConfig = field(default_factory=HeadConfig)
    prototypes: PrototypeConfig = field(default_factory=PrototypeConfig)

    def scaled(self, scale: float) -> TrainConfig:
        """The same recipe with `scale` times the epochs: 0.01 rehearses a run."""

        def shorter(stage: StageConfig) -> StageConfig:
            phases = tuple(replace(phase, epochs=phase.epochs * scale) for phase in stage.phases)
            return replace(stage, phases=phases)

        heads = replace(self.heads, epochs=max(1, round(self.heads.epochs * min(1, scale))))
        return replace(self, contrastive=shorter(self.contrastive), cells=shorter(self.cells), heads=heads)

    def to_json(self) -> dict[str, Any]:
        """Plain dictionaries and lists, for a checkpoint."""
        return asdict(self)


def overridden(config: Any, changes: dict[str, Any], where: str = "") -> Any:
    """The config with the values of nested `changes` in place; phases are dictionaries of all fields.

    Raises ValueError for a name that the config does not have.

    >>> overridden(TrainConfig(), {"losses": {"month": 0.5}}).losses.month
    0.5
    """
    known = {each.name for each in fields(config)}
    for name in changes:
        if name not in known:
            raise ValueError(
                f"The training config has no {where}{name}. There are: {', '.join(sorted(known))}."
            )
    new = {}
    for name, value in changes.items():
        old = getattr(config, name)
        if is_dataclass(old):
            value = overridden(old, value, f"{where}{name}.")
        elif name == "phases":
            value = tuple(Phase(**phase) for phase in value)
        new[name] = value
    return replace(config, **new)
