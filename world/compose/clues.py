"""What can be read and what can be inferred in a scene: its texts, and its clues in sentences."""

from __future__ import annotations

import math
from collections.abc import Iterable

from world.captions import MONTHS, compass
from world.compose.clue_words import CLIMATE, CROPS, PLANTS, PRAYER, colour_name
from world.compose.colours import to_rgb
from world.compose.furniture import HEIGHT, words_of
from world.compose.inference import (
    Sharers,
    sharing,
    sharing_furniture,
    sharing_shield,
    sharing_style,
    sharing_value,
    sharing_weight,
)
from world.compose.legibility import PANORAMA_PX_AT_A_METRE, PX_AT_A_METRE, READABLE_PX, readable
from world.compose.place import Place
from world.compose.signs import letter_height, sees_face, wide
from world.roads import CENTRE_LINES, PlateStyle
from world.scene import Building, Clue, Scene, Text

LEAST, MOST = 5, 12
"""Clues of a scene, where there are so many."""
COMMON = 0.62
"""What is usual in more of the world than this tells too little to be a clue."""

BOARD = 0.45
"""Metres of a shop sign's letters at most."""

PLATE_LETTER = 0.075
"""Metres of a number plate's letters."""

_SIGN_TEXTS = {"direction": "place-name", "town": "place-name", "street": "street", "shop": "shop"}


def shop_sign(house: Building) -> tuple[float, float, float]:
    """Where the sign of a shop hangs (x, y) and the height of its letters, metres."""
    angle = math.radians(house.heading)
    x, y = house.x + math.sin(angle) * house.depth / 2, house.y + math.cos(angle) * house.depth / 2
    return x, y, min(BOARD, 0.8 * house.width / max(1.0, wide(house.sign)))


def texts(scene: Scene) -> tuple[Text, ...]:
    """Every writing that a person can read in the panorama; `legible` where a model's view shows it, too."""
    language = scene.languages[0] if scene.languages else ""
    out: list[Text] = []

    def add(lines: Iterable[str], kind: str, letter: float, x: float, y: float, facing: float) -> None:
        distance = math.hypot(x, y)
        if readable(letter, distance, facing, PANORAMA_PX_AT_A_METRE):
            legible = readable(letter, distance, facing)
            tongue = "" if kind == "plate" else language
            out.extend(Text(line, kind, legible, tongue) for line in lines if line)

    for sign in scene.signs:
        letter = letter_height(sign.lines, sign.width, sign.height)
        kind = _SIGN_TEXTS.get(sign.kind, "road-sign")
        add(sign.lines, kind, letter, sign.x, sign.y, sees_face(sign.x, sign.y, sign.heading))
    for house in scene.buildings:
        x, y, letter = shop_sign(house)
        add((house.sign,), "shop", letter, x, y, sees_face(x, y, house.heading))
    for car in scene.vehicles:
        front = sees_face(car.x, car.y, car.heading)
        plate = car.front if front > 0 else car.rear
        add((plate.text,), "plate", PLATE_LETTER, car.x, car.y, abs(front))
    return tuple(out)


class Finder:
    """Collects clues with the share of the world's street imagery that each leaves possible."""

    def __init__(self, scene: Scene, place: Place) -> None:
        self.scene, self.place = scene, place
        self.found: list[tuple[float, Clue]] = []

    def add(self, share: float, name: str, sentence: str, heading: float | None = None) -> None:
        heading = None if heading is None else round(heading % 360, 1)
        self.found.append((share, Clue(name, sentence, heading)))

    def shared(self, sharers: Sharers, name: str, seen: str, heading: float | None = None) -> None:
        """A clue from the tables: what is seen, and where it is usual."""
        self.add(sharers.share, name, f"{seen}: {sharers.words(self.scene.country)}.", heading)

    def nearest(self, things, reach: float = 45.0, facing: bool = False):
        """The nearest of some things within `reach` metres, and its heading, or (None, None)."""
        near = [
            t
            for t in things
            if math.hypot(t.x, t.y) < reach and (not facing or sees_face(t.x, t.y, t.heading) > 0.3)
        ]
        if not near:
            return None, None
        best = min(near, key=lambda t: math.hypot(t.x, t.y))
        return best, towards(best.x, best.y)


