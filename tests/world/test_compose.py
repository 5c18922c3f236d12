"""The composed world is reproducible, and true where it can be checked."""

from __future__ import annotations

import json
import math
import os
import random
import subprocess
import sys
from datetime import datetime

import pytest

from world import facts, roads
from world.compose import compose, flora, inference
from world.compose.clues import texts
from world.compose.signs import letter_height, sees_face
from world.compose.sun import LOWEST, sun_position
from world.scene import Road, Scene

SYDNEY, TOKYO, MUNICH, KANSAS = (-33.80, 150.90), (35.85, 139.40), (48.05, 11.60), (38.90, -97.60)


@pytest.fixture(scope="module")
def scenes() -> list[Scene]:
    """200 places about towns everywhere, the same ones every time."""
    rng, table = random.Random(7), facts.towns()
    out = []
    for seed in range(200):
        row = rng.randrange(len(table))
        latitude = min(85, max(-85, table.latitude[row] + rng.gauss(0, 0.06)))
        longitude = (table.longitude[row] + rng.gauss(0, 0.06) + 180) % 360 - 180
        out.append(compose(latitude, longitude, seed))
    return out


def test_the_same_place_and_seed_give_the_same_scene() -> None:
    assert compose(*MUNICH, 5) == compose(*MUNICH, 5)
    assert compose(*MUNICH, 5) != compose(*MUNICH, 6)
    assert compose(*MUNICH, 5) != compose(MUNICH[0] + 0.001, MUNICH[1], 5)


def test_a_scene_does_not_depend_on_what_was_composed_before() -> None:
    first = compose(*TOKYO, 1)
    for seed in range(3):
        compose(*KANSAS, seed)
    assert compose(*TOKYO, 1) == first


