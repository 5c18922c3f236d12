"""A folder of geotagged photographs: positions, orientation, and nothing left in what is served."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from PIL import ExifTags, Image

from game.decks.photos import SERVED_PX, PhotoDeck, PhotoError, parse_gps, prepare, read_position, scan

PHOTOS = Path(__file__).resolve().parents[3] / "shared" / "photos"
real_photos = pytest.mark.skipif(
    not PHOTOS.is_dir(), reason=f"the folder of real photographs is not at {PHOTOS}"
)

SYDNEY = {1: "S", 2: (33, 51, 0), 3: "E", 4: (151, 12, 45)}


def photograph(
    path: Path, gps: dict | None = None, orientation: int | None = None, size: tuple[int, int] = (60, 40)
) -> Path:
    """A camera file: left half red, right half blue, with the EXIF given."""
    picture = Image.new("RGB", size, "blue")
    picture.paste("red", (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Secret Camera"
    exif[ExifTags.Base.ImageDescription] = "Bondi Beach"
    if orientation is not None:
        exif[ExifTags.Base.Orientation] = orientation
    if gps is not None:
        exif[ExifTags.IFD.GPSInfo] = gps
    picture.save(path, exif=exif)
    return path


def segments(jpeg: bytes) -> set[int]:
    """The marker codes before the picture's data; E1–EF carry EXIF, XMP, profiles and IPTC, FE comments."""
    at, found = 2, set()
    while jpeg[at] == 0xFF and jpeg[at + 1] != 0xDA:
        found.add(jpeg[at + 1])
        at += 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
    return found


@pytest.fixture(scope="module")
def manifest() -> dict[str, tuple[float, float]]:
    with (PHOTOS / "manifest.csv").open(encoding="utf-8") as lines:
        return {r["file"]: (float(r["latitude"]), float(r["longitude"])) for r in csv.DictReader(lines)}


@real_photos
def test_real_cameras_positions_agree_with_the_manifest(manifest: dict) -> None:
    photos, left_out = scan(PHOTOS)
    assert left_out == []
    assert {photo.path.name for photo in photos} == set(manifest)
    for photo in photos:
        assert (photo.latitude, photo.longitude) == pytest.approx(manifest[photo.path.name], abs=2e-6)


@real_photos
def test_real_photographs_are_served_as_pixels_alone() -> None:
    deck = PhotoDeck(PHOTOS)
    places = set()
    for number in range(len(deck)):
        card = deck.deal(11, number)
        data = card.images["photo"]
        with Image.open(io.BytesIO(data)) as picture:
            assert picture.format == "JPEG"
            assert max(picture.size) <= SERVED_PX
            assert not set(picture.info) - {
                "jfif",
                "jfif_version",
                "jfif_unit",
                "jfif_density",
                "progressive",
                "progression",
            }
            assert not picture.getexif()
        assert segments(data) <= {0xC0, 0xC2, 0xC4, 0xDA, 0xDB, 0xDD, 0xE0}
        places.add((card.place.latitude, card.place.longitude))
        assert (card.kind, card.clues, len(card.views)) == ("photo", (), 1)
        assert card.place.name
    assert len(places) == len(deck)


@real_photos
def test_the_sideways_one_is_turned_upright() -> None:
    name = "bpatrik_broken_orientation_exif.jpg"
    with Image.open(PHOTOS / name) as picture:
        assert picture.getexif()[ExifTags.Base.Orientation] == 6
        width, height = picture.size
    upright = prepare(PHOTOS / name)
    assert upright.width / upright.height == pytest.approx(height / width, rel=0.01)


def test_degrees_minutes_and_seconds_add_up_with_their_hemispheres() -> None:
    assert parse_gps(SYDNEY) == pytest.approx((-33.85, 151.2125))
    assert parse_gps({1: b"N\0", 2: (45, 30.5), 3: " w ", 4: (9.25,)}) == pytest.approx(
        (45.508333, -9.25), abs=1e-6
    )


@pytest.mark.parametrize(
    ("gps", "reason"),
    [
        ({}, "no GPS position"),
        ({1: "N", 2: (1, 2, 3)}, "no GPS position"),
        ({**SYDNEY, 1: ""}, "does not say whether it is N or S"),
        ({**SYDNEY, 3: "Q"}, "does not say whether it is E or W"),
        ({**SYDNEY, 2: (float("nan"), 0, 0)}, "damaged"),
        ({**SYDNEY, 2: (-33, 51, 0)}, "damaged"),
        ({**SYDNEY, 2: "33,51"}, "damaged"),
        ({**SYDNEY, 4: ()}, "damaged"),
        ({**SYDNEY, 2: (95, 0, 0)}, "makes no sense"),
        ({**SYDNEY, 4: (181, 0, 0)}, "makes no sense"),
        ({1: "N", 2: (0, 0, 0), 3: "E", 4: (0, 0, 0)}, "no fix"),
    ],
)
def test_broken_positions_are_refused_with_the_reason(gps: dict, reason: str) -> None:
    with pytest.raises(PhotoError, match=reason):
        parse_gps(gps)


