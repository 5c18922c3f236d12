"""Road signs: true names of near towns, the country's shapes and colours, on the side that traffic drives."""

from __future__ import annotations

import math
import random

from world import facts
from world.compose.colours import SHOPS, mix, to_rgb
from world.compose.legibility import PANORAMA_PX_AT_A_METRE, PX_AT_A_METRE, READABLE_PX, TOLD_PX
from world.compose.place import Place, codes
from world.compose.wording import board_lines, numerals, romanised, street_name, writes
from world.roads import Colours
from world.routes import route_number
from world.scene import Sign

_MUTCD = codes("US CA MX GT BZ SV HN NI CR PA CO EC PE CL AR BO PY UY VE BR AU NZ TH MY ID PH JP TW DO PR LK")
"""Countries with diamond warning signs in the American manner."""
_YELLOW_FACES = codes("SE FI IS PL")
_SYMBOLS = ("children", "crossroads", "side-road", "bump", "slippery", "pedestrians", "railway", "signals")
_ANIMALS = {
    "kangaroo": "AU", "moose": "SE NO FI CA EE", "camel": "AE SA OM QA KW BH YE EG JO MR TN DZ IL",
    "elephant": "TH BW KE TZ LK",
    "cow": "AR UY PY BR BW NA IN CH NZ MX CO MG RO",
}  # fmt: skip
_ANIMAL = {code: animal for animal, places in _ANIMALS.items() for code in places.split()}

_SPEEDS = {
    "km/h": {
        "wild": (80, 90, 100),
        "farmland": (70, 80, 90),
        "village": (40, 50, 50),
        "suburb": (40, 50, 60),
    },
    "mph": {"wild": (50, 55, 60), "farmland": (45, 50, 55), "village": (25, 30, 35), "suburb": (25, 30, 35)},
}


def wide(string: str) -> float:
    """Width of a line in letter heights: Chinese, Japanese and Korean characters are as wide as high."""
    return sum(1.0 if "\u2e80" <= c <= "\uffef" else 0.62 for c in string)


def letter_height(lines: tuple[str, ...], width: float, height: float) -> float:
    """Metres of a letter on a sign of this size: limited by the number of its lines and the longest one."""
    if not lines:
        return 0.0
    return min(0.62 * height / len(lines), 0.85 * width / max(0.6, *map(wide, lines)))


class Signpost:
    """Sets signs where the law of the country wants them, none before another."""

    def __init__(self, place: Place, rng: random.Random) -> None:
        self.place, self.rng, self.signs = place, rng, []

    def set(self, along: float, ours: bool, left: bool = False, verge: float | None = None, **look) -> bool:
        """One sign for our traffic or the other's, on that traffic's kerb side (`left`: across the road).

        `verge` is how many metres beside the road it stands, drawn where None. False where something is
        in its place, or where another sign would hide it or be hidden.
        """
        place, rng, road = self.place, self.rng, self.place.road
        side = place.side * (1 if ours else -1) * (-1 if left else 1)
        beside = rng.uniform(1.0, 2.2) if verge is None else verge
        offset = road.width / 2 + beside + max(0.0, look["width"] / 2 - 0.6)
        x, y = road.point(along, side * offset)
        heading = (road.heading(along) + (180 if ours else 0) + rng.uniform(-4, 4)) % 360
        if not place.free(x, y, 0.5) or self._hides(x, y, look["width"]) or place.hides(x, y, 0.1):
            return False
        look.setdefault("post", place.facts.post)
        look.setdefault("back", place.facts.sign_back)
        look.setdefault("clearance", 1.5 if not place.built_up else 2.1)
        self.signs.append(Sign(x=round(x, 2), y=round(y, 2), heading=round(heading, 2), **look))
        place.take(x, y, 0.7)
        return True

    def _hides(self, x: float, y: float, width: float) -> bool:
        """Whether a face of this width there and another sign's lie in the same direction, both near."""
        for sign in self.signs:
            far = max(math.hypot(x, y), math.hypot(sign.x, sign.y))
            apart = abs((math.degrees(math.atan2(x, y) - math.atan2(sign.x, sign.y)) + 180) % 360 - 180)
            halves = width / math.hypot(x, y) + sign.width / math.hypot(sign.x, sign.y)
            if far < 30 and apart < math.degrees(halves / 2) + 1:
                return True
        return False

    def show(self, look: dict, px_at_a_metre: float = PX_AT_A_METRE, read: bool = True) -> bool:
        """Set a sign so near, and turned so, that its writing can be read, or its shape and picture told.

        Several places are tried: ahead for our traffic, behind us for the other's. False if none is free.
        """
        rng, road, side = self.rng, self.place.road, self.place.side
        for turn in range(14):
            # Where nothing is free so near, a larger sign farther off.
            size = 1 + 0.08 * max(0, turn - 4)
            width, height = round(look["width"] * size, 2), round(look["height"] * size, 2)
            letter = letter_height(look.get("lines", ()) if read else (), width, height)
            reach = 0.97 * (letter / READABLE_PX if letter else height / TOLD_PX) * px_at_a_metre
            ours = turn > 9 or rng.random() < 0.7
            verge = rng.uniform(0.95, 2.0) if turn < 6 else 0.95
            offset = road.width / 2 + verge + max(0.0, width / 2 - 0.6)
            across = abs((side if ours else -side) * offset - road.camera_offset)
            # The face must be turned to us: at least as far along as half the way across.
            least, most = max(2.5, 0.62 * across), max(0.0, reach**2 - across**2) ** 0.5
            if least < most:
                along = rng.uniform(least, most) * (1 if ours else -1)
                if self.set(along, ours, verge=verge, **{**look, "width": width, "height": height}):
                    self.place.sights.append((self.signs[-1].x, self.signs[-1].y, width))
                    return True
        return False


