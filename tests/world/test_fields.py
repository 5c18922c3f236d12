"""Fields: what grows in a part grows there, in deserts too; fences run along the edges of fields."""

from __future__ import annotations

import math
from itertools import islice, pairwise

import pytest

from world import facts, places
from world.compose import compose, survey
from world.compose.colours import to_rgb
from world.compose.fences import SHORTEST
from world.compose.flora import CROPS, grown_here, local_crops
from world.compose.harvests import grown, stages
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
    assert kinds & {"wheat", "rice", "corn"}
    assert kinds <= {*local_crops()["EG:Kafr ash Shaykh"], "ploughed", "meadow"}
    assert farmed(24.6, 46.2)[0] < 0.3


def test_the_dry_plains_of_the_punjab_are_farmed():
    share, kinds = farmed(30.35, 75.1)
    assert share > 0.4
    assert kinds & {"wheat", "rice"}


def test_deserts_known_for_grass_alone_are_not_farmed():
    assert not grown_here("KZ", "Mangystau")
    assert not grown_here("MX", "Baja California Sur")
    assert grown_here("EG", "Kafr ash Shaykh")


def greens(latitude: float, longitude: float, month: int, kind: str) -> list[bool]:
    """Of every field of a kind about a place, whether it is green."""
    found = []
    for seed in range(30):
        for patch in compose(latitude, longitude, seed, month).patches:
            red, green, _ = to_rgb(patch.colour)
            found += [green >= red] if patch.kind == kind else []
    return found


def test_grain_ripens_in_summer_and_maize_in_autumn():
    beauce = 48.2, 1.5
    may, july = (greens(*beauce, month, "wheat") for month in (5, 7))
    assert min(len(may), len(july)) > 5
    assert all(may)
    assert sum(july) < 0.4 * len(july)
    iowa = 41.2, -93.4
    august, october = (greens(*iowa, month, "corn") for month in (8, 10))
    assert min(len(august), len(october)) > 5
    assert sum(august) > 0.7 * len(august)
    assert not any(october)


_WHEAT = {
    "Punjab": ((30.9, 75.8), (1, 2), (4,), (7, 8, 9, 10)),
    "Henan": ((34.2, 114.2), (2, 3, 4), (6,), (7, 8, 9)),
    "Kansas": ((38.4, -98.5), (3, 4), (6,), (8, 9)),
    "England": ((52.3, 0.2), (1, 4, 5, 6), (7, 8), (9,)),
    "Ukraine": ((48.8, 32.0), (4, 5, 6), (7,), (9,)),
    "New South Wales": ((-33.5, 148.0), (7, 8, 9), (11,), (1, 2, 3, 4)),
}
"""Place and months in which its wheat is green, ripe and reaped."""


@pytest.mark.parametrize("name", _WHEAT)
def test_wheat_is_reaped_in_its_month(name):
    spot, green, ripe, reaped = _WHEAT[name]
    shares = {month: stages(survey(*spot, 1, month), "wheat") for month in range(1, 13)}
    assert all(shares[month] == (0, 0) for month in green)
    assert all(shares[month][0] >= 0.45 for month in ripe)
    assert all(shares[month] == (0, 1) for month in reaped)
    assert sum(share > 0.2 for share, _ in shares.values()) <= 2, "ripe wheat does not stand for months"


def test_fields_of_the_punjab_follow_the_seasons():
    spot = 30.35, 75.1
    assert sum(greens(*spot, 4, "wheat")) < 0.6 * len(greens(*spot, 4, "wheat"))
    for month in (7, 10):
        assert not greens(*spot, month, "wheat")
    assert not greens(*spot, 2, "rice")
    assert len(greens(*spot, 8, "rice")) > 5
    assert all(greens(*spot, 8, "rice"))


def test_rice_stands_in_the_rains_and_near_the_equator_in_any_month():
    central_thailand, java = (15.5, 100.3), (-7.4, 110.6)
    for month in range(1, 13):
        gone = stages(survey(*central_thailand, 1, month), "rice")[1]
        assert gone == 1 if month in (12, 1, 2, 3, 4, 5) else gone < 0.9
        assert stages(survey(*java, 1, month), "rice")[1] < 0.5


def test_young_crops_are_low():
    kansas = [grown(survey(38.4, -98.5, 1, month), "wheat") for month in (1, 3, 4, 6)]
    assert kansas == sorted(kansas)
    assert kansas[0] < 0.4
    assert kansas[-1] == 1
    assert grown(survey(41.2, -93.4, 1, 6), "corn") < grown(survey(41.2, -93.4, 1, 8), "corn") == 1


def test_the_rows_of_a_field_are_as_ripe_as_it_is():
    stalks = [
        s for seed in range(20) for s in compose(41.2, -93.4, seed, 10).stands if "corn-stalk" in s.kinds
    ]
    assert stalks
    assert all(s.season == "autumn" for s in stalks)


def test_ripe_rice_stands_as_straw():
    rows = {
        month: {
            kind
            for seed in range(20)
            for s in compose(30.35, 75.1, seed, month).stands
            if s.row
            for kind in s.kinds
        }
        for month in (8, 10)
    }
    assert "grass-tuft" in rows[8]
    assert "dry-tuft" not in rows[8]
    assert "dry-tuft" in rows[10]


def test_a_wall_in_open_country_is_a_boundary_and_no_single_piece(scenes):
    fences = 0
    for scene in scenes:
        if scene.settlement not in ("wild", "farmland"):
            continue
        for fence in scene.barriers:
            assert fence.kind != "wall"
            length = sum(math.dist(a, b) for a, b in pairwise(fence.points))
            assert fence.kind == "guardrail" or scene.buildings or length > SHORTEST * 0.9
            fences += not scene.buildings
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
