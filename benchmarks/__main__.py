"""Ratios against peers, one table, one JSON.

    python -m benchmarks --json bench.json

Each row times our way and a peer's on the same input in this run, turn about, and gives the ratio of the
medians: seconds mean little on another machine, ratios travel. A row whose parts are missing here (skia
without libEGL, weights not trained yet) is left out, saying why.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks import geodesy, opponent, rendering

REPEATS = 7


@dataclass(frozen=True, slots=True)
class Row:
    """`ratio` is peer over ours: above 1 ours is the faster."""

    name: str
    ours: str
    peer: str
    ours_seconds: float
    peer_seconds: float
    ratio: float


def compare(name: str, ours: tuple[str, Callable[[], object]], peer: tuple[str, Callable[[], object]]) -> Row:
    """Time both, turn about, after one warm-up each."""
    ours[1](), peer[1]()
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(REPEATS):
        for kept, (_, run) in zip(times, (ours, peer), strict=True):
            start = time.perf_counter()
            run()
            kept.append(time.perf_counter() - start)
    a, b = (statistics.median(kept) for kept in times)
    return Row(name, ours[0], peer[0], a, b, b / a)


def rows(suites: Iterable[Callable[[], Iterable[tuple]]]) -> Iterable[Row]:
    """Run the suites; a suite that cannot run says why on stderr and is passed over."""
    for suite in suites:
        try:
            for comparison in suite():
                yield compare(*comparison)
        except (ImportError, OSError, ValueError) as problem:
            print(f"Left out {suite.__module__}: {problem}", file=sys.stderr)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.splitlines()[0])
    parser.add_argument("--json", type=Path, help="also write the rows to this file")
    arguments = parser.parse_args()
    measured = []
    print(f"{'what':42} {'ours':>10} {'peer':>10} {'ratio':>7}  against")
    for row in rows((geodesy.comparisons, rendering.comparisons, opponent.comparisons)):
        measured.append(asdict(row))
        print(
            f"{row.name:42} {row.ours_seconds * 1e3:8.2f}ms {row.peer_seconds * 1e3:8.2f}ms "
            f"{row.ratio:6.2f}×  {row.peer}",
            flush=True,
        )
    if arguments.json:
        arguments.json.write_text(json.dumps({"rows": measured}, indent=1) + "\n", encoding="utf-8")
    return 0 if measured else 1


if __name__ == "__main__":
    raise SystemExit(main())
