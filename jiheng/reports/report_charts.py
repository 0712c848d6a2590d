"""The charts of a report as pictures, drawn with whatever Chinese font the machine has."""

import subprocess
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from jiheng.rules.reporting.content import Bar, Chart

BARS: Final = 24
"""So many bars stand readable on one page; a longer chart goes on in another picture."""

PLACES: Final = (
    "C:/Windows/Fonts/simhei.ttf",
    "C:/Windows/Fonts/msyh.ttc",
    "/System/Library/Fonts/PingFang.ttc",
    "/System/Library/Fonts/STHeiti Light.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
)
WIDTH, ROW, EDGE, TYPE, GAP = 1760, 84, 30, 38, 24
"""The picture in dots, of which 300 make an inch."""

PAPER, INK, TRACK, BAR = "#FFFFFF", "#000000", "#E9EDF2", "#41719C"


def pictures(chart: Chart) -> Iterator[bytes]:
    """The chart as PNG, in several pictures when it has many bars; nothing without a Chinese font."""
    font = chinese_font()
    if font is None:
        return
    for first in range(0, len(chart.bars), BARS):
        yield _drawn(replace(chart, bars=chart.bars[first : first + BARS]), font)


@cache
def chinese_font() -> ImageFont.FreeTypeFont | None:
    """A font with Chinese signs: the one fontconfig names, or one in a known place."""
    for path, face in (*_named(), *((place, 0) for place in PLACES)):
        if Path(path).is_file():
            try:
                return ImageFont.truetype(path, TYPE, index=face)
            except OSError:
                continue
    return None


def _named() -> list[tuple[str, int]]:
    """What fontconfig would take for Chinese text, when it is a font that has it."""
    command = ["fc-match", "-f", "%{file}\n%{index}\n%{lang}", "sans-serif:lang=zh-cn"]
    try:
        told = subprocess.run(command, capture_output=True, text=True, timeout=20, check=True).stdout.split("\n")
    except (OSError, subprocess.SubprocessError):
        return []
    if len(told) != 3 or "zh-cn" not in told[2].lower().split("|") or not told[1].isdecimal():
        return []
    return [(told[0], int(told[1]))]


def _drawn(chart: Chart, font: ImageFont.FreeTypeFont) -> bytes:
    labels = [_shortened(bar.label, font, WIDTH * 2 // 5) for bar in chart.bars]
    left = EDGE + max(int(font.getlength(label)) for label in labels) + GAP
    right = WIDTH - EDGE - max(int(font.getlength(bar.text)) for bar in chart.bars) - GAP
    image = Image.new("RGB", (WIDTH, ROW * len(chart.bars) + 2 * EDGE), PAPER)
    pen = ImageDraw.Draw(image)
    for row, (bar, label) in enumerate(zip(chart.bars, labels, strict=True)):
        top = EDGE + row * ROW
        middle = top + ROW // 2
        pen.text((left - GAP, middle), label, INK, font, anchor="rm")
        pen.rectangle((left, top + 18, right, top + ROW - 18), TRACK)
        if end := _length(bar, chart, right - left):
            pen.rectangle((left, top + 18, left + end, top + ROW - 18), BAR)
        pen.text((WIDTH - EDGE, middle), bar.text, INK, font, anchor="rm")
    pen.line((left, EDGE, left, EDGE + ROW * len(chart.bars)), INK, 3)
    out = BytesIO()
    image.save(out, "PNG", dpi=(300, 300), optimize=True)
    return out.getvalue()


def _length(bar: Bar, chart: Chart, whole: int) -> int:
    """The bar in dots: never beyond the line, none for nothing."""
    if chart.full <= 0:
        return 0
    return min(whole, max(0, int(bar.value * whole / chart.full)))


def _shortened(text: str, font: ImageFont.FreeTypeFont, longest: int) -> str:
    if font.getlength(text) <= longest:
        return text
    while text and font.getlength(f"{text}…") > longest:
        text = text[:-1]
    return f"{text}…"
