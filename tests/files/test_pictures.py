"""Pictures tell when and where they were taken; broken ones and bombs are told, never unpacked."""

import struct
import zlib
from io import BytesIO

import pytest
from django.utils.timezone import localtime
from PIL import Image

from jiheng.files.pictures import is_heic, picture_of, smaller
from jiheng.orgs.refusal import Refused
from tests.files.pictures import PLACE, heic, jpeg, png

pytestmark = pytest.mark.clause("cq2023-7/22")


def told(content: bytes) -> tuple[str, str]:
    picture, _ = picture_of(BytesIO(content), "现场.jpg")
    moment = f"{localtime(picture.taken_at):%Y-%m-%d %H:%M}" if picture.taken_at else ""
    return moment, picture.place


def test_time_and_place_are_read_from_the_camera() -> None:
    assert told(jpeg("2023:04:06 10:05:00", place=PLACE)) == ("2023-04-06 10:05", "北纬29.563011°，东经106.551561°")


def test_a_camera_s_zone_is_minded() -> None:
    assert told(jpeg("2023:04:06 22:05:00", zone="+00:00"))[0] == "2023-04-07 06:05"


@pytest.mark.parametrize("taken", ["", "0000:00:00 00:00:00", "昨天", "1970:01:01 00:00:00", "2023:13:40 10:05:00"])
def test_a_time_nobody_set_is_no_time(taken: str) -> None:
    assert told(jpeg(taken)) == ("", "")


@pytest.mark.parametrize("place", [((0, 0, 0), (0, 0, 0)), ((91, 0, 0), (106, 0, 0)), ((29, 0, 0), (181, 0, 0))])
def test_coordinates_that_are_none_are_left_out(place: tuple[tuple[int, ...], ...]) -> None:
    assert told(jpeg("2023:04:06 10:05:00", place=place)) == ("2023-04-06 10:05", "")


def test_a_thumbnail_is_small_turned_the_right_way_and_tells_nothing() -> None:
    content = jpeg("2023:04:06 10:05:00", place=PLACE, size=(1600, 1200), orientation=6)
    picture, small = picture_of(BytesIO(content), "现场.jpg")
    assert (picture.width, picture.height) == (1200, 1600)
    with Image.open(BytesIO(small)) as shown:
        assert shown.size == (270, 360)
        assert not dict(shown.getexif())


def test_a_picture_seen_through_stands_on_white() -> None:
    with Image.open(BytesIO(smaller(BytesIO(png()), "图.png"))) as shown:
        assert shown.convert("RGB").getpixel((5, 5)) == (255, 255, 255)


def test_a_picture_cut_off_is_refused() -> None:
    whole = jpeg(size=(800, 600))
    with pytest.raises(Refused, match=r"“现场\.jpg”图片不完整，打不开"):
        picture_of(BytesIO(whole[: len(whole) // 2]), "现场.jpg")


@pytest.mark.parametrize("edge", [9_000, 60_000])
def test_a_picture_that_would_unpack_to_gigabytes_is_refused_unopened(edge: int) -> None:
    with pytest.raises(Refused, match="像素多得不合理"):
        picture_of(BytesIO(_bomb(edge)), "大图.png")


def test_pictures_of_newer_phones_are_known_by_their_bytes() -> None:
    assert is_heic(BytesIO(heic()))
    assert not is_heic(BytesIO(jpeg()))


def _bomb(edge: int) -> bytes:
    """A PNG that says it is enormous, in a few bytes."""

    def part(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = part(b"IHDR", struct.pack(">IIBBBBB", edge, edge, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + part(b"IDAT", zlib.compress(b"\0" * 1000)) + part(b"IEND", b"")
