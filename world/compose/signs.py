"""Road signs: true names of near towns, the country's shapes and colours, on the side that traffic drives."""

from __future__ import annotations

import math
import random

from world import facts
from world.compose.colours import mix
from world.compose.place import Place, codes
from world.compose.wording import street_name
from world.roads import Colours, plate_text
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


def letter_height(sign: Sign) -> float:
    """Metres of a letter on the sign: limited by the number of its lines and by the longest one."""
    if not sign.lines:
        return 0.0
    longest = max(wide(line) for line in sign.lines)
    return min(0.62 * sign.height / len(sign.lines), 0.85 * sign.width / max(longest, 0.6))


class Signpost:
    """Sets signs where the law of the country wants them."""

    def __init__(self, place: Place, rng: random.Random) -> None:
        self.place, self.rng, self.signs = place, rng, []

    def where(self, near: float = 4.0, far: float = 24.0) -> tuple[float, bool]:
        """(metres along, whether it is for our direction): mostly such that the camera sees its face."""
        rng = self.rng
        distance = near + (far - near) * rng.random() ** 2
        if rng.random() < 0.58:
            return distance, True
        return (-distance, False) if rng.random() < 0.8 else (distance, False)

    def set(self, along: float, ours: bool, left: bool = False, **look) -> bool:
        """One sign for our traffic or the other's, on that traffic's kerb side (`left`: across the road)."""
        place, rng, road = self.place, self.rng, self.place.road
        side = place.side * (1 if ours else -1) * (-1 if left else 1)
        offset = road.width / 2 + rng.uniform(1.0, 2.2) + max(0.0, look["width"] / 2 - 0.6)
        x, y = road.point(along, side * offset)
        if not place.free(x, y, 0.5):
            return False
        look.setdefault("post", place.facts.post)
        look.setdefault("back", place.facts.sign_back)
        look.setdefault("clearance", 1.5 if not place.built_up else 2.1)
        heading = (road.heading(along) + (180 if ours else 0) + rng.uniform(-4, 4)) % 360
        self.signs.append(Sign(x=round(x, 2), y=round(y, 2), heading=round(heading, 2), **look))
        place.take(x, y, 0.7)
        return True

    def board(
        self,
        kind: str,
        lines: tuple[str, ...],
        look: Colours,
        letter: float,
        ours: bool,
        along: float,
        **more,
    ) -> bool:
        """A rectangular sign sized for its writing."""
        width = max(wide(line) for line in lines) * letter + 0.9 * letter
        height = letter * 1.62 * len(lines)
        return self.set(
            along,
            ours,
            kind=kind,
            shape="rectangle",
            width=round(max(width, height * 0.6), 2),
            height=round(height, 2),
            face=look.face,
            border=look.border,
            ink=look.ink,
            lines=lines,
            **more,
        )


def names(place: Place, town: facts.Town) -> tuple[str, ...]:
    """A town's name as its country's signs write it: the local script first, Latin below where it is used."""
    if town.local_name and town.local_name != town.name:
        return (town.local_name, town.name) if "Latn" in place.facts.script else (town.local_name,)
    return (town.name,)


def signs(place: Place, mouth: tuple[float, int] | None) -> tuple[Sign, ...]:
    """All signs of the scene, most of them within 35 m of the camera."""
    if place.continent == "Antarctica":
        return ()
    rng = place.rng("signs")
    post = Signpost(place, rng)
    rural = place.settlement in ("wild", "farmland")
    if abs(place.road.curve) > 0.07 and not place.built_up and rng.random() < 0.8:
        _chevrons(post)
    if rng.random() < (0.4 if rural else 0.25):
        _direction(post)
    if place.settlement in ("village", "suburb") and rng.random() < 0.22 and place.towns:
        local = names(place, place.towns[0][0])
        along, ours = post.where(3.9, 22)
        post.board("town", local, place.facts.town_sign, rng.uniform(0.24, 0.32), ours, along)
    if rng.random() < 0.4:
        _speed(post)
    if rng.random() < (0.45 if rural else 0.25):
        _warning(post)
    if (rural and rng.random() < 0.4) or rng.random() < 0.12:
        _route(post)
    if mouth:
        _junction(post, mouth)
    if place.built_up:
        _town_signs(post, mouth)
    elif rng.random() < 0.2 and place.road.surface == "asphalt":
        along, ours = post.where(3.5, 15)
        look = Colours("#f4f4f2", "#1c1c1c", "#1c1c1c") if rng.random() < 0.5 else place.facts.direction
        number = str(rng.randint(1, 320))
        unit = "mile" if place.facts.speed_unit == "mph" else "km"
        post.board("km", (unit, number), look, 0.16, ours, along, clearance=0.5)
    return tuple(post.signs)


