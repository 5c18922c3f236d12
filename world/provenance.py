"""How well each cell of roads.csv is known and from where, by world/road_sources.csv.

    python -c "from world.provenance import provenance; print(provenance('FR', 'bollard'))"

A row of the table speaks for a column (`bollard`) wherever roads.csv states it (`*`), or for one cell:
a region's (`*Europe`), a country's (`FR`) or a part's (`CA:Quebec`); the most exact row counts. Where
neither that cell has a row of its own nor a test checks the column (`checked_by`), no cell is better
known than its whole row says in roads.csv. Checked by `python -m pytest tests/world/test_provenance.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from world.roads import CONFIDENCES, ROAD_COLUMNS, ROADS_CSV, row_above
from world.tables import as_is, matching, one_of, parse_row, read

SOURCES_CSV = Path(__file__).parent / "road_sources.csv"

WITNESSES = ("country-coder", "CLDR", "geonames continents")
"""Independent packages that tests hold whole columns against."""

_COLUMNS = {
    "column": one_of(tuple(ROAD_COLUMNS)),
    "where": matching(r"\*|\*[A-Z].+|[A-Z]{2}(:.+)?"),
    "confidence": one_of(CONFIDENCES),
    "source": as_is,
    "checked_by": one_of(WITNESSES),
}


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a cell's value comes from.

    `stated_at` is the code of the row in roads.csv that states it: the country's own, or the region's
    whose default it takes. `checked_by` names the package that a test compares the column with, or is "".
    """

    stated_at: str
    confidence: str
    source: str
    checked_by: str


def load_sources(path: Path = SOURCES_CSV) -> dict[tuple[str, str], tuple[str, str, str]]:
    """(confidence, source, checked_by) by (column, where).

    Raises ValueError naming file, line, column and value of a bad cell, or a pair that stands there twice.
    """
    table = {}
    for line, row in read(path, _COLUMNS):
        columns = {name: parser for name, parser in _COLUMNS.items() if name != "checked_by" or row[name]}
        values = parse_row(path, line, columns, row)
        key = values["column"], values["where"]
        if key in table:
            raise ValueError(f"{path.name} line {line} ({key[0]}), column where: {key[1]!r} is there twice.")
        table[key] = values["confidence"], values["source"], values.get("checked_by", "")
    return table


@lru_cache(maxsize=1)
def _sources() -> dict[tuple[str, str], tuple[str, str, str]]:
    return load_sources()


@lru_cache(maxsize=1)
def _cells() -> dict[str, dict[str, str]]:
    """The text of roads.csv as it stands, by code."""
    return {row["code"]: row for _, row in read(ROADS_CSV, ROAD_COLUMNS)}


def stated_at(code: str, column: str) -> str:
    """The code of the row whose cell counts for `code`: its own, its country's or its region's."""
    cells = _cells()
    while not cells[code][column]:
        above = row_above(code, cells[code]["region"])
        if above == code:
            raise ValueError(f"roads.csv ({code}), column {column}: no row above has one either.")
        code = above
    return code


def provenance(code: str, column: str) -> Provenance:
    """How well a cell of roads.csv is known, and from where.

    `code` is a country (`FR`), a part (`CA:Quebec`) or a region (`*Europe`). Raises KeyError for a code or
    column that the table lacks.

    >>> provenance("FR", "drives_on").checked_by, provenance("CA:Quebec", "stop_word").confidence
    ('country-coder', 'high')
    """
    if code not in _cells() or column not in ROAD_COLUMNS:
        raise KeyError(f"roads.csv has no cell {code!r}, {column!r}.")
    where, sources = stated_at(code, column), _sources()
    if exact := sources.get((column, where)):
        return Provenance(where, *exact)
    if (column, "*") not in sources:
        raise KeyError(f"road_sources.csv has no row for column {column!r} and where '*'.")
    confidence, source, checked_by = sources[column, "*"]
    row = _cells()[where]
    if not checked_by:
        confidence = max(confidence, row["confidence"], key=CONFIDENCES.index)
        source = f"{source}; whole row: {row['source']}"
    return Provenance(where, confidence, source, checked_by)
