"""Batches of views for training, changed at random: crop, colour, blur, compression, erasing. Never flipped.

A flip would reverse the driving side and every piece of writing. All of it works on whole batches and
takes its randomness from the generator given, so that a step can be repeated exactly.

Shapes: B pictures, 3 channels, H × W pixels; memory is channels-last, which trains faster on a CPU.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor

BAND = (0.2, 0.9)
"""The rows of a square view that the network looks at, as shares of its height.

Above is sky, below the road's own texture; without them a step costs 30 % less, and few clues
are only there: the band still reaches 31 degrees up and, at 2.4 m, from 3 m ahead.
"""

MEAN, SPREAD = 0.47, 0.25
"""Pictures go in as (value in 0–1 minus MEAN) / SPREAD: one pair for the three channels keeps hues."""


@dataclass(frozen=True, slots=True)
class AugmentConfig:
    """Shares of the pictures that get each change, and how strong it is."""

    smallest_crop: float = 0.92
    brightness: float = 0.03
    contrast: float = 0.05
    saturation: float = 0.05
    tint: float = 0.006
    blur: float = 0.0
    compress: float = 0.0
    erase: float = 0.05


def band_rows(side: int) -> tuple[int, int]:
    """First and last + 1 row of the band in a view of `side` rows."""
    return round(BAND[0] * side), round(BAND[1] * side)


def resize(views_BHW3: NDArray[np.uint8], px: int) -> Tensor:
    """The band of square uint8 views [B, H, H, 3] → uint8 [B, 3, h, px], antialiased, channels-last."""
    top, bottom = band_rows(views_BHW3.shape[1])
    return _scale(views_BHW3[:, top:bottom], px)


def _scale(views_BHW3: NDArray[np.uint8], px: int) -> Tensor:
    """uint8 bands [B, H, W, 3] → uint8 [B, 3, h, px]."""
    pictures = torch.from_numpy(views_BHW3).permute(0, 3, 1, 2)
    if pictures.shape[-1] == px:
        return pictures
    top, bottom = band_rows(px)
    return F.interpolate(pictures, (bottom - top, px), mode="bilinear", antialias=True)


def normalise(pictures_B3HW: Tensor) -> Tensor:
    """uint8 → float32 around 0, channels-last."""
    pictures = pictures_B3HW.to(torch.float32, memory_format=torch.channels_last)
    return pictures.mul_(1 / (255 * SPREAD)).sub_(MEAN / SPREAD)


def crops(views_BHW3: NDArray[np.uint8], px: int, config: AugmentConfig, rng: np.random.Generator) -> Tensor:
    """Crops around the band at random places, one size for the batch, resized → uint8 [B, 3, h, px].

    The bands' middles move up and down by as much as the crop is smaller than the view.
    """
    count, full = views_BHW3.shape[:2]
    side = round(full * rng.uniform(config.smallest_crop, 1.0))
    top, bottom = band_rows(side)
    offsets = rng.integers(0, full - side + 1, size=(count, 2))
    cut = np.empty((count, bottom - top, side, 3), dtype=np.uint8)
    for picture, (y, x), target in zip(views_BHW3, offsets, cut, strict=True):
        target[:] = picture[y + top : y + bottom, x : x + side]
    return _scale(cut, px)


def augment(pictures_B3HW: Tensor, config: AugmentConfig, rng: np.random.Generator) -> Tensor:
    """uint8 pictures → normalised float32, each changed in its own way."""
    pictures = pictures_B3HW.to(torch.float32, memory_format=torch.channels_last)
    for share, change in ((config.blur, _blur), (config.compress, _compress)):
        chosen = torch.from_numpy(np.flatnonzero(rng.random(len(pictures)) < share))
        if len(chosen):
            pictures[chosen] = change(pictures[chosen])
    pictures = _recolour(pictures, config, rng)
    _erase(pictures, config, rng)
    return pictures


def _blur(pictures: Tensor) -> Tensor:
    return F.avg_pool2d(F.pad(pictures, (1, 1, 1, 1), mode="replicate"), 3, stride=1)


def _compress(pictures: Tensor) -> Tensor:
    """What a strong JPEG does, cheaply: colour at a quarter of the size, brightness in coarse steps."""
    grey = pictures.mean(dim=1, keepdim=True)
    size = pictures.shape[-2:]
    colour = F.interpolate(
        F.avg_pool2d(pictures - grey, 4, ceil_mode=True), size, mode="bilinear", align_corners=False
    )
    return (torch.round(grey / 12) * 12 + colour).clamp(0, 255)


def _recolour(pictures: Tensor, config: AugmentConfig, rng: np.random.Generator) -> Tensor:
    """Brightness, contrast, saturation, tint and the normalisation: one linear map of colours a picture."""
    count, _, height, width = pictures.shape
    contrast = 1 + rng.uniform(-config.contrast, config.contrast, size=(count, 1, 1))
    saturation = 1 + rng.uniform(-config.saturation, config.saturation, size=(count, 1, 1))
    shift = rng.uniform(-config.brightness, config.brightness, size=(count, 1, 1))
    shift = shift + rng.uniform(-config.tint, config.tint, size=(count, 1, 3))
    # contrast * (saturation * (p - grey) + grey - MEAN) + MEAN + shift, with grey the mean of the channels.
    colours = contrast * (saturation * np.eye(3) + (1 - saturation) / 3) / (255 * SPREAD)
    offset = (shift - contrast * MEAN) / SPREAD
    pixels = pictures.permute(0, 2, 3, 1).reshape(count, height * width, 3)
    mapped = torch.baddbmm(
        torch.from_numpy(offset.astype(np.float32)), pixels, torch.from_numpy(colours.astype(np.float32))
    )
    mapped.clamp_(-MEAN / SPREAD, (1 - MEAN) / SPREAD)
    return mapped.reshape(count, height, width, 3).permute(0, 3, 1, 2)


def _erase(pictures: Tensor, config: AugmentConfig, rng: np.random.Generator) -> None:
    side = min(pictures.shape[-2:])
    for number in np.flatnonzero(rng.random(len(pictures)) < config.erase):
        height, width = rng.integers(side // 10, side // 3, size=2)
        y = int(rng.integers(0, pictures.shape[-2] - height))
        x = int(rng.integers(0, pictures.shape[-1] - width))
        pictures[number, :, y : y + height, x : x + width] = float(rng.normal())
