"""Training on a tiny data set: it learns, resumes exactly, and its weight file carries all a guess needs."""

from __future__ import annotations

import json

import numpy as np
import pytest
import torch
from torch import nn

from model.backbones import StridedDepthwise, create_clip, image_tower
from model.checkpoint import WeightsError, load, save
from model.config import StageConfig, TrainConfig, overridden
from model.data import Labels, Vocabulary, open_views, read_records, read_view_labels, read_views
from model.feed import Feed
from model.tokenizer import WordTokenizer
from model.train import earlier_network, take_over, train_pigeon
from model.trainer import Trainer, learning_rate

CPU = torch.device("cpu")


FIRST_LOSSES = {"contrastive": 3.1581, "cells": 1.1783}
"""Of step 0 of each stage of the tiny run with seed 0, before anything is learned."""


class Killed(RuntimeError):
    """Stands for the plug being pulled."""


def test_a_killed_run_resumes_to_the_same_network(datasets, tiny_changes, trained, tmp_path, monkeypatch):
    config, step = overridden(TrainConfig(), tiny_changes), Trainer._step
    calls = 0

    def dies_later(self, *arguments):
        nonlocal calls
        calls += 1
        if calls == 6:
            raise Killed
        return step(self, *arguments)

    monkeypatch.setattr(Trainer, "_step", dies_later)
    with pytest.raises(Killed):
        train_pigeon(config, *datasets, tmp_path, CPU, save_seconds=0)
    resumed = train_pigeon(config, *datasets, tmp_path, CPU, save_seconds=0)
    whole, _ = trained
    for name, value in whole.network.state_dict().items():
        torch.testing.assert_close(resumed.network.state_dict()[name], value, msg=name, rtol=0, atol=0)


def test_a_run_is_not_resumed_with_another_recipe(datasets, tiny_changes, tmp_path):
    config = overridden(TrainConfig(), tiny_changes)
    trainer = Trainer(tmp_path, CPU, config.to_json(), "fp32")
    trainer.state["config"] = config.to_json()
    torch.save(trainer.state, tmp_path / "state.pt")
    with pytest.raises(ValueError, match="another recipe"):
        Trainer(tmp_path, CPU, overridden(config, {"tau_km": 40.0}).to_json(), "fp32")


def test_a_run_goes_on_from_the_whole_network_of_another_and_from_the_tower_of_a_weight_file(trained):
    _, path = trained
    whole, tower = earlier_network(path.parent), earlier_network(path)
    assert {name.split(".")[0] for name in whole} == {"tower", "trunk", "view_heads", "heads"}
    assert {name.split(".")[0] for name in tower} == {"tower"}
    fresh = load(path).network
    torch.nn.init.zeros_(fresh.tower.trunk.conv_stem.weight)
    heads = fresh.heads["country"].weight.clone()
    take_over(fresh, tower)
    torch.testing.assert_close(fresh.tower.state_dict(), {n[6:]: v for n, v in tower.items()})
    assert torch.equal(fresh.heads["country"].weight, heads)


def test_what_cannot_be_gone_on_from_is_refused(trained, tmp_path):
    (tmp_path / "noise").write_bytes(b"not weights at all")
    with pytest.raises(ValueError, match="no weight file"):
        earlier_network(tmp_path / "noise")
    with pytest.raises(ValueError, match="no geocell stage"):
        earlier_network(tmp_path)
    with pytest.raises(ValueError, match="another backbone"):
        take_over(load(trained[1]).network, {"tower.foreign": torch.zeros(3)})


def test_the_first_losses_of_a_run_have_not_moved(trained):
    _, path = trained
    log = [json.loads(line) for line in (path.parent / "log.jsonl").read_text().splitlines()]
    first = {entry["stage"]: entry for entry in reversed(log)}
    assert {name: first[name][name] for name in FIRST_LOSSES} == pytest.approx(FIRST_LOSSES, rel=0.02)


def test_a_weight_file_gives_back_the_same_network_and_cells(trained):
    checkpoint, path = trained
    again = load(path)
    assert again.cells.labels == checkpoint.cells.labels
    assert again.calibration == checkpoint.calibration
    assert again.things == checkpoint.things
    assert again.constant_pin == pytest.approx(checkpoint.constant_pin)
    np.testing.assert_allclose(again.cells.points, checkpoint.cells.points, atol=1e-4)
    pictures = torch.rand(4, 3, 32, 32, generator=torch.Generator().manual_seed(0))
    with torch.no_grad():
        before, after = (
            network.logits(network.embed(network.features(pictures)[None]))["cells"].flatten()
            for network in (checkpoint.network.eval(), again.network)
        )
    assert (after - before).abs().max() < 0.1 * before.std()  # eight bits a weight


def test_an_odd_view_does_not_explode_in_a_channel_that_hardly_ever_varies():
    tower = image_tower(create_clip("pigeonhole-mobilenetv4")).eval()
    norms = [each for each in tower.modules() if isinstance(each, torch.nn.BatchNorm2d)]
    assert len(norms) > 30
    for norm in norms:  # nothing was ever excited in training
        norm.running_var.zero_()
    with torch.no_grad():
        odd = torch.full((1, norms[0].num_features, 8, 8), 1.0)
        assert float(norms[0](odd).abs().max()) < 40


