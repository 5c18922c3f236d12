"""Route numbers and their shields by country and part, from world/routes.csv: `route_number(…)`.

A row is one class of road (`state`, `motorway`) where it stands: a country (`DE`) or some of its parts
(`US:Ohio|Utah`), whose rows take the place of the country's row of that class. `weight` says how often the
class is met (0 in a part that has none), `shield` its shape, face and ink. `numbers` are alternatives with
`|` between them, each as it is written, but `<3-361>` stands for a whole number of that span (`<010-480>`
keeps its noughts) and `<gb-a>` for a number that a rule of this module finds from the place. Where no row
is, the shield of roads.csv serves. Checked by `python -m pytest tests/world/test_routes.py`.
"""

from __future__ import annotations

import math
import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from world.roads import CONFIDENCES, SIGN_SHAPES, Shield, plate_text, road_facts
from world.tables import as_is, colour, list_of, matching, number, one_of, parse_row, read, record

ROUTES_CSV = Path(__file__).parent / "routes.csv"

Rule = Callable[[float, float, random.Random], str]
"""(latitude, longitude, generator) → a number as it is written."""


@dataclass(frozen=True, slots=True)
class RouteClass:
    """One class of roads in one place; `numbers` as in the table, `shield.pattern` is ""."""

    name: str
    weight: float
    shield: Shield
    numbers: tuple[str, ...]
    confidence: str
    source: str


def _along(value: float, marks: tuple[tuple[float, float], ...]) -> float:
    """Piecewise linear: what stands at `value` between (value, result) marks in rising order."""
    if value <= marks[0][0]:
        return marks[0][1]
    for (low, first), (high, last) in pairwise(marks):
        if value <= high:
            return first + (last - first) * (value - low) / (high - low)
    return marks[-1][1]


def _near(centre: float, spread: float, step: int, offset: int, low: int, high: int, rng) -> int:
    """A whole number near the centre, equal to `offset` modulo `step`, within [low, high]."""
    wanted = centre + rng.uniform(-spread, spread)
    return min(max(round((wanted - offset) / step) * step + offset, low), high)


def _us_interstate(latitude: float, longitude: float, rng: random.Random) -> str:
    """Odd numbers run north-south and grow eastwards, even ones east-west and grow northwards."""
    if rng.random() < 0.5:
        east = _along(longitude, ((-123, 5), (-112, 15), (-105, 25), (-97, 35), (-90, 55), (-75, 95)))
        return str(_near(east, 2, 2, 1, 5, 95, rng))
    return str(_near(_along(latitude, ((30, 10), (35, 40), (41, 80), (47, 94))), 2, 2, 0, 4, 96, rng))


def _us_route(latitude: float, longitude: float, rng: random.Random) -> str:
    """The other way round: odd ones grow westwards, even ones southwards."""
    if rng.random() < 0.5:
        west = _along(longitude, ((-124, 101), (-112, 89), (-97, 77), (-90, 61), (-80, 19), (-69, 1)))
        return str(_near(west, 5, 2, 1, 1, 101, rng))
    return str(
        _near(_along(latitude, ((30, 90), (35, 64), (40, 40), (45, 12), (48.5, 2))), 4, 2, 0, 2, 98, rng)
    )


_A1 = ((51.5, -0.1), (52.57, -0.3), (53.0, -0.8), (53.5, -1.1), (54.4, -1.6), (55.0, -1.6), (55.95, -3.2))
_A6 = ((51.5, -0.1), (51.9, -0.42), (52.63, -1.13), (52.92, -1.48), (53.5, -2.24), (53.8, -2.7), (54.9, -2.9))
_A9 = ((55.9, -3.2), (56.1, -3.9), (56.4, -3.45), (56.8, -4.0), (57.5, -4.2), (58.4, -3.2))
_A5 = ((-4.6, 53.3), (-3.4, 53.0), (-2.75, 52.7), (-1.7, 52.63), (-0.8, 52.0), (-0.1, 51.5))
_A4 = ((-5.0, 51.3), (-3.0, 51.4), (-2.4, 51.4), (-1.0, 51.45), (-0.1, 51.5))


