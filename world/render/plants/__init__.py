"""Vegetation: every kind of plant, drawn leaf by leaf, and how it stands in a scene.

`KINDS` names the kinds with their heights and where they grow; `draw_plant` puts one into a face of
the panorama. Pictures are made on first use, the same bytes for the same (kind, variant, season).

    python -m world.render.plants --out sheet.png      # a contact sheet of every kind
"""

from __future__ import annotations

from world.render.plants.kinds import KINDS, PlantKind
from world.render.plants.sprites import SEASONS, Sprite, draw_plant, draw_shadow, sprite
from world.render.plants.stands import Piece, draw_piece, draw_piece_shadow, pieces

__all__ = [
    "KINDS",
    "SEASONS",
    "Piece",
    "PlantKind",
    "Sprite",
    "draw_piece",
    "draw_piece_shadow",
    "draw_plant",
    "draw_shadow",
    "pieces",
    "sprite",
]
