"""Nothing that stands shares its ground with another."""

from __future__ import annotations

import itertools
import math
from itertools import islice, pairwise

import numpy as np
import pytest

from world import places
from world.compose import compose
from world.compose.flora import CROPS, crown
from world.compose.occupancy import breadth, corners_of, gap, meet, plan, wall_plan
from world.compose.planting import _inside
from world.compose.traffic import LENGTHS
from world.render import order
from world.scene import Building, Scene


@pytest.fixture(scope="module")
def scenes() -> list[Scene]:
    return [compose(*place) for place in islice(places.stream("val"), 200)]


def test_no_two_buildings_share_ground(scenes: list[Scene]) -> None:
    bad = []
    for scene in scenes:
        plans = [plan(b.x, b.y, b.heading, b.width, b.depth) for b in scene.buildings]
        for a, b in itertools.combinations(plans, 2):
            if meet(a, b, touch=0.06):
                bad.append((scene.latitude, scene.longitude, scene.seed))
    assert not bad


def test_no_vehicle_stands_in_a_wall_a_house_a_pole_or_a_sign(scenes: list[Scene]) -> None:
    bad = []
    for scene in scenes:
        cars = [plan(v.x, v.y, v.heading, breadth(v.kind), LENGTHS[v.kind]) for v in scene.vehicles]
        solid = [("house", plan(b.x, b.y, b.heading, b.width, b.depth)) for b in scene.buildings]
        solid += [(f.kind, wall_plan(a, b)) for f in scene.barriers for a, b in pairwise(f.points)]
        solid += [("post", plan(t.x, t.y, 0, 0.2, 0.2)) for t in scene.poles + scene.signs]
        for car, (what, other) in itertools.product(cars, solid):
            if meet(car, other):
                bad.append((what, scene.latitude, scene.longitude, scene.seed))
    assert not bad


def test_cars_leave_a_zebra_crossing_free(scenes: list[Scene]) -> None:
    crossings = [s for s in scenes if s.road.crossing is not None]
    assert crossings
    for scene in crossings:
        for car in scene.vehicles:
            along, _ = scene.road.locate(car.x, car.y)
            assert abs(along - scene.road.crossing) > LENGTHS[car.kind] / 2 + 1.5


def _house(x: float, y: float, width: float, depth: float, heading: float = 180.0) -> Building:
    walls, roof = ("plaster", "#ffffff"), ("gable", "tile", "#803020")
    return Building("house", x, y, heading, width, depth, 2, *walls, *roof, "#ffffff", "plain")


def test_a_long_facade_beside_the_road_is_drawn_before_the_small_shop_in_front_of_its_far_end() -> None:
    long = _house(8, 20, 40, 6, 270.0)  # its middle is nearer than the shop's
    shop = _house(3.5, 34, 4, 2, 270.0)
    (of_long, of_shop), _ = order.keys((long, shop), np.zeros((0, 2)), np.zeros(0))
    assert math.hypot(long.x, long.y) < math.hypot(shop.x, shop.y)
    assert of_long > of_shop


def test_a_pole_before_a_house_is_drawn_after_it_and_one_behind_before_it() -> None:
    house = _house(0, 20, 30, 6)
    poles = np.array([(14.0, 16.0), (0.0, 24.0), (14.0, 24.0)])
    away = np.hypot(*poles.T)
    (own,), (front, behind, corner) = order.keys((house,), poles, away)
    assert away[0] > 20
    assert front < own
    assert behind > own
    assert corner > own


def test_a_hedge_behind_a_lorry_is_drawn_before_it_and_one_in_front_after_it() -> None:
    lorry = np.array([[2.1, 6.3]])
    ends = np.array([[(4.5, 3.0), (4.0, 6.0)], [(1.0, 2.0), (0.0, 6.0)], [(-9.0, -3.0), (-9.0, 3.0)]])
    away = np.array([5.4, 2.0, 9.0])
    behind, before, elsewhere = order.along_fences(away, ends, lorry)
    assert behind > math.hypot(2.1, 6.3) > before
    assert elsewhere == 9.0


def test_crowns_and_furrows_keep_off_houses_and_nothing_else_grows_in_furrows(scenes: list[Scene]) -> None:
    looked = 0
    for scene in scenes:
        where = scene.latitude, scene.longitude, scene.seed
        houses = [plan(b.x, b.y, b.heading, b.width, b.depth) for b in scene.buildings]
        sown = [p.points for p in scene.patches if p.kind in CROPS and p.kind != "meadow"]
        for plant in scene.plants:
            room = min((gap(house, plant.x, plant.y) for house in houses), default=99.0)
            beds = plant.height < 1.6  # shrubs along a front wall
            assert beds or room > min(12.0, crown(plant.kind) * plant.height) - 0.1, (where, plant)
            assert not any(_inside(points, plant.x, plant.y) for points in sown), (where, plant)
        for points, house in itertools.product(sown, houses):
            looked += 1
            assert all(not _inside(points, x, y) for x, y in corners_of(house)), where
            assert all(gap(house, x, y) > 5.5 for x, y in points), where
    assert looked
