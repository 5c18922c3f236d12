"""The optimiser: Muon for the kernels between layers, AdamW for everything else.

Muon (K. Jordan and others, 2024, kellerjordan.github.io/posts/muon) replaces the momentum of a matrix by the
nearest matrix whose singular values are all about 1, so that rare directions are learned as fast as common
ones. With the root-mean-square of its steps matched to AdamW's (arXiv 2502.16982, section 2.2) both take the
same learning rate and weight decay. What it gave here is in docs/LAB.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import torch
from torch import Tensor, nn

COEFFICIENTS = (3.4445, -4.7750, 2.0315)
"""Of Jordan's quintic Newton–Schulz iteration: five rounds take singular values to between 0.7 and 1.2."""
ROUNDS = 5
RMS = 0.2
MOMENTUM = 0.95
WIDEST = 256
"""Matrices whose smaller side is wider stay with AdamW: on a CPU their iteration costs as much as a step."""


def orthogonal(matrix: Tensor) -> Tensor:
    """The matrix [n, m] with its singular values brought near 1, by Newton–Schulz."""
    a, b, c = COEFFICIENTS
    wide = matrix.T if matrix.shape[0] > matrix.shape[1] else matrix
    x = wide / (wide.norm() + 1e-7)
    for _ in range(ROUNDS):
        square = x @ x.T
        x = a * x + (b * square + c * square @ square) @ x
    return x.T if matrix.shape[0] > matrix.shape[1] else x


class Muon(torch.optim.Optimizer):
    """Muon with Nesterov momentum over kernels [out, in, …], each taken as a matrix [out, rest]."""

    def __init__(self, params: Iterable[Tensor], lr: float, weight_decay: float) -> None:
        super().__init__(params, {"lr": lr, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self, closure: Any = None) -> None:  # type: ignore[override]
        """One step; parameters without a gradient stay as they are."""
        for group in self.param_groups:
            for kernel in group["params"]:
                if kernel.grad is None:
                    continue
                state = self.state[kernel]
                if not state:
                    state["momentum"] = torch.zeros_like(kernel)
                momentum = state["momentum"].lerp_(kernel.grad, 1 - MOMENTUM)
                ahead = kernel.grad.lerp(momentum, MOMENTUM).flatten(1)
                change = orthogonal(ahead).reshape(kernel.shape)
                kernel.mul_(1 - group["lr"] * group["weight_decay"])
                kernel.add_(change, alpha=-group["lr"] * RMS * max(ahead.shape) ** 0.5)


def takes(name: str, kernel: Tensor) -> bool:
    """Whether Muon serves a parameter: those inside an image tower that mix channels and are not too wide."""
    inside = name.startswith(("tower.", "visual.")) and name.endswith(".weight")
    if not inside or kernel.ndim < 2 or ".classifier." in name or "embed" in name:
        return False
    return kernel.shape[1] > 1 and min(kernel.flatten(1).shape) <= WIDEST


class Optimisers:
    """Several optimisers as one."""

    def __init__(self, each: list[torch.optim.Optimizer]) -> None:
        self._each = each

    def set_rate(self, rate: float) -> None:
        """Set the learning rate of all."""
        for optimizer in self._each:
            for group in optimizer.param_groups:
                group["lr"] = rate

    def step(self) -> None:
        """One step of each, and no gradients left."""
        for optimizer in self._each:
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)

    def state_dict(self) -> list[dict[str, Any]]:
        """The state of each, in order."""
        return [optimizer.state_dict() for optimizer in self._each]

    def load_state_dict(self, states: list[dict[str, Any]]) -> None:
        """What `state_dict` gave."""
        for optimizer, state in zip(self._each, states, strict=True):
            optimizer.load_state_dict(state)


def optimisers(module: nn.Module, rate: float, weight_decay: float, muon: bool) -> Optimisers:
    """Muon (if `muon`) and AdamW over what is trained of a module; biases, norms and scales do not decay."""
    trained = [(name, p) for name, p in module.named_parameters() if p.requires_grad]
    kernels = [p for name, p in trained if muon and takes(name, p)]
    known = {id(p) for p in kernels}
    rest = [p for _, p in trained if id(p) not in known]
    adam = torch.optim.AdamW(
        [
            {"params": [p for p in rest if p.ndim > 1], "weight_decay": weight_decay},
            {"params": [p for p in rest if p.ndim <= 1], "weight_decay": 0.0},
        ],
        lr=rate,
        fused=True,
    )
    return Optimisers([adam, Muon(kernels, rate, weight_decay)] if kernels else [adam])
