"""The sky: gradient, sun and its glow, high and low clouds, all functions of the direction.

Layers of cloud lie on planes overhead and are read from tiling noise; heaped cumulus are pictures of
lit heaps, made once per process, that stand far away above the horizon.
"""

from __future__ import annotations

import functools
import math

import numpy as np
import skia

from world.render import textures
from world.render.camera import Camera
from world.render.light import LOW_SUN, Light
from world.render.rays import SkyRays
from world.render.textures import Floats
from world.scene import Scene

HEAPS = 6
SUN_RADIUS = math.radians(0.9)


def smoothstep(low: float, high: float, value: Floats) -> Floats:
    """0 below `low`, 1 above `high`, smooth between."""
    t = np.clip((value - np.float32(low)) * np.float32(1 / (high - low)), 0, 1)
    return t * t * (3 - 2 * t)


def column(colour: tuple[float, float, float]) -> Floats:
    """A colour as [3, 1, 1, 1], to mix with pictures [3, faces, rows, columns]."""
    return np.array(colour, np.float32).reshape(3, 1, 1, 1)


def shade(scene: Scene, light: Light, rays: SkyRays) -> Floats:
    """The sky without heaped clouds, [3, faces, rows, columns] 0–1.

    Air and clouds are soft: they are shaded at half the resolution, only the sun is not.
    """
    toward = rays.x * np.float32(light.sun[0]) + rays.y * np.float32(light.sun[1])
    toward += rays.z * np.float32(light.sun[2])
    if rays.x.shape[1] % 2 or rays.x.shape[2] % 2:
        return _sun(_overhead(scene, light, rays.x, rays.y, rays.z, rays.pixel), scene, toward)
    x, y, z = (_halved(c) for c in (rays.x, rays.y, rays.z))
    return _sun(_doubled(_overhead(scene, light, x, y, z, 2 * rays.pixel)), scene, toward)


def _halved(a: Floats) -> Floats:
    """Means of 2 × 2 blocks of [faces, rows, columns]."""
    rows = a[:, 0::2] + a[:, 1::2]
    return (rows[:, :, 0::2] + rows[:, :, 1::2]) * np.float32(0.25)


def _doubled(a: Floats) -> Floats:
    """[3, faces, rows, columns] made twice as large, linearly between the middles of its pixels."""
    for axis in (2, 3):
        ahead = np.concatenate([a.take(range(1, a.shape[axis]), axis), a.take([-1], axis)], axis)
        behind = np.concatenate([a.take([0], axis), a.take(range(a.shape[axis] - 1), axis)], axis)
        kept = a * np.float32(0.75)
        pair = np.stack([kept + behind * np.float32(0.25), kept + ahead * np.float32(0.25)], axis + 1)
        shape = list(a.shape)
        shape[axis] *= 2
        a = pair.reshape(shape)
    return a


def _overhead(scene: Scene, light: Light, x: Floats, y: Floats, z: Floats, pixel: float) -> Floats:
    """Air and layers of cloud in the directions (x, y, z) [faces, rows, columns]; `pixel` in radians."""
    rng = np.random.default_rng([textures.seed_of(scene), 71])
    height = np.maximum(z, 0)
    toward = x * np.float32(light.sun[0]) + y * np.float32(light.sun[1]) + z * np.float32(light.sun[2])
    picture = _air(scene, light, height, toward)
    reach = np.float32(1) / (height + np.float32(0.13))
    angle, dx, dy = rng.random() * math.tau, rng.random(), rng.random()
    kind, cover = scene.sky.kind, scene.sky.cover
    if kind != "clear" or cover > 0.02:
        c, s = np.float32(math.cos(angle)), np.float32(math.sin(angle))
        qx, qy = (x * c - y * s) * reach, (x * s + y * c) * reach
        grain = reach * reach * np.float32(pixel)
        if kind == "overcast":
            picture = _overcast(picture, scene, light, qx + dx, qy + dy, grain, toward, height)
        else:
            picture = _wisps(picture, scene, qx + dx, qy + dy, grain, height)
        if kind in ("broken", "cumulus"):
            sun = (light.sun[0] * c - light.sun[1] * s, light.sun[0] * s + light.sun[1] * c)
            picture = _billows(picture, scene, light, qx + dy, qy + dx, grain, sun, height)
    return picture


