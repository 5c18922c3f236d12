"""Which plants grow where: trees, undergrowth, street trees and crops by part of the world and climate.

The table is flora.csv: `use` (tree, street, crop, undergrowth), `region` (see `flora_region`; any), the
first letters of a Köppen code (the longest that fits decides; any) and the kinds, names of
`world.render.plants.KINDS` or of `world.scene.Patch`; a name written twice is twice as common. What is known
to grow in a part of a country or a country is in crops.csv and goes first.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from world.roads import CONFIDENCES
from world.tables import Parser, as_is, matching, one_of, parse_row, read, weights

FLORA_CSV = Path(__file__).parent / "flora.csv"
CROPS_CSV = Path(__file__).parent / "crops.csv"

CROPS = ("wheat", "rice", "corn", "vineyard", "tea", "sugar-cane", "ploughed", "meadow", "flowers")
"""Kinds of `world.scene.Patch` that are fields; `flowers` is what blooms yellow: rape, sunflowers."""

_CROP_COLUMNS: dict[str, Parser] = {
    "where": matching(r"[A-Z]{2}(:.+)?"),
    "kinds": weights(CROPS),
    "confidence": one_of(CONFIDENCES),
    "source": as_is,
}

HEIGHTS = {
    "spruce": (9, 24), "pine": (8, 20), "radiata-pine": (9, 22), "zelkova": (7, 14), "ginkgo": (7, 14),
    "stone-pine": (8, 15), "larch": (9, 20), "birch": (7, 16),
    "oak": (8, 18),
    "beech": (10, 20), "poplar": (12, 24), "willow": (6, 12), "cypress": (7, 14), "olive": (3.5, 6),
    "eucalyptus": (9, 24), "acacia": (4, 9), "baobab": (8, 15), "date-palm": (6, 14), "coconut-palm": (7, 16),
    "oil-palm": (6, 11), "fan-palm": (6, 16), "banana": (2.5, 5), "bamboo": (5, 11), "jungle": (9, 22),
    "mango": (6, 12), "saguaro": (3, 9), "agave": (0.8, 1.8), "joshua-tree": (2.5, 6),
    "monkey-puzzle": (10, 22),
    "shrub": (0.8, 2.4), "dry-shrub": (0.5, 1.6), "tundra-shrub": (0.3, 0.9), "fern": (0.5, 1.3),
    "grass-tuft": (0.3, 0.9), "dry-tuft": (0.3, 0.8), "reed": (1.2, 2.6), "tea-bush": (0.7, 1.1),
    "vine-row": (1.3, 1.9), "corn-stalk": (1.6, 2.6), "sugar-cane": (2.2, 3.6), "hedge-bush": (0.9, 1.8),
    "plane-tree": (8, 15), "jacaranda": (6, 11), "mangrove": (3, 7), "tree-fern": (3, 7),
    "wheat": (0.6, 1.0), "sunflower": (1.2, 1.9),
}  # fmt: skip
"""Lowest and highest usual height of each kind, metres."""

LOW = {
    "agave", "shrub", "dry-shrub", "tundra-shrub", "fern", "grass-tuft", "dry-tuft", "reed", "tea-bush",
    "vine-row", "corn-stalk", "sugar-cane", "hedge-bush", "wheat", "sunflower",
}  # fmt: skip
"""Kinds that are not trees."""

_CROWNS = {
    "spruce": 0.49, "larch": 0.44, "poplar": 0.34, "cypress": 0.29, "saguaro": 0.45, "birch": 0.64,
    "ginkgo": 0.62, "fan-palm": 0.57, "radiata-pine": 0.7, "monkey-puzzle": 0.75, "acacia": 1.65,
    "willow": 1.25, "olive": 1.29, "banana": 1.33, "jacaranda": 1.33, "mangrove": 1.32, "oak": 1.16,
    "mango": 1.15, "oil-palm": 1.2, "tree-fern": 1.2, "agave": 1.66, "shrub": 1.48, "dry-shrub": 1.38,
    "tundra-shrub": 2.17, "fern": 2.45, "grass-tuft": 1.83, "dry-tuft": 1.84, "hedge-bush": 1.31,
}  # fmt: skip
"""Width of a crown as a share of the height, where it is not about one."""


def crown(kind: str) -> float:
    """Metres from the stem to the rim of the crown, for each metre of height.

    >>> crown("poplar") < crown("oak")
    True
    """
    return _CROWNS.get(kind, 1.0) / 2


_SETS = {
    "mena": "MA DZ TN LY EG EH SD MR SA AE OM YE QA KW BH IQ SY JO LB IL PS IR TR CY DJ ER SO",
    "southern-africa": "ZA NA BW LS SZ ZW",
    "central-asia": "KZ UZ TM KG TJ MN AF AZ AM GE",
    "south-asia": "IN PK BD LK NP BT MV",
    "se-asia": "TH VN LA KH MM MY SG ID PH BN TL PG",
    "east-asia": "CN JP KR KP TW HK MO",
    "central-america": "MX GT BZ SV HN NI CR PA CU JM HT DO PR BS TT BB VI CW AW MQ GP LC GD VC DM AG KN",
    "north-america": "US CA GL PM BM",
    "new-zealand": "NZ",
    "australia": "AU",
    "south-cone": "CL AR UY FK",
    "andes": "CO EC PE VE BO",
    "russia": "RU",
}
_REGION = {code: region for region, codes in _SETS.items() for code in codes.split()}
_BY_CONTINENT = {
    "Europe": "europe", "Africa": "africa", "Asia": "mena", "North America": "central-america",
    "South America": "south-america", "Oceania": "pacific", "Antarctica": "antarctica",
}  # fmt: skip


def flora_region(country: str, continent: str, latitude: float, longitude: float) -> str:
    """The part of the world whose plants grow here, a key of `TREES`.

    >>> flora_region("US", "North America", 33, -112), flora_region("FR", "Europe", 48, 2)
    ('north-america-west', 'europe')
    """
    region = _REGION.get(country) or _BY_CONTINENT.get(continent, "europe")
    if region == "north-america" and longitude < -102:
        return "north-america-west"
    if region == "russia":
        return "europe" if longitude < 60 else "siberia"
    return region


FOREST = {
    "Af": 0.85, "Am": 0.75, "Aw": 0.4, "As": 0.4, "BWh": 0.0, "BWk": 0.0, "BSh": 0.15, "BSk": 0.06,
    "Csa": 0.3, "Csb": 0.5, "Cfa": 0.55, "Cwa": 0.3, "Cwb": 0.35, "Cfb": 0.45, "Cfc": 0.3,
    "Dfa": 0.4, "Dfb": 0.6,
    "Dfc": 0.85, "Dfd": 0.85, "Dwa": 0.3, "Dwb": 0.4, "Dwc": 0.6, "ET": 0.0, "EF": 0.0,
}  # fmt: skip
"""Chance that a roadside without fields or houses is wooded."""


@cache
def _table() -> dict[tuple[str, str], dict[str, list[str]]]:
    table: dict[tuple[str, str], dict[str, list[str]]] = {}
    with FLORA_CSV.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            climate = "" if row["climate"] == "any" else row["climate"]
            table.setdefault((row["use"], row["region"]), {})[climate] = row["kinds"].split()
    return table


def _pick(use: str, region: str, climate: str) -> list[str]:
    rows = _table().get((use, region), {})
    for length in range(len(climate), -1, -1):
        if climate[:length] in rows:
            return rows[climate[:length]]
    return []


def trees(region: str, climate: str) -> list[str]:
    """Kinds of trees to draw from; empty where none grow."""
    if climate == "EF" or region == "antarctica":
        return []
    return _pick("tree", region, climate) or _pick("tree", "any", climate)


def undergrowth(climate: str) -> list[str]:
    """Kinds of shrubs and tufts to draw from; empty on ice."""
    return _pick("undergrowth", "any", climate)


def street_trees(region: str, climate: str) -> list[str]:
    """Kinds planted along streets."""
    return _pick("street", region, climate) or [k for k in trees(region, climate) if k not in LOW]


@cache
def local_crops() -> dict[str, list[str]]:
    """What is grown in parts of countries (`IN:Punjab`) and in countries, from crops.csv.

    A kind stands in its list as often as it weighs.
    """
    found = {}
    for line, row in read(CROPS_CSV, _CROP_COLUMNS):
        cells = parse_row(CROPS_CSV, line, _CROP_COLUMNS, row)
        found[cells["where"]] = [kind for kind, weight in cells["kinds"] for _ in range(round(weight))]
    return found


def grown_here(country: str, admin1: str) -> bool:
    """Whether crops.csv knows a crop of this part of the country, besides what the country grows.

    >>> grown_here("EG", "Al Minya"), grown_here("EG", "Red Sea"), grown_here("KZ", "Mangystau")
    (True, False, False)
    """
    return not set(local_crops().get(f"{country}:{admin1}", ())) <= {"meadow", "ploughed"}


def crops(region: str, climate: str, country: str = "", admin1: str = "") -> list[str]:
    """Kinds of fields, the part's own before its country's and its climate's; empty where none are farmed.

    >>> set(crops("europe", "Cfb", "FR", "Île-de-France")) == {"wheat", "flowers", "ploughed"}
    True
    """
    if climate[0] == "E":
        return []
    known = local_crops()
    return known.get(f"{country}:{admin1}") or known.get(country) or _pick("crop", region, climate)
