"""Plants: every kind is drawn in every season, always the same, and told apart from the others."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pytest

skia = pytest.importorskip("skia", reason="skia cannot load here (on Linux it needs libEGL and libGL)")

from world.render.camera import Camera  # noqa: E402
from world.render.light import Light  # noqa: E402
from world.render.plants import KINDS, SEASONS, draw_plant, draw_shadow, sprite  # noqa: E402
from world.render.plants.sprites import _sprite  # noqa: E402
from world.scene import Plant  # noqa: E402

NAMES = [
    "spruce",
    "pine",
    "radiata-pine",
    "stone-pine",
    "larch",
    "birch",
    "oak",
    "beech",
    "poplar",
    "willow",
    "cypress",
    "olive",
    "eucalyptus",
    "acacia",
    "baobab",
    "date-palm",
    "coconut-palm",
    "oil-palm",
    "fan-palm",
    "banana",
    "bamboo",
    "jungle",
    "mango",
    "saguaro",
    "agave",
    "joshua-tree",
    "monkey-puzzle",
    "shrub",
    "dry-shrub",
    "tundra-shrub",
    "fern",
    "grass-tuft",
    "dry-tuft",
    "reed",
    "tea-bush",
    "vine-row",
    "corn-stalk",
    "sugar-cane",
    "hedge-bush",
    "plane-tree",
    "zelkova",
    "ginkgo",
    "jacaranda",
    "mangrove",
    "tree-fern",
    "wheat",
    "sunflower",
]
DECIDUOUS = (
    "birch",
    "oak",
    "beech",
    "poplar",
    "willow",
    "plane-tree",
    "larch",
    "jacaranda",
    "zelkova",
    "ginkgo",
)


def pixels(image: skia.Image) -> np.ndarray:
    return image.toarray(colorType=skia.kRGBA_8888_ColorType)


@lru_cache(maxsize=512)
def drawn(kind: str, season: str = "summer", variant: int = 0) -> np.ndarray:
    return pixels(sprite(kind, variant, season, 96).image)


def mean_colour(picture: np.ndarray) -> np.ndarray:
    solid = picture[picture[..., 3] > 200]
    return solid[:, :3].mean(0)


def light() -> Light:
    sun = (-0.5, -0.5, 0.7071)
    return Light(sun, (0.6, 0.58, 0.5), (0.5, 0.52, 0.56), (0.4, 0.4, 0.4), (0.75, 0.8, 0.9), 0.001, 0.45)


def face(name: str, plants: list[Plant], px: int = 160, shadow: bool = False) -> np.ndarray:
    surface = skia.Surface(px, px)
    canvas = surface.getCanvas()
    canvas.clear(0)
    camera = Camera(name, px)
    for plant in plants:
        draw_plant(canvas, camera, light(), plant, shadow=shadow)
    return pixels(surface.makeImageSnapshot())


def test_the_kinds_are_those_the_scenes_name() -> None:
    assert list(KINDS) == list(dict.fromkeys(KINDS))
    assert set(KINDS) == set(NAMES)
    for kind in KINDS.values():
        assert 0 < kind.heights[0] < kind.heights[1] < 60
        assert kind.clue.endswith(".")


@pytest.mark.parametrize("kind", NAMES)
def test_every_season_shows_a_plant_that_fills_its_picture(kind: str) -> None:
    for season in SEASONS:
        alpha = drawn(kind, season)[..., 3]
        assert 0.04 < (alpha > 40).mean() < 0.97, (kind, season)
        rows = np.flatnonzero((alpha > 30).any(1))
        assert rows[0] <= 9, f"{kind} in {season} does not reach its height"
        assert rows[-1] >= 88, f"{kind} in {season} floats above the ground"
        assert alpha[:, 0].mean() < 160, f"{kind} in {season} is cut off at its left edge"
        assert alpha[:, -1].mean() < 160, f"{kind} in {season} is cut off at its right edge"


@pytest.mark.parametrize("kind", NAMES)
def test_a_picture_is_nearly_as_wide_as_the_table_says(kind: str) -> None:
    for variant in range(KINDS[kind].variants):
        assert sprite(kind, variant, px=96).ratio == pytest.approx(KINDS[kind].ratio, rel=0.45)


@pytest.mark.parametrize("kind", ["oak", "spruce", "coconut-palm", "grass-tuft", "willow"])
def test_the_same_plant_is_the_same_bytes(kind: str) -> None:
    first = drawn(kind, "summer", 1).tobytes()
    _sprite.cache_clear()
    assert pixels(sprite(kind, 1, "summer", 96).image).tobytes() == first


def test_variants_differ_and_any_number_is_a_variant() -> None:
    assert drawn("oak", variant=0).tobytes() != drawn("oak", variant=1).tobytes()
    assert sprite("oak", 7, px=96) is sprite("oak", 7 % KINDS["oak"].variants, px=96)
    assert sprite("oak", -1, px=96) is sprite("oak", 2, px=96)


@pytest.mark.parametrize("kind", DECIDUOUS)
def test_deciduous_trees_change_through_the_year(kind: str) -> None:
    looks = [mean_colour(drawn(kind, season)) for season in ("spring", "summer", "autumn")]
    for i, a in enumerate(looks):
        for b in looks[i + 1 :]:
            assert np.abs(a - b).max() > 12
    small = KINDS[kind].sizes[0]
    leafy, bare = (
        (pixels(sprite(kind, 0, s, small).image)[..., 3] / 255).sum() for s in ("summer", "winter")
    )
    assert bare < 0.85 * leafy


def test_evergreens_do_not_change_until_it_snows() -> None:
    for kind in ("spruce", "pine", "cypress", "eucalyptus", "coconut-palm", "olive"):
        assert len({drawn(kind, season).tobytes() for season in SEASONS[:4]}) == 1
    for kind in ("spruce", "pine", "oak"):
        assert mean_colour(drawn(kind, "snow")).mean() > mean_colour(drawn(kind, "winter")).mean() + 4
    assert drawn("coconut-palm", "snow").tobytes() == drawn("coconut-palm").tobytes()


def test_jacaranda_flowers_purple_and_birch_has_a_white_trunk() -> None:
    red, green, blue = mean_colour(drawn("jacaranda", "spring"))
    assert blue > green + 20
    assert blue > red
    foot = drawn("birch")[80:92, :, :]
    assert mean_colour(foot).min() > 140


def test_silhouettes_tell_tall_from_flat() -> None:
    ratio = {kind: sprite(kind, 0, px=96).ratio for kind in NAMES}
    assert ratio["cypress"] < 0.35 < ratio["spruce"] < 0.65
    assert ratio["poplar"] < 0.45
    assert ratio["acacia"] > 1.3
    crown = drawn("acacia")[..., 3] > 60
    assert crown[:40].sum() > 3 * crown[48:].sum(), "an acacia is a flat crown on a thin trunk"


def test_no_two_kinds_look_alike_at_twenty_pixels() -> None:
    small = {}
    for kind in NAMES:
        surface = skia.Surface(32, 20)
        picture = sprite(kind, 0, px=96)
        w = 20 * picture.ratio
        box = skia.Rect.MakeXYWH(16 - w / 2, 0, w, 20)
        how = skia.SamplingOptions(skia.FilterMode.kLinear, skia.MipmapMode.kLinear)
        surface.getCanvas().clear(skia.Color(170, 200, 220))
        surface.getCanvas().drawImageRect(picture.image, box, how)
        small[kind] = pixels(surface.makeImageSnapshot())[..., :3].astype(float)
    for i, a in enumerate(NAMES):
        for b in NAMES[i + 1 :]:
            assert np.abs(small[a] - small[b]).mean() > 4, (a, b)


def test_unknown_kinds_and_seasons_are_named_in_the_error() -> None:
    with pytest.raises(ValueError, match="triffid"):
        sprite("triffid", 0)
    with pytest.raises(ValueError, match="monsoon"):
        sprite("oak", 0, "monsoon")


def test_a_plant_stands_where_it_should() -> None:
    picture = face("f", [Plant("spruce", 0.0, 30.0, 12.0, 0)])[..., 3]
    rows, columns = np.nonzero(picture > 60)
    per_metre = 80 / 30
    assert rows.max() == pytest.approx(80 + 2.4 * per_metre, abs=2.5)
    assert rows.min() == pytest.approx(80 - 9.6 * per_metre, abs=2.5)
    assert columns.mean() == pytest.approx(80, abs=2.5)
    assert face("b", [Plant("spruce", 0.0, 30.0, 12.0, 0)]).max() == 0


@pytest.mark.parametrize("shadow", [False, True])
def test_a_plant_on_the_seam_continues_on_the_next_face(shadow: bool) -> None:
    plants = [Plant("oak", 9.0, 9.0, 14.0, 0), Plant("shrub", 5.0, 5.2, 2.0, 1)]
    left = face("f", plants, 256, shadow)[:, -1].astype(float)
    right = face("r", plants, 256, shadow)[:, 0].astype(float)
    assert (left[:, 3] > 100).sum() > 60
    assert np.abs(left - right).mean() < 16


def test_a_tall_plant_nearby_reaches_into_the_sky_face() -> None:
    plants = [Plant("coconut-palm", 0.5, 4.0, 18.0, 0)]
    above, below = face("u", plants, 256)[-1].astype(float), face("f", plants, 256)[0].astype(float)
    assert face("u", plants, 256)[..., 3].max() > 200
    assert np.abs(above - below).mean() < 16


def test_shadows_fall_away_from_the_sun() -> None:
    surface = skia.Surface(160, 160)
    surface.getCanvas().clear(0)
    draw_shadow(surface.getCanvas(), Camera("f", 160), light(), Plant("oak", 0.0, 14.0, 8.0, 0))
    shade = pixels(surface.makeImageSnapshot())[..., 3].astype(float)
    assert shade[:79].max() == 0, "a shadow lies on the ground"
    assert shade[:, 80:].sum() > 1.3 * shade[:, :80].sum()


def test_distance_fades_plants_into_the_haze() -> None:
    near, far = (face("f", [Plant("spruce", 0.0, d, d / 2, 0)]) for d in (30.0, 900.0))
    assert mean_colour(far)[2] > mean_colour(near)[2] + 40
