"""Sentences about a scene, as PIGEON's contrastive stage reads them (arXiv 2307.05845, section 3.4).

    caption(scene, random.Random(1))
    "A street view close to the town of Obernai in the region of Alsace in France. The month is May. …"

Climate, driving side, compass direction and month are each said or not, at random, in shuffled order.
"""

from __future__ import annotations

import random
from typing import Any

from world import facts
from world.scene import Scene

INCLUDED = 0.5
"""Chance of each further sentence."""

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
COMPASS = ("north", "northeast", "east", "southeast", "south", "southwest", "west", "northwest")

CLIMATES = {
    "Af": "tropical rainforest", "Am": "tropical monsoon", "Aw": "tropical savanna",
    "As": "tropical dry-summer savanna",
    "BWh": "hot desert", "BWk": "cold desert", "BSh": "hot semi-arid", "BSk": "cold semi-arid",
    "Csa": "hot-summer Mediterranean", "Csb": "warm-summer Mediterranean", "Csc": "cold-summer Mediterranean",
    "Cwa": "dry-winter humid subtropical", "Cwb": "subtropical highland", "Cwc": "cold subtropical highland",
    "Cfa": "humid subtropical", "Cfb": "temperate oceanic", "Cfc": "subpolar oceanic",
    "Dsa": "hot dry-summer continental", "Dsb": "warm dry-summer continental", "Dsc": "dry-summer subarctic",
    "Dsd": "dry-summer, severe-winter subarctic",
    "Dwa": "monsoon-influenced hot-summer continental", "Dwb": "monsoon-influenced warm-summer continental",
    "Dwc": "monsoon-influenced subarctic", "Dwd": "monsoon-influenced, severe-winter subarctic",
    "Dfa": "hot-summer humid continental", "Dfb": "warm-summer humid continental", "Dfc": "subarctic",
    "Dfd": "severe-winter subarctic", "ET": "tundra", "EF": "ice cap",
}  # fmt: skip
"""Köppen–Geiger codes in words."""


def compass(heading: float) -> str:
    """The nearest of eight directions.

    >>> compass(350), compass(130)
    ('north', 'southeast')
    """
    return COMPASS[round(heading / 45) % 8]


def caption(scene: Scene, rng: random.Random, heading: float | None = None) -> str:
    """A caption of the view at `heading` degrees (None: the direction is never said); draws from `rng`."""
    return caption_from_json(scene.to_json(), rng, heading)


def caption_from_json(record: dict[str, Any], rng: random.Random, heading: float | None = None) -> str:
    """The same from a `scene.json` record: uses country, admin1, town, climate, drives_on and month."""
    known = facts.countries().get(record["country"])
    where = "A street view"
    if record.get("town"):
        where += f" close to the town of {record['town']}"
    if record.get("admin1"):
        where += f" in the region of {record['admin1']}"
    where += f" in {known.name if known else record['country']}."
    further = [
        f"This place has a {CLIMATES.get(record['climate'], record['climate'])} climate.",
        f"In this place people drive on the {record['drives_on']} side of the road.",
        f"The month is {MONTHS[record['month'] - 1]}.",
    ]
    if heading is not None:
        further.append(f"The view is facing {compass(heading)}.")
    said = [sentence for sentence in further if rng.random() < INCLUDED]
    rng.shuffle(said)
    return " ".join([where, *said])
