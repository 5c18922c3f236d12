"""Barriers along the land: guardrails, fences, hedges and walls, one straight piece at a time."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable

import numpy as np
import skia

from world.plans import chance
from world.render import materials
from world.render.camera import Camera
from world.render.light import Light
from world.render.solids import EYE, Plane, Stage, Tone, Vec, cast, faces_eye, luminance, mix, place_seed
from world.scene import Barrier, Point

SNOW = "#eef1f6"
LEDGES = {
    "wall": (0.14, 1.0),
    "stone-wall": (0.23, 1.0),
    "wood-fence": (0.07, 0.92),
    "picket": (0.04, 0.99),
    "guardrail": (0.06, 1.0),
    "gate": (0.05, 1.0),
    "bamboo": (0.05, 0.96),
}
"""Half the thickness in metres of what snow lies on, and how high that is, as a share of the height."""

THICK = {"hedge": 0.33, "wall": 0.1, "stone-wall": 0.22, "bamboo": 0.04}
"""Half the thickness in metres of the kinds that cast a shadow."""

PIECE = 12.0
"""Longest piece drawn at once, metres: short enough for the painter's order and for even shading."""

LEAVES, END, LEAF_PX = (4.0, 1.6), 0.9, 80
"""Metres that the picture of a hedge's leaves covers, width of that of its ends, and pixels a metre."""


def pieces(barrier: Barrier) -> list[Barrier]:
    """A barrier cut into straight pieces of at most `PIECE` metres, each a barrier of two points, so
    that a painter can sort them among other things."""
    out = []
    for a, b in zip(barrier.points, barrier.points[1:], strict=False):
        count = max(1, math.ceil(math.hypot(b[0] - a[0], b[1] - a[1]) / PIECE))
        for k in range(count):
            ends = tuple(
                (a[0] + (b[0] - a[0]) * t / count, a[1] + (b[1] - a[1]) * t / count) for t in (k, k + 1)
            )
            out.append(Barrier(barrier.kind, ends, barrier.height, barrier.colour))
    return out


def draw_barrier(
    canvas: skia.Canvas, camera: Camera, light: Light, barrier: Barrier, snow: float = 0.0
) -> None:
    """Draw a barrier in one face, far pieces first; nothing when it is out of sight.

    `snow` (0–1) is how much of it lies on the land, and so on the barrier.
    """
    stage = Stage(canvas, camera, light)
    parts = pieces(barrier) if len(barrier.points) > 2 or _length(barrier.points) > PIECE else [barrier]
    for part in sorted(parts, key=lambda p: -_away(p.points)):
        (ax, ay), (bx, by) = part.points
        if camera.sees(
            (ax + bx) / 2, (ay + by) / 2, barrier.height / 2, _length(part.points) / 2 + barrier.height
        ):
            _piece(stage, part, snow)


def shadow(canvas: skia.Canvas, camera: Camera, light: Light, barrier: Barrier) -> None:
    """What a barrier of two points casts on the ground, where it lets no light through."""
    half = THICK.get(barrier.kind)
    if half is None:
        return
    (ax, ay), (bx, by) = barrier.points
    long = _length(barrier.points)
    reach = long / 2 + math.hypot(*light.shadow(barrier.height))
    if long < 0.05 or not camera.sees((ax + bx) / 2, (ay + by) / 2, 0.0, reach):
        return
    nx, ny = (by - ay) / long * half, (ax - bx) / long * half
    ring = [(ax + nx, ay + ny), (bx + nx, by + ny), (bx - nx, by - ny), (ax - nx, ay - ny)]
    cast(Stage(canvas, camera, light), ring, barrier.height, 0.1)


def _length(points: tuple[Point, ...]) -> float:
    (ax, ay), (bx, by) = points[0], points[-1]
    return math.hypot(bx - ax, by - ay)


def _away(points: tuple[Point, ...]) -> float:
    (ax, ay), (bx, by) = points
    return math.hypot((ax + bx) / 2, (ay + by) / 2)


