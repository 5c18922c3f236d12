"""Splitting a batch over threads changes nothing but the time it takes."""

from __future__ import annotations

import copy

import pytest
import torch
from torch import nn

from model.parallel import split_forward


def tower(norm: bool) -> nn.Module:
    torch.manual_seed(0)
    layers: list[nn.Module] = [
        nn.Conv2d(3, 8, 3, padding=1),
        nn.ReLU(),
        nn.AdaptiveAvgPool2d(1),
        nn.Flatten(),
    ]
    if norm:
        layers.insert(1, nn.BatchNorm2d(8))
    return nn.Sequential(*layers)


def test_gradients_equal_a_plain_pass() -> None:
    plain = tower(norm=False)
    split = copy.deepcopy(plain)
    pictures, target = torch.randn(48, 3, 8, 8), torch.randn(48, 8)
    ((plain(pictures) - target) ** 2).mean().backward()
    ((split_forward(split, pictures, workers=3) - target) ** 2).mean().backward()
    for expected, got in zip(plain.parameters(), split.parameters(), strict=True):
        torch.testing.assert_close(got.grad, expected.grad, rtol=1e-4, atol=1e-6)


def test_features_come_back_in_order() -> None:
    module = tower(norm=False)
    pictures = torch.randn(37, 3, 8, 8)
    torch.testing.assert_close(split_forward(module, pictures, workers=4), module(pictures))


def test_the_same_step_gives_the_same_bits() -> None:
    results = []
    for _ in range(4):
        module = tower(norm=True)
        optimizer = torch.optim.SGD(module.parameters(), lr=0.1)
        generator = torch.Generator().manual_seed(1)
        for _ in range(3):
            optimizer.zero_grad()
            split_forward(
                module, torch.randn(32, 3, 8, 8, generator=generator), workers=2
            ).square().mean().backward()
            optimizer.step()
        results.append([value.clone() for value in module.state_dict().values()])
    for other in results[1:]:
        assert all(torch.equal(a, b) for a, b in zip(results[0], other, strict=True))


def test_running_statistics_are_the_mean_of_the_shares() -> None:
    module = tower(norm=True)
    whole = copy.deepcopy(module)
    pictures = torch.randn(32, 3, 8, 8)
    split_forward(module, pictures, workers=2)
    whole(pictures)
    torch.testing.assert_close(module[1].running_mean, whole[1].running_mean)
    assert int(module[1].num_batches_tracked) == 1


def test_evaluation_and_small_batches_are_plain_calls() -> None:
    module = tower(norm=True).eval()
    pictures = torch.randn(32, 3, 8, 8)
    torch.testing.assert_close(split_forward(module, pictures, workers=2), module(pictures))
    module.train()
    assert split_forward(module, pictures[:4], workers=2).shape == (4, 8)


def test_an_error_in_a_share_reaches_the_caller() -> None:
    with pytest.raises(RuntimeError):
        split_forward(tower(norm=False), torch.randn(32, 5, 8, 8), workers=2)
