"""The end of a game: who won, every round, all pins."""

from __future__ import annotations

import streamlit as st

from game.rounds import Round
from ui import maps, words
from ui.markup import put, tag, text
from ui.markup import table as table_of
from ui.screens.session import again, leave
from ui.table import Table, place_name

MAP_HEIGHT = 620


def show(table: Table) -> None:
    """The final page."""
    summary(table, key="final")


def summary(table: Table, key: str) -> None:
    """Result, rounds and map of a finished game, in a container with this key."""
    game = table.game
    with st.container(key=key):
        left, right = st.columns([1, 1.45], gap="medium")
        with left:
            put(
                tag("p", text(words.TITLE), css="round"),
                tag("h1", text(_outcome(table))),
                _margin(table),
                _totals(table),
                level_line(table),
            )
            st.button(words.AGAIN, type="primary", width="stretch", on_click=again, key="again")
            put(
                table_of(
                    (words.PLACE, *game.players),
                    [_row(number, round_) for number, round_ in enumerate(game.played, start=1)],
                    css="rounds",
                )
            )
            st.button(words.LEAVE, type="tertiary", on_click=leave, key="leave")
        with right:
            outcomes = [(round_.place, maps.marks(round_.results)) for round_ in game.played]
            maps.result_map(f"final-{table.name}", MAP_HEIGHT, outcomes)


def level_line(table: Table) -> str:
    """At which level the opponent plays and what that means, "" for one that has no levels."""
    if not table.opponent or not table.opponent_looks:
        return ""
    return tag("p", text(words.level_played(table.opponent, table.level)), css="aside level")


def _outcome(table: Table) -> str:
    game = table.game
    if len(game.players) == 1:
        return words.ALONE
    winners = game.winners()
    if len(winners) > 1:
        return words.DRAW
    return words.YOU_WON if winners[0] == words.YOU else words.OPPONENT_WON.format(winner=winners[0])


def _margin(table: Table) -> str:
    totals = sorted((table.game.total(player) for player in table.game.players), reverse=True)
    if len(totals) < 2 or totals[0] == totals[1]:
        return ""
    return tag("p", text(words.MARGIN.format(points=words.number(totals[0] - totals[1]))), css="verdict")


def _totals(table: Table) -> str:
    game = table.game
    lines = [
        tag(
            "li",
            tag("span", tag("i", css=f"dot p{n}"), text(player), css="who"),
            tag("b", text(words.number(game.total(player)))),
            tag("small", text(" " + words.OF_MAXIMUM.format(maximum=words.number(game.maximum)))),
            tag("span", css="bar", style=f"--share: {game.total(player) / game.maximum:.3f}"),
            data_player=player,
        )
        for n, player in enumerate(game.players)
    ]
    return tag("ul", *lines, css="totals")


def _row(number: int, round_: Round) -> str:
    cells = [
        tag(
            "td",
            tag("b", text(words.number(result.score))),
            tag("small", text(words.distance(result.distance_km))),
        )
        for result in round_.results
    ]
    return tag("tr", tag("th", tag("i", text(number)), text(place_name(round_.place)), scope="row"), *cells)
