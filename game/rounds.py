"""A classic game as a state machine: rounds open, players lock their pins, the round is revealed.

Pure values and rules. Times, pictures and how players are shown are somebody else's business.

>>> game = Game(players=("You", "PIGEON"), first_to_lock=("PIGEON",), rounds=1)
>>> game.open(Place(48.8566, 2.3522, "FR", "Paris"))
>>> game.lock("PIGEON", 51.5074, -0.1278)
>>> game.lock("You", 48.8566, 2.3522)
>>> [(result.player, result.score) for result in game.reveal()]
[('You', 5000), ('PIGEON', 3971)]
>>> game.finished, game.winners()
(True, ('You',))
"""

from __future__ import annotations

from dataclasses import dataclass, field

from game.geodesy import check_coordinates, distance_km
from game.scoring import MAX_SCORE, WORLD_DIAGONAL_KM, score

ROUNDS = 5
"""Rounds of a classic game: 5 × 5 000 = 25 000 points."""


class RuleError(ValueError):
    """Something the rules do not allow just now; the message says what and why."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a round truly is: degrees WGS84, ISO 3166 alpha-2 country and a readable name, if known."""

    latitude: float
    longitude: float
    country: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Clue:
    """Something in the picture that tells where it is.

    `heading` and `elevation` are where to look for it, degrees clockwise from north and above the horizon,
    None where that is not known.
    """

    name: str
    sentence: str
    heading: float | None = None
    elevation: float | None = None


@dataclass(frozen=True, slots=True)
class Pin:
    """A player's guess, in degrees. Raises ValueError for what is no point on Earth."""

    latitude: float
    longitude: float

    def __post_init__(self) -> None:
        latitude, longitude = check_coordinates(self.latitude, self.longitude)
        object.__setattr__(self, "latitude", latitude)
        object.__setattr__(self, "longitude", longitude)


@dataclass(frozen=True, slots=True)
class Result:
    """One player's outcome of one round; `pin` and `distance_km` are None for a guess never made."""

    player: str
    pin: Pin | None
    distance_km: float | None
    score: int


@dataclass(slots=True)
class Round:
    """One place and the pins locked on it so far. `passed` holds players without a guess, and why."""

    place: Place
    pins: dict[str, Pin] = field(default_factory=dict)
    passed: dict[str, str] = field(default_factory=dict)
    results: tuple[Result, ...] = ()

    @property
    def revealed(self) -> bool:
        return bool(self.results)

    def settled(self, player: str) -> bool:
        """Whether this player's part is over: a pin locked, or no guess to come."""
        return player in self.pins or player in self.passed


@dataclass(slots=True)
class Game:
    """A classic game. `first_to_lock` names the players whose guess must be locked before any other's.

    Raises RuleError when made without players, with a name twice, or with no rounds.
    """

    players: tuple[str, ...]
    first_to_lock: tuple[str, ...] = ()
    rounds: int = ROUNDS
    diagonal_km: float = WORLD_DIAGONAL_KM
    played: list[Round] = field(default_factory=list)

    def __post_init__(self) -> None:
        if not self.players or len(set(self.players)) != len(self.players):
            raise RuleError(f"A game needs players with different names, not {self.players}.")
        if unknown := set(self.first_to_lock) - set(self.players):
            raise RuleError(f"{sorted(unknown)} should lock first but do not play.")
        if self.rounds < 1:
            raise RuleError(f"A game needs at least one round, not {self.rounds}.")

    @property
    def current(self) -> Round:
        """The round being played, or the last one. Raises RuleError before the first."""
        if not self.played:
            raise RuleError("No round has been opened yet.")
        return self.played[-1]

    @property
    def number(self) -> int:
        """The current round's number from 1; 0 before the first."""
        return len(self.played)

    @property
    def finished(self) -> bool:
        """Whether the last round has been revealed."""
        return len(self.played) == self.rounds and self.played[-1].revealed

    def open(self, place: Place) -> None:
        """Start the next round at `place`. Raises RuleError while one is running or after the last."""
        if self.played and not self.current.revealed:
            raise RuleError(f"Round {self.number} has not been revealed yet.")
        if len(self.played) == self.rounds:
            raise RuleError(f"The game is over after {self.rounds} rounds.")
        check_coordinates(place.latitude, place.longitude)
        self.played.append(Round(place))

    def lock(self, player: str, latitude: float, longitude: float) -> None:
        """Lock a player's pin (degrees), for good.

        Raises RuleError for an unknown player, a second guess, a revealed round, or a pin that comes
        before those who must lock first; ValueError for coordinates that are no point on Earth.
        """
        self._check_turn(player)
        self.current.pins[player] = Pin(latitude, longitude)

    def skip(self, player: str, reason: str) -> None:
        """Record that a player makes no guess this round, and why. Raises RuleError as `lock` does."""
        self._check_turn(player)
        self.current.passed[player] = reason

    def reveal(self) -> tuple[Result, ...]:
        """Score the round, once all have guessed; players in their order. Raises RuleError before that."""
        current = self.current
        if waiting := [player for player in self.players if not current.settled(player)]:
            raise RuleError(f"Round {self.number} waits for {', '.join(waiting)}.")
        if not current.revealed:
            current.results = tuple(self._result(player) for player in self.players)
        return current.results

    def total(self, player: str) -> int:
        """Points over all revealed rounds."""
        return sum(r.score for round_ in self.played for r in round_.results if r.player == player)

    @property
    def maximum(self) -> int:
        """The most points a game can give."""
        return self.rounds * MAX_SCORE

    def winners(self) -> tuple[str, ...]:
        """Who has most points; several names are a draw. Raises RuleError before the end."""
        if not self.finished:
            raise RuleError(f"The game is not over: {self.number} of {self.rounds} rounds opened.")
        best = max(self.total(player) for player in self.players)
        return tuple(player for player in self.players if self.total(player) == best)

    def _check_turn(self, player: str) -> None:
        current = self.current
        if player not in self.players:
            raise RuleError(f"{player!r} does not play; {', '.join(self.players)} do.")
        if current.revealed:
            raise RuleError(f"Round {self.number} has been revealed: no guess counts any more.")
        if current.settled(player):
            raise RuleError(f"{player} has already guessed in round {self.number}.")
        if player not in self.first_to_lock:
            for first in self.first_to_lock:
                if not current.settled(first):
                    raise RuleError(f"{first} locks its guess before {player} does.")

    def _result(self, player: str) -> Result:
        pin = self.current.pins.get(player)
        if pin is None:
            return Result(player, None, None, 0)
        place = self.current.place
        distance = distance_km(place.latitude, place.longitude, pin.latitude, pin.longitude)
        return Result(player, pin, distance, score(distance, self.diagonal_km))
