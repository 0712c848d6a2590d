"""Live fields in prose: filled from the data, and told when nobody knows them."""

import pytest

from jiheng.rules.reporting.live_fields import live_fields
from jiheng.rules.reporting.outline import outline_called
from jiheng.rules.reporting.prose import check_fields, filled, pieces, values_of
from tests.rules.reporting.grounds import codes_of, messages_of, whole_grounds, with_text

pytestmark = pytest.mark.clause("cq2023-7/30", "cq2023-7/31")
VALUES = {"评价得分": "86.96分", "等级": "良"}


def test_a_field_becomes_the_figure_of_the_data() -> None:
    assert filled("得{{评价得分}}，等级“{{ 等级 }}”。", VALUES) == "得86.96分，等级“良”。"
    assert [(one.text, one.field) for one in pieces("得{{评价得分}}。", VALUES)] == [
        ("得", ""),
        ("86.96分", "评价得分"),
        ("。", ""),
    ]


def test_an_unknown_field_stays_and_is_told_with_the_nearest_names() -> None:
    assert filled("{{评价分数}}", VALUES) == "{{评价分数}}"
    grounds = with_text("body-3.overall", "得{{评价分数}}。")
    assert codes_of(grounds) == [("E-W-02", "正文“评价结论”的“总体绩效”")]
    assert "评价得分" in messages_of(grounds)


@pytest.mark.parametrize("text", ["得{{评价得分。", "得评价得分}}。", "{{{评价得分}}}", "{{}}"])
def test_loose_braces_are_told(text: str) -> None:
    assert {one.code for one in check_fields(text, VALUES, "正文")} == {"E-W-02"}


@pytest.mark.parametrize("instrument", ["cq2023-7", "mof2020-10"])
def test_every_first_draft_uses_fields_that_exist(instrument: str) -> None:
    values = values_of(live_fields(whole_grounds()))
    for _, item in outline_called(instrument).items:
        assert check_fields(item.start, values, item.title) == []


def test_the_fields_of_the_demonstration_read_as_printed() -> None:
    values = values_of(live_fields(whole_grounds()))
    said = {
        name: values[name]
        for name in ("预算数", "实际支出数", "预算执行率", "样本点数量", "样本资金覆盖率", "决策得分率")
    }
    assert said == {
        "预算数": "456万元",
        "实际支出数": "451.8万元",
        "预算执行率": "99.08%",
        "样本点数量": "13个",
        "样本资金覆盖率": "94.52%",
        "决策得分率": "86.67%",
    }
    assert values["G2评价值"] == "87.33%"
    assert values["决策分值"] == "18分"
