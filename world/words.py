"""The words on shop signs and street signs, by language, from world/words.csv (written by hand).

A language may be that of one country (`pt-BR`), with the kinds that differ there. Kinds: `shop`, `street`
(a pattern with `{}` for a name), `name` (what streets are called), `school`, `caution`, `stop`. What shops
offer in one part of a country and hardly elsewhere is in world/local_shops.csv.
Checked by `python -m pytest tests/world/test_roads.py`.
"""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path

from world.roads import CONFIDENCES
from world.tables import as_is, list_of, matching, one_of, parse_row, read

WORDS_CSV = Path(__file__).parent / "words.csv"
LOCAL_SHOPS_CSV = Path(__file__).parent / "local_shops.csv"
FALLBACK = "en"


def load_words(path: Path = WORDS_CSV) -> dict[tuple[str, str], tuple[str, ...]]:
    """The words of the table at `path` by (language, kind).

    Raises ValueError naming file, line, column and value: a pair that stands there twice, an empty
    word, or a street pattern without its `{}`.
    """
    table: dict[tuple[str, str], tuple[str, ...]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if reader.fieldnames != ["language", "kind", "words"]:
            raise ValueError(
                f"{path.name}: the columns must be language, kind, words, not {reader.fieldnames}."
            )
        for row in reader:
            where = f"{path.name} line {reader.line_num} ({row['language']} {row['kind']})"
            words = tuple(word.strip() for word in (row["words"] or "").split("|"))
            if not all(words):
                raise ValueError(f"{where}, column words: {row['words']!r} has an empty word.")
            if row["kind"] == "street" and not all(word.count("{}") == 1 for word in words):
                raise ValueError(f"{where}, column words: each of {row['words']!r} needs {{}} once.")
            key = (row["language"], row["kind"])
            if key in table:
                raise ValueError(f"{where}, column language: this language and kind stand there twice.")
            table[key] = words
    return table


@lru_cache(maxsize=1)
def _words() -> dict[tuple[str, str], tuple[str, ...]]:
    return load_words()


def words(language: str, kind: str, country: str = "") -> tuple[str, ...]:
    """Words of a kind in a language (ISO 639, `zh-Hant` for traditional Chinese); English where missing.

    What a country calls it itself comes first: the row `pt-BR` before `pt`. Raises KeyError for a kind
    that English does not have either.

    >>> words("fr", "school"), words("xx", "school"), words("pt", "name", "BR")[1]
    (('École',), ('School',), 'Sete de Setembro')
    """
    table = _words()
    for tag in (f"{language}-{country}", language, language.split("-")[0], f"{FALLBACK}-{country}", FALLBACK):
        if (tag, kind) in table:
            return table[tag, kind]
    known = sorted({name for code, name in table if code == FALLBACK})
    raise KeyError(f"{kind!r} is no kind of word; the kinds are {', '.join(known)}.")


@lru_cache(maxsize=1)
def _languages() -> frozenset[str]:
    return frozenset(code for code, _ in _words())


def has_words(language: str) -> bool:
    """Whether the language has words of its own."""
    return language in _languages()


_LOCAL_COLUMNS = {
    "where": matching(r"[A-Z]{2}:.+"),
    "language": matching(r"[a-z]{2,3}"),
    "words": list_of(matching(r".+"), "|"),
    "confidence": one_of(CONFIDENCES),
    "source": as_is,
}


def load_local_shops(path: Path = LOCAL_SHOPS_CSV) -> dict[tuple[str, str], tuple[str, ...]]:
    """Words on shops by (part such as `DE:Hesse`, language).

    Raises ValueError naming file, line, column and value of a bad cell, or a pair that stands there twice.
    """
    table: dict[tuple[str, str], tuple[str, ...]] = {}
    for line, row in read(path, _LOCAL_COLUMNS):
        cells = parse_row(path, line, _LOCAL_COLUMNS, row)
        country, _, parts = cells["where"].partition(":")
        for part in parts.split("|"):
            key = f"{country}:{part}", cells["language"]
            if key in table:
                raise ValueError(f"{path.name} line {line}, column where: {key} stands there twice.")
            table[key] = cells["words"]
    return table


@lru_cache(maxsize=1)
def _local_shops() -> dict[tuple[str, str], tuple[str, ...]]:
    return load_local_shops()


def local_shops(country: str, admin1: str, language: str) -> tuple[str, ...]:
    """What shops of a part of a country offer and hardly others; empty where nothing is known.

    >>> local_shops("FR", "Brittany", "fr")[0], local_shops("FR", "Brittany", "br")
    ('Biscuiterie', ())
    """
    return _local_shops().get((f"{country}:{admin1}", language), ())
