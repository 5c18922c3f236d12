"""What can be read and what can be inferred in a scene: its texts, and its clues in sentences."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

from world.captions import MONTHS
from world.compose import clue_words as words
from world.compose import sight
from world.compose.clue_words import PLANTS, PRAYER, colour_name
from world.compose.colours import to_rgb
from world.compose.furniture import HEIGHT, words_of
from world.compose.inference import (
    Sharers,
    name,
    sharing,
    sharing_crop,
    sharing_furniture,
    sharing_shield,
    sharing_style,
    sharing_value,
    sharing_weight,
)
from world.compose.legibility import PANORAMA_PX_AT_A_METRE, PX_AT_A_METRE, READABLE_PX, readable
from world.compose.place import Place
from world.compose.sight import Spot
from world.compose.signs import letter_height, sees_face, wide
from world.compose.wording import unmarked
from world.roads import CENTRE_LINES, PlateStyle
from world.routes import bearers
from world.scene import Building, Clue, Patch, Scene, Sign, Text

LEAST, MOST = 5, 12
"""Clues of a scene, where there are so many."""
COMMON = 0.62
"""What is usual in more of the world than this tells too little to be a clue."""
LOOKED_AT = 6
"""How many things of a kind are tried, nearest first, where some are hidden."""
FASCIA = 2.9
"""Metres from the ground to the middle of a shop's sign."""

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
    """Collects clues in sight, with the share of the world's street imagery that each leaves possible."""

    def __init__(self, scene: Scene, place: Place) -> None:
        self.scene, self.place = scene, place
        self.screens = sight.Screens(scene.buildings, scene.plants, scene.stands)
        self.found: list[tuple[float, Clue]] = []

    def add(self, share: float, name: str, sentence: str, at: Spot) -> None:
        self.found.append((share, Clue(name, sentence, at.heading, at.elevation, at.distance)))

    def shared(self, sharers: Sharers, name: str, seen: str, at: Spot) -> None:
        """A clue from the tables: what is seen, and where it is usual."""
        self.add(sharers.share, name, f"{seen}: {sharers.words(self.scene.country)}.", at)

    def nearest(self, things, reach: float = 45.0, facing: bool = False):
        """The nearest of some things within `reach` metres that nothing hides, and its spot, or None."""
        near = sorted(
            (distance, i, thing)
            for i, thing in enumerate(things)
            if (distance := math.hypot(thing.x, thing.y)) < reach
            and (not facing or sees_face(thing.x, thing.y, thing.heading) > 0.3)
        )
        for _, _, thing in near[:LOOKED_AT]:
            if at := self.screens.look(thing):
                return thing, at
        return None, None

    def on_road(self, along: float, right: float) -> Spot:
        """The spot of a place on the road, metres along and right of its centre line."""
        return sight.spot(*self.scene.road.point(along, right), 0.0)

    def on_verge(self) -> Spot:
        """The spot of bare ground beside the road, where no house stands before it."""
        road, side = self.scene.road, self.place.side
        right = road.width / 2 + road.shoulder + road.sidewalk + 1.0
        for along, where in ((7.0, side), (7.0, -side), (-7.0, -side), (-7.0, side)):
            x, y = road.point(along, where * right)
            if not self.screens.hide(x, y, 0.0):
                break
        return sight.spot(x, y, 0.0)


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
        _names,
        _writing,
        _houses,
        _plants,
        _land,
        _ground,
        _sky,
    ):
        look(finder)
    found = sorted(finder.found, key=lambda item: item[0])
    count = max(LEAST, sum(share < COMMON for share, _ in found))
    return tuple(clue for _, clue in found[: min(count, MOST)])


