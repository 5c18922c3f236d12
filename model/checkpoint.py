"""Weight files: one safetensors file with the network made small, its cells, and JSON about itself.

A file holds no code, so a stranger's is safe to open; it may still be damaged or something else, and then
says so in a sentence.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor

from model.backbones import channels_last, create_clip, feature_width, image_tower
from model.compact import SCALE, pack, unpack
from model.data import HEADINGS
from model.geocells import Geocells
from model.pigeon import Calibration, Pigeon
from model.prototypes import Prototypes, Refinement
from model.retrieval import Retrieval

WEIGHTS = Path(__file__).parent.parent / "assets" / "weights"
FORMAT = "pigeonhole-pigeon-3"
SHIPPED_HEADS = ("cells", "country")
PROTOTYPES, RETRIEVAL = "prototypes.", "retrieval."


class WeightsError(ValueError):
    """A weight file that cannot be used; the sentence says which, why, and how to make it anew."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"The weights at {path} cannot be used: {why}. Build them anew with: "
            f"python -m model.train pigeon --data data/train --val data/val --out runs/pigeon "
            f"--weights {path}"
        )


@dataclass
class Checkpoint:
    """A trained PIGEON with all that guessing needs.

    `things` are the names of what it tells of a view, `about` is what the training wrote down of itself.
    `prototypes` come with the `refinement` that was found for them; without them, and without `retrieval`,
    pins are decoded from cells alone. `calibration` is that of rounds of all four views, `fewer` those of
    other numbers of views; without them it serves for every number.
    """

    network: Pigeon
    cells: Geocells
    countries: tuple[str, ...]
    px: int
    backbone: str
    calibration: Calibration
    world_version: str
    constant_pin: tuple[float, float]
    things: tuple[str, ...]
    about: dict[str, Any] = field(default_factory=dict)
    prototypes: Prototypes | None = None
    refinement: Refinement | None = None
    retrieval: Retrieval | None = None
    fewer: Mapping[int, Calibration] = field(default_factory=dict)

    def calibration_of(self, views: int) -> Calibration:
        """The calibration of rounds of so many views, or of the number nearest to it, the smaller of two."""
        known = {**self.fewer, HEADINGS: self.calibration}
        return known[min(known, key=lambda number: (abs(number - views), number))]

    def country_of_cell(self) -> Tensor:
        """The row of each cell's country in the country head [C]."""
        number = {code: i for i, code in enumerate(self.countries)}
        return torch.tensor([number[code] for code in self.cells.countries])


def save(checkpoint: Checkpoint, path: Path) -> None:
    """Write the file, complete or not at all."""
    parts = {
        name: value
        for name, value in checkpoint.network.state_dict().items()
        if not name.startswith("heads.") or name.split(".")[1] in SHIPPED_HEADS
    }
    if checkpoint.prototypes:
        parts |= {PROTOTYPES + name: each for name, each in checkpoint.prototypes.tensors().items()}
    if checkpoint.retrieval:
        parts |= {RETRIEVAL + name: each for name, each in checkpoint.retrieval.state_dict().items()}
    tensors = pack({name: value.detach().contiguous().cpu() for name, value in parts.items()})
    for name, value in tensors.items():
        # Statistics and scales stay in full: they are tiny, and variances can leave half precision's range.
        if value.is_floating_point() and "running_" not in name and not name.endswith(SCALE):
            tensors[name] = value.half()
    cells = checkpoint.cells
    tensors["cells.centres"] = torch.from_numpy(cells.centres.astype(np.float32))
    tensors["cells.points"] = torch.from_numpy(cells.points.astype(np.float32))
    tensors["cells.start"] = torch.from_numpy(cells.start.astype(np.int32))
    about = {
        "format": FORMAT,
        "backbone": checkpoint.backbone,
        "px": checkpoint.px,
        "countries": checkpoint.countries,
        "cell_countries": cells.countries,
        "cell_labels": cells.labels,
        "calibration": asdict(checkpoint.calibration),
        "fewer": {number: asdict(each) for number, each in checkpoint.fewer.items()},
        "world_version": checkpoint.world_version,
        "constant_pin": checkpoint.constant_pin,
        "things": checkpoint.things,
        "about": checkpoint.about,
        "refinement": asdict(checkpoint.refinement) if checkpoint.refinement else None,
        "retrieval_top": checkpoint.retrieval.top if checkpoint.retrieval else None,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".unfinished")
    save_file(tensors, unfinished, metadata={"pigeonhole": json.dumps(about, ensure_ascii=False)})
    unfinished.chmod(0o644)
    unfinished.replace(path)


