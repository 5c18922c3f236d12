"""A rendered data set as training sees it: labels from its lines, pictures from one uint8 cache.

`python -m world.dataset` writes the folder: scenes.jsonl, labels.jsonl and views/000/000123.jpg, four
square views at headings 0, 90, 180, 270 side by side. The first use decodes them once into a memory map
of bytes [N, 4, H, W, 3], so that an epoch costs no JPEG decoding: `views-….uint8` next to them, or in a
faster place (30 500 locations are 9.4 GB: on a slow disk, /dev/shm is a good one). Delete it when you like.
"""

from __future__ import annotations

import json
import os
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


def read_records(folder: Path) -> list[dict[str, Any]]:
    """The scene.json of each location of a data set, ordered by index.

    Raises FileNotFoundError, naming the command that renders it, where there is none.
    """
    path = folder / "scenes.jsonl"
    if not path.is_file():
        raise FileNotFoundError(
            f"There is no data set at {folder}. Render one with: "
            f"python -m world.dataset --split {split_of(folder)} --count 1000 --out {folder}"
        )
    with path.open(encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines if line.strip()]
    for number, record in enumerate(records):
        record.setdefault("index", number)
    return sorted(records, key=lambda record: record["index"])


def split_of(folder: Path) -> str:
    """The split that a folder is marked with, or is named after, "train" where neither tells."""
    mark = folder / "dataset.json"
    if mark.is_file():
        return json.loads(mark.read_text(encoding="utf-8"))["split"]
    return folder.name if folder.name in ("train", "val", "test", "test-far") else "train"


def latlon_of(records: Sequence[Mapping[str, Any]]) -> NDArray[np.float64]:
    """Where the scenes are, degrees [n, 2]."""
    return np.array([(r["latitude"], r["longitude"]) for r in records], dtype=np.float64).reshape(-1, 2)


def spread_headings(count: int, first: int = 0, of: int = HEADINGS) -> list[int]:
    """`count` of the headings of a panorama, as far apart as can be, from `first` on.

    >>> spread_headings(2, first=3)
    [3, 1]
    """
    return [(first + number * of // count) % of for number in range(count)]


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
    first_path = picture_path(folder, records[0]["index"])
    if not first_path.is_file():
        raise FileNotFoundError(
            f"{folder} has scenes without pictures. Render it into another folder, without --no-pictures."
        )
    with Image.open(first_path) as first:
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


def read_view_labels(folder: Path, records: Sequence[Mapping[str, Any]]) -> list[list[dict[str, Any]]]:
    """What each of the four views of each record's location shows (`world.labels`).

    Raises FileNotFoundError, naming the command that writes them, where labels are missing.
    """
    path = folder / "labels.jsonl"
    views: dict[int, list[dict[str, Any]]] = {}
    if path.is_file():
        with path.open(encoding="utf-8") as lines:
            views = {line["index"]: line["views"] for line in map(json.loads, lines)}
    missing = sum(record["index"] not in views for record in records)
    if missing:
        with (folder / "scenes.jsonl").open("rb") as lines:
            count = sum(1 for _ in lines)
        raise FileNotFoundError(
            f"{missing} of {len(records)} locations in {folder} have no labels. Write them (its pictures are "
            f"kept) with: python -m world.dataset --split {split_of(folder)} --count {count} --out {folder}"
        )
    return [views[record["index"]] for record in records]


def _language(record: Mapping[str, Any]) -> str:
    return record["languages"][0] if record["languages"] else ""


Views = Sequence[Sequence[Mapping[str, Any]]]


@dataclass(frozen=True)
class Vocabulary:
    """What the class numbers of each head mean.

    `things` and `measures` are the names of what is told of a view; `middle` and `spread` are the mean and
    standard deviation of each measure in training.
    """

    countries: tuple[str, ...]
    climates: tuple[str, ...]
    languages: tuple[str, ...]
    things: tuple[str, ...]
    measures: tuple[str, ...]
    middle: tuple[float, ...]
    spread: tuple[float, ...]

    @classmethod
    def of(cls, records: Sequence[Mapping[str, Any]], views: Views, rarest: float = 0.00125) -> Vocabulary:
        """The values that occur in training; things in at least a share `rarest` of the views.

        Raises ValueError where no thing is that common.
        """
        counts = Counter(thing for each in views for view in each for thing in view["things"])
        names = sorted({name for each in views for view in each for name in view["measures"]})
        enough = rarest * len(views) * HEADINGS
        things = tuple(sorted(thing for thing, count in counts.items() if count >= enough))
        if not things or not names:
            raise ValueError(
                f"The labels of {len(records)} locations hold nothing that is in {rarest:.2%} of the views: "
                "render more, or write the labels anew with python -m world.dataset."
            )
        numbers = np.array([[view["measures"][name] for name in names] for each in views for view in each])
        return cls(
            tuple(sorted({record["country"] for record in records})),
            tuple(sorted({record["climate"] for record in records})),
            tuple(sorted({_language(record) for record in records})),
            things,
            tuple(names),
            tuple(numbers.mean(axis=0).tolist()),
            tuple(np.maximum(numbers.std(axis=0), 1e-3).tolist()),
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
    things: NDArray[np.uint8]  # [N, 4, things] 1 where the view shows it
    measures: NDArray[np.float32]  # [N, 4, measures] standardised

    @classmethod
    def of(
        cls,
        records: Sequence[Mapping[str, Any]],
        views: Views,
        words: Vocabulary,
        cell: NDArray[np.int64],
    ) -> Labels:
        """The labels of `records`, whose geocells are `cell` [N] and whose views show `views`."""

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
            _things(views, words.things),
            _measures(views, words),
        )


def _things(views: Views, known: Sequence[str]) -> NDArray[np.uint8]:
    there = np.zeros((len(views), HEADINGS, len(known)), dtype=np.uint8)
    column = {thing: i for i, thing in enumerate(known)}
    for row, each in enumerate(views):
        for heading, view in enumerate(each):
            there[row, heading, [column[thing] for thing in view["things"] if thing in column]] = 1
    return there


def _measures(views: Views, words: Vocabulary) -> NDArray[np.float32]:
    numbers = np.array(
        [[[view["measures"][name] for name in words.measures] for view in each] for each in views]
    ).reshape(len(views), HEADINGS, len(words.measures))
    return ((numbers - np.array(words.middle)) / np.array(words.spread)).astype(np.float32)
