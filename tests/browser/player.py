"""A person at the game: clicks and drags in a real browser, and a witness of all that reaches it."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Frame, Locator, Page, Route, expect

DESK = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
PATIENCE_MS = 180_000
"""Rendering a panorama takes seconds, and longer on a machine that is busy with other things."""

SAME_FOR_ALL = ("/static/", "/library/", "/map/", "/component/", "/favicon")
"""Files that do not depend on the game: libraries, the page's own scripts, the base map."""


@dataclass
class Witness:
    """Everything that reached the browser, and every request that would have left the machine."""

    heard: list[tuple[str, bytes]] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        page.route("**/*", self._route)
        page.on("websocket", self._socket)

    def _route(self, route: Route) -> None:
        url = route.request.url
        if url.startswith(("data:", "blob:")):
            route.continue_()
        elif urlsplit(url).hostname != "127.0.0.1":
            self.strangers.append(url)
            route.abort()
        elif urlsplit(url).path == "/" or urlsplit(url).path.startswith(SAME_FOR_ALL):
            # The page itself too: one that was handed over may not speak to its server any more.
            self.heard.append((url, b""))
            route.continue_()
        else:
            answer = route.fetch()
            headers = "\n".join(f"{name}: {value}" for name, value in answer.headers.items()).encode()
            self.heard.append((url, headers + b"\n\n" + answer.body()))
            route.fulfill(response=answer)

    def _socket(self, socket) -> None:
        if urlsplit(socket.url).hostname != "127.0.0.1":
            self.strangers.append(socket.url)
        for event in ("framereceived", "framesent"):
            socket.on(event, lambda data: self.heard.append((socket.url, _bytes(data))))

    def traces(self, start: int, end: int, secrets: list[bytes]) -> list[str]:
        """Which secrets were in what was heard between two moments, and where."""
        return [
            f"{secret!r} in {url}"
            for url, data in self.heard[start:end]
            for secret in secrets
            if secret in url.encode() or secret in _searched(url, data, secret)
        ]


def _searched(url: str, data: bytes, secret: bytes) -> bytes:
    """All of an answer; of a picture its headers alone for up to 4 bytes, which megabytes hold by chance."""
    picture = urlsplit(url).path.startswith("/panorama/")
    return data.partition(b"\n\n")[0] if picture and len(secret) <= 4 else data


def _bytes(data: str | bytes) -> bytes:
    return data if isinstance(data, bytes) else data.encode()


def written(latitude: float, longitude: float) -> list[bytes]:
    """A pair of degrees as it could be written down: 3 decimals, with a comma, and as binary numbers."""
    found: list[bytes] = []
    for value in (latitude, longitude):
        cut = re.match(r"-?\d+\.\d{3}", f"{value:.9f}")
        texts = {f"{value:.3f}".lstrip("-"), cut.group().lstrip("-") if cut else ""} - {""}
        found += [text.encode() for text in texts] + [text.replace(".", ",").encode() for text in texts]
        found += [struct.pack(f"{order}d", value) for order in "<>"]
        found += [struct.pack(f"{order}f", value) for order in "<>"]
    return found


