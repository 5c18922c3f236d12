"""A session's game: cards ahead of time, the machine's guess before the person's, and what fails."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest
from PIL import Image

from game.decks import Card
from game.rounds import Place, RuleError
from model.guess import CellProbability, Guess
from ui import table as tables
from ui.pictures import Pictures
from ui.table import Table

LONDON = Guess(51.5, -0.1, tuple(CellProbability(n, f"cell {n}", "GB", 51, 0, 0.1) for n in range(9)), 0.1)


class Deck:
    """Four places on the equator; `broken` numbers fail once."""

    name, rendered = "equator", True

    def __init__(self, broken: Sequence[int] = ()) -> None:
        self.dealt: list[int] = []
        self.broken = set(broken)

    def deal(self, seed: int, number: int) -> Card:
        self.dealt.append(number)
        if number in self.broken:
            self.broken.remove(number)
            raise RuntimeError("the brush is dry.")
        view = Image.new("RGB", (4, 4))
        return Card(Place(0, 10 * number), "photo", {"photo": bytes([number])}, (view,))


class Shared:
    """The part of `Services` that a table needs."""

    def __init__(self, answer: Callable[[], Guess]) -> None:
        self.pictures = Pictures()
        self.asked: list[Any] = []
        self.levels: list[str] = []
        self._answer = answer
        self._threads = ThreadPoolExecutor(2)

    def deal(self, deck: Deck, seed: int, number: int) -> Future[Card]:
        return self._threads.submit(deck.deal, seed, number)

    def redraw(self, deck: Deck, seed: int, number: int) -> str:
        return ""

    def ask(self, opponent: str, views: Any, level: str) -> Future[Guess]:
        self.asked.append(views)
        self.levels.append(level)
        return self._threads.submit(self._answer)


def begin(deck: Deck, answer: Callable[[], Guess] = lambda: LONDON, opponent: str | None = "pigeon") -> Table:
    return tables.start(Shared(answer), deck, opponent, games_before=0)  # type: ignore[arg-type]


def test_the_next_card_is_prepared_while_this_one_is_looked_at() -> None:
    deck = Deck()
    table = begin(deck)
    table.open_next()
    table.prepared[1].result(5)
    assert deck.dealt == [0, 1]
    assert table.game.number == 1


def test_a_page_that_asks_twice_opens_one_round() -> None:
    table = begin(Deck())
    table.open_next()
    table.open_next()
    assert (table.game.number, len(table.played)) == (1, 1)


def test_no_card_is_prepared_beyond_the_last_round() -> None:
    deck = Deck()
    table = begin(deck)
    for _ in range(5):
        table.open_next()
        table.guess(0, 0)
    assert sorted(deck.dealt) == [0, 1, 2, 3, 4]
    assert table.game.finished


def test_the_opponent_gets_the_pictures_and_nothing_else() -> None:
    table = begin(Deck())
    table.open_next()
    (views,) = table.services.asked
    assert views is table.current.card.views


def test_the_level_reaches_the_opponent_and_its_name() -> None:
    table = tables.start(Shared(lambda: LONDON), Deck(), "pigeon", 0, "amateur")  # type: ignore[arg-type]
    table.open_next()
    assert table.services.levels == ["amateur"]
    assert [result.player for result in table.guess(0, 0)] == ["You", "PIGEON · Amateur"]


def test_who_does_not_look_has_no_level() -> None:
    table = tables.start(Shared(lambda: LONDON), Deck(), "random", 0, "amateur")  # type: ignore[arg-type]
    assert (table.level, table.opponent_label) == ("champion", "Random pin")


def test_the_machine_is_asked_before_the_person_pins_and_the_reveal_waits_for_it() -> None:
    gate = threading.Event()

    def slow() -> Guess:
        assert gate.wait(10)
        return LONDON

    table = begin(Deck(), slow)
    table.open_next()
    assert table.services.asked
    threading.Timer(0.2, gate.set).start()
    results = table.guess(0, 0)
    assert gate.is_set()
    assert [r.player for r in results] == ["You", "PIGEON"]
    assert list(table.game.current.pins) == ["PIGEON", "You"]


def test_the_reveal_shows_five_cells() -> None:
    table = begin(Deck())
    table.open_next()
    table.guess(0, 0)
    assert [cell.cell for cell in table.cells()] == [0, 1, 2, 3, 4]


def test_an_opponent_that_fails_costs_the_person_nothing() -> None:
    def fail() -> Guess:
        raise ValueError("The weights are damaged.")

    table = begin(Deck(), fail)
    table.open_next()
    you, pigeon = table.guess(0, 0)
    assert you.score == 5000
    assert pigeon.pin is None
    assert table.game.current.passed == {"PIGEON": "The weights are damaged."}
    table.open_next()
    assert table.game.number == 2


def test_a_guess_off_the_map_changes_nothing() -> None:
    table = begin(Deck())
    table.open_next()
    with pytest.raises(ValueError, match="Latitude"):
        table.guess(99, 0)
    assert not table.game.current.pins
    table.guess(9, 0)
    with pytest.raises(RuleError, match="revealed"):
        table.guess(9, 0)


def test_a_card_that_fails_can_be_dealt_again_and_points_are_kept() -> None:
    table = begin(Deck(broken=[1]))
    table.open_next()
    table.guess(0, 0)
    with pytest.raises(RuntimeError, match="brush is dry"):
        table.open_next()
    assert (table.game.number, table.game.total("You")) == (1, 5000)
    table.retry()
    table.open_next()
    assert table.game.number == 2


def test_another_deck_can_step_in() -> None:
    table = begin(Deck(broken=[0]))
    with pytest.raises(RuntimeError):
        table.open_next()
    table.open_with(Deck())
    assert table.game.number == 1


def test_a_second_click_on_another_deck_opens_nothing_and_the_next_card_is_prepared() -> None:
    table = begin(Deck(broken=[0]))
    with pytest.raises(RuntimeError):
        table.open_next()
    table.open_with(Deck())
    table.open_with(Deck())
    assert (table.game.number, len(table.played)) == (1, 1)
    assert 1 in table.prepared


def test_what_an_opponent_thought_is_shown_only_of_one_that_looks() -> None:
    table = begin(Deck(), opponent="constant")
    table.open_next()
    table.guess(0, 0)
    assert not table.opponent_looks
    assert table.cells() == ()


def test_pictures_of_past_rounds_are_given_back() -> None:
    table = begin(Deck())
    table.open_next()
    first = table.current.token
    table.guess(0, 0)
    assert table.services.pictures.get(first, "photo")
    table.open_next()
    assert table.services.pictures.get(first, "photo") is None
    second = table.current.token
    table.close()
    assert table.services.pictures.get(second, "photo") is None


def test_one_can_play_alone() -> None:
    table = begin(Deck(), opponent=None)
    table.open_next()
    (you,) = table.guess(0, 0)
    assert (you.player, you.score) == ("You", 5000)
    assert table.cells() == ()


def test_a_seed_makes_the_games_of_a_session_repeatable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIGEONHOLE_SEED", "7")
    shared = Shared(lambda: LONDON)
    assert [tables.start(shared, Deck(), None, games).seed for games in (0, 0, 1)] == [7, 7, 8]  # type: ignore[arg-type]
    monkeypatch.setenv("PIGEONHOLE_SEED", "class 7b")
    words = {tables.start(shared, Deck(), None, games).seed for games in (0, 0, 1)}  # type: ignore[arg-type]
    assert len(words) == 2
    monkeypatch.setenv("PIGEONHOLE_SEED", "")
    assert tables.start(shared, Deck(), None, 0).seed != tables.start(shared, Deck(), None, 0).seed  # type: ignore[arg-type]


def test_a_short_deck_makes_a_short_game() -> None:
    class Short(Deck):
        def __len__(self) -> int:
            return 3

    assert begin(Short()).game.rounds == 3
