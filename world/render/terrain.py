"""What closes the view: far relief, hills, tree lines and water, painted over the sky above the horizon.

Every crest is a function of the azimuth alone, so it runs on from face to face.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from world.render import textures
from world.render.light import Light, mix, muted, rgb
from world.render.rays import SMALL, SkyRays
from world.render.sky import column, smoothstep
from world.render.textures import Floats
from world.scene import Scene

MAX_ANGLE = 27.0
"""Degrees; higher crests would reach into the face that looks up."""

SOFT_ANGLE = 15.0
"""Degrees from which crests are lowered, ever more, so that none is cut off at `MAX_ANGLE`."""

GAIN = 1.6
"""Relief is drawn this much higher than it stands, as people see it and painters paint it."""

RANGES = ((16000.0, 0.92, 0.16, 17), (9000.0, 0.62, 0.34, 13), (4600.0, 0.34, 0.45, 19))
"""Distance in metres, height as a share of the skyline, spread of the heights and number of peaks of the
ranges that make up far relief, far first."""

BUILT = {"suburb": 0.55, "town": 0.8, "city": 1.0}
"""How much of it houses close, by settlement."""


def around(values: tuple[float, ...], azimuth: Floats) -> Floats:
    """Values given every 360/len degrees clockwise from north, smoothly at `azimuth` (radians)."""
    v = np.asarray(values, np.float64)
    p = np.asarray(azimuth, np.float64) / math.tau % 1.0 * len(v)
    i = np.floor(p).astype(int)
    t = p - i
    t = t * t * (3 - 2 * t)
    return (v[i % len(v)] * (1 - t) + v[(i + 1) % len(v)] * t).astype(np.float32)


def water_share(scene: Scene, azimuth: Floats) -> Floats:
    """0 (land) to 1 (water) in that direction."""
    if not any(scene.terrain.water):
        return np.zeros_like(azimuth, np.float32)
    share = around(tuple(1.0 if w else 0.0 for w in scene.terrain.water), azimuth)
    return smoothstep(
        0.35, 0.65, share + 0.1 * textures.ridge_noise(azimuth, textures.seed_of(scene) & 0xFFFF, 24, 2)
    )


@dataclass(frozen=True)
class Crest:
    """A layer's upper edge in some faces: its height in degrees and its pixel row, [faces, 1, columns]."""

    angle: Floats
    row: Floats
    kind: str
    distance: float
    number: int


def crests(scene: Scene, rays: SkyRays) -> list[Crest]:
    """All crests in the faces of these rays, whichever of their rows, far first."""
    if rays.faces == "u":
        return []
    sky = GAIN * around(scene.terrain.skyline, rays.azimuth)
    water = water_share(scene, rays.azimuth)
    found = []
    room = MAX_ANGLE - SOFT_ANGLE
    seed = textures.seed_of(scene) & 0xFFFF
    for height, kind, distance, number in layers(scene, sky, water, rays.azimuth, seed):
        over = np.maximum(height - SOFT_ANGLE, 0)
        angle = np.minimum(height, SOFT_ANGLE) + room * (1 - np.exp(over * np.float32(-0.6 / room)))
        row = (1 - np.tan(np.radians(angle)) / rays.slant) / rays.pixel
        found.append(Crest(angle, row, kind, distance, number))
    return found


def draw(out: NDArray[np.uint8], scene: Scene, light: Light, rays: SkyRays, found: list[Crest]) -> None:
    """Paint all crests, far first, over `out` [faces, rows, columns, 4], the sky rows of side faces."""
    seed = textures.seed_of(scene) & 0xFFFF
    for crest in found:
        first = max(rays.rows.start, int(crest.row.min()) - 1)
        if first >= rays.rows.stop:
            continue
        rows = np.arange(first, rays.rows.stop, dtype=np.float32)[None, :, None]
        cover = np.clip(rows + 1 - crest.row, 0, 1)
        part = slice(first - rays.rows.start, None)
        face = _surface(
            scene, light, rays, part, crest.angle, crest.kind, crest.distance, seed + 17 * crest.number
        )
        target = out[:, part, :, :3]
        np.clip(face, 0, 1, out=face)
        face *= np.float32(254.5)
        target[:] = target + (np.moveaxis(face, 0, -1) - target) * cover[..., None] + np.float32(0.5)


