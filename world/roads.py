"""What roads, signs, plates and houses look like in each country, from world/roads.csv and world/styles.csv.

The two tables are written by hand: they are what makes a place recognisable. A row of roads.csv is a
country (`FR`), a part of one that differs (`CA:Quebec`) or a region's default (`*Europe`); an empty cell
takes the value of the row above it in that order. How well each cell is known says `world.provenance`.
To check the tables after an edit: `python -m pytest tests/world/test_roads.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from world.tables import (
    Parser,
    Weights,
    as_is,
    colour,
    list_of,
    matching,
    number,
    one_of,
    parse_row,
    read,
    record,
    span,
    weights,
)

HERE = Path(__file__).parent
ROADS_CSV = HERE / "roads.csv"
STYLES_CSV = HERE / "styles.csv"


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split())


CENTRE_LINES = _names(
    "none white-dashed white-solid white-double white-solid-dashed "
    "yellow-dashed yellow-solid yellow-double yellow-solid-dashed"
)
EDGE_LINES = _names("none white white-dashed yellow yellow-dashed")
KERBS = _names("none plain black-white black-yellow red-white blue-white")
SHOULDERS = _names("grass gravel paved earth")
POLES = _names(
    "wood wood-crossarm wood-double concrete-round concrete-square concrete-holes concrete-ladder "
    "metal lattice none"
)
LAMPS = _names("lamp lamp-double none")
POSTS = _names("grey white black-white red-white wood yellow double-grey")
VEHICLES = _names(
    "car hatchback pickup van lorry bus motorbike rickshaw tuktuk "
    "suv kei minibus school-bus double-decker jeepney"
)
BARRIERS = _names("none guardrail wood-fence picket wire chainlink hedge wall stone-wall bamboo gate")
SIGN_SHAPES = _names(
    "octagon circle triangle triangle-down diamond rectangle arrow-left arrow-right shield square"
)
PLATE_SHAPES = _names("long us square")
STRIPS = _names("none left-blue right-blue both-blue top-blue left-red")
BOLLARD_SHAPES = _names("flat round wedge stone thin")
BUILDINGS = _names("house hut farm shop apartments office church mosque temple pagoda barn")
WALLS = _names("plaster brick wood-horizontal wood-vertical stone adobe concrete corrugated tile half-timber")
ROOFS = _names("gable hip steep flat parapet mono pagoda thatch dome mansard cone")
ROOF_COVERS = _names("tile slate metal thatch shingle concrete")
WINDOWS = _names("plain shutters grid arched balcony barred sash vault")
EXTRAS = _names(
    "ac antenna arcade awning-windows balcony-front bay-window blade-sign carved chajja chimney "
    "cooler dish dormer fire-escape flowers front-gable garage glazed-balcony gutter hood horse-head laundry "
    "open-front painted-foot panels porch rebar roof-units shutter-front solar solar-roof stepped-gable "
    "steps stone-foot tank-black tank-blue tank-green tank-orange tank-steel tank-white tank-yellow "
    "veranda wood-above"
)
SETTLEMENTS = _names("wild farmland village suburb town city")
CONFIDENCES = _names("high medium low")


@dataclass(frozen=True, slots=True)
class PlateStyle:
    """The look of a number plate; words as in `world.scene.Plate`, `background` "" where cars bear none."""

    background: str
    ink: str
    shape: str
    strip: str


@dataclass(frozen=True, slots=True)
class SignStyle:
    """A warning sign's shape and colours."""

    shape: str
    face: str
    border: str
    ink: str


@dataclass(frozen=True, slots=True)
class Colours:
    """A sign's colours; the border is the ink where the table names none."""

    face: str
    ink: str
    border: str


@dataclass(frozen=True, slots=True)
class Shield:
    """A route number's sign; `pattern` as in `plate_text`."""

    shape: str
    face: str
    ink: str
    pattern: str


@dataclass(frozen=True, slots=True)
class BollardStyle:
    """A delineator; words as in `world.scene.Bollard`."""

    shape: str
    body: str
    band: str
    reflector: str


@dataclass(frozen=True, slots=True)
class RoadFacts:
    """One country's or region's road facts, every cell filled and parsed.

    `coverage` is the relative weight of street imagery, `lane_width` metres, `rural_density` 0–1 (how
    often a rural road has houses beside it). In each of `plate_pattern` 9 is a digit and A a letter; see
    `plate_text`. How often what is described here stands in a scene is in rates.csv.
    """

    code: str
    region: str
    coverage: float
    drives_on: str
    speed_unit: str
    centre_line: Weights
    edge_line: Weights
    lane_width: float
    kerb: Weights
    shoulder: Weights
    plate_front: PlateStyle
    plate_rear: PlateStyle
    plate_pattern: tuple[str, ...]
    stop_word: str
    stop_shape: str
    warning: SignStyle
    direction: Colours
    town_sign: Colours
    chevron: Colours
    route_shield: Shield
    bollard: BollardStyle | None
    pole: Weights
    lamp: str
    post: str
    sign_back: str
    vehicles: Weights
    houses: Weights
    barriers: Weights
    rural_density: float
    script: tuple[str, ...]
    languages: tuple[str, ...]
    confidence: str
    source: str