def test_files_that_cannot_be_used_are_listed_and_left_out(tmp_path: Path) -> None:
    photograph(tmp_path / "good.jpg", SYDNEY)
    photograph(tmp_path / "nowhere.jpg")
    photograph(tmp_path / "nullisland.jpg", {1: "N", 2: (0, 0, 0), 3: "E", 4: (0, 0, 0)})
    (tmp_path / "torn.jpg").write_bytes(b"\xff\xd8\xff\xe1 not a picture")
    (tmp_path / "phone.heic").write_bytes(b"whatever")
    (tmp_path / "notes.txt").write_text("no picture at all")
    deck = PhotoDeck(tmp_path)
    assert [photo.path.name for photo in deck.photos] == ["good.jpg"]
    reasons = {file.name: file.reason for file in deck.left_out}
    assert set(reasons) == {"nowhere.jpg", "nullisland.jpg", "torn.jpg", "phone.heic"}
    assert "no GPS" in reasons["nowhere.jpg"]
    assert "no fix" in reasons["nullisland.jpg"]
    assert "not a picture" in reasons["torn.jpg"]
    assert "save it as JPEG" in reasons["phone.heic"]


@pytest.mark.parametrize(("orientation", "red_is"), [(1, "left"), (3, "right"), (6, "top"), (8, "bottom")])
def test_orientation_is_applied(tmp_path: Path, orientation: int, red_is: str) -> None:
    upright = prepare(photograph(tmp_path / "a.jpg", SYDNEY, orientation))
    w, h = upright.size
    spots = {"left": (2, h // 2), "right": (w - 3, h // 2), "top": (w // 2, 2), "bottom": (w // 2, h - 3)}
    assert [
        side for side, at in spots.items() if upright.getpixel(at)[0] > 200 > upright.getpixel(at)[2]
    ] == [red_is]


def test_nothing_of_the_file_but_its_pixels_is_served(tmp_path: Path) -> None:
    photograph(tmp_path / "bondi.jpg", SYDNEY)
    card = PhotoDeck(tmp_path).deal(0, 0)
    assert not re.search(rb"Secret|Bondi|Exif|GPS", card.images["photo"])


def test_a_photograph_is_named_after_the_nearest_town(tmp_path: Path) -> None:
    photograph(tmp_path / "bondi.jpg", SYDNEY)
    place = PhotoDeck(tmp_path).deal(0, 0).place
    assert place.country == "AU"
    assert place.name.endswith("New South Wales, Australia")


def test_a_photograph_from_mid_ocean_has_no_name(tmp_path: Path) -> None:
    photograph(tmp_path / "sea.jpg", {1: "S", 2: (30, 0, 0), 3: "W", 4: (25, 0, 0)})
    assert PhotoDeck(tmp_path).deal(0, 0).place.name == ""


def test_large_pictures_are_shrunk_and_transparent_ones_get_paper(tmp_path: Path) -> None:
    path = tmp_path / "big.png"
    Image.new("RGBA", (5000, 1000), (0, 0, 0, 0)).save(path)
    picture = prepare(path)
    assert picture.size == (SERVED_PX, round(SERVED_PX / 5))
    assert picture.getpixel((5, 5)) == (255, 255, 255)


def test_the_same_seed_deals_the_same_cards_and_none_twice(tmp_path: Path) -> None:
    for n in range(6):
        photograph(tmp_path / f"{n}.jpg", {**SYDNEY, 2: (n + 1, 0, 0)})
    deck = PhotoDeck(tmp_path)
    first = [deck.deal(5, n).place.latitude for n in range(6)]
    assert first == [PhotoDeck(tmp_path).deal(5, n).place.latitude for n in range(6)]
    assert sorted(first) == [-6, -5, -4, -3, -2, -1]
    assert any(first != [deck.deal(seed, n).place.latitude for n in range(6)] for seed in range(6, 12))


def test_a_file_damaged_after_the_scan_gives_way_to_the_next(tmp_path: Path) -> None:
    for n in range(2):
        photograph(tmp_path / f"{n}.jpg", {**SYDNEY, 2: (n + 1, 0, 0)})
    deck = PhotoDeck(tmp_path)
    (tmp_path / "0.jpg").write_bytes(b"gone")
    assert {deck.deal(1, 0).place.latitude, deck.deal(1, 1).place.latitude} == {-2.0}
    (tmp_path / "1.jpg").unlink()
    with pytest.raises(PhotoError, match="can be read any more"):
        deck.deal(1, 0)


def test_folders_that_cannot_be_played_say_why(tmp_path: Path) -> None:
    with pytest.raises(PhotoError, match="There is no folder"):
        PhotoDeck(tmp_path / "missing")
    with pytest.raises(PhotoError, match="no photographs in"):
        PhotoDeck(tmp_path)
    photograph(tmp_path / "a.jpg")
    with pytest.raises(PhotoError, match=r"None of the 1 pictures .*a\.jpg.*no GPS"):
        PhotoDeck(tmp_path)


def test_a_position_is_never_guessed_from_a_file_that_does_not_open(tmp_path: Path) -> None:
    with pytest.raises(PhotoError, match="not a picture"):
        read_position(tmp_path / "missing.jpg")
