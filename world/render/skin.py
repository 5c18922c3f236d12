"""Painted sheet metal: smooth, rounded skins of vehicles, shaded from vertex to vertex.

A skin is a side profile drawn out to a width, its edges rounded off. Paint under lacquer shows its own
colour and, the flatter one looks at it, the sky above or the ground below: that is what tells a car from
a box.
"""

from __future__ import annotations

import math
from functools import lru_cache
from itertools import pairwise

import numpy as np
import skia
from numpy.typing import NDArray

from world.render.solids import NEAR, Frame, Stage, Vec, faces_eye, hull, rgb
from world.scene import CAMERA_HEIGHT

Floats = NDArray[np.float64]
Profile = tuple[tuple[float, float], ...]

LACQUER, PANE = 0.045, 0.15
"""Share of light that paint and glass throw back to one who looks at them squarely."""
_ROUND = np.stack([f(np.linspace(0, 2 * np.pi, 56, endpoint=False)) for f in (np.cos, np.sin)])
"""Directions [2, 56] in which a skin's outline is sought: it is convex."""
_GROUND = np.array([0.30, 0.28, 0.26])


def coat(stage: Stage, points: Floats, normals: Floats, colour: str, gloss: float = LACQUER) -> Floats:
    """Colours [n, 3], 0–255, of lacquered surfaces at points [n, 3] with unit normals [n, 3]."""
    light = stage.light
    to_eye = np.array([0.0, 0.0, CAMERA_HEIGHT]) - points
    away = np.sqrt((to_eye * to_eye).sum(1))
    to_eye /= np.maximum(away, 0.5)[:, None]
    sun = np.asarray(light.sun)
    ambient, bounce = np.asarray(light.ambient), np.asarray(light.bounce)
    up = 0.5 + 0.5 * normals[:, 2:]
    lit = bounce * 0.82 + (ambient - bounce * 0.82) * up
    lit = lit + np.asarray(light.sun_colour) * np.maximum(normals @ sun, 0.0)[:, None]
    cos = np.clip((normals * to_eye).sum(1), 0.0, 1.0)
    mirrored = 2 * cos[:, None] * normals - to_eye
    rise = mirrored[:, 2]
    open_sky = np.clip(rise / 0.24 + 0.4, 0.0, 1.0)[:, None]
    sky = np.asarray(light.haze_colour) * (1.04 - 0.34 * np.clip(rise, 0, 1))[:, None]
    around = _GROUND * ambient + (sky - _GROUND * ambient) * open_sky
    share = (gloss + (0.42 - gloss) * (1 - cos) ** 4)[:, None]
    glint = np.maximum(mirrored @ sun, 0.0) ** 90 * (0.75 * light.shadow_alpha)
    seen = np.asarray(rgb(colour)) / 255 * lit * (1 - share) + around * share + glint[:, None]
    veil = (1.0 - np.exp(-away * light.haze_density))[:, None]
    return np.clip((seen + (np.asarray(light.haze_colour) - seen) * veil) * 255, 0, 255)


def packed(colours: Floats) -> list[int]:
    """Colours [n, 3] as ARGB pixels."""
    c = colours.astype(np.uint32)
    found: list[int] = (0xFF000000 | c[:, 0] << 16 | c[:, 1] << 8 | c[:, 2]).tolist()
    return found


def graded(stage: Stage, at: Vec, normals: list[Vec], colour: str, gloss: float = LACQUER) -> list[int]:
    """Pixels of one place of a surface for several normals: the stops of a gradient across it."""
    directions = np.array(normals)
    directions /= np.linalg.norm(directions, axis=1)[:, None]
    return packed(coat(stage, np.repeat([at], len(normals), 0), directions, colour, gloss))


def _eased(profile: Profile, reach: float) -> Profile:
    """A profile with its corners rounded, from up to `reach` metres before each to as much behind it."""
    out = [profile[0]]
    for (ax, az), (bx, bz), (cx, cz) in zip(profile, profile[1:], profile[2:], strict=False):
        before, after = math.hypot(bx - ax, bz - az), math.hypot(cx - bx, cz - bz)
        s, t = min(reach / before, 0.4), min(reach / after, 0.4)
        px, pz, qx, qz = bx + (ax - bx) * s, bz + (az - bz) * s, bx + (cx - bx) * t, bz + (cz - bz) * t
        out += [(px, pz), ((px + 2 * bx + qx) / 4, (pz + 2 * bz + qz) / 4), (qx, qz)]
    return (*out, profile[-1])


def _pieces(profile: Profile) -> Profile:
    """A profile with its long stretches in pieces, of which some may lie behind the eye."""
    out = [profile[0]]
    for (ax, az), (bx, bz) in pairwise(profile):
        parts = int(math.hypot(bx - ax, bz - az) / 1.6) + 1
        out += [(ax + (bx - ax) * k / parts, az + (bz - az) * k / parts) for k in range(1, parts + 1)]
    return tuple(out)


