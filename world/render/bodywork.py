"""Bodies of vehicles: a rounded skin, flanks with arches and wheels, and a glazed cabin on top."""

from __future__ import annotations

import itertools
import math

import skia

from world.render.shapes import BUSES, Shape
from world.render.skin import PANE, Profile, draw_skin, graded
from world.render.solids import Frame, Stage, Tone, Vec, faces_eye, luminance, mix, place_seed, prism
from world.scene import Vehicle

GLASS = "#161d22"
RUBBER = "#1b1b1d"
TRIM = "#17181a"


def radii(shape: Shape) -> tuple[float, float, float]:
    """How a body's edges are rounded: to the side, along and upwards, metres."""
    return (0.20, 0.34, 0.09) if shape.width < 2.2 else (0.16, 0.16, 0.10)


def draw_body(stage: Stage, frame: Frame, shape: Shape, v: Vehicle) -> None:
    """The body below the windows: ends, bonnet and boot, then the flanks that the eye sees."""
    half = shape.width / 2
    contour = draw_skin(stage, frame, shape.profile, half, (0.0, 1.0, 0.0), radii(shape), v.colour)
    flank = [(float(a), float(z)) for _, a, z in contour]
    for s in (1, -1):
        if faces_eye(frame.at(s * half, 0, 0.6), frame.way(s, 0)):
            _draw_flank(stage, frame, shape, v, s, flank)


def _poly(points: list[tuple[float, float]]) -> skia.Path:
    path = skia.Path()
    path.addPoly([skia.Point(a, -z) for a, z in points], True)
    return path


def _draw_flank(
    stage: Stage, frame: Frame, shape: Shape, v: Vehicle, s: int, flank: list[tuple[float, float]]
) -> None:
    """One flank below the windows, with arches and wheels."""
    at = frame.at(s * shape.width / 2, 0, 0.0)
    middle = frame.at(s * shape.width / 2, 0, 0.6)
    tone, scale = stage.tone(frame.way(s, 0), middle), stage.scale(at)
    belt, foot = shape.cabin[4], min(z for _, z in flank)
    rear, front = min(a for a, _ in flank), max(a for a, _ in flank)
    path = _poly([(front - 0.01, foot), *flank, (rear + 0.01, foot)])
    with stage.plane(at, frame.way(0, 1), (0.0, 0.0, -1.0)) as canvas:
        canvas.drawPath(path, _metal(stage, frame, s, middle, v.colour, belt, foot))
        bulky = v.kind in ("suv", "pickup", "van")
        if scale > 8 and v.kind not in BUSES:
            sill = foot + (0.13 if bulky else 0.08)
            stage.rect(shape.axles[-1], -sill, shape.axles[0], -foot, tone(TRIM))
        _stripes(stage, v, tone, (rear, front))
        if scale > 22:
            _seams(stage, shape, v, tone)
        arch = shape.wheel + 0.06
        for axle in shape.axles:
            canvas.save()
            canvas.clipRect(skia.Rect.MakeLTRB(axle - 1, -2, axle + 1, -foot * 0.9))
            if scale > 14:
                lip = skia.Path()
                lip.addCircle(axle, -shape.wheel, arch + (0.055 if bulky else 0.03))
                stage.fill(lip, tone("#2a2b2d") if bulky else tone(v.colour, 0.86))
            well = skia.Path()
            well.addCircle(axle, -shape.wheel, arch)
            stage.fill(well, tone("#0d0d0f"))
            canvas.restore()
    inner = frame.at(s * (shape.width / 2 - 0.05), 0, 0.0)
    with stage.plane(inner, frame.way(0, 1), (0.0, 0.0, -1.0)):
        for axle in shape.axles:
            draw_wheel(stage, axle, shape.wheel, tone, scale)


def _metal(stage: Stage, frame: Frame, s: int, at: Vec, colour: str, belt: float, foot: float) -> skia.Paint:
    """A flank's paint: the shoulder leans to the sky, a crease below it, the sill in its own shade."""
    leans = (0.55, 0.16, 0.30, 0.02, -0.10, -0.34)
    colours = graded(stage, at, [frame.way(s, 0, z) for z in leans], colour)
    ends = [skia.Point(0, -belt), skia.Point(0, -foot)]
    shader = skia.GradientShader.MakeLinear(ends, colours, [0.0, 0.16, 0.30, 0.36, 0.62, 1.0])
    return skia.Paint(AntiAlias=True, Shader=shader)


