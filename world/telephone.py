"""Telephone numbers with the area codes of the place, from world/area_codes.csv.

In `number` the brackets {} hold the area code and each # stands for a digit. A row is for parts of a
country (`DE:Hesse`, `NZ:Auckland|Northland`). Checked by `python -m pytest tests/world/test_telephone.py`.
"""

from __future__ import annotations

import random
from functools import lru_cache
from pathlib import Path

from world.roads import CONFIDENCES
from world.tables import as_is, list_of, matching, one_of, parse_row, read

AREA_CODES_CSV = Path(__file__).parent / "area_codes.csv"


_COLUMNS = {
    "where": matching(r"[A-Z]{2}:.+"),
    "number": matching(r"[^{}#]?\{\}[^{}]+"),
    "codes": list_of(matching(r"[0-9]{1,5}"), "|"),
    "confidence": one_of(CONFIDENCES),
    "source": as_is,
}


def load_area_codes(path: Path = AREA_CODES_CSV) -> dict[str, tuple[str, tuple[str, ...]]]:
    """(pattern, codes) by place (`DE:Hesse`). Raises ValueError naming file, line, column and value."""
    table: dict[str, tuple[str, tuple[str, ...]]] = {}
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
def _area_codes() -> dict[str, tuple[str, tuple[str, ...]]]:
    return load_area_codes()


def telephone(country: str, admin1: str, rng: random.Random) -> str:
    """A number with one of the part's area codes; "" where the table has none.

    >>> telephone("AU", "Tasmania", random.Random(1))[:4], telephone("AQ", "", random.Random(1))
    ('(03)', '')
    """
    pattern, codes = _area_codes().get(f"{country}:{admin1}", ("", ()))
    if not codes:
        return ""
    digits = iter([str(rng.randint(2, 9)), *(str(rng.randrange(10)) for _ in range(12))])
    return "".join(next(digits) if c == "#" else c for c in pattern).replace("{}", rng.choice(codes))
