"""Gives trained weights what finds the pin inside the likely cells: prototypes, and GeoCLIP-style retrieval.

    python -m model.refine --weights FILE --data data/train --val data/val --out FILE

The network stays as it is: only its embeddings of clean views are needed, and `--features FOLDER` keeps them.
How prototypes and the gallery are used is chosen on the validation split, whose figures are printed for each
decoder. See `model.prototypes` and `model.retrieval`.
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from model import checkpoint as weights
from model.checkpoint import Checkpoint
from model.config import overridden
from model.data import latlon_of, open_views, read_records
from model.heads import embeddings, summary_of_pins, view_features
from model.metrics import table
from model.opponent import default_weights
from model.pigeon import choose_device, for_pin, fuse
from model.players import decoder_of
from model.prototypes import PrototypeConfig, Prototypes, Refinement, build_prototypes, choose_refinement
from model.retrieval import RetrievalConfig, choose_top, fit_retrieval


@dataclass(frozen=True)
class Seen:
    """A split as a trained network sees it: embeddings [N, F] of the locations of `records`."""

    embedding_NF: Tensor
    records: Sequence[Mapping[str, Any]]

    @property
    def latlon_N2(self) -> NDArray[np.float64]:
        """Where they are, degrees."""
        return latlon_of(self.records)

    @property
    def countries(self) -> list[str]:
        """The country of each, ISO 3166 alpha-2."""
        return [record["country"] for record in self.records]


def seen_by(
    trained: Checkpoint,
    folder: Path,
    device: torch.device,
    views_cache: Path | None = None,
    kept: Path | None = None,
) -> Seen:
    """A rendered folder as the network sees it; `kept` is a file for the embeddings, read where it is there.

    Raises FileNotFoundError for a missing data set.
    """
    records = read_records(folder)
    if kept and kept.is_file():
        return Seen(torch.from_numpy(np.load(kept)).float(), records)
    views = open_views(folder, records, views_cache)
    features = view_features(trained.network, views, trained.px, device, f"features of {folder.name}")
    found = embeddings(trained.network, features)
    if kept:
        kept.parent.mkdir(parents=True, exist_ok=True)
        np.save(kept, found.numpy())
    return Seen(found, records)


@torch.inference_mode()
def pin_odds(trained: Checkpoint, embedding_NF: Tensor) -> Tensor:
    """The cell probabilities [N, C] that pins are decoded from, on the CPU."""
    device = trained.network.heads["cells"].get_parameter("weight").device
    logits = trained.network.logits(embedding_NF.to(device))
    home = trained.country_of_cell().to(device)
    fused = fuse(logits["cells"], logits["country"], home, trained.calibration)
    return for_pin(fused, trained.calibration).cpu()


def add_prototypes(trained: Checkpoint, train: Seen, held_out: Seen, config: PrototypeConfig) -> Refinement:
    """Prototypes over the training places, and how to use them by the held-out ones; kept in `trained`."""
    cells = trained.cells
    cell_N = cells.assign(train.latlon_N2, train.countries)
    odds_NC = pin_odds(trained, held_out.embedding_NF)
    ways = [config]
    if config.clustered and config.ungrouped_too:
        ways.append(replace(config, clustered=False))

    def tried(way: PrototypeConfig) -> tuple[Prototypes, Refinement]:
        made = build_prototypes(train.embedding_NF, cell_N, train.latlon_N2, len(cells), way)
        return made, choose_refinement(cells, made, odds_NC, held_out.embedding_NF, held_out.latlon_N2)

    trained.prototypes, refinement = max(map(tried, ways), key=lambda pair: pair[1].gain)
    trained.refinement = refinement
    return refinement


def add_retrieval(trained: Checkpoint, train: Seen, held_out: Seen, config: RetrievalConfig) -> None:
    """Encoders fitted on the training places, and how many decide by the held-out ones; kept in `trained`."""
    retrieval = fit_retrieval(train.embedding_NF, train.latlon_N2, config)
    retrieval.top = choose_top(retrieval, trained.cells.points, held_out.embedding_NF, held_out.latlon_N2)
    trained.retrieval = retrieval


def figures_of(trained: Checkpoint, seen: Seen, decoder: str) -> dict[str, float]:
    """What `model.heads.summary_of_pins` says of the pins of one decoder."""
    odds_NC = pin_odds(trained, seen.embedding_NF)
    pins = decoder_of(trained, decoder)(odds_NC, seen.embedding_NF)
    return summary_of_pins(pins, odds_NC, trained.cells, seen.latlon_N2, seen.countries)


def refine(
    trained: Checkpoint,
    train: Seen,
    held_out: Seen,
    decoders: Sequence[str],
    prototypes: PrototypeConfig,
    retrieval: RetrievalConfig,
) -> dict[str, dict[str, float]]:
    """Add what the decoders need, in place; the figures of each on held-out places, cells alone first."""
    if "refined" in decoders:
        add_prototypes(trained, train, held_out, prototypes)
    if "retrieval" in decoders:
        add_retrieval(trained, train, held_out, retrieval)
    return {name: figures_of(trained, held_out, name) for name in ("cells", *decoders)}


def main(arguments: Sequence[str] | None = None) -> None:
    """Refine as the command line says, print the validation table, write the weights."""
    parser = argparse.ArgumentParser(description="Add prototypes and retrieval to trained weights.")
    parser.add_argument("--weights", type=Path, default=default_weights("pigeon"), help="what to add to")
    parser.add_argument("--data", type=Path, default=Path("data/train"), help="what it was trained on")
    parser.add_argument("--val", type=Path, default=Path("data/val"))
    parser.add_argument("--out", type=Path, required=True, help="where the weights with additions go")
    parser.add_argument("--decoders", nargs="+", choices=("refined", "retrieval"), default=["refined"])
    parser.add_argument("--features", type=Path, help="folder that keeps the embeddings for another time")
    parser.add_argument("--cache", type=Path, help="folder for decoded views (default next to the data)")
    parser.add_argument("--prototypes", type=json.loads, default={}, help="JSON over PrototypeConfig")
    parser.add_argument("--retrieval", type=json.loads, default={}, help="JSON over RetrievalConfig")
    parser.add_argument("--device", default="auto", help="auto, cuda, mps or cpu")
    options = parser.parse_args(arguments)
    device = choose_device(options.device)
    trained = weights.load(options.weights, device)
    # Named after the weights and the places, so that another network's embeddings are never taken for these.
    own = zlib.crc32(options.weights.read_bytes())

    def seen(folder: Path) -> Seen:
        kept = None
        if options.features and (folder / "scenes.jsonl").is_file():
            places = zlib.crc32((folder / "scenes.jsonl").read_bytes(), own)
            kept = options.features / f"embeddings-{folder.name}-{places:08x}.npy"
        return seen_by(trained, folder, device, options.cache, kept)

    figures = refine(
        trained,
        seen(options.data),
        seen(options.val),
        options.decoders,
        overridden(PrototypeConfig(), options.prototypes),
        overridden(RetrievalConfig(), options.retrieval),
    )
    weights.save(trained, options.out)
    print(f"Wrote {options.out} ({options.out.stat().st_size / 2**20:.1f} MiB). On the validation split:")
    print(table(figures))
    if "refined" in options.decoders and trained.refinement:
        print(
            f"It plays {'refined' if trained.refinement.helps else 'from cells alone'}: {trained.refinement}"
        )


if __name__ == "__main__":
    main()
