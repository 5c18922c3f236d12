"""What a model answers: a pin, and the geocells and countries it considered."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CellProbability:
    """A geocell the model considered; `label` is readable, such as "Hokkaidō, Japan"."""

    cell: int
    label: str
    country: str
    latitude: float  # the cell's centre, degrees
    longitude: float
    probability: float


@dataclass(frozen=True, slots=True)
class CountryProbability:
    """A country the model considered, ISO 3166 alpha-2, with the odds of all its cells together."""

    country: str
    probability: float


@dataclass(frozen=True, slots=True)
class Guess:
    """A model's answer: degrees WGS84, its cells (most probable first) and the seconds it took.

    `likeliest_country` counts every cell of the model, not only those listed; None where a model does not
    say, as the baselines do not.
    """

    latitude: float
    longitude: float
    cells: tuple[CellProbability, ...]
    seconds: float
    likeliest_country: CountryProbability | None = None

    @property
    def country(self) -> str:
        """The country its cells make most probable together, ISO 3166 alpha-2; "" without cells."""
        if self.likeliest_country is not None:
            return self.likeliest_country.country
        odds: dict[str, float] = {}
        for cell in self.cells:
            odds[cell.country] = odds.get(cell.country, 0.0) + cell.probability
        return max(odds, key=lambda code: odds[code], default="")
