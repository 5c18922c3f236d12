"""Roofs and round things: sloping sheets of tiles or straw over a building, domes, spires and tiers.

A roof is a list of sheets, each a planar polygon seen from outside anticlockwise, starting with its
lower edge. Sheets turned away show their underside and are drawn before the walls, the others after:
eaves then hide what they should and nothing else.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

import skia

from world.render import materials
from world.render.solids import Frame, Stage, Vec, cross, distance, faces_eye, mix, unit

Pieces = tuple[list[tuple[Vec, ...]], list[tuple[tuple[Vec, ...], Vec]], float]
"""Sheets, boards with their normals, and the height of the ridge."""


@dataclass(frozen=True, slots=True)
class Roof:
    """Sheets, the boards along their edges (quads facing `normal`), and the ridge's height."""

    sheets: tuple[tuple[Vec, ...], ...]
    boards: tuple[tuple[tuple[Vec, ...], Vec], ...]
    ridge: float
    cover: str
    colour: str
    trim: str
    gutter: bool = False

    def before(self, stage: Stage) -> None:
        """Undersides, to be drawn before the walls."""
        for sheet in self.sheets:
            if not faces_eye(sheet[0], _normal(sheet)):
                stage.polygon(
                    sheet, stage.tone((0, 0, -1), sheet[0])(mix(self.colour, "#8a7a66", 0.65), 0.85)
                )

    def after(self, stage: Stage) -> None:
        """What lies over the walls."""
        for sheet in self.sheets:
            draw_sheet(stage, sheet, self.colour, "roof-" + self.cover)
        for quad, normal in self.boards:
            if faces_eye(quad[0], normal):
                stage.polygon(quad, stage.tone(normal, quad[0])(self.trim, 0.92))
        if self.sheets and stage.scale(min(self.sheets[0], key=distance)) > 4:
            self._edges(stage)

    def _edges(self, stage: Stage) -> None:
        """Caps along the ridge and the hips, and gutters along the lower edges."""
        cap, thick = mix(self.colour, "#1c1814", 0.28), 0.2 if self.cover in ("tile", "thatch") else 0.1
        for sheet in self.sheets:
            if not faces_eye(sheet[0], _normal(sheet)):
                continue
            for a, b in itertools.pairwise(sheet[1:]):
                if a[2] < self.ridge - 0.02 and b[2] < self.ridge - 0.02:
                    continue
                hip = abs(a[2] - b[2]) > 0.02
                if not hip or len(sheet) == 3 or self.cover == "tile":
                    stage.line(a, b, thick * (0.7 if hip else 1.0), cap)
            if self.gutter:
                (ax, ay, az), (bx, by, bz) = sheet[0], sheet[1]
                stage.line((ax, ay, az - 0.04), (bx, by, bz - 0.04), 0.11, mix(self.trim, "#5a5e62", 0.6))


def _normal(sheet: Sequence[Vec]) -> Vec:
    a, b, c = sheet[0], sheet[1], sheet[-1]
    return unit(cross((b[0] - a[0], b[1] - a[1], b[2] - a[2]), (c[0] - a[0], c[1] - a[1], c[2] - a[2])))


def draw_sheet(stage: Stage, sheet: Sequence[Vec], colour: str, material: str) -> None:
    """One textured plane in space, if its outer side is seen; its first edge is its lower edge."""
    normal = _normal(sheet)
    if not faces_eye(sheet[0], normal):
        return
    at = min(sheet, key=distance)
    tone = stage.tone(normal, at)
    stage.polygon(sheet, tone(colour))
    overlay = materials.shader(material, stage.scale(at))
    if overlay is None:
        return
    a, b = sheet[0], sheet[1]
    u = unit((b[0] - a[0], b[1] - a[1], b[2] - a[2]))
    v = cross(u, normal)
    path = skia.Path()
    local = [(p[0] - a[0], p[1] - a[1], p[2] - a[2]) for p in sheet]
    path.addPoly(
        [
            skia.Point(
                sum(i * j for i, j in zip(p, u, strict=True)), sum(i * j for i, j in zip(p, v, strict=True))
            )
            for p in local
        ],
        True,
    )
    with stage.plane(a, u, v) as canvas:
        canvas.drawPath(path, skia.Paint(Shader=overlay, AntiAlias=True))