def board(kind: str, lines: tuple[str, ...], look: Colours, letter: float) -> dict:
    """A rectangular sign sized for its writing in letters of this height (metres)."""
    width = max(wide(line) for line in lines) * letter + 0.9 * letter
    height = letter * 1.62 * len(lines)
    return {
        "kind": kind,
        "shape": "rectangle",
        "width": round(max(width, height * 0.6), 2),
        "height": round(height, 2),
        "face": look.face,
        "border": look.border,
        "ink": look.ink,
        "lines": lines,
    }


def names(place: Place, town: facts.Town) -> tuple[str, ...]:
    """A town's name as its country's signs write it: the local script first, Latin below where it is used."""
    if town.local_name and town.local_name != town.name and writes(place, town.local_name):
        latin = (romanised(place, town.name),) if "Latn" in place.facts.script else ()
        return (town.local_name, *latin)
    return (romanised(place, town.name),)


def signs(place: Place, mouth: tuple[float, int] | None) -> tuple[Sign, ...]:
    """All signs of the scene; each that rates.csv drew stands where the camera can tell it."""
    if place.continent == "Antarctica":
        return ()
    rng = place.rng("signs")
    post = Signpost(place, rng)
    if mouth:
        _junction(post, mouth)
    for clue, put in (
        ("place-name", _place_name),
        ("route-shield", _route),
        ("shop-sign", _shop_board),
        ("speed-sign", _speed),
        ("warning-sign", _warning),
        ("km-sign", _distance),
        ("pedestrian-sign", _pedestrian),
        ("parking-sign", _parking),
        ("street-name", _street),
    ):
        if place.happens(clue, rng):
            put(post)
    if abs(place.road.curve) > 0.07 and place.happens("chevron", rng):
        _chevrons(post)
    return tuple(post.signs)


def _chevrons(post: Signpost) -> None:
    """Arrows on the outside of the bend, for both directions, the first near enough to tell."""
    place, look = post.place, post.place.facts.chevron
    turns_right = place.road.curve > 0
    wide_plate = place.facts.warning.shape != "diamond" and post.rng.random() < 0.4
    for ours in (True, False):
        # Going backwards along the same arc the bend turns the other way.
        right_hand = turns_right if ours else not turns_right
        outside_is_kerb = right_hand == (place.side < 0)
        first, gap = post.rng.uniform(5, 8), post.rng.uniform(9, 14)
        for i in range(3):
            post.set(
                (first + i * gap) * (1 if ours else -1),
                ours,
                left=not outside_is_kerb,
                kind="chevron",
                shape="rectangle" if wide_plate else "square",
                width=1.7 if wide_plate else 0.7,
                height=0.5 if wide_plate else 0.7,
                face=look.face,
                border=look.ink,
                ink=look.ink,
                symbol="right" if right_hand else "left",
                clearance=1.0,
            )


