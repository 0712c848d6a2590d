"""``jiheng evaluation score``: exit codes, words and the JSON are what people and scripts see."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from jiheng.demo.implementation import demo_evaluation_workbook
from jiheng.demo.preparation.project import demo_workbook
from jiheng.workbooks.preparation.layout_implementation import IMPLEMENTATION_SHEETS
from tests.cli.test_evaluation import run
from tests.workbooks.building import saved

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    path = tmp_path / "演示.xlsx"
    path.write_bytes(demo_evaluation_workbook())
    return path


def changed(path: Path, sheet: str, ref: str, value: str | None) -> Path:
    """The same workbook with one cell changed, under another name."""
    book = load_workbook(io.BytesIO(path.read_bytes()))
    book[sheet][ref] = value
    other = path.with_name("改过.xlsx")
    other.write_bytes(saved(book))
    return other


def result_of(path: Path) -> Any:
    """What ``--json`` writes."""
    target = path.with_name("结果.json")
    run("evaluation", "score", path, "--json", target)
    return json.loads(target.read_text("utf-8"))


def test_the_demonstration_is_scored_with_a_summary(demo: Path, capsys: Captured) -> None:
    assert run("evaluation", "score", demo) == 0
    said = capsys.readouterr().out
    assert "【全项目】资金4,560,000.00元（预算额度）" in said
    assert "D2 立项审批程序合规性（6分）：指标值“达成，100%”，资料1份，得4.50分，资料核对前6.00分" in said
    assert "X2 农产品运输成本下降率（6分）：指标值“9.2%”，资料0份，得0.00分，资料核对前5.52分" in said
    assert "决策：15.60分，适用分值18" in said
    assert "结论：86.96分，等级“良”" in said
    assert said.count("[阻断]") == 2


def test_the_json_has_every_part_indicator_and_step(demo: Path) -> None:
    result = result_of(demo)
    assert list(result) == ["project", "instrument", "parts", "conclusion", "findings"]
    assert (result["project"], result["instrument"]) == ("（演示）2022年农村公路补助和建设项目", "cq2023-7")
    (part,) = result["parts"]
    assert (part["name"], part["fund"], part["total"], len(part["indicators"])) == (
        "全项目",
        "4560000.00",
        "86.96",
        18,
    )
    ratio = next(one for one in part["indicators"] if one["code"] == "C1")
    assert (ratio["points"], ratio["value"], ratio["raw_score"], ratio["final_score"]) == (
        "8.00",
        "98.1395…%",
        "7.85",
        "7.85",
    )
    assert ratio["evidence"]["admissible"] == ["QL-2023-PJ-01-07-000-0005"]
    assert ratio["evidence"]["sufficiency"]["sufficient"] is True
    assert {step["kind"] for step in ratio["steps"]} == {"口径", "取数", "代入", "结果"}
    assert ratio["clauses"] == ["cq2023-7/27", "mof2020-10/4.2", "cq2023-7/23", "mof2020-10/4.4"]
    refused = next(one for one in part["indicators"] if one["code"] == "X2")["evidence"]["refused"]
    assert refused == [{"number": "QL-2023-PJ-01-09-000-0011", "nature": "被评价单位总结报告", "as_lead": False}]
    assert (result["conclusion"]["score"], result["conclusion"]["grade"]) == ("86.96", "良")
    assert result["conclusion"]["weighting"]["by"] == "预算额度"
    assert [(one["code"], one["act"]) for one in result["findings"]] == [("E-B23-2", "计分"), ("E-B23-1", "计分")]


def test_a_value_nobody_can_read_keeps_the_conclusion_back(demo: Path, capsys: Captured) -> None:
    broken = changed(demo, "样本指标值", "C4", "很不错")
    assert run("evaluation", "score", broken) == 1
    said = capsys.readouterr().out
    assert "指标“项目前期论证充分性”：定性指标须先选定一档并填写得分率（E-S-11" in said
    assert "总分：没有算出" in said
    assert "暂不给出结论" in said
    assert result_of(broken)["conclusion"]["grade"] is None


def test_a_cell_that_cannot_be_read_keeps_the_conclusion_back(demo: Path, capsys: Captured) -> None:
    assert run("evaluation", "score", changed(demo, "资料充分性", "C4", "一分半")) == 1
    said = capsys.readouterr().out
    assert "资料充分性 C4　“扣分”填的“一分半”不是数" in said
    assert "暂不给出结论：有3处要先改正" in said


def test_a_preparation_that_nobody_scored_has_no_conclusion(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "准备.xlsx"
    path.write_bytes(demo_workbook())
    assert run("evaluation", "score", path) == 1
    said = capsys.readouterr().out
    assert said.count("没有写怎样取数") == 18
    assert "暂不给出结论：有18处要先改正" in said


def test_the_same_workbook_gives_the_same_json(demo: Path) -> None:
    target = demo.with_name("结果.json")
    first, second = ((run("evaluation", "score", demo, "--json", target), target.read_bytes()) for _ in range(2))
    assert first == second
    assert sorted(path.name for path in demo.parent.iterdir()) == ["演示.xlsx", "结果.json"]


def test_the_template_can_hold_the_sheets_of_scoring(tmp_path: Path) -> None:
    target = tmp_path / "模板.xlsx"
    assert run("evaluation", "template", "--scoring", target) == 0
    assert load_workbook(target).sheetnames[-7:] == [sheet.title for sheet in IMPLEMENTATION_SHEETS]
    assert run("evaluation", "template", "--scoring", "--demo", target) == 0
    assert target.read_bytes() == demo_evaluation_workbook()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("score",), "缺少"),
        (("score", "演示.xlsx", "--json", "结果.txt"), "--json 的文件名要以 .json 结尾"),
        (("score", "演示.xlsx", "--on", "二月"), "“二月”不是日期"),
    ],
)
def test_wrong_usage_is_said(
    arguments: tuple[str, ...], words: str, demo: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(demo.parent)
    assert run("evaluation", *arguments) == 2
    assert words in capsys.readouterr().err


def test_a_file_that_is_not_there_or_no_workbook_is_said(tmp_path: Path, capsys: Captured) -> None:
    assert run("evaluation", "score", tmp_path / "没有.xlsx") == 1
    assert "没有这个文件" in capsys.readouterr().err
    other = tmp_path / "文字.xlsx"
    other.write_text("不是表格", "utf-8")
    assert run("evaluation", "score", other) == 1
    assert "文字.xlsx" in capsys.readouterr().err
