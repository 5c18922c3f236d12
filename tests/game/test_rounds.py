"""A classic game: what the rules allow, and when."""

from __future__ import annotations

import math

import pytest

from game.geodesy import distance_km
from game.rounds import Game, Pin, Place, RuleError
from game.scoring import score

PARIS = Place(48.8566, 2.3522, "FR", "Paris")
SUVA = Place(-18.1248, 178.4501, "FJ", "Suva")


def new_game(rounds: int = 5) -> Game:
    return Game(players=("You", "PIGEON"), first_to_lock=("PIGEON",), rounds=rounds)


def play(game: Game, place: Place, theirs: tuple[float, float], mine: tuple[float, float]) -> None:
    game.open(place)
    game.lock("PIGEON", *theirs)
    game.lock("You", *mine)
    game.reveal()


def test_a_classic_game_is_five_rounds_and_25_000_points() -> None:
    game = Game(players=("You",))
    assert (game.rounds, game.maximum) == (5, 25_000)
    for _ in range(5):
        game.open(PARIS)
        game.lock("You", 48.8566, 2.3522)
        game.reveal()
    assert game.finished
    assert game.total("You") == 25_000


def test_results_are_distance_and_score_of_each_pin() -> None:
    game = new_game()
    play(game, SUVA, (-17, -179), (10, 20))
    you, pigeon = game.current.results
    assert (you.player, pigeon.player) == ("You", "PIGEON")
    assert you.distance_km == distance_km(SUVA.latitude, SUVA.longitude, 10, 20)
    assert you.score == score(you.distance_km)
    assert pigeon.distance_km is not None
    assert pigeon.distance_km < 300  # across the date line


def test_the_machine_locks_first() -> None:
    game = new_game()
    game.open(PARIS)
    with pytest.raises(RuleError, match="PIGEON locks its guess before You"):
        game.lock("You", 0, 0)
    game.lock("PIGEON", 1, 1)
    game.lock("You", 0, 0)


def test_nobody_guesses_twice() -> None:
    game = new_game()
    game.open(PARIS)
    game.lock("PIGEON", 1, 1)
    with pytest.raises(RuleError, match="PIGEON has already guessed in round 1"):
        game.lock("PIGEON", 2, 2)
    assert game.current.pins["PIGEON"] == Pin(1, 1)


def test_no_reveal_before_all_have_guessed() -> None:
    game = new_game()
    with pytest.raises(RuleError, match="No round has been opened"):
        game.reveal()
    game.open(PARIS)
    with pytest.raises(RuleError, match="waits for You, PIGEON"):
        game.reveal()
    game.lock("PIGEON", 1, 1)
    with pytest.raises(RuleError, match="waits for You"):
        game.reveal()


def test_no_guess_after_the_reveal_and_no_round_before_it() -> None:
    game = new_game()
    game.open(PARIS)
    with pytest.raises(RuleError, match="has not been revealed"):
        game.open(SUVA)
    game.lock("PIGEON", 1, 1)
    game.lock("You", 1, 1)
    first = game.reveal()
    assert game.reveal() is first
    with pytest.raises(RuleError, match="no guess counts any more"):
        game.lock("You", 0, 0)


def test_strangers_do_not_play() -> None:
    game = new_game()
    game.open(PARIS)
    with pytest.raises(RuleError, match="'Mallory' does not play"):
        game.lock("Mallory", 0, 0)


@pytest.mark.parametrize("pin", [(math.nan, 0), (0, math.inf), (91, 0), (0, 181)])
def test_a_pin_must_be_on_earth_and_a_bad_one_costs_nothing(pin: tuple[float, float]) -> None:
    game = new_game()
    game.open(PARIS)
    game.lock("PIGEON", 1, 1)
    with pytest.raises(ValueError, match=r"must (be|lie)"):
        game.lock("You", *pin)
    game.lock("You", 0, 0)
    assert len(game.reveal()) == 2


def test_a_place_must_be_on_earth() -> None:
    game = new_game()
    with pytest.raises(ValueError, match="Latitude"):
        game.open(Place(120, 0))
    assert game.number == 0


def test_a_player_that_fails_scores_nothing_and_the_game_goes_on() -> None:
    game = new_game(rounds=1)
    game.open(PARIS)
    game.skip("PIGEON", "its weights are damaged.")
    game.lock("You", 50, 3)
    you, pigeon = game.reveal()
    assert (pigeon.pin, pigeon.distance_km, pigeon.score) == (None, None, 0)
    assert game.current.passed == {"PIGEON": "its weights are damaged."}
    assert game.winners() == ("You",)
    assert you.score > 4000


def test_totals_run_and_the_higher_one_wins() -> None:
    game = new_game(rounds=2)
    play(game, PARIS, (48.8566, 2.3522), (0, 0))
    with pytest.raises(RuleError, match="not over"):
        game.winners()
    play(game, SUVA, (48.8566, 2.3522), (-18, 178))
    assert game.total("You") == sum(r.score for round_ in game.played for r in round_.results[:1])
    assert game.winners() == ("PIGEON",)
    with pytest.raises(RuleError, match="over after 2 rounds"):
        game.open(PARIS)


def test_equal_totals_are_a_draw() -> None:
    game = new_game(rounds=1)
    play(game, PARIS, (10, 10), (10, 10))
    assert game.winners() == ("You", "PIGEON")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"players": ()}, "needs players"),
        ({"players": ("A", "A")}, "different names"),
        ({"players": ("A",), "rounds": 0}, "at least one round"),
        ({"players": ("A",), "first_to_lock": ("B",)}, "do not play"),
    ],
)
def test_a_game_that_cannot_be_is_refused(arguments: dict, message: str) -> None:
    with pytest.raises(RuleError, match=message):
        Game(**arguments)