def _gb_zone(latitude: float, longitude: float) -> int:
    """First digit of a British road: the zone clockwise of the radial road with that number."""
    if latitude > 55.9 or (latitude > 54.95 and longitude < -3.05):
        if latitude < 55.9:
            return 7
        return 9 if longitude > _along(latitude, _A9) else 8
    if latitude > 51.48 and longitude > _along(latitude, _A1):
        return 1
    if latitude > _along(longitude, _A5):
        return 6 if longitude > _along(latitude, _A6) else 5
    if latitude > _along(longitude, _A4):
        return 4
    return 2 if longitude > _along(latitude, ((50.7, -1.15), (51.24, -0.6), (51.5, -0.1))) else 3


def _gb_a(latitude: float, longitude: float, rng: random.Random) -> str:
    zone, figures = _gb_zone(latitude, longitude), rng.choice((1, 2, 2, 3, 3))
    return f"A{zone}{rng.randrange(0 if figures == 1 else 10 ** (figures - 1), 10**figures)}"


def _gb_b(latitude: float, longitude: float, rng: random.Random) -> str:
    return f"B{_gb_zone(latitude, longitude)}{rng.randrange(0, 1000):03}"


def _in_nh(latitude: float, longitude: float, rng: random.Random) -> str:
    """Even numbers run north-south and grow westwards, odd ones east-west and grow southwards (2010)."""
    if rng.random() < 0.5:
        return f"NH {_near(_along(longitude, ((72, 66), (77, 44), (85, 20), (95, 2))), 3, 2, 0, 2, 70, rng)}"
    return f"NH {_near(_along(latitude, ((9, 85), (20, 53), (27, 27), (34, 1))), 3, 2, 1, 1, 87, rng)}"


def _cn_national(latitude: float, longitude: float, rng: random.Random) -> str:
    """G2xx run north-south and grow westwards, G3xx east-west and grow southwards."""
    if rng.random() < 0.5:
        west = _along(longitude, ((80, 219), (105, 212), (117, 205), (130, 201)))
        return f"G{_near(west, 2, 1, 0, 201, 228, rng)}"
    south = _along(latitude, ((20, 325), (30, 318), (40, 307), (49, 301)))
    return f"G{_near(south, 2, 1, 0, 301, 330, rng)}"


def _tr_state(latitude: float, longitude: float, rng: random.Random) -> str:
    """Tens of hundreds: east-west from the Black Sea (010) southwards, north-south from west (550)."""
    if rng.random() < 0.5:
        row = _along(latitude, ((36.8, 400), (38, 300), (39, 200), (40.5, 100), (41, 10)))
        return f"D{min((10, 100, 200, 300, 400), key=lambda road: abs(road - row)):03}"
    column = _along(longitude, ((27, 550), (30, 650), (33, 750), (37, 850), (40.5, 950), (43.5, 975)))
    return f"D{min((550, 650, 750, 850, 950, 975), key=lambda road: abs(road - column))}"


def _vn_ql(latitude: float, longitude: float, rng: random.Random) -> str:
    """Vietnam's national roads from north to south."""
    roads = (
        (20.2, "1 2 3 4 5 6 10 18 32 37 38 39 70"), (16.2, "1 7 8 9 12 15 45 46 47 48 49"),
        (13.0, "1 14 19 24 25 26 27 29"), (10.6, "1 13 14 20 22 27 28 51 55"),
        (-90, "1 50 53 54 57 60 61 62 63 80 91"),
    )  # fmt: skip
    return "QL " + rng.choice(next(numbers for south, numbers in roads if latitude >= south).split())


