"""The road: surface, wheel tracks, cracks, paint, kerbs, sidewalks and shoulders, in metres.

Every strip is the exact average over the ground that a pixel covers, so lines thin out towards the
horizon without flickering and dashes keep their real lengths.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from world.render import textures
from world.render.light import Light, mix, rgb
from world.render.rays import GroundRays
from world.render.sky import smoothstep
from world.render.textures import Floats
from world.scene import CAMERA_HEIGHT, Road, Scene

PAINTS = {"white": (0.90, 0.90, 0.88), "yellow": (0.93, 0.70, 0.16)}
KERB_COLOURS = {
    "black": (0.09, 0.09, 0.10),
    "white": (0.88, 0.88, 0.86),
    "yellow": (0.93, 0.74, 0.12),
    "red": (0.74, 0.12, 0.10),
}
MAX_TURN = 1.5
"""Radians of bend after which the road is lost from sight."""

INNER, OUTER = 1.0, 1.4
"""Metres inside the edge where nothing beside the carriageway shows, and outside it where none of it does."""

HOLLOW = 2
"""Reduction of the noise whose hollows hold puddles: 24 cm between its texels, no finer."""

SEAM = 0.06
"""Width of the tar around a repaired part of an asphalt road, metres."""

LINE_WIDTH = 0.15
DASH = {"centre": (3.0, 9.0), "edge": (1.0, 2.0), "lane": (4.0, 12.0)}
"""Length of a dash and of its period, metres."""


@dataclass
class Strip:
    """Pixels on and near the road: `right` and `along` in metres (see `Road.point`), and how many metres
    of each a pixel covers."""

    right: Floats
    along: Floats
    wide: Floats
    long: Floats

    def folded(self) -> Strip:
        """Both sides of the road laid upon each other: `right` is the distance from the centre line."""
        return Strip(np.abs(self.right), self.along, self.wide, self.long)

    def band(self, left: float | Floats, right: float | Floats, least: float = 0.0) -> Floats:
        """Share of each pixel between two distances from the centre line; at least `least` pixels wide."""
        half = self.wide * np.float32(0.5)
        middle, reach = (left + right) / 2, (right - left) / 2
        if least:
            faint = np.minimum(self.wide * np.float32(least / 2), np.float32(0.2))
            reach = np.maximum(np.float32(reach), faint)
        high = np.minimum(self.right + half, middle + reach)
        low = np.maximum(self.right - half, middle - reach)
        return np.clip((high - low) / self.wide, 0, 1)

    def dashes(self, length: float, period: float, shift: float = 0.0) -> Floats:
        """Share of each pixel covered by dashes along the road."""

        def painted(s):
            turns = np.floor(s / np.float32(period))
            return turns * np.float32(length) + np.minimum(s - turns * np.float32(period), np.float32(length))

        half = self.long * np.float32(0.5)
        s = self.along + np.float32(shift + period * 4096)
        return np.clip((painted(s + half) - painted(s - half)) / self.long, 0, 1)


def locate(road: Road, x: Floats, y: Floats) -> tuple[Floats, Floats, Floats]:
    """(right, along, turn): the inverse of `Road.point`, metres and radians; `right` is huge beyond bends."""
    b, k = math.radians(road.bearing), math.radians(road.curve)
    sin, cos = np.float32(math.sin(b)), np.float32(math.cos(b))
    forward = x * sin + y * cos
    lateral = x * cos - y * sin + np.float32(road.camera_offset)
    if abs(k) < 1e-7:
        return lateral, forward, np.zeros_like(lateral)
    radius, sign = np.float32(1 / k), np.float32(math.copysign(1, k))
    inward = (radius - lateral) * sign
    away = np.hypot(inward, forward)
    # |radius| - away loses digits for gentle bends; this form does not.
    right = sign * (lateral * (2 * radius - lateral) * sign * sign - forward * forward) / (abs(radius) + away)
    turn = np.arctan2(forward, inward)
    along = turn * abs(radius)
    right = np.where(np.abs(turn) < MAX_TURN, right, np.float32(1e6))
    return right, along, turn * sign


def lay(land: Floats, scene: Scene, light: Light, rays: GroundRays, fine, mid, o: list[float]) -> None:
    """Lay the road over `land` [3, faces, rows, columns] (albedo), in place."""
    road = scene.road
    right, along, turn = locate(road, rays.x, rays.y)
    edge = road.width / 2
    verge = edge + road.shoulder + (road.sidewalk + 0.45 if road.sidewalk or road.kerb != "none" else 0.0)
    near = np.abs(right) < np.float32(verge + 2.8) + np.float32(0.004) * rays.distance
    chosen = np.flatnonzero(near)
    if not len(chosen):
        return
    pick = rays.picker(chosen)
    theta = pick(turn) + np.float32(math.radians(road.bearing))
    sin, cos = np.sin(theta), np.cos(theta)
    (rx, ry), (cx, cy) = ((pick(a), pick(b)) for a, b in (rays.step_row, rays.step_column))
    wide = np.abs(rx * cos - ry * sin) + np.abs(cx * cos - cy * sin)
    long = np.abs(rx * sin + ry * cos) + np.abs(cx * sin + cy * cos)
    strip = Strip(pick(right), pick(along), np.maximum(wide, 1e-4), np.maximum(long, 1e-4))
    # Most pixels show nothing but carriageway or nothing of it: these are spared the other's work.
    aside, half = np.abs(strip.right), strip.wide * np.float32(0.5)
    inner, outer = aside + half < edge - INNER, aside - half > edge + OUTER
    mouths = side_roads(scene)
    for part, on, off in ((inner, True, False), (outer, False, True), (~(inner | outer), True, True)):
        at = np.flatnonzero(part)
        if len(at):
            of_part = Strip(*(a.take(at) for a in (strip.right, strip.along, strip.wide, strip.long)))
            _lay_part(land, scene, light, rays, chosen[at], of_part, fine, mid, o, mouths, on, off)


def _lay_part(land, scene: Scene, light: Light, rays: GroundRays, chosen, strip: Strip, fine, mid, o, mouths,
              on: bool, off: bool) -> None:  # fmt: skip
    """Lay the carriageway (`on`) and what lies beside it (`off`) over the chosen pixels."""
    road, pick = scene.road, rays.picker(chosen)
    edge = road.width / 2
    grain, cloud = [pick(c) for c in fine], [pick(c) for c in mid]
    colour, opened = land.reshape(3, -1).take(chosen, axis=1), []
    if off:
        bare, opened = colour, [_opened(strip, edge, mouth) for mouth in mouths]
        colour = _shoulders(colour, scene, strip, grain, cloud)
        if road.sidewalk or road.kerb != "none":
            colour = _sidewalks(colour, road, strip, grain, cloud)
        for (share, rim), mouth in zip(opened, mouths, strict=True):
            colour = colour + (bare - colour) * share
            if road.kerb != "none" and mouth.paved:
                colour = colour + (_tone((0.62, 0.61, 0.59)) - colour) * rim
    if on:
        texture = textures.road()
        x, y = pick(rays.x) + np.float32(o[1]), pick(rays.y) + np.float32(o[2])
        # Near by, its texels are larger than pixels: the grain of the surface frays their edges.
        fray = np.float32(2.4 * texture.texel)
        x, y = x + fray * (grain[3] - np.float32(0.5)), y + fray * (grain[2] - np.float32(0.5))
        wear = texture.sample(x, y, tuple(pick(level) for level in texture.levels(*rays.footprint)))
        surface, alpha = _surface(scene, strip, grain, cloud, wear)
        colour += (surface - colour) * alpha
        if road.surface in ("asphalt", "concrete", "cobbles"):
            colour = _paint(colour, scene, strip, grain, wear, mouths, [share for share, _ in opened])
            colour = _dust(colour, scene, strip, grain, cloud, [share for share, _ in opened])
        if scene.ground.snow > 0.15:
            colour = _slush(colour, scene, strip, grain, cloud)
        if scene.ground.wet > 0.05:
            colour = _rain(colour, scene, light, strip, pick(rays.distance), _hollows(rays, pick, o), wear)
    land.reshape(3, -1)[:, chosen] = colour


def _tone(colour: tuple[float, float, float]) -> Floats:
    return np.array(colour, np.float32).reshape(3, 1)


def _shoulders(colour, scene: Scene, strip: Strip, grain, cloud) -> Floats:
    """Trodden verge: gravel beside asphalt, thinning raggedly into the land."""
    road = scene.road
    edge = road.width / 2
    loose = mix(rgb(scene.ground.soil), (0.56, 0.53, 0.48), 0.35)
    if road.surface in ("gravel", "laterite", "sand"):
        loose = mix(rgb(scene.ground.soil), rgb(road.colour), 0.6)
    ragged = (cloud[0] - 0.5) * 1.5 + (grain[0] - 0.5) * 0.9
    out = np.abs(strip.right) - edge - road.shoulder
    share = 1 - smoothstep(-0.35, 0.55, out + ragged * min(0.5 + road.shoulder, 1.1))
    gravel = _tone(loose) * (1 + 0.75 * (grain[2] - 0.5) + 0.4 * (grain[1] - 0.5) + 0.3 * (cloud[1] - 0.5))
    # Just beyond, grass the mower misses grows darker and taller.
    lush = np.exp(-(((out - 0.9) / 0.7) ** 2)) * np.float32(0.16)
    return (colour * (1 - lush)) + (gravel - colour * (1 - lush)) * share


def _sidewalks(colour, road: Road, strip: Strip, grain, cloud) -> Floats:
    """Kerbstones, plain or striped, and slabs behind them, on both sides."""
    edge = road.width / 2
    slab = _tone((0.60, 0.59, 0.57)) * (1 + 0.25 * (grain[1] - 0.5) + 0.35 * (cloud[0] - 0.5))
    side = strip.folded()
    if road.sidewalk:
        off = np.abs((side.right - np.float32(edge + 0.3)) % np.float32(0.9) - 0.45) - np.float32(0.45)
        lines = np.clip((0.015 + off + side.wide / 2) / side.wide, 0, 1) * np.minimum(1, 0.03 / side.wide)
        joints = 0.45 * np.maximum(strip.dashes(0.03, 0.9), lines)
        walk = side.band(edge + 0.28, edge + 0.3 + road.sidewalk)
        colour = colour + (slab * (1 - joints) - colour) * walk
    if road.kerb != "none":
        names = road.kerb.split("-") if "-" in road.kerb else []
        if len(names) == 2:
            first, second = (_tone(KERB_COLOURS.get(n, (0.6, 0.6, 0.6))) for n in names)
            stone = first + (second - first) * strip.dashes(1.0, 2.0)
            face = 0.72
        else:
            stone = _tone((0.66, 0.65, 0.63)) * (1 + 0.2 * (grain[1] - 0.5) - 0.35 * strip.dashes(0.03, 1.0))
            face = 0.6
        low, top = side.band(edge - 0.02, edge + 0.11), side.band(edge + 0.11, edge + 0.30)
        colour = colour + (stone * face - colour) * low
        colour = colour + (stone - colour) * top
    return colour


def _surface(scene: Scene, strip: Strip, grain, cloud, wear) -> tuple[Floats, Floats]:
    """(colour, share) of the carriageway."""
    road = scene.road
    edge = road.width / 2
    base = _tone(rgb(road.colour))
    # Both lanes wear alike: from the middle of each, the two tracks and what drips between them.
    middle = np.float32(road.width / 4 if road.width > 4.2 else 0.0)
    aside = np.abs(np.abs(strip.right) - middle)
    tracks = np.exp(-(((aside - np.float32(0.78)) * np.float32(1 / 0.30)) ** 2))
    drip = np.exp(-((aside * np.float32(1 / 0.35)) ** 2))
    if road.surface in ("gravel", "laterite", "sand"):
        # Tyres press the tracks smooth and pale and throw loose stones up beside them.
        pressed = np.clip(tracks * (0.7 + 0.6 * cloud[0]), 0, 1)
        loose = 0.75 * (grain[2] - 0.5) + 0.5 * (grain[1] - 0.5)
        shade = 1 + loose * (1.25 - 0.85 * pressed) + 0.55 * (cloud[3] - 0.5) + 0.35 * (wear[1] - 0.5)
        shade += 0.20 * pressed - 0.10 * drip
        colour = base * shade
        if road.width < 4.6 and scene.ground.cover not in ("sand", "red-sand", "gravel"):
            strip_grass = np.exp(-((strip.right / 0.32) ** 2)) * smoothstep(
                0.42, 0.6, cloud[0] + 0.3 * (grain[0] - 0.5)
            )
            green = _tone(rgb(scene.ground.plants)) * (0.6 + 0.7 * grain[0])
            colour = colour + (green - colour) * strip_grass * 0.8
        ragged = (cloud[1] - 0.5) * 0.8 + (grain[1] - 0.5) * 0.5
        return colour, 1 - smoothstep(-0.25, 0.25, np.abs(strip.right) - edge + ragged)
    if road.surface == "cobbles":
        shade = 0.62 + 0.62 * wear[2] + 0.3 * (cloud[0] - 0.5) + 0.1 * (grain[1] - 0.5)
        return base * shade, strip.band(-edge, edge)
    shade = 1.14 + 0.42 * (grain[3] - 0.5) + 0.34 * (wear[1] - 0.5) + 0.22 * (cloud[2] - 0.5)
    shade += -0.055 * tracks - 0.05 * drip
    age = textures.seed_of(scene) % 11 / 10
    shade *= 1 - np.float32(0.15 + 0.4 * age) * (1 - wear[0]) * smoothstep(
        0.75 - 0.35 * age, 0.9 - 0.35 * age, cloud[0]
    )
    if road.surface == "concrete":
        shade = shade * (1 - 0.4 * strip.dashes(0.04, 5.0)) * (1 - 0.35 * strip.band(-0.025, 0.025))
    else:  # a repaired rectangle now and then: a little darker, within a seam of tar
        block = np.floor((strip.along + np.float32(SEAM)) * np.float32(1 / 17)) * np.float32(12.9898)
        luck = np.abs(np.sin(block + np.float32(textures.seed_of(scene) % 97)) * np.float32(43758.547))
        luck -= np.floor(luck)
        left, right = (0.3, edge - 0.5) if textures.seed_of(scene) % 2 else (0.4 - edge, -0.4)
        inside = strip.dashes(4.5, 17.0) * strip.band(left, right)
        outside = strip.dashes(4.5 + 2 * SEAM, 17.0, SEAM) * strip.band(left - SEAM, right + SEAM)
        tar = (outside - inside) * smoothstep(0.2, 0.5, wear[1])
        shade = shade * (1 - (0.06 * inside + 0.42 * tar) * (luck < 0.16))
        shade = _trench(shade, scene, strip, edge, grain)
    ragged = 0.0
    if road.kerb == "none":  # the edge crumbles, the older the more, and bites break out of it
        bites = smoothstep(0.66 - 0.10 * age, 0.80 - 0.06 * age, wear[1])
        ragged = (grain[1] - 0.5) * 0.16 + (cloud[1] - 0.5) * 0.16 - np.float32(0.10 + 0.22 * age) * bites
    half = strip.wide * np.float32(0.5)
    share = np.clip((edge + ragged - np.abs(strip.right) + half) / strip.wide, 0, 1)
    return base * shade, share


def _trench(shade: Floats, scene: Scene, strip: Strip, edge: float, grain) -> Floats:
    """Where pipes were laid under a street: a strip of other asphalt between two lines of tar."""
    seed = textures.seed_of(scene)
    if scene.road.kerb == "none" or seed % 5 > 1:
        return shade
    left = (edge - 1.5) * (seed // 5 % 9 / 4 - 1) - 0.35
    reach = strip.dashes(47.0, 83.0, seed % 83)
    ragged = (grain[3] - np.float32(0.5)) * np.float32(0.05)
    cut = strip.band(left + ragged, left + 0.8 + ragged) * reach
    tar = strip.band(left - 0.05 + ragged, left + 0.85 + ragged) * reach - cut
    return shade * (1 - np.float32(0.16) * cut - np.float32(0.34) * np.clip(tar, 0, 1))


@dataclass(frozen=True)
class Mouth:
    """Where a side road opens: metres along the road, half its width, how far it flares, side ±1, and
    whether it has the road's own surface."""

    along: float
    half: float
    flare: float
    side: int
    paved: bool


