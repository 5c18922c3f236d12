"""Clues for people: each stands where its thing stands, none is hidden, and each sentence names a place."""

from __future__ import annotations

import math
import re
from dataclasses import replace

import numpy as np
import pytest

from world import facts, places
from world.compose import clue_words, compose, sight, survey
from world.compose.clues import clues, directions
from world.compose.flora import HEIGHTS
from world.compose.inference import name, sharing
from world.render import available
from world.roads import styles
from world.scene import CAMERA_HEIGHT, PLATE_METRES, Building, Plant, Scene, Stand

COUNT = 150


@pytest.fixture(scope="module")
def scenes() -> list[Scene]:
    return [compose(*place) for place in places.draw("train", COUNT, seed=404)]


def house(x: float, y: float, storeys: int = 2) -> Building:
    """A house ten metres wide and eight deep whose front looks to the camera from the north."""
    return Building(
        "house", x, y, 180, 10, 8, storeys, "brick", "#884433", "gable", "tile", "#553322", "#ffffff", "plain"
    )


def things(scene: Scene, clue: str) -> list[sight.Place3]:
    """Where the things stand that a clue of this name may be about, metres."""
    kinds = {
        "pole": scene.poles,
        "bollard": scene.bollards,
        "plants": scene.plants,
        "house-style": scene.buildings,
        "house-of-prayer": scene.buildings,
        "vehicle": scene.vehicles,
        "warning-sign": [s for s in scene.signs if s.kind == "warning"],
        "chevron-sign": [s for s in scene.signs if s.kind == "chevron"],
        "stop-sign": [s for s in scene.signs if s.kind == "stop"],
        "place-name": [s for s in scene.signs if s.kind in ("direction", "town")],
    }
    found = kinds.get(clue, ())
    if clue.startswith("house"):
        return [point for building in found for point in sight.sides(building)]
    return [sight.aim(thing) for thing in found]


def test_every_clue_has_a_place_in_the_view(scenes: list[Scene]) -> None:
    for scene in scenes:
        for clue, record in zip(scene.clues, scene.to_json()["clues"], strict=True):
            assert clue.heading is not None, clue
            assert clue.elevation is not None, clue
            assert 0 <= clue.heading < 360
            assert -75 < clue.elevation < 85
            assert clue.distance is None or 0 < clue.distance < 160
            assert record["elevation"] == clue.elevation
            assert record["distance"] == clue.distance


def test_a_clue_stands_at_its_thing(scenes: list[Scene]) -> None:
    seen = set()
    for scene in scenes:
        for clue in scene.clues:
            places_of = things(scene, clue.name)
            if not places_of:
                continue
            seen.add(clue.name)
            spots = [sight.spot(*place) for place in places_of]
            assert any(
                (spot.heading, spot.elevation, spot.distance) == (clue.heading, clue.elevation, clue.distance)
                for spot in spots
            ), clue
    assert len(seen) >= 7


def test_paint_lies_on_the_road_below_the_horizon(scenes: list[Scene]) -> None:
    found = 0
    for scene in scenes:
        for clue in scene.clues:
            if clue.name in ("centre-line", "edge-line", "kerb", "driving-side", "road-surface"):
                depth = math.degrees(math.atan2(CAMERA_HEIGHT, clue.distance))
                assert clue.elevation == pytest.approx(-depth, abs=0.3)
                angle = math.radians(clue.heading)
                x, y = clue.distance * math.sin(angle), clue.distance * math.cos(angle)
                assert abs(scene.road.locate(x, y)[1]) <= scene.road.width / 2 + 0.2
                found += 1
    assert found > COUNT


def test_the_sun_and_the_mountains_have_no_distance(scenes: list[Scene]) -> None:
    far = [(s, c) for s in scenes for c in s.clues if c.name in ("sun", "relief", "water")]
    assert {clue.name for _, clue in far} == {"sun", "relief", "water"}
    for scene, clue in far:
        assert clue.distance is None
        if clue.name == "sun":
            assert clue.heading == pytest.approx(scene.sun_azimuth % 360, abs=0.06)
            assert clue.elevation == pytest.approx(scene.sun_elevation, abs=0.06)
        if clue.name == "relief" and clue.elevation > 2:
            assert clue.elevation <= max(scene.terrain.skyline) + 0.1