def _traffic(f: Finder) -> None:
    scene, here = f.scene, f.scene.country
    ahead = f.on_road(14.0, f.place.side * scene.road.width / 4)
    sharers = sharing_value("drives_on", scene.drives_on, here)
    if scene.drives_on == "left":
        f.add(sharers.share, "driving-side", f"Traffic keeps left: {words.LEFT}.", ahead)
    else:
        left = sharing_value("drives_on", "left").words()
        f.add(
            min(sharers.share, COMMON - 0.01),  # common, but what everyone looks for first
            "driving-side",
            f"Traffic keeps right, as in most of the world: not {left}.",
            ahead,
        )
    for kind, seen in (
        ("rickshaw", "An auto rickshaw"),
        ("tuktuk", "A tuk-tuk"),
    ):
        car, at = f.nearest([v for v in scene.vehicles if v.kind == kind], 40)
        if car:
            f.shared(sharing(lambda row, kind=kind: kind in dict(row.vehicles), here), "vehicle", seen, at)
    for kind, (share, sentence) in words.VEHICLES.items():
        car, at = f.nearest([v for v in scene.vehicles if v.kind == kind], 40)
        if car:
            f.add(share, "vehicle", sentence, at)
            return
    car, at = f.nearest([v for v in scene.vehicles if v.kind == "pickup"], 40)
    if car:
        sharers = sharing_weight("vehicles", ("pickup",))  # where they are many: not here in any case
        f.add(sharers.share, "vehicle", f"A pick-up truck, at its most common: {sharers.words()}.", at)


def _paint(f: Finder) -> None:
    scene, road, here = f.scene, f.scene.road, f.scene.country
    edge = f.place.side * road.width / 2
    if road.centre_line != "none":
        colour, _, pattern = road.centre_line.partition("-")
        same = tuple(line for line in CENTRE_LINES if line.startswith(colour))
        seen = f"The centre line is {words.PATTERNS.get(pattern, pattern)} {colour}"
        f.shared(sharing_weight("centre_line", same, here), "centre-line", seen, f.on_road(9.0, 0.0))
    if road.edge_line != "none":
        colour, _, pattern = road.edge_line.partition("-")
        seen = f"The road's edge is a {pattern or 'solid'} {colour} line"
        sharers = sharing_weight("edge_line", (road.edge_line,), here)
        f.shared(sharers, "edge-line", seen, f.on_road(8.0, edge * 0.94))
    elif road.surface in ("asphalt", "concrete") and scene.settlement in ("wild", "farmland"):
        sharers = sharing_weight("edge_line", ("none",), here)
        f.shared(sharers, "edge-line", "The road has no edge lines", f.on_road(8.0, edge))
    if "-" in road.kerb:
        seen = f"Kerbs are painted {road.kerb.replace('-', ' and ')}"
        f.shared(sharing_weight("kerb", (road.kerb,), here), "kerb", seen, f.on_road(7.0, edge))
    if road.surface in words.SURFACES:
        share, sentence = words.SURFACES[road.surface]
        f.add(share, "road-surface", sentence, f.on_road(6.0, edge / 2))


def _plates(f: Finder) -> None:
    best, share = None, 2.0
    for car in f.scene.vehicles:
        if math.hypot(car.x, car.y) > 25:
            continue
        facing = sees_face(car.x, car.y, car.heading)
        ahead = facing > 0
        if abs(facing) < 0.25 or (ahead and car.kind == "motorbike"):  # it has none in front
            continue
        at = sight.plate(car, ahead)
        plate, column = (car.front, "plate_front") if ahead else (car.rear, "plate_rear")
        style = PlateStyle(plate.background, plate.ink, plate.shape, plate.strip)
        sharers = sharing_value(column, style, f.scene.country)
        if plate.background and sharers.share < share and not f.screens.hide(*at):
            best, share = (plate, sharers, "front" if ahead else "rear", at), sharers.share
    if best:
        plate, sharers, end, at = best
        side, _, strip = plate.strip.partition("-")
        band = f" with a {strip} strip {words.SIDES[side]}" if strip else ""
        size = {"long": "long", "us": "short", "square": "squarish"}[plate.shape]
        seen = f"A {size} {end} plate, {colour_name(plate.ink)} on {colour_name(plate.background)}{band}"
        f.shared(sharers, "plate", seen, sight.spot(*at))