FLARE_DEPTH = 3.0
"""Metres from the carriageway within which a side road's mouth widens."""


def side_roads(scene: Scene) -> list[Mouth]:
    """The mouths of the scene's side roads, from their patches."""
    found = []
    for patch in scene.patches:
        if patch.kind == "side-road" and len(patch.points) == 6:
            (first, right), (second, _), *_ = (scene.road.locate(*point) for point in patch.points)
            last = scene.road.locate(*patch.points[-1])[0]
            along, reach = (first + last) / 2, abs(last - first) / 2
            half = abs(second - along)
            side = 1 if right > 0 else -1
            found.append(Mouth(along, half, reach - half, side, patch.colour == scene.road.colour))
    return found


def _opened(strip: Strip, edge: float, mouth: Mouth) -> tuple[Floats, Floats]:
    """(share of each pixel in a mouth, share in the kerb round its corners)."""
    out = mouth.side * strip.right - np.float32(edge)
    inward = np.clip(1 - out / np.float32(FLARE_DEPTH), 0, 1)
    reach = np.float32(mouth.half) + np.float32(mouth.flare) * inward * inward
    beyond = np.abs(strip.along - np.float32(mouth.along)) - reach
    beside = np.clip((out + np.float32(0.6)) / strip.wide + 0.5, 0, 1)
    share = np.clip(0.5 - beyond / strip.long, 0, 1) * beside
    rim = np.clip(0.5 - (np.abs(beyond - np.float32(0.12)) - np.float32(0.12)) / strip.long, 0, 1)
    return share, rim * np.clip((out - np.float32(0.05)) / strip.wide, 0, 1)


