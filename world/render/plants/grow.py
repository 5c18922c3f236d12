"""How plants grow: limbs that reach for the crown, twigs, whorls of branches, fronds, blades, canes.

Every function adds strokes and leaves to a `Drawing`, in plant heights. Shapes are three-dimensional:
what lies behind is painted first and stands in shadow.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from world.render.plants.drawing import Drawing
from world.render.plants.marks import HUES, Ramp

Points = NDArray[np.float64]
Profile = Sequence[tuple[float, float]]

TAU = 2 * np.pi


def sphere(rng: np.random.Generator, n: int) -> Points:
    """n unit vectors, evenly spread."""
    v = rng.normal(size=(n, 3))
    return v / np.linalg.norm(v, axis=1, keepdims=True)


def unit(v: Points) -> Points:
    return v / (np.linalg.norm(v, axis=-1, keepdims=True) + 1e-9)


def scatter(
    rng: np.random.Generator, n: int, profile: Profile, hollow: float = 0.45, lobes: float = 0.15
) -> Points:
    """n places [n, 3], well apart, in the crown with radius r at height y for (y, r) in `profile`.

    `hollow` keeps them off the trunk; `lobes` makes the crown lopsided, as real ones are.
    """
    ys, rs = (np.array(column, float) for column in zip(*profile, strict=True))
    many = 7 * n
    y = rng.uniform(ys[0], ys[-1], many * 3)
    r = np.interp(y, ys, rs)
    keep = np.flatnonzero(rng.random(len(y)) < r / rs.max())[:many]
    y, r = y[keep], r[keep]
    a = rng.uniform(0, TAU, len(y))
    phase = rng.uniform(0, TAU, 2)
    r = r * (1 + lobes * np.sin(2 * a + phase[0] + 5 * y) + lobes * np.sin(3 * a + phase[1] - 4 * y))
    r = r * (hollow + (1 - hollow) * np.sqrt(rng.random(len(y))))
    places = np.stack([r * np.cos(a), y, r * np.sin(a)], 1)
    chosen = [0]
    far = np.full(len(places), np.inf)
    for _ in range(min(n, len(places)) - 1):
        far = np.minimum(far, ((places - places[chosen[-1]]) ** 2).sum(1))
        chosen.append(int(far.argmax()))
    return places[chosen]


def curve(a: Points, b: Points, c: Points, steps: int) -> Points:
    """Quadratic curves from a through the pull of b to c, [..., steps, 3]."""
    t = np.linspace(0, 1, steps)[:, None]
    a, b, c = (p[..., None, :] for p in (a, b, c))
    return (1 - t) ** 2 * a + 2 * t * (1 - t) * b + t**2 * c


def trunk_line(rng: np.random.Generator, top: float, lean: float, wobble: float, steps: int = 9) -> Points:
    """A trunk's middle line from the ground to height `top`."""
    y = np.linspace(0, top, steps)
    t = y / top
    phase = rng.uniform(0, TAU, 2)
    x = lean * t**1.4 + wobble * np.sin(phase[0] + 4.5 * t) * t - wobble * np.sin(phase[0]) * t * 0.3
    return np.stack([x, y, 0.5 * wobble * np.sin(phase[1] + 4 * t) * t], 1)