def _place_name(post: Signpost) -> None:
    """The sign at the entry of a town or one to the nearest towns, in letters that can be read."""
    place, rng = post.place, post.rng
    letter = rng.uniform(0.34, 0.44)
    entry = place.towns and place.settlement in ("village", "suburb") and rng.random() < 0.6
    lines = () if entry else _towards(place, rng)
    look = board("direction", lines, place.facts.direction, letter) if lines else None
    if look is None and place.towns and place.settlement not in ("wild", "farmland"):
        look = board("town", names(place, place.towns[0][0]), place.facts.town_sign, letter)
    if look and not post.show(look) and len(lines) > 1:
        post.show(board("direction", lines[:1], place.facts.direction, letter))


def _towards(place: Place, rng: random.Random) -> tuple[str, ...]:
    """The nearest towns by their true distance in the country's unit, as names and numbers."""
    far = [(town, km) for town, km in place.towns if km > 1.5][:6]
    if not far:
        return ()
    chosen = sorted(rng.sample(far, min(len(far), rng.choice((1, 2, 2, 3)))), key=lambda item: item[1])
    miles = place.facts.speed_unit == "mph"
    lines: list[str] = []
    for town, km in chosen:
        # Roads are longer than the crow's way.
        distance = max(1, round(km * (0.6214 if miles else 1.0) * 1.25))
        local = names(place, town)
        lines.append(f"{local[0]} {numerals(place.country, distance)}")
        lines += local[1:] if len(chosen) < 3 else ()
    return tuple(lines)


def _shop_board(post: Signpost) -> None:
    """A shop's or an inn's board at the kerb, in the language of the place."""
    place, rng = post.place, post.rng
    place.trades = True
    lines = board_lines(place, rng)
    face = rng.choice(SHOPS)
    letter = rng.uniform(0.36, 0.5) if len(lines) == 1 else 0.36
    look = board("shop", lines, Colours(face, _ink(face), _ink(face)), letter)
    post.show({**look, "post": "grey", "clearance": 2.2})


def _speed(post: Signpost) -> None:
    place, rng, unit = post.place, post.rng, post.place.facts.speed_unit
    limits = _SPEEDS[unit].get(place.settlement) or _SPEEDS[unit]["village"]
    number = numerals(place.country, rng.choice(limits))
    if place.country in ("US", "PR", "VI", "GU", "CA"):
        lines = ("SPEED", "LIMIT", number) if place.country != "CA" else ("MAXIMUM", number)
        plain = {"face": "#f6f6f4", "border": "#151515", "ink": "#151515"}
        look = {"kind": "speed", "shape": "rectangle", "width": 0.75, "height": 0.95, "lines": lines, **plain}
        post.show(look)
        return
    face = "#f5d21f" if place.country in _YELLOW_FACES - {"PL"} else "#f7f7f5"
    ink = "#20409a" if place.country == "JP" else "#151515"
    look = {"kind": "speed", "shape": "circle", "width": 0.75, "height": 0.75}
    post.show({**look, "face": face, "border": "#cc1f2b", "ink": ink, "lines": (number,)})


def _warning(post: Signpost) -> None:
    place, rng, look = post.place, post.rng, post.place.facts.warning
    size = rng.uniform(0.75, 0.95)
    symbol = rng.choice(_SYMBOLS)
    if abs(place.road.curve) > 0.07:
        symbol = "bend-right" if place.road.curve > 0 else "bend-left"
    elif not place.built_up and rng.random() < 0.5:
        symbol = _ANIMAL.get(place.country, "animals")
        symbol = symbol if rng.random() < 0.75 else "animals"
    elif place.elevation > 800 and rng.random() < 0.3:
        symbol = "rocks"
    face = {"face": look.face, "border": look.border, "ink": look.ink}
    size = round(size, 2)
    post.show(
        {"kind": "warning", "shape": look.shape, "width": size, "height": size, "symbol": symbol, **face}
    )


def _route(post: Signpost) -> None:
    place = post.place
    shield, digits = route_number(place.country, place.admin1, place.latitude, place.longitude, post.rng)
    width = round(max(0.7, wide(digits) * 0.36 + 0.2), 2)
    face = {"face": shield.face, "border": shield.ink, "ink": shield.ink}
    look = {"kind": "route", "shape": shield.shape, "width": width, "height": 0.7, "lines": (digits,), **face}
    post.show(look)


def _stop_look(place: Place) -> dict:
    shape = place.facts.stop_shape
    width, height = (0.9, 0.8) if shape == "triangle-down" else (0.78, 0.78)
    colours = {"face": "#c8202c", "border": "#f6f6f4", "ink": "#f6f6f4"}
    lines = (place.facts.stop_word,)
    return {"kind": "stop", "shape": shape, "width": width, "height": height, "lines": lines, **colours}