def _stripes(at: Floats, size: Floats, length: float, period: float) -> Floats:
    """Share of each pixel (`size` metres) covered by bars `length` wide in every `period`."""

    def covered(s):
        turns = np.floor(s / np.float32(period))
        return turns * np.float32(length) + np.minimum(s - turns * np.float32(period), np.float32(length))

    s = at + np.float32(period * 64)
    half = size * np.float32(0.5)
    return np.clip((covered(s + half) - covered(s - half)) / size, 0, 1)


def _between(at: Floats, size: Floats, low: float, high: float) -> Floats:
    """Share of each pixel between two values."""
    half = size * np.float32(0.5)
    return np.clip((np.minimum(at + half, high) - np.maximum(at - half, low)) / size, 0, 1)


def _stop_lines(scene: Scene, strip: Strip, edge: float, mouths: list[Mouth]):
    """(colour name, share) of stop lines at mouths, of the zebra crossing and of the lines before it."""
    road, keeps = scene.road, 1 if scene.drives_on == "right" else -1
    for mouth in mouths:
        if mouth.paved and road.centre_line != "none":
            lane = sorted((mouth.along, mouth.along + mouth.side * keeps * (mouth.half - 0.15)))
            out = mouth.side * strip.right - np.float32(edge)
            yield "white", _between(out, strip.wide, 0.7, 1.1) * _between(strip.along, strip.long, *lane)
    if road.crossing is not None:
        a = road.crossing
        bars = _stripes(strip.right, strip.wide, 0.5, 1.0) * strip.band(0.35 - edge, edge - 0.35)
        yield road.crossing_colour, bars * _between(strip.along, strip.long, a - 1.6, a + 1.6)
        for way in (1, -1):
            lane = sorted((0.15, way * keeps * (edge - 0.4)))
            lane = (lane[0], lane[1]) if way * keeps > 0 else (lane[0], -0.15)
            line = a - way * 2.9
            yield (
                "white",
                strip.band(*lane)
                * _between(strip.along, strip.long, line - 0.2, line + 0.2)
                * np.float32(0.9),
            )


