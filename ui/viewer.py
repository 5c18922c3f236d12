"""The picture of a round on the page: one components-v2 component for panoramas and photographs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from game.rounds import Clue
from ui import words

HERE = Path(__file__).resolve().parent


@cache
def _component() -> Any:
    return st.components.v2.component(
        "pigeonhole_viewer",
        html='<div class="stage"></div>',
        css=(HERE / "viewer.css").read_text(encoding="utf-8"),
        js=(HERE / "viewer.js").read_text(encoding="utf-8"),
    )


def show(
    token: str,
    sharp: str,
    kind: str,
    place: str,
    *,
    drift: bool = False,
    heading: float = 0.0,
    clues: Sequence[Clue] = (),
) -> None:
    """Show the pictures under a token; the view stays where it is while the token does.

    `sharp` is the token of larger pictures that take their place when they are there, "" for none.
    `kind` is "panorama" or "photo". `place` is CSS classes: "full" fills the window, "card" its column.
    `heading` is where to look first, in degrees. `drift` turns slowly by itself and takes no input.
    `clues` are marked with their numbers from 1 where they are, and turn the view to them when their row of
    `markup.clue_list` is chosen: only for a round that has been revealed.
    """
    data = {
        "token": token,
        "sharp": sharp,
        "kind": kind,
        "place": place,
        "drift": drift,
        "focus": not drift and place.startswith("full"),
        # Whole degrees: what anyone sees in the picture, and no more.
        "heading": round(heading),
        "marks": marks(clues),
        "words": words.VIEWER,
    }
    _component()(key="viewer", data=data)


def marks(clues: Sequence[Clue]) -> list[dict[str, Any]]:
    """The marks of clues that have a place in the view: number, heading and elevation (degrees), label.

    An elevation that is not known is the horizon's.
    """
    return [
        {"number": n, "heading": clue.heading, "elevation": clue.elevation or 0.0, "label": clue.sentence}
        for n, clue in enumerate(clues, start=1)
        if clue.heading is not None
    ]