def _kr_national(latitude: float, longitude: float, rng: random.Random) -> str:
    """Odd numbers run north-south and grow eastwards, even ones east-west and grow northwards."""
    columns = (
        (126.9, "1 15 21 23 29 39 77"), (127.7, "1 3 13 17 19 21 25 37 43 45 47"),
        (128.5, "3 5 19 25 33 35 59"), (180, "5 7 25 31 35"),
    )  # fmt: skip
    rows = ((35, "2 18 22"), (36, "14 20 24 26 30"), (37, "4 28 32 34 36 40"), (90, "6 38 42 44 46 48 56"))
    at, marks = (longitude, columns) if rng.random() < 0.5 else (latitude, rows)
    return rng.choice(next(numbers for end, numbers in marks if at < end).split())


def _hu_road(latitude: float, longitude: float, rng: random.Random) -> str:
    """First digit by the sector round Budapest, clockwise from road 1 to Vienna."""
    east, north = (longitude - 19.05) * 0.68, latitude - 47.5
    bearing = math.degrees(math.atan2(east, north)) % 360
    edges = ((15, 2), (65, 3), (120, 4), (170, 5), (215, 6), (240, 7), (280, 8), (330, 1), (361, 2))
    zone = next(first for edge, first in edges if bearing < edge)
    return f"{zone}{rng.choice(('', rng.randrange(1, 9), rng.randrange(1, 9), rng.randrange(100, 900)))}"


def _pe_inner(latitude: float, longitude: float, rng: random.Random) -> str:
    """The two long roads behind Peru's coast, split in north and south at the middle of the country."""
    forest = longitude > _along(latitude, ((-14, -70.5), (-12.5, -71.5), (-10, -75.3), (-6, -77.0)))
    return f"PE-{5 if forest else 3}{'N' if latitude > -11.5 else 'S'}"


RULES: dict[str, Rule] = {
    "us-interstate": _us_interstate,
    "us-route": _us_route,
    "gb-a": _gb_a,
    "gb-b": _gb_b,
    "in-nh": _in_nh,
    "cn-national": _cn_national,
    "tr-state": _tr_state,
    "vn-ql": _vn_ql,
    "kr-national": _kr_national,
    "hu-road": _hu_road,
    "pe-inner": _pe_inner,
}

_SPAN = re.compile(r"<(\d+)-(\d+)>")


def _numbers(text: str) -> str:
    """One alternative of the column `numbers`."""
    for inner in re.findall(r"<([^>]*)>", text):
        found = _SPAN.fullmatch(f"<{inner}>")
        if inner not in RULES and not (found and int(found[1]) <= int(found[2])):
            raise ValueError(f"a span such as <3-361> or one of {', '.join(RULES)}, not <{inner}>")
    if not text or text.count("<") != text.count(">"):
        raise ValueError("numbers with | between them")
    return text


_COLUMNS = {
    "where": matching(r"[A-Z]{2}(:.+)?"),
    "class": matching(r"[a-z][a-z-]*"),
    "weight": number(0, 100),
    "shield": record(lambda *look: Shield(*look, ""), one_of(SIGN_SHAPES), colour, colour),
    "numbers": list_of(_numbers, "|"),
    "confidence": one_of(CONFIDENCES),
    "source": as_is,
}


def load_routes(path: Path = ROUTES_CSV) -> dict[str, dict[str, RouteClass]]:
    """Classes by name by place (`DE`, `US:Ohio`), the parts' without what they take from their country.

    Raises ValueError naming file, line, column and value of a bad cell, or a class that a place has twice.
    """
    table: dict[str, dict[str, RouteClass]] = {}
    for line, row in read(path, _COLUMNS):
        cells = parse_row(path, line, _COLUMNS, row)
        country, _, parts = cells.pop("where").partition(":")
        kind = RouteClass(cells.pop("class"), **cells)
        for part in parts.split("|"):
            where = f"{country}:{part}" if part else country
            if kind.name in table.setdefault(where, {}):
                raise ValueError(
                    f"{path.name} line {line} ({where}), column class: {kind.name!r} stands there twice."
                )
            table[where][kind.name] = kind
    return table


