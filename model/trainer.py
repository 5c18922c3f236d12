"""The loop under every stage: a cosine, an averaged copy, a log, and a state to resume from."""

from __future__ import annotations

import copy
import json
import math
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from tqdm import tqdm

from model.backbones import channels_last
from model.config import StageConfig
from model.feed import Batch, Feed
from model.muon import Optimisers, optimisers
from model.pigeon import mixed_precision

Loss = Callable[[nn.Module, Batch], dict[str, Tensor]]
LOG_EVERY = 25


class Average:
    """An exponential moving average of a module: weights and batch-norm statistics.

    The decay grows from 0 at the first steps, so that the start is forgotten early.
    """

    def __init__(self, module: nn.Module, decay: float) -> None:
        self.module = copy.deepcopy(module).eval().requires_grad_(False)
        self._decay = decay

    @torch.no_grad()
    def update(self, module: nn.Module, step: int) -> None:
        share = 1 - min(self._decay, (step + 1) / (step + 10))
        own, new = self.module.state_dict(), module.state_dict()
        floating = [name for name, value in own.items() if value.is_floating_point()]
        torch._foreach_lerp_([own[name] for name in floating], [new[name] for name in floating], share)


def learning_rate(stage: StageConfig, done: float) -> float:
    """The rate when a share `done` (0–1) of the stage is over: a linear warm-up, then a cosine."""
    if done < stage.warmup:
        return stage.learning_rate * (done + 1e-3) / (stage.warmup + 1e-3)
    angle = math.pi * (done - stage.warmup) / max(1e-9, 1 - stage.warmup)
    low = stage.final_share
    return stage.learning_rate * (low + (1 - low) * (1 + math.cos(angle)) / 2)


class Trainer:
    """Runs stages in `out`, keeping `state.pt` (resume) and `log.jsonl` there.

    `save_seconds` is how often the state is written: at most that much work is lost to a kill.
    """

    def __init__(
        self,
        out: Path,
        device: torch.device,
        config: dict[str, Any],
        precision: str,
        save_seconds: float = 60,
    ) -> None:
        self.out, self.device, self._config, self._precision = out, device, config, precision
        self._save_seconds = save_seconds
        out.mkdir(parents=True, exist_ok=True)
        self.state: dict[str, Any] = {}
        if (out / "state.pt").is_file():
            self.state = torch.load(out / "state.pt", map_location="cpu", weights_only=True)
            if self.state["config"] != json.loads(json.dumps(config)):
                raise ValueError(
                    f"{out} holds a run with another recipe or data set: choose another --out or delete it."
                )

    def run(
        self,
        name: str,
        module: nn.Module,
        stage: StageConfig,
        feed: Feed,
        loss: Loss,
        ema: float,
        after_phase: Callable[[nn.Module, str], None] = lambda module, name: None,
    ) -> nn.Module:
        """Train `module` through a stage and give its average back; a finished stage is only loaded.

        `loss(module, batch)` gives the parts of the loss; they are summed.
        """
        channels_last(module, self.device)
        module.train()
        average = Average(module, ema)
        optimizer, first = optimisers(module, stage.learning_rate, stage.weight_decay, stage.muon), 0
        saved = self.state.get("stages", {}).get(name)
        if saved:
            average.module.load_state_dict(saved["average"])
            if saved["step"] >= len(feed):
                return average.module
            module.load_state_dict(saved["module"])
            optimizer.load_state_dict(saved["optimizer"])
            first = saved["step"]
        saved_at, bar = time.monotonic(), tqdm(total=len(feed), initial=first, desc=name, unit=" steps")
        pictures, began = 0, time.perf_counter()
        for step, batch in enumerate(feed.from_step(first), first):
            parts = self._step(module, optimizer, learning_rate(stage, step / len(feed)), stage, loss, batch)
            average.update(module, step)
            bar.update()
            pictures += len(batch.pictures)
            if step % LOG_EVERY == 0 or step + 1 == len(feed):
                self._log(name, step, parts, pictures / (time.perf_counter() - began), bar)
                pictures, began = 0, time.perf_counter()
            if batch.last_of_phase:
                after_phase(average.module, f"{name} at {batch.phase.px} px")
            if time.monotonic() - saved_at > self._save_seconds or step + 1 == len(feed):
                self._save(name, step + 1, module, average, optimizer)
                saved_at = time.monotonic()
        bar.close()
        return average.module

    def _step(
        self,
        module: nn.Module,
        optimizer: Optimisers,
        rate: float,
        stage: StageConfig,
        loss: Loss,
        batch: Batch,
    ) -> dict[str, Tensor]:
        torch.manual_seed(hash(batch.seed) % 2**63)
        optimizer.set_rate(rate)
        with mixed_precision(self.device, self._precision):
            parts = loss(module, batch)
        total = sum(parts.values(), torch.zeros((), device=self.device))
        if not torch.isfinite(total):
            raise FloatingPointError(
                f"The loss became {float(total)} at a learning rate of {rate:.2g}: lower learning_rate."
            )
        total.backward()
        nn.utils.clip_grad_norm_(module.parameters(), stage.clip_norm)
        optimizer.step()
        return {name: value.detach() for name, value in parts.items()} | {"sum": total.detach()}

    def _log(self, name: str, step: int, parts: dict[str, Tensor], speed: float, bar: tqdm) -> None:
        values = {part: round(float(value), 4) for part, value in parts.items()}
        bar.set_postfix(loss=values["sum"], pictures_s=round(speed))
        self.note({"stage": name, "step": step, "pictures_per_second": round(speed, 1), **values})

    def note(self, entry: dict[str, Any]) -> None:
        """Append a line to the run's log."""
        with (self.out / "log.jsonl").open("a", encoding="utf-8") as log:
            log.write(json.dumps({"time": time.strftime("%Y-%m-%dT%H:%M:%S"), **entry}) + "\n")

    def _save(self, name: str, step: int, module: nn.Module, average: Average, optimizer: Optimisers) -> None:
        stages = self.state.setdefault("stages", {})
        stages[name] = {
            "step": step,
            "module": module.state_dict(),
            "average": average.module.state_dict(),
            "optimizer": optimizer.state_dict(),
        }
        self.state["config"] = json.loads(json.dumps(self._config))
        unfinished = self.out / "state.unfinished"
        torch.save(self.state, unfinished)
        unfinished.replace(self.out / "state.pt")
