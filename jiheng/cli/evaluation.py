"""``jiheng evaluation``: the preparation workbook, empty to fill in and filled to be checked."""

import argparse
import errno
import json
import sys
from datetime import date
from pathlib import Path

from jiheng.cli.evaluation_raw_files import add_raw_files
from jiheng.cli.evaluation_register import add_actions
from jiheng.cli.evaluation_rescore import add_rescore
from jiheng.cli.evaluation_score import add_score
from jiheng.cli.out_files import CannotWrite, put_in_place, target_refusal
from jiheng.cli.preparation_report import print_preparation
from jiheng.demo.implementation import demo_evaluation_workbook
from jiheng.demo.preparation.project import demo_workbook
from jiheng.rules.finding import Finding
from jiheng.rules.implementation.shapes import Implementation
from jiheng.rules.preparation.check import check
from jiheng.rules.preparation.result import PreparationResult
from jiheng.rules.preparation.result_json import preparation_json
from jiheng.rules.preparation.rulebooks import rulebook_for
from jiheng.rules.preparation.shapes import Preparation, Project
from jiheng.workbooks.preparation.checked import checked_workbook
from jiheng.workbooks.preparation.implementation import write_evaluation
from jiheng.workbooks.preparation.reader import read_preparation
from jiheng.workbooks.preparation.sampling_record import write_record
from jiheng.workbooks.preparation.writer import template
from jiheng.workbooks.refusals import CannotRead

WRONG_USAGE = 2


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``evaluation`` to the command line."""
    parser = commands.add_parser(
        "evaluation", help="评价准备：出模板、检查、存入、取出", description="项目支出绩效评价的准备工作簿。"
    )
    actions = parser.add_subparsers(title="动作", metavar="动作", required=True, parser_class=type(parser))
    empty = actions.add_parser("template", help="写出空白工作簿", description="写出空白的评价准备工作簿。")
    empty.add_argument("target", type=Path, metavar="OUT.xlsx", help="写到哪个文件")
    empty.add_argument("--demo", action="store_true", help="写出填好的演示项目，不写空白的")
    empty.add_argument("--scoring", action="store_true", help="加上计分用的工作表：资料编号清单、指标取数等")
    empty.set_defaults(func=run_template)
    checking = actions.add_parser(
        "check", help="检查填好的工作簿", description="逐条检查评价准备，说明哪里不对、依据哪一条、怎么改。"
    )
    checking.add_argument("source", type=Path, metavar="IN.xlsx", help="填好的工作簿")
    checking.add_argument("--on", type=_day, metavar="日期", help="按哪一天检查，默认评价基准日")
    checking.add_argument("--json", type=Path, metavar="OUT.json", help="把全部结果写成 JSON")
    checking.add_argument("--xlsx", type=Path, metavar="OUT.xlsx", help="写出带标记的工作簿")
    checking.add_argument("--record", type=Path, metavar="OUT.xlsx", help="写出抽样记录")
    checking.set_defaults(func=run_check)
    add_score(actions)
    add_rescore(actions)
    add_raw_files(actions)
    add_actions(actions)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}”不是日期，要写成 2023-03-01") from None


def run_template(arguments: argparse.Namespace) -> int:
    """0 when written, 1 when it cannot be, 2 for wrong usage."""
    target: Path = arguments.target
    refusal = target_refusal("OUT.xlsx", target, ".xlsx")
    if refusal:
        return _say(refusal, WRONG_USAGE)
    try:
        with put_in_place(target) as partial:
            partial.write_bytes(_empty_or_demo(demo=arguments.demo, scoring=arguments.scoring))
    except CannotWrite as cannot:
        return _say(str(cannot), 1)
    print(f"已写出{'演示项目' if arguments.demo else '空白工作簿'}“{target}”。怎样填见第一张表“填写说明”。")
    return 0


def _empty_or_demo(*, demo: bool, scoring: bool) -> bytes:
    if demo:
        return demo_evaluation_workbook() if scoring else demo_workbook()
    return write_evaluation(Preparation(Project("", "")), Implementation()) if scoring else template()


def run_check(arguments: argparse.Namespace) -> int:
    """0 when nothing keeps the plan from being handed in, 1 when something does or cannot be read, 2 wrong usage."""
    refusal = _refusal(arguments)
    if refusal:
        return _say(refusal, WRONG_USAGE)
    try:
        content = arguments.source.read_bytes()
        read = read_preparation(arguments.source.name, content)
        result = _checked(read.preparation, arguments.on, read.findings)
        _write_results(arguments, content, read.preparation, result)
    except OSError as error:
        return _say(
            f"读不了“{arguments.source}”：{'没有读取权限' if error.errno == errno.EACCES else '没有这个文件'}", 1
        )
    except (CannotRead, CannotWrite) as cannot:
        return _say(str(cannot), 1)
    print_preparation(read.preparation, result, (arguments.json, arguments.xlsx, arguments.record))
    return 1 if result.blocking_plan else 0


def _checked(preparation: Preparation, on: date | None, noted: tuple[Finding, ...]) -> PreparationResult:
    day = on or preparation.project.evaluation_date or date.today()  # noqa: DTZ011  the day of the command is its input
    book, wrong = rulebook_for(preparation.project, day)
    return check(preparation, book, day, (*noted, *wrong))


def _refusal(arguments: argparse.Namespace) -> str:
    targets = (("--json", arguments.json, ".json"), ("--xlsx", arguments.xlsx, ".xlsx"))
    for option, target, ending in (*targets, ("--record", arguments.record, ".xlsx")):
        if refusal := target_refusal(option, target, ending):
            return refusal
        if target is not None and target.resolve() == arguments.source.resolve():
            return f"{option} 指向了要检查的文件“{target}”，请换一个文件名，原表不会被改写"
    written = [target.resolve() for target in (arguments.json, arguments.xlsx, arguments.record) if target]
    return "--xlsx 和 --record 指向了同一个文件，请换一个文件名" if len(set(written)) < len(written) else ""


def _write_results(
    arguments: argparse.Namespace, content: bytes, preparation: Preparation, result: PreparationResult
) -> None:
    if arguments.json:
        with put_in_place(arguments.json) as partial:
            text = json.dumps(preparation_json(result), ensure_ascii=False, indent=1)
            partial.write_text(f"{text}\n", encoding="utf-8")
    if arguments.xlsx:
        with put_in_place(arguments.xlsx) as partial:
            partial.write_bytes(checked_workbook(content, preparation, result))
    if arguments.record:
        draw = result.sampling.draw
        if draw is None:
            raise CannotWrite("还抽不出样本点，没有写抽样记录。请先填抽样方案的种子和样本量")
        with put_in_place(arguments.record) as partial:
            partial.write_bytes(write_record(preparation, draw))


def _say(message: str, code: int) -> int:
    print(message, file=sys.stderr)
    return code