@dataclass
class Player:
    """One browser window on the game."""

    page: Page
    witness: Witness
    shots: Path

    @classmethod
    def sit_down(cls, browser: Browser, url: str, shots: Path, touch: bool = False) -> Player:
        context = browser.new_context(
            viewport=PHONE if touch else DESK,
            has_touch=touch,
            reduced_motion="reduce",
            service_workers="block",
        )
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        witness = Witness()
        witness.watch(page)
        player = cls(page, witness, shots)
        page.goto(url)
        expect(player.button("Play")).to_be_visible(timeout=PATIENCE_MS)
        return player

    def __enter__(self) -> Player:
        return self

    def __exit__(self, *_: object) -> None:
        self.page.unroute_all(behavior="ignoreErrors")
        self.page.context.close()

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    @property
    def panorama(self) -> Locator:
        return self.page.locator(".panorama[data-loaded]")

    def view(self) -> tuple[float, float]:
        """Heading and field of view of the panorama, in degrees."""
        return self.angles()[:2]

    def angles(self) -> tuple[float, float, float]:
        """Heading, field of view and elevation of the panorama, in degrees."""
        heading, field_of_view, elevation = (self.panorama.get_attribute("data-view") or "").split()
        return float(heading), float(field_of_view), float(elevation)

    def until(self, true: Callable[[], bool], what: str) -> None:
        """Wait until something is so: a busy machine takes its time to turn a view."""
        for _ in range(PATIENCE_MS // 200):
            if true():
                return
            self.page.wait_for_timeout(200)
        raise AssertionError(f"It never came true that {what}.")

    def map_frame(self, container: str) -> Frame:
        """The map's document inside a keyed container, once its land is drawn."""
        iframe = self.page.locator(f".st-key-{container} iframe")
        expect(iframe).to_have_count(1, timeout=PATIENCE_MS)
        inside = self.page.frame_locator(f".st-key-{container} iframe").locator("#map_div[data-drawn]")
        inside.wait_for()
        handle = iframe.element_handle()
        frame = handle.content_frame() if handle else None
        assert frame is not None
        return frame

    def pin(self, x: float, y: float) -> tuple[float, float]:
        """Click the map at a share of its width and height; where that is, as the map itself says."""
        frame = self.map_frame("dock")
        box = self.page.locator(".st-key-dock iframe").bounding_box()
        assert box is not None
        frame.evaluate(
            "() => { map_div.once('click', (event) => { window.hit = map_div.wrapLatLng(event.latlng); }); }"
        )
        self.page.mouse.click(box["x"] + box["width"] * x, box["y"] + box["height"] * y)
        frame.wait_for_function("window.hit")
        latitude, longitude = frame.evaluate(
            "() => { const at = window.hit; window.hit = null; return [at.lat, at.lng]; }"
        )
        frame.locator(".pin").first.wait_for()
        expect(self.button("Guess")).to_be_enabled(timeout=PATIENCE_MS)
        return latitude, longitude

    def guess(self) -> None:
        self.button("Guess").click()
        expect(self.page.locator(".st-key-reveal .results tbody tr").first).to_be_visible(timeout=PATIENCE_MS)

    def row(self, player: str) -> tuple[float, int]:
        """(km, points) that the reveal shows for a player."""
        text = self.page.locator(
            ".st-key-reveal tr", has=self.page.get_by_role("rowheader", name=player)
        ).inner_text()
        km = re.search(r"([\d.,]+) km", text)
        points = re.search(r"([\d,]+) points", text)
        assert km, text
        assert points, text
        return float(km[1].replace(",", "")), int(points[1].replace(",", ""))

    def pins(self, container: str) -> dict[str, tuple[float, float]]:
        """Where the players' pins stand on a result map, by the labels beside them."""
        found = self.map_frame(container).evaluate(
            """() => {
              const found = [];
              map_div.eachLayer((layer) => {
                const tip = layer.getTooltip && layer.getTooltip();
                if (!tip || !layer.getLatLng) return;
                const content = tip.getContent();
                const at = layer.getLatLng();
                found.push([content.textContent ?? String(content), [at.lat, at.lng]]);
              });
              return found;
            }"""
        )
        return {
            re.sub("<[^>]*>", "", name).strip(): (lat, (lng + 180) % 360 - 180) for name, (lat, lng) in found
        }

    def picture(self, name: str) -> None:
        """Screenshots of this screen on a desk and in a hand; nothing may stick out sideways."""
        before = self.page.viewport_size
        for device, size in (("desk", DESK), ("phone", PHONE)):
            self.page.set_viewport_size(size)
            self.page.wait_for_timeout(1500)
            self.page.screenshot(path=self.shots / f"{name}-{device}.png", timeout=PATIENCE_MS)
            wide = self.page.evaluate("document.documentElement.scrollWidth")
            assert wide <= size["width"], f"{name} is {wide} px wide on a {device}"
        self.page.set_viewport_size(before or DESK)
        self.page.wait_for_timeout(500)
