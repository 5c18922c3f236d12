"""Training, from a rendered data set to a weight file.

    python -m model.train pigeon --data data/train --val data/val --out runs/pigeon

Stages: contrastive (view, caption) → geocells and every other label end to end, nothing frozen, at growing
picture size → heads on four clean headings → calibration on the validation split → prototypes, used if they
help there (`model.refine` adds them to weights that have none) → calibration for fewer views. A killed run
resumes where it was when the same command is given again. `--scale 0.02` rehearses the whole of it.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import sys
import time
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.torch import load_file

from model.backbones import create_clip, feature_width, image_tower
from model.calibrate import calibrate
from model.checkpoint import Checkpoint, save
from model.compact import unpack
from model.config import TrainConfig, overridden
from model.data import Labels, Views, Vocabulary, latlon_of, open_views, read_records, read_view_labels
from model.decode import best_constant_pin
from model.feed import Feed
from model.geocells import Geocells, build
from model.heads import Judge, embeddings, settle_norms, train_heads, view_features
from model.metrics import table
from model.pigeon import Calibration, Pigeon, choose_device
from model.refine import Seen, add_prototypes, figures_of
from model.stages import CellStage, ContrastiveStage
from model.tokenizer import WordTokenizer
from model.trainer import Trainer

M_TRIM_THRESHOLD, M_TOP_PAD, M_MMAP_MAX = -1, -2, -4  # <malloc.h>


@dataclass(frozen=True)
class Split:
    """One split in memory: scene records, views [N, 4, H, W, 3] and labels."""

    records: list[dict[str, Any]]
    views: NDArray[np.uint8]
    labels: Labels

    @classmethod
    def read(
        cls,
        folder: Path,
        records: list[dict[str, Any]],
        shown: Views,
        words: Vocabulary,
        cells: Geocells,
        cache: Path | None,
    ) -> Split:
        """A rendered folder, its views decoded into `cache` (see `model.data.open_views`)."""
        cell = cells.assign(latlon_of(records), [record["country"] for record in records])
        return cls(records, open_views(folder, records, cache), Labels.of(records, shown, words, cell))


def cells_of(records: Sequence[Mapping[str, Any]], config: TrainConfig) -> Geocells:
    """Semantic geocells over training scenes, labelled in words."""
    from world import facts

    return build(
        latlon_of(records),
        [record["country"] for record in records],
        [record["admin1"] for record in records],
        config.geocells,
        towns=[record["town"] for record in records],
        country_names={code: country.name for code, country in facts.countries().items()},
    )


def train_pigeon(
    config: TrainConfig,
    data: Path,
    val: Path,
    out: Path,
    device: torch.device,
    save_seconds: float = 60,
    cache: Path | None = None,
    start: Path | None = None,
) -> Checkpoint:
    """Train a PIGEON and give it back calibrated; `out` gets the log and the state to resume from.

    `start` is the folder or weight file of an earlier run: what fits of its network is trained further.
    Raises FileNotFoundError for a missing data set, ValueError if `out` was begun with another recipe.
    """
    torch.manual_seed(config.seed)
    records, held_out = read_records(data), read_records(val)
    shown, held_out_shown = read_view_labels(data, records), read_view_labels(val, held_out)
    words = Vocabulary.of(records, shown)
    cells = cells_of(records, config)
    train = Split.read(data, records, shown, words, cells, cache)
    test = Split.read(val, held_out, held_out_shown, words, cells, cache)
    del shown, held_out_shown  # half a gigabyte of dictionaries
    identity = {
        "config": config.to_json(),
        "locations": len(records),
        "first": records[0]["seed"],
        "told": zlib.crc32("\n".join(words.things + words.measures).encode()),
    }
    trainer = Trainer(out, device, identity, config.precision, save_seconds)
    print(
        f"{len(records)} locations, {len(cells)} geocells, {len(words.things)} things; training on {device}."
    )

    judge = Judge(cells, words.countries, test.labels, held_out)
    begun = earlier_network(start) if start else None
    tower = _contrastive(config, train, trainer)
    network = _end_to_end(config, train, test, cells, words, tower, trainer, judge, begun)
    features, held_out_features = _clean_features(config, train, test, network, device)
    calibration, figures = _finish_heads(
        config, train, cells, network, trainer, judge, features, held_out_features
    )
    checkpoint = Checkpoint(
        network,
        cells,
        words.countries,
        config.px,
        config.backbone,
        calibration,
        records[0]["world_version"],
        best_constant_pin(cells.points),
        words.things,
        {
            "config": config.to_json(),
            "locations": len(records),
            "finished": time.strftime("%Y-%m-%d"),
        },
    )
    if config.prototypes.per_cell:
        seen = Seen(embeddings(network, features), records)
        held_out_seen = Seen(embeddings(network, held_out_features), held_out)
        figures |= _refine(config, checkpoint, seen, held_out_seen, trainer)
    checkpoint.fewer = calibrate(checkpoint, held_out_features, held_out)
    checkpoint.about["validation"] = {name: round(value, 4) for name, value in figures.items()}
    return checkpoint


def earlier_network(start: Path) -> Mapping[str, torch.Tensor]:
    """The averaged network of another run's geocell stage, or the tower that a weight file holds.

    Heads of a weight file stay behind: they may belong to other cells, countries and labels. Raises
    ValueError where there is neither.
    """
    if start.is_file():
        try:
            tensors = unpack(load_file(start))
        except (SafetensorError, ValueError) as problem:
            raise ValueError(f"{start} is no weight file to go on from ({problem}).") from problem
        tower = {name: each for name, each in tensors.items() if name.startswith("tower.")}
        return {name: each.float() if each.is_floating_point() else each for name, each in tower.items()}
    state = start / "state.pt"
    stages = torch.load(state, map_location="cpu", weights_only=True)["stages"] if state.is_file() else {}
    if "cells" not in stages:
        raise ValueError(f"There is no geocell stage to go on from in {start}.")
    return stages["cells"]["average"]


def take_over(network: torch.nn.Module, earlier: Mapping[str, torch.Tensor]) -> None:
    """Give a network the earlier one's parts that fit it by name and shape, and say what stays fresh."""
    own = network.state_dict()
    fitting = {
        name: value for name, value in earlier.items() if name in own and value.shape == own[name].shape
    }
    if not any(name.startswith("tower.") for name in fitting):
        raise ValueError("The earlier network has another backbone: nothing of it can be trained further.")
    network.load_state_dict(fitting, strict=False)
    fresh = sorted({name.rpartition(".")[0] for name in own.keys() - fitting.keys()})
    print(f"Going on from an earlier network; fresh: {', '.join(fresh) or 'nothing'}.")


