"""The renderer: pictures are a pure function of the scene, faces join, and what a scene says is seen."""

from __future__ import annotations

import io
import json
import math
import pickle
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from world import render
from world.render import VIEW_PX, available
from world.scene import (
    CAMERA_HEIGHT,
    Barrier,
    Building,
    Ground,
    Patch,
    Road,
    Scene,
    Sign,
    Sky,
    Stand,
    Terrain,
)

pytestmark = pytest.mark.skipif(bool(available()), reason=available())

PLAIN_ROAD = Road(0.0, 7.0, 0.0, "asphalt", "#5a5a5e", "white-dashed", "white", 1.0, "none", 0.0, 1.7)


def scene(**changes) -> Scene:
    """An empty plain with a road to the north under a clear sky."""
    plain = Scene(
        latitude=46.5,
        longitude=8.0,
        seed=5,
        country="CH",
        admin1="Bern",
        town="Thun",
        town_km=3.0,
        climate="Cfb",
        elevation=600.0,
        settlement="wild",
        drives_on="right",
        languages=("de",),
        month=6,
        utc="2024-06-21T12:00:00+00:00",
        sun_azimuth=90.0,
        sun_elevation=30.0,
        sky=Sky("clear", 0.0, 0.1),
        terrain=Terrain((0.0,) * 12, (False,) * 12, "#4d5a4a", 90.0, 0.0),
        ground=Ground("grass", "#7a6a50", "#5d7a34", 0.0),
        road=PLAIN_ROAD,
    )
    return replace(plain, **changes)


def faces(of: Scene, size: int = 128, names: str = "frblud") -> dict[str, np.ndarray]:
    from world.render.painter import draw_arrays

    return dict(zip(names, draw_arrays(of, size, names)[..., :3].astype(float), strict=True))


@pytest.fixture(scope="module")
def busy() -> Scene:
    from world.compose import compose

    return compose(48.85, 2.35, 7)


def test_the_same_scene_gives_the_same_bytes(busy):
    from world.render.painter import draw_arrays

    assert draw_arrays(busy, 96, "frblud").tobytes() == draw_arrays(busy, 96, "frblud").tobytes()


def test_a_face_is_the_same_alone_as_among_others(busy):
    from world.render.painter import draw_arrays

    alone, among = (draw_arrays(busy, 96, names).astype(int) for names in ("r", "frbl"))
    # numpy rounds the last elements of an array in another way than those in full vectors
    assert np.abs(alone[0] - among[1]).mean() < 0.05


@pytest.mark.parametrize("place", [(26.7, 88.4), (34.05, -118.2), (46.62, 8.04)])
def test_a_large_face_is_the_same_alone_as_among_others(place):
    from world.compose import compose
    from world.render.painter import draw_arrays

    street = compose(*place, 1)
    assert draw_arrays(street, 352, "f")[0].tobytes() == draw_arrays(street, 352, "frblud")[0].tobytes()


@pytest.mark.parametrize(
    "place", [(26.7, 88.4), (34.05, -118.2)]
)  # mountains in the north, plains in the south
def test_all_faces_draw_the_same_ranges(place):
    from world.compose import compose
    from world.render import rays, terrain

    street = compose(*place, 1)

    def ranges(face):
        azimuth = next(rays.sky_rays(face, 352)).azimuth
        sky = terrain.GAIN * terrain.around(street.terrain.skyline, azimuth)
        found = terrain.layers(street, sky, terrain.water_share(street, azimuth), azimuth, 7)
        return [(kind, distance, number) for _, kind, distance, number in found]

    assert ranges("f") == ranges("r") == ranges("b") == ranges("l")


