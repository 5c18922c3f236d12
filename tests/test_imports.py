"""Arrows of import point down only: app → ui → game, model → world → nothing."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("ui", "game", "model", "world", "benchmarks", "libraries", "app")
LEAVES = {"game.geodesy", "game.scoring"}
"""The sphere and the score, defined once: any room may import them, and they import nothing of ours."""

ALLOWED = {
    "ui": {"ui", "game", "model", "libraries"},
    "game": {"game"},
    "game/decks": {"game", "world"},
    "model": {"model", "world"},
    "world": {"world"},
}
"""Which of our rooms each folder may import."""

FORBIDDEN = {
    "ui": {"torch", "torchvision", "open_clip"},
    "game": {"streamlit", "torch", "torchvision", "open_clip", "model", "ui"},
    "model": {"streamlit", "streamlit_folium", "ui"},
    "world": {"streamlit", "streamlit_folium", "torch", "torchvision", "model", "ui"},
}


def imported(path: Path) -> Iterator[str]:
    """Every module that a file imports anywhere in it, functions included, as dotted names."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.relative_to(ROOT)} uses a relative import; write it out."
            module = node.module or ""
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names)


def files(folder: str) -> list[Path]:
    found = sorted((ROOT / folder).rglob("*.py"))
    assert found, f"{folder}/ holds no Python."
    if folder == "game":
        found = [path for path in found if "decks" not in path.relative_to(ROOT).parts]
    return found


@pytest.mark.parametrize("folder", sorted(ALLOWED))
def test_arrows_point_down(folder: str) -> None:
    for path in files(folder):
        for name in imported(path):
            room = name.split(".")[0]
            if room in ROOMS and not any(name == leaf or name.startswith(f"{leaf}.") for leaf in LEAVES):
                if name == "game" and folder in ("model", "world"):
                    continue  # "from game import geodesy" yields both names; the longer one is judged
                assert room in ALLOWED[folder], f"{path.relative_to(ROOT)} imports {name}"


@pytest.mark.parametrize("folder", sorted(FORBIDDEN))
def test_each_room_keeps_out_what_does_not_belong(folder: str) -> None:
    paths = files(folder) if folder != "game" else files("game") + files("game/decks")
    for path in paths:
        for name in imported(path):
            assert name.split(".")[0] not in FORBIDDEN[folder], f"{path.relative_to(ROOT)} imports {name}"


def test_rules_know_nothing_of_decks() -> None:
    for path in files("game"):
        assert not any(name.startswith("game.decks") for name in imported(path)), path.name


@pytest.mark.parametrize("leaf", sorted(LEAVES))
def test_leaves_import_nothing_of_ours(leaf: str) -> None:
    path = ROOT / f"{leaf.replace('.', '/')}.py"
    assert [name for name in imported(path) if name.split(".")[0] in ROOMS] == []


def test_the_wiring_holds_no_logic() -> None:
    tree = ast.parse((ROOT / "app.py").read_text(encoding="utf-8"))
    assert not [node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.If))]


def test_ui_imports_no_torch_when_it_starts() -> None:
    """`import model` must not bring PyTorch in: a page should not wait seconds for it."""
    import subprocess
    import sys

    code = "import sys, ui.services, ui.page; sys.exit('torch' in sys.modules or 'skia' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, timeout=120).returncode == 0
