"""Plants as pictures: drawn once a process for each (kind, variant, season, size), placed as upright
quads turned to the eye, with a soft shadow on the ground."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import skia

from world.render.camera import Camera
from world.render.light import Light
from world.render.plants.drawing import Drawing
from world.render.plants.kinds import KINDS
from world.render.plants.marks import BELOW
from world.scene import CAMERA_HEIGHT, Plant

SEASONS = ("spring", "summer", "autumn", "winter", "snow")

SMALL = 256
"""Pictures up to this height are all kept."""

SHADOW_PX = 80
LINEAR = skia.SamplingOptions(skia.FilterMode.kLinear)
MIPMAPPED = skia.SamplingOptions(skia.FilterMode.kLinear, skia.MipmapMode.kLinear)


@dataclass(frozen=True)
class Sprite:
    """A drawn plant. `ratio` is its width over its height; `image` reaches BELOW under the ground line."""

    image: skia.Image
    ratio: float


def look(kind: str, season: str) -> str:
    """The season that a plant of this kind shows: evergreens have one face, or two with snow."""
    if season not in SEASONS:
        raise ValueError(f"No plant is drawn for season {season!r}; use one of {', '.join(SEASONS)}.")
    if season == "snow":
        return "snow" if KINDS[kind].hardy else "summer"
    return season if KINDS[kind].seasonal else "summer"


def sprite(kind: str, variant: int, season: str = "summer", px: int | None = None) -> Sprite:
    """The picture of a plant, `px` high (default: its finest); any int is a variant.

    Raises ValueError on an unknown kind or season.
    """
    if kind not in KINDS:
        raise ValueError(f"No plant kind {kind!r}; the kinds are {', '.join(KINDS)}.")
    px = px or KINDS[kind].sizes[1]
    draw = _sprite if px <= SMALL else _fine_sprite
    return draw(kind, variant % KINDS[kind].variants, look(kind, season), px)


@lru_cache(maxsize=1024)
def _sprite(kind: str, variant: int, season: str, px: int) -> Sprite:
    plant = KINDS[kind]
    seed = [variant, *kind.encode()]
    drawing = Drawing(np.random.default_rng(seed), px, snow=season == "snow")
    plant.grow(drawing, "winter" if season == "snow" else season)
    image, ratio = drawing.finish()
    return Sprite(image.withDefaultMipmaps(), ratio)


# Large pictures take 1.5 MB each: a server that draws many places must not keep them all.
_fine_sprite = lru_cache(maxsize=96)(_sprite.__wrapped__)


@lru_cache(maxsize=512)
def _silhouette(kind: str, variant: int, season: str) -> skia.Image:
    """The sprite's shape as a small, blurred, alpha-only picture for shadows, with a soft border."""
    image = sprite(kind, variant, season, KINDS[kind].sizes[0]).image
    surface = skia.Surface.MakeRaster(skia.ImageInfo.MakeA8(SHADOW_PX, SHADOW_PX))
    blur = skia.Paint(ImageFilter=skia.ImageFilters.Blur(1.0, 1.0), AntiAlias=True)
    canvas = surface.getCanvas()
    canvas.drawImageRect(image, skia.Rect.MakeLTRB(3, 3, SHADOW_PX - 3, SHADOW_PX - 3), MIPMAPPED, blur)
    return surface.makeImageSnapshot().withDefaultMipmaps()


@lru_cache(maxsize=1)
def _spot() -> skia.Image:
    """A soft round spot, alpha only: the contact shadow."""
    axis = np.linspace(-1, 1, 32)
    fall = np.clip(1 - np.hypot(*np.meshgrid(axis, axis)), 0, 1)
    alpha = (255 * fall * fall * (3 - 2 * fall)).astype(np.uint8)
    return skia.Image.fromarray(alpha, colorType=skia.kAlpha_8_ColorType).withDefaultMipmaps()


def size_for(camera: Camera, plant: Plant) -> int:
    """Which of its kind's sizes a plant is drawn from: by distance alone, so that seams agree."""
    tall = plant.height * camera.half / max(1.0, camera.distance(plant.x, plant.y))
    small, fine = KINDS[plant.kind].sizes
    return small if tall < small * 0.8 or camera.size <= 256 else fine


def draw_shadow(canvas: skia.Canvas, camera: Camera, light: Light, plant: Plant, ground: float = 0.0) -> None:
    """The plant's shadow on level ground at height `ground` metres: a dark foot, and, where it is big
    enough to see, its silhouette laid down away from the sun."""
    high = plant.height
    distance = camera.distance(plant.x, plant.y, ground)
    pixels = high * camera.half / distance
    if pixels < 3:
        return
    kind = KINDS[plant.kind]
    across, along = light.shadow(high)
    long = math.hypot(across, along)
    if not camera.sees(plant.x + across / 2, plant.y + along / 2, ground, long / 2 + high * kind.ratio):
        return
    fade = math.exp(-distance * light.haze_density)
    foot = high * kind.ratio * kind.foot
    # In a layer of shadows, which is faded as a whole, the foot must be darker to come out the same.
    foot_alpha = 0.55 if light.shadow_alpha < 0.9 else 0.95
    paint = skia.Paint(Color=_dark(foot_alpha * fade), AntiAlias=False)
    _lay(canvas, camera, _spot(), (plant.x, plant.y, ground), (foot, 0.0), (0.0, foot), paint)
    if light.shadow_alpha < 0.04 or pixels < 9 or long < 0.15 * high:
        return
    paint.setColor(light.shadow_colour(0.92 * fade))
    ratio = sprite(plant.kind, plant.variant, plant.season, kind.sizes[0]).ratio
    half = high * ratio / 2 * (SHADOW_PX / (SHADOW_PX - 6))
    side = (along / long * half, -across / long * half)
    image = _silhouette(plant.kind, plant.variant % kind.variants, look(plant.kind, plant.season))
    middle = (plant.x + across / 2, plant.y + along / 2, ground)
    _lay(canvas, camera, image, middle, side, (across * 0.53, along * 0.53), paint)