def layers(scene, sky, water, azimuth, seed):
    """(crest in degrees, kind, distance in m, number) of each layer, far first: rock, hill, wood or town.

    Layers and their numbers depend on the scene alone: a face drawn alone is the same as among others.
    """
    relief = scene.terrain.relief
    mountains = GAIN * max(scene.terrain.skyline) > 1.0
    noise = textures.ridge_noise
    rise = np.maximum(sky, 0)
    layers = []
    dry = np.where(water > 0.5, np.float32(0), np.float32(1))
    # Ranges one behind the other, each with peaks and saddles of its own.
    for number, (distance, share, spread, peaks) in enumerate(RANGES):
        if number and not mountains:
            break
        massif = noise(azimuth, seed + 1 + 50 * number, peaks, 2)
        crag = 1 - 2 * np.abs(noise(azimuth, seed + 2 + 50 * number, 3 * peaks, 4)).clip(0, 1)
        crest = sky * share * (1 + spread * massif + 0.11 * crag) + 0.14 * crag * np.sqrt(rise) * share
        if number:
            crest = np.where(dry > 0, crest + 0.1 * massif, -1)
        layers.append((np.maximum(crest, -1), "rock", distance, number))
    roll = min(0.3 + 1.5 * relief, 9.0)
    limit = 0.75 * sky + 1.3 + 0.3 * roll
    for number, (distance, base, swing, lobes) in enumerate(
        (
            (2600.0, 0.30 + 0.20 * roll, 0.34 + 0.24 * roll, 9),
            (1100.0, 0.02 + 0.12 * roll, 0.2 + 0.26 * roll, 7),
        )
    ):
        hill = base + swing * noise(azimuth, seed + 4 + 20 * number, lobes, 4)
        layers.append((np.where(water > 0.5, -1, np.minimum(hill, limit)), "hill", distance, 3 + number))
    wood = scene.terrain.wooded
    if wood > 0.04:
        far = _stand(azimuth, seed + 5, wood, 0.95, 380)
        layers.append((far * (1 - water) - water, "wood", 1300.0, 5))
    built = BUILT.get(scene.settlement, 0.0)
    if built:
        layers.append((_roofs(azimuth, seed + 8, built) * (1 - water) - water, "town", 600.0, 6))
    if wood > 0.04:
        near = _stand(azimuth, seed + 11, wood * 0.85, 1.9, 210)
        layers.append((near * (1 - water) - water, "wood", 480.0, 7))
    return layers


def _stand(azimuth: Floats, seed: int, wood: float, height: float, crowns: int) -> Floats:
    """Crest in degrees of patches of woodland: round crowns, gaps between the patches."""
    noise = textures.ridge_noise
    patch = noise(azimuth, seed, 13, 4)
    share = smoothstep(0.75 - 1.5 * wood, 1.15 - 1.5 * wood, patch)
    bumps = np.abs(noise(azimuth, seed + 1, crowns, 1)) * 0.34 + 0.16 * noise(
        azimuth, seed + 2, crowns * 3, 2
    )
    line = share * height * (0.75 + bumps + 0.3 * noise(azimuth, seed + 3, 40, 2))
    return np.where(line < 0.08, -1, line)


def _roofs(azimuth: Floats, seed: int, built: float) -> Floats:
    """Crest in degrees of far houses: flat steps, a few of them tall."""
    rng = np.random.default_rng(seed)
    count = 150
    tall = rng.random(count) ** 3
    heights = np.where(rng.random(count) < 0.35 + 0.5 * built, 0.7 + (0.8 + 2.2 * built) * tall, -1.0)
    widths = np.cumsum(0.4 + rng.random(count))
    turn = np.asarray(azimuth, np.float64) / math.tau % 1.0 * widths[-1]
    return heights[np.searchsorted(widths, turn).clip(0, count - 1)].astype(np.float32)


