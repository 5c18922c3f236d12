"""Pictures are served under tokens that tell nothing."""

from __future__ import annotations

import asyncio
from concurrent.futures import Future

from ui.pictures import Pictures


def test_a_token_gives_its_pictures_and_only_those() -> None:
    pictures = Pictures()
    a, b = pictures.put({"f": b"one"}), pictures.put({"f": b"two"})
    assert (pictures.get(a, "f"), pictures.get(b, "f")) == (b"one", b"two")
    assert pictures.get(a, "r") is None
    assert pictures.get("guess", "f") is None


def test_the_same_pictures_never_get_the_same_token() -> None:
    pictures = Pictures()
    tokens = {pictures.put({"photo": b"same"}) for _ in range(50)}
    assert len(tokens) == 50
    assert all(len(token) >= 20 for token in tokens)


def test_a_dropped_token_is_gone() -> None:
    pictures = Pictures()
    token = pictures.put({"f": b"one"})
    pictures.drop(token)
    pictures.drop(token)
    assert pictures.get(token, "f") is None


def test_memory_is_bounded_and_what_is_in_use_stays() -> None:
    pictures = Pictures(limit_bytes=100)
    kept = pictures.put({"f": b"x" * 40})
    forgotten = pictures.put({"f": b"x" * 40})
    pictures.get(kept, "f")
    newest = pictures.put({"f": b"x" * 40})
    assert pictures.get(forgotten, "f") is None
    assert pictures.get(kept, "f") is not None
    assert pictures.get(newest, "f") is not None


def test_promised_pictures_are_waited_for() -> None:
    pictures, coming = Pictures(), Future()
    token = pictures.promise(coming)
    assert pictures.get(token, "f") is None

    async def browser() -> bytes | None:
        asyncio.get_running_loop().call_later(0.05, coming.set_result, {"f": b"late"})
        await pictures.wait_for(token)
        return pictures.get(token, "f")

    assert asyncio.run(browser()) == b"late"


def test_a_promise_that_fails_or_takes_too_long_gives_nothing() -> None:
    pictures, failing, slow = Pictures(), Future(), Future()
    tokens = [pictures.promise(failing), pictures.promise(slow)]
    failing.set_exception(RuntimeError("no paint"))
    for token in tokens:
        asyncio.run(pictures.wait_for(token, patience=0.05))
        assert pictures.get(token, "f") is None
    pictures.drop(tokens[1])
    assert not slow.cancelled()


def test_pictures_that_come_after_their_round_are_not_kept() -> None:
    pictures, coming = Pictures(), Future()
    token = pictures.promise(coming)
    pictures.drop(token)
    coming.set_result({"f": b"too late"})
    assert pictures.get(token, "f") is None


def test_nobody_waits_for_a_browser_that_has_left() -> None:
    pictures = Pictures()
    token = pictures.promise(Future())

    async def gone() -> bool:
        return True

    asyncio.run(asyncio.wait_for(pictures.wait_for(token, gone=gone), 2))
    assert pictures.is_coming(token)
