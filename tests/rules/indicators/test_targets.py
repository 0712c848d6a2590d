"""Where targets come from: E-B10-i, E-B10-j."""

from dataclasses import replace
from typing import Any

import pytest

from jiheng.rules.finding import Outcome
from jiheng.rules.indicators.checks import indicator_figures
from jiheng.rules.indicators.shapes import TargetCandidate, TargetSource
from jiheng.rules.indicators.targets import same_target, target_for
from tests.rules.indicators.sound import BOOK, PROJECT, answers, changed, messages, outcomes, system

SOUND = system()
BASIS = TargetCandidate(TargetSource.BASIS, "≥95%", "渝财建〔2023〕12号")
OWN = TargetCandidate(TargetSource.BASIS, "≥70%", "绩效目标申报表", by_evaluated_unit=True)
STANDARD = TargetCandidate(TargetSource.STANDARD, "≥98%", "GB 50300")
HISTORY = TargetCandidate(TargetSource.HISTORY, "≥90%", "2022年决算")
INDUSTRY = TargetCandidate(TargetSource.INDUSTRY, "≥85%", "行业年报")


@pytest.mark.clause("cq2023-7/10.i")
@pytest.mark.parametrize(
    ("candidates", "taken"),
    [
        ((INDUSTRY, HISTORY, STANDARD, BASIS), BASIS),
        ((INDUSTRY, HISTORY, STANDARD), STANDARD),
        ((INDUSTRY, HISTORY), HISTORY),
        ((INDUSTRY,), INDUSTRY),
        ((OWN, BASIS), BASIS),
        ((OWN, STANDARD), OWN),
        ((HISTORY, replace(BASIS, value=" ")), HISTORY),
    ],
)
def test_the_strongest_source_gives_the_target(
    candidates: tuple[TargetCandidate, ...], taken: TargetCandidate
) -> None:
    resolved = target_for(candidates)
    assert resolved is not None
    assert (resolved.value, resolved.source, resolved.document) == (taken.value, taken.source, taken.document)
    stated = [one for one in candidates if one.value.strip() and one is not taken]
    assert {one.candidate for one in resolved.lost} == set(stated)
    assert all(one.reason for one in resolved.lost)


@pytest.mark.clause("cq2023-7/10.i")
def test_without_candidates_there_is_no_target() -> None:
    assert target_for(()) is None
    assert target_for((OWN,), unreasonable_reason="明显偏低") is None


@pytest.mark.clause("cq2023-7/10.i")
def test_only_the_units_own_value_can_be_set_aside() -> None:
    resolved = target_for((OWN, HISTORY), unreasonable_reason="明显偏低")
    assert resolved is not None
    assert (resolved.value, resolved.source) == ("≥90%", TargetSource.HISTORY)
    assert [one.reason for one in resolved.lost] == ["被评价单位编制，明显不合理：明显偏低"]
    kept = target_for((BASIS, HISTORY), unreasonable_reason="明显偏低")
    assert kept is not None
    assert kept.value == "≥95%"


@pytest.mark.clause("cq2023-7/10.i")
def test_of_two_values_of_one_source_the_first_stands() -> None:
    second = replace(BASIS, value="≥96%", document="合同")
    resolved = target_for((BASIS, second))
    assert resolved is not None
    assert [one.reason for one in resolved.lost] == ["同为依据值，取先列的“≥95%”"]


def targets(**more: Any) -> list[str]:
    return messages(answers("E-B10-i", changed(SOUND, "通行率", **more)))


@pytest.mark.clause("cq2023-7/10.i")
@pytest.mark.parametrize("target", ["≥95%", "95%", "不低于95%", "0.95"])
def test_the_value_of_the_basis_is_taken_however_it_is_written(target: str) -> None:
    expected = target != "0.95"
    assert (targets(target=target, candidates=(BASIS, HISTORY)) == []) is expected


@pytest.mark.clause("cq2023-7/10.i")
@pytest.mark.parametrize(
    ("target", "candidates", "reason", "said"),
    [
        ("≥90%", (BASIS, HISTORY), "", "依据（渝财建〔2023〕12号）的值是“≥95%”，没有采用，请改用该值"),
        ("≥90%", (BASIS, HISTORY), "太高", "不是被评价单位编制的，不属除外情形"),
        ("≥90%", (OWN, HISTORY), "", "写明不合理的理由"),
        ("≥90%", (OWN, HISTORY), "明显低于上年", ""),
        ("≥70%", (OWN, HISTORY), "", ""),
        ("≥70%", (OWN, HISTORY), "写了也不影响", ""),
        ("≥70%", (OWN, BASIS), "", "的值是“≥95%”，没有采用"),
        ("≥90%", (STANDARD, HISTORY), "", "标准（GB 50300）的值是“≥98%”"),
        ("≥90%", (OWN, STANDARD, HISTORY), "明显偏低", "标准（GB 50300）的值是“≥98%”"),
        ("≥85%", (HISTORY, INDUSTRY), "", ""),
        ("≥96%", (BASIS, replace(BASIS, value="≥96%")), "", ""),
    ],
)
def test_a_value_of_the_basis_gives_way_only_as_the_law_says(
    target: str, candidates: tuple[TargetCandidate, ...], reason: str, said: str
) -> None:
    found = targets(target=target, candidates=candidates, unreasonable_reason=reason)
    assert [said in message for message in found] == ([True] if said else [])


