"""Streamlit's settings: nothing calls out, nothing stalls other players, no traceback tells the place."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))


def test_the_browser_calls_nobody() -> None:
    assert SETTINGS["browser"]["gatherUsageStats"] is False


def test_the_server_neither_watches_files_nor_collects_after_every_rerun() -> None:
    assert SETTINGS["server"]["fileWatcherType"] == "none"
    assert SETTINGS["runner"]["postScriptGC"] is False


def test_errors_on_the_page_are_our_own_sentences() -> None:
    assert SETTINGS["client"]["showErrorDetails"] == "none"


def test_no_style_or_script_of_ours_names_another_server() -> None:
    for path in [*(ROOT / "ui").glob("*.css"), *(ROOT / "ui").glob("*.js")]:
        strangers = re.findall(r"https?://(?!www\.w3\.org)\S+", path.read_text(encoding="utf-8"))
        assert strangers == [], f"{path.name} names {strangers}"


def test_all_words_are_in_one_place() -> None:
    """Screens put no sentence of their own on the page."""
    for path in (ROOT / "ui" / "screens").glob("*.py"):
        for written in re.findall(
            r'text\("([^"]+)"\)|st\.button\("([^"]+)"', path.read_text(encoding="utf-8")
        ):
            assert not any(written), f"{path.name} says {written}"
