"""``jiheng evaluation`` and ``jiheng sample``: exit codes and words are what people and scripts see."""

import io
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from jiheng.cli import main
from jiheng.demo.preparation.project import demo_workbook
from jiheng.workbooks.preparation.layout import SHEETS
from jiheng.workbooks.preparation.writer import template
from tests.workbooks.building import saved, simple_form, workbook_bytes

Captured = pytest.CaptureFixture[str]


def run(*arguments: object) -> int:
    """The exit code, also when argparse ends the run itself."""
    try:
        return main([str(each) for each in arguments])
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else -1


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    path = tmp_path / "演示.xlsx"
    path.write_bytes(demo_workbook())
    return path


def broken(path: Path, sheet: str, ref: str, value: str | float | None) -> Path:
    """The same workbook with one cell changed, under another name."""
    book = load_workbook(io.BytesIO(path.read_bytes()))
    book[sheet][ref] = value
    changed = path.with_name("改过.xlsx")
    changed.write_bytes(saved(book))
    return changed


def test_the_template_has_every_sheet_with_choices_and_a_frozen_head(tmp_path: Path) -> None:
    target = tmp_path / "模板.xlsx"
    assert run("evaluation", "template", target) == 0
    book = load_workbook(target)
    assert book.sheetnames == ["填写说明", *(sheet.title for sheet in SHEETS)]
    assert target.read_bytes() == template()
    for sheet in SHEETS:
        shown = book[sheet.title]
        assert shown.freeze_panes == "A4"
        assert shown.page_setup.orientation == "landscape"
        assert shown.print_title_rows == "$1:$3"
    assert book["评价小组"].data_validations.dataValidation[0].formula1 == '"主评人,第一主评人,成员,质控复核人,专家"'


def test_the_template_can_hold_the_demonstration(tmp_path: Path) -> None:
    target = tmp_path / "演示.xlsx"
    assert run("evaluation", "template", "--demo", target) == 0
    assert target.read_bytes() == demo_workbook()


def test_the_demonstration_can_be_handed_in(demo: Path, capsys: Captured) -> None:
    assert run("evaluation", "check", demo) == 0
    said = capsys.readouterr().out
    assert "（演示）2022年农村公路补助和建设项目" in said
    assert "方案可以送审" in said
    assert "已放行：通村公路补助和道路工程都是农村公路建设" in said
    assert "样本点13个，覆盖资金94.52%" in said


