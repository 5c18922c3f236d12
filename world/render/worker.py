"""One location drawn in another process: `pool.submit(render_location, lat, lon, seed)`.

Give it to a `ProcessPoolExecutor` with the spawn context; skia holds the interpreter lock while it draws,
so a server that drew in its own threads would stand still for everybody.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from world.render import ALL_FACES, SIDES, VIEW_PX, check_size

JPEG_QUALITY = 88


@dataclass(frozen=True)
class RenderedLocation:
    """Pictures of one place, ready to serve, and what is true of it (`Scene.to_json`).

    `faces` maps f, r, b, l, u, d to JPEG bytes; `views` are four PNGs at headings 0, 90, 180, 270.
    No picture carries metadata.
    """

    faces: dict[str, bytes]
    views: list[bytes]
    scene: dict[str, Any]


def encode(pixels: NDArray[np.uint8], kind: str) -> bytes:
    """An RGB picture [height, width, 3] as the bytes of a JPEG or PNG without metadata."""
    buffer = io.BytesIO()
    picture = Image.fromarray(np.ascontiguousarray(pixels))
    if kind == "JPEG":
        picture.save(buffer, "JPEG", quality=JPEG_QUALITY, subsampling=0, optimize=True)
    else:
        picture.save(buffer, "PNG", compress_level=4)
    return buffer.getvalue()


def render_location(
    lat: float,
    lon: float,
    seed: int,
    face_px: int = 1024,
    view_px: int = VIEW_PX,
    month: int | None = None,
    hour: float | None = None,
) -> RenderedLocation:
    """Compose and draw the place (degrees, WGS84): six faces for a person, four views for a model.

    `month` and `hour` are those of `world.compose.compose`: from the seed where they are None. Raises
    ValueError as that does.
    """
    from world.compose import compose
    from world.render.painter import draw_arrays

    check_size(face_px)
    check_size(view_px)
    scene = compose(lat, lon, seed, month, hour)
    faces = {}
    for face in ALL_FACES:  # one at a time: a face of 1024 px takes 4 MiB
        faces[face] = encode(draw_arrays(scene, face_px, face)[0, :, :, :3], "JPEG")
    views = [encode(view[:, :, :3], "PNG") for view in draw_arrays(scene, view_px, SIDES)]
    return RenderedLocation(faces, views, scene.to_json())
