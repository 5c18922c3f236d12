"""The colour of bare earth in parts of countries, where soil maps know more than the climate: soils.csv.

`where` is a part of a country (`CN:Shaanxi`), `soil` one of `SOILS` and how strongly it colours the earth,
from 0 to 1.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from world.roads import CONFIDENCES
from world.tables import Parser, as_is, matching, number, one_of, parse_row, read

SOILS_CSV = Path(__file__).parent / "soils.csv"

SOILS = {
    "red": "#b0522c", "dark-red": "#8e3d24", "black": "#3c332b", "loess": "#c6a468", "purple": "#8c5a4e",
    "grey": "#958a78", "pale": "#dccfb2", "peat": "#4d4037",
}  # fmt: skip
"""Colour of each soil when dry."""


def _soil(text: str) -> tuple[str, float]:
    """Parse `red:0.7`: one kind of soil and its strength."""
    kind, _, strength = text.partition(":")
    return one_of(tuple(SOILS))(kind), number(0.05, 1)(strength)


_COLUMNS: dict[str, Parser] = {
    "where": matching(r"[A-Z]{2}:.+"),
    "soil": _soil,
    "confidence": one_of(CONFIDENCES),
    "source": as_is,
}


def load_soils(path: Path = SOILS_CSV) -> dict[str, tuple[str, float]]:
    """(name of the soil, how strongly it colours the earth) by part of a country.

    Raises ValueError naming file, line, column and value of a bad cell, or a part that stands there twice.
    """
    found: dict[str, tuple[str, float]] = {}
    for line, row in read(path, _COLUMNS):
        cells = parse_row(path, line, _COLUMNS, row)
        if cells["where"] in found:
            raise ValueError(f"{path.name} line {line}, column where: {cells['where']!r} stands there twice.")
        found[cells["where"]] = cells["soil"]
    return found


@cache
def local_soils() -> dict[str, tuple[str, float]]:
    """The table of `load_soils`, read once."""
    return load_soils()


def soil_of(country: str, admin1: str) -> tuple[str, float]:
    """The soil that a part is known for and its strength from 0 (none is known) to 1.

    >>> soil_of("CN", "Shaanxi"), soil_of("CN", "Atlantis")
    (('loess', 0.7), ('', 0.0))
    """
    return local_soils().get(f"{country}:{admin1}", ("", 0.0))
