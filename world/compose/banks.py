"""Slopes beside the road, where it is cut into rising land: on sides without houses, fields and fences."""

from __future__ import annotations

import math

from world.compose.colours import mix
from world.compose.place import Place
from world.compose.street import outer
from world.scene import Bank, Barrier, Building, Ground, Patch, Terrain

STEP = 6.0
"""Metres along the road between the points of a bank."""


def banks(
    place: Place,
    ground: Ground,
    terrain: Terrain,
    patches: tuple[Patch, ...],
    houses: tuple[Building, ...],
    barriers: tuple[Barrier, ...],
) -> tuple[Bank, ...]:
    """None or one on each side, likelier and higher in hills. Their ground is taken: call before planting."""
    rng, road = place.rng("banks"), place.road
    if place.settlement not in ("wild", "farmland", "village") or road.sidewalk:
        return ()
    hilly = max(terrain.relief - 0.4, 0.25 * max(terrain.skyline) - 0.5)
    chance = min(0.65, 0.12 + 0.4 * max(0.0, hilly))
    found: list[Bank] = []
    for side in (-1, 1):
        start, length = rng.uniform(-130, -5), rng.uniform(50, 170)
        height, slope = rng.uniform(1.4, 2.6) + min(2.5, 0.7 * max(0.0, hilly)), rng.uniform(1.2, 2.2)
        if rng.random() > chance or _used(place, side, patches, houses, barriers):
            continue
        near = outer(road) + rng.uniform(2.0, 3.4)
        count = round(length / STEP) + 1
        alongs = [start + STEP * i for i in range(count)]
        rises = [min(1.0, 2.2 * math.sin(math.pi * i / (count - 1))) for i in range(count)]
        heights = [max(0.02, height * rise * rng.uniform(0.9, 1.08)) for rise in rises]
        foot = [road.point(a, side * near) for a in alongs]
        top = [road.point(a, side * (near + 0.3 + h * slope)) for a, h in zip(alongs, heights, strict=True)]
        for (ax, ay), (bx, by), h in zip(foot, top, heights, strict=True):
            place.take((ax + bx) / 2, (ay + by) / 2, 0.3 + h * slope / 2)
        found.append(_bank(ground, place, rng.random(), foot, top, heights))
    return tuple(found)


def _bank(ground: Ground, place: Place, luck: float, foot, top, heights) -> Bank:
    bare = place.climate[0] == "B" or ground.cover in ("sand", "red-sand", "gravel", "laterite")
    cover = "snow" if place.snow > 0.3 else "earth" if bare or luck < 0.25 else "grass"
    colour = {"snow": "#ccd1d9", "earth": ground.soil}.get(cover, mix(ground.plants, "#77776a", 0.2))

    def rounded(points) -> tuple[tuple[float, float], ...]:
        return tuple((round(x, 2), round(y, 2)) for x, y in points)

    return Bank(rounded(foot), rounded(top), tuple(round(h, 2) for h in heights), cover, colour)


def _used(place: Place, side: int, patches, houses, barriers) -> bool:
    """Whether fields, houses, side roads or fences need that side level."""
    road = place.road
    if any(road.locate(house.x, house.y)[1] * side > 0 for house in houses):
        return True
    if any(road.locate(*patch.points[0])[1] * side > 1 for patch in patches):
        return True
    return any(b.kind != "guardrail" and road.locate(*b.points[0])[1] * side > 0 for b in barriers)