def _bollards(f: Finder) -> None:
    post, at = f.nearest(f.scene.bollards, 60)
    if post:
        sharers = sharing_value("bollard", f.place.facts.bollard, f.scene.country)
        f.shared(sharers, "bollard", words.bollard(post), at)


def _poles(f: Finder) -> None:
    pole, at = f.nearest([p for p in f.scene.poles if p.kind in words.POLES], 70)
    if pole:
        sharers = sharing_weight("pole", (pole.kind,), f.scene.country)
        f.shared(sharers, "pole", words.POLES[pole.kind], at)


def _furniture(f: Finder) -> None:
    """The most telling piece of street furniture near enough, and where streets have it."""
    found = []
    for thing in f.scene.furniture:
        if math.hypot(thing.x, thing.y) >= PX_AT_A_METRE * HEIGHT[thing.kind] / READABLE_PX:
            continue
        if at := f.screens.look_at(thing.x, thing.y, 0.7 * HEIGHT[thing.kind]):
            said = words_of(thing, f.place.country, f.place.admin1)
            found.append((sharing_furniture(thing.kind, said, f.scene.country), said, thing.kind, at))
    if found:
        sharers, said, kind, at = min(found, key=lambda item: item[0].share)
        f.shared(sharers, kind, said, at)


def _signs(f: Finder) -> None:
    here, row = f.scene.country, f.place.facts
    for kind, column, reach, seen in (
        ("warning", "warning", 40, lambda _: f"Warning signs are {words.sign_look(row.warning)}"),
        ("chevron", "chevron", 40, lambda _: f"The bend's chevrons are {_inked(row.chevron)}"),
        ("direction", "direction", 40, lambda _: f"Direction signs are {_inked(row.direction)}"),
        ("stop", "stop_word", 30, lambda sign: f"The stop sign reads {sign.lines[0]}" if sign.lines else ""),
        ("speed", "speed_unit", 30, lambda sign: f"A limit of {sign.lines[-1]} is in miles an hour"),
        ("route", "route_shield", 25, lambda sign: _shield(sign)),
    ):
        sign, at = f.nearest([s for s in f.scene.signs if s.kind == kind], reach, facing=True)
        if not sign or (kind == "speed" and row.speed_unit != "mph") or not (said := seen(sign)):
            continue
        clue = {"speed": "speed-unit", "route": "route-shield"}.get(kind, f"{kind}-sign")
        if kind == "route":
            sharers = sharing_shield((sign.shape, sign.face, sign.ink), here)
            if 0 < len(parts := bearers(here, sign.lines[0])) <= 3:
                said += f", a number of {' or '.join(parts)}"
        else:
            sharers = sharing_value(column, getattr(row, column), here)
        f.shared(sharers, clue, said, at)


def _inked(look) -> str:
    return f"{colour_name(look.ink)} on {colour_name(look.face)}"


def _shield(sign: Sign) -> str:
    board = f"{colour_name(sign.face)} {words.SHAPES.get(sign.shape, sign.shape)}"
    return f"Road number {sign.lines[0]}, {colour_name(sign.ink)} on a {board}"


def _names(f: Finder) -> None:
    named, at = f.nearest([s for s in f.scene.signs if s.kind in ("direction", "town")], 36, facing=True)
    if named and named.lines:
        towns = [town for town, _ in f.place.towns]
        verb = "A sign points to" if named.kind == "direction" else "The town's sign reads"
        where = [part for part in (f.scene.admin1, name(f.scene.country)) if part]
        said = join(directions(named.lines, towns, f.place.facts.speed_unit == "mph"))
        f.add(0.001, "place-name", f"{verb} {said}: {', '.join(dict.fromkeys(where))}.", at)


