"""Several values in one cell: by 、 or by line, with ``\\`` before a sign that belongs to the value itself."""

from collections.abc import Iterable

STOP = "、"
LINE = "\n"
EQUALS = "="
NOTHING = "\\-"
"""An entry that is empty; a blank between two stops is no entry."""


def joined(entries: Iterable[str], stop: str, also: str = "") -> str:
    """The entries as one text; ``also`` are further signs that mean something inside an entry."""
    return stop.join(escaped(entry, stop + also) for entry in entries)


def escaped(entry: str, signs: str) -> str:
    """One entry with a backslash before each sign that would part it."""
    if not entry:
        return NOTHING
    kept = entry.replace("\\", "\\\\")
    for sign in signs:
        kept = kept.replace(sign, "\\n" if sign == LINE else f"\\{sign}")
    return kept


def parted(text: str, stops: str) -> list[str]:
    """The entries of a cell, still escaped; blanks between stops are left out."""
    entries, current, index = [], "", 0
    while index < len(text):
        if text[index] == "\\" and index + 1 < len(text):
            current += text[index : index + 2]
            index += 2
            continue
        if text[index] in stops:
            entries.append(current)
            current = ""
        else:
            current += text[index]
        index += 1
    return [entry.strip() for entry in (*entries, current) if entry.strip()]


def unescaped(entry: str, signs: str) -> str:
    """The entry as it was given to :func:`escaped`; a backslash before any other sign stays."""
    if entry == NOTHING:
        return ""
    text, index = "", 0
    while index < len(entry):
        if entry[index] == "\\" and index + 1 < len(entry):
            follows = entry[index + 1]
            if follows == "n" and LINE in signs:
                text += LINE
            elif follows == "\\" or follows in signs:
                text += follows
            else:
                text += entry[index : index + 2]
            index += 2
            continue
        text += entry[index]
        index += 1
    return text


def halves(entry: str, sign: str, *, last: bool = True) -> tuple[str, str] | None:
    """An escaped entry before and after its last (or first) sign that is not escaped; ``None`` without one."""
    places, index = [], 0
    while index < len(entry):
        if entry[index] == sign:
            places.append(index)
        index += 2 if entry[index] == "\\" else 1
    if not places:
        return None
    place = places[-1] if last else places[0]
    return entry[:place], entry[place + 1 :]
