"""Whether what was entered fits the columns it is kept in, told in words before a database refuses it."""

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from django.db import models

from jiheng.orgs.refusal import Refused

LARGEST_SMALL: Final = 32_767
LARGEST: Final = 2_147_483_647


def require_fit(model: type[models.Model], rows: Sequence[Mapping[str, Any]]) -> None:
    """Raise ``Refused`` naming the table, the row and the column of the first value that is too long or too large."""
    columns = [field for field in model._meta.concrete_fields if not field.is_relation]
    for number, values in enumerate(rows, 1):
        for field in columns:
            said = _unfit(field, values.get(field.name))
            if said:
                raise Refused(f"“{model._meta.verbose_name}”第{number}条的“{field.verbose_name}”{said}")


def _unfit(field: "models.Field[Any, Any]", value: object) -> str:
    if isinstance(value, str):
        return _unfit_text(field, value)
    if isinstance(value, Decimal) and isinstance(field, models.DecimalField):
        return _unfit_figure(field, value)
    if isinstance(value, int) and isinstance(field, models.IntegerField):
        largest = LARGEST_SMALL if isinstance(field, models.PositiveSmallIntegerField) else LARGEST
        return "" if 0 <= value <= largest else f"是{value}，不在0到{largest}之间，请核对"
    if isinstance(value, list) and r"\u0000" in json.dumps(value):
        return "里有不可见的字符，请删去后重填"
    return ""


def _unfit_text(field: "models.Field[Any, Any]", value: str) -> str:
    if "\x00" in value:
        return "里有不可见的字符，请删去后重填"
    if field.max_length is not None and len(value) > field.max_length:
        return f"有{len(value)}个字，最多{field.max_length}个，请写短些"
    return ""


def _unfit_figure(field: "models.DecimalField[Any, Any]", value: Decimal) -> str:
    exponent = value.normalize().as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    whole = len(str(int(abs(value))))
    if field.decimal_places is not None and places > field.decimal_places:
        return f"的小数多于{field.decimal_places}位，请核对"
    if field.max_digits is not None and whole > field.max_digits - (field.decimal_places or 0):
        return f"有{whole}位整数，太大，请核对"
    return ""
