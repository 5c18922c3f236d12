"""Road signs: a painted plate on its post, drawn in the plate's own plane, its bare back from behind."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import skia

from world.render.camera import Camera
from world.render.light import Light
from world.render.limbs import limb
from world.render.pictograms import pictogram
from world.render.solids import (
    PENUMBRA,
    Frame,
    Stage,
    Tone,
    Vec,
    cast,
    column,
    direction,
    faces_eye,
    lay_shadow,
    luminance,
    mix,
    place_seed,
    prism,
)
from world.render.text import draw_text
from world.scene import Sign

_POST = {
    "grey": "#8d9194",
    "white": "#e4e4e0",
    "wood": "#7a5f43",
    "yellow": "#d9ae2c",
    "double-grey": "#8d9194",
}
_BANDS = {"black-white": ("#22242a", "#e8e8e4"), "red-white": ("#c23030", "#ecebe6")}


def shadow(canvas: skia.Canvas, camera: Camera, light: Light, sign: Sign) -> None:
    """The plate's shadow on the ground and the dark spot at the foot of the post."""
    top = sign.clearance + sign.height
    if not camera.sees(sign.x, sign.y, 0, 1 + math.hypot(*light.shadow(top))):
        return
    stage = Stage(canvas, camera, light)
    nx, ny = direction(sign.heading)
    for aside in _feet(sign):
        cast(stage, _ring(sign.x - ny * aside, sign.y + nx * aside, 0.06), top, 0.04)
    if light.shadow_alpha > 0.02:
        corners = []
        for across, up in _SHADOWS.get(sign.shape, _SQUARE):
            sx, sy = light.shadow(sign.clearance + sign.height * (up + 1) / 2)
            side = across * sign.width / 2
            corners.append((sign.x - ny * side + sx, sign.y + nx * side + sy))
        lay_shadow(stage, corners, light.shadow_colour(0.8), 0.03 + PENUMBRA * math.hypot(*light.shadow(top)))


def _feet(sign: Sign) -> tuple[float, ...]:
    """How far aside of a sign's middle its posts stand, metres."""
    if sign.kind == "shop":
        return (0.0,) if sign.width < 1.1 else (-sign.width * 0.36, sign.width * 0.36)
    return (-sign.width * 0.32, sign.width * 0.32) if _is_wide(sign) else (0.0,)


_SQUARE = ((-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0))
_CIRCLE = tuple((math.cos(k * math.tau / 12), math.sin(k * math.tau / 12)) for k in range(12))
_SHADOWS = {
    "triangle": ((-1.0, -1.0), (1.0, -1.0), (0.0, 1.0)),
    "triangle-down": ((-1.0, 1.0), (1.0, 1.0), (0.0, -1.0)),
    "diamond": ((-1.0, 0.0), (0.0, -1.0), (1.0, 0.0), (0.0, 1.0)),
    "circle": _CIRCLE,
    "octagon": _CIRCLE,
}
"""Corners of the plates' shadows, in halves of their width and height."""


def _ring(x: float, y: float, r: float) -> list[tuple[float, float]]:
    return [(x + r * math.cos(a), y + r * math.sin(a)) for a in (0, 1.05, 2.09, 3.14, 4.19, 5.24)]


def draw_sign(canvas: skia.Canvas, camera: Camera, light: Light, sign: Sign) -> None:
    """Draw a sign with its post in one face; nothing when it is out of sight."""
    tall = sign.clearance + sign.height
    if not camera.sees(sign.x, sign.y, tall / 2, tall / 2 + sign.width):
        return
    stage = Stage(canvas, camera, light)
    stand = Stand.of(sign)
    if faces_eye(stand.centre, stand.normal):
        _posts(stage, sign, stand)
        _front(stage, sign, stand)
    else:
        _back(stage, sign, stand)
        _posts(stage, sign, stand)
        _clamps(stage, sign, stand)


