"""How well an opponent plays on held-out places, beside the baselines any model must beat.

    python -m model.evaluate --opponent pigeon --split test --limit 500 --json FILE
    python -m model.evaluate --level amateur --split test --oracle oracle.json
    python -m model.evaluate --levels --split test --limit 500 --out assets/weights/levels.json
    python -m model.evaluate --opponent pigeon --decoder cells

Places that are not on the disk yet are rendered first. The country of a guess is the one in which its pin
stands. `--oracle` sets the scores beside the ceiling that `python -m model.oracle` measured, and `--levels`
measures every strength the game offers (`model.levels`).
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
from numpy.typing import NDArray
from tqdm import tqdm

from model.data import picture_path, read_records, read_views
from model.geocells import Geocells
from model.guess import Guess
from model.levels import NAMES as LEVEL_NAMES
from model.levels import STRONGEST, at_level, figures_beside, fingerprint
from model.metrics import CALIBRATION_BINS, expected_calibration_error, summary, table
from model.opponent import DECODERS, NAMES, Opponent, default_weights, load
from model.players import PigeonOpponent
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


def play(
    opponent: Opponent, folder: Path, records: Sequence[dict[str, Any]], cells: Geocells | None = None
) -> dict[str, float]:
    """The figures of one opponent over the locations; only guessing is timed, not reading pictures.

    With the geocells it answers in, also how far its odds are to be trusted: `ece_cell` of its likeliest
    cell and `ece_country` of its likeliest country (`expected_calibration_error`).
    """
    guesses, seconds = [], 0.0
    for start in tqdm(range(0, len(records), CHUNK), desc=opponent.name, unit_scale=CHUNK, unit=" rounds"):
        rounds = [read_views(folder, record["index"]) for record in records[start : start + CHUNK]]
        begin = time.perf_counter()
        guesses += opponent.guess_batch(rounds)
        seconds += time.perf_counter() - begin
    truths = np.array([(record["latitude"], record["longitude"]) for record in records])
    countries = [record["country"] for record in records]
    figures = summary(
        np.array([(guess.latitude, guess.longitude) for guess in guesses]),
        truths,
        [facts.country_at(guess.latitude, guess.longitude) or guess.country for guess in guesses],
        countries,
        seconds / len(records),
    )
    return figures | (calibration(guesses, cells.assign(truths, countries), countries) if cells else {})


def calibration(
    guesses: Sequence[Guess], true_cells: NDArray[np.int64], true_countries: Sequence[str]
) -> dict[str, float]:
    """`ece_cell` and `ece_country` of guesses, each with cells and its likeliest country."""
    top = [guess.cells[0] for guess in guesses]
    likeliest = [guess.likeliest_country for guess in guesses if guess.likeliest_country]
    return {
        "ece_cell": expected_calibration_error(
            [cell.probability for cell in top],
            [cell.cell == true for cell, true in zip(top, true_cells.tolist(), strict=True)],
        ),
        "ece_country": expected_calibration_error(
            [country.probability for country in likeliest],
            [said.country == true for said, true in zip(likeliest, true_countries, strict=True)],
        ),
    }


def known_cells(opponent: Opponent) -> Geocells | None:
    """The geocells that an opponent's odds are about, None for a baseline, which has no odds."""
    return opponent.cells if isinstance(opponent, PigeonOpponent) else None


def ceiling(file: Path, split: str) -> dict[str, float]:
    """The clue oracle's figures on a split, from the JSON of `python -m model.oracle`.

    Raises SystemExit where the file is missing, is something else or lacks the split.
    """
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        figures = found["validation"][found["learner"]] if split == "val" else found.get(split)
        if figures is not None:
            if not figures["mean_score"] > 0:
                raise ValueError("its mean score is not above 0")
            return dict(figures)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
        raise SystemExit(
            f"{file} cannot be read as the oracle's figures ({type(problem).__name__}: {problem}). "
            f"Make it with: python -m model.oracle --split test test-far --json {file}"
        ) from problem
    raise SystemExit(
        f"{file} holds no figures of the {split} split. "
        f"Make them with: python -m model.oracle --split {split} --json {file}"
    )


def world_versions(folder: Path, records: Sequence[dict[str, Any]]) -> str:
    """The world version of the pictures; warns where it is not this program's."""
    versions = sorted({record["world_version"] for record in records})
    if versions != [WORLD_VERSION]:
        warnings.warn(
            f"The pictures in {folder} are of world version {', '.join(versions)} and this is version "
            f"{WORLD_VERSION}: delete the folder to render them anew.",
            stacklevel=3,
        )
    return ", ".join(versions)


