"""What keeps a report from being final: each code with the case that raises it."""

from dataclasses import replace

import pytest

from jiheng.rules.reporting.checks import GROUPS, check_annexes, check_parts, check_score_printed
from jiheng.rules.reporting.outline import outline_for
from jiheng.rules.reporting.shapes import Recommendation
from tests.rules.reporting.grounds import codes_of, made, messages_of, whole_grounds, with_report, with_text


@pytest.mark.clause("cq2023-7/29", "cq2023-7/30", "cq2023-7/31", "cq2023-7/32")
def test_a_whole_report_lacks_nothing_but_what_others_decide() -> None:
    assert codes_of(whole_grounds()) == []


@pytest.mark.clause("cq2023-7/29")
def test_a_final_needs_a_draft_first() -> None:
    assert codes_of(whole_grounds(), drafts=0) == [("E-B29-1", "报告")]


@pytest.mark.clause("cq2023-7/29")
@pytest.mark.parametrize(("lacking", "said"), [("abstract", "摘要"), ("body", "正文"), ("annexes", "附件")])
def test_a_report_has_abstract_body_and_annexes(lacking: str, said: str) -> None:
    grounds = whole_grounds()
    content = replace(made(grounds), **{lacking: ()})  # type: ignore[arg-type]  # parts by name
    (found,) = check_parts(content, outline_for(grounds.project), drafts=1)
    assert found.code == "E-B29-2"
    assert f"缺{said}" in found.message


@pytest.mark.clause("cq2023-7/30", "cq2023-7/30.1", "cq2023-7/30.2")
@pytest.mark.parametrize("key", ["abstract-1.basis", "abstract-1.use", "abstract-2.samples", "abstract-2.results"])
def test_each_sub_item_of_the_abstract_is_asked_for(key: str) -> None:
    ((code, where),) = codes_of(with_text(key, "  "))
    assert code == "E-B30-1"
    assert where.startswith("摘要“")


@pytest.mark.clause("cq2023-7/31", "cq2023-7/31.1", "cq2023-7/31.2", "cq2023-7/31.3")
@pytest.mark.parametrize("key", ["body-1.background", "body-2.methods", "body-2.features", "body-3.duty"])
def test_each_sub_item_of_the_body_is_asked_for(key: str) -> None:
    ((code, where),) = codes_of(with_text(key, ""))
    assert code == "E-B31-1"
    assert where.startswith("正文“")


@pytest.mark.clause("cq2023-7/31.3")
def test_what_may_be_absent_is_answered_with_none_and_nothing_else_is() -> None:
    assert codes_of(with_text("body-3.cases", "", absent=True)) == []
    assert codes_of(with_text("body-3.overall", "", absent=True)) == [("E-B31-1", "正文“评价结论”的“总体绩效”")]


@pytest.mark.clause("cq2023-7/30.3")
def test_the_abstract_speaks_of_problems_that_stand() -> None:
    assert codes_of(with_report(key_problems=())) == [("E-B30-1", "摘要“需重点关注的问题”")]
    assert "已不在问题清单里" in messages_of(with_report(key_problems=("早已删去的问题",)))


@pytest.mark.clause("cq2023-7/31.4")
@pytest.mark.parametrize(("part", "said"), [("phenomenon", "具体表现"), ("basis", "判断依据"), ("cause", "成因")])
def test_a_problem_says_how_it_shows_by_what_and_why(part: str, said: str) -> None:
    whole = whole_grounds()
    first, *rest = whole.given.problems
    broken = replace(first, **{part: " "})  # type: ignore[arg-type]  # parts by name
    grounds = replace(whole, given=replace(whole.given, problems=(broken, *rest)))
    assert codes_of(grounds) == [("E-B31-1", "正文“存在的问题及原因”")]
    assert f"没有写{said}" in messages_of(grounds)


@pytest.mark.clause("cq2023-7/30.4", "cq2023-7/31.5")
def test_a_recommendation_answers_a_problem() -> None:
    first, second = whole_grounds().report.recommendations
    loose = replace(first, problems=("早已删去的问题",))
    found = codes_of(with_report(recommendations=(loose, second)))
    assert ("E-B30-2", "建议1“限期完成剩余路段”") in found
    assert "W-W-04" in {code for code, _ in found}


@pytest.mark.clause("cq2023-7/31.5", "cq2023-7/30.4")
def test_problems_ask_for_recommendations_and_the_abstract_for_some_of_them() -> None:
    assert codes_of(with_report(recommendations=())) == [("E-B31-1", "正文“有关建议”")]
    advised = tuple(replace(one, key=False) for one in whole_grounds().report.recommendations)
    assert codes_of(with_report(recommendations=advised)) == [("E-B30-1", "摘要“有关建议”")]
    empty = (*whole_grounds().report.recommendations, Recommendation(3, "加强管理", "", ("管护责任没有落实到人",)))
    assert codes_of(with_report(recommendations=empty)) == [("E-B31-1", "建议3“加强管理”")]


@pytest.mark.clause("cq2023-7/32")
@pytest.mark.parametrize(("group", "key"), [(group, key) for group, keys in GROUPS.items() for key in keys])
def test_each_of_the_five_groups_of_annexes_is_asked_for(group: str, key: str) -> None:
    content = made(whole_grounds())
    emptied = tuple(replace(one, blocks=()) if one.key == key else one for one in content.annexes)
    (found,) = check_annexes(replace(content, annexes=emptied))
    assert (found.code, found.where) == ("E-B32", f"附件“{group}”")


@pytest.mark.clause("cq2023-7/31.2", "cq2023-7/31.3")
def test_a_report_prints_the_score_of_the_system() -> None:
    grounds = whole_grounds()
    content = made(grounds)
    assert not check_score_printed(content, grounds).blocks
    moved = tuple(replace(one, value="99.00分") if one.name == "评价得分" else one for one in content.fields)
    found = check_score_printed(replace(content, fields=moved), grounds)
    assert found.code == "E-B31-2"
    assert "99.00分" in found.message
    assert "86.96分" in found.message


@pytest.mark.clause("cq2023-7/28")
def test_without_a_conclusion_there_is_no_report() -> None:
    whole = whole_grounds()
    unscored = replace(whole.scored.conclusion, value=None, grade=None, raw=None)
    grounds = replace(whole, scored=replace(whole.scored, conclusion=unscored))
    assert "E-W-05" in {code for code, _ in codes_of(grounds)}


def test_the_national_outline_asks_for_its_own_items() -> None:
    whole = whole_grounds()
    project = replace(whole.project, instrument="mof2020-10")
    grounds = replace(whole, preparation=replace(whole.preparation, project=project))
    found = codes_of(grounds)
    assert {code for code, _ in found} == {"E-W-01"}
    assert ("E-W-01", "正文“绩效评价指标分析”的“项目决策情况”") in found
    assert not any("摘要" in where for _, where in found)
