"""``jiheng clauses`` lists every clause with its state."""

import argparse
import json

import pytest

from jiheng.clause_table import clause_table
from jiheng.cli import clauses
from jiheng.rules.clauses import all_clauses


def _run(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    clauses.add_parser(parser.add_subparsers())
    given = parser.parse_args(["clauses", *arguments])
    code = given.func(given)
    assert isinstance(code, int)
    return code


def test_json_has_every_clause_with_six_fields(capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("--json") == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["id"] for row in rows] == [entry.id for entry in all_clauses()]
    assert {tuple(row) for row in rows} == {("id", "title", "status", "reason", "functions", "tests")}


def test_the_table_stands_in_columns_although_chinese_signs_are_wide(capsys: pytest.CaptureFixture[str]) -> None:
    assert _run() == 0
    head, first, *_ = capsys.readouterr().out.splitlines()
    assert head.split() == ["条款", "状态", "函数", "测试", "标题", "说明"]
    assert first.startswith("mof2020-10/3.1 ")


def test_the_counts_by_status_add_up_to_the_clauses() -> None:
    counts = clauses.counts_by_instrument(clause_table())
    assert sum(int(words.split("条")[0].removeprefix("共")) for words in counts.values()) == len(all_clauses())


def test_only_one_kind_of_answer_can_be_asked_for() -> None:
    with pytest.raises(SystemExit) as ended:
        _run("--json", "--check")
    assert ended.value.code == 2


def test_a_cell_is_padded_by_its_width_on_the_screen() -> None:
    lines = clauses.as_text(clause_table()).splitlines()
    columns = {_column_of(line, "待编码") for line in lines if "  待编码  " in line}
    assert len(columns) == 1


def _column_of(line: str, word: str) -> int:
    before = line[: line.index(word)]
    return sum(2 if ord(sign) > 0x2E80 else 1 for sign in before)
