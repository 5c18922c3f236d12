"""Moves between screens: what a button changes in the session before the page runs again."""

from __future__ import annotations

import streamlit as st

from game.decks import Deck
from model.levels import STRONGEST
from ui import table as tables
from ui.services import Services


def begin(shared: Services, deck: Deck, opponent: str | None, level: str = STRONGEST) -> None:
    """A new game, unless one is on already (a double click); the page opens its first round next."""
    if st.session_state.get("table") is not None:
        return
    games = st.session_state.get("games", 0)
    st.session_state.update(
        table=tables.start(shared, deck, opponent, games, level),
        games=games + 1,
        last_level=level,
        opening=True,
        finished=False,
    )


def next_round() -> None:
    """The page opens the next round next."""
    st.session_state["opening"] = True


def finish() -> None:
    """The page shows the final result next."""
    st.session_state["finished"] = True


def leave() -> None:
    """Back to the start page; the game is given up."""
    table = st.session_state.pop("table", None)
    if table is not None:
        table.close()
    st.session_state.update(opening=False, finished=False)


def again() -> None:
    """The same players on the same kind of deck, in another game."""
    old = st.session_state.get("table")
    if old is None or not old.game.finished:  # a double click
        return
    shared: Services = old.services
    deck = shared.world_deck(first_game=False) if old.deck.rendered else old.deck
    st.session_state.pop("table")
    old.close()
    begin(shared, deck, old.opponent, old.level)
