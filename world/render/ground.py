"""The land: soil and plants, patches of field and water, snow, cloud shadows; and the haze over it all.

Noise at four scales without a common multiple breaks the tiling; every value depends on the place only.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import skia
from numpy.typing import NDArray

from world.render import road as road_module
from world.render import terrain, textures
from world.render.camera import Camera
from world.render.fray import fray, stepped
from world.render.light import Light, living, muted, rgb
from world.render.rays import SMALL, GroundRays
from world.render.sky import column, smoothstep
from world.render.textures import Floats
from world.scene import Patch, Scene


@dataclass(frozen=True)
class Cover:
    """How a ground cover looks: share of `plants`, their patchiness, contrast of blades and of soil."""

    plants: float
    patchy: float
    blades: float
    grain: float
    pebbles: float = 0.0
    ripples: float = 0.0


COVERS = {
    "grass": Cover(0.93, 0.5, 0.62, 0.5),
    "dry-grass": Cover(0.74, 0.8, 0.66, 0.5),
    "savanna": Cover(0.66, 1.0, 0.66, 0.45),
    "steppe": Cover(0.55, 0.9, 0.62, 0.5, 0.15),
    "sand": Cover(0.05, 0.8, 0.4, 0.28, 0.05, 0.5),
    "red-sand": Cover(0.16, 1.0, 0.45, 0.36, 0.08, 0.3),
    "gravel": Cover(0.10, 0.8, 0.5, 0.4, 0.8),
    "laterite": Cover(0.45, 1.0, 0.6, 0.42, 0.25),
    "tundra": Cover(0.70, 0.9, 0.55, 0.5, 0.35),
    "forest-floor": Cover(0.60, 0.8, 0.66, 0.6),
    "field": Cover(0.88, 0.4, 0.55, 0.5),
    "paved": Cover(0.0, 0.1, 0.3, 0.25),
}


MOIST = ("grass", "field", "forest-floor", "tundra")
"""Covers of living plants."""

SHORE, ROAD_LAND = 46.0, 30.0
"""Metres from the eye to the water's edge, and from the road's centre line to it."""


def offsets(scene: Scene) -> list[float]:
    """Where in the noise this scene lies: eight distances in metres."""
    return list(np.random.default_rng([textures.seed_of(scene), 73]).random(8) * 487.0)


def shade(
    scene: Scene, light: Light, rays: GroundRays, masks: list[tuple[Patch, NDArray[np.uint8]]]
) -> Floats:
    """Ground, patches and road, lit and hazed: [3, faces, rows, columns] 0–1."""
    o = offsets(scene)
    smooth = rays.x.shape[-1] > SMALL
    fine = rays.sample(textures.fine(), o[0], o[1], smooth=smooth)
    mid = rays.sample(textures.coarse(), o[2], o[3])
    wide = rays.sample(textures.broad(), o[4], o[5])
    land = _land(scene, rays, fine, mid, wide, o)
    for patch, mask in masks:
        _lay(land, scene, rays, patch, mask, fine, mid)
    _snow(land, scene, mid, wide, fine)
    road_module.lay(land, scene, light, rays, fine, mid, o)
    land *= column(light.factor())
    land *= _cloud_shadows(scene, wide)
    _water(land, scene, light, rays, fine)
    return _haze(land, light, rays)


def _land(scene: Scene, rays: GroundRays, fine, mid, wide, o) -> Floats:
    ground = scene.ground
    look = COVERS.get(ground.cover, COVERS["grass"])
    soil = 1 + look.grain * 1.2 * (fine[1] - 0.5) + 0.5 * (mid[3] - 0.5) + 0.3 * (wide[1] - 0.5)
    if look.pebbles:
        soil += look.pebbles * 0.9 * (fine[2] - 0.5) * smoothstep(0.3, 0.7, mid[1] + 0.2 * look.pebbles)
    if look.ripples:
        phase = (rays.x * 0.55 + rays.y * 0.83) * np.float32(14.0) + (mid[0] + 2 * mid[2]) * 9.0
        spread = rays.spread(0.55, 0.83) * np.float32(14.0)
        soil += look.ripples * 0.16 * np.sin(phase) * np.exp(-0.5 * spread * spread)
    bare = column(muted(rgb(ground.soil), 0.14)) * soil
    if ground.cover == "paved":
        return _slabs(bare, rays)
    if not look.plants:
        return bare
    tufts = rays.sample(textures.fine(), o[6], o[7], 2.75)
    blade = fine[0] * 0.62 + tufts[0] * 0.38
    green = 1.16 + look.blades * 1.35 * (blade - 0.5) + 0.30 * (mid[1] - 0.5) + 0.28 * (wide[0] - 0.5)
    tone = muted(rgb(ground.plants), _grey(scene))
    if ground.cover in MOIST:
        tone = living(tone)
    plants = column(tone) * green
    # Drier here, lusher there: yellow up, blue down; clover and moss in darker, bluer spots.
    dry = 0.8 * (mid[2] - 0.5) + 0.9 * (wide[2] - 0.5) + 0.3 * (tufts[1] - 0.5)
    dry = np.maximum(dry, 0.3 * dry)
    plants[0] *= 1 + (0.55 if ground.cover in ("grass", "forest-floor", "field") else 0.3) * dry
    plants[1] *= 1 + 0.14 * dry
    plants[2] *= 1 - 0.35 * dry
    if ground.cover in ("grass", "dry-grass", "field"):
        # Hay and last year's stalks show through in patches.
        straw = smoothstep(0.52, 0.74, 0.55 * wide[0] + 0.45 * mid[2] + 0.12 * (tufts[1] - 0.5)) * np.float32(
            0.4
        )
        plants += (column((0.62, 0.56, 0.36)) * green * np.float32(0.86) - plants) * straw
    clover = smoothstep(0.56, 0.72, 0.6 * mid[3] + 0.4 * tufts[2])
    plants *= 1 - column((0.10, 0.06, 0.06)) * clover
    value = (mid[0] - 0.5) * look.patchy + (wide[3] - 0.5) * 0.5 * look.patchy
    value += (blade - 0.5) * 0.75 + (tufts[1] - 0.5) * 0.35
    threshold = (0.5 - look.plants) * (0.55 + 0.35 * look.patchy)
    share = smoothstep(threshold - 0.09, threshold + 0.11, value)
    return bare + (plants - bare) * share


def _grey(scene: Scene) -> float:
    """Share of grey in the grass: strong greens only where rain and light are plenty."""
    return 0.34 if scene.sky.kind == "overcast" else 0.30


def _slabs(bare: Floats, rays: GroundRays) -> Floats:
    """Joints between concrete slabs, 2.5 m apart."""
    kept: Floats | np.float32 = np.float32(1)
    for axis, (east, north) in zip((rays.x, rays.y), ((1.0, 0.0), (0.0, 1.0)), strict=True):
        a = rays.spread(east, north) + np.float32(1e-4)
        turn = axis * np.float32(1 / 2.5)
        turn -= np.floor(turn)
        turn -= np.float32(0.5)
        off = np.abs(turn) * np.float32(2.5)
        joint = np.clip((off - (1.25 - 0.02) + a / 2) / a, 0, 1) * np.minimum(1, 0.04 / a)
        kept = kept * (1 - 0.35 * joint)
    return bare * kept


def patch_masks(scene: Scene, cameras: list[Camera]) -> list[tuple[Patch, NDArray[np.uint8]]]:
    """Each patch that these faces see, with its coverage [faces, size, size] 0–255."""
    found = []
    for patch in scene.patches:
        mask, rings = None, []
        for index, camera in enumerate(cameras):
            path = camera.polygon([(x, y, 0.0) for x, y in patch.points])
            if path is None or camera.face == "u":
                continue
            size = camera.size
            bounds = path.getBounds()
            if bounds.right() < 0 or bounds.left() > size or bounds.bottom() < 0 or bounds.top() > size:
                continue
            if mask is None:
                mask = np.zeros((len(cameras), size, size), np.uint8)
                whole, wander = stepped(patch.points), FRAYED.get(patch.kind, 0.9)
                rings = [fray(whole, wander, phase) for phase in LAYERS]
            info = skia.ImageInfo.MakeA8(size, size)
            surface = skia.Surface.MakeRasterDirect(info, mask[index], size)
            paint = skia.Paint(AntiAlias=True, Color=0x80FFFFFF, BlendMode=skia.BlendMode.kPlus)
            for ring in rings:
                path = camera.outline(ring)
                if path is not None:
                    surface.getCanvas().drawPath(path, paint)
            del surface
        if mask is not None:
            found.append((patch, mask))
    return found


FRAYED = {"yard": 0.4, "path": 0.12, "side-road": 0.1, "rice": 0.25, "water": 0.4}
"""Metres that the edge of a patch wanders, where it is not a field's."""