@dataclass(frozen=True, slots=True)
class Stand:
    """How a sign stands: the middle of its face, outward normal, and right and down along the plate.

    What wind and wheels have pushed leans a little, about the foot of its post.
    """

    centre: Vec
    normal: Vec
    right: Vec
    down: Vec

    @classmethod
    def of(cls, sign: Sign) -> Stand:
        nx, ny = direction(sign.heading)
        luck = place_seed(sign.x, sign.y) % 1000 / 999 * 2 - 1
        lean = 0.0 if sign.kind == "shop" or _is_wide(sign) else 0.055 * luck**5
        c, s, up = math.cos(lean), math.sin(lean), sign.clearance + sign.height / 2
        centre = (sign.x - ny * s * up, sign.y + nx * s * up, c * up)
        return cls(centre, (nx, ny, 0.0), (-ny * c, nx * c, -s), (ny * s, -nx * s, -c))

    def at(self, right: float, down: float, out: float = 0.0) -> Vec:
        """A point of the plate's plane, or `out` metres before it."""
        o, r, d, n = self.centre, self.right, self.down, self.normal
        return (
            o[0] + r[0] * right + d[0] * down + n[0] * out,
            o[1] + r[1] * right + d[1] * down + n[1] * out,
            o[2] + r[2] * right + d[2] * down + n[2] * out,
        )


def _is_wide(sign: Sign) -> bool:
    return sign.width > 1.25 or sign.post == "double-grey"


def _posts(stage: Stage, sign: Sign, stand: Stand) -> None:
    if sign.kind == "shop":
        _legs(stage, sign)
        return
    radius = 0.07 if sign.post == "wood" else 0.05 if _is_wide(sign) and sign.width > 2 else 0.04
    top = sign.height * (-0.3 if sign.shape not in ("triangle", "diamond") else -0.1)
    foot = sign.clearance + sign.height / 2
    for spot in _feet(sign):
        low = stand.at(spot, foot, -0.05)
        if stage.scale(low) > 15 and sign.post != "wood":
            block = Frame(low[0], low[1], sign.heading)
            prism(stage, block, (-0.13, -0.13, 0.0), (0.13, 0.13, 0.04), "#8f8a80", taper=0.9)
        if sign.post in _BANDS:
            count = max(3, round((foot - top) / 0.35))
            for k in range(count):
                ends = (foot + (top - foot) * i / count for i in (k, k + 1))
                a, b = (stand.at(spot, down, -0.05) for down in ends)
                limb(stage, a, b, radius, radius, _BANDS[sign.post][k % 2])
        else:
            limb(stage, low, stand.at(spot, top, -0.05), radius, radius, _POST.get(sign.post, "#8d9194"))


def _legs(stage: Stage, sign: Sign) -> None:
    """A shop's board stands on slim tubes behind it, each bolted to its footing, capped above the board."""
    nx, ny = direction(sign.heading)
    top, steel = sign.clearance + sign.height + 0.06, _POST["grey"]
    thick = 0.045 if len(_feet(sign)) > 1 else 0.055
    for aside in _feet(sign):
        foot = (sign.x - nx * 0.08 - ny * aside, sign.y - ny * 0.08 + nx * aside, 0.0)
        near = stage.scale(foot) > 15
        if near:
            base = Frame(foot[0], foot[1], sign.heading)
            prism(stage, base, (-0.15, -0.15, 0.0), (0.15, 0.15, 0.05), "#8f8a80", taper=0.9)
            prism(stage, base, (-0.10, -0.10, 0.05), (0.10, 0.10, 0.07), "#6f7376")
            column(stage, (foot[0], foot[1], 0.07), 0.12, thick * 1.5, thick * 1.15, steel)
        column(stage, foot, top, thick, thick, steel)
        if near:
            column(stage, (foot[0], foot[1], top), 0.03, thick * 1.2, thick * 0.7, "#6f7376")


