"""How succulents, grasses, crops and shrubs grow."""

from __future__ import annotations

import numpy as np

from world.render.plants.drawing import Drawing
from world.render.plants.grow import (
    TAU,
    Points,
    blades,
    clumps,
    curve,
    disc,
    scatter,
    sphere,
    twigs,
    unit,
)
from world.render.plants.marks import Ramp
from world.render.plants.palms import DRY
from world.render.plants.trees import BROWN_BARK, DARK_BARK, GREY_BARK


def bamboo(d: Drawing, season: str) -> None:
    rng = d.rng
    n = 34
    d.depth = 1.8
    foot = disc(rng, n, 0.11)
    out = unit(foot * (1, 0, 1)) * rng.uniform(0.05, 0.36, (n, 1))
    tall = rng.uniform(0.7, 1.02, n)[:, None] * (0, 1.0, 0)
    line = curve(foot, foot + tall * 0.9 + out * 0.15, foot + tall * 0.92 + out, 16)
    cane: Ramp = ("#1c2a10", "#506c30", "#84984c", "#b4be7c")
    d.lines(line, 0.014 * (1 - np.arange(16) / 17), cane, hue=np.arange(n) % 6, variety=0.6)
    knots = line[:, 1:9].reshape(-1, 3)
    d.leaf(knots, "round", 0.012, ("#2c3414", "#5c6428", "#c2c88c"))
    ramp: Ramp = ("#12220c", "#3a5a22", "#6c8c3c", "#a4ba70")
    joints = line[:, 5:].reshape(-1, 3)
    joints = joints[rng.random(len(joints)) < 0.85]
    clumps(d, joints, 0.062, 17, "lance", 0.040, ramp, squash=0.8, hang=0.75, drop=0.3)


def saguaro(d: Drawing, season: str) -> None:
    rng = d.rng
    ramp: Ramp = ("#16220f", "#3f5530", "#748a58", "#b4bf8c")
    wide = 0.10
    t = np.concatenate([np.linspace(0, 0.92, 12), 0.95 + 0.05 * np.sin(np.linspace(-0.4, 1, 9) * np.pi / 2)])
    cap = np.sqrt(np.clip(1 - (np.clip(t - 0.95, 0, 1) / 0.05) ** 2, 0.01, 1))
    body = wide * cap * (0.86 + 0.14 * np.sin(np.pi * t))
    d.path(np.stack([0 * t, t, 0 * t], 1), body, ramp, ribs=5, grain=0.05)
    for side, low, high in ((-1, 0.34, 0.72), (1, 0.42, 0.80), (1, 0.30, 0.50))[: int(rng.integers(2, 4))]:
        low, high = low + rng.uniform(-0.05, 0.08), high + rng.uniform(-0.08, 0.08)
        out = side * rng.uniform(0.13, 0.18) * (1.25 if low < 0.36 and side > 0 else 1)
        bend = curve(
            np.array([0, low, -0.05]), np.array([out, low, 0.02]), np.array([out, low + 0.13, 0.02]), 12
        )
        round_ = np.sin(np.linspace(0, 1, 7) * np.pi / 2)
        tip = np.concatenate([np.linspace(low + 0.15, high - 0.035, 4), high - 0.034 + 0.034 * round_])
        up = np.stack([np.full(11, out), tip, np.full(11, 0.02)], 1)
        end = 0.066 * np.sqrt(np.clip(1 - round_**2, 0.01, 1))
        d.path(
            np.concatenate([bend, up]), np.concatenate([np.full(16, 0.066), end]), ramp, ribs=4, grain=0.05
        )


def agave(d: Drawing, season: str) -> None:
    ramp: Ramp = ("#1c2a28", "#4a6660", "#86a098", "#ccdccc")
    n = 44
    rng = d.rng
    k = np.arange(n)
    e = np.radians(8 + 78 * (k / n) ** 0.8)
    a = k * 2.39996
    way = np.stack([np.cos(e) * np.cos(a), np.sin(e), np.cos(e) * np.sin(a)], 1)
    long = rng.uniform(0.74, 0.95, n)[:, None]
    foot = np.array([0, 0.05, 0]) + way * 0.02
    hue = rng.integers(0, 6, n)
    level = np.stack([-np.sin(a), np.zeros(n), np.cos(a)], 1)
    face = np.cross(way, level)
    face = unit(face * np.where(face[:, 1:2] < 0, -1, 1))
    steps = 9
    u = np.linspace(0, 1, steps + 1)
    wide = 0.115 * (0.62 + 0.75 * u) * np.clip(1 - u**2.2, 0, 1) ** 0.85 + 0.003
    line = (
        foot[:, None]
        + way[:, None] * (long * u)[..., None]
        + np.array([0, 0.10, 0]) * (u**2.5)[None, :, None]
    )
    edge: Ramp = ("#141c18", "#2c3c34", "#50625a")
    how = {"flat": 0.0, "normal": face, "hue": hue, "variety": 0.3, "grain": 0.02}
    d.lines(line - (0, 0, 0.004), wide + 0.009, edge, **how)
    d.lines(line, wide, ramp, bright=0.08 * u[:-1] - 0.04, **how)


