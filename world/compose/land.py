"""Sky, far relief, sea and ground of a place: what climate, month, elevation and satellite colour give."""

from __future__ import annotations

import math
import random
from functools import cache

import numpy as np

from world import facts
from world.compose.colours import brighten, mix, to_rgb, vary
from world.compose.flora import FOREST, flora_region, trees
from world.compose.leaves import leaves, local_trees, watered
from world.compose.place import Place
from world.compose.soils import SOILS, soil_of
from world.compose.sun import season
from world.scene import CAMERA_HEIGHT, Ground, Sky, Terrain

DIRECTIONS = 72
EARTH_RADIUS_M = 6_371_000.0
REFRACTION = 7 / 6
"""Air bends light a little around the Earth: the usual surveyor's factor on its radius."""

_FAR_KM = np.array([1, 1.6, 2.4, 3.5, 5, 7, 10, 14, 20, 28, 40, 56, 80.0])
_SHORE_KM = np.array([0.7, 1.5, 3, 5, 8.0])

# Chances of clear, cirrus, cumulus, broken, overcast.
_SKIES = {
    "arid": (62, 18, 14, 4, 2),
    "humid-tropics": (8, 6, 42, 28, 16),
    "dry-tropics": (42, 18, 30, 7, 3),
    "oceanic": (14, 10, 22, 28, 26),
    "mediterranean-summer": (62, 18, 14, 4, 2),
    "temperate": (26, 16, 28, 18, 12),
    "continental-winter": (28, 16, 6, 16, 34),
    "polar": (20, 18, 14, 20, 28),
}


def sky(place: Place) -> Sky:
    """Weather by climate and month."""
    rng, code = place.rng("sky"), place.climate
    if code[0] == "B" and place.dry_season:
        weather = "arid"
    elif code[0] in "AB":
        weather = "dry-tropics" if place.dry_season and code != "Af" else "humid-tropics"
    elif code[0] == "E":
        weather = "polar"
    elif code[1] == "s" and place.dry_season:
        weather = "mediterranean-summer"
    elif code[0] == "D" and season(place.latitude, place.month) == "winter":
        weather = "continental-winter"
    elif code[:2] == "Cf" and code[2] != "a":
        weather = "oceanic"
    else:
        weather = "temperate"
    kind = rng.choices(("clear", "cirrus", "cumulus", "broken", "overcast"), _SKIES[weather])[0]
    low, high = {
        "clear": (0, 0.05),
        "cirrus": (0.08, 0.55),
        "cumulus": (0.08, 0.55),
        "broken": (0.48, 0.86),
    }.get(kind, (0.92, 1.0))
    humid = {"arid": 0.22, "humid-tropics": 0.5, "dry-tropics": 0.42, "oceanic": 0.35, "polar": 0.12}
    haze = humid.get(weather, 0.28) + (0.15 if kind == "overcast" else 0) + rng.uniform(-0.1, 0.15)
    if place.country in ("IN", "BD", "PK", "CN", "NP") and place.elevation < 600:
        haze += 0.15  # the plains' winter smog and summer dust
    haze -= 0.06 * place.elevation / 1000
    return Sky(kind, round(rng.uniform(low, high), 3), round(min(0.85, max(0.03, haze)), 3))


