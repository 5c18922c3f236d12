"""The start page's settings: who may name a folder, and what is said of opponents that do not look."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from ui import words
from ui.screens import start


def settings(opponents: list[str]) -> AppTest:
    """The start page's settings with these opponents to choose from."""

    def page(shared: object) -> None:
        import streamlit as st

        from ui.screens import start

        *_, notes = start._settings(shared)  # type: ignore[arg-type]
        st.session_state["notes"] = [note for _, note in notes]

    shared = SimpleNamespace(
        opponents=lambda: opponents,
        world_deck=lambda first_game: SimpleNamespace(rendered=True),
        photo_deck=lambda folder: [folder],
        render_problem="",
    )
    return AppTest.from_function(page, args=(shared,)).run(timeout=60)


@pytest.mark.parametrize("host", [True, False])
def test_only_the_host_may_name_a_folder(monkeypatch: pytest.MonkeyPatch, host: bool) -> None:
    monkeypatch.delenv("PIGEONHOLE_DECK", raising=False)
    monkeypatch.setattr(start, "_at_the_host", lambda: host)
    page = settings(["pigeon"])
    assert not page.exception
    assert len(page.text_input) == host
    assert (words.DECK in [choice.label for choice in page.radio]) == host


def test_who_plays_without_pigeon_is_told_that_it_is_missing() -> None:
    assert words.NO_OPPONENT in settings(["random", "constant"]).session_state["notes"]
    assert words.NO_OPPONENT not in settings(["pigeon", "random"]).session_state["notes"]
