"""A small compound file (the container of xls), written from its published layout for tests alone."""

import struct

SECTOR = 512
END = 0xFFFFFFFE
FREE = 0xFFFFFFFF
FAT_MARK = 0xFFFFFFFD
NONE = 0xFFFFFFFF
LEAST = 4096
"""Streams are filled up to this, so that none needs the layout's second, smaller kind of sector."""


def compound_file(streams: dict[str, bytes], folder: str = "", inside: dict[str, bytes] | None = None) -> bytes:
    """Streams at the top, and one folder with the streams ``inside``. At most eight entries."""
    entries: list[tuple[str, int, bytes]] = [(name, 2, content) for name, content in streams.items()]
    top = len(entries)
    if folder:
        entries.append((folder, 1, b""))
        entries += [(name, 2, content) for name, content in (inside or {}).items()]
    bodies, starts, fat = [], [], [FAT_MARK, 2, END]
    for _, kind, content in entries:
        if kind == 1:
            starts.append(0)
            continue
        body = content.ljust(LEAST, b"\0")
        body += b"\0" * (-len(body) % SECTOR)
        starts.append(len(fat))
        count = len(body) // SECTOR
        fat += [*range(len(fat) + 1, len(fat) + count), END]
        bodies.append(body)
    table = struct.pack("<128I", *(fat + [FREE] * (128 - len(fat))))
    rows = [_row("Root Entry", 5, child=1, right=NONE, start=END, size=0)]
    for number, (name, kind, content) in enumerate(entries, start=1):
        child = number + 1 if kind == 1 else NONE
        last = number in {top + bool(folder), len(entries)}
        right = NONE if last else number + 1
        rows.append(_row(name, kind, child, right, starts[number - 1], max(LEAST, len(content)) if kind == 2 else 0))
    rows += [_row("", 0, NONE, NONE, 0, 0)] * (8 - len(rows))
    return _header() + table + b"".join(rows) + b"".join(bodies)


def _header() -> bytes:
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    head += b"\0" * 6 + struct.pack("<IIIIIIIII", 0, 1, 1, 0, LEAST, END, 0, END, 0)
    return head + struct.pack("<109I", 0, *[FREE] * 108)


def _row(name: str, kind: int, child: int, right: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le")
    row = text.ljust(64, b"\0") + struct.pack("<HBB", len(text) + 2 if name else 0, kind, 1)
    row += struct.pack("<III", NONE, right, child) + b"\0" * 36
    return row + struct.pack("<IQ", start, size)
