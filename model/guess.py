"""What a model answers: a pin, and the geocells it considered."""

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
class Guess:
    """A model's answer: degrees WGS84, its cells (most probable first) and the seconds it took."""

    latitude: float
    longitude: float
    cells: tuple[CellProbability, ...]
    seconds: float

    @property
    def country(self) -> str:
        """The country its cells make most probable together, ISO 3166 alpha-2; "" without cells."""
        odds: dict[str, float] = {}
        for cell in self.cells:
            odds[cell.country] = odds.get(cell.country, 0.0) + cell.probability
        return max(odds, key=lambda code: odds[code], default="")
