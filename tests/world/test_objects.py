"""Man-made things are drawn where they stand, once, the same every time, and show what they should."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

skia = pytest.importorskip("skia", reason="skia needs libEGL and libGL on Linux")

from world import roads  # noqa: E402
from world.render import buildings, furniture, signs, vehicles  # noqa: E402
from world.render.camera import Camera  # noqa: E402
from world.render.light import Light  # noqa: E402
from world.render.shapes import SHAPES as SHAPES_OF_VEHICLES  # noqa: E402
from world.render.skin import PANE, coat  # noqa: E402
from world.render.solids import Stage, direction  # noqa: E402
from world.scene import Barrier, Bollard, Building, Plate, Pole, Road, Sign, Vehicle  # noqa: E402

SKY = (10, 200, 250)
PLATE = Plate("AB 123 CD", "#f5c518", "#111111", "long", "left-blue")

BUILDINGS = [
    "house",
    "hut",
    "farm",
    "shop",
    "apartments",
    "office",
    "church",
    "mosque",
    "temple",
    "pagoda",
    "barn",
]
ROOFS = ["gable", "hip", "steep", "flat", "parapet", "mono", "pagoda", "thatch", "dome", "mansard", "cone"]
VEHICLES = list(roads.VEHICLES)
SHAPES = [
    "octagon",
    "circle",
    "triangle",
    "triangle-down",
    "diamond",
    "rectangle",
    "arrow-left",
    "arrow-right",
    "shield",
    "square",
]
POLES = [
    "wood",
    "wood-crossarm",
    "wood-double",
    "concrete-round",
    "concrete-square",
    "concrete-holes",
    "concrete-ladder",
    "metal",
    "lattice",
    "lamp",
    "lamp-double",
]
BOLLARDS = ["flat", "round", "wedge", "stone", "thin"]
BARRIERS = [
    "guardrail",
    "wood-fence",
    "picket",
    "wire",
    "chainlink",
    "hedge",
    "wall",
    "stone-wall",
    "bamboo",
    "gate",
]


def light(elevation: float = 40.0) -> Light:
    sky = SimpleNamespace(kind="clear", haze=0.0)
    return Light.of(SimpleNamespace(sun_azimuth=180.0, sun_elevation=elevation, sky=sky))


def picture(draw: Callable[..., None], thing: Any, face: str = "f", size: int = 160) -> np.ndarray:
    """RGB pixels [size, size, 3] of one thing before a plain sky."""
    pixels = np.zeros((size, size, 4), np.uint8)
    surface = skia.Surface(pixels)
    surface.getCanvas().clear(skia.ColorSetRGB(*SKY))
    draw(surface.getCanvas(), Camera(face, size), light(), thing)
    surface.flushAndSubmit()
    return pixels[..., :3].astype(int)


def drawn(pixels: np.ndarray) -> np.ndarray:
    """Where something differs from the plain sky, [size, size] bool."""
    corner = picture(lambda *_: None, None, size=2)[0, 0]
    return (np.abs(pixels - corner) > 8).any(axis=2)


def house(
    kind: str = "house", x: float = 0.0, y: float = 18.0, heading: float = 180.0, **more: Any
) -> Building:
    base: dict[str, Any] = {
        "kind": kind, "x": x, "y": y, "heading": heading, "width": 9.0, "depth": 8.0, "storeys": 2,
        "wall": "plaster", "wall_colour": "#c86040", "roof": "gable", "roof_cover": "tile",
        "roof_colour": "#803020", "trim": "#f0f0f0", "windows": "plain", "sign": "", "seed": 7,
    }  # fmt: skip
    return Building(**{**base, **more})


def sign(shape: str, y: float = 6.0, heading: float = 180.0, **more: Any) -> Sign:
    return Sign(
        "warning", 0.0, y, heading, shape, 0.8, 0.8, "#e01010", "#e01010", "#e01010", back="#808080", **more
    )


def things(distance: float) -> list[tuple[str, Callable[..., None], Any]]:
    """One of everything, `distance` metres north of the camera (negative: behind the north face)."""
    found: list[tuple[str, Callable[..., None], Any]] = []
    far = distance * 3
    found += [
        (k, buildings.draw_building, house(k, y=far, roof="thatch" if k == "hut" else "gable"))
        for k in BUILDINGS
    ]
    found += [(r, buildings.draw_building, house(y=far, roof=r)) for r in ROOFS]
    found += [
        (k, vehicles.draw_vehicle, Vehicle(k, 0, distance, 20, "#b02020", PLATE, PLATE)) for k in VEHICLES
    ]
    found += [(s, signs.draw_sign, sign(s, y=distance)) for s in SHAPES]
    found += [(k, furniture.draw_pole, Pole(k, 0, distance, 0, 8)) for k in POLES]
    found += [
        (s, furniture.draw_bollard, Bollard(0, distance, 180, s, "#ffffff", "#111111", "#c02020"))
        for s in BOLLARDS
    ]
    ends = ((-4.0, distance), (4.0, distance))
    found += [(k, furniture.draw_barrier, Barrier(k, ends, 1.2, "#808060")) for k in BARRIERS]
    return found


@pytest.mark.parametrize(("name", "draw", "thing"), things(8), ids=lambda v: v if isinstance(v, str) else "")
def test_everything_shows_ahead_and_every_time_the_same(
    name: str, draw: Callable[..., None], thing: Any
) -> None:
    first = picture(draw, thing)
    assert drawn(first).sum() >= 4, f"{name} cannot be seen 8 m ahead"
    assert (first == picture(draw, thing)).all(), f"{name} differs from one drawing to the next"


@pytest.mark.parametrize(("name", "draw", "thing"), things(-8), ids=lambda v: v if isinstance(v, str) else "")
def test_nothing_behind_the_camera_shows(name: str, draw: Callable[..., None], thing: Any) -> None:
    assert not drawn(picture(draw, thing)).any(), f"{name} behind the camera shows in front of it"


@pytest.mark.parametrize(
    "kind",
    [
        "car",
        "hatchback",
        "suv",
        "kei",
        "pickup",
        "van",
        "minibus",
        "bus",
        "school-bus",
        "double-decker",
        "jeepney",
    ],
)
def test_the_rear_plate_keeps_its_colour_eight_metres_ahead(kind: str) -> None:
    length = vehicles.extent(kind)[0]
    plate = Plate("AB 123", "#00ff00", "#111111", "long", "none")
    pixels = picture(vehicles.draw_vehicle, Vehicle(kind, 0, 8 + length / 2, 0, "#303030", plate, plate))
    green = (pixels.max(axis=2) == pixels[..., 1]) & (pixels[..., 1] > pixels[..., [0, 2]].max(axis=2) * 1.6)
    inner = green & drawn(pixels)
    assert inner.sum() >= 4


def test_a_sign_shows_its_face_from_before_and_its_back_from_behind() -> None:
    def redness(pixels: np.ndarray) -> int:
        red, blue, green = (np.sort(pixels, axis=2)[..., 2], pixels.min(axis=2), pixels[..., 1])
        return int(((red - blue > 80) & (green < 90) & drawn(pixels)).sum())

    face = redness(picture(signs.draw_sign, sign("circle", heading=180)))
    back = redness(picture(signs.draw_sign, sign("circle", heading=0)))
    assert face > 40
    assert back == 0


@pytest.mark.parametrize("kind", [*SHAPES_OF_VEHICLES, "lorry"])
@pytest.mark.parametrize("heading", [25, 110, 200, 290])
def test_no_sky_shows_through_a_body(kind: str, heading: float) -> None:
    length, width, tall = vehicles.extent(kind)
    away = 6 + length / 2
    shown = drawn(
        picture(vehicles.draw_vehicle, Vehicle(kind, 0, away, heading, "#b02020", PLATE, PLATE), size=256)
    )
    # A pickup is closed no higher than the walls of its load bed.
    up = np.arange(0.7, 0.95, 0.04) if kind == "pickup" else np.arange(0.95, tall - 0.25, 0.12)
    right, forward = direction(heading + 90), direction(heading)
    for side, ahead in itertools.product((-0.3, 0.3), (-0.18, -0.09, 0.0)):
        x = right[0] * side * width + forward[0] * ahead * length
        y = away + right[1] * side * width + forward[1] * ahead * length
        spots = Camera("f", 256).project([(x, y, z) for z in up]).astype(int)
        assert shown[spots[:, 1], spots[:, 0]].all(), f"the sky shows through a {kind}"


@pytest.mark.parametrize("side", [1, -1])
def test_drivers_sit_towards_the_middle_of_the_road_and_in_nothing_that_is_parked(side: int) -> None:
    road = Road(40, 7, 0.1, "asphalt", "#444444", "none", "none", 1, "none", 0, side * 1.75)

    def seated(right: float, turn: float) -> int:
        car = Vehicle("car", *road.point(20, right), road.heading(20) + turn, "#b02020", PLATE, PLATE)
        return vehicles.driver_side(road, car)

    assert seated(side * 1.7, 0) == seated(-side * 1.7, 180) == -side
    assert seated(side * 2.6, 0) == seated(-side * 4.6, 180) == seated(side * 1.7, 180) == 0


@pytest.mark.parametrize("kind", ["car", "van", "bus", "lorry"])
def test_a_windscreen_shows_who_drives(kind: str) -> None:
    coming = Vehicle(kind, 0, 5 + vehicles.extent(kind)[0] / 2, 180, "#b02020", PLATE, PLATE)
    road = Road(0, 7, 0, "asphalt", "#444444", "none", "none", 1, "none", 0, 1.7)
    coming = replace(coming, x=road.point(0, -1.7)[0])
    driven = picture(partial(vehicles.draw_vehicle, road=road), coming, size=400)
    empty = picture(vehicles.draw_vehicle, coming, size=400)
    assert 40 < (np.abs(driven - empty).max(-1) > 4).sum() < 4000


@pytest.mark.parametrize("kind", ["bus", "car", "van", "lorry"])
def test_a_vehicle_goes_on_across_the_seam_of_two_faces(kind: str) -> None:
    beside = Vehicle(kind, -4.6, 4.2, 42, "#2d5aa0", PLATE, PLATE)
    left, right = (drawn(picture(vehicles.draw_vehicle, beside, face, size=480)) for face in "lf")
    here, there = np.flatnonzero(left[:, -1]), np.flatnonzero(right[:, 0])
    assert len(here) > 60
    assert abs(int(here[0]) - int(there[0])) <= 2
    assert abs(int(here[-1]) - int(there[-1])) <= 2


def test_paint_mirrors_the_sky_above_and_the_ground_below() -> None:
    stage = Stage(skia.Surface(16, 16).getCanvas(), Camera("f", 16), light())
    ways = np.array([(0.0, -0.8, 0.6), (0.0, -1.0, 0.0), (0.0, -0.95, -0.3)])
    up, level, down = coat(stage, np.array([(0.0, 8.0, 1.0)] * 3), ways, "#101010", PANE).sum(axis=1)
    assert up > 1.5 * down
    assert level > down


def test_a_triangle_casts_half_the_shadow_of_a_square() -> None:
    def dark(shape: str, width: float = 0.8) -> int:
        thing = replace(sign(shape, y=5.0), width=width)
        return int(drawn(picture(signs.shadow, thing, size=512)).sum())

    post = dark("square", 0.001)
    assert dark("triangle") - post < 0.7 * (dark("square") - post)


def test_signs_on_one_post_lean_a_little_and_wide_ones_stand_straight() -> None:
    narrow = [signs.Stand.of(replace(sign("square"), x=float(x))) for x in range(60)]
    leans = [abs(math.degrees(math.asin(stand.right[2]))) for stand in narrow]
    assert 0.5 < max(leans) < 3.5
    assert sorted(leans)[len(leans) // 2] < 0.3
    wide = [signs.Stand.of(replace(sign("rectangle"), x=float(x), width=2.0)) for x in range(20)]
    assert all(stand.right[2] == 0.0 for stand in wide)


def test_a_wall_goes_on_across_the_seam_of_two_faces() -> None:
    corner = house(x=14, y=14, heading=225, width=16, roof="flat")
    left, right = picture(buildings.draw_building, corner, "f"), picture(buildings.draw_building, corner, "r")
    here, there = drawn(left)[:, -1], drawn(right)[:, 0]
    assert here.sum() > 20
    assert abs(int(here.sum()) - int(there.sum())) <= 4
    difference = np.abs(left[:, -1] - right[:, 0])[here & there]
    assert np.median(difference) < 12


@pytest.mark.parametrize("x", [2.0, 0.6])
def test_a_long_wall_passing_beside_the_camera_keeps_to_its_side(x: float) -> None:
    pixels = drawn(picture(furniture.draw_barrier, Barrier("wall", ((x, -40.0), (x, 40.0)), 2.0, "#b0a080")))
    assert pixels[:, 80:].any()
    assert not pixels[:, :79].any(), "a wall on the right shows left of the middle"
    assert not pixels[:79].any(), "a wall lower than the eye shows above the horizon"


def test_a_house_beside_the_camera_leaves_the_other_side_clear() -> None:
    beside = house(x=7.0, y=0.0, heading=270, width=20, depth=10, roof="parapet")
    assert not drawn(picture(buildings.draw_building, beside))[:, :79].any()


# What shows on which house: kind, roof and windows where it may.
EXTRAS = {
    "ac": {"storeys": 5, "width": 16.0},
    "arcade": {"kind": "shop"},
    "awning-windows": {"storeys": 4, "width": 14.0},
    "blade-sign": {"kind": "shop", "storeys": 3},
    "fire-escape": {"storeys": 4},
    "front-gable": {"width": 13.0},
    "garage": {"width": 14.0},
    "glazed-balcony": {"windows": "balcony", "storeys": 4, "seed": 4},
    "laundry": {"storeys": 4, "width": 14.0, "windows": "barred"},
    "open-front": {"kind": "shop"},
    "panels": {"kind": "apartments", "storeys": 4},
    "shutter-front": {"kind": "shop"},
    "stepped-gable": {"roof": "steep"},
    **{name: {"roof": "flat", "storeys": 1} for name in ("rebar", "solar", "roof-units", "cooler")},
    **{f"tank-{tint}": {"roof": "flat", "storeys": 1} for tint in ("black", "blue", "orange", "steel")},
    **{f"tank-{tint}": {"roof": "flat", "storeys": 1} for tint in ("white", "yellow")},
}


@pytest.mark.parametrize("extra", roads.EXTRAS)
def test_every_extra_of_a_style_shows_on_a_house(extra: str) -> None:
    bare = house(y=20.0, **EXTRAS.get(extra, {}))
    base = picture(buildings.draw_building, bare, size=320)
    dressed = picture(buildings.draw_building, replace(bare, extras=(extra,)), size=320)
    assert (np.abs(base - dressed) > 12).any(axis=2).sum() >= 8, f"{extra} cannot be seen 16 m ahead"


def test_a_chimney_behind_a_gable_does_not_show_through_it() -> None:
    gable = house(y=18.0, width=7.0, depth=14.0, storeys=3)
    bare = picture(buildings.draw_building, gable, size=320)
    built = picture(buildings.draw_building, replace(gable, extras=("chimney",)), size=320)
    changed = (np.abs(bare - built) > 12).any(axis=2)
    assert not (changed & drawn(bare)).any()


def test_wires_hang_between_the_poles_of_a_line_and_nowhere_else() -> None:
    def strung(second: int) -> np.ndarray:
        poles = (Pole("wood-crossarm", -12, 20, 90, 9, 1), Pole("wood-crossarm", 12, 20, 90, 9, second))
        return drawn(picture(furniture.draw_wires, poles, size=512))

    wires = strung(1)
    assert wires.sum() > 200
    assert not strung(2).any()
    left, middle = np.argwhere(wires[:, 110])[0, 0], np.argwhere(wires[:, 256])[0, 0]
    assert middle > left, "a wire sags between its poles"


def test_pieces_of_a_barrier_join_end_to_end() -> None:
    parts = furniture.pieces(Barrier("wire", ((0, 0), (30, 0), (30, 5)), 1.0, "#808080"))
    assert parts[0].points[0] == (0, 0)
    assert parts[-1].points[-1] == (30, 5)
    assert all(a.points[1] == pytest.approx(b.points[0]) for a, b in itertools.pairwise(parts))


def test_shadows_fall_away_from_the_sun() -> None:
    pole = Pole("metal", 0, 12, 0, 6)
    pixels = drawn(picture(furniture.shadow, pole, size=320))
    rows = np.argwhere(pixels)[:, 0]
    foot = 160 + 160 * 2.4 / 12
    # The sun stands in the south: the shadow runs north, up the picture from the pole's foot.
    assert rows.min() < foot - 8
    assert rows.max() < foot + 6
