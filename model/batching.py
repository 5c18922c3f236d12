"""One queue in front of a model: requests that arrive together are answered together.

A web page has many sessions and one model. Sessions call `ask` from their own threads; a single worker
takes what has gathered, up to `max_batch`, and calls the model once. So the model needs no lock and a full
classroom costs a few batches instead of a pile of competing forward passes.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Generic, TypeVar

Request = TypeVar("Request")
Answer = TypeVar("Answer")


class BatchQueue(Generic[Request, Answer]):
    """`answer` gets a list of requests and gives as many answers; only the worker thread ever calls it.

    `wait_seconds` is how long the worker lets more requests join one that has just arrived.
    """

    def __init__(
        self,
        answer: Callable[[list[Request]], Sequence[Answer]],
        max_batch: int = 16,
        wait_seconds: float = 0.005,
        name: str = "model",
    ) -> None:
        self._answer, self._max_batch, self._wait = answer, max_batch, wait_seconds
        self._requests: queue.SimpleQueue[tuple[Request, Future[Answer]] | None] = queue.SimpleQueue()
        self._closing = threading.Lock()
        self._closed = False
        self._worker = threading.Thread(target=self._work, name=f"{name} queue", daemon=True)
        self._worker.start()

    def submit(self, request: Request) -> Future[Answer]:
        """Queue a request. Raises RuntimeError once closed."""
        future: Future[Answer] = Future()
        with self._closing:
            if self._closed:
                raise RuntimeError("This opponent has been closed; load it again to go on playing.")
            self._requests.put((request, future))
        return future

    def ask(self, request: Request) -> Answer:
        """The answer to one request. An exception that its batch raised is raised here."""
        return self.submit(request).result()

    def close(self) -> None:
        """Answer what is queued, then stop the worker. Closing twice does nothing."""
        with self._closing:
            if not self._closed:
                self._closed = True
                self._requests.put(None)
        if threading.current_thread() is not self._worker:
            self._worker.join()

    def _work(self) -> None:
        while (first := self._requests.get()) is not None:
            batch, last = self._gather(first)
            self._serve(batch)
            if last:
                return

    def _gather(
        self, first: tuple[Request, Future[Answer]]
    ) -> tuple[list[tuple[Request, Future[Answer]]], bool]:
        """The first request with those that follow in time, and whether the queue was closed meanwhile."""
        batch, deadline = [first], time.monotonic() + self._wait
        while len(batch) < self._max_batch:
            try:
                following = self._requests.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                return batch, False
            if following is None:
                return batch, True
            batch.append(following)
        return batch, False

    def _serve(self, batch: list[tuple[Request, Future[Answer]]]) -> None:
        waiting = [(request, future) for request, future in batch if future.set_running_or_notify_cancel()]
        if not waiting:
            return
        try:
            answers = self._answer([request for request, _ in waiting])
            for (_, future), answer in zip(waiting, answers, strict=True):
                future.set_result(answer)
        except BaseException as problem:
            for _, future in waiting:
                if not future.done():
                    future.set_exception(problem)