def _surface(scene, light, rays, part, angle, kind, distance, seed) -> Floats:
    """Lit, snowed and hazed relief [3, faces, rows, columns] below a crest."""
    azimuth = rays.azimuth
    elevation = np.degrees(np.arcsin(np.clip(rays.z[:, part], 0, 1)))
    below = angle - elevation
    noise, smooth = textures.broad(), rays.pixel < 1 / SMALL
    tiles = {"rock": 7, "hill": 12}.get(kind, 40)  # whole tiles around the circle, so that north meets north
    k = np.float32(487.0 / math.tau * tiles)
    degree = np.float32(487.0 / 360 * tiles)
    grain = np.full((1, 1, 1), rays.pixel * k, np.float32)
    levels = noise.levels(grain, grain)
    # Gullies run down from the crest; the side of each that looks at the sun is bright.
    y = below * (degree * np.float32(0.62)) + np.float32(seed % 487)
    x = azimuth * k + np.zeros_like(below)
    if kind == "rock":
        # Spurs branch off to both sides, so gullies do not run straight down.
        slant = textures.ridge_noise(azimuth, seed + 9, 44, 2) + 0.4 * textures.ridge_noise(
            azimuth, seed + 10, 150, 1
        )
        x = x + slant * np.sqrt(np.maximum(below, 0)) * (degree * np.float32(1.1))
    here = noise.sample(x, y, levels, smooth)
    bearing = azimuth - math.radians(scene.sun_azimuth)
    direct = 1.0 if scene.sky.kind != "overcast" else 0.3
    if kind == "rock":
        step = degree * np.float32(0.22)
        there = noise.sample(x + np.sign(np.sin(bearing)) * step, y + step, levels, smooth)
        relief = (here[0] - there[0]) * np.float32(4.0) + (here[3] - there[3]) * np.float32(0.6)
        shade = 0.94 + direct * np.clip(relief, -0.30, 0.28) + 0.25 * (here[2] - 0.5)
        base = _slopes(scene, here, elevation, angle)
    elif kind == "hill":
        shade = 1 + 0.35 * direct * (here[2] - 0.5) + 0.2 * (here[1] - 0.5)
        base = _country(scene, here, x / k, below, distance, seed)
    else:
        shade = 0.9 + 0.6 * (here[3] - 0.5) + 0.28 * np.clip(1 - below * 2.5, 0, 1)
        base = column(muted(rgb(scene.terrain.trees), 0.28) if kind == "wood" else (0.50, 0.48, 0.46))
        base = base * (1 + 0.3 * (here[1] - 0.5))
    # Seen against the sun, slopes show their shaded side.
    front = 0.86 - 0.16 * np.cos(bearing) * direct
    f = light.factor((0.0, 0.0, 1.0))
    lit = base * column(f) * (shade * front)
    # Air: more of it in front of far relief, thicker towards the foot.
    amount = 1 - math.exp(-distance * light.haze_density)
    amount = min(amount, 0.14 + 0.40 * min(1.0, distance / 14000) + 0.36 * scene.sky.haze)
    foot = np.exp(-elevation * np.float32(0.35)) * np.float32(0.26 * min(1.0, distance / 6000))
    veil = np.clip(amount + (1 - amount) * foot, 0, 0.97)
    air = column(
        mix(light.haze_colour, (0.47, 0.60, 0.79), 0.62 * (1 - scene.sky.haze) * min(1, distance / 9000))
    )
    lit = lit + (air - lit) * veil
    if kind in ("hill", "rock"):
        # The foot runs out into the plain.
        plain = column(_plain(scene)) * column(f)
        plain = plain + (air - plain) * np.float32(0.10 + 0.5 * amount)
        run_out = np.exp(-elevation * np.float32(2.2)) * (0.45 + 0.9 * (here[2] - 0.5))
        lit = lit + (plain - lit) * np.clip(run_out, 0, 0.8)
    return lit