def test_a_new_process_draws_the_same_bytes():
    import hashlib
    import subprocess
    import sys

    code = (
        "import hashlib; from world.compose import compose; from world.render.painter import draw_arrays;"
        "print(hashlib.sha256(draw_arrays(compose(35.0, 137.0, 3), 64, 'frbl').tobytes()).hexdigest())"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    from world.compose import compose
    from world.render.painter import draw_arrays

    here = hashlib.sha256(draw_arrays(compose(35.0, 137.0, 3), 64, "frbl").tobytes()).hexdigest()
    assert found.strip() == here


def _edges(drawn: dict[str, np.ndarray]) -> list[tuple[str, np.ndarray, np.ndarray]]:
    f, r, b, left, u, d = (drawn[name] for name in "frblud")
    return [
        ("f-r", f[:, -1], r[:, 0]),
        ("r-b", r[:, -1], b[:, 0]),
        ("b-l", b[:, -1], left[:, 0]),
        ("l-f", left[:, -1], f[:, 0]),
        ("f-u", f[0], u[-1]),
        ("b-u", b[0], u[0][::-1]),
        ("r-u", r[0], u[:, -1][::-1]),
        ("l-u", left[0], u[:, 0]),
        ("f-d", f[-1], d[0]),
        ("b-d", b[-1], d[-1][::-1]),
        ("r-d", r[-1], d[:, -1]),
        ("l-d", left[-1], d[:, 0][::-1]),
    ]


@pytest.mark.parametrize("place", [(48.85, 2.4), (-1.3, 36.0), (61.6, 7.0), (13.8, 100.6)])
def test_faces_join_along_all_twelve_edges(place):
    from world.compose import compose

    for name, a, b in _edges(faces(compose(*place, 11), 256)):
        off = np.abs(a - b).mean()
        turned = np.abs(a - b[::-1]).mean()
        assert off < 24, f"{name}: neighbouring pixels differ by {off:.1f} levels"
        assert off < turned + 4, f"{name} fits better the other way round"


@pytest.mark.parametrize(("azimuth", "face"), [(0, "f"), (90, "r"), (180, "b"), (270, "l")])
def test_the_sun_stands_where_the_scene_says(azimuth, face):
    drawn = faces(scene(sun_azimuth=azimuth + 10.0, sun_elevation=25.0), 200, "frbl")
    brightness = {name: picture[:100].sum(-1) for name, picture in drawn.items()}
    assert max(brightness, key=lambda name: brightness[name].max()) == face
    rows, columns = np.nonzero(brightness[face] >= brightness[face].max() - 1)
    x = 100 * (1 + math.tan(math.radians(10)))
    y = 100 * (1 - math.tan(math.radians(25)) / math.cos(math.radians(10)))
    assert abs(columns.mean() - x) < 2.5
    assert abs(rows.mean() - y) < 2.5


def test_a_wide_sign_casts_the_shadows_of_its_two_posts():
    import skia

    from world.render import signs
    from world.render.camera import Camera
    from world.render.light import Light

    sign = Sign("town", 0.0, 8.0, 180.0, "rectangle", 3.0, 1.0, "#1a4a9a", "#ffffff", "#ffffff")
    pixels = np.full((512, 512, 4), 255, np.uint8)
    light = Light.of(scene(sun_azimuth=0.0, sun_elevation=50.0))
    signs.shadow(skia.Surface(pixels).getCanvas(), Camera("f", 512), light, sign)
    row = pixels[round(256 * (1 + CAMERA_HEIGHT / 7.7)), :, 0].astype(int)
    left, middle, right = (round(256 * (1 + x / 7.7)) for x in (-0.96, 0.0, 0.96))
    assert max(row[left], row[right]) < 200 < row[middle]


def test_the_horizon_lies_in_the_middle_row():
    view = faces(scene(), 160, "f")["f"]
    above, below = view[70:78, :40].mean((0, 1)), view[84:92, :40].mean((0, 1))
    assert above[2] > above[1], "sky is bluer than green"
    assert below[1] > below[2], "grass is greener than blue"


def test_the_centre_line_lies_left_of_the_camera_in_right_hand_traffic():
    solid = replace(PLAIN_ROAD, centre_line="yellow-solid", edge_line="none")
    for offset, side in ((1.7, -1), (-1.7, 1)):
        view = faces(scene(road=replace(solid, camera_offset=offset)), 160, "f")["f"]
        row = view[140]
        yellow = row[:, 0] - row[:, 2]
        depth = CAMERA_HEIGHT / ((140.5 - 80) / 80)
        expected = 80 * (1 - offset / depth)
        assert abs(int(yellow.argmax()) - expected) < 4
        assert (yellow.argmax() - 80) * side > 0


def test_lines_are_seen_a_hundred_metres_ahead_at_the_models_resolution():
    road = replace(PLAIN_ROAD, centre_line="yellow-solid", edge_line="white")
    with_lines = faces(scene(road=road), VIEW_PX, "f")["f"]
    without = faces(scene(road=replace(road, centre_line="none", edge_line="none")), VIEW_PX, "f")["f"]
    row = int(VIEW_PX / 2 + VIEW_PX / 2 * CAMERA_HEIGHT / 60)
    assert np.abs(with_lines - without)[row].max() > 12


def test_road_coordinates_are_the_inverse_of_road_point():
    from world.render.road import locate

    for curve in (0.0, 0.3, -0.4):
        road = replace(PLAIN_ROAD, bearing=37.0, curve=curve)
        wanted = [(-60.0, -4.0), (-5.0, 0.0), (3.0, 3.0), (40.0, -9.0), (120.0, 2.0)]
        points = np.array([road.point(*p) for p in wanted], np.float32)
        right, along, _ = locate(road, points[:, 0], points[:, 1])
        np.testing.assert_allclose(along, [p[0] for p in wanted], atol=0.02)
        np.testing.assert_allclose(right, [p[1] for p in wanted], atol=0.02)


def test_planes_and_points_project_to_the_same_pixels():
    from world.render.camera import Camera

    for face in "frblud":
        camera = Camera(face, 100)
        matrix = camera.plane((3, -4, 1), (0.5, 0.2, 0.1), (0, 0, 1))
        for a, b in ((1.0, 2.0), (-3.0, 0.5)):
            x, y, z = 3 + 0.5 * a, -4 + 0.2 * a, 1 + 0.1 * a + b
            pixel = camera.project([(x, y, z)])[0]
            if np.isnan(pixel).any():
                continue
            mapped = matrix.mapXY(a, b)
            assert (mapped.x(), mapped.y()) == pytest.approx(tuple(pixel), abs=1e-2)


def test_nothing_seen_is_culled():
    from world.render.camera import Camera

    rng = np.random.default_rng(0)
    for face in "frblud":
        camera = Camera(face, 100)
        for x, y, z in rng.uniform(-50, 50, (200, 3)):
            pixel = camera.project([(x, y, z)])[0]
            if not np.isnan(pixel).any() and (pixel >= 0).all() and (pixel <= 100).all():
                assert camera.sees(x, y, z, 0.01)


def test_snow_whitens_the_land_and_overcast_hides_the_sun():
    white = faces(scene(ground=Ground("grass", "#7a6a50", "#5d7a34", 1.0)), 96, "r")["r"][60:]
    assert white.min(-1).mean() > 150
    lid = faces(scene(sky=Sky("overcast", 1.0, 0.3)), 96, "r")["r"][:40]
    assert np.ptp(lid.mean((0, 1))) < 25, "an overcast sky is grey"


@pytest.mark.parametrize("kind", ["hedge", "wall", "stone-wall"])
def test_snow_lies_on_hedges_and_walls(kind):
    barrier = Barrier(kind, ((-6.0, 9.0), (6.0, 9.0)), 1.2, "#4a5230")
    rows = slice(
        round(128 * (1 + (CAMERA_HEIGHT - 1.3) / 9)), round(128 * (1 + (CAMERA_HEIGHT - 1.05) / 9)) + 1
    )

    def top(snow):
        ground = Ground("grass", "#7a6a50", "#5d7a34", snow)
        return faces(scene(ground=ground, barriers=(barrier,)), 256, "f")["f"][rows, 80:176].min(-1).max(0)

    assert np.median(top(1.0)) > np.median(top(0.0)) + 60


def test_a_hedge_ends_in_leaves_and_not_in_an_edge():
    hedge = Barrier("hedge", ((-3.0, 7.0), (3.0, 7.0)), 1.4, "#2c4a1c")
    with_hedge, without = (faces(scene(barriers=b), 512, "f")["f"] for b in ((hedge,), ()))
    covered = np.abs(with_hedge - without).max(-1)[292:328] > 24
    left = covered.argmax(1)
    assert np.ptp(left) > 3, "the end's outline is a straight line"


def test_a_hedge_s_end_is_lit_from_the_side_that_it_shows():
    hedge = Barrier("hedge", ((1.0, 4.0), (1.0, 12.0)), 1.4, "#2c4a1c")
    behind_the_eye, against_it = (
        faces(scene(barriers=(hedge,), sun_azimuth=azimuth), 512, "f")["f"][340:390, 310:330].mean()
        for azimuth in (180.0, 0.0)
    )
    assert behind_the_eye > 1.15 * against_it


def test_a_field_meets_the_grass_on_no_ruler_line():
    from world.render.camera import Camera
    from world.render.ground import patch_masks

    field = Patch("ploughed", ((-40.0, 8.0), (40.0, 8.0), (40.0, 60.0), (-40.0, 60.0)), "#c04040", 0.0)
    ((_, mask),) = patch_masks(scene(patches=(field,)), [Camera("f", 256)])
    edge = [np.flatnonzero(column > 200).max() for column in mask[0].T]
    assert np.ptp(edge) >= 4


def test_outlines_that_share_an_edge_share_it_frayed():
    from world.render.fray import fray, stepped

    one, other = (fray(stepped(p), 0.8, 1.0) for p in (((0, 5), (9, 5), (9, 20)), ((9, 5), (0, 5), (0, -3))))
    assert len(one) > 20
    for corner in ((0.0, 5.0), (9.0, 5.0)):
        moved = fray(np.array([corner]), 0.8, 1.0)[0]
        assert all(np.isclose(ring, moved).all(1).any() for ring in (one, other))


def test_a_strip_of_trees_is_behind_a_house_when_one_of_its_ends_is():
    from world.render import painter, plants

    house = Building(
        "house", 23.0, 22.0, 180.0, 30.0, 9.0, 2, "brick", "#a05040", "gable", "tile", "#804030", "#ffffff",
        "plain",
    )  # fmt: skip
    line = Stand(("oak",), ((-5.0, 28.0), (11.0, 28.0)), 5.0, 0.9)
    masses = list(plants.pieces(line))
    drawn = [thing for _, _, thing in painter.props(scene(buildings=(house,), stands=(line,)), masses)]
    (piece,) = masses
    assert math.hypot(piece.x, piece.y) < math.hypot(house.x, house.y)
    assert drawn.index(piece) < drawn.index(house)


def test_living_land_is_darker_than_straw_however_pale_it_is_from_above():
    pale = {
        cover: faces(scene(ground=Ground(cover, "#8b8679", "#a8b77d", 0.0)), 96, "r")["r"][60:].mean()
        for cover in ("tundra", "steppe")
    }
    assert pale["tundra"] < 140 < pale["steppe"]


def test_relief_rises_as_high_as_the_scene_says():
    from world.render.terrain import GAIN

    high = scene(terrain=Terrain((6.0,) * 12, (False,) * 12, "#303530", 90.0, 0.0))
    flat, hilly = (faces(s, 256, "b")["b"] for s in (scene(), high))
    changed = np.abs(flat - hilly).max(-1)[:, 112:144] > 14
    top = float(np.median(changed.argmax(0)))
    angle = math.degrees(math.atan((128 - top) / 128))
    assert angle == pytest.approx(6.0 * GAIN, rel=0.35)


def test_a_rendered_location_travels_between_processes_without_metadata():
    from world.render.worker import render_location

    drawn = render_location(46.62, 8.04, 1, face_px=64, view_px=48)
    copy = pickle.loads(pickle.dumps(drawn))
    assert sorted(copy.faces) == sorted("frblud")
    assert len(copy.views) == 4
    for jpeg in copy.faces.values():
        picture = Image.open(io.BytesIO(jpeg))
        assert picture.format == "JPEG"
        assert picture.size == (64, 64)
        assert not picture.getexif()
        assert not {"exif", "xmp", "comment", "photoshop"} & set(picture.info)
    for png in copy.views:
        picture = Image.open(io.BytesIO(png))
        assert picture.size == (48, 48)
        assert not picture.info
    assert copy.scene["seed"] == 1


def test_draw_faces_gives_images_and_refuses_odd_sizes():
    from world.render import draw_faces

    drawn = draw_faces(scene(), 64, "fd")
    assert list(drawn) == ["f", "d"]
    assert (drawn["f"].width(), drawn["f"].height()) == (64, 64)
    with pytest.raises(ValueError, match="even number"):
        draw_faces(scene(), 63)
    with pytest.raises(ValueError, match="Faces are"):
        draw_faces(scene(), 64, "fx")


def test_the_command_writes_views_faces_and_scene(tmp_path):
    from world.render.__main__ import main

    assert main(["-33.93", "18.47", "--seed", "2", "--size", "64", "--out", str(tmp_path)]) == 0
    views = ["000.png", "090.png", "180.png", "270.png"]
    panorama = [f"panorama_{face}.jpg" for face in "bdflru"]
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([*views, *panorama, "scene.json"])
    assert Image.open(tmp_path / "000.png").size == (64, 64)
    record = json.loads((tmp_path / "scene.json").read_text(encoding="utf-8"))
    assert record["country"] == "ZA"
    assert record["drives_on"] == "left"


@pytest.mark.parametrize(
    "arguments", [["nan", "8"], ["inf", "0"], ["91", "0"], ["0", "-180.5"], ["-nan", "3"]]
)
def test_coordinates_that_are_none_end_with_status_2_and_a_sentence(arguments, tmp_path, capsys):
    from world.render.__main__ import main

    assert main([*arguments, "--out", str(tmp_path / "none")]) == 2
    assert "must" in capsys.readouterr().err
    assert not (tmp_path / "none").exists()


def test_a_coordinate_that_is_no_number_ends_with_status_2(tmp_path, capsys):
    from world.render.__main__ import main

    with pytest.raises(SystemExit) as stopped:
        main(["north", "8", "--out", str(tmp_path)])
    assert stopped.value.code == 2
    assert "number of degrees" in capsys.readouterr().err


@pytest.mark.parametrize("place", [("90", "0"), ("-90", "0"), ("0", "-140"), ("0", "180")])
def test_poles_and_open_sea_give_the_nearest_land(place, tmp_path):
    from world.render.__main__ import main

    assert main([*place, "--size", "32", "--view", "32", "--out", str(tmp_path)]) == 0
    assert (tmp_path / "scene.json").exists()


def test_nothing_is_drawn_without_the_fonts_and_the_reason_is_said(tmp_path, monkeypatch, capsys):
    from world import dataset, gallery
    from world.render.__main__ import main

    monkeypatch.setattr(render, "FONTS", tmp_path / "nothing")
    assert "python -m libraries" in render.available()
    for command, arguments in (
        (main, ["48", "2", "--out", str(tmp_path / "out")]),
        (dataset.main, ["--split", "val", "--count", "1", "--out", str(tmp_path / "out")]),
        (gallery.main, ["--count", "1", "--out", str(tmp_path / "out")]),
    ):
        assert command(arguments) == 1
        assert "python -m libraries" in capsys.readouterr().err
        assert not (tmp_path / "out").exists()


def test_text_is_written_in_every_script_or_not_at_all():
    import skia

    from world.render import text

    for string in ("STOP", "مدرسة", "ถนนสุขุมวิท", "दिल्ली", "ផ្លូវ", "東京駅前", "서울", "Москва", "אבג"):
        pixels = np.zeros((60, 300, 4), np.uint8)
        surface = skia.Surface(pixels)
        assert text.draw_text(surface.getCanvas(), string, (10, 10, 290, 50), 0xFFFFFFFF)
        ink = np.argwhere(pixels[..., 3] > 128)
        assert len(ink) > 200, f"{string} left hardly any ink"
        assert ink[:, 1].min() >= 6
        assert ink[:, 1].max() <= 294
