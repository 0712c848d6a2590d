"""Cell text brought to one form before reading: half-width, one sign per meaning, no stray blanks."""

import re

LONGEST_CELL = 1000
"""A longer cell is prose; it is kept as words."""

_FULL_WIDTH = {0xFF01 + offset: 0x21 + offset for offset in range(94)}
_SAME = {
    "≧": "≥",
    "⩾": "≥",
    "≽": "≥",
    "≮": "≥",
    "≦": "≤",
    "⩽": "≤",
    "≼": "≤",
    "≯": "≤",
    "﹥": ">",
    "﹤": "<",
    "﹦": "=",
    "﹪": "%",
    "٪": "%",
    "—": "-",
    "–": "-",
    "―": "-",
    "−": "-",
    "‐": "-",
    "〜": "~",
    "∼": "~",
    "∽": "~",
    "﹣": "-",
    "﹐": ",",
    "【": "[",
    "】": "]",
    "㎡": "平方米",
    "㎥": "立方米",
    "㎞": "公里",
    "㎝": "厘米",
    "㎜": "毫米",
    "㎏": "公斤",
    "㎎": "毫克",
    "²": "2",
    "³": "3",
    "\u200b": "",
    "\u200c": "",
    "\u200d": "",
    "\ufeff": "",
    "\x00": "",
}
_TABLE = str.maketrans({**{chr(code): chr(plain) for code, plain in _FULL_WIDTH.items()}, **_SAME})

_GROUPED = re.compile(r"(?<![0-9.])[0-9]{1,3}(?:[ \u3000\xa0][0-9]{3})+(?![0-9])")
_BLANKS = re.compile(r"(?<![0-9])\s+|\s+(?![0-9])")
_TWO_CHARACTER_SIGNS = (("=>", "≥"), (">=", "≥"), ("=<", "≤"), ("<=", "≤"))


def plain_text(text: str) -> str:
    """``“＞＝ １ ２００ 人”`` → ``≥1200人``: same meaning, one spelling; never raises.

    A blank between two numbers that are not a group of thousands stays, so they are not run together.
    """
    plain = text.translate(_TABLE)
    if any(character.isspace() for character in plain):
        plain = _GROUPED.sub(_without_blanks, plain)
        plain = _BLANKS.sub("", plain)
    if "=" in plain:
        for written, sign in _TWO_CHARACTER_SIGNS:
            plain = plain.replace(written, sign)
    return plain


def _without_blanks(found: re.Match[str]) -> str:
    return "".join(found.group().split())