def _piece(stage: Stage, b: Barrier, snow: float) -> None:
    (ax, ay), (bx, by) = b.points
    length = _length(b.points)
    if length < 0.05:
        return
    ux, uy = (bx - ax) / length, (by - ay) / length
    nx, ny = uy, -ux
    if ax * nx + ay * ny > 0:  # the side turned to the eye
        nx, ny = -nx, -ny
    t = min(max(-(ax * ux + ay * uy), 0.0), length)
    near: Vec = (ax + ux * t, ay + uy * t, min(b.height, EYE[2]))
    scale = stage.scale(near)
    middle = ((ax + bx) / 2, (ay + by) / 2, b.height / 2)
    tone = stage.tone((nx, ny, 0.0), middle)
    line = (ax, ay), (ux, uy), (nx, ny)
    if b.kind == "hedge":
        _hedge(stage, b, line, length, tone, snow)
        return
    _KINDS.get(b.kind, _wood)(stage, b, line, length, scale, tone)
    if snow > 0.15:
        _snow_cap(stage, b, line, length, scale, snow)


Line = tuple[Point, Point, Point]


def _face(stage: Stage, line: Line, out: float) -> Plane:
    """The upright plane of a piece, `out` metres nearer to the eye than its line."""
    (ax, ay), (ux, uy), (nx, ny) = line
    return stage.plane((ax + nx * out, ay + ny * out, 0.0), (ux, uy, 0.0), (0.0, 0.0, -1.0))


def _posts(length: float, step: float, wide: float, height: float, low: float = 0.0) -> skia.Path:
    path = skia.Path()
    for k in range(max(1, round(length / step))):
        x = k * length / max(1, round(length / step))
        path.addRect(skia.Rect.MakeLTRB(x - wide / 2, -height, x + wide / 2, -low))
    return path


def _rails(length: float, spans: tuple[tuple[float, float], ...]) -> skia.Path:
    path = skia.Path()
    for low, high in spans:
        path.addRect(skia.Rect.MakeLTRB(-0.02, -high, length + 0.02, -low))
    return path


def _guardrail(stage: Stage, b: Barrier, line: Line, length: float, scale: float, tone: Tone) -> None:
    h = b.height
    white = luminance(b.colour) > 0.85
    with _face(stage, line, -0.08):
        if white:  # Japan: round white posts that stand above the beam
            stage.fill(_posts(length, 2.0 if scale > 6 else 4.0, 0.12, h * 1.12), tone(b.colour, 0.9))
        elif luminance(b.colour) < 0.58:  # North America: thick wooden posts
            stage.fill(_posts(length, 1.9 if scale > 6 else 3.8, 0.18, h * 1.06), tone("#6b5a48"))
        else:
            stage.fill(_posts(length, 2.0 if scale > 6 else 4.0, 0.10, h * 0.95), tone(b.colour, 0.62))
    with _face(stage, line, 0.0) as canvas:
        low, high = h * 0.58, h
        band = skia.Rect.MakeLTRB(-0.02, -high, length + 0.02, -low)
        if scale > 7:
            # The W of the beam: two ridges that catch the light, three hollows that do not.
            shares = (0.0, 0.14, 0.30, 0.5, 0.70, 0.86, 1.0)
            tones = [tone(b.colour, k) for k in (0.86, 1.16, 0.80, 0.62, 1.10, 0.80, 0.58)]
            ends = [skia.Point(0, -high), skia.Point(0, -low)]
            canvas.drawRect(
                band,
                skia.Paint(AntiAlias=True, Shader=skia.GradientShader.MakeLinear(ends, tones, list(shares))),
            )
        else:
            stage.rect(-0.02, -high, length + 0.02, -low, tone(b.colour))
        if scale > 10:
            studs = _posts(length, 4.0, 0.07, high - 0.1, high - 0.2)
            stage.fill(studs, tone("#d88a2a" if not white else "#c8402a"))


def _wood(stage: Stage, b: Barrier, line: Line, length: float, scale: float, tone: Tone) -> None:
    h = b.height
    with _face(stage, line, 0.0):
        stage.fill(_posts(length, 2.4, 0.13, h), tone(b.colour, 0.86))
        stage.fill(
            _rails(length, ((h * 0.28, h * 0.40), (h * 0.54, h * 0.66), (h * 0.80, h * 0.92))), tone(b.colour)
        )