def pitched(
    frame: Frame, width: float, depth: float, eaves: float, pitch: float, over: float, hip: float = 0.0
) -> Pieces:
    """Sheets, boards and ridge height of a roof whose ridge runs along `frame.right`.

    `pitch` is rise over run, `over` the eaves' overhang in metres, `hip` how far the ridge's ends draw
    in (0: a gable; half the depth: a full hip).
    """
    x, y = width / 2 + over, depth / 2 + over
    low, high = eaves - over * pitch, eaves + depth / 2 * pitch
    inner = max(x - (hip / (depth / 2)) * y, 0.0) if hip else x
    at, thick = frame.at, 0.17
    sheets: list[tuple[Vec, ...]] = [
        (at(x, y, low), at(-x, y, low), at(-inner, 0, high), at(inner, 0, high)),
        (at(-x, -y, low), at(x, -y, low), at(inner, 0, high), at(-inner, 0, high)),
    ]
    boards: list[tuple[tuple[Vec, ...], Vec]] = []
    for s in (1, -1):
        edge = (at(x, y * s, low), at(-x, y * s, low), at(-x, y * s, low - thick), at(x, y * s, low - thick))
        boards.append((edge, frame.way(0, s)))
    for s in (1, -1):
        if hip:
            sheets.append((at(s * x, -s * y, low), at(s * x, s * y, low), at(s * inner, 0, high)))
            edge = (
                at(s * x, -y, low),
                at(s * x, y, low),
                at(s * x, y, low - thick),
                at(s * x, -y, low - thick),
            )
            boards.append((edge, frame.way(s, 0)))
        else:
            for t in (1, -1):
                rake = (
                    at(s * x, t * y, low),
                    at(s * x, 0, high),
                    at(s * x, 0, high - thick),
                    at(s * x, t * y, low - thick),
                )
                boards.append((rake, frame.way(s, 0)))
    return sheets, boards, high


def mono(frame: Frame, width: float, depth: float, eaves: float, rise: float, over: float) -> Pieces:
    """A single slope, high over the front, low over the back: (sheets, boards, ridge)."""
    x, y, at = width / 2 + over, depth / 2 + over, frame.at
    k = rise / depth
    low, high, thick = eaves - over * k, eaves + rise + over * k, 0.14
    sheets = [(at(-x, -y, low), at(x, -y, low), at(x, y, high), at(-x, y, high))]
    boards = []
    for s, z in ((1, high), (-1, low)):
        boards.append(
            (
                (at(-x, s * y, z), at(x, s * y, z), at(x, s * y, z - thick), at(-x, s * y, z - thick)),
                frame.way(0, s),
            )
        )
    for s in (1, -1):
        boards.append(
            (
                (
                    at(s * x, -y, low),
                    at(s * x, y, high),
                    at(s * x, y, high - thick),
                    at(s * x, -y, low - thick),
                ),
                frame.way(s, 0),
            )
        )
    return sheets, boards, high


def mansard(frame: Frame, width: float, depth: float, eaves: float) -> Pieces:
    """Steep lower slopes under a shallow hip: (sheets, boards, ridge)."""
    x, y, at, step, rise = width / 2 + 0.25, depth / 2 + 0.25, frame.at, 0.75, 2.3
    ring = ((x, y), (-x, y), (-x, -y), (x, -y))
    inner = tuple((px - math.copysign(step, px), py - math.copysign(step, py)) for px, py in ring)
    sheets, boards = [], []
    for i in range(4):
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = ring[i], ring[(i + 1) % 4], inner[(i + 1) % 4], inner[i]
        sheets.append(
            (at(ax, ay, eaves), at(bx, by, eaves), at(cx, cy, eaves + rise), at(dx, dy, eaves + rise))
        )
        way = ((0, 1), (-1, 0), (0, -1), (1, 0))[i]
        boards.append(
            (
                (at(ax, ay, eaves), at(bx, by, eaves), at(bx, by, eaves - 0.25), at(ax, ay, eaves - 0.25)),
                frame.way(*way),
            )
        )
    upper = pitched(
        frame, width - 2 * step + 0.5, depth - 2 * step + 0.5, eaves + rise, 0.3, 0.0, depth / 2 - step
    )
    return sheets + upper[0], boards, upper[2]