def directions(lines: tuple[str, ...], towns: list, miles: bool) -> list[str]:
    """What a sign's lines say of towns, their names in Latin letters too and distances with their unit.

    >>> from types import SimpleNamespace as Town
    >>> directions(("Ижау 54", "Izau"), [Town(name="Īzau", local_name="Ижау")], False)
    ['Ижау (Izau, 54 km)']
    """
    latin = {town.local_name: unmarked(town.name) for town in towns if town.local_name not in ("", town.name)}
    said: list[str] = []
    for line in lines:
        found = re.fullmatch(r"(.+?)\s+(\d+)(?:\s*(?:km|mi))?", line)
        label = found[1] if found else line
        if unmarked(label) in latin.values() and any(unmarked(label) in other for other in said):
            continue  # the same town once more, in Latin letters
        unit = ("mile" if miles else "km") + ("s" if miles and found and found[2] != "1" else "")
        more = [latin[label]] if label in latin else []
        more += [f"{found[2]} {unit}"] if found else []
        said.append(f"{label} ({', '.join(more)})" if more else label)
    return said


def join(parts: list[str]) -> str:
    """Parts of a sentence with commas and an "and"."""
    return ", ".join(parts[:-1]) + (" and " if len(parts) > 1 else "") + parts[-1]


def _foreign(writing: str) -> bool:
    return any(ord(c) > 0x36F for c in writing)


def _writing(f: Finder) -> None:
    """The script of large writing near enough for a person to tell it, if it is not Latin."""
    scene = f.scene
    script = next((code for code in f.place.facts.script if code != "Latn"), None)
    if not script:
        return
    sharers = sharing(lambda r: script in r.script, scene.country)
    seen = f"The writing is {words.SCRIPTS.get(script, script)}"
    board, at = f.nearest([s for s in scene.signs if any(map(_foreign, s.lines))], 35, facing=True)
    if board:
        f.shared(sharers, "script", seen, at)
        return
    for shop in sorted((b for b in scene.buildings if _foreign(b.sign)), key=lambda b: math.hypot(b.x, b.y)):
        x, y, _ = shop_sign(shop)
        seen_well = math.hypot(x, y) < 35 and sees_face(x, y, shop.heading) > 0.3
        if seen_well and not f.screens.hide(x, y, FASCIA, but=shop):
            f.shared(sharers, "script", seen, sight.spot(x, y, FASCIA))
            return


def _houses(f: Finder) -> None:
    scene = f.scene
    best = None
    by_place = {(house.x, house.y): house for house in scene.buildings}
    for style, places in f.place.styles.items():
        house, at = f.nearest([by_place[xy] for xy in places if xy in by_place], 70)
        if house:
            sharers = sharing_style(style, scene.country)
            if best is None or sharers.share < best[0].share:
                best = sharers, words.house(house, style), at
    if best:
        sharers, seen, at = best
        f.shared(sharers, "house-style", seen, at)
    holy, at = f.nearest([b for b in scene.buildings if b.kind in PRAYER], 110)
    if holy:
        share, sentence = PRAYER[holy.kind]
        f.add(share, "house-of-prayer", sentence, at)


def _plants(f: Finder) -> None:
    kinds: dict[str, list] = {}
    for plant in f.scene.plants:
        if plant.kind in PLANTS:
            kinds.setdefault(plant.kind, []).append(plant)
    told = 0
    for kind in sorted(kinds, key=lambda kind: PLANTS[kind][0]):
        plant, at = f.nearest(kinds[kind], 80)
        if plant and told < 2:
            told += 1
            f.add(PLANTS[kind][0], "plants", PLANTS[kind][1], at)
    for patch in f.scene.patches:
        words_of = words.CROPS.get(_crop(f.scene, patch))
        if words_of and (at := _in_field(f, patch)):
            f.shared(sharing_crop(patch.kind, f.scene.country), "crop", words_of, at)
            break


def _crop(scene: Scene, patch: Patch) -> str:
    """What a field is to the eye: fields of "flowers" are sunflowers or rape, and green when it is over."""
    if patch.kind != "flowers":
        return patch.kind
    if any("sunflower" in stand.kinds for stand in scene.stands):
        return "sunflower"
    red, _, blue = to_rgb(patch.colour)
    return "rape" if red > 180 and blue < 110 else ""


