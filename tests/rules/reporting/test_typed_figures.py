"""A figure typed into prose that differs from the data is found, as exactly as it was typed."""

import pytest

from tests.rules.reporting.grounds import codes_of, messages_of, with_text

pytestmark = pytest.mark.clause("cq2023-7/31.2", "cq2023-7/31.3")
WHERE = "正文“评价结论”的“总体绩效”"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("评价得分88.5分。", "E-B31-2"),
        ("项目评价得分为86.9分，等级为“良”。", "E-B31-2"),
        ("综合得分：90分。", "E-B31-2"),
        ("评价得分约87分。", "E-B31-2"),
        ("决策类得分16分。", "E-B31-2"),
        ("通村公路硬化里程完成率得分8分。", "E-B31-2"),
        ("等级为“优”。", "E-B31-2"),
        ("项目预算460万元。", "W-W-03"),
        ("实际支出共450.8万元。", "W-W-03"),
        ("预算执行率98%。", "W-W-03"),
        ("选取样本点12个。", "W-W-03"),
        ("收集资料1,500份。", "W-W-03"),
    ],
)
def test_a_figure_that_differs_is_found_where_it_stands(text: str, code: str) -> None:
    assert codes_of(with_text("body-3.overall", text)) == [(code, WHERE)]
    assert "手写了" in messages_of(with_text("body-3.overall", text))


@pytest.mark.parametrize(
    "text",
    [
        "评价得分86.96分，等级为“良”。",
        "评价得分86.960分。",
        "评价得分{{评价得分}}，等级{{等级}}。",
        "指标体系满分100分。",
        "项目预算456万元，即4,560,000元，合0.0456亿元。",
        "实际支出451.8万元，预算执行率99.08%，约99.1%。",
        "选取样本点13个，收集资料15份。",
        "等级良好的乡镇有3个。",
        "通村公路补助240万元，实际支出没有超出。",
        "没有数字的一句话。",
    ],
)
def test_a_figure_that_agrees_as_exactly_as_it_was_typed_is_left_alone(text: str) -> None:
    assert codes_of(with_text("body-3.overall", text)) == []
