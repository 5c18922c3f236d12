"""The maps: folium through streamlit-folium, drawn without any network.

Leaflet and the base map come from our own server by URL; nothing of them travels through the
session. A map of one session is never shared with another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import folium
import streamlit as st
from branca.element import MacroElement
from jinja2 import Template
from streamlit_folium import st_folium

from game.geodesy import great_circle
from game.rounds import Pin, Place, Result

WORLD = ((-57.0, -172.0), (76.0, 188.0))
"""What a new guess map shows: all that street imagery covers, and New Zealand in one piece."""

YOU, OPPONENT, TRUTH = "#c8452d", "#1f6a78", "#1d2b36"
HIGHEST = 80.0
"""Degrees of latitude beyond which a Mercator map has more paper than Earth."""

COPIES = (-360.0, 0.0, 360.0)
"""The world repeats east and west; a pin stands on every copy in view."""


class Atlas(MacroElement):
    """Draws the base map in the browser (ui/atlas.js) and fits the view to `bounds`."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "pigeonholeAtlas({{ this._parent.get_name() }}, {{ this.options | tojson }});"
        "{% endmacro %}"
    )

    def __init__(
        self, bounds: Sequence[Sequence[float]], guessing: bool, padding: int, max_zoom: float
    ) -> None:
        super().__init__()
        self._name = "Atlas"
        self.options = {
            "bounds": [list(corner) for corner in bounds],
            "guessing": guessing,
            "padding": padding,
            "maxZoom": max_zoom,
        }


@dataclass(frozen=True, slots=True)
class Mark:
    """A player's pin on a result map."""

    player: str
    pin: Pin
    colour: str


def marks(results: Sequence[Result]) -> list[Mark]:
    """The pins of a round in the players' colours; who made no guess has none."""
    return [
        Mark(result.player, result.pin, (YOU, OPPONENT)[min(n, 1)])
        for n, result in enumerate(results)
        if result.pin is not None
    ]


def guess_map(key: str, height: int, begin: Pin | None = None) -> Pin | None:
    """The map one pins a guess on; gives the pin clicked last, `begin` before the first click.

    `key` must change with the round: a new one starts without a click.
    """
    # streamlit-folium keeps the click under our key before the fragment runs, so one run shows the pin.
    pin = _clicked(st.session_state.get(key)) or begin
    layer = folium.FeatureGroup()
    if pin is not None:
        for copy in COPIES:
            _flag(pin.latitude, pin.longitude + copy, YOU).add_to(layer)
    answer = st_folium(
        _base(WORLD, guessing=True),
        key=key,
        height=height,
        width=None,
        returned_objects=["last_clicked"],
        feature_group_to_add=layer,
        wrap_longitude=True,
    )
    return _clicked(answer) or begin


def _clicked(answer: Any) -> Pin | None:
    clicked = (answer or {}).get("last_clicked")
    return Pin(clicked["lat"], clicked["lng"]) if clicked else None


def result_map(
    key: str,
    height: int,
    outcomes: Sequence[tuple[Place, Sequence[Mark]]],
    cells: Sequence[tuple[float, float, float, str]] = (),
) -> None:
    """The true places, everyone's pins and the lines between, all in view.

    `cells` are (latitude, longitude, probability, label) of what a model considered.
    """
    corners: list[tuple[float, float]] = []
    flags: list[tuple[tuple[float, float], Mark]] = []
    many = len(outcomes) > 1
    layers: list[Any] = []
    for latitude, longitude, probability, label in cells:
        layers.append(_halo(latitude, longitude, probability, label))
    for place, marks in outcomes:
        corners.append((place.latitude, place.longitude))
        for mark in marks:
            path = _way(place, mark.pin)
            corners.extend(path)
            layers.append(_line(path, mark.colour))
            flags.append((path[-1], mark))
    (_, west), (_, east) = frame = _frame(corners)
    for at, mark in flags:
        side = "right" if at[1] <= (west + east) / 2 else "left"  # towards the middle of the map
        layers.append(_flag(*at, mark.colour, "" if many else mark.player, side))
    for number, (place, _) in enumerate(outcomes, start=1):
        layers.append(_target(place, str(number) if many else ""))
    m = _base(frame, guessing=False, padding=46, max_zoom=7)
    for layer in layers:
        layer.add_to(m)
    st_folium(m, key=key, height=height, width=None, returned_objects=[])