@dataclass(frozen=True, slots=True)
class Style:
    """A way of building; `storeys` and metres are (least, most), colours "#rrggbb"."""

    name: str
    kinds: Weights
    walls: Weights
    wall_colours: tuple[str, ...]
    roofs: Weights
    roof_covers: Weights
    roof_colours: tuple[str, ...]
    trim_colours: tuple[str, ...]
    windows: Weights
    storeys: tuple[int, int]
    width: tuple[float, float]
    depth: tuple[float, float]
    fence: str
    settlement: Weights
    extras: Weights  # how likely each is on one building, 0-1


def _extras(text: str) -> Weights:
    """Parse `chimney:0.8|dormer:0.3`, or `none`."""
    return () if text == "none" else weights(EXTRAS)(text)


def _bollard(text: str) -> BollardStyle | None:
    if text == "none":
        return None
    return record(BollardStyle, one_of(BOLLARD_SHAPES), colour, colour, colour)(text)


_PLATE = record(PlateStyle, colour, colour, one_of(PLATE_SHAPES), one_of(STRIPS))


def _front_plate(text: str) -> PlateStyle:
    return PlateStyle("", "", "long", "none") if text == "none" else _PLATE(text)


_TWO_COLOURS = record(lambda face, ink: Colours(face, ink, ink), colour, colour)

ROAD_COLUMNS: dict[str, Parser] = {
    "code": matching(r"[A-Z]{2}(:.+)?|\*[A-Z].+"),
    "region": as_is,
    "coverage": number(0, 100),
    "drives_on": one_of(("left", "right")),
    "speed_unit": one_of(("km/h", "mph")),
    "centre_line": weights(CENTRE_LINES),
    "edge_line": weights(EDGE_LINES),
    "lane_width": number(2, 5),
    "kerb": weights(KERBS),
    "shoulder": weights(SHOULDERS),
    "plate_front": _front_plate,
    "plate_rear": _PLATE,
    "plate_pattern": list_of(as_is, "|"),
    "stop_word": as_is,
    "stop_shape": one_of(("octagon", "triangle-down", "circle")),
    "warning": record(SignStyle, one_of(SIGN_SHAPES), colour, colour, colour),
    "direction": _TWO_COLOURS,
    "town_sign": record(Colours, colour, colour, colour),
    "chevron": _TWO_COLOURS,
    "route_shield": record(Shield, one_of(SIGN_SHAPES), colour, colour, as_is),
    "bollard": _bollard,
    "pole": weights(POLES),
    "lamp": one_of(LAMPS),
    "post": one_of(POSTS),
    "sign_back": colour,
    "vehicles": weights(VEHICLES),
    "houses": weights(),
    "barriers": weights(BARRIERS),
    "rural_density": number(0, 1),
    "script": list_of(matching(r"[A-Z][a-z]{3}"), "+"),
    "languages": list_of(matching(r"[a-z]{2,3}(-[A-Z][a-z]{3})?"), " "),
    "confidence": one_of(CONFIDENCES),
    "source": as_is,
}

_STYLE_COLUMNS: dict[str, Parser] = {
    "name": matching(r"[a-z][a-z0-9-]*"),
    "kinds": weights(BUILDINGS),
    "walls": weights(WALLS),
    "wall_colours": list_of(colour, "|"),
    "roofs": weights(ROOFS),
    "roof_covers": weights(ROOF_COVERS),
    "roof_colours": list_of(colour, "|"),
    "trim_colours": list_of(colour, "|"),
    "windows": weights(WINDOWS),
    "storeys": span(int, 1, 40),
    "width": span(float, 2, 80),
    "depth": span(float, 2, 80),
    "fence": one_of(BARRIERS),
    "settlement": weights(SETTLEMENTS),
    "extras": _extras,
}


def _fill(row: dict[str, str], default: dict[str, str]) -> dict[str, str]:
    return {column: row[column] or default[column] for column in row}


def row_above(code: str, region: str) -> str:
    """The row that fills the empty cells of `code`: a part's country, a country's region, a region itself."""
    return code.split(":")[0] if ":" in code else "*" + region if "*" not in code else code