def limbs(
    d: Drawing,
    trunk: Points,
    wide: float,
    tips: Points,
    bark: Ramp,
    *,
    fork: float,
    twig: float,
    lift: float,
    mains: int = 0,
    fine: Ramp | None = None,
) -> Points:
    """Branches from the trunk (leaving it above height `fork`) to every tip; returns each branch's last
    direction [n, 3]. Widths follow the pipe model: a limb is as thick as the tips it feeds
    together. `mains` great limbs leave the trunk first; thin ones take the colours `fine`."""
    rng = d.rng
    nodes: list[Points] = list(trunk)
    parent = [-1, *range(len(trunk) - 1)]
    open_ = [k for k, p in enumerate(trunk) if p[1] >= fork] or [len(trunk) - 1]
    heading = np.zeros_like(tips)
    where = np.array([trunk[k] for k in open_])
    ends = []
    for k in range(mains):
        # A few great limbs leave the trunk first; the rest of the crown hangs on them.
        turn = (k + rng.uniform(-0.25, 0.25)) * TAU / mains + 0.4
        way = np.array([np.cos(turn), 0.0, np.sin(turn)])
        far_out = tips[(tips @ way).argmax()]
        goal = trunk[-1] * 0.35 + far_out * 0.65
        last = open_[min(int(rng.integers(0, 3)), len(open_) - 1)]
        start = nodes[last]
        bend = start + (goal - start) * 0.45 + (0, 0.12 * (goal[1] - start[1]), 0) - way * 0.03
        line = curve(start, bend, goal, 8)[1:] + rng.normal(0, 0.006, (7, 3))
        for p in line:
            nodes.append(p)
            parent.append(last)
            last = len(nodes) - 1
            open_.append(last)
        where = np.concatenate([where, line])
    reach = np.hypot(tips[:, 0], tips[:, 2]) + 0.35 * np.abs(tips[:, 1] - fork)
    for i in np.argsort(reach):
        tip = tips[i]
        gap = tip - where
        far = np.linalg.norm(gap, axis=1)
        steep = np.maximum(0, -gap[:, 1] + 0.15 * far)
        k = int((far + 2.2 * steep).argmin())
        start = where[k]
        pull = (
            start
            + (tip - start) * 0.5
            + np.array([0.0, lift * far[k], 0.0])
            + rng.normal(0, 0.07 * far[k], 3)
        )
        steps = 4 if far[k] < 0.15 else 6
        line = curve(start, pull, tip, steps)[1:]
        last = open_[k]
        for p in line:
            nodes.append(p)
            parent.append(last)
            last = len(nodes) - 1
            open_.append(last)
        where = np.concatenate([where, line])
        heading[i] = tip - line[-2]
        ends.append(last)
    # Limbs that came to feed nothing end in a twig of their own.
    feeds = np.zeros(len(nodes))
    feeds[ends] = 1
    for k in range(len(nodes) - 1, 0, -1):
        feeds[parent[k]] += feeds[k]
    girth = twig * np.maximum(feeds, 0.6) ** 0.5
    girth *= np.clip(wide / girth[0], 0.2, 1e9) ** (np.log(np.maximum(feeds, 1)) / np.log(max(feeds[0], 2)))
    place = np.array(nodes)
    at = np.arange(1, len(nodes))
    up = np.array(parent[1:])
    flare = 1 + 0.32 * np.exp(-place[:, 1] * 22)
    girth = girth * flare
    start, end = place[up], place[at]
    thin = girth[at] < (0.010 if fine else 0.0)
    for part, ramp in ((~thin, bark), (thin, fine or bark)):
        k = at[part]
        d.stroke(start[part], end[part], np.minimum(girth[up[part]], girth[k] * 1.5), girth[k], ramp)
    return unit(heading)


def twigs(
    d: Drawing,
    tips: Points,
    heading: Points,
    reach: float,
    ramp: Ramp,
    *,
    each: int,
    droop: float,
    wide: float,
) -> None:
    """Bare twigs fanning out of every tip: what is left of a crown in winter."""
    rng = d.rng
    n = len(tips) * each
    start = np.repeat(tips, each, 0)
    way = unit(np.repeat(heading, each, 0) * 0.7 + sphere(rng, n) + (0, 0.35, 0))
    long = reach * rng.uniform(0.7, 1.35, (n, 1))
    middle = start + way * long * 0.5 + (0, 0.04 * reach, 0)
    end = start + way * long - np.array([0, 1.0, 0]) * droop * long
    d.stroke(start, middle, wide, wide * 0.7, ramp, flat=0.5)
    d.stroke(middle, end, wide * 0.7, wide * 0.35, ramp, flat=0.5)
    for k in range(3):
        t = rng.uniform(0.25, 0.95, (n, 1))
        a = start * (1 - t) + end * t + (0, 0.04 * reach, 0) * (1 - np.abs(2 * t - 1))
        side = unit(way + sphere(rng, n) * 0.9 + (0, 0.25 - droop, 0))
        tip = a + side * long * (0.5 - 0.1 * k)
        d.stroke(a, tip, wide * 0.5, wide * 0.25, ramp, flat=0.5)
        if each > 4:  # a crown in winter: more twigs on the twigs where they can be seen
            for share in (0.45, 0.8) if d.px >= 400 else ():
                b = a + (tip - a) * share
                spray = unit(side + sphere(rng, n) * 0.8 + (0, 0.2 - droop, 0))
                d.stroke(b, b + spray * long * 0.24, wide * 0.34, wide * 0.16, ramp, flat=0.5)