def _plain(scene: Scene) -> tuple[float, float, float]:
    """Mean colour of the land around, without light."""
    ground = scene.ground
    if ground.snow > 0.3:
        return (0.90, 0.92, 0.96)
    bare = {"sand": 0.95, "gravel": 0.9, "red-sand": 0.85, "steppe": 0.45, "laterite": 0.5}
    colour = mix(rgb(ground.plants), rgb(ground.soil), bare.get(ground.cover, 0.15))
    grey = sum(colour) / 3
    return mix(colour, (grey, grey, grey), 0.3)


def _slopes(scene, here, elevation, angle) -> Floats:
    """Mountains: woods up to the tree line where there are woods, rock above, snow above its own line."""
    base = column(rgb(scene.terrain.colour)) * (1 + 0.3 * (here[1] - 0.5))
    limit = GAIN * scene.terrain.snow_angle
    wooded = scene.terrain.wooded
    if wooded > 0.1:
        timber = min(limit - 1.5, 9.0) + (here[2] - 0.5) * 3.0
        share = smoothstep(-0.6, 0.6, timber - elevation) * np.float32(min(0.85, 1.1 * wooded))
        share = share * smoothstep(0.36 - 0.3 * wooded, 0.62 - 0.3 * wooded, here[0])
        base = base + (column(rgb(scene.terrain.trees)) * (0.9 + 0.4 * (here[3] - 0.5)) - base) * share
    line = limit + (here[2] - 0.5) * (0.9 + 0.25 * angle) + (here[0] - 0.5) * 0.8
    snow = smoothstep(-0.35, 0.35, elevation - line) if limit < 60 * GAIN else np.float32(0)
    if scene.ground.snow > 0.3:
        snow = np.maximum(snow, np.float32(0.75 * scene.ground.snow))
    return base + (column((0.93, 0.95, 0.98)) - base) * snow


def _country(scene, here, azimuth, below, distance, seed) -> Floats:
    """Nearer hills: meadow or bare land, a patchwork of fields where land is farmed, woods between."""
    ground, terrain = scene.ground, scene.terrain
    dry = ground.cover in ("sand", "red-sand", "gravel", "steppe")
    green, soil, rock = muted(rgb(ground.plants), 0.36), rgb(ground.soil), rgb(terrain.colour)
    base = column(mix(rock, soil if dry else green, 0.55)) * (1 + 0.35 * (here[1] - 0.5))
    if terrain.farmed > 0.05:
        lobes = 70 if distance < 2000 else 110  # whole plots around the circle, so that north meets north
        depth = np.sqrt(np.maximum(below, 0)) * np.float32(2.6) + 0.5 * (here[2] - 0.5)
        across = azimuth * np.float32(lobes / math.tau) + np.floor(depth) * np.float32(0.37)
        plot = np.floor(across) * np.float32(12.9898) + np.floor(depth) * np.float32(78.233) + seed % 97
        luck = np.abs(np.sin(plot) * np.float32(43758.547))
        luck -= np.floor(luck)
        ripe = mix(green, (0.78, 0.68, 0.40), 0.55)
        tones = np.array(
            [green, mix(green, (0.2, 0.3, 0.1), 0.3), ripe, mix(green, (0.5, 0.66, 0.25), 0.4), soil]
        )
        pick = tones.astype(np.float32)[(luck * 4.99).astype(int)]
        share = np.float32(min(1.0, terrain.farmed)) * smoothstep(0.2, 0.45, here[0] + 0.2)
        base = base + (np.moveaxis(pick, -1, 0) - base) * share
    wooded = 0.85 * terrain.wooded
    wood = smoothstep(0.80 - 0.75 * wooded, 0.90 - 0.75 * wooded, here[0] + 0.15 * (here[3] - 0.5))
    if wooded > 0.04:
        base = base + (column(muted(rgb(terrain.trees), 0.28)) * (0.85 + 0.7 * (here[3] - 0.5)) - base) * wood
    if ground.snow > 0.3:
        base = base + (column((0.92, 0.94, 0.97)) - base) * (
            np.float32(0.85 * ground.snow) * (1 - 0.6 * wood)
        )
    return base