def _picket(stage: Stage, b: Barrier, line: Line, length: float, scale: float, tone: Tone) -> None:
    h = b.height
    with _face(stage, line, -0.03):
        stage.fill(_rails(length, ((h * 0.2, h * 0.3), (h * 0.68, h * 0.78))), tone(b.colour, 0.8))
    with _face(stage, line, 0.0):
        if scale < 5:
            stage.rect(0, -h, length, -0.08, tone(b.colour, 0.95, 0.65))
            return
        path, count = skia.Path(), max(1, round(length / 0.15))
        for k in range(count):
            x = k * length / count
            ring = ((x, -0.06), (x, -h + 0.06), (x + 0.045, -h), (x + 0.09, -h + 0.06), (x + 0.09, -0.06))
            path.addPoly([skia.Point(*p) for p in ring], True)
        stage.fill(path, tone(b.colour))


def _strands(stage: Stage, line: Line, length: float, heights: tuple[float, ...], colour: str) -> None:
    (ax, ay), (ux, uy), _ = line
    for z in heights:
        stage.line((ax, ay, z), (ax + ux * length, ay + uy * length, z), 0.014, colour)


def _wire(stage: Stage, b: Barrier, line: Line, length: float, scale: float, tone: Tone) -> None:
    h = b.height
    with _face(stage, line, 0.0):
        stage.fill(_posts(length, 3.0, 0.09, h), tone(b.colour))
    if scale > 4:
        _strands(stage, line, length, (h * 0.3, h * 0.52, h * 0.74, h * 0.95), "#6e6c68")


def _chainlink(stage: Stage, b: Barrier, line: Line, length: float, scale: float, tone: Tone) -> None:
    h = b.height
    with _face(stage, line, 0.0) as canvas:
        if scale > 26:
            mesh, step = skia.Path(), 0.11
            for k in range(int((length + h) / step) + 1):
                x = k * step
                mesh.moveTo(x, 0)
                mesh.lineTo(x - h, -h)
                mesh.moveTo(x - h, 0)
                mesh.lineTo(x, -h)
            canvas.save()
            canvas.clipRect(skia.Rect.MakeLTRB(0, -h, length, 0))
            pen = skia.Paint(
                AntiAlias=True, Style=skia.Paint.kStroke_Style, StrokeWidth=0.012, Color=tone("#a4a8aa")
            )
            canvas.drawPath(mesh, pen)
            canvas.restore()
        else:
            stage.rect(0, -h, length, -0.05, tone("#9a9ea0", 1.0, 0.22))
        stage.fill(_posts(length, 3.0, 0.07, h + 0.05), tone(b.colour))
        stage.fill(_rails(length, ((h - 0.03, h + 0.02),)), tone(b.colour))


def _ends(stage: Stage, line: Line, length: float, height: float, half: float, colour: str) -> None:
    """The ends of a thick barrier that are turned to the eye."""
    (ax, ay), (ux, uy), (nx, ny) = line
    for t, way in ((0.0, -1), (length, 1)):
        x, y = ax + ux * t, ay + uy * t
        normal = (ux * way, uy * way, 0.0)
        if faces_eye((x, y, 0.0), normal):
            foot = [(x + nx * half * s, y + ny * half * s) for s in (1, -1)]
            quad = [(*foot[0], 0.0), (*foot[1], 0.0), (*foot[1], height), (*foot[0], height)]
            stage.polygon(quad, stage.tone(normal, quad[0])(colour, 0.92))


def _solid(
    stage: Stage,
    line: Line,
    length: float,
    height: float,
    half: float,
    colour: str,
    scale: float,
    tone: Tone,
    material: str,
    coping: str,
) -> None:
    """A wall with some thickness: the face to the eye and, seen from above, its top."""
    (ax, ay), (ux, uy), (nx, ny) = line
    if height < EYE[2]:
        top = [
            (ax + nx * s * half + ux * t, ay + ny * s * half + uy * t, height)
            for s, t in ((1, -0.02), (1, length + 0.02), (-1, length + 0.02), (-1, -0.02))
        ]
        stage.polygon(top, stage.tone((0, 0, 1), top[0])(coping))
    _ends(stage, line, length, height, half, colour)
    face = skia.Rect.MakeLTRB(-0.02, -height, length + 0.02, 0)
    with _face(stage, line, half) as canvas:
        stage.paint.setColor(tone(colour))
        canvas.drawRect(face, stage.paint)
        overlay = materials.shader(material, scale)
        if overlay is not None:
            canvas.drawRect(face, skia.Paint(Shader=overlay, AntiAlias=True))
        if scale > 5:
            stage.rect(0, -0.25, length, 0, 0x22000000)


