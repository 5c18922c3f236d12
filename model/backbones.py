"""The towers: open_clip's own factory builds them from `model/configs/*.json`.

`pigeonhole_mobilenetv4` is MobileNetV4-Conv-S (arXiv 2404.10518) with two changes made for training
on a CPU: the 5 × 5 depthwise kernels are 3 × 3, and the stem takes 6 × 6 patches at stride 4. What that
gains in pictures/s is in docs/LAB.md. Registered with timm, so that an
open_clip config can name it like any other tower; a pretrained backbone is one more JSON file.
"""

from __future__ import annotations

import logging
from functools import cache, partial
from pathlib import Path
from typing import Any

import open_clip
import torch
from timm.models import register_model
from timm.models._efficientnet_builder import decode_arch_def
from timm.models.mobilenetv3 import MobileNetV3
from torch import Tensor, nn

CONFIGS = Path(__file__).parent / "configs"
STEM_WIDTH = 48
BLOCKS = (
    ("cn_r1_k3_s1_e1_c32",),
    ("cn_r1_k3_s2_e1_c96", "cn_r1_k1_s1_c64"),
    ("uir_r1_a3_k3_s2_e3_c96", "uir_r4_a0_k3_s1_e2_c96", "uir_r1_a3_k0_s1_e4_c96"),
    ("uir_r1_a3_k3_s2_e6_c128", "uir_r1_a3_k3_s1_e4_c128", "uir_r4_a0_k3_s1_e4_c128"),
    ("cn_r1_k1_s1_c960",),
)
"""timm's block strings: kind, repeats, (first and middle) depthwise kernels, stride, expansion, width."""


NORM_EPS = 1e-3
"""As in the first MobileNets. With PyTorch's 1e-5 a channel that hardly ever varies in training multiplies
what an odd view excites in it by hundreds, and one round in a hundred exploded (docs/LAB.md)."""


class StridedDepthwise(nn.Conv2d):
    """A depthwise convolution that autocast leaves in float32 on a CPU.

    oneDNN has a fast bfloat16 backward pass for every kernel of our tower but these, which took more than
    half of a step (docs/LAB.md).
    """

    def forward(self, input: Tensor) -> Tensor:
        """As `Conv2d`, and what comes in bfloat16 leaves so."""
        if input.device.type != "cpu" or not torch.is_autocast_enabled("cpu"):
            return super().forward(input)
        with torch.autocast("cpu", enabled=False):
            return super().forward(input.float()).to(input.dtype)


def _keep_strided_depthwise_plain(tower: nn.Module) -> None:
    for module in tower.modules():
        if isinstance(module, nn.Conv2d) and module.groups > 1 and module.stride != (1, 1):
            module.__class__ = StridedDepthwise


def pigeonhole_mobilenetv4(
    pretrained: bool = False, num_classes: int = 1000, global_pool: str = "avg", **unused: object
) -> MobileNetV3:
    """MobileNetV4-Conv-S with 3 × 3 kernels and a patch stem: 3.1 M parameters, 1280 features.

    Raises ValueError for `pretrained`: nobody has trained this one but us.
    """
    if pretrained:
        raise ValueError(
            "pigeonhole_mobilenetv4 has no pretrained weights: leave timm_model_pretrained false."
        )
    model: Any = MobileNetV3(
        decode_arch_def([list(stage) for stage in BLOCKS]),
        num_classes=num_classes,
        stem_size=STEM_WIDTH,
        num_features=1280,
        fix_stem=True,
        head_bias=False,
        head_norm=True,
        norm_layer=partial(nn.BatchNorm2d, eps=NORM_EPS),
        act_layer=nn.ReLU,
        global_pool=global_pool,
    )
    model.conv_stem = nn.Conv2d(3, STEM_WIDTH, kernel_size=6, stride=4, padding=1, bias=False)
    _keep_strided_depthwise_plain(model)
    model.default_cfg = {"input_size": (3, 160, 160), "pool_size": (5, 5)}
    return model


@cache
def register() -> None:
    """Make our tower known to timm and our configs to open_clip; doing it twice does nothing."""
    register_model(pigeonhole_mobilenetv4)
    open_clip.add_model_config(CONFIGS)


def create_clip(config: str) -> Any:
    """The `open_clip.CLIP` that `config` names (ours in model/configs, or any of its own), fresh weights.

    Raises ValueError for a name that open_clip does not know.
    """
    register()
    if config not in open_clip.list_models():
        ours = ", ".join(sorted(path.stem for path in CONFIGS.glob("*.json")))
        raise ValueError(f"There is no model config named {config!r}. Ours are: {ours}.")
    # open_clip warns that the weights are fresh, on the root logger; here they are meant to be.
    root, expected = logging.getLogger(), lambda record: "No pretrained weights" not in record.getMessage()
    root.addFilter(expected)
    try:
        return open_clip.create_model(config, pretrained=None, pretrained_image=False, pretrained_text=False)
    finally:
        root.removeFilter(expected)


def image_tower(clip: Any) -> nn.Module:
    """The image half of a CLIP without its projection: pictures [B, 3, H, W] → features [B, F]."""
    tower = clip.visual
    if hasattr(tower, "trunk"):
        tower.trunk.reset_classifier(0)
    return tower


def channels_last(module: nn.Module, device: torch.device | str) -> None:
    """Move a module to `device` with its kernels in channels-last order, in place."""
    # PyTorch's own annotations of `Module.to` do not know memory_format.
    move: Any = module.to
    move(device, memory_format=torch.channels_last)


def feature_width(tower: nn.Module, px: int) -> int:
    """How many features the tower gives a picture of `px` × `px`."""
    was_training = tower.training
    tower.eval()
    with torch.no_grad():
        width = tower(torch.zeros(1, 3, px, px)).shape[-1]
    tower.train(was_training)
    return int(width)
