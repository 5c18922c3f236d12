"""Wandering: any place on Earth as its street looks, in a chosen month and hour, with its clues."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, replace

import streamlit as st

from game.decks import Card
from game.rounds import Pin
from ui import maps, viewer, words
from ui.markup import clue_list, curtain, put, tag, text
from ui.services import Services

MAP_HEIGHT = 330


@dataclass(frozen=True, slots=True)
class Spot:
    """What to draw: a place (degrees), which of its streets, and when (None: as it comes)."""

    latitude: float
    longitude: float
    seed: int
    month: int | None = None
    hour: float | None = None


@dataclass
class Walk:
    """One session's wandering.

    `spot` is wanted, `settled` what was last dealt with, `drawn` what the card shows: where drawing fails the
    street before it stays. `visit` changes when the map should forget its last click.
    """

    services: Services
    spot: Spot
    settled: Spot | None = None
    drawn: Spot | None = None
    card: Card | None = None
    token: str = ""
    problem: str = ""
    visit: str = field(default_factory=lambda: secrets.token_hex(4))

    @property
    def wanting(self) -> bool:
        """Whether another spot is wanted than the one that was last dealt with."""
        return self.spot != self.settled

    @property
    def pin(self) -> Pin:
        """Where the map's pin stands: on the street that is shown, ashore even if the click was not."""
        place = self.card.place if self.card and not self.wanting else self.spot
        return Pin(place.latitude, place.longitude)

    def go(self, **changes: float | int | None) -> None:
        """Want to see another spot; the page draws it next."""
        self.spot = replace(self.spot, **changes)

    def another_street(self) -> None:
        """Another street at the same place."""
        self.go(seed=secrets.randbelow(2**31))

    def somewhere_else(self) -> None:
        """A street anywhere, chosen as the game chooses its places."""
        latitude, longitude, seed = self.services.somewhere(secrets.randbelow(2**31))
        self.go(latitude=latitude, longitude=longitude, seed=seed)
        self.visit = secrets.token_hex(4)

    def draw(self) -> None:
        """Draw the spot that is wanted, or say in `problem` why that failed."""
        wanted, self.problem = self.spot, ""
        try:
            card = self.services.street(
                wanted.latitude, wanted.longitude, wanted.seed, wanted.month, wanted.hour
            ).result()
        except Exception as error:
            self.problem = words.WANDER_FAILED.format(reason=words.sentence(error))
            self.spot = self.drawn or wanted
            self.visit = secrets.token_hex(4)
        else:
            self.close()
            self.drawn, self.card, self.token = wanted, card, self.services.pictures.put(card.images)
            if card.note:
                self.visit = secrets.token_hex(4)
        self.settled = self.spot

    def close(self) -> None:
        """Give the pictures back."""
        self.services.pictures.drop(self.token)


def begin(shared: Services) -> None:
    """Start to wander, somewhere."""
    walk = Walk(shared, Spot(0.0, 0.0, 0))
    walk.somewhere_else()
    st.session_state["walk"] = walk


def leave() -> None:
    """Back to the start page."""
    walk = st.session_state.pop("walk", None)
    if walk is not None:
        walk.close()


def show(walk: Walk) -> None:
    """The street, and beside it the map, the calendar and the clues."""
    wanting, card = walk.wanting, walk.card
    if card is not None:
        with st.container(key="stage"):
            viewer.show(walk.token, "", card.kind, "full play", heading=card.heading, clues=card.clues)
        _head(walk, card)
    elif wanting:
        curtain(words.WANDER_DRAWING)
    else:
        with st.container(key="head"):
            put(tag("p", text(walk.problem), css="note problem"))
    _dock(walk, wanting)
    if wanting:
        walk.draw()
        st.rerun()


def _head(walk: Walk, card: Card) -> None:
    """Where and when the street is; while another is drawn, of that one as much as is known."""
    place = walk.spot if walk.wanting else card.place
    where = words.coordinates(place.latitude, place.longitude)
    name = words.WANDER_DRAWING if walk.wanting else card.place.name or where
    with st.container(key="head"):
        put(tag("p", text(name), css="round", role="status"), tag("p", text(where), css="scores"))
        if card.when and not walk.wanting:
            put(tag("p", text(words.moment(*card.when)), css="moment"))
        for said, css in ((card.note, "aside"), (walk.problem, "note problem")):
            if said and not walk.wanting:
                put(tag("p", text(said), css=css))
        with st.container(key="wander-clues"), st.expander(words.CLUES):
            put(clue_list(() if walk.wanting else card.clues))


@st.fragment
def _dock(walk: Walk, drawing: bool) -> None:
    """Map and calendar: what is chosen here is drawn next, unless the page is about to draw already."""
    at = walk.pin
    with st.container(key="dock"):
        pin = maps.guess_map(f"wander-{walk.visit}", MAP_HEIGHT, at)
        put(tag("p", text(words.WANDER_HINT), css="hint"))
        left, right = st.columns(2, gap="small")
        months, hours = (words.ANY_MONTH, *words.MONTHS), {words.ANY_HOUR: None} | words.HOURS
        with left:
            month = st.selectbox(words.MONTH, months, key="wander-month", label_visibility="collapsed")
            st.button(words.WANDER_AWAY, width="stretch", on_click=walk.another_street, key="wander-away")
        with right:
            hour = st.selectbox(words.HOUR, list(hours), key="wander-hour", label_visibility="collapsed")
            st.button(words.WANDER_FAR, width="stretch", on_click=walk.somewhere_else, key="wander-far")
        if st.button(words.WANDER_LEAVE, type="tertiary", key="wander-leave"):
            leave()
            st.rerun()  # a fragment's button runs the fragment alone
    if pin is not None and pin != at:
        walk.go(latitude=pin.latitude, longitude=pin.longitude)
    walk.go(month=months.index(month) or None, hour=hours[hour])
    if walk.wanting and not drawing:
        st.rerun()
