"""When the picture was taken, and where the sun stood then (astral)."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from functools import cache

LOWEST = 5.0
"""Degrees the sun must stand above the horizon, where the day allows it: roads are photographed by day."""


@cache
def _astral():
    from astral import Observer
    from astral.sun import zenith_and_azimuth

    return Observer, zenith_and_azimuth


def sun_position(latitude: float, longitude: float, utc: datetime) -> tuple[float, float]:
    """(azimuth clockwise from north, elevation above the horizon) of the sun in degrees."""
    observer, zenith_and_azimuth = _astral()
    zenith, azimuth = zenith_and_azimuth(observer(latitude, longitude), utc)
    return float(azimuth) % 360, 90.0 - float(zenith)


def moment(
    latitude: float, longitude: float, month: int | None, hour: float | None, rng: random.Random
) -> tuple[datetime, float, float]:
    """A time of day with light: (UTC, sun azimuth, sun elevation), degrees.

    `hour` is local solar time, uniform from 8 to 17 if None, and moves towards noon until the sun
    stands `LOWEST` degrees high; in the polar night noon is the brightest there is. Raises ValueError
    for a month outside 1–12 or an hour outside 0–24.
    """
    drawn_month, drawn_day, drawn_hour = rng.randint(1, 12), rng.randint(2, 27), rng.uniform(8, 17)
    year = rng.randint(2014, 2024)
    month = drawn_month if month is None else month
    hour = drawn_hour if hour is None else float(hour)
    if month not in range(1, 13):
        raise ValueError(f"A month is a number from 1 to 12, not {month}.")
    if not 0 <= hour <= 24:
        raise ValueError(f"An hour of local solar time lies between 0 and 24, not {hour}.")
    midnight = datetime(year, month, drawn_day, tzinfo=UTC) - timedelta(hours=longitude / 15)
    while True:
        utc = (midnight + timedelta(hours=hour)).replace(microsecond=0)
        azimuth, elevation = sun_position(latitude, longitude, utc)
        if elevation >= LOWEST or hour == 12:
            return utc, azimuth, elevation
        hour = max(12.0, hour - 0.5) if hour > 12 else min(12.0, hour + 0.5)


def season(latitude: float, month: int) -> str:
    """winter, spring, summer or autumn by month and hemisphere; always summer near the equator.

    >>> season(50, 1), season(-35, 1), season(5, 1)
    ('winter', 'summer', 'summer')
    """
    if abs(latitude) < 20:
        return "summer"
    shifted = month if latitude > 0 else (month + 5) % 12 + 1
    return ("winter", "spring", "summer", "autumn")[shifted % 12 // 3]
