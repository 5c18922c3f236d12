"""Pictures of any kind to what the network takes: square, RGB, of its size."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image

BEHIND_ALPHA = (128, 128, 128)


def to_rgb(picture: Image.Image) -> Image.Image:
    """RGB, transparent parts laid over grey; 16-bit and floating-point greys scaled to their range."""
    if picture.mode in ("I", "F") or picture.mode.startswith("I;16"):
        values = np.nan_to_num(np.asarray(picture, dtype=np.float32))
        low, high = float(values.min()), float(values.max())
        picture = Image.fromarray(((values - low) * (255 / max(high - low, 1e-6))).astype(np.uint8))
    if picture.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in picture.info:
        above = picture.convert("RGBA")
        ground = Image.new("RGBA", above.size, (*BEHIND_ALPHA, 255))
        picture = Image.alpha_composite(ground, above)
    return picture.convert("RGB")


def square(picture: Image.Image, px: int) -> Image.Image:
    """The middle square of a picture, `px` × `px`. Raises ValueError for an empty picture."""
    width, height = picture.size
    side = min(width, height)
    if side < 1:
        raise ValueError(f"A view must have pixels; this picture is {width} × {height}.")
    left, top = (width - side) // 2, (height - side) // 2
    if (width, height) == (px, px):
        return picture
    box = (left, top, left + side, top + side)
    return picture.resize((px, px), Image.Resampling.BILINEAR, box=box, reducing_gap=3.0)


def prepare(views: Sequence[Image.Image], px: int) -> NDArray[np.uint8]:
    """The views of one round → uint8 [V, px, px, 3].

    Raises ValueError without a single view and TypeError for what is no picture.
    """
    if not len(views):
        raise ValueError("A guess needs at least one view: four at headings 0, 90, 180, 270, or one picture.")
    for view in views:
        if not isinstance(view, Image.Image):
            raise TypeError(f"Views must be PIL pictures, not {type(view).__name__}.")
    return np.stack([np.asarray(square(to_rgb(view), px)) for view in views])
