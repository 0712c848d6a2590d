"""What the fast reader does not tell about a sheet's cells: formats, error values, unsaved formulas."""

from dataclasses import dataclass, field

Place = tuple[int, int]
"""Row and column, both counted from 0."""


@dataclass(slots=True)
class CellNotes:
    """Notes of one sheet. ``height`` × ``width`` is the rectangle from A1 around its contents.

    ``written`` holds texts such as ``=10个`` that were saved as a formula but are only a sign and a value.
    """

    formats: dict[Place, str] = field(default_factory=dict)
    errors: dict[Place, str] = field(default_factory=dict)
    uncached: set[Place] = field(default_factory=set)
    written: dict[Place, str] = field(default_factory=dict)
    height: int = 0
    width: int = 0


def column_number(letters: str) -> int:
    """``A`` → 0, ``AA`` → 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def column_letters(number: int) -> str:
    """0 → ``A``, 26 → ``AA``."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