LAYERS = (0.4, 2.3)
"""Phases of the outlines that a patch is laid with, each half as thick as the whole."""

CROPS: dict[str, tuple[float, float, float]] = {
    "wheat": (0.30, 0.25, 0.35),
    "rice": (0.32, 0.45, 0.4),
    "corn": (0.75, 0.6, 0.6),
    "vineyard": (2.1, 0.9, 0.6),
    "tea": (1.5, 0.7, 0.5),
    "sugar-cane": (1.4, 0.55, 0.7),
    "ploughed": (0.9, 0.35, 0.6),
    "meadow": (0.0, 0.0, 0.8),
    "flowers": (0.0, 0.0, 0.7),
    "water": (0.0, 0.0, 0.0),
    "path": (0.0, 0.0, 0.4),
    "side-road": (0.0, 0.0, 0.2),
}
"""Row spacing in metres, depth of the gaps between rows, contrast of the leaves."""


def _lay(land: Floats, scene: Scene, rays: GroundRays, patch: Patch, mask, fine, mid) -> None:
    """Blend one patch into the land, in place."""
    part = mask[:, rays.rows]
    lines = np.flatnonzero(part.any(axis=(0, 2)))
    if not len(lines):
        return
    cut = (slice(None), slice(int(lines[0]), int(lines[-1]) + 1))
    cover = part[cut].astype(np.float32) * np.float32(1 / 255)
    spacing, gap, leaves = CROPS.get(patch.kind, (0.0, 0.0, 0.5))
    f, m = [c[cut] for c in fine], [c[cut] for c in mid]
    if patch.kind not in ("side-road", "water"):
        # Where only one outline reaches, tufts and clods of both sides mix.
        cover = smoothstep(0.25, 0.75, cover + (f[0] - 0.5) * (1.6 * cover * (1 - cover)) * 2)
    if patch.kind in ("yard", "path"):
        texture = 0.5 * f[3] + 0.35 * f[2] + 0.15 * f[1]
    else:
        texture = f[3] if patch.kind == "side-road" else f[1] if patch.kind == "ploughed" else f[0]
    bright = 1 + leaves * 1.2 * (texture - 0.5) + 0.4 * (m[1] - 0.5)
    share = 0.0 if patch.kind in ("path", "side-road", "water") else 0.2
    colour = column(muted(rgb(patch.colour), share)) * bright
    if patch.kind == "flowers":
        bloom = smoothstep(0.52, 0.62, f[2] * 0.6 + m[0] * 0.45)
        colour = (
            column(muted(rgb(scene.ground.plants), 0.3)) * bright
            + (colour - column(muted(rgb(scene.ground.plants), 0.3)) * bright) * bloom
        )
    if patch.kind == "water":
        colour = column((0.42, 0.50, 0.56)) * 0.9 + column(rgb(patch.colour)) * 0.35 * bright
    if spacing:
        h = math.radians(patch.heading)
        east, north = math.cos(h), -math.sin(h)
        across = (rays.x[cut] * np.float32(east) + rays.y[cut] * np.float32(north)) / np.float32(spacing)
        spread = _spread(rays, cut, east, north) / np.float32(spacing)
        wave = np.cos(across * np.float32(math.tau) + (f[1] - 0.5) * 1.2) * np.exp(-3.5 * spread * spread)
        row = smoothstep(-0.5, 0.35, wave)
        # Farther off rows run together to an even tint.
        flat = np.maximum(np.clip(spread * 1.2 - 0.4, 0, 1), smoothstep(28, 70, rays.distance[cut]))
        row = row + (0.6 - row) * flat
        earth = column(rgb(scene.ground.soil)) * (0.75 + 0.5 * f[1])
        between = (
            colour * (1 - gap) * 0.8 + earth * gap
            if patch.kind != "rice"
            else colour * 0.5 + column((0.2, 0.23, 0.25))
        )
        if patch.kind == "ploughed":
            between = colour * 0.68
        colour = between + (colour - between) * row
    view = land[(slice(None), *cut)]
    view += (colour - view) * cover