def _dark(alpha: float) -> int:
    return int(max(0.0, min(1.0, alpha)) * 255) << 24 | 0x0B0D14


def _lay(
    canvas: skia.Canvas,
    camera: Camera,
    image: skia.Image,
    middle: tuple[float, float, float],
    side: tuple[float, float],
    top: tuple[float, float],
    paint: skia.Paint,
) -> None:
    """Draw an alpha picture flat on the ground, its half axes `side` and (upwards) `top`, metres."""
    w, h = image.width(), image.height()
    x, y, z = middle
    corner = (x - side[0] + top[0], y - side[1] + top[1], z)
    u = (2 * side[0] / w, 2 * side[1] / w, 0.0)
    v = (-2 * top[0] / h, -2 * top[1] / h, 0.0)
    canvas.save()
    canvas.concat(camera.plane(corner, u, v))
    canvas.drawImage(image, 0, 0, MIPMAPPED, paint)
    canvas.restore()


def draw_plant(
    canvas: skia.Canvas,
    camera: Camera,
    light: Light,
    plant: Plant,
    *,
    shadow: bool = False,
    ground: float = 0.0,
) -> None:
    """Draw one plant standing on level ground at `ground` metres, its shadow first if `shadow`; a scene's
    painter lays all shadows with `draw_shadow` before anything stands, so that none falls on a trunk.

    The picture is mirrored where the sun comes from the viewer's right, so lit sides face the sun.
    """
    if shadow:
        draw_shadow(canvas, camera, light, plant, ground)
    x, y, high = plant.x, plant.y, plant.height
    kind = KINDS[plant.kind]
    reach = high * max(0.5, kind.ratio / 2) * 1.05
    if not camera.sees(x, y, ground + high / 2, reach * 1.2):
        return
    away = math.hypot(x - camera.eye[0], y - camera.eye[1])
    if away < 0.3 or high * camera.half / away < 0.6:
        return
    picture = sprite(plant.kind, plant.variant, plant.season, size_for(camera, plant))
    image = picture.image
    rx, ry = camera.across(x, y)
    wide = high * picture.ratio
    flip = -1.0 if light.sun[0] * rx + light.sun[1] * ry > 0 else 1.0
    origin = (x - flip * rx * wide / 2, y - flip * ry * wide / 2, ground + high)
    u = flip * wide / image.width()
    canvas.save()
    canvas.concat(
        camera.plane(origin, (rx * u, ry * u, 0.0), (0.0, 0.0, -high * (1 + BELOW) / image.height()))
    )
    canvas.drawImage(image, 0, 0, MIPMAPPED, skia.Paint(ColorFilter=plant_filter(light, x, y)))
    canvas.restore()


GREY = (0.3, 0.59, 0.11)
"""Shares of red, green and blue in a colour's brightness (ITU-R BT.601)."""


def paleness(distance: float) -> float:
    """Share of grey in a plant's green, `distance` in metres: air takes colour before contrast."""
    return 0.08 + 0.27 * min(1.0, max(0.0, (distance - 40) / 260))


_FILTERS: dict[tuple[object, ...], skia.ColorFilter] = {}


def plant_filter(light: Light, x: float, y: float) -> skia.ColorFilter:
    """Light and haze on a plant at (x, y): bright with the sun behind the viewer, dim against it."""
    distance = math.hypot(x, y, CAMERA_HEIGHT)
    level = math.hypot(light.sun[0], light.sun[1])
    against = (light.sun[0] * x + light.sun[1] * y) / max(distance, 1e-6)
    front = round((0.5 - 0.5 * against if level > 1e-6 else 0.5) * 8) / 8
    air = round(light.haze_amount(distance) * 48) / 48
    pale = round(paleness(distance) * 16) / 16
    key = (light.sun_colour, light.ambient, light.haze_colour, front, air, pale)
    found = _FILTERS.get(key)
    if found is None:
        if len(_FILTERS) > 4096:
            _FILTERS.clear()
        sunny = 0.50 + 0.30 * front
        rows = [0.0] * 20
        for i in range(3):
            lit = (light.ambient[i] * 0.95 + light.sun_colour[i] * sunny) * (1 - air)
            for k, weight in enumerate(GREY):
                rows[i * 5 + k] = lit * (weight * pale + (1 - pale if i == k else 0.0))
            rows[i * 5 + 4] = light.haze_colour[i] * air
        rows[18] = 1.0
        found = _FILTERS[key] = skia.ColorFilters.Matrix(rows)
    return found
