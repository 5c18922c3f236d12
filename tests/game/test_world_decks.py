"""Rendered cards: the ones that ship, the ones drawn in another process, and one after the other."""

from __future__ import annotations

import io
import json
import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image

from game.decks.opening import OpeningDeck
from game.decks.starter import FOLDER, StarterDeck
from game.decks.world import FACE_PX, Renderer, RenderError, WorldDeck, problem
from world import facts, places

needs_skia = pytest.mark.skipif(
    bool(problem()) and not os.environ.get("CI"), reason=problem() or "skia loads"
)


def test_at_least_twelve_panoramas_ship_and_none_comes_twice_in_a_game() -> None:
    deck = StarterDeck()
    assert len(deck) >= 12
    dealt = [deck.deal(3, n).place for n in range(5)]
    assert len(set(dealt)) == 5
    assert dealt == [deck.deal(3, n).place for n in range(5)]
    assert {deck.deal(seed, 0).place for seed in range(40)} > set(dealt[:1])


def test_a_starter_card_has_six_clean_faces_four_views_and_clues() -> None:
    deck = StarterDeck()
    for number in range(len(deck)):
        card = deck.deal(0, number)
        assert card.kind == "panorama"
        assert set(card.images) == set("frblud")
        for face in card.images.values():
            with Image.open(io.BytesIO(face)) as picture:
                assert picture.size == (512, 512)
                assert not picture.getexif()
        assert [view.size for view in card.views] == [(160, 160)] * 4
        assert card.clues
        assert card.place.name.endswith(facts.countries()[card.place.country].name)
        assert places.split_of(card.place.latitude, card.place.longitude) == "test"


def test_starter_scenes_and_pictures_agree_with_their_files() -> None:
    scene = json.loads(next(iter(sorted(FOLDER.glob("*/scene.json")))).read_text(encoding="utf-8"))
    dealt = [StarterDeck().deal(0, n) for n in range(len(StarterDeck()))]
    match = [
        c for c in dealt if (c.place.latitude, c.place.longitude) == (scene["latitude"], scene["longitude"])
    ]
    assert len(match) == 1
    assert match[0].heading == scene["road_bearing"]


def test_no_starters_says_how_to_draw_them(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="make starters"):
        StarterDeck(tmp_path)


def test_a_starter_with_metadata_is_refused(tmp_path: Path) -> None:
    source = next(iter(sorted(FOLDER.glob("*/scene.json")))).parent
    target = tmp_path / "01"
    target.mkdir()
    for path in source.iterdir():
        (target / path.name).write_bytes(path.read_bytes())
    exif = Image.Exif()
    exif[0x010E] = "Otaru"
    with Image.open(target / "f.jpg") as face:
        face.save(target / "f.jpg", exif=exif)
    with pytest.raises(ValueError, match="metadata"):
        StarterDeck(tmp_path).deal(0, 0)


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    renderer = Renderer()
    yield renderer
    renderer.close()


@needs_skia
def test_a_drawn_card_is_the_place_that_the_seed_draws(renderer: Renderer) -> None:
    deck = WorldDeck(renderer)
    card = deck.deal(8, 1)
    latitude, longitude, _ = places.draw("test", 2, seed=8)[1]
    assert (card.place.latitude, card.place.longitude) == (latitude, longitude)
    assert places.split_of(latitude, longitude) == "test"
    assert set(card.images) == set("frblud")
    with Image.open(io.BytesIO(card.images["f"])) as face:
        assert face.size == (FACE_PX, FACE_PX)
        assert not face.getexif()
    assert [view.size for view in card.views] == [(160, 160)] * 4
    assert card.clues


@needs_skia
def test_a_month_and_an_hour_are_drawn_and_a_place_at_sea_says_where_it_is(renderer: Renderer) -> None:
    deck = WorldDeck(renderer)
    winter, summer = (deck.draw(60.2, 24.9, 3, month, 12.0) for month in (1, 7))
    assert winter.place == summer.place
    assert winter.note == ""
    assert winter.images["f"] != summer.images["f"]
    at_sea = deck.draw(45.0, -20.0, 3)
    assert "45, -20" in at_sea.note
    with pytest.raises(RenderError, match="month"):
        deck.draw(60.2, 24.9, 3, 13)


@needs_skia
def test_a_failed_draw_says_why_and_the_next_one_works(renderer: Renderer) -> None:
    with pytest.raises(RenderError, match="could not be drawn: Latitude"):
        renderer.draw(1234.0, 0.0, 1)
    assert renderer.draw(48.2, 16.4, 1).scene["country"] == "AT"


@needs_skia
def test_a_worker_that_dies_is_replaced(renderer: Renderer) -> None:
    renderer._started().submit(os._exit, 1)  # it ends before the draw that waits behind it
    assert renderer.draw(48.2, 16.4, 1).scene["country"] == "AT"


@needs_skia
def test_a_worker_that_hangs_is_given_up() -> None:
    renderer = Renderer(patience=0.01)
    with pytest.raises(RenderError, match="not drawn within"):
        renderer.draw(48.2, 16.4, 1)
    renderer.close()


def test_a_closed_renderer_draws_nothing_and_starts_no_process() -> None:
    renderer = Renderer()
    renderer.close()
    with pytest.raises(RenderError, match="shutting down"):
        renderer.draw(48.2, 16.4, 1)
    assert renderer._pool is None


@needs_skia
def test_closing_ends_a_draw_that_waits() -> None:
    renderer = Renderer()
    with ThreadPoolExecutor(1) as threads:
        drawing = threads.submit(renderer.draw, 48.2, 16.4, 1)
        while not renderer._waiting:
            time.sleep(0.01)
        renderer.close()
        with pytest.raises(RenderError, match="shutting down"):
            drawing.result(30)
    assert renderer._pool is None


@needs_skia
def test_a_pool_shut_down_by_another_thread_is_replaced(renderer: Renderer) -> None:
    renderer._started().shutdown()
    assert renderer.draw(48.2, 16.4, 1).scene["country"] == "AT"


@needs_skia
def test_an_opening_card_is_at_hand_and_drawn_larger_behind_it(renderer: Renderer) -> None:
    deck = OpeningDeck(StarterDeck(), WorldDeck(renderer))
    small, large = deck.deal(4, 0), deck.redraw(4, 0)
    assert large is not None
    assert large.place == small.place
    assert large.heading == small.heading
    with Image.open(io.BytesIO(large.images["f"])) as face:
        assert face.size == (FACE_PX, FACE_PX)
    assert deck.redraw(4, 1) is None
    assert deck.deal(4, 1).place == WorldDeck(renderer).deal(4, 1).place
    assert (deck.name, deck.rendered) == ("world", True)