def _stripes(stage: Stage, v: Vehicle, tone: Tone, ends: tuple[float, float]) -> None:
    """Bands along the flank."""
    rear, front = ends
    if v.kind == "school-bus":
        for z in (0.85, 1.12, 1.40):
            stage.rect(rear, -z - 0.05, front - 1.2, -z + 0.01, tone("#17181a"))
    elif v.kind == "jeepney":
        tints = (v.accent or "#f2c21a", "#f2f2f0", "#c8202c")
        for k, z in enumerate((0.70, 0.88, 1.06)):
            stage.rect(rear, -z - 0.09, front, -z, tone(tints[k]))
    elif v.look == "striped" or (v.kind == "bus" and not v.accent):
        plain = mix(v.colour, "#ffffff" if luminance(v.colour) < 0.6 else "#b03a2e", 0.7)
        stage.rect(rear, -0.90, front, -0.72, tone(v.accent or plain))
        if v.colour == "#f2b81a":  # the two black lines of Lagos
            stage.rect(rear, -0.66, front, -0.56, tone(v.accent))


_DOORS = {"pickup": (0.08, 0.47, 0.86), "van": (0.18, 0.66, 0.90), "suv": (0.16, 0.52, 0.86)}


def _seams(stage: Stage, shape: Shape, v: Vehicle, tone: Tone) -> None:
    """Gaps of doors and panels, door handles, the fuel flap."""
    belt, rear, front = shape.cabin[4], shape.cabin[0], shape.cabin[1]
    foot = shape.profile[0][1] + 0.10
    gap, wide = tone(v.colour, 0.42), 0.007
    if v.kind in BUSES:
        for k in range(1, 9):
            a = shape.rear + (shape.front - shape.rear) * k / 9
            stage.rect(a - wide, -belt + 0.04, a + wide, -foot - 0.1, tone(v.colour, 0.8))
        return
    doors = [rear + (front - rear) * k for k in _DOORS.get(v.kind, (0.15, 0.50, 0.86))]
    for a in doors:
        over = max(0.0, shape.wheel + 0.09 - abs(a - shape.axles[-1]))  # the rear door ends at its arch
        low = max(foot, shape.wheel + 0.3) if over > 0 else foot
        stage.rect(a - wide, -belt + 0.02, a + wide, -low, gap)
    stage.rect(doors[0] + 0.05, -foot - 0.005, doors[-1], -foot + 0.005, gap)
    for a in doors[:-1]:
        grip = skia.Path()
        grip.addRRect(
            skia.RRect.MakeRectXY(
                skia.Rect.MakeLTRB(a + 0.07, -belt + 0.135, a + 0.26, -belt + 0.17), 0.015, 0.015
            )
        )
        canvas = stage.canvas
        canvas.save()
        canvas.translate(0, 0.014)
        stage.fill(grip, tone(v.colour, 0.5))
        canvas.restore()
        stage.fill(grip, tone(v.colour, 1.12))


def draw_wheel(stage: Stage, axle: float, radius: float, tone: Tone, scale: float) -> None:
    """A tyre on its rim, in the canvas's present plane: spokes on cars, a steel disc on what is heavy."""
    heavy, near = radius > 0.44, scale > 24
    steel = ((1.0, RUBBER), (0.90, "#232326"), (0.62, "#a4a7aa"), (0.52, "#6d7073"), (0.26, "#54575a"))
    rings = ((1.0, RUBBER), (0.90, "#232326"), (0.66, "#b4b7ba"), (0.61, "#2c2d30"))
    plain = ((1.0, RUBBER), (0.64, "#76797c"), (0.18, "#9a9c9e"))
    for share, colour in (steel if heavy else rings) if near else plain:
        if share == 1.0 or scale * radius * share > 1.2:
            ring = skia.Path()
            ring.addCircle(axle, -radius, radius * share)
            stage.fill(ring, tone(colour))
    if not near:
        return
    spokes = skia.Path()
    for k in range(8 if heavy else 5):
        angle = k * math.tau / (8 if heavy else 5) + 0.3
        c, s = math.cos(angle), math.sin(angle)
        if heavy:
            spokes.addCircle(axle + c * radius * 0.40, -radius + s * radius * 0.40, radius * 0.055)
            continue
        reach, w = radius * 0.63, radius * 0.13
        corners = ((0.0, w), (reach, w * 0.75), (reach, -w * 0.75), (0.0, -w))
        spokes.addPoly([skia.Point(axle + c * r + s * e, -radius + s * r - c * e) for r, e in corners], True)
    stage.fill(spokes, tone("#1d1e20" if heavy else "#a2a5a8"))
    hub = skia.Path()
    hub.addCircle(axle, -radius, radius * 0.17)
    stage.fill(hub, tone("#7c7f82"))


