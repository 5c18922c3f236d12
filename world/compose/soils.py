"""The colour of bare earth in parts of countries, where soil maps know more than the climate: soils.csv.

`where` is a part of a country (`CN:Shaanxi`), `soil` one of `SOILS` and how strongly it colours the earth,
from 0 to 1.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from world.roads import CONFIDENCES
from world.tables import Parser, as_is, matching, one_of, parse_row, read, weights

SOILS_CSV = Path(__file__).parent / "soils.csv"

SOILS = {
    "red": "#b0522c", "dark-red": "#8e3d24", "black": "#3c332b", "loess": "#c6a468", "purple": "#8c5a4e",
    "grey": "#958a78", "pale": "#dccfb2", "peat": "#4d4037",
}  # fmt: skip
"""Colour of each soil when dry."""

_COLUMNS: dict[str, Parser] = {
    "where": matching(r"[A-Z]{2}:.+"),
    "soil": weights(tuple(SOILS)),
    "confidence": one_of(CONFIDENCES),
    "source": as_is,
}


@cache
def local_soils() -> dict[str, tuple[str, float]]:
    """(name of the soil, how strongly it colours the earth) by part of a country."""
    found = {}
    for line, row in read(SOILS_CSV, _COLUMNS):
        cells = parse_row(SOILS_CSV, line, _COLUMNS, row)
        found[cells["where"]] = cells["soil"][0]
    return found


def soil_of(country: str, admin1: str) -> tuple[str, float]:
    """The soil that a part is known for and its strength from 0 (none is known) to 1.

    >>> soil_of("CN", "Shaanxi"), soil_of("CN", "Atlantis")
    (('loess', 0.7), ('', 0.0))
    """
    return local_soils().get(f"{country}:{admin1}", ("", 0.0))
