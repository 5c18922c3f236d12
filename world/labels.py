"""What each of the four views of a scene shows, as names and numbers: what opponents learn from.

    labels(compose(48.5, 7.4, 1))[0]["things"]      # to the north: ['ground:grass', 'plant:oak', …]

A scene's clues are a person's: at most twelve, each at the nearest thing it can be seen on. A network
told that the other three views of the same row of eucalyptus hold none learns to look away. Labels name
every kind of thing that is large enough in a view to be told. They do not know what hides what: a tree behind
a house is named too, and so is paint under snow.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from world.compose.clue_words import colour_name
from world.compose.clues import shop_sign
from world.compose.colours import to_rgb
from world.compose.furniture import HEIGHT
from world.compose.legibility import PX_AT_A_METRE, READABLE_PX
from world.compose.signs import letter_height, sees_face
from world.scene import PLATE_METRES, Building, Point, Scene, Vehicle

LABELS_VERSION = "4"
"""Changes whenever the same scene would get other labels."""

VIEWS = 4
ROAD_DEGREES = 50.0
"""How far from a view's heading the road may run for its paint to be seen."""
FACING = 0.3
"""Cosine between a face and the way to the camera from which on the face is seen."""
FIELD_METRES = 120.0
"""How far away a field can be told."""
SCRIPT_PX = 3.0
"""Letters of this height show their script, though not yet what they say (`READABLE_PX`)."""
SNOWY = 0.3
"""Share of the ground from which on it is white rather than brown."""
PAINTED = ("rickshaw", "tuktuk", "bus", "minibus", "double-decker", "jeepney")
"""Vehicles whose paint is a country's, not their owner's, whatever their `look`."""

Spot = tuple[int, str]


def labels(scene: Scene) -> list[dict[str, Any]]:
    """Of the views at headings 0, 90, 180, 270: `things`, sorted names, and `measures`, numbers by name.

    Colours are red, green and blue from 0 to 1; angles' parts from -1 to 1; the rest is in metres or shares.
    """
    everywhere = [f"sky:{scene.sky.kind}", f"ground:{scene.ground.cover}", f"settlement:{scene.settlement}"]
    if scene.ground.snow > SNOWY:
        everywhere.append("snow-on-ground")
    seen: list[set[str]] = [set(everywhere) for _ in range(VIEWS)]
    for look in (_road, _plants, _stands, _buildings, _vehicles, _signs, _furniture, _land):
        for view, name in look(scene):
            seen[view].add(name)
    return [{"things": sorted(seen[view]), "measures": _measures(scene, view)} for view in range(VIEWS)]


def _view(x: float, y: float) -> int:
    """The view that a place is in."""
    return round(math.degrees(math.atan2(x, y)) / 90) % VIEWS


def _px(metres: float, x: float, y: float) -> float:
    """How many pixels of a view something of this size covers."""
    return metres * PX_AT_A_METRE / max(1.0, math.hypot(x, y))


def _road(scene: Scene) -> Iterator[Spot]:
    road = scene.road
    paint = (
        f"surface:{road.surface}",
        f"centre-line:{road.centre_line}",
        f"edge-line:{road.edge_line}",
        f"kerb:{road.kerb}",
        f"sidewalk:{'yes' if road.sidewalk > 0 else 'no'}",
        f"shoulder:{'wide' if road.shoulder > 0.8 else 'narrow'}",
    )
    if road.crossing is not None:
        paint += (f"crossing:{road.crossing_colour}",)
    for view in range(VIEWS):
        turned = abs((road.bearing - 90 * view + 90) % 180 - 90)  # the road runs both ways
        if turned <= ROAD_DEGREES:
            yield from ((view, name) for name in paint)


def _plants(scene: Scene) -> Iterator[Spot]:
    for plant in scene.plants:
        if _px(plant.height, plant.x, plant.y) >= 6:
            view = _view(plant.x, plant.y)
            yield view, f"plant:{plant.kind}"
            if plant.season != "summer" and _px(plant.height, plant.x, plant.y) >= 12:
                yield view, f"season:{plant.season}"


def _stands(scene: Scene) -> Iterator[Spot]:
    for stand in scene.stands:
        for x, y in _along(stand.points, 12.0):
            px = _px(stand.height, x, y)
            if px >= 6:
                yield _view(x, y), f"plant:{stand.kinds[0]}"
                if stand.density > 0.8 and not stand.row and stand.height > 4:
                    yield _view(x, y), "wood"
            if px >= 12 and stand.season != "summer":
                yield _view(x, y), f"season:{stand.season}"
    for bank in scene.banks:
        for x, y in bank.foot:
            if _px(max(bank.heights), x, y) >= 6:
                yield _view(x, y), f"bank:{bank.cover}"


