"""``jiheng evaluation score``: a whole evaluation scored from its workbook."""

import argparse
import errno
import json
import sys
from datetime import date
from pathlib import Path

from jiheng.cli.out_files import CannotWrite, put_in_place, target_refusal
from jiheng.cli.score_report import print_score
from jiheng.rules.finding import Finding
from jiheng.rules.implementation.fieldwork import check_fieldwork
from jiheng.rules.implementation.result import EvaluationResult, score_evaluation
from jiheng.rules.implementation.result_json import Json, evaluation_json
from jiheng.rules.preparation.rulebooks import rulebook_for
from jiheng.workbooks.preparation.implementation import read_implementation
from jiheng.workbooks.preparation.reader import read_preparation
from jiheng.workbooks.refusals import CannotRead

WRONG_USAGE = 2


def add_score(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``score`` to the actions of ``jiheng evaluation``."""
    scoring = actions.add_parser(
        "score",
        help="按工作簿计分，给出结论和等级",
        description="汇总样本点的指标值，核对资料，逐项计分，给出总分和等级。",
    )
    scoring.add_argument("source", type=Path, metavar="IN.xlsx", help="填好的工作簿，含指标取数等工作表")
    scoring.add_argument("--on", type=_day, metavar="日期", help="按哪一天的规则计分，默认评价基准日")
    scoring.add_argument("--json", type=Path, metavar="OUT.json", help="把全部结果写成 JSON")
    scoring.set_defaults(func=run_score)


def run_score(arguments: argparse.Namespace) -> int:
    """0 when there is a conclusion, 1 when something keeps it back or cannot be read, 2 for wrong usage."""
    refusal = target_refusal("--json", arguments.json, ".json")
    if refusal:
        return _say(refusal, WRONG_USAGE)
    try:
        result, gathered = _scored(arguments.source, arguments.on)
        _write(arguments.json, evaluation_json(result, gathered))
    except OSError as error:
        why = "没有读取权限" if error.errno == errno.EACCES else "没有这个文件"
        return _say(f"读不了“{arguments.source}”：{why}", 1)
    except (CannotRead, CannotWrite) as cannot:
        return _say(str(cannot), 1)
    print_score(result, gathered, arguments.json)
    return 0 if result.conclusion.grade else 1


def _scored(source: Path, on: date | None) -> tuple[EvaluationResult, tuple[Finding, ...]]:
    """The scores, and what the checks of the field work found as it stands today (or on the day given)."""
    content = source.read_bytes()
    prepared = read_preparation(source.name, content)
    entered = read_implementation(source.name, content)
    project = prepared.preparation.project
    day = on or project.evaluation_date or date.today()  # noqa: DTZ011  the day of the command is its input
    book, wrong = rulebook_for(project, day)
    noted = (*prepared.findings, *entered.findings, *wrong)
    today = on or date.today()  # noqa: DTZ011  the day of the command is its input
    result = score_evaluation(prepared.preparation, entered.implementation, book, noted)
    return result, check_fieldwork(prepared.preparation, entered.implementation, book, today)


def _write(target: Path | None, written: Json) -> None:
    if target is None:
        return
    with put_in_place(target) as partial:
        text = json.dumps(written, ensure_ascii=False, indent=1)
        partial.write_text(f"{text}\n", encoding="utf-8")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}”不是日期，要写成 2023-03-01") from None


def _say(message: str, code: int) -> int:
    print(message, file=sys.stderr)
    return code
