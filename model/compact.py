"""Weights in eight bits: a large matrix becomes whole numbers from -127 to 127 and a scale for each row.

    small = pack(tensors)          # what a weight file holds
    tensors = unpack(small)        # as before, but for at most half a step of each row's scale

What that costs in accuracy is in docs/LAB.md. Small tensors are kept as they are.
"""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor

LARGE = 2**15
"""Tensors with fewer values save too little to be worth an error."""
SCALE = ".scale"


def pack(tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Tensors by name; the large ones, of two dimensions or more, become small and come with their scales."""
    packed: dict[str, Tensor] = {}
    for name, tensor in tensors.items():
        if tensor.ndim < 2 or tensor.numel() < LARGE or not tensor.is_floating_point():
            packed[name] = tensor
            continue
        rows = tensor.float().flatten(1)
        scale = rows.abs().amax(dim=1, keepdim=True) / 127
        steps = torch.where(scale > 0, rows / scale, 0.0).round()
        packed[name] = steps.to(torch.int8).reshape(tensor.shape)
        packed[name + SCALE] = scale.flatten()
    return packed


def unpack(tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """What `pack` made small, in float32; everything else as it is.

    Raises ValueError where a matrix in eight bits lacks its scales, or has another number of rows.
    """
    unpacked: dict[str, Tensor] = {}
    for name, tensor in tensors.items():
        if name.endswith(SCALE) and name.removesuffix(SCALE) in tensors:
            continue
        if tensor.dtype != torch.int8:
            unpacked[name] = tensor
            continue
        scale = tensors.get(name + SCALE)
        if scale is None or scale.shape != tensor.shape[:1]:
            raise ValueError(f"the tensor {name} has no scales that fit it")
        unpacked[name] = tensor.float() * scale.float().reshape(-1, *[1] * (tensor.ndim - 1))
    return unpacked
