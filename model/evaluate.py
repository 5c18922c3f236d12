"""How well an opponent plays on held-out places, beside the baselines any model must beat.

    python -m model.evaluate --opponent pigeon --split test --limit 500 --json FILE
    python -m model.evaluate --opponent pigeon --decoder cells

Places that are not on the disk yet are rendered first. The country of a guess is the one in which its pin
stands.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from tqdm import tqdm

from model.data import picture_path, read_records, read_views
from model.metrics import summary, table
from model.opponent import DECODERS, NAMES, Opponent, load
from world import facts
from world.scene import WORLD_VERSION

BASELINES = ("random", "constant")
CHUNK = 25
ROOT = Path(__file__).resolve().parent.parent


def ready_records(folder: Path, split: str, limit: int) -> list[dict[str, Any]]:
    """The first `limit` locations of a split, rendering those that `folder` lacks.

    Raises SystemExit with the renderer's own words if it fails, or for a folder that holds another split.
    """
    folder = folder.resolve()
    mark = folder / "dataset.json"
    if mark.is_file() and (found := json.loads(mark.read_text(encoding="utf-8"))["split"]) != split:
        raise SystemExit(f"{folder} holds the {found} split, not {split}: give another --data.")
    have = (
        [record for record in read_records(folder) if record["index"] < limit]
        if (folder / "scenes.jsonl").is_file()
        else []
    )
    have = [record for record in have if picture_path(folder, record["index"]).is_file()]
    if len(have) < limit:
        print(f"Rendering {limit - len(have)} locations of the {split} split into {folder} …", flush=True)
        # The renderer refuses to draw without the fonts; where they are installed this does nothing.
        subprocess.run([sys.executable, "-m", "libraries"], cwd=ROOT, check=True)
        command = [
            sys.executable,
            "-m",
            "world.dataset",
            "--split",
            split,
            "--count",
            str(limit),
            "--out",
            str(folder),
        ]
        if subprocess.run(command, cwd=ROOT, check=False).returncode:
            raise SystemExit(f"Rendering failed; try it alone: {' '.join(command[1:])}")
        have = read_records(folder)
    return have[:limit]


def play(opponent: Opponent, folder: Path, records: Sequence[dict[str, Any]]) -> dict[str, float]:
    """The figures of one opponent over the locations; only guessing is timed, not reading pictures."""
    guesses, seconds = [], 0.0
    for start in tqdm(range(0, len(records), CHUNK), desc=opponent.name, unit_scale=CHUNK, unit=" rounds"):
        rounds = [read_views(folder, record["index"]) for record in records[start : start + CHUNK]]
        begin = time.perf_counter()
        guesses += opponent.guess_batch(rounds)
        seconds += time.perf_counter() - begin
    return summary(
        np.array([(guess.latitude, guess.longitude) for guess in guesses]),
        np.array([(record["latitude"], record["longitude"]) for record in records]),
        [facts.country_at(guess.latitude, guess.longitude) or guess.country for guess in guesses],
        [record["country"] for record in records],
        seconds / len(records),
    )


def evaluate(
    name: str,
    split: str,
    limit: int,
    folder: Path,
    device: str = "auto",
    weights: Path | None = None,
    decoder: str = "auto",
) -> dict[str, Any]:
    """Everything the result file holds: the opponent's figures, what they were made with, the baselines'."""
    opponent = load(name, device, weights, decoder)
    records = ready_records(folder, split, limit)
    versions = sorted({record["world_version"] for record in records})
    if versions != [WORLD_VERSION]:
        warnings.warn(
            f"The pictures in {folder} are of world version {', '.join(versions)} and this is version "
            f"{WORLD_VERSION}: delete the folder to render them anew.",
            stacklevel=2,
        )
    try:
        result: dict[str, Any] = dict(play(opponent, folder, records))
    finally:
        opponent.close()
    result |= {"opponent": name, "split": split, "world_version": ", ".join(versions), "decoder": decoder}
    result["opponent_world_version"] = opponent.world_version
    result["baselines"] = {
        other: play(load(other, device, weights), folder, records) for other in BASELINES if other != name
    }
    return result


def main(arguments: Sequence[str] | None = None) -> None:
    """Evaluate as the command line says, print the table, write the JSON."""
    parser = argparse.ArgumentParser(description="How well an opponent plays on held-out places.")
    parser.add_argument("--opponent", default="pigeon", choices=NAMES)
    parser.add_argument("--split", default="test", choices=("val", "test", "test-far"))
    parser.add_argument("--limit", type=int, default=500, help="how many locations (default 500)")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    parser.add_argument("--data", type=Path, help="data set folder (default data/SPLIT)")
    parser.add_argument("--device", default="auto", help="auto, cuda, mps or cpu")
    parser.add_argument("--weights", type=Path, help="other weights than those that ship")
    parser.add_argument("--decoder", default="auto", choices=DECODERS, help="how pigeon finds its pin")
    options = parser.parse_args(arguments)
    if options.limit < 1:
        parser.error(f"--limit must be at least 1, not {options.limit}")
    folder = options.data or Path("data") / options.split
    result = evaluate(
        options.opponent,
        options.split,
        options.limit,
        folder,
        options.device,
        options.weights,
        options.decoder,
    )
    print(f"{result['n']} locations of the {options.split} split, world version {result['world_version']}:")
    print(table({options.opponent: result, **result["baselines"]}))
    if options.json:
        options.json.parent.mkdir(parents=True, exist_ok=True)
        options.json.write_text(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    main()
