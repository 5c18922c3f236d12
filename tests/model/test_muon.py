"""Muon: steps of equal size in every direction, and only for the kernels that it is meant for."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from model.muon import RMS, Muon, optimisers, orthogonal, takes


@pytest.mark.parametrize("shape", [(24, 60), (60, 24), (32, 32)])
def test_singular_values_of_any_size_come_near_one(shape):
    generator = torch.Generator().manual_seed(0)
    left, _ = torch.linalg.qr(torch.randn(shape[0], min(shape), generator=generator))
    right, _ = torch.linalg.qr(torch.randn(shape[1], min(shape), generator=generator))
    sizes = torch.logspace(-1.5, 1, min(shape))
    found = torch.linalg.svdvals(orthogonal(left @ torch.diag(sizes) @ right.T))
    assert found.min() > 0.5
    assert found.max() < 1.3


def test_the_orthogonal_matrix_keeps_its_directions():
    generator = torch.Generator().manual_seed(1)
    q, _ = torch.linalg.qr(torch.randn(20, 20, generator=generator))
    along = orthogonal(5 * q) @ q.T
    torch.testing.assert_close(along, along.diagonal().mean() * torch.eye(20), rtol=0, atol=1e-4)


def test_a_step_is_as_large_as_adamws_whatever_the_gradient():
    for scale in (1e-4, 1e4):
        kernel = nn.Parameter(torch.zeros(32, 16, 3, 3))
        kernel.grad = scale * torch.randn(kernel.shape, generator=torch.Generator().manual_seed(2))
        Muon([kernel], lr=0.01, weight_decay=0.0).step()
        assert float(kernel.detach().square().mean().sqrt()) == pytest.approx(0.01 * RMS, rel=0.3)


def test_channels_last_kernels_take_the_same_step():
    gradient = torch.randn(16, 8, 3, 3, generator=torch.Generator().manual_seed(3))
    plain, last = nn.Parameter(torch.zeros(16, 8, 3, 3)), nn.Parameter(torch.zeros(16, 8, 3, 3))
    last.data = last.data.to(memory_format=torch.channels_last)
    plain.grad, last.grad = gradient, gradient.clone(memory_format=torch.channels_last)
    for kernel in (plain, last):
        Muon([kernel], lr=0.01, weight_decay=0.1).step()
    torch.testing.assert_close(plain.detach(), last.detach().contiguous())


def test_depthwise_kernels_norms_and_heads_stay_with_adamw():
    assert takes("tower.blocks.0.conv.weight", torch.zeros(32, 16, 1, 1))
    assert not takes("tower.blocks.0.dw.weight", torch.zeros(32, 1, 3, 3))
    assert not takes("tower.blocks.0.bn.weight", torch.zeros(32))
    assert not takes("tower.conv_head.weight", torch.zeros(1280, 960, 1, 1))
    assert not takes("heads.country.weight", torch.zeros(193, 128))
    assert not takes("visual.trunk.classifier.weight", torch.zeros(256, 1280))
    assert not takes("visual.positional_embedding", torch.zeros(50, 128))
    assert takes("visual.transformer.resblocks.0.attn.out_proj.weight", torch.zeros(128, 128))


def test_every_parameter_is_in_exactly_one_optimiser_and_learns():
    torch.manual_seed(0)
    module = nn.ModuleDict(
        {"tower": nn.Sequential(nn.Conv2d(3, 8, 3), nn.BatchNorm2d(8)), "head": nn.Linear(8, 2)}
    )
    both = optimisers(module, 0.01, 0.0, muon=True)
    before = {name: value.clone() for name, value in module.named_parameters()}
    module["head"](module["tower"](torch.randn(4, 3, 8, 8)).mean(dim=(2, 3))).square().sum().backward()
    both.step()
    moved = {name for name, value in module.named_parameters() if not torch.equal(value, before[name])}
    assert moved >= {"tower.0.weight", "tower.1.weight", "tower.1.bias", "head.weight", "head.bias"}
    counts = [len(group["params"]) for state in both.state_dict() for group in state["param_groups"]]
    assert sum(counts) == len(before)
