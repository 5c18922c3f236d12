"""Where the pixels of a face look: directions for the sky, places and footprints for the ground.

Everything that is shaded with numpy is a function of these, hence of the world and not of the face, so
faces join. Small pictures are shaded for all four headings at once, large ones in bands of rows.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from world.render.camera import FACES
from world.render.textures import Floats, Levels, RipMap
from world.scene import CAMERA_HEIGHT

BAND_PIXELS = 1 << 16
SMALL = 320
"""Faces up to this size are shaded together and keep their rays between scenes."""


@dataclass
class SkyRays:
    """Unit directions `x`, `y`, `z` [faces, rows, columns] of pixels above the horizon.

    `azimuth` [faces, 1, columns] in radians and `slant` [1, 1, columns], the cosine between the column
    and the middle of its face, are meant for side faces only. `pixel` is the angle of a pixel, radians.
    """

    faces: str
    rows: slice
    x: Floats
    y: Floats
    z: Floats
    azimuth: Floats
    slant: Floats
    pixel: float


@dataclass
class GroundRays:
    """Places (x, y) on the plane z = 0, metres, [faces, rows, columns]; `distance` metres from the eye.

    `step_row`, `step_column`: (east, north) metres to the next row's and column's place.
    """

    faces: str
    rows: slice
    x: Floats
    y: Floats
    distance: Floats
    step_row: tuple[Floats, Floats]
    step_column: tuple[Floats, Floats]
    footprint: tuple[Floats, Floats]
    levels: dict[int, Levels]

    def sample(
        self, texture: RipMap, dx: float = 0.0, dy: float = 0.0, zoom: float = 1.0, smooth: bool = False
    ) -> tuple[Floats, Floats, Floats, Floats]:
        """A texture laid on the ground, moved by (dx, dy) metres and enlarged `zoom` times."""
        key = (id(texture) << 8) + int(zoom * 32)
        if key not in self.levels:
            self.levels[key] = texture.levels(*(f / np.float32(zoom) for f in self.footprint))
        x, y = self.x, self.y
        if zoom != 1.0:
            x, y = x * np.float32(1 / zoom), y * np.float32(1 / zoom)
        return texture.sample(x + np.float32(dx), y + np.float32(dy), self.levels[key], smooth)

    def picker(self, chosen: NDArray[np.intp]) -> Callable[[Floats], Floats]:
        """What picks these pixels (indices into all) out of a number of each pixel, of each row or of all."""
        lines = chosen // self.x.shape[2]

        def pick(a):
            a = np.asarray(a)
            whole = a.size == self.x.size
            return a.take(chosen) if whole else a.take(lines) if a.size > 1 else a.reshape(())

        return pick

    def spread(self, east: Floats | float, north: Floats | float) -> Floats:
        """Metres a pixel covers along the horizontal direction (east, north)."""
        (rx, ry), (cx, cy) = self.step_row, self.step_column
        return np.abs(rx * east + ry * north) + np.abs(cx * east + cy * north)


def sky_rays(faces: str, size: int) -> Iterator[SkyRays]:
    """Rays of everything above the horizon in these faces (d sees none), in bands."""
    sides = "".join(f for f in faces if f in "frbl")
    for group, rows in _bands(sides, size, 0, size // 2):
        yield _sky(group, size, rows.start, rows.stop)
    if "u" in faces:
        for group, rows in _bands("u", size, 0, size):
            yield _sky(group, size, rows.start, rows.stop)


def ground_rays(faces: str, size: int) -> Iterator[GroundRays]:
    """Rays of everything below the horizon in these faces (u sees none), in bands."""
    sides = "".join(f for f in faces if f in "frbl")
    for group, rows in _bands(sides, size, size // 2, size):
        yield _ground(group, size, rows.start, rows.stop)
    if "d" in faces:
        for group, rows in _bands("d", size, 0, size):
            yield _ground(group, size, rows.start, rows.stop)


def _bands(faces: str, size: int, top: int, bottom: int) -> Iterator[tuple[str, slice]]:
    if not faces:
        return
    if size <= SMALL:
        yield faces, slice(top, bottom)
        return
    rows = max(1, BAND_PIXELS // size)
    for face in faces:
        for row in range(top, bottom, rows):
            yield face, slice(row, min(row + rows, bottom))


def _sky(faces: str, size: int, start: int, stop: int) -> SkyRays:
    return (_sky_kept if size <= SMALL else _make_sky)(faces, size, start, stop)


def _ground(faces: str, size: int, start: int, stop: int) -> GroundRays:
    return (_ground_kept if size <= SMALL else _make_ground)(faces, size, start, stop)


def _make_sky(faces: str, size: int, start: int, stop: int) -> SkyRays:
    half = size / 2
    v = ((np.arange(start, stop) + 0.5 - half) / half)[None, :, None]
    u = ((np.arange(size) + 0.5 - half) / half)[None, None, :]
    axes = np.array([FACES[f] for f in faces], np.float64)  # [faces, 3 axes, 3]
    right, down, forward = (axes[:, i, :, None, None] for i in range(3))
    d = [right[:, k] * u + down[:, k] * v + forward[:, k] for k in range(3)]
    norm = np.sqrt(1 + u * u + v * v)
    x, y, z = (np.ascontiguousarray(np.broadcast_to(c / norm, d[0].shape), np.float32) for c in d)
    level = [right[:, k] * u + forward[:, k] for k in range(2)]
    azimuth = np.arctan2(level[0], level[1]).astype(np.float32)
    slant = (1 / np.sqrt(1 + u * u)).astype(np.float32)
    return SkyRays(faces, slice(start, stop), x, y, z, azimuth, slant, 1 / half)


def _make_ground(faces: str, size: int, start: int, stop: int) -> GroundRays:
    half, height = size / 2, CAMERA_HEIGHT
    v = ((np.arange(start, stop) + 0.5 - half) / half)[None, :, None]
    u = ((np.arange(size) + 0.5 - half) / half)[None, None, :]
    axes = np.array([FACES[f] for f in faces], np.float64)
    right, forward = (axes[:, i, :, None, None] for i in (0, 2))
    if faces == "d":
        x, y = height * u + 0 * v, -height * v + 0 * u
        step_row = (np.float32(0), np.float32(-height / half))
        step_column = (np.float32(height / half), np.float32(0))
        footprint = (np.full((1, 1, 1), height / half, np.float32),) * 2
    else:
        depth = height / v
        x, y = ((forward[:, k] + right[:, k] * u) * depth for k in range(2))
        stretch = depth / (height * half)
        step_row = ((x * stretch).astype(np.float32), (y * stretch).astype(np.float32))
        wide, long = depth / half, depth * stretch
        step_column = tuple((right[:, k] * wide).astype(np.float32) for k in range(2))
        footprint = tuple(
            (np.abs(right[:, k]) * wide + np.abs(forward[:, k]) * long).astype(np.float32) for k in range(2)
        )
    x, y = (np.ascontiguousarray(c, np.float32) for c in (x, y))
    distance = np.sqrt(x * x + y * y + np.float32(height * height))
    return GroundRays(faces, slice(start, stop), x, y, distance, step_row, step_column, footprint, {})


_sky_kept = functools.lru_cache(maxsize=12)(_make_sky)
_ground_kept = functools.lru_cache(maxsize=12)(_make_ground)
