"""The start page: a place to look at, one button, and the settings beside it."""

from __future__ import annotations

import os

import streamlit as st

from game.decks import Deck
from game.decks.photos import PhotoDeck, PhotoError
from game.rounds import ROUNDS
from model.levels import NAMES as LEVELS
from model.levels import STRONGEST
from ui import viewer, words
from ui.markup import put, tag, text
from ui.screens import wander
from ui.screens.session import begin
from ui.services import Services


def show(shared: Services) -> None:
    """The start page."""
    with st.container(key="stage"):
        if cover := shared.cover():
            viewer.show(
                cover.token, cover.larger, "panorama", "full cover", drift=True, heading=cover.heading
            )
    opponent, deck, notes = _settings(shared)
    with st.container(key="start"):
        put(
            tag("p", text(words.TAGLINE), css="tagline"),
            tag("h1", text(words.TITLE)),
            tag("p", text(words.PITCH if opponent in words.LOOKS else words.PITCH_ALONE), css="pitch"),
        )
        for kind, note in notes:
            put(tag("p", text(note), css=f"note {kind}"))
        level = _choose_level(shared, opponent) if opponent in words.LOOKS else STRONGEST
        st.button(
            words.PLAY,
            type="primary",
            disabled=deck is None,
            on_click=begin,
            args=(shared, deck, opponent, level),
            key="play",
        )
        put(tag("p", text(_seats(opponent, level, deck)), css="seats"))
        if not shared.render_problem:
            st.button(words.WANDER, type="tertiary", on_click=wander.begin, args=(shared,), key="wander")
    shared.warm_up(opponent)


def _choose_level(shared: Services, opponent: str) -> str:
    """How strong the opponent shall play; what that means stands below, with its score where it is known."""
    with st.container(key="level"):
        level = st.selectbox(
            words.LEVEL.format(opponent=words.opponent_name(opponent)),
            LEVELS,
            index=LEVELS.index(st.session_state.get("last_level", STRONGEST)),
            format_func=words.level_title,
            key="chosen-level",
        )
        note = words.LEVEL_NOTES[level]
        if figures := shared.level_figures().get(level):
            points = words.number(round(figures["mean_score"]))
            note += " " + words.LEVEL_SCORE.format(points=points, count=words.number(figures["n"]))
        put(tag("p", text(note), css="level-note"))
    return level


def _seats(opponent: str | None, level: str, deck: Deck | None) -> str:
    rounds = min(ROUNDS, len(deck)) if isinstance(deck, PhotoDeck) else ROUNDS
    label = words.opponent_name(opponent, level) if opponent else ""
    against = words.AGAINST.format(opponent=label) if label else words.ON_YOUR_OWN
    pictures = words.ON_WORLD if deck is None or deck.rendered else words.ON_PHOTOS.format(folder=deck.name)
    return words.SEATS.format(against=against, pictures=pictures, rounds=rounds)


def _settings(shared: Services) -> tuple[str | None, Deck | None, list[tuple[str, str]]]:
    """The sidebar: (opponent, deck or None, notes for the start page)."""
    notes: list[tuple[str, str]] = []
    preset = os.environ.get("PIGEONHOLE_DECK", "").strip()
    with st.sidebar:
        put(tag("h2", text(words.SETTINGS)))
        opponent = _choose_opponent(shared, notes)
        folder, kind = preset, words.DECK_WORLD
        if preset or _at_the_host():
            decks = [words.DECK_WORLD, words.DECK_PHOTOS]
            kind = st.radio(words.DECK, decks, index=1 if preset else 0, key="deck-kind")
        if _at_the_host():
            folder = st.text_input(words.FOLDER, preset, key="folder", on_change=_folder_given).strip()
            put(tag("p", text(words.FOLDER_HELP), css="aside"))
        if kind == words.DECK_PHOTOS:
            return opponent, _photos(shared, folder, opponent, notes), notes
    try:
        deck = shared.world_deck(first_game=not st.session_state.get("games"))
    except FileNotFoundError as error:
        return opponent, None, [*notes, ("problem", str(error))]
    if shared.render_problem:
        notes.append(("hint", words.STARTERS_ONLY.format(reason=shared.render_problem)))
    return opponent, deck, notes


def _at_the_host() -> bool:
    """Whether the visitor sits at the machine that runs the game: its folders are nobody else's to browse."""
    return st.context.ip_address is None


def _folder_given() -> None:
    """Who names a folder wants to play on it."""
    if st.session_state["folder"].strip():
        st.session_state["deck-kind"] = words.DECK_PHOTOS


def _choose_opponent(shared: Services, notes: list[tuple[str, str]]) -> str | None:
    names = shared.opponents()
    if "pigeon" not in names:
        notes.append(("hint", words.NO_OPPONENT))
    if not names:
        return None
    label = {words.opponent_name(name): name for name in names} | {words.NOBODY: None}
    notes_of = [words.OPPONENT_NOTES.get(name or "", "") for name in names] + [words.NOBODY_NOTE]
    return label[st.radio(words.OPPONENT, list(label), captions=notes_of, key="opponent")]


def _scanned(shared: Services, folder: str) -> PhotoDeck:
    """The folder's deck; a folder is read once a visit, not at every rerun. Raises PhotoError."""
    known: PhotoDeck | None = st.session_state.get("photos")
    if known is None or st.session_state.get("photos-of") != folder:
        known = shared.photo_deck(folder)
        st.session_state.update({"photos": known, "photos-of": folder})
    return known


def _photos(
    shared: Services, folder: str, opponent: str | None, notes: list[tuple[str, str]]
) -> PhotoDeck | None:
    if not folder:
        notes.append(("hint", words.FOLDER_HINT))
        return None
    try:
        deck = _scanned(shared, folder)
    except PhotoError as error:
        notes.append(("problem", str(error)))
        return None
    put(tag("p", text(words.PHOTOS_FOUND.format(count=len(deck))), css="found"))
    if deck.left_out:
        with st.expander(words.LEFT_OUT.format(count=len(deck.left_out))):
            put(
                tag(
                    "ul",
                    *(tag("li", tag("b", text(file.name)), " ", text(file.reason)) for file in deck.left_out),
                    css="left-out",
                )
            )
    if len(deck) < ROUNDS:
        notes.append(("hint", words.FEWER_ROUNDS.format(count=len(deck))))
    if opponent in words.LOOKS:
        label = words.opponent_name(opponent)
        notes.append(("hint", words.TRAINED_ON_RENDERED.format(opponent=label)))
    return deck
