"""The facts are true of real places, whole round the globe, and quick enough to compose scenes from."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest

from game.geodesy import distance_km
from world import facts

PLACES = [  # name, latitude, longitude, country, admin-1, climate
    ("Paris", 48.8566, 2.3522, "FR", "Île-de-France", "Cfb"),
    ("Tokyo", 35.6895, 139.6917, "JP", "Tokyo", "Cfa"),
    ("Nairobi", -1.2864, 36.8172, "KE", "Nairobi", "Cfb"),
    ("Reykjavík", 64.1466, -21.9426, "IS", "Capital Region", "Cfc"),
    ("Washington", 38.8951, -77.0364, "US", "District of Columbia", "Cfa"),
    ("Santiago", -33.4489, -70.6693, "CL", "Santiago Metropolitan", "BSk"),
    ("Sydney", -33.8688, 151.2093, "AU", "New South Wales", "Cfa"),
    ("Cairo", 30.0444, 31.2357, "EG", None, "BWh"),
    ("Singapore", 1.3521, 103.8198, "SG", None, "Af"),
    ("Yakutsk", 62.0339, 129.7331, "RU", "Sakha", "Dfc"),
    ("Cayenne", 4.9224, -52.3135, "GF", None, "Am"),
    ("Pristina", 42.6629, 21.1655, "XK", None, None),
    ("Baarle-Hertog", 51.4404, 4.9300, "BE", None, None),
    ("Kaliningrad", 54.7065, 20.5110, "RU", "Kaliningrad", None),
    ("Suva", -18.1416, 178.4419, "FJ", "Central", "Af"),
]


@pytest.mark.parametrize(("name", "lat", "lon", "country", "admin1", "climate"), PLACES)
def test_a_known_city_is_where_it_is(name, lat, lon, country, admin1, climate):
    assert facts.country_at(lat, lon) == country
    assert facts.is_land(lat, lon)
    if admin1:
        assert facts.admin1_at(lat, lon) == admin1
    if climate:
        assert facts.climate_at(lat, lon) == climate


@pytest.mark.parametrize(("lat", "lon"), [(5, -25), (-45, -120), (85, 0), (30, 179.9), (30, -180)])
def test_the_high_seas_belong_to_nobody(lat, lon):
    assert facts.country_at(lat, lon) is None
    assert facts.admin1_at(lat, lon) == ""
    assert not facts.is_land(lat, lon)
    assert facts.elevation_at(lat, lon) == 0


def test_great_lakes_are_water_and_the_sahara_is_land():
    assert not facts.is_land(47.7, -88)  # Superior
    assert not facts.is_land(-1, 33)  # Victoria
    assert not facts.is_land(42, 51)  # the Caspian Sea
    assert facts.is_land(23, 10)


def test_nearest_land_from_the_sea_is_land_nearby():
    lat, lon = facts.nearest_land(50.0, -2.0)  # the English Channel
    assert facts.is_land(lat, lon)
    assert distance_km(50.0, -2.0, lat, lon) < 100
    assert facts.nearest_land(48.8566, 2.3522) == (48.8566, 2.3522)


def test_nearly_every_town_lies_inside_its_own_country():
    table = facts.towns()
    rows = np.random.default_rng(1).choice(len(table), 1000, replace=False)
    own = facts.countries_at(table.latitude[rows], table.longitude[rows])
    assert (own == np.array(table.codes)[table.country[rows]]).mean() >= 0.99


def test_the_quick_raster_and_the_polygons_agree():
    rng = np.random.default_rng(2)
    lat, lon = np.degrees(np.arcsin(rng.uniform(-1, 1, 2000))), rng.uniform(-180, 180, 2000)
    borders = facts._borders()
    for y, x, found in zip(lat, lon, facts.countries_at(lat, lon), strict=True):
        exact = borders.exact(y, x)
        assert found == ("" if exact == facts.NOWHERE else borders.codes[exact])
        assert (facts.country_at(y, x) or "") == found


def test_the_antimeridian_is_no_edge():
    assert facts.country_at(-16.8, 179.99) == facts.country_at(-16.8, -179.99) == "FJ"
    assert facts.country_at(67, 180) == facts.country_at(67, -180) == "RU"
    for value in (facts.elevation_at, facts.ground_colour_at, facts.climate_at, facts.is_land):
        assert value(67, 180) == value(67, -180)
    (town, km), *_ = facts.nearest_towns(-16.8, -179.999, 1)
    assert town.country == "FJ"
    assert km < 100


@pytest.mark.parametrize("lat", [90, -90])
def test_the_poles_have_facts_too(lat):
    assert facts.climate_at(lat, 0) in ("ET", "EF")
    assert len(facts.nearest_towns(lat, 0, 3)) == 3
    assert math.isfinite(facts.elevation_at(lat, 180))
    assert len(facts.ground_colour_at(lat, -180)) == 3
    assert facts.country_at(-90, 17) == "AQ"


BAD = [(math.nan, 0), (0, math.inf), (90.01, 0), (0, -180.5)]


@pytest.mark.parametrize(("lat", "lon"), BAD)
@pytest.mark.parametrize(
    "ask",
    [
        facts.country_at, facts.countries_at, facts.admin1_at, facts.is_land, facts.land_at,
        facts.nearest_land, facts.climate_at, facts.elevation_at, facts.ground_colour_at, facts.nearest_towns,
        lambda lat, lon: facts.bearing(0, 0, lat, lon), lambda lat, lon: facts.destination(lat, lon, 0, 1),
    ],
)  # fmt: skip
def test_coordinates_that_name_no_point_are_refused(ask, lat, lon):
    with pytest.raises(ValueError, match=r"^(Coordinates|Latitude|Longitude) must .*\.$"):
        ask(lat, lon)


@pytest.mark.parametrize(
    ("lat", "lon", "metres", "within"),
    [
        (52.37, 4.9, 0, 80),  # Amsterdam
        (39.74, -104.98, 1600, 400),  # Denver
        (-16.5, -68.15, 3800, 400),  # La Paz
        (29.65, 91.1, 4200, 700),  # Lhasa
        (-26.2, 28.04, 1700, 400),  # Johannesburg
        (-3.1, -60.0, 60, 80),  # Manaus
        (47.9, 106.9, 1450, 300),  # Ulaanbaatar
        (38.5, -98.0, 500, 100),  # Kansas
        (72.0, -40.0, 2900, 500),  # Greenland's ice
    ],
)
def test_heights_are_about_right(lat, lon, metres, within):
    assert abs(facts.elevation_at(lat, lon) - metres) <= within
    assert facts.elevations_at([lat], [lon])[0] == facts.elevation_at(lat, lon)


def test_ground_is_red_in_australia_green_in_amazonia_white_in_greenland():
    red, green, blue = facts.ground_colour_at(-25, 131)
    assert red > 1.3 * green > 1.3 * blue
    red, green, blue = facts.ground_colour_at(-5, -63)
    assert green > red > blue
    assert min(facts.ground_colour_at(72, -40)) > 200


def test_no_land_is_painted_like_the_sea():
    table = facts.towns()
    rows = np.random.default_rng(3).choice(len(table), 1500, replace=False)
    colours = [facts.ground_colour_at(table.latitude[i], table.longitude[i]) for i in rows]
    blue = [b > 1.15 * max(r, g) for r, g, b in colours]
    assert np.mean(blue) < 0.01


def test_regions_are_written_with_their_own_letters():
    table = facts.towns()
    written = {country: set() for country in facts.countries()}
    for country, region in set(zip(table.country.tolist(), table.admin1.tolist(), strict=True)):
        written[table.codes[country]].add(table.admin1_names[region])
    assert {"Örebro", "Västra Götaland", "Skåne"} <= written["SE"]
    assert "São Paulo" in written["BR"]
    assert "Free State" in written["ZA"]
    for country, renamed in facts.admin1_names().items():
        assert set(renamed.values()) <= written[country]
        assert not set(renamed) - set(renamed.values()) & written[country]


def test_signs_carry_the_name_in_the_local_script():
    names = {
        ("JP", "Tokyo"): "東京",
        ("RU", "Moscow"): "Москва",
        ("GR", "Athens"): "Αθήνα",
        ("DE", "Munich"): "München",
        ("KR", "Seoul"): "서울",
        ("EG", "Cairo"): "القاهرة",
        ("IN", "Chennai"): "சென்னை",
        ("TH", "Bangkok"): "กรุงเทพมหานคร",
        ("CN", "Kunming"): "昆明",
        ("FR", "Lyon"): "",
    }
    table = facts.towns()
    for (country, name), local in names.items():
        start, end = table.rows(country)
        assert table[table.names.index(name, start, end)].local_name == local


def test_local_names_have_no_vowel_points_and_no_offices_and_those_put_right_exist():
    table = facts.towns()
    assert not any(0x64B <= ord(c) <= 0x652 for name in table.local_names for c in name)
    assert not any(name.startswith(("อำเภอ", "เทศบาลนคร")) for name in table.local_names)
    for country, written in facts.local_names().items():
        rows = range(*table.rows(country))
        known = {table.names[i]: table.local_names[i] for i in rows}
        assert {name: known.get(name) for name in written} == written


@pytest.mark.parametrize("country", ["RU", "JP", "GR", "TH", "UA", "BG", "IL"])
def test_most_towns_of_a_country_with_its_own_script_are_named_in_it(country):
    table = facts.towns()
    start, end = table.rows(country)
    assert np.mean([bool(name) for name in table.local_names[start:end]]) > 0.85


def test_countries_know_their_languages_and_continents():
    countries = facts.countries()
    assert countries["BR"].languages == ("pt",)
    assert countries["CH"].languages == ("de", "fr", "it")
    assert countries["TW"].languages[0] == "zh-Hant"
    assert countries["KE"].continent == "Africa"
    assert countries["JP"].population > 100_000_000
    assert {c.continent for c in countries.values()} == {
        "Europe", "Asia", "Africa", "North America", "South America", "Oceania", "Antarctica",
    }  # fmt: skip


def test_languages_are_those_of_cldr():
    core = pytest.importorskip("babel.core", reason="babel is in requirements-dev.txt")
    known = core.get_global("territory_languages")
    for code, country in facts.countries().items():
        assert {tag.replace("-", "_") for tag in country.languages} <= set(known.get(code, {}))


def test_nearest_towns_are_the_nearest_in_order_with_true_distances():
    table = facts.towns()
    near = facts.nearest_towns(46.2, 6.15, 8)
    assert [km for _, km in near] == sorted(km for _, km in near)
    for town, km in near:
        assert km == pytest.approx(distance_km(46.2, 6.15, town.latitude, town.longitude), abs=1e-6)
    xyz = facts.unit_vectors(table.latitude, table.longitude)
    assert table[int((xyz @ facts.unit_vectors(46.2, 6.15)).argmax())] == near[0][0]


def test_nearest_towns_can_keep_to_a_country_and_a_size():
    for town, _ in facts.nearest_towns(46.2, 6.15, 8, country="FR", min_population=50_000):
        assert town.country == "FR"
        assert town.population >= 50_000
    assert facts.nearest_towns(0, 0, 5, country="ZZ") == []
    assert (
        len(facts.nearest_towns(0, 0, 10**6, country="MC"))
        == facts.towns().rows("MC")[1] - facts.towns().rows("MC")[0]
    )


def test_bearing_and_destination_undo_each_other():
    lat, lon = facts.destination(60, 179, 75, 300)
    assert -180 <= lon < 180
    assert distance_km(60, 179, lat, lon) == pytest.approx(300)
    assert facts.bearing(60, 179, lat, lon) == pytest.approx(75)
    assert facts.bearing(10, 20, 9, 20) == pytest.approx(180)


def test_the_base_map_is_small_and_cut_at_the_antimeridian():
    path = facts.ASSETS / "basemap.geojson"
    assert path.stat().st_size <= 2**20
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    codes = {f["properties"]["code"] for f in features}
    assert {"FR", "US", "FJ", "RU", "XK", "AQ", "NZ"} <= codes
    for feature in features:
        assert feature["properties"]["name"]
        for polygon in feature["geometry"]["coordinates"]:
            for ring in polygon:
                points = np.array(ring)
                assert len(points) >= 4
                assert (points[0] == points[-1]).all()
                assert (np.abs(points) <= (180, 90)).all()
                leap = np.abs(np.diff(points[:, 0])) > 180
                assert (points[1:, 1][leap] == -90).all()  # only along the map's lower edge


def test_labels_name_the_great_cities():
    labels = json.loads((facts.ASSETS / "labels.json").read_text(encoding="utf-8"))
    assert len(labels["cities"]) == 800
    assert {"London", "Tokyo", "Nairobi", "Mexico City", "Cairo"} <= {
        name for _, _, name, _ in labels["cities"]
    }
    for lat, lon, name, zoom in labels["cities"] + labels["countries"]:
        assert abs(lat) <= 90
        assert abs(lon) <= 180
        assert name
        assert 2 <= zoom <= 8


def test_all_facts_together_stay_small():
    assert sum(path.stat().st_size for path in facts.ASSETS.iterdir()) <= 8 * 2**20