def _contrastive(config: TrainConfig, train: Split, trainer: Trainer) -> torch.nn.Module:
    """The image tower after the contrastive stage, its projection taken off."""
    clip = create_clip(config.backbone)
    if any(phase.epochs for phase in config.contrastive.phases):
        tokenizer = WordTokenizer(clip.vocab_size, clip.context_length)
        feed = Feed(train.views, config.contrastive, config.augment, (config.seed, 1))
        stage = ContrastiveStage(train.records, tokenizer)
        clip = trainer.run("contrastive", clip, config.contrastive, feed, stage, config.ema)
    return image_tower(clip).requires_grad_(True)


def _end_to_end(
    config: TrainConfig,
    train: Split,
    test: Split,
    cells: Geocells,
    words: Vocabulary,
    tower: torch.nn.Module,
    trainer: Trainer,
    judge: Judge,
    begun: Mapping[str, torch.Tensor] | None = None,
) -> Pigeon:
    """The network after the geocell stage, nothing frozen; validated after each phase."""
    sizes = {
        "cells": len(cells),
        "country": len(words.countries),
        "climate": len(words.climates),
        "language": len(words.languages),
        "month": 12,
        "left": 2,
    }
    torch.manual_seed(config.seed)
    network = Pigeon(tower, feature_width(tower, config.px), sizes, len(words.things), len(words.measures))
    if begun:
        take_over(network, begun)
    feed = Feed(train.views, config.cells, config.augment, (config.seed, 2))
    loss = CellStage(train.labels, cells, config.tau_km, config.losses, trainer.device)

    def validate(average: torch.nn.Module, phase: str) -> None:
        assert isinstance(average, Pigeon)
        px = int(phase.split()[-2])
        features = view_features(average, test.views, px, trainer.device, f"validating {phase}")
        figures = judge.figures(average, features, Calibration())
        trainer.note({"stage": phase, **figures})
        print(
            f"{phase}: country {figures['country_accuracy']:.1%}, score {figures['mean_score']:.0f}, "
            f"median {figures['median_km']:.0f} km"
        )

    trained = trainer.run("cells", network, config.cells, feed, loss, config.ema, validate)
    assert isinstance(trained, Pigeon)
    return trained


