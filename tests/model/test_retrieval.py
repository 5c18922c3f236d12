"""Retrieval: coordinates on the sphere, a gallery that is encoded once, pictures that find their place."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from game.geodesy import EARTH_RADIUS_KM
from model.compact import pack, unpack
from model.decode import on_sphere
from model.metrics import pairwise_km
from model.retrieval import (
    LocationEncoder,
    Retrieval,
    RetrievalConfig,
    RetrievalDecoder,
    choose_top,
    fit_retrieval,
    moved,
    waves,
)

WIDTH = 24
TINY = RetrievalConfig(
    width=32,
    hidden=64,
    waves=16,
    scales=(0.5, 2.0, 8.0),
    dropout=0.0,
    epochs=60,
    batch=64,
    learning_rate=5e-3,
)
REGIONS = np.array([(50.0, 0.0), (-20.0, 130.0), (10.0, -70.0), (60.0, 179.9)])


def world(count: int, seed: int) -> tuple[torch.Tensor, np.ndarray]:
    """Places within a degree of four regions, whose embeddings tell the region and nothing else."""
    rng = np.random.default_rng(seed)
    region = np.arange(count) % len(REGIONS)
    looks = np.eye(WIDTH)[region] * 3 + rng.normal(0, 0.3, size=(count, WIDTH))
    latlon = REGIONS[region] + rng.uniform(-1, 1, size=(count, 2))
    latlon[:, 1] = (latlon[:, 1] + 180) % 360 - 180
    return torch.from_numpy(looks.astype(np.float32)), latlon


@pytest.fixture(scope="module")
def fitted() -> tuple[Retrieval, np.ndarray]:
    """Encoders fitted to that world, and its places."""
    looks, latlon = world(128, seed=1)
    return fit_retrieval(looks, latlon, TINY), latlon


def test_pictures_find_the_region_of_their_place(fitted):
    retrieval, gallery = fitted
    looks, truths = world(40, seed=2)
    pins = RetrievalDecoder(retrieval, gallery)(None, looks)
    assert (pairwise_km(pins, truths) < 400).mean() > 0.9


def test_the_gallery_is_encoded_once_whatever_is_asked_of_it(fitted, monkeypatch):
    retrieval, gallery = fitted
    calls, forward = [], LocationEncoder.forward

    def counted(self, sphere):
        calls.append(len(sphere))
        return forward(self, sphere)

    monkeypatch.setattr(LocationEncoder, "forward", counted)
    decode = RetrievalDecoder(retrieval, gallery)
    assert calls == [len(gallery)]
    looks, _ = world(8, seed=3)
    for _ in range(5):
        decode(None, looks)
    decode.pins(looks, 7)
    assert calls == [len(gallery)]


def test_pins_are_places_of_the_gallery_and_the_top_one_is_the_most_similar(fitted):
    retrieval, gallery = fitted
    looks, _ = world(12, seed=4)
    decode = RetrievalDecoder(retrieval, gallery)
    most_alike = (retrieval.seen(looks) @ retrieval.encode(torch.from_numpy(gallery)).T).argmax(dim=1)
    assert (decode.pins(looks, 1) == gallery[most_alike]).all()
    for pins in (decode.pins(looks, 10), decode.pins(looks, 10_000)):
        assert set(map(tuple, pins)) <= set(map(tuple, gallery))
    assert decode(None, looks[:0]).shape == (0, 2)


def test_many_similar_places_say_more_than_the_most_similar(fitted):
    """Where looks tell only the region, the middle of its places scores more than a chance one of them."""
    retrieval, gallery = fitted
    looks, truths = world(400, seed=5)
    assert choose_top(retrieval, gallery, looks, truths) > 1


def test_the_date_line_and_the_poles_are_no_seam():
    waves_ = waves(TINY, 0)
    encode = LocationEncoder(16, 32, waves_)
    east, west = encode(on_sphere(torch.tensor([(10.0, 179.9999), (10.0, -179.9999)])).float())
    torch.testing.assert_close(east, west, atol=1e-3, rtol=0)
    north = encode(on_sphere(torch.tensor([(90.0, 0.0), (90.0, 120.0)])).float())
    torch.testing.assert_close(north[0], north[1], atol=1e-5, rtol=0)


def test_places_are_moved_by_about_the_jitter_and_stay_on_the_sphere():
    torch.manual_seed(0)
    places = on_sphere(torch.tensor([(50.0, 8.0)])).float().expand(4000, 3)
    away = (moved(places, 10.0) - places).norm(dim=1) * EARTH_RADIUS_KM
    assert float(away.square().mean().sqrt()) == pytest.approx(10 * 2**0.5, rel=0.05)
    torch.testing.assert_close(moved(places, 10.0).norm(dim=1), torch.ones(4000))


def test_a_weight_file_gives_back_the_same_encoders(fitted):
    retrieval, gallery = fitted
    packed = pack(retrieval.state_dict())
    halved = {name: each.half() if each.is_floating_point() else each for name, each in packed.items()}
    again = Retrieval.of({name: each.float() for name, each in unpack(halved).items()}, retrieval.top)
    assert torch.equal(again.location.waves_W3, retrieval.location.waves_W3), "waves lose nothing"
    before, after = (each.encode(torch.from_numpy(gallery)) for each in (retrieval, again))
    torch.testing.assert_close(after, before, atol=0.01, rtol=0)


def test_a_fit_is_the_same_again_with_the_same_seed():
    looks, latlon = world(32, seed=1)
    short = RetrievalConfig(width=8, hidden=16, waves=4, epochs=2, batch=16)
    one, two = (fit_retrieval(looks, latlon, short).state_dict() for _ in range(2))
    torch.testing.assert_close(one, two, rtol=0, atol=0)


def test_one_place_teaches_nothing_and_is_refused():
    with pytest.raises(ValueError, match="at least two places"):
        fit_retrieval(torch.ones(1, 4), np.zeros((1, 2)), TINY)
