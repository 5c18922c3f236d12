"""Writing in any script, on any plane: `draw_text(canvas, "ถนน", (0, 0, 2, 0.4), colour)`.

Strings are shaped by Skia's paragraph module (joined Arabic, stacked Khmer, right to left), with the Noto
fonts that npm installs under node_modules/@expo-google-fonts, and kept as pictures, so that one sign costs
its shaping once. Without the fonts nothing is written (`world.render.available` says so).
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

import skia

from world.render import FONTS

EM = 64.0
"""Size at which strings are shaped; they are scaled to fit when drawn."""

WIDE = 1.0e5

# Faces in the order of preference; a string takes the first that has all its letters.
PREFERRED = ("noto-sans", "kosugi", "do-hyeon", "zcool-xiaowei", "chocolate-classical-sans")


@dataclass(frozen=True)
class Shaped:
    """A shaped line: a `picture` from (0, 0), its `width`, the letters' `top` and `bottom`, for size EM."""

    picture: skia.Picture
    width: float
    top: float
    bottom: float


@functools.cache
def _files() -> dict[str, dict[int, str]]:
    """Package name → weight → font file."""
    found: dict[str, dict[int, str]] = {}
    for path in sorted(FONTS.glob("*/*/*.ttf")):
        weight = re.match(r"(\d{3})", path.parent.name)
        if weight and "Italic" not in path.name:
            found.setdefault(path.parents[1].name, {})[int(weight.group(1))] = str(path)
    return found


@functools.cache
def _face(package: str, weight: int) -> skia.Typeface | None:
    weights = _files().get(package)
    if not weights:
        return None
    return skia.Typeface.MakeFromFile(weights[min(weights, key=lambda w: abs(w - weight))])


@functools.cache
def _order() -> tuple[str, ...]:
    have = _files()
    rest = sorted(name for name in have if name not in PREFERRED)
    return tuple(name for name in PREFERRED[:1] + tuple(rest) + PREFERRED[1:] if name in have)


@functools.lru_cache(maxsize=4096)
def _packages(letters: frozenset[str]) -> tuple[str, ...]:
    """The fewest fonts, in order, that have all these letters between them (as far as any has them)."""
    wanted = {c for c in letters if not c.isspace() and c.isprintable()}
    best: list[tuple[int, str, set[str]]] = []
    for name in _order():
        face = _face(name, 400)
        if face is None:
            continue
        got = {c for c in wanted if face.unicharToGlyph(ord(c))}
        if got == wanted:
            return (name,)
        best.append((len(got), name, got))
    chosen: list[str] = []
    while wanted and best:
        name, got = max(((n, g) for _, n, g in best), key=lambda item: len(item[1] & wanted))
        if not got & wanted:
            break
        chosen.append(name)
        wanted -= got
    return tuple(chosen)


@functools.lru_cache(maxsize=64)
def _collection(packages: tuple[str, ...], weight: int) -> skia.textlayout.FontCollection:
    provider = skia.textlayout.TypefaceFontProvider()
    for name in packages:
        face = _face(name, weight)
        if face is not None:
            provider.registerTypeface(face, name)
    collection = skia.textlayout.FontCollection()
    collection.setDefaultFontManager(provider)
    return collection


@functools.cache
def _unicode() -> skia.Unicode:
    return skia.Unicodes.ICU.Make()


@functools.lru_cache(maxsize=2048)
def shape(string: str, colour: int, weight: int = 700) -> Shaped | None:
    """The string as one shaped line, or None if no font has its letters."""
    packages = _packages(frozenset(string))
    if not packages or not string.strip():
        return None
    style = skia.textlayout.TextStyle()
    style.setFontFamilies(list(packages))
    style.setFontSize(EM)
    style.setColor(colour)
    paragraph_style = skia.textlayout.ParagraphStyle()
    paragraph_style.setTextStyle(style)
    builder = skia.textlayout.ParagraphBuilder.make(
        paragraph_style, _collection(packages, weight), _unicode()
    )
    builder.pushStyle(style)
    builder.addText(string)
    paragraph = builder.Build()
    paragraph.layout(WIDE)
    width = paragraph.LongestLine
    # A line written from the right starts at the far side of the layout: lay it out again to fit.
    paragraph.layout(width + 1)
    recorder = skia.PictureRecorder()
    paragraph.paint(recorder.beginRecording(skia.Rect(-EM, -EM, width + EM, paragraph.Height + EM)), 0, 0)
    base = paragraph.AlphabeticBaseline
    tall, deep = _extent(string, packages[0])
    return Shaped(recorder.finishRecordingAsPicture(), width, base - tall * EM, base + deep * EM)


def _extent(string: str, package: str) -> tuple[float, float]:
    """Ems that the letters reach above and below the base line."""
    if package == "noto-sans":
        return 0.72, 0.02 if string == string.upper() else 0.2
    if package in PREFERRED:  # East Asian letters fill their square
        return 0.84, 0.1
    return 0.88, 0.28


def aspect(string: str, weight: int = 700) -> float:
    """Width of a string divided by the height of its letters; 0 if it cannot be written."""
    shaped = shape(string, 0xFF000000, weight)
    return shaped.width / (shaped.bottom - shaped.top) if shaped else 0.0


def draw_text(
    canvas: skia.Canvas,
    string: str,
    rect: tuple[float, float, float, float],
    colour: int,
    weight: int = 700,
    align: str = "centre",
    squeeze: float = 0.8,
) -> bool:
    """Write `string` into rect (left, top, right, bottom) in the canvas's present coordinates, y down.

    As large as fits; a line too long is first squeezed to no less than `squeeze` of its width, then made
    smaller. `align` is left, centre or right. `colour` is a skia colour int. Returns whether it was written.
    """
    shaped = shape(string, colour, weight)
    if shaped is None:
        return False
    left, top, right, bottom = rect
    tall = (bottom - top) / (shaped.bottom - shaped.top)
    wide = (right - left) / max(shaped.width, 1e-6)
    scale_x = min(tall, wide)
    scale_y = min(tall, scale_x / squeeze)
    free = (right - left) - shaped.width * scale_x
    x = left + free * {"left": 0.0, "centre": 0.5, "right": 1.0}[align]
    y = (top + bottom) / 2 - (shaped.top + shaped.bottom) / 2 * scale_y
    canvas.save()
    canvas.translate(x, y)
    canvas.scale(scale_x, scale_y)
    canvas.drawPicture(shaped.picture)
    canvas.restore()
    return True