@lru_cache(maxsize=512)
def outline(shape: str, width: float, height: float, inset: float = 0.0) -> skia.Path:
    """The contour of a plate around (0, 0), drawn in by `inset` metres on every side."""
    w, h, path = width / 2 - inset, height / 2 - inset, skia.Path()
    if shape == "circle":
        path.addOval(skia.Rect.MakeLTRB(-w, -h, w, h))
    elif shape == "octagon":
        k = 0.4142
        ring = (
            (-w * k, -h),
            (w * k, -h),
            (w, -h * k),
            (w, h * k),
            (w * k, h),
            (-w * k, h),
            (-w, h * k),
            (-w, -h * k),
        )
        path.addPoly([skia.Point(*p) for p in ring], True)
    elif shape in ("triangle", "triangle-down"):
        s = 1 if shape == "triangle" else -1
        # An inset moves each side in by the same distance: the tips draw in by more than that.
        slope = math.hypot(width / 2, height)
        tip = inset * slope / (width / 2)
        half = (height - inset - tip) * (width / 2) / height
        path = _rounded(
            (
                (0, s * (-height / 2 + tip)),
                (half, s * (height / 2 - inset)),
                (-half, s * (height / 2 - inset)),
            ),
            0.06 * width,
        )
    elif shape == "diamond":
        k = inset * 0.4142
        path = _rounded(((0, -h + k), (w - k, 0), (0, h - k), (-w + k, 0)), 0.06 * width)
    elif shape in ("arrow-left", "arrow-right"):
        s, point = (1 if shape == "arrow-right" else -1), min(height / 2, width * 0.25)
        ring = ((-w * s, -h), ((w - point) * s, -h), (w * s, 0), ((w - point) * s, h), (-w * s, h))
        path.addPoly([skia.Point(*p) for p in ring], True)
    elif shape == "shield":
        path.moveTo(-w, -h * 0.8)
        path.quadTo(-w * 0.5, -h * 0.72, 0, -h)
        path.quadTo(w * 0.5, -h * 0.72, w, -h * 0.8)
        path.cubicTo(w, h * 0.35, w * 0.5, h * 0.75, 0, h)
        path.cubicTo(-w * 0.5, h * 0.75, -w, h * 0.35, -w, -h * 0.8)
        path.close()
    else:
        r = min(0.08 * min(width, height), 0.06)
        path.addRRect(skia.RRect.MakeRectXY(skia.Rect.MakeLTRB(-w, -h, w, h), r, r))
    return path


def _rounded(points: tuple[tuple[float, float], ...], radius: float) -> skia.Path:
    """A polygon with its corners rounded off."""
    path, count = skia.Path(), len(points)
    for i in range(count):
        (ax, ay), (bx, by), (cx, cy) = points[i - 1], points[i], points[(i + 1) % count]
        before, after = math.hypot(ax - bx, ay - by), math.hypot(cx - bx, cy - by)
        p = (bx + (ax - bx) * radius / before, by + (ay - by) * radius / before)
        q = (bx + (cx - bx) * radius / after, by + (cy - by) * radius / after)
        if i == 0:
            path.moveTo(*p)
        else:
            path.lineTo(*p)
        path.quadTo(bx, by, *q)
    path.close()
    return path


def _plate(sign: Sign) -> str:
    """The contour of a sign's plate: a chevron's arrow is painted on a square one."""
    return "square" if sign.kind == "chevron" else sign.shape


def _back(stage: Stage, sign: Sign, stand: Stand) -> None:
    """Bare metal with a folded rim, the rails that stiffen it, and dust."""
    normal = stand.normal
    tone = stage.tone((-normal[0], -normal[1], 0.0), stand.centre)
    w, h, plate = sign.width, sign.height, _plate(sign)
    with stage.plane(stand.centre, stand.right, stand.down) as canvas:
        stage.fill(outline(plate, w, h), tone(sign.back))
        if stage.scale(stand.centre) > 20:
            canvas.save()
            canvas.clipPath(outline(plate, w, h), doAntiAlias=True)
            _soil(stage, sign, tone)
            for y in (-0.22, 0.22) if h > 0.35 else (0.0,):
                for rise, colour in ((0.026, 0.62), (0.02, 0.9), (0.004, 1.12)):
                    y0 = y * h - 0.02
                    stage.rect(-w / 2, y0, w / 2, y0 + rise * 2, tone(sign.back, colour))
            pen = skia.Paint(AntiAlias=True, Style=skia.Paint.kStroke_Style)
            pen.setStrokeWidth(0.03)
            pen.setColor(tone(sign.back, 0.74))
            canvas.drawPath(outline(plate, w, h), pen)
            canvas.restore()


def _clamps(stage: Stage, sign: Sign, stand: Stand) -> None:
    """What holds the rails to the posts, over the posts."""
    if stage.scale(stand.centre) < 28 or sign.kind == "shop":
        return
    tone = stage.tone((-stand.normal[0], -stand.normal[1], 0.0), stand.centre)
    reach = 0.085 if sign.post == "wood" else 0.06
    with stage.plane(stand.at(0.0, 0.0, -0.09), stand.right, stand.down) as canvas:
        for x in _feet(sign):
            for y in (-0.22, 0.22) if sign.height > 0.35 else (0.0,):
                y *= sign.height
                stage.rect(x - reach, y - 0.022, x + reach, y + 0.022, tone("#a3a6a8"))
                stage.rect(x - reach, y + 0.012, x + reach, y + 0.022, tone("#6c6f72"))
                for s in (-1, 1):
                    bolt = skia.Paint(AntiAlias=True, Color=tone("#4c4f52"))
                    canvas.drawCircle(x + s * reach * 0.8, y, 0.010, bolt)