def _buildings(scene: Scene) -> Iterator[Spot]:
    for house in scene.buildings:
        if _px(max(house.width, 3.0 * house.storeys), house.x, house.y) < 8:
            continue
        names = [
            f"building:{house.kind}",
            f"storeys:{min(house.storeys, 6)}",
            f"wall:{house.wall}",
            f"wall-colour:{colour_name(house.wall_colour)}",
            f"roof:{house.roof}",
            f"roof-cover:{house.roof_cover}",
            f"roof-colour:{colour_name(house.roof_colour)}",
            f"windows:{house.windows}",
            f"house:{house.wall} {house.roof} {house.roof_cover}",
            *(f"house-extra:{extra}" for extra in house.extras),
        ]
        if _px(1.0, house.x, house.y) >= 3:
            names += [f"with:{extra}" for extra in house.extras]
        if house.sign:
            x, y, letter = shop_sign(house)
            if sees_face(x, y, house.heading) > FACING:
                yield from _writing(scene, (house.sign,), x, y, letter)
        for view in {_view(*corner) for corner in _corners(house)}:
            yield from ((view, name) for name in names)


def _corners(house: Building) -> Iterator[tuple[float, float]]:
    angle = math.radians(house.heading)
    for right in (-0.45, 0, 0.45):
        for ahead in (-0.45, 0.45):
            across, along = right * house.width, ahead * house.depth
            yield (
                house.x + across * math.cos(angle) + along * math.sin(angle),
                house.y - across * math.sin(angle) + along * math.cos(angle),
            )


def _vehicles(scene: Scene) -> Iterator[Spot]:
    for car in scene.vehicles:
        view = _view(car.x, car.y)
        if _px(2.0, car.x, car.y) >= 5:
            yield view, f"vehicle:{car.kind}"
            if car.kind in PAINTED:
                yield view, f"vehicle-colour:{car.kind} {colour_name(car.colour)}"
            if car.look:
                yield view, f"livery:{_livery(car)}"
            yield view, f"keeps:{_side_kept(scene, car)}"
        facing = sees_face(car.x, car.y, car.heading)
        ahead = facing > 0
        if abs(facing) <= FACING or (ahead and car.kind == "motorbike"):  # it has none in front
            continue
        plate = car.front if ahead else car.rear
        shape = plate.shape if plate.background else car.rear.shape  # where one is missing: what is missed
        if _px(PLATE_METRES[shape][0], car.x, car.y) < 2.5:
            continue
        end = "front" if ahead else "rear"
        if not plate.background:
            yield view, f"plate-{end}:none"
        elif plate.text:
            yield view, f"plate-{end}:{colour_name(plate.background)} {plate.shape}"
            yield view, f"plate-ink:{colour_name(plate.ink)}"
            yield view, f"plate-strip:{plate.strip}"


def _livery(car: Vehicle) -> str:
    """How a taxi or a bus is painted; a taxi is one whatever its shape."""
    body = [] if car.look == "taxi" else [car.kind]
    colours = [colour_name(colour) for colour in (car.colour, car.accent) if colour]
    return " ".join([*body, car.look, *colours])


def _side_kept(scene: Scene, car: Vehicle) -> str:
    """Which side of the road a vehicle keeps to, seen in its own direction."""
    along, right = scene.road.locate(car.x, car.y)
    forwards = math.cos(math.radians(car.heading - scene.road.heading(along))) > 0
    return "right" if (right > 0) == forwards else "left"


def _signs(scene: Scene) -> Iterator[Spot]:
    for sign in scene.signs:
        if _px(sign.width, sign.x, sign.y) < 3:
            continue
        view, facing = _view(sign.x, sign.y), sees_face(sign.x, sign.y, sign.heading)
        yield view, f"post:{sign.post}"
        if facing <= FACING:
            if facing < -FACING:
                yield view, f"sign-back:{colour_name(sign.back)}"
            continue
        colours = f"{colour_name(sign.face)}-{colour_name(sign.border)}-{colour_name(sign.ink)}"
        yield view, f"sign:{sign.kind} {sign.shape}"
        yield view, f"sign-colours:{sign.kind} {colours}"
        if sign.symbol:
            yield view, f"symbol:{sign.symbol}"
        letter = letter_height(sign.lines, sign.width, sign.height)
        yield from _writing(scene, sign.lines, sign.x, sign.y, letter)
        if sign.kind == "speed" and sign.lines and _px(letter, sign.x, sign.y) >= READABLE_PX:
            yield view, f"limit:{sign.lines[-1]}"


