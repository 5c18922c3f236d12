"""How palms, tree ferns, ferns and bananas grow."""

from __future__ import annotations

import numpy as np

from world.render.plants.drawing import Drawing
from world.render.plants.grow import TAU, Points, fans, fronds, sphere, unit
from world.render.plants.marks import Ramp

PALM_BARK: Ramp = ("#2a221b", "#64564a", "#9c8c7b", "#c2b3a0")
DRY: Ramp = ("#2c2010", "#6c5228", "#a5854a", "#cfb27c")
FERN_STEM: Ramp = ("#1c280e", "#40561e", "#647c38", "#86985a")
PALM_STEM: Ramp = ("#262c12", "#4e5630", "#787e4c", "#9ca072")


def _trunk(
    d: Drawing, top: float, lean: float, wide: float, bark: Ramp, rings: float = 0.02, swell: float = 1.35
) -> Points:
    """A ringed palm trunk, curving; returns its top."""
    steps = 14
    t = np.linspace(0, 1, steps)
    points = np.stack([lean * (0.35 * t + 0.65 * t**2.2), top * t, np.zeros(steps)], 1)
    d.path(points, wide * (1 + (swell - 1) * np.exp(-9 * t)), bark, grain=0.07)
    many = int(top / rings)
    u = np.linspace(0.02, 0.99, many)
    x = lean * (0.35 * u + 0.65 * u**2.2)
    half = wide * (1 + (swell - 1) * np.exp(-9 * u)) / 2
    a = np.stack([x - half, top * u, np.full(many, 0.001)], 1)
    b = np.stack([x + half, top * u - 0.006, np.full(many, 0.001)], 1)
    d.stroke(a, b, 0.004, 0.004, (bark[0], bark[1], bark[1]), flat=1.0, bright=-0.15)
    return points[-1]


def coconut_palm(d: Drawing, season: str) -> None:
    head = _trunk(d, 0.76, d.rng.uniform(0.10, 0.24) * d.rng.choice((-1, 1)), 0.030, PALM_BARK)
    ramp: Ramp = ("#0e1a0a", "#2c481e", "#547436", "#8c9e5c")
    fronds(
        d,
        head,
        26,
        0.40,
        ramp,
        rise=(-35, 78),
        droop=1.5,
        leaflet=0.11,
        pairs=30,
        wide=0.008,
        stem=PALM_STEM,
        sag=0.45,
    )
    nuts = head + sphere(d.rng, 9) * (0.035, 0.02, 0.035) - (0, 0.03, 0)
    d.leaf(
        nuts,
        "round",
        0.035,
        ("#221a08", "#5c5a1c", "#a09438", "#c8b858"),
        normal=unit(nuts - head + (0, 0.4, 0.6)),
    )


def date_palm(d: Drawing, season: str) -> None:
    head = _trunk(
        d, 0.66, d.rng.uniform(-0.05, 0.05), 0.062, ("#241a12", "#5c4836", "#927a60", "#b8a084"), 0.014, 1.15
    )
    dry = head - (0, 0.03, 0)
    fronds(d, dry, 9, 0.22, DRY, rise=(-75, -40), droop=0.4, leaflet=0.05, pairs=18, wide=0.005, stem=DRY)
    ramp: Ramp = ("#121a10", "#36482c", "#627450", "#98a47e")
    fronds(
        d,
        head,
        46,
        0.36,
        ramp,
        rise=(-45, 85),
        droop=1.0,
        leaflet=0.07,
        pairs=30,
        wide=0.0055,
        stem=PALM_STEM,
        sag=0.05,
    )


