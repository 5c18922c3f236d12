"""What all sessions share: pictures, decks, opponents and the threads that work ahead.

`app.py` opens one `Services` for the life of the server; pages reach it through `current()`.
"""

from __future__ import annotations

import asyncio
import gc
import os
import threading
from collections.abc import AsyncIterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from PIL import Image

import libraries
import model
from game.decks import Card, Deck, world
from game.decks.opening import OpeningDeck
from game.decks.photos import PhotoDeck
from game.decks.starter import StarterDeck
from model.levels import STRONGEST, at_level, measured
from model.opponent import Guess, Opponent
from ui.pictures import Pictures

THREADS = 16
"""They wait for the renderer's processes and the opponents' queues, and compute little themselves."""

COLLECT_EVERY_S = 60.0
"""Streamlit's own collection after every rerun is off (runner.postScriptGC): it stalls all sessions."""

COVER_SEED = 24
"""Picks the panorama behind the start page."""

_current: Services | None = None


@dataclass(frozen=True, slots=True)
class Cover:
    """The picture behind the start page: its token, that of a larger version, and where to look."""

    token: str
    larger: str
    heading: float


class Services:
    """Opened once, closed once. `problem` says what keeps the game from being played, "" if nothing."""

    def __init__(self) -> None:
        self.problem = ""
        self.pictures = Pictures()
        self.renderer = world.Renderer(workers=2 if (os.cpu_count() or 1) > 4 else 1)
        # Apart, so that no guess and no card at hand waits behind the draws of a whole class.
        self._drawing = ThreadPoolExecutor(THREADS, thread_name_prefix="drawing")
        self._minds = ThreadPoolExecutor(THREADS, thread_name_prefix="minds")
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="pigeonhole")
        self._loads: dict[str, Future[Opponent]] = {}
        self._lock = threading.Lock()
        self._cover: Cover | None = None

    @cached_property
    def render_problem(self) -> str:
        """Why the renderer cannot draw here, "" if it can."""
        return world.problem()

    def world_deck(self, first_game: bool) -> Deck:
        """The rendered world, opened by a panorama that ships in a session's first game.

        Where the renderer cannot load, the panoramas that ship are all there is.
        """
        if self.render_problem:
            return StarterDeck()
        if first_game and self.starters_exist():
            return self._opening(StarterDeck())
        return world.WorldDeck(self.renderer)

    def starters_exist(self) -> bool:
        """Whether panoramas ship with this copy of the game."""
        try:
            return len(StarterDeck()) > 0
        except FileNotFoundError:
            return False

    def cover(self) -> Cover | None:
        """The picture behind the start page, None where no panoramas ship."""
        if not self.starters_exist():
            return None
        with self._lock:
            if self._cover is None or self.pictures.get(self._cover.token, "f") is None:
                deck = StarterDeck()
                card = deck.deal(COVER_SEED, 0)
                larger = "" if self.render_problem else self._larger(self._opening(deck), COVER_SEED, 0)
                self._cover = Cover(self.pictures.put(card.images), larger, card.heading)
            return self._cover

    def photo_deck(self, folder: str) -> PhotoDeck:
        """The photographs of a folder. Raises PhotoError."""
        return PhotoDeck(folder)

    def deal(self, deck: Deck, seed: int, number: int) -> Future[Card]:
        """Prepare a card in the background."""
        drawn = isinstance(deck, world.WorldDeck) or (isinstance(deck, OpeningDeck) and number > 0)
        return (self._drawing if drawn else self._threads).submit(deck.deal, seed, number)

    def redraw(self, deck: Deck, seed: int, number: int) -> str:
        """A token for a larger version of a card, drawn in the background; "" where there will be none."""
        return self._larger(deck, seed, number) if isinstance(deck, OpeningDeck) and number == 0 else ""

    def street(
        self, latitude: float, longitude: float, seed: int, month: int | None, hour: float | None
    ) -> Future[Card]:
        """Draw one place on Earth in the background, in a month and at an hour of the sun (None: any)."""
        deck = world.WorldDeck(self.renderer)
        return self._drawing.submit(deck.draw, latitude, longitude, seed, month, hour)

    def somewhere(self, seed: int) -> tuple[float, float, int]:
        """(latitude, longitude, scene seed) of a place where street imagery is taken."""
        return world.somewhere(seed)

    def opponents(self) -> list[str]:
        """Names of the opponents that can be loaded here."""
        return model.available()

    def ready(self, opponent: str) -> bool:
        """Whether an opponent is loaded, or failed to: its first guess waits for its weights."""
        load = self._loads.get(opponent)
        return load is not None and load.done()

    def level_figures(self) -> dict[str, dict[str, Any]]:
        """What each level of PIGEON was measured to score, where that was with these weights."""
        return measured()

    def ask(self, opponent: str, views: Sequence[Image.Image], level: str = STRONGEST) -> Future[Guess]:
        """Let an opponent guess in the background at a level, from the pictures alone."""
        loading = self._loading(opponent)  # before the ask, which waits for it in the same pool
        return self._minds.submit(lambda: at_level(loading.result(), level).guess(views))

    def warm_up(self, opponent: str | None) -> None:
        """Begin what takes seconds (the renderer's process, the opponent's weights) and do not wait."""
        if not self.render_problem:
            self._threads.submit(self.renderer.warm_up)
        if opponent is not None:
            self._loading(opponent)

    def close(self) -> None:
        """Stop working ahead, close the opponents and end the renderer's processes."""
        for pool in (self._drawing, self._minds, self._threads):
            pool.shutdown(wait=False, cancel_futures=True)
        for load in self._loads.values():
            if load.done() and not load.cancelled() and load.exception() is None:
                load.result().close()
        self.renderer.close()

    def _opening(self, starters: StarterDeck) -> OpeningDeck:
        return OpeningDeck(starters, world.WorldDeck(self.renderer))

    def _larger(self, deck: OpeningDeck, seed: int, number: int) -> str:
        def images() -> Mapping[str, bytes]:
            card = deck.redraw(seed, number)
            return card.images if card else {}

        return self.pictures.promise(self._drawing.submit(images))

    def _loading(self, name: str) -> Future[Opponent]:
        with self._lock:
            load = self._loads.get(name)
            if load is None or (load.done() and load.exception() is not None):
                load = self._loads[name] = self._minds.submit(model.load, name)
            return load


def current() -> Services:
    """The server's services. Raises RuntimeError where `app.py` does not run."""
    if _current is None:
        raise RuntimeError("The game's services are not running: start it with `streamlit run app.py`.")
    return _current


@asynccontextmanager
async def running(_app: object) -> AsyncIterator[dict[str, Any]]:
    """The lifespan of the server: services open, garbage collected now and then, everything ended."""
    global _current
    services = _current = Services()
    try:
        await asyncio.to_thread(libraries.ensure)
    except libraries.LibrariesMissing as error:
        services.problem = str(error)
    collector = asyncio.create_task(_collect_garbage())
    try:
        yield {"services": services}
    finally:
        collector.cancel()
        with suppress(asyncio.CancelledError):
            await collector
        services.close()
        _current = None


async def _collect_garbage() -> None:
    while True:
        await asyncio.sleep(COLLECT_EVERY_S)
        await asyncio.to_thread(gc.collect)
