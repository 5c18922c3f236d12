"""Every cell of roads.csv says how well it is known and from where."""

from __future__ import annotations

import csv
import re
from collections import Counter

import pytest

from world import provenance as p
from world import roads

CODES = tuple(roads._roads())


def test_every_cell_of_every_row_has_a_confidence_and_a_source():
    for code in CODES:
        for column in roads.ROAD_COLUMNS:
            found = p.provenance(code, column)
            assert found.confidence in roads.CONFIDENCES
            assert len(found.source) > 3, (code, column)
            assert found.stated_at in CODES


def test_what_is_inherited_is_said_to_be_so():
    assert p.stated_at("CA:Quebec", "centre_line") == "CA"
    assert p.stated_at("FR", "stop_word") == "*Europe"
    assert p.provenance("FR", "lamp").confidence == "low"


def test_a_cell_is_no_better_known_than_its_row_unless_something_checks_it():
    order, sources = roads.CONFIDENCES.index, p.load_sources()
    for code in CODES:
        for column in roads.ROAD_COLUMNS:
            found = p.provenance(code, column)
            own = (column, found.stated_at) in sources
            row = p._cells()[found.stated_at]["confidence"]
            assert own or found.checked_by or order(found.confidence) >= order(row), (code, column)


def test_what_no_test_checks_is_not_called_certain_wholesale():
    """High confidence without a witness is for single cells with a citation, not for whole columns."""
    sources = p.load_sources()
    high = {c for (c, where), (confidence, _, by) in sources.items() if where == "*" and confidence == "high"}
    unchecked = {c for c in high if not sources[c, "*"][2]}
    assert unchecked == {"stop_shape", "confidence", "source"}
    share = Counter(p.provenance(code, c).confidence for code in CODES for c in roads.ROAD_COLUMNS)
    assert share["high"] < share["medium"] + share["low"]


def test_exact_rows_speak_for_cells_that_exist():
    for column, where in p.load_sources():
        assert where == "*" or p._cells()[where][column], (column, where)


def test_unknown_cells_are_named():
    with pytest.raises(KeyError, match="XX"):
        p.provenance("XX", "bollard")
    with pytest.raises(KeyError, match="colour"):
        p.provenance("FR", "colour")


@pytest.mark.parametrize(
    ("column", "value"), [("column", "bollards"), ("where", "Europe"), ("confidence", "sure"), ("source", "")]
)
def test_a_wrong_cell_is_named_with_its_file_row_column_and_value(tmp_path, column, value):
    with p.SOURCES_CSV.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[3][column] = value
    path = tmp_path / "road_sources.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    with pytest.raises(
        ValueError, match=rf"road_sources\.csv line 5 .*column {column}: '{re.escape(value)}'"
    ):
        p.load_sources(path)
