"""Semantic geocells from training places: countries and admin-1 kept, small merged, large split."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from game.geodesy import unit_vectors
from model.geocells.cells import Geocells, Points, gather
from model.geocells.merge import merge_small
from model.geocells.split import split_large


@dataclass(frozen=True, slots=True)
class GeocellConfig:
    """Fewest and most training places of a cell (PIGEON: 30 and 60 of its 100 000)."""

    minimum: int = 40
    maximum: int = 110


def check_sizes(config: GeocellConfig) -> None:
    """Raise ValueError for sizes that splitting and merging cannot both keep."""
    if config.minimum < 1:
        raise ValueError(f"A cell's minimum must be at least 1, not {config.minimum}.")
    if config.maximum < 2 * config.minimum:
        raise ValueError(
            f"A cell's maximum ({config.maximum}) must be at least twice its minimum ({config.minimum})."
        )


def build(
    latlon: Points,
    countries: Sequence[str],
    admin1: Sequence[str],
    config: GeocellConfig | None = None,
    *,
    areas: Sequence[str] | None = None,
    towns: Sequence[str] | None = None,
    country_names: Mapping[str, str] | None = None,
) -> Geocells:
    """Cells over training places [P, 2] in degrees, each inside one country.

    `areas` names the smallest area of each place (admin-2, a polygon's id); without it, admin-1 is the
    smallest. `towns`, the nearest town of each place, tells cells of one admin-1 apart in their labels.
    Raises ValueError without places, or if the maximum is less than twice the minimum.
    """
    config = config or GeocellConfig()
    if not len(latlon):
        raise ValueError("Geocells need at least one training place.")
    check_sizes(config)
    vectors, country, region = unit_vectors(latlon), np.asarray(countries), np.asarray(admin1)
    finest = region if areas is None else np.asarray(areas)
    cell = np.empty(len(country), dtype=np.int64)
    owner: list[str] = []
    for code in np.unique(country):
        inside = np.flatnonzero(country == code)
        for part in _cells_of_country(vectors[inside], region[inside], finest[inside], config):
            cell[inside[part]] = len(owner)
            owner.append(str(code))
    labels = _labels(cell, owner, region, towns, country_names or {})
    return gather(latlon, cell, owner, labels)


def _cells_of_country(
    vectors: NDArray[np.float64], region: NDArray, finest: NDArray, config: GeocellConfig
) -> list[NDArray[np.int64]]:
    """The places of each cell of one country, as indices into the country's places."""
    names, area = np.unique(np.char.add(np.char.add(region, "\t"), finest), return_inverse=True)
    parents = [name.split("\t")[0] for name in names]
    merged = merge_small(vectors, area.reshape(-1).astype(np.int64), parents, config.minimum)
    cells = []
    for number in range(merged.max() + 1):
        inside = np.flatnonzero(merged == number)
        parts = split_large(vectors[inside], config.minimum, config.maximum)
        cells += [inside[parts == part] for part in range(parts.max() + 1)]
    return cells


def _labels(
    cell: NDArray[np.int64],
    owner: Sequence[str],
    region: NDArray,
    towns: Sequence[str] | None,
    country_names: Mapping[str, str],
) -> list[str]:
    """Readable names: "admin1, Country", with the commonest town before it where that is not unique."""

    def commonest(values: Sequence[str]) -> str:
        return Counter(str(value) for value in values if value).most_common(1)[0][0] if any(values) else ""

    inside = [np.flatnonzero(cell == number) for number in range(len(owner))]
    country = [country_names.get(code, code) for code in owner]
    plain = [
        ", ".join(part for part in (commonest(region[places].tolist()), name) if part)
        for places, name in zip(inside, country, strict=True)
    ]
    if towns is None:
        return plain
    shared = {label for label, count in Counter(plain).items() if count > 1}
    named = np.asarray(towns)
    return [
        ", ".join(part for part in (commonest(named[places].tolist()), label) if part)
        if label in shared
        else label
        for places, label in zip(inside, plain, strict=True)
    ]