def towards(x: float, y: float) -> float:
    """Heading from the camera to (x, y), degrees."""
    return math.degrees(math.atan2(x, y)) % 360


def clues(scene: Scene, place: Place) -> tuple[Clue, ...]:
    """4 to 12 clues, the most telling first: what is seen, and where in the world that is usual."""
    finder = Finder(scene, place)
    for look in (
        _traffic,
        _paint,
        _plates,
        _bollards,
        _poles,
        _furniture,
        _signs,
        _writing,
        _houses,
        _plants,
        _land,
        _sky,
    ):
        look(finder)
    found = sorted(finder.found, key=lambda item: item[0])
    count = max(LEAST, sum(share < COMMON for share, _ in found))
    return tuple(clue for _, clue in found[: min(count, MOST)])


def _traffic(f: Finder) -> None:
    scene = f.scene
    side = scene.drives_on
    sharers = sharing_value("drives_on", side, scene.country)
    if side == "left":
        f.shared(sharers, "driving-side", "Traffic keeps left", scene.road.bearing)
    else:
        f.add(
            min(sharers.share, COMMON - 0.01),  # common, but what everyone looks for first
            "driving-side",
            "Traffic keeps right, as in most of the world: not "
            f"{sharing_value('drives_on', 'left').words()}.",
            scene.road.bearing,
        )
    for kind, words in (
        ("rickshaw", "An auto rickshaw"),
        ("tuktuk", "A tuk-tuk"),
        ("pickup", "A pick-up truck"),
    ):
        car, heading = f.nearest([v for v in scene.vehicles if v.kind == kind], 40)
        if car:
            f.shared(
                sharing_weight("vehicles", (kind,), scene.country)
                if kind == "pickup"
                else sharing(lambda row, kind=kind: kind in dict(row.vehicles), scene.country),
                "vehicle",
                f"{words} is common in",
                heading,
            )


def _paint(f: Finder) -> None:
    scene, road = f.scene, f.scene.road
    if road.centre_line != "none":
        colour, _, pattern = road.centre_line.partition("-")
        same = tuple(line for line in CENTRE_LINES if line.startswith(colour))
        words = pattern.replace("-", " and ")
        f.shared(
            sharing_weight("centre_line", same, scene.country),
            "centre-line",
            f"The centre line is {colour} ({words})",
            road.bearing,
        )
    if road.edge_line != "none":
        words = road.edge_line.replace("-", " and ")
        f.shared(
            sharing_weight("edge_line", (road.edge_line,), scene.country),
            "edge-line",
            f"The road's edge is painted {words}",
            road.bearing,
        )
    elif road.surface in ("asphalt", "concrete") and scene.settlement in ("wild", "farmland"):
        f.shared(
            sharing_weight("edge_line", ("none",), scene.country),
            "edge-line",
            "The road has no edge lines",
            road.bearing,
        )
    if "-" in road.kerb:
        f.shared(
            sharing_weight("kerb", (road.kerb,), scene.country),
            "kerb",
            f"Kerbs are painted {road.kerb.replace('-', ' and ')}",
            road.bearing + 40,
        )
    if road.surface == "laterite":
        f.add(
            0.12,
            "road-surface",
            "The road is red laterite: tropical Africa, South America, South-East Asia.",
            road.bearing,
        )
    elif road.surface == "cobbles":
        f.add(0.3, "road-surface", "Cobbles: an old European town.", road.bearing)


