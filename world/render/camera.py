"""One face of the panorama: a square, 90° pinhole camera, and the way to draw flat things in space.

A plane in space is a canvas. `Camera.plane(origin, u, v)` is the 3 × 3 matrix from a plane's own metric
coordinates to pixels; after `canvas.concat(camera.plane(...))` one draws on that wall, sign or road in
metres, in two dimensions, and perspective takes care of itself:

    canvas.save()
    canvas.concat(camera.plane((x, y, 0.0), (1, 0, 0), (0, 0, 1)))
    canvas.drawRect(skia.Rect(0, 0, 4, 3), paint)     # 4 m wide to the east, 3 m high
    canvas.restore()

Skia clips *paths and rectangles* at the eye plane by itself (also half behind the camera). It does not
clip `drawPaint`, text glyphs, images drawn with mask filters, or vertices: keep to paths, rects and image
shaders for things that may pass beside the camera, or cull them with `Camera.sees`.
The local frame is the scene's: x east, y north, z up, metres; the eye is at (0, 0, CAMERA_HEIGHT).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import skia
from numpy.typing import ArrayLike, NDArray

from world.scene import CAMERA_HEIGHT

Vector = Sequence[float]

FACES: dict[str, tuple[Vector, Vector, Vector]] = {
    "f": ((1, 0, 0), (0, 0, -1), (0, 1, 0)),
    "r": ((0, -1, 0), (0, 0, -1), (1, 0, 0)),
    "b": ((-1, 0, 0), (0, 0, -1), (0, -1, 0)),
    "l": ((0, 1, 0), (0, 0, -1), (-1, 0, 0)),
    "u": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "d": ((1, 0, 0), (0, -1, 0), (0, 0, -1)),
}
"""Face → (right, down, forward) unit vectors, as a cube-map viewer joins them: f looks north, r east,
b south, l west; the lower edge of u and the upper edge of d meet f."""

NEAR = 0.05
"""Nothing nearer to the eye plane than this many metres is drawn by `Camera.polygon`."""


class Camera:
    """A `size` × `size` pixel view of 90° through the eye, `face` being one of f, r, b, l, u, d."""

    def __init__(self, face: str, size: int, eye: Vector = (0.0, 0.0, CAMERA_HEIGHT)) -> None:
        self.face = face
        self.size = size
        self.eye = (float(eye[0]), float(eye[1]), float(eye[2]))
        self.right, self.down, self.forward = (tuple(map(float, axis)) for axis in FACES[face])
        self.rotation = np.array([self.right, self.down, self.forward])
        self.half = size / 2

    @property
    def heading(self) -> float:
        """Degrees clockwise from north; meaningless (0) for u and d."""
        return math.degrees(math.atan2(self.forward[0], self.forward[1])) % 360

    def direction(self, v: Vector) -> tuple[float, float, float]:
        """A direction (east, north, up) as (right, down, forward)."""
        x, y, z = v
        r, d, f = self.right, self.down, self.forward
        return (
            x * r[0] + y * r[1] + z * r[2],
            x * d[0] + y * d[1] + z * d[2],
            x * f[0] + y * f[1] + z * f[2],
        )

    def point(self, x: float, y: float, z: float) -> tuple[float, float, float]:
        """A place in metres as (right, down, forward) of the eye, metres."""
        return self.direction((x - self.eye[0], y - self.eye[1], z - self.eye[2]))

    def plane(self, origin: Vector, u: Vector, v: Vector) -> skia.Matrix:
        """The matrix taking local (a, b) to the pixel that shows origin + a·u + b·v (metres, ENU).

        u and v need not be unit vectors: a wall drawn in centimetres has |u| = 0.01.
        """
        # Everything flat is drawn through this: it calls nothing and unpacks once.
        (rx, ry, rz), (dx, dy, dz), (fx, fy, fz) = self.right, self.down, self.forward
        (ux, uy, uz), (vx, vy, vz), (ox, oy, oz), (ex, ey, ez) = u, v, origin, self.eye
        ox, oy, oz, h = ox - ex, oy - ey, oz - ez, self.half
        uw, vw, ow = ux * fx + uy * fy + uz * fz, vx * fx + vy * fy + vz * fz, ox * fx + oy * fy + oz * fz
        return skia.Matrix.MakeAll(
            h * (ux * rx + uy * ry + uz * rz + uw),
            h * (vx * rx + vy * ry + vz * rz + vw),
            h * (ox * rx + oy * ry + oz * rz + ow),
            h * (ux * dx + uy * dy + uz * dz + uw),
            h * (vx * dx + vy * dy + vz * dz + vw),
            h * (ox * dx + oy * dy + oz * dz + ow),
            uw, vw, ow,
        )  # fmt: skip

    def billboard(self, x: float, y: float, z: float, width: float, height: float) -> skia.Matrix:
        """Matrix of an upright quad turned to the eye (never to the face): local (0, 0) is its upper left
        corner, (1, 1) its lower right; its foot's middle stands on (x, y, z)."""
        rx, ry = self.across(x, y)
        origin = (x - rx * width / 2, y - ry * width / 2, z + height)
        return self.plane(origin, (rx * width, ry * width, 0.0), (0.0, 0.0, -height))

    def across(self, x: float, y: float) -> tuple[float, float]:
        """Horizontal unit vector to the right, as seen from the eye looking at (x, y)."""
        dx, dy = x - self.eye[0], y - self.eye[1]
        d = math.hypot(dx, dy)
        return (dy / d, -dx / d) if d > 1e-9 else (1.0, 0.0)

    def to_camera(self, points: ArrayLike) -> NDArray[np.float64]:
        """Points [n, 3] in metres → (right, down, forward) [n, 3] in metres."""
        return (np.asarray(points, dtype=np.float64) - self.eye) @ self.rotation.T

    def project(self, points: ArrayLike) -> NDArray[np.float64]:
        """Points [n, 3] → pixels [n, 2] (x right, y down); NaN for points not in front of the eye."""
        p = self.to_camera(points)
        w = np.where(p[:, 2] > 1e-6, p[:, 2], np.nan)
        return self.half * (1 + p[:, :2] / w[:, None])

    def sees(self, x: float, y: float, z: float, radius: float) -> bool:
        """Whether a ball of `radius` metres around (x, y, z) may show in this face. Cheap."""
        r, d, f = self.point(x, y, z)
        slack = f + radius * 1.4143
        return f > -radius and -slack < r < slack and -slack < d < slack

    def distance(self, x: float, y: float, z: float = 0.0) -> float:
        """Metres from the eye; the same in every face, so haze and detail agree across seams."""
        e = self.eye
        return math.sqrt((x - e[0]) ** 2 + (y - e[1]) ** 2 + (z - e[2]) ** 2)

    def scale(self, x: float, y: float, z: float = 0.0) -> float:
        """Pixels one metre takes at that distance, in the middle of a face."""
        return self.half / max(self.distance(x, y, z), NEAR)

    def facing(self, origin: Vector, normal: Vector) -> bool:
        """Whether a surface at `origin` with that outward normal shows its front to the eye."""
        e = self.eye
        return (
            normal[0] * (e[0] - origin[0]) + normal[1] * (e[1] - origin[1]) + normal[2] * (e[2] - origin[2])
        ) > 0

    def clip(self, points: Sequence[Vector]) -> list[tuple[float, float]]:
        """A polygon in space [(x, y, z), …] → its pixels, cut at the near plane; [] if wholly behind."""
        cam = [self.point(*p) for p in points]
        out: list[tuple[float, float]] = []
        h = self.half
        for i, (ax, ay, aw) in enumerate(cam):
            bx, by, bw = cam[(i + 1) % len(cam)]
            if aw >= NEAR:
                out.append((h * (1 + ax / aw), h * (1 + ay / aw)))
            if (aw >= NEAR) != (bw >= NEAR):
                t = (NEAR - aw) / (bw - aw)
                x, y = ax + t * (bx - ax), ay + t * (by - ay)
                out.append((h * (1 + x / NEAR), h * (1 + y / NEAR)))
        return out if len(out) > 2 else []

    def outline(self, ring: NDArray[np.float64]) -> skia.Path | None:
        """A polygon of many places [n, 2] on level ground as `polygon` gives it."""
        p = self.to_camera(np.column_stack((ring, np.zeros(len(ring)))))
        if p[:, 2].min() < NEAR:
            return self.polygon([(x, y, 0.0) for x, y in ring.tolist()])
        pixels = self.half * (1 + p[:, :2] / p[:, 2:])
        return skia.Path.Polygon([skia.Point(x, y) for x, y in pixels.tolist()], True)

    def polygon(self, points: Sequence[Vector]) -> skia.Path | None:
        """A polygon in space as a path in pixels, or None when it lies behind the eye."""
        pixels = self.clip(points)
        return skia.Path.Polygon([skia.Point(x, y) for x, y in pixels], True) if pixels else None
