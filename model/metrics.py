"""How good guesses are: the numbers every result file and table holds."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.geodesy import distances_km
from game.scoring import score

WITHIN_KM = (1, 25, 200, 750, 2500)
CALIBRATION_BINS = 15
ROUNDING = 1e-4
"""How far a sum of odds in half or single precision may pass 1."""


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


def expected_calibration_error(
    confidences: ArrayLike, correct: ArrayLike, bins: int = CALIBRATION_BINS
) -> float:
    """How far stated odds are from how often they come true, from 0 to 1.

    `confidences` [n] are the odds given to each answer, `correct` [n] whether it was right. Answers are
    sorted by confidence into bins of equal mass (as many answers in each); the error is the mean over
    answers of |mean confidence - share right| of their bin: Guo et al., On Calibration of Modern Neural
    Networks, 2017, section 2, whose bins are of equal width. Raises ValueError without answers, for
    arrays that do not match, or for odds outside 0 to 1.
    """
    odds = np.asarray(confidences, dtype=np.float64)
    right = np.asarray(correct, dtype=np.float64)
    if odds.ndim != 1 or odds.shape != right.shape or not len(odds):
        raise ValueError(
            f"Calibration needs one outcome for each of n ≥ 1 odds, not {odds.shape}, {right.shape}."
        )
    odds = np.where((odds > 1) & (odds < 1 + ROUNDING), 1, odds)
    if not ((odds >= 0) & (odds <= 1)).all():
        raise ValueError(f"Odds must lie between 0 and 1, not at {odds.min()} to {odds.max()}.")
    order = np.argsort(odds, kind="stable")
    parts = np.array_split(order, min(bins, len(order)))
    return float(sum(abs(odds[part].sum() - right[part].sum()) for part in parts) / len(order))


def table(rows: dict[str, dict[str, float]]) -> str:
    """Opponents and their figures as plain text, one line each.

    Where a row has a `share_of_oracle`, all get a column for it.
    """
    shares = any("share_of_oracle" in row for row in rows.values())
    heads = [
        "opponent",
        "country",
        "score",
        *(["of oracle"] if shares else []),
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
                *([f"{row['share_of_oracle']:.1%}" if "share_of_oracle" in row else "–"] if shares else []),
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
