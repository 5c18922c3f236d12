"""How large a thing must be to be told or read, in the view that clues are counted in and in the panorama."""

from __future__ import annotations

from world.rates import VIEW_PX

PX_AT_A_METRE = VIEW_PX / 2
"""A view spans 90 degrees: in its middle a metre is this many pixels at a distance of a metre."""
PANORAMA_PX_AT_A_METRE = 1024 / 2
"""The same for a face of the panorama that a person turns in."""
READABLE_PX = 6.0
"""Letters of this height can be read."""
TOLD_PX = 8.0
"""A sign without writing, or a piece of furniture, of this size can be told."""


def readable(letter: float, distance: float, facing: float, px_at_a_metre: float = PX_AT_A_METRE) -> bool:
    """Whether letters of this height (metres) at a distance (metres) can be read.

    `facing` is the cosine between the face and the way to the camera (`world.compose.signs.sees_face`).
    """
    return facing > 0.45 and letter * px_at_a_metre / max(distance, 1.0) >= READABLE_PX
