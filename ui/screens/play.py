"""A round: the picture over the whole window, the map to pin a guess on, and nothing that tells the place."""

from __future__ import annotations

import streamlit as st

from game.decks.starter import StarterDeck
from ui import maps, viewer, words
from ui.markup import curtain, put, tag, text
from ui.screens.session import leave
from ui.table import Table

ASK_EVERY_S = 1.0
MAP_HEIGHT = 330
"""Pixels; ui/style.css makes it taller where there is room."""


def open_round(table: Table) -> None:
    """Wait for the next card behind a curtain, then show its round."""
    hung = curtain(words.DRAWING if table.game.number else words.OPENING)
    try:
        table.open_next()
    except Exception as error:
        hung.empty()
        _failed(table, error)
        return
    st.session_state["opening"] = False
    st.rerun()


def show(table: Table) -> None:
    """The round being played."""
    current = table.current
    with st.container(key="stage"):
        card = current.card
        viewer.show(current.token, current.sharp, card.kind, "full play", heading=card.heading)
    _head(table)
    _dock(table)


def _head(table: Table) -> None:
    game = table.game
    scores = [
        tag(
            "span",
            tag("i", css=f"dot p{n}"),
            text(player),
            " ",
            tag("b", text(words.number(game.total(player)))),
        )
        for n, player in enumerate(game.players)
    ]
    with st.container(key="head"):
        put(
            tag("p", text(words.ROUND.format(number=game.number, rounds=game.rounds)), css="round"),
            tag("p", *scores, css="scores"),
        )
        if table.thinking is not None and table.opponent_looks:
            # Asked now and then until the guess is locked, then not any more.
            st.fragment(_opponent, run_every=None if table.thinking.done() else ASK_EVERY_S)(table)
        if not table.deck.rendered and table.opponent_looks:
            put(tag("p", text(words.TRAINED_ON_RENDERED.format(opponent=table.opponent_label)), css="aside"))
        if isinstance(table.deck, StarterDeck):
            reason = table.services.render_problem
            put(tag("p", text(words.STARTERS_ONLY.format(reason=reason)), css="aside"))


@st.fragment
def _dock(table: Table) -> None:
    """Map and button: a pin runs this alone, so the picture stays as it is."""
    key = f"map-{table.name}-{table.game.number}"
    with st.container(key="dock"):
        pin = maps.guess_map(key, MAP_HEIGHT)
        put(tag("p", text(words.MOVE_PIN if pin else words.PLACE_PIN), css="hint"))
        locking = pin is not None and st.session_state.get("locking") == key
        waits = locking and table.thinking is not None and not table.thinking.done()
        st.button(
            words.WAITING.format(opponent=table.opponent_label) if waits else words.GUESS,
            type="primary",
            disabled=pin is None or waits,
            width="stretch",
            on_click=_lock,
            args=(key,),
            key="guess",
        )
        if locking and pin:
            _guess(table, pin)


def _lock(key: str) -> None:
    """The pin on the map with this key is meant: the dock shows that, and then guesses."""
    st.session_state["locking"] = key


def _guess(table: Table, pin: maps.Pin) -> None:
    try:
        if not table.game.current.revealed:  # else a second click, while the first was at work
            table.guess(pin.latitude, pin.longitude)
    except ValueError as error:
        st.warning(words.ALREADY.format(reason=words.sentence(error)))
        return
    finally:
        st.session_state.pop("locking", None)
    st.rerun()


def _opponent(table: Table) -> None:
    """What the opponent is doing: looking, or done. Never what it guessed."""
    thinking = table.thinking
    if thinking is None:
        return
    failed = thinking.done() and thinking.exception() is not None
    sentence = words.NO_GUESS if failed else words.LOCKED if thinking.done() else words.THINKING
    if not thinking.done() and not table.services.ready(table.opponent or ""):
        sentence = words.WAKING
    put(tag("p", text(sentence.format(opponent=table.opponent_label)), css="opponent", role="status"))
    shown = st.session_state.get("opponent-shown")
    st.session_state["opponent-shown"] = (table.name, table.game.number, thinking.done())
    if thinking.done() and shown == (table.name, table.game.number, False):
        st.rerun()


def _retry(table: Table) -> None:
    table.retry()


def _ready_made(table: Table) -> None:
    table.open_with(StarterDeck())
    st.session_state["opening"] = False


def _failed(table: Table, error: Exception) -> None:
    with st.container(key="failure"):
        put(
            tag("h1", text(words.TITLE)),
            tag("p", text(words.PLACE_FAILED.format(reason=words.sentence(error)))),
        )
        st.button(words.RETRY, type="primary", on_click=_retry, args=(table,), key="retry")
        if table.services.starters_exist():
            st.button(words.READY_MADE, on_click=_ready_made, args=(table,), key="ready-made")
        st.button(words.LEAVE, on_click=leave, key="leave-failed")
