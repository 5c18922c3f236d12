"""Pictograms of road signs, as paths in a box from -0.5 to 0.5 (y down), in the sign's ink."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import lru_cache

import skia

Points = Sequence[tuple[float, float]]


def _poly(path: skia.Path, points: Points) -> None:
    """Add a polygon, always turning the same way: where two overlap, both are inked."""
    turn = sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(points, [*points[1:], points[0]], strict=True))
    points = points if turn > 0 else points[::-1]
    path.addPoly([skia.Point(*p) for p in points], True)


def _stroke(points: Points, width: float, smooth: bool = False) -> skia.Path:
    """A line of that width through the points as a filled outline."""
    line = skia.Path()
    line.moveTo(*points[0])
    if smooth and len(points) == 4:
        line.cubicTo(*points[1], *points[2], *points[3])
    else:
        for p in points[1:]:
            line.lineTo(*p)
    return _thick(line, width)


def _thick(line: skia.Path, width: float) -> skia.Path:
    # Skia flattens curves for units that are pixels: outline at a hundred times the size.
    line.transform(skia.Matrix.Scale(100, 100))
    pen = skia.Paint(
        Style=skia.Paint.kStroke_Style, StrokeWidth=width * 100, StrokeJoin=skia.Paint.kRound_Join
    )
    out = skia.Path()
    pen.getFillPath(line, out)
    out.transform(skia.Matrix.Scale(0.01, 0.01))
    return out


def _mirror(path: skia.Path) -> skia.Path:
    out = skia.Path(path)
    out.transform(skia.Matrix.Scale(-1, 1))
    return out


def _bend() -> skia.Path:
    path = _stroke(((-0.16, 0.48), (-0.16, 0.05), (-0.10, -0.10), (0.16, -0.22)), 0.13, True)
    _poly(path, ((0.08, -0.42), (0.40, -0.30), (0.18, -0.04)))
    return path


def _winding() -> skia.Path:
    path = _stroke(((-0.10, 0.48), (-0.42, 0.10), (0.36, 0.06), (0.02, -0.24)), 0.12, True)
    _poly(path, ((-0.18, -0.20), (0.02, -0.50), (0.20, -0.18)))
    return path


def _person(path: skia.Path, x: float, scale: float, lean: float = 0.0) -> None:
    path.addCircle(x + lean * 0.3, -0.36 * scale, 0.09 * scale)
    for points, width in (
        (((0.02 + lean * 0.2, -0.24), (0.0, 0.05)), 0.15),
        (((0.0, 0.04), (0.14, 0.24), (0.18, 0.46)), 0.085),
        (((0.0, 0.04), (-0.08, 0.26), (-0.20, 0.44)), 0.085),
        (((0.02, -0.22), (0.16, -0.08), (0.22, 0.04)), 0.06),
        (((0.0, -0.22), (-0.14, -0.10), (-0.18, 0.04)), 0.06),
    ):
        path.addPath(_stroke([(x + px * scale, py * scale) for px, py in points], width * scale))


def _pedestrians() -> skia.Path:
    path = skia.Path()
    _person(path, 0.0, 1.0, 0.1)
    return path


def _children() -> skia.Path:
    path = skia.Path()
    _person(path, 0.16, 0.95, 0.15)
    _person(path, -0.22, 0.74, 0.1)
    return path


def _beast(body: Points, legs: Sequence[float], low: float = 0.42) -> skia.Path:
    path = skia.Path()
    _poly(path, body)
    for x in legs:
        _poly(path, ((x - 0.045, 0.05), (x + 0.045, 0.05), (x + 0.03, low), (x - 0.03, low)))
    return path


def _cow() -> skia.Path:
    body = (
        (-0.46, -0.16),
        (-0.38, -0.26),
        (-0.28, -0.22),
        (0.36, -0.20),
        (0.42, -0.10),
        (0.44, 0.18),
        (0.40, 0.18),
        (0.38, 0.02),
    )
    return _beast(
        [*body, (0.34, 0.14), (-0.20, 0.14), (-0.26, -0.02), (-0.40, -0.04)], (-0.18, -0.07, 0.20, 0.31)
    )


def _deer() -> skia.Path:
    """A stag leaping to the right: fore legs drawn up, hind legs stretched out behind, antlers laid back."""
    path = skia.Path()
    trunk = ((-0.34, 0.10), (-0.38, 0.02), (-0.30, -0.05), (-0.08, -0.08), (0.12, -0.16), (0.20, -0.24))
    head = ((0.25, -0.33), (0.32, -0.34), (0.46, -0.23), (0.45, -0.18), (0.35, -0.18), (0.31, -0.10))
    belly = ((0.26, 0.04), (0.16, 0.09), (-0.06, 0.08), (-0.22, 0.16))
    _poly(path, (*trunk, *head, *belly))
    _poly(path, ((-0.35, -0.02), (-0.45, -0.07), (-0.39, 0.06)))  # the tail
    _poly(path, ((0.24, -0.30), (0.15, -0.33), (0.22, -0.25)))  # an ear
    for points, width in (
        (((-0.28, 0.10), (-0.30, 0.24), (-0.46, 0.42)), 0.065),
        (((-0.22, 0.10), (-0.20, 0.26), (-0.34, 0.46)), 0.065),
        (((0.20, 0.02), (0.38, 0.08), (0.34, 0.24)), 0.06),
        (((0.16, 0.04), (0.28, 0.18), (0.20, 0.32)), 0.06),
        (((0.28, -0.32), (0.20, -0.44), (0.04, -0.50)), 0.035),
        (((0.30, -0.32), (0.30, -0.46), (0.22, -0.56)), 0.035),
        (((0.20, -0.43), (0.19, -0.54)), 0.03),
        (((0.30, -0.43), (0.38, -0.53)), 0.03),
        (((0.12, -0.47), (0.08, -0.56)), 0.03),
    ):
        path.addPath(_stroke(points, width))
    return path


def _moose() -> skia.Path:
    body = ((0.44, -0.14), (0.40, -0.28), (0.28, -0.30), (0.14, -0.26), (-0.34, -0.10), (-0.42, 0.06))
    path = _beast(
        [*body, (-0.32, 0.14), (0.16, 0.14), (0.26, -0.08), (0.38, -0.06)], (-0.34, -0.22, 0.08, 0.19), 0.48
    )
    _poly(
        path,
        (
            (0.30, -0.28),
            (0.10, -0.36),
            (0.04, -0.50),
            (0.16, -0.46),
            (0.24, -0.52),
            (0.30, -0.44),
            (0.38, -0.52),
            (0.40, -0.34),
        ),
    )
    return path


def _kangaroo() -> skia.Path:
    """A kangaroo in a bound to the right: one long foot under it, the thick tail out behind."""
    path = skia.Path()
    back = ((-0.48, 0.16), (-0.30, 0.16), (-0.20, 0.02), (-0.08, -0.12), (0.10, -0.20), (0.20, -0.32))
    head = ((0.21, -0.48), (0.26, -0.40), (0.30, -0.48), (0.32, -0.36), (0.45, -0.27), (0.43, -0.22))
    front = ((0.33, -0.22), (0.28, -0.12), (0.20, 0.02), (0.12, 0.12), (0.12, 0.20))
    leg = ((0.02, 0.30), (0.26, 0.38), (0.26, 0.43), (-0.06, 0.38), (-0.10, 0.30), (0.0, 0.20), (-0.12, 0.18))
    _poly(path, (*back, *head, *front, *leg, (-0.26, 0.26), (-0.46, 0.24)))
    for arm in (((0.22, -0.10), (0.32, -0.02), (0.38, -0.04)), ((0.18, -0.04), (0.26, 0.05), (0.33, 0.04))):
        path.addPath(_stroke(arm, 0.05))
    return path


def _camel() -> skia.Path:
    body = (
        (-0.46, -0.36),
        (-0.34, -0.40),
        (-0.28, -0.10),
        (-0.14, -0.12),
        (-0.06, -0.27),
        (0.0, -0.32),
        (0.07, -0.31),
        (0.14, -0.24),
        (0.22, -0.11),
        (0.38, -0.06),
        (0.42, 0.14),
    )
    return _beast(
        [*body, (-0.22, 0.12), (-0.36, -0.02), (-0.38, -0.28), (-0.46, -0.28)],
        (-0.20, -0.10, 0.26, 0.36),
        0.48,
    )


def _elephant() -> skia.Path:
    body = (
        (-0.20, -0.30),
        (0.26, -0.28),
        (0.42, -0.10),
        (0.42, 0.16),
        (-0.18, 0.16),
        (-0.26, 0.02),
        (-0.36, 0.04),
        (-0.40, 0.36),
        (-0.48, 0.36),
    )
    path = _beast([*body, (-0.46, -0.10), (-0.38, -0.26)], (-0.13, 0.0, 0.24, 0.36), 0.42)
    path.addPath(_stroke(((0.40, -0.10), (0.47, 0.04), (0.47, 0.18)), 0.035))
    path.addPath(_stroke(((-0.34, 0.02), (-0.46, 0.10)), 0.04))
    return path


def _crossroads() -> skia.Path:
    path = _stroke(((0, -0.44), (0, 0.44)), 0.13)
    path.addPath(_stroke(((-0.40, 0.0), (0.40, 0.0)), 0.13))
    return path


def _junction() -> skia.Path:
    path = _stroke(((0, -0.44), (0, 0.44)), 0.14)
    path.addPath(_stroke(((0.0, 0.0), (0.38, 0.0)), 0.10))
    return path


def _bang() -> skia.Path:
    path = skia.Path()
    _poly(path, ((-0.10, -0.46), (0.10, -0.46), (0.05, 0.18), (-0.05, 0.18)))
    path.addCircle(0, 0.36, 0.09)
    return path


def _bump() -> skia.Path:
    path = skia.Path()
    path.addRect(skia.Rect.MakeLTRB(-0.46, 0.20, 0.46, 0.30))
    path.addArc(skia.Rect.MakeLTRB(-0.30, -0.06, 0.30, 0.50), 180, 180)
    return path


def _slippery() -> skia.Path:
    path = skia.Path()
    path.addRRect(skia.RRect.MakeRectXY(skia.Rect.MakeLTRB(-0.22, -0.40, 0.22, 0.0), 0.08, 0.08))
    for x in (-0.16, 0.16):
        path.addPath(_stroke(((x, 0.02), (x + 0.14, 0.16), (x - 0.14, 0.30), (x, 0.46)), 0.06, True))
    return path


def _rocks() -> skia.Path:
    path = skia.Path()
    _poly(path, ((0.46, 0.44), (0.46, -0.46), (0.28, -0.30), (0.20, -0.02), (0.04, 0.08), (-0.02, 0.44)))
    for x, y, r in ((-0.06, -0.18, 0.08), (-0.22, 0.08, 0.07), (-0.32, 0.36, 0.09)):
        path.addCircle(x, y, r)
    return path


def _lights() -> skia.Path:
    path = skia.Path()
    path.setFillType(skia.PathFillType.kEvenOdd)
    path.addRRect(skia.RRect.MakeRectXY(skia.Rect.MakeLTRB(-0.16, -0.46, 0.16, 0.46), 0.06, 0.06))
    for y in (-0.29, 0.0, 0.29):
        path.addCircle(0, y, 0.10)
    return path


def _train() -> skia.Path:
    path = skia.Path()
    for x in (-0.36, -0.12, 0.12, 0.36):
        _poly(path, ((x - 0.07, -0.2), (x, -0.34), (x + 0.07, -0.2), (x + 0.07, 0.34), (x - 0.07, 0.34)))
    for y in (-0.08, 0.14):
        path.addRect(skia.Rect.MakeLTRB(-0.46, y, 0.46, y + 0.09))
    return path


def _roadworks() -> skia.Path:
    path = skia.Path()
    path.addCircle(-0.06, -0.36, 0.09)
    for points, width in (
        (((-0.08, -0.24), (-0.22, 0.04)), 0.15),
        (((-0.22, 0.04), (-0.04, 0.20), (-0.10, 0.44)), 0.085),
        (((-0.22, 0.04), (-0.34, 0.24), (-0.42, 0.44)), 0.085),
        (((-0.08, -0.22), (0.08, -0.04), (0.20, 0.0)), 0.06),
        (((-0.02, -0.20), (0.28, 0.26)), 0.05),
    ):
        path.addPath(_stroke(points, width))
    _poly(path, ((0.14, 0.44), (0.30, 0.18), (0.48, 0.44)))
    return path


def _roundabout() -> skia.Path:
    path = skia.Path()
    for k in range(3):
        a = math.radians(120 * k)
        arc = skia.Path()
        arc.addArc(skia.Rect.MakeLTRB(-0.32, -0.32, 0.32, 0.32), 120 * k, 80)
        path.addPath(_thick(arc, 0.11))
        tip, c, s = a + math.radians(112), math.cos, math.sin
        b = a + math.radians(78)
        _poly(path, ((0.18 * c(b), 0.18 * s(b)), (0.46 * c(b), 0.46 * s(b)), (0.33 * c(tip), 0.33 * s(tip))))
    return path


def _arrow_up() -> skia.Path:
    path = _stroke(((0, 0.46), (0, -0.15)), 0.16)
    _poly(path, ((-0.28, -0.10), (0, -0.46), (0.28, -0.10)))
    return path


def _arrow_right() -> skia.Path:
    path = _arrow_up()
    path.transform(skia.Matrix.RotateDeg(90))
    return path


_DRAWN: dict[str, Callable[[], skia.Path]] = {
    "bend": _bend,
    "bend-right": _bend,
    "bend-left": lambda: _mirror(_bend()),
    "curve": _bend,
    "winding": _winding,
    "bends": _winding,
    "animals": _deer,
    "deer": _deer,
    "moose": _moose,
    "elk": _moose,
    "cow": _cow,
    "cattle": _cow,
    "kangaroo": _kangaroo,
    "camel": _camel,
    "elephant": _elephant,
    "children": _children,
    "school": _children,
    "pedestrian": _pedestrians,
    "pedestrians": _pedestrians,
    "crossing": _pedestrians,
    "crossroads": _crossroads,
    "junction": _junction,
    "side-road": _junction,
    "bump": _bump,
    "bumps": _bump,
    "roadworks": _roadworks,
    "slippery": _slippery,
    "rocks": _rocks,
    "falling-rocks": _rocks,
    "signals": _lights,
    "traffic-lights": _lights,
    "railway": _train,
    "train": _train,
    "roundabout": _roundabout,
    "up": _arrow_up,
    "straight": _arrow_up,
    "right": _arrow_right,
    "left": lambda: _mirror(_arrow_right()),
}


@lru_cache(maxsize=64)
def pictogram(symbol: str) -> skia.Path:
    """The path of a symbol; an unknown one is an exclamation mark, as on signs for other dangers."""
    return _DRAWN.get(symbol, _bang)()
