"""Weights in eight bits come back within half a step, and what does not fit together is refused."""

from __future__ import annotations

import pytest
import torch

from model.compact import SCALE, pack, unpack


@pytest.fixture
def tensors():
    generator = torch.Generator().manual_seed(0)
    large = torch.randn(300, 40, 3, 3, generator=generator) * torch.logspace(-4, 2, 300)[:, None, None, None]
    large[7] = 0
    return {"large": large, "small": torch.randn(8, 9, generator=generator), "count": torch.arange(5)}


def test_every_value_is_within_half_a_step_of_its_rows_scale(tensors):
    packed = pack(tensors)
    assert packed["large"].dtype == torch.int8
    again = unpack(packed)
    assert set(again) == set(tensors)
    step = tensors["large"].flatten(1).abs().amax(dim=1) / 127
    off = (again["large"] - tensors["large"]).flatten(1).abs().amax(dim=1)
    assert (off <= 0.5001 * step).all()
    assert not again["large"][7].any()


def test_small_tensors_and_whole_numbers_are_left_alone(tensors):
    again = unpack(pack(tensors))
    assert torch.equal(again["small"], tensors["small"])
    assert torch.equal(again["count"], tensors["count"])


def test_missing_or_foreign_scales_are_refused(tensors):
    packed = pack(tensors)
    with pytest.raises(ValueError, match="large has no scales"):
        unpack({name: value for name, value in packed.items() if not name.endswith(SCALE)})
    with pytest.raises(ValueError, match="large has no scales"):
        unpack(packed | {"large" + SCALE: torch.ones(3)})
