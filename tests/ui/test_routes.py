"""What the browser may fetch, and what the answers tell."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from concurrent.futures import Future

import pytest
from starlette.requests import Request
from starlette.responses import Response

from ui import routes, services
from ui.pictures import Pictures
from ui.services import Services


def get(endpoint, **path: str) -> Response:
    scope = {"type": "http", "method": "GET", "path": "/", "headers": [], "path_params": path}
    return asyncio.run(endpoint(Request(scope)))


@pytest.fixture
def shared(monkeypatch: pytest.MonkeyPatch) -> Iterator[Services]:
    running = Services()
    monkeypatch.setattr(services, "_current", running)
    yield running
    running.close()


def test_a_picture_comes_by_its_token_and_says_nothing_else(shared: Services) -> None:
    token = shared.pictures.put({"f": b"jpeg"})
    answer = get(routes.panorama, token=token, face="f")
    assert (answer.status_code, answer.body) == (200, b"jpeg")
    assert set(answer.headers) == {
        "cache-control",
        "content-length",
        "content-type",
        "x-content-type-options",
    }
    assert "private" in answer.headers["cache-control"]


@pytest.mark.parametrize("face", ["r", "scene.json", "../f", ""])
def test_there_is_nothing_but_the_faces(shared: Services, face: str) -> None:
    token = shared.pictures.put({"f": b"jpeg"})
    assert get(routes.panorama, token=token, face=face).status_code == 404


def test_unknown_tokens_are_not_found(shared: Services) -> None:
    assert get(routes.panorama, token="0", face="f").status_code == 404


def test_a_picture_still_being_drawn_is_asked_for_again(
    shared: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def nobody_left() -> bool:
        return False

    monkeypatch.setattr(Request, "is_disconnected", lambda _: nobody_left())
    monkeypatch.setattr(Pictures.wait_for, "__defaults__", (0.05, None))
    token = shared.pictures.promise(Future())
    answer = get(routes.panorama, token=token, face="f")
    assert (answer.status_code, answer.headers["cache-control"]) == (202, "no-store")


@pytest.mark.parametrize("name", ["leaflet.js", "leaflet.css", "pannellum.js", "pannellum.css"])
def test_libraries_come_from_npm_through_us(name: str) -> None:
    assert get(routes.library, name=name).status_code == 200


@pytest.mark.parametrize("name", ["package.json", "../app.py", "leaflet-src.js", ""])
def test_no_other_file_is_served(name: str) -> None:
    assert get(routes.library, name=name).status_code == 404
    assert get(routes.map_file, name=name).status_code == 404


@pytest.mark.parametrize("name", sorted(routes.MAP_FILES))
def test_the_base_map_is_served(name: str) -> None:
    assert get(routes.map_file, name=name).status_code == 200


def test_a_square_of_the_map_tells_its_largest_towns_first() -> None:
    towns = json.loads(get(routes.map_file, name="towns_48_0.json").body)
    assert towns[0][2] == "Paris"
    assert len(towns) == routes.TOWNS
    assert all(48 <= lat < 52 and 0 <= lon < 4 for lat, lon, *_ in towns)
    zooms = [zoom for *_, zoom in towns]
    assert zooms == sorted(zooms)
    assert json.loads(get(routes.map_file, name="towns_-60_-140.json").body) == []
    assert get(routes.map_file, name="towns_x_0.json").status_code == 404


def test_missing_libraries_are_a_sentence_on_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise services.libraries.LibrariesMissing("npm could not install the libraries.")

    async def life() -> str:
        async with services.running(None):
            return services.current().problem

    monkeypatch.setattr(services.libraries, "ensure", fail)
    assert asyncio.run(life()) == "npm could not install the libraries."
    assert services._current is None


def test_a_page_without_its_server_says_how_to_start_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "_current", None)
    with pytest.raises(RuntimeError, match=r"streamlit run app\.py"):
        services.current()
