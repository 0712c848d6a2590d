"""The report put together: every item of 第三十至三十三条 is found in it, and what moves is told."""

from dataclasses import replace

import pytest

from jiheng.rules.exact_json import from_text, to_text
from jiheng.rules.reporting.content import ReportContent, Table
from jiheng.rules.reporting.differing import ChangeKind, changes_between
from jiheng.rules.reporting.shapes import ReportKind
from tests.rules.reporting.contents import small_content
from tests.rules.reporting.grounds import made, whole_grounds, with_text


def tables_of(content: ReportContent) -> list[Table]:
    blocks = [one.blocks for one in (*content.abstract, *content.body)] + [one.blocks for one in content.annexes]
    return [block.table for held in blocks for block in held if block.table]


def said_in(content: ReportContent) -> str:
    return "\n".join(
        block.heading or block.text for one in (*content.abstract, *content.body) for block in one.blocks
    )


@pytest.mark.clause("cq2023-7/30", "cq2023-7/30.1", "cq2023-7/30.2", "cq2023-7/30.3", "cq2023-7/30.4")
def test_the_abstract_has_its_four_sections() -> None:
    content = made(whole_grounds())
    assert [one.title for one in content.abstract] == ["项目概况", "评价情况", "需重点关注的问题", "有关建议"]
    problems, advice = content.abstract[2], content.abstract[3]
    assert "判断依据：" in problems.blocks[0].text
    assert "原因：" in problems.blocks[0].text
    assert "（针对问题1）" in advice.blocks[0].text


@pytest.mark.clause("cq2023-7/31.1", "cq2023-7/31.2", "cq2023-7/31.3", "cq2023-7/31.4", "cq2023-7/31.5")
def test_the_body_has_its_five_sections_with_what_the_data_brings() -> None:
    content = made(whole_grounds())
    assert [one.title for one in content.body] == [
        "项目概况",
        "绩效评价工作开展情况",
        "评价结论",
        "存在的问题及原因",
        "有关建议",
    ]
    said = said_in(content)
    for words in ("（一）项目背景", "项目得分86.96分", "具体表现：", "成因：", "（四）主要经验\n无。"):
        assert words in said
    (scores,) = [one for one in tables_of(content) if one.caption == "各评价指标得分"]
    assert len(scores.rows) == 19
    assert scores.rows[-1][5] == "86.96"
    charts = [block.chart for one in content.body for block in one.blocks if block.chart]
    assert all(chart.alt.startswith("条形图") for chart in charts)


@pytest.mark.clause("cq2023-7/32", "cq2023-7/33")
def test_the_annexes_are_those_of_the_article_and_those_beyond() -> None:
    content = made(whole_grounds())
    assert [one.title for one in content.annexes] == [
        "评价指标表",
        "项目预算执行汇总表",
        "项目预算执行明细表",
        "项目实施进度表",
        "样本点基础信息表",
        "样本点分类汇总表",
        "调查问卷格式",
        "调查问题梳理表",
        "样本抽取和覆盖情况",
        "各指标得分说明",
        "评价指标修正情况",
        "资料编号清单",
        "征求意见及采纳情况表",
    ]
    draft = made(whole_grounds(), ReportKind.DRAFT)
    assert "opinions" not in {one.key for one in draft.annexes}
    assert all(sum(one.widths) == 100 and len(one.widths) == len(one.heads) for one in tables_of(content))
    assert all(len(row) == len(one.heads) for one in tables_of(content) for row in one.rows)


@pytest.mark.clause("cq2023-7/32")
def test_every_score_stands_with_its_sum_its_material_and_its_clauses() -> None:
    content = made(whole_grounds())
    (basis,) = [one for one in content.annexes if one.key == "score-basis"]
    table = basis.blocks[0].table
    assert table is not None
    row = next(row for row in table.rows if row[0] == "C1")
    assert row[2] == "7.85／8"
    assert [line.partition("：")[0] for line in row[3].split("\n")] == ["口径", "取数", "代入", "结果"]
    assert "四舍五入" in row[3]
    assert all(len(one[3]) < 700 for one in table.rows)
    assert "QL-2023-PJ-01-07-000-0005" in row[4]
    assert "重庆市级项目评价 27" in row[5]


def test_a_report_is_kept_as_text_and_read_again() -> None:
    content = made(whole_grounds())
    assert from_text(to_text(content), ReportContent) == content


@pytest.mark.clause("cq2023-7/31.2", "cq2023-7/33")
def test_what_moved_is_told_by_its_place() -> None:
    old, new = small_content(), small_content(ReportKind.FINAL, 2, "87.20")
    found = changes_between(old, new)
    assert [(one.kind, one.where, one.before, one.after) for one in found] == [
        (ChangeKind.FIGURE, "评价得分", "86.96", "87.20"),
        (ChangeKind.PROSE, "摘要“评价情况”", "评价得分86.96分，等级“良”。", "评价得分87.20分，等级“良”。"),
        (ChangeKind.PROSE, "正文“评价结论”", "得分86.96分。", "得分87.20分。"),
    ]
    assert changes_between(old, replace(old, made_on=new.made_on, number=7)) == ()


@pytest.mark.clause("cq2023-7/33")
def test_a_row_that_moved_and_an_annex_that_came_are_told() -> None:
    whole = whole_grounds()
    old = made(whole, ReportKind.DRAFT)
    first, *rest = whole.given.materials
    fewer = replace(whole, given=replace(whole.given, materials=(replace(first, title="改过的名称"), *rest)))
    found = {one.where: one for one in changes_between(old, made(fewer))}
    table = found["附件“资料编号清单”“资料编号清单”"]
    assert first.title in table.before
    assert "改过的名称" in table.after
    assert (found["附件“征求意见及采纳情况表”"].before, found["附件“征求意见及采纳情况表”"].after) == ("没有", "有")
    rewritten = changes_between(old, made(with_text("body-3.overall", "总体较好。"), ReportKind.DRAFT))
    assert [one.where for one in rewritten] == ["正文“评价结论”（二）总体绩效"]
