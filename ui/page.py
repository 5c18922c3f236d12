"""The page: which screen is up, and what happens when something fails."""

from __future__ import annotations

import logging
from pathlib import Path

import streamlit as st

from ui import services, words
from ui.screens import failure, final, play, reveal, start, wander

STYLE = Path(__file__).resolve().parent / "style.css"
SCREENS = ("opening", "start", "wander", "play", "reveal", "final")
log = logging.getLogger("pigeonhole")


def main() -> None:
    """One run of the page."""
    st.set_page_config(words.TITLE, page_icon="🕊️", layout="wide", initial_sidebar_state="collapsed")
    st.html(STYLE)
    shared = services.current()
    if shared.problem:
        failure.show_fatal(shared.problem)
        return
    try:
        _screen(shared)
    except Exception as error:  # Streamlit's own control flow is no Exception
        log.exception("A screen failed")
        failure.show_broken(error)


def _screen(shared: services.Services) -> None:
    # Each screen has its place on the page. In one place for all, the browser would for a moment show what
    # is left of the screen before inside the next one's containers, without the looks of its own.
    places = {screen: st.container() for screen in SCREENS}
    table = st.session_state.get("table")
    walk = st.session_state.get("walk")
    if walk is not None:
        with places["wander"]:
            wander.show(walk)
    elif table is None:
        with places["start"]:
            start.show(shared)
    elif st.session_state.get("opening"):
        with places["opening"]:
            play.open_round(table)
    elif table.game.finished and st.session_state.get("finished"):
        with places["final"]:
            final.show(table)
    elif table.game.current.revealed:
        with places["reveal"]:
            reveal.show(table)
    else:
        with places["play"]:
            play.show(table)
