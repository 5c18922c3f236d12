"""How many geocells a data set gives and how full they are.

python -m model.geocells --data data/train
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from model.data import read_records
from model.geocells import GeocellConfig, build


def main(arguments: Sequence[str] | None = None) -> None:
    """Print how many cells a data set gives and how full they are."""
    parser = argparse.ArgumentParser(description="Geocells of a data set, counted.")
    parser.add_argument("--data", type=Path, required=True, help="folder with scenes.jsonl")
    parser.add_argument("--minimum", type=int, default=GeocellConfig().minimum)
    parser.add_argument("--maximum", type=int, default=GeocellConfig().maximum)
    options = parser.parse_args(arguments)
    records = read_records(options.data)
    latlon = np.array([(record["latitude"], record["longitude"]) for record in records])
    cells = build(
        latlon,
        [record["country"] for record in records],
        [record["admin1"] for record in records],
        GeocellConfig(options.minimum, options.maximum),
    )
    full = np.diff(cells.start)
    print(f"{len(cells)} cells in {len(set(cells.countries))} countries over {len(records)} places.")
    print(f"Places per cell: least {full.min()}, median {int(np.median(full))}, most {full.max()}.")


if __name__ == "__main__":
    main()
