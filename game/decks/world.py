"""The procedural Earth as a deck: places of the test split, drawn in processes of their own.

skia holds Python's lock while it draws, so a draw in the server's process would stall every player.
`Renderer` keeps that in spawned worker processes; `WorldDeck.deal` waits for one of them.
"""

from __future__ import annotations

import io
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

from PIL import Image

from game.decks import Card
from game.decks.scenes import clues_of, place_of, when_of

if TYPE_CHECKING:
    from world.places import Split

SPLIT: Split = "test"
"""No opponent was trained on, nor chosen by, a place of this split."""

FACE_PX = 1024
VIEW_PX = 160
PATIENCE_S = 60.0
"""A panorama takes under 5 s; one that takes a minute, on top of those before it, means a hanging worker."""


class RenderError(RuntimeError):
    """A panorama could not be drawn; the message says why."""


class Renderer:
    """Draws locations in worker processes, started with the first draw and again after one dies."""

    def __init__(self, workers: int = 1, patience: float = PATIENCE_S) -> None:
        self.workers = workers
        self.patience = patience
        self._lock = threading.Lock()
        self._pool: ProcessPoolExecutor | None = None
        self._waiting = 0
        self._closed = False

    def warm_up(self) -> None:
        """Start a worker and let it import what it needs, without waiting. Raises RenderError when closed."""
        with suppress(BrokenProcessPool):  # the first draw starts another
            _submit(self._started(), _import_renderer)

    def draw(
        self,
        latitude: float,
        longitude: float,
        seed: int,
        month: int | None = None,
        hour: float | None = None,
    ) -> Any:
        """A `world.render.worker.RenderedLocation`. Raises RenderError.

        `month` (1–12) and `hour` of local solar time come from the seed where they are None. A worker that
        dies is replaced and the place drawn once more; one that hangs is replaced too.
        """
        asked = (latitude, longitude, seed, month, hour)
        try:
            return self._draw(*asked)
        except (BrokenProcessPool, CancelledError):
            pass  # perhaps for another place's sake
        try:
            return self._draw(*asked)
        except (BrokenProcessPool, CancelledError) as error:
            raise RenderError("The process that draws the panoramas has died, twice.") from error

    def _draw(self, *asked: Any) -> Any:
        pool = self._started()
        with self._lock:
            self._waiting += 1
            patience = self.patience * self._waiting / self.workers  # others may be drawn before
        try:
            with self._lock:  # or `close` might not see the worker that this starts
                drawing = _submit(pool, _render, *asked)
            return drawing.result(patience)
        except (BrokenProcessPool, CancelledError):
            self._drop(pool)
            raise
        except TimeoutError as error:
            self._drop(pool)
            raise RenderError(f"A panorama was not drawn within {patience:.0f} seconds.") from error
        except Exception as error:
            raise RenderError(f"A panorama could not be drawn: {error}") from error
        finally:
            with self._lock:
                self._waiting -= 1

    def close(self) -> None:
        """End the workers for good: a draw that waits, and any later one, raises RenderError."""
        with self._lock:
            self._closed = True
            pool, self._pool = self._pool, None
        if pool is not None:
            _end(pool)

    def _started(self) -> ProcessPoolExecutor:
        with self._lock:
            if self._closed:
                raise RenderError("The game is shutting down.")
            if self._pool is None:
                context = get_context("spawn")
                self._pool = ProcessPoolExecutor(self.workers, mp_context=context, initializer=_be_a_worker)
            return self._pool

    def _drop(self, pool: ProcessPoolExecutor) -> None:
        with self._lock:
            if self._pool is pool:
                self._pool = None
        _end(pool)


class WorldDeck:
    """Deals rendered places of one split."""

    name = "world"
    rendered = True

    def __init__(self, renderer: Renderer, split: Split = SPLIT) -> None:
        self.renderer = renderer
        self.split = split

    def deal(self, seed: int, number: int) -> Card:
        """Card `number` of the game with this seed; takes seconds. Raises RenderError."""
        from world import places

        return self.draw(*places.draw(self.split, number + 1, seed=seed)[number])

    def draw(
        self,
        latitude: float,
        longitude: float,
        scene_seed: int,
        month: int | None = None,
        hour: float | None = None,
    ) -> Card:
        """The card of one place, in a month and at an hour (`Renderer.draw`). Raises RenderError."""
        drawn = self.renderer.draw(latitude, longitude, scene_seed, month, hour)
        views = tuple(Image.open(io.BytesIO(view)).convert("RGB") for view in drawn.views)
        scene = drawn.scene
        return Card(
            place_of(scene),
            "panorama",
            drawn.faces,
            views,
            clues_of(scene),
            heading=scene["road_bearing"],
            note=scene["note"],
            when=when_of(scene),
        )


def somewhere(seed: int) -> tuple[float, float, int]:
    """(latitude, longitude, scene seed) of a place of the training split, so that no round is given away."""
    from world import places

    return places.draw("train", 1, seed=seed)[0]


def problem() -> str:
    """Why places cannot be drawn on this machine and what to do, "" if they can."""
    from world import render

    return render.available()


def _be_a_worker() -> None:
    """Leave Ctrl-C to the server, and the processor to it when both want it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(5)


def _import_renderer() -> None:
    import world.render.worker  # noqa: F401


def _render(latitude: float, longitude: float, seed: int, month: int | None, hour: float | None) -> Any:
    from world.render.worker import render_location

    return render_location(latitude, longitude, seed, FACE_PX, VIEW_PX, month, hour)


def _submit(pool: ProcessPoolExecutor, work: Callable[..., Any], *arguments: Any) -> Future[Any]:
    """Raises BrokenProcessPool also for a pool that another thread has just shut down."""
    try:
        return pool.submit(work, *arguments)
    except BrokenProcessPool:
        raise
    except RuntimeError as error:
        raise BrokenProcessPool(str(error)) from error


def _end(pool: ProcessPoolExecutor) -> None:
    workers = list((getattr(pool, "_processes", None) or {}).values())
    pool.shutdown(wait=False, cancel_futures=True)
    for worker in workers:
        worker.terminate()