def joshua_tree(d: Drawing, season: str) -> None:
    rng = d.rng
    bark: Ramp = ("#241c15", "#5a4b3c", "#8c7a66", "#ac9a84")
    ramp: Ramp = ("#1c2412", "#4c5a30", "#84905a", "#bcc48c")
    live = [(np.array([0, 0, 0.0]), np.array([rng.uniform(-0.05, 0.05), 0.30, 0.0]), 0.062)]
    tips = []
    for level in range(4):
        grown = []
        for a, b, wide in live:
            bow = (a + b) / 2 + rng.normal(0, 0.018, 3)
            d.path(curve(a, bow, b, 7), wide * np.linspace(1.0, 0.88, 7), bark, grain=0.16)
            if level == 3 or (level > 1 and rng.random() < 0.25):
                tips.append((a, b))
                continue
            for side in rng.permutation(3)[: 2 + (rng.random() < 0.5)]:
                turn = side * TAU / 3 + rng.uniform(-0.5, 0.5)
                way = unit(unit(b - a) * 0.55 + np.array([np.cos(turn), 0.35, np.sin(turn)]) * (0.8, 1, 0.8))
                grown.append((b, b + way * rng.uniform(0.13, 0.21), wide * 0.80))
        live = grown
    for a, b in tips:
        way = sphere(rng, 150)
        way = unit(way + unit(b - a) * 0.55)
        start = b + unit(b - a) * rng.uniform(-0.10, 0.02, (150, 1))
        d.stroke(
            start,
            start + way * 0.085,
            0.008,
            0.002,
            ramp,
            flat=0.6,
            normal=unit(np.add(way, (0, 0.2, 0.1))),
            hue=rng.integers(0, 6, 150),
        )


def _bush(
    d: Drawing,
    wide: float,
    tips: int,
    radius: float,
    each: int,
    shape: str,
    size: float,
    ramp: Ramp,
    top: float = 0.88,
) -> Points:
    rng = d.rng
    # One dome, or two or three stems of unlike height that have grown together.
    stems = int(rng.integers(1, 4))
    parts = []
    for k in range(stems):
        tall = 1.0 if k == 0 else rng.uniform(0.45, 0.9)
        broad = wide * rng.uniform(0.8, 1.15) * (1.0 if stems == 1 else 0.68) * (0.5 + 0.5 * tall)
        profile = [
            (0.08, broad * 0.8),
            (0.35 * tall, broad),
            (0.65 * tall, broad * 0.85),
            (top * tall, broad * 0.35),
        ]
        part = scatter(rng, round(tips * tall / (1 + 0.55 * (stems - 1))), profile, 0.35, 0.2)
        aside = 0.0 if stems == 1 else (k - (stems - 1) / 2) * 0.75 * wide + rng.uniform(-0.1, 0.1)
        parts.append(np.add(part, (aside, 0, rng.uniform(-0.1, 0.1))))
    places = np.concatenate(parts)
    # Round at the foot too: its lowest leaves hang in the middle.
    aside = np.abs(places[:, 0]) / np.abs(places[:, 0]).max()
    places[:, 1] += 0.12 * aside**2 * (1 - places[:, 1])
    foot = disc(rng, len(places), wide * 0.25)
    line = curve(foot, (foot + places) / 2 + (0, 0.08, 0), places, 5)
    d.lines(line, np.linspace(0.018, 0.004, 5), BROWN_BARK)
    clumps(d, places, radius, each, shape, size, ramp, squash=0.85)
    return places


def shrub(d: Drawing, season: str) -> None:
    _bush(d, 0.52, 52, 0.14, 90, "sprig", 0.045, ("#0f1a0c", "#2d421e", "#546c34", "#8a9a58"))


