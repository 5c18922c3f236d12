"""Prototypes: clusters of looks within a cell, the nearest real member, nothing from beyond 1000 km."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch

from game.geodesy import distances_km
from model.compact import pack, unpack
from model.decode import ExpectedScoreDecoder, best_places
from model.geocells import gather
from model.prototypes import (
    PrototypeConfig,
    Prototypes,
    RefinedDecoder,
    Refinement,
    build_prototypes,
    choose_refinement,
    principal_axes,
)

WIDTH = 32
LOOKS = torch.eye(WIDTH)
"""Embeddings as far from each other as can be: look i of the tests is LOOKS[i]."""


def prototypes_of(
    members: list[list[list[tuple[int, tuple[float, float]]]]], width: int = WIDTH
) -> Prototypes:
    """Prototypes of each cell by their members, (look, place) each; embeddings are their own components."""
    every = [prototype for of_cell in members for prototype in of_cell]
    looks = [torch.stack([LOOKS[look] for look, _ in prototype]) for prototype in every]
    return Prototypes(
        torch.eye(width),
        torch.zeros(width),
        torch.stack([of.mean(dim=0) for of in looks]),
        torch.cat([torch.ones(len(of_cell)) / len(of_cell) for of_cell in members]),
        torch.tensor([0, *np.cumsum([len(of_cell) for of_cell in members])]),
        torch.cat(looks),
        torch.tensor([place for prototype in every for _, place in prototype], dtype=torch.float64),
        torch.tensor([0, *np.cumsum([len(of) for of in looks])]),
    )


@pytest.fixture
def three_cells():
    """Two neighbouring cells about 280 km apart, and one across the world."""
    places = np.array([(50, 0), (50, 1), (50, 3.5), (50, 4.5), (-30, 150), (-30, 151)], dtype=float)
    return gather(places, np.array([0, 0, 1, 1, 2, 2]), ["AA", "AA", "BB"], ["a", "b", "c"])


@pytest.fixture
def three_prototypes():
    """Each cell has two prototypes of two looks, every member at a place of its own."""
    return prototypes_of(
        [
            [[(0, (50.0, 0.0)), (1, (50.0, 0.5))], [(2, (51.0, 0.0)), (3, (51.0, 0.5))]],
            [[(4, (50.0, 3.5)), (5, (50.0, 4.0))], [(6, (51.0, 3.5)), (7, (51.0, 4.0))]],
            [[(8, (-30.0, 150.0)), (9, (-30.0, 150.5))], [(10, (-31.0, 150.0)), (11, (-31.0, 150.5))]],
        ]
    )


KIND = 12
"""How many places there are of each kind."""


@pytest.fixture
def two_looks() -> tuple[torch.Tensor, np.ndarray, np.ndarray]:
    """One cell of two kinds of landscape, in the west and the middle, and in the east places like no other.

    Places of a kind are equally far from each other in embedding, so that none of them form a group.
    """
    own = torch.cat([LOOKS[2 : 2 + KIND], LOOKS[2 : 2 + KIND], 1000 * LOOKS[2 + KIND : 2 + 2 * KIND]])
    looks = torch.cat([10 * LOOKS[:1].expand(KIND, -1), 10 * LOOKS[1:2].expand(KIND, -1)])
    looks = torch.cat([looks, torch.zeros(KIND, WIDTH)]) + 0.1 * own
    rng = np.random.default_rng(0)
    east = np.repeat([0.0, 4.0, 8.0], KIND)
    latlon = np.stack([rng.uniform(0, 1, 3 * KIND), east + rng.uniform(0, 1, 3 * KIND)], axis=1)
    return looks, np.zeros(3 * KIND, dtype=np.int64), latlon


@pytest.fixture
def many_looks() -> tuple[torch.Tensor, np.ndarray, np.ndarray]:
    """One cell of 1 200 places that all look different."""
    looks = torch.randn(1200, WIDTH, generator=torch.Generator().manual_seed(0))
    return looks, np.zeros(1200, dtype=np.int64), np.random.default_rng(0).uniform(-50, 50, size=(1200, 2))


def test_each_kind_of_look_in_a_cell_becomes_a_prototype_of_its_own_places(two_looks):
    looks, cell, latlon = two_looks
    config = PrototypeConfig(components=WIDTH, per_cell=3, members=4)
    built = build_prototypes(looks, cell, latlon, 1, config)
    seen = built.project(torch.stack([looks[:KIND].mean(dim=0), looks[KIND : 2 * KIND].mean(dim=0)]))
    nearest = torch.cdist(seen, built.means_RD).argmin(dim=1)
    assert len(set(nearest.tolist())) == 2
    for kind, row in enumerate(nearest.tolist()):
        places = built.places_Q2[built.member_start_R[row] : built.member_start_R[row + 1]]
        assert len(places) == 4
        assert ((places[:, 1] >= 4 * kind) & (places[:, 1] <= 4 * kind + 1)).all()
    assert built.shares_R.tolist() == pytest.approx([1 / 3] * 3)


def test_places_in_no_cluster_stand_for_themselves_or_at_the_mean_of_their_cell_without_room(two_looks):
    looks, cell, latlon = two_looks
    roomy, tight = (
        build_prototypes(looks, cell, latlon, 1, PrototypeConfig(components=WIDTH, per_cell=per_cell))
        for per_cell in (99, 3)
    )
    seen = roomy.project(looks)
    torch.testing.assert_close(roomy.means_RD[2:], seen[2 * KIND :], atol=1e-4, rtol=0)
    np.testing.assert_allclose(roomy.places_Q2[roomy.member_start_R[2] :], latlon[2 * KIND :])
    assert roomy.alone_R.tolist() == [False] * 2 + [True] * KIND
    torch.testing.assert_close(tight.means_RD[2], seen.mean(dim=0), atol=1e-4, rtol=0)
    assert tight.shares_R.tolist() == pytest.approx([1 / 3] * 3)
    assert (tight.places_Q2[tight.member_start_R[2] :, 1] >= 8).all()


def test_without_clusters_every_place_is_a_prototype_of_its_own(two_looks):
    looks, cell, latlon = two_looks
    config = PrototypeConfig(components=WIDTH, clustered=False)
    built = build_prototypes(looks, cell, latlon, 1, config)
    assert built.alone_R.all()
    np.testing.assert_allclose(built.places_Q2, latlon)


def test_the_members_that_are_kept_are_the_nearest_to_their_prototype():
    rng = np.random.default_rng(1)
    looks = torch.from_numpy(rng.normal(size=(30, WIDTH)).astype(np.float32))
    latlon = rng.uniform(-50, 50, size=(30, 2))
    config = PrototypeConfig(components=WIDTH, per_cell=1, members=3)
    built = build_prototypes(looks, np.zeros(30, dtype=np.int64), latlon, 1, config)
    nearest = (built.project(looks) - built.means_RD[0]).norm(dim=1).argsort()[:3]
    np.testing.assert_allclose(built.places_Q2, latlon[nearest])


def test_small_cells_empty_cells_and_equal_pictures_are_no_trouble():
    looks = torch.cat([torch.ones(6, WIDTH), LOOKS[:2]])
    cell = np.array([0] * 6 + [2, 3])
    latlon = np.arange(16.0).reshape(8, 2)
    built = build_prototypes(looks, cell, latlon, 5, PrototypeConfig())
    assert built.start_C.diff()[[2, 3]].tolist() == [1, 1]
    assert built.start_C.diff()[[1, 4]].tolist() == [0, 0]
    assert torch.isfinite(built.means_RD).all()


def test_prototypes_are_dropped_until_they_fit_and_refused_where_they_never_do(many_looks):
    config = PrototypeConfig(per_cell=1, members=1200, components=WIDTH)
    roomy = build_prototypes(*many_looks, 1, config)
    assert len(roomy.members_QD) == 1200
    tight = build_prototypes(*many_looks, 1, replace(config, kib=52))
    size = sum(each.nbytes for each in pack(tight.tensors()).values())
    assert len(tight.members_QD) == 600
    assert size < 4 * 52 * 1024, "small matrices stay in full, four bytes a value"
    with pytest.raises(ValueError, match="more than 1 KiB"):
        build_prototypes(*many_looks, 1, replace(config, kib=1))


def test_a_weight_file_keeps_them_to_half_a_step_and_their_places_to_a_metre(many_looks):
    built = build_prototypes(*many_looks, 1, PrototypeConfig(members=1200, per_cell=1))
    packed = pack(built.tensors())
    assert packed["members"].dtype == torch.int8
    again = Prototypes.of(unpack(packed))
    np.testing.assert_allclose(again.places_Q2, built.places_Q2, atol=1e-6)
    step = built.members_QD.abs().amax(dim=1, keepdim=True) / 127
    assert ((again.members_QD - built.members_QD).abs() <= 0.51 * step).all()


def test_prototypes_that_do_not_fit_together_are_refused(three_prototypes):
    with pytest.raises(ValueError, match="shares_R"):
        replace(three_prototypes, shares_R=torch.ones(2))
    with pytest.raises(ValueError, match="order"):
        replace(three_prototypes, start_C=torch.tensor([0, 4, 2, 6]))
    with pytest.raises(ValueError, match="no members"):
        replace(three_prototypes, member_start_R=torch.tensor([0, 2, 2, 6, 8, 10, 12]))
    two = gather(np.zeros((2, 2)), np.array([0, 1]), ["AA", "AA"], ["a", "b"])
    with pytest.raises(ValueError, match="3 cells, not 2"):
        RefinedDecoder(two, three_prototypes, Refinement(1, 1.0, True))


def test_principal_axes_keep_what_varies_most_with_variance_one():
    generator = torch.Generator().manual_seed(0)
    spread = torch.tensor([5.0, 3.0, *[0.01] * 6])
    points = torch.randn(500, 8, generator=generator) * spread + 7
    axes, origin = principal_axes(points, 2)
    kept = points @ axes.T - origin
    assert float(kept.var(dim=0, correction=0).sum()) == pytest.approx(1, abs=1e-3)
    assert kept.mean(dim=0).abs().max() < 1e-3
    ratio = torch.cdist(kept[:50], kept[50:]) / torch.cdist(points[:50], points[50:])
    assert float(ratio.std() / ratio.mean()) < 0.02, "all distances shrink alike"


def test_the_pin_is_the_nearest_picture_of_the_cluster_and_never_the_farthest(three_cells, three_prototypes):
    decode = RefinedDecoder(three_cells, three_prototypes, Refinement(1, 0.1, True))
    odds = torch.tensor([[1.0, 0.0, 0.0]]).expand(4, 3)
    pins = decode(odds, LOOKS[:4])
    assert pins.tolist() == [[50.0, 0.0], [50.0, 0.5], [51.0, 0.0], [51.0, 0.5]]


def test_nothing_beyond_a_thousand_km_takes_part_however_alike_it_looks(three_cells, three_prototypes):
    decode = RefinedDecoder(three_cells, three_prototypes, Refinement(3, 0.01, True))
    far_alike = decode(torch.tensor([[0.3, 0.25, 0.45]]), LOOKS[8:9])
    assert (distances_km(far_alike, [(50.0, 2.0)]) < 1000).all()
    near_alike = decode(torch.tensor([[0.3, 0.25, 0.45]]), LOOKS[7:8])
    assert near_alike.tolist() == [[51.0, 4.0]]


def test_only_the_most_probable_cells_take_part(three_cells, three_prototypes):
    odds, seen = torch.tensor([[0.6, 0.4, 0.0]]), LOOKS[7:8]
    one, two = (RefinedDecoder(three_cells, three_prototypes, Refinement(k, 0.01, True)) for k in (1, 2))
    assert one(odds, seen)[0, 1] < 1
    assert two(odds, seen).tolist() == [[51.0, 4.0]]


def test_weights_are_probability_times_softmax_of_minus_distance_over_temperature(three_cells):
    """By hand: at which temperature the pin moves to the likelier cell from the one that looks alike."""
    apart = prototypes_of([[[(0, (50.0, 0.0))]], [[(1, (50.0, 5.0))]], [[(2, (-30.0, 150.0))]]])
    odds, away = torch.tensor([[0.8, 0.2, 0.0]]), 2**0.5
    even = away / np.log(0.8 / 0.2)
    sharp, blunt = (Refinement(2, temperature, True) for temperature in (0.95 * even, 1.05 * even))
    assert RefinedDecoder(three_cells, apart, sharp)(odds, LOOKS[1:2]).tolist() == [[50.0, 5.0]]
    assert RefinedDecoder(three_cells, apart, blunt)(odds, LOOKS[1:2]).tolist() == [[50.0, 0.0]]


def test_a_cell_of_many_prototypes_gains_nothing_by_that(three_cells):
    many = [[(look, (50.0, 3.5))] for look in range(1, 11)]
    split = prototypes_of([[[(0, (50.0, 0.0))]], many, [[(20, (-30.0, 150.0))]]])
    decode = RefinedDecoder(three_cells, split, Refinement(2, 1e6, True))
    assert decode(torch.tensor([[0.6, 0.4, 0.0]]), LOOKS[:1]).tolist() == [[50.0, 0.0]]


def test_a_round_whose_cells_have_no_prototypes_keeps_the_pin_of_the_cells(three_cells):
    none = prototypes_of([[], [[(1, (50.0, 3.5))]], [[(2, (-30.0, 150.0))]]])
    odds = torch.tensor([[0.9, 0.1, 0.0], [0.0, 1.0, 0.0]])
    pins = RefinedDecoder(three_cells, none, Refinement(1, 0.1, True))(odds, LOOKS[1:3])
    assert pins[0].tolist() == ExpectedScoreDecoder(three_cells)(odds)[0].tolist()
    assert pins[1].tolist() == [50.0, 3.5]


def test_rounds_are_refined_alike_alone_and_in_many(three_cells, three_prototypes):
    decode = RefinedDecoder(three_cells, three_prototypes, Refinement(2, 0.5, True))
    generator = torch.Generator().manual_seed(0)
    odds = torch.rand(150, 3, generator=generator).softmax(dim=1)
    seen = torch.randn(150, WIDTH, generator=generator)
    alone = np.concatenate([decode(odds[i : i + 1], seen[i : i + 1]) for i in range(150)])
    assert (decode(odds, seen) == alone).all()
    assert decode(odds[:0], seen[:0]).shape == (0, 2)


def test_places_without_weight_are_never_chosen():
    places = torch.tensor([[(0.0, 0.0), (0.0, 5.0), (0.0, 10.0)]], dtype=torch.float64)
    assert best_places(places, torch.tensor([[0.5, 0.2, 0.5]])).tolist() == [[0.0, 5.0]]
    assert best_places(places, torch.tensor([[0.5, 0.0, 0.4]])).tolist() == [[0.0, 0.0]]


def test_refinement_is_chosen_where_looks_tell_places_apart_and_left_out_where_they_do_not(
    three_cells, three_prototypes
):
    rng = np.random.default_rng(0)
    number = rng.integers(0, 12, size=200)
    truths = three_prototypes.places_Q2.numpy()[number]
    odds = torch.eye(3)[torch.from_numpy(number // 4)] * 0.7 + 0.1
    told = choose_refinement(three_cells, three_prototypes, odds, LOOKS[torch.from_numpy(number)], truths)
    assert told.helps
    assert told.gain > 20
    blind = torch.randn(200, WIDTH, generator=torch.Generator().manual_seed(0))
    centred = three_cells.points[2 * (number // 4)]
    assert not choose_refinement(three_cells, three_prototypes, odds, blind, centred).helps
