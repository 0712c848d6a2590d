"""How much room words take in a drawing, so that nothing is written over something else.

There is no font to ask on the server. A Chinese character is as wide as it is high; Latin letters and figures are
taken a little wider than the fonts of ``--jh-font`` have them.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

CUT: Final = "…"

_WIDE: Final = Fraction(1)
_CAPITAL: Final = Fraction(3, 4)
_NARROW: Final = Fraction(3, 5)
_SLIM: Final = Fraction(1, 3)
_FIRST_WIDE: Final = "\u2e80"
"""The first character of the Chinese blocks; what stands before it is Latin, but for the marks named below."""
_WIDE_MARKS: Final = "“”‘’—…·×→"
_NEVER_FIRST: Final = "，。、；：）〕》”％%"
_NEVER_LAST: Final = "（〔《“"


def room_of(text: str, size: int) -> Fraction:
    """The width of a line of text at a font size."""
    return sum((_letter(letter) for letter in text), Fraction(0)) * size


def cut(text: str, room: Fraction | int, size: int) -> str:
    """The text, or as much of it as fits with “…” after it. For names only: a figure is never cut."""
    if room_of(text, size) <= room:
        return text
    kept = text
    while kept and room_of(kept + CUT, size) > room:
        kept = kept[:-1]
    return kept + CUT


def lines_of(text: str, room: Fraction | int, size: int, at_most: int) -> tuple[str, ...]:
    """The text broken into at most so many lines of like length; what is left over is cut with “…”."""
    lines = list(_broken(text, room, size))
    if len(lines) <= at_most:
        return _evened(text, lines, room, size)
    rest = "".join(lines[at_most - 1 :])
    return (*lines[: at_most - 1], cut(rest, room, size))


def _evened(text: str, lines: list[str], room: Fraction | int, size: int) -> tuple[str, ...]:
    """As many lines, but so that the last one is not a single character."""
    longest = max((room_of(word, size) for word in _words(text)), default=Fraction(0))
    narrower = max(longest, room_of(text, size) / max(1, len(lines)))
    while narrower < room:
        tried = list(_broken(text, narrower, size))
        if len(tried) == len(lines):
            return tuple(tried)
        narrower += Fraction(size, 2)
    return tuple(lines)


def _letter(letter: str) -> Fraction:
    if letter >= _FIRST_WIDE or letter in _WIDE_MARKS:
        return _WIDE
    if letter in " .,:;|'":
        return _SLIM
    return _CAPITAL if letter.isupper() or letter in "%@&mw" else _NARROW


def _broken(text: str, room: Fraction | int, size: int) -> Iterator[str]:
    """Lines that fit, broken before the word that would not; a word longer than a line is broken itself."""
    line = ""
    for word in _words(text):
        for piece in _pieces(word, room, size):
            if line and room_of(line + piece, size) > room:
                yield line
                line = ""
            line += piece
    if line:
        yield line


def _pieces(word: str, room: Fraction | int, size: int) -> Iterator[str]:
    piece = ""
    for letter in word:
        if piece and room_of(piece + letter, size) > room:
            yield piece
            piece = ""
        piece += letter
    yield piece


def _words(text: str) -> Iterator[str]:
    """Chinese characters one by one, with marks that must not begin or end a line; Latin words and figures whole."""
    word = ""
    for letter in text:
        if word and not _joins(word[-1], letter):
            yield word
            word = ""
        word += letter
    if word:
        yield word


def _joins(last: str, letter: str) -> bool:
    return letter in _NEVER_FIRST or last in _NEVER_LAST or not (_wide(last) or _wide(letter))


def _wide(letter: str) -> bool:
    return letter >= _FIRST_WIDE