def _soil(stage: Stage, sign: Sign, tone: Tone) -> None:
    """Sky on the plate's upper part, dust and splashes on its lower: on the ground, not on the writing."""
    w, h, dirt = sign.width / 2, sign.height / 2, 0.10 + place_seed(sign.x, sign.y) % 97 / 97 * 0.22
    ends = [skia.Point(-w * 0.3, -h), skia.Point(w * 0.3, h)]
    colours = [tone("#ffffff", 1.0, 0.10), tone("#ffffff", 1.0, 0.0), tone("#6b5a45", 1.0, 0.0)]
    colours.append(tone("#6b5a45", 1.0, dirt))
    shader = skia.GradientShader.MakeLinear(ends, colours, [0.0, 0.35, 0.5, 1.0])
    stage.canvas.drawRect(skia.Rect.MakeLTRB(-w, -h, w, h), skia.Paint(AntiAlias=True, Shader=shader))


def _ring_width(sign: Sign) -> tuple[float, float]:
    """(gap outside the border, width of the border) in metres."""
    w = min(sign.width, sign.height)
    if sign.kind == "stop":
        return 0.0, 0.035 * w
    if sign.kind == "give-way" or (sign.shape == "triangle-down"):
        return 0.0, 0.13 * w
    if sign.kind == "speed":
        return (0.0, 0.115 * w) if sign.shape == "circle" else (0.02 * w, 0.03 * w)
    if sign.shape == "circle":
        return 0.0, 0.09 * w
    if sign.shape == "triangle":
        return 0.0, 0.10 * w
    return (0.022 * w, 0.022 * w) if w > 0.3 else (0.0, 0.05 * w)


def _front(stage: Stage, sign: Sign, stand: Stand) -> None:
    tone, scale = stage.tone(stand.normal, stand.centre), stage.scale(stand.centre)
    gap, ring = _ring_width(sign)
    w, h = sign.width, sign.height
    if scale > 20:  # the folded rim behind the face
        with stage.plane(stand.at(0.0, 0.0, -0.03), stand.right, stand.down):
            stage.fill(outline(_plate(sign), w, h), tone(sign.back, 0.6))
    with stage.plane(stand.centre, stand.right, stand.down) as canvas:
        stage.fill(outline(_plate(sign), w, h), tone(sign.face if gap else sign.border))
        if gap:
            stage.fill(outline(_plate(sign), w, h, gap), tone(sign.border))
        stage.fill(outline(_plate(sign), w, h, gap + ring), tone(sign.face))
        if scale > 20:
            canvas.save()
            canvas.clipPath(outline(_plate(sign), w, h), doAntiAlias=True)
            _soil(stage, sign, tone)
            canvas.restore()
        if sign.kind == "chevron":
            _chevrons(stage, sign, tone)
            return
        inside = _inside(sign, gap + ring)
        if sign.kind == "pedestrian" and sign.symbol == "":
            _crossing(stage, sign, tone, inside)
            return
        if sign.symbol:
            inside = _symbol(stage, sign, tone, inside)
        lines = sign.lines or (("P",) if sign.kind == "parking" else ())
        if lines and inside[3] - inside[1] > 0.02:
            _lines(stage, sign, tone, inside, lines, scale)


def _inside(sign: Sign, margin: float) -> tuple[float, float, float, float]:
    """The rectangle (left, top, right, bottom) that writing may fill."""
    w, h = sign.width / 2 - margin, sign.height / 2 - margin
    if sign.shape == "octagon":
        return (-w * 0.88, -h * 0.42, w * 0.88, h * 0.42)
    if sign.shape == "circle":
        return (-w * 0.78, -h * 0.56, w * 0.78, h * 0.56)
    if sign.shape == "triangle":
        return (-w * 0.56, -h * 0.30, w * 0.56, h * 0.86)
    if sign.shape == "triangle-down":
        return (-w * 0.52, -h * 0.70, w * 0.52, h * 0.02)
    if sign.shape == "diamond":
        return (-w * 0.60, -h * 0.56, w * 0.60, h * 0.56)
    if sign.shape == "shield":
        return (-w * 0.72, -h * 0.52, w * 0.72, h * 0.48)
    if sign.shape in ("arrow-left", "arrow-right"):
        point = min(sign.height / 2, sign.width * 0.25)
        cut = (0.0, point * 0.8) if sign.shape == "arrow-right" else (point * 0.8, 0.0)
        return (-w * 0.95 + cut[0], -h * 0.82, w * 0.95 - cut[1], h * 0.82)
    return (-w * 0.92, -h * 0.84, w * 0.92, h * 0.84)