def _plates(f: Finder) -> None:
    best, share = None, 2.0
    for car in f.scene.vehicles:
        if math.hypot(car.x, car.y) > 25:
            continue
        facing = sees_face(car.x, car.y, car.heading)
        if abs(facing) < 0.25:
            continue
        plate, column = (car.front, "plate_front") if facing > 0 else (car.rear, "plate_rear")
        style = PlateStyle(plate.background, plate.ink, plate.shape, plate.strip)
        sharers = sharing_value(column, style, f.scene.country)
        if sharers.share < share:
            best, share = (car, plate, sharers, "front" if facing > 0 else "rear"), sharers.share
    if best:
        car, plate, sharers, end = best
        strip = (
            ""
            if plate.strip == "none"
            else f" with a {plate.strip.split('-')[1]} strip {_SIDES[plate.strip.split('-')[0]]}"
        )
        size = {"long": "long", "us": "short", "square": "squarish"}[plate.shape]
        seen = f"A {size} {end} plate, {colour_name(plate.ink)} on {colour_name(plate.background)}{strip}"
        f.shared(sharers, "plate", seen, towards(car.x, car.y))


_SIDES = {"left": "on the left", "right": "on the right", "both": "at both ends", "top": "along the top"}


def _bollards(f: Finder) -> None:
    post, heading = f.nearest(f.scene.bollards, 60)
    if post:
        sharers = sharing_value("bollard", f.place.facts.bollard, f.scene.country)
        seen = (
            f"A {post.shape} {colour_name(post.body)} roadside post with a {colour_name(post.band)} band"
            f" and {colour_name(post.reflector)} reflector"
        )
        f.shared(sharers, "bollard", seen, heading)


_POLES = {
    "wood": "Wooden utility poles", "wood-crossarm": "Wooden poles with cross-arms",
    "wood-double": "Double wooden poles",
    "concrete-round": "Round concrete poles", "concrete-square": "Square concrete poles",
    "concrete-holes": "Concrete poles with holes",
    "concrete-ladder": "Concrete poles with rungs like a ladder",
    "metal": "Metal poles", "lattice": "Lattice poles",
}  # fmt: skip


def _poles(f: Finder) -> None:
    pole, heading = f.nearest([p for p in f.scene.poles if p.kind in _POLES], 70)
    if pole:
        f.shared(sharing_weight("pole", (pole.kind,), f.scene.country), "pole", _POLES[pole.kind], heading)


def _furniture(f: Finder) -> None:
    """The most telling piece of street furniture near enough, and where streets have it."""
    found = []
    for thing in f.scene.furniture:
        if math.hypot(thing.x, thing.y) < PX_AT_A_METRE * HEIGHT[thing.kind] / READABLE_PX:
            words = words_of(thing, f.place.country, f.place.admin1)
            found.append((sharing_furniture(thing.kind, words, f.scene.country), words, thing))
    if found:
        sharers, words, thing = min(found, key=lambda item: item[0].share)
        f.shared(sharers, thing.kind, words, towards(thing.x, thing.y))


