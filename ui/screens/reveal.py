"""The reveal of a round: where it was, how far everyone was off, what the model thought, the clues."""

from __future__ import annotations

import streamlit as st

from game.rounds import Result
from ui import maps, viewer, words
from ui.markup import clue_list, put, tag, text
from ui.markup import table as table_of
from ui.screens import final
from ui.screens.session import finish, next_round
from ui.table import Table, place_name

MAP_HEIGHT = 620
FULL_BAR = 0.3
"""The probability that fills a bar, unless one is higher: a model in doubt should look it."""


def show(table: Table) -> None:
    """The round just revealed; after the last one the whole game follows below."""
    last = table.game.number == table.game.rounds
    with st.container(key="reveal"):
        with st.container(key="reveal-result"):
            _verdict(table)
            st.button(
                words.RESULTS if last else words.NEXT,
                type="primary",
                width="stretch",
                on_click=finish if last else next_round,
                key="onward",
            )
        with st.container(key="reveal-map"):
            _map(table)
        if table.cells():
            with st.container(key="reveal-thoughts"):
                _thoughts(table)
        with st.container(key="reveal-look"):
            _look_again(table)
        if table.current.card.clues:
            with st.container(key="reveal-clues"):
                _clues(table)
    if last:
        final.summary(table, key="final")


def _verdict(table: Table) -> None:
    game = table.game
    results = game.current.results
    put(
        tag("p", text(words.ROUND.format(number=game.number, rounds=game.rounds)), css="round"),
        tag("h1", text(place_name(game.current.place))),
        tag("p", text(verdict(results)), css="verdict"),
        table_of(
            (words.PLAYER, words.DISTANCE, words.SCORE, words.TOTAL),
            [_row(n, result, game.total(result.player)) for n, result in enumerate(results)],
            css="results",
        ),
        final.level_line(table),
    )
    for player, reason in game.current.passed.items():
        put(tag("p", text(words.OPPONENT_FAILED.format(opponent=player, reason=reason)), css="note problem"))


def _row(n: int, result: Result, total: int) -> str:
    exact = {} if result.distance_km is None else {"data_km": f"{result.distance_km:.6f}"}
    return tag(
        "tr",
        tag("th", tag("i", css=f"dot p{n}"), text(result.player), scope="row"),
        tag("td", text(words.distance(result.distance_km)), css="distance", **exact),
        tag(
            "td",
            tag("b", text(words.number(result.score))),
            tag("small", text(" " + words.POINTS)),
            css="points",
        ),
        tag("td", text(words.number(total)), css="total"),
        data_player=result.player,
    )


def verdict(results: tuple[Result, ...]) -> str:
    """One sentence: who came closer."""
    if len(results) == 1:
        return words.ROUND_ALONE.format(distance=words.distance(results[0].distance_km))
    best = min(results, key=lambda r: float("inf") if r.distance_km is None else r.distance_km)
    if all(r.distance_km == best.distance_km for r in results):
        return words.ROUND_DRAW
    if best.player == words.YOU:
        return words.ROUND_YOU_WON
    return words.ROUND_WON.format(winner=best.player)


def _map(table: Table) -> None:
    game = table.game
    cells = [(c.latitude, c.longitude, c.probability, c.label) for c in table.cells()]
    outcome = (game.current.place, maps.marks(game.current.results))
    maps.result_map(f"result-{table.name}-{game.number}", MAP_HEIGHT, [outcome], cells)


def _thoughts(table: Table) -> None:
    cells = table.cells()
    full = max(FULL_BAR, *(cell.probability for cell in cells))
    bars = [
        tag(
            "li",
            tag("span", text(words.without_echo(cell.label)), css="label"),
            tag("span", text(f"{cell.probability:.0%}" if cell.probability >= 0.01 else "< 1%"), css="share"),
            tag("span", css="bar", style=f"--share: {cell.probability / full:.3f}"),
        )
        for cell in cells
    ]
    put(
        tag("h2", text(words.THOUGHT.format(opponent=table.opponent_label))),
        tag("p", text(words.THOUGHT_NOTE), css="aside"),
        tag("ol", *bars, css="cells"),
    )


def _clues(table: Table) -> None:
    clues = table.current.card.clues
    put(tag("h2", text(words.CLUES)), clue_list(clues))


def _look_again(table: Table) -> None:
    current = table.current
    put(tag("h2", text(words.LOOK_AGAIN)))
    card = current.card
    viewer.show(current.token, current.sharp, card.kind, "card", heading=card.heading, clues=card.clues)