def _chevrons(post: Signpost) -> None:
    """Arrows on the outside of the bend, for both directions."""
    place, look = post.place, post.place.facts.chevron
    turns_right = place.road.curve > 0
    wide_plate = place.facts.warning.shape != "diamond" and post.rng.random() < 0.4
    for ours in (True, False):
        if post.rng.random() < 0.25:
            continue
        # Going backwards along the same arc the bend turns the other way.
        right_hand = turns_right if ours else not turns_right
        outside_is_kerb = right_hand == (place.side < 0)
        first, gap = post.rng.uniform(13, 22), post.rng.uniform(9, 14)
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


def _direction(post: Signpost) -> None:
    """The nearest towns by their true distance in the country's unit, as names and numbers."""
    place, rng = post.place, post.rng
    far = [(town, km) for town, km in place.towns if km > 1.5][:6]
    if not far:
        return
    chosen = sorted(rng.sample(far, min(len(far), rng.choice((1, 2, 2, 3)))), key=lambda item: item[1])
    miles = place.facts.speed_unit == "mph"
    lines: list[str] = []
    for town, km in chosen:
        distance = max(
            1, round(km * (0.6214 if miles else 1.0) * 1.25)
        )  # roads are longer than the crow's way
        local = names(place, town)
        lines.append(f"{local[0]} {distance}")
        lines += local[1:] if len(chosen) < 3 else ()
    along, ours = post.where(4.5, 27)
    post.board("direction", tuple(lines), place.facts.direction, rng.uniform(0.2, 0.3), ours, along)


def _speed(post: Signpost) -> None:
    place, rng, unit = post.place, post.rng, post.place.facts.speed_unit
    limits = _SPEEDS[unit].get(place.settlement) or _SPEEDS[unit]["village"]
    number, (along, ours) = str(rng.choice(limits)), post.where(3.9, 22)
    if place.country in ("US", "PR", "VI", "GU", "CA"):
        lines = ("SPEED", "LIMIT", number) if place.country != "CA" else ("MAXIMUM", number)
        if place.admin1 == "Quebec":
            lines = ("MAXIMUM", number)
        post.set(
            along,
            ours,
            kind="speed",
            shape="rectangle",
            width=0.66,
            height=0.84,
            face="#f6f6f4",
            border="#151515",
            ink="#151515",
            lines=lines,
        )
        return
    face = "#f5d21f" if place.country in _YELLOW_FACES - {"PL"} else "#f7f7f5"
    ink = "#20409a" if place.country == "JP" else "#151515"
    post.set(
        along,
        ours,
        kind="speed",
        shape="circle",
        width=0.75,
        height=0.75,
        face=face,
        border="#cc1f2b",
        ink=ink,
        lines=(number,),
    )


def _warning(post: Signpost) -> None:
    place, rng, look = post.place, post.rng, post.place.facts.warning
    size, (along, ours) = rng.uniform(0.75, 0.95), post.where(3.9, 21)
    symbol = rng.choice(_SYMBOLS)
    if abs(place.road.curve) > 0.07:
        symbol = "bend-right" if (place.road.curve > 0) == ours else "bend-left"
    elif not place.built_up and rng.random() < 0.5:
        symbol = _ANIMAL.get(place.country, "animals")
        symbol = symbol if rng.random() < 0.75 else "animals"
    elif place.elevation > 800 and rng.random() < 0.3:
        symbol = "rocks"
    post.set(
        along,
        ours,
        kind="warning",
        shape=look.shape,
        width=round(size, 2),
        height=round(size, 2),
        face=look.face,
        border=look.border,
        ink=look.ink,
        symbol=symbol,
    )


