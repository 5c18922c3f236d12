"""A whole game on the rendered Earth by clicks and drags: rules, picture, map, reveal, and no leak."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from game.decks.starter import StarterDeck
from game.decks.world import problem
from game.geodesy import distance_km
from game.rounds import Place
from game.scoring import score
from tests.browser.player import PATIENCE_MS, Player, written
from world import facts, places
from world.compose import compose

pytestmark = pytest.mark.browser

SEED = 2026
SPOTS = [(0.52, 0.37), (0.30, 0.42), (0.80, 0.60), (0.36, 0.62), (0.75, 0.33)]


def truth(number: int) -> tuple[Place, int]:
    """Round `number` of the first game with SEED, worked out apart from the server: place and scene seed."""
    if number == 0:
        return StarterDeck().deal(SEED, 0).place, -1
    latitude, longitude, seed = places.draw("test", number + 1, seed=SEED)[number]
    return Place(latitude, longitude, facts.country_at(latitude, longitude) or ""), seed


def clues_of_round(number: int) -> list[tuple[float, float]]:
    """(heading, elevation) of every clue of that round, in degrees."""
    if number == 0:
        clues = StarterDeck().deal(SEED, 0).clues
    else:
        clues = compose(*places.draw("test", number + 1, seed=SEED)[number]).clues
    return [(clue.heading, clue.elevation or 0.0) for clue in clues if clue.heading is not None]


def secrets_of(place: Place, seed: int, guess: tuple[float, float] | None) -> list[bytes]:
    """All that must not reach the browser before the reveal."""
    found = written(place.latitude, place.longitude)
    if guess is not None:
        found += written(*guess)
    names = {facts.countries()[place.country].name} if place.country else set()
    for town, _ in facts.nearest_towns(place.latitude, place.longitude, count=2):
        names |= {town.name, town.local_name, town.admin1}
    names |= set(place.name.split(", "))
    found += [name.encode() for name in names if len(name) > 3]
    if seed > 0:
        found.append(str(seed).encode())
    return found


@pytest.fixture
def player(browser: Browser, serve: Callable, shots: Path) -> Iterator[Player]:
    with serve(PIGEONHOLE_SEED=str(SEED)) as url, Player.sit_down(browser, url, shots) as player:
        yield player


@pytest.mark.skipif(bool(problem()), reason=problem() or "skia loads")
def test_a_five_round_game_from_play_to_play_again(player: Player) -> None:
    page = player.page
    player.picture("start")
    moment = len(player.witness.heard)
    player.button("Play").click()
    totals = {"You": 0, "PIGEON": 0}
    for number in range(5):
        player.panorama.wait_for()
        expect(player.button("Guess")).to_be_disabled(timeout=PATIENCE_MS)
        if number == 0:
            # What ships is small and there at once; the same place drawn larger takes its seat.
            expect(page.locator(".panorama[data-sharp]")).to_be_visible(timeout=PATIENCE_MS)
            page.wait_for_timeout(1000)
            look_around(player)
            map_and_button_are_on_the_first_screen(player)
            move_the_map(player)
        mine = player.pin(*SPOTS[number])
        if number == 0:
            mine = a_second_pin_replaces_the_first_and_moves_nothing_else(player)
            player.picture("play")
        before_reveal = len(player.witness.heard)
        player.guess()
        place, scene_seed = truth(number)
        theirs = player.pins("reveal")["PIGEON"]
        assert player.pins("reveal")["You"] == pytest.approx(mine, abs=1e-4)
        for who, at in (("You", mine), ("PIGEON", theirs)):
            km, points = player.row(who)
            expected = distance_km(place.latitude, place.longitude, *at)
            assert km == pytest.approx(expected, abs=0.51)
            assert points == score(expected)
            totals[who] += points
        reveal_explains_itself(player, number)
        if number < 2:
            marks_stand_where_the_scene_says(player, clues_of_round(number))
        leaks = player.witness.traces(moment, before_reveal, secrets_of(place, scene_seed, theirs))
        assert leaks == []
        if number in (0, 1):
            player.picture(f"reveal-{number + 1}")
        moment = len(player.witness.heard)
        if number < 4:
            player.button("Next round").click()
    final_page_sums_up(player, totals)
    player.button("Play again").click()
    player.panorama.wait_for()
    expect(page.get_by_text("Round 1 of 5")).to_be_visible(timeout=PATIENCE_MS)
    assert player.witness.strangers == []


def look_around(player: Player) -> None:
    """Drag, wheel and keys turn the view; the compass turns it back to north."""
    page = player.page
    start, wide = player.view()
    page.mouse.move(500, 450)
    page.mouse.down()
    page.mouse.move(300, 450, steps=8)
    page.mouse.up()
    player.until(lambda: 5 < (player.view()[0] - start) % 360 < 180, "a drag to the left turns right")
    page.mouse.wheel(0, -300)
    player.until(lambda: player.view()[1] < wide - 1, "the wheel zooms in")
    page.wait_for_timeout(1500)
    turned = player.view()[0]
    page.keyboard.down("ArrowRight")
    player.until(lambda: 1 < (player.view()[0] - turned) % 360 < 180, "a key turns right")
    page.keyboard.up("ArrowRight")
    page.wait_for_timeout(1500)
    player.button("Compass: face north").click()
    player.until(lambda: abs((player.view()[0] + 180) % 360 - 180) < 1, "the compass faces north")
    page.wait_for_timeout(500)


def map_and_button_are_on_the_first_screen(player: Player) -> None:
    for thing in (player.page.locator(".st-key-dock iframe"), player.button("Guess")):
        box = thing.bounding_box()
        assert box is not None
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 900
        assert box["x"] + box["width"] <= 1440


def move_the_map(player: Player) -> None:
    """Dragging the map moves it and drops no pin."""
    frame = player.map_frame("dock")
    box = player.page.locator(".st-key-dock iframe").bounding_box()
    assert box is not None
    before = frame.evaluate("map_div.getCenter().lng")
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    player.page.mouse.move(x, y)
    player.page.mouse.down()
    player.page.mouse.move(x - 60, y, steps=6)
    player.page.mouse.up()
    player.until(lambda: frame.evaluate("map_div.getCenter().lng") > before + 5, "a drag moves the map")
    player.page.wait_for_timeout(800)
    assert frame.locator(".pin").count() == 0
    expect(player.button("Guess")).to_be_disabled()


def a_second_pin_replaces_the_first_and_moves_nothing_else(player: Player) -> tuple[float, float]:
    """A pin runs its fragment: neither the picture nor the map is made anew."""
    page, frame = player.page, player.map_frame("dock")
    view = player.view()
    player.panorama.evaluate("element => { element.untouched = true; }")
    frame.evaluate("() => { window.untouched = true; }")
    zoom = frame.evaluate("[map_div.getZoom(), map_div.getCenter().lng]")
    before = frame.locator(".pin").first.bounding_box()
    mine = player.pin(0.45, 0.55)
    player.until(lambda: frame.locator(".pin").first.bounding_box() not in (None, before), "the pin moves")
    page.wait_for_timeout(1500)
    assert player.panorama.evaluate("element => element.untouched") is True
    assert player.view() == pytest.approx(view, abs=1)
    assert frame.evaluate("window.untouched") is True
    assert frame.evaluate("[map_div.getZoom(), map_div.getCenter().lng]") == zoom
    return mine


def reveal_explains_itself(player: Player, number: int) -> None:
    reveal = player.page.locator(".st-key-reveal")
    expect(reveal.get_by_text(f"Round {number + 1} of 5")).to_be_visible()
    shares = reveal.locator(".cells .share").all_inner_texts()
    assert len(shares) == 5
    assert all(text.endswith("%") for text in shares)
    assert reveal.locator(".clues li").count() >= 1
    expect(reveal.locator(".panorama[data-loaded]")).to_be_visible(timeout=PATIENCE_MS)


def marks_stand_where_the_scene_says(player: Player, clues: list[tuple[float, float]]) -> None:
    """Row and mark choose each other; a chosen thing stands in the middle of the view, its dot upon it."""
    page = player.page
    marks, rows = page.locator(".mark"), page.locator("[data-clue]")
    handed = [(float(m.get_attribute("data-heading")), float(m.get_attribute("data-elevation")))
              for m in sorted(marks.all(), key=lambda m: int(m.get_attribute("data-mark")))]  # fmt: skip
    assert handed == clues
    level = [n for n, (_, elevation) in enumerate(clues) if abs(elevation) < 25]
    for n in (level[0], level[-1]):
        row, (heading, elevation) = rows.nth(n), clues[n]
        row.focus()
        page.keyboard.press("Enter")
        player.until(
            lambda heading=heading, elevation=elevation: (
                abs((player.angles()[0] - heading + 180) % 360 - 180) < 0.2
                and abs(player.angles()[2] - elevation) < 0.2
            ),
            "the view turns to the clue",
        )
        number = row.get_attribute("data-clue")
        dot, frame = (
            page.locator(f'.mark[data-mark="{number}"]').bounding_box(),
            player.panorama.bounding_box(),
        )
        assert dot is not None
        assert frame is not None
        assert dot["x"] + dot["width"] / 2 == pytest.approx(frame["x"] + frame["width"] / 2, abs=3)
        assert dot["y"] + dot["height"] / 2 == pytest.approx(frame["y"] + frame["height"] / 2, abs=3)
    page.wait_for_timeout(400)
    numbers = [b for b in (n.bounding_box() for n in page.locator(".mark .number:visible").all()) if b]
    apart = [abs(a["x"] - b["x"]) + abs(a["y"] - b["y"]) for i, a in enumerate(numbers) for b in numbers[:i]]
    assert all(gap > 20 for gap in apart), "numbers do not cover one another"
    shown = page.locator(".mark.chosen .number")
    rows.nth(level[0]).click()
    expect(rows.nth(level[0])).to_have_attribute("aria-pressed", "true")
    shown.click()
    expect(rows.nth(level[0])).to_have_attribute("aria-pressed", "true")
    assert page.locator('[data-clue][aria-pressed="true"]').count() == 1


def final_page_sums_up(player: Player, totals: dict[str, int]) -> None:
    player.button("See the result").click()
    final = player.page.locator(".st-key-final")
    expect(player.page.locator(".st-key-reveal")).to_have_count(0, timeout=PATIENCE_MS)
    for who, points in totals.items():
        expect(final.locator(f'.totals li[data-player="{who}"]')).to_contain_text(f"{points:,}")
    winner = "A draw" if len(set(totals.values())) == 1 else None
    winner = winner or ("You won" if totals["You"] > totals["PIGEON"] else "PIGEON won")
    expect(final.get_by_role("heading", name=winner)).to_be_visible()
    assert final.locator(".rounds tbody tr").count() == 5
    frame = player.map_frame("final")
    assert frame.locator(".pin").count() == 15
    player.picture("final")
