"""The words of a Word document, read part by part without unpacking the whole."""

import re
from pathlib import Path
from typing import Final
from zipfile import ZipFile

from defusedxml.ElementTree import iterparse

from jiheng.files.packages import opened
from jiheng.files.refusals import FileRefused

WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OLDER_DRAWING: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
MAIN_PART: Final = "word/document.xml"
HEADER_PART: Final = re.compile(r"word/header[0-9]*\.xml")


def word_lines(path: Path, letters: int, largest_part: int) -> str:
    """About so many letters of headers and body, tables and text boxes, a line a paragraph.

    A part larger than ``largest_part`` bytes and whatever is broken raise.
    """
    lines = _Lines(letters)
    with opened(path, path.name) as package:
        for part in (*sorted(filter(HEADER_PART.fullmatch, package.namelist())), MAIN_PART):
            if package.getinfo(part).file_size > largest_part:
                raise FileRefused("E-F-12", path.name)
            _read_part(package, part, lines)
    return lines.text


class _Lines:
    """Lines as they grow; ``full`` once there is enough."""

    def __init__(self, limit: int) -> None:
        self.lines: list[str] = []
        self.left = limit
        self.going_on = False
        self.cell_has_words = False

    def add(self, words: str) -> None:
        if self.going_on:
            self.lines[-1] += words
        else:
            self.lines.append(words)
        self.going_on, self.cell_has_words = True, True
        self.left -= len(words)

    def end_line(self) -> None:
        self.going_on = False

    def begin_cell(self) -> None:
        self.cell_has_words = False

    def end_cell(self) -> None:
        """The next cell goes on in the line in which this one ended: names side by side with 文件 make a red head."""
        if self.cell_has_words:
            self.going_on = True
            self.add("\t")

    @property
    def full(self) -> bool:
        return self.left <= 0

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


def _read_part(package: ZipFile, part: str, lines: _Lines) -> None:
    """Add the words of one part; text boxes come twice in a file, and the copy for older programs is left out."""
    copies = 0
    with package.open(part) as stream:
        for event, element in iterparse(stream, events=("start", "end")):
            if element.tag == OLDER_DRAWING:
                copies += 1 if event == "start" else -1
            elif not copies:
                (_enter if event == "start" else _leave)(element.tag.removeprefix(WORD), element.text, lines)
            if event == "end" and element.tag == f"{WORD}p":
                element.clear()
            if lines.full:
                return
    lines.end_line()


def _enter(tag: str, _: str | None, lines: _Lines) -> None:
    if tag == "txbxContent":
        lines.end_line()
    elif tag == "tc":
        lines.begin_cell()


def _leave(tag: str, words: str | None, lines: _Lines) -> None:
    match tag:
        case "t":
            lines.add(words or "")
        case "tab":
            lines.add("\t")
        case "p" | "br" | "cr" | "tr":
            lines.end_line()
        case "tc":
            lines.end_cell()
