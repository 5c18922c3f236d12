"""A rendered data set as training sees it: labels from scenes.jsonl, pictures from one uint8 cache.

`python -m world.dataset` writes the folder: scenes.jsonl and views/000/000123.jpg, four square views at
headings 0, 90, 180, 270 side by side. The first use decodes them once into a memory map of bytes
[N, 4, H, W, 3], so that an epoch costs no JPEG decoding: `views-….uint8` next to them, or in a faster place
(30 500 locations are 9.4 GB: on a slow disk, /dev/shm is a good one). It can be deleted at any time.
"""

from __future__ import annotations

import json
import os
import re
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from tqdm import tqdm

HEADINGS = 4
NUMBER = re.compile(r"\d[\d.,]*")


def read_records(folder: Path) -> list[dict[str, Any]]:
    """The scene.json of each location of a data set, ordered by index.

    Raises FileNotFoundError, naming the command that renders it, where there is none.
    """
    path = folder / "scenes.jsonl"
    if not path.is_file():
        split = folder.name if folder.name in ("train", "val", "test", "test-far") else "train"
        raise FileNotFoundError(
            f"There is no data set at {folder}. Render one with: "
            f"python -m world.dataset --split {split} --count 1000 --out {folder}"
        )
    with path.open(encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines if line.strip()]
    for number, record in enumerate(records):
        record.setdefault("index", number)
    return sorted(records, key=lambda record: record["index"])


def picture_path(folder: Path, index: int) -> Path:
    """The file that holds the four views of location `index`."""
    return folder / "views" / f"{index // 1000:03d}" / f"{index:06d}.jpg"


def read_views(folder: Path, index: int) -> list[Image.Image]:
    """The four views of location `index`, square, at headings 0, 90, 180, 270."""
    with Image.open(picture_path(folder, index)) as file:
        strip = file.convert("RGB")
    side = strip.height
    return [strip.crop((side * i, 0, side * (i + 1), side)) for i in range(HEADINGS)]


def open_views(
    folder: Path, records: Sequence[dict[str, Any]], cache: Path | None = None
) -> NDArray[np.uint8]:
    """All views as a memory map [N, 4, H, W, 3], decoded once with a progress bar, N as in `records`.

    `cache` is the folder for the map, that of the data set by default.
    """
    with Image.open(picture_path(folder, records[0]["index"])) as first:
        side = first.height
    shape = (len(records), HEADINGS, side, side, 3)
    # Named after what it was made from, so that another rendering of the same size is never taken for it.
    version = zlib.crc32((folder / "scenes.jsonl").read_bytes())
    path = (cache or folder) / f"views-{folder.name}-{version:08x}.uint8"
    if not path.is_file() or path.stat().st_size != int(np.prod(shape)):
        unfinished = path.with_suffix(".unfinished")
        views = np.memmap(unfinished, np.uint8, "w+", shape=shape)

        def decode(number: int) -> None:
            with Image.open(picture_path(folder, records[number]["index"])) as strip:
                pixels = np.asarray(strip.convert("RGB"))
            views[number] = pixels.reshape(side, HEADINGS, side, 3).swapaxes(0, 1)

        with ThreadPoolExecutor(os.cpu_count()) as pool:
            list(tqdm(pool.map(decode, range(len(records))), total=len(records), desc=f"Decoding {folder}"))
        views.flush()
        del views
        unfinished.replace(path)
    return np.memmap(path, np.uint8, "r", shape=shape)


def seen_clue(clue: Mapping[str, Any]) -> str:
    """What a clue says is there, without where that is usual and without its numbers.

    >>> seen_clue({"name": "pole", "sentence": "Round concrete poles: Czechia, Germany and 17 more."})
    'pole: Round concrete poles'
    """
    return f"{clue['name']}: {NUMBER.sub('#', clue['sentence'].split(':')[0])}"


def _language(record: Mapping[str, Any]) -> str:
    return record["languages"][0] if record["languages"] else ""


@dataclass(frozen=True)
class Vocabulary:
    """What the class numbers of each head mean. `clues` are things seen, see `seen_clue`."""

    countries: tuple[str, ...]
    climates: tuple[str, ...]
    languages: tuple[str, ...]
    clues: tuple[str, ...]

    @classmethod
    def of(cls, records: Sequence[Mapping[str, Any]], least: int = 50, most: int = 600) -> Vocabulary:
        """The values that occur in training; at most `most` clues, each in at least `least` locations."""
        counts = Counter(clue for record in records for clue in {seen_clue(c) for c in record["clues"]})
        common = sorted((clue for clue, n in counts.items() if n >= least), key=lambda c: (-counts[c], c))
        return cls(
            tuple(sorted({record["country"] for record in records})),
            tuple(sorted({record["climate"] for record in records})),
            tuple(sorted({_language(record) for record in records})),
            tuple(common[:most]),
        )


@dataclass(frozen=True)
class Labels:
    """Targets of N locations. Class numbers are -1 where training never saw the value."""

    latlon: NDArray[np.float32]  # [N, 2] degrees
    cell: NDArray[np.int64]
    country: NDArray[np.int64]
    climate: NDArray[np.int64]
    language: NDArray[np.int64]
    month: NDArray[np.int64]  # 0–11
    left: NDArray[np.int64]  # 1 where people drive on the left
    clues: NDArray[np.uint8]  # [N, 4, number of clues] 1 where the clue is in the view

    @classmethod
    def of(cls, records: Sequence[Mapping[str, Any]], words: Vocabulary, cell: NDArray[np.int64]) -> Labels:
        """The labels of `records`, whose geocells are `cell` [N]."""

        def numbers(values: Sequence[str], known: Sequence[str]) -> NDArray[np.int64]:
            number = {value: i for i, value in enumerate(known)}
            return np.array([number.get(value, -1) for value in values], dtype=np.int64)

        return cls(
            np.array([(r["latitude"], r["longitude"]) for r in records], dtype=np.float32).reshape(-1, 2),
            np.asarray(cell, dtype=np.int64),
            numbers([r["country"] for r in records], words.countries),
            numbers([r["climate"] for r in records], words.climates),
            numbers([_language(r) for r in records], words.languages),
            np.array([r["month"] - 1 for r in records], dtype=np.int64),
            np.array([r["drives_on"] == "left" for r in records], dtype=np.int64),
            _clues_in_views(records, words.clues),
        )


def _clues_in_views(records: Sequence[Mapping[str, Any]], known: Sequence[str]) -> NDArray[np.uint8]:
    """Which clues each view holds [N, 4, clues]: those whose heading it covers, and those without one."""
    clues = np.zeros((len(records), HEADINGS, len(known)), dtype=np.uint8)
    column = {clue: i for i, clue in enumerate(known)}
    for row, record in enumerate(records):
        for clue in record["clues"]:
            number = column.get(seen_clue(clue))
            if number is not None:
                heading = clue["heading"]
                view = slice(None) if heading is None else round(heading / 90) % HEADINGS
                clues[row, view, number] = 1
    return clues
