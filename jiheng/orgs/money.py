"""Money in tables: kept as whole 分, so that sums are exact on every engine (SQLite has no decimals)."""

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from django.core.exceptions import ValidationError
from django.db import models

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models.expressions import Expression

    Base = models.DecimalField[Decimal | None, Decimal | None]
else:
    Base = models.DecimalField

PLACES: Final = 2
DIGITS: Final = 17
LIMIT: Final = Decimal(10) ** (DIGITS - PLACES)
"""Amounts stay below this many 元; in 分 they and their sums fit a 64-bit integer."""


class MoneyField(Base):
    """A ``Decimal`` in 元 with two places."""

    description = "金额（元）"

    def __init__(self, verbose_name: str, *, null: bool = False, blank: bool = False, **_: object) -> None:
        super().__init__(verbose_name, max_digits=DIGITS, decimal_places=PLACES, null=null, blank=blank)

    def get_internal_type(self) -> str:
        return "BigIntegerField"

    def from_db_value(
        self, value: int | Decimal | None, expression: "Expression", connection: "BaseDatabaseWrapper"
    ) -> Decimal | None:
        return None if value is None else Decimal(value).scaleb(-PLACES)

    def get_db_prep_value(
        self, value: object, connection: "BaseDatabaseWrapper", prepared: bool = False
    ) -> int | None:
        """The amount in 分; a fraction of one, or an amount past the limit, is refused rather than changed."""
        yuan = self.to_python(value)
        if yuan is None:
            return None
        fen = yuan.scaleb(PLACES)
        if abs(yuan) >= LIMIT or fen != fen.to_integral_value():
            raise ValidationError("金额最多两位小数，且小于一千万亿元")
        return int(fen)
