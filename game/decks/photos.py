"""A folder of geotagged photographs as a deck.

Positions come from EXIF (Exif 2.32, section 4.6.6: GPSLatitude and its Ref, and so on). What leaves
here is a picture turned upright, no larger than a screen, encoded anew with nothing but pixels in it.
Files without a usable position are listed with the reason, never guessed at.
"""

from __future__ import annotations

import io
import math
import random
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import ExifTags, Image, ImageOps

from game.decks import Card
from game.decks.scenes import near
from game.geodesy import check_coordinates

SERVED_PX = 2048
"""Longest side of what a browser gets: sharp when zoomed in, under 1 MB."""

VIEW_PX = 640
"""Longest side of what an opponent gets; it crops and shrinks further."""

READABLE = {".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".mpo"}
PICTURES = READABLE | {".heic", ".heif", ".avif", ".dng", ".cr2", ".nef", ".arw", ".raf", ".gif", ".bmp"}


class PhotoError(ValueError):
    """A file or folder that cannot be played on; the message says why."""


@dataclass(frozen=True, slots=True)
class Photo:
    """A photograph that can be played on, and where it was taken (degrees)."""

    path: Path
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file of the folder that cannot be played on, and why."""

    name: str
    reason: str


class PhotoDeck:
    """Deals the photographs of a folder, shuffled anew for each game.

    `left_out` lists the files that cannot be used. Raises PhotoError when the folder is missing or
    holds no photograph with a position.
    """

    rendered = False

    def __init__(self, folder: Path | str) -> None:
        self.folder = Path(folder).expanduser()
        self.name = self.folder.name or str(self.folder)
        self.photos, self.left_out = scan(self.folder)
        if not self.photos:
            raise PhotoError(_nothing_there(self.folder, self.left_out))

    def __len__(self) -> int:
        return len(self.photos)

    def deal(self, seed: int, number: int) -> Card:
        """Card `number` of the game with this seed; a file that turns out damaged gives way to the next.

        Raises PhotoError when no file from there on can be read.
        """
        order = random.Random(seed).sample(self.photos, len(self.photos))
        first = number % len(order)
        failures = []
        for photo in order[first:] + order[:first]:
            try:
                return _card(photo)
            except PhotoError as error:
                failures.append(str(error))
        raise PhotoError(f"None of the photographs in {self.folder} can be read any more: {failures[0]}")


def scan(folder: Path) -> tuple[list[Photo], list[LeftOut]]:
    """The folder's photographs with a position, and the pictures without, both by name.

    Raises PhotoError when there is no such folder or it may not be read.
    """
    if not folder.is_dir():
        raise PhotoError(f"There is no folder {folder}. Give the path of a folder with photographs.")
    try:
        files = sorted(path for path in folder.iterdir() if path.suffix.lower() in PICTURES)
    except OSError as error:
        raise PhotoError(f"The folder {folder} cannot be read: {error.strerror}.") from error
    photos, left_out = [], []
    for path in files:
        try:
            photos.append(Photo(path, *read_position(path)))
        except PhotoError as error:
            left_out.append(LeftOut(path.name, str(error)))
    return photos, left_out


def read_position(path: Path) -> tuple[float, float]:
    """(latitude, longitude) from a file's EXIF. Raises PhotoError with the reason where it has none."""
    if path.suffix.lower() not in READABLE:
        raise PhotoError(f"{path.suffix.lower()} files cannot be read here; save it as JPEG.")
    try:
        with warnings.catch_warnings(), Image.open(path) as picture:
            warnings.simplefilter("ignore")  # of damaged EXIF: what matters is judged below
            gps = picture.getexif().get_ifd(ExifTags.IFD.GPSInfo)
    except Exception as error:
        raise PhotoError(f"It is not a picture that can be opened ({type(error).__name__}).") from error
    return parse_gps(gps)


def parse_gps(gps: Mapping[int, Any]) -> tuple[float, float]:
    """(latitude, longitude) of an EXIF GPS directory. Raises PhotoError for a missing or broken one.

    >>> parse_gps({1: "S", 2: (33, 30, 0), 3: "E", 4: (151, 15, 0)})
    (-33.5, 151.25)
    """
    tags = ExifTags.GPS
    if tags.GPSLatitude not in gps or tags.GPSLongitude not in gps:
        raise PhotoError("It has no GPS position.")
    latitude = _degrees(gps[tags.GPSLatitude]) * _sign(gps.get(tags.GPSLatitudeRef), "N", "S")
    longitude = _degrees(gps[tags.GPSLongitude]) * _sign(gps.get(tags.GPSLongitudeRef), "E", "W")
    if latitude == 0 and longitude == 0:
        raise PhotoError("Its position is 0, 0: the camera had no fix.")
    try:
        return check_coordinates(latitude, longitude)
    except ValueError as error:
        raise PhotoError(f"Its GPS position makes no sense. {error}") from error


def prepare(path: Path, longest: int = SERVED_PX) -> Image.Image:
    """The picture upright in RGB, its longest side at most `longest` px, without any metadata.

    Raises PhotoError where the file cannot be decoded.
    """
    try:
        with warnings.catch_warnings(), Image.open(path) as picture:
            warnings.simplefilter("ignore")
            picture.draft("RGB", (longest, longest))
            upright = ImageOps.exif_transpose(picture)
            upright.thumbnail((longest, longest), Image.Resampling.LANCZOS)
            # A new picture takes the pixels and leaves EXIF, XMP, IPTC, profiles and comments behind.
            clean = Image.new("RGB", upright.size, "white")
            pixels = upright.convert("RGBA") if "A" in upright.getbands() else upright.convert("RGB")
            clean.paste(pixels, mask=pixels.getchannel("A") if pixels.mode == "RGBA" else None)
            return clean
    except Exception as error:
        raise PhotoError(f"{path.name} cannot be decoded ({type(error).__name__}).") from error


def encode(picture: Image.Image) -> bytes:
    """JPEG bytes of the pixels alone."""
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=88, optimize=True, progressive=True)
    return buffer.getvalue()