def hedge_bush(d: Drawing, season: str) -> None:
    """A clipped dome with a few shoots that the shears have missed."""
    rng = d.rng
    n = 6400
    way = sphere(rng, n)
    way[:, 1] = np.abs(way[:, 1])
    # Between an egg and a box; the surface bulges where twigs are dense.
    box = way / np.abs(way).max(1, keepdims=True)
    at = 0.62 * way + 0.30 * box * np.linalg.norm(way, axis=1, keepdims=True)
    swell = 1 + 0.07 * np.sin(at[:, 0] * 9 + rng.uniform(0, 6)) * np.sin(at[:, 1] * 8 + at[:, 2] * 5)
    shoots = 1 + 0.16 * (rng.random(n) ** 14)
    at = at * (swell * shoots * rng.uniform(0.86, 1.0, n))[:, None] * (0.68, 0.98, 0.5)
    at[:, 1] = np.maximum(at[:, 1], 0.02 + 0.03 * rng.random(n))
    normal = unit(way + sphere(rng, n) * 0.5 + (0, 0.15, 0))
    d.depth = 1.7
    core = at[:1500] * (0.9, 0.92, 0.7)
    d.leaf(core, "round", 0.10, ("#060f07", "#12260f", "#24421a"), normal=normal[:1500], variety=0.4)
    d.leaf(at, "sprig", 0.034, ("#0a160a", "#233a1c", "#466230", "#768a4c"), normal=normal, variety=0.6)


def dry_shrub(d: Drawing, season: str) -> None:
    ramp: Ramp = ("#2a281a", "#66623e", "#9c9668", "#ccc69c")
    places = _bush(d, 0.55, 40, 0.16, 40, "sprig", 0.05, ramp)
    twigs(d, places, unit(places - (0, -0.2, 0)), 0.17, GREY_BARK, each=9, droop=0.0, wide=0.010)


def tundra_shrub(d: Drawing, season: str) -> None:
    looks: dict[str, Ramp] = {
        "autumn": ("#2c0c08", "#7c2814", "#b8522a", "#dc8c50"),
        "winter": ("#241a14", "#5a4436", "#8a7260", "#ac9684"),
    }
    ramp = looks.get(season, ("#1c2212", "#4c5a2c", "#84904c", "#bcc07c"))
    places = _bush(d, 0.85, 46, 0.15, 14 if season == "winter" else 44, "leaf", 0.07, ramp, top=0.8)
    twigs(d, places, unit(np.add(places, (0, 0.1, 0))), 0.2, DARK_BARK, each=4, droop=-0.1, wide=0.011)


def tea_bush(d: Drawing, season: str) -> None:
    rng = d.rng
    n = 5600
    a, r = rng.uniform(0, TAU, n), np.sqrt(rng.random(n))
    top = 0.92 - 0.14 * r**4 + 0.03 * np.sin(6 * a)
    y = 0.03 + (top - 0.03) * rng.random(n) ** 0.45
    at = np.stack([0.72 * r * np.cos(a) * (0.62 + 0.42 * np.sqrt(y)), y, 0.5 * r * np.sin(a)], 1)
    normal = unit(np.stack([r * np.cos(a), 0.2 + 1.4 * (y > top - 0.12), r * np.sin(a) + 0.3], 1))
    ramp: Ramp = ("#08160a", "#1e421c", "#467430", "#8cac54")
    d.leaf(at, "leaf", 0.048, ramp, normal=normal)


