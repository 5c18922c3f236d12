"""How good guesses are: the numbers every result file and table holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.geodesy import distances_km
from game.scoring import score

WITHIN_KM = (1, 25, 200, 750, 2500)
CALIBRATION_BINS = 15
ROUNDING = 1e-4
"""How far a sum of odds in half or single precision may pass 1."""
COVERAGE = 0.95
"""How often a bootstrap interval should hold what it is about."""
DRAWN_AT_ONCE = 1_000_000


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

    `country_accuracy` counts the countries that the guesses make most probable; `mean_score_low` and
    `mean_score_high` are where a bootstrap puts the mean score (`bootstrap_interval`). Raises ValueError
    without rounds.
    """
    if not len(guesses):
        raise ValueError("There are no rounds to sum up.")
    km = pairwise_km(np.asarray(guesses, dtype=np.float64), np.asarray(truths, dtype=np.float64))
    scores = np.array([score(distance) for distance in km.tolist()], dtype=np.float64)
    low, high = bootstrap_interval(scores)
    right = [guess == truth for guess, truth in zip(guessed_countries, true_countries, strict=True)]
    return {
        "n": len(km),
        "country_accuracy": float(np.mean(right)),
        "mean_km": float(km.mean()),
        "median_km": float(np.median(km)),
        **{f"within_{limit}_km": float((km <= limit).mean()) for limit in WITHIN_KM},
        "mean_score": float(scores.mean()),
        "mean_score_low": low,
        "mean_score_high": high,
        "seconds_per_guess": seconds,
    }


def bootstrap_interval(
    values_N: ArrayLike,
    statistic: Callable[..., NDArray[np.float64]] = np.mean,
    seed: int = 0,
    draws: int = 2000,
) -> tuple[float, float]:
    """Between what a statistic of values [N] lies in 95 % of `draws` samples drawn from them with repetition.

    The percentile interval of Efron and Tibshirani, An Introduction to the Bootstrap, 1993, section 13.3.
    `statistic` works along an axis, as NumPy's `mean` and `median` do. Two opponents over the same rounds
    are compared through the differences of their scores, round by round: an interval without 0 tells them
    apart. Raises ValueError without values, without draws, or for values that are not finite.
    """
    values_N = np.asarray(values_N, dtype=np.float64)
    if values_N.ndim != 1 or not len(values_N) or not np.isfinite(values_N).all():
        raise ValueError(f"A bootstrap needs n ≥ 1 finite values in a row, not {values_N.shape}.")
    if draws < 1:
        raise ValueError(f"A bootstrap needs at least one draw, not {draws}.")
    rng, at_once = np.random.default_rng(seed), max(1, DRAWN_AT_ONCE // len(values_N))
    blocks = [min(at_once, draws - start) for start in range(0, draws, at_once)]
    drawn = [
        statistic(values_N[rng.integers(len(values_N), size=(block, len(values_N)))], axis=1)
        for block in blocks
    ]
    low, high = np.quantile(np.concatenate(drawn), [(1 - COVERAGE) / 2, (1 + COVERAGE) / 2])
    return float(low), float(high)


def beyond_error(gains_N: ArrayLike) -> bool:
    """Whether the mean of gains, round by round, is above its standard error: the best of many tries is luck
    otherwise."""
    gains_N = np.asarray(gains_N, dtype=np.float64)
    return bool(gains_N.mean() > gains_N.std() / len(gains_N) ** 0.5)


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

    Where a row has a `share_of_oracle`, or the interval of its score, all get a column for it.
    """
    shares = any("share_of_oracle" in row for row in rows.values())
    intervals = any("mean_score_low" in row for row in rows.values())
    heads = [
        "opponent",
        "country",
        "score",
        *([f"{COVERAGE:.0%} interval"] if intervals else []),
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
                *([_interval(row)] if intervals else []),
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


def _interval(row: dict[str, float]) -> str:
    """The bootstrap interval of the mean score, a dash where there is none."""
    if "mean_score_low" not in row:
        return "–"
    return f"{row['mean_score_low']:.0f}–{row['mean_score_high']:.0f}"