def test_another_process_with_another_hash_seed_gives_the_same_scene() -> None:
    code = (
        "from world.compose import compose; import hashlib\n"
        "print(hashlib.sha256(repr([compose(48.05, 11.6, 3), compose(13.7, 100.4, 4)]).encode()).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1
    assert len(digests.pop().strip()) == 64


@pytest.mark.parametrize(
    ("latitude", "longitude"), [(float("nan"), 0), (0, float("inf")), (91, 0), (0, 181), (-90.5, 0)]
)
def test_coordinates_that_name_no_place_are_refused(latitude: float, longitude: float) -> None:
    with pytest.raises(ValueError, match=r"[Cc]oordinates|Latitude|Longitude"):
        compose(latitude, longitude, 1)


def test_months_and_hours_that_do_not_exist_are_refused() -> None:
    with pytest.raises(ValueError, match="month"):
        compose(*MUNICH, 1, month=13)
    with pytest.raises(ValueError, match="hour"):
        compose(*MUNICH, 1, hour=25)


def test_a_place_at_sea_gives_the_nearest_land_and_says_so() -> None:
    scene = compose(49.0, -12.0, 1)
    assert facts.is_land(scene.latitude, scene.longitude)
    assert "49, -12" in scene.note
    assert scene.to_json()["note"] == scene.note
    assert compose(*MUNICH, 1).note == ""


def test_an_island_too_small_for_the_land_mask_keeps_its_country() -> None:
    for code in ("MT", "MV", "JE", "BB", "MQ"):
        town = facts.towns()[facts.towns().rows(code)[0]]
        scene = compose(town.latitude, town.longitude, 1)
        assert scene.country == code
        assert scene.note == ""
        assert not all(scene.terrain.water)


@pytest.mark.parametrize(
    "place", [(90, 0), (-90, 0), (-75, 120), (78.2, 15.6), (-16.8, 179.99), (-16.8, -179.99)]
)
def test_the_ends_of_the_earth_compose(place: tuple[float, float]) -> None:
    for month in (1, 7):
        json.dumps(compose(*place, 2, month=month).to_json())


def test_the_noon_sun_stands_north_in_sydney_and_south_in_munich() -> None:
    sydney = compose(*SYDNEY, 1, month=12, hour=12)
    assert min(sydney.sun_azimuth, 360 - sydney.sun_azimuth) < 40
    assert 75 < sydney.sun_elevation < 82
    munich = compose(*MUNICH, 1, month=12, hour=12)
    assert abs(munich.sun_azimuth - 180) < 8
    assert 17 < munich.sun_elevation < 21


def test_pictures_are_taken_by_day(scenes: list[Scene]) -> None:
    for scene in scenes:
        if abs(scene.latitude) < 58:
            assert scene.sun_elevation >= LOWEST
        assert datetime.fromisoformat(scene.utc).month == scene.month
    night = compose(78.2, 15.6, 1, month=12, hour=12)
    assert night.sun_elevation < 0
    assert night.sun_elevation == pytest.approx(
        sun_position(78.2, 15.6, datetime.fromisoformat(night.utc))[1], abs=0.1
    )


def test_a_road_finds_its_own_points_again() -> None:
    rng = random.Random(3)
    for _ in range(200):
        curve = rng.choice((0.0, rng.uniform(-0.25, 0.25)))
        road = Road(rng.uniform(0, 360), 7, curve, "asphalt", "#444444", "none", "none", 1, "none", 0, 1.6)
        along, right = rng.uniform(-150, 150), rng.uniform(-80, 80)
        assert road.locate(*road.point(along, right)) == pytest.approx((along, right), abs=1e-6)
    assert road.locate(0, 0)[1] == pytest.approx(road.camera_offset)


def test_the_camera_drives_on_the_countrys_side(scenes: list[Scene]) -> None:
    for scene in scenes:
        assert scene.drives_on == roads.road_facts(scene.country, scene.admin1).drives_on
        assert math.copysign(1, scene.road.camera_offset) == (1 if scene.drives_on == "right" else -1)
        assert abs(scene.road.camera_offset) < scene.road.width / 2


def test_traffic_drives_on_its_side(scenes: list[Scene]) -> None:
    moving = 0
    for scene in scenes:
        side = 1 if scene.drives_on == "right" else -1
        for car in scene.vehicles:
            along, right = scene.road.locate(car.x, car.y)
            if abs(right) > scene.road.width / 2 - 1.2:
                continue  # parked
            forwards = abs((car.heading - scene.road.heading(along) + 180) % 360 - 180) < 90
            assert (right * side > 0) == forwards
            moving += 1
    assert moving > 50


def test_no_vehicle_stands_on_the_camera_or_in_another(scenes: list[Scene]) -> None:
    for scene in scenes:
        places = [(car.x, car.y) for car in scene.vehicles]
        assert all(math.hypot(*place) > 3 for place in places)
        for i, a in enumerate(places):
            assert all(math.dist(a, b) > 1.5 for b in places[i + 1 :])


def test_plants_stand_neither_on_the_road_nor_in_houses(scenes: list[Scene]) -> None:
    for scene in scenes:
        for plant in scene.plants:
            _, right = scene.road.locate(plant.x, plant.y)
            assert abs(right) > scene.road.width / 2
            for house in scene.buildings:
                dx, dy, angle = plant.x - house.x, plant.y - house.y, math.radians(house.heading)
                back = dx * math.sin(angle) + dy * math.cos(angle)
                side = dx * math.cos(angle) - dy * math.sin(angle)
                assert abs(back) > house.depth / 2 or abs(side) > house.width / 2


def test_houses_stand_beside_the_road_and_face_it(scenes: list[Scene]) -> None:
    for scene in scenes:
        for house in scene.buildings:
            along, right = scene.road.locate(house.x, house.y)
            assert abs(right) - house.depth / 2 >= scene.road.width / 2 - 0.6
            towards = scene.road.heading(along) + (-90 if right > 0 else 90)
            assert abs((house.heading - towards + 180) % 360 - 180) < 8


def test_signs_for_us_stand_on_our_kerb_side_with_their_face_to_us(scenes: list[Scene]) -> None:
    ours = 0
    for scene in scenes:
        side = 1 if scene.drives_on == "right" else -1
        for sign in scene.signs:
            along, right = scene.road.locate(sign.x, sign.y)
            assert abs(right) >= scene.road.width / 2 + 0.9
            to_us = abs((sign.heading - scene.road.heading(along)) % 360 - 180) < 20
            if sign.kind in ("speed", "warning", "direction", "town", "route") and to_us:
                assert right * side > 0
                ours += 1
    assert ours > 60


def test_direction_signs_tell_true_distances() -> None:
    seen = 0
    for seed in range(260):
        scene = compose(*MUNICH, seed)
        near = {t.name: km for t, km in facts.nearest_towns(*MUNICH, 8, country="DE")}
        for sign in scene.signs:
            for line in sign.lines if sign.kind == "direction" else ():
                name, _, distance = line.rpartition(" ")
                if name in near:
                    assert 0.9 * near[name] - 1 <= int(distance) <= 1.5 * near[name] + 1
                    seen += 1
    assert seen > 5


def test_miles_stand_where_the_country_counts_in_miles() -> None:
    limits = {
        int(sign.lines[-1])
        for seed in range(150)
        for sign in compose(*KANSAS, seed).signs
        if sign.kind == "speed"
    }
    assert limits
    assert all(limit % 5 == 0 and limit <= 70 for limit in limits)


def test_legible_means_six_pixels_of_a_view(scenes: list[Scene]) -> None:
    for scene in scenes:
        for sign in scene.signs:
            distance = math.hypot(sign.x, sign.y)
            metres = letter_height(sign.lines, sign.width, sign.height)
            for text in scene.texts:
                if text.string in sign.lines and sum(text.string in s.lines for s in scene.signs) == 1:
                    assert metres * 512 / distance >= 6, "a person reads it in the panorama"
                    assert metres * 96 / distance >= 6 or not text.legible
                    assert sees_face(sign.x, sign.y, sign.heading) > 0
    assert sum(text.legible for scene in scenes for text in scene.texts) > 20
    assert all(text in scene.texts for scene in scenes for text in texts(scene))


def words(text: str) -> set[str]:
    return set(text.split())


VOCABULARY = {
    "settlement": set(roads.SETTLEMENTS),
    "cover": words(
        "grass dry-grass savanna steppe sand red-sand gravel laterite tundra forest-floor field paved"
    ),
    "surface": words("asphalt concrete gravel laterite sand cobbles"),
    "sky": words("clear cirrus cumulus broken overcast"),
    "sign": words(
        "stop give-way speed warning direction town street shop chevron route km pedestrian parking"
    ),
    "patch": words(
        "wheat rice corn vineyard tea sugar-cane ploughed meadow flowers water path yard side-road"
    ),
    "text": words("place-name street shop road-sign plate other"),
}


def test_every_word_is_in_the_vocabulary(scenes: list[Scene]) -> None:
    for s in scenes:
        assert s.settlement in VOCABULARY["settlement"]
        assert s.ground.cover in VOCABULARY["cover"]
        assert s.road.surface in VOCABULARY["surface"]
        assert s.sky.kind in VOCABULARY["sky"]
        assert s.road.centre_line in roads.CENTRE_LINES
        assert s.road.edge_line in roads.EDGE_LINES
        assert s.road.kerb in roads.KERBS
        assert {p.kind for p in s.patches} <= VOCABULARY["patch"]
        assert {p.kind for p in s.plants} <= set(flora.HEIGHTS)
        assert {b.kind for b in s.buildings} <= set(roads.BUILDINGS)
        assert {b.wall for b in s.buildings} <= set(roads.WALLS)
        assert {b.roof for b in s.buildings} <= set(roads.ROOFS)
        assert {v.kind for v in s.vehicles} <= set(roads.VEHICLES)
        assert {g.kind for g in s.signs} <= VOCABULARY["sign"]
        assert {g.shape for g in s.signs} <= set(roads.SIGN_SHAPES)
        assert {p.kind for p in s.poles} <= {*roads.POLES, *roads.LAMPS} - {"none"}
        assert {b.shape for b in s.bollards} <= set(roads.BOLLARD_SHAPES)
        assert {b.kind for b in s.barriers} <= set(roads.BARRIERS) - {"none"}
        assert {t.kind for t in s.texts} <= VOCABULARY["text"]
        assert len(s.terrain.skyline) == len(s.terrain.water)
        for colour in (
            s.road.colour,
            s.ground.soil,
            s.ground.plants,
            s.terrain.colour,
            *(v.colour for v in s.vehicles),
        ):
            assert len(colour) == 7
            int(colour[1:], 16)


def test_the_table_of_plants_names_plants_and_crops_that_exist() -> None:
    kinds = {
        kind
        for (use, _), rows in flora._table().items()
        if use != "crop"
        for row in rows.values()
        for kind in row
    }
    assert kinds <= set(flora.HEIGHTS)
    fields = {
        kind
        for (use, _), rows in flora._table().items()
        if use == "crop"
        for row in rows.values()
        for kind in row
    }
    assert fields <= VOCABULARY["patch"]
    pytest.importorskip("skia")
    from world.render.plants import KINDS

    assert set(flora.HEIGHTS) == set(KINDS)


def test_the_record_has_every_key_and_is_json(scenes: list[Scene]) -> None:
    keys = words(
        "latitude longitude country admin1 climate drives_on languages month utc sun_azimuth sun_elevation "
        "road_bearing texts clues world_version"
    )
    for scene in scenes:
        record = json.loads(json.dumps(scene.to_json()))
        assert keys <= set(record)
        assert len(record["country"]) == 2
        assert all(clue["name"] and clue["sentence"].endswith(".") for clue in record["clues"])


def test_each_scene_has_4_to_12_clues(scenes: list[Scene]) -> None:
    counts = [len(scene.clues) for scene in scenes]
    assert min(counts) >= 3
    assert max(counts) <= 12
    assert sum(count >= 4 for count in counts) >= 0.97 * len(scenes)


def test_no_clue_tells_a_coordinate(scenes: list[Scene]) -> None:
    for scene in scenes:
        for clue in scene.clues:
            assert f"{scene.latitude:.2f}" not in clue.sentence
            assert f"{scene.longitude:.2f}" not in clue.sentence


def test_clues_name_the_countries_that_the_tables_name() -> None:
    left = inference.sharing_value("drives_on", "left")
    assert "GB" in left.codes
    assert "FR" not in left.codes
    assert 0 < left.share < 0.6
    words = left.words("JP")
    assert words.startswith("Japan") or "most of" in words or "all of" in words


def test_mountains_stand_where_they_stand() -> None:
    """Santiago has the Andes to its east, and the Netherlands have nothing anywhere."""
    sky = compose(-33.42, -70.60, 1).terrain.skyline
    quarter = len(sky) // 4
    east, west = sky[quarter - 6 : quarter + 7], sky[3 * quarter - 6 : 3 * quarter + 7]
    assert sum(east) > 1.5 * sum(west)
    assert max(compose(52.60, 5.60, 1).terrain.skyline) < 1.5


def test_water_lies_where_it_lies() -> None:
    """Bondi has the Pacific to its east, Antofagasta to its west."""
    for place, wet, dry in (((-33.89, 151.27), 90, 270), ((-23.65, -70.39), 270, 90)):
        water = compose(*place, 1).terrain.water
        step = 360 / len(water)
        assert water[round(wet / step)]
        assert not water[round(dry / step)]


def test_winter_is_white_where_winters_are_and_in_the_right_months() -> None:
    siberia = [compose(62.0, 129.7, seed, month=1).ground.snow for seed in range(10)]
    assert sum(snow > 0.3 for snow in siberia) >= 8
    assert all(compose(62.0, 129.7, seed, month=7).ground.snow == 0 for seed in range(10))
    assert all(compose(-3.1, -60.0, seed).ground.snow == 0 for seed in range(10))
