"""Windows and doors, drawn in the plane of the wall they are in (metres, y = -height above ground)."""

from __future__ import annotations

from dataclasses import dataclass

import skia

from world.plans import chance, garage_span
from world.render.solids import Stage, Tone, luminance, mix
from world.scene import Building

GLASS = "#2b3843"


SKY_GLASS = "#5d7488"


@dataclass(frozen=True, slots=True)
class Opening:
    """A window or door: middle `x`, sill `z`, width and height, a number to vary it, a balcony before it."""

    x: float
    z: float
    width: float
    height: float
    seed: int
    balcony: bool = False

    def rect(self, grow: float = 0.0) -> skia.Rect:
        half = self.width / 2 + grow
        return skia.Rect.MakeLTRB(self.x - half, -self.z - self.height - grow, self.x + half, -self.z + grow)


def _arch(o: Opening, grow: float = 0.0) -> skia.Path:
    """A round-headed opening."""
    r, path = o.rect(grow), skia.Path()
    radius = r.width() / 2
    path.moveTo(r.left(), r.bottom())
    path.lineTo(r.left(), r.top() + radius)
    path.arcTo(skia.Rect.MakeXYWH(r.left(), r.top(), radius * 2, radius * 2), 180, 180, False)
    path.lineTo(r.right(), r.bottom())
    path.close()
    return path


def _is_arched(b: Building) -> bool:
    return b.windows in ("arched", "vault") or b.kind in ("church", "mosque")


def draw_windows(stage: Stage, windows: list[Opening], b: Building, tone: Tone, scale: float) -> None:
    arched = _is_arched(b)
    dark, bright, frame = skia.Path(), skia.Path(), skia.Path()

    def add(path: skia.Path, o: Opening, grow: float) -> None:
        if arched:
            path.addPath(_arch(o, grow))
        else:
            path.addRect(o.rect(grow))

    for o in windows:
        if scale > 2.5:
            add(frame, o, 0.09)
        add(bright if chance(o.seed, 1) < 0.35 else dark, o, 0.0)
    leaves = [leaf for o in windows for leaf in _leaves(o)] if b.windows == "shutters" and scale > 2 else []
    colour = b.trim if luminance(b.trim) < 0.72 else _SHUTTERS[b.seed % len(_SHUTTERS)]
    trim = b.trim if b.windows != "shutters" or luminance(b.trim) > 0.72 else "#e8e4da"
    if scale > 2.5:
        stage.fill(frame, tone(trim))
    if scale > 5:
        _glass(stage, dark, (tone(GLASS, 0.8), tone(mix(GLASS, SKY_GLASS, 0.55))), b)
        _glass(stage, bright, (tone(GLASS), tone(mix(SKY_GLASS, "#a8c0d0", 0.45))), b)
    else:
        stage.fill(dark, tone(GLASS))
        stage.fill(bright, tone(SKY_GLASS))
    if scale > 3.5 and b.kind in _LIVED_IN:
        _covers(stage, windows, b, tone, scale)
    if scale > 9:
        _window_details(stage, windows, b, tone, scale, trim)
    _shutters(stage, leaves, (tone(colour, 0.95), tone(colour, 0.7)), scale)


def _glass(stage: Stage, panes: skia.Path, colours: tuple[int, int], b: Building) -> None:
    """Panes that mirror the street below and the sky above, floor by floor."""
    storey = b.storeys and (3.0 if b.kind == "apartments" else 3.3 if b.kind == "shop" else 2.8)
    ends = [skia.Point(0, -0.9), skia.Point(0, -0.9 - storey)]
    shader = skia.GradientShader.MakeLinear(
        ends, [colours[0], colours[0], colours[1], colours[0]], [0.0, 0.16, 0.52, 1.0], skia.TileMode.kRepeat
    )
    stage.canvas.drawPath(panes, skia.Paint(AntiAlias=True, Shader=shader))


_SHUTTERS = ("#4c6b52", "#5a6f86", "#7a4a35", "#6b7f73", "#8a5a3c")


def _leaves(o: Opening) -> list[skia.Rect]:
    """A window's two shutters: beside it, or some closed over it."""
    r, half, pick = o.rect(), o.width / 2, chance(o.seed, 11)
    shut = (pick < 0.16 or 0.24 < pick < 0.28, pick < 0.24)
    left = r.left() if shut[0] else r.left() - half - 0.08
    right = o.x if shut[1] else r.right() + 0.08
    return [skia.Rect.MakeXYWH(x, r.top(), half, r.height()) for x in (left, right)]


