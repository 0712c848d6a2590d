"""How reading says no: one exception carrying a finding, and the limits a file is held to."""

from dataclasses import dataclass

from jiheng.rules.codes import failed
from jiheng.rules.finding import Finding

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may weigh. Sizes in bytes; ``cells`` counts the rectangle around a sheet's contents.

    ``list_rows`` is how many rows of a sheet that never says 指标 are read; a longer one is a list beside a form.
    """

    file_size: int = 50 * MEGABYTE
    unpacked_size: int = 400 * MEGABYTE
    sheet_size: int = 64 * MEGABYTE
    sheets: int = 500
    parts: int = 5000
    cells: int = 500_000
    list_rows: int = 1000
    archive_members: int = 20_000
    archive_size: int = 4096 * MEGABYTE


LIMITS = Limits()


class CannotRead(Exception):
    """The file cannot be read. ``finding`` says why and what to do, in Chinese."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


class NotASheet(CannotRead):
    """A member of an archive that never was a sheet: named as not read, and no fault of the archive."""


def refuse(code: str, name: str, why: str) -> CannotRead:
    """The refusal of file ``name`` under a code of ``law/codes/files.toml``; ``why`` is a Chinese sentence."""
    return CannotRead(failed(code, f"“{name}”{why}", where=name))


def megabytes(size: int) -> str:
    """A size for people: 104857600 → ``100MB``."""
    return f"{size / MEGABYTE:.0f}MB"
