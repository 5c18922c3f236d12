"""When crops are sown, ripen and are reaped: wheat by latitude, rice with the rains, maize in summer."""

from __future__ import annotations

import random

import numpy as np

from world.compose.place import Place

ANY_MONTH = 15.0
"""Nearer the equator than this many degrees fields of one crop stand at every stage in any month."""

_CALENDARS = {
    "wheat": ((20, 32, 34, 42, 50, 60), (11, 11, 10.5, 10.2, 9.8, 9.5), (3.8, 4.6, 5.7, 6.8, 7.6, 8.3)),
    "rice": ((15, 25, 33, 45), (6.3, 6.2, 5.5, 5.2), (11.0, 10.7, 9.9, 9.6)),
    "corn": ((15, 25, 40, 50), (6.0, 5.8, 5.0, 5.0), (10.3, 10.0, 10.3, 10.5)),
}
"""Degrees of latitude and the months of the northern half of the Earth (5.0 is the middle of May) in which a
crop is sown there and in which it is reaped."""

_RIPENS = {"wheat": 1.3, "rice": 1.3, "corn": 2.0}
"""Months before the reaping in which the first fields of a crop turn."""

_MUSTARD = ("IN", "PK", "BD", "NP")
"""Countries whose yellow fields flower in winter."""


def northern(latitude: float, month: int) -> int:
    """The month with the same sun on the northern half of the Earth.

    >>> northern(50, 7), northern(-33, 12), northern(-33, 3)
    (7, 6, 9)
    """
    return month if latitude >= 0 else (month + 5) % 12 + 1


def _year(place: Place, kind: str) -> tuple[float, float]:
    """(months since it was sown, months until it is reaped) of a crop, below 0 when that has passed."""
    degrees, sowing, reaping = _CALENDARS[kind]
    away, month = abs(place.latitude), northern(place.latitude, place.month)
    sown, reaped = float(np.interp(away, degrees, sowing)), float(np.interp(away, degrees, reaping))
    if sown > reaped and month > sown - 0.5:
        reaped += 12
    elif sown > reaped:
        sown -= 12
    return month - sown, reaped - month


def stages(place: Place, kind: str) -> tuple[float, float]:
    """(ripe, gone): shares of a crop's fields that stand ripe, and that are reaped or not sown yet."""
    if kind == "flowers":
        return _flowers(place)
    if kind not in _CALENDARS:
        return _lasting(place, kind), 0.0
    if abs(place.latitude) < ANY_MONTH:
        return 0.25, 0.2
    since, until = _year(place, kind)
    unsown = _share(0.5 - since)
    if kind == "wheat" and place.climate[0] == "D" and northern(place.latitude, place.month) in (12, 1, 2):
        unsown = 1.0  # what is sown lies under the snow
    gone = max(unsown, _share((0.1 - until) / 0.8))
    return min(1 - gone, _share(_RIPENS[kind] - until)), gone


def _share(x: float) -> float:
    return min(1.0, max(0.0, x))


def _flowers(place: Place) -> tuple[float, float]:
    """Rape and sunflowers flower in spring and summer, the mustard of India and its neighbours in winter."""
    if place.country in _MUSTARD:
        return 0.0, 0.0 if place.month in (12, 1, 2, 3) else 1.0
    if abs(place.latitude) > ANY_MONTH and place.season in ("autumn", "winter"):
        return 0.0, 1.0
    if place.season == "spring":
        return 0.0, 0.0
    return 1.0 if place.dry_season else 0.4, 0.0


def _lasting(place: Place, kind: str) -> float:
    """Share of the meadows, vineyards and cane that are dry or turned in this month."""
    if place.season != "summer":
        return 1.0 if place.season == "autumn" else 0.0
    if kind == "meadow":
        return 1.0 if place.dry_season else 0.4
    if place.climate[0] == "A":
        return 0.8 if place.dry_season else 0.3
    return 0.4 if place.climate[0] == "B" else 0.1


def grown(place: Place, kind: str) -> float:
    """How high a standing crop is now, as a share of its full height."""
    if kind not in _CALENDARS or abs(place.latitude) < ANY_MONTH:
        return 1.0
    since, until = _year(place, kind)
    if kind == "wheat":
        return min(1.0, max(0.25, (5 - until) / 3.5))
    return min(1.0, max(0.25, (since + 0.5) / 3.0))


def standing(place: Place, rng: random.Random, kind: str, kinds: list[str]) -> tuple[str, bool]:
    """(kind, whether it is ripe) of what a field of this crop shows this month: where the crop is reaped or
    not sown yet, another of the region's, bare ground or stubble."""
    ripe, gone = stages(place, kind)
    if rng.random() < gone:
        yearly = [other for other in kinds if other in (*_CALENDARS, "flowers") and other != kind]
        others = [other for other in yearly if stages(place, other)[1] < 0.5]
        if not others or rng.random() < 0.5:
            return ("ploughed", False) if rng.random() < 0.6 else ("meadow", True)
        kind = rng.choice(others)
        ripe, gone = stages(place, kind)
    return kind, rng.random() * (1 - gone) < ripe