@lru_cache(maxsize=128)
def _mesh(
    profile: Profile,
    half: float,
    lean: tuple[float, float, float],
    radii: tuple[float, float, float],
    fine: bool,
) -> tuple[Floats, Floats, NDArray[np.intp], Floats]:
    """(points, normals, corners of the quads, contour of a flank) in (right, ahead, up).

    `lean` is (height, height, metres): from the first height to the second the sides draw in so far.
    `radii` are those of the edges: to the side, along and upwards.
    """
    line = np.array(_pieces(_eased(profile, 0.14) if fine else profile))
    step = np.gradient(line, axis=0)
    out = np.stack((step[:, 1], -step[:, 0]), 1)  # going over the top from front to rear, outside is left
    out /= np.maximum(np.linalg.norm(out, axis=1), 1e-9)[:, None]
    rx, ra, rz = radii
    turns = np.radians((0, 0, 25, 50, 72, 90) if fine else (0, 0, 50, 90))
    columns = []
    for side in (-1, 1):
        for k, turn in enumerate(turns):
            sin, cos = np.sin(turn), np.cos(turn)
            x = 0.0 if k == 0 else half - rx * (1 - sin)
            pulled = line - out * np.array([ra, rz]) * (1 - cos)
            low, high, draw = lean
            width = x - np.clip((pulled[:, 1] - low) / max(high - low, 1e-6), 0, 1.1) * draw * (x / half)
            tilt = draw / max(high - low, 1e-6)
            normal = np.stack(
                (np.full(len(line), side * sin), out[:, 0] * cos, out[:, 1] * cos + tilt * sin), 1
            )
            columns.append((np.stack((side * width, pulled[:, 0], pulled[:, 1]), 1), normal))
    columns = columns[: len(turns)][::-1] + columns[len(turns) + 1 :]
    points = np.concatenate([c[0] for c in columns])
    normals = np.concatenate([c[1] for c in columns])
    normals /= np.linalg.norm(normals, axis=1)[:, None]
    n = len(line)
    i = (np.arange(len(columns) - 1)[:, None] * n + np.arange(n - 1)).ravel()
    return points, normals, np.stack((i, i + n, i + n + 1, i + 1), 1), columns[-1][0]


def draw_skin(
    stage: Stage,
    frame: Frame,
    profile: Profile,
    half: float,
    lean: tuple[float, float, float],
    radii: tuple[float, float, float],
    colour: str,
    flank: str = "",
) -> Floats:
    """Draw a skin in one face, its flanks plain (in `flank` if they have a colour of their own).

    Returns the contour of a flank, [n, 3], (right, ahead, up).
    """
    fine = stage.scale(frame.at(0, 0, 1)) > 12
    local, turned, quads, contour = _mesh(profile, half, lean, radii, fine)
    (rx, ry), (fx, fy) = frame.right, frame.forward
    basis = np.array([[rx, ry, 0.0], [fx, fy, 0.0], [0.0, 0.0, 1.0]])
    points = local @ basis
    points += (frame.x, frame.y, frame.z)
    normals = turned @ basis
    cam = (points - (0.0, 0.0, CAMERA_HEIGHT)) @ np.array(stage.axes).T
    depth = np.maximum(cam[:, 2], NEAR)
    pixels = stage.focal * (1 + cam[:, :2] / depth[:, None])
    x, y = pixels[quads, 0], pixels[quads, 1]
    area = (x[:, 0] - x[:, 2]) * (y[:, 1] - y[:, 3]) - (x[:, 1] - x[:, 3]) * (y[:, 0] - y[:, 2])
    shown = quads[(area > 0) & (cam[quads, 2] > NEAR).all(1)]
    if not len(shown):
        return contour
    used, faces = np.unique(shown[:, (0, 1, 2, 0, 2, 3)], return_inverse=True)
    pixels = pixels[used]
    if (pixels.max(0) < 0).any() or (pixels.min(0) > stage.size).any():
        return contour
    if (np.abs(pixels - stage.focal) < 2 * stage.size).all():
        rim = pixels[(pixels @ _ROUND).argmax(0)].tolist()
    else:  # far outside the picture, a few directions would miss corners
        rim = hull([(x, y) for x, y in pixels.tolist()])
    clip = skia.Path()
    clip.addPoly([skia.Point(*p) for p in rim], True)
    vertices = skia.Vertices(
        skia.Vertices.kTriangles_VertexMode,
        [skia.Point(*p) for p in pixels.tolist()],
        None,
        packed(coat(stage, points[used], normals[used], colour)),
        faces.ravel().tolist(),
    )
    lean_in = lean[2] / max(lean[1] - lean[0], 1e-6)
    for s in (1, -1):  # a hair wider than it is, so that no gap shows where it meets the skin
        ring = [frame.at(s * right, ahead, up) for right, ahead, up in contour.tolist()]
        if faces_eye(ring[0], frame.way(s, 0, lean_in)):
            right, ahead, up = contour.mean(0).tolist()
            fill = graded(
                stage, frame.at(s * right, ahead, up), [frame.way(s, 0, lean_in + 0.05)], flank or colour
            )[0]
            brush = skia.Paint(AntiAlias=True, Color=fill, Style=skia.Paint.kStrokeAndFill_Style)
            brush.setStrokeWidth(1.0)
            stage.canvas.drawPath(stage.path([ring]), brush)
    stage.canvas.save()
    stage.canvas.clipPath(clip, doAntiAlias=True)
    stage.canvas.drawVertices(vertices, skia.Paint(Color=0xFFFFFFFF), skia.BlendMode.kModulate)
    stage.canvas.restore()
    return contour
