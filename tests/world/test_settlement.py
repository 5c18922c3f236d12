"""Settlements: dry, of a piece with their gardens, and going on behind the road where they are large."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import islice

import pytest

from world import places
from world.compose import compose, survey
from world.compose.furniture import MOUTH
from world.compose.gardens import customs
from world.compose.occupancy import corners_of, plan
from world.compose.shore import afloat
from world.scene import Building, Scene

_BY_WATER = [
    (-43.39224, 172.6849, 1430496570), (42.13289, 140.67519, 2127962079), (-8.20545, 114.85502, 558171131),
    (10.6573, 123.77893, 2094140313), (-36.78957, 174.86588, 498017927),
]  # fmt: skip
"""Places by the water whose plots reach into it."""


@pytest.fixture(scope="module")
def scenes() -> list[Scene]:
    return [compose(*place) for place in islice(places.stream("val"), 220)]


@pytest.fixture(scope="module")
def shores() -> list[Scene]:
    return [compose(x, y, seed) for x, y, first in _BY_WATER for seed in (first, *range(15))]


def _corners(house: Building) -> tuple[tuple[float, float], ...]:
    return corners_of(plan(house.x, house.y, house.heading, house.width, house.depth))


def test_no_corner_of_a_house_stands_in_the_water(shores: list[Scene]) -> None:
    assert sum(any(scene.terrain.water) for scene in shores) == len(shores)
    for scene in shores:
        for house in scene.buildings:
            assert not any(afloat(scene.terrain, scene.road, x, y) for x, y in _corners(house))


def test_every_path_and_drive_leads_to_a_house(shores: list[Scene]) -> None:
    checked = 0
    for scene in shores:
        for path in (patch for patch in scene.patches if patch.kind == "path"):
            x, y = (sum(c) / 2 for c in zip(*path.points[1:3], strict=True))  # its far end
            assert any(
                math.hypot(x - house.x, y - house.y) < math.hypot(house.width, house.depth) / 2 + 0.5
                for house in scene.buildings
            )
            checked += 1
    assert checked > 20


def test_barns_and_farms_stand_in_the_country_alone(scenes: list[Scene]) -> None:
    built_up = [s for s in scenes if s.settlement in ("suburb", "town", "city")]
    assert len(built_up) > 60
    assert not [h.kind for s in built_up for h in s.buildings if h.kind in ("barn", "farm")]


def _closed(scene: Scene) -> float:
    """The share of directions, but those along the road, that a house closes."""
    closed = set()
    for house in scene.buildings:
        middle = math.degrees(math.atan2(house.x, house.y))
        turns = [(math.degrees(math.atan2(x, y)) - middle + 180) % 360 - 180 for x, y in _corners(house)]
        closed |= {
            d % 360 for d in range(math.ceil(middle + min(turns)), math.floor(middle + max(turns)) + 1)
        }
    beside = [d for d in range(360) if abs((d - scene.road.bearing + 90) % 180 - 90) > 12]
    return len(closed & set(beside)) / len(beside)


def test_between_the_houses_of_a_city_stand_other_houses(scenes: list[Scene]) -> None:
    shares = [_closed(s) for s in scenes if s.settlement in ("town", "city") and not any(s.terrain.water)]
    assert len(shares) > 20
    assert min(shares) > 0.94


def test_plots_follow_the_custom_of_the_country() -> None:
    def usual(latitude: float, longitude: float) -> str:
        place = replace(survey(latitude, longitude, 1, 6), settlement="suburb")
        return max(customs(place), key=lambda pair: pair[1])[0]

    assert usual(6.7, -1.6) == "earth"
    assert usual(36.3, 139.2) == "paved"
    assert usual(41.5, -74.1) == "lawn"
    assert usual(52.3, -1.5) == "paved"


def test_gardens_differ_from_plot_to_plot(scenes: list[Scene]) -> None:
    gardens = [s for s in scenes if s.settlement in ("suburb", "village") and len(s.buildings) > 6]
    laid = [s for s in gardens if any(p.kind == "yard" for p in s.patches)]
    assert len(laid) > 0.4 * len(gardens)


def test_furniture_leaves_drives_and_side_roads_open(scenes: list[Scene]) -> None:
    checked = 0
    for scene in scenes:
        spans = []
        for patch in scene.patches:
            found = [scene.road.locate(x, y) for x, y in patch.points]
            alongs, side = [along for along, _ in found], 1 if found[0][1] > 0 else -1
            if patch.kind == "path":
                spans.append((min(alongs), max(alongs), side))
            elif patch.kind == "side-road":
                middle = (alongs[0] + alongs[-1]) / 2
                spans.append((middle - MOUTH, middle + MOUTH, side))
        for thing in scene.furniture:
            if thing.kind in ("cables", "transformer"):
                continue
            along, right = scene.road.locate(thing.x, thing.y)
            for low, high, side in spans:
                checked += 1
                assert side * right < 0 or not low - 0.2 < along < high + 0.2, thing
    assert checked > 100


def test_bins_in_a_row_stand_beside_each_other_and_clear_of_posts() -> None:
    rows = 0
    for seed in range(220):
        scene = compose(52.6, -1.1, seed)
        things = [thing for thing in scene.furniture if thing.kind not in ("cables", "transformer")]
        posts = [(t.x, t.y) for t in scene.poles + scene.signs]
        for i, thing in enumerate(things):
            assert all(math.dist((thing.x, thing.y), (t.x, t.y)) > 0.6 for t in things[i + 1 :])
            assert all(math.dist((thing.x, thing.y), post) > 0.6 for post in posts), thing
        rows += sum(thing.kind == "bin" for thing in things) > 1
    assert rows > 10


def test_no_stub_of_fence_stands_on_its_own_and_no_large_sign_in_a_garden(scenes: list[Scene]) -> None:
    for scene in scenes:
        where = scene.latitude, scene.longitude, scene.seed
        for fence in scene.barriers:
            if fence.kind in ("hedge", "wire"):
                assert math.dist(fence.points[0], fence.points[-1]) > 0.75, where
    sydney = compose(-34.04961, 151.14265, 1601580127)
    for sign in (sign for sign in sydney.signs if sign.width > 2.4):
        along, right = sydney.road.locate(sign.x, sign.y)
        for house in sydney.buildings:
            at, off = sydney.road.locate(house.x, house.y)
            assert off * right < 0 or abs(off) > 30 or abs(at - along) > house.width / 2
