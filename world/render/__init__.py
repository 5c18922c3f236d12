"""Pictures of a `Scene`: four headings for a model, six cube faces for a person.

    python -m world.render 46.62 8.04 --out view      # see world/render/__main__.py

`draw_faces` is a pure function of its scene: the same scene gives the same bytes on one machine. Drawing
holds the interpreter lock for its whole time, so a server draws in another process (`worker`).
"""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import skia

    from world.scene import Scene

VIEW_PX = 160
"""Side in pixels of the square views that a model gets."""

SIDES = "frbl"
"""Faces towards headings 0, 90, 180 and 270 degrees."""

ALL_FACES = "frblud"


FONTS = Path(__file__).resolve().parents[2] / "node_modules" / "@expo-google-fonts"


def available() -> str:
    """ "" if pictures can be drawn here, else a sentence that says why not and what to do."""
    return _skia_missing() or _fonts_missing()


def _fonts_missing() -> str:
    """Signs without writing would be another world than the one that opponents learned."""
    if next(FONTS.glob("*/*/*.ttf"), None):
        return ""
    return f"The renderer finds no fonts under {'/'.join(FONTS.parts[-2:])}. Run `python -m libraries`."


@functools.cache
def _skia_missing() -> str:
    try:
        import skia  # noqa: F401
    except ImportError as error:
        if "libEGL" in str(error) or "libGL" in str(error):
            return (
                f"The renderer cannot load skia ({error}). On Debian or Ubuntu run "
                "`sudo apt-get install libegl1 libgl1`; elsewhere install the EGL and OpenGL libraries."
            )
        return f"The renderer cannot load skia ({error}). Run `pip install -r requirements.txt`."
    return ""


def draw_faces(scene: Scene, px: int, faces: str = SIDES) -> dict[str, skia.Image]:
    """The chosen faces of a scene, `px` × `px` pixels each.

    f looks north, r east, b south, l west, u up and d down, joined as cube-map viewers join them.
    Raises ValueError for a size that is not an even number from 32 to 4096, or for an unknown face.
    """
    import skia

    from world.render.painter import draw_arrays

    check_size(px)
    unknown = set(faces) - set(ALL_FACES)
    if unknown or not faces:
        raise ValueError(f"Faces are letters of {ALL_FACES!r}, not {faces!r}.")
    pictures = draw_arrays(scene, px, faces)
    return {f: skia.Image.fromarray(pictures[i], skia.kRGBA_8888_ColorType) for i, f in enumerate(faces)}


def check_size(px: int) -> int:
    """`px` if a face can have that side; the horizon must fall between two rows, so it is even."""
    if px % 2 or not 32 <= px <= 4096:
        raise ValueError(f"A face's side is an even number of pixels from 32 to 4096, not {px}.")
    return px
