"""Data sets: whole files only, resumable after a kill at any time, the same pictures either way."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from world import dataset
from world.render import available

pytestmark = pytest.mark.skipif(bool(available()), reason=available())

COUNT = 14


@pytest.fixture
def small_shards(monkeypatch):
    monkeypatch.setattr(dataset, "SHARD", 4)


def command(out: Path, count: int = COUNT, processes: int = 1) -> list[str]:
    code = (
        "import sys; from world import dataset; dataset.SHARD = 4;"
        f"sys.exit(dataset.main(['--split', 'val', '--count', '{count}', '--out', {str(out)!r},"
        f"'--processes', '{processes}', '--size', '64']))"
    )
    return [sys.executable, "-c", code]


def check(out: Path, count: int = COUNT) -> list[dict]:
    lines = (out / "scenes.jsonl").read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    assert [record["index"] for record in records] == list(range(count))
    labels = [json.loads(line) for line in (out / "labels.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["index"] for line in labels] == list(range(count))
    assert all(len(line["views"]) == 4 for line in labels)
    for index in range(count):
        picture = Image.open(dataset.picture_path(out, index))
        picture.load()
        assert picture.size == (256, 64)
        assert picture.format == "JPEG"
    return records


def processes_of(group: int) -> list[int]:
    """The processes that run in a process group."""
    running = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:  # it ended meanwhile
            continue
        if int(fields[2]) == group and fields[0] != "Z":
            running.append(int(stat.parent.name))
    return running


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc to see which processes run")
def test_a_killed_command_goes_on_where_it_stopped_and_damages_nothing(tmp_path, small_shards):
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    first = subprocess.Popen(command(broken, processes=2), stderr=subprocess.DEVNULL, start_new_session=True)
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and not all(
        dataset.shard_path(broken, 0, kind).exists() for kind in dataset.KINDS
    ):
        time.sleep(0.05)
    first.kill()
    first.wait()
    while time.monotonic() < deadline and processes_of(first.pid):
        time.sleep(0.05)
    assert processes_of(first.pid) == []  # nobody is left to draw for a command that is gone
    for path in broken.rglob("[!.]*.jpg"):
        Image.open(path).load()
    first_shard = [dataset.shard_path(broken, 0, kind) for kind in dataset.KINDS]
    kept = {path: path.stat().st_mtime_ns for path in first_shard}
    assert subprocess.run(command(broken, processes=2), capture_output=True).returncode == 0
    assert all(path.stat().st_mtime_ns == written for path, written in kept.items())
    assert subprocess.run(command(whole), capture_output=True).returncode == 0
    assert check(broken) == check(whole)
    for index in range(COUNT):
        assert (
            dataset.picture_path(broken, index).read_bytes()
            == dataset.picture_path(whole, index).read_bytes()
        )


def test_views_are_the_four_headings_side_by_side(small_shards):
    from world.compose import compose
    from world.places import draw
    from world.render.painter import draw_arrays

    scene = compose(*draw("val", 1)[0])
    strip = np.asarray(Image.open(io.BytesIO(dataset.render_views(scene, 64)))).astype(float)
    views = draw_arrays(scene, 64, "frbl")[..., :3].astype(float)
    for i in range(4):
        assert np.abs(strip[:, i * 64 : (i + 1) * 64] - views[i]).mean() < 6


def test_a_larger_count_keeps_what_is_there(tmp_path, small_shards):
    assert subprocess.run(command(tmp_path, 3), capture_output=True).returncode == 0
    first = check(tmp_path, 3)
    assert subprocess.run(command(tmp_path, 6), capture_output=True).returncode == 0
    assert check(tmp_path, 6)[:3] == first


def test_scenes_without_pictures_are_the_same_scenes(tmp_path, small_shards):
    arguments = ["--split", "val", "--count", "5", "--processes", "1", "--size", "64"]
    for name, more in (("drawn", []), ("told", ["--no-pictures"])):
        assert dataset.main([*arguments, "--out", str(tmp_path / name), *more]) == 0
    for kind in ("scenes.jsonl", "labels.jsonl"):
        assert (tmp_path / "told" / kind).read_bytes() == (tmp_path / "drawn" / kind).read_bytes()
    assert not (tmp_path / "told" / "views").exists()
    # One is not taken for the other: its pictures would never be drawn.
    assert dataset.main([*arguments, "--out", str(tmp_path / "told")]) == 2


def test_labels_that_an_older_data_set_lacks_are_added_and_its_pictures_stay(tmp_path, small_shards):
    arguments = ["--split", "val", "--count", "3", "--processes", "1", "--size", "64", "--out", str(tmp_path)]
    assert dataset.main(arguments) == 0
    whole = (tmp_path / "labels.jsonl").read_bytes()
    kept = (dataset.picture_path(tmp_path, 2), dataset.shard_path(tmp_path, 0))
    written = [path.stat().st_mtime_ns for path in kept]
    mark = json.loads((tmp_path / "dataset.json").read_text())
    del mark["labels_version"]
    for missing, older in ((True, False), (False, True)):
        if missing:
            dataset.shard_path(tmp_path, 0, "labels").unlink()
        if older:
            dataset.shard_path(tmp_path, 0, "labels").write_text("{}\n" * 3)
            (tmp_path / "dataset.json").write_text(json.dumps(mark))
        (tmp_path / "labels.jsonl").unlink()
        assert dataset.main(arguments) == 0
        assert (tmp_path / "labels.jsonl").read_bytes() == whole
        assert [path.stat().st_mtime_ns for path in kept] == written


def test_a_folder_of_another_data_set_is_refused(tmp_path, capsys):
    tmp_path.joinpath("dataset.json").write_text('{"split": "train"}')
    arguments = ["--split", "val", "--count", "1", "--out", str(tmp_path), "--size", "64"]
    assert dataset.main(arguments) == 2
    assert "another data set" in capsys.readouterr().err


def test_a_count_of_nothing_is_refused(tmp_path, capsys):
    assert dataset.main(["--split", "val", "--count", "0", "--out", str(tmp_path)]) == 2
    assert "at least 1" in capsys.readouterr().err
