"""The world's version changes with everything that pictures come from."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from world.scene import FONTS_HASH, WORLD_VERSION

LOCK = Path(__file__).resolve().parents[2] / "package-lock.json"


def test_the_version_holds_the_hash_of_the_fonts_that_are_pinned() -> None:
    packages = json.loads(LOCK.read_text())["packages"]
    fonts = sorted(
        f"{name} {package['integrity']}"
        for name, package in packages.items()
        if "/@expo-google-fonts/" in name
    )
    assert len(fonts) > 20
    assert hashlib.sha256("\n".join(fonts).encode()).hexdigest()[:8] == FONTS_HASH
    assert WORLD_VERSION.endswith(FONTS_HASH)
