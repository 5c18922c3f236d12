"""Labels of views: complete, in the view where a thing stands, and only where it can be seen."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from world.compose import compose
from world.labels import labels
from world.scene import Building, Patch, Plant, Plate, Pole, Sign, Vehicle


@pytest.fixture(scope="module")
def street():
    return compose(48.58, 7.75, 1)


def views_with(scene, thing: str) -> list[int]:
    return [view for view, label in enumerate(labels(scene)) if thing in label["things"]]


@pytest.mark.parametrize(("heading", "view"), [(0, 0), (44, 0), (46, 1), (180, 2), (314, 3), (316, 0)])
def test_a_thing_is_in_the_view_that_looks_at_it(street, heading, view):
    x, y = 10 * math.sin(math.radians(heading)), 10 * math.cos(math.radians(heading))
    scene = replace(street, poles=(Pole("lattice", x, y, 0, 9.0),))
    assert views_with(scene, "pole:lattice") == [view]


def test_a_thing_in_several_views_is_told_of_each(street):
    palms = tuple(Plant("date-palm", x, y, 9.0, 1) for x, y in ((9, 0), (0, 9), (0, -9)))
    assert views_with(replace(street, plants=palms), "plant:date-palm") == [0, 1, 2]


def test_what_is_too_far_to_be_told_is_not_there(street):
    scene = replace(street, plants=(Plant("date-palm", 0, 190, 9.0, 1),))
    assert views_with(scene, "plant:date-palm") == []


@pytest.mark.parametrize(("bearing", "along"), [(0, [0, 2]), (90, [1, 3]), (200, [0, 2]), (45, [0, 1, 2, 3])])
def test_paint_is_seen_along_the_road_both_ways(street, bearing, along):
    road = replace(street.road, bearing=bearing, centre_line="yellow-double")
    assert views_with(replace(street, road=road), "centre-line:yellow-double") == along


def test_the_sun_is_told_from_where_each_view_looks(street):
    measures = [label["measures"] for label in labels(replace(street, sun_azimuth=90.0, sun_elevation=0.0))]
    assert [view["sun-ahead"] for view in measures] == pytest.approx([0, 1, 0, -1], abs=1e-4)
    assert [view["sun-right"] for view in measures] == pytest.approx([1, 0, -1, 0], abs=1e-4)


def test_the_side_of_the_road_that_the_camera_is_on_depends_on_where_a_view_looks(street):
    scene = replace(street, road=replace(street.road, bearing=0.0, camera_offset=1.7))
    sides = [label["measures"]["camera-right-of-road"] for label in labels(scene)]
    assert sides == pytest.approx([1.7, 0, -1.7, 0], abs=1e-4)


def test_no_label_names_the_place():
    scene = compose(-1.29, 36.82, 3)
    said = {thing.partition(":")[2] for label in labels(scene) for thing in label["things"]}
    assert not said & {scene.country, scene.admin1, scene.town}
    assert {*labels(scene)[0]} == {"things", "measures"}


def sign(line: str, heading: float, distance: float = 4.0) -> Sign:
    colours = ("#ffffff", "#000000", "#000000")
    return Sign("direction", 0, distance, heading, "rectangle", 3.0, 1.0, *colours, (line,))


@pytest.mark.parametrize(
    ("posted", "script", "language"),
    [
        (sign("Strasbourg", 180.0), True, True),
        (sign("Strasbourg", 180.0, 10.0), True, False),
        (sign("Strasbourg", 0.0), False, False),
        (sign("50", 180.0), False, False),
    ],
    ids=["near", "far", "from behind", "a number"],
)
def test_writing_has_a_script_and_where_it_can_be_read_a_language(street, posted, script, language):
    scene = replace(street, signs=(posted,), buildings=())
    assert views_with(scene, "script:latin") == [0] * script
    assert views_with(scene, f"writing:{scene.languages[0]}") == [0] * language


def test_letters_that_few_languages_have_are_told_where_they_can_be_read(street):
    for distance, views in ((4.0, [0]), (12.0, [])):
        scene = replace(street, signs=(sign("Łódź", 180.0, distance),), buildings=())
        assert views_with(scene, "letter:ł") == views
        assert views_with(scene, "letter:d") == []


def test_a_speed_limit_is_told_where_its_number_can_be_read(street):
    limit = replace(sign("60", 180.0), kind="speed", shape="circle", width=0.75, height=0.75)
    assert views_with(replace(street, signs=(limit,)), "limit:60") == [0]
    assert views_with(replace(street, signs=(replace(limit, y=30.0),)), "limit:60") == []
    assert views_with(replace(street, signs=(replace(limit, heading=0.0),)), "limit:60") == []


def test_the_back_of_a_sign_tells_its_colour_only(street):
    turned = replace(sign("Łódź", 0.0), back="#202020")
    seen = replace(street, signs=(turned,), buildings=())
    assert views_with(seen, "sign-back:black") == [0]
    assert views_with(seen, "letter:ł") == []


def test_snow_on_the_ground_is_told_of_every_view(street):
    for snow, views in ((0.8, [0, 1, 2, 3]), (0.1, [])):
        scene = replace(street, ground=replace(street.ground, snow=snow))
        assert views_with(scene, "snow-on-ground") == views


def house(kind: str, x: float, y: float, width: float) -> Building:
    look = ("plaster", "#ffffff", "gable", "tile", "#884444", "#ffffff", "plain")
    return Building(kind, x, y, 180.0, width, 6.0, 1, *look)


def test_a_shop_sign_is_read_from_the_front_only(street):
    shop = house("shop", 0, 10, 8)
    for heading, views in ((180.0, [0]), (0.0, [])):
        scene = replace(street, signs=(), buildings=(replace(shop, heading=heading, sign="Café"),))
        assert views_with(scene, "script:latin") == views


def test_how_a_house_is_built_is_told_as_one_thing(street):
    barn = replace(
        house("house", 0, 12, 8), wall="brick", roof="gable", roof_cover="slate", extras=("chimney",)
    )
    scene = replace(street, buildings=(barn, house("house", 12, 0, 8)))
    assert views_with(scene, "house:brick gable slate") == [0]
    assert views_with(scene, "house:plaster gable tile") == [1]
    assert views_with(scene, "house-extra:chimney") == [0]


def test_plates_are_told_by_the_end_that_is_seen(street):
    white, yellow = (Plate("AB 12", colour, "#000000", "long", "none") for colour in ("#ffffff", "#f7c600"))
    coming = Vehicle("car", 0, 8, 180.0, "#aa0000", white, yellow)
    assert views_with(replace(street, vehicles=(coming,)), "plate-front:white long") == [0]
    leaving, far = replace(coming, heading=0.0), replace(coming, y=40)
    assert views_with(replace(street, vehicles=(leaving,)), "plate-rear:yellow long") == [0]
    assert views_with(replace(street, vehicles=(far,)), "plate-front:white long") == []


def test_a_motorbike_has_a_plate_behind_only(street):
    plate, none = Plate("AB 12", "#f7c600", "#000000", "long", "none"), Plate("", "", "", "long", "none")
    for front in (plate, none):
        leaving = Vehicle("motorbike", 0, 5, 0.0, "#aa0000", front, plate)
        coming = replace(leaving, heading=180.0)
        assert views_with(replace(street, vehicles=(leaving,)), "plate-rear:yellow long") == [0]
        told = labels(replace(street, vehicles=(coming,)))[0]["things"]
        assert not any(thing.startswith("plate") for thing in told)


def test_a_missing_plate_is_told_as_far_as_one_of_its_shape(street):
    none, short = Plate("", "", "", "long", "none"), Plate("AB 12", "#ffffff", "#000000", "us", "none")
    for y in range(4, 40):
        bare, plated = (Vehicle("car", 0, y, 180.0, "#aa0000", front, short) for front in (none, short))
        missed = views_with(replace(street, vehicles=(bare,)), "plate-front:none")
        assert missed == views_with(replace(street, vehicles=(plated,)), "plate-front:white us")


def test_a_building_is_told_of_every_view_it_stands_in(street):
    wide = replace(house("church", 8, 8, 18), heading=225.0)
    assert views_with(replace(street, buildings=(wide,)), "building:church") == [0, 1]


def test_a_field_is_told_of_all_its_sides(street):
    corners = ((-50.0, -50.0), (50.0, -50.0), (50.0, 50.0), (-50.0, 50.0))
    scene = replace(street, patches=(Patch("tea", corners, "#226622"),))
    assert views_with(scene, "field:tea") == [0, 1, 2, 3]


def test_every_view_has_the_same_measures_and_they_are_finite():
    for seed in range(5):
        views = labels(compose(35.0, 135.8, seed))
        assert len({tuple(view["measures"]) for view in views}) == 1
        assert all(math.isfinite(value) for view in views for value in view["measures"].values())


@pytest.mark.parametrize(
    ("painted", "thing"),
    [
        (("hatchback", "#17181a", "#f2c21a", "taxi"), "livery:taxi black yellow"),
        (("car", "#e8dcb4", "", "taxi"), "livery:taxi cream"),
        (("minibus", "#f2f2f0", "#f2c21a", "striped"), "livery:minibus striped white yellow"),
        (("double-decker", "#c4161c", "", ""), "vehicle-colour:double-decker red"),
    ],
)
def test_the_paint_of_taxis_and_buses_is_told(street, painted, thing):
    kind, colour, accent, look = painted
    plate = Plate("", "#ffffff", "#000000", "long", "none")
    car = Vehicle(kind, 3.0, 8.0, 0.0, colour, plate, plate, accent, look)
    assert views_with(replace(street, vehicles=(car,)), thing) == [0]


def test_the_paint_of_a_private_car_is_not_told(street):
    plate = Plate("", "#ffffff", "#000000", "long", "none")
    car = Vehicle("car", 3.0, 8.0, 0.0, "#c4161c", plate, plate)
    told = {thing.partition(":")[0] for thing in labels(replace(street, vehicles=(car,)))[0]["things"]}
    assert not told & {"livery", "vehicle-colour"}


def test_a_car_of_michigan_has_no_plate_in_front_and_one_of_illinois_has():
    fronts = {}
    for where in ((42.6, -84.6), (40.1, -89.0)):
        scenes = [compose(*where, seed) for seed in range(40)]
        fronts[scenes[0].admin1] = [car.front for scene in scenes for car in scene.vehicles]
    assert not any(plate.background or plate.text for plate in fronts["Michigan"])
    assert all(plate.background and plate.text for plate in fronts["Illinois"])
    front, rear = fronts["Michigan"][0], fronts["Illinois"][0]
    street = compose(48.58, 7.75, 1)
    car = Vehicle("car", 0.5, 8.0, 180.0, "#c4161c", front, rear)
    assert views_with(replace(street, vehicles=(car,)), "plate-front:none") == [0]