def around(latitude: float, longitude: float, km: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Latitudes and longitudes [72, len(km)] in 72 directions clockwise from north at the given distances."""
    sines, cosines = _directions()
    phi, angle = math.radians(latitude), km[None, :] * 1000 / EARTH_RADIUS_M
    sin_lat = math.sin(phi) * np.cos(angle) + math.cos(phi) * np.sin(angle) * cosines[:, None]
    dlon = np.arctan2(sines[:, None] * np.sin(angle) * math.cos(phi), np.cos(angle) - math.sin(phi) * sin_lat)
    lon = (longitude + np.degrees(dlon) + 180) % 360 - 180
    return np.degrees(np.arcsin(np.clip(sin_lat, -1, 1))), lon


@cache
def _directions() -> tuple[np.ndarray, np.ndarray]:
    angles = np.radians(np.arange(DIRECTIONS) * 360 / DIRECTIONS)
    return np.sin(angles), np.cos(angles)


def snow_line(latitude: float, climate: str, winter: float) -> float:
    """Metres above the sea from which relief is white: the permanent line, let down by winter (0–1)."""
    polar = abs(latitude)
    permanent = 5100 - max(0.0, polar - 25) * 78
    if climate[0] == "B" or 15 < polar < 35:
        permanent += 500
    return max(0.0, permanent) - winter * (900 + 45 * max(0.0, polar - 25))


def winterliness(latitude: float, month: int) -> float:
    """0 in the warmest month to 1 in the coldest of this hemisphere; small in the tropics."""
    phase = math.cos(2 * math.pi * (month - (1 if latitude >= 0 else 7)) / 12)
    return (0.5 + 0.5 * phase) * min(1.0, max(0.0, (abs(latitude) - 12) / 25))


def terrain(place: Place, plants: str) -> Terrain:
    """The skyline of the real relief as far as 80 km, and the water in each direction within 8 km."""
    rng = place.rng("terrain")
    skyline, farthest, relief = _relief(place)
    skyline = np.where(skyline > 18, 18 + 0.4 * (skyline - 18), skyline)  # nobody builds roads under walls
    skyline = np.maximum(0.0, skyline * (1 + 0.22 * _ridge(rng))) + 0.12 * np.abs(_ridge(rng))

    lat, lon = around(place.latitude, place.longitude, _SHORE_KM)
    sea = ~facts.land_at(lat.ravel(), lon.ravel()).reshape(lat.shape)
    water = sea[:, 2:].all(axis=1) | (sea.sum(axis=1) >= 3)
    if water.all():
        water &= ~_inland(place)
    rock = mix(plants, "#8a8278", 0.35 if place.climate[0] in "BE" else 0.15)
    return Terrain(
        tuple(round(float(a), 2) for a in skyline),
        tuple(bool(w) for w in water),
        vary(rock, rng, 5),
        round(_snow_angle(place, skyline, farthest), 2),
        round(relief, 2),
        *woodland(place, plants),
    )


_CROWNS = {
    "spruce": "#22362a", "pine": "#2c4030", "stone-pine": "#2c4524", "radiata-pine": "#34472c",
    "cypress": "#23361f", "larch": "#4f6a30",
    "eucalyptus": "#566650", "olive": "#66705a", "acacia": "#62683a", "jungle": "#234a20", "mango": "#274620",
    "date-palm": "#5a6a3c", "coconut-palm": "#4a7030", "bamboo": "#5c7a34", "monkey-puzzle": "#2a4426",
}  # fmt: skip
"""Colour of a wood of each kind from afar; others are broad-leaved."""
_BROAD = {
    "spring": "#64842f",
    "summer": "#41602a",
    "autumn": "#8a6c30",
    "winter": "#6a5d54",
    "snow": "#8b8a8c",
}


def woodland(place: Place, plants: str) -> tuple[float, float, str]:
    """(share of far land under trees, share under fields, colour of those trees now)."""
    growth, rng = FOREST.get(place.climate, 0.4), place.rng("woodland-afar")
    farmed = {"farmland": 0.8, "village": 0.65, "suburb": 0.35, "town": 0.25}.get(place.settlement, 0.1)
    if place.climate[:2] in ("BW", "ET", "EF") or place.climate[0] == "E":
        farmed = 0.0
    share = growth * (1.2 - 0.65 * farmed) + rng.uniform(-0.15, 0.2)
    region = flora_region(place.country, place.continent, place.latitude, place.longitude)
    local = local_trees(place, trees(region, place.climate))
    tones = []
    for kind in local:
        season = leaves(place, rng, kind)
        tone = _CROWNS.get(kind, _BROAD[season])
        tones.append(mix(tone, "#c8ced6", 0.3) if season == "snow" else tone)
    tone = mix(tones[0], tones[1], 0.4) if len(tones) > 1 else (tones or ["#41602a"])[0]
    return (
        round(min(1.0, max(0.0, share)), 2),
        round(farmed * rng.uniform(0.7, 1.1), 2),
        mix(tone, plants, 0.12),
    )


def _inland(place: Place) -> np.ndarray:
    """Directions [72] that lead inland on an island the land mask lacks: the side its other towns lie on."""
    east = north = 0.0
    for town, km in place.towns[:5]:
        if 0.2 < km < 40:
            way = math.radians(facts.bearing(place.latitude, place.longitude, town.latitude, town.longitude))
            east, north = east + math.sin(way), north + math.cos(way)
    sines, cosines = _directions()
    return sines * east + cosines * north > 0


def _relief(place: Place) -> tuple[np.ndarray, np.ndarray, float]:
    """(elevation angle of the highest relief [72], its distance in km [72], how the middle ground rolls).

    The elevations are coarse (some 20 km a cell), which rounds peaks off and fills valleys up. Where they
    differ much from cell to cell there are ridges between: `ruggedness` gives those back.
    """
    lat, lon = around(place.latitude, place.longitude, _FAR_KM)
    heights = np.maximum(facts.elevations_at(lat.ravel(), lon.ravel()).reshape(lat.shape), 0.0)
    rugged = ruggedness(heights)
    peaks = heights + 1.3 * rugged * np.minimum(1, _FAR_KM / 7)
    if abs(place.latitude) < 60 and place.climate != "ET" and heights[:, :8].max() > 600:
        peaks = np.maximum(peaks, alpine_heights(place, lat, lon))
    above = peaks - max(place.elevation, 0.0) - CAMERA_HEIGHT
    distance = _FAR_KM[None, :] * 1000
    angles = np.degrees(np.arctan2(above - distance**2 / (2 * EARTH_RADIUS_M * REFRACTION), distance))
    relief = min(14.0, 0.5 + float(rugged[:, :6].mean()) / 28)
    return np.maximum(angles.max(axis=1), 0.0), _FAR_KM[angles.argmax(axis=1)], relief


def _snow_angle(place: Place, skyline: np.ndarray, km: np.ndarray) -> float:
    """Elevation angle from which the relief is white: 0 in snow, 90 where no peak reaches the snow line."""
    high = skyline > 1.0
    if place.snow > 0.3:
        return 0.0
    if not high.any():
        return 90.0
    line = snow_line(place.latitude, place.climate, winterliness(place.latitude, place.month))
    angle = math.degrees(math.atan2(line - place.elevation, float(np.median(km[high])) * 1000))
    return max(0.0, angle) if angle <= skyline.max() else 90.0


def alpine_heights(place: Place, lat: np.ndarray, lon: np.ndarray) -> np.ndarray:
    """Least heights [72, n] that cold climates prove, metres, 0 where they prove none; within 30 km.

    The climate map is finer than the elevations: tundra or ice in these latitudes means a peak.
    """
    heights = np.zeros(lat.shape)
    for j in np.flatnonzero((_FAR_KM > 2) & (_FAR_KM < 30)):
        for i in range(0, DIRECTIONS, 2):
            code = facts.climate_at(float(lat[i, j]), float(lon[i, j]))
            below = _BELOW_SNOW.get(code)
            if below is not None and code != place.climate:
                heights[i, j] = heights[i - 1, j] = snow_line(place.latitude, "C", 0) - below
    return heights


_BELOW_SNOW = {"EF": 200.0, "ET": 1100.0, "Dfc": 1900.0, "Dsc": 1900.0, "Dwc": 1900.0}
"""How far below the line of permanent snow a cold climate begins, metres."""


def ruggedness(heights: np.ndarray) -> np.ndarray:
    """How much heights [72, n] (metres) differ around each sample: two directions and distances each way."""
    high, low = heights, heights
    for step in (-2, -1, 1, 2):
        high = np.maximum(high, np.roll(heights, step, axis=0))
        low = np.minimum(low, np.roll(heights, step, axis=0))
    padded_high, padded_low = np.pad(high, ((0, 0), (2, 2)), "edge"), np.pad(low, ((0, 0), (2, 2)), "edge")
    width = heights.shape[1]
    high = np.max([padded_high[:, i : i + width] for i in range(5)], axis=0)
    low = np.min([padded_low[:, i : i + width] for i in range(5)], axis=0)
    return np.maximum(high - low - 40, 0.0)


def _ridge(rng: random.Random) -> np.ndarray:
    """Periodic noise of 72 samples about 0, of several octaves: the teeth of a ridge."""
    angle = np.arange(DIRECTIONS) * 2 * math.pi / DIRECTIONS
    waves = ((2, 0.5), (3, 0.5), (5, 0.45), (8, 0.4), (13, 0.35), (21, 0.3), (33, 0.2))
    return sum(size * np.sin(k * angle + rng.uniform(0, 6.283)) for k, size in waves)


def snow_cover(place: Place) -> float:
    """0–1 by climate and season: how much of the ground is white."""
    rng, code = place.rng("snow"), place.climate
    cold = winterliness(place.latitude, place.month)
    if code == "EF":
        return 1.0
    if code[0] == "E":
        chance = cold * 1.3 if abs(place.latitude) > 45 else 0.15 + 0.3 * cold
    elif code[0] == "D":
        start = {"a": 0.93, "b": 0.86, "c": 0.55, "d": 0.5}.get(code[-1], 0.8)
        chance = (cold - start) / 0.12 + 0.35 if cold > start - 0.05 else 0.0
        chance *= 0.55 if code[1] == "w" else 1.0  # dry winters: cold, brown and bare
        chance *= 0.6 if code[-1] == "a" else 1.0
    elif (code[0] == "C" and abs(place.latitude) > 44) or code in ("BSk", "BWk"):
        chance = 0.12 if cold > 0.85 else 0.0
    else:
        chance = 0.0
    if place.elevation > 0.8 * snow_line(place.latitude, code, cold) and abs(place.latitude) > 25:
        chance = max(chance, 0.7)
    return round(rng.uniform(0.55, 1.0), 2) if rng.random() < chance else 0.0


_SOILS = {
    "Af": "#9c5a35", "Am": "#a05c36", "Aw": "#a8683f", "As": "#a8683f", "BWh": "#d3a877", "BWk": "#b5a184",
    "BSh": "#c39a68", "BSk": "#ac9a78", "Csa": "#b58a62", "Csb": "#a58a66", "Csc": "#9a8a6a",
    "Cfa": "#94633f", "Cwa": "#a97f55", "Cwb": "#a37348", "Cwc": "#93764f", "Cfb": "#7b6244",
    "Cfc": "#6b5c46",
    "ET": "#7d766a", "EF": "#8b8b88",
}  # fmt: skip
_RED = {
    "AU": 0.75,
    "BR": 0.6,
    "UG": 0.7,
    "KE": 0.45,
    "RW": 0.5,
    "GH": 0.6,
    "NG": 0.5,
    "SN": 0.35,
    "MG": 0.75,
    "PY": 0.6,
    "KH": 0.45,
    "LA": 0.4,
    "TH": 0.25,
    "VN": 0.25,
    "TZ": 0.5,
    "CM": 0.6,
    "CI": 0.6,
    "CD": 0.6,
    "ZM": 0.5,
    "MZ": 0.4,
    "AO": 0.5,
    "BF": 0.55,
    "ML": 0.4,
    "BJ": 0.55,
    "TG": 0.55,
    "GN": 0.5,
    "CF": 0.6,
    "SZ": 0.45,
    "ZA": 0.2,
    "BW": 0.2,
    "BI": 0.5,
    "MW": 0.45,
    "ZW": 0.35,
    "ET": 0.25,
    "IN": 0.2,
}
_PLANTS = {
    "Af": "#3f7a2c", "Am": "#4a822f", "Aw": "#6d9038", "BWh": "#8f9158", "BWk": "#8d9366", "BSh": "#929150",
    "BSk": "#939a58", "Csa": "#75853f", "Csb": "#6f8a42", "Cfa": "#5f9038", "Cwa": "#71913d",
    "Cwb": "#769443",
    "Cfb": "#568f35", "Cfc": "#6f8d49", "ET": "#8a8a58", "EF": "#9a9a88",
}  # fmt: skip


def soil_colour(place: Place) -> str:
    """Bare earth: what the part's soil is known for, else the climate's, reddened where iron does so; drawn
    towards the satellite's colour."""
    seen = brighten(facts.ground_colour_at(place.latitude, place.longitude), 0.5, 0.95)
    base = _SOILS.get(place.climate, "#6f5b45")
    kind, strength = soil_of(place.country, place.admin1)
    if kind:
        return mix(mix(base, SOILS[kind], strength), seen, 0.15)
    r, g, _ = to_rgb(seen)
    redness = _RED.get(place.country, 0.0)
    if place.country == "AU" and place.climate[0] == "C":
        redness *= 0.35
    bare = place.climate[0] == "B" or r > g
    return mix(mix(base, "#b4502a", redness), seen, 0.55 if bare else 0.15)


def reddish(place: Place) -> bool:
    """Whether the earth here is known to be red."""
    kind, strength = soil_of(place.country, place.admin1)
    return "red" in kind and strength >= 0.5 if kind else _RED.get(place.country, 0) >= 0.4


def plant_colour(place: Place, rng: random.Random) -> str:
    """Grass and crops: the climate's green drawn to the satellite's, yellowed by drought, browned by cold."""
    seen = brighten(facts.ground_colour_at(place.latitude, place.longitude), 0.5, 1.0)
    base = _PLANTS.get(place.climate, "#628a3a")
    r, g, _ = to_rgb(seen)
    green = mix(base, seen, 0.4 if g >= r or place.climate[0] == "B" else 0.2)
    if place.dry_season and place.climate not in ("Af", "Am"):
        green = mix(green, "#bfa75c", 0.6 if place.climate[0] in "AB" or "s" in place.climate else 0.35)
    cold = place.climate[0] in "DE" or (place.climate[:2] == "BS" and "k" in place.climate)
    if place.season == "winter":
        green = mix(green, "#9a8a5c", 0.65 if cold else 0.2)
    elif place.season == "autumn":
        green = mix(green, "#a08a48", 0.4 if cold else 0.15)
    elif place.season == "spring":
        green = (
            mix(green, "#7fb83f", 0.25)
            if not cold or place.month not in (3, 9)
            else mix(green, "#9a8f5c", 0.4)
        )
    return vary(green, rng, 8)


def ground(place: Place) -> Ground:
    """The cover that climate, season and settlement give, with its two colours and its snow."""
    rng, code = place.rng("ground"), place.climate
    soil, plants = vary(soil_colour(place), rng, 6), plant_colour(place, rng)
    if place.settlement == "city":
        cover = "paved"
    elif watered(place):
        cover = rng.choice(("dry-grass", "grass", "grass", "steppe"))
    elif code[:2] == "BW":
        red = place.country in ("AU", "NA", "BW") or (place.country == "US" and 36 < place.latitude < 39)
        hot = rng.choice(("sand", "sand", "gravel", "steppe"))
        cover = "red-sand" if red else hot if code == "BWh" else rng.choice(("gravel", "steppe", "sand"))
    elif code == "BSh":
        green = () if place.dry_season else ("grass", "grass")
        cover = rng.choice(("savanna", "savanna", "dry-grass", "steppe", *green))
    elif code == "BSk":
        cover = rng.choice(("steppe", "steppe", "dry-grass"))
    elif code[0] == "E":
        cover = "gravel" if code == "EF" or rng.random() < 0.3 else "tundra"
    elif code[0] == "A":
        red = reddish(place)
        wet = "laterite" if red and rng.random() < 0.4 else "grass"
        cover = (
            wet if code in ("Af", "Am") or not place.dry_season else rng.choice(("savanna", "dry-grass", wet))
        )
    elif place.settlement == "farmland" and rng.random() < 0.25:
        cover = "field"
    elif place.dry_season:
        cover = "dry-grass" if code[1] == "s" or rng.random() < 0.4 else "grass"
    elif place.settlement == "wild" and rng.random() < 0.5:
        cover = "forest-floor"
    elif code[0] == "D" and place.season == "winter":
        cover = rng.choice(("dry-grass", "grass"))
    else:
        cover = "grass"
    return Ground(cover, soil, plants, place.snow, wetness(place))


def wetness(place: Place) -> float:
    """0–1: rain on the road under most overcast skies of wet climates, none on snow."""
    rng, weather = place.rng("rain"), sky(place)
    dry = place.climate[0] == "E" or (place.dry_season and place.climate[0] != "D")
    if weather.kind != "overcast" or dry or place.snow > 0 or rng.random() < 0.45:
        return 0.0
    return round(rng.uniform(0.3, 1.0), 2)
