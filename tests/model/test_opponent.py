"""Opponents: one queue that batches, errors that reach who asked, pictures of any kind."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
import torch
from PIL import Image

import model
from model.batching import BatchQueue
from model.opponent import default_weights
from model.pigeon import Calibration, for_pin
from model.views import prepare
from tests.model.conftest import COUNTRIES, SIDE


@pytest.fixture(scope="module")
def opponent(trained):
    opponent = model.load("pigeon", "cpu", trained[1])
    yield opponent
    opponent.close()


def views_of(number: int) -> list[Image.Image]:
    colour = [60, 60, 60]
    colour[number] += 150
    return [Image.new("RGB", (SIDE, SIDE), tuple(colour))] * 4


def test_requests_that_arrive_together_are_answered_in_one_batch():
    sizes, first = [], threading.Event()

    def answer(numbers: list[int]) -> list[int]:
        first.wait(5)
        sizes.append(len(numbers))
        return [2 * number for number in numbers]

    queue = BatchQueue(answer, max_batch=8, wait_seconds=0.05)
    with ThreadPoolExecutor(8) as people:
        asked = [people.submit(queue.ask, number) for number in range(8)]
        time.sleep(0.2)
        first.set()
        assert [each.result() for each in asked] == [2 * number for number in range(8)]
    queue.close()
    assert sum(sizes) == 8
    assert max(sizes) > 1


def test_only_one_thread_ever_calls_the_model():
    threads = set()
    queue = BatchQueue(lambda batch: threads.add(threading.get_ident()) or batch, wait_seconds=0)
    with ThreadPoolExecutor(8) as people:
        assert sorted(people.map(queue.ask, range(100))) == list(range(100))
    queue.close()
    assert len(threads) == 1


def test_an_exception_reaches_the_caller_and_the_queue_lives_on():
    def answer(batch: list[int]) -> list[int]:
        if 13 in batch:
            raise ZeroDivisionError("unlucky")
        return batch

    queue = BatchQueue(answer, wait_seconds=0)
    with pytest.raises(ZeroDivisionError, match="unlucky"):
        queue.ask(13)
    assert queue.ask(7) == 7
    queue.close()
    queue.close()
    with pytest.raises(RuntimeError, match="closed"):
        queue.ask(1)


def test_eight_people_at_once_get_what_each_would_get_alone(opponent):
    alone = [opponent.guess(views_of(number % 3)) for number in range(8)]
    with ThreadPoolExecutor(8) as people:
        together = list(people.map(lambda number: opponent.guess(views_of(number % 3)), range(8)))
    for a, b in zip(alone, together, strict=True):
        assert (a.latitude, a.longitude) == (b.latitude, b.longitude)
        assert a.cells[0].cell == b.cells[0].cell


def test_a_guess_is_on_earth_with_its_cells_most_probable_first(opponent):
    guess = opponent.guess(views_of(0))
    assert -90 <= guess.latitude <= 90
    assert -180 <= guess.longitude <= 180
    odds = [cell.probability for cell in guess.cells]
    assert odds == sorted(odds, reverse=True)
    assert sum(odds) <= 1 + 1e-5
    assert guess.seconds > 0
    assert {cell.country for cell in guess.cells} <= set(COUNTRIES)


def test_a_batch_is_the_same_as_one_by_one(opponent):
    rounds = [views_of(0), views_of(1)[:1], views_of(2)]
    for one, many in zip(map(opponent.guess, rounds), opponent.guess_batch(rounds), strict=True):
        assert (one.latitude, one.longitude) == (many.latitude, many.longitude)
    assert opponent.guess_batch([]) == []


@pytest.mark.parametrize(
    "mode", ["RGB", "RGBA", "L", "LA", "P", "1", "CMYK", "I", "F", "I;16", "YCbCr", "HSV"]
)
def test_one_picture_of_any_mode_and_size_is_enough(opponent, mode):
    picture = Image.new("RGB", (97, 31), (200, 90, 10))
    if mode == "I;16":
        picture = Image.fromarray(np.arange(97 * 31, dtype=np.uint16).reshape(31, 97))
    else:
        picture = picture.convert("L").convert(mode) if mode in ("I", "F", "LA") else picture.convert(mode)
    assert opponent.guess([picture]).cells


def test_transparent_parts_lie_over_grey():
    clear = Image.new("RGBA", (40, 40), (255, 0, 0, 0))
    assert (prepare([clear], 16) == 128).all()


def test_a_wide_picture_gives_its_middle():
    wide = Image.new("RGB", (60, 20))
    wide.paste((255, 255, 255), (20, 0, 40, 20))
    assert (prepare([wide], 20) == 255).all()


def test_no_view_and_no_picture_are_refused(opponent):
    with pytest.raises(ValueError, match="at least one view"):
        opponent.guess([])
    with pytest.raises(TypeError, match="PIL"):
        opponent.guess(["photo.jpg"])


def test_another_world_version_warns(trained, monkeypatch):
    monkeypatch.setattr("model.players.WORLD_VERSION", "other")
    with pytest.warns(UserWarning, match="world version"):
        model.load("pigeon", "cpu", trained[1]).close()


def test_unknown_names_and_devices_are_refused_in_a_sentence(trained):
    with pytest.raises(ValueError, match="no opponent named 'dove'"):
        model.load("dove")
    with pytest.raises(ValueError, match="no device named 'abacus'"):
        model.load("pigeon", "abacus", trained[1])


def test_baselines_guess_without_looking(trained):
    random, constant = (model.load(name, weights=trained[1]) for name in ("random", "constant"))
    pins = {(guess.latitude, guess.longitude) for guess in random.guess_batch([[]] * 20)}
    assert len(pins) > 10
    assert len({(g.latitude, g.longitude) for g in constant.guess_batch([[]] * 5)}) == 1
    assert constant.guess([]).cells[0].country in COUNTRIES


def test_the_shipped_pigeon_plays_and_is_small_enough():
    path = default_weights("pigeon")
    if not path.is_file():
        pytest.skip("no weights ship yet; python -m model.train pigeon makes them")
    assert path.stat().st_size <= 10 * 2**20
    assert "pigeon" in model.available()
    opponent = model.load("pigeon", "cpu")
    guess = opponent.guess([Image.new("RGB", (160, 160), (90, 140, 200))] * 4)
    opponent.close()
    assert len(guess.cells) == 10
    assert all(cell.label for cell in guess.cells)


def test_the_pin_may_be_surer_than_the_odds_that_are_shown():
    shown = torch.tensor([[0.5, 0.3, 0.2]])
    same = for_pin(shown, Calibration(temperature=1.5, pin_temperature=1.5))
    torch.testing.assert_close(same, shown)
    surer = for_pin(shown, Calibration(temperature=2.0, pin_temperature=1.0))
    torch.testing.assert_close(surer, shown**2 / (shown**2).sum())
