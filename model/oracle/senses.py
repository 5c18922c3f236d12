"""What an eye that misses nothing can tell of a scene in views of 192 px, from the data set's own lines.

Labels (`world.labels`) say what is drawn, to the last digit. Told so exactly, a soil colour or a height of
the sun would give a place away that no picture shows, so the eye is as coarse as such a view is:

- colours in steps of 0.04 a channel: grain, shade, sun and haze change a surface's colour by more than that
  from one part of a view to the next, and the eye is credited with the mean over many pixels;
- angles in steps of 1°, two pixels; the sun, which glares, and where it stands above the view tells by its
  shadows only, in steps of 4°; none at all under an overcast sky;
- water by the quarter of a view, haze, cloud and snow in steps that have a name, the relief in three or four;
- widths in steps of half a metre;
- no soil or grass under snow, no grass where the ground is paved, no far land below a skyline of 1°.

Writing counts where `texts` says it is legible: words of shops, streets and roads as they are, the pattern of
numbers, the ends of plates (which may be a region's), and the names of towns (`model.oracle.atlas`).

Shapes: P places, T things and words, M measures.
"""

from __future__ import annotations

import json
import re
from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from tqdm import tqdm

from model.data import HEADINGS, read_records, read_view_labels

RAREST = 1e-4
"""A thing or word in fewer of the training scenes than this says nothing; nor does one in fewer than 5."""

COLOUR, ANGLE, SUN, SHARE, METRES = 0.04, 1.0, 4.0, 0.25, 0.5
STEPS = {
    "soil-": COLOUR,
    "grass-": COLOUR,
    "far-land-": COLOUR,
    "road-width": METRES,
    "road-": COLOUR,
    "camera-": METRES,
    "skyline": ANGLE,
    "water": SHARE,
    "haze": SHARE,
    "sky-cover": SHARE,
    "snow": SHARE,
    "relief": 4.0,
}
"""How finely a measure can be told, by how its name begins."""
OTHER = 0.1
SUNNY = ("sun-ahead", "sun-right", "sun-up")


@dataclass(frozen=True)
class Scenes:
    """Places of one split and all that is told of them.

    `told` [P, T] counts the views that a thing is in, 1 for a word; `measures` [P, 4, M] are exact still.
    `names` are each place's legible lines of place names.
    """

    latlon: NDArray[np.float64]
    countries: list[str]
    names: list[tuple[str, ...]]
    told: csr_matrix
    measures: NDArray[np.float32]
    columns: dict[str, int]
    measured: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.countries)


def read_scenes(folder: Path, limit: int | None = None, columns: dict[str, int] | None = None) -> Scenes:
    """The first `limit` places of a data set, a line at a time: 200 000 of them are 1.3 GB of text.

    `columns` are those of the training scenes; without them every thing gets one, and rare ones are dropped.
    Raises FileNotFoundError for a data set or labels that are missing, naming the command that writes them.
    """
    grow, known = columns is None, {} if columns is None else columns
    where, countries, names = [], [], []
    rows, found, measures, measured = array("q", [0]), array("l"), array("f"), None
    for record, views in tqdm(lines(folder, limit), desc=f"Reading {folder}", unit=" places"):
        where.append((record["latitude"], record["longitude"]))
        countries.append(record["country"])
        names.append(
            tuple(t["string"] for t in record["texts"] if t["legible"] and t["kind"] == "place-name")
        )
        for thing in chain(*(view["things"] for view in views), words_of(record["texts"])):
            column = known.setdefault(thing, len(known)) if grow else known.get(thing)
            if column is not None:
                found.append(column)
        rows.append(len(found))
        measured = measured or tuple(sorted(views[0]["measures"]))
        for view in views:
            measures.extend([view["measures"][name] for name in measured])
    if measured is None:
        raise ValueError(f"There is not one scene in {folder}: render some with python -m world.dataset.")
    told = csr_matrix(
        (np.ones(len(found), np.float32), np.array(found), np.array(rows)), shape=(len(where), len(known))
    )
    told.sum_duplicates()
    if grow:
        enough = np.bincount(told.indices, minlength=len(known)) >= max(5, RAREST * len(where))
        known = {name: i for i, name in enumerate(name for name, column in known.items() if enough[column])}
        told = told[:, np.flatnonzero(enough)]
    return Scenes(
        np.array(where),
        countries,
        names,
        told,
        np.array(measures, np.float32).reshape(len(where), HEADINGS, len(measured)),
        known,
        measured,
    )


def lines(folder: Path, limit: int | None = None) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """Each scene's record and its views' labels, in the order of the index. Raises as `read_scenes` does."""
    scenes, labels = folder / "scenes.jsonl", folder / "labels.jsonl"
    if not scenes.is_file():
        read_records(folder)  # says what is missing
    if not labels.is_file():
        read_view_labels(folder, [{"index": 0}])
    with scenes.open(encoding="utf-8") as records, labels.open(encoding="utf-8") as shown:
        for index, line in enumerate(islice(records, limit)):
            record, views = json.loads(line), json.loads(next(shown, "{}"))
            if views.get("index") != record.get("index", index):
                read_view_labels(folder, [record])
                raise ValueError(f"{labels} is not in the order of {scenes}: write both anew.")
            yield record, views["views"]