def vine_row(d: Drawing, season: str) -> None:
    looks: dict[str, Ramp] = {
        "spring": ("#2a3c10", "#6c922c", "#a4cc50", "#d8f08c"),
        "summer": ("#14240c", "#3c6420", "#709c38", "#b2cc6c"),
        "autumn": ("#3a1c08", "#9c5c14", "#d89c30", "#f0cc64"),
    }
    rng = d.rng
    post: Ramp = ("#2c2822", "#68604f", "#9c927c", "#c0b69e")
    for x in (-0.55, 0.55):
        d.path(np.array([[x, 0, 0], [x, 0.97, 0]]), np.array([0.03, 0.03]), post)
    for y in (0.5, 0.75, 0.93):
        d.stroke(
            np.array([[-0.64, y, 0.0]]),
            np.array([[0.64, y, 0.0]]),
            0.006,
            0.006,
            ("#4c4a46", "#8c8a84", "#b4b2ac"),
        )
    for x in (-0.3, 0.0, 0.3):
        d.path(
            np.array([[x, 0, 0], [x + 0.03, 0.2, 0.0], [x - 0.02, 0.46, 0.0]]),
            np.array([0.055, 0.045, 0.04]),
            DARK_BARK,
            grain=0.15,
        )
    n = 80
    start = np.stack([rng.uniform(-0.6, 0.6, n), np.full(n, 0.46), rng.normal(0, 0.03, n)], 1)
    end = start + np.stack([rng.normal(0, 0.08, n), rng.uniform(0.2, 0.5, n), rng.normal(0, 0.06, n)], 1)
    d.stroke(start, end, 0.012, 0.005, BROWN_BARK)
    d.stroke(np.array([[-0.6, 0.46, 0.0]]), np.array([[0.6, 0.47, 0.0]]), 0.03, 0.03, DARK_BARK)
    if season in looks:
        # Leaves grow in bunches on the shoots: the row has gaps, a ragged foot and tendrils above the wire.
        m = 3000
        bunch = rng.uniform(-0.66, 0.66, 26)
        low = 0.34 + 0.22 * rng.random(26) ** 2
        high = np.clip(0.82 + 0.2 * rng.random(26) ** 0.6, 0, 1.0)
        pick = rng.integers(0, 26, m)
        t = rng.random(m)
        at = np.stack(
            [
                bunch[pick] + rng.normal(0, 0.045, m) * (0.6 + t),
                low[pick] + (high - low)[pick] * t + rng.normal(0, 0.02, m),
                rng.normal(0, 0.08, m),
            ],
            1,
        )
        stray = rng.random(m) < 0.05
        at[stray, 1] += rng.uniform(-0.12, 0.06, stray.sum())
        at[:, 1] = np.clip(at[:, 1], 0.2, 0.99)
        normal = unit(np.stack([rng.normal(0, 0.5, m), 0.3 + at[:, 1] - 0.4, 0.5 + at[:, 2] * 6], 1))
        d.leaf(at, "leaf", 0.046, looks[season], normal=normal)
        grapes = np.stack([rng.uniform(-0.55, 0.55, 60), rng.uniform(0.40, 0.52, 60), np.full(60, 0.1)], 1)
        if season == "autumn":
            d.leaf(grapes, "round", 0.03, ("#140a1c", "#38204c", "#6c4c88"))


def corn_stalk(d: Drawing, season: str) -> None:
    rng = d.rng
    ripe = season == "autumn"
    ramp: Ramp = (
        ("#3a2c12", "#86703a", "#bca868", "#e0d09c") if ripe else ("#12260a", "#3c6c1c", "#76a836", "#b8d870")
    )
    for x, tall in ((0.0, 0.90), (0.16, 0.84), (-0.17, 0.82)):
        foot = np.array([x, 0, rng.uniform(-0.1, 0.1)])
        d.path(np.stack([foot, np.add(foot, (0, tall, 0))]), np.array([0.020, 0.010]), ramp)
        nodes = foot + np.linspace(0.08, tall * 0.92, 13)[:, None] * (0, 1, 0)
        blades(d, nodes, 0.36, 0.030, ramp, spread=0.45, bend=1.7, steps=7)
        top = np.repeat(np.add(foot, (0, tall - 0.02, 0))[None], 12, 0)
        blades(d, top, 0.14, 0.006, DRY, spread=0.35, bend=0.4, steps=3)
        ear = np.add(foot, (rng.choice((-1, 1)) * 0.025, tall * 0.5, 0.05))
        d.path(
            np.stack([ear, np.add(ear, (0.015, 0.06, 0)), np.add(ear, (0.02, 0.12, 0))]),
            np.array([0.02, 0.035, 0.01]),
            ramp,
            bright=0.1,
        )


def sugar_cane(d: Drawing, season: str) -> None:
    rng = d.rng
    cane: Ramp = ("#2a1c18", "#6a5a34", "#9c8e50", "#c8bc80")
    ramp: Ramp = ("#182a0e", "#4a7024", "#88a844", "#c8d884")
    foot = disc(rng, 26, 0.24)
    top = foot + np.stack([rng.normal(0, 0.05, 26), rng.uniform(0.40, 0.62, 26), rng.normal(0, 0.05, 26)], 1)
    d.stroke(foot, top, 0.016, 0.013, cane, hue=rng.integers(0, 6, 26))
    for k in range(5):
        at = foot + (top - foot) * (0.35 + 0.65 * k / 4)
        blades(d, at, 0.48, 0.016, ramp, spread=0.30, bend=1.5, steps=7, bright=-0.04 + 0.03 * k)
    plume = np.add(top[:4], (0, 0.25, 0))
    d.stroke(top[:4], plume, 0.005, 0.004, DRY)
    blades(
        d,
        np.repeat(plume, 30, 0),
        0.13,
        0.005,
        ("#8c8478", "#bcb4a8", "#e4dccf"),
        spread=0.3,
        bend=0.5,
        steps=3,
    )