def test_the_empty_template_is_told_step_by_step(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "空.xlsx"
    path.write_bytes(template())
    assert run("evaluation", "check", path) == 1
    said = capsys.readouterr().out
    steps = [line for line in said.splitlines() if line.startswith("【")]
    assert steps == [
        "【读取工作簿】", "【依据和适用范围】", "【评价小组】", "【沟通和交底】", "【评价依据目录】", "【实施进度】", "【样本点】",
        "【评价指标】", "【基础信息表】", "【调查问卷】", "【评价方案】",
    ]  # fmt: skip
    assert "方案还不能送审" in said


def test_a_finding_says_where_which_clause_and_what_to_do(demo: Path, capsys: Captured) -> None:
    assert run("evaluation", "check", broken(demo, "下达文件", "E4", 2990000.01)) == 1
    line = next(line for line in capsys.readouterr().out.splitlines() if "E-B7-1" in line)
    assert "下达文件 第4行" in line
    assert "差0.01元" in line
    assert "请核对分配行" in line
    assert "重庆市级项目评价 7" in line
    assert "方案送审" in line


def test_an_amount_in_words_cannot_be_read_and_nothing_else_is_lost(demo: Path, capsys: Captured) -> None:
    assert run("evaluation", "check", broken(demo, "预算执行明细", "J4", "十万")) == 1
    said = capsys.readouterr().out
    assert "预算执行明细 J4　“预算数”填的“十万”不是金额" in said
    assert "明细16行" in said


def test_all_results_are_written(demo: Path, tmp_path: Path) -> None:
    outputs = [tmp_path / "结果.json", tmp_path / "标记.xlsx", tmp_path / "抽样记录.xlsx"]
    options = zip(("--json", "--xlsx", "--record"), outputs, strict=True)
    assert run("evaluation", "check", demo, *(each for option in options for each in option)) == 0
    assert json.loads(outputs[0].read_text("utf-8"))["indicators"]["weights_ok"] is True
    assert load_workbook(outputs[1]).sheetnames[0] == "检查结果"
    assert run("sample", "verify", outputs[2]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "抽样记录.xlsx",
        "标记.xlsx",
        "演示.xlsx",
        "结果.json",
    ]


def test_the_same_workbook_gives_the_same_files(demo: Path, tmp_path: Path) -> None:
    names = ("甲", "乙")
    for name in names:
        run("evaluation", "check", demo, "--json", tmp_path / f"{name}.json", "--xlsx", tmp_path / f"{name}.xlsx")
    for ending in ("json", "xlsx"):
        first, second = ((tmp_path / f"{name}.{ending}").read_bytes() for name in names)
        assert first == second


def test_the_day_can_be_given(demo: Path, capsys: Captured) -> None:
    assert run("evaluation", "check", demo, "--on", "2023-02-01") == 0
    assert run("evaluation", "check", demo, "--on", "二月") == 2
    assert "“二月”不是日期，要写成 2023-03-01" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("template",), "缺少"),
        (("template", "模板.xls"), "要以 .xlsx 结尾"),
        (("template", "没有/模板.xlsx"), "文件夹不存在"),
        (("check",), "缺少"),
        (("check", "演示.xlsx", "--json", "结果.txt"), "--json 的文件名要以 .json 结尾"),
        (("check", "演示.xlsx", "--xlsx", "演示.xlsx"), "原表不会被改写"),
        (("check", "演示.xlsx", "--xlsx", "甲.xlsx", "--record", "甲.xlsx"), "同一个文件"),
        ((), "缺少"),
    ],
)
def test_wrong_usage_is_said_and_writes_nothing(
    arguments: tuple[str, ...], words: str, demo: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(demo.parent)
    assert run("evaluation", *arguments) == 2
    assert words in capsys.readouterr().err
    assert [path.name for path in demo.parent.iterdir()] == ["演示.xlsx"]


def test_what_cannot_be_read_is_said(tmp_path: Path, capsys: Captured) -> None:
    assert run("evaluation", "check", tmp_path / "没有.xlsx") == 1
    assert "没有这个文件" in capsys.readouterr().err
    other = tmp_path / "自评表.xlsx"
    other.write_bytes(workbook_bytes({"自评表": simple_form()}))
    assert run("evaluation", "check", other) == 1
    assert "不是评价准备工作簿" in capsys.readouterr().err
    torn = tmp_path / "坏.xlsx"
    torn.write_bytes(template()[:4000])
    assert run("evaluation", "check", torn) == 1
    assert "已损坏" in capsys.readouterr().err


def test_codes_of_an_instrument_that_was_not_chosen_say_nothing(demo: Path, capsys: Captured) -> None:
    assert run("evaluation", "check", broken(demo, "项目基本信息", "B8", "ats2023")) == 1
    said = capsys.readouterr().out
    assert "E-A" in said
    assert "E-B" not in said


def test_an_instrument_nobody_knows_keeps_the_plan_back_and_the_rest_is_still_checked(
    demo: Path, capsys: Captured
) -> None:
    assert run("evaluation", "check", broken(demo, "项目基本信息", "B8", "没有这个")) == 1
    said = capsys.readouterr().out
    assert "规则包“没有这个”不认得" in said
    assert "E-X-04" in said


def test_without_a_draw_no_record_is_written(demo: Path, tmp_path: Path, capsys: Captured) -> None:
    undrawn = broken(demo, "抽样方案", "B12", None)
    assert run("evaluation", "check", undrawn, "--record", tmp_path / "记录.xlsx") == 1
    assert "没有写抽样记录" in capsys.readouterr().err
    assert not (tmp_path / "记录.xlsx").exists()


def test_a_changed_record_is_told_by_unit(demo: Path, tmp_path: Path, capsys: Captured) -> None:
    record = tmp_path / "抽样记录.xlsx"
    run("evaluation", "check", demo, "--record", record)
    assert run("sample", "verify", record) == 0
    assert "一致：按种子“20230301”从16个单元重抽，抽中的12个与记录完全相同" in capsys.readouterr().out
    assert run("sample", "verify", broken(record, "抽中样本点", "F7", "别处")) == 1
    said = capsys.readouterr().out
    assert "不一致" in said
    assert "别处" in said


def test_a_record_that_cannot_be_read_is_said(demo: Path, tmp_path: Path, capsys: Captured) -> None:
    assert run("sample", "verify", tmp_path / "没有.xlsx") == 1
    assert run("sample", "verify", demo) == 1
    assert "不是抽样记录" in capsys.readouterr().err
