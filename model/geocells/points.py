"""Points from a CSV file with the columns latitude and longitude, checked line by line."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np

from game.geodesy import check_coordinates
from model.geocells.cells import Points

COLUMNS = ("latitude", "longitude")


def read_points(path: Path) -> Points:
    """The points of a CSV file [n, 2] in degrees; other columns are ignored.

    Raises ValueError, naming the file, the line and the value, for a file that is no CSV text, lacks a
    column, holds no points, or holds what is no point on Earth; FileNotFoundError if there is none.
    """
    if not path.is_file():
        raise FileNotFoundError(f"There is no file {path}: give --points a CSV file.")
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.reader(file)
            header = [name.strip().lower() for name in next(rows, [])]
            for column in COLUMNS:
                if column not in header:
                    raise ValueError(
                        f"{path} has no column {column}: its first line must name latitude and longitude, "
                        f"but reads {','.join(header)[:80]!r}."
                    )
            chosen = [header.index(column) for column in COLUMNS]
            points = [_point(path, rows.line_num, row, chosen) for row in rows if row]
    except (UnicodeDecodeError, csv.Error) as problem:
        raise ValueError(f"{path} is not a CSV file in UTF-8: {problem}.") from problem
    if not points:
        raise ValueError(f"{path} holds no points: below its first line there must be a point a line.")
    return np.array(points)


def _point(path: Path, line: int, row: list[str], chosen: list[int]) -> tuple[float, float]:
    try:
        latitude, longitude = (float(row[column]) for column in chosen)
        if abs(latitude) <= 90 and abs(longitude) <= 180:  # NaN compares false
            return latitude, longitude
        check_coordinates(latitude, longitude)
    except (ValueError, IndexError) as problem:
        wrong = str(problem) if not isinstance(problem, IndexError) else "it has too few fields."
        if wrong.startswith("could not convert"):
            wrong = f"{','.join(row)[:80]!r} holds no number where the coordinates should be."
        elif wrong.startswith("Latitude") and abs(longitude) <= 90:
            wrong += " Are latitude and longitude swapped?"
        raise ValueError(f"{path}, line {line}: {wrong}") from problem
    raise AssertionError("check_coordinates refuses what is out of range")