def _spread(rays: GroundRays, cut, east: float, north: float) -> Floats:
    whole = np.broadcast_to(rays.spread(east, north), rays.x.shape)
    return whole[cut]


def _snow(land: Floats, scene: Scene, mid, wide, fine) -> None:
    amount = scene.ground.snow
    if amount <= 0.01:
        return
    value = 0.5 * mid[0] + 0.35 * wide[2] + 0.3 * fine[0]
    cover = smoothstep(1.05 - 1.15 * amount, 1.2 - 1.1 * amount, value + 0.1)
    white = column((0.90, 0.92, 0.96)) * (0.93 + 0.1 * (mid[3] - 0.5) + 0.10 * (fine[1] - 0.5))
    land += (white - land) * (cover * np.float32(min(1.0, 0.8 + 0.2 * amount)))


def _cloud_shadows(scene: Scene, wide) -> Floats | np.float32:
    """Far fields lie partly in the shade of clouds when there are some."""
    strength = {"cumulus": 0.20, "broken": 0.24}.get(scene.sky.kind, 0.0)
    if not strength:
        return np.float32(1.0)
    return 1 - np.float32(strength) * smoothstep(0.52, 0.66, wide[2]) * smoothstep(0.2, 0.5, wide[0])


def _water(land: Floats, scene: Scene, light: Light, rays: GroundRays, fine) -> None:
    """Sea or lake between the shore and the skyline; the road keeps a strip of land to itself."""
    if not any(scene.terrain.water) or rays.faces == "d":
        return
    shore = SHORE
    far = rays.distance > shore * 0.8
    lines = np.flatnonzero(far.any(axis=(0, 2)))
    if not len(lines):
        return
    cut = (slice(None), slice(int(lines[0]), int(lines[-1]) + 1))
    x, y, distance = rays.x[cut], rays.y[cut], rays.distance[cut]
    azimuth = np.arctan2(x, y)
    edge = shore * (1 + 0.16 * textures.ridge_noise(azimuth, (textures.seed_of(scene) & 0xFFFF) + 40, 26, 3))
    right, _, _ = road_module.locate(scene.road, x, y)
    inland = np.minimum(distance - edge, np.abs(right) - np.float32(ROAD_LAND) * (edge / np.float32(shore)))
    wet = terrain.water_share(scene, azimuth)
    share = wet * smoothstep(-1.0, 1.0, inland)
    beach = wet * smoothstep(-11, -2, inland)
    foam = wet * np.exp(-(((inland - 1.6) / 1.1) ** 2)) * smoothstep(0.35, 0.7, fine[1][cut])
    grazing = np.exp(-2.4 / distance * 9)
    deep = np.array([0.08, 0.25, 0.34]) * np.mean(light.factor())
    blue = np.array([0.46, 0.61, 0.80]) if scene.sky.kind != "overcast" else np.array([0.66, 0.70, 0.74])
    sky = 0.5 * np.array(light.haze_colour) * 0.9 + 0.5 * blue
    ripple = 1 + 0.22 * (fine[1][cut] - 0.5) + 0.12 * (fine[0][cut] - 0.5)
    colour = (
        column(tuple(deep)) + (column(tuple(sky)) - column(tuple(deep))) * (0.30 + 0.35 * grazing)
    ) * ripple
    toward = np.cos(azimuth - math.radians(scene.sun_azimuth))
    glint = np.exp((toward - 1) * 40) * light.shadow_alpha * max(0.0, 1 - scene.sun_elevation / 60)
    colour = colour + (1 - colour) * np.clip(glint * 1.2, 0, 0.9)
    view = land[(slice(None), *cut)]
    sand = column((0.80, 0.72, 0.56)) * column(light.factor()) * (0.9 + 0.2 * (fine[1][cut] - 0.5))
    view += (sand - view) * (beach * np.float32(0.7))
    view += (colour - view) * share
    view += (column((0.88, 0.91, 0.92)) * np.float32(np.mean(light.factor())) - view) * (
        foam * np.float32(0.55)
    )


def _haze(land: Floats, light: Light, rays: GroundRays) -> Floats:
    amount = 1 - np.exp(rays.distance * np.float32(-light.haze_density))
    return land + (column(light.haze_colour) - land) * amount
