"""How good guesses are: the numbers every result file and table holds."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from game.geodesy import distances_km
from game.scoring import score

WITHIN_KM = (1, 25, 200, 750, 2500)


def pairwise_km(guesses: NDArray[np.float64], truths: NDArray[np.float64]) -> NDArray[np.float64]:
    """Distance in km between each guess [n, 2] and its truth [n, 2], degrees."""
    blocks = range(0, len(guesses), 256)
    parts = [np.diagonal(distances_km(guesses[i : i + 256], truths[i : i + 256])) for i in blocks]
    return np.concatenate(parts) if parts else np.empty(0)


def summary(
    guesses: NDArray[np.float64],
    truths: NDArray[np.float64],
    guessed_countries: Sequence[str],
    true_countries: Sequence[str],
    seconds: float,
) -> dict[str, float]:
    """The figures of one opponent over n ≥ 1 rounds; fractions from 0 to 1, `seconds` a guess.

    `country_accuracy` counts the countries that the guesses make most probable. Raises ValueError
    without rounds.
    """
    if not len(guesses):
        raise ValueError("There are no rounds to sum up.")
    km = pairwise_km(np.asarray(guesses, dtype=np.float64), np.asarray(truths, dtype=np.float64))
    right = [guess == truth for guess, truth in zip(guessed_countries, true_countries, strict=True)]
    return {
        "n": len(km),
        "country_accuracy": float(np.mean(right)),
        "mean_km": float(km.mean()),
        "median_km": float(np.median(km)),
        **{f"within_{limit}_km": float((km <= limit).mean()) for limit in WITHIN_KM},
        "mean_score": float(np.mean([score(distance) for distance in km.tolist()])),
        "seconds_per_guess": seconds,
    }


def table(rows: dict[str, dict[str, float]]) -> str:
    """Opponents and their figures as plain text, one line each."""
    heads = [
        "opponent",
        "country",
        "score",
        "median km",
        "mean km",
        *(f"≤{limit} km" for limit in WITHIN_KM),
        "ms",
    ]
    lines = [heads]
    for name, row in rows.items():
        lines.append(
            [
                name,
                f"{row['country_accuracy']:.1%}",
                f"{row['mean_score']:.0f}",
                f"{row['median_km']:.0f}",
                f"{row['mean_km']:.0f}",
                *(f"{row[f'within_{limit}_km']:.1%}" for limit in WITHIN_KM),
                f"{1000 * row['seconds_per_guess']:.1f}",
            ]
        )
    widths = [max(len(line[i]) for line in lines) for i in range(len(heads))]
    return "\n".join(
        "  ".join(
            cell.ljust(w) if i == 0 else cell.rjust(w)
            for i, (cell, w) in enumerate(zip(line, widths, strict=True))
        )
        for line in lines
    )