def _base(
    bounds: Sequence[Sequence[float]], guessing: bool, padding: int = 0, max_zoom: float = 3
) -> folium.Map:
    m = folium.Map(
        location=(20, 0),
        zoom_start=1,
        tiles=None,
        min_zoom=0,
        max_zoom=12,
        zoom_snap=0.25,
        zoom_delta=1,
        wheel_px_per_zoom_level=90,
        world_copy_jump=True,
        attribution_control=False,
        max_bounds=False,
    )
    # On the instance, never the class: every map of the process would lose or gain them.
    m.default_js = [("leaflet", "/library/leaflet.js"), ("atlas", "/map/atlas.js")]
    m.default_css = [("leaflet", "/library/leaflet.css"), ("atlas", "/map/atlas.css")]
    Atlas(bounds, guessing, padding, max_zoom).add_to(m)
    return m


def _frame(corners: Sequence[tuple[float, float]]) -> tuple[tuple[float, float], tuple[float, float]]:
    latitudes, longitudes = zip(*corners, strict=True)
    return (min(latitudes), min(longitudes)), (max(latitudes), max(longitudes))


def _flag(
    latitude: float, longitude: float, colour: str, player: str = "", side: str = "right"
) -> folium.Marker:
    svg = (
        '<svg width="26" height="36" viewBox="0 0 26 36">'
        f'<path d="M13 35C13 35 24 20.5 24 12.5A11 11 0 1 0 2 12.5C2 20.5 13 35 13 35Z" fill="{colour}" '
        'stroke="#fff" stroke-width="2"/><circle cx="13" cy="12.5" r="4" fill="#fff"/></svg>'
    )
    icon = folium.DivIcon(html=svg, icon_size=(26, 36), icon_anchor=(13, 35), class_name="pin")
    marker = folium.Marker((latitude, longitude), icon=icon, interactive=False)
    if player:
        offset = (12, -22) if side == "right" else (-12, -22)
        label = folium.Tooltip(player, permanent=True, direction=side, offset=offset, class_name="who")
        label.add_to(marker)
    return marker


def _target(place: Place, label: str) -> folium.Marker:
    inside = (
        f'<text y="4.5" text-anchor="middle" fill="{TRUTH}">{label}</text>'
        if label
        else f'<circle r="5" fill="{TRUTH}"/>'
    )
    svg = (
        '<svg width="30" height="30" viewBox="-15 -15 30 30">'
        f'<circle r="12" fill="#f6f1e5" stroke="{TRUTH}" stroke-width="3"/>{inside}</svg>'
    )
    icon = folium.DivIcon(html=svg, icon_size=(30, 30), icon_anchor=(15, 15), class_name="pin")
    at = (place.latitude, place.longitude)
    return folium.Marker(at, icon=icon, interactive=False, z_index_offset=1000)


def _way(place: Place, pin: Pin) -> list[tuple[float, float]]:
    """The shortest way to a pin; a straight line where that leads over a pole, off the map."""
    way = great_circle(place.latitude, place.longitude, pin.latitude, pin.longitude)
    if max(abs(latitude) for latitude, _ in way) < HIGHEST:
        return way
    nearest = place.longitude + (pin.longitude - place.longitude + 180) % 360 - 180
    return [(place.latitude, place.longitude), (pin.latitude, nearest)]


def _line(path: Sequence[tuple[float, float]], colour: str) -> folium.PolyLine:
    return folium.PolyLine(path, color=colour, weight=2.5, opacity=0.9, dash_array="2 7", interactive=False)


def _halo(latitude: float, longitude: float, probability: float, label: str) -> folium.CircleMarker:
    return folium.CircleMarker(
        (latitude, longitude),
        radius=6 + 26 * probability**0.5,
        color=OPPONENT,
        weight=1,
        opacity=0.55,
        fill=True,
        fill_color=OPPONENT,
        fill_opacity=0.16,
        interactive=False,
    )
