"""Stands and banks: woods, hedgerows, crops and slopes stand where the scene says, in the month's leaves."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import islice, pairwise

import numpy as np
import pytest

skia = pytest.importorskip("skia", reason="skia cannot load here (on Linux it needs libEGL and libGL)")

from world import places  # noqa: E402
from world.compose import compose, survey  # noqa: E402
from world.compose.leaves import fall, leaves  # noqa: E402
from world.compose.planting import _inside  # noqa: E402
from world.compose.street import outer  # noqa: E402
from world.labels import labels  # noqa: E402
from world.render import banks  # noqa: E402
from world.render.camera import Camera  # noqa: E402
from world.render.light import Light  # noqa: E402
from world.render.plants import KINDS, SEASONS, draw_piece, pieces  # noqa: E402
from world.scene import Bank, Scene, Stand  # noqa: E402

SUN = Light(
    (-0.5, -0.5, 0.7071), (0.6, 0.58, 0.5), (0.5, 0.52, 0.56), (0.4,) * 3, (0.75, 0.8, 0.9), 0.001, 0.45
)


@pytest.fixture(scope="module")
def scenes() -> list[Scene]:
    return [compose(*place) for place in islice(places.stream("val"), 150)]


def drawn(things, draw, face: str = "f", px: int = 160) -> np.ndarray:
    surface = skia.Surface(px, px)
    canvas = surface.getCanvas()
    canvas.clear(0)
    for thing in things:
        draw(canvas, Camera(face, px), SUN, thing)
    return surface.makeImageSnapshot().toarray(colorType=skia.kRGBA_8888_ColorType).astype(float)


def wood(**changes) -> Stand:
    return Stand(
        **({"kinds": ("spruce",), "points": ((-60, 80), (60, 80)), "height": 15.0, "density": 1.0} | changes)
    )


def test_a_wood_fills_its_line_and_nothing_else():
    picture = drawn(pieces(wood()), draw_piece)[..., 3]
    per_metre = 80 / 80
    foot = 80 + 2.4 * per_metre
    band = picture[int(foot - 5 * per_metre) : int(foot), 30:130]
    assert (band > 200).mean() > 0.85, "a closed wood lets little light through"
    assert picture[: int(foot - 15.5 * per_metre)].max() < 60, "no tree is higher than the stand"
    assert picture[int(foot) + 3 :].max() == 0, "nothing hangs below the ground"
    assert drawn(pieces(wood()), draw_piece, "b")[..., 3].max() == 0


def test_open_stands_let_the_sky_through():
    closed, open_ = (drawn(pieces(wood(density=d)), draw_piece)[60:80, 30:130, 3].mean() for d in (1.0, 0.3))
    assert open_ < 0.7 * closed


@pytest.mark.parametrize("row", [False, True])
def test_a_stand_goes_on_across_the_seam_of_two_faces(row):
    stand = wood(points=((40.0, 60.0), (60.0, 40.0)), row=row)
    left = drawn(pieces(stand), draw_piece, "f", 256)[:, -1]
    right = drawn(pieces(stand), draw_piece, "r", 256)[:, 0]
    assert (left[:, 3] > 100).sum() > 8
    assert np.abs(left - right).mean() < 12


def test_stands_keep_off_the_road_and_name_kinds_that_can_be_drawn(scenes):
    count = 0
    for scene in scenes:
        for stand in scene.stands:
            count += 1
            assert set(stand.kinds) <= set(KINDS)
            assert stand.season in SEASONS
            assert 0 < stand.density <= 1
            for x, y in stand.points:
                assert abs(scene.road.locate(x, y)[1]) > outer(scene.road), (scene.latitude, scene.longitude)
    assert count > 8 * len(scenes) / 2


def test_woods_are_where_it_rains_and_not_in_the_desert():
    def trees(latitude: float, longitude: float) -> float:
        tall = 0.0
        for seed in range(12):
            scene = compose(latitude, longitude, seed)
            tall += sum(s.height > 4 and s.density > 0.8 for s in scene.stands)
        return tall

    assert trees(64.0, 27.0) > 24, "the Finnish taiga"
    assert trees(23.5, 12.0) == 0, "the Sahara"


def test_leaves_fall_later_towards_the_equator_and_in_the_other_half_of_the_year_down_under():
    for month in range(1, 13):
        for latitude in (-60, -45, -30, 30, 45, 60):
            turning, bare, budding = fall(latitude, month)
            assert min(turning, bare, budding) >= 0
            assert turning + bare <= 1.0001
            assert fall(-latitude, (month + 5) % 12 + 1) == (turning, bare, budding)
    assert fall(60, 9)[0] > fall(45, 9)[0]
    assert fall(38, 12)[0] > fall(52, 12)[0]
    assert fall(52, 1)[1] == 1
    assert fall(52, 5)[2] == 1


def test_leaves_fall_earlier_inland():
    def green(latitude: float, longitude: float) -> int:
        places_ = [survey(latitude, longitude, seed, 11) for seed in range(40)]
        return sum(leaves(place, place.rng("test"), "oak") == "summer" for place in places_)

    assert green(37.5, 127.8) < 16, "Gangwon in November"
    assert green(38.0, -8.6) > 24, "Alentejo in November"


def test_nothing_grows_in_the_water():
    """Beside the road there is a strip of land; beyond it, towards the sea, nothing stands."""
    seaside = [s for s in (compose(*p) for p in islice(places.stream("train"), 400)) if any(s.terrain.water)]
    assert len(seaside) > 5
    for scene in seaside:
        spots = [(p.x, p.y) for p in scene.plants] + [q for s in scene.stands for q in s.points]
        for x, y in spots:
            turn = round(math.degrees(math.atan2(x, y)) / 360 * len(scene.terrain.water))
            wet = scene.terrain.water[turn % len(scene.terrain.water)]
            assert not (wet and math.hypot(x, y) > 48 and abs(scene.road.locate(x, y)[1]) > 32)


def test_crops_keep_off_houses_paths_and_side_roads(scenes):
    rows = 0
    for scene in scenes:
        ways = [p.points for p in scene.patches if p.kind in ("path", "side-road", "yard", "water")]
        for a, b in (piece for stand in scene.stands if stand.row for piece in pairwise(stand.points)):
            rows += 1
            steps = max(1, round(math.dist(a, b)))
            for t in (i / steps for i in range(steps + 1)):
                x, y = a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t
                where = scene.latitude, scene.longitude, x, y
                assert not any(_inside(points, x, y) for points in ways), where
                for house in scene.buildings:
                    turn = math.radians(house.heading)
                    dx, dy = x - house.x, y - house.y
                    deep = abs(dx * math.sin(turn) + dy * math.cos(turn)) - house.depth / 2
                    wide = abs(dx * math.cos(turn) - dy * math.sin(turn)) - house.width / 2
                    assert max(deep, wide) > 2, where
    assert rows > 50


def test_it_rains_under_overcast_skies_only(scenes):
    assert any(scene.ground.wet for scene in scenes)
    for scene in scenes:
        if scene.ground.wet:
            assert scene.sky.kind == "overcast"
            assert scene.ground.snow == 0
            assert scene.climate[0] not in "BE" or scene.climate == "BSh", "steppes have their months of rain"


def test_rain_can_be_seen_on_the_road(scenes):
    from world.render.painter import draw_arrays

    scene = next(s for s in scenes if s.ground.wet > 0.3 and s.road.surface == "asphalt")
    clear = replace(scene, vehicles=(), plants=(), stands=())
    wet, dry = (
        draw_arrays(replace(clear, ground=g), 96, "d")[0, 30:66, 30:66, :3].mean()
        for g in (scene.ground, replace(scene.ground, wet=0.0))
    )
    assert abs(wet - dry) > 1


def test_labels_name_the_woods_of_a_view(scenes):
    named = 0
    for scene in scenes:
        near = [s for s in scene.stands if s.height > 8 and min(math.hypot(*p) for p in s.points) < 80]
        things = {thing for view in labels(scene) for thing in view["things"]}
        for stand in near:
            assert f"plant:{stand.kinds[0]}" in things
            named += 1
    assert named > 20


def test_a_bank_rises_beside_the_road_and_ends_in_nothing(scenes):
    found = [(scene, bank) for scene in scenes for bank in scene.banks]
    assert found
    for scene, bank in found:
        assert len(bank.foot) == len(bank.top) == len(bank.heights)
        assert bank.heights[0] < 0.2
        assert bank.heights[-1] < 0.2
        assert max(bank.heights) > 1
        for (fx, fy), (tx, ty) in zip(bank.foot, bank.top, strict=True):
            foot, top = abs(scene.road.locate(fx, fy)[1]), abs(scene.road.locate(tx, ty)[1])
            assert outer(scene.road) < foot < top


def test_a_bank_hides_the_horizon_as_high_as_it_is():
    heights = (3.0,) * 9
    foot = tuple((-24.0 + 6 * i, 20.0) for i in range(9))
    top = tuple((x, 25.0) for x, _ in foot)
    bank = Bank(foot, top, heights, "grass", "#5d7a34")
    picture = drawn(banks.pieces(bank), banks.draw_piece)
    column = picture[:, 80, 3] > 128
    assert abs(column.argmax() - (80 - 80 * 0.6 / 25)) < 2.5
    assert abs(160 - column[::-1].argmax() - (80 + 80 * 2.4 / 20)) < 2
    red, green, blue = picture[80:88, 60:100, :3].reshape(-1, 3).mean(0)
    assert green > red > blue
