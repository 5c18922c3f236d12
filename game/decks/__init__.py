"""Decks bring imagery into the game: each deals `Card`s, whatever its pictures come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from PIL import Image

from game.rounds import Clue, Place


@dataclass(frozen=True, slots=True)
class Card:
    """One location with its pictures.

    `kind` is "panorama" or "photo". `images` holds what the browser is served, JPEG bytes without any
    metadata: the cube faces f, r, b, l, u, d (f looks north, r east) of a panorama, or "photo".
    `views` is what an opponent gets: four squares at headings 0, 90, 180, 270, or one picture.
    `heading` is where to look first, in degrees: along the road. `note` says where the place is not the one
    asked for. `when` is the month (1–12) and the hour of local solar time, None for a photograph.
    """

    place: Place
    kind: str
    images: Mapping[str, bytes]
    views: tuple[Image.Image, ...]
    clues: tuple[Clue, ...] = field(default=())
    credit: str = ""
    heading: float = 0.0
    note: str = ""
    when: tuple[int, float] | None = None


class Deck(Protocol):
    """A source of cards. `rendered` says whether its pictures are drawn (the opponent's home ground)."""

    name: str
    rendered: bool

    def deal(self, seed: int, number: int) -> Card:
        """Card `number` of the game with this seed: the same pair gives the same card. May take seconds."""
        ...
