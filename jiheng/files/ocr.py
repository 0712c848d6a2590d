"""Words in scans and photos, read when the optional extra ``ocr`` is installed (``requirements/ocr.txt``)."""

import logging
from functools import cache
from importlib.util import find_spec
from typing import Any, Final

from PIL import Image, ImageOps

PACKAGES: Final = ("rapidocr", "onnxruntime")
LONGEST_EDGE: Final = 2400
"""Larger pictures are made smaller first: the time grows with the pixels, the words stay readable."""


def ocr_installed() -> bool:
    """Whether this installation can read words in pictures."""
    return all(find_spec(name) is not None for name in PACKAGES)


def words_in(picture: Image.Image) -> str:
    """The words of a picture, a line a line of it; asks for the extra to be installed."""
    shown = ImageOps.exif_transpose(picture)
    shown.thumbnail((LONGEST_EDGE, LONGEST_EDGE))
    read = _engine()(shown.convert("RGB"))
    return "\n".join(line for line in (read.txts or ()) if line.strip())


@cache
def _engine() -> Any:
    """The engine with the model its package brings along; making it takes a second."""
    from rapidocr import RapidOCR  # noqa: PLC0415  an optional component

    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    return RapidOCR(params={"Global.log_level": "error"})