_DIGIT = re.compile(r"\d")


def words_of(texts: Iterable[Mapping[str, Any]]) -> set[str]:
    """What legible writing tells besides the names of towns.

    >>> sorted(words_of([{"string": "B 27", "kind": "road-sign", "legible": True}]))
    ['road-sign=B', 'road-sign=B 27', 'road-sign~B 99']
    """
    words: set[str] = set()
    for text in texts:
        kind, string = text["kind"], text["string"]
        if not text["legible"] or kind == "place-name":
            continue
        words |= {f"{kind}={string}", f"{kind}~{_DIGIT.sub('9', string)}"}
        words |= {f"{kind}={word}" for word in string.split() if not word.isdecimal()}
        if kind == "plate":
            words |= {f"plate-begins={string[:2]}", f"plate-ends={string[-2:]}"}
    return words


@dataclass(frozen=True)
class Eye:
    """What is seen of scenes as numbers; `middle` and `spread` are those of training measures."""

    middle: NDArray[np.float32]
    spread: NDArray[np.float32]
    names: tuple[str, ...]

    @classmethod
    def of(cls, scenes: Scenes) -> Eye:
        """An eye that knows what is usual among training scenes."""
        columns = coarse(scenes)
        values = np.stack(list(columns.values()), axis=1)
        there = np.nan_to_num(np.nanstd(values, axis=0))
        middle = np.nan_to_num(np.nanmean(values, axis=0))
        return cls(middle.astype(np.float32), np.maximum(there, 1e-3).astype(np.float32), tuple(columns))

    def measures(self, scenes: Scenes) -> NDArray[np.float32]:
        """Standardised measures [P, len(names)]; 0 for what is hidden."""
        columns = coarse(scenes)
        values = np.stack([columns[name] for name in self.names], axis=1)
        return np.nan_to_num((values - self.middle) / self.spread).astype(np.float32)


def coarse(scenes: Scenes) -> dict[str, NDArray[np.float32]]:
    """Measures as they can be told, [P] each, NaN where they are hidden. See the module's docstring."""
    exact = {name: scenes.measures[:, :, i] for i, name in enumerate(scenes.measured)}
    hidden = _hidden(scenes, exact)
    told: dict[str, NDArray[np.float32]] = {}
    for name, values in exact.items():
        if name in SUNNY:
            continue
        step = next((step for start, step in STEPS.items() if name.startswith(start)), OTHER)
        steps = (np.round(values / step) * step).astype(np.float32)
        for start, rows in hidden.items():
            if name.startswith(start):
                steps[rows] = np.nan
        views = range(1 if np.array_equal(values, values[:, :1].repeat(HEADINGS, axis=1)) else HEADINGS)
        told |= {f"{name} {view}": steps[:, view] for view in views}
    if all(name in exact for name in SUNNY):
        ahead, right, up = (exact[name][:, 0] for name in SUNNY)
        told |= _sun(ahead, right, up, hidden["sun"])
    return told


def _hidden(scenes: Scenes, exact: Mapping[str, NDArray[np.float32]]) -> dict[str, NDArray[np.bool_]]:
    """Places where measures whose names begin so cannot be told."""

    def shows(thing: str) -> NDArray[np.bool_]:
        column = scenes.columns.get(thing)
        return np.zeros(len(scenes), bool) if column is None else scenes.told[:, [column]].toarray()[:, 0] > 0

    nothing = np.zeros((len(scenes), HEADINGS), np.float32)
    snow = exact.get("snow", nothing)[:, 0] > 0.5
    return {
        "soil-": snow,
        "grass-": snow | shows("ground:paved"),
        "far-land-": exact.get("skyline", nothing).max(axis=1) < 1,
        "sun": shows("sky:overcast"),
    }


def _sun(
    ahead: NDArray[np.float32],
    right: NDArray[np.float32],
    up: NDArray[np.float32],
    hidden: NDArray[np.bool_],
) -> dict[str, NDArray[np.float32]]:
    """Where the sun stands as seen to the north, in parts that a line can split."""
    azimuth = np.round(np.degrees(np.arctan2(right, ahead)) / SUN) * SUN
    height = np.round(np.degrees(np.arcsin(np.clip(up, -1, 1))) / SUN) * SUN
    north, east = np.cos(np.radians(azimuth)), np.sin(np.radians(azimuth))
    parts = {
        "sun-height": height,
        "sun-north": north,
        "sun-east": east,
        "sun-north-low": north * np.cos(np.radians(height)),
        "sun-twice-north": np.cos(2 * np.radians(azimuth)),
    }
    return {name: np.where(hidden, np.nan, values).astype(np.float32) for name, values in parts.items()}