@lru_cache(maxsize=1)
def _routes() -> dict[str, dict[str, RouteClass]]:
    return load_routes()


@lru_cache(maxsize=4096)
def route_classes(country: str, admin1: str) -> tuple[RouteClass, ...]:
    """The classes of roads there, the part's own ones first; empty where the table has none."""
    table = _routes()
    classes = {**table.get(country, {}), **table.get(f"{country}:{admin1}", {})}
    return tuple(kind for kind in classes.values() if kind.weight)


@lru_cache(maxsize=512)
def shield_looks(country: str) -> frozenset[tuple[str, str, str]]:
    """(shape, face, ink) of every shield in a country and its parts."""
    shields = [road_facts(country).route_shield]
    shields += [
        kind.shield
        for where, classes in _routes().items()
        if where[:2] == country
        for kind in classes.values()
    ]
    return frozenset((shield.shape, shield.face, shield.ink) for shield in shields)


@lru_cache(maxsize=256)
def _patterns(country: str) -> tuple[tuple[str, re.Pattern[str], tuple[tuple[int, int], ...]], ...]:
    """(part or "" for the whole country, pattern, spans) of each alternative; rules stand for any number."""
    found = []
    for where, classes in _routes().items():
        if where[:2] != country:
            continue
        met = (kind for kind in classes.values() if kind.weight)
        for alternative in (numbers for kind in met for numbers in kind.numbers):
            spans = tuple((int(low), int(high)) for low, high in _SPAN.findall(alternative))
            plain = re.split(r"<[^>]*>", alternative)
            any_number = r"\d+" if country == "US" else ".*"
            pattern = (r"(\d+)" if spans else any_number).join(re.escape(piece) for piece in plain)
            found.append((where[3:], re.compile(pattern), spans))
    return tuple(found)


@lru_cache(maxsize=4096)
def bearers(country: str, text: str) -> tuple[str, ...]:
    """The parts of a country whose roads can have this number; empty if the number tells no part.

    >>> bearers("CL", "X-608"), bearers("FR", "D608")
    (('Aysén',), ())
    """
    parts: list[str] = []
    for part, pattern, spans in _patterns(country):
        found = pattern.fullmatch(text)
        if found and all(low <= int(n) <= high for n, (low, high) in zip(found.groups(), spans, strict=True)):
            if not part:
                return ()
            parts.append(part)
    return tuple(dict.fromkeys(parts))


def written(numbers: str, latitude: float, longitude: float, rng: random.Random) -> str:
    """One of a class's alternatives with its spans and rules worked out."""

    def figure(match: re.Match[str]) -> str:
        if match[1] in RULES:
            return RULES[match[1]](latitude, longitude, rng)
        low, high = match[1].split("-")
        return str(rng.randint(int(low), int(high))).zfill(len(low) if low[0] == "0" else 1)

    return re.sub(r"<([^>]*)>", figure, numbers)


def route_number(
    country: str, admin1: str, latitude: float, longitude: float, rng: random.Random
) -> tuple[Shield, str]:
    """A shield and a number that a road at the place could bear; `latitude` and `longitude` in degrees.

    >>> route_number("CL", "Aysén", -45.6, -72.1, random.Random(1))[1][:2]
    'X-'
    """
    classes = route_classes(country, admin1)
    if not classes:
        shield = road_facts(country, admin1).route_shield
        text = plate_text(shield.pattern, rng.randrange).lstrip()
        return shield, re.sub(r"(?<!\d)0", "1", text)
    kind = rng.choices(classes, [kind.weight for kind in classes])[0]
    return kind.shield, written(rng.choice(kind.numbers), latitude, longitude, rng)
