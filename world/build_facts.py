"""Derives the geographic facts under assets/world/ from installable packages.

    python -m world.build_facts [--node-modules DIR] [--out DIR]      # what `make world` runs

Needs requirements-world.txt and the npm packages world-atlas and @rapideditor/country-coder
(`python -m libraries --dev`). The same packages give the same files, byte for byte. Takes about two
minutes. What was derived from whom, and under which licence, is in assets/CREDITS.md.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def build(out: Path, node_modules: Path) -> None:
    """Write every file of assets/world/ to `out`; raises FileNotFoundError where npm packages are missing."""
    from world.build import countries, maps, rasters, settlements

    for package in ("world-atlas", "@rapideditor/country-coder"):
        if not (node_modules / package).is_dir():
            raise FileNotFoundError(
                f"{node_modules / package} is missing: run `python -m libraries --dev` first, "
                "or name another folder with --node-modules."
            )
    out.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()

    def say(what: str) -> None:
        print(f"[{time.monotonic() - started:5.1f} s] {what} …", flush=True)

    say("countries and borders")
    records = countries.build(out, node_modules)
    say("towns and their names")
    towns = settlements.build(out, records)
    say("base map and labels")
    maps.build(out, node_modules, towns, records)
    say("climate, land, height and ground colour")
    rasters.build(out)
    say("lakes of the map")
    maps.build_lakes(out)
    say("sizes")
    for path in sorted(out.iterdir()):
        print(f"  {path.name:18} {path.stat().st_size / 1024:8.0f} KiB")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m world.build_facts", description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=ROOT / "assets" / "world")
    parser.add_argument("--node-modules", type=Path, default=ROOT / "node_modules")
    arguments = parser.parse_args()
    build(arguments.out, arguments.node_modules)


if __name__ == "__main__":
    main()