def _wall(stage: Stage, b: Barrier, line: Line, length: float, scale: float, tone: Tone) -> None:
    _solid(
        stage, line, length, b.height, 0.1, b.colour, scale, tone, "blocks", mix(b.colour, "#ffffff", 0.12)
    )
    with _face(stage, line, 0.13):
        stage.rect(
            -0.02, -b.height - 0.04, length + 0.02, -b.height + 0.07, tone(mix(b.colour, "#ffffff", 0.15))
        )


def _stone_wall(stage: Stage, b: Barrier, line: Line, length: float, scale: float, tone: Tone) -> None:
    _solid(
        stage, line, length, b.height, 0.22, b.colour, scale, tone, "stone", mix(b.colour, "#ffffff", 0.08)
    )


@functools.cache
def _leaf_wall() -> skia.Image:
    """Grey leaf clusters of a clipped hedge, `LEAVES` metres, with a ragged top and foot.

    Mean brightness is about 0.55, so that a colour filter gives it a hedge's colour.
    """
    turn = np.arange(round(LEAVES[0] * LEAF_PX)) * math.tau / round(LEAVES[0] * LEAF_PX)
    waves = 0.5 * np.sin(3 * turn) * np.sin(7 * turn + 1) + 0.3 * np.sin(13 * turn) + 0.2 * np.sin(29 * turn)
    return _clusters(0.15 * LEAF_PX * (1 - waves), wraps=True)


@functools.cache
def _leaf_end() -> skia.Image:
    """The same for the end of a hedge, `END` metres wide: round shoulders, ragged sides."""
    aside = np.abs(np.linspace(-1, 1, round(END * LEAF_PX)))
    shoulder = 0.04 + 0.5 * aside**5 + 0.46 * np.clip((aside - 0.82) / 0.12, 0, 1)
    return _clusters(shoulder * LEAVES[1] * LEAF_PX, wraps=False)


def _clusters(top: np.ndarray, wraps: bool) -> skia.Image:
    """Leaves below the line `top` (rows of each column); `wraps` where the picture is to tile sideways."""
    rng = np.random.default_rng(41)
    wide, high = len(top), round(LEAVES[1] * LEAF_PX)
    surface = skia.Surface(wide, high)
    canvas = surface.getCanvas()
    count = round(wide * high / LEAF_PX**2 * 700)
    x, y = rng.random(count) * wide, rng.random(count) ** 0.9 * high
    # Clusters bulge: their upper leaves are bright, the gaps between them dark.
    step = 0.30 * LEAF_PX
    turns = x / (LEAVES[0] * LEAF_PX)
    bulge = np.sin(turns * math.tau * 13 + np.sin(y / step) * 2) * np.sin(y / step * 1.9 + turns * 40)
    depth = np.linspace(0, 1, count)
    shade = 0.16 + 0.34 * depth + 0.14 * bulge + 0.16 * (1 - y / high) + rng.normal(0, 0.06, count)
    size = LEAF_PX * rng.uniform(0.022, 0.042, count)
    angle = rng.random(count) * math.tau
    paint = skia.Paint(AntiAlias=True)
    for k in range(count):
        edge = y[k] < top[int(x[k]) % wide] + size[k] or y[k] > high - LEAF_PX * 0.12 * rng.random()
        if edge and rng.random() < 0.93:
            continue
        c, s, r = math.cos(angle[k]), math.sin(angle[k]), size[k]
        grey = int(255 * min(1.0, max(0.06, shade[k])))
        paint.setColor(skia.ColorSetRGB(grey, grey, grey))
        for shift in (-wide, 0, wide) if wraps else (0,):
            if -r * 2 < x[k] + shift < wide + r * 2:
                px, py = x[k] + shift, y[k]
                ring = ((1.6, 0), (0.3, 0.75), (-1.4, 0), (0.3, -0.75))
                leaf = [skia.Point(px + r * (u * c - v * s), py + r * (u * s + v * c)) for u, v in ring]
                canvas.drawPath(skia.Path.Polygon(leaf, True), paint)
    return surface.makeImageSnapshot().withDefaultMipmaps()


