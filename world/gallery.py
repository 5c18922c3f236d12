"""A contact sheet of the rendered Earth.

    python -m world.gallery --count 24 --out sheet.png [--country FR | --near LAT LON] [--captions]

Each tile is one location: two headings side by side, or all four with --headings 4. Locations come from
the test split unless a country or a place is named.
"""

from __future__ import annotations

import argparse
import math
import sys
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from game.geodesy import check_coordinates
from world import facts, places
from world.render import SIDES, available, check_size

Place = tuple[float, float, int]
GAP = 6
PAPER = (250, 249, 246)


def tile(place: Place, size: int, headings: int) -> tuple[NDArray[np.uint8], str]:
    """(picture [size, size · headings, 3], caption) of a place; the first heading looks along the road."""
    from world.compose import compose
    from world.render.painter import draw_arrays

    scene = compose(*place)
    first = round(scene.road.bearing / 90) % 4
    faces = "".join(SIDES[(first + i) % 4] for i in range(headings))
    views = draw_arrays(scene, size, faces)[..., :3]
    name = facts.countries()[scene.country].name if scene.country in facts.countries() else scene.country
    return np.concatenate(list(views), axis=1), f"{scene.town}, {name}" if scene.town else name


def candidates(
    split: str, count: int, country: str = "", near: tuple[float, float] | None = None
) -> list[Place]:
    """Places for the sheet. Raises ValueError for bad coordinates or a country without places."""
    if near is not None:
        latitude, longitude = check_coordinates(*near)
        return [(latitude, longitude, seed) for seed in range(count)]
    if not country:
        return places.draw(split, count)
    code = country.upper()
    if code not in facts.countries():
        raise ValueError(f"{country!r} is no country's two-letter code.")
    found: list[Place] = []
    for lat, lon, seed in islice(places.stream(split), 40_000):
        if facts.country_at(lat, lon) == code:
            found.append((lat, lon, seed))
            if len(found) == count:
                break
    if not found:
        raise ValueError(f"The split {split} has no place in {code} among its first 40 000.")
    return found


def sheet(tiles: list[tuple[NDArray[np.uint8], str]], columns: int, captions: bool) -> Image.Image:
    """The tiles in rows on paper."""
    height, width = tiles[0][0].shape[:2]
    line = 18 if captions else 0
    rows = math.ceil(len(tiles) / columns)
    made = Image.new("RGB", (columns * (width + GAP) + GAP, rows * (height + line + GAP) + GAP), PAPER)
    for i, (picture, caption) in enumerate(tiles):
        x, y = GAP + i % columns * (width + GAP), GAP + i // columns * (height + line + GAP)
        made.paste(Image.fromarray(picture), (x, y))
        if captions:
            made.paste(_line(caption, width, line), (x, y + height))
    return made


def _line(caption: str, width: int, height: int) -> Image.Image:
    """A caption in any script on paper."""
    import skia

    from world.render.text import draw_text

    pixels = np.zeros((height, width, 4), np.uint8)
    pixels[:] = (*PAPER, 255)
    surface = skia.Surface(pixels)
    draw_text(surface.getCanvas(), caption, (2, 4, width, height - 3), 0xFF3C3C40, 500, "left", 1.0)
    surface.flushAndSubmit()
    return Image.fromarray(np.ascontiguousarray(pixels[..., :3]))


def main(arguments: list[str] | None = None) -> int:
    """The command; 0 when the sheet was written, 2 for arguments that make no sense."""
    parser = argparse.ArgumentParser(
        prog="python -m world.gallery", description="A contact sheet of the rendered Earth."
    )
    parser.add_argument("--count", type=int, default=24)
    parser.add_argument("--out", type=Path, required=True, metavar="FILE")
    parser.add_argument("--split", choices=places.SPLITS, default="test")
    parser.add_argument("--country", default="", metavar="CC")
    parser.add_argument("--near", type=float, nargs=2, metavar=("LAT", "LON"))
    parser.add_argument("--headings", type=int, choices=(1, 2, 4), default=2)
    parser.add_argument("--columns", type=int, default=0)
    parser.add_argument("--size", type=int, default=224, metavar="PX")
    parser.add_argument("--captions", action="store_true", help="write the place under each tile")
    options = parser.parse_args(arguments)
    if available():
        print(available(), file=sys.stderr)
        return 1
    try:
        if options.count < 1:
            raise ValueError("--count must be at least 1.")
        check_size(options.size)
        chosen = candidates(options.split, options.count, options.country, options.near)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        jobs = [pool.submit(tile, place, options.size, options.headings) for place in chosen]
        tiles = [job.result() for job in jobs]
    columns = options.columns or max(1, round(math.sqrt(len(tiles) * 1.4 / options.headings)))
    options.out.parent.mkdir(parents=True, exist_ok=True)
    sheet(tiles, columns, options.captions).save(options.out)
    print(f"{options.out}: {len(tiles)} places")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
