"""What the browser fetches by URL: panorama pictures, the base map, and the libraries from npm."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response

from game.decks.scenes import largest_towns
from libraries import NODE_MODULES
from ui import services

ROOT = Path(__file__).resolve().parent.parent

LIBRARIES = {
    "leaflet.js": NODE_MODULES / "leaflet/dist/leaflet.js",
    "leaflet.css": NODE_MODULES / "leaflet/dist/leaflet.css",
    "pannellum.js": NODE_MODULES / "pannellum/build/pannellum.js",
    "pannellum.css": NODE_MODULES / "pannellum/build/pannellum.css",
}
MAP_FILES = {
    "basemap.geojson": ROOT / "assets/world/basemap.geojson",
    "lakes.geojson": ROOT / "assets/world/lakes.geojson",
    "labels.json": ROOT / "assets/world/labels.json",
    "atlas.js": ROOT / "ui/atlas.js",
    "atlas.css": ROOT / "ui/atlas.css",
}
SQUARE, TOWNS = 4, 80
"""Degrees of the squares in which the map asks for towns, and how many each gives."""

KEPT = {"Cache-Control": "private, max-age=86400, immutable", "X-Content-Type-Options": "nosniff"}
ONCE = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
CHECKED = {"Cache-Control": "public, max-age=300", "X-Content-Type-Options": "nosniff"}


async def panorama(request: Request) -> Response:
    """One picture of a card by its token: a cube face f, r, b, l, u, d, or "photo".

    202 while it is being drawn, after waiting a few seconds for it.
    """
    token, face = request.path_params["token"], request.path_params["face"]
    pictures = services.current().pictures
    await pictures.wait_for(token, gone=request.is_disconnected)
    picture = pictures.get(token, face)
    if picture is None and pictures.is_coming(token):
        return PlainTextResponse("Still being drawn: ask again.", status_code=202, headers=ONCE)
    if picture is None:
        return PlainTextResponse("There is no such picture any more.", status_code=404)
    return Response(picture, media_type="image/jpeg", headers=KEPT)


async def library(request: Request) -> Response:
    """A file of Leaflet or Pannellum."""
    return _file(LIBRARIES.get(request.path_params["name"]))


async def map_file(request: Request) -> Response:
    """A file of the base map, or the towns of one of its squares: the same for every game."""
    name = request.path_params["name"]
    if square := re.fullmatch(r"towns_(-?\d{1,2})_(-?\d{1,3})\.json", name):
        return Response(towns(int(square[1]), int(square[2])), media_type="application/json", headers=CHECKED)
    return _file(MAP_FILES.get(name))


@lru_cache(maxsize=256)
def towns(south: int, west: int) -> str:
    """JSON of the largest towns in the square of `SQUARE` degrees whose corner this is, in whole degrees.

    A town is [latitude, longitude, name, least zoom]: more of them as one zooms in.
    """
    largest = largest_towns(south, west, SQUARE, TOWNS)
    zooms = [6.5 + 3 * (rank / TOWNS) ** 0.6 for rank in range(len(largest))]
    rows = [
        [round(lat, 3), round(lon, 3), name, zoom]
        for (lat, lon, name), zoom in zip(largest, zooms, strict=True)
    ]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def _file(path: Path | None) -> Response:
    if path is None or not path.is_file():
        return PlainTextResponse("There is no such file.", status_code=404)
    media_type = "application/json" if path.suffix in (".geojson", ".json") else None
    return FileResponse(path, media_type=media_type, headers=CHECKED)
