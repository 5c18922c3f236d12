"""Adding prototypes and retrieval to weights: kept in the file, chosen on validation, played by name."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
import torch
from PIL import Image
from safetensors import safe_open
from safetensors.torch import load_file, save_file

import model
from model import refine
from model.checkpoint import PROTOTYPES, WeightsError, load, save
from model.data import read_views
from model.decode import ExpectedScoreDecoder
from model.evaluate import main as evaluate
from model.heads import embeddings, view_features
from model.opponent import DECODERS
from model.players import decoder_of
from model.prototypes import PrototypeConfig, RefinedDecoder, Refinement
from model.retrieval import LocationEncoder, RetrievalDecoder
from model.views import prepare
from tests.model.conftest import SIDE
from world.render import VIEW_PX

VIEWS = [Image.new("RGB", (SIDE, SIDE), (60, 210, 60))] * 4
SHORT = json.dumps({"epochs": 3, "batch": 16, "width": 16, "hidden": 32, "waves": 8})


@pytest.fixture(scope="module")
def bare(trained, tmp_path_factory):
    """The tiny weights as they were before there were prototypes."""
    checkpoint = load(trained[1])
    checkpoint.prototypes = checkpoint.refinement = None
    path = tmp_path_factory.mktemp("bare") / "pigeon.safetensors"
    save(checkpoint, path)
    return path


@pytest.fixture(scope="module")
def refined(bare, datasets, tmp_path_factory):
    """What the command makes of them for both decoders, and the folder that keeps its embeddings."""
    folder = tmp_path_factory.mktemp("refined")
    refine.main(
        [
            *("--weights", str(bare), "--data", str(datasets[0]), "--val", str(datasets[1])),
            *("--out", str(folder / "pigeon.safetensors"), "--features", str(folder / "features")),
            *("--decoders", "refined", "retrieval", "--retrieval", SHORT, "--device", "cpu"),
        ]
    )
    return folder / "pigeon.safetensors", folder / "features"


def test_weights_without_prototypes_play_from_cells_and_say_how_to_add_them(bare):
    checkpoint = load(bare)
    assert isinstance(decoder_of(checkpoint), ExpectedScoreDecoder)
    for name in ("refined", "retrieval"):
        with pytest.raises(ValueError, match=rf"python -m model\.refine .*--decoders {name}"):
            model.load("pigeon", "cpu", bare, name)
    with pytest.raises(ValueError, match="no decoder named 'tea leaves'"):
        model.load("pigeon", "cpu", bare, "tea leaves")
    opponent = model.load("pigeon", "cpu", bare)
    assert opponent.guess(VIEWS).cells
    opponent.close()


def test_training_ends_with_prototypes_and_what_was_chosen_for_them(trained):
    checkpoint, path = trained
    again = load(path)
    assert again.refinement == checkpoint.refinement
    assert again.refinement is not None
    assert len(again.prototypes.start_C) == len(again.cells) + 1
    torch.testing.assert_close(again.prototypes.places_Q2, checkpoint.prototypes.places_Q2, atol=1e-6, rtol=0)
    log = [json.loads(line) for line in (path.parent / "log.jsonl").read_text().splitlines()]
    stage = next(entry for entry in log if entry.get("stage") == "refined")
    assert stage["refinement"]["cells"] == checkpoint.refinement.cells
    if checkpoint.refinement.helps:
        assert checkpoint.about["validation"]["mean_score"] == pytest.approx(stage["mean_score"], abs=1e-3)


def test_clusters_are_kept_only_where_they_score_more_than_every_place_for_itself(bare, datasets):
    checkpoint = load(bare)
    train, held_out = (refine.seen_by(checkpoint, each, torch.device("cpu")) for each in datasets)
    config = PrototypeConfig()
    ways = [replace(config, ungrouped_too=False), replace(config, clustered=False), config]
    gains = [refine.add_prototypes(checkpoint, train, held_out, way).gain for way in ways]
    assert gains[2] == max(gains[:2])


def test_the_network_and_its_odds_are_not_touched(bare, refined):
    before, after = load_file(bare), load_file(refined[0])
    for name, value in before.items():
        assert torch.equal(after[name], value), name
    assert {name.split(".")[0] for name in after.keys() - before.keys()} == {"prototypes", "retrieval"}


def test_a_file_gives_back_the_same_pins_for_every_decoder(refined, datasets):
    checkpoint = load(refined[0])
    seen = refine.seen_by(checkpoint, datasets[1], torch.device("cpu"))
    odds = refine.pin_odds(checkpoint, seen.embedding_NF)
    kept = load(refined[0])
    for name, kind in (("refined", RefinedDecoder), ("retrieval", RetrievalDecoder)):
        decode = decoder_of(checkpoint, name)
        assert isinstance(decode, kind)
        pins = decode(odds, seen.embedding_NF)
        assert (decoder_of(kept, name)(odds, seen.embedding_NF) == pins).all()
        gallery = checkpoint.cells.points
        assert all(np.abs(gallery - pin).max(axis=1).min() < 1e-3 for pin in pins), "pins are real places"


def test_auto_refines_where_that_helped(refined):
    checkpoint = load(refined[0])
    for helps, kind in ((True, RefinedDecoder), (False, ExpectedScoreDecoder)):
        checkpoint.refinement = Refinement(2, 0.5, helps)
        assert type(decoder_of(checkpoint)) is kind


def test_the_game_gets_the_pins_that_were_validated(refined, datasets):
    """Pictures through the opponent and embeddings through the decoder end at the same places."""
    checkpoint, device = load(refined[0]), torch.device("cpu")
    rounds = [read_views(datasets[1], number) for number in range(12)]
    views = np.stack([prepare(each, VIEW_PX) for each in rounds])
    seen = embeddings(checkpoint.network, view_features(checkpoint.network, views, SIDE, device, "views"))
    odds = refine.pin_odds(checkpoint, seen)
    for name in ("cells", "refined", "retrieval"):
        opponent = model.load("pigeon", "cpu", refined[0], name)
        guesses = opponent.guess_batch(rounds)
        opponent.close()
        pins = decoder_of(checkpoint, name)(odds, seen)
        same = [abs(g.latitude - pin[0]) < 1e-6 for g, pin in zip(guesses, pins, strict=True)]
        assert np.mean(same) > 0.7, "features are kept in half precision, which may tip a few"


def test_an_opponent_encodes_its_gallery_once_however_often_it_guesses(refined, monkeypatch):
    calls, forward = [], LocationEncoder.forward
    monkeypatch.setattr(
        LocationEncoder, "forward", lambda self, it: calls.append(len(it)) or forward(self, it)
    )
    opponent = model.load("pigeon", "cpu", refined[0], "retrieval")
    for _ in range(3):
        opponent.guess(VIEWS)
    opponent.close()
    assert calls == [48]


def test_every_decoder_can_be_evaluated_by_name(refined, datasets, tmp_path):
    for name in DECODERS:
        places = ["--split", "val", "--limit", "12", "--data", str(datasets[1]), "--device", "cpu"]
        out = tmp_path / f"{name}.json"
        evaluate([*places, "--weights", str(refined[0]), "--decoder", name, "--json", str(out)])
        result = json.loads(out.read_text())
        assert result["decoder"] == name
        assert result["n"] == 12


def test_kept_embeddings_are_read_and_belong_to_one_network_and_one_data_set(bare, refined, datasets, capsys):
    out, features = refined
    files = sorted(features.iterdir())
    assert [file.name.split("-")[1] for file in files] == ["train", "val"]
    stamps = [file.stat().st_mtime_ns for file in files]
    again = out.with_name("again.safetensors")
    common = ["--data", str(datasets[0]), "--val", str(datasets[1]), "--features", str(features)]
    refine.main([*common, "--weights", str(bare), "--out", str(again), "--device", "cpu"])
    assert [file.stat().st_mtime_ns for file in sorted(features.iterdir())] == stamps
    assert "refined" in capsys.readouterr().out
    refine.main([*common, "--weights", str(out), "--out", str(again), "--device", "cpu"])
    assert len(list(features.iterdir())) == 4


def test_prototypes_that_belong_to_other_cells_or_lack_a_part_are_refused(refined, tmp_path):
    with safe_open(refined[0], "pt") as file:
        about = file.metadata()
    for name, change in (
        ("start", lambda value: value[:-1]),
        ("shares", lambda value: value[1:]),
        ("axes", lambda value: value[:, 1:].contiguous()),
        ("means", None),
    ):
        tensors = load_file(refined[0])
        if change:
            tensors[PROTOTYPES + name] = change(tensors[PROTOTYPES + name])
        else:
            del tensors[PROTOTYPES + name]
        save_file(tensors, tmp_path / name, metadata=about)
        with pytest.raises(WeightsError, match="do not fit together"):
            load(tmp_path / name)
