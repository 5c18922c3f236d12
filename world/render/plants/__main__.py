"""A contact sheet of every kind of plant, to look at.

python -m world.render.plants --season autumn --out sheet.png
"""

from __future__ import annotations

import argparse

import skia

from world.render.plants import KINDS, SEASONS, sprite
from world.render.plants.sprites import MIPMAPPED

COLUMNS = 7


def sheet(season: str, variant: int, cell: int) -> skia.Image:
    """All kinds on a lawn under a plain sky, `cell` pixels each, with 20-pixel copies in the corners."""
    rows = -(-len(KINDS) // COLUMNS)
    surface = skia.Surface(COLUMNS * cell, rows * cell)
    canvas = surface.getCanvas()
    canvas.clear(skia.Color(172, 198, 222))
    for k, name in enumerate(KINDS):
        left, top = k % COLUMNS * cell, k // COLUMNS * cell
        lawn = skia.Rect.MakeLTRB(left, top + cell * 0.9, left + cell, top + cell)
        canvas.drawRect(lawn, skia.Paint(Color=skia.Color(138, 150, 100)))
        image = sprite(name, variant, season).image
        scale = 0.92 * cell / max(image.width(), image.height())
        for middle, size in ((left + cell / 2, scale), (left + 16, 20 / image.height())):
            w, h = image.width() * size, image.height() * size
            box = skia.Rect.MakeXYWH(middle - w / 2, top + 0.97 * cell - h, w, h)
            canvas.drawImageRect(image, box, MIPMAPPED)
    return surface.makeImageSnapshot()


def main() -> None:
    parser = argparse.ArgumentParser(prog="world.render.plants", description="Draw every kind of plant.")
    parser.add_argument("--season", choices=SEASONS, default="summer")
    parser.add_argument("--variant", type=int, default=0)
    parser.add_argument("--cell", type=int, default=260, help="pixels a plant")
    parser.add_argument("--out", default="plants.png", help="PNG file to write")
    args = parser.parse_args()
    sheet(args.season, args.variant, args.cell).save(args.out)


if __name__ == "__main__":
    main()