def _dust(colour, scene: Scene, strip: Strip, grain, cloud, opened: list[Floats]) -> Floats:
    """What wind and tyres leave along the edges: soil of the verge, or dirt in the gutter of a kerb."""
    road = scene.road
    inward = np.float32(road.width / 2) - np.abs(strip.right)
    kerbed = road.kerb != "none" or road.sidewalk > 0
    reach = np.float32(0.42 if kerbed else 0.50)
    drift = np.clip(1 - inward / (reach * (0.35 + 1.3 * cloud[1])), 0, 1) * (inward > 0)
    drift = drift * (0.25 + 0.9 * grain[1]) * np.float32(0.5 if kerbed else 0.62)
    for share in opened:
        drift = drift * (1 - share)
    soil = mix(rgb(scene.ground.soil), (0.30, 0.29, 0.27), 0.65 if kerbed else 0.25)
    return colour + (_tone(soil) * (0.7 + 0.6 * grain[2]) - colour) * drift


def _paint(
    colour, scene: Scene, strip: Strip, grain, wear, mouths: list[Mouth], opened: list[Floats]
) -> Floats:
    """Centre and edge lines as the country paints them, worn where wheels and weather took them."""
    road = scene.road
    edge = road.width / 2
    closed = np.float32(1.0)
    for share in opened:
        closed = closed * (1 - share)
    if road.crossing is not None:
        a = road.crossing
        closed = closed * (1 - _between(strip.along, strip.long, a - 2.1, a + 2.1))
    # Grains of the surface show through: more of them the older the road, and along a line's rim.
    age = textures.seed_of(scene) % 11 / 10
    flaked = smoothstep(0.60 - 0.10 * age, 0.74, 0.5 * grain[3] + 0.5 * wear[3])
    worn = 1.16 - 0.6 * smoothstep(0.56, 0.82, wear[3]) - np.float32(0.22 + 0.3 * age) * flaked
    worn = np.clip(worn - 0.5 * (1 - wear[0]), 0.15, 0.96)
    rim = (grain[3] - np.float32(0.5)) * np.float32(0.018 + 0.03 * age)
    for tint, share in _lines(road, strip, edge, rim):
        ink = _tone(PAINTS.get(tint, PAINTS["white"])) * (0.92 + 0.12 * wear[1])
        colour = colour + (ink - colour) * (share * worn * closed)
    for tint, share in _stop_lines(scene, strip, edge, mouths):
        ink = _tone(PAINTS.get(tint, PAINTS["white"])) * (0.92 + 0.12 * wear[1])
        colour = colour + (ink - colour) * (share * worn)
    return colour


