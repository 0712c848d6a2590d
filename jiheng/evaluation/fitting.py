"""Whether what was entered fits the columns it is kept in, told in words before a database refuses it."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from django.db import models

from jiheng.files.text import UNKEEPABLE
from jiheng.orgs.refusal import Refused

LARGEST_SMALL: Final = 32_767
LARGEST: Final = 2_147_483_647
LONGEST_TEXT: Final = 32_767
"""What one cell of a workbook holds; everything entered goes out into one again."""
UNSEEN: Final = "里有不可见的字符，请删去后重填"


def require_fit(model: type[models.Model], rows: Sequence[Mapping[str, Any]]) -> None:
    """Raise ``Refused`` naming the table, the row and the column of the first value that is too long or too large."""
    columns = [field for field in model._meta.concrete_fields if not field.is_relation]
    for number, values in enumerate(rows, 1):
        for field in columns:
            said = _unfit(field, values.get(field.name))
            if said:
                raise Refused(f"“{model._meta.verbose_name}”第{number}条的“{field.verbose_name}”{said}")


def require_plain(name: str, text: str) -> None:
    """Raise ``Refused`` for words no database or no cell of a workbook keeps, whichever table they go into."""
    said = _unkeepable(text)
    if said:
        raise Refused(f"{name}{said}")


def _unfit(field: "models.Field[Any, Any]", value: object) -> str:
    if isinstance(value, str):
        return _unfit_text(field, value)
    if isinstance(value, Decimal) and isinstance(field, models.DecimalField):
        return _unfit_figure(field, value)
    if isinstance(value, int) and isinstance(field, models.IntegerField):
        largest = LARGEST_SMALL if isinstance(field, models.PositiveSmallIntegerField) else LARGEST
        return "" if 0 <= value <= largest else f"是{value}，不在0到{largest}之间，请核对"
    if isinstance(value, list):
        return next((said for text in _texts_in(value) if (said := _unkeepable(text))), "")
    return ""


def _unfit_text(field: "models.Field[Any, Any]", value: str) -> str:
    said = _unkeepable(value)
    if said:
        return said
    if field.max_length is not None and len(value) > field.max_length:
        return f"有{len(value)}个字，最多{field.max_length}个，请写短些"
    return ""


def _unkeepable(text: str) -> str:
    if UNKEEPABLE.search(text):
        return UNSEEN
    if 2 * len(text) > LONGEST_TEXT and len(text.encode("utf-16-le")) > 2 * LONGEST_TEXT:
        return f"有{len(text)}个字，最多{LONGEST_TEXT}个，请写短些或分成几条"
    return ""


def _texts_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts_in(each)


def _unfit_figure(field: "models.DecimalField[Any, Any]", value: Decimal) -> str:
    exponent = value.normalize().as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    whole = len(str(int(abs(value))))
    if field.decimal_places is not None and places > field.decimal_places:
        return f"的小数多于{field.decimal_places}位，请核对"
    if field.max_digits is not None and whole > field.max_digits - (field.decimal_places or 0):
        return f"有{whole}位整数，太大，请核对"
    return ""