def load_roads(path: Path = ROADS_CSV) -> dict[str, RoadFacts]:
    """Every row of the table at `path` by its code, empty cells filled.

    A part's row (`CA:Quebec`) is filled from its country, a country's from its region, a region's from
    nothing. Raises ValueError naming file, line, column and value for a cell that cannot be read.
    """
    rows = read(path, ROAD_COLUMNS)
    texts: dict[str, dict[str, str]] = {}
    facts: dict[str, RoadFacts] = {}
    for line, row in sorted(rows, key=lambda item: (":" in item[1]["code"], "*" not in item[1]["code"])):
        code = row["code"]
        if code in texts:
            raise ValueError(f"{path.name} line {line}, column code: {code!r} stands there twice.")
        above = row_above(code, row["region"])
        if above != code:
            if above not in texts:
                raise ValueError(
                    f"{path.name} line {line} ({code}), column region: there is no row {above!r}."
                )
            row = _fill(row, texts[above])
        texts[code] = row
        facts[code] = RoadFacts(**parse_row(path, line, ROAD_COLUMNS, row))
    return facts


def load_styles(path: Path = STYLES_CSV) -> dict[str, Style]:
    """Every building style of the table at `path` by its name. Raises as `load_roads` does."""
    return {
        row["name"]: Style(**parse_row(path, line, _STYLE_COLUMNS, row))
        for line, row in read(path, _STYLE_COLUMNS)
    }


@lru_cache(maxsize=1)
def _roads() -> dict[str, RoadFacts]:
    facts = load_roads()
    known = styles()
    for row in facts.values():
        for name, _ in row.houses:
            if name not in known:
                raise ValueError(f"roads.csv ({row.code}), column houses: {name!r} is not in styles.csv.")
    return facts


@lru_cache(maxsize=1)
def styles() -> dict[str, Style]:
    """Every building style by name."""
    return load_styles()


def road_facts(country: str, admin1: str = "") -> RoadFacts:
    """What roads look like in a country (ISO 3166 alpha-2), or in its part `admin1` where that differs.

    Raises KeyError for a code that no row has; every ISO country has one.

    >>> road_facts("GB").drives_on, road_facts("CA", "Quebec").stop_word
    ('left', 'ARRÊT')
    """
    table = _roads()
    part = table.get(f"{country}:{admin1}") if admin1 else None
    if part is not None:
        return part
    if country not in table or len(country) != 2:
        raise KeyError(f"{country!r} is no country in roads.csv; give an ISO 3166 alpha-2 code such as FR.")
    return table[country]


def coverage(country: str) -> float:
    """How much street imagery a country has, relative to the others; 0 for one that is not listed.

    >>> coverage("US") > coverage("LU") > 0
    True
    """
    facts = _roads().get(country)
    return facts.coverage if facts else 0.0


def countries_covered() -> tuple[str, ...]:
    """The codes of the countries with street imagery, in alphabetical order."""
    return tuple(sorted(code for code, row in _roads().items() if len(code) == 2 and row.coverage > 0))


def house_weights(facts: RoadFacts, settlement: str) -> Weights:
    """How often each building style stands in a `settlement` of that country; the weights add up to 1."""
    known = styles()
    pairs = [
        (name, weight * dict(known[name].settlement).get(settlement, 0.0)) for name, weight in facts.houses
    ]
    if not any(weight for _, weight in pairs):
        pairs = list(facts.houses)
    total = sum(weight for _, weight in pairs)
    return tuple((name, weight / total) for name, weight in pairs if weight)


_PLATE_ALPHABETS = {
    "9": "0123456789",
    "A": "ABCDEFGHJKLMNPRSTUVWXYZ",
    "٩": "٠١٢٣٤٥٦٧٨٩",  # Arabic digits
    "۹": "۰۱۲۳۴۵۶۷۸۹",  # Persian digits
    "९": "०१२३४५६७८९",
    "০": "০১২৩৪৫৬৭৮৯",
    "ب": "ابتجحدرسصطعفقكلمنهوي",
    "あ": "あいうえかきくけこさすせそたちつてとなにぬねのはひふほまみむめもやゆよらりるれろ",
    "가": "가나다라마거너더러머버서어저고노도로모보소오조구누두루무부수우주",
    "ก": "กขคงจฉชฌญฎฐณตถธนบปผพภมรลวศษสหฬอฮ",
    "京": "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新",
    "Б": "АВЕКМНОРСТУХ",  # the Cyrillic letters that look Latin: Russia, Ukraine, Belarus
    "Ж": "АБВГДЕЖЗИКЛМНОПРСТУХЦЧЭЯ",
    "Ω": "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "ກ": "ກຂຄງຈສຊຍດຕຖທນບປຜຝພຟມຢຣລວຫອຮ",
}


def plate_text(pattern: str, pick: Callable[[int], int]) -> str:
    """A number for a plate: each 9, A and national stand-in of `pattern` replaced, the rest kept.

    A backslash keeps the sign after it. `pick(n)` gives a whole number from 0 to n - 1.

    >>> plate_text("AA-999-AA", lambda n: 1), plate_text(r"K\\A 99", lambda n: 0)
    ('BB-111-BB', 'KA 00')
    """

    def sign(match: re.Match[str]) -> str:
        alphabet = _PLATE_ALPHABETS.get(match[0])
        return alphabet[pick(len(alphabet))] if alphabet else match[0][-1]

    return re.sub(r"\\?.", sign, pattern)
