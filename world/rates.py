"""How often each clue stands in a scene, from world/rates.csv: what `world.compose` draws from.

A row gives the probability that a scene holds a clue, near enough to be told in a view of `VIEW_PX`
pixels over 90 degrees. `where` is a part of a country (`CA:Quebec`), a country (`FR`), a region of
roads.csv (`*Europe`) or the world (`*`); `settlement` is one or more of its names, or empty for all.
The most exact row counts: first by `where`, then by `settlement`. To check the table after an edit:
`python -m pytest tests/world/test_rates.py`.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from world.roads import CONFIDENCES, SETTLEMENTS, road_facts
from world.tables import as_is, matching, number, one_of, parse_row, read

RATES_CSV = Path(__file__).parent / "rates.csv"

VIEW_PX = 192
"""Side of the view, over 90 degrees, in which a clue must be large enough to count."""


def _settlements(text: str) -> tuple[str, ...]:
    return tuple(one_of(SETTLEMENTS)(name) for name in text.split())


_COLUMNS = {
    "clue": matching(r"[a-z][a-z-]*"),
    "where": matching(r"\*|\*[A-Z].+|[A-Z]{2}(:.+)?"),
    "settlement": _settlements,
    "probability": number(0, 1),
    "source": as_is,
    "confidence": one_of(CONFIDENCES),
}

Rates = dict[tuple[str, str, str], float]
"""Probability by (clue, where, settlement or "")."""


def load_rates(path: Path = RATES_CSV) -> Rates:
    """The table at `path`. Raises ValueError naming file, line, column and value of a bad cell."""
    table: Rates = {}
    for line, row in read(path, _COLUMNS):
        everywhere = not row["settlement"]
        columns = {name: parser for name, parser in _COLUMNS.items() if name != "settlement" or row[name]}
        values = parse_row(path, line, columns, row)
        for settlement in ("",) if everywhere else values["settlement"]:
            key = values["clue"], values["where"], settlement
            if key in table:
                raise ValueError(f"{path.name} line {line} ({key[0]}): {key[1:]} stands there twice.")
            table[key] = values["probability"]
    return table


@lru_cache(maxsize=1)
def rates() -> Rates:
    """The whole table."""
    return load_rates()


@lru_cache(maxsize=100_000)
def rate(clue: str, country: str, admin1: str, settlement: str) -> float:
    """The probability of a clue at a place of this kind. Raises KeyError for a clue that no row has."""
    table = rates()
    region = road_facts(country, admin1).region
    for where in (f"{country}:{admin1}", country, f"*{region}", "*"):
        for kind in (settlement, ""):
            if (found := table.get((clue, where, kind))) is not None:
                return found
    raise KeyError(f"rates.csv has no row for {clue!r} in {country} ({settlement}), nor for the world (*).")


def clue_names() -> tuple[str, ...]:
    """Every clue that the table knows, in its order."""
    return tuple(dict.fromkeys(clue for clue, _, _ in rates()))