def _shutters(stage: Stage, leaves: list[skia.Rect], colours: tuple[int, int], scale: float) -> None:
    boards, lines = skia.Path(), skia.Path()
    for leaf in leaves:
        boards.addRect(leaf)
        for k in range(int(leaf.height() / 0.12) if scale > 14 else 0):
            y = leaf.top() + 0.06 + k * 0.12
            lines.addRect(skia.Rect.MakeLTRB(leaf.left() + 0.05, y, leaf.right() - 0.05, y + 0.035))
    stage.fill(boards, colours[0])
    stage.fill(lines, colours[1])


_LIVED_IN = ("house", "farm", "shop", "apartments", "hut")
_CLOTHS = ("#d6cfbe", "#c2b8a4", "#a88f70", "#8f6058", "#73848e", "#b9bda8")
_DUSK = 0.1
"""Sine of the sun's height under which lamps are lit."""


def _covers(stage: Stage, windows: list[Opening], b: Building, tone: Tone, scale: float) -> None:
    """Blinds, curtains, open panes and lamps: no two windows of a house are quite alike."""
    cloths: dict[str, skia.Path] = {}
    opened, lamps, dusk = skia.Path(), skia.Path(), stage.light.sun[2] < _DUSK
    for o in windows:
        r, pick, part = o.rect(), chance(o.seed, 2), chance(o.seed, 4)
        first = chance(o.seed, 5) < 0.7  # most of a house's blinds were bought together
        cloth = _CLOTHS[(b.seed if first else o.seed) % (2 if first else len(_CLOTHS))]
        if dusk and chance(o.seed, 6) < 0.25:
            lamps.addRect(r)
        if pick < 0.16:
            drop = r.top() + r.height() * (0.25 + 0.5 * part)
            cloths.setdefault(cloth, skia.Path()).addRect(r.left(), r.top(), r.right(), drop)
        elif pick < 0.24:
            cloths.setdefault(cloth, skia.Path()).addRect(r)
        elif pick < 0.52 and scale > 6:
            wide, path = r.width() * (0.14 + 0.2 * part), cloths.setdefault(cloth, skia.Path())
            path.addRect(r.left(), r.top(), r.left() + wide, r.bottom())
            path.addRect(r.right() - wide, r.top(), r.right(), r.bottom())
        elif 0.52 < pick < 0.6 and scale > 6:
            x = o.x if part < 0.5 else r.left()
            opened.addRect(x, r.top(), x + o.width / 2, r.bottom())
    stage.fill(lamps, tone("#e0b46c", 0.98))
    for cloth, path in cloths.items():
        stage.fill(path, tone(cloth, 0.74))
    stage.fill(opened, tone("#14171a"))


def _window_details(
    stage: Stage, windows: list[Opening], b: Building, tone: Tone, scale: float, trim: str
) -> None:
    """Mullions, sills, reveals, bars."""
    bars, sills, shade = skia.Path(), skia.Path(), skia.Path()
    for o in windows:
        r = o.rect()
        if scale > 11:
            shade.addRect(skia.Rect.MakeLTRB(r.left(), r.top(), r.right(), r.top() + 0.10))
            shade.addRect(skia.Rect.MakeLTRB(r.left(), r.top(), r.left() + 0.05, r.bottom()))
        columns, rows = {
            "grid": (3, 3),
            "sash": (2, 2),
            "arched": (2, 3),
            "vault": (4, 3),
            "shutters": (2, 2),
        }.get(b.windows, (2, 1))
        for i in range(1, columns):
            x = r.left() + r.width() * i / columns
            bars.addRect(skia.Rect.MakeLTRB(x - 0.025, r.top(), x + 0.025, r.bottom()))
        for i in range(1, rows):
            y = r.top() + r.height() * i / rows
            bars.addRect(skia.Rect.MakeLTRB(r.left(), y - 0.025, r.right(), y + 0.025))
        sills.addRect(
            skia.Rect.MakeLTRB(r.left() - 0.14, r.bottom() + 0.06, r.right() + 0.14, r.bottom() + 0.15)
        )
    stage.fill(bars, tone(trim, 0.96))
    stage.fill(shade, 0x66000000)
    if b.windows != "balcony":
        stage.fill(sills, tone(mix(trim, "#8c8880", 0.5)))
    if b.windows == "barred" and scale > 12:
        grille = skia.Path()
        for o in windows:
            r = o.rect(0.05)
            for k in range(int(r.width() / 0.13) + 1):
                x = r.left() + k * 0.13
                grille.addRect(skia.Rect.MakeLTRB(x, r.top(), x + 0.022, r.bottom()))
            for y in (r.top() + 0.1, r.bottom() - 0.1):
                grille.addRect(skia.Rect.MakeLTRB(r.left(), y, r.right(), y + 0.03))
        stage.fill(grille, tone("#2e2c2a"))


