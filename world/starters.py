"""The starter panoramas: what plays at once while the renderer warms up, and where skia cannot load.

    python -m world.starters --out assets/starter

Each is a place of the test split (no opponent was trained on it) in its own folder: six cube faces,
the four views a model gets side by side, and scene.json. One a country, spread over the continents.
"""

from __future__ import annotations

import argparse
import io
import json
import shutil
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from PIL import Image

from world import facts, places
from world.render import VIEW_PX
from world.render.worker import render_location

COUNT = 14
PER_CONTINENT = 4
FACE_PX = 512
FACE_QUALITY = 72
CANDIDATES = 400


def choose(count: int = COUNT) -> Iterator[tuple[float, float, int]]:
    """(latitude, longitude, seed) of test places, no two in one country, few in one continent."""
    countries: set[str] = set()
    continents: Counter[str] = Counter()
    chosen = 0
    for latitude, longitude, seed in places.draw("test", CANDIDATES):
        country = facts.country_at(latitude, longitude)
        if country is None or country in countries or chosen == count:
            continue
        continent = facts.countries()[country].continent
        if continents[continent] < PER_CONTINENT:
            countries.add(country)
            continents[continent] += 1
            chosen += 1
            yield latitude, longitude, seed


def save(folder: Path, place: tuple[float, float, int]) -> None:
    """Render one place and write its faces, views and scene to `folder`."""
    rendered = render_location(*place, face_px=FACE_PX, view_px=VIEW_PX)
    folder.mkdir(parents=True, exist_ok=True)
    for face, jpeg in rendered.faces.items():
        with Image.open(io.BytesIO(jpeg)) as picture:
            picture.save(folder / f"{face}.jpg", quality=FACE_QUALITY, optimize=True, progressive=True)
    strip = Image.new("RGB", (VIEW_PX * len(rendered.views), VIEW_PX))
    for column, view in enumerate(rendered.views):
        with Image.open(io.BytesIO(view)) as picture:
            strip.paste(picture, (column * VIEW_PX, 0))
    strip.save(folder / "views.webp", quality=95, method=6)
    scene = json.dumps(rendered.scene, ensure_ascii=False, indent=1)
    (folder / "scene.json").write_text(scene + "\n", encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m world.starters", description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=Path("assets/starter"))
    parser.add_argument("--count", type=int, default=COUNT)
    arguments = parser.parse_args()
    fresh = arguments.out.with_suffix(".new")
    shutil.rmtree(fresh, ignore_errors=True)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        jobs = [
            pool.submit(save, fresh / f"{number:02d}", place)
            for number, place in enumerate(choose(arguments.count), start=1)
        ]
        for done, job in enumerate(jobs, start=1):
            job.result()
            print(f"{done} of {len(jobs)} starter panoramas", flush=True)
    shutil.rmtree(arguments.out, ignore_errors=True)
    fresh.rename(arguments.out)
    size = sum(path.stat().st_size for path in arguments.out.rglob("*") if path.is_file())
    print(f"{size / 2**20:.2f} MiB in {arguments.out}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
