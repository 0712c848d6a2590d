"""A small writer of OLE compound files, so that locked and foreign files can be built in tests."""

import struct

SECTOR = 512
END, FREE, TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
SMALLEST = 4096
"""Streams shorter than this would need the mini stream, so they are padded."""


def compound_file(streams: dict[str, bytes]) -> bytes:
    """A compound file with the given streams, each padded to at least 4096 bytes."""
    body, table, entries = b"", [TABLE], []
    for name, content in streams.items():
        padded = content.ljust(max(SMALLEST, -(-len(content) // SECTOR) * SECTOR), b"\0")
        entries.append(_entry(name, 2, len(table), len(padded)))
        table += _chain(len(table), len(padded) // SECTOR)
        body += padded
    directory = _entry("Root Entry", 5, END, 0, child=1 if entries else FREE)
    for index, entry in enumerate(entries, start=1):
        right = index + 1 if index < len(entries) else FREE
        directory += entry[:72] + struct.pack("<I", right) + entry[76:]
    directory = directory.ljust(-(-len(directory) // SECTOR) * SECTOR, b"\0")
    start = len(table)
    table += _chain(start, len(directory) // SECTOR)
    sectors = struct.pack(f"<{len(table)}I", *table).ljust(SECTOR, b"\xff")
    return _head(start) + sectors + body + directory


def _chain(first: int, count: int) -> list[int]:
    return [first + step + 1 for step in range(count - 1)] + [END]


def _entry(name: str, kind: int, start: int, size: int, child: int = FREE) -> bytes:
    text = name.encode("utf-16-le")
    head = text.ljust(64, b"\0") + struct.pack("<HBB", len(text) + 2, kind, 1)
    return head + struct.pack("<III", FREE, FREE, child) + bytes(36) + struct.pack("<IQ", start, size)


def _head(directory: int) -> bytes:
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, 1, directory, 0, SMALLEST, END, 0, END, 0)
    return head + struct.pack("<109I", 0, *[FREE] * 108)
