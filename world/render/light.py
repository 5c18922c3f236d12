"""Sun, sky light and haze of a scene: what turns a paint's colour into the colour seen.

One sun lights everything. `light.shade("#c0b090", normal)` is a lit wall, `light.haze(colour, distance)`
what the air leaves of it, `light.filter(distance)` both for a picture (a plant sprite, a texture), and
`light.shadow(height)` where the shadow of a thing that high falls.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import skia

from world.scene import Colour, Scene

RGB = tuple[float, float, float]

UP = (0.0, 0.0, 1.0)

LEAVES = 0.46
"""Brightness above which colours of living leaves are lowered, 0–1."""

LOW_SUN = 12.0
"""Degrees of the sun's height in which its gold fades to a third."""


def rgb(colour: Colour | int) -> RGB:
    """ "#rrggbb" or a skia colour int as three floats 0–1."""
    if isinstance(colour, str):
        colour = int(colour.lstrip("#")[:6], 16)
    return ((colour >> 16 & 255) / 255, (colour >> 8 & 255) / 255, (colour & 255) / 255)


def pack(r: float, g: float, b: float, alpha: float = 1.0) -> int:
    """Floats 0–1 (clamped) as a skia colour int 0xAARRGGBB."""
    a, r, g, b = (0 if c <= 0 else 255 if c >= 1 else int(c * 255 + 0.5) for c in (alpha, r, g, b))
    return a << 24 | r << 16 | g << 8 | b


def mix(a: RGB, b: RGB, t: float) -> RGB:
    """From a (t = 0) to b (t = 1)."""
    return (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t)


def muted(colour: RGB, share: float) -> RGB:
    """A colour with that share of its grey: the open air pales leaves, the more the farther."""
    grey = 0.3 * colour[0] + 0.59 * colour[1] + 0.11 * colour[2]
    return mix(colour, (grey, grey, grey), share)


def living(colour: RGB) -> RGB:
    """A colour of leaves: never as bright as straw or sand, however pale their land looks from above."""
    brightness = 0.3 * colour[0] + 0.59 * colour[1] + 0.11 * colour[2]
    if brightness <= LEAVES:
        return colour
    return mix((0.0, 0.0, 0.0), colour, 0.2 + 0.8 * LEAVES / brightness)