def test_a_house_hides_what_stands_behind_it_and_not_what_stands_before_or_beside() -> None:
    screens = sight.Screens([house(0, 20)])
    assert screens.hide(0, 40, 1.0)
    assert screens.hide(3, 40, 1.0)
    assert not screens.hide(0, 12, 1.0)
    assert not screens.hide(20, 40, 1.0)
    assert not screens.hide(0, -40, 1.0)
    assert not screens.hide(0, 40, 30.0)  # a tower above its roof
    assert screens.hide_far(0, 5)
    assert not screens.hide_far(0, 40)
    assert not screens.hide_far(180, 5)


def test_a_house_does_not_hide_its_own_front_and_a_wider_one_before_it_does() -> None:
    own = house(0, 20)
    assert sight.Screens([own]).look(own) == sight.spot(*sight.aim(own))
    assert sight.Screens([own, replace(house(0, 10), width=20)]).look(own) is None


def test_a_crown_hides_what_is_behind_it_and_not_what_is_below_it() -> None:
    tree = Plant("oak", 0, 10, 12.0, 1)
    screens = sight.Screens([], [tree])
    assert screens.hide_far(0, 20)
    assert not screens.hide(0, 40, 0.0)  # paint on the road, seen beside the trunk
    assert not screens.hide_far(0, 60)
    assert not screens.hide_far(30, 20)
    assert screens.look(tree) is not None


def test_a_wood_hides_the_low_hills_beyond_it_and_not_high_mountains() -> None:
    edge = Stand(("oak",), ((-40.0, 60.0), (0.0, 60.0), (40.0, 60.0)), 12.0, 1.0)
    screens = sight.Screens([], [], [edge])
    assert screens.hide_far(0, 3)
    assert screens.hide_far(20, 3)
    assert not screens.hide_far(0, 12)
    assert not screens.hide_far(90, 3)
    assert not sight.Screens([], [], [replace(edge, density=0.3)]).hide_far(0, 3)


def test_a_wall_behind_a_tree_is_looked_at_beside_it() -> None:
    far_house = house(0, 30)
    at = sight.Screens([], [Plant("oak", 0, 12, 6.0, 1)]).look(far_house)
    assert at is not None
    assert at != sight.spot(*sight.aim(far_house))


def test_no_clue_is_behind_a_house(scenes: list[Scene]) -> None:
    """Sampled along the way to the thing: nowhere does it lead through a house below its eaves."""
    hidden = 0
    for scene in scenes:
        screens = sight.Screens(scene.buildings)
        hidden += sum(screens.look(thing) is None for thing in (*scene.plants, *scene.signs, *scene.poles))
        for clue in scene.clues:
            if clue.distance is None or clue.name in ("house-style", "house-of-prayer", "script", "climate"):
                continue
            angle, rise = math.radians(clue.heading), math.tan(math.radians(clue.elevation))
            for step in np.arange(1.0, clue.distance - 1.0, 0.5):
                x, y = step * math.sin(angle), step * math.cos(angle)
                inside = [b for b in scene.buildings if _inside(b, x, y, 0.3)]
                height = CAMERA_HEIGHT + step * rise
                assert all(height > sight.STOREY * b.storeys - 0.2 for b in inside), (clue, scene.town)
    assert hidden > 20


def _inside(b: Building, x: float, y: float, shrink: float) -> bool:
    angle = math.radians(b.heading)
    dx, dy = x - b.x, y - b.y
    depth, width = dx * math.sin(angle) + dy * math.cos(angle), dx * math.cos(angle) - dy * math.sin(angle)
    return abs(depth) < b.depth / 2 - shrink and abs(width) < b.width / 2 - shrink


@pytest.mark.skipif(bool(available()), reason=available())
def test_plates_are_where_the_renderer_draws_them() -> None:
    from world.render.shapes import SHAPES

    assert set(sight.PLATES) == set(SHAPES) | {"lorry", "motorbike", "rickshaw", "tuktuk"}
    for kind, shape in SHAPES.items():
        (ahead, up), (behind, low) = sight.PLATES[kind]
        assert ahead == pytest.approx(shape.front, abs=0.03)
        assert behind == pytest.approx(shape.rear, abs=0.03)
        assert up == pytest.approx(shape.profile[0][1] + 0.23, abs=0.03)
        assert low == pytest.approx(shape.plate, abs=0.03)


