"""Pictures: when and where they were taken, how large they are, and small ones made of them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from io import BytesIO
from typing import Any, BinaryIO, Final
from warnings import catch_warnings, simplefilter

from django.utils.timezone import get_default_timezone
from PIL import ExifTags, Image, ImageOps

from jiheng.files.models import FileType
from jiheng.orgs.refusal import Refused
from jiheng.rules.figures import rounded

KINDS: Final = (FileType.PNG, FileType.JPG)
FORMATS: Final = ("JPEG", "PNG")
MOST_PIXELS: Final[Mapping[str, int]] = {"JPEG": 178_000_000, "PNG": 60_000_000}
"""A JPEG is made smaller as it is unpacked, a PNG is unpacked as a whole."""

THUMBNAIL, PREVIEW = 360, 1400
"""Longest edge in pixels."""

QUALITY: Final = 82
BLANKS: Final = "\0 "
ON_ITS_SIDE: Final = (5, 6, 7, 8)
"""Orientations by which a picture is turned a quarter."""

HEIC: Final = re.compile(rb".{4}ftyp(?:heic|heix|hevc|heim|heis|mif1|msf1|avif)", re.DOTALL)
HEIC_ADVICE: Final = "是 HEIC 格式的照片，读不出。请在手机相机设置里把格式改为“兼容性最佳”，或者另存为 JPG 后再传"
FIRST_YEAR: Final = 1990
"""A camera whose clock was never set tells earlier years."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What a picture says of itself. Sizes in pixels as it is looked at; ``place`` are its coordinates in words."""

    width: int
    height: int
    taken_at: datetime | None = None
    place: str = ""


def is_heic(stream: BinaryIO) -> bool:
    """Whether the bytes are a picture in the way of newer phones, whatever the name says."""
    head = stream.read(12)
    stream.seek(0)
    return HEIC.match(head) is not None


def picture_of(stream: BinaryIO, name: str) -> tuple[Picture, bytes]:
    """What a picture says of itself, and its thumbnail; refused when it is broken or too large to be looked at."""
    with _opened(stream, name) as image:
        told = _told(image)
        small = _made_smaller(image, THUMBNAIL, name)
    return told, small


def smaller(stream: BinaryIO, name: str, edge: int = PREVIEW) -> bytes:
    """The picture turned the right way, as a JPEG of at most ``edge`` pixels, without what it says of itself."""
    with _opened(stream, name) as image:
        return _made_smaller(image, edge, name)


def jpeg_of(image: Image.Image, edge: int = THUMBNAIL) -> bytes:
    """A picture in memory as a small JPEG."""
    shown = ImageOps.exif_transpose(image)
    shown.thumbnail((edge, edge))
    if shown.mode != "RGB":
        over = Image.new("RGB", shown.size, "white")
        layered = shown.convert("RGBA")
        over.paste(layered, mask=layered)
        shown = over
    out = BytesIO()
    shown.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def _opened(stream: BinaryIO, name: str) -> Image.Image:
    try:
        with catch_warnings():
            simplefilter("ignore", Image.DecompressionBombWarning)  # the limits above are ours
            image = Image.open(stream, formats=FORMATS)
    except Image.DecompressionBombError as error:
        raise Refused(_too_large(name)) from error
    except Exception as error:  # a broken picture fails in many ways
        raise Refused(_broken(name)) from error
    if image.width * image.height > MOST_PIXELS.get(image.format or "", MOST_PIXELS["JPEG"]):
        image.close()
        raise Refused(_too_large(name))
    return image


def _made_smaller(image: Image.Image, edge: int, name: str) -> bytes:
    try:
        image.draft("RGB", (edge, edge))
        return jpeg_of(image, edge)
    except Exception as error:  # as above: what is missing shows only once it is unpacked
        raise Refused(_broken(name)) from error


def _broken(name: str) -> str:
    return f"“{name}”图片不完整，打不开。请重新导出或重新拍照后再传"


def _too_large(name: str) -> str:
    return f"“{name}”图片的像素多得不合理，没有打开。请缩小后再传"


def _told(image: Image.Image) -> Picture:
    try:
        exif = image.getexif()
        lying = exif.get(ExifTags.Base.Orientation) in ON_ITS_SIDE
        width, height = image.size[::-1] if lying else image.size
        return Picture(width, height, _taken_at(exif), _place(exif))
    except Exception:  # what a camera wrote about the picture may be broken while the picture itself is whole
        return Picture(*image.size)


def _taken_at(exif: Image.Exif) -> datetime | None:
    """When it was taken, by the camera's clock; in the zone it names, or else in ours."""
    details = exif.get_ifd(ExifTags.IFD.Exif)
    written = (details.get(tag) for tag in (ExifTags.Base.DateTimeOriginal, ExifTags.Base.DateTimeDigitized))
    zones = (str(details.get(ExifTags.Base.OffsetTimeOriginal) or ""), "")
    for moment in written:
        for zone in zones:
            found = _moment(str(moment or ""), zone.strip(BLANKS))
            if found is not None:
                return found
    return None


def _moment(written: str, zone: str) -> datetime | None:
    try:
        found = datetime.strptime(f"{written.strip(BLANKS)} {zone or '+00:00'}", "%Y:%m:%d %H:%M:%S %z")
    except ValueError:
        return None
    aware = found if zone else found.replace(tzinfo=get_default_timezone())
    return aware if aware.year >= FIRST_YEAR else None


def _place(exif: Image.Exif) -> str:
    """Its coordinates in degrees: 北纬29.563010°，东经106.551560°; blank when there are none."""
    read: Mapping[int, Any] = exif.get_ifd(ExifTags.IFD.GPSInfo)
    north = _degrees(read.get(ExifTags.GPS.GPSLatitude), 90)
    east = _degrees(read.get(ExifTags.GPS.GPSLongitude), 180)
    if north is None or east is None or north == east == 0:
        return ""
    south = str(read.get(ExifTags.GPS.GPSLatitudeRef) or "N").upper().startswith("S")
    west = str(read.get(ExifTags.GPS.GPSLongitudeRef) or "E").upper().startswith("W")
    return f"{'南' if south else '北'}纬{rounded(north, 6)}°，{'西' if west else '东'}经{rounded(east, 6)}°"


def _degrees(parts: Any, most: int) -> Fraction | None:
    try:
        degrees, minutes, seconds = (Fraction(int(one.numerator), int(one.denominator)) for one in parts)
    except (TypeError, ValueError, ZeroDivisionError, AttributeError, OverflowError):
        return None
    found = degrees + minutes / 60 + seconds / 3600
    return found if 0 <= found <= most else None