def draw_door(stage: Stage, door: Opening, b: Building, tone: Tone, scale: float) -> None:
    colours = ("#5b3a29", "#3d4f3f", "#6b2e26", "#34465a", "#7a5c3e", "#ded9cc", "#4a4a48")
    colour = (
        "#6d5238" if b.kind in ("church", "hut", "temple", "mosque") else colours[door.seed % len(colours)]
    )
    if b.kind == "barn":
        colour = mix(b.wall_colour, b.trim, 0.15)
    arched = _is_arched(b)
    frame, leaf = (_arch(door, 0.14), _arch(door)) if arched else (skia.Path(), skia.Path())
    if not arched:
        frame.addRect(door.rect(0.10))
        leaf.addRect(door.rect())
    stage.fill(frame, tone(b.trim))
    stage.fill(leaf, tone(colour, 0.9))
    if scale > 12:
        r, panels = door.rect(), skia.Path()
        if b.kind == "barn":
            for y in (r.top(), r.centerY() - 0.08, r.bottom() - 0.16):
                panels.addRect(skia.Rect.MakeLTRB(r.left(), y, r.right(), y + 0.16))
            for x in (r.left(), r.centerX() - 0.08, r.right() - 0.16):
                panels.addRect(skia.Rect.MakeLTRB(x, r.top(), x + 0.16, r.bottom()))
            stage.fill(panels, tone(b.trim, 0.95))
            return
        _door_leaf(stage, door, b, tone, colour)
        stage.rect(r.left() - 0.2, -0.12, r.right() + 0.2, 0.0, tone("#9a958c"))


def _door_leaf(stage: Stage, door: Opening, b: Building, tone: Tone, colour: str) -> None:
    """Panels, boards or panes of a door, a light over some, and a handle."""
    r, kind = door.rect(), int(chance(door.seed, 13) * 4)
    panels, panes, double = skia.Path(), skia.Path(), r.width() > 1.4
    top = r.top()
    if b.kind not in ("church", "mosque", "temple", "hut") and not _is_arched(b) and kind != 1:
        panes.addRect(r.left() + 0.06, top + 0.06, r.right() - 0.06, top + 0.34)  # a light over the leaf
        top += 0.38
    tall = r.bottom() - top
    for middle in (0.27, 0.73) if double else (0.5,):
        half = r.width() * (0.17 if double else 0.34)
        left, right = r.left() + r.width() * middle - half, r.left() + r.width() * middle + half
        if kind == 0 or b.kind == "apartments":
            panes.addRect(left, top + tall * 0.08, right, top + tall * 0.62)
            panels.addRect(left, top + tall * 0.7, right, top + tall * 0.93)
        elif kind == 1:
            for k in range(5):
                panels.addRect(left + k * half * 0.45, top, left + k * half * 0.45 + 0.02, r.bottom())
        else:
            for low, high in ((0.06, 0.45), (0.55, 0.93)):
                panels.addRect(left, top + tall * low, right, top + tall * high)
    if double:
        panels.addRect(door.x - 0.015, top, door.x + 0.015, r.bottom())
    stage.fill(panels, tone(colour, 0.72))
    stage.fill(panes, tone(mix(GLASS, SKY_GLASS, 0.35)))
    stage.rect(r.right() - 0.16, -1.05, r.right() - 0.08, -0.99, tone("#c8b060"))


def garage_door(stage: Stage, b: Building, tone: Tone, scale: float) -> None:
    """A wide door of four rows of panels."""
    span = garage_span(b)
    if span is None:
        return
    left, right = span
    stage.rect(left - 0.12, -2.32, right + 0.12, 0, tone(mix(b.trim, b.wall_colour, 0.2)))
    body = mix("#f0efe9", b.wall_colour, 0.35) if chance(b.seed, 85) < 0.7 else "#6a4a34"
    stage.rect(left, -2.2, right, 0, tone(body, 0.94))
    if scale > 5:
        lines, panels = skia.Path(), max(3, round((right - left) / 0.8))
        for k in range(1, 4):
            lines.addRect(skia.Rect.MakeLTRB(left, -k * 0.55 - 0.02, right, -k * 0.55 + 0.02))
        for k in range(1, panels):
            x = left + (right - left) * k / panels
            lines.addRect(skia.Rect.MakeLTRB(x - 0.015, -2.2, x + 0.015, 0))
        stage.fill(lines, tone(body, 0.72))
    stage.rect(left, -2.2, right, -2.05, 0x40080A10)
