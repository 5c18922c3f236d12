"""A contact sheet of the rendered Earth.

    python -m world.gallery --count 24 --out sheet.png [--country FR | --near LAT LON] [--clue bollard]

Each tile is one location: two headings side by side, or all four with --headings 4; the first looks along
the road, or closely at the clue that was asked for. Locations come from the test split unless a place is
named.
"""

from __future__ import annotations

import argparse
import itertools
import math
import sys
from collections.abc import Iterator
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
from world.scene import Clue, Scene

Place = tuple[float, float, int]
GAP = 6
PAPER = (250, 249, 246)
DRAWN, COMPOSED = 40_000, 3_000
"""How many places are looked at for a country, and how many scenes for a clue."""
CLOSE_UP, MAX_FACE = 50.0, 2048
"""Degrees across of a view of a clue, and pixels of the faces it is cut from at most."""


def tile(place: Place, size: int, headings: int, clue: str = "") -> tuple[NDArray[np.uint8], str]:
    """(picture [size, size · headings, 3], caption) of a place, looking along the road or at a clue first."""
    from world.compose import compose
    from world.render.painter import draw_arrays

    scene = compose(*place)
    found = next((each for each in scene.clues if each.name == clue and each.heading is not None), None)
    first = round((scene.road.bearing if found is None else found.heading) / 90) % 4
    views: list[NDArray[np.uint8]] = [] if found is None else [look(scene, found, size)]
    faces = "".join(SIDES[(first + i) % 4] for i in range(headings - len(views)))
    views += list(draw_arrays(scene, size, faces)[..., :3]) if faces else []
    name = facts.countries()[scene.country].name if scene.country in facts.countries() else scene.country
    return np.concatenate(views, axis=1), f"{scene.town}, {name}" if scene.town else name


def look(scene: Scene, clue: Clue, size: int, field: float = CLOSE_UP) -> NDArray[np.uint8]:
    """A square view [size, size, 3] of `field` degrees with a clue in its middle, out of the cube's faces."""
    from world.render.camera import FACES
    from world.render.painter import draw_arrays

    side = min(MAX_FACE, 2 * round(1.2 * size / math.radians(field)))  # even: no row lies on the horizon
    heading, elevation = math.radians(clue.heading or 0.0), math.radians(clue.elevation or 0.0)
    forward = np.array(
        [
            math.sin(heading) * math.cos(elevation),
            math.cos(heading) * math.cos(elevation),
            math.sin(elevation),
        ]
    )
    right = np.array([math.cos(heading), -math.sin(heading), 0.0])
    down = np.cross(forward, right)
    across = ((np.arange(size) + 0.5) / size * 2 - 1) * math.tan(math.radians(field / 2))
    rays = forward + across[None, :, None] * right + across[:, None, None] * down
    basis = {face: np.array(axes, float) for face, axes in FACES.items()}
    nearest = np.argmax(np.stack([rays @ axes[2] for axes in basis.values()]), axis=0)
    view = np.zeros((size, size, 3), np.uint8)
    for n, (face, axes) in enumerate(basis.items()):
        mine = nearest == n
        if not mine.any():
            continue
        picture = draw_arrays(scene, side, face)[0, :, :, :3]
        x, y, depth = (rays[mine] @ axis for axis in axes)
        columns, rows = (np.clip((1 + c / depth) * side / 2, 0, side - 1).astype(int) for c in (x, y))
        view[mine] = picture[rows, columns]
    return view


def candidates(
    split: str, count: int, country: str = "", near: tuple[float, float] | None = None, clue: str = ""
) -> list[Place]:
    """Places for the sheet, those with a clue of this name if one is given.

    Raises ValueError for bad coordinates, and for a country or a clue that no place has.
    """
    stream = _stream(split, country, near)
    if not clue:
        return list(islice(stream, count))
    from world.compose import compose

    found: list[Place] = []
    names: set[str] = set()
    for place in islice(stream, COMPOSED):
        here = {each.name for each in compose(*place).clues}
        names |= here
        if clue in here:
            found.append(place)
            if len(found) == count:
                break
    if not found:
        raise ValueError(
            f"None of {COMPOSED} scenes has a clue {clue!r}. There are: {', '.join(sorted(names))}."
        )
    return found


def _stream(split: str, country: str, near: tuple[float, float] | None) -> Iterator[Place]:
    if near is not None:
        latitude, longitude = check_coordinates(*near)
        return ((latitude, longitude, seed) for seed in itertools.count())
    drawn = islice(places.stream(split), DRAWN)
    if not country:
        return drawn
    code = country.upper()
    if code not in facts.countries():
        raise ValueError(f"{country!r} is no country's two-letter code.")
    inside = (place for place in drawn if facts.country_at(*place[:2]) == code)
    first = next(inside, None)
    if first is None:
        raise ValueError(f"The split {split} has no place in {code} among its first {DRAWN}.")
    return itertools.chain([first], inside)


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
    parser.add_argument(
        "--clue",
        default="",
        metavar="NAME",
        help="only scenes with this clue, which stands in the middle of the first picture",
    )
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
        chosen = candidates(options.split, options.count, options.country, options.near, options.clue)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        jobs = [pool.submit(tile, place, options.size, options.headings, options.clue) for place in chosen]
        tiles = [job.result() for job in jobs]
    columns = options.columns or max(1, round(math.sqrt(len(tiles) * 1.4 / options.headings)))
    options.out.parent.mkdir(parents=True, exist_ok=True)
    sheet(tiles, columns, options.captions).save(options.out)
    print(f"{options.out}: {len(tiles)} places")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