def _air(scene: Scene, light: Light, height: Floats, toward: Floats) -> Floats:
    """Blue overhead, pale at the horizon, whiter with haze, deeper in thin mountain air."""
    haze = scene.sky.haze
    thin = min(1.0, max(0.0, scene.elevation - 800) / 3500)
    low = math.exp(-max(scene.sun_elevation, 0.0) / LOW_SUN)
    zenith = np.array([0.215 - 0.05 * thin, 0.42 - 0.07 * thin, 0.735 - 0.04 * thin])
    zenith = zenith * (1 - 0.22 * low)
    zenith = zenith + (np.array([0.60, 0.68, 0.76]) - zenith) * min(0.75, 0.8 * haze)
    middle = np.array([0.43, 0.625, 0.86]) * (1 - 0.08 * low)
    middle = middle + (np.array([0.72, 0.77, 0.82]) - middle) * min(0.8, 0.9 * haze)
    horizon = np.array(light.haze_colour)
    a = np.exp(height * np.float32(-6.0))
    b = np.exp(height * np.float32(-1.9))
    near, mid, top = (column(tuple(c)) for c in (horizon, middle, zenith))
    picture = top + (mid - top) * b
    picture += (near - picture) * a
    open_sky = 0.15 if scene.sky.kind == "overcast" else 1.0
    if low > 0.1:
        # Dusk and dawn: a golden band under the sun, a rosy one opposite it.
        side = toward / np.sqrt(np.maximum(1 - height * height, np.float32(0.02)))
        band = np.exp(height * np.float32(-4.5)) * np.float32(low * open_sky)
        gold, rose = column((1.0, 0.70, 0.36)), column((0.86, 0.68, 0.70))
        picture += (gold - picture) * (band * smoothstep(-0.1, 1.0, side) * np.float32(0.8))
        picture += (rose - picture) * (band * smoothstep(0.2, -0.9, side) * np.float32(0.55))
    # Light scattered forwards: the sky is brighter around the sun, and warmer when it stands low.
    glow = np.exp((toward - 1) * np.float32(5.0)) * np.float32(0.10 + 0.12 * haze)
    warm = column((1.0, 0.93 - 0.12 * low, 0.80 - 0.42 * low))
    return picture + (warm - picture) * np.minimum(glow * np.float32(1 + 1.4 * low), 0.85)


def _sun(picture: Floats, scene: Scene, toward: Floats) -> Floats:
    """The disc and its halo; a veiled brightness behind an overcast."""
    if scene.sun_elevation <= 0:
        return picture
    low = math.exp(-scene.sun_elevation / LOW_SUN)
    clear = {"overcast": 0.0, "broken": 0.75}.get(scene.sky.kind, 1.0)
    tone = column((1.0, 0.985 - 0.07 * low, 0.94 - 0.3 * low))
    off = np.maximum(1 - toward, 0)
    halo = np.exp(off * np.float32(-60)) * np.float32(0.42) + np.exp(off * np.float32(-700)) * np.float32(
        0.75
    )
    if clear == 0.0:
        halo = np.exp(off * np.float32(-14)) * np.float32(0.25)
        return picture + (tone - picture) * halo
    radius = 1 - math.cos(SUN_RADIUS)
    disc = np.clip((radius * 1.7 - off) / (radius * 0.9), 0, 1)
    picture = picture + (tone - picture) * np.minimum(halo * np.float32(clear), 1)
    return picture + (1 - picture) * disc


def _levels(texture: textures.RipMap, grain: Floats, zoom: float) -> tuple:
    footprint = grain * np.float32(zoom)
    return texture.levels(footprint, footprint)


def _wisps(picture, scene, qx, qy, grain, height) -> Floats:
    """Cirrus: fibres drawn out by the wind, brightest near the sun."""
    noise = textures.clouds()
    # Towards the horizon the plane of the fibres bends down, and the wind turns: straight fibres on a flat
    # plane would all run into one point.
    near = (height + np.float32(0.13)) / (height + np.float32(0.30))
    qx, qy = qx * near, qy * near
    warp = noise.sample(qx * 0.11, qy * 0.11, _levels(noise, grain, 0.11), True)
    strong = {"cirrus": 1.0, "clear": 0.5}.get(scene.sky.kind, 0.25)
    turn = qx * np.float32(0.8) + warp[0] * 1.2
    x = qx * 0.19 + warp[0] * 0.11
    y = qy * 0.42 + (0.13 * np.sin(turn) + 0.03 * np.sin(turn * np.float32(2.3) + 1)) + warp[2] * 0.2
    fibre = noise.sample(x, y, _levels(noise, grain, 0.3), True)
    fleece = noise.sample(x * 3.1, y * 1.7, _levels(noise, grain, 0.8), True)
    body = fibre[1] * 0.75 + fleece[3] * 0.15 + warp[2] * 0.45
    cover = 0.25 + 0.75 * scene.sky.cover
    alpha = smoothstep(1.0 - 0.42 * cover, 1.32 - 0.3 * cover, body) * np.float32(0.8 * strong * cover**0.5)
    alpha *= smoothstep(0.04, 0.34, height)
    white = column((0.97, 0.975, 0.985))
    return picture + (white - picture) * alpha