def _leaves(
    stage: Stage, image: skia.Image, colour: str, rect: skia.Rect, tone: Tone, bright: float, shift: float
) -> None:
    """Fill a rectangle of the plane with leaf clusters; they lie `shift` metres along it."""
    sampling = skia.SamplingOptions(skia.FilterMode.kLinear, skia.MipmapMode.kLinear)
    matrix = skia.Matrix.Scale(1 / LEAF_PX, rect.height() / image.height())
    matrix.postTranslate(-shift, rect.top())
    shader = image.makeShader(skia.TileMode.kRepeat, skia.TileMode.kClamp, sampling, matrix)
    lit = tone(colour, bright)
    rows = [0.0] * 20
    for i, channel in enumerate((lit >> 16 & 255, lit >> 8 & 255, lit & 255)):
        rows[i * 6] = 1.3 * channel / 255
        rows[i * 5 + 4] = 0.16 * channel / 255
        rows[i * 5 + 3] = 0.0
    rows[18] = 1.0
    stage.canvas.drawRect(rect, skia.Paint(Shader=shader, ColorFilter=skia.ColorFilters.Matrix(rows)))


def _hedge(stage: Stage, b: Barrier, line: Line, length: float, tone: Tone, snow: float) -> None:
    """A clipped hedge: leaf clusters on the face and the top, round ends, and snow lying on it."""
    (ax, ay), (ux, uy), (nx, ny) = line
    h, half = b.height, 0.35
    colour = mix(b.colour, "#4c5638", 0.4)
    white = mix(colour, SNOW, 0.9 * snow)
    shift = (ax * ux + ay * uy) % LEAVES[0]
    high, wall = h + 0.06 * snow, _leaf_wall()
    ends = sorted(((ax + ux * t, ay + uy * t) for t in (0.0, length)), key=lambda p: -math.hypot(*p))
    _hedge_end(stage, ends[0], h, colour, snow)
    if h < EYE[2] + 0.3:
        above = stage.tone((0, 0, 1), (ax, ay, h))
        with _face(stage, line, -half):  # leaves of the far edge stand up against what is behind
            far = skia.Rect.MakeLTRB(-0.05, -high - 0.12, length + 0.05, -h + 0.5)
            _leaves(stage, wall, white, far, tone, 1.0, shift + 0.7)
        with stage.plane((ax - nx * half, ay - ny * half, high - 0.05), (ux, uy, 0.0), (nx, ny, 0.0)):
            stage.rect(0.0, 0.0, length, 2 * half, above(white, 0.62 + 0.3 * snow))
            top = skia.Rect.MakeLTRB(0.0, -0.2, length, 2 * half + 0.2)
            _leaves(stage, wall, white, top, above, 0.95, shift + 1.3)
    with _face(stage, line, half - 0.06):
        stage.rect(-0.03, -h + 0.2, length + 0.03, -0.12, tone(colour, 0.5))
    # The edge between face and top is round: a strip that leans back catches more of the sky.
    lean = stage.tone((nx * 0.6, ny * 0.6, 0.8), (ax, ay, h))
    slope = (nx * 0.52, ny * 0.52, -0.854)
    with stage.plane((ax + nx * (half - 0.16), ay + ny * (half - 0.16), high), (ux, uy, 0.0), slope):
        edge = skia.Rect.MakeLTRB(-0.03, -0.1, length + 0.03, 0.42)
        _leaves(stage, wall, white, edge, lean, 1.08, shift + 2.1)
    with _face(stage, line, half):
        face = skia.Rect.MakeLTRB(-0.05, -h - 0.02 + 0.17 * snow, length + 0.05, 0.03)
        _leaves(stage, wall, colour, face, tone, 1.12, shift)
    _hedge_end(stage, ends[1], h, colour, snow)


def _hedge_end(stage: Stage, at: Point, h: float, colour: str, snow: float) -> None:
    """The round end of a hedge, turned to the eye."""
    rx, ry = stage.camera.across(*at)
    tone = stage.tone((ry, -rx, 0.0), (*at, h / 2))
    origin = (at[0] - rx * END / 2, at[1] - ry * END / 2, 0.0)
    with stage.plane(origin, (rx, ry, 0.0), (0.0, 0.0, -1.0)) as canvas:
        whole = skia.Rect.MakeLTRB(0.0, -h - 0.04, END, 0.03)
        _leaves(stage, _leaf_end(), colour, whole, tone, 1.08, 0.0)
        if snow:
            canvas.clipRect(skia.Rect.MakeLTRB(0.0, -h - 0.1, END, -h + 0.2))
            whole.offset(0.0, -0.05 * snow)
            _leaves(stage, _leaf_end(), mix(colour, SNOW, 0.9 * snow), whole, tone, 1.2, 0.0)