def _writing(scene: Scene, lines: Iterable[str], x: float, y: float, letter: float) -> Iterator[Spot]:
    """Scripts of lines in letters `letter` metres high; language and odd letters where they can be read."""
    scripts, view, px = {script_of(line) for line in lines} - {""}, _view(x, y), _px(letter, x, y)
    if px >= SCRIPT_PX:
        yield from ((view, f"script:{script}") for script in scripts)
    if px >= READABLE_PX and scripts and scene.languages:
        yield view, f"writing:{scene.languages[0]}"
        yield from ((view, f"letter:{character}") for line in lines for character in telling_letters(line))


def script_of(line: str) -> str:
    """The script of the first letter of a line, "" where it has none.

    >>> script_of("12 ถนน"), script_of("Москва"), script_of("50")
    ('thai', 'cyrillic', '')
    """
    for character in line:
        if character.isalpha():
            return unicodedata.name(character, "").partition(" ")[0].partition("-")[0].lower()
    return ""


_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzабвгдежзийклмнопрстуфхцчшщъыьэюя")


def telling_letters(line: str) -> set[str]:
    """Latin and Cyrillic letters of a line that few languages have, small.

    >>> sorted(telling_letters("Ångström")), sorted(telling_letters("Київ"))
    (['å', 'ö'], ['ї'])
    """
    odd = (c for c in line.lower() if c not in _PLAIN and c.isalpha() and c < "\u0530")
    return {c for c in odd if script_of(c) in ("latin", "cyrillic")}


def _furniture(scene: Scene) -> Iterator[Spot]:
    for pole in scene.poles:
        if _px(pole.height, pole.x, pole.y) >= 15:
            yield _view(pole.x, pole.y), f"pole:{pole.kind}"
    for post in scene.bollards:
        if _px(post.height, post.x, post.y) >= 4:
            colours = "-".join(map(colour_name, (post.body, post.band, post.reflector)))
            yield _view(post.x, post.y), f"bollard:{post.shape} {colours}"
    for thing in scene.furniture:
        if _px(HEIGHT[thing.kind], thing.x, thing.y) >= 5:
            yield _view(thing.x, thing.y), f"furniture:{thing.look} {colour_name(thing.colour)}"
    for barrier in scene.barriers:
        for x, y in _along(barrier.points):
            if _px(barrier.height, x, y) >= 3:
                yield _view(x, y), f"barrier:{barrier.kind}"
                yield _view(x, y), f"barrier-colour:{barrier.kind} {colour_name(barrier.colour)}"


def _along(line: Sequence[Point], step: float = 4.0) -> Iterator[Point]:
    """Points at most `step` metres apart along a line, both its ends included."""
    for (x1, y1), (x2, y2) in pairwise(line):
        parts = max(1, math.ceil(math.hypot(x2 - x1, y2 - y1) / step))
        for part in range(parts + 1):
            yield x1 + (x2 - x1) * part / parts, y1 + (y2 - y1) * part / parts


def _land(scene: Scene) -> Iterator[Spot]:
    for patch in scene.patches:
        for x, y in _along((*patch.points, patch.points[0]), 8.0):
            if math.hypot(x, y) < FIELD_METRES:
                yield _view(x, y), f"field:{patch.kind}"
    for view in range(VIEWS):
        if any(_sector(scene.terrain.water, view)):
            yield view, "water"
        if max(_sector(scene.terrain.skyline, view)) > scene.terrain.snow_angle:
            yield view, "snow-on-mountains"


def _sector(around: tuple, view: int) -> list:
    """The part of a list of directions, clockwise from north, that a view shows."""
    count = len(around)
    middle, half = count * view // VIEWS, count // (2 * VIEWS)
    return [around[i % count] for i in range(middle - half, middle + half + 1)]


def _measures(scene: Scene, view: int) -> dict[str, float]:
    turned = math.radians(scene.sun_azimuth - 90 * view)
    height = math.radians(scene.sun_elevation)
    skyline, water = _sector(scene.terrain.skyline, view), _sector(scene.terrain.water, view)
    measures = {
        "sky-cover": scene.sky.cover,
        "haze": scene.sky.haze,
        "snow": scene.ground.snow,
        "sun-ahead": math.cos(turned) * math.cos(height),
        "sun-right": math.sin(turned) * math.cos(height),
        "sun-up": math.sin(height),
        "skyline": sum(skyline) / len(skyline),
        "skyline-top": max(skyline),
        "water": sum(water) / len(water),
        "relief": scene.terrain.relief,
        "road-width": scene.road.width,
        "camera-right-of-road": scene.road.camera_offset
        * math.cos(math.radians(scene.road.bearing - 90 * view)),
    }
    for name, colour in (
        ("soil", scene.ground.soil),
        ("grass", scene.ground.plants),
        ("far-land", scene.terrain.colour),
        ("road", scene.road.colour),
    ):
        for part, value in zip(("red", "green", "blue"), to_rgb(colour), strict=True):
            measures[f"{name}-{part}"] = value / 255
    return {name: round(value, 4) for name, value in measures.items()}
