"""Small pieces of HTML; everything that is not ours is escaped here."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

import streamlit as st

from game.rounds import Clue


def tag(name: str, *inside: str, css: str = "", **attributes: object) -> str:
    """An element around `inside`, which must be markup already; attributes are escaped.

    >>> tag("b", text("R&D"), css="big", title='"x"')
    '<b class="big" title="&quot;x&quot;">R&amp;D</b>'
    """
    if css:
        attributes = {"class": css, **attributes}
    written = "".join(f' {key.replace("_", "-")}="{escape(str(value))}"' for key, value in attributes.items())
    return f"<{name}{written}>{''.join(inside)}</{name}>"


def text(value: object) -> str:
    """Plain text, escaped."""
    return escape(str(value))


def put(*pieces: str) -> None:
    """Put markup on the page."""
    st.html("".join(pieces))


def curtain(sentence: str) -> Any:
    """A globe over the whole window while something is made; give it back with its `empty`."""
    hung = st.empty()
    with hung.container(key="curtain"):
        put(tag("div", tag("i", css="globe"), tag("p", text(sentence)), css="waiting", role="status"))
    return hung


def clue_list(clues: Iterable[Clue]) -> str:
    """Clues in a list, numbered as their marks in the picture are; choosing one turns the view to it."""
    items = []
    for n, clue in enumerate(clues, start=1):
        inside = tag("i", text(n)) + tag("span", text(clue.sentence))
        if clue.heading is not None:
            inside = tag("button", inside, type="button", data_clue=n, aria_pressed="false")
        items.append(tag("li", inside))
    return tag("ol", *items, css="clues")


def table(head: Iterable[str], rows: Iterable[str], css: str) -> str:
    """A table of escaped heads over rows that are markup already."""
    heads = "".join(tag("th", text(cell), scope="col") for cell in head)
    return tag("table", tag("thead", tag("tr", heads)), tag("tbody", *rows), css=css)
