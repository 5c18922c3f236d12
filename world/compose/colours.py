"""Colours as "#rrggbb": mixing, brightening, small variations. Used by everything that composes a scene."""

from __future__ import annotations

import colorsys
import random
from functools import lru_cache

RGB = tuple[int, int, int]

SHOPS = (
    "#b3262a", "#1f4f9c", "#217a3c", "#d99a1c", "#2b2b2d", "#7a2f6f", "#e7e2d4", "#13808a",
    "#3f4f4a", "#7a5236", "#56606a", "#8a2f2a",
)  # fmt: skip
"""What shops paint their boards."""


def to_hex(rgb: tuple[float, float, float]) -> str:
    """(r, g, b) from 0 to 255 as "#rrggbb", clipped.

    >>> to_hex((255, 128.4, -3))
    '#ff8000'
    """
    r, g, b = (min(255, max(0, round(part))) for part in rgb)
    return f"#{r:02x}{g:02x}{b:02x}"


@lru_cache(maxsize=50_000)
def to_rgb(colour: str) -> RGB:
    """ "#rrggbb" as (r, g, b) from 0 to 255.

    >>> to_rgb("#ff8000")
    (255, 128, 0)
    """
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mix(a: str, b: str, share: float) -> str:
    """`a` with `share` (0–1) of `b` in it.

    >>> mix("#000000", "#ffffff", 0.5)
    '#808080'
    """
    (r, g, b), (to_r, to_g, to_b) = to_rgb(a), to_rgb(b)
    return to_hex((r + (to_r - r) * share, g + (to_g - g) * share, b + (to_b - b) * share))


def vary(colour: str, rng: random.Random, amount: float = 12) -> str:
    """The colour a little lighter or darker and a little warmer or cooler; `amount` in steps of 255."""
    shift, warmth = rng.uniform(-amount, amount), rng.uniform(-amount, amount) / 3
    r, g, b = to_rgb(colour)
    return to_hex((r + shift + warmth, g + shift, b + shift - warmth))


def brighten(rgb: RGB, gamma: float = 0.55, saturation: float = 0.9) -> str:
    """A satellite's dark colour of the land as it looks from the ground in daylight.

    >>> brighten((64, 64, 64), 0.5)
    '#808080'
    """
    h, s, v = colorsys.rgb_to_hsv(*(c / 255 for c in rgb))
    r, g, b = colorsys.hsv_to_rgb(h, min(1, s * saturation), v**gamma)
    return to_hex((255 * r, 255 * g, 255 * b))