def tier(
    stage: Stage,
    frame: Frame,
    half: Vec,
    top: Vec,
    z: float,
    rise: float,
    colour: str,
    trim: str,
    lift: float,
) -> None:
    """A roof with upturned corners: half sizes (x, y) of the eaves and of the upper edge."""
    sides = (((1, 1), (-1, 1)), ((-1, 1), (-1, -1)), ((-1, -1), (1, -1)), ((1, -1), (1, 1)))
    ways = ((0, 1), (-1, 0), (0, -1), (1, 0))
    sag = ((0.0, 1.0), (0.18, 0.30), (0.5, 0.0), (0.82, 0.30), (1.0, 1.0))
    for seen in (False, True):
        for (a, b), way in zip(sides, ways, strict=True):
            eave = []
            for t, bend in sag:
                px, py = half[0] * (a[0] + (b[0] - a[0]) * t), half[1] * (a[1] + (b[1] - a[1]) * t)
                eave.append(frame.at(px, py, z + lift * bend))
            normal = unit(frame.way(way[0] * rise, way[1] * rise, half[1] - top[1] + 0.01))
            upper = [
                frame.at(top[0] * b[0], top[1] * b[1], z + rise),
                frame.at(top[0] * a[0], top[1] * a[1], z + rise),
            ]
            facing = faces_eye(eave[2], normal)
            if facing != seen:
                continue
            if not facing:
                stage.polygon(
                    [*eave, *upper], stage.tone((0, 0, -1), eave[2])(mix(colour, "#5a4030", 0.5), 0.6)
                )
                continue
            tone = stage.tone(normal, eave[2])
            stage.polygon([*eave, *upper], tone(colour))
            lip = [(p[0], p[1], p[2] - 0.22) for p in reversed(eave)]
            stage.polygon([*eave, *lip], stage.tone(frame.way(*way), eave[2])(trim))
            if stage.scale(eave[2]) > 6:
                for k in range(1, 12):
                    t = k / 12
                    px, py = a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t
                    i = min(int(t * 4), 3)
                    f = (t - sag[i][0]) / (sag[i + 1][0] - sag[i][0])
                    bend = sag[i][1] + (sag[i + 1][1] - sag[i][1]) * max(0.0, min(1.0, f))
                    foot = frame.at(half[0] * px, half[1] * py, z + lift * bend)
                    stage.line(
                        foot,
                        frame.at(top[0] * px, top[1] * py, z + rise),
                        0.09,
                        mix(colour, "#000000", 0.25),
                        tone,
                    )


def revolve(stage: Stage, base: Vec, profile: Sequence[tuple[float, float]], colour: str) -> None:
    """A solid of revolution from (radius, height) pairs, foot first: domes, spires, tanks, cones."""
    flat = math.hypot(base[0], base[1]) or 1e-6
    toward = (-base[0] / flat, -base[1] / flat)
    side = (-toward[1], toward[0])
    widest = max(r for r, _ in profile)
    pixels = 2 * widest * stage.focal / max(flat, 0.5)
    strips = 3 if pixels < 10 else 5 if pixels < 40 else 10
    edges = [math.sin(math.pi * (i / strips - 0.5)) for i in range(strips + 1)]
    outline = [(s * r, z) for s, part in ((-1, profile), (1, profile[::-1])) for r, z in part]
    silhouette = [(base[0] + side[0] * r, base[1] + side[1] * r, base[2] + z) for r, z in outline]
    # Under the strips lies the whole shape, or the sky would shine through their seams.
    stage.polygon(silhouette, stage.tone((toward[0], toward[1], 0.0), base)(colour))
    for (r0, z0), (r1, z1) in itertools.pairwise(profile):
        slant = math.hypot(z1 - z0, r0 - r1) or 1.0
        out, up = (z1 - z0) / slant, (r0 - r1) / slant

        def rim(s: float, radius: float, z: float) -> Vec:
            return (base[0] + side[0] * s * radius, base[1] + side[1] * s * radius, base[2] + z)

        if up < -0.95:
            continue
        for a, b in itertools.pairwise(edges):
            s = (a + b) / 2
            c = math.sqrt(max(0.0, 1 - s * s))
            normal = ((toward[0] * c + side[0] * s) * out, (toward[1] * c + side[1] * s) * out, up)
            lap = min(b + 0.04, 1.0)
            stage.polygon(
                (rim(a, r0, z0), rim(lap, r0, z0), rim(lap, r1, z1), rim(a, r1, z1)),
                stage.tone(normal, base)(colour),
            )


def dome(radius: float, onion: bool = False) -> list[tuple[float, float]]:
    """The profile of a dome: half a ball, or a pointed bulb."""
    if onion:
        shape = (
            (0.80, 0),
            (0.98, 0.22),
            (1.0, 0.42),
            (0.90, 0.66),
            (0.66, 0.92),
            (0.36, 1.16),
            (0.12, 1.4),
            (0.03, 1.7),
            (0.0, 2.1),
        )
        return [(r * radius, z * radius) for r, z in shape]
    return [
        (radius * math.cos(t * math.pi / 14), radius * math.sin(t * math.pi / 14) * 1.02) for t in range(8)
    ] + [(0.03 * radius, 1.25 * radius)]
