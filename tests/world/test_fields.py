"""Fields: what grows in a part grows there, in deserts too; fences run along the edges of fields."""

from __future__ import annotations

import math
from itertools import islice, pairwise

import pytest

from world import facts, places
from world.compose import compose, survey
from world.compose.colours import to_rgb
from world.compose.fences import SHORTEST
from world.compose.flora import CROPS, local_crops
from world.compose.land import soil_colour
from world.compose.soils import load_soils, local_soils
from world.compose.street import outer
from world.scene import Scene


@pytest.fixture(scope="module")
def scenes() -> list[Scene]:
    return [compose(*place) for place in islice(places.stream("val"), 400)]


def farmed(latitude: float, longitude: float) -> tuple[float, set[str]]:
    """(share of open scenes with fields, what stands in them) at a place."""
    scenes = [s for s in (compose(latitude, longitude, seed) for seed in range(60)) if outer(s.road) < 12]
    open_land = [s for s in scenes if s.settlement in ("wild", "farmland")]
    assert len(open_land) > 20
    kinds = [{p.kind for p in s.patches} & set(CROPS) for s in open_land]
    return sum(map(bool, kinds)) / len(kinds), set().union(*kinds)


def test_the_delta_of_the_nile_is_farmed_and_the_sahara_is_not():
    share, kinds = farmed(31.35, 31.1)
    assert share > 0.5
    assert kinds <= {*local_crops()["EG:Kafr ash Shaykh"], "ploughed", "meadow"}
    assert farmed(24.6, 46.2)[0] < 0.3


def test_the_dry_plains_of_the_punjab_are_farmed():
    share, kinds = farmed(30.35, 75.1)
    assert share > 0.4
    assert kinds & {"wheat", "rice"}


def test_grain_ripens_in_summer_and_maize_in_autumn():
    def greens(latitude: float, longitude: float, month: int, kind: str) -> list[bool]:
        found = []
        for seed in range(30):
            for patch in compose(latitude, longitude, seed, month).patches:
                red, green, _ = to_rgb(patch.colour)
                found += [green >= red] if patch.kind == kind else []
        return found

    beauce = 48.2, 1.5
    assert all(greens(*beauce, 5, "wheat"))
    july = greens(*beauce, 7, "wheat")
    assert sum(july) < 0.4 * len(july)
    iowa = 41.2, -93.4
    august = greens(*iowa, 8, "corn")
    assert sum(august) > 0.7 * len(august)
    assert not any(greens(*iowa, 10, "corn"))


def test_the_rows_of_a_field_are_as_ripe_as_it_is():
    for seed in range(20):
        scene = compose(41.2, -93.4, seed, 10)
        assert all(s.season == "autumn" for s in scene.stands if s.kinds == ("corn-stalk",))


def test_a_wall_in_open_country_is_a_boundary_and_no_single_piece(scenes):
    fences = 0
    for scene in scenes:
        if scene.settlement not in ("wild", "farmland"):
            continue
        gardens = any(house.kind for house in scene.buildings)
        for fence in scene.barriers:
            assert fence.kind != "wall"
            length = sum(math.dist(a, b) for a, b in pairwise(fence.points))
            assert fence.kind == "guardrail" or gardens or length > SHORTEST * 0.9
            fences += 1
    assert fences > 20


def test_fields_begin_behind_their_fence(scenes):
    found = 0
    for scene in scenes:
        if scene.settlement not in ("wild", "farmland"):
            continue
        for fence in (f for f in scene.barriers if f.kind != "guardrail"):
            line = [scene.road.locate(x, y)[1] for x, y in fence.points]
            for patch in (p for p in scene.patches if p.kind in CROPS):
                right = [scene.road.locate(x, y)[1] for x, y in patch.points]
                if right[0] * line[0] > 0:
                    assert min(map(abs, right)) > max(map(abs, line))
                    found += 1
    assert found > 10


def test_the_earth_has_the_colour_that_its_part_is_known_for():
    table = facts.towns()
    parts = {
        f"{table.codes[country]}:{table.admin1_names[part]}"
        for country, part in zip(table.country.tolist(), table.admin1.tolist(), strict=True)
    }
    assert set(local_soils()) <= parts
    assert all(0 < strength <= 1 for _, strength in local_soils().values())

    def earth(latitude: float, longitude: float) -> tuple[int, int, int]:
        return to_rgb(soil_colour(survey(latitude, longitude, 1, 6)))

    prince_edward, nova_scotia = earth(46.35, -63.3), earth(45.0, -64.0)
    assert prince_edward[0] / prince_edward[2] > 1.3 * nova_scotia[0] / nova_scotia[2]
    assert sum(earth(47.3, 126.5)) < 0.75 * sum(earth(35.2, 109.5)), (
        "black Heilongjiang, the loess of Shaanxi"
    )


@pytest.mark.parametrize("where", [(-31.9, 141.4), (-34.6, 142.3), (-29.0, 134.8)])
def test_the_outback_is_red_in_every_state(where):
    """Broken Hill, the Mallee, Coober Pedy."""
    red, _, blue = to_rgb(soil_colour(survey(*where, 1, 6)))
    assert red > 2.2 * blue


@pytest.mark.parametrize(
    ("soils", "fault"),
    [
        (("red:0.5|black:0.2",), "column soil"),
        (("red",), "column soil"),
        (("red:2",), "column soil"),
        (("pink:0.5",), "column soil"),
        (("red:0.5", "black:0.5"), "twice"),
    ],
)
def test_a_bad_soil_is_named(tmp_path, soils, fault):
    path = tmp_path / "soils.csv"
    rows = "".join(f"CN:Hunan,{soil},low,a guess\n" for soil in soils)
    path.write_text("where,soil,confidence,source\n" + rows, encoding="utf-8")
    with pytest.raises(ValueError, match=fault):
        load_soils(path)
