"""What stands at one place on Earth, as data: the contract between facts and pictures.

A `Scene` is a frozen value. `world.compose.compose(latitude, longitude, seed)` makes it from the
facts; `world.render` draws it and adds nothing of its own. Whatever can be seen is in here, and what
is in here can be seen.

The local frame is metric and flat: x points east, y north, z up, in metres; the camera stands at
(0, 0, CAMERA_HEIGHT) on the road. Headings are degrees clockwise from true north, so heading 0 looks
along +y and heading 90 along +x. Colours are "#rrggbb".
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass, field
from typing import Any

CAMERA_HEIGHT = 2.4
"""Height of the lens above the road, metres: a camera mast on a car."""

FONTS_HASH = "38af20cc"
"""SHA-256 of what package-lock.json pins of the fonts, its first 8 digits: other letters, other pictures."""

WORLD_VERSION = f"3-{FONTS_HASH}"
"""Changes whenever the same place and seed would give another picture."""

Colour = str
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of writing in the scene.

    `kind` is one of place-name, street, shop, road-sign, plate, other; `legible` says whether it can
    be read in a view of `world.rates.VIEW_PX` pixels over 90 degrees.
    """

    string: str
    kind: str
    legible: bool
    language: str = ""


@dataclass(frozen=True, slots=True)
class Clue:
    """Something that tells an attentive person where this is, in one plain sentence.

    `heading` and `elevation` say where in the view it is, degrees clockwise from north and above the
    horizon; `distance` how far away, metres, None for the sky, far land and water.
    """

    name: str
    sentence: str
    heading: float | None = None
    elevation: float | None = None
    distance: float | None = None


@dataclass(frozen=True, slots=True)
class Sky:
    """Weather overhead: `kind` is clear, cirrus, cumulus, broken or overcast; `cover` and `haze` 0–1."""

    kind: str
    cover: float
    haze: float


@dataclass(frozen=True, slots=True)
class Terrain:
    """What closes the view, sampled every 360/len degrees clockwise from north.

    `skyline` is the elevation angle of the far relief in degrees, `water` whether sea or a lake lies
    in that direction between shore and skyline. Snow lies on relief above `snow_angle` degrees (90: none).
    `relief` is how many metres the middle ground rolls; `wooded` and `farmed` (0–1) are the shares of far
    hills and plains under trees and under fields, `trees` the colour of those trees in this month.
    """

    skyline: tuple[float, ...]
    water: tuple[bool, ...]
    colour: Colour
    snow_angle: float
    relief: float
    wooded: float = 0.4
    farmed: float = 0.0
    trees: Colour = "#3d5230"


@dataclass(frozen=True, slots=True)
class Ground:
    """The land beside the road.

    `cover` is one of grass, dry-grass, savanna, steppe, sand, red-sand, gravel, laterite, tundra,
    forest-floor, field, paved. `soil` is the bare earth, `plants` what grows on it; `snow` 0–1;
    `wet` 0–1 how much rain lies on the road.
    """

    cover: str
    soil: Colour
    plants: Colour
    snow: float
    wet: float = 0.0


@dataclass(frozen=True, slots=True)
class Road:
    """The road under the camera; it passes `camera_offset` metres to the left of the camera.

    The centre line leaves the camera's nearest point with `bearing` forwards and bends with `curve`
    degrees per metre on both sides (positive: to the right, going forwards). `surface` is asphalt,
    concrete, gravel, laterite, sand or cobbles. `centre_line` is none or colour and pattern such as
    white-dashed, yellow-solid, yellow-double, white-double, yellow-solid-dashed; `edge_line` is none,
    white, white-dashed, yellow or yellow-dashed. `kerb` is none, plain, or two colours such as
    black-white, black-yellow, red-white. `sidewalk` is its width in metres, 0 for none.
    """

    bearing: float
    width: float
    curve: float
    surface: str
    colour: Colour
    centre_line: str
    edge_line: str
    shoulder: float
    kerb: str
    sidewalk: float
    camera_offset: float
    crossing: float | None = None  # metres along to the middle of a zebra crossing
    crossing_colour: str = "white"  # white or yellow

    def point(self, along: float, right: float) -> Point:
        """The (x, y) of a place `along` metres forwards and `right` metres right of the centre line.

        >>> north = Road(0, 7, 0, "asphalt", "#444444", "none", "none", 1, "none", 0, 1.5)
        >>> [round(c, 3) for c in north.point(10, 2)]
        [0.5, 10.0]
        """
        b = math.radians(self.bearing)
        k = math.radians(self.curve)
        if abs(k) < 1e-7:
            lateral, forward, turn = 0.0, along, 0.0
        else:
            # Bends the same way ahead and behind: an arc that touches the bearing at the camera.
            turn = k * along
            lateral, forward = (1 - math.cos(turn)) / k, math.sin(turn) / k
        forward -= right * math.sin(turn)
        lateral += right * math.cos(turn) - self.camera_offset
        return (
            forward * math.sin(b) + lateral * math.cos(b),
            forward * math.cos(b) - lateral * math.sin(b),
        )

    def locate(self, x: float, y: float) -> Point:
        """(along, right) of a place, in metres: the inverse of `point`.

        >>> bend = Road(30, 7, 0.2, "asphalt", "#444444", "none", "none", 1, "none", 0, 1.5)
        >>> [round(c, 3) for c in bend.locate(*bend.point(40, -6))]
        [40.0, -6.0]
        """
        b = math.radians(self.bearing)
        k = math.radians(self.curve)
        forward = x * math.sin(b) + y * math.cos(b)
        lateral = x * math.cos(b) - y * math.sin(b) + self.camera_offset
        if abs(k) < 1e-7:
            return forward, lateral
        radius = 1 / k  # of the arc, positive when it bends to the right
        side = math.copysign(1, k)
        distance = math.hypot(forward, radius - lateral)
        turn = math.atan2(side * forward, side * (radius - lateral))
        return turn / k, radius - side * distance

    def heading(self, along: float) -> float:
        """Heading of the centre line, going forwards, `along` metres ahead; degrees in [0, 360)."""
        return (self.bearing + self.curve * along) % 360


