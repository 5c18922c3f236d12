"""Telephone numbers with the area codes of the place, from world/area_codes.csv.

In `number` the brackets {} hold the area code and each # stands for a digit. Short codes go with long
numbers, so it has alternatives with `|` between them, and the first whose brackets fit serves: {3} is for
codes of three digits, {061 091} for these two, {} for any. A row is for parts of a country (`DE:Hesse`,
`NZ:Auckland|Northland`); a code may name the town it is round (`0511@Hannover`), and then the nearest of
the part's towns has it. Checked by `python -m pytest tests/world/test_telephone.py`.
"""

from __future__ import annotations

import random
import re
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from world import facts
from world.roads import CONFIDENCES
from world.tables import as_is, list_of, matching, one_of, parse_row, read

AREA_CODES_CSV = Path(__file__).parent / "area_codes.csv"

_FITS = re.compile(r"\{([0-9 ]*)\}")

_COLUMNS = {
    "where": matching(r"[A-Z]{2}:.+"),
    "number": list_of(matching(r"[^{}#]?\{([1-5]|[0-9]{2,5}( [0-9]{2,5})*|)\}[^{}]+"), "|"),
    "codes": list_of(matching(r"[0-9]{1,5}(@.+)?"), "|"),
    "confidence": one_of(CONFIDENCES),
    "source": as_is,
}


Codes = tuple[tuple[str, ...], tuple[str, ...]]
"""Patterns of numbers and the area codes that go into them."""


def load_area_codes(path: Path = AREA_CODES_CSV) -> dict[str, Codes]:
    """Patterns and codes by place (`DE:Hesse`). Raises ValueError naming file, line, column and value."""
    table: dict[str, Codes] = {}
    for line, row in read(path, _COLUMNS):
        cells = parse_row(path, line, _COLUMNS, row)
        country, _, parts = cells["where"].partition(":")
        for part in parts.split("|"):
            where = f"{country}:{part}"
            if where in table:
                raise ValueError(f"{path.name} line {line}, column where: {where!r} stands there twice.")
            table[where] = cells["number"], cells["codes"]
    return table


@lru_cache(maxsize=1)
def _area_codes() -> dict[str, Codes]:
    return load_area_codes()


@lru_cache(maxsize=4096)
def area_codes(
    country: str, admin1: str
) -> tuple[tuple[str, ...], tuple[str, ...], NDArray[np.float64] | None]:
    """(patterns, codes, unit vectors [n, 3] of the towns they are round, or None) of a part of a country."""
    patterns, codes = _area_codes().get(f"{country}:{admin1}", ((), ()))
    pairs = [code.partition("@")[::2] for code in codes]
    if not pairs or not all(town for _, town in pairs):
        return patterns, tuple(code for code, _ in pairs), None
    table = facts.towns()
    start, end = table.rows(country)
    inside = start + np.flatnonzero(table.admin1[start:end] == table.admin1_names.index(admin1))
    first = {table.names[i]: i for i in inside[::-1].tolist()}  # the largest of its name
    if missing := [town for _, town in pairs if town not in first]:
        raise ValueError(
            f"area_codes.csv ({country}:{admin1}), column codes: no town is called {missing[0]!r}."
        )
    at = [first[town] for _, town in pairs]
    vectors = facts.unit_vectors(table.latitude[at], table.longitude[at])
    return patterns, tuple(code for code, _ in pairs), vectors


def fitting(patterns: tuple[str, ...], code: str) -> str:
    """The first pattern whose brackets fit an area code. Raises ValueError where none does.

    >>> fitting(("{2} ### ####", "{} ######"), "021")
    '{} ######'
    """
    for pattern in patterns:
        wanted = pattern.partition("{")[2].partition("}")[0]
        if code in wanted.split() or wanted in ("", str(len(code))):
            return pattern
    raise ValueError(f"area_codes.csv, column number: {' | '.join(patterns)} has nothing for {code}.")


def telephone(country: str, admin1: str, latitude: float, longitude: float, rng: random.Random) -> str:
    """A number with an area code of the part, that of the nearest town if known; "" without any codes.

    >>> telephone("DE", "Lower Saxony", 52.3, 9.8, random.Random(1))[:4]
    '0511'
    """
    patterns, codes, vectors = area_codes(country, admin1)
    if not codes:
        return ""
    code = rng.choice(codes)
    if vectors is not None:
        code = codes[int((vectors @ facts.unit_vectors(latitude, longitude)).argmax())]
    digits = iter([str(rng.randint(2, 9)), *(str(rng.randrange(10)) for _ in range(12))])
    number = "".join(next(digits) if c == "#" else c for c in fitting(patterns, code))
    return _FITS.sub(code, number, count=1)
