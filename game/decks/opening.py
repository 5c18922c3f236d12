"""A deck whose first card is at hand: a panorama that ships, while the renderer draws what follows."""

from __future__ import annotations

from game.decks import Card
from game.decks.starter import StarterDeck
from game.decks.world import WorldDeck


class OpeningDeck:
    """Deals card 0 from the panoramas that ship and all others from the rendered world."""

    rendered = True

    def __init__(self, opening: StarterDeck, rest: WorldDeck) -> None:
        self.opening, self.rest = opening, rest
        self.name = rest.name

    def deal(self, seed: int, number: int) -> Card:
        """Card `number` of the game with this seed; only card 0 is there at once. Raises RenderError."""
        return self.rest.deal(seed, number) if number else self.opening.deal(seed, number)

    def redraw(self, seed: int, number: int) -> Card | None:
        """Card 0 in the size that the others have; None for those. Takes seconds, raises RenderError."""
        return None if number else self.rest.draw(*self.opening.scene(seed, number))
