"""What walls and roofs are made of: tiling overlays of light and dark, drawn over any colour.

Each material is a two-metre periodic field from -1 (darkest) to 1 (lightest), made once per process
from fixed seeds and kept at five resolutions; the coarser ones serve the distance.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np
import skia

TILE_METRES = 2.0
FINEST = 128
"""Pixels a metre of the finest overlay."""

_N = int(TILE_METRES * FINEST)


def shader(material: str, scale: float, turned: bool = False) -> skia.Shader | None:
    """The overlay of a material for canvas units of a metre, or None where it would not be seen.

    `scale` is how many pixels a metre takes; an unknown material has no overlay.
    """
    if scale < 5 or material not in _FIELDS:
        return None
    level = 0
    while level < 4 and FINEST / 2 ** (level + 1) >= scale * 0.8:
        level += 1
    return _shader(material, level, turned)


@lru_cache(maxsize=256)
def _shader(material: str, level: int, turned: bool) -> skia.Shader:
    image = _levels(material)[level]
    matrix = skia.Matrix.Scale(TILE_METRES / image.width(), TILE_METRES / image.height())
    if turned:
        matrix.postConcat(skia.Matrix.RotateDeg(90))
    repeat = skia.TileMode.kRepeat
    return image.makeShader(repeat, repeat, skia.SamplingOptions(skia.FilterMode.kLinear), matrix)


@lru_cache(maxsize=32)
def _levels(material: str) -> list[skia.Image]:
    field = np.clip(_FIELDS[material](), -1, 1)
    images = []
    for _ in range(5):
        alpha = np.abs(field) * 255
        pixels = np.empty((*field.shape, 4), np.uint8)
        pixels[..., :3] = np.where(field > 0, alpha, 0)[..., None]
        pixels[..., 3] = alpha
        images.append(
            skia.Image.fromarray(
                pixels, skia.ColorType.kRGBA_8888_ColorType, skia.AlphaType.kPremul_AlphaType
            )
        )
        field = (field[::2, ::2] + field[1::2, ::2] + field[::2, 1::2] + field[1::2, 1::2]) / 4
    return images


def _grid() -> tuple[np.ndarray, np.ndarray]:
    """(y, x) of every texel, metres."""
    axis = (np.arange(_N) + 0.5) / FINEST
    return np.meshgrid(axis, axis, indexing="ij")


def _noise(seed: int, stretch_x: float = 1.0, stretch_y: float = 1.0, power: float = 1.2) -> np.ndarray:
    """Periodic noise with mean 0 and deviation 1; larger `power` is smoother, `stretch` draws it out."""
    rng = np.random.default_rng(seed)
    fy, fx = np.fft.fftfreq(_N)[:, None] * _N, np.fft.fftfreq(_N)[None, :] * _N
    radius = np.sqrt((fx * stretch_x) ** 2 + (fy * stretch_y) ** 2)
    radius[0, 0] = np.inf
    field = np.fft.ifft2(np.fft.fft2(rng.standard_normal((_N, _N))) / radius**power).real
    return field / field.std()


def _courses(
    rows: int, columns: int, seed: int, joint: float, stagger: float = 0.5
) -> tuple[np.ndarray, ...]:
    """Running bond: a tone of each unit (-1–1), depth into its joint (0–1) and (v, u) inside the unit."""
    y, x = _grid()
    row = np.floor(y / TILE_METRES * rows).astype(int)
    shifted = x / TILE_METRES * columns + (row % 2) * stagger
    column = np.floor(shifted).astype(int) % columns
    tone = np.random.default_rng(seed).uniform(-1, 1, (rows, columns))[row, column]
    v, u = y / TILE_METRES * rows - row, shifted - np.floor(shifted)
    height, width = TILE_METRES / rows, TILE_METRES / columns
    edge = np.minimum(np.minimum(v, 1 - v) * height, np.minimum(u, 1 - u) * width)
    return tone, np.clip(1 - edge / joint, 0, 1), v, u


def _brick() -> np.ndarray:
    tone, joint, _, _ = _courses(26, 8, 1, 0.008)
    return np.where(joint > 0, 0.24 * joint, 0.06 * tone - 0.02) + 0.012 * _noise(2, power=0.5)


def _boards() -> np.ndarray:
    tone, _, v, _ = _courses(11, 1, 3, 0.01, 0)
    return 0.03 * tone + np.where(v > 0.92, -0.34, 0) + np.where(v < 0.05, 0.10, 0) + 0.04 * (0.5 - v)


def _stone() -> np.ndarray:
    rng = np.random.default_rng(5)
    points, tones = rng.uniform(0, TILE_METRES, (70, 2)), rng.uniform(-1, 1, 70)
    y, x = _grid()
    first = np.full(y.shape, 9.0)
    second, tone = first.copy(), first.copy()
    for (py, px), t in zip(points, tones, strict=True):
        dy = np.abs(y - py)
        dx = np.abs(x - px)
        d = np.hypot(np.minimum(dy, TILE_METRES - dy) * 1.35, np.minimum(dx, TILE_METRES - dx))
        closer = d < first
        second = np.where(closer, first, np.minimum(second, d))
        first, tone = np.where(closer, d, first), np.where(closer, t, tone)
    gap = np.clip(1 - (second - first) / 0.035, 0, 1)
    return 0.11 * tone * (1 - gap) - 0.30 * gap + 0.03 * _noise(6, power=0.7)


def _blocks() -> np.ndarray:
    tone, joint, _, _ = _courses(10, 5, 7, 0.012)
    return -0.18 * joint + 0.035 * tone + 0.015 * _noise(8, power=0.5)


def _plaster() -> np.ndarray:
    return 0.022 * _noise(9, power=0.6) + 0.012 * _noise(10, power=1.0)


def _adobe() -> np.ndarray:
    return 0.04 * _noise(11, power=1.1) + 0.04 * _noise(12, power=0.6)


def _concrete() -> np.ndarray:
    y, _ = _grid()
    return 0.025 * _noise(13, power=0.9) + 0.03 * _noise(14, power=0.5) - 0.12 * (y % 1.0 < 0.015)


def _corrugated() -> np.ndarray:
    _, x = _grid()
    return 0.20 * np.sin(x * 2 * np.pi / 0.125) + 0.07 * _noise(15, 1.0, 0.15, 1.4)


def _wall_tile() -> np.ndarray:
    tone, joint, _, _ = _courses(20, 20, 16, 0.006, 0)
    return -0.22 * joint + 0.05 * tone


def _pantile() -> np.ndarray:
    tone, _, v, u = _courses(6, 8, 17, 0.01, 0)
    return 0.22 * np.sin(u * 2 * np.pi) + 0.12 * tone - 0.40 * (v > 0.9) + 0.14 * (v - 0.5)


def _slate() -> np.ndarray:
    tone, joint, v, _ = _courses(10, 7, 18, 0.012)
    return 0.12 * tone - 0.32 * joint * (v > 0.5) - 0.10 * joint + 0.04 * _noise(19)


def _seams() -> np.ndarray:
    _, x = _grid()
    u = x % 0.5
    return 0.30 * (u < 0.03) - 0.25 * ((u >= 0.03) & (u < 0.06)) + 0.05 * _noise(20, 1.0, 0.12, 1.5)


def _shingle() -> np.ndarray:
    tone, joint, v, _ = _courses(14, 9, 21, 0.008)
    return 0.14 * tone - 0.24 * (v > 0.88) - 0.10 * joint + 0.06 * _noise(22, power=0.6)


def _straw() -> np.ndarray:
    y, _ = _grid()
    return 0.16 * _noise(23, 1.0, 0.10, 0.8) + 0.08 * np.sin(y * 2 * np.pi / 0.5) + 0.05 * _noise(24)


_FIELDS: dict[str, Callable[[], np.ndarray]] = {
    "brick": _brick,
    "wood-horizontal": _boards,
    "wood-vertical": lambda: _boards().T.copy(),
    "stone": _stone,
    "blocks": _blocks,
    "plaster": _plaster,
    "half-timber": _plaster,
    "adobe": _adobe,
    "concrete": _concrete,
    "corrugated": _corrugated,
    "tile": _wall_tile,
    "roof-tile": _pantile,
    "roof-slate": _slate,
    "roof-metal": _seams,
    "roof-corrugated": _corrugated,
    "roof-shingle": _shingle,
    "roof-thatch": _straw,
    "roof-concrete": _concrete,
}