def oil_palm(d: Drawing, season: str) -> None:
    head = _trunk(
        d, 0.56, d.rng.uniform(-0.03, 0.03), 0.075, ("#16120d", "#3c3226", "#675844", "#8c7a62"), 0.018, 1.1
    )
    rng = d.rng
    stubs = np.stack([rng.uniform(-0.04, 0.04, 70), rng.uniform(0.05, 0.56, 70), np.full(70, 0.01)], 1)
    d.leaf(stubs, "sprig", 0.03, ("#0e1a0a", "#2c4a1c", "#5a7a34"))
    ramp: Ramp = ("#081408", "#1f3a1a", "#436430", "#7a9250")
    fronds(
        d,
        head,
        40,
        0.42,
        ramp,
        rise=(-30, 82),
        droop=1.15,
        leaflet=0.09,
        pairs=32,
        wide=0.008,
        stem=PALM_STEM,
        sag=0.5,
    )


def fan_palm(d: Drawing, season: str) -> None:
    head = _trunk(d, 0.80, d.rng.uniform(-0.06, 0.06), 0.036, PALM_BARK, 0.016, 1.5)
    rng = d.rng
    n = 240
    a = rng.uniform(0, TAU, n)
    top = head + np.stack([0.02 * np.cos(a), rng.uniform(-0.10, -0.02, n), 0.02 * np.sin(a)], 1)
    out = np.stack([0.05 * np.cos(a), -rng.uniform(0.05, 0.12, n), 0.05 * np.sin(a)], 1)
    d.stroke(top, top + out, 0.008, 0.003, DRY, flat=0.5)
    ramp: Ramp = ("#0c160c", "#273a20", "#465a34", "#748254")
    fans(d, head, 38, 0.10, 0.125, ramp, PALM_STEM, (-40, 80))


def tree_fern(d: Drawing, season: str) -> None:
    head = _trunk(
        d, 0.56, d.rng.uniform(-0.05, 0.05), 0.060, ("#0e0a08", "#2e221a", "#54402f", "#745c48"), 0.012, 1.4
    )
    dry = ("#2a180a", "#64401c", "#966a38", "#b88c58")
    fronds(d, head, 7, 0.30, dry, rise=(-80, -55), droop=0.2, leaflet=0.04, pairs=22, wide=0.006, stem=dry)
    ramp: Ramp = ("#0a1a0c", "#26481e", "#4c7432", "#829e58")
    fronds(
        d,
        head,
        24,
        0.52,
        ramp,
        rise=(0, 62),
        droop=1.25,
        leaflet=0.105,
        pairs=42,
        wide=0.0075,
        rib=0.005,
        stem=FERN_STEM,
        tilt=0.3,
        sag=0.12,
    )


def fern(d: Drawing, season: str) -> None:
    ramp: Ramp = ("#0c1a0a", "#26441c", "#486a30", "#76904c")
    fronds(
        d,
        np.array([0, 0.02, 0]),
        20,
        0.92,
        ramp,
        rise=(18, 86),
        droop=1.1,
        leaflet=0.17,
        pairs=36,
        wide=0.014,
        rib=0.008,
        stem=FERN_STEM,
        tilt=0.3,
        sag=0.1,
    )


def banana(d: Drawing, season: str) -> None:
    rng = d.rng
    stem: Ramp = ("#20260f", "#4a5528", "#747e46", "#9ea06c")
    ramp: Ramp = ("#0e220e", "#28481e", "#4a6c32", "#7e9456")
    for k, x in enumerate((0.0, 0.16, -0.17)):
        tall = (0.55, 0.42, 0.34)[k] * rng.uniform(0.9, 1.1)
        foot = np.array([x, 0, -0.05 * k])
        top = np.add(foot, (rng.uniform(-0.03, 0.03), tall, 0))
        d.path(np.stack([foot, (foot + top) / 2, top]), np.array([0.066, 0.055, 0.04]), stem)
        fronds(
            d, top, (10, 8, 7)[k], 0.54, ramp, rise=(8, 86), droop=1.25, leaflet=0.115, pairs=46, wide=0.0165,
            stem=stem,             tilt=0.12, sag=0.25, gap=0.06, spare=0.10, blunt=0.85,
        )  # fmt: skip