def draw_treads(stage: Stage, frame: Frame, axles: tuple[float, ...], width: float, radius: float) -> None:
    """Treads under the body, and the dark underside between them."""
    half = width / 2
    middle = frame.at(0, (axles[0] + axles[-1]) / 2, 0.3)
    dark = stage.tone((0, 0, -1), middle)("#0c0c0e")
    for a in (axles[0] + radius * 0.3, axles[-1] - radius * 0.3):
        for s in (-1, 1):
            x0, x1, top = s * half * 0.95, s * (half * 0.95 - 0.21), 1.5 * radius
            quad = [frame.at(x, a, z) for x, z in ((x0, 0.03), (x1, 0.03), (x1, top), (x0, top))]
            stage.polygon(quad, stage.tone(frame.way(0, 1), middle)("#141416"))
    for a, s in ((axles[0] + radius, 1), (axles[-1] - radius, -1)):
        if faces_eye(frame.at(0, a, 0.3), frame.way(0, s)):
            corners = ((-half + 0.22, 0.16), (half - 0.22, 0.16), (half - 0.22, 0.5), (-half + 0.22, 0.5))
            stage.polygon([frame.at(x, a - s * 0.15, z) for x, z in corners], dark)
    if stage.scale(middle) > 8:
        for s in (-1, 1):
            if faces_eye(frame.at(s * half, 0, 0.2), frame.way(s, 0)):
                span = ((axles[0], 0.12), (axles[0], 0.4), (axles[-1], 0.4), (axles[-1], 0.12))
                stage.polygon([frame.at(s * (half - 0.25), a, z) for a, z in span], dark)


def on_tip(shape: Shape, end: int, x: float, z: float) -> Vec:
    """The local point of the front's (`end` 1) or rear's (-1) skin at `x` to the right and `z` up."""
    rx, ra, _ = radii(shape)
    line = shape.profile if end > 0 else shape.profile[::-1]
    a, tip = line[0][0], shape.front if end > 0 else shape.rear
    for (a0, z0), (a1, z1) in itertools.pairwise(line):
        if end * a1 < end * tip - 0.35:
            break
        a = a0 + (a1 - a0) * min(max((z - z0) / (z1 - z0), 0.0), 1.0) if z1 > z0 else a1
        if z <= z1:
            break
    sin = max(0.0, (abs(x) - shape.width / 2 + rx) / rx)
    return x, a - end * ra * (1 - math.sqrt(max(0.0, 1 - sin * sin))) + end * 0.006, z


def _cabin_line(shape: Shape) -> Profile:
    rear, front, top_rear, top_front, belt, roof, _ = shape.cabin
    down, rise = 0.05, 0.06
    third = (top_front - top_rear) * 0.3
    lead, trail = (front - top_front) / (roof - belt), (top_rear - rear) / (roof - belt)
    return (
        (front + lead * down, belt - down),
        (top_front, roof),
        (top_front - third, roof + rise),
        (top_rear + third, roof + rise),
        (top_rear, roof),
        (rear - trail * down, belt - down),
    )


def draw_cabin(stage: Stage, frame: Frame, shape: Shape, v: Vehicle, driver: int) -> None:
    """Roof and pillars, then the glass between them; `driver` sits left (-1), right (1) or nowhere (0)."""
    rear, front, top_rear, top_front, belt, roof, inset = shape.cabin
    half = shape.width / 2 - 0.05
    draw = inset - 0.05
    upper = v.accent if v.accent and v.look in ("taxi", "two-tone") else v.colour
    _mirrors(stage, frame, shape, v, False)
    edge = (0.14, 0.10, 0.05) if shape.width < 2.2 else (0.12, 0.12, 0.08)
    panel = v.colour if v.look == "taxi" else upper
    draw_skin(stage, frame, _cabin_line(shape), half, (belt, roof, draw), edge, upper, panel)
    lean = draw / (roof - belt)
    for s in (1, -1):
        at = frame.at(s * half, 0, belt)
        if faces_eye(at, frame.way(s, 0, lean)):
            with stage.plane(at, frame.way(0, 1), frame.way(s * lean, 0, -1)):
                _side_glass(stage, frame, shape, v, s)
    for end, foot, top in ((1, front, top_front), (-1, rear, top_rear)):
        back = (foot - top) * end / (roof - belt)
        at, normal = frame.at(0, foot + end * 0.004, belt), frame.way(0, end, back)
        if faces_eye(at, normal) and (end > 0 or shape.rear_glass):
            with stage.plane(at, frame.way(1, 0), frame.way(0, end * back, -1)):
                _end_glass(stage, frame, shape, v, end, back, driver)
    _mirrors(stage, frame, shape, v, True)
    _roof(stage, frame, shape, v)