def _clean_features(
    config: TrainConfig, train: Split, test: Split, network: Pigeon, device: torch.device
) -> tuple[torch.Tensor, torch.Tensor]:
    """Features of the clean views of both splits [N, 4, F], once the network's norms are settled."""
    settle_norms(network, train.views, config.px, device)
    held_out = view_features(network, test.views, config.px, device, "validation features")
    return view_features(network, train.views, config.px, device, "training features"), held_out


def _finish_heads(
    config: TrainConfig,
    train: Split,
    cells: Geocells,
    network: Pigeon,
    trainer: Trainer,
    judge: Judge,
    features: torch.Tensor,
    held_out: torch.Tensor,
) -> tuple[Calibration, dict[str, float]]:
    """Heads finished on cached features if that helps on the validation split, and calibrated there."""
    device = trainer.device
    before = judge.calibrate(network, held_out)
    best, figures = before, judge.figures(network, held_out, before)
    trainer.note({"stage": "before heads", **figures})
    if config.heads.epochs:
        kept = {name: value.clone() for name, value in network.state_dict().items()}
        loss = CellStage(train.labels, cells, config.tau_km, config.losses, device)
        train_heads(network, features, loss, config.heads, config.seed, device)
        after = judge.calibrate(network, held_out)
        finished = judge.figures(network, held_out, after)
        trainer.note({"stage": "after heads", **finished})
        if finished["mean_score"] >= figures["mean_score"]:
            best, figures = after, finished
        else:
            network.load_state_dict(kept)
    return best, figures


def _refine(
    config: TrainConfig, checkpoint: Checkpoint, train: Seen, held_out: Seen, trainer: Trainer
) -> dict[str, float]:
    """Add prototypes to the checkpoint; the figures with them, empty where they do not help."""
    refinement = add_prototypes(checkpoint, train, held_out, config.prototypes)
    figures = figures_of(checkpoint, held_out, "refined")
    trainer.note({"stage": "refined", **figures, "refinement": asdict(refinement)})
    return figures if refinement.helps else {}


def keep_freed_memory() -> None:
    """Let glibc keep what tensors free instead of giving it back to the system and faulting it in again.

    Worth 4 to 10 % of a training step on a CPU (docs/LAB.md); elsewhere than on glibc it does nothing.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None) if sys.platform == "linux" else None
    if mallopt is not None:
        for parameter, value in ((M_MMAP_MAX, 0), (M_TRIM_THRESHOLD, 2**31 - 1), (M_TOP_PAD, 2**26)):
            mallopt(parameter, value)


def main(arguments: Sequence[str] | None = None) -> None:
    """Train as the command line says and write the weights."""
    parser = argparse.ArgumentParser(description="Train an opponent on a rendered data set.")
    parser.add_argument("name", choices=("pigeon",))
    parser.add_argument("--data", type=Path, default=Path("data/train"))
    parser.add_argument("--val", type=Path, default=Path("data/val"))
    parser.add_argument("--out", type=Path, default=Path("runs/pigeon"), help="log and state, to resume from")
    parser.add_argument("--cache", type=Path, help="folder for decoded views (default next to the data)")
    parser.add_argument("--weights", type=Path, help="where the weights go (default OUT/pigeon.safetensors)")
    parser.add_argument("--start", type=Path, help="folder or weights of an earlier run, to go on from")
    parser.add_argument("--config", type=Path, help="JSON with what differs from model.config.TrainConfig")
    parser.add_argument("--scale", type=float, default=1.0, help="times the epochs, to rehearse a run")
    parser.add_argument("--device", default="auto", help="auto, cuda, mps or cpu")
    options = parser.parse_args(arguments)
    config = TrainConfig()
    if options.config:
        config = overridden(config, json.loads(options.config.read_text(encoding="utf-8")))
    if options.scale != 1:
        config = config.scaled(options.scale)
    keep_freed_memory()
    began = time.monotonic()
    device = choose_device(options.device)
    checkpoint = train_pigeon(
        config, options.data, options.val, options.out, device, cache=options.cache, start=options.start
    )
    path = options.weights or options.out / f"{options.name}.safetensors"
    save(checkpoint, path)
    figures = checkpoint.about["validation"]
    minutes, size = (time.monotonic() - began) / 60, path.stat().st_size / 2**20
    print(f"Wrote {path} ({size:.1f} MiB) after {minutes:.0f} minutes. On the validation split:")
    print(table({options.name: figures}))


if __name__ == "__main__":
    main()
