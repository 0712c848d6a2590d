"""Money is kept to the 分 on both engines."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import F, Sum

from jiheng.orgs.money import MoneyField
from jiheng.self_evaluation.actions import add_file, create_batch
from jiheng.self_evaluation.models import RecheckForm
from tests.county import DAY, County, member_named


def test_sums_are_exact_where_floats_are_not(county: County) -> None:
    by = member_named("qh_unt")
    file = add_file(create_batch("一", "mof2020-10", by=by, at=DAY), "a.xlsx", None, by=by, at=DAY)
    amounts = [Decimal("900000000000000.07"), Decimal("0.10"), Decimal("0.20"), None, Decimal("-0.37")]
    for position, amount in enumerate(amounts):
        RecheckForm.objects.create(
            batch=file.batch, file=file, sheet="表", position=position, kind="x", executed=amount, result="{}"
        )
    assert RecheckForm.objects.aggregate(sum=Sum("executed"))["sum"] == Decimal("900000000000000.00")
    stored = RecheckForm.objects.order_by(F("executed").desc(nulls_last=True)).values_list("executed", flat=True)
    assert [str(amount) for amount in stored] == ["900000000000000.07", "0.20", "0.10", "-0.37", "None"]
    assert RecheckForm.objects.filter(executed__gt=Decimal("0.15")).count() == 2


@pytest.mark.parametrize("amount", ["0.001", "1000000000000000"])
def test_an_amount_that_cannot_be_kept_exactly_is_refused(amount: str) -> None:
    with pytest.raises(ValidationError):
        MoneyField("金额").get_db_prep_value(Decimal(amount), connection)
