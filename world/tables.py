"""Tables written by hand: CSV cells to values, and errors that name the file, line, column and value.

A parser is a function from a cell's text to a value; it raises ValueError with what it expected.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

Weights = tuple[tuple[str, float], ...]
"""Names and how often each is chosen, relative to the others."""

Parser = Callable[[str], Any]


def one_of(names: tuple[str, ...]) -> Callable[[str], str]:
    """One of the names, as it stands."""

    def parse(text: str) -> str:
        if text not in names:
            raise ValueError(f"one of {', '.join(names)}")
        return text

    return parse


def weights(names: tuple[str, ...] | None = None) -> Callable[[str], Weights]:
    """Parse `wood:0.8|metal:0.2`; a name without a number weighs 1."""

    def parse(text: str) -> Weights:
        pairs = []
        for part in text.split("|"):
            name, _, share = part.strip().partition(":")
            if not name or (names is not None and name not in names):
                raise ValueError(
                    f"names from {', '.join(names or ('styles.csv',))} with weights, not {name!r}"
                )
            weight = number(0, 100)(share or "1")
            if weight:
                pairs.append((name, weight))
        if not pairs:
            raise ValueError("at least one name with a weight above 0")
        return tuple(pairs)

    return parse


def number(low: float, high: float) -> Callable[[str], float]:
    """A number from `low` to `high`, both allowed; never NaN."""

    def parse(text: str) -> float:
        try:
            value = float(text)
        except ValueError:
            value = float("nan")
        if not low <= value <= high:
            raise ValueError(f"a number from {low:g} to {high:g}")
        return value

    return parse


def span(kind: type, low: float, high: float) -> Callable[[str], tuple[Any, Any]]:
    """Parse `3-8`, least and most."""

    def parse(text: str) -> tuple[Any, Any]:
        ends = [number(low, high)(end) for end in text.split("-")]
        if len(ends) != 2 or ends[0] > ends[1]:
            raise ValueError("least-most, such as 1-2")
        return kind(ends[0]), kind(ends[1])

    return parse


def colour(text: str) -> str:
    """A colour #rrggbb in small letters."""
    if not re.fullmatch(r"#[0-9a-f]{6}", text):
        raise ValueError(f"a colour such as #d0021b, not {text!r}")
    return text


def record(make: Callable[..., Any], *parsers: Parser) -> Parser:
    """Parse comma-separated parts into `make(...)`."""

    def parse(text: str) -> Any:
        parts = [part.strip() for part in text.split(",")]
        if len(parts) != len(parsers):
            raise ValueError(f"{len(parsers)} parts with commas between them, not {len(parts)}")
        return make(*(parser(part) for parser, part in zip(parsers, parts, strict=True)))

    return parse


def list_of(parser: Parser, separator: str) -> Callable[[str], tuple[Any, ...]]:
    """Parse what stands between separators, each with `parser`."""
    return lambda text: tuple(parser(part.strip()) for part in text.split(separator))


def as_is(text: str) -> str:
    """Any text."""
    return text


def matching(pattern: str) -> Callable[[str], str]:
    """Text that a regular expression matches whole."""

    def parse(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise ValueError(f"text like {pattern}, not {text!r}")
        return text

    return parse


def read(path: Path, columns: dict[str, Parser]) -> list[tuple[int, dict[str, str]]]:
    """The rows of a table as (line number, text by column).

    Raises ValueError for another header or a short row.
    """
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if list(reader.fieldnames or ()) != list(columns):
            raise ValueError(
                f"{path.name}: the columns must be {', '.join(columns)}, not {reader.fieldnames}."
            )
        rows = []
        for row in reader:
            if None in row or None in row.values():
                raise ValueError(f"{path.name} line {reader.line_num}: the row needs {len(columns)} cells.")
            rows.append((reader.line_num, {key: value.strip() for key, value in row.items()}))
    return rows


def parse_row(path: Path, line: int, columns: dict[str, Parser], row: dict[str, str]) -> dict[str, Any]:
    """One row's cells as values. Raises ValueError naming file, line, column and value."""
    values = {}
    for column, parser in columns.items():
        try:
            if not row[column]:
                raise ValueError("a value")
            values[column] = parser(row[column])
        except ValueError as error:
            name = next(iter(row.values()))
            raise ValueError(
                f"{path.name} line {line} ({name}), column {column}: {row[column]!r} is not right; "
                f"expected {error}."
            ) from None
    return values