def _card(photo: Photo) -> Card:
    picture = prepare(photo.path)
    view = picture.copy()
    view.thumbnail((VIEW_PX, VIEW_PX), Image.Resampling.LANCZOS)
    place = near(photo.latitude, photo.longitude)
    return Card(place, "photo", {"photo": encode(picture)}, (view,))


def _degrees(value: Any) -> float:
    """Degrees from EXIF's (degrees, minutes, seconds); some writers leave the later ones out."""
    parts: Sequence[Any] = value if isinstance(value, (tuple, list)) else (value,)
    try:
        numbers = [float(part) for part in parts]
    except (TypeError, ValueError, ZeroDivisionError) as error:
        raise PhotoError(f"Its GPS position is damaged: {value!r}.") from error
    if not 1 <= len(numbers) <= 3 or not all(math.isfinite(n) and n >= 0 for n in numbers):
        raise PhotoError(f"Its GPS position is damaged: {value!r}.")
    return sum(number / 60**place for place, number in enumerate(numbers))


def _sign(reference: Any, positive: str, negative: str) -> int:
    """Which half of the Earth. Raises PhotoError without a reference: a guess could be a hemisphere off."""
    letter = reference.decode("ascii", "replace") if isinstance(reference, bytes) else str(reference or "")
    letter = letter.strip("\0 ").upper()[:1]
    if letter not in (positive, negative):
        raise PhotoError(f"Its GPS position does not say whether it is {positive} or {negative}.")
    return 1 if letter == positive else -1


def _nothing_there(folder: Path, left_out: Sequence[LeftOut]) -> str:
    if not left_out:
        return f"There are no photographs in {folder}."
    return (
        f"None of the {len(left_out)} pictures in {folder} can be played on; "
        f"{left_out[0].name}, for instance: {left_out[0].reason}"
    )
