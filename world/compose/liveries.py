"""What drives in one country and not in another: local kinds of vehicle, taxis and buses in their colours.

Only what is national and well known. A kind drawn from roads.csv becomes a local one with a share given
here; `paint` gives a vehicle its colours.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from world.compose.place import codes


@dataclass(frozen=True, slots=True)
class Paint:
    """Body, second colour ("" for none) and `look`: "" or taxi, striped, two-tone."""

    colour: str
    accent: str = ""
    look: str = ""


_MINIBUS = codes(
    "KE UG TZ RW ET NG GH ZA CM CI SN ML BF TG BJ ZM ZW MW MZ MG LS SZ BW NA AO GN SL LR NE CD EG SD"
)
_MARSHRUTKA = codes("RU UA BY KZ KG UZ TJ MD GE AM AZ MN")
_COMBI = codes("MX PE BO TR BR GT HN")

_LOCAL: tuple[tuple[frozenset[str], str, str, float], ...] = (
    (codes("US"), "bus", "school-bus", 0.5),
    (codes("CA"), "bus", "school-bus", 0.45),
    (codes("GB"), "bus", "double-decker", 0.6),
    (codes("HK"), "bus", "double-decker", 0.85),
    (codes("SG"), "bus", "double-decker", 0.5),
    (codes("IE"), "bus", "double-decker", 0.45),
    (codes("PH"), "bus", "jeepney", 0.8),
    (codes("PH"), "van", "jeepney", 0.6),
    (codes("JP"), "hatchback", "kei", 0.65),
    (codes("JP"), "van", "kei", 0.35),
    (_MINIBUS, "van", "minibus", 0.75),
    (_MINIBUS, "bus", "minibus", 0.6),
    (_MARSHRUTKA, "bus", "minibus", 0.5),
    (_MARSHRUTKA, "van", "minibus", 0.25),
    (_COMBI, "van", "minibus", 0.4),
    (codes("US CA AU NZ AE SA QA KW OM BH IS RU ZA CN KR"), "car", "suv", 0.38),
)
_SUV = 0.22
"""Share of cars that are tall estates elsewhere."""


def local_kind(country: str, kind: str, rng: random.Random) -> str:
    """The kind that drives here instead of a kind of roads.csv."""
    luck = rng.random()
    for where, usual, local, share in _LOCAL:
        if usual == kind and country in where:
            if luck < share:
                return local
            luck -= share
    return "suv" if kind == "car" and luck < _SUV and country not in _LOCAL[-1][0] else kind


_TAXIS: dict[str, tuple[float, tuple[Paint, ...]]] = {
    "US": (0.05, (Paint("#f2b81a", "", "taxi"),)),
    "GB": (0.06, (Paint("#17181a", "", "taxi"),)),
    "DE": (0.05, (Paint("#e8dcb4", "", "taxi"),)),
    "TR": (0.1, (Paint("#f2c21a", "", "taxi"),)),
    "GR": (0.08, (Paint("#f2c21a", "", "taxi"),)),
    "HK": (0.25, (Paint("#c8202c", "#d8dce0", "taxi"),)),
    "JP": (
        0.06,
        (Paint("#1c2a4a", "", "taxi"), Paint("#17181a", "", "taxi"), Paint("#e8b81a", "#2f7a4f", "taxi")),
    ),
    "KR": (0.07, (Paint("#e0782a", "", "taxi"), Paint("#e6e6e2", "", "taxi"))),
    "TH": (
        0.12,
        (Paint("#e83a8a", "", "taxi"), Paint("#f2c21a", "#2f8a4a", "taxi"), Paint("#3a6fc8", "", "taxi")),
    ),
    "IN": (0.08, (Paint("#1c1c1e", "#f2c21a", "taxi"), Paint("#f2c21a", "", "taxi"))),
    "MX": (0.1, (Paint("#d83a7a", "#f2f2f0", "taxi"), Paint("#8a2f2a", "#d8b87a", "taxi"))),
    "AR": (0.12, (Paint("#17181a", "#f2c21a", "taxi"),)),
    "BR": (0.06, (Paint("#f2c21a", "", "taxi"), Paint("#f2f2f0", "", "taxi"))),
    "PE": (0.1, (Paint("#f2c21a", "", "taxi"), Paint("#f2f2f0", "", "taxi"))),
    "CO": (0.16, (Paint("#f2c21a", "", "taxi"),)),
    "EC": (0.16, (Paint("#f2c21a", "", "taxi"),)),
    "BO": (0.08, (Paint("#f2f2f0", "", "taxi"),)),
    "CL": (0.1, (Paint("#17181a", "#f2c21a", "taxi"),)),
    "UY": (0.06, (Paint("#17181a", "#f2c21a", "taxi"), Paint("#f2f2f0", "#f2c21a", "taxi"))),
    "EG": (0.14, (Paint("#f2f2f0", "", "striped"), Paint("#17181a", "#f2f2f0", "taxi"))),
    "MA": (0.16, (Paint("#c8202c", "", "taxi"), Paint("#e8d8b0", "", "taxi"), Paint("#3a7ab8", "", "taxi"))),
    "SN": (0.14, (Paint("#17181a", "#f2c21a", "taxi"),)),
    "ET": (0.16, (Paint("#2458a8", "#f2f2f0", "taxi"),)),
    "GH": (0.16, (Paint("#f2f2f0", "#f28a1a", "striped"),)),
    "CI": (0.12, (Paint("#e8641b", "", "taxi"), Paint("#f2c21a", "", "taxi"))),
    "CM": (0.18, (Paint("#f2c21a", "", "taxi"),)),
    "RU": (0.05, (Paint("#f2c21a", "", "taxi"),)),
    "CN": (0.08, (Paint("#c8a02a", "#2f5a9a", "two-tone"), Paint("#2f8a8a", "#f2f2f0", "two-tone"))),
    "TW": (0.12, (Paint("#f2b81a", "", "taxi"),)),
    "SG": (0.1, (Paint("#2458a8", "", "taxi"), Paint("#f2c21a", "", "taxi"))),
    "IR": (0.12, (Paint("#f2c21a", "", "taxi"), Paint("#3f8a4a", "", "taxi"))),
    "CU": (0.1, (Paint("#c8402a", "#f2f2f0", "two-tone"), Paint("#3fa0a8", "#f2f2f0", "two-tone"))),
}

_BUSES: dict[tuple[str, str], tuple[Paint, ...]] = {
    ("double-decker", "GB"): (Paint("#c4161c"), Paint("#c4161c"), Paint("#1f5f9a", "#f2f2f0", "two-tone")),
    ("double-decker", "HK"): (Paint("#c8202c"), Paint("#d8dce0", "#f2c21a", "striped")),
    ("double-decker", "SG"): (Paint("#3f8a4a"), Paint("#f2f2f0", "#c8202c", "striped")),
    ("double-decker", "IE"): (Paint("#f2c21a", "#1f3f8c", "two-tone"),),
    ("minibus", "KE"): (Paint("#f2f2f0", "#f2c21a", "striped"),),
    ("minibus", "NG"): (Paint("#f2b81a", "#17181a", "striped"),),
    ("minibus", "UG"): (Paint("#f2f2f0", "#2458a8", "striped"),),
    ("minibus", "TZ"): (Paint("#f2f2f0", "#3f8a4a", "striped"), Paint("#f2f2f0", "#c8202c", "striped")),
    ("minibus", "ET"): (Paint("#2458a8", "#f2f2f0", "two-tone"),),
    ("minibus", "SN"): (Paint("#2f6fc0", "#f2c21a", "two-tone"),),
    ("minibus", "CD"): (Paint("#f2c21a"),),
    ("minibus", "AO"): (Paint("#3a8ac8", "#f2f2f0", "two-tone"),),
    ("minibus", "RU"): (Paint("#f2c21a"), Paint("#f2f2f0")),
    ("minibus", "UA"): (Paint("#f2c21a"), Paint("#f2f2f0")),
    ("bus", "IN"): (Paint("#c4302a", "#f2e8d0", "striped"), Paint("#2f6fb3", "#f2f2f0", "striped")),
    ("bus", "TH"): (Paint("#c4302a", "#f2e8d0", "two-tone"), Paint("#2f6fb3", "#f2f2f0", "two-tone")),
    ("bus", "LK"): (Paint("#c4302a", "#f2f2f0", "striped"), Paint("#2f6fb3", "#f2f2f0", "striped")),
    ("bus", "PK"): (Paint("#2f8a5a", "#f2c21a", "striped"), Paint("#c4302a", "#f2c21a", "striped")),
    ("bus", "NL"): (Paint("#c4161c", "#8f9498", "two-tone"),),
    ("bus", "DE"): (Paint("#f2c21a"), Paint("#f0f0ee", "#c4161c", "striped")),
}

_JEEPNEYS = ("#c8ccd0", "#c8202c", "#2458a8", "#3f8a4a", "#f2b81a", "#8a2f6f")

_THREE: dict[str, tuple[Paint, ...]] = {
    "IN": (Paint("#1f7a46", "#f2c21a"), Paint("#1f7a46", "#f2c21a"), Paint("#1c1c1e", "#f2c21a")),
    "BD": (Paint("#2f7d42", "#2f7d42"),),
    "LK": (Paint("#b5232a", "#1c1c1e"), Paint("#2458a8", "#1c1c1e"), Paint("#2f7d42", "#1c1c1e")),
    "PK": (Paint("#2f6f9a", "#e8d8b0"), Paint("#2f7d42", "#f2c21a")),
    "NP": (Paint("#2f7d42", "#f2f2f0"), Paint("#2458a8", "#f2f2f0")),
    "TH": (Paint("#24549b", "#f2c21a"), Paint("#b5232a", "#f2c21a"), Paint("#2f8a4a", "#f2c21a")),
    "EG": (Paint("#1c1c1e", "#1c1c1e"), Paint("#c8202c", "#1c1c1e")),
    "NG": (Paint("#f2b81a", "#f2b81a"),),
    "ET": (Paint("#2458a8", "#f2f2f0"),),
    "KE": (Paint("#2458a8", "#1c1c1e"), Paint("#c8202c", "#1c1c1e"), Paint("#f2b81a", "#1c1c1e")),
    "ID": (Paint("#2f6fc0", "#2f6fc0"),),
    "PE": (Paint("#c8202c", "#2458a8"), Paint("#2458a8", "#c8202c")),
    "GT": (Paint("#c8202c", "#c8202c"),),
    "KH": (Paint("#2f7d42", "#1c1c1e"), Paint("#2458a8", "#1c1c1e")),
}


def paint(country: str, kind: str, colour: str, rng: random.Random) -> Paint:
    """The colours of a vehicle of this kind; `colour` is what it would have anywhere."""
    if kind == "school-bus":
        return Paint("#f0a81c", "#17181a")
    if kind == "jeepney":
        return Paint(rng.choice(_JEEPNEYS), rng.choice(("#f2c21a", "#c8202c", "#2458a8", "#f2f2f0")))
    if kind in ("rickshaw", "tuktuk"):
        return rng.choice(_THREE.get(country, (Paint(colour, colour),)))
    if (kind, country) in _BUSES:
        return rng.choice(_BUSES[kind, country])
    if kind == "minibus":
        return Paint("#f2f2f0" if rng.random() < 0.7 else colour)
    if kind in ("car", "hatchback") and country in _TAXIS:
        share, kinds = _TAXIS[country]
        if rng.random() < share:
            return rng.choice(kinds)
    return Paint(colour)
