"""What the page says when something failed: one sentence, and a way onward."""

from __future__ import annotations

import streamlit as st

from ui import words
from ui.markup import put, tag, text
from ui.screens.session import leave


def show_fatal(problem: str) -> None:
    """Nothing can be played until somebody acts."""
    with st.container(key="failure"):
        put(tag("h1", text(words.TITLE)), tag("p", text(problem)))


def show_broken(error: Exception) -> None:
    """A screen failed; the game is still in the session."""
    with st.container(key="failure"):
        put(tag("h1", text(words.TITLE)), tag("p", text(words.BROKEN.format(reason=words.sentence(error)))))
        st.button(words.RETRY, type="primary", key="retry-screen")
        st.button(words.LEAVE, on_click=leave, key="leave-broken")
