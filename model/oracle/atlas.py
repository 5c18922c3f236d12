"""Towns by their names: what an eye with an atlas makes of a signpost.

A legible name narrows the world to the towns that are called so, a number behind it says how far they are by
road. Of all the towns that a scene's names can mean, the oracle takes the one that fits its other names and
what the rest of the scene shows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from game.geodesy import distances_km
from world import facts
from world.compose.wording import unmarked

MOST_KM = 120.0
"""No sign points farther than this."""
BESIDE_KM = 30.0
"""Two names of one scene are this near one another, and their two distances."""
FAR_FROM_ALL = 1e-3
"""What a scene's look leaves to a town where none of its likely cells is near."""

EACH_NAME = 8.0
"""What one more name that fits counts, as the logarithm of odds: it hardly happens by chance."""

_DISTANCE = re.compile(r"^(.+?)\s+(\d+)$")


@cache
def gazetteer() -> dict[str, NDArray[np.int64]]:
    """Rows of `facts.towns()` by name, with and without the marks of scholars, as signs write it."""
    table = facts.towns()
    rows: dict[str, list[int]] = {}
    for names in (table.names, table.local_names):
        for row, name in enumerate(names):
            for written in {name, unmarked(name)} - {""}:
                rows.setdefault(written, []).append(row)
    return {name: np.unique(found) for name, found in rows.items()}


def parse(line: str) -> tuple[str, float]:
    """A sign's line as a name and a distance in km or miles, 0 where there is none.

    >>> parse("Bad Säckingen 12"), parse("Radenci")
    (('Bad Säckingen', 12.0), ('Radenci', 0.0))
    """
    found = _DISTANCE.match(line)
    return (found[1], float(found[2])) if found and line not in gazetteer() else (line, 0.0)


def meant(lines: Sequence[str]) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Towns that a scene's names may mean: where [n, 2], how far [n], and how many of the names fit [n]."""
    names = [(gazetteer()[name], km) for name, km in map(parse, lines) if name in gazetteer()]
    if not names:
        return np.empty((0, 2)), np.empty(0), np.empty(0)
    table = facts.towns()
    rows, far = (
        np.concatenate([rows for rows, _ in names]),
        np.concatenate([np.full(len(rows), km) for rows, km in names]),
    )
    where = np.stack([table.latitude[rows], table.longitude[rows]], axis=1)
    fits = np.zeros(len(rows))
    for others, km in names:
        there = np.stack([table.latitude[others], table.longitude[others]], axis=1)
        near = distances_km(where, there).min(axis=1)
        fits += near < BESIDE_KM + 1.7 * (far + km)
    return where, far, fits


def pin(
    lines: Sequence[str], cells: NDArray[np.float64], odds: NDArray[np.float64]
) -> NDArray[np.float64] | None:
    """The town that names and look agree on, degrees [2], or None where the atlas has no such name.

    `cells` [C, 2] are places in degrees and `odds` [C] how likely the scene's look makes each.
    """
    where, far, fits = meant(lines)
    if not len(where):
        return None
    near = np.exp(-distances_km(where, cells) / MOST_KM) @ odds + FAR_FROM_ALL
    best = np.argmax(np.log(near) + EACH_NAME * fits - far / 50)
    return where[best]
