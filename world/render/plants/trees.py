"""How each broad-leaved and coniferous kind grows. Colours run from deep shade to full light."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from world.render.plants.drawing import Drawing
from world.render.plants.grow import Profile, clumps, limbs, scatter, sphere, trunk_line, twigs, unit, whorls
from world.render.plants.marks import Ramp

GREY_BARK: Ramp = ("#1f1b17", "#4b433a", "#82786a", "#a89c8a")
BROWN_BARK: Ramp = ("#1c140e", "#46352a", "#7a6350", "#a18a72")
DARK_BARK: Ramp = ("#15110e", "#352b24", "#5c4d41", "#7f6f60")
RED_BARK: Ramp = ("#2a150c", "#6b3d24", "#a5673f", "#c98c5c")
PALE_BARK: Ramp = ("#5a564c", "#a09886", "#d0c7b3", "#ebe3d2")
TWIGS: Ramp = ("#18120f", "#382c24", "#5a4a3e", "#7c6a5a")
WHITE_BARK: Ramp = ("#5c5c5e", "#aaaaaa", "#e2e0da", "#fbfaf5")


@dataclass(frozen=True)
class Leafy:
    """A broad-leaved tree. `crown` is radius against height; lengths are in tree heights; `looks` holds
    the ramp of leaves of each season (an absent winter means bare)."""

    crown: Profile
    tips: int
    radius: float
    each: int
    shape: str
    size: float
    looks: dict[str, Ramp]
    bark: Ramp = GREY_BARK
    trunk: float = 0.05
    fork: float = 0.25
    squash: float = 0.75
    lift: float = 0.12
    lean: float = 0.03
    wobble: float = 0.015
    top: float = 0.75
    sparse: float = 0.0
    thin: float = 0.25
    hang: float | None = None
    droop: float = 0.05
    drop: float = 0.0
    hollow: float = 0.45
    lobes: float = 0.15
    twig: float = 0.0035
    depth: float = 2.4
    variety: float = 1.0
    bright: float = 0.0
    mains: int = 0
    fine: Ramp = TWIGS
    spots: tuple[str, float, float, Ramp] | None = None

    def __call__(self, d: Drawing, season: str) -> None:
        d.depth = self.depth
        rng = d.rng
        lean = self.lean * rng.uniform(-1, 1)
        trunk = trunk_line(rng, self.top, lean, self.wobble)
        tips = scatter(rng, self.tips, self.crown, self.hollow, self.lobes)
        tips[:, 0] += lean * tips[:, 1] ** 1.4
        way = limbs(
            d,
            trunk,
            self.trunk,
            tips,
            self.bark,
            fork=self.fork,
            twig=self.twig,
            lift=self.lift,
            mains=self.mains,
            fine=self.fine,
        )
        if self.spots:
            self._mark(d, trunk)
        reach = self.radius * 1.15
        if season not in self.looks:
            twigs(d, tips, way, reach * 1.2, self.fine, each=11, droop=self.droop, wide=0.0027)
            return
        twigs(d, tips, way, reach * 0.55, self.fine, each=2, droop=self.droop, wide=0.003)
        thin = {"spring": 0.12, "autumn": self.thin}.get(season, 0.0)
        ramp = self.looks[season]
        clumps(
            d, tips, self.radius, round(self.each * (1 - 0.5 * thin)), self.shape, self.size, ramp,
            squash=self.squash, sparse=self.sparse + thin * 0.4, hang=self.hang, drop=self.drop,
            variety=self.variety, bright=self.bright,
        )  # fmt: skip

    def _mark(self, d: Drawing, trunk: np.ndarray) -> None:
        """Marks on the bark: shape and size of a mark, its angle, its colours."""
        shape, size, angle, ramp = self.spots or ("round", 0.0, 0.0, TWIGS)
        n = int(1.6 / size)
        y = self.top * 0.7 * d.rng.random(n) ** 1.5
        x = np.interp(y, trunk[:, 1], trunk[:, 0]) + d.rng.uniform(-0.4, 0.4, n) * self.trunk * (1 - 0.6 * y)
        at = np.stack([x, y, np.full(n, self.trunk * 0.6)], 1)
        d.leaf(
            at,
            shape,
            size,
            ramp,
            angle=angle + d.rng.normal(0, 0.12, n),
            flat=True,
            bright=-0.35,
            variety=0.4,
        )


def _round(low: float, high: float, wide: float, peak: float = 0.5) -> list[tuple[float, float]]:
    """An egg-shaped crown between two heights, widest at `peak` of the way up."""
    t = np.linspace(0, 1, 9)
    bent = np.where(t < peak, t / peak * 0.5, 0.5 + (t - peak) / (1 - peak) * 0.5)
    return [
        (low + (high - low) * float(a), wide * float(np.sin(np.pi * b) ** 0.65) + 0.01)
        for a, b in zip(t, bent, strict=True)
    ]


oak = Leafy(
    _round(0.24, 0.93, 0.42, 0.5), 64, 0.105, 95, "sprig", 0.030,
    {
        "spring": ("#1a250e", "#455c21", "#798f3d", "#afc05e"),
        "summer": ("#0d1a08", "#2a4516", "#557a28", "#93ad4c"),
        "autumn": ("#1e140a", "#583d1d", "#916b34", "#bf9651"),
    },
    bark=GREY_BARK, trunk=0.042, fork=0.18, lobes=0.22, lift=0.06, top=0.6, wobble=0.03, mains=6,
)  # fmt: skip

beech = Leafy(
    _round(0.16, 0.95, 0.34, 0.42), 72, 0.085, 95, "sprig", 0.024,
    {
        "spring": ("#20300f", "#557828", "#8bad47", "#bed772".lower()),
        "summer": ("#10200a", "#2c5518", "#5b8f30", "#a0c25c"),
        "autumn": ("#28170f", "#714120", "#a46b33", "#cd994c"),
    },
    bark=("#2c2a28", "#66635e", "#9a968e", "#bdb8ae"), trunk=0.036, fork=0.16, squash=0.5, lift=0.18,
    top=0.8, mains=5,
)  # fmt: skip

plane_tree = Leafy(
    _round(0.30, 0.95, 0.36, 0.5), 56, 0.10, 80, "leaf", 0.034,
    {
        "spring": ("#212c11", "#546c2c", "#8ca44e", "#bed176"),
        "summer": ("#14220c", "#3a5a20", "#6c9038", "#adc468"),
        "autumn": ("#302310", "#725627", "#a78843", "#cfb665"),
    },
    bark=("#4a4a3c", "#8e8c74", "#cfc8a8", "#efe8cc"), trunk=0.036, fork=0.30, lift=0.2, top=0.7, mains=5,
    spots=("leaf", 0.030, 1.57, ("#5c5c44", "#8a8664", "#b4ac84")),
)  # fmt: skip

zelkova = Leafy(
    [(0.30, 0.10), (0.45, 0.24), (0.62, 0.36), (0.78, 0.38), (0.90, 0.27), (0.97, 0.08)],
    66, 0.082, 90, "leaf", 0.020,
    {
        "spring": ("#22320f", "#587a2a", "#8eae4a", "#c0d476"),
        "summer": ("#10200c", "#30541e", "#5e8a36", "#9cba5e"),
        "autumn": ("#30180c", "#7a4420", "#b2703a", "#d2a05c"),
    },
    bark=("#2c2a28", "#605a54", "#928a82", "#b4aca2"), trunk=0.036, fork=0.22, squash=0.6, lift=0.30,
    top=0.62, lobes=0.1, mains=7,
)  # fmt: skip

ginkgo = Leafy(
    [(0.20, 0.14), (0.34, 0.24), (0.55, 0.23), (0.78, 0.14), (0.97, 0.03)],
    64, 0.070, 85, "sprig", 0.019,
    {
        "spring": ("#2a3c12", "#64862e", "#9aba4c", "#cade7c"),
        "summer": ("#16260c", "#3e6422", "#6e983c", "#aac668"),
        "autumn": ("#6a4c0c", "#b48a1c", "#e4be34", "#f6e070"),
    },
    bark=GREY_BARK, trunk=0.032, fork=0.18, squash=0.8, lift=0.18, top=0.92, lobes=0.12, variety=0.5,
)  # fmt: skip

birch = Leafy(
    _round(0.22, 0.97, 0.20, 0.40), 62, 0.062, 70, "leaf", 0.017,
    {
        "spring": ("#2e3e13", "#6e8b33", "#a6c34e", "#cee27e"),
        "summer": ("#1e3210", "#4c7426", "#86ac44", "#bcd478"),
        "autumn": ("#493613", "#967328", "#cba738", "#e2cf6c"),
    },
    bark=WHITE_BARK, trunk=0.026, fork=0.20, squash=1.2, lift=0.25, top=0.93, hang=0.7, droop=0.55, drop=0.5,
    hollow=0.3, twig=0.0022, depth=1.7, wobble=0.02,
    fine=("#1c1412", "#40302a", "#645048", "#847066"),
    spots=("lance", 0.024, 0.0, ("#1c1a1a", "#3a3634", "#5c5652")),
)  # fmt: skip

poplar = Leafy(
    _round(0.08, 0.985, 0.105, 0.38), 84, 0.05, 55, "leaf", 0.016,
    {
        "spring": ("#263411", "#627d2c", "#97b748", "#c4d979"),
        "summer": ("#12240c", "#355c1e", "#688f34", "#a6c464"),
        "autumn": ("#493a15", "#93792d", "#c7ab42", "#e1cf79"),
    },
    trunk=0.028, fork=0.05, squash=1.6, lift=0.35, top=0.95, hollow=0.25, lobes=0.08,
    wobble=0.008, twig=0.002,
)  # fmt: skip

eucalyptus = Leafy(
    _round(0.42, 0.95, 0.30, 0.62), 30, 0.085, 105, "lance", 0.034,
    {"summer": ("#25301f", "#586a4c", "#8c9c7c", "#c2ccb0")},
    bark=("#6a5c50", "#b09e8c", "#dccfbd", "#f6eee0"), trunk=0.030, fork=0.40, squash=0.62,
    lift=0.28, top=0.78,
    hang=0.55, drop=0.35, lobes=0.35, depth=1.5, lean=0.08, wobble=0.03, hollow=0.55, variety=0.7,
    mains=4, fine=PALE_BARK,
    spots=("lance", 0.060, 1.57, ("#7a5a44", "#b08c70", "#cdb094")),
)  # fmt: skip

acacia = Leafy(
    [(0.76, 0.62), (0.84, 0.66), (0.92, 0.48)], 62, 0.10, 85, "sprig", 0.020,
    {"summer": ("#1a200a", "#454f1a", "#77803a", "#adb068")},
    bark=DARK_BARK, trunk=0.036, fork=0.28, squash=0.28, lift=-0.10, top=0.45, hollow=0.2, lean=0.10,
    wobble=0.04, lobes=0.10, depth=2.8, mains=6,
)  # fmt: skip

mango = Leafy(
    _round(0.14, 0.96, 0.43, 0.45), 84, 0.10, 100, "lance", 0.036,
    {"summer": ("#050d06", "#142c14", "#305a24", "#86a850")},
    bark=DARK_BARK, trunk=0.046, fork=0.16, top=0.5, hang=0.9, lobes=0.07, depth=2.8, mains=6,
)  # fmt: skip

olive = Leafy(
    _round(0.26, 0.92, 0.42, 0.5), 46, 0.115, 100, "lance", 0.032,
    {"summer": ("#23291f", "#545f4a", "#8e9a80", "#ccd4bc")},
    bark=("#26221e", "#5c544a", "#948a7c", "#b8ae9e"), trunk=0.085, fork=0.20, squash=0.75,
    lift=0.10, top=0.42,
    lobes=0.25, wobble=0.06, lean=0.12, depth=1.7, variety=0.6, mains=5, fine=GREY_BARK,
)  # fmt: skip

jacaranda = Leafy(
    _round(0.34, 0.93, 0.46, 0.5), 58, 0.105, 85, "sprig", 0.024,
    {
        "spring": ("#34245c", "#6c50a8", "#9c80d6", "#cdb8f2"),
        "summer": ("#16240c", "#3f6420", "#74983c", "#b0c870"),
        "autumn": ("#252810", "#5b5c29", "#8d8947", "#beb56b"),
    },
    bark=DARK_BARK, trunk=0.036, fork=0.25, squash=0.55, lift=0.05, top=0.45, lobes=0.2,
    lean=0.06, wobble=0.03,
    depth=1.8, variety=0.6, mains=6,
)  # fmt: skip

jungle = Leafy(
    [(0.30, 0.12), (0.55, 0.20), (0.68, 0.36), (0.80, 0.40), (0.90, 0.30), (0.97, 0.10)],
    62, 0.085, 90, "leaf", 0.026,
    {"summer": ("#050f06", "#1a3f1a", "#3f7a30", "#94bc58")},
    bark=PALE_BARK, trunk=0.038, fork=0.34, squash=0.55, lift=0.15, top=0.85, lobes=0.22, depth=2.8, mains=5,
)  # fmt: skip

mangrove_crown = Leafy(
    _round(0.34, 0.96, 0.46, 0.5), 50, 0.115, 85, "leaf", 0.036,
    {"summer": ("#0a1a0c", "#214a22", "#4a8038", "#92b85c")},
    bark=("#2c2018", "#5e483a", "#907664", "#b49a86"), trunk=0.035, fork=0.34, top=0.6, lobes=0.2,
    wobble=0.04, mains=5,
)  # fmt: skip


def willow(d: Drawing, season: str) -> None:
    """A dome of branches with curtains of leaves hanging almost to the ground."""
    looks: dict[str, Ramp] = {
        "spring": ("#343e14", "#7a8b34", "#afc055", "#d7e38c"),
        "summer": ("#1c2c10", "#4e6c26", "#869e46", "#bccc80"),
        "autumn": ("#3d3414", "#7e712d", "#b1a24b", "#d7cd80"),
    }
    rng = d.rng
    d.depth = 2.0
    trunk = trunk_line(rng, 0.5, rng.uniform(-0.06, 0.06), 0.03)
    tips = scatter(rng, 58, [(0.60, 0.43), (0.72, 0.43), (0.85, 0.34), (0.94, 0.15)], 0.5, 0.10)
    way = limbs(d, trunk, 0.050, tips, BROWN_BARK, fork=0.22, twig=0.004, lift=0.30)
    bare = season not in looks
    whips = 9 if not bare else 14
    start = np.repeat(tips, whips, 0) + rng.normal(0, 0.035, (len(tips) * whips, 3))
    out = unit(start * (1, 0, 1)) * rng.uniform(0.02, 0.09, (len(start), 1))
    long = np.clip(rng.uniform(0.22, 0.62, len(start)), 0.1, start[:, 1] - rng.uniform(0.06, 0.2, len(start)))
    t = np.linspace(0, 1, 7)[None, :, None]
    fall = np.array([0, -1.0, 0]) * long[:, None, None] * t**1.3
    line = start[:, None] + out[:, None] * (2 * t - t * t) + fall
    line[..., 1] += 0.03 * np.sin(np.pi * t[..., 0])
    bark: Ramp = (
        ("#2c2518", "#5e5238", "#8e7e58", "#aea07c") if bare else ("#2a2a10", "#55582a", "#7f8044", "#a0a060")
    )
    d.lines(line, np.full(7, 0.0019), bark, flat=0.3, hue=rng.integers(0, 6, len(line)), variety=1.2)
    if bare:
        twigs(d, tips, way, 0.10, bark, each=5, droop=0.5, wide=0.003)
        return
    each = 17
    u = rng.random((len(start), each)) ** 0.85
    k = np.minimum((u * 6).astype(int), 5)
    rows = np.arange(len(start))[:, None]
    part = (u * 6 - k)[..., None]
    at = (line[rows, k] * (1 - part) + line[rows, k + 1] * part).reshape(-1, 3) + rng.normal(
        0, 0.006, (u.size, 3)
    )
    normal = unit(unit(at - (0, 0.55, 0)) + (0, 0.3 + 0.0, 0.1) + sphere(rng, len(at)) * 0.4)
    hue = np.repeat(rng.integers(0, 6, len(start)), each)
    d.leaf(
        at,
        "lance",
        0.034,
        looks[season],
        normal=normal,
        angle=np.pi / 2 + rng.normal(0, 0.3, len(at)),
        hue=hue,
    )


def baobab(d: Drawing, season: str) -> None:
    """A bottle of a trunk under a small, flat crown."""
    rng = d.rng
    bark: Ramp = ("#281f1a", "#66564b", "#978475", "#b8a795")
    y = np.linspace(0, 0.57, 24)
    wide = np.interp(
        y, (0, 0.05, 0.15, 0.32, 0.44, 0.52, 0.57), (0.27, 0.24, 0.235, 0.24, 0.21, 0.155, 0.09)
    ) * rng.uniform(0.85, 1.2)
    d.path(np.stack([0 * y, y, 0 * y], 1), wide, bark, ribs=7, grain=0.15)
    # Folds and scars run down the bark.
    n = 55
    start, side, long = rng.uniform(0.06, 0.5, n), rng.uniform(-0.46, 0.46, n), rng.uniform(0.03, 0.12, n)
    ends = [np.stack([side * np.interp(h, y, wide), h, np.full(n, 0.02)], 1) for h in (start, start - long)]
    ends[1][:, 1] = np.maximum(ends[1][:, 1], 0.0)
    d.stroke(*ends, 0.005, 0.001, (bark[0], bark[1], bark[2]), flat=1.0, bright=rng.uniform(-0.2, 0.0, n))
    tips = scatter(rng, 44, [(0.62, 0.36), (0.78, 0.50), (0.94, 0.28)], 0.4, 0.2)
    trunk = np.array([[0, 0.51, 0], [-0.01, 0.53, 0.01], [0.01, 0.55, 0], [0.0, 0.58, 0.0]])
    way = limbs(d, trunk, 0.12, tips, bark, fork=0.51, twig=0.007, lift=0.05, mains=8)
    twigs(d, tips, way, 0.09, bark, each=4, droop=0.0, wide=0.004)
    ramp: Ramp = ("#152008", "#3c5818", "#6c8c34", "#a8bc68")
    clumps(d, tips, 0.07, 34, "sprig", 0.024, ramp, squash=0.7, sparse=0.3)


def cypress(d: Drawing, season: str) -> None:
    """A dark flame."""
    rng = d.rng
    d.depth = 1.9
    d.path(np.array([[0, 0, 0], [0, 0.3, 0]]), np.array([0.03, 0.025]), BROWN_BARK)
    n = 5200
    y = 0.035 + 0.955 * rng.random(n) ** 0.9
    u = (y - 0.03) / 0.965
    r = 0.098 * np.clip(u * 14, 0, 1) ** 0.6 * np.clip(1 - u**1.6, 0, 1) * (1 + 0.08 * np.sin(9 * y)) + 0.004
    a = rng.uniform(0, 6.283, n)
    r = r * (1 + 0.18 * np.sin(3 * a + 11 * y) + 0.1 * np.sin(5 * a - 17 * y)) * rng.random(n) ** 0.30
    at = np.stack([r * np.cos(a), y, r * np.sin(a)], 1)
    normal = unit(np.stack([np.cos(a), 0.30 + 0.4 * np.sin(3 * a + 11 * y), np.sin(a)], 1))
    ramp: Ramp = ("#060d08", "#15281a", "#2c4a2a", "#5a7a48")
    d.leaf(at, "spray", 0.024, ramp, normal=normal, angle=-np.pi / 2 + rng.normal(0, 0.35, n))


def spruce(d: Drawing, season: str) -> None:
    """A dense, pointed cone of drooping branches."""
    d.path(np.array([[0, 0, 0], [0, 0.5, 0], [0, 0.99, 0]]), np.array([0.030, 0.02, 0.004]), BROWN_BARK)
    ramp: Ramp = ("#050d0b", "#142a20", "#2f5238", "#6a8c5c")
    profile = [(0.085, 0.20), (0.15, 0.225), (0.5, 0.125), (0.8, 0.05), (0.985, 0.006)]
    whorls(
        d,
        profile,
        170,
        120,
        "spray",
        0.0145,
        ramp,
        BROWN_BARK,
        slope=-0.42,
        upturn=0.30,
        hang=0.014,
        tier=0.043,
    )


def larch(d: Drawing, season: str) -> None:
    """A thin, airy cone; its needles turn gold and fall."""
    looks: dict[str, Ramp] = {
        "spring": ("#283815", "#658739", "#9cc057", "#c6e283"),
        "summer": ("#16280e", "#446a26", "#7c9e44", "#b4c878"),
        "autumn": ("#453014", "#936b29", "#c59839", "#e0c26c"),
    }
    bark: Ramp = ("#241811", "#5a4436", "#8c725e", "#ac9480")
    d.depth = 1.5
    d.path(np.array([[0, 0, 0], [0, 0.5, 0], [0, 0.98, 0]]), np.array([0.030, 0.018, 0.003]), bark)
    profile = [(0.12, 0.17), (0.25, 0.19), (0.6, 0.11), (0.9, 0.035), (0.98, 0.008)]
    if season in looks:
        whorls(
            d,
            profile,
            100,
            27,
            "burst",
            0.020,
            looks[season],
            bark,
            slope=-0.12,
            upturn=0.22,
            hang=0.012,
            wide=0.005,
        )
        return
    whorls(d, profile, 110, 22, "blade", 0.030, bark, bark, slope=-0.12, upturn=0.22, hang=0.016, wide=0.006)


def pine(d: Drawing, season: str) -> None:
    """Orange bark, a long bare trunk, and clouds of blue-green needles on crooked limbs."""
    bark: Ramp = ("#2c160d", "#6e402a", "#b0714a", "#d69a6c")
    ramp: Ramp = ("#0a1610", "#23402c", "#4a6e48", "#8eaa74")
    _pine(d, bark, ramp, [(0.40, 0.13), (0.55, 0.24), (0.75, 0.24), (0.94, 0.09)], 0.36, 34, 0.48)


def radiata_pine(d: Drawing, season: str) -> None:
    """Grey-brown furrowed bark and a full, pointed crown of long green needles, as in plantations."""
    bark: Ramp = ("#1a1512", "#4a3f37", "#786a5e", "#9c8e80")
    ramp: Ramp = ("#0c1809", "#2a441c", "#55733a", "#93a868")
    profile = [(0.28, 0.16), (0.42, 0.22), (0.62, 0.19), (0.82, 0.11), (0.96, 0.03)]
    _pine(d, bark, ramp, profile, 0.24, 58, 0.75)


def _pine(
    d: Drawing, bark: Ramp, ramp: Ramp, profile: Profile, fork: float, tufts: int, squash: float
) -> None:
    rng = d.rng
    trunk = trunk_line(rng, 0.86, rng.uniform(-0.05, 0.05), 0.02)
    tips = scatter(rng, tufts, profile, 0.55, 0.3)
    way = limbs(d, trunk, 0.030, tips, bark, fork=fork, twig=0.004, lift=0.0)
    twigs(d, tips, way, 0.06, bark, each=3, droop=-0.2, wide=0.004)
    stubs = np.stack([np.zeros(7), np.linspace(0.5, 1.15, 7) * fork, np.zeros(7)], 1)
    d.stroke(stubs, stubs + sphere(rng, 7) * (0.08, 0.015, 0.05), 0.006, 0.002, DARK_BARK)
    clumps(d, tips, 0.085, 72, "burst", 0.030, ramp, squash=squash)


def stone_pine(d: Drawing, season: str) -> None:
    """The umbrella of the Mediterranean: a tall bare trunk under a flat dome."""
    rng = d.rng
    trunk = trunk_line(rng, 0.62, rng.uniform(-0.07, 0.07), 0.02)
    tips = scatter(rng, 60, [(0.70, 0.36), (0.76, 0.43), (0.86, 0.36), (0.94, 0.15)], 0.25, 0.06)
    limbs(d, trunk, 0.042, tips, RED_BARK, fork=0.52, twig=0.004, lift=0.02)
    d.depth = 3.0
    ramp: Ramp = ("#081208", "#1e3a18", "#467030", "#90ac58")
    clumps(d, tips, 0.085, 90, "burst", 0.024, ramp, squash=0.42)


def monkey_puzzle(d: Drawing, season: str) -> None:
    """Rope-like branches in an umbrella on a straight grey column."""
    rng = d.rng
    trunk = trunk_line(rng, 0.95, rng.uniform(-0.02, 0.02), 0.004)
    d.path(trunk, np.linspace(0.045, 0.02, len(trunk)), GREY_BARK)
    n = 64
    low = rng.uniform(0.34, 0.6)  # the old ones are bare far up
    y = low + (0.95 - low) * rng.random(n)
    a = np.arange(n) * 2.39996
    long = np.interp(y, (low, low + 0.12, 0.85, 0.96), (0.30, 0.37, 0.30, 0.12)) * rng.uniform(0.85, 1.1, n)
    t = np.linspace(0, 1, 9)
    run = long[:, None] * t
    rise = long[:, None] * (-0.38 * t + 0.62 * t**3) + 0.25 * (y[:, None] - 0.7) * t
    line = np.stack([run * np.cos(a)[:, None], y[:, None] + rise, run * np.sin(a)[:, None]], 2)
    ramp: Ramp = ("#07120a", "#18351c", "#376233", "#7c9a58")
    each = 58
    u = 0.25 + 0.75 * rng.random((n, each)) ** 0.8
    k = np.minimum((u * 8).astype(int), 7)
    rows, part = np.arange(n)[:, None], (u * 8 - k)[..., None]
    at = (line[rows, k] * (1 - part) + line[rows, k + 1] * part).reshape(-1, 3)
    way = sphere(rng, len(at))
    step = (line[rows, k + 1] - line[rows, k]).reshape(-1, 3)
    angle = np.arctan2(-step[:, 1], step[:, 0]) + rng.normal(0, 0.8, len(at))
    d.leaf(at + way * 0.013, "burst", 0.026, ramp, normal=unit(np.add(way, (0, 0.4, 0))), angle=angle)
    d.lines(line, np.full(9, 0.015), ramp, bright=-0.1)


def mangrove(d: Drawing, season: str) -> None:
    """A glossy crown on arching stilts."""
    rng = d.rng
    n = 26
    a = rng.uniform(0, 6.283, n)
    reach = rng.uniform(0.10, 0.40, n)
    t = np.linspace(0, 1, 8)
    top = rng.uniform(0.22, 0.42, n)
    x = (np.cos(a) * reach)[:, None] * (1 - (1 - t) ** 2)
    y = top[:, None] * (1 - t**2.2)
    line = np.stack([x, y, (np.sin(a) * reach)[:, None] * t], 2)
    d.lines(line, np.linspace(0.012, 0.015, 8), mangrove_crown.bark, hue=rng.integers(0, 6, n))
    mangrove_crown(d, season)