def grass_tuft(d: Drawing, season: str) -> None:
    ramp: Ramp = ("#141e0c", "#34491e", "#5c7236", "#8e9c5c")
    blades(d, disc(d.rng, 260, 0.22), 0.98, 0.013, ramp, spread=0.34, bend=1.0)


def dry_tuft(d: Drawing, season: str) -> None:
    ramp: Ramp = ("#3c2c12", "#86703a", "#c0a864", "#e8d69c")
    blades(d, disc(d.rng, 260, 0.16), 1.0, 0.010, ramp, spread=0.36, bend=0.9)


def reed(d: Drawing, season: str) -> None:
    rng = d.rng
    ramp: Ramp = ("#26300f", "#647434", "#9ca85c", "#ccd090")
    stems = disc(rng, 60, 0.22)
    top = stems + np.stack([rng.normal(0, 0.05, 60), rng.uniform(0.6, 0.86, 60), rng.normal(0, 0.03, 60)], 1)
    d.stroke(stems, top, 0.008, 0.006, ramp, hue=rng.integers(0, 6, 60))
    for k in range(4):
        blades(d, stems + (top - stems) * (0.15 + 0.22 * k), 0.42, 0.013, ramp, spread=0.28, bend=0.9)
    plume: Ramp = ("#3c2a1c", "#7a6048", "#ac9274", "#d0bc9c")
    blades(d, np.repeat(top[::2], 14, 0), 0.15, 0.007, plume, spread=0.25, bend=0.6, steps=3)


def wheat(d: Drawing, season: str) -> None:
    """A thick sheaf of stalks that ends level: green until it ripens."""
    rng = d.rng
    ripe = season in ("summer", "autumn")
    ramp: Ramp = (
        ("#4a3612", "#9a7c3c", "#d0b264", "#f2dca0") if ripe else ("#18280c", "#46681e", "#84a440", "#c0d478")
    )
    roots = disc(rng, 210, 0.62) * (1, 0, 0.35)
    blades(d, roots, 0.94, 0.016, ramp, spread=0.11, bend=0.35, steps=4)
    heads = roots[::2] + np.stack(
        [rng.normal(0, 0.03, 105), rng.uniform(0.76, 0.9, 105), rng.normal(0, 0.02, 105)], 1
    )
    lean = rng.normal(0, 0.05, (105, 1)) * (1, 0, 0)
    d.stroke(heads, heads + lean + (0, 0.10, 0), 0.03, 0.012, ramp, bright=0.08, hue=rng.integers(0, 6, 105))


def sunflower(d: Drawing, season: str) -> None:
    """Three stalks with broad leaves and yellow heads, brown and nodding when ripe."""
    rng = d.rng
    ripe = season == "autumn"
    green: Ramp = (
        ("#2a2010", "#6a5530", "#94805a", "#b8a888") if ripe else ("#12240a", "#3a641e", "#6c9a38", "#a8c868")
    )
    ray: Ramp = ("#5a3a08", "#8a6420", "#a88848") if ripe else ("#a86a08", "#e2a414", "#f8cc30", "#ffe468")
    for x, tall in ((0.0, 0.92), (0.30, 0.84), (-0.30, 0.87)):
        foot = np.array([x + rng.normal(0, 0.03), 0, rng.uniform(-0.1, 0.1)])
        top = foot + np.array([rng.normal(0, 0.02), tall, 0.04])
        d.path(np.stack([foot, top]), np.array([0.022, 0.016]), green)
        nodes = foot + rng.uniform(0.18, 0.88, 15)[:, None] * (top - foot)
        blades(d, nodes, 0.26, 0.10, green, spread=0.9, bend=0.9, steps=4)
        turn = np.linspace(0, TAU, 26)[:-1]
        face = top + np.array([0.0, -0.02, 0.06])
        rim = face + np.stack([np.cos(turn) * 0.085, np.sin(turn) * 0.085, 0 * turn], 1)
        d.leaf(rim, "lance", 0.075, ray, angle=-turn, flat=True, bright=0.55)
        seeds = face + disc(rng, 40, 0.05)[:, [0, 2, 1]] + (0, 0, 0.02)
        d.leaf(seeds, "round", 0.03, ("#180e06", "#3c2814", "#6a4c28"), flat=True, bright=0.2)