def evaluate(
    name: str,
    split: str,
    limit: int,
    folder: Path,
    device: str = "auto",
    weights: Path | None = None,
    level: str = STRONGEST,
    oracle: dict[str, float] | None = None,
    decoder: str = "auto",
) -> dict[str, Any]:
    """Everything the result file holds: the opponent's figures, what they were made with, the baselines'.

    With the oracle's figures each opponent also gets its mean score as a share of the oracle's. Raises
    ValueError for a level that does not exist.
    """
    whole = load(name, device, weights, decoder)
    opponent = at_level(whole, level)
    records = ready_records(folder, split, limit)
    versions = world_versions(folder, records)
    try:
        result: dict[str, Any] = dict(play(opponent, folder, records, known_cells(whole)))
    finally:
        opponent.close()
    result |= {
        "opponent": name,
        "level": level,
        "decoder": decoder,
        "split": split,
        "world_version": versions,
    }
    result["opponent_world_version"] = opponent.world_version
    result["baselines"] = {
        other: play(load(other, device, weights), folder, records) for other in BASELINES if other != name
    }
    if oracle is not None:
        result["oracle"] = oracle
        for row in (result, *result["baselines"].values()):
            row["share_of_oracle"] = row["mean_score"] / oracle["mean_score"]
    return result


def evaluate_levels(
    split: str, limit: int, folder: Path, device: str = "auto", weights: Path | None = None
) -> dict[str, Any]:
    """What `assets/weights/levels.json` holds: each level's figures, and with what they were measured."""
    whole = load("pigeon", device, weights)
    records = ready_records(folder, split, limit)
    versions = world_versions(folder, records)
    cells = known_cells(whole)
    try:
        figures = {level: play(at_level(whole, level), folder, records, cells) for level in LEVEL_NAMES}
    finally:
        whole.close()
    return {
        "split": split,
        "n": len(records),
        "world_version": versions,
        "weights": fingerprint(weights or default_weights("pigeon")),
        "levels": figures,
    }


def heading(result: dict[str, Any]) -> str:
    """What a table is about."""
    return f"{result['n']} locations of the {result['split']} split, world version {result['world_version']}:"


def report(result: dict[str, Any]) -> str:
    """The table of a result and what stands beneath it."""
    name = result["opponent"] + ("" if result["level"] == STRONGEST else f", {result['level']}")
    rows = {name: result, **result["baselines"]}
    lines = [heading(result)]
    if oracle := result.get("oracle"):
        rows["oracle"] = oracle | {"share_of_oracle": 1.0}
    lines.append(table(rows))
    if "ece_cell" in result:
        lines.append(
            f"Expected calibration error ({CALIBRATION_BINS} bins of equal mass): {result['ece_cell']:.3f} "
            f"on the likeliest cell, {result['ece_country']:.3f} on the likeliest country."
        )
    if oracle:
        lines.append(f"The oracle read the labels of {oracle['n']:.0f} scenes of the same split.")
    return "\n".join(lines)


def write(result: dict[str, Any], file: Path) -> None:
    """Write the figures as JSON, making the folder."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> None:
    """Evaluate as the command line says, print the table, write the JSON."""
    parser = argparse.ArgumentParser(description="How well an opponent plays on held-out places.")
    parser.add_argument("--opponent", default="pigeon", choices=NAMES)
    parser.add_argument("--level", default=STRONGEST, choices=LEVEL_NAMES, help="how strong PIGEON plays")
    parser.add_argument("--levels", action="store_true", help="measure every level of PIGEON instead")
    parser.add_argument("--out", type=Path, help="where --levels writes (default: beside the weights)")
    parser.add_argument("--split", default="test", choices=("val", "test", "test-far"))
    parser.add_argument("--limit", type=int, default=500, help="how many locations (default 500)")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    parser.add_argument("--oracle", type=Path, help="the JSON of model.oracle: adds each share of its score")
    parser.add_argument("--data", type=Path, help="data set folder (default data/SPLIT)")
    parser.add_argument("--device", default="auto", help="auto, cuda, mps or cpu")
    parser.add_argument("--weights", type=Path, help="other weights than those that ship")
    parser.add_argument("--decoder", default="auto", choices=DECODERS, help="how pigeon finds its pin")
    options = parser.parse_args(arguments)
    if options.limit < 1:
        parser.error(f"--limit must be at least 1, not {options.limit}")
    if options.opponent in BASELINES and (options.levels or options.level != STRONGEST):
        parser.error(f"levels are PIGEON's; {options.opponent} has none")
    if options.levels and (options.json or options.oracle):
        parser.error("--levels writes to --out; --json and --oracle go with one opponent")
    folder = options.data or Path("data") / options.split
    where = (options.split, options.limit, folder, options.device, options.weights)
    if options.levels:
        result = evaluate_levels(*where)
        print(heading(result), table(result["levels"]), sep="\n")
        write(result, options.out or figures_beside(options.weights or default_weights("pigeon")))
        return
    oracle = ceiling(options.oracle, options.split) if options.oracle else None
    result = evaluate(options.opponent, *where, options.level, oracle, options.decoder)
    print(report(result))
    if options.json:
        write(result, options.json)


if __name__ == "__main__":
    main()