def _signs(f: Finder) -> None:
    scene, here, row = f.scene, f.scene.country, f.place.facts
    for kind, column, value, words in (
        ("warning", "warning", row.warning, f"Warning signs are {_sign_words(row.warning)}"),
        (
            "chevron",
            "chevron",
            row.chevron,
            f"Chevrons are {colour_name(row.chevron.ink)} on {colour_name(row.chevron.face)}",
        ),
        (
            "direction",
            "direction",
            row.direction,
            f"Direction signs are {colour_name(row.direction.ink)} on {colour_name(row.direction.face)}",
        ),
    ):
        sign, heading = f.nearest([s for s in scene.signs if s.kind == kind], 40, facing=True)
        if sign:
            f.shared(sharing_value(column, value, here), f"{kind}-sign", words, heading)
    stop, heading = f.nearest([s for s in scene.signs if s.kind == "stop"], 30, facing=True)
    if stop and stop.lines:
        f.shared(
            sharing_value("stop_word", row.stop_word, here),
            "stop-sign",
            f"The stop sign reads {stop.lines[0]}",
            heading,
        )
    speed, heading = f.nearest([s for s in scene.signs if s.kind == "speed"], 30, facing=True)
    if speed and row.speed_unit == "mph":
        f.shared(
            sharing_value("speed_unit", "mph", here),
            "speed-unit",
            f"A limit of {speed.lines[-1]} is in miles an hour",
            heading,
        )
    shield, heading = f.nearest([s for s in scene.signs if s.kind == "route"], 25, facing=True)
    if shield:
        f.shared(
            sharing_shield((shield.shape, shield.face, shield.ink), here),
            "route-shield",
            f"The road is {shield.lines[0]}, {colour_name(shield.ink)} on a"
            f" {colour_name(shield.face)} {shield.shape}",
            heading,
        )
    named, heading = f.nearest([s for s in scene.signs if s.kind in ("direction", "town")], 36, facing=True)
    if named:
        verb = "points to" if named.kind == "direction" else "says"
        f.add(0.001, "place-name", f"A sign {verb} {', '.join(named.lines)}.", heading)


def _sign_words(style) -> str:
    edge = "" if style.border == style.ink else f" with a {colour_name(style.border)} edge"
    return f"{colour_name(style.face)} {style.shape.replace('-', ' ')}s{edge}"


_SCRIPTS = {
    "Cyrl": "Cyrillic", "Grek": "Greek", "Arab": "Arabic", "Hebr": "Hebrew", "Thai": "Thai", "Laoo": "Lao",
    "Khmr": "Khmer",
    "Mymr": "Burmese", "Jpan": "Japanese", "Hang": "Korean", "Kore": "Korean", "Hans": "simplified Chinese",
    "Hant": "traditional Chinese", "Hani": "Chinese", "Deva": "Devanagari", "Beng": "Bengali",
    "Taml": "Tamil",
    "Telu": "Telugu", "Knda": "Kannada", "Mlym": "Malayalam", "Gujr": "Gujarati", "Guru": "Gurmukhi",
    "Sinh": "Sinhala",
    "Geor": "Georgian", "Armn": "Armenian", "Ethi": "Ethiopic", "Mong": "Mongolian", "Tibt": "Tibetan",
    "Thaa": "Thaana",
    "Orya": "Odia",
}  # fmt: skip


def _writing(f: Finder) -> None:
    """The script of large writing near enough for a person to tell it, if it is not Latin."""
    scene, row = f.scene, f.place.facts
    script = next((code for code in row.script if code != "Latn"), None)
    boards = [s for s in scene.signs if any(ord(c) > 0x36F for line in s.lines for c in line)]
    board, heading = f.nearest(boards, 35, facing=True)
    if board is None:
        shops = [b for b in scene.buildings if any(ord(c) > 0x36F for c in b.sign)]
        board, heading = f.nearest(shops, 35, facing=True)
    if script and board:
        f.shared(
            sharing(lambda r: script in r.script, scene.country),
            "script",
            f"The writing is {_SCRIPTS.get(script, script)}",
            heading,
        )


def _style_name(name: str) -> str:
    """A building style's name in words.

    >>> _style_name("us-clapboard"), _style_name("nordic-wood")
    ('American clapboard', 'nordic wood')
    """
    first, *rest = name.split("-")
    return " ".join(["American" if first == "us" else first, *rest])


def _houses(f: Finder) -> None:
    scene = f.scene
    styles = [(sharing_style(name, scene.country), name, where) for name, where in f.place.styles.items()]
    styles = [item for item in styles if math.hypot(*item[2]) < 70]
    if styles:
        sharers, name, where = min(styles, key=lambda item: item[0].share)
        house = min(scene.buildings, key=lambda b: math.hypot(b.x - where[0], b.y - where[1]))
        seen = (
            f"{house.wall.replace('-', ' ').capitalize()} walls, {house.roof} roofs of {house.roof_cover}"
            f" ({_style_name(name)} style)"
        )
        f.shared(sharers, "house-style", seen, towards(*where))
    holy, heading = f.nearest([b for b in scene.buildings if b.kind in PRAYER], 110)
    if holy:
        share, sentence = PRAYER[holy.kind]
        f.add(share, "house-of-prayer", sentence, heading)