def load(path: Path, device: torch.device | str = "cpu") -> Checkpoint:
    """Read a file that `save` wrote, ready to guess on `device`.

    Raises WeightsError where the file is missing, damaged, cut short, somebody else's, or holds NaN.
    """
    about, tensors = _read(path)
    try:
        cells = Geocells(
            tensors.pop("cells.centres").double().numpy(),
            tuple(about["cell_countries"]),
            tuple(about["cell_labels"]),
            tensors.pop("cells.points").double().numpy(),
            tensors.pop("cells.start").numpy().astype(np.int64),
        )
        tensors = unpack(tensors)
        kept, retrieval = _part(tensors, PROTOTYPES), _part(tensors, RETRIEVAL)
        network = _network(about, tensors)
        checkpoint = Checkpoint(
            network,
            cells,
            tuple(about["countries"]),
            int(about["px"]),
            about["backbone"],
            Calibration(**about["calibration"]),
            about["world_version"],
            (float(about["constant_pin"][0]), float(about["constant_pin"][1])),
            tuple(about["things"]),
            about.get("about", {}),
            Prototypes.of(kept) if kept else None,
            Refinement(**about["refinement"]) if kept else None,
            Retrieval.of(retrieval, int(about["retrieval_top"])) if retrieval else None,
            {int(number): Calibration(**each) for number, each in about.get("fewer", {}).items()},
        )
        _check_fit(checkpoint)
        checkpoint.country_of_cell()
    except (LookupError, TypeError, RuntimeError, ValueError) as problem:
        raise WeightsError(path, f"its parts do not fit together ({problem})") from problem
    channels_last(network, device)
    return checkpoint


def _read(path: Path) -> tuple[dict[str, Any], dict[str, Tensor]]:
    if not path.is_file():
        raise WeightsError(path, "there is no such file")
    try:
        with safe_open(path, "pt") as file:
            metadata = file.metadata() or {}
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 (no mapping)
    except (SafetensorError, OSError) as problem:
        raise WeightsError(path, f"it is damaged, cut short or no safetensors file ({problem})") from problem
    try:
        about = json.loads(metadata.get("pigeonhole", "null"))
    except json.JSONDecodeError as problem:
        raise WeightsError(path, "its description is not JSON") from problem
    if not isinstance(about, dict) or about.get("format") != FORMAT:
        raise WeightsError(path, f"it is not a Pigeonhole file of the format {FORMAT}")
    for name, tensor in tensors.items():
        if tensor.is_floating_point() and not torch.isfinite(tensor).all():
            raise WeightsError(path, f"its tensor {name} holds values that are not finite")
    return about, tensors


def _check_fit(checkpoint: Checkpoint) -> None:
    """Raise ValueError where prototypes or retrieval belong to other cells or another network."""
    prototypes, retrieval = checkpoint.prototypes, checkpoint.retrieval
    width = checkpoint.network.heads["cells"].get_parameter("weight").shape[1]
    if prototypes and (len(prototypes.start_C) - 1, prototypes.axes_DF.shape[1]) != (
        len(checkpoint.cells),
        width,
    ):
        raise ValueError("the prototypes belong to other cells or another network")
    if retrieval and len(retrieval.middle_F) != width:
        raise ValueError("the retrieval belongs to another network")


def _part(tensors: dict[str, Tensor], prefix: str) -> dict[str, Tensor]:
    """The tensors whose names begin so, by the rest of their names, taken out."""
    return {name.removeprefix(prefix): tensors.pop(name) for name in list(tensors) if name.startswith(prefix)}


def _network(about: dict[str, Any], tensors: dict[str, Tensor]) -> Pigeon:
    tower = image_tower(create_clip(about["backbone"]))
    heads = {"cells": len(about["cell_countries"]), "country": len(about["countries"])}
    measures = len(tensors["view_heads.measures.bias"])
    network = Pigeon(tower, feature_width(tower, int(about["px"])), heads, len(about["things"]), measures)
    network.load_state_dict(
        {name: value.float() if value.is_floating_point() else value for name, value in tensors.items()}
    )
    return network.eval()