def clumps(
    d: Drawing,
    tips: Points,
    radius: float,
    each: int,
    shape: str,
    size: float,
    ramp: Ramp,
    *,
    squash: float = 0.8,
    heart: Points | None = None,
    sparse: float = 0.0,
    hang: float | None = None,
    bright: float = 0.0,
    variety: float = 1.0,
    drop: float = 0.0,
) -> None:
    """Clouds of leaves around tips: `squash` flattens them, `sparse` is the share of tips left bare,
    `hang` turns the leaves downwards (radians of freedom), `drop` lets a cloud sag below its tip."""
    rng = d.rng
    full = tips[rng.random(len(tips)) >= sparse] if sparse else tips
    if not len(full):
        return
    # A picture large enough to show leaves has smaller ones and more of them.
    finer, more = (0.66, 1.55) if d.px >= 400 else (0.84, 1.25)
    size, each = size * finer, round(each * more)
    n = len(full) * each
    way = sphere(rng, n)
    big = np.repeat(radius * rng.uniform(0.72, 1.28, len(full)), each)[:, None]
    away = way * big * rng.random((n, 1)) ** 0.45 * (1, squash, 1)
    away[:, 1] -= drop * np.abs(rng.normal(0, 1, n)) * radius
    at = np.repeat(full, each, 0) + away
    middle = full.mean(0) if heart is None else heart
    out = unit((at - middle) * (1, 1.1, 1))
    normal = unit(way * 0.75 + out * 0.8 + (0, 0.25, 0))
    tint = np.repeat(rng.integers(0, len(HUES), len(full)), each)
    hue = np.where(rng.random(n) < 0.45, tint, rng.integers(0, len(HUES), n))
    angle = None if hang is None else np.pi / 2 + rng.normal(0, hang, n)
    d.leaf(at, shape, size, ramp, normal=normal, angle=angle, hue=hue, bright=bright, variety=variety)


def whorls(
    d: Drawing,
    profile: Profile,
    count: int,
    per_branch: int,
    shape: str,
    size: float,
    ramp: Ramp,
    bark: Ramp,
    *,
    slope: float,
    upturn: float,
    hang: float = 0.02,
    bare: float = 0.0,
    tier: float = 0.0,
    wide: float = 0.006,
) -> None:
    """A conifer: `count` branches up the trunk along `profile`, leaving it at `slope` (rise per length,
    negative droops), curling up by `upturn` at the tip, `per_branch` needle twigs on each."""
    rng = d.rng
    ys, rs = (np.array(column, float) for column in zip(*profile, strict=True))
    y = ys[0] + (ys[-1] - ys[0]) * (np.arange(count) + rng.uniform(0, 1, count)) / count
    if tier:
        y = np.clip(np.round(y / tier) * tier + rng.normal(0, tier * 0.10, count), ys[0], ys[-1])
    a = np.arange(count) * 2.39996 + rng.normal(0, 0.35, count)
    long = np.interp(y, ys, rs) * rng.uniform(0.72, 1.12, count)
    high = (y - ys[0]) / (ys[-1] - ys[0])
    way = np.stack([np.cos(a), np.zeros(count), np.sin(a)], 1)
    root = np.stack([np.zeros(count), y, np.zeros(count)], 1)
    rise = (slope + 0.75 * high**2)[:, None] * long[:, None]
    t = np.linspace(0, 1, 6)
    line = (
        root[:, None]
        + way[:, None] * (long[:, None] * t)[..., None]
        + np.array([0, 1.0, 0]) * (rise * t + upturn * long[:, None] * t**3)[..., None]
    )
    d.lines(line, wide * (1 - 0.17 * np.arange(6)), bark, flat=0.3)
    share = np.maximum(2, (per_branch * (0.25 + 0.75 * long / rs.max())).astype(int))
    b = np.repeat(np.arange(count), share)
    n = len(b)
    u = bare + (1 - bare) * rng.random(n) ** 0.75
    at = root[b] + way[b] * (long[b] * u)[:, None]
    at[:, 1] += rise[b, 0] * u + upturn * long[b] * u**3
    side = np.stack([-way[b][:, 2], np.zeros(n), way[b][:, 0]], 1)
    sway = rng.normal(0, 1, n) * 0.30 * long[b] * (1.05 - u) + rng.normal(0, 0.006, n)
    at += side * sway[:, None]
    at[:, 1] = np.maximum(at[:, 1] - hang * np.abs(rng.normal(0, 1, n)), 0.006)
    out = way[b] + side * (np.sign(sway) * 0.8)[:, None]
    angle = np.arctan2(-(slope + 3 * upturn * u**2) * 0.7, out[:, 0]) + rng.normal(0, 0.25, n)
    normal = unit(out * 0.55 + (0, 0.75, 0.25))
    hue = np.where(rng.random(n) < 0.5, (b * 7) % len(HUES), rng.integers(0, len(HUES), n))
    d.leaf(at, shape, size, ramp, normal=normal, angle=angle, hue=hue, bright=0.12 * (u.mean() - 0.5))


