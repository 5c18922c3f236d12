"""Real photographs at the table, and a machine without the renderer."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import ExifTags, Image
from playwright.sync_api import Browser, expect

from game.decks.photos import PhotoDeck
from game.geodesy import distance_km
from game.scoring import score
from tests.browser.conftest import ROOT
from tests.browser.player import PATIENCE_MS, Player, written

pytestmark = pytest.mark.browser

PHOTOS = ROOT.parent / "shared" / "photos"
SEED = 5


@pytest.mark.skipif(not PHOTOS.is_dir(), reason=f"the folder of real photographs is not at {PHOTOS}")
def test_a_round_on_real_photographs(browser: Browser, serve: Callable, shots: Path) -> None:
    with (
        serve(PIGEONHOLE_DECK="../shared/photos", PIGEONHOLE_SEED=str(SEED)) as url,
        Player.sit_down(browser, url, shots) as player,
    ):
        expect(player.page.get_by_text("trained on the rendered world")).to_be_visible()
        moment = len(player.witness.heard)
        player.button("Play").click()
        photo = player.page.locator(".photo[data-loaded]")
        photo.wait_for()
        expect(player.page.get_by_text("trained on the rendered world")).to_be_visible()
        zoom_and_drag(player)
        mine = player.pin(0.6, 0.4)
        player.picture("photo")
        before_reveal = len(player.witness.heard)
        player.guess()
        place = PhotoDeck(PHOTOS).deal(SEED, 0).place
        theirs = player.pins("reveal")["PIGEON"]
        for who, at in (("You", mine), ("PIGEON", theirs)):
            km, points = player.row(who)
            expected = distance_km(place.latitude, place.longitude, *at)
            assert km == pytest.approx(expected, abs=0.51)
            assert points == score(expected)
        secrets = written(place.latitude, place.longitude) + written(*theirs)
        with (PHOTOS / "manifest.csv").open(encoding="utf-8") as lines:
            secrets += [row["file"].encode() for row in csv.DictReader(lines)]
        assert player.witness.traces(moment, before_reveal, secrets) == []
        player.picture("photo-reveal")
        assert player.witness.strangers == []


def zoom_and_drag(player: Player) -> None:
    page, photo = player.page, player.page.locator(".photo")
    page.mouse.move(500, 450)
    page.mouse.wheel(0, -600)
    player.until(lambda: float(photo.get_attribute("data-scale") or 0) > 2, "the wheel zooms in")
    where = photo.locator("img").get_attribute("style")
    page.mouse.down()
    page.mouse.move(400, 400, steps=5)
    page.mouse.up()
    player.until(lambda: photo.locator("img").get_attribute("style") != where, "a drag moves the picture")
    page.keyboard.press("-")
    page.keyboard.press("ArrowLeft")
    assert float(photo.get_attribute("data-scale") or 0) > 1


def test_a_folder_chosen_in_the_sidebar(
    browser: Browser, serve: Callable, shots: Path, tmp_path: Path
) -> None:
    for number in range(2):
        exif = Image.Exif()
        exif[ExifTags.IFD.GPSInfo] = {1: "N", 2: (40.0 + number, 24.0, 59.37), 3: "W", 4: (3.0, 42.0, 13.19)}
        file = tmp_path / f"harbour-{number}.jpg"
        Image.new("RGB", (400, 300), (90, 140, 60 * number)).save(file, exif=exif)
    Image.new("RGB", (40, 30)).save(tmp_path / "nowhere.jpg")
    with (
        serve(PIGEONHOLE_SEED=str(SEED)) as url,
        Player.sit_down(browser, url, shots) as player,
    ):
        page = player.page
        page.get_by_test_id("stExpandSidebarButton").click()
        folder = page.get_by_label("Folder with photographs")
        folder.fill(str(tmp_path / "missing"))
        folder.press("Enter")
        expect(page.get_by_text("There is no folder")).to_be_visible(timeout=PATIENCE_MS)
        expect(player.button("Play")).to_be_disabled()
        folder.fill(str(tmp_path))
        folder.press("Enter")
        expect(page.get_by_text("2 photographs to play on")).to_be_visible(timeout=PATIENCE_MS)
        page.get_by_text("1 left out").click()
        expect(page.get_by_text("nowhere.jpg")).to_be_visible()
        expect(page.get_by_text("It has no GPS position.")).to_be_visible()
        page.screenshot(path=shots / "sidebar-desk.png", timeout=PATIENCE_MS)
        page.get_by_test_id("stSidebarCollapseButton").locator("button").click(force=True)
        moment = len(player.witness.heard)
        player.button("Play").click()
        page.locator(".photo[data-loaded]").wait_for()
        expect(page.get_by_text("Round 1 of 2")).to_be_visible()
        mine = player.pin(0.6, 0.4)
        before_reveal = len(player.witness.heard)
        player.guess()
        place = PhotoDeck(tmp_path).deal(SEED, 0).place
        expected = distance_km(place.latitude, place.longitude, *mine)
        km, points = player.row("You")
        assert km == pytest.approx(expected, abs=0.51)
        assert points == score(expected)
        secrets = [*written(place.latitude, place.longitude), b"harbour-", b"Exif\0"]
        assert player.witness.traces(moment, before_reveal, secrets) == []
        assert player.witness.strangers == []


def test_without_the_renderer_the_panoramas_that_ship_are_played(
    browser: Browser, serve: Callable, shots: Path, tmp_path: Path
) -> None:
    """A skia that cannot load its libraries, as on a Linux without libEGL; and on a phone."""
    broken = 'raise ImportError("libEGL.so.1: cannot open shared object file: No such file or directory")\n'
    (tmp_path / "skia.py").write_text(broken, encoding="utf-8")
    with (
        serve(PYTHONPATH=str(tmp_path), PIGEONHOLE_SEED="3") as url,
        Player.sit_down(browser, url, shots, touch=True) as player,
    ):
        expect(player.page.get_by_text("libegl1")).to_be_visible(timeout=PATIENCE_MS)
        player.button("Play").click()
        for number in range(2):
            player.panorama.wait_for()
            expect(player.page.get_by_text(f"Round {number + 1} of 5")).to_be_visible(timeout=PATIENCE_MS)
            player.pin(0.5, 0.4)
            player.guess()
            player.row("You")
            player.button("Next round").click()
        assert player.witness.strangers == []


def test_a_place_that_cannot_be_drawn_leaves_a_way_onward(
    browser: Browser, serve: Callable, shots: Path, tmp_path: Path
) -> None:
    """Drawing fails in its own process only: the game says so, keeps its points and goes on."""
    broken = "import sys\nif 'spawn_main' in ' '.join(sys.orig_argv):\n    sys.modules['skia'] = None\n"
    (tmp_path / "sitecustomize.py").write_text(broken, encoding="utf-8")
    with (
        serve(PYTHONPATH=str(tmp_path), PIGEONHOLE_SEED="4") as url,
        Player.sit_down(browser, url, shots) as player,
    ):
        page = player.page
        player.button("Play").click()
        player.panorama.wait_for()
        player.pin(0.5, 0.4)
        player.guess()
        _, points = player.row("You")
        player.button("Next round").click()
        for _ in range(2):
            expect(page.get_by_text("could not be drawn")).to_be_visible(timeout=PATIENCE_MS)
            expect(page.get_by_text("points are kept")).to_be_visible()
            player.button("Try again").click()
            page.wait_for_timeout(1500)
        page.screenshot(path=shots / "failure-desk.png", timeout=PATIENCE_MS)
        player.button("Take a ready-made place").click()
        expect(page.get_by_text("Round 2 of 5")).to_be_visible(timeout=PATIENCE_MS)
        expect(page.locator(".st-key-head .scores")).to_contain_text(f"You {points:,}")
        player.panorama.wait_for()
        player.pin(0.5, 0.4)
        player.guess()