def _route(post: Signpost) -> None:
    shield, (along, ours) = post.place.facts.route_shield, post.where(3.5, 18)
    number = plate_text(shield.pattern, post.rng.randrange).lstrip()
    digits = number.replace("0", "1", 1) if number[:1] == "0" else number
    width = max(0.6, wide(digits) * 0.26 + 0.2)
    post.set(
        along,
        ours,
        kind="route",
        shape=shield.shape,
        width=round(width, 2),
        height=0.6,
        face=shield.face,
        border=shield.ink,
        ink=shield.ink,
        lines=(digits,),
    )


def _stop_look(place: Place) -> dict:
    word, shape = place.facts.stop_word, place.facts.stop_shape
    if shape == "triangle-down":
        return {
            "kind": "stop",
            "shape": shape,
            "width": 0.9,
            "height": 0.8,
            "face": "#c8202c",
            "border": "#f6f6f4",
            "ink": "#f6f6f4",
            "lines": (word,),
        }
    return {
        "kind": "stop",
        "shape": shape,
        "width": 0.78,
        "height": 0.78,
        "face": "#c8202c",
        "border": "#f6f6f4",
        "ink": "#f6f6f4",
        "lines": (word,),
    }


def _junction(post: Signpost, mouth: tuple[float, int]) -> None:
    """What stands at a side road: its stop or give-way sign turned to it, and sometimes one for us."""
    place, rng, (along, side) = post.place, post.rng, mouth
    road = place.road
    if rng.random() < 0.7 and place.road.surface in ("asphalt", "concrete"):
        look = _stop_look(place) if rng.random() < 0.55 else _give_way(place)
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
    if along > 0 and place.settlement in ("village", "suburb", "town", "city") and rng.random() < 0.3:
        post.set(along - rng.uniform(4, 6), True, **_stop_look(place))
    elif along < 0 and place.built_up and rng.random() < 0.3:
        post.set(along + rng.uniform(4, 6), False, **_stop_look(place))


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


def _town_signs(post: Signpost, mouth: tuple[float, int] | None) -> None:
    place, rng = post.place, post.rng
    if rng.random() < 0.4:
        name = street_name(place, rng)
        green = {"US": "#1f6b3a", "CA": "#1f6b3a", "AU": "#f4f4f2", "FR": "#23408f", "ES": "#f4f4f2"}.get(
            place.country
        )
        face = green or rng.choice(("#23408f", "#f4f4f2", "#1f6b3a"))
        ink = "#1b1b1b" if face == "#f4f4f2" else "#f6f6f4"
        along, ours = (mouth[0] + 4, mouth[0] > 0) if mouth else post.where(3.5, 14)
        if name:
            post.board("street", (name,), Colours(face, ink, ink), 0.12, ours, along, clearance=2.3)
    if rng.random() < 0.3:
        diamond = place.country in _MUTCD and place.facts.warning.shape == "diamond"
        look = place.facts.warning
        along, ours = post.where(3.5, 16)
        face, ink = (look.face, look.ink) if diamond else ("#1d4fa0", "#f6f6f4")
        post.set(
            along,
            ours,
            kind="pedestrian",
            shape="diamond" if diamond else "square",
            width=0.7,
            height=0.7,
            face=face,
            border=look.border if diamond else mix(face, "#ffffff", 0.8),
            ink=ink,
            symbol="pedestrians" if diamond else "",
        )
    if rng.random() < 0.3:
        along, ours = post.where(3.5, 12)
        word = "E" if place.country in ("AR", "BR", "CL", "CO", "MX", "PE", "EC", "UY", "BO") else "P"
        post.set(
            along,
            ours,
            kind="parking",
            shape="square",
            width=0.55,
            height=0.55,
            face="#1d4fa0",
            border="#f6f6f4",
            ink="#f6f6f4",
            lines=(word,),
        )


def sees_face(sign_x: float, sign_y: float, heading: float) -> float:
    """Cosine between a face's heading and the way to the camera: 1 faces it, 0 edge on, negative its back."""
    distance = math.hypot(sign_x, sign_y) or 1.0
    return -(sign_x * math.sin(math.radians(heading)) + sign_y * math.cos(math.radians(heading))) / distance