def _plants(f: Finder) -> None:
    kinds: dict[str, list] = {}
    for plant in f.scene.plants:
        if plant.kind in PLANTS:
            kinds.setdefault(plant.kind, []).append(plant)
    ranked = sorted(kinds, key=lambda kind: PLANTS[kind][0])
    for kind in ranked[:2]:
        plant, heading = f.nearest(kinds[kind], 80)
        if plant:
            f.add(PLANTS[kind][0], "plants", PLANTS[kind][1], heading)
    for patch in f.scene.patches:
        if patch.kind in CROPS:
            x = sum(p[0] for p in patch.points) / len(patch.points)
            y = sum(p[1] for p in patch.points) / len(patch.points)
            f.add(CROPS[patch.kind][0], "crop", CROPS[patch.kind][1], towards(x, y))
            break


def _land(f: Finder) -> None:
    scene, sky = f.scene, f.scene.terrain.skyline
    step = 360 / len(sky)
    highest = max(range(len(sky)), key=lambda i: sky[i])
    if sky[highest] > 2.0:
        size = (
            "High mountains close"
            if sky[highest] > 6
            else "Mountains stand"
            if sky[highest] > 3.5
            else "Hills stand"
        )
        verb = " the view" if size.endswith("close") else ""
        f.add(0.25, "relief", f"{size}{verb} to the {compass(highest * step)}.", highest * step)
    elif max(sky) < 0.6:
        f.add(0.5, "relief", "The land is flat to the horizon.")
    wet = [i for i, water in enumerate(scene.terrain.water) if water]
    if wet:
        east = sum(math.sin(math.radians(i * step)) for i in wet)
        north = sum(math.cos(math.radians(i * step)) for i in wet)
        heading = towards(east, north)
        f.add(
            0.15,
            "water",
            f"Open water lies to the {compass(heading)}: a coast or the shore of a lake.",
            heading,
        )
    r, g, _ = to_rgb(scene.ground.soil)
    if scene.ground.cover in ("red-sand", "laterite") or (r > 1.55 * g and r > 120):
        f.add(
            0.14,
            "soil",
            "Red earth: the tropics, Australia, southern Brazil or the south-eastern United States.",
        )
    if scene.ground.snow > 0.3:
        months = "from May to October" if scene.month in range(5, 11) else f"in {MONTHS[scene.month - 1]}"
        f.add(0.08, "snow", f"Snow on the ground {months}: {_snow_where(scene)}.")
    f.add(0.35, "climate", CLIMATE.get(scene.climate) or CLIMATE[scene.climate[0]])


def _snow_where(scene: Scene) -> str:
    if scene.month in range(5, 11):
        return "the far south, the far north or high mountains"
    return "the north, or high mountains"


def _sky(f: Finder) -> None:
    """The sun, where its side of the sky tells the hemisphere: near noon and not overhead."""
    scene = f.scene
    if scene.sky.kind == "overcast" or not 8 < scene.sun_elevation < 78:
        return
    azimuth, high = scene.sun_azimuth, round(scene.sun_elevation)
    if azimuth < 50 or azimuth > 310:
        f.add(
            0.18,
            "sun",
            f"The sun stands in the north, {high}° high: the southern hemisphere, or the tropics in June.",
            azimuth,
        )
    elif 130 < azimuth < 230:
        f.add(
            0.6,
            "sun",
            f"The sun stands in the south, {high}° high: the northern hemisphere, or the tropics"
            " in December.",
            azimuth,
        )
