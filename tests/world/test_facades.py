"""Fronts of buildings: open shops are dim rooms, windows differ, and walls show their years."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

skia = pytest.importorskip("skia", reason="skia needs libEGL and libGL on Linux")

from tests.world.test_objects import drawn, house, picture  # noqa: E402
from world.compose import compose  # noqa: E402
from world.plans import chance, front_door, has_wing, wing_span  # noqa: E402
from world.render import buildings, wings  # noqa: E402
from world.render.facades import paint_wall  # noqa: E402
from world.render.solids import Frame, Stage  # noqa: E402
from world.render.volumes import height, walls_of  # noqa: E402
from world.render.walls import BOARD, Wall, layout  # noqa: E402
from world.scene import Building  # noqa: E402


def front(b: Building) -> Wall:
    return walls_of(Frame(b.x, b.y, b.heading), b.width, b.depth, height(b))[0]


def shop(**more) -> Building:
    """A shop thirteen metres ahead, without the awning that some have."""
    found = (house("shop", y=17.0, width=9.0, seed=seed, storeys=1, **more) for seed in range(100))
    return next(b for b in found if not awning(b))


def awning(b: Building) -> bool:
    return chance(b.seed, 16) < 0.6


def ground_floor(b: Building, size: int = 320) -> np.ndarray:
    """Pixels of the middle of its opening, [rows, columns, 3]."""
    scale = size / 2 / (b.y - b.depth / 2)
    top, bottom = (int(size / 2 + (2.4 - z) * scale) for z in (2.3, 0.3))
    middle, half = size // 2, int(3.5 * scale)
    return picture(buildings.draw_building, b, size=size)[top:bottom, middle - half : middle + half]


def test_an_open_shop_is_a_dim_room_with_calm_goods() -> None:
    for wall_colour in ("#f2efe6", "#88c860"):
        seen = ground_floor(shop(extras=("open-front",), wall_colour=wall_colour))
        bright = seen.mean(axis=2)
        chroma = seen.max(axis=2) - seen.min(axis=2)
        assert 15 < bright.mean() < 120, "an opening is dark, and not a black hole"
        assert bright.std() > 8, "things stand in it"
        assert np.quantile(chroma, 0.9) < 110, "a room in shade has no loud colours"


def test_an_open_shop_has_depth() -> None:
    """From further along the road another part of its back wall stands in the opening."""
    ahead = shop(extras=("open-front",))
    aside = replace(ahead, x=ahead.x + 3.0)
    first, second = (picture(buildings.draw_building, b, size=320) for b in (ahead, aside))
    shift = round(3.0 * 160 / (ahead.y - ahead.depth / 2))
    moved = np.abs(first[:, :-shift] - second[:, shift:]).max(axis=2)
    rows = slice(162, 182)  # from two metres down to the counters
    assert (moved[rows, 110:190] > 12).mean() > 0.1


def test_windows_of_flats_differ_from_floor_to_floor_and_stairs_have_their_own() -> None:
    flats = house("apartments", storeys=5, width=18.0, seed=11)
    windows, doors, _ = layout(front(flats), flats)
    assert len(doors) == 1
    levels = {round(o.z % 3.0, 2) for o in windows}
    assert len(levels) > 1, "all windows stand at one height above their floors"
    stairs = [o for o in windows if abs(o.x - doors[0].x) < 0.01]
    assert stairs
    assert not {round(o.z, 2) for o in stairs} & {round(o.z, 2) for o in windows if o not in stairs}


def test_flats_with_balconies_have_some_and_none_on_the_ground() -> None:
    for seed in range(12):
        flats = house("apartments", storeys=4, width=16.0, windows="balcony", seed=seed)
        windows, _, _ = layout(front(flats), flats)
        before = [o for o in windows if o.balcony]
        assert before
        assert len(before) < len(windows)
        assert all(o.z > 2 for o in before)


def test_the_front_door_is_where_the_path_leads() -> None:
    for seed in range(20):
        for kind in ("house", "apartments"):
            b = house(kind, width=13.0, storeys=3, seed=seed)
            _, doors, _ = layout(front(b), b)
            assert doors[0].x == pytest.approx(b.width / 2 - front_door(b))


def test_neighbours_of_one_paint_have_aged_apart() -> None:
    tones = {buildings.aged(house(seed=seed)) for seed in range(8)}
    assert len(tones) > 5


def test_a_tent_is_round() -> None:
    def width(heading: float) -> int:
        tent = house("hut", y=14.0, heading=heading, width=6.0, depth=6.0, storeys=1, roof="dome")
        return int(drawn(picture(buildings.draw_building, tent, size=320)).any(axis=0).sum())

    assert abs(width(180.0) - width(225.0)) <= 3


def test_horse_heads_rise_above_the_roof_they_close() -> None:
    bare = house(y=22.0, roof="gable", roof_colour="#3a3d40", wall_colour="#f0f0ec")
    tall = replace(bare, extras=("horse-head",))
    low, high = (
        drawn(picture(buildings.draw_building, b, size=320)).any(axis=1).argmax() for b in (bare, tall)
    )
    assert high < low


def test_a_wing_stands_beside_the_door_and_hides_no_half_window() -> None:
    houses = [house(width=13.0, seed=seed, extras=("front-gable",)) for seed in range(30)]
    winged = [b for b in houses if has_wing(b)]
    assert len(winged) > 10
    for b in winged:
        left, right = wing_span(b)
        windows, doors, _ = layout(front(wings.recessed(b)), wings.recessed(b))
        assert doors
        for o in (*windows, *doors):
            assert o.x + o.width / 2 <= left or o.x - o.width / 2 >= right


def test_a_composed_building_names_only_what_stands_before_its_front() -> None:
    spots = [(-37.9, 145.2), (43.65, -79.4), (-33.9, 151.1), (-27.5, 153.0)]
    composed = [compose(*spot, seed) for spot in spots for seed in range(5)]
    found = [b for scene in composed for b in scene.buildings]
    named = [b for b in found if "front-gable" in b.extras]
    assert len(named) > 10
    assert all(has_wing(b) for b in named)
    shops = [b for b in found if b.sign or b.kind == "shop"]
    assert len(shops) > 10
    assert not any({"front-gable", "veranda", "porch"} & set(b.extras) for b in shops)


def test_a_house_has_its_wing_on_the_ground_it_takes() -> None:
    b = house(width=13.0, seed=2, extras=("front-gable",))
    assert has_wing(b)
    main = wings.recessed(b)
    assert main.depth + wings.OUT == pytest.approx(b.depth)
    assert main.y + main.depth / 2 == pytest.approx(b.y + b.depth / 2), "the back wall has moved"


def test_a_wall_at_the_edge_of_a_face_is_drawn() -> None:
    """A face may see a strip of a wall and nothing of the half metre before it."""
    frame = Frame(0.0, 0.0, 135.0)
    wall = Wall((9.0, 9.6, 0.0), frame.way(-1, 0), frame.way(0, 1), 8.0, 5.6, 1)
    seen = picture(
        lambda canvas, camera, sky, b: paint_wall(Stage(canvas, camera, sky), wall, b), house(), size=320
    )
    assert drawn(seen).sum() > 200


def test_no_window_reaches_into_the_board_over_a_shop() -> None:
    for seed in range(40):
        b = house(
            "apartments", width=16.0, storeys=5, sign="Bar", seed=seed, windows=("plain", "vault")[seed % 2]
        )
        assert all(o.z >= BOARD for o in layout(front(b), b)[0])


def test_a_long_block_of_flats_has_a_door_within_sight() -> None:
    for seed in range(20):
        b = house("apartments", width=40.0, storeys=6, seed=seed)
        doors = sorted(o.x for o in layout(front(b), b)[1])
        assert len(doors) >= 2
        assert any(x == pytest.approx(b.width / 2 - front_door(b)) for x in doors)


def test_washing_hangs_only_where_something_carries_it() -> None:
    for windows, hangs in (("plain", False), ("barred", True), ("balcony", True)):
        bare = house(storeys=4, width=14.0, windows=windows)
        dry, hung = (
            picture(buildings.draw_building, replace(bare, extras=extras), size=320)
            for extras in ((), ("laundry",))
        )
        assert bool((np.abs(dry - hung) > 12).any()) is hangs
