"""The start page: who may name a folder, what is said of opponents, and that a level reaches them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import SimpleNamespace

import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from model.guess import CellProbability, Guess
from ui import services, words
from ui.screens import start
from ui.services import Services


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


class Looker:
    """An opponent that remembers how many views it got, always surest of Iceland, and pins Rome."""

    name, world_version = "PIGEON", ""

    def __init__(self) -> None:
        self.saw: list[int] = []

    def guess(self, views: Sequence[Image.Image]) -> Guess:
        self.saw.append(len(views))
        return Guess(41.9, 12.5, (CellProbability(0, "Iceland", "IS", 65.0, -18.0, 0.9),), 0.1)

    def close(self) -> None:
        """Nothing to stop."""


@pytest.fixture
def looker(monkeypatch: pytest.MonkeyPatch) -> Looker:
    looker = Looker()
    monkeypatch.setattr(services.model, "load", lambda _: looker)
    monkeypatch.setattr(services.model, "available", lambda: ["pigeon", "random"])
    return looker


@pytest.fixture
def shared(monkeypatch: pytest.MonkeyPatch) -> Iterator[Services]:
    """Services that play the panoramas that ship and draw nothing."""
    running = Services()
    running.__dict__["render_problem"] = "no skia"
    monkeypatch.setattr(running, "cover", lambda: None)
    yield running
    running.close()


def first_round(shared: Services) -> AppTest:
    """The start page; once Play is pressed, the first round with a pin on the equator and its verdict."""

    def page(shared: object) -> None:
        import streamlit as st

        from ui.screens import reveal, start

        table = st.session_state.get("table")
        if table is None:
            start.show(shared)  # type: ignore[arg-type]
            return
        table.open_next()
        table.guess(0, 0)
        reveal._verdict(table)

    return AppTest.from_function(page, args=(shared,)).run(timeout=60)


def said(page: AppTest) -> str:
    return " ".join(block.proto.body for block in page.get("html"))


def test_the_strongest_level_is_chosen_unless_another_is(shared: Services, looker: Looker) -> None:
    page = first_round(shared)
    assert page.selectbox(key="chosen-level").options[0] == "Champion"
    assert words.LEVEL_NOTES["champion"] in said(page)
    page.button(key="play").click().run(timeout=60)
    assert not page.exception
    assert looker.saw == [4]
    assert page.session_state["table"].current.guess.latitude == 41.9
    assert "PIGEON plays as Champion." in said(page)
    assert "PIGEON ·" not in said(page)


def test_a_level_that_is_chosen_reaches_the_opponent_and_the_reveal(
    shared: Services, looker: Looker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared, "level_figures", lambda: {"amateur": {"mean_score": 1234.5, "n": 2000}})
    page = first_round(shared)
    assert "on average" not in said(page).lower(), "no figure is shown that was not measured"
    page.selectbox(key="chosen-level").set_value("amateur").run(timeout=60)
    assert words.LEVEL_NOTES["amateur"] in said(page)
    assert "1,234 points a round, measured on 2,000 rendered places" in said(page)
    page.button(key="play").click().run(timeout=60)
    assert not page.exception
    assert looker.saw == [1]
    assert page.session_state["table"].current.guess.latitude == 65.0
    assert 'data-player="PIGEON · Amateur"' in said(page)
    assert "PIGEON plays as Amateur." in said(page)


def test_only_who_looks_can_be_held_to_a_level(shared: Services, looker: Looker) -> None:
    page = first_round(shared)
    page.radio(key="opponent").set_value(words.opponent_name("random")).run(timeout=60)
    assert not page.selectbox