@pytest.mark.skipif(bool(available()), reason=available())
def test_a_plate_is_seen_at_its_clue(scenes: list[Scene]) -> None:
    """The picture itself, cut around the clue: a yellow plate makes it yellower than the car around it."""
    from world.render.camera import Camera
    from world.render.painter import draw_arrays

    size, shown = 1024, 0
    for scene in scenes:
        for clue in scene.clues:
            if clue.name != "plate" or "on yellow" not in clue.sentence or clue.distance > 12:
                continue
            face = "frbl"[round(clue.heading / 90) % 4]
            angle = math.radians(clue.heading)
            point = [
                clue.distance * math.sin(angle),
                clue.distance * math.cos(angle),
                CAMERA_HEIGHT + clue.distance * math.tan(math.radians(clue.elevation)),
            ]
            x, y = Camera(face, size).project([point])[0]
            half = 0.4 * size / 2 / clue.distance * PLATE_METRES["long"][1]
            picture = draw_arrays(scene, size, face)[0, :, :, :3].astype(float)
            part = picture[int(y - half) : int(y + half) + 1, int(x - 2 * half) : int(x + 2 * half) + 1]
            yellow = part[..., :2].min(axis=2) - part[..., 2]
            assert np.percentile(yellow, 75) > 40, (clue, scene.town)
            shown += 1
    assert shown


REGIONS = (
    "Africa|Asia|Europe|America|Oceania|Mediterranean|tropic|Sahara|Andes|Alps|Arctic|Antarctica|hemisphere|"
    "Siberia|Arabia|Patagonia|Amazonia|Mojave|Cape|Caucasus|Himalaya|Pampas|Pacific|Caribbean|Atlantic|"
    "British Isles|Scandinavia|Bengal|Prairies|Holland"
)


def test_every_sentence_names_a_country_or_a_region(scenes: list[Scene]) -> None:
    countries = [re.escape(country.name.removeprefix("The ")) for country in facts.countries().values()]
    named = re.compile("|".join((REGIONS, *countries)))
    written = [sentence for _, sentence in clue_words.PLANTS.values()]
    for table in (clue_words.PRAYER, clue_words.SURFACES, clue_words.VEHICLES):
        written += [sentence for _, sentence in table.values()]
    written += [*clue_words.CLIMATE.values(), *clue_words.FLAT.values(), clue_words.RED_EARTH]
    written += [clue_words.shore(heading) for heading in range(0, 360, 45)]
    written += [clue_words.relief(angle, h) for angle in (3, 5, 9) for h in range(0, 360, 45)]
    written += [f"Snow: {clue_words.snow_where(month)}." for month in range(1, 13)]
    told = [clue.sentence for scene in scenes for clue in scene.clues]
    for sentence in written + told:
        assert named.search(sentence), sentence
        assert sentence[0].isupper(), sentence
        assert sentence.endswith("."), sentence
        assert "  " not in sentence
        assert len(sentence) < 200, sentence


def test_every_climate_style_and_shape_of_post_has_words() -> None:
    for code in facts.CLIMATES:
        assert clue_words.climate(code)
    for style in styles():
        said = clue_words.style_name(style)
        assert said[0].isupper()
        assert "-" not in said.replace("semi-detached", "")
    assert set(clue_words.PLANTS) <= set(HEIGHTS)


def test_countries_stand_in_sentences_with_their_article() -> None:
    assert [name(code) for code in ("NL", "US", "FR", "PH")] == [
        "the Netherlands", "the United States", "France", "the Philippines"
    ]  # fmt: skip
    everywhere = sharing(lambda row: True)
    assert everywhere.words().startswith("most of the world") or "all of" in everywhere.words()


def test_regions_are_named_together_and_the_country_is_not_lost_in_the_rest() -> None:
    america = sharing(lambda row: row.region in ("North America", "Oceania"), "JP").words("JP")
    assert re.match(r"all of (North America and Oceania|Oceania and North America), Japan", america), america


def test_a_sign_is_read_with_its_unit_and_in_latin_letters() -> None:
    towns = [town for town, _ in facts.nearest_towns(42.5, 24.7, count=12, country="BG")]
    foreign = next(town for town in towns if town.local_name and town.local_name != town.name)
    lines = (f"{foreign.local_name} 12", foreign.name)
    assert directions(lines, towns, False) == [f"{foreign.local_name} ({foreign.name}, 12 km)"]
    assert directions(("Leeds 1",), [], True) == ["Leeds (1 mile)"]
    assert directions(("Leeds 7",), [], True) == ["Leeds (7 miles)"]
    assert directions(("Cornaux",), [], False) == ["Cornaux"]


def test_a_scene_without_houses_tells_nothing_of_houses(scenes: list[Scene]) -> None:
    scene = next(s for s in scenes if s.settlement == "city")
    place = survey(scene.latitude, scene.longitude, scene.seed, scene.month)
    place.road = scene.road
    bare = clues(replace(scene, buildings=()), place)
    assert {"driving-side", "climate"} <= {clue.name for clue in bare}
    assert not {"house-style", "house-of-prayer"} & {clue.name for clue in bare}