STOPS_WITHIN = 15.0
"""How near a side road must be for a stop sign before it to be told, metres."""


def _junction(post: Signpost, mouth: tuple[float, int]) -> None:
    """What stands at a side road: its stop or give-way sign turned to it, and sometimes one for us."""
    place, rng, (along, side) = post.place, post.rng, mouth
    road = place.road
    if abs(along) < STOPS_WITHIN and place.happens("stop-sign", rng):
        # Before the junction, for who comes along our road: ahead of us, or behind.
        ahead = along > 0
        post.set(along - 4.6 if ahead else along + 4.6, ahead, verge=1.2, **_stop_look(place))
    elif place.road.surface in ("asphalt", "concrete") and rng.random() < 0.4:
        look = _give_way(place)
        # Drivers come out towards us: their own kerb side is seen from their seat.
        at = along + side * place.side * 4.6
        x, y = road.point(at, side * (road.width / 2 + 1.8))
        if place.free(x, y, 0.3):
            heading = (road.heading(along) + 90 * side) % 360
            post.signs.append(
                Sign(
                    x=round(x, 2),
                    y=round(y, 2),
                    heading=round(heading, 2),
                    clearance=1.9,
                    post=place.facts.post,
                    back=place.facts.sign_back,
                    **look,
                )
            )
            place.take(x, y, 0.7)


def _give_way(place: Place) -> dict:
    face = "#f5d21f" if place.country in _YELLOW_FACES else "#f7f7f5"
    return {
        "kind": "give-way",
        "shape": "triangle-down",
        "width": 0.9,
        "height": 0.8,
        "face": face,
        "border": "#cc1f2b",
        "ink": "#cc1f2b",
    }


def _street(post: Signpost) -> None:
    """A street's name, in letters that only a person can read, in the panorama."""
    place, rng = post.place, post.rng
    name = street_name(place, rng)
    if not name:
        return
    green = {"US": "#1f6b3a", "CA": "#1f6b3a", "AU": "#f4f4f2", "FR": "#23408f", "ES": "#f4f4f2"}
    face = green.get(place.country) or rng.choice(("#23408f", "#f4f4f2", "#1f6b3a"))
    letter = rng.uniform(0.13, 0.17)
    look = board("street", (name,), Colours(face, _ink(face), _ink(face)), letter)
    post.show({**look, "clearance": 2.3}, PANORAMA_PX_AT_A_METRE)


def _pedestrian(post: Signpost) -> None:
    place, look = post.place, post.place.facts.warning
    diamond = place.country in _MUTCD and look.shape == "diamond"
    face, ink = (look.face, look.ink) if diamond else ("#1d4fa0", "#f6f6f4")
    border = look.border if diamond else mix(face, "#ffffff", 0.8)
    shape, symbol = ("diamond", "pedestrians") if diamond else ("square", "")
    colours = {"face": face, "border": border, "ink": ink}
    size = {"width": 0.75, "height": 0.75}
    post.show({"kind": "pedestrian", "shape": shape, "symbol": symbol, **size, **colours})


def _parking(post: Signpost) -> None:
    word = "E" if post.place.country in ("AR", "BR", "CL", "CO", "MX", "PE", "EC", "UY", "BO") else "P"
    look = {"kind": "parking", "shape": "square", "width": 0.75, "height": 0.75, "lines": (word,)}
    post.show({**look, "face": "#1d4fa0", "border": "#f6f6f4", "ink": "#f6f6f4"})


def _distance(post: Signpost) -> None:
    """A board with the road's kilometre or mile."""
    place, rng = post.place, post.rng
    look = Colours("#f4f4f2", "#1c1c1c", "#1c1c1c") if rng.random() < 0.5 else place.facts.direction
    unit = "mile" if place.facts.speed_unit == "mph" else "km"
    lines = (unit, numerals(place.country, rng.randint(1, 320)))
    post.show({**board("km", lines, look, 0.36), "clearance": 0.6})


def _ink(face: str) -> str:
    """Writing that stands out on a face of this colour."""
    return "#1b1b1b" if sum(to_rgb(face)) > 420 else "#f6f6f4"


def sees_face(sign_x: float, sign_y: float, heading: float) -> float:
    """Cosine between a face's heading and the way to the camera: 1 faces it, 0 edge on, negative its back."""
    distance = math.hypot(sign_x, sign_y) or 1.0
    return -(sign_x * math.sin(math.radians(heading)) + sign_y * math.cos(math.radians(heading))) / distance