def _billows(picture, scene, light, qx, qy, grain, sun, height) -> Floats:
    """A broken layer seen from below: bright where thin or towards the sun, grey where thick."""
    noise = textures.clouds()
    cover = scene.sky.cover * (1.0 if scene.sky.kind == "broken" else 0.62)

    def body(x, y):
        big = noise.sample(x * 0.17, y * 0.17, _levels(noise, grain, 0.17), True)
        small = noise.sample(x * 0.61, y * 0.61, _levels(noise, grain, 0.61), True)
        return big[0] * 0.75 + small[0] * 0.27 + small[3] * 0.06, big[2]

    thick, mood = body(qx, qy)
    lit, _ = body(qx + np.float32(sun[0] * 0.22), qy + np.float32(sun[1] * 0.22))
    edge = 0.80 - 0.42 * cover
    alpha = smoothstep(edge, edge + 0.16, thick + 0.1 * (mood - 0.5))
    bright = np.clip(0.80 + (thick - lit) * 2.1 - np.maximum(thick - edge - 0.1, 0) * 0.9, 0.35, 1.05)
    light_side, dark_side = column((1.0, 0.985, 0.965)), column((0.50, 0.545, 0.62))
    cloud = dark_side + (light_side - dark_side) * bright
    cloud += (column(light.haze_colour) - cloud) * np.exp(height * np.float32(-5)) * np.float32(0.8)
    fade = smoothstep(0.08, 0.30, height) * np.float32(0.94)
    return picture + (cloud - picture) * (alpha * fade)


def _overcast(picture, scene, light, qx, qy, grain, toward, height) -> Floats:
    """A grey lid with soft rolls; lighter towards the horizon and around the hidden sun."""
    noise = textures.clouds()
    big = noise.sample(qx * 0.10, qy * 0.13, _levels(noise, grain, 0.13), True)
    small = noise.sample(qx * 0.42, qy * 0.48, _levels(noise, grain, 0.48), True)
    rolls = (big[2] - 0.5) * 0.22 + (big[0] - 0.5) * 0.30 + (small[0] - 0.5) * 0.14
    # Thin lids are white and even, rain clouds dark and rolling.
    gloom = np.random.default_rng([textures.seed_of(scene), 74]).random() * 0.6 + 0.8 * scene.ground.wet
    rolls = rolls * np.float32(0.5 + 0.8 * gloom)
    tone = np.array((0.79, 0.80, 0.815)) - np.array((0.13, 0.12, 0.10)) * min(1.0, gloom)
    lid = column(tuple(tone)) * (1 + rolls * (1 - np.exp(height * np.float32(-6))))
    lid = lid + (column(light.haze_colour) - lid) * np.exp(height * np.float32(-4.0))
    lid *= 1 + 0.10 * np.exp((toward - 1) * np.float32(3.5))
    alpha = smoothstep(1.08 - scene.sky.cover, 1.35 - scene.sky.cover, big[0] + 0.5 * small[0] + 0.1)
    return picture + (lid - picture) * np.maximum(alpha, np.float32(min(1.0, scene.sky.cover * 1.1)))


