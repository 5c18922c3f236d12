"""Volumes that buildings are made of: four walls under a roof of any kind."""

from __future__ import annotations

from world.plans import chance
from world.render.balconies import balconies
from world.render.facades import paint_wall
from world.render.roofs import Roof, mansard, mono, pitched
from world.render.shopfronts import awning
from world.render.solids import Frame, Stage, faces_eye, mix, prism
from world.render.walls import Wall, storey_height
from world.scene import Building

PITCH = {"gable": 0.62, "hip": 0.5, "steep": 1.25, "thatch": 0.95, "mono": 0.25}


def height(building: Building) -> float:
    """Metres from the ground to the eaves."""
    if building.kind in ("church", "mosque"):  # one high hall, however many rows of windows
        return storey_height(building) * (0.8 + 0.2 * building.storeys)
    return building.storeys * storey_height(building)


def walls_of(frame: Frame, width: float, depth: float, eaves: float, z: float = 0.0) -> list[Wall]:
    """The four walls of a box, front first, clockwise from above seen from the front's left."""
    w, d = width / 2, depth / 2
    corners = ((w, d), (-w, d), (-w, -d), (w, -d))
    ways = ((-1, 0), (0, -1), (1, 0), (0, 1))
    normals = ((0, 1), (-1, 0), (0, -1), (1, 0))
    return [
        Wall(
            frame.at(*corners[i], z),
            frame.way(*ways[i]),
            frame.way(*normals[i]),
            width if i % 2 == 0 else depth,
            eaves,
            i,
        )
        for i in range(4)
    ]


def _raise(wall: Wall, rise: tuple[float, float, float]) -> Wall:
    return Wall(wall.origin, wall.along, wall.normal, wall.length, wall.height, wall.side, rise)


def draw_box(
    stage: Stage,
    b: Building,
    frame: Frame,
    width: float,
    depth: float,
    eaves: float,
    roof: str,
    ridge_along: bool,
    openings: bool = True,
) -> float:
    """One rectangular volume with its roof; returns the ridge's height."""
    walls = walls_of(frame, width, depth, eaves)
    tight = (roof == "steep" and b.wall == "brick") or "horse-head" in b.extras
    over = 0.12 if tight else 0.45
    turned = Frame(frame.x, frame.y, 0)
    turned.forward, turned.right = (
        (frame.right, (-frame.forward[0], -frame.forward[1])) if ridge_along else (frame.forward, frame.right)
    )
    w, d = (depth, width) if ridge_along else (width, depth)
    pitch = PITCH.get(roof, 0.5)
    pieces = None
    if roof in ("gable", "steep"):
        pieces = pitched(turned, w, d, eaves, pitch, over)
        for i in (0, 2) if ridge_along else (1, 3):
            walls[i] = _raise(walls[i], (0.0, d / 2 * pitch, 0.0))
    elif roof in ("hip", "thatch"):
        pieces = pitched(turned, w, d, eaves, pitch, 0.6 if roof == "thatch" else over, min(d, w) / 2)
    elif roof == "mono":
        rise = depth * pitch * 0.7
        pieces = mono(frame, width, depth, eaves, rise, 0.35)
        walls[0] = _raise(walls[0], (rise, rise, rise))
        walls[1], walls[3] = _raise(walls[1], (rise, rise / 2, 0.0)), _raise(walls[3], (0.0, rise / 2, rise))
    elif roof == "mansard":
        pieces = mansard(frame, width, depth, eaves)
    elif roof in ("parapet", "dome"):
        walls = [_raise(wall, (0.8, 0.8, 0.8)) for wall in walls]
    edge = "#9a9a96" if b.roof_cover in ("metal", "concrete") else b.trim
    if roof == "thatch":
        edge = mix(b.roof_colour, "#3a2c18", 0.35)
    top = (
        Roof(
            tuple(pieces[0]),
            tuple(pieces[1]),
            pieces[2],
            b.roof_cover,
            b.roof_colour,
            edge,
            "gutter" in b.extras and roof != "thatch",
        )
        if pieces
        else None
    )
    if top:
        top.before(stage)
    elif roof == "flat":
        _soffit(stage, frame, width, depth, eaves, b)
    for wall in walls:
        if faces_eye(wall.origin, wall.normal):
            paint_wall(stage, wall, b, openings)
            if openings and b.windows == "balcony" and wall.side in (0, 2):
                balconies(stage, wall, b)
            if openings and wall.side == 0 and (b.kind == "shop" or b.sign) and chance(b.seed, 16) < 0.6:
                awning(stage, wall, b)
    if top:
        top.after(stage)
        return top.ridge
    z = eaves + (0.8 if roof in ("parapet", "dome") else 0.0)
    if roof == "flat":
        x, y = width / 2 + 0.35, depth / 2 + 0.35
        prism(
            stage,
            frame,
            (-x, -y, eaves),
            (x, y, eaves + 0.28),
            mix(b.roof_colour, b.wall_colour, 0.5),
            b.roof_colour,
            under=False,
        )
        z = eaves + 0.28
    else:
        x, y = width / 2 + 0.06, depth / 2 + 0.06
        prism(stage, frame, (-x, -y, z - 0.14), (x, y, z), b.trim, b.roof_colour, under=False)
    return z


def _soffit(stage: Stage, frame: Frame, width: float, depth: float, z: float, b: Building) -> None:
    """The underside of a flat slab, which the walls then hide but for its edge."""
    x, y = width / 2 + 0.35, depth / 2 + 0.35
    ring = [frame.at(i, j, z) for i, j in ((-x, -y), (x, -y), (x, y), (-x, y))]
    if faces_eye(ring[0], (0, 0, -1)):
        stage.polygon(ring, stage.tone((0, 0, -1), ring[0])(mix(b.roof_colour, b.wall_colour, 0.5), 0.75))
