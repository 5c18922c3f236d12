"""A tiny data set drawn by nobody: coloured squares that tell their country, so tests need no renderer."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from world.scene import WORLD_VERSION

SIDE = 32
COUNTRIES = {"FR": (47.0, 2.0, "left"), "JP": (36.0, 138.0, "left"), "BR": (-12.0, -50.0, "right")}


def make_records(count: int, seed: int) -> list[dict]:
    """Scene records like world.dataset's, places scattered around the middles of three countries."""
    rng = np.random.default_rng(seed)
    records = []
    for index in range(count):
        code = list(COUNTRIES)[index % len(COUNTRIES)]
        latitude, longitude, side = COUNTRIES[code]
        north, east = rng.normal(0, 2, size=2)
        records.append(
            {
                "index": index,
                "latitude": latitude + north,
                "longitude": longitude + east,
                "seed": index,
                "country": code,
                "admin1": "North" if north > 0 else "South",
                "town": "",
                "climate": "Cfb",
                "drives_on": side,
                "languages": ["xx"],
                "month": 1 + index % 12,
                "world_version": WORLD_VERSION,
                "texts": [],
                "clues": [],
            }
        )
    return records


def write_dataset(folder: Path, count: int, seed: int) -> Path:
    """scenes.jsonl and views, each country in its own colour with noise too weak to be lost in resizing."""
    rng = np.random.default_rng(seed)
    records = make_records(count, seed)
    (folder / "views" / "000").mkdir(parents=True)
    lines = "".join(json.dumps(record) + "\n" for record in records)
    (folder / "scenes.jsonl").write_text(lines, encoding="utf-8")
    views = [{"things": [f"colour:{heading}"], "measures": {"turn": heading / 4}} for heading in range(4)]
    for record in records:
        views[0]["things"] = [f"country:{record['country']}"]
        line = json.dumps({"index": record["index"], "views": views}) + "\n"
        with (folder / "labels.jsonl").open("a", encoding="utf-8") as labels:
            labels.write(line)
        colour = np.zeros(3)
        colour[list(COUNTRIES).index(record["country"])] = 150
        pixels = np.clip(colour + rng.normal(60, 6, size=(SIDE, 4 * SIDE, 3)), 0, 255)
        picture = Image.fromarray(pixels.astype(np.uint8))
        picture.save(folder / "views" / "000" / f"{record['index']:06d}.jpg", quality=95)
    return folder


@pytest.fixture(scope="session")
def datasets(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Folders of a training and a validation set."""
    root = tmp_path_factory.mktemp("data")
    return write_dataset(root / "train", 48, seed=1), write_dataset(root / "val", 12, seed=2)


@pytest.fixture(scope="session")
def tiny_changes() -> dict:
    """What makes a training run take seconds."""
    phase = {"px": SIDE, "epochs": 1, "views": 2, "rounds": 8}
    return {
        "px": SIDE,
        "geocells": {"minimum": 4, "maximum": 8},
        "contrastive": {"phases": [{**phase, "epochs": 1, "views": 1, "rounds": 16}]},
        "cells": {"phases": [phase], "learning_rate": 0.002},
        "heads": {"epochs": 2, "batch": 16},
        "ema": 0.8,
    }


@pytest.fixture(scope="session")
def trained(datasets: tuple[Path, Path], tiny_changes: dict, tmp_path_factory: pytest.TempPathFactory):
    """A checkpoint of a tiny run and the file it was saved to."""
    import torch

    from model.checkpoint import save
    from model.config import TrainConfig, overridden
    from model.train import train_pigeon

    torch.set_num_threads(2)  # a share of the batch a thread: the losses depend on how many
    out = tmp_path_factory.mktemp("run")
    config = overridden(TrainConfig(), tiny_changes)
    checkpoint = train_pigeon(config, *datasets, out, torch.device("cpu"))
    save(checkpoint, out / "pigeon.safetensors")
    return checkpoint, out / "pigeon.safetensors"
