"""Pictures in memory, served under tokens that tell nothing about them."""

from __future__ import annotations

import asyncio
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import Future

LIMIT_BYTES = 512 * 2**20
"""What all running games may hold together; the pictures least used go first."""

PATIENCE_S = 5.0
"""How long one request waits for pictures that are being made: the server cannot end before it."""

LOOK_UP_S = 1.0


class Pictures:
    """A store of cards' pictures: `put` gives an opaque token, `get` one picture of it."""

    def __init__(self, limit_bytes: int = LIMIT_BYTES) -> None:
        self.limit_bytes = limit_bytes
        self._held: OrderedDict[str, Mapping[str, bytes]] = OrderedDict()
        self._coming: dict[str, Future[Mapping[str, bytes]]] = {}
        self._bytes = 0
        self._lock = threading.Lock()

    def put(self, images: Mapping[str, bytes]) -> str:
        """Keep these pictures (JPEG bytes by face); the token says nothing about what they show."""
        token = secrets.token_urlsafe(16)
        with self._lock:
            self._hold(token, images)
        return token

    def promise(self, coming: Future[Mapping[str, bytes]]) -> str:
        """A token for pictures that are still being made; without them it stays unknown."""
        token = secrets.token_urlsafe(16)
        with self._lock:
            self._coming[token] = coming
        coming.add_done_callback(lambda made: self._arrived(token, made))
        return token

    async def wait_for(
        self,
        token: str,
        patience: float = PATIENCE_S,
        gone: Callable[[], Awaitable[bool]] | None = None,
    ) -> None:
        """Return when nothing is being made for this token any more, or after `patience` seconds.

        `gone` is asked every second whether whoever waits has left.
        """
        with self._lock:
            coming = self._coming.get(token)
        if coming is None:
            return
        made = asyncio.wrap_future(coming)
        # Looked at, so that asyncio does not report it: a smaller picture stays.
        made.add_done_callback(lambda made: made.cancelled() or made.exception())
        deadline = time.monotonic() + patience
        while not made.done() and (left := deadline - time.monotonic()) > 0:
            if gone is not None and await gone():
                return
            await asyncio.wait([made], timeout=min(LOOK_UP_S, left))

    def is_coming(self, token: str) -> bool:
        """Whether pictures are still being made for this token."""
        with self._lock:
            return token in self._coming

    def get(self, token: str, face: str) -> bytes | None:
        """The picture, or None for a token that is unknown, dropped or forgotten."""
        with self._lock:
            images = self._held.get(token)
            if images is None:
                return None
            self._held.move_to_end(token)
            return images.get(face)

    def drop(self, token: str) -> None:
        """Forget a token's pictures."""
        with self._lock:
            self._coming.pop(token, None)
            images = self._held.pop(token, None)
            if images is not None:
                self._bytes -= _size(images)

    def _arrived(self, token: str, made: Future[Mapping[str, bytes]]) -> None:
        with self._lock:
            wanted = self._coming.pop(token, None) is not None
            if wanted and not made.cancelled() and made.exception() is None:
                self._hold(token, made.result())

    def _hold(self, token: str, images: Mapping[str, bytes]) -> None:
        self._held[token] = dict(images)
        self._bytes += _size(images)
        while self._bytes > self.limit_bytes and len(self._held) > 1:
            _, oldest = self._held.popitem(last=False)
            self._bytes -= _size(oldest)


def _size(images: Mapping[str, bytes]) -> int:
    return sum(len(image) for image in images.values())