def _in_field(f: Finder, patch: Patch) -> Spot | None:
    """A spot some metres into a field where no house stands before it; None where all is hidden."""
    near = sorted(patch.points, key=lambda p: math.hypot(*p))[:2]
    middle = [sum(p[i] for p in patch.points) / len(patch.points) for i in (0, 1)]
    start = [(near[0][i] + near[-1][i]) / 2 for i in (0, 1)]
    for share in (0.15, 0.3, 0.5, 0.7):
        x, y = (a + share * (b - a) for a, b in zip(start, middle, strict=True))
        if not f.screens.hide(x, y, 1.0):
            return sight.spot(x, y, 1.0)
    return None


def _land(f: Finder) -> None:
    """Far relief and water, in the direction where most of it can be seen between the houses."""
    scene, sky = f.scene, f.scene.terrain.skyline
    step = 360 / len(sky)
    highest = max(sky)
    if highest > 2.0:
        high = [i for i in range(len(sky)) if sky[i] > 0.8 * highest]
        at = _clear(f, sorted(high, key=lambda i: -sky[i]), lambda i: (i * step, sky[i]))
        if at:
            f.add(0.25, "relief", words.relief(highest, at.heading), at)
    elif highest < 0.6:
        ahead = scene.road.bearing
        at = _clear(f, [ahead, ahead + 180, *range(0, 360, 30)], lambda heading: (heading, 0.3))
        if at:
            f.add(0.5, "relief", words.FLAT[scene.climate[0]], at)
    wet = [i for i, water in enumerate(scene.terrain.water) if water]
    if wet:
        east = sum(math.sin(math.radians(i * step)) for i in wet)
        north = sum(math.cos(math.radians(i * step)) for i in wet)
        middle = sight.towards(east, north)
        around = sorted(wet, key=lambda i: abs((i * step - middle + 180) % 360 - 180))
        at = _clear(f, around, lambda i: (i * step, -0.3))
        if at:
            f.add(0.15, "water", words.shore(at.heading), at)


def _clear(f: Finder, choices, look) -> Spot | None:
    """The first of some directions, best first, that no house hides; None where all are hidden."""
    for choice in choices:
        heading, elevation = look(choice)
        if not f.screens.hide_far(heading, elevation):
            return sight.far(heading, elevation)
    return None


def _ground(f: Finder) -> None:
    """Soil, snow and climate: where the ground and what grows on it are seen."""
    scene, ground = f.scene, f.scene.ground
    r, g, _ = to_rgb(ground.soil)
    red = ground.cover in ("red-sand", "laterite") or (r > 1.55 * g and r > 120)
    if red and ground.cover != "paved" and ground.snow < 0.5:
        f.add(0.14, "soil", words.RED_EARTH, f.on_verge())
    if ground.snow > 0.3:
        sentence = f"Snow on the ground in {MONTHS[scene.month - 1]}: {words.snow_where(scene.month)}."
        f.add(0.08, "snow", sentence, f.on_verge())
    around = [plant for plant in scene.plants if plant.height > 2.0 and math.hypot(plant.x, plant.y) > 12]
    _, at = f.nearest(around, 60)
    f.add(0.35, "climate", words.climate(scene.climate), at or f.on_verge())


def _sky(f: Finder) -> None:
    """The sun, where its side of the sky tells the hemisphere: near noon and not overhead."""
    scene = f.scene
    azimuth, high = scene.sun_azimuth, scene.sun_elevation
    if scene.sky.kind == "overcast" or not 8 < high < 78 or f.screens.hide_far(azimuth, high):
        return
    if azimuth < 50 or azimuth > 310:
        f.add(0.18, "sun", words.SUN_NORTH.format(high=round(high)), sight.far(azimuth, high))
    elif 130 < azimuth < 230:
        f.add(0.6, "sun", words.SUN_SOUTH.format(high=round(high)), sight.far(azimuth, high))
