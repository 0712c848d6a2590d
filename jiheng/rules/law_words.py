"""What people read instead of the names of parameters: ``law/words.toml``."""

from functools import cache
from typing import Any

from jiheng.rules.law import LAW_FOLDER, read_toml


@cache
def _words() -> dict[str, dict[str, Any]]:
    return read_toml(LAW_FOLDER / "words.toml")


def title_of(name: str) -> str:
    """The Chinese title of a parameter; its own name while it has none."""
    return str(_words().get(name, {}).get("title", name))


def key_of(name: str, key: str) -> str:
    """The Chinese of one key of a parameter."""
    return str(_words().get(name, {}).get(key, key))


def shown_value(value: object) -> str:
    """A value as people read it: 是, 否, a word, a list with 、, or the figure as the law has it."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list | tuple):
        return "、".join(map(shown_value, value))
    return str(_words()["values"].get(str(value), value))
