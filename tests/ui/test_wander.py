"""Wandering: what is wanted is drawn, and a street that cannot be drawn leaves the one before."""

from __future__ import annotations

from concurrent.futures import Future
from typing import Any

from PIL import Image

from game.decks import Card
from game.rounds import Place
from ui.pictures import Pictures
from ui.screens.wander import Spot, Walk


class Shared:
    """The part of `Services` that a walk needs: places in the north cannot be drawn."""

    def __init__(self) -> None:
        self.pictures = Pictures()
        self.asked: list[tuple[Any, ...]] = []

    def street(self, *asked: Any) -> Future[Card]:
        self.asked.append(asked)
        drawn: Future[Card] = Future()
        if asked[0] > 60:
            drawn.set_exception(RuntimeError("the brush is frozen"))
        else:
            view = Image.new("RGB", (4, 4))
            ashore, note = (min(asked[1], 10.0), "at sea") if asked[1] > 10 else (asked[1], "")
            drawn.set_result(Card(Place(asked[0], ashore), "panorama", {"f": b"picture"}, (view,), note=note))
        return drawn

    def somewhere(self, seed: int) -> tuple[float, float, int]:
        return 10.0, 5.0, seed


def begin() -> Walk:
    return Walk(Shared(), Spot(48.0, 2.0, 7))  # type: ignore[arg-type]


def test_what_is_wanted_is_drawn_once():
    walk = begin()
    assert walk.wanting
    walk.draw()
    assert not walk.wanting
    walk.go(month=None)
    assert not walk.wanting
    walk.go(month=2, hour=9.0)
    assert walk.wanting
    walk.draw()
    assert walk.services.asked == [(48.0, 2.0, 7, None, None), (48.0, 2.0, 7, 2, 9.0)]


def test_the_pictures_before_are_given_back():
    walk = begin()
    walk.draw()
    first = walk.token
    walk.another_street()
    walk.draw()
    assert walk.services.pictures.get(first, "f") is None
    assert walk.services.pictures.get(walk.token, "f") == b"picture"


def test_a_street_that_cannot_be_drawn_leaves_the_one_before_and_forgets_the_click():
    walk = begin()
    walk.draw()
    before, token, visit = walk.spot, walk.token, walk.visit
    walk.go(latitude=80.0)
    walk.draw()
    assert "the brush is frozen" in walk.problem
    assert (walk.spot, walk.token) == (before, token)
    assert walk.visit != visit
    assert not walk.wanting
    walk.go(latitude=40.0)
    walk.draw()
    assert walk.problem == ""


def test_a_first_street_that_cannot_be_drawn_is_not_tried_for_ever():
    walk = Walk(Shared(), Spot(80.0, 0.0, 1))  # type: ignore[arg-type]
    walk.draw()
    assert walk.problem
    assert not walk.wanting
    walk.somewhere_else()
    walk.draw()
    assert (walk.problem, walk.spot.latitude) == ("", 10.0)


def test_the_pin_stands_where_the_street_is_and_not_on_the_water():
    walk = begin()
    walk.draw()
    visit = walk.visit
    walk.go(longitude=40.0)
    assert walk.pin.longitude == 40.0
    walk.draw()
    assert walk.pin.longitude == 10.0
    assert walk.visit != visit  # the map forgets the click, or the next run would go back to sea
    assert not walk.wanting