def test_strided_depthwise_kernels_of_the_tower_stay_in_float32_on_a_cpu():
    tower = image_tower(create_clip("pigeonhole-mobilenetv4"))
    strided = [m for m in tower.modules() if isinstance(m, nn.Conv2d) and m.groups > 1 and m.stride != (1, 1)]
    assert len(strided) == 2
    assert all(isinstance(each, StridedDepthwise) for each in strided)
    kernel = strided[0]
    seen = torch.randn(2, kernel.in_channels, 8, 8, dtype=torch.bfloat16)
    with torch.autocast("cpu", torch.bfloat16):
        out = kernel(seen)
    assert out.dtype == torch.bfloat16  # so that all that follows is fast
    assert torch.equal(out, kernel(seen.float()).bfloat16())  # but summed in float32, and rounded once


def test_missing_damaged_cut_and_foreign_weights_say_so_and_how_to_rebuild_them(trained, tmp_path):
    from safetensors.torch import save_file

    whole = trained[1].read_bytes()
    (tmp_path / "cut").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "noise").write_bytes(b"not weights at all")
    (tmp_path / "empty").write_bytes(b"")
    save_file({"a": torch.zeros(2)}, tmp_path / "foreign")
    for name in ("missing", "cut", "noise", "empty", "foreign"):
        with pytest.raises(WeightsError, match=r"python -m model\.train pigeon") as refused:
            load(tmp_path / name)
        assert str(tmp_path / name) in str(refused.value)


def test_weights_with_nan_are_refused(trained, tmp_path):
    checkpoint = load(trained[1])
    checkpoint.network.heads["cells"].bias.data[0] = float("nan")
    save(checkpoint, tmp_path / "nan.safetensors")
    with pytest.raises(WeightsError, match="not finite"):
        load(tmp_path / "nan.safetensors")


def test_the_feed_gives_the_same_step_whatever_came_before(datasets, tiny_changes):
    records = read_records(datasets[0])
    config = overridden(TrainConfig(), tiny_changes)
    feed = Feed(open_views(datasets[0], records), config.cells, config.augment, (0, 2))
    ahead = [batch for _, batch in zip(range(5), feed.from_step(0), strict=False)]
    alone = feed.batch(4)
    assert (ahead[4].rounds == alone.rounds).all()
    assert torch.equal(ahead[4].pictures, alone.pictures)
    assert all(len(set(row)) == len(row) for row in alone.headings.tolist())


def test_an_epoch_sees_every_location_once(datasets, tiny_changes):
    records = read_records(datasets[0])
    config = overridden(TrainConfig(), tiny_changes)
    feed = Feed(open_views(datasets[0], records), config.cells, config.augment, (0, 2))
    seen = np.concatenate([feed.batch(step).rounds for step in range(6)])
    assert sorted(seen.tolist()) == list(range(48))


def test_the_cache_holds_the_pictures_in_heading_order(datasets):
    records = read_records(datasets[0])
    views = open_views(datasets[0], records)
    for number in (0, 5):
        for heading, picture in enumerate(read_views(datasets[0], number)):
            assert (np.asarray(picture) == views[number, heading]).all()


def test_things_are_learned_in_every_view_that_shows_them_and_rare_ones_not_at_all(datasets):
    records = read_records(datasets[0])
    shown = read_view_labels(datasets[0], records)
    shown[0][2]["things"].append("seen-once")
    words = Vocabulary.of(records, shown, rarest=0.01)
    colours = {f"colour:{heading}" for heading in (1, 2, 3)}
    assert set(words.things) == colours | {f"country:{code}" for code in ("FR", "JP", "BR")}
    labels = Labels.of(records, shown, words, np.zeros(len(records), dtype=np.int64))
    assert (labels.things[:, 0].sum(axis=1) == 1).all()
    assert (labels.things[:, 2, words.things.index("colour:2")] == 1).all()
    assert labels.measures.mean() == pytest.approx(0, abs=1e-6)
    assert labels.measures.std() == pytest.approx(1, abs=1e-6)


def test_labels_with_nothing_in_them_are_refused(datasets):
    records = read_records(datasets[0])
    with pytest.raises(ValueError, match="labels of 48 locations"):
        Vocabulary.of(records, [[{"things": [], "measures": {}}] * 4] * len(records))


def test_missing_labels_name_the_command_that_writes_them(datasets, tmp_path):
    folder = tmp_path / "val"
    folder.mkdir()
    (folder / "scenes.jsonl").write_bytes((datasets[0] / "scenes.jsonl").read_bytes())
    with pytest.raises(FileNotFoundError, match=r"48 of 48 .*--split val --count 48 "):
        read_view_labels(folder, read_records(folder))


def test_a_missing_data_set_names_the_command_that_renders_it(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"python -m world\.dataset --split train"):
        read_records(tmp_path / "train")


def test_the_learning_rate_warms_up_and_falls():
    stage = StageConfig(phases=())
    assert learning_rate(stage, 0) < learning_rate(stage, stage.warmup) == pytest.approx(stage.learning_rate)
    assert learning_rate(stage, 1) == pytest.approx(stage.learning_rate * stage.final_share)


def test_an_unknown_setting_is_refused_by_name():
    with pytest.raises(ValueError, match=r"losses\.cell\b"):
        overridden(TrainConfig(), {"losses": {"cell": 1}})


def test_the_end_of_a_caption_is_its_highest_token():
    tokens = WordTokenizer(100, 8)(["Drive on the left.", "a b c d e f g h i j k"])
    assert tokens.argmax(dim=1).tolist() == [6, 7]
    assert tokens.max() == 99
    assert tokens.shape == (2, 8)
