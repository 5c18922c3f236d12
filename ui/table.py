"""One session's game: the rules' `Game`, its deck, the cards prepared ahead and the opponent's guesses.

Pages call this; it decides nothing that a rule decides and draws nothing.
"""

from __future__ import annotations

import os
import random
import secrets
from collections.abc import Sequence, Sized
from concurrent.futures import Future
from dataclasses import dataclass, field

from game.decks import Card, Deck
from game.rounds import ROUNDS, Game, Pin, Place, Result
from model.levels import STRONGEST
from model.opponent import CellProbability, Guess
from ui import words
from ui.services import Services

PATIENCE_S = 120.0
"""How long a reveal waits for an opponent, whose first guess may include loading its weights."""


@dataclass(slots=True)
class Played:
    """What the reveal shows of a round beyond its results."""

    card: Card
    token: str
    sharp: str = ""
    guess: Guess | None = None


@dataclass
class Table:
    """A game being played in one session. `start` makes one; `open_next` and `guess` move it on."""

    services: Services
    game: Game
    deck: Deck
    opponent: str | None
    seed: int
    level: str = STRONGEST
    played: list[Played] = field(default_factory=list)
    prepared: dict[int, Future[Card]] = field(default_factory=dict)
    thinking: Future[Guess] | None = None
    # Keys of what is on the page hold this and never the seed, which would give the places away.
    name: str = field(default_factory=lambda: secrets.token_hex(8))

    @property
    def opponent_label(self) -> str:
        return words.opponent_name(self.opponent, self.level) if self.opponent else ""

    @property
    def opponent_looks(self) -> bool:
        """Whether the opponent guesses from the pictures, as the baselines do not."""
        return self.opponent in words.LOOKS

    @property
    def current(self) -> Played:
        return self.played[-1]

    def prepare(self, number: int) -> Future[Card]:
        """Begin with card `number`, from 0, unless that has begun or the game has no such round."""
        if number not in self.prepared and number < self.game.rounds:
            self.prepared[number] = self.services.deal(self.deck, self.seed, number)
        return self.prepared[number]

    def open_next(self) -> None:
        """Wait for the next card and open its round, unless one is running (a page may ask twice).

        Raises what the deck raised; `retry` forgets that.
        """
        if self._running():
            return
        number = self.game.number
        card = self.prepare(number).result()
        self._open(card, self.services.redraw(self.deck, self.seed, number))
        self._prepare_next()

    def retry(self) -> None:
        """Have the next card dealt once more, after it failed."""
        self.prepared.pop(self.game.number, None)

    def open_with(self, deck: Deck) -> None:
        """Open the next round with a card of another deck, after ours failed, unless one is running."""
        if self._running():
            return
        self._open(deck.deal(self.seed, self.game.number))
        self._prepare_next()

    def guess(self, latitude: float, longitude: float) -> tuple[Result, ...]:
        """Lock the opponent's guess, then the person's, and reveal. Waits for the opponent.

        An opponent that fails skips the round, with its reason. Raises RuleError or ValueError for a
        pin that cannot be locked; nothing is lost then.
        """
        Pin(latitude, longitude)
        self._lock_opponent()
        self.game.lock(words.YOU, latitude, longitude)
        return self.game.reveal()

    def cells(self) -> Sequence[CellProbability]:
        """The five likeliest cells in the revealed round, of an opponent that looks."""
        guess = self.current.guess if self.opponent_looks else None
        return guess.cells[:5] if guess else ()

    def close(self) -> None:
        """Give the pictures back."""
        for played in self.played:
            self._drop(played)

    def _running(self) -> bool:
        return bool(self.game.played) and not self.game.current.revealed

    def _prepare_next(self) -> None:
        if self.game.number < self.game.rounds:
            self.prepare(self.game.number)

    def _drop(self, played: Played) -> None:
        self.services.pictures.drop(played.token)
        self.services.pictures.drop(played.sharp)

    def _open(self, card: Card, sharp: str = "") -> None:
        self.game.open(card.place)
        if self.played:
            self._drop(self.played[-1])
        self.played.append(Played(card, self.services.pictures.put(card.images), sharp))
        asked = self.opponent is not None
        self.thinking = self.services.ask(self.opponent, card.views, self.level) if asked else None

    def _lock_opponent(self) -> None:
        if self.thinking is None or self.game.current.settled(self.opponent_label):
            return
        try:
            guess = self.thinking.result(PATIENCE_S)
            self.game.lock(self.opponent_label, guess.latitude, guess.longitude)
            self.current.guess = guess
        except TimeoutError:
            self.game.skip(self.opponent_label, f"it took longer than {PATIENCE_S:.0f} seconds.")
        except Exception as error:
            self.game.skip(self.opponent_label, words.sentence(error))


def start(
    services: Services, deck: Deck, opponent: str | None, games_before: int, level: str = STRONGEST
) -> Table:
    """A new game on this deck; its first card is being prepared when this returns.

    Only an opponent that looks can play below the strongest level; of another the level is ignored.
    PIGEONHOLE_SEED, a number or any text, makes games repeatable: the n-th of each session is the same.
    """
    seed = _seed(games_before)
    rounds = min(ROUNDS, len(deck)) if isinstance(deck, Sized) else ROUNDS
    level = level if opponent in words.LOOKS else STRONGEST
    label = words.opponent_name(opponent, level) if opponent else None
    game = Game(
        players=(words.YOU, label) if label else (words.YOU,),
        first_to_lock=(label,) if label else (),
        rounds=rounds,
    )
    table = Table(services, game, deck, opponent, seed, level)
    table.prepare(0)
    return table


def _seed(games_before: int) -> int:
    chosen = os.environ.get("PIGEONHOLE_SEED", "").strip()
    if not chosen:
        return secrets.randbelow(2**31)
    if chosen.lstrip("-").isdigit():
        return int(chosen) + games_before
    return random.Random(f"{chosen} {games_before}").randrange(2**31)


def place_name(place: Place) -> str:
    """The place's name, or its coordinates where it has none."""
    return place.name or words.coordinates(place.latitude, place.longitude)
