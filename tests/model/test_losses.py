"""Losses against plain numpy in double precision, and against values fixed once."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch
from torch.utils._python_dispatch import TorchDispatchMode

from game.geodesy import distances_km
from model.losses import (
    BLOCK,
    RepeatedCaptionClipLoss,
    haversine_km,
    haversine_smoothed_targets,
    soft_cross_entropy,
)


def random_places(count: int, seed: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return np.stack([np.degrees(np.arcsin(rng.uniform(-1, 1, count))), rng.uniform(-180, 180, count)], axis=1)


def hav(a: np.ndarray, b: np.ndarray) -> float:
    """Kilometres between two places in degrees, from the textbook."""
    lat1, lon1, lat2, lon2 = map(math.radians, (*a, *b))
    share = math.sin((lat2 - lat1) / 2) ** 2
    share += math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(share))


def reference_targets(centres: np.ndarray, places: np.ndarray, tau: float) -> np.ndarray:
    """PIGEON's equation 2 with the nearest centre as g_n, place by place."""
    nearest = [min(hav(centre, place) for centre in centres) for place in places]
    return np.array(
        [
            [math.exp(-(hav(centre, place) - least) / tau) for centre in centres]
            for place, least in zip(places, nearest, strict=True)
        ]
    )


@pytest.mark.parametrize("tau", [20.0, 75.0, 300.0])
def test_smoothed_targets_are_the_formula_written_out(tau):
    centres, places = random_places(40, 1), random_places(16, 2)
    expected = reference_targets(centres, places, tau)
    double = haversine_smoothed_targets(torch.from_numpy(centres), torch.from_numpy(places), tau)
    np.testing.assert_allclose(double, expected, rtol=1e-9)


PLACES = np.float32([(48.85, 2.35), (0, 0), (-90, 0), (71.3, 179.999), (-36.5, -179.9999)])


@pytest.mark.parametrize("far_off", [0.0, 1e-5, 1e-3, 0.1, 1.0])
@pytest.mark.parametrize("antipodal", [False, True])
def test_single_precision_is_right_to_1e_5_beside_a_place_and_at_its_antipode(far_off, antipodal):
    middle = PLACES * [-1, 1] + [0, 180] if antipodal else PLACES
    around = np.random.default_rng(4).uniform(-far_off, far_off, (12, len(PLACES), 2))
    latitude, longitude = np.moveaxis(middle + around, 2, 0)
    centres = np.stack([latitude.clip(-90, 90), (longitude + 180) % 360 - 180], axis=2).astype(np.float32)
    for place, near in zip(PLACES, np.moveaxis(centres, 1, 0), strict=True):
        got = haversine_smoothed_targets(torch.from_numpy(near), torch.from_numpy(place[None]))
        assert got.dtype == torch.float32
        np.testing.assert_allclose(got, reference_targets(near, place[None], 75.0), rtol=0, atol=1e-5)


def test_targets_do_not_depend_on_how_many_rows_are_done_at_a_time(monkeypatch):
    centres, places = (torch.from_numpy(random_places(count, count)).float() for count in (30, 17))
    whole = haversine_smoothed_targets(centres, places)
    monkeypatch.setattr("model.losses.BLOCK", 100)
    torch.testing.assert_close(haversine_smoothed_targets(centres, places), whole, rtol=1e-6, atol=0)
    assert haversine_smoothed_targets(centres, places[:0]).shape == (0, 30)


def test_nothing_but_the_answer_is_as_large_as_the_answer():
    largest = 0

    class Watch(TorchDispatchMode):
        def __torch_dispatch__(self, func, types, args=(), kwargs=None):
            nonlocal largest
            made = func(*args, **(kwargs or {}))
            if isinstance(made, torch.Tensor) and made.dtype == torch.float64:
                largest = max(largest, made.untyped_storage().nbytes())
            return made

    centres, places = (torch.from_numpy(random_places(count, count)).float() for count in (500, 4000))
    with Watch():
        haversine_smoothed_targets(centres, places)
    assert largest <= 2 * 8 * BLOCK < 4 * 500 * 4000


def test_smoothing_refuses_no_cells_and_a_tau_that_is_not_positive():
    places = torch.zeros(3, 2)
    with pytest.raises(ValueError, match="at least one cell"):
        haversine_smoothed_targets(places[:0], places)
    for tau in (0.0, -75.0, math.nan):
        with pytest.raises(ValueError, match="positive number of kilometres"):
            haversine_smoothed_targets(places, places, tau)


def test_the_nearest_centre_gets_one_and_every_other_one_less():
    centres = torch.tensor([[0.0, 0.0], [0.0, 1.0], [0.0, 5.0]])
    targets = haversine_smoothed_targets(centres, torch.tensor([[0.0, 0.9]]))
    assert targets[0, 1] == 1
    assert 0.2 < targets[0, 0] < 0.4
    assert targets[0, 2] < 0.01


def test_distances_are_those_of_the_game():
    a, b = random_places(20, 3), random_places(30, 4)
    ours = haversine_km(torch.from_numpy(a), torch.from_numpy(b))
    np.testing.assert_allclose(ours, distances_km(a, b), rtol=1e-9)


def test_soft_cross_entropy_of_one_hot_targets_is_cross_entropy():
    logits, target = torch.randn(8, 5, generator=torch.Generator().manual_seed(0)), torch.arange(8) % 5
    one_hot = torch.nn.functional.one_hot(target, 5).float()
    expected = torch.nn.functional.cross_entropy(logits, target)
    torch.testing.assert_close(soft_cross_entropy(logits, one_hot), expected)


def test_the_cell_loss_of_fixed_inputs_has_not_moved():
    centres = torch.tensor([[48.0, 2.0], [48.5, 3.0], [51.5, 0.0], [35.0, 139.0]])
    places = torch.tensor([[48.2, 2.3], [35.5, 139.5]])
    logits = torch.tensor([[2.0, 1.0, 0.5, -1.0], [0.1, -0.2, 0.3, 1.5]])
    loss = soft_cross_entropy(logits, haversine_smoothed_targets(centres, places))
    assert float(loss) == pytest.approx(1.0295367, rel=1e-5)


def embeddings(count: int, seed: int) -> torch.Tensor:
    vectors = torch.randn(count, 16, generator=torch.Generator().manual_seed(seed))
    return torch.nn.functional.normalize(vectors, dim=-1)


def test_without_repeats_the_contrastive_loss_is_open_clips():
    import open_clip

    image, text, tokens = embeddings(6, 1), embeddings(6, 2), torch.arange(6)[:, None]
    ours = RepeatedCaptionClipLoss().forward_tokens(image, text, torch.tensor(10.0), tokens)
    torch.testing.assert_close(ours, open_clip.ClipLoss()(image, text, torch.tensor(10.0)))


def test_a_repeated_caption_is_no_negative():
    image, text = embeddings(4, 3), embeddings(4, 4)
    text[1] = text[0]
    tokens = torch.tensor([[7], [7], [8], [9]])
    loss = RepeatedCaptionClipLoss()
    with_repeat = loss.forward_tokens(image, text, torch.tensor(10.0), tokens)
    logits = 10.0 * image @ text.T
    logits[0, 1] = logits[1, 0] = -math.inf
    truth = torch.arange(4)
    cross = torch.nn.functional.cross_entropy
    torch.testing.assert_close(with_repeat, (cross(logits, truth) + cross(logits.T, truth)) / 2)
