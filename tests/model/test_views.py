"""Pictures of any kind reach the network right, or a sentence says why not."""

from __future__ import annotations

import io
import zlib

import numpy as np
import pytest
from PIL import Image

import model
from model.views import LARGE_PX, prepare

PX = 16
ORANGE = (200, 90, 10)


@pytest.fixture(scope="module")
def opponent(trained):
    opponent = model.load("pigeon", "cpu", trained[1])
    yield opponent
    opponent.close()


def gradient() -> np.ndarray:
    """Greys from 0 to 200, so that the range itself tells something."""
    return np.tile(np.linspace(0, 200, 64).astype(np.uint8), (64, 1))


def scene() -> Image.Image:
    """Sky over grass, with a bright wall."""
    picture = Image.new("RGB", (64, 64), (110, 160, 220))
    picture.paste((80, 130, 60), (0, 32, 64, 64))
    picture.paste((230, 225, 210), (20, 20, 40, 44))
    return picture


@pytest.mark.parametrize("mode", ["RGBA", "RGBX", "RGBa", "CMYK", "P", "YCbCr", "HSV"])
def test_colours_are_the_same_in_every_mode(mode):
    picture = scene().convert("RGBA").convert(mode) if mode == "RGBa" else scene().convert(mode)
    off = np.abs(prepare([picture], PX).astype(int) - prepare([scene()], PX).astype(int))
    assert off.max() <= (40 if mode == "P" else 6), "a palette has few colours; the rest is rounding"


def test_greys_of_any_depth_are_the_same():
    eight = prepare([Image.fromarray(gradient())], PX).astype(int)
    deep = [
        Image.fromarray(gradient().astype(np.uint16) * 257),
        Image.fromarray(gradient().astype(np.int32) * 257),
        Image.fromarray(gradient().astype(np.int32)),
        Image.fromarray(gradient().astype(np.float32)),
        Image.fromarray(gradient().astype(np.float32) / 255),
        Image.merge("LA", (Image.fromarray(gradient()), Image.new("L", (64, 64), 255))),
        Image.merge("LA", (Image.fromarray(gradient()), Image.new("L", (64, 64), 255))).convert("La"),
    ]
    for picture in deep:
        assert np.abs(prepare([picture], PX) - eight).max() <= 1, picture.mode


def test_a_deep_grey_read_from_a_file_is_the_same():
    file = io.BytesIO()
    Image.fromarray(gradient().astype(np.uint16) * 257).save(file, "PNG")
    with Image.open(file) as picture:
        assert picture.mode.startswith("I")
        assert (
            np.abs(prepare([picture], PX) - prepare([Image.fromarray(gradient())], PX).astype(int)).max() <= 1
        )


def test_values_that_are_not_finite_do_no_harm():
    wild = Image.fromarray(np.array([[3e38, -3e38], [np.nan, np.inf]], dtype=np.float32))
    assert prepare([wild], 2)[0, 0, :, 0].tolist() == [255, 0]


@pytest.mark.parametrize("size", [(1, 1), (1, 5000), (5000, 1)])
def test_a_picture_may_be_a_single_pixel_wide(opponent, size):
    assert (prepare([Image.new("RGB", size, ORANGE)], PX) == ORANGE).all()
    assert opponent.guess([Image.new("RGB", size, ORANGE)]).cells


def test_a_picture_without_pixels_is_refused(opponent):
    with pytest.raises(ValueError, match="0 × 5"):
        opponent.guess([Image.new("RGB", (0, 5))])


@pytest.fixture
def converted(monkeypatch):
    """The sizes of all pictures that are converted, and so copied, from here on."""
    sizes, convert = [], Image.Image.convert

    def spy(picture: Image.Image, *arguments, **options) -> Image.Image:
        sizes.append(picture.size)
        return convert(picture, *arguments, **options)

    monkeypatch.setattr(Image.Image, "convert", spy)
    return sizes


def test_a_huge_picture_in_memory_is_answered_without_a_copy_of_it(opponent, converted):
    huge = Image.new("L", (20_000, 20_000), 90)
    huge.paste(200, (15_000, 0, 20_000, 20_000))
    grey = prepare([huge], PX)[0, :, :, 0]
    assert set(grey[:, :11].ravel().tolist()) == {90}
    assert set(grey[:, 13:].ravel().tolist()) == {200}
    assert opponent.guess([huge]).cells
    assert max(converted) == (LARGE_PX, LARGE_PX)


def test_a_picture_that_is_thinned_out_looks_like_one_that_is_not():
    side = LARGE_PX + 904
    large = scene().resize((side, side))
    off = np.abs(prepare([large], PX).astype(int) - prepare([scene()], PX).astype(int))
    assert off.mean() < 3


def tiny_file_of(width: int, height: int) -> io.BytesIO:
    """A PNG that claims so many pixels and holds hardly any: what a decompression bomb looks like."""
    file = io.BytesIO()
    Image.new("L", (1, 1)).save(file, "PNG")
    data = bytearray(file.getvalue())
    data[16:24] = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    data[29:33] = zlib.crc32(bytes(data[12:29])).to_bytes(4, "big")
    return io.BytesIO(bytes(data))


def test_a_bomb_is_refused_before_it_is_decoded(opponent, monkeypatch):
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", None)  # as callers do who find Pillow's limit too low
    with Image.open(tiny_file_of(20_000, 20_000)) as bomb:
        monkeypatch.setattr(bomb, "load", lambda: pytest.fail("it is decoded"))
        with pytest.raises(ValueError, match="20000 × 20000 is too large"):
            opponent.guess([bomb])


def test_a_huge_jpeg_is_decoded_at_a_fraction_of_its_size(monkeypatch):
    monkeypatch.setattr("model.views.MOST_PIXELS", 100_000)
    monkeypatch.setattr("model.views.LARGE_PX", 64)
    file = io.BytesIO()
    scene().resize((512, 512)).save(file, "JPEG", quality=95)
    with Image.open(file) as picture:
        off = np.abs(prepare([picture], PX).astype(int) - prepare([scene()], PX).astype(int))
        assert picture.size == (64, 64)
    assert off.mean() < 8


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "WEBP", "GIF", "BMP"])
def test_a_file_cut_short_is_refused_in_a_sentence(opponent, kind):
    rng, file = np.random.default_rng(0), io.BytesIO()
    Image.fromarray(rng.integers(0, 255, (200, 200, 3), dtype=np.uint8)).save(file, kind)
    whole = file.getvalue()
    try:
        picture = Image.open(io.BytesIO(whole[: len(whole) // 2]))
    except OSError:
        return  # Pillow says so itself, and there is nothing to guess from
    with pytest.raises(ValueError, match="damaged or cut short"):
        opponent.guess([picture])
    assert opponent.guess([scene()]).cells, "and it goes on playing"


def test_a_damaged_file_is_refused_in_a_sentence(opponent):
    file = io.BytesIO()
    scene().save(file, "PNG")
    data = bytearray(file.getvalue())
    start = data.index(b"IDAT") + 4
    data[start : start + 20] = bytes(20)
    with pytest.raises(ValueError, match="damaged or cut short"):
        opponent.guess([Image.open(io.BytesIO(bytes(data)))])
