"""Make a screenshot small: at most 256 colours, written as an indexed PNG. The standard library is enough."""

import struct
import zlib
from collections import Counter
from collections.abc import Iterator

SIGNATURE = b"\x89PNG\r\n\x1a\n"
MOST_COLOURS = 256
NEAR = 0xF8
"""Colours that differ in their last three bits only are taken for one."""

Colour = tuple[int, int, int]


def small_png(png: bytes) -> bytes:
    """The same picture with its most frequent colours; every other pixel takes the nearest of them."""
    width, height, rows = _rows(png)
    pixels = [list(zip(row[0::3], row[1::3], row[2::3], strict=True)) for row in rows]
    counted = Counter(colour for row in pixels for colour in row)
    palette = _palette(counted)
    index = {colour: _nearest(colour, palette) for colour in counted}
    lines = b"".join(b"\0" + bytes(map(index.__getitem__, row)) for row in pixels)
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    colours = b"".join(map(bytes, palette))
    parts = ((b"IHDR", head), (b"PLTE", colours), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    return SIGNATURE + b"".join(_chunk(kind, body) for kind, body in parts)


def _palette(counted: Counter[Colour]) -> list[Colour]:
    groups: dict[Colour, Counter[Colour]] = {}
    for colour, times in counted.items():
        near = (colour[0] & NEAR, colour[1] & NEAR, colour[2] & NEAR)
        groups.setdefault(near, Counter())[colour] = times
    largest = sorted(groups.values(), key=Counter.total, reverse=True)[:MOST_COLOURS]
    return [group.most_common(1)[0][0] for group in largest]


def _nearest(colour: Colour, palette: list[Colour]) -> int:
    def distance(place: int) -> int:
        return sum((one - other) ** 2 for one, other in zip(colour, palette[place], strict=True))

    return min(range(len(palette)), key=distance)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = len(SIGNATURE)
    while place < len(png):
        (length,) = struct.unpack_from(">I", png, place)
        yield png[place + 4 : place + 8], png[place + 8 : place + 8 + length]
        place += length + 12


def _rows(png: bytes) -> tuple[int, int, list[bytearray]]:
    """Width, height and the unfiltered rows of red, green and blue of an 8-bit screenshot."""
    chunks = list(_chunks(png))
    width, height, depth, kind = struct.unpack(">IIBB", dict(chunks)[b"IHDR"][:10])
    if depth != 8 or kind not in (2, 6):
        raise ValueError("a screenshot has 8 bits for each of red, green and blue")
    step = 3 if kind == 2 else 4
    packed = zlib.decompress(b"".join(body for name, body in chunks if name == b"IDAT"))
    rows: list[bytearray] = []
    above = bytearray(width * step)
    for start in range(0, len(packed), width * step + 1):
        row = bytearray(packed[start + 1 : start + 1 + width * step])
        _unfilter(packed[start], row, above, step)
        rows.append(row)
        above = row
    return width, height, rows if step == 3 else [_without_alpha(row) for row in rows]


def _unfilter(kind: int, row: bytearray, above: bytearray, step: int) -> None:
    if kind == 0:
        return
    for place in range(len(row)):
        left = row[place - step] if place >= step else 0
        corner = above[place - step] if place >= step else 0
        guess = (0, left, above[place], (left + above[place]) // 2, _paeth(left, above[place], corner))[kind]
        row[place] = (row[place] + guess) & 0xFF


def _paeth(left: int, above: int, corner: int) -> int:
    base = left + above - corner
    return min((abs(base - left), 0, left), (abs(base - above), 1, above), (abs(base - corner), 2, corner))[2]


def _without_alpha(row: bytearray) -> bytearray:
    return bytearray(byte for place, byte in enumerate(row) if place % 4 != 3)
