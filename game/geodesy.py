"""The sphere, defined once: Earth radius, great-circle distance, coordinates that make sense.

GeoGuessr's own server measures with a sphere of 6371.0 km (recorded games agree to nanometres), so
everything here does. A leaf: every room may import it, and it imports nothing of ours.
"""

from __future__ import annotations

import math

import numpy as np
from haversine import Unit, haversine, haversine_vector
from numpy.typing import ArrayLike, NDArray

EARTH_RADIUS_KM = 6371.0


def check_coordinates(latitude: float, longitude: float) -> tuple[float, float]:
    """The pair as floats, if it names a point on Earth (degrees, WGS84).

    Raises ValueError for NaN, infinities, latitudes beyond ±90 and longitudes beyond ±180.

    >>> check_coordinates(48, 2)
    (48.0, 2.0)
    """
    latitude, longitude = float(latitude), float(longitude)
    if not (math.isfinite(latitude) and math.isfinite(longitude)):
        raise ValueError(f"Coordinates must be finite numbers, not ({latitude}, {longitude}).")
    if not -90 <= latitude <= 90:
        raise ValueError(f"Latitude must lie between -90 and 90 degrees, not {latitude}.")
    if not -180 <= longitude <= 180:
        raise ValueError(f"Longitude must lie between -180 and 180 degrees, not {longitude}.")
    return latitude, longitude


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance in km between two points in degrees. Raises ValueError for bad coordinates.

    >>> round(distance_km(48.8566, 2.3522, 51.5074, -0.1278), 1)
    343.6
    """
    a, b = check_coordinates(lat1, lon1), check_coordinates(lat2, lon2)
    return EARTH_RADIUS_KM * float(haversine(a, b, unit=Unit.RADIANS))


def distances_km(a: ArrayLike, b: ArrayLike) -> NDArray[np.float64]:
    """Great-circle distances in km, all of `a` [n, 2] against all of `b` [m, 2] (degrees) → [n, m].

    Raises ValueError for bad coordinates.
    """
    a = np.atleast_2d(np.asarray(a, dtype=np.float64))
    b = np.atleast_2d(np.asarray(b, dtype=np.float64))
    for points in (a, b):
        good = np.isfinite(points).all(axis=1) & (np.abs(points) <= (90.0, 180.0)).all(axis=1)
        if not good.all():
            check_coordinates(*points[np.flatnonzero(~good)[0]])
    radians = haversine_vector(a, b, unit=Unit.RADIANS, comb=True)  # [m, n]
    return EARTH_RADIUS_KM * np.asarray(radians).T


def unit_vectors(latlon: ArrayLike) -> NDArray[np.float64]:
    """Degrees [..., 2] → points of the unit sphere [..., 3]: straight lines between them order like arcs.

    >>> unit_vectors([(0, 0), (0, 90), (90, 0)]).round(9).tolist()
    [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]
    """
    latitude, longitude = np.moveaxis(np.radians(np.asarray(latlon, dtype=np.float64)), -1, 0)
    flat = np.cos(latitude)
    return np.stack([flat * np.cos(longitude), flat * np.sin(longitude), np.sin(latitude)], axis=-1)


def great_circle(
    lat1: float, lon1: float, lat2: float, lon2: float, steps: int = 48
) -> list[tuple[float, float]]:
    """Points (degrees) along the shortest way from the first point to the second, both included.

    Longitudes run on past ±180 where the way crosses the antimeridian, so that it draws as one line.
    Raises ValueError for bad coordinates.

    >>> [(round(a, 1), round(b, 1)) for a, b in great_circle(0, 170, 0, -170, steps=2)]
    [(0.0, 170.0), (0.0, 180.0), (0.0, 190.0)]
    """
    a, b = unit_vectors([check_coordinates(lat1, lon1), check_coordinates(lat2, lon2)])
    angle = math.acos(max(-1.0, min(1.0, float(a @ b))))
    t = np.linspace(0, 1, steps + 1)[:, None]
    if math.sin(angle) < 1e-6:  # the same point or its antipode: any way is as short
        points = a + t * (b - a) if angle < 1 else _over_the_pole(a, t)
    else:
        points = (np.sin((1 - t) * angle) * a + np.sin(t * angle) * b) / math.sin(angle)
    latitudes = np.degrees(np.arctan2(points[:, 2], np.hypot(points[:, 0], points[:, 1])))
    longitudes = np.degrees(np.unwrap(np.arctan2(points[:, 1], points[:, 0])))
    longitudes += lon1 - longitudes[0]
    return [(float(p), float(q)) for p, q in zip(latitudes, longitudes, strict=True)]


def _over_the_pole(a: NDArray[np.float64], t: NDArray[np.float64]) -> NDArray[np.float64]:
    up = np.array([0.0, 0.0, 1.0]) if abs(a[2]) < 0.9 else np.array([1.0, 0.0, 0.0])
    side = up - (up @ a) * a
    return np.cos(np.pi * t) * a + np.sin(np.pi * t) * side / np.linalg.norm(side)
