"""What closes the view: far relief, hills, tree lines and water, painted over the sky above the horizon.

Every crest is a function of the azimuth alone, so it runs on from face to face.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from world.render import textures
from world.render.light import Light, mix, rgb
from world.render.rays import SMALL, SkyRays
from world.render.sky import column, smoothstep
from world.render.textures import Floats
from world.scene import Scene

MAX_ANGLE = 27.0
"""Degrees; higher crests would reach into the face that looks up."""

GAIN = 1.6
"""Relief is drawn this much higher than it stands, as people see it and painters paint it."""

WOODED = {
    "forest-floor": 1.0,
    "field": 0.55,
    "grass": 0.6,
    "tundra": 0.12,
    "laterite": 0.6,
    "savanna": 0.5,
    "dry-grass": 0.3,
    "paved": 0.45,
}
"""How much of the horizon woods close, by ground cover."""

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


def draw(out: NDArray[np.uint8], scene: Scene, light: Light, rays: SkyRays) -> None:
    """Paint all crests, far first, over `out` [faces, rows, columns, 4], the sky rows of side faces."""
    if rays.faces == "u":
        return
    seed = textures.seed_of(scene) & 0xFFFF
    sky = GAIN * around(scene.terrain.skyline, rays.azimuth)
    water = water_share(scene, rays.azimuth)
    half = 1 / rays.pixel
    for index, (crest, colour, distance, rough) in enumerate(_layers(scene, light, sky, water, rays, seed)):
        angle = np.minimum(crest, MAX_ANGLE)
        edge = half * (1 - np.tan(np.radians(angle)) / rays.slant)  # pixel row of the crest
        first = max(rays.rows.start, int(edge.min()) - 1)
        if first >= rays.rows.stop:
            continue
        rows = np.arange(first, rays.rows.stop, dtype=np.float32)[None, :, None]
        cover = np.clip(rows + 1 - edge, 0, 1)
        part = slice(first - rays.rows.start, None)
        face = _surface(scene, light, rays, part, angle, colour, distance, rough, seed + 17 * index)
        target = out[:, part, :, :3]
        target[:] = (
            target + (np.moveaxis(np.clip(face, 0, 1), 0, -1) * 254.5 - target) * cover[..., None] + 0.5
        )


def _layers(scene, light, sky, water, rays, seed):
    """(crest in degrees, colour, distance in m, roughness) of each layer, far first."""
    relief, azimuth = scene.terrain.relief, rays.azimuth
    rock = rgb(scene.terrain.colour)
    noise = textures.ridge_noise
    jag = noise(azimuth, seed + 1, 40, 6)
    rise = np.maximum(sky, 0)
    layers = [(np.maximum(sky * (1 + 0.14 * jag) + 0.2 * jag * np.sqrt(rise), -1), rock, 14000.0, 1.0)]
    if sky.max() > 1.0:
        spur = sky * (0.60 + 0.24 * noise(azimuth, seed + 2, 22, 5)) + 0.12 * noise(azimuth, seed + 3, 90, 3)
        layers.append((np.where(water > 0.5, -1, spur), rock, 7000.0, 1.0))
    dry = scene.ground.cover in ("sand", "red-sand", "gravel", "steppe", "tundra", "dry-grass")
    hill_colour = mix(rock, rgb(scene.ground.soil if dry else scene.ground.plants), 0.6)
    hill = 0.25 + 0.15 * relief + (0.30 + 0.18 * relief) * noise(azimuth, seed + 4, 9, 5)
    hill = np.minimum(hill, 0.75 * sky + 1.2 + 0.1 * relief)
    layers.append((np.where(water > 0.5, -1, hill), hill_colour, 2600.0, 0.7))
    wood = WOODED.get(scene.ground.cover, 0.0)
    tree = mix(rgb(scene.ground.plants), (0.13, 0.19, 0.11), 0.6)
    if scene.ground.snow > 0.3:
        tree = mix(tree, (0.50, 0.52, 0.53), 0.35 * scene.ground.snow)
    if wood:
        layers.append((_stand(azimuth, seed + 5, wood, 0.85, 380) * (1 - water) - water, tree, 1300.0, 0.2))
    built = BUILT.get(scene.settlement, 0.0)
    if built:
        layers.append(
            (_roofs(azimuth, seed + 8, built) * (1 - water) - water, (0.50, 0.48, 0.46), 600.0, 0.15)
        )
    if wood:
        layers.append(
            (_stand(azimuth, seed + 11, wood * 0.8, 1.7, 210) * (1 - water) - water, tree, 420.0, 0.2)
        )
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


def _surface(scene, light, rays, part, angle, colour, distance, rough, seed) -> Floats:
    """Lit, snowed and hazed relief [3, faces, rows, columns] below a crest."""
    azimuth = rays.azimuth
    elevation = np.degrees(np.arcsin(np.clip(rays.z[:, part], 0, 1)))
    below = angle - elevation
    noise, smooth = textures.broad(), rays.pixel < 1 / SMALL
    tiles = 12 if rough > 0.5 else 40  # whole tiles around the circle, so that north meets north
    k = np.float32(487.0 / math.tau * tiles)
    degree = np.float32(487.0 / 360 * tiles)
    grain = np.broadcast_to(np.float32(rays.pixel) * k, below.shape)
    levels = noise.levels(grain, grain)
    # Gullies run down from the crest; the side of each that looks at the sun is bright.
    y = below * (degree * np.float32(0.62)) + np.float32(seed % 487)
    x = azimuth * k + np.zeros_like(below)
    here = noise.sample(x, y, levels, smooth)
    bearing = azimuth - math.radians(scene.sun_azimuth)
    direct = 1.0 if scene.sky.kind != "overcast" else 0.3
    if rough > 0.5:
        step = degree * np.float32(0.22)
        there = noise.sample(x + np.sign(np.sin(bearing)) * step, y + step, levels, smooth)
        relief = (here[0] - there[0]) * np.float32(5.5) + (here[3] - there[3]) * np.float32(1.6)
        shade = 1 + rough * direct * np.clip(relief, -0.42, 0.42) + 0.25 * (here[2] - 0.5)
    else:
        shade = 1 + 0.55 * (here[3] - 0.5) + 0.25 * np.clip(1 - below * 2.5, 0, 1) - 0.1
    # Seen against the sun, slopes show their shaded side.
    front = 0.84 - 0.16 * np.cos(bearing) * direct
    base = column(colour) * (1 + 0.25 * (here[1] - 0.5))
    if rough > 0.5:
        limit = GAIN * scene.terrain.snow_angle
        line = limit + (here[2] - 0.5) * (0.9 + 0.25 * angle) + (here[0] - 0.5) * 0.8
        snow = smoothstep(-0.35, 0.35, elevation - line) if limit < 60 * GAIN else np.float32(0)
        if scene.ground.snow > 0.3:
            snow = np.maximum(snow, np.float32(0.75 * scene.ground.snow))
        base = base + (column((0.93, 0.95, 0.98)) - base) * snow
    f = light.factor((0.0, 0.0, 1.0))
    lit = base * column(f) * (shade * front)
    # Air: more of it in front of far relief, thicker towards the foot.
    amount = 1 - math.exp(-distance * light.haze_density)
    amount = min(amount, 0.34 + 0.30 * min(1.0, distance / 14000) + 0.25 * scene.sky.haze)
    foot = np.exp(-elevation * np.float32(0.35)) * np.float32(0.20 * min(1.0, distance / 6000))
    veil = np.clip(amount + (1 - amount) * foot, 0, 0.97)
    air = column(
        mix(light.haze_colour, (0.52, 0.64, 0.80), 0.42 * (1 - scene.sky.haze) * min(1, distance / 9000))
    )
    return lit + (air - lit) * veil
