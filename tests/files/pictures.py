"""Pictures made for a test: drawn, with what a camera would write about them."""

from collections.abc import Sequence
from fractions import Fraction
from io import BytesIO

from PIL import ExifTags, Image
from PIL.TiffImagePlugin import IFDRational

PLACE = ((29, 33, Fraction(4684, 100)), (106, 33, Fraction(562, 100)))
"""北纬29.563011°，东经106.551561°."""


def jpeg(
    taken: str = "",
    zone: str = "",
    place: Sequence[Sequence[object]] = (),
    size: tuple[int, int] = (400, 300),
    orientation: int = 1,
    colour: tuple[int, int, int] = (120, 160, 90),
) -> bytes:
    """A JPEG; ``taken`` as cameras write it, ``place`` as degrees, minutes and seconds north and east."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    if taken:
        details = exif.get_ifd(ExifTags.IFD.Exif)
        details[ExifTags.Base.DateTimeOriginal] = taken
        if zone:
            details[ExifTags.Base.OffsetTimeOriginal] = zone
    if place:
        told = exif.get_ifd(ExifTags.IFD.GPSInfo)
        told[ExifTags.GPS.GPSLatitudeRef], told[ExifTags.GPS.GPSLongitudeRef] = "N", "E"
        north, east = place
        told[ExifTags.GPS.GPSLatitude] = tuple(map(_rational, north))
        told[ExifTags.GPS.GPSLongitude] = tuple(map(_rational, east))
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG", exif=exif)
    return out.getvalue()


def png(size: tuple[int, int] = (40, 30), mode: str = "RGBA") -> bytes:
    out = BytesIO()
    Image.new(mode, size).save(out, "PNG")
    return out.getvalue()


def heic() -> bytes:
    """The beginning of a picture as newer phones write it."""
    return b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00" + b"\x00" * 64


def _rational(value: object) -> IFDRational:
    exact = Fraction(str(value)) if not isinstance(value, Fraction) else value
    return IFDRational(exact.numerator, exact.denominator)
