"""A server of our own on a free port with a fresh home, and a Chromium that cannot reach anything else.

The browser is the one PIGEONHOLE_CHROMIUM names, or the chromium, chromium-browser or google-chrome on
the path. Without one these tests are skipped, saying so; where CI is set they fail. Screenshots go to
PIGEONHOLE_SHOTS, by default .cache/screenshots.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--enable-unsafe-swiftshader",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    # Names that are not ours do not even resolve.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


def chromium() -> str | None:
    """The browser's path, None where there is none."""
    named = os.environ.get("PIGEONHOLE_CHROMIUM")
    if named:
        return named
    found = (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))
    return next(filter(None, found), None)


@pytest.fixture(scope="session")
def shots() -> Path:
    """The folder screenshots are saved to."""
    folder = Path(os.environ.get("PIGEONHOLE_SHOTS", ROOT / ".cache" / "screenshots"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium that resolves no name but ours."""
    path = chromium()
    if path is None:
        reason = "no Chromium here: install one or name it in PIGEONHOLE_CHROMIUM"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="session")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., object]:
    """`with serve(NAME=value, …) as url:` runs the game with these environment variables."""

    @contextmanager
    def running(**environment: str) -> Iterator[str]:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        home = tmp_path_factory.mktemp("home")
        env = {k: v for k, v in os.environ.items() if not k.startswith(("PIGEONHOLE_", "STREAMLIT_"))}
        env |= {"HOME": str(home), "USERPROFILE": str(home)} | environment
        command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true"]
        command += ["--server.address", "127.0.0.1", "--server.port", str(port)]
        log = home / "server.log"
        with log.open("wb") as out:
            server = subprocess.Popen(
                command, cwd=ROOT, env=env, stdout=out, stderr=subprocess.STDOUT, start_new_session=True
            )
        try:
            _wait_until_healthy(f"http://127.0.0.1:{port}/_stcore/health", server, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            _stop(server)
        assert "Traceback" not in log.read_text(errors="replace"), log.read_text(errors="replace")

    return running


def _wait_until_healthy(url: str, server: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and server.poll() is None:
        with suppress(OSError), urllib.request.urlopen(url, timeout=2) as answer:
            if answer.status == 200:
                return
        time.sleep(0.2)
    _stop(server)
    pytest.fail(f"The server did not start:\n{log.read_text(errors='replace')}")


def _stop(server: subprocess.Popen) -> None:
    """Ctrl-C as a person would, then whatever it takes. Its drawing processes must end with it."""
    server.send_signal(signal.SIGINT)
    try:
        server.wait(30)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()
        pytest.fail("The server did not stop within 30 seconds of Ctrl-C.")
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            os.killpg(server.pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    os.killpg(server.pid, signal.SIGKILL)
    pytest.fail("The server left processes behind.")
