"""Render a data set of one split: pictures and what is true of each.

    python -m world.dataset --split train --count 30000 --out data/train [--processes 2] [--size 160]

DIR/views/000/000123.jpg are the four views of location 123 side by side (headings 0, 90, 180, 270);
DIR/scenes.jsonl has its `scene.json` with its index on line 123. Locations are drawn in shards; a
shard's lines are written when all its pictures are, and every file appears whole or not at all, so the
command can be killed at any time and given again.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from PIL import Image
from tqdm import tqdm

from world.places import SPLITS, draw
from world.render import SIDES, VIEW_PX, available, check_size
from world.scene import WORLD_VERSION

SHARD = 250
JPEG_QUALITY = 92

Place = tuple[float, float, int]


def picture_path(out: Path, index: int) -> Path:
    """Where the views of a location are."""
    return out / "views" / f"{index // 1000:03d}" / f"{index:06d}.jpg"


def shard_path(out: Path, start: int) -> Path:
    return out / "shards" / f"{start:07d}.jsonl"


def write(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    temporary.write_bytes(data)
    os.replace(temporary, path)


def render_views(place: Place, size: int) -> tuple[bytes, dict]:
    """(JPEG of the four views side by side, scene.json) of a place (degrees, degrees, seed)."""
    from world.compose import compose
    from world.render.painter import draw_arrays

    scene = compose(*place)
    views = draw_arrays(scene, size, SIDES)[..., :3]
    strip = np.ascontiguousarray(np.concatenate(list(views), axis=1))
    buffer = io.BytesIO()
    Image.fromarray(strip).save(buffer, "JPEG", quality=JPEG_QUALITY, subsampling=0)
    return buffer.getvalue(), scene.to_json()


def render_shard(out: Path, start: int, places: list[Place], size: int) -> int:
    """Draw the places with indices from `start` on, then write their lines; returns how many."""
    lines = []
    for index, place in enumerate(places, start):
        jpeg, record = render_views(place, size)
        write(picture_path(out, index), jpeg)
        lines.append(json.dumps({"index": index, **record}, ensure_ascii=False) + "\n")
    write(shard_path(out, start), "".join(lines).encode())
    return len(places)


def check_folder(out: Path, split: str, size: int) -> None:
    """Mark a folder as this data set. Raises ValueError if it holds another one."""
    mark = out / "dataset.json"
    wanted = {"split": split, "size": size, "world_version": WORLD_VERSION, "shard": SHARD}
    if mark.exists():
        found = json.loads(mark.read_text(encoding="utf-8"))
        if found != wanted:
            raise ValueError(f"{out} holds another data set ({found}); choose an empty folder for {wanted}.")
        for folder in ("", "shards", "views/*"):  # what a killed command was writing
            for stale in out.glob(f"{folder}/.*.*.[0-9]*".lstrip("/")):
                stale.unlink(missing_ok=True)
    write(mark, (json.dumps(wanted) + "\n").encode())


def shards(count: int) -> Iterator[tuple[int, int]]:
    """(start, stop) of every shard."""
    for start in range(0, count, SHARD):
        yield start, min(start + SHARD, count)


def complete(out: Path, start: int, stop: int) -> bool:
    """Whether a shard is there in full; a larger `--count` makes a last, shorter one grow."""
    path = shard_path(out, start)
    if not path.exists():
        return False
    with path.open("rb") as lines:
        return sum(1 for _ in lines) >= stop - start


def collect(out: Path, count: int) -> None:
    """Join all shards' lines into scenes.jsonl, in the order of the index."""
    target = out / "scenes.jsonl"
    temporary = target.with_name(f".{target.name}.{os.getpid()}")
    with temporary.open("wb") as joined:
        for start, stop in shards(count):
            lines = shard_path(out, start).read_bytes().splitlines(keepends=True)
            joined.writelines(lines[: stop - start])
    os.replace(temporary, target)


def build(split: str, count: int, out: Path, processes: int, size: int, quiet: bool = False) -> int:
    """Render whatever of the data set is not there yet; returns how many locations were drawn."""
    check_folder(out, split, size)
    places = draw(split, count)
    missing = [(a, b) for a, b in shards(count) if not complete(out, a, b)]
    todo = sum(b - a for a, b in missing)
    bar = tqdm(total=count, initial=count - todo, unit="place", desc=split, disable=quiet)
    with bar, ProcessPoolExecutor(processes, get_context("spawn")) as pool:
        jobs: list[Future[int]] = [pool.submit(render_shard, out, a, places[a:b], size) for a, b in missing]
        try:
            for job in as_completed(jobs):
                bar.update(job.result())
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    collect(out, count)
    return todo


def main(arguments: list[str] | None = None) -> int:
    """The command; 0 when the data set is complete, 2 for arguments that make no sense."""
    parser = argparse.ArgumentParser(
        prog="python -m world.dataset", description="Render a data set of one split."
    )
    parser.add_argument("--split", choices=SPLITS, required=True)
    parser.add_argument("--count", type=int, required=True, help="number of locations")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--size", type=int, default=VIEW_PX, metavar="PX", help="side of a view")
    options = parser.parse_args(arguments)
    if available():
        print(available(), file=sys.stderr)
        return 1
    try:
        if options.count < 1 or options.processes < 1:
            raise ValueError("--count and --processes must be at least 1.")
        check_size(options.size)
        drawn = build(options.split, options.count, options.out, options.processes, options.size)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    except BrokenProcessPool:
        print("A drawing process died (out of memory?). Give the command again to go on.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped. Give the command again to go on.", file=sys.stderr)
        return 130
    print(f"{options.out}: {options.count} locations of {options.split}, {drawn} drawn now.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