def _glass(stage: Stage, at: Vec, way: Vec, low: float, high: float) -> skia.Paint:
    """Dark glass between two heights of the canvas's plane, with the sky and the street in it."""
    leans = [(way[0], way[1], way[2] + z) for z in (0.60, 0.24, -0.02, -0.26)]
    colours = graded(stage, at, leans, GLASS, PANE)
    ends = [skia.Point(0, -high), skia.Point(0, -low)]
    shader = skia.GradientShader.MakeLinear(ends, colours, [0.0, 0.5, 0.62, 1.0])
    return skia.Paint(AntiAlias=True, Shader=shader)


def _side_glass(stage: Stage, frame: Frame, shape: Shape, v: Vehicle, s: int) -> None:
    """The side windows, in a plane whose y = 0 is the belt."""
    rear, front, top_rear, top_front, belt, roof, inset = shape.cabin
    tall = roof - belt
    at = frame.at(s * shape.width / 2, (rear + front) / 2, belt + tall / 2)
    way = frame.way(s, 0, inset / tall)
    scale = stage.scale(at)

    def spot(u: float, k: float) -> skia.Point:
        low, high = rear + (front - rear) * u, top_rear + (top_front - top_rear) * u
        return skia.Point(low + (high - low) * k, -tall * k)

    def pane(u0: float, u1: float, low: float, high: float) -> skia.Path:
        path = skia.Path()
        path.addPoly([spot(u0, low), spot(u1, low), spot(u1, high), spot(u0, high)], True)
        return path

    for low, high in shape.rows:
        low, high = low - 0.03, min(high + 0.02, 0.92)
        if scale > 9:
            frame_of = pane(shape.panes[0][0] - 0.012, shape.panes[-1][1] + 0.016, low - 0.03, high + 0.03)
            joined = shape.panes[-1][0] < 0.6 or len(shape.panes) > 1
            if joined and v.kind not in ("school-bus", "jeepney"):
                stage.fill(frame_of, stage.tone(way, at)(TRIM))
        paint = _glass(stage, at, way, low * tall, high * tall)
        if scale > 20:
            paint.setPathEffect(skia.CornerPathEffect.Make(0.05))
        for u0, u1 in shape.panes:
            stage.canvas.drawPath(pane(u0, u1, low, high), paint)


def _end_glass(
    stage: Stage, frame: Frame, shape: Shape, v: Vehicle, end: int, back: float, driver: int
) -> None:
    """The windscreen or the rear window, in a plane whose y = 0 is the belt."""
    _, _, _, _, belt, roof, inset = shape.cabin
    tall, half, top = roof - belt, shape.width / 2 - 0.05, shape.width / 2 - inset
    foot = shape.cabin[1] if end > 0 else shape.cabin[0]
    at = frame.at(0, foot, belt + tall / 2)
    way, scale = frame.way(0, end, back), stage.scale(at)
    tone = stage.tone(way, at)
    low, high = (0.03, 0.93) if end > 0 else (0.30 if v.kind == "van" else 0.10, 0.88)
    bands = [(low, high)] if v.kind != "double-decker" else [(0.02, 0.36), (0.54, 0.84)]
    edge = 0.09 if shape.width < 2.2 else 0.12
    for low, high in bands:
        w0, w1 = (half + (top - half) * k - edge for k in (low, high))
        path = skia.Path()
        corners = ((-w0, low), (w0, low), (w1, high), (-w1, high))
        path.addPoly([skia.Point(x, -tall * k) for x, k in corners], True)
        paint = _glass(stage, at, way, low * tall, high * tall)
        if scale > 20:
            rim = skia.Paint(AntiAlias=True, Color=tone(TRIM), Style=skia.Paint.kStrokeAndFill_Style)
            rim.setStrokeWidth(0.035)
            rim.setPathEffect(skia.CornerPathEffect.Make(0.09))
            stage.canvas.drawPath(path, rim)
            paint.setPathEffect(skia.CornerPathEffect.Make(0.09))
        stage.canvas.drawPath(path, paint)
        if scale > 26 and shape.width < 2.2 and (end > 0 or v.kind != "van"):
            _driver(stage, tone, driver * w0 * 0.45, 0.02 * tall, min(0.98 * tall, 0.60), end)
            _seats(stage, tone, w0, tall)
        elif scale > 26 and shape.width >= 2.2 and end > 0 and low < 0.5:
            _behind_windscreen(stage, tone, path, w0, tall * low, tall * high, driver)
        if scale > 26 and (end > 0 or shape.width < 2.2) and low < 0.5:
            _wipers(stage, tone, w0, tall * low, end)
    if v.kind == "van" and end < 0:
        stage.rect(-0.012, -tall * 0.95, 0.012, 0.0, tone(v.colour, 0.5))