def _lines(road: Road, strip: Strip, edge: float, rim: Floats):
    """(colour name, share of each pixel) of every line painted; `rim` is how far its sides stray, metres."""
    w = LINE_WIDTH / 2 + rim
    bold = 0.55  # pixels: far lines stay visible
    if road.centre_line != "none":
        tint, _, pattern = road.centre_line.partition("-")
        dash = strip.dashes(*DASH["centre"])
        if pattern == "dashed":
            yield tint, strip.band(-w, w, bold) * dash
        elif pattern == "solid":
            yield tint, strip.band(-w, w, bold)
        else:
            second = dash if pattern == "solid-dashed" else 1.0
            yield tint, strip.band(-0.11 - w, -0.11 + w * 0.8, bold * 0.8)
            yield tint, strip.band(0.11 - w * 0.8, 0.11 + w, bold * 0.8) * second
    if road.edge_line != "none":
        tint, _, pattern = road.edge_line.partition("-")
        inset = 0.28 if road.kerb == "none" else 0.45
        dash = strip.dashes(*DASH["edge"]) if pattern == "dashed" else 1.0
        yield tint, strip.folded().band(edge - inset - w, edge - inset + w, bold) * dash


def _hollows(rays: GroundRays, pick, o: list[float]) -> Floats:
    """Where a road lies low, about -0.5 to 0.5: noise without its finest grain, smooth between its texels."""
    texture = textures.coarse()
    levels = tuple(pick(np.maximum(level, HOLLOW)) for level in texture.levels(*rays.footprint))
    x, y = pick(rays.x) + np.float32(o[2]), pick(rays.y) + np.float32(o[3])
    return texture.sample(x, y, levels, smooth=True)[0] - np.float32(0.5)