def _symbol(
    stage: Stage, sign: Sign, tone: Tone, box: tuple[float, float, float, float]
) -> tuple[float, float, float, float]:
    """Draw the pictogram; returns what room is left for writing."""
    left, top, right, bottom = box
    arrows = ("left", "right", "up", "straight")
    if sign.lines and sign.symbol in arrows:
        size = min(bottom - top, (right - left) * 0.3)
        x = left + size / 2 if sign.symbol != "right" else right - size / 2
        rest = (
            (left + size * 1.15, top, right, bottom)
            if sign.symbol != "right"
            else (left, top, right - size * 1.15, bottom)
        )
    elif sign.lines:
        size, x = (bottom - top) * 0.62, (left + right) / 2
        rest, bottom = (left, top + size * 1.08, right, bottom), top + size
    else:
        size, x = min(bottom - top, (right - left) * 1.15), (left + right) / 2
        rest = (0.0, 0.0, 0.0, 0.0)
    path = skia.Path(pictogram(sign.symbol))
    matrix = skia.Matrix.Translate(x, (top + bottom) / 2)
    matrix.preScale(size, size)
    path.transform(matrix)
    stage.fill(path, tone(sign.ink))
    return rest


def _lines(
    stage: Stage,
    sign: Sign,
    tone: Tone,
    box: tuple[float, float, float, float],
    lines: tuple[str, ...],
    scale: float,
) -> None:
    left, top, right, bottom = box
    # On limits that spell themselves out, the number is what drivers read.
    weights = [1.7 if sign.kind == "speed" and len(lines) > 1 and line.isdigit() else 1.0 for line in lines]
    y = top
    for string, weight in zip(lines, weights, strict=True):
        step = (bottom - top) * weight / sum(weights)
        low, y = y, y + step
        if string and step * scale < 2.0:
            # Too small for letters: their ink as a faint bar keeps the sign's tint right.
            half = min((right - left) / 2, 0.3 * step * len(string))
            middle, x = low + step / 2, (left + right) / 2
            stage.rect(
                x - half, middle - step * 0.28, x + half, middle + step * 0.28, tone(sign.ink, 1.0, 0.5)
            )
        elif string:
            draw_text(
                stage.canvas, string, (left, low + 0.04 * step, right, low + 0.94 * step), tone(sign.ink)
            )


def _chevrons(stage: Stage, sign: Sign, tone: Tone) -> None:
    """Arrowheads that point the way the road bends."""
    way = -1 if "left" in (sign.symbol + sign.shape) else 1
    w, h = sign.width * 0.94, sign.height * 0.92
    count = max(1, round(w / h))
    step, path = w / count, skia.Path()
    for i in range(count):
        x = -w / 2 + i * step
        ring = ((0.08, -0.5), (0.48, -0.5), (0.92, 0.0), (0.48, 0.5), (0.08, 0.5), (0.52, 0.0))
        points = [(x + px * step, py * h) for px, py in ring]
        path.addPoly([skia.Point(px * way, py) for px, py in points], True)
    stage.fill(path, tone(sign.ink))


def _crossing(stage: Stage, sign: Sign, tone: Tone, box: tuple[float, float, float, float]) -> None:
    """A walker on stripes; on a blue plate inside a white triangle."""
    size = min(box[2] - box[0], box[3] - box[1])
    ink = sign.ink
    if sign.shape in ("square", "rectangle") and luminance(sign.face) < 0.5:
        panel = skia.Path(outline("triangle", size, size * 0.9))
        stage.fill(panel, tone("#f4f4f2"))
        ink, size = mix(sign.face, "#000000", 0.75), size * 0.62
    path = skia.Path(pictogram("pedestrians"))
    matrix = skia.Matrix.Translate(0, size * 0.12)
    matrix.preScale(size, size)
    path.transform(matrix)
    stage.fill(path, tone(ink))
