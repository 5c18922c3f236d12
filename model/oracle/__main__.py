"""The oracle's command; see `model.oracle`."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from pathlib import Path

from model.metrics import table
from model.oracle import oracle


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit as the command line says, print the tables, write the JSON."""
    parser = argparse.ArgumentParser(
        prog="python -m model.oracle", description="How well places can be guessed from what scenes show."
    )
    parser.add_argument(
        "--data", type=Path, default=Path("data/scenes"), help="where train/, val/, test/ are"
    )
    parser.add_argument("--train", type=Path, help="folder of the training scenes (default DATA/train)")
    parser.add_argument("--val", type=Path, help="folder of the validation scenes (default DATA/val)")
    parser.add_argument("--split", nargs="+", default=["test"], choices=("test", "test-far"))
    parser.add_argument("--limit", type=int, default=3000, help="how many locations of each split")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    options = parser.parse_args(arguments)
    if options.limit < 1:
        parser.error(f"--limit must be at least 1, not {options.limit}")
    tests = {split: options.data / split for split in options.split}
    train, val = options.train or options.data / "train", options.val or options.data / "val"
    began = time.monotonic()
    try:
        result = oracle(train, val, tests, options.limit)
    except (FileNotFoundError, ValueError) as problem:
        raise SystemExit(str(problem)) from problem
    minutes = (time.monotonic() - began) / 60
    print(f"{result['scenes']} scenes, {result['cells']} geocells, {minutes:.1f} minutes.")
    print(f"The oracle is {result['learner']}, the best on the validation split.\n")
    rows = {f"{name}, validation": row for name, row in result["validation"].items()}
    print(table(rows | {f"oracle, {split}": result[split] for split in tests}))
    print("\nWhat it loses on validation scenes when it is told of other scenes' …")
    whole = result["importance"].pop("nothing")
    lost = {name: whole["mean_score"] - row["mean_score"] for name, row in result["importance"].items()}
    for name in sorted(lost, key=lambda name: -lost[name]):
        countries = whole["country_accuracy"] - result["importance"][name]["country_accuracy"]
        print(f"{name:24}{lost[name]:6.0f} points {countries:7.1%} of countries")
    result["importance"]["nothing"] = whole
    if options.json:
        options.json.parent.mkdir(parents=True, exist_ok=True)
        options.json.write_text(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    main()
