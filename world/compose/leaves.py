"""Which trees a place has, whether it is wooded, and what their leaves look like this month."""

from __future__ import annotations

import random

from world import facts
from world.compose.flora import FOREST
from world.compose.place import Place

DECIDUOUS = {
    "birch", "oak", "beech", "poplar", "willow", "larch", "plane-tree", "vine-row", "tundra-shrub", "zelkova",
    "ginkgo",
}  # fmt: skip
"""Kinds that turn and fall."""

_LATE = {
    "willow": -0.7,
    "oak": -0.3,
    "plane-tree": -0.3,
    "ginkgo": -0.6,
    "zelkova": -0.3,
    "birch": 0.3,
    "tundra-shrub": 0.5,
}
"""How much earlier than others a kind turns, months."""

_DRY = {"grass-tuft": "dry-tuft", "fern": "dry-tuft", "shrub": "dry-shrub"}
_NONE: dict[str, str] = {}


OASIS_KM = 10.0
"""How far from a town people water the desert."""
GREENED = 0.047
"""From which excess of green the desert is watered as seen from space: Nile, Indus, Mendoza lie above it,
Arabia, Arizona and the Kalahari below."""


def watered(place: Place) -> bool:
    """Whether this desert is land under irrigation: near a town and green in the satellite's picture."""
    if place.climate[:2] != "BW" or not place.towns or place.towns[0][1] > OASIS_KM:
        return False
    red, green, blue = facts.ground_colour_at(place.latitude, place.longitude)
    return 2 * green - red - blue > GREENED * (red + green + blue)


def local_trees(place: Place, kinds: list[str]) -> list[str]:
    """The two or three kinds that this place has of all its region's; thorn trees leave watered land."""
    rng = place.rng("local-trees")
    if watered(place):
        kinds = [kind for kind in kinds if kind not in ("acacia", "saguaro", "joshua-tree")] or kinds
    chosen = rng.sample(kinds, min(len(kinds), rng.choice((2, 3, 3)))) if kinds else []
    return list(dict.fromkeys(chosen))


_PLANTED = (
    "poplar",
    "cypress",
    "olive",
    "plane-tree",
    "jacaranda",
    "date-palm",
    "fan-palm",
    "banana",
    "agave",
)
"""Kinds that people set in lines and groves: no wood is of them."""


def forest_trees(local: list[str]) -> list[str]:
    """Those of a place's kinds that make a wood.

    >>> forest_trees(["poplar", "oak"]), forest_trees(["olive"])
    (['oak'], [])
    """
    return [kind for kind in local if kind not in _PLANTED]


def wooded(place: Place) -> bool:
    """Whether the road leads through a wood here."""
    share = {"wild": 1.25, "farmland": 0.35, "village": 0.3}.get(place.settlement, 0.1)
    return place.rng("woodland").random() < FOREST.get(place.climate, 0.4) * share


def bare_ground(place: Place) -> dict[str, str]:
    """What stands for green tufts and shrubs in a cold winter: dead stalks."""
    cold = place.season == "winter" and (place.climate[0] in "DE" or place.climate == "BSk")
    return _DRY if cold or place.snow > 0.1 else _NONE


def fall(latitude: float, month: int) -> tuple[float, float, float]:
    """(turning, bare, budding): shares of deciduous trees in this month at a latitude, by hemisphere.

    Leaves turn in October at 50 degrees, a month earlier for each 12 degrees polewards, later towards
    the equator; they come back in April, a month later for each 12 degrees.

    >>> fall(50, 7), fall(62, 9)[0] > 0.4, fall(-50, 4)[0] > 0.4, fall(40, 1)[1] > 0.7
    ((0.0, 0.0, 0.0), True, True, True)
    """
    north = month if latitude > 0 else (month + 5) % 12 + 1
    shift = (abs(latitude) - 50) / 12
    late = (north if north > 6 else north + 12) + shift
    early = north - shift
    if north < 7 and early >= 3.4:
        return 0.0, 0.0, 1.0 if early < 5.2 else 0.0
    gone = min(1.0, max(0.0, (late - 10.4) / 1.3))
    # At the height of autumn three in five have turned; a month later none is green.
    green = 1 - max(0.0, 0.62 + (late - 10.25) * 0.5)
    return max(0.0, 1 - gone - max(0.0, green)), gone, 0.0


def _inland(place: Place) -> float:
    """How many degrees nearer the pole the leaves of a continental climate behave: Korea is bare while
    Portugal, at its latitude, is green."""
    return 0.4 * max(0.0, 62 - abs(place.latitude)) if place.climate[0] == "D" else 0.0


def leaves(place: Place, rng: random.Random, kind: str) -> str:
    """The season that a plant of this kind shows here: spring, summer, autumn, winter (bare) or snow."""
    if place.snow > 0.3:
        return "snow" if place.snow > 0.62 else "winter"
    if kind == "jacaranda":
        flowers = (4, 5, 6) if place.latitude > 0 else (10, 11)
        return "spring" if place.month in flowers and rng.random() < 0.75 else "summer"
    warm = place.climate[0] == "A" or place.climate == "BWh" or abs(place.latitude) < 27
    if kind not in DECIDUOUS or (warm and place.climate[0] != "E"):
        return "summer"
    # All trees of a place turn within weeks of each other: most follow one draw, the others nearly.
    luck = place.rng("leaves").random()
    if rng.random() > 0.75:
        luck = min(1.0, max(0.0, luck + rng.uniform(-0.08, 0.08)))
    month = place.month
    north = month if place.latitude > 0 else (month + 5) % 12 + 1
    lead = _LATE.get(kind, 0.0) if north > 6 else 0.0
    poleward = 12 * lead + _inland(place)
    turning, bare, budding = fall(place.latitude + (poleward if place.latitude > 0 else -poleward), month)
    if luck < bare:
        return "winter"
    if luck < bare + turning:
        return "autumn"
    return "spring" if budding else "summer"
