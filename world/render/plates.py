"""Number plates, drawn in the plane of the body panel they are on."""

from __future__ import annotations

from collections.abc import Callable

from world.render.solids import Stage
from world.render.text import draw_text
from world.scene import PLATE_METRES, Plate

PLATE_GROWTH = 1.15


def draw_plate(
    stage: Stage,
    plate: Plate,
    x: float,
    z: float,
    tone: Callable[..., int],
    scale: float,
    small: bool = False,
) -> None:
    """A number plate around (x, z) in the canvas's present plane (y down)."""
    if not plate.background:
        return
    w, h = (size * PLATE_GROWTH for size in PLATE_METRES[plate.shape])
    if small:
        w, h = 0.24, 0.17  # motorbikes carry the same colours on a smaller plate
    left, top, right, bottom = x - w / 2, -z - h / 2, x + w / 2, -z + h / 2
    if scale > 20:
        stage.rect(left - 0.012, top - 0.012, right + 0.012, bottom + 0.012, tone("#2a2a2c"))
    stage.rect(left, top, right, bottom, tone(plate.background))
    text = [left, top, right, bottom]
    if "-" in plate.strip:
        side, name = plate.strip.split("-", 1)
        colour = tone(
            {
                "blue": "#1d3f94",
                "red": "#b8202a",
                "green": "#1f7a3c",
                "yellow": "#f0c020",
                "white": "#f4f4f2",
                "black": "#1a1a1a",
            }.get(name, name if name.startswith("#") else "#1d3f94")
        )
        if side in ("left", "both"):
            text[0] = left + 0.095 * w
            stage.rect(left, top, text[0], bottom, colour)
        if side in ("right", "both"):
            text[2] = right - 0.095 * w
            stage.rect(text[2], top, right, bottom, colour)
        if side == "top":
            text[1] = top + 0.24 * h
            stage.rect(left, top, right, text[1], colour)
        if side == "bottom":
            text[3] = bottom - 0.24 * h
            stage.rect(left, text[3], right, bottom, colour)
    pad = 0.03 * w
    box = (text[0] + pad, text[1] + 0.08 * h, text[2] - pad, text[3] - 0.08 * h)
    if scale * h < 3.5:
        # Too small to read: a faint line of ink keeps the plate's overall tint right.
        middle, thick = (box[1] + box[3]) / 2, h * 0.14
        stage.rect(box[0] + pad, middle - thick, box[2] - pad, middle + thick, tone(plate.ink, 1.0, 0.45))
    elif plate.text:
        lines = (
            plate.text.split("\n")
            if plate.shape == "square" and not small
            else [plate.text.replace("\n", " ")]
        )
        step = (box[3] - box[1]) / len(lines)
        for i, line in enumerate(lines):
            draw_text(
                stage.canvas,
                line,
                (box[0], box[1] + i * step, box[2], box[1] + (i + 1) * step),
                tone(plate.ink),
            )
