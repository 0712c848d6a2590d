"""How the store says no to a file, and the limits a file is held to."""

from dataclasses import dataclass

from jiheng.orgs.refusal import Refused
from jiheng.rules.codes import codes

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes once unpacked; ``entries`` is the number of files in a package."""

    office_unpacked: int = 400 * MEGABYTE
    zip_unpacked: int = 4096 * MEGABYTE
    zip_ratio: int = 200
    """How many times its packed size an archive over ``office_unpacked`` may unpack to."""
    entries: int = 40_000


LIMITS = Limits()


class FileRefused(Refused):
    """A file that may not come in; ``code`` is one of ``law/codes/files.toml``."""

    def __init__(self, code: str, name: str, why: str = "", todo: str = "") -> None:
        entry = codes()[code]
        super().__init__(f"“{name}”{why or entry.title}。请{todo or entry.todo}（{code}）")
        self.code = code
