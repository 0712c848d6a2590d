"""``jiheng clauses``: every clause, how far it is built, and what follows it."""

import argparse
import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from jiheng.clause_table import HOME, ClauseRow, clause_table, mismatches
from jiheng.rules.clauses import Status
from jiheng.rules.law import load_instrument

if TYPE_CHECKING:
    from argparse import _SubParsersAction

DOCS = HOME / "docs" / "clauses.md"


def add_parser(subparsers: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``clauses`` to the commands of ``jiheng``; its ``func`` takes the arguments and gives the exit code."""
    parser = subparsers.add_parser("clauses", help="条款对照：每一条的状态、函数和测试")
    answer = parser.add_mutually_exclusive_group()
    answer.add_argument("--json", action="store_true", help="输出 JSON")
    answer.add_argument("--check", action="store_true", help="只列出状态与实际不符的条款，有不符时退出码为1")
    answer.add_argument("--write-docs", action="store_true", help="重新生成 docs/clauses.md")
    parser.set_defaults(func=run)


def run(args: argparse.Namespace) -> int:
    """Print the table, or do what the option asks. 0 done, 1 when ``--check`` found something."""
    if args.check:
        lines = mismatches()
        print("\n".join(lines) if lines else "全部条款的状态与实际相符。")
        return 1 if lines else 0
    if args.write_docs:
        DOCS.write_text(as_markdown(clause_table()), "utf-8")
        print(f"已生成 {DOCS.relative_to(Path.cwd()) if DOCS.is_relative_to(Path.cwd()) else DOCS}")
        return 0
    text = as_json(clause_table()) if args.json else as_text(clause_table())
    sys.stdout.write(text)
    return 0


def as_json(rows: tuple[ClauseRow, ...]) -> str:
    """A list of ``{id, title, status, reason, functions, tests}``."""
    keys = ("id", "title", "status", "reason", "functions", "tests")
    return json.dumps([{key: getattr(row, key) for key in keys} for row in rows], ensure_ascii=False, indent=1) + "\n"


def as_text(rows: tuple[ClauseRow, ...]) -> str:
    """An aligned table for a terminal, then the counts by status."""
    cells = [("条款", "状态", "函数", "测试", "标题", "说明")]
    cells += [
        (row.id, row.status.label, str(len(row.functions)), str(len(row.tests)), row.title, row.reason)
        for row in rows
    ]
    widths = [max(_width(line[column]) for line in cells) for column in range(len(cells[0]))]
    lines = ["  ".join(_padded(cell, width) for cell, width in zip(line, widths, strict=True)) for line in cells]
    counts = [f"{short_title(instrument)}：{words}" for instrument, words in counts_by_instrument(rows).items()]
    return "\n".join(line.rstrip() for line in [*lines, "", *counts]) + "\n"


def as_markdown(rows: tuple[ClauseRow, ...]) -> str:
    """The text of ``docs/clauses.md``. It names modules and test files, so a renamed function leaves it unchanged."""
    counts = counts_by_instrument(rows)
    lines = [
        "# 条款对照",
        "",
        "本页由 `jiheng clauses --write-docs` 生成，请勿手改。要求一栏是我们自己的归纳，不是法规原文。",
        "逐个函数和测试见 `jiheng clauses --json`。",
        "",
        "| 规则包 | 条数 |",
        "|---|---|",
        *(f"| {short_title(instrument)}（`{instrument}`） | {words} |" for instrument, words in counts.items()),
    ]
    for instrument in counts:
        lines += ["", f"## {load_instrument(instrument).title}", ""]
        lines += [
            "| 条款 | 标题 | 要求 | 状态 | 说明 | 核对程度 | 函数 | 测试 |",
            "|---|---|---|---|---|---|---|---|",
        ]
        lines += [_markdown_row(row) for row in rows if row.instrument == instrument]
    return "\n".join(lines) + "\n"


def short_title(instrument: str) -> str:
    return load_instrument(instrument).short_title


def counts_by_instrument(rows: tuple[ClauseRow, ...]) -> dict[str, str]:
    """Instrument id → “共77条：已编码4条、参数5条、待编码68条”."""
    found: dict[str, Counter[Status]] = {}
    for row in rows:
        found.setdefault(row.instrument, Counter())[row.status] += 1
    return {
        instrument: f"共{counts.total()}条："
        + "、".join(f"{status.label}{counts[status]}条" for status in Status if counts[status])
        for instrument, counts in found.items()
    }


def _markdown_row(row: ClauseRow) -> str:
    modules = sorted({name.removeprefix("jiheng.rules.").rpartition(".")[0] for name in row.functions})
    files = sorted({test.partition("::")[0].removeprefix("tests/") for test in row.tests})
    told = (f"`{row.id}`", row.title, row.summary, row.status.label, row.reason, row.evidence)
    cells = (*told, *("<br>".join(f"`{name}`" for name in names) for names in (modules, files)))
    return f"| {' | '.join(cells)} |"


def _width(text: str) -> int:
    """Columns a terminal gives the text: two for a Chinese character."""
    return sum(2 if east_asian_width(sign) in "WFA" else 1 for sign in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
