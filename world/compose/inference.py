"""Which countries share a thing that can be seen, in words: "most of Europe, Chile and 3 more".

Everything is counted over the countries with street imagery in roads.csv, weighted by how much they
have of it: `Sharers.share` is the part of all imagery in which the thing is seen, so a small one tells much.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from world import facts
from world.roads import RoadFacts, countries_covered, coverage, road_facts

NAMED = 4
"""Countries named one by one; more are counted."""
USUAL = 0.3
"""A thing is usual in a country from this share of its roads."""


@dataclass(frozen=True, slots=True)
class Sharers:
    """The countries where a thing is usual, most imagery first, and their share (0–1) of all imagery."""

    codes: tuple[str, ...]
    share: float

    def words(self, here: str = "") -> str:
        """The countries in words; `here` is named first where it must not be hidden in "more"."""
        left, parts = list(self.codes), []
        for region, members in _regions().items():
            inside = {code for code in members if code in left}
            if len(inside) >= 6 and len(inside) >= 0.75 * len(members):
                parts.append(f"most of {region}" if len(inside) < len(members) else f"all of {region}")
                left = [code for code in left if code not in inside]
        if len(parts) >= 4:
            others = [code for code, _, _ in _covered() if code not in self.codes]
            return "most of the world" + (f", not {_join(_named(others))}" if others else "")
        left.sort(key=lambda code: code != here)
        return _join(parts + _named(left, NAMED - min(2, len(parts))))


def _named(codes: list[str], most: int = NAMED) -> list[str]:
    """The first few countries by name, and how many more."""
    if len(codes) <= most + 1:
        return [name(code) for code in codes]
    return [name(code) for code in codes[:most]] + [f"{len(codes) - most} more"]


def _join(parts: list[str]) -> str:
    return (
        ", ".join(parts[:-1]) + (" and " if len(parts) > 1 else "") + parts[-1] if parts else "nowhere else"
    )


_ARTICLE = (
    "United ",
    "Netherlands",
    "Philippines",
    "Dominican Republic",
    "Faroe",
    "Isle of",
    "Czech Republic",
    "Maldives",
    "Bahamas",
    "Central African",
    "Cayman",
    "British ",
    "Cook ",
    "Solomon",
    "Marshall",
    "Northern Mariana",
    "U.S.",
    "US ",
    "Democratic",
    "Republic",
    "Falkland",
)


def name(code: str) -> str:
    """A country's name as it stands in a sentence: "the United Kingdom", "France"."""
    record = facts.countries().get(code)
    plain = record.name if record else code
    return f"the {plain}" if plain.startswith(_ARTICLE) else plain


@cache
def _regions() -> dict[str, list[str]]:
    regions: dict[str, list[str]] = {}
    for code in countries_covered():
        regions.setdefault(road_facts(code).region, []).append(code)
    return regions


@cache
def _covered() -> tuple[tuple[str, RoadFacts, float], ...]:
    rows = [(code, road_facts(code), coverage(code)) for code in countries_covered()]
    return tuple(sorted(rows, key=lambda row: -row[2]))


def sharing(test: Callable[[RoadFacts], bool], here: str = "") -> Sharers:
    """The countries whose road facts pass a test; `here` counts as one of them in any case."""
    total = sum(weight for _, _, weight in _covered()) or 1.0
    hits = [(code, weight) for code, row, weight in _covered() if code == here or test(row)]
    codes = tuple(code for code, _ in hits)
    return Sharers(codes if here in codes or not here else (here, *codes), sum(w for _, w in hits) / total)


@cache
def sharing_value(column: str, value: object, here: str = "") -> Sharers:
    """The countries with this value in a column of one value."""
    return sharing(lambda row: getattr(row, column) == value, here)


@cache
def sharing_weight(column: str, names: tuple[str, ...], here: str = "") -> Sharers:
    """The countries where these names together are usual in a column of weights."""

    def usual(row: RoadFacts) -> bool:
        weights = dict(getattr(row, column))
        return sum(weights.get(key, 0.0) for key in names) >= USUAL * sum(weights.values())

    return sharing(usual, here)


@cache
def sharing_style(style: str, here: str = "") -> Sharers:
    """The countries where houses are built in this style."""
    return sharing(lambda row: style in dict(row.houses), here)
