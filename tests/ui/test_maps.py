"""The maps need no network, inline nothing large, and put pins where they belong."""

from __future__ import annotations

import json
import re
from typing import Any

import folium
import pytest
import shapely
from shapely.geometry import shape

from game.rounds import Pin, Place, Result
from ui import maps
from ui.routes import MAP_FILES


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What st_folium would send to the browser, a dictionary a map."""
    import streamlit_folium

    calls: list[dict[str, Any]] = []

    def component(**arguments: Any) -> dict[str, Any]:
        calls.append({name: value for name, value in arguments.items() if name != "on_change"})
        return arguments["default"]

    monkeypatch.setattr(streamlit_folium, "_component_func", component)
    return calls


def test_maps_load_only_from_our_own_server(sent: list) -> None:
    maps.guess_map("round-1", 300)
    maps.result_map("r", 300, [(Place(10, 20), [maps.Mark("You", Pin(1, 2), maps.YOU)])])
    for arguments in sent:
        links = arguments["js_links"] + arguments["css_links"]
        assert links
        assert all(link.startswith("/") and not link.startswith("//") for link in links)
        assert not re.search(r"https?://(?!www\.w3\.org)", json.dumps(arguments))


def test_the_base_map_is_fetched_not_sent(sent: list) -> None:
    maps.guess_map("round-1", 300)
    assert len(json.dumps(sent[0])) < 8_000
    assert MAP_FILES["basemap.geojson"].stat().st_size > 100_000


def test_a_map_before_the_reveal_tells_nothing_but_clicks(sent: list) -> None:
    maps.guess_map("round-1", 300)
    maps.guess_map("round-1", 300)
    first, second = ({k: v for k, v in a.items() if k != "id"} for a in sent)
    strip = {"script", "header", "feature_group"}
    assert {k: v for k, v in first.items() if k not in strip} == {
        k: v for k, v in second.items() if k not in strip
    }
    assert first["returned_objects"] == ["last_clicked"]
    assert first["wrap_longitude"] is True


def test_other_maps_of_the_process_keep_folium_defaults(sent: list) -> None:
    maps.guess_map("round-1", 300)
    assert any("://" in url for _, url in folium.Map().default_js)


def test_a_line_over_the_date_line_ends_at_its_pin(sent: list) -> None:
    place = Place(-18, 178)
    maps.result_map("r", 300, [(place, [maps.Mark("You", Pin(-17, -178), maps.YOU)])])
    script = sent[0]["script"]
    markers = [
        tuple(map(float, pair)) for pair in re.findall(r"L\.marker\(\s*\[(-?[\d.]+), (-?[\d.]+)\]", script)
    ]
    assert (-18.0, 178.0) in markers
    assert any(at == pytest.approx((-17, 182), abs=1e-6) for at in markers)


def test_marks_are_the_pins_in_the_players_colours() -> None:
    results = [Result("You", Pin(1, 2), 3.0, 4), Result("PIGEON", None, None, 0)]
    assert maps.marks(results) == [maps.Mark("You", Pin(1, 2), maps.YOU)]


def test_the_map_has_the_large_lakes_and_no_sea() -> None:
    [feature] = json.loads(MAP_FILES["lakes.geojson"].read_text())["features"]
    lakes = shapely.make_valid(shape(feature["geometry"]))
    for longitude, latitude in ((-88.0, 47.7), (33.0, -1.0), (31.5, 60.9), (13.3, 58.9)):
        assert lakes.contains(shapely.Point(longitude, latitude)), "Superior, Victoria, Ladoga, Vänern"
    for longitude, latitude in ((35.0, 43.0), (-30.0, 30.0), (15.0, 25.0), (18.0, 40.0)):
        assert not lakes.contains(shapely.Point(longitude, latitude)), "seas and deserts"