def _rain(colour, scene: Scene, light: Light, strip: Strip, distance, hollows, wear) -> Floats:
    """A wet road is darker, shines towards the horizon, and has the sky in its puddles."""
    wet, edge = np.float32(scene.ground.wet), scene.road.width / 2
    on_road = 1 - smoothstep(edge - 0.1, edge + 0.25, np.abs(strip.right))
    soft = scene.road.surface in ("gravel", "laterite", "sand")
    low = 0.8 * hollows + 0.03 * (wear[1] - 0.5) + (0.1 if soft else 0.0)
    low = low + 0.14 * smoothstep(edge - 1.3, edge - 0.2, np.abs(strip.right))
    brim = 0.25 - 0.12 * wet
    puddle = smoothstep(brim - 0.035, brim + 0.035, low) * on_road
    damp = smoothstep(brim - 0.16, brim, low) * on_road
    sheen = np.float32(0.34) * wet * np.exp(np.float32(-26.0) / distance) * on_road
    sky = _tone(tuple(0.86 * h / f for h, f in zip(light.haze_colour, light.factor(), strict=True)))
    colour = colour * (1 - np.float32(0.26) * wet * on_road - np.float32(0.14) * damp)
    colour = colour + (sky - colour) * sheen
    # Water mirrors little from above and nearly everything at a flat angle.
    steep = np.minimum(np.float32(CAMERA_HEIGHT) / distance, 1)
    mirror = np.float32(0.34) + np.float32(0.56) * (1 - steep) ** 2
    return colour + (sky * np.float32(0.76) - colour) * (puddle * mirror)


def _slush(colour, scene: Scene, strip: Strip, grain, cloud) -> Floats:
    """Snow stays between the wheel tracks and along the edges."""
    amount = scene.ground.snow
    edge = scene.road.width / 2
    near_edge = smoothstep(edge - 1.0, edge + 0.3, np.abs(strip.right))
    value = 0.75 * near_edge + 0.5 * (cloud[0] - 0.5) + 0.35 * (grain[1] - 0.5) + 0.35 * amount
    share = smoothstep(0.62, 0.95, value) * np.float32(0.35 + 0.6 * amount)
    share *= 1 - smoothstep(edge + 0.2, edge + 1.2, np.abs(strip.right))
    white = _tone((0.84, 0.86, 0.90)) * (0.9 + 0.2 * (grain[1] - 0.5))
    return colour + (white - colour) * share