def fronds(
    d: Drawing,
    root: Points,
    count: int,
    length: float,
    ramp: Ramp,
    *,
    rise: tuple[float, float],
    droop: float,
    leaflet: float,
    pairs: int,
    wide: float,
    stem: Ramp,
    tilt: float = 0.7,
    spare: float = 0.12,
    sag: float = 0.25,
    gap: float = 0.0,
    bright: float = 0.0,
    variety: float = 0.3,
    blunt: float = 0.3,
    rib: float = 0.006,
) -> None:
    """Feather leaves from `root`: `rise` is the range of angles they leave at (degrees above level),
    `droop` how many radians they bend down, `leaflet` the length of a leaflet, `wide` its width, `rib` the
    stem's; `sag` is how far leaflets hang, `gap` the share of leaflets torn away, `blunt` their tips' width
    over `wide`, `spare` the bare foot of the stem."""
    rng = d.rng
    k = np.arange(count)
    e = np.radians(rise[0] + (rise[1] - rise[0]) * (k + rng.uniform(0, 1, count)) / count)
    a = k * 2.39996 + rng.normal(0, 0.25, count)
    long = length * rng.uniform(0.85, 1.1, count) * (0.82 + 0.18 * np.cos(e))
    steps = 15
    t = np.linspace(0, 1, steps)
    bend = e[:, None] - droop * t**1.5 * (0.7 + 0.5 * np.cos(e[:, None])) * rng.uniform(0.8, 1.2, (count, 1))
    run = np.cumsum(np.cos(bend), 1) / steps * long[:, None]
    up = np.cumsum(np.sin(bend), 1) / steps * long[:, None]
    line = np.stack([run * np.cos(a)[:, None], up, run * np.sin(a)[:, None]], 2) + root
    base = np.tile(np.asarray(root, float), (count, 1))
    line = np.concatenate([base[:, None], line], 1)
    d.lines(line, rib * (1.5 - np.arange(steps + 1) / steps), stem, flat=0.4)
    s = spare + (1 - spare) * (np.arange(pairs) + 0.5) / pairs
    at_step = s * steps
    lo = np.minimum(at_step.astype(int), steps - 1)
    part = (at_step - lo)[None, :, None]
    place = line[:, lo] * (1 - part) + line[:, lo + 1] * part
    ahead = unit(line[:, lo + 1] - line[:, lo])
    level = np.stack([-np.sin(a), np.zeros(count), np.cos(a)], 1)[:, None]
    size = leaflet * np.sin(np.pi * np.clip(s * 0.86 + 0.12, 0, 1)) ** 0.6
    hue = np.repeat(rng.integers(0, len(HUES), count), pairs)
    for sign in (-1.0, 1.0):
        way = unit(sign * level + ahead * tilt + rng.normal(0, 0.08, ahead.shape))
        length_ = (size[None, :] * rng.uniform(0.85, 1.1, (count, pairs)))[..., None]
        knee = place + way * length_ * 0.5
        end = place + way * length_ - np.array([0, 1.0, 0]) * sag * length_
        keep = rng.random((count, pairs)).ravel() >= gap
        p, q, r = (z.reshape(-1, 3)[keep] for z in (place, knee, end))
        face = unit(np.cross(way, ahead))
        face = face * np.where(face[..., 1:2] < 0, -1.0, 1.0) + (0, 0.25, 0.12)
        n = unit(face).reshape(-1, 3)[keep]
        how = {"flat": 0.3, "hue": hue[keep], "variety": variety, "grain": 0.03}
        d.stroke(p, q, wide * 0.8, wide, ramp, normal=n, bright=bright, **how)
        n = unit(n + unit(r - q) @ np.diag((0.5, 0, 0.5)) + (0, -0.15, 0))
        d.stroke(q, r, wide, wide * blunt, ramp, normal=n, bright=bright + 0.02, **how)


