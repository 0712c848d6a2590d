"""``jiheng recheck`` on real forms and on everything that can go wrong; exit codes and words are what a script sees."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from jiheng.cli import main
from jiheng.rules.finding import Severity
from jiheng.rules.recheck.result_json import Json
from jiheng.rules.recheck.results import Verdict
from jiheng.rules.recheck.shapes import FormKind
from tests.workbooks.building import simple_form, workbook_bytes

TOP = Path(__file__).resolve().parents[2]
FORMS = TOP / "jiheng/demo/forms"
HEATING = FORMS / "form-11-school-heating.xlsx"
GOOD = workbook_bytes({"自评表": simple_form()})

FORM_KEYS = {"file", "sheet", "kind", "project", "year", "unit_of_money", "rules"} | {
    *("funds", "indicators", "totals", "findings")
}
FUNDS_KEYS = {"initial", "adjusted", "executed", "rate", "points", "reported_score", "recomputed_score"}
ROW_KEYS = {"row", "level1", "level2", "name", "target_raw", "target", "actual_raw", "actual", "points"} | {
    *("reported_score", "recomputed_score", "verdict", "findings")
}
TARGET_KEYS = {"kind", "comparator", "value", "unit"}
FINDING_KEYS = {"code", "severity", "message", "clause", "cell"}
TOTALS_KEYS = {"points", "reported", "recomputed", "grade_reported", "grade_recomputed"}

Captured = pytest.CaptureFixture[str]


def recheck(*arguments: object) -> int:
    """The exit code, also when argparse ends the run itself."""
    try:
        return main(["recheck", *map(str, arguments)])
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else -1


def json_of(tmp_path: Path, *paths: object) -> list[Json]:
    out = tmp_path / "结果.json"
    recheck(*paths, "--quiet", "--json", out)
    forms: list[Json] = json.loads(out.read_text("utf-8"))
    return forms


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> list[Json]:
    return json_of(tmp_path_factory.mktemp("samples"), FORMS)


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """A folder with a good form between two that cannot be read."""
    folder = tmp_path / "来件"
    folder.mkdir()
    (folder / "a坏.xlsx").write_bytes(GOOD[: len(GOOD) // 2])
    (folder / "b好.xlsx").write_bytes(GOOD)
    (folder / "c文本.xlsx").write_text("项目名称,得分\n道路,10\n")
    return folder


def values_in(tree: object) -> Iterator[object]:
    if isinstance(tree, dict):
        for value in tree.values():
            yield from values_in(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from values_in(value)
    else:
        yield tree


def test_all_read_is_zero_and_the_summary_counts_them(capsys: Captured) -> None:
    assert recheck(FORMS) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert "共24张表、" in said.out
    assert "form-11-school-heating.xlsx" in said.out
    assert "预算执行率得分填报9，按公式应得8.62" in said.out


def test_one_line_of_a_finding_names_cell_code_and_clause(capsys: Captured) -> None:
    recheck(HEATING)
    said = capsys.readouterr().out
    assert "（E-R-" in said
    assert "第" in said
    assert "[阻断]" in said


def test_something_unreadable_is_one_and_the_rest_is_done(mixed: Path, capsys: Captured, tmp_path: Path) -> None:
    assert recheck(mixed, tmp_path / "没有.xlsx") == 1
    said = capsys.readouterr().out
    for name in ("a坏.xlsx", "c文本.xlsx", "没有.xlsx"):
        assert f"未能读取　{name}：“{name}”" in said
    assert "共1张表" in said
    assert "有3个文件或工作表未能读取" in said


def test_the_unreadable_stand_in_the_json_with_the_keys_of_a_form(mixed: Path, tmp_path: Path) -> None:
    forms = json_of(tmp_path, mixed)
    assert [(form["file"], form["kind"]) for form in forms] == [
        ("a坏.xlsx", None),
        ("b好.xlsx", "project_self_evaluation"),
        ("c文本.xlsx", None),
    ]
    assert all(form.keys() >= FORM_KEYS for form in forms)
    assert [finding["code"] for finding in forms[2]["findings"]] == ["E-F-10"]


def test_an_empty_folder_is_said_and_is_not_a_success(tmp_path: Path, capsys: Captured) -> None:
    assert recheck(tmp_path) == 1
    assert "没有找到 xlsx、xls 或 zip 文件" in capsys.readouterr().out


WRONG: list[tuple[str, list[object], str]] = [
    ("nothing given", [], "缺少"),
    ("unknown option", [HEATING, "--fast"], "不认识的参数 --fast"),
    ("option without a value", [HEATING, "--json"], "后面要跟一个值"),
    ("value where none belongs", [HEATING, "--quiet=3"], "后面不跟值"),
    ("unknown rules", [HEATING, "--rules", "mof1999"], "没有规则包“mof1999”。可选：mof2020-10"),
    ("json with another ending", [HEATING, "--json", "out.txt"], ".json 结尾"),
    ("xlsx with another ending", [HEATING, "--xlsx", "out.xls"], ".xlsx 结尾"),
    ("json in a folder that is not there", [HEATING, "--json", "/nowhere/out.json"], "文件夹不存在"),
    ("xlsx in a folder that is not there", [HEATING, "--xlsx", "/nowhere/out.xlsx"], "文件夹不存在"),
    ("xlsx onto the input", [HEATING, "--xlsx", HEATING], "原表不会被改写"),
    ("xlsx onto a form of the folder", [FORMS, "--xlsx", HEATING], "原表不会被改写"),
]


@pytest.mark.parametrize(("arguments", "words"), [case[1:] for case in WRONG], ids=[case[0] for case in WRONG])
def test_wrong_usage_is_two_and_said_in_chinese(arguments: list[object], words: str, capsys: Captured) -> None:
    before = HEATING.read_bytes()
    assert recheck(*arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert words in said.err
    assert_chinese(said.err)
    assert HEATING.read_bytes() == before


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["查"],
        ["--help"],
        ["recheck", "--help"],
        ["demo", "--help"],
        ["demo", "--port", "八千"],
        ["clauses", "--help"],
        ["clauses", "--json", "--check"],
        ["audit"],
        ["audit", "verify", "--help"],
    ],
    ids=" ".join,
)
def test_nothing_the_command_says_is_left_in_english(words: list[str], capsys: Captured) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == (0 if "--help" in words else 2)
    said = capsys.readouterr()
    assert_chinese(said.out + said.err)


def assert_chinese(said: str) -> None:
    for word in ("usage", "error:", "invalid", "required", "argument", "show this", "optional", "not allowed"):
        assert word not in said, said
    assert "用法" in said or "不对" in said or "要以" in said or "不存在" in said or "指向" in said


def test_every_form_has_the_keys_of_the_issue(samples: list[Json]) -> None:
    assert len(samples) == 24
    for form in samples:
        assert form.keys() >= FORM_KEYS
        assert form["funds"].keys() >= FUNDS_KEYS
        assert form["totals"].keys() == TOTALS_KEYS
        for row in form["indicators"]:
            assert row.keys() >= ROW_KEYS
            assert row["target"].keys() >= TARGET_KEYS
        for finding in findings_in(form):
            assert finding.keys() >= FINDING_KEYS


def test_words_are_of_the_allowed_sets_and_figures_are_decimal_strings(samples: list[Json]) -> None:
    verdicts, severities = {one.value for one in Verdict}, {one.value for one in Severity}
    assert verdicts == {"match", "differs", "judgement", "unreadable"}
    assert {form["kind"] for form in samples} == {one.value for one in FormKind}
    for form in samples:
        assert {row["verdict"] for row in form["indicators"]} <= verdicts
        assert {finding["severity"] for finding in findings_in(form)} <= severities
        assert form["unit_of_money"] in {"元", "万元", "亿元", None}
        assert form["rules"] == "mof2020-10"
        assert not any(isinstance(value, float) for value in values_in(form))
        figures = [*form["funds"].values(), *form["totals"].values()]
        assert all(value is None or isinstance(value, str | list) for value in figures)


def test_every_cell_named_stands_on_its_sheet(samples: list[Json]) -> None:
    for form in samples:
        sheet = load_workbook(FORMS / form["file"])[form["sheet"]]
        named = [finding["cell"] for finding in findings_in(form) if finding["cell"]]
        assert named
        for cell in named:
            assert sheet[cell].row <= form["area"]["last_row"], (form["file"], cell)


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    written = []
    for name in ("一.json", "二.json"):
        recheck(FORMS, "--quiet", "--json", tmp_path / name)
        written.append((tmp_path / name).read_bytes())
    assert written[0] == written[1]


def test_a_zip_is_read_like_the_folder_it_holds(samples: list[Json], tmp_path: Path) -> None:
    packed = tmp_path / "样表.zip"
    with ZipFile(packed, "w") as archive:
        for path in sorted(FORMS.glob("*.xlsx")):
            archive.write(path, path.name)
    forms = json_of(tmp_path, packed)
    for form in forms:
        form["file"] = form["file"].removeprefix("样表.zip／")
    assert forms == samples


@pytest.mark.parametrize("quiet", [(), ("--quiet",)])
def test_what_is_no_sheet_in_a_zip_is_named_and_is_no_failure(
    tmp_path: Path, capsys: Captured, quiet: tuple[str, ...]
) -> None:
    packed = tmp_path / "来件.zip"
    with ZipFile(packed, "w") as archive:
        archive.writestr("说明.docx", b"x")
        archive.writestr("表.xlsx", GOOD)
    assert recheck(packed, *quiet, "--xlsx", tmp_path / "复核表.xlsx") == 0
    said = capsys.readouterr().out
    assert "没有读　来件.zip／说明.docx：“来件.zip／说明.docx”是 Word 文档，不是表格，没有读" in said
    assert "（W-F-17）" in said
    assert "共1张表" in said
    assert "未能读取" not in said


def test_a_file_given_twice_is_read_once(tmp_path: Path) -> None:
    folder = tmp_path / "来件"
    folder.mkdir()
    (folder / "表.xlsx").write_bytes(GOOD)
    twice = json_of(tmp_path, folder / "表.xlsx", folder, folder / "表.xlsx", folder / "../来件/表.xlsx")
    assert [form["file"] for form in twice] == ["表.xlsx"]


def test_a_name_in_old_windows_bytes_is_shown_in_chinese(tmp_path: Path, capsys: Captured) -> None:
    name = os.fsdecode("自评表.xlsx".encode("gb18030"))
    (tmp_path / name).write_bytes(GOOD)
    assert recheck(tmp_path) == 0
    assert "自评表.xlsx" in capsys.readouterr().out


def test_quiet_prints_the_summary_alone(capsys: Captured) -> None:
    recheck(HEATING, "--quiet")
    said = capsys.readouterr().out
    assert "共1张表" in said
    assert "E-R-" not in said


def test_both_results_are_written_and_named(tmp_path: Path, capsys: Captured) -> None:
    assert recheck(HEATING, "--quiet", "--json", tmp_path / "a.json", "--xlsx", tmp_path / "a.xlsx") == 0
    said = capsys.readouterr().out
    assert str(tmp_path / "a.json") in said
    assert str(tmp_path / "a.xlsx") in said
    assert "复核结果" in load_workbook(tmp_path / "a.xlsx").sheetnames
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.json", "a.xlsx"]


def test_a_result_may_be_written_again_beside_the_forms(tmp_path: Path) -> None:
    (tmp_path / "表.xlsx").write_bytes(GOOD)
    for _ in range(2):
        assert recheck(tmp_path, "--quiet", "--json", tmp_path / "结果.json") == 0


def test_a_result_that_cannot_be_written_is_said(tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "结果.json").mkdir()
    assert recheck(HEATING, "--quiet", "--json", tmp_path / "结果.json") == 1
    said = capsys.readouterr()
    assert "写不了" in said.err
    assert [path.name for path in tmp_path.iterdir()] == ["结果.json"]


def test_the_rules_named_are_those_applied(tmp_path: Path) -> None:
    out = tmp_path / "a.json"
    recheck(HEATING, "--quiet", "--rules", "hubei", "--json", out)
    assert json.loads(out.read_text("utf-8"))[0]["rules"] == "hubei"


def test_an_interrupted_run_leaves_no_half_result(tmp_path: Path) -> None:
    folder = tmp_path / "来件"
    folder.mkdir()
    for number in range(300):
        (folder / f"{number:03d}.xlsx").write_bytes(HEATING.read_bytes())
    out = tmp_path / "结果.json"
    running = started("recheck", str(folder), "--json", str(out))
    partial = tmp_path / ".结果.json.partial"
    until(lambda: partial.exists() and partial.stat().st_size > 1000)
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=20)
    assert running.returncode == 1
    assert said.strip() == "已停止。"
    assert not out.exists()
    assert not partial.exists()


def test_a_reader_that_leaves_early_hears_no_complaint() -> None:
    running = started("recheck", str(FORMS))
    assert running.stdout is not None
    running.stdout.readline()
    running.stdout.close()
    assert running.stderr is not None
    said = running.stderr.read()
    assert running.wait(timeout=20) == 1
    assert said == ""


def findings_in(form: Json) -> list[Json]:
    return [*form["findings"], *(finding for row in form["indicators"] for finding in row["findings"])]


def started(*words: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "jiheng.cli", *words]
    return subprocess.Popen(command, cwd=TOP, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if condition():
            return
        time.sleep(0.02)
    raise AssertionError("it did not come to that within 20 seconds")