def _seats(stage: Stage, tone: Tone, half: float, tall: float) -> None:
    """Seats behind the glass."""
    for x in (-half * 0.45, half * 0.45):
        seat = skia.Path()
        for wide, low, high in ((0.14, 0.40, 0.62), (0.25, 0.04, 0.42)):
            box = skia.Rect.MakeLTRB(x - wide, -tall * high, x + wide, -tall * low)
            seat.addRRect(skia.RRect.MakeRectXY(box, 0.08, 0.08))
        stage.fill(seat, tone("#0b0c0e", 1.0, 0.45))


def _driver(stage: Stage, tone: Tone, x: float, foot: float, tall: float, end: int) -> None:
    """A dark figure `tall` metres high from the dashboard up, at the wheel; nobody where `x` is 0."""
    if not x:
        return
    tall *= 1.0 if end > 0 else 0.85
    figure = skia.Path()
    shoulders = skia.Rect.MakeLTRB(x - 0.21, -foot - tall * 0.56, x + 0.21, -foot + 0.12)
    figure.addRRect(skia.RRect.MakeRectXY(shoulders, 0.12, 0.12))
    figure.addRect(skia.Rect.MakeLTRB(x - 0.045, -foot - tall * 0.66, x + 0.045, -foot - tall * 0.5))
    figure.addOval(skia.Rect.MakeLTRB(x - 0.085, -foot - tall * 0.95, x + 0.085, -foot - tall * 0.60))
    stage.canvas.save()
    stage.canvas.clipRect(skia.Rect.MakeLTRB(-2, -foot - tall, 2, -foot))
    stage.fill(figure, tone("#050506", 1.0, 0.85 if end > 0 else 0.5))
    stage.canvas.restore()
    if end > 0:
        wheel = skia.Paint(AntiAlias=True, Color=tone("#2b2d31"), StrokeWidth=0.03)
        wheel.setStyle(skia.Paint.kStroke_Style)
        rim = skia.Rect.MakeLTRB(x - 0.19, -foot - 0.17, x + 0.19, -foot + 0.17)
        stage.canvas.drawArc(rim, 180, 180, False, wheel)


def _behind_windscreen(
    stage: Stage, tone: Tone, pane: skia.Path, half: float, low: float, high: float, driver: int
) -> None:
    """What shows through a heavy vehicle's windscreen: rear wall, seats, dashboard, blind, a sheen."""
    canvas, tall = stage.canvas, high - low
    dash = low + tall * 0.15
    canvas.save()
    canvas.clipPath(pane, doAntiAlias=True)
    stage.rect(-half * 0.86, -low - tall * 0.80, half * 0.86, -low, tone("#6d675e", 1.0, 0.34))
    for x in (-half * 0.52, half * 0.52):
        seat = skia.Path()
        for wide, foot, top in ((0.14, 0.42, 0.66), (0.25, 0.0, 0.46)):
            box = skia.Rect.MakeLTRB(x - wide, -dash - top, x + wide, -dash - foot)
            seat.addRRect(skia.RRect.MakeRectXY(box, 0.08, 0.08))
        stage.fill(seat, tone("#1a1b1e", 1.0, 0.75))
    _driver(stage, tone, driver * half * 0.52, dash, 0.64, 1)
    stage.rect(-half, -low - tall * 0.15, half, -low, tone("#34363a", 1.0, 0.85))
    stage.rect(-half, -low - tall * 0.16, half, -low - tall * 0.145, tone("#6a6e73", 1.0, 0.6))
    stage.rect(-half, -high, half, -high + tall * 0.10, tone("#101215", 1.0, 0.8))
    sheen = skia.Path()
    for x0, wide in ((-0.75, 0.42), (-0.18, 0.12)):
        corners = ((x0, high), (x0 + wide, high), (x0 + wide - 0.45, low), (x0 - 0.45, low))
        sheen.addPoly([skia.Point(x, -z) for x, z in corners], True)
    stage.fill(sheen, tone("#dfe9f2", 1.0, 0.13))
    canvas.restore()