@functools.cache
def heap(variant: int) -> skia.Image:
    """One cumulus 2 × 1 in white light: a pile of noisy balls on a flat base, lit from above left."""
    width, height = 384, 192
    rng = np.random.default_rng(900 + variant)
    yy, xx = np.mgrid[0:height, 0:width].astype(np.float32)
    warp = [textures.spectral(910 + variant * 2 + k, 1.1, 5, 120)[:height, :width] - 0.5 for k in (0, 1)]
    xw, yw = xx + warp[0] * 34, yy + warp[1] * 30
    top = np.full((height, width), -1e3, np.float32)
    normal = np.zeros((3, height, width), np.float32)
    towers = [(rng.uniform(0.22, 0.78), rng.uniform(0.35, 1.0)) for _ in range(4)]
    for i in range(150):
        tower, peak = towers[i % 4]
        u = float(np.clip(rng.normal(tower, 0.11), 0.12, 0.88))
        dome = max(0.0, 1 - ((u - tower) / 0.26) ** 2) * peak
        radius = (9 + 20 * rng.random() ** 2) * (0.6 + 0.5 * dome)
        cx, cy = u * width, height * 0.80 - rng.random() ** 0.8 * dome * height * 0.56
        d2 = (xw - cx) ** 2 + (yw - cy) ** 2
        inside = d2 < radius * radius
        depth = np.sqrt(np.maximum(radius * radius - d2, 0))
        front = depth + 8 * rng.standard_normal()
        wins = inside & (front > top)
        top[wins] = front[wins]
        for k, value in enumerate(((xw - cx) / radius, (yw - cy) / radius, depth / radius)):
            normal[k][wins] = value[wins]
    solid = (top > -1e3).astype(np.float32) * np.clip((height * 0.83 - yy + warp[1] * 8) / 7, 0, 1)
    for _ in range(6):
        solid = _blur(solid)
    for _ in range(4):
        normal = np.stack([_blur(n) for n in normal])
    alpha = smoothstep(0.12, 0.95, solid)
    lift = np.clip((height * 0.86 - yy) / (height * 0.5), 0, 1)
    bright = 0.68 + 0.34 * lift - 0.13 * normal[1] - 0.07 * normal[0] + 0.06 * normal[2] + warp[0] * 0.08
    bright = np.clip(bright, 0.5, 1.0)[..., None]
    t = (bright - 0.5) * 2
    colour = np.array([0.66, 0.70, 0.77]) * (1 - t) + np.array([1.0, 0.99, 0.975]) * t
    pixels = np.zeros((height, width, 4), np.uint8)
    pixels[..., :3] = np.clip(colour, 0, 1) * 255
    pixels[..., 3] = alpha * 255
    return skia.Image.fromarray(pixels, skia.kRGBA_8888_ColorType).withDefaultMipmaps()


def _blur(a: Floats) -> Floats:
    padded = np.pad(a, 1, mode="edge")
    rows = (padded[:-2] + 2 * padded[1:-1] + padded[2:]) / 4
    return (rows[:, :-2] + 2 * rows[:, 1:-1] + rows[:, 2:]) / 4


def heaps(scene: Scene) -> list[tuple[float, float, float, int, bool]]:
    """The scene's cumulus as (azimuth, elevation, angular width in radians, variant, mirrored), far first."""
    kind, cover = scene.sky.kind, scene.sky.cover
    if kind not in ("cumulus", "broken"):
        return []
    rng = np.random.default_rng([textures.seed_of(scene), 72])
    count = int(6 + 54 * cover) if kind == "cumulus" else int(8 + 14 * cover)
    found = []
    for _ in range(count):
        azimuth = rng.random() * math.tau
        far = 2.0 + 17.0 * rng.random() ** 0.75  # kilometres to clouds 1.1 km up
        elevation = math.atan2(1.1, far)
        width = rng.uniform(0.8, 2.6) / math.hypot(far, 1.1)
        found.append((azimuth, elevation, width, int(rng.integers(HEAPS)), bool(rng.random() < 0.5)))
    return sorted(found, key=lambda h: h[1])


def draw_heaps(canvas: skia.Canvas, camera: Camera, scene: Scene, light: Light) -> None:
    """Draw the cumulus that this face sees; paler and warmer with distance."""
    if camera.face == "d":
        return
    eye = camera.eye
    low = math.exp(-max(scene.sun_elevation, 0.0) / LOW_SUN)
    for azimuth, elevation, width, variant, mirrored in heaps(scene):
        far = 1000.0
        x, y, z = far * math.sin(azimuth), far * math.cos(azimuth), far * math.tan(elevation)
        reach = far / math.cos(elevation)
        if not camera.sees(x + eye[0], y + eye[1], z + eye[2], reach * width):
            continue
        picture = heap(variant)
        w = reach * width
        canvas.save()
        canvas.concat(camera.billboard(x + eye[0], y + eye[1], z + eye[2] - 0.16 * w / 2, w, w / 2))
        if mirrored:
            canvas.translate(1, 0)
            canvas.scale(-1, 1)
        haze = min(0.85, math.exp(-elevation * 6.5) * (0.62 + 0.3 * scene.sky.haze))
        dull = 0.04 if scene.sky.kind == "broken" else 0.0
        warm = (1.0 - dull, 1.0 - 0.10 * low - dull, 1.0 - 0.26 * low - dull * 0.85)
        rows = [0.0] * 20
        for i in range(3):
            rows[i * 6] = warm[i] * (1 - haze)
            rows[i * 5 + 4] = light.haze_colour[i] * haze
        rows[18] = 0.94 - 0.25 * haze
        paint = skia.Paint(AntiAlias=False, ColorFilter=skia.ColorFilters.Matrix(rows))
        canvas.drawImageRect(
            picture, skia.Rect(0, 0, 1, 1), skia.SamplingOptions(skia.FilterMode.kLinear), paint
        )
        canvas.restore()
