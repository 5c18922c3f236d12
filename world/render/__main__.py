"""Draw one place on Earth to files.

    python -m world.render LAT LON [--seed N] [--size PX] --out DIR

Writes the views at headings 0, 90, 180 and 270 degrees (000.png, 090.png, 180.png, 270.png; heading 0 is
true north), the six cube faces of the panorama (panorama_f.jpg … panorama_d.jpg) and scene.json.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path

from game.geodesy import check_coordinates
from world.render import VIEW_PX, available, check_size

FACE_PX = 1024
HEADINGS = ("000", "090", "180", "270")
NEGATIVE = re.compile(r"^-(\d|\.\d|inf|nan)", re.IGNORECASE)


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(
        prog="python -m world.render", description="Draw one place on Earth to files."
    )
    made.add_argument("latitude", metavar="LAT", type=_number, help="degrees north, -90 to 90")
    made.add_argument("longitude", metavar="LON", type=_number, help="degrees east, -180 to 180")
    made.add_argument("--seed", type=int, default=0, help="another street at the same place (default 0)")
    made.add_argument(
        "--size", type=int, metavar="PX", help=f"side of all pictures (default {FACE_PX}, views {VIEW_PX})"
    )
    made.add_argument("--view", type=int, metavar="PX", help="side of the four views, where it is another")
    made.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder to write to")
    # "-33.9" is a latitude, not an option.
    made._negative_number_matcher = NEGATIVE
    return made


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"a coordinate is a number of degrees, not {text!r}") from None


def main(arguments: list[str] | None = None) -> int:
    """The command; 0 if the files were written, 2 for arguments that make no sense, 1 without skia."""
    options = parser().parse_args(arguments)
    face_px = FACE_PX if options.size is None else options.size
    view_px = next(px for px in (options.view, options.size, VIEW_PX) if px is not None)
    try:
        check_coordinates(options.latitude, options.longitude)
        check_size(face_px)
        check_size(view_px)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    if available():
        print(available(), file=sys.stderr)
        return 1
    from world.render.worker import render_location

    try:
        drawn = render_location(options.latitude, options.longitude, options.seed, face_px, view_px)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    out = options.out
    out.mkdir(parents=True, exist_ok=True)
    for heading, view in zip(HEADINGS, drawn.views, strict=True):
        (out / f"{heading}.png").write_bytes(view)
    for face, jpeg in drawn.faces.items():
        (out / f"panorama_{face}.jpg").write_bytes(jpeg)
    text = json.dumps(drawn.scene, ensure_ascii=False, indent=1)
    (out / "scene.json").write_text(text + "\n", encoding="utf-8")
    where = ", ".join(str(drawn.scene[key]) for key in ("town", "admin1", "country") if drawn.scene[key])
    if drawn.scene.get("note"):
        print(drawn.scene["note"], file=sys.stderr)
    print(f"{out}: {where}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