@dataclass(frozen=True, slots=True)
class Plant:
    """`kind` is a name in `world.render.plants.KINDS`; `variant` picks one of its drawings (any int)."""

    kind: str
    x: float
    y: float
    height: float
    variant: int
    season: str = "summer"  # spring, summer, autumn, winter (bare), snow


@dataclass(frozen=True, slots=True)
class Stand:
    """Plants in a row or a mass, too many to place one by one: the edge of a wood, a hedgerow, a crop.

    They grow along the line `points`. `kinds` are names as in `Plant`, the commonest first; `height` in
    metres; `density` runs from 0.1 (single plants) to 1 (closed, with more rows behind); `season` is as in
    `Plant` and `seed` picks the drawings. A `row` runs straight on as one wall of leaves, as crops do; other
    stands are clumps that look alike from every side.
    """

    kinds: tuple[str, ...]
    points: tuple[Point, ...]
    height: float
    density: float
    season: str = "summer"
    seed: int = 0
    row: bool = False


@dataclass(frozen=True, slots=True)
class Bank:
    """A slope beside the road where it is cut into rising land.

    Its lower edge runs along `foot`, its upper edge along `top`, point by point, `heights` metres above the
    road; it ends in nothing at both ends. `cover` is grass, earth or snow, of that `colour`.
    """

    foot: tuple[Point, ...]
    top: tuple[Point, ...]
    heights: tuple[float, ...]
    cover: str
    colour: Colour


@dataclass(frozen=True, slots=True)
class Building:
    """A building whose front wall looks towards `heading`; (x, y) is the middle of its ground plan.

    `kind`: house, hut, farm, shop, apartments, office, church, mosque, temple, pagoda, barn.
    `wall`: plaster, brick, wood-horizontal, wood-vertical, stone, adobe, concrete, corrugated, tile,
    half-timber.
    `roof`: gable, hip, steep, flat, parapet, mono, pagoda, thatch, dome (a hut: a round tent), mansard, cone;
    `roof_cover`: tile, slate, metal, thatch, shingle, concrete. `windows`: plain, shutters, grid, arched,
    balcony, barred, sash, vault.
    `sign` is the shop sign's writing ("" for none); `extras` are names from `world.roads.EXTRAS`.
    """

    kind: str
    x: float
    y: float
    heading: float
    width: float
    depth: float
    storeys: int
    wall: str
    wall_colour: Colour
    roof: str
    roof_cover: str
    roof_colour: Colour
    trim: Colour
    windows: str
    sign: str = ""
    sign_colour: Colour = "#3355aa"
    seed: int = 0
    extras: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plate:
    """A number plate; `shape` is long (520 × 110 mm), us (305 × 152) or square (340 × 200).

    `strip` is none, or side and colour such as left-blue, right-blue, top-blue.
    """

    text: str
    background: Colour
    ink: Colour
    shape: str
    strip: str


PLATE_METRES = {"long": (0.52, 0.11), "us": (0.305, 0.152), "square": (0.34, 0.20)}
"""Width and height of a number plate by its shape."""


