"""Where the land ends: plants and houses keep out of the water that the renderer lays beside the road."""

from __future__ import annotations

import math

from world.scene import Road, Terrain

SHORE, ROAD_LAND = 38.0, 25.0
"""Metres from the camera, and from the road's centre line, within which all is land (with some to spare:
see the same names in `world.render.ground`)."""


def afloat(terrain: Terrain, road: Road, x: float, y: float) -> bool:
    """Whether (x, y) may lie in the water.

    >>> lake = Terrain((0.0,) * 4, (False, True, False, False), "#445544", 90.0, 0.5)
    >>> north = Road(0, 7, 0, "asphalt", "#444444", "none", "none", 1, "none", 0, 1.5)
    >>> afloat(lake, north, 90, 0), afloat(lake, north, 20, 0), afloat(lake, north, -90, 0)
    (True, False, False)
    """
    if math.hypot(x, y) < SHORE or abs(road.locate(x, y)[1]) < ROAD_LAND:
        return False
    count = len(terrain.water)
    turn = math.atan2(x, y) / math.tau * count
    return any(terrain.water[(math.floor(turn) + step) % count] for step in (0, 1))
