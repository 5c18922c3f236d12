"""Wandering by clicks: another place, another month, and back to the game."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, expect

from game.decks.world import problem
from game.geodesy import distance_km
from tests.browser.player import PATIENCE_MS, Player

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(bool(problem()), reason=problem() or "skia loads"),
]


def whereabouts(player: Player) -> tuple[float, float]:
    """The coordinates that the page shows."""
    shown = player.page.locator(".st-key-head .scores")
    expect(shown).to_have_text(re.compile(r"° [NS], .*° [EW]"), timeout=PATIENCE_MS)
    north, east = re.findall(r"([\d.]+)° ([NSEW])", shown.inner_text())
    return signed(*north), signed(*east)


def signed(degrees: str, direction: str) -> float:
    return float(degrees) if direction in "NE" else -float(degrees)


def settled(player: Player, before: str | None = None) -> str:
    """The token of the panorama once it is another one than before and no street is being drawn."""
    player.until(
        lambda: player.panorama.count() > 0 and player.panorama.get_attribute("data-loaded") != before,
        "another street opens",
    )
    whereabouts(player)
    return player.panorama.get_attribute("data-loaded") or ""


def test_a_walk_to_another_place_and_month_and_back(browser: Browser, serve: Callable, shots) -> None:
    with serve() as url, Player.sit_down(browser, url, shots) as player:
        page = player.page
        player.button("Wander the Earth").click()
        first = settled(player)

        frame = player.map_frame("dock")
        box = page.locator(".st-key-dock iframe").bounding_box()
        assert box is not None
        frame.evaluate(
            "() => { map_div.once('click', (event) => { window.hit = map_div.wrapLatLng(event.latlng); }); }"
        )
        page.mouse.click(box["x"] + box["width"] * 0.53, box["y"] + box["height"] * 0.36)
        frame.wait_for_function("window.hit")
        asked = frame.evaluate("[window.hit.lat, window.hit.lng]")
        second = settled(player, first)
        assert distance_km(*whereabouts(player), *asked) < 150  # at sea it is the nearest land
        summer_or_not = page.locator(".st-key-head .round").inner_text()

        page.get_by_role("combobox").first.click()
        page.get_by_role("option", name="January").click()
        third = settled(player, second)
        assert page.locator(".st-key-head .round").inner_text() == summer_or_not
        expect(page.locator(".st-key-head .moment")).to_have_text(re.compile(r"January, \d+:\d\d by the sun"))
        assert page.locator(".mark .number:visible").count() == 0, "no mark before its clue can be read"
        page.get_by_text("Clues in the picture").click()
        expect(page.locator(".st-key-wander-clues .clues li").first).to_be_visible()
        page.locator("[data-clue]").first.click()
        expect(page.locator(".mark.chosen .number")).to_be_visible(timeout=PATIENCE_MS)
        player.picture("wander")

        player.button("Somewhere else").click()
        settled(player, third)
        assert distance_km(*whereabouts(player), *asked) > 1
        player.button("Back to the start").click()
        expect(player.button("Play")).to_be_visible(timeout=PATIENCE_MS)
        assert player.witness.strangers == []
