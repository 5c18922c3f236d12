"""Which countries share a thing that can be seen, in words: "most of Europe, Chile and 3 more".

Everything is counted over the countries with street imagery in roads.csv, weighted by how much they
have of it: `Sharers.share` is the part of all imagery in which the thing is seen, so a small one tells much.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache

from world import facts
from world.compose.flora import local_crops
from world.compose.furniture import rows_for
from world.roads import RoadFacts, countries_covered, coverage, road_facts
from world.routes import shield_looks

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
        return _in_words(self.codes, here)


@lru_cache(maxsize=20_000)
def _in_words(codes: tuple[str, ...], here: str) -> str:
    left, most, whole = list(codes), [], []
    for region, members in _regions().items():
        inside = set(members).intersection(left)
        if len(inside) >= 6 and len(inside) >= 0.75 * len(members):
            (most if len(inside) < len(members) else whole).append(region)
            left = [code for code in left if code not in inside]
    if len(most) + len(whole) >= 4:
        others = [code for code, _, _ in _covered() if code not in codes]
        return "most of the world" + (f", not {_join(_named(others))}" if others else "")
    parts = [f"{share} of {_join(regions)}" for share, regions in (("all", whole), ("most", most)) if regions]
    left.sort(key=lambda code: code != here)
    if not left:
        return _join(parts)
    named = _join(_named(left, NAMED - min(2, len(most) + len(whole))))
    return f"{', '.join(parts)}, {named}" if parts else named


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
    plain = plain.removeprefix("The ")
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
    return _with(frozenset(code for code, row, _ in _covered() if test(row)), here)


def _with(codes: frozenset[str], here: str) -> Sharers:
    """The countries of `codes`, most imagery first, and `here`."""
    total = sum(weight for _, _, weight in _covered()) or 1.0
    hits = [(code, weight) for code, _, weight in _covered() if code == here or code in codes]
    ordered = tuple(code for code, _ in hits)
    ordered = ordered if here in ordered or not here else (here, *ordered)
    return Sharers(ordered, sum(weight for _, weight in hits) / total)


@cache
def sharing_value(column: str, value: object, here: str = "") -> Sharers:
    """The countries with this value in a column of one value."""
    return _with(_valued(column, value), here)


@cache
def _valued(column: str, value: object) -> frozenset[str]:
    return frozenset(code for code, row, _ in _covered() if getattr(row, column) == value)


@cache
def sharing_shield(look: tuple[str, str, str], here: str = "") -> Sharers:
    """The countries that have route shields of this shape, face and ink somewhere."""
    return sharing(lambda row: look in shield_looks(row.code[:2]), here)


@cache
def sharing_crop(kind: str, here: str = "") -> Sharers:
    """The countries of which crops.csv knows that this is grown there, or in some part."""
    return _with(frozenset(where[:2] for where, kinds in local_crops().items() if kind in kinds), here)


@cache
def sharing_weight(column: str, names: tuple[str, ...], here: str = "") -> Sharers:
    """The countries where these names together are usual in a column of weights."""
    return _with(_usual(column, names), here)


@cache
def _usual(column: str, names: tuple[str, ...]) -> frozenset[str]:
    def usual(row: RoadFacts) -> bool:
        weights = dict(getattr(row, column))
        return sum(weights.get(key, 0.0) for key in names) >= USUAL * sum(weights.values())

    return frozenset(code for code, row, _ in _covered() if usual(row))


@cache
def sharing_name(column: str, name: str, here: str = "") -> Sharers:
    """The countries with this name in a column of names, with or without weights."""
    return _with(_named_in(column, name), here)


@cache
def _named_in(column: str, name: str) -> frozenset[str]:
    def has(row: RoadFacts) -> bool:
        return any(name == (each if isinstance(each, str) else each[0]) for each in getattr(row, column))

    return frozenset(code for code, row, _ in _covered() if has(row))


def sharing_style(style: str, here: str = "") -> Sharers:
    """The countries where houses are built in this style."""
    return sharing_name("houses", style, here)


@cache
def sharing_furniture(kind: str, words: str, here: str = "") -> Sharers:
    """The countries on whose streets stands what these words of furniture.csv say."""
    return sharing(lambda row: any(found.words == words for found in rows_for(kind, row.code)), here)