def fans(
    d: Drawing,
    root: Points,
    count: int,
    stalk: float,
    size: float,
    ramp: Ramp,
    stem: Ramp,
    rise: tuple[float, float],
) -> None:
    """Fan leaves on stalks around `root`."""
    rng = d.rng
    k = np.arange(count)
    e = np.radians(rise[0] + (rise[1] - rise[0]) * (k + rng.random(count)) / count)
    a = k * 2.39996 + rng.normal(0, 0.3, count)
    way = np.stack([np.cos(e) * np.cos(a), np.sin(e), np.cos(e) * np.sin(a)], 1)
    start = np.tile(np.asarray(root, float), (count, 1))
    hub = start + way * stalk * rng.uniform(0.85, 1.1, (count, 1))
    d.stroke(start, hub, 0.008, 0.006, stem, flat=0.4)
    level = np.stack([-np.sin(a), np.zeros(count), np.cos(a)], 1)
    rays = 22
    spread = np.linspace(-2.0, 2.0, rays)
    c, s = np.cos(spread)[None, :, None], np.sin(spread)[None, :, None]
    ray = unit(way[:, None] * c + level[:, None] * s + rng.normal(0, 0.05, (count, rays, 3)))
    long = size * rng.uniform(0.85, 1.08, (count, rays, 1))
    hubs = np.repeat(hub, rays, 0)
    knee = hubs + (ray * long * 0.6).reshape(-1, 3)
    end = hubs + (ray * long - np.array([0, 0.30, 0]) * long).reshape(-1, 3)
    hue = np.repeat(rng.integers(0, len(HUES), count), rays)
    face = np.cross(way, level)
    face = unit(face * np.where(face[:, 1:2] < 0, -1, 1) + (0, 0.2, 0.2))
    n = unit(np.repeat(face, rays, 0) + ray.reshape(-1, 3) * 0.35)
    how = {"flat": 0.0, "hue": hue, "variety": 0.35, "grain": 0.04}
    d.stroke(hubs, knee, size * 0.10, size * 0.15, ramp, normal=n, **how)
    d.stroke(knee, end, size * 0.13, size * 0.03, ramp, normal=n, bright=0.03, **how)


def blades(
    d: Drawing,
    roots: Points,
    length: float,
    wide: float,
    ramp: Ramp,
    *,
    spread: float,
    bend: float,
    steps: int = 5,
    flat: float = 0.4,
    bright: float = 0.02,
) -> None:
    """Grass-like leaves from `roots` [n, 3]: `spread` is how far from upright they start (radians),
    `bend` how far they arch over."""
    rng = d.rng
    n = len(roots)
    a = rng.uniform(0, TAU, n)
    e = np.pi / 2 - np.abs(rng.normal(0, spread, n))
    long = length * rng.uniform(0.55, 1.05, n)
    arch = bend * rng.uniform(0.3, 1.3, n)
    hue = rng.integers(0, len(HUES), n)
    t = np.arange(1, steps + 1) / steps
    angle = e[:, None] - arch[:, None] * t**1.5
    step = np.stack(
        [np.cos(angle) * np.cos(a)[:, None], np.sin(angle), np.cos(angle) * np.sin(a)[:, None]], 2
    )
    line = roots[:, None] + np.cumsum(step, 1) * (long / steps)[:, None, None]
    line = np.concatenate([roots[:, None], line], 1)
    across = np.stack([-np.sin(a), np.zeros(n), np.cos(a)], 1)[:, None]
    face = np.cross(across + 0 * step, step)
    face = unit(face * np.where(face[..., 1:2] < 0, -1, 1) + (0, 0.15, 0.3)).reshape(-1, 3)
    taper = wide * (1 - np.linspace(0, 1, steps + 1) ** 2) + wide * 0.08
    p, q = line[:, :-1].reshape(-1, 3), line[:, 1:].reshape(-1, 3)
    d.stroke(
        p, q, np.tile(taper[:-1], n), np.tile(taper[1:], n), ramp,
        flat=flat, hue=np.repeat(hue, steps), grain=0.03,
        bright=np.tile(bright - 0.10 + 0.16 * (t - 0.5 / steps), n), normal=face, variety=0.5,
    )  # fmt: skip


def disc(rng: np.random.Generator, n: int, radius: float, y: float = 0.0) -> Points:
    """n places on the ground around the foot."""
    r, a = radius * np.sqrt(rng.random(n)), rng.uniform(0, TAU, n)
    return np.stack([r * np.cos(a), np.full(n, y), r * np.sin(a) * 0.8], 1)
