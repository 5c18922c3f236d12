"""Geocells from the command line: semantic ones as polygons, and the cells of a data set counted.

python -m model.geocells semantic --points FILE.csv --min 1000 --max 2000 --out cells.geojson
python -m model.geocells count --data data/train
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from model.data import read_records
from model.geocells import GeocellConfig, build
from model.geocells.areas import Boundaries
from model.geocells.points import read_points
from model.geocells.semantic import semantic_cells, write_geojson


def main(arguments: Sequence[str] | None = None) -> None:
    """Do what the command line says; SystemExit with a sentence where it cannot."""
    parser = argparse.ArgumentParser(prog="python -m model.geocells", description="Geocells.")
    commands = parser.add_subparsers(dest="command", required=True)
    drawn = commands.add_parser("semantic", help="semantic geocells of points, as polygons in GeoJSON")
    drawn.add_argument("--points", type=Path, required=True, help="CSV file: latitude, longitude")
    drawn.add_argument("--out", type=Path, required=True, help="GeoJSON file to write")
    drawn.add_argument(
        "--boundaries", type=Path, help="areas to merge: GADM, geoBoundaries, Natural Earth, …"
    )
    counted = commands.add_parser("count", help="how many cells a data set gives and how full they are")
    counted.add_argument("--data", type=Path, required=True, help="folder with scenes.jsonl")
    for command in (drawn, counted):
        command.add_argument(
            "--min", type=int, default=GeocellConfig().minimum, help="fewest places of a cell"
        )
        command.add_argument("--max", type=int, default=GeocellConfig().maximum, help="most places of a cell")
    options = parser.parse_args(arguments)
    try:
        (semantic if options.command == "semantic" else count)(options)
    except (OSError, ValueError) as problem:
        raise SystemExit(str(problem)) from problem


def semantic(options: argparse.Namespace) -> None:
    """Write the semantic geocells of points and print how many there are and how long it took."""
    began = time.monotonic()
    config = GeocellConfig(options.min, options.max)
    latlon = read_points(options.points)
    boundaries = options.boundaries and Boundaries(options.boundaries)
    if options.out.is_dir():
        raise ValueError(f"{options.out} is a folder: give --out the name of a file.")
    options.out.parent.mkdir(parents=True, exist_ok=True)
    cells = semantic_cells(latlon, config, boundaries)
    write_geojson(cells, options.out)
    full, seconds = [cell for cell in cells if len(cell.places)], time.monotonic() - began
    print(
        f"{len(full)} cells in {len({cell.country for cell in full})} countries over {len(latlon)} points, "
        f"and {len(cells) - len(full)} countries without points, in {seconds:.1f} s: {options.out}"
    )


def count(options: argparse.Namespace) -> None:
    """Print how many cells a data set gives and how full they are."""
    records = read_records(options.data)
    latlon = np.array([(record["latitude"], record["longitude"]) for record in records])
    cells = build(
        latlon,
        [record["country"] for record in records],
        [record["admin1"] for record in records],
        GeocellConfig(options.min, options.max),
    )
    full = np.diff(cells.start)
    print(f"{len(cells)} cells in {len(set(cells.countries))} countries over {len(records)} places.")
    print(f"Places per cell: least {full.min()}, median {int(np.median(full))}, most {full.max()}.")


if __name__ == "__main__":
    main()