@dataclass(frozen=True, slots=True)
class Vehicle:
    """A vehicle, nose towards `heading`.

    `kind`: car, hatchback, suv, kei, pickup, van, minibus, lorry, bus, school-bus, double-decker, jeepney,
    motorbike, rickshaw, tuktuk. `accent` is a second colour ("" for none); `look` is "" or taxi (a lamp on
    the roof, the accent there), striped (along the flanks) or two-tone (the accent above).
    """

    kind: str
    x: float
    y: float
    heading: float
    colour: Colour
    front: Plate
    rear: Plate
    accent: Colour = ""
    look: str = ""


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign on a post, its face looking towards `heading`.

    `kind`: stop, give-way, speed, warning, direction, town, street, shop, chevron, route, km, pedestrian,
    parking.
    `shape`: octagon, circle, triangle, triangle-down, diamond, rectangle, arrow-left, arrow-right, shield,
    square.
    `symbol` names the pictogram of a warning sign (bend, animals, children, …) or "".
    """

    kind: str
    x: float
    y: float
    heading: float
    shape: str
    width: float
    height: float
    face: Colour
    border: Colour
    ink: Colour
    lines: tuple[str, ...] = ()
    symbol: str = ""
    post: str = "grey"  # grey, white, black-white, red-white, wood, yellow, double-grey
    clearance: float = 2.0  # metres from the ground to the face's lower edge
    back: Colour = "#8a8d90"


@dataclass(frozen=True, slots=True)
class Pole:
    """A utility pole or lamp; `line` numbers the wire it belongs to (poles of a line are joined in order).

    `kind`: wood, wood-crossarm, wood-double, concrete-round, concrete-square, concrete-holes,
    concrete-ladder, metal, lattice, lamp, lamp-double. `heading` is the direction of the line.
    """

    kind: str
    x: float
    y: float
    heading: float
    height: float
    line: int = -1


@dataclass(frozen=True, slots=True)
class Bollard:
    """A roadside delineator facing `heading`; `shape` is flat, round, wedge, stone or thin."""

    x: float
    y: float
    heading: float
    shape: str
    body: Colour
    band: Colour
    reflector: Colour
    height: float = 1.0


@dataclass(frozen=True, slots=True)
class Barrier:
    """A line along the land.

    `kind`: guardrail, wood-fence, picket, wire, chainlink, hedge, wall, stone-wall, bamboo, gate.
    """

    kind: str
    points: tuple[Point, ...]
    height: float
    colour: Colour


@dataclass(frozen=True, slots=True)
class Patch:
    """A piece of different ground, drawn flat: field, crop, water, yard, path or side road.

    `kind`: wheat, rice, corn, vineyard, tea, sugar-cane, ploughed, meadow, flowers, water, yard, path,
    side-road.
    `heading` is the direction of its rows.
    """

    kind: str
    points: tuple[Point, ...]
    colour: Colour
    heading: float = 0.0


@dataclass(frozen=True, slots=True)
class Furniture:
    """A thing on the street, its front towards `heading`: what world/furniture.csv names.

    `look` is one of its kind's shapes in `world.render.kerbside.LOOKS`; `length` is metres along the heading
    for what runs from one pole to the next; `seed` varies the rest.
    """

    kind: str
    look: str
    x: float
    y: float
    heading: float
    colour: Colour
    accent: Colour
    seed: int = 0
    length: float = 0.0


_JSON_KEYS = (
    "latitude", "longitude", "seed", "country", "admin1", "town", "town_km", "climate", "elevation",
    "settlement", "drives_on", "languages", "month", "utc", "sun_azimuth", "sun_elevation", "road_bearing",
    "note", "world_version",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything visible at (latitude, longitude) for a seed. See `world.compose.compose`."""

    latitude: float
    longitude: float
    seed: int
    country: str
    admin1: str
    town: str
    town_km: float
    climate: str
    elevation: float
    settlement: str  # wild, farmland, village, suburb, town, city
    drives_on: str
    languages: tuple[str, ...]
    month: int
    utc: str
    sun_azimuth: float
    sun_elevation: float
    sky: Sky
    terrain: Terrain
    ground: Ground
    road: Road
    patches: tuple[Patch, ...] = ()
    plants: tuple[Plant, ...] = ()
    stands: tuple[Stand, ...] = ()
    banks: tuple[Bank, ...] = ()
    buildings: tuple[Building, ...] = ()
    vehicles: tuple[Vehicle, ...] = ()
    signs: tuple[Sign, ...] = ()
    poles: tuple[Pole, ...] = ()
    bollards: tuple[Bollard, ...] = ()
    barriers: tuple[Barrier, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    texts: tuple[Text, ...] = ()
    clues: tuple[Clue, ...] = ()
    note: str = ""  # a sentence where the place is not the one asked for (the sea has no roads)
    world_version: str = field(default=WORLD_VERSION)

    @property
    def road_bearing(self) -> float:
        return self.road.bearing

    def to_json(self) -> dict[str, Any]:
        """The scene as `scene.json`: who, where, when and every clue; not the coordinates of each prop."""
        record: dict[str, Any] = {key: getattr(self, key) for key in _JSON_KEYS}
        record["texts"] = [asdict(text) for text in self.texts]
        record["clues"] = [asdict(clue) for clue in self.clues]
        return record
