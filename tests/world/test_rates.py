"""How often clues stand in scenes: the table, and whether scenes hold to it and to the limits of writing."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import islice

import pytest

from world import places
from world.compose import compose
from world.compose.legibility import PANORAMA_PX_AT_A_METRE, PX_AT_A_METRE, TOLD_PX, readable
from world.compose.signs import letter_height, sees_face
from world.rates import clue_names, load_rates, rate, rates
from world.roads import road_facts
from world.scene import Scene, Sign

COUNT = 500
SIGMAS = 3.0


@pytest.fixture(scope="module")
def drawn() -> list[Scene]:
    """The first test places: those that results are published for."""
    return [compose(*place) for place in islice(places.stream("test"), COUNT)]


def told(sign: Sign) -> bool:
    """Whether the face can be told, and its writing read, in the view that clues are counted in."""
    distance, facing = math.hypot(sign.x, sign.y), sees_face(sign.x, sign.y, sign.heading)
    if sign.lines and sign.kind != "stop":
        letter = letter_height(sign.lines, sign.width, sign.height)
        near = PANORAMA_PX_AT_A_METRE if sign.kind == "street" else PX_AT_A_METRE
        return readable(letter, distance, facing, near)
    return facing > 0.45 and sign.height * PX_AT_A_METRE / distance >= TOLD_PX


def shows(*kinds: str) -> Callable[[Scene], bool]:
    return lambda scene: any(sign.kind in kinds and told(sign) for sign in scene.signs)


SEEN: dict[str, Callable[[Scene], bool]] = {
    "place-name": shows("direction", "town"),
    "route-shield": shows("route"),
    "shop-sign": shows("shop"),
    "speed-sign": shows("speed"),
    "warning-sign": shows("warning"),
    "km-sign": shows("km"),
    "pedestrian-sign": shows("pedestrian"),
    "parking-sign": shows("parking"),
    "street-name": shows("street"),
}


def paved(scene: Scene) -> bool:
    return scene.road.surface in ("asphalt", "concrete")


def test_delineators_poles_and_lamps_stand_as_often_as_the_table_says(drawn: list[Scene]) -> None:
    """Where the conditions of the table hold; near enough to tell is nearer than 12 m for a post of 1 m."""
    roads_of = {scene: road_facts(scene.country, scene.admin1) for scene in drawn if scene.country != "AQ"}
    for clue, where, seen in (
        (
            "bollard",
            lambda s: roads_of[s].bollard and paved(s) and not s.road.sidewalk,
            lambda s: any(math.hypot(post.x, post.y) < 13 for post in s.bollards),
        ),
        (
            "pole",
            lambda s: roads_of[s].pole != (("none", 1.0),),
            lambda s: any(pole.line >= 0 for pole in s.poles),
        ),
        (
            "lamp",
            lambda s: roads_of[s].lamp != "none",
            lambda s: any(pole.kind in ("lamp", "lamp-double") for pole in s.poles),
        ),
        ("unpaved", lambda s: True, lambda s: s.road.surface in ("gravel", "laterite", "sand")),
    ):
        some = [scene for scene in roads_of if where(scene)]
        chances = [rate(clue, s.country, s.admin1, s.settlement) for s in some]
        count, spread = sum(map(seen, some)), math.sqrt(sum(p * (1 - p) for p in chances))
        assert abs(count - sum(chances)) <= SIGMAS * spread + 0.5, (clue, count, sum(chances))


@pytest.mark.parametrize("clue", SEEN)
def test_clues_stand_as_often_as_the_table_says(drawn: list[Scene], clue: str) -> None:
    """A probability a scene, so the sum of independent draws: within three standard deviations."""
    chances = [rate(clue, s.country, s.admin1, s.settlement) for s in drawn if s.country != "AQ"]
    seen = sum(SEEN[clue](scene) for scene in drawn)
    spread = math.sqrt(sum(p * (1 - p) for p in chances))
    assert abs(seen - sum(chances)) <= SIGMAS * spread + 0.5, f"{seen} seen, {sum(chances):.1f} expected"


def test_at_most_15_of_100_scenes_hold_a_place_name(drawn: list[Scene]) -> None:
    named = sum(any(text.kind == "place-name" for text in scene.texts) for scene in drawn)
    assert 0.05 * COUNT < named <= 0.15 * COUNT


def test_at_least_40_of_100_scenes_hold_no_writing_that_a_person_can_read(drawn: list[Scene]) -> None:
    assert sum(not scene.texts for scene in drawn) >= 0.4 * COUNT


def test_a_third_of_scenes_can_be_read_in_a_models_view(drawn: list[Scene]) -> None:
    assert sum(any(text.legible for text in scene.texts) for scene in drawn) > COUNT / 3


def test_no_near_sign_stands_before_another(drawn: list[Scene]) -> None:
    shown = [sign for scene in drawn for sign in scene.signs if sign.kind not in ("chevron", "give-way")]
    assert len(shown) > 200
    for scene in drawn:
        near = [sign for sign in scene.signs if math.hypot(sign.x, sign.y) < 12]
        for i, a in enumerate(near):
            for b in near[:i]:
                apart = abs((math.degrees(math.atan2(a.x, a.y) - math.atan2(b.x, b.y)) + 180) % 360 - 180)
                widths = a.width / math.hypot(a.x, a.y) + b.width / math.hypot(b.x, b.y)
                assert apart > math.degrees(widths / 2) * 0.9, (scene.latitude, scene.longitude, a, b)


def test_the_most_exact_row_counts(tmp_path) -> None:
    head = "clue,where,settlement,probability,source,confidence\n"
    rows = (
        "a,*,,0.1,guess,low\na,*,town city,0.2,guess,low\na,FR,,0.3,guess,low\na,*Europe,town,0.4,guess,low\n"
    )
    path = tmp_path / "rates.csv"
    path.write_text(head + rows)
    table = load_rates(path)
    assert table[("a", "*", "")] == 0.1
    assert table[("a", "*", "city")] == 0.2
    assert table[("a", "FR", "")] == 0.3
    assert len(table) == 5


@pytest.mark.parametrize(
    ("row", "names"),
    [
        ("a,*,,1.2,guess,low", ["probability", "1.2"]),
        ("a,*,,x,guess,low", ["probability", "'x'"]),
        ("a,*,moon,0.1,guess,low", ["settlement", "moon"]),
        ("a,france,,0.1,guess,low", ["where", "france"]),
        ("a,*,,0.1,,low", ["source"]),
        ("a,*,,0.1,guess,sure", ["confidence", "sure"]),
        ("a,*,,0.1,guess,low\na,*,,0.2,guess,low", ["twice"]),
    ],
)
def test_a_wrong_row_is_named(tmp_path, row: str, names: list[str]) -> None:
    path = tmp_path / "rates.csv"
    path.write_text(f"clue,where,settlement,probability,source,confidence\n{row}\n")
    with pytest.raises(ValueError, match=r"rates\.csv line") as raised:
        load_rates(path)
    assert all(name in str(raised.value) for name in names)


def test_a_clue_without_rows_is_named() -> None:
    with pytest.raises(KeyError, match="no row for 'unicorn'"):
        rate("unicorn", "FR", "", "town")


def test_every_clue_has_a_rate_everywhere() -> None:
    for clue in clue_names():
        for country in ("FR", "JP", "US", "AQ", "GL"):
            for settlement in ("wild", "farmland", "village", "suburb", "town", "city"):
                assert 0 <= rate(clue, country, "", settlement) <= 1


def test_where_names_what_exists() -> None:
    from world.roads import _roads

    known = set(_roads()) | {"*"}
    assert {where for _, where, _ in rates()} <= known
