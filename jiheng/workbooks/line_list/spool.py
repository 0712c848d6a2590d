"""Lines that wait on disk until all of them are known to be good: 200,000 of them need not stand in memory."""

import pickle
from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import Final

Line = tuple[object, ...]
BUNCH: Final = 2_000


class Spool:
    """Lines in the order they came; they are written a few thousand at a time and read back as often as asked."""

    def __init__(self) -> None:
        self._file = TemporaryFile(prefix="jiheng-lines-")  # noqa: SIM115  it lives as long as the spool
        self._bunch: list[Line] = []
        self._kept = 0

    def append(self, line: Line) -> None:
        self._bunch.append(line)
        if len(self._bunch) >= BUNCH:
            pickle.dump(self._bunch, self._file, pickle.HIGHEST_PROTOCOL)
            self._kept += len(self._bunch)
            self._bunch = []

    def __len__(self) -> int:
        return self._kept + len(self._bunch)

    def __iter__(self) -> Iterator[Line]:
        self._file.seek(0)
        left = self._kept
        while left:
            bunch: list[Line] = pickle.load(self._file)  # noqa: S301  written by this very object
            left -= len(bunch)
            yield from bunch
        yield from self._bunch
        self._file.seek(0, 2)
