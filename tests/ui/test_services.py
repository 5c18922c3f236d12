"""Threads that work ahead: nobody's guess waits behind a draw, or for itself."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from PIL import Image

from game.decks.opening import OpeningDeck
from game.decks.starter import StarterDeck
from game.decks.world import WorldDeck
from ui import services
from ui.services import Services


@pytest.fixture
def shared() -> Iterator[Services]:
    running = Services()
    yield running
    running.close()


def test_guesses_and_cards_at_hand_do_not_wait_behind_draws(
    shared: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = threading.Event()
    monkeypatch.setattr(shared.renderer, "draw", lambda *_: drawn.wait(30))
    monkeypatch.setattr(services.model, "load", lambda _: SimpleNamespace(guess=len, close=lambda: None))
    deck = OpeningDeck(StarterDeck(), WorldDeck(shared.renderer))
    draws = [shared.deal(deck, 3, 1 + number % 4) for number in range(2 * services.THREADS)]
    try:
        assert shared.deal(deck, 3, 0).result(10).images
        assert shared.ask("pigeon", [Image.new("RGB", (4, 4))]).result(10) == 1
        assert not any(draw.done() for draw in draws)
    finally:
        drawn.set()


def test_a_class_that_asks_before_the_opponent_is_loaded_gets_its_guesses(
    shared: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready = threading.Event()

    def load(_: str) -> SimpleNamespace:
        assert ready.wait(30)
        return SimpleNamespace(guess=len, close=lambda: None)

    monkeypatch.setattr(services.model, "load", load)
    asked = [shared.ask("pigeon", []) for _ in range(3 * services.THREADS)]
    ready.set()
    assert [guess.result(10) for guess in asked] == [0] * len(asked)