def _wipers(stage: Stage, tone: Tone, half: float, foot: float, end: int) -> None:
    """Wipers on the glass: two before the driver, one behind."""
    pen = skia.Paint(AntiAlias=True, Color=tone("#101112"), StrokeWidth=0.022, Style=skia.Paint.kStroke_Style)
    spans = ((-half * 0.75, -half * 0.05), (half * 0.05, half * 0.8)) if end > 0 else ((0.0, half * 0.5),)
    for x0, x1 in spans:
        stage.canvas.drawLine(x0, -foot - 0.02, x1, -foot - 0.06, pen)


def _roof(stage: Stage, frame: Frame, shape: Shape, v: Vehicle) -> None:
    """What is on the roof."""
    _, _, rear, front, _, z, inset = shape.cabin
    half, rise = shape.width / 2 - inset, 0.06
    middle = (rear + front) / 2
    if v.look == "taxi":
        low, high = (-0.26, middle - 0.08, z + rise), (0.26, middle + 0.08, z + rise + 0.17)
        prism(stage, frame, low, high, "#f2e8b0", taper=0.85)
    elif v.kind in ("suv", "minibus", "jeepney") and place_seed(v.x, v.y) % 2:
        for s in (-1, 1):
            x = s * (half - 0.12)
            stage.line(frame.at(x, rear + 0.2, z + 0.1), frame.at(x, front - 0.1, z + 0.1), 0.04, "#3a3d40")
    if v.kind == "school-bus":
        for a in (rear + 0.2, front - 0.2):
            for s in (-0.8, 0.8):
                prism(stage, frame, (s - 0.16, a - 0.08, z), (s + 0.16, a + 0.08, z + 0.2), "#b81c1c")


def _mirrors(stage: Stage, frame: Frame, shape: Shape, v: Vehicle, near: bool) -> None:
    """The outside mirrors: that of a flank turned to the eye stands before the cabin, others behind."""
    front, belt, half = shape.cabin[1], shape.cabin[4], shape.width / 2
    if stage.scale(frame.at(0, front, belt)) < 10:
        return
    back = (front - shape.cabin[3]) * 0.35 + 0.05
    for s in (-1, 1):
        if faces_eye(frame.at(s * half, front, belt), frame.way(s, 0)) == near:
            if shape.width > 2.2:
                _tall_mirror(stage, frame, s, half, front, belt)
                continue
            x0, x1 = sorted((s * (half + 0.02), s * (half + 0.17)))
            stem = frame.at(s * (half - 0.1), front - back, belt + 0.03)
            stage.line(stem, frame.at(s * (half + 0.06), front - back, belt + 0.06), 0.05, TRIM)
            low, high = (x0, front - back - 0.07, belt + 0.03), (x1, front - back + 0.05, belt + 0.15)
            prism(stage, frame, low, high, mix(v.colour, "#202124", 0.2), taper=0.86)


def _tall_mirror(stage: Stage, frame: Frame, s: int, half: float, front: float, belt: float) -> None:
    """A heavy vehicle's mirror: a tall housing out beside the pillar, on two arms that reach back to it."""
    out, ahead = s * (half + 0.19), front + 0.02
    for low, high in ((0.10, 0.16), (0.84, 0.78)):
        pillar = frame.at(s * (half - 0.07), front - 0.10, belt + low)
        stage.line(pillar, frame.at(out, ahead, belt + high), 0.035, "#202225")
    stage.line(frame.at(out, ahead, belt + 0.12), frame.at(out, ahead, belt + 0.82), 0.03, "#202225")
    for low, high in ((0.14, 0.32), (0.36, 0.80)):
        box = ((out - 0.09, ahead - 0.06, belt + low), (out + 0.09, ahead + 0.07, belt + high))
        prism(stage, frame, *box, "#2a2c2f", taper=0.94)