@dataclass(frozen=True)
class Light:
    """The light of one scene. Colours are RGB floats 0–1 that multiply a paint's colour.

    `sun` is the unit vector towards the sun (ENU); `shadow_alpha` (0–1) how dark shadows are: near 0
    under an overcast sky; `haze_density` per metre.
    """

    sun: tuple[float, float, float]
    sun_colour: RGB
    ambient: RGB
    bounce: RGB
    haze_colour: RGB
    haze_density: float
    shadow_alpha: float
    _filters: dict[tuple[int, int], skia.ColorFilter] = field(default_factory=dict, repr=False, compare=False)
    _factors: dict[tuple[float, ...], RGB] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, scene: Scene) -> Light:
        """The light at the scene's hour and weather."""
        elevation = max(scene.sun_elevation, 1.0)
        azimuth, e = math.radians(scene.sun_azimuth), math.radians(elevation)
        sun = (math.sin(azimuth) * math.cos(e), math.cos(azimuth) * math.cos(e), math.sin(e))
        shade = {"clear": 0.0, "cirrus": 0.08, "cumulus": 0.04, "broken": 0.3, "overcast": 0.92}
        dull = shade.get(scene.sky.kind, 0.2)
        low = math.exp(-elevation / LOW_SUN)  # how golden the light is
        strength = (0.65 - 0.15 * low) * (1 - dull)
        sun_colour = (
            strength * (1.05 + 0.12 * low),
            strength * (1.0 - 0.2 * low),
            strength * (0.92 - 0.58 * low),
        )
        sky = 0.535 + 0.225 * dull - 0.07 * low
        # A camera exposes for the ground: level ground comes out about as bright at every hour but dusk.
        exposure = min(1.5, max(1.0, (1.04 - 0.09 * low) / (sky + strength * sun[2])))
        # What a shadow on the ground takes away is the sun's part of its light; eyes see more than that.
        direct = strength * sun[2]
        shadow = (0.29 + 0.52 * direct / (direct + sky)) * (1 - dull)
        sky *= exposure
        sun_colour = tuple(c * min(exposure, 1.12) for c in sun_colour)
        ambient = mix(
            (sky * 0.95, sky, sky * 1.08),
            (sky * 0.99, sky, sky * 1.01),
            min(1.0, dull + scene.sky.haze * 0.3),
        )
        golden = 0.75 * low * (1 - dull)
        ambient = mix(ambient, (sky * 1.14, sky * 0.98, sky * 0.80), golden)
        bounce = (sky * 1.0, sky * 0.98, sky * 0.97)
        clear_haze = (0.73, 0.81, 0.91)
        haze = mix(clear_haze, (0.82, 0.84, 0.86), max(dull, 0.8 * scene.sky.haze))
        haze = mix(haze, (0.96, 0.77, 0.58), 0.75 * low * (1 - dull))
        density = 0.00016 + 0.0024 * scene.sky.haze**2 + 0.0002 * dull
        return cls(sun, sun_colour, ambient, bounce, haze, density, shadow)

    def factor(self, normal: Sequence[float] = UP) -> RGB:
        """What a surface with that unit normal multiplies its colour by."""
        key = tuple(normal)
        found = self._factors.get(key)
        if found is None:
            found = self._factors[key] = self._factor(normal)
        return found

    def _factor(self, normal: Sequence[float]) -> RGB:
        sun = self.sun
        lambert = max(0.0, normal[0] * sun[0] + normal[1] * sun[1] + normal[2] * sun[2])
        t = 0.5 + 0.5 * normal[2]
        a, b, s = self.ambient, self.bounce, self.sun_colour
        return (
            b[0] + (a[0] - b[0]) * t + s[0] * lambert,
            b[1] + (a[1] - b[1]) * t + s[1] * lambert,
            b[2] + (a[2] - b[2]) * t + s[2] * lambert,
        )

    def shade(self, colour: Colour | int, normal: Sequence[float] = UP, alpha: float = 1.0) -> int:
        """The colour of a lit surface, as a skia colour int."""
        c, f = rgb(colour), self.factor(normal)
        return pack(c[0] * f[0], c[1] * f[1], c[2] * f[2], alpha)

    def haze_amount(self, distance: float) -> float:
        """0 (clear) to 1 (nothing but air), `distance` in metres."""
        return 1.0 - math.exp(-distance * self.haze_density)

    def haze(self, colour: Colour | int, distance: float) -> int:
        """A colour seen through `distance` metres of air, as a skia colour int (alpha kept)."""
        r, g, b = mix(rgb(colour), self.haze_colour, self.haze_amount(distance))
        alpha = 1.0 if isinstance(colour, str) else (colour >> 24) / 255
        return pack(r, g, b, alpha)

    def seen(self, colour: Colour | int, normal: Sequence[float], distance: float, alpha: float = 1.0) -> int:
        """`shade`, then `haze`: the usual call for a solid face."""
        return self.haze(self.shade(colour, normal, alpha), distance)

    def haze_filter(self, distance: float) -> skia.ColorFilter:
        """Colour filter for paints of already lit things `distance` metres away (cached, 64 steps)."""
        return self._filter((1.0, 1.0, 1.0), distance, 0)

    def filter(self, distance: float) -> skia.ColorFilter:
        """Colour filter that lights a picture of a rounded thing (a plant drawn in full light, with its
        own shading) with this scene's sun and sky, then hazes it."""
        f = tuple(a + 0.62 * s for a, s in zip(self.ambient, self.sun_colour, strict=True))
        return self._filter(f, distance, 1)

    def _filter(self, tint: Sequence[float], distance: float, kind: int) -> skia.ColorFilter:
        step = round(self.haze_amount(distance) * 64)
        found = self._filters.get((kind, step))
        if found is None:
            t, h = step / 64, self.haze_colour
            rows = [0.0] * 20
            for i in range(3):
                rows[i * 6] = tint[i] * (1 - t)
                rows[i * 5 + 4] = h[i] * t
            rows[18] = 1.0
            found = self._filters[kind, step] = skia.ColorFilters.Matrix(rows)
        return found

    def shadow(self, height: float) -> tuple[float, float]:
        """(east, north) metres from a thing's foot to the tip of its shadow on the ground.

        Never longer than six times the height: low suns would draw shadows to the horizon.
        """
        x, y, z = self.sun
        stretch = min(1.0 / max(z, 1e-3), 6.0 / max(math.hypot(x, y), 1e-6))
        return (-x * stretch * height, -y * stretch * height)

    def shadow_colour(self, strength: float = 1.0) -> int:
        """Bluish black with the alpha of shadows on the ground, times `strength`."""
        return pack(0.05, 0.06, 0.12, self.shadow_alpha * strength)