@pytest.mark.clause("cq2023-7/10.i")
@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"target": ""}, "没有目标值，请按依据填写"),
        ({"target": "", "candidates": (BASIS,)}, "没有填目标值，依据（渝财建〔2023〕12号）的值是“≥95%”，请采用"),
        ({"target_source": ""}, "没有写明来源，请从依据、标准、历史、行业中选一项"),
        ({"target_source": "领导要求"}, "写的来源“领导要求”不能识别"),
        ({"target_source": "历史"}, "来源是“历史”，没有写明取自哪个文件或数据"),
        ({"target_source": "历史", "target_document": "2022年决算"}, ""),
        ({"target_source": "行业", "target": "≥85%", "candidates": (INDUSTRY,)}, ""),
        ({"target_source": "依据", "basis": ""}, "来源是“依据”，没有写明"),
    ],
)
def test_every_target_names_where_it_comes_from(fields: dict[str, Any], said: str) -> None:
    found = targets(**fields)
    assert [said in message for message in found] == ([True] if said else [])


@pytest.mark.clause("cq2023-7/10.i")
def test_sourced_targets_pass_and_none_do_not_apply() -> None:
    assert outcomes(answers("E-B10-i", SOUND)) == {Outcome.PASSED}
    assert outcomes(answers("E-B10-i", ())) == {Outcome.NOT_APPLICABLE}


@pytest.mark.clause("cq2023-7/10.i")
@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("≥95%", "95%", True),
        ("≥95%", "≤95%", False),
        ("0.5万元", "5000元", True),
        ("100个", "100人", False),
        ("2024年6月30日前", "2024-06-30", True),
        ("10-20", "10~20", True),
        ("10-20", "10-21", False),
        ("10-20", "10", False),
        ("效果明显", "效果 明显", True),
        ("效果明显", "效果很好", False),
    ],
)
def test_targets_are_compared_by_what_they_ask_for(one: str, other: str, same: bool) -> None:
    assert same_target(one, other) is same


@pytest.mark.clause("cq2023-7/10.i")
@pytest.mark.parametrize(
    ("fields", "row"),
    [
        ({"target": "≥95%", "candidates": (BASIS, HISTORY)}, ("≥95%", "依据", ["≥90%"])),
        ({"target": "", "candidates": (HISTORY, BASIS)}, ("≥95%", "依据", ["≥90%"])),
        (
            {"target": "≥90%", "target_source": "历史", "candidates": (OWN, HISTORY), "unreasonable_reason": "偏低"},
            ("≥90%", "历史", ["≥70%"]),
        ),
        ({"target": "≥85%", "target_source": "行业", "candidates": (HISTORY, INDUSTRY)}, ("≥85%", "行业", ["≥90%"])),
        ({"target": "≥95%"}, ("≥95%", "依据", [])),
    ],
)
def test_the_figures_show_what_gave_way(fields: dict[str, Any], row: tuple[str, str, list[str]]) -> None:
    shown = indicator_figures(changed(SOUND, "通行率", **fields), (), (), PROJECT, BOOK).targets[-2]
    assert shown.name == "通行率"
    assert (shown.value, shown.source, [one.candidate.value for one in shown.lost]) == row


@pytest.mark.clause("cq2023-7/10.j")
@pytest.mark.parametrize(
    ("written", "fine"),
    [
        ("是", True),
        ("按总投资口径", True),
        ("不适用", True),
        ("不适用：比率不受资金影响", True),
        ("", False),
        ("否", False),
    ],
)
def test_money_from_several_sources_asks_for_the_total_investment(written: str, fine: bool) -> None:
    project = replace(PROJECT, fund_sources=("中央资金", "市级财政资金"))
    rows = tuple(replace(row, on_total_investment="不适用") for row in SOUND)
    found = answers("E-B10-j", changed(rows, "通行率", on_total_investment=written), project)
    assert (outcomes(found) == {Outcome.PASSED}) is fine
    if not fine:
        assert messages(found) == [
            "项目资金来自中央资金、市级财政资金2个渠道，指标“通行率”的目标值没有按总投资口径，"
            "请换算后注明“是”，不受资金影响的注明“不适用”"
        ]
        assert found[0].where == "评价指标 通行率"


@pytest.mark.clause("cq2023-7/10.j")
@pytest.mark.parametrize("sources", [(), ("市级财政资金",), ("市级财政资金", " 市级财政资金", "")])
def test_money_from_one_source_does_not(sources: tuple[str, ...]) -> None:
    assert outcomes(answers("E-B10-j", SOUND, replace(PROJECT, fund_sources=sources))) == {Outcome.NOT_APPLICABLE}