def _snow_cap(stage: Stage, b: Barrier, line: Line, length: float, scale: float, snow: float) -> None:
    """What has snowed on a wall's top or on the upper rail of a fence: a low cushion."""
    half, share = LEDGES.get(b.kind, (0.0, 1.0))
    deep = (0.04 + 0.08 * min(1.0, half / 0.1)) * snow
    if not half or deep * scale < 0.3:
        return
    (ax, ay), (ux, uy), (nx, ny) = line
    z = b.height * share + (0.04 if b.kind == "wall" else 0.0)
    above = stage.tone((0, 0, 1), (ax, ay, z))
    if z + deep < EYE[2]:
        top = [
            (ax + nx * s * half + ux * t, ay + ny * s * half + uy * t, z + deep * 0.8)
            for s, t in ((1, 0.0), (1, length), (-1, length), (-1, 0.0))
        ]
        stage.polygon(top, above(SNOW))
    seed, steps = place_seed(ax, ay), max(2, round(length / 0.4))
    edge = skia.Path()
    edge.moveTo(-0.02, -z + 0.015)
    for k in range(steps + 1):
        edge.lineTo(length * k / steps, -z - deep * (0.75 + 0.4 * chance(seed, k)))
    edge.lineTo(length + 0.02, -z + 0.015)
    with _face(stage, line, half):
        stage.fill(edge, stage.tone((nx * 0.7, ny * 0.7, 0.7), (ax, ay, z))(SNOW))


def _gate(stage: Stage, b: Barrier, line: Line, length: float, scale: float, tone: Tone) -> None:
    """Two leaves of sheet metal in a frame, or of bars, between posts."""
    h, seed = b.height, place_seed(*line[0])
    sheet = chance(seed, 1) < 0.6 and h > 1.4
    with _face(stage, line, 0.02):
        if sheet:
            stage.rect(0.0, -h, length, -0.08, tone(b.colour))
            if scale > 6:
                ribs = skia.Path()
                for k in range(int(length / 0.18)):
                    ribs.addRect(skia.Rect.MakeLTRB(k * 0.18, -h + 0.05, k * 0.18 + 0.03, -0.12))
                stage.fill(ribs, tone(b.colour, 0.78))
        else:
            stage.fill(_posts(length, 0.16, 0.03, h, 0.1), tone(b.colour))
        stage.fill(_rails(length, ((0.08, 0.16), (h * 0.5, h * 0.56), (h - 0.08, h))), tone(b.colour, 0.85))
        middle = length / 2
        stage.rect(middle - 0.025, -h, middle + 0.025, -0.08, tone(b.colour, 0.6))
    with _face(stage, line, 0.06):
        for x in (-0.12, length - 0.08):
            stage.rect(x, -h - 0.18, x + 0.2, 0, tone(mix(b.colour, "#b8b0a4", 0.8)))


def _bamboo(stage: Stage, b: Barrier, line: Line, length: float, scale: float, tone: Tone) -> None:
    h = b.height
    with _face(stage, line, 0.0):
        if scale < 6:
            stage.rect(0, -h, length, 0, tone(b.colour, 0.85, 0.85))
        else:
            count, seed = max(1, round(length / 0.11)), place_seed(*line[0])
            for shade, part in ((0.78, 0), (1.0, 1), (1.14, 2)):
                canes = skia.Path()
                for k in range(part, count, 3):
                    x, tall = k * length / count, h * (0.93 + 0.1 * chance(seed, k))
                    canes.addRect(skia.Rect.MakeLTRB(x, -tall, x + 0.085, 0))
                stage.fill(canes, tone(b.colour, shade))
        stage.fill(_rails(length, ((h * 0.25, h * 0.30), (h * 0.75, h * 0.80))), tone(b.colour, 0.6))


_KINDS: dict[str, Callable[[Stage, Barrier, Line, float, float, Tone], None]] = {
    "guardrail": _guardrail,
    "wood-fence": _wood,
    "picket": _picket,
    "wire": _wire,
    "chainlink": _chainlink,
    "wall": _wall,
    "stone-wall": _stone_wall,
    "bamboo": _bamboo,
    "gate": _gate,
}
