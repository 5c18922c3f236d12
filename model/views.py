"""Pictures of any kind to what the network takes: square, RGB, of its size.

A picture that has not been decoded yet is decoded here, with a limit on what that may cost; a huge one
that lies in memory already is thinned out before anything copies it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image

BEHIND_ALPHA = (128, 128, 128)
MOST_PIXELS = 178_956_970
"""What may be decoded: where Pillow speaks of a decompression bomb, unless its caller silenced it."""
LARGE_PX = 4096
"""A middle square wider than this is thinned out first."""
FARTHEST = 1e38
"""What floating-point greys are cut off at: twice as much is still a number."""
RANGES = (1, 255, 65_535)
"""What floating-point, 8-bit and 16-bit greys go up to, whatever holds them."""


def to_rgb(picture: Image.Image) -> Image.Image:
    """RGB, transparent parts laid over grey; greys of more than 8 bits scaled to 8 (`to_grey`)."""
    if picture.mode in ("I", "F") or picture.mode.startswith("I;16"):
        picture = to_grey(picture)
    if picture.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in picture.info:
        # From premultiplied grey Pillow knows the way to plain grey alone.
        above = (picture.convert("LA") if picture.mode == "La" else picture).convert("RGBA")
        ground = Image.new("RGBA", above.size, (*BEHIND_ALPHA, 255))
        picture = Image.alpha_composite(ground, above)
    return picture.convert("RGB")


def to_grey(picture: Image.Image) -> Image.Image:
    """16-bit, 32-bit and floating-point greys as 8-bit ones.

    Full white is the least of 1 (floating point only), 255 and 65 535 that no value exceeds; values beyond
    those or below 0 are spread from the least to the greatest. What is not finite counts as 0.
    """
    values = np.nan_to_num(np.asarray(picture, dtype=np.float32), posinf=0, neginf=0)
    values = values.clip(-FARTHEST, FARTHEST)
    low, high = float(values.min()), float(values.max())
    fitting = [white for white in RANGES if high <= white and (white > 1 or picture.mode == "F")]
    black, white = (0.0, float(fitting[0])) if fitting and low >= 0 else (low, high)
    scale = 255 / max(white - black, 1e-6)
    return Image.fromarray((values * scale - black * scale).clip(0, 255).round().astype(np.uint8))


def square(picture: Image.Image, px: int) -> Image.Image:
    """The middle square of a picture, `px` × `px`. Raises ValueError for an empty picture."""
    if picture.size == (px, px):
        return picture
    return picture.resize((px, px), Image.Resampling.BILINEAR, box=_middle(picture), reducing_gap=3.0)


def prepare(views: Sequence[Image.Image], px: int) -> NDArray[np.uint8]:
    """The views of one round → uint8 [V, px, px, 3].

    Raises ValueError without a single view or for a picture that is empty, damaged, cut short or too large
    to decode; TypeError for what is no picture.
    """
    if not len(views):
        raise ValueError("A guess needs at least one view: four at headings 0, 90, 180, 270, or one picture.")
    for view in views:
        if not isinstance(view, Image.Image):
            raise TypeError(f"Views must be PIL pictures, not {type(view).__name__}.")
    return np.stack([np.asarray(square(to_rgb(_thinned(_decoded(view, px))), px)) for view in views])


def _decoded(picture: Image.Image, px: int) -> Image.Image:
    """The picture with its pixels in memory. A JPEG beyond the limit is decoded at a fraction of its size."""
    waiting = bool(getattr(picture, "tile", None))
    if waiting and picture.width * picture.height > MOST_PIXELS:
        picture.draft("RGB", (max(px, LARGE_PX), max(px, LARGE_PX)))
        if picture.width * picture.height > MOST_PIXELS:
            raise ValueError(
                f"A picture of {picture.width} × {picture.height} is too large to decode: shrink it to at "
                f"most {MOST_PIXELS:,} pixels."
            )
    try:
        picture.load()
    except Exception as problem:  # decoders raise all sorts of things at damaged files
        raise ValueError(
            f"A picture cannot be decoded, its file is damaged or cut short ({problem}): use another one."
        ) from problem
    return picture


def _thinned(picture: Image.Image) -> Image.Image:
    """The middle square at most `LARGE_PX` wide: single pixels of a larger one, which costs no copy of it."""
    box = _middle(picture)
    if box[2] - box[0] <= LARGE_PX:
        return picture
    return picture.resize((LARGE_PX, LARGE_PX), Image.Resampling.NEAREST, box=box)


def _middle(picture: Image.Image) -> tuple[int, int, int, int]:
    """The middle square as (left, top, right, bottom). Raises ValueError for an empty picture."""
    width, height = picture.size
    side = min(width, height)
    if side < 1:
        raise ValueError(f"A view must have pixels; this picture is {width} × {height}.")
    left, top = (width - side) // 2, (height - side) // 2
    return left, top, left + side, top + side
