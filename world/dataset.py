"""Render a data set of one split: pictures and what is true of each.

    python -m world.dataset --split train --count 30000 --out data/train [--processes 2] [--size 160]

DIR/views/000/000123.jpg are the four views of location 123 side by side (headings 0, 90, 180, 270);
DIR/scenes.jsonl has its `scene.json` with its index on line 123, DIR/labels.jsonl what each of its views
shows (`world.labels`). Locations are drawn in shards; a shard's lines are written when all its pictures
are, and every file appears whole or not at all, so the command can be killed at any time and given again.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from pathlib import Path

import numpy as np
from PIL import Image
from tqdm import tqdm

from world.labels import LABELS_VERSION
from world.places import SPLITS, draw
from world.render import SIDES, VIEW_PX, available, check_size
from world.scene import WORLD_VERSION, Scene

SHARD = 250
KINDS = ("scenes", "labels")
JPEG_QUALITY = 92

Place = tuple[float, float, int]


def picture_path(out: Path, index: int) -> Path:
    """Where the views of a location are."""
    return out / "views" / f"{index // 1000:03d}" / f"{index:06d}.jpg"


def shard_path(out: Path, start: int, kind: str = "scenes") -> Path:
    """Where the lines of a shard are, one of KINDS."""
    suffix = "" if kind == "scenes" else f".{kind}"
    return out / "shards" / f"{start:07d}{suffix}.jsonl"


def write(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    temporary.write_bytes(data)
    os.replace(temporary, path)


def render_views(scene: Scene, size: int) -> bytes:
    """JPEG of the four views of a scene side by side."""
    from world.render.painter import draw_arrays

    views = draw_arrays(scene, size, SIDES)[..., :3]
    strip = np.ascontiguousarray(np.concatenate(list(views), axis=1))
    buffer = io.BytesIO()
    Image.fromarray(strip).save(buffer, "JPEG", quality=JPEG_QUALITY, subsampling=0)
    return buffer.getvalue()


def render_shard(
    out: Path, start: int, places: list[Place], size: int, pictures: bool, kinds: Sequence[str] = KINDS
) -> int:
    """Draw the places with indices from `start` on if `pictures` says so, then write their lines of `kinds`.

    Returns how many places there are.
    """
    from world.compose import compose
    from world.labels import labels

    lines: dict[str, list[str]] = {kind: [] for kind in kinds}
    for index, place in enumerate(places, start):
        scene = compose(*place)
        if pictures:
            write(picture_path(out, index), render_views(scene, size))
        for kind in kinds:
            record = scene.to_json() if kind == "scenes" else {"views": labels(scene)}
            lines[kind].append(json.dumps({"index": index, **record}, ensure_ascii=False) + "\n")
    for kind in kinds:
        write(shard_path(out, start, kind), "".join(lines[kind]).encode())
    return len(places)


def end_with_the_command() -> None:
    """End this drawing process when its command is killed: it would wait for work for ever."""

    def wait() -> None:
        command = parent_process()
        if command is not None:
            command.join()
            os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def check_folder(out: Path, split: str, size: int) -> None:
    """Mark a folder as this data set. Raises ValueError if it holds another one."""
    mark = out / "dataset.json"
    wanted = {"split": split, "size": size, "world_version": WORLD_VERSION, "shard": SHARD}
    if mark.exists():
        found = json.loads(mark.read_text(encoding="utf-8"))
        labels_version = found.pop("labels_version", None)
        if found != wanted:
            raise ValueError(f"{out} holds another data set ({found}); choose an empty folder for {wanted}.")
        if labels_version != LABELS_VERSION:
            for stale in out.glob("shards/*.labels.jsonl"):
                stale.unlink()
        for folder in ("", "shards", "views/*"):  # what a killed command was writing
            for stale in out.glob(f"{folder}/.*.*.[0-9]*".lstrip("/")):
                stale.unlink(missing_ok=True)
    write(mark, (json.dumps(wanted | {"labels_version": LABELS_VERSION}) + "\n").encode())


def shards(count: int) -> Iterator[tuple[int, int]]:
    """(start, stop) of every shard."""
    for start in range(0, count, SHARD):
        yield start, min(start + SHARD, count)


def complete(out: Path, start: int, stop: int, kind: str = "scenes") -> bool:
    """Whether a shard's lines are there in full; a larger `--count` makes a last, shorter one grow."""
    path = shard_path(out, start, kind)
    if not path.exists():
        return False
    with path.open("rb") as lines:
        return sum(1 for _ in lines) >= stop - start


def collect(out: Path, count: int, kind: str) -> None:
    """Join all shards' lines into scenes.jsonl or labels.jsonl, in the order of the index."""
    target = out / f"{kind}.jsonl"
    temporary = target.with_name(f".{target.name}.{os.getpid()}")
    with temporary.open("wb") as joined:
        for start, stop in shards(count):
            lines = shard_path(out, start, kind).read_bytes().splitlines(keepends=True)
            joined.writelines(lines[: stop - start])
    os.replace(temporary, target)


def build(
    split: str, count: int, out: Path, processes: int, size: int, quiet: bool = False, pictures: bool = True
) -> int:
    """Render whatever of the data set is not there yet; returns how many locations that was.

    Without `pictures` only what scenes are and show is written, and the folder is marked with size 0.
    Labels of an older version are written anew; pictures that are there are kept.
    """
    check_folder(out, split, size if pictures else 0)
    places = draw(split, count)
    lacking = [(a, b, [kind for kind in KINDS if not complete(out, a, b, kind)]) for a, b in shards(count)]
    missing = [(a, b, kinds) for a, b, kinds in lacking if kinds]
    todo = sum(b - a for a, b, _ in missing)
    bar = tqdm(total=count, initial=count - todo, unit="place", desc=split, disable=quiet)
    with bar, ProcessPoolExecutor(processes, get_context("spawn"), end_with_the_command) as pool:
        jobs: list[Future[int]] = [
            pool.submit(render_shard, out, a, places[a:b], size, pictures and "scenes" in kinds, kinds)
            for a, b, kinds in missing
        ]
        try:
            for job in as_completed(jobs):
                bar.update(job.result())
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    for kind in KINDS:
        collect(out, count, kind)
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
    parser.add_argument("--no-pictures", action="store_true", help="only scenes and labels, for model.oracle")
    options = parser.parse_args(arguments)
    if available() and not options.no_pictures:
        print(available(), file=sys.stderr)
        return 1
    try:
        if options.count < 1 or options.processes < 1:
            raise ValueError("--count and --processes must be at least 1.")
        check_size(options.size)
        drawn = build(
            options.split,
            options.count,
            options.out,
            options.processes,
            options.size,
            pictures=not options.no_pictures,
        )
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    except BrokenProcessPool:
        print("A drawing process died (out of memory?). Give the command again to go on.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped. Give the command again to go on.", file=sys.stderr)
        return 130
    print(f"{options.out}: {options.count} locations of {options.split}, {drawn} of them written now.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
