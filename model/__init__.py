"""The opponents: geocells, backbones, training, evaluation, and `load`, which gives a game one to play."""

from __future__ import annotations

from model.guess import CellProbability, Guess
from model.opponent import Opponent, available, load

__all__ = ["CellProbability", "Guess", "Opponent", "available", "load"]
