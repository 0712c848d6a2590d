"""Pages of a PDF side by side in one picture, found by what they say; drawn by poppler's ``pdftoppm``."""

import subprocess
import tempfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from PIL import Image
from pypdf import PdfReader

INCH, GAP, AROUND = 56, 24, (205, 210, 216)
"""Dots of an inch of paper, the room between two pages, and the colour around them."""


def side_by_side(pdf: bytes, texts: Sequence[str]) -> bytes:
    """One page for each text: the last that says it, whatever spaces stand within."""
    said = ["".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages]
    numbers = [max(number for number, words in enumerate(said, 1) if text in words) for text in texts]
    drawn = _drawn(pdf, numbers)
    width = sum(page.width + GAP for page in drawn) + GAP
    board = Image.new("RGB", (width, max(page.height for page in drawn) + 2 * GAP), AROUND)
    left = GAP
    for page in drawn:
        board.paste(page, (left, GAP))
        left += page.width + GAP
    made = BytesIO()
    board.save(made, "PNG")
    return made.getvalue()


def _drawn(pdf: bytes, numbers: Sequence[int]) -> list[Image.Image]:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "report.pdf"
        source.write_bytes(pdf)
        for number in numbers:
            place = ["-singlefile", "-f", str(number), str(source), str(Path(folder) / str(number))]
            subprocess.run(["pdftoppm", "-png", "-r", str(INCH), *place], check=True)
        return [Image.open(Path(folder) / f"{number}.png").convert("RGB") for number in numbers]
