"""The panoramas that ship: a first round at once, and a world to play where skia cannot load."""

from __future__ import annotations

import io
import json
import random
from pathlib import Path
from typing import Any

from PIL import Image

from game.decks import Card
from game.decks.scenes import clues_of, place_of

FOLDER = Path(__file__).resolve().parents[2] / "assets" / "starter"
FACES = ("f", "r", "b", "l", "u", "d")
VIEWS = 4


class StarterDeck:
    """Deals the panoramas of a folder of `python -m world.starters`, shuffled anew for each game.

    Raises FileNotFoundError when the folder holds none.
    """

    name = "starter"
    rendered = True

    def __init__(self, folder: Path = FOLDER) -> None:
        self.folder = folder
        self._places = sorted(path.parent for path in folder.glob("*/scene.json"))
        if not self._places:
            raise FileNotFoundError(
                f"There are no starter panoramas in {folder}; `make starters` draws them."
            )

    def __len__(self) -> int:
        return len(self._places)

    def deal(self, seed: int, number: int) -> Card:
        """Card `number` of the game with this seed; no place twice in a game of up to `len(self)` rounds."""
        return read_card(self._folder(seed, number))

    def scene(self, seed: int, number: int) -> tuple[float, float, int]:
        """(latitude, longitude, scene seed) of that card: what draws it anew."""
        scene = read_scene(self._folder(seed, number))
        return scene["latitude"], scene["longitude"], scene["seed"]

    def _folder(self, seed: int, number: int) -> Path:
        order = random.Random(seed).sample(self._places, len(self._places))
        return order[number % len(order)]


def read_scene(folder: Path) -> dict[str, Any]:
    """A starter folder's scene.json."""
    return json.loads((folder / "scene.json").read_text(encoding="utf-8"))


def read_card(folder: Path) -> Card:
    """The card of one starter folder: six faces, the four views side by side, scene.json."""
    scene = read_scene(folder)
    with Image.open(folder / "views.webp") as side_by_side:
        side = side_by_side.height
        strip = side_by_side.convert("RGB")
        views = tuple(strip.crop((side * n, 0, side * (n + 1), side)) for n in range(VIEWS))
    images = {face: _clean(folder / f"{face}.jpg") for face in FACES}
    return Card(
        place_of(scene), "panorama", images, views, clues_of(scene), heading=scene.get("road_bearing", 0.0)
    )


def _clean(path: Path) -> bytes:
    """The file's bytes, once it is certain that nothing but pixels is in them."""
    data = path.read_bytes()
    with Image.open(io.BytesIO(data)) as picture:
        if any(key in picture.info for key in ("exif", "xmp", "comment", "photoshop")):
            raise ValueError(
                f"{path} carries metadata that could tell the place; `make starters` draws it anew."
            )
    return data
