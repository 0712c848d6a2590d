"""What people get wrong in a preparation, through ``jiheng evaluation check``: said in Chinese, with clause and field.

Exit codes: 0 the plan can be handed in (what blocks a later act is said all the same), 1 it cannot, 2 wrong usage.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest
from openpyxl import Workbook, load_workbook

from jiheng.cli import main
from jiheng.demo.preparation.project import demo_workbook
from jiheng.workbooks.preparation.columns import Sheet
from jiheng.workbooks.preparation.layout import SHEETS
from tests.workbooks.preparation.demo_book import TITLES, changed_book, column_of, put, put_line

Json = dict[str, Any]
PLAN: Final = "方案送审"


@dataclass(frozen=True)
class Bad:
    """``change`` is what somebody did to the workbook; the rest is what the check has to say of it."""

    name: str
    change: Callable[[Workbook], object]
    exit_code: int
    code: str
    act: str
    clause: str | None
    where: str
    words: tuple[str, ...]


def no_lead(book: Workbook) -> None:
    put(book, "评价小组", "角色", 1, "成员")


def worked_there_last_year(book: Workbook) -> None:
    put(book, "利益关系声明", "利益关系", 4, "曾任该单位职员")
    put(book, "利益关系声明", "关系终止日期", 4, "2022-06-30")


def target_in_words(book: Workbook) -> None:
    put(book, "评价指标", "目标值", 10, "较好")
    sources = book["目标值来源"]
    (row,) = [row for row in range(TITLES + 1, sources.max_row + 1) if sources.cell(row, 1).value == "C1"]
    sources.delete_rows(row)


def no_money(book: Workbook) -> None:
    for row in range(1, 17):
        put(book, "预算执行明细", "预算数", row, 0)


def nobody_to_reach(book: Workbook) -> None:
    put(book, "预算执行明细", "资金到达对象", 10, "不适用")


def column_taken_out(title: str, column: str) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        sheet = book[title]
        sheet.delete_cols(column_of(sheet, column))

    return change


BAD: Final = (
    Bad("a line without a release", lambda book: put(book, "预算执行明细", "下达文件", 1, None), 1, "E-P-06", "读取",
        None, "预算执行明细 B4", ("“下达文件”没有填", "请补填")),
    Bad("a line without a release stays a line of the table",
        lambda book: put(book, "预算执行明细", "下达文件", 1, None), 1, "E-B7-1", PLAN, "cq2023-7/7",
        "预算执行明细 第4行", ("1行明细共100,000元没有填下达文件", "请补填文号")),
    Bad("the release then does not add up", lambda book: put(book, "预算执行明细", "下达文件", 1, None), 1, "E-B7-1",
        PLAN, "cq2023-7/7", "下达文件 第4行", ("云财建〔2022〕31号", "差100,000元", "请核对分配行")),
    Bad("a line of a release that was not entered", lambda book: put(book, "预算执行明细", "下达文件", 1, "云财建〔2022〕99号"),
        1, "E-B7-1", PLAN, "cq2023-7/7", "预算执行明细 第4行", ("云财建〔2022〕99号", "没有登记", "请补登该文件或核对文号")),
    Bad("a release that does not add up", lambda book: put(book, "下达文件", "下达金额", 1, 2990000.01), 1, "E-B7-1",
        PLAN, "cq2023-7/7", "下达文件 第4行", ("下达2,990,000.01元", "差0.01元", "未分配余额")),
    Bad("no lead evaluator", no_lead, 0, "E-B4-1", "进入实施", "cq2023-7/4", "评价小组 第4行",
        ("没有一人是主评人", "请在“角色”一栏明确1名主评人")),
    Bad("an evaluator who worked for the unit last year", worked_there_last_year, 0, "W-COI-4", "", "cq2023-7/4",
        "利益关系声明 第7行", ("郑海", "曾任该单位职员", "2022年6月30日结束", "请报财政部门认定是否回避")),
    Bad("weights of 99.9", lambda book: put(book, "评价指标", "分值", 1, 5.9), 1, "E-B10-l", PLAN, "cq2023-7/10.l",
        "评价指标", ("合计99.9，应为100，少0.1", "请调整权重")),
    Bad("a target in words for a method that counts", target_in_words, 1, "E-B10-k", PLAN, "cq2023-7/10.k",
        "评价指标 第13行", ("通村公路硬化里程完成率", "较好")),
    Bad("a frame without money", no_money, 1, "E-B9-1", PLAN, "cq2023-7/9", "抽样方案", ("资金合计不大于0", "请核对明细行的预算数")),
    Bad("a stratum without units", nobody_to_reach, 1, "E-B9-2", PLAN, "cq2023-7/9", "抽样方案",
        ("交通帮扶补助｜西片", "200,000元", "没有可抽的单元", "请补填")),
    Bad("a sheet without a column it needs", column_taken_out("预算执行明细", "预算数"), 1, "E-P-02", "读取", None,
        "预算执行明细", ("缺少“预算数”列", "请从模板取回")),
    Bad("a form without a line it needs", lambda book: book["项目基本信息"].delete_rows(5), 1, "E-P-02", "读取", None,
        "项目基本信息", ("缺少“项目名称”行", "请从模板取回")),
    Bad("a sheet without a column it can do without", column_taken_out("预算执行明细", "备注"), 0, "W-P-10", "", None,
        "预算执行明细", ("没有“备注”列", "按没有填读取")),
    Bad("a sheet that is not there", lambda book: book.remove(book["评价指标"]), 1, "E-P-01", "读取", None,
        "评价指标", ("缺少工作表“评价指标”", "请从模板取回")),
    Bad("an amount in words", lambda book: put(book, "预算执行明细", "预算数", 2, "五十万"), 1, "E-P-04", "读取", None,
        "预算执行明细 J5", ("“预算数”填的“五十万”不是金额",)),
    Bad("a day that does not exist", lambda book: put_line(book, "项目基本信息", "评价基准日", "2023-02-30"), 1, "E-P-03",
        "读取", None, "项目基本信息 B14", ("评价基准日", "2023-02-30")),
)  # fmt: skip


@dataclass(frozen=True)
class Checked:
    exit_code: int
    findings: list[Json]
    said: str
    source: Path
    folder: Path


def checked(content: bytes, folder: Path, capsys: pytest.CaptureFixture[str]) -> Checked:
    source = folder / "评价准备.xlsx"
    source.write_bytes(content)
    day = ("--on", "2023-03-01")
    results = ("--json", str(folder / "结果.json"), "--xlsx", str(folder / "标记.xlsx"))
    exit_code = main(["evaluation", "check", str(source), *day, *results])
    findings = json.loads((folder / "结果.json").read_text("utf-8"))["findings"]
    return Checked(exit_code, findings, capsys.readouterr().out, source, folder)


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.name)
@pytest.mark.clause("cq2023-7/14")
def test_it_is_said_with_clause_and_field(bad: Bad, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    result = checked(changed_book(bad.change), tmp_path, capsys)
    assert result.exit_code == bad.exit_code
    found = [one for one in result.findings if one["code"] == bad.code]
    assert found, f"{bad.code} is not among {sorted({one['code'] for one in result.findings})}"
    told = [one for one in found if one["where"] == bad.where and all(word in one["message"] for word in bad.words)]
    assert told, "\n".join(f"{one['where']}：{one['message']}" for one in found)
    assert (told[0]["act"], told[0]["clause"]) == (bad.act, bad.clause)
    assert bad.words[0] in result.said
    assert ("方案可以送审" in result.said) is (bad.exit_code == 0)


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.name)
def test_nothing_that_was_entered_is_lost(bad: Bad, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = changed_book(bad.change)
    result = checked(content, tmp_path, capsys)
    assert result.source.read_bytes() == content, "the workbook handed in is never written to"
    before, after = load_workbook(result.source), load_workbook(result.folder / "标记.xlsx")
    assert [title for title in after.sheetnames if title != "检查结果"] == before.sheetnames
    for title in before.sheetnames:
        kept = [[cell.value for cell in row] for row in before[title].iter_rows()]
        assert [[cell.value for cell in row] for row in after[title].iter_rows()] == kept


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.title)
def test_a_sheet_that_is_missing_is_named_whichever_it_is(
    sheet: Sheet, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    result = checked(changed_book(lambda book: book.remove(book[sheet.title])), tmp_path, capsys)
    code = "W-P-10" if sheet.optional else "E-P-01"
    assert (code, sheet.title) in {(one["code"], one["where"]) for one in result.findings}
    assert sheet.optional or result.exit_code == 1


def test_the_demonstration_itself_passes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    result = checked(demo_workbook(), tmp_path, capsys)
    assert result.exit_code == 0
    assert {one["code"] for one in result.findings} == {"E-B7-3", "W-B11-1"}
