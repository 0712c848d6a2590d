"""``jiheng recheck``: read filled forms, recompute every score, say what is wrong."""

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TextIO

from jiheng.cli.batch_counts import BatchCounts
from jiheng.cli.out_files import CannotWrite, put_in_place, target_refusal
from jiheng.cli.printing import print_form, print_summary, print_unreadable
from jiheng.rules.law import NATIONAL, UnknownInstrument
from jiheng.rules.recheck.result_json import Json
from jiheng.workbooks.annotated import AnnotatedSource, annotated_workbook
from jiheng.workbooks.inputs import GATHERED
from jiheng.workbooks.rechecking import RecheckedFile, parameters_on, recheck_paths

WRONG_USAGE = 2
KEPT_FORMS = 60
"""How many forms' originals are kept in memory for the annotated workbook."""


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``recheck`` to the command line."""
    parser = commands.add_parser(
        "recheck",
        help="复核自评表、申报表：逐格复算并说明",
        description="读取填好的绩效表格，按条款逐项复算。",
    )
    parser.add_argument(
        "paths", nargs="+", type=Path, metavar="文件或文件夹", help="xlsx、xls、zip 或文件夹，可以多个"
    )
    parser.add_argument("--rules", default=NATIONAL, metavar="规则包", help=f"规则包，默认 {NATIONAL}（国家通用）")
    parser.add_argument("--json", type=Path, metavar="OUT.json", help="把全部结果写成 JSON")
    parser.add_argument("--xlsx", type=Path, metavar="OUT.xlsx", help="写出带标记的工作簿")
    parser.add_argument("--quiet", action="store_true", help="只显示汇总")
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> int:
    """0 when everything was read, 1 when something could not be read, 2 for wrong usage."""
    refusal = _refusal(arguments)
    if refusal:
        print(refusal, file=sys.stderr)
        return WRONG_USAGE
    parameters = parameters_on(arguments.rules, date.today())  # noqa: DTZ011  the day of the command is its input
    counts, sources = BatchCounts(), _Sources(wanted=arguments.xlsx is not None)
    try:
        with _json_list(arguments.json) as write:
            for file in recheck_paths(arguments.paths, parameters):
                forms = file.as_json(parameters.rules)
                for form in forms:
                    write(form)
                counts.add(forms)
                sources.add(file, forms)
                _print_file(file, forms, quiet=arguments.quiet)
        if arguments.xlsx:
            with put_in_place(arguments.xlsx) as partial:
                partial.write_bytes(annotated_workbook(sources.kept))
    except CannotWrite as cannot:
        print(cannot, file=sys.stderr)
        return 1
    print_summary(counts, arguments.json, arguments.xlsx)
    return 0 if counts.forms and not counts.unreadable else 1


class _Sources:
    """What the annotated workbook needs; the originals only while there are few forms."""

    def __init__(self, *, wanted: bool) -> None:
        self.wanted = wanted
        self.kept: list[AnnotatedSource] = []
        self.forms = 0

    def add(self, file: RecheckedFile, forms: list[Json]) -> None:
        if not self.wanted or not forms:
            return
        self.forms += len(file.results)
        content = file.content if self.forms <= KEPT_FORMS else b""
        self.kept.append(AnnotatedSource(file.name, content, tuple(forms)))


def _refusal(arguments: argparse.Namespace) -> str:
    """Why the arguments cannot be used, or an empty text."""
    try:
        parameters_on(arguments.rules, date.today())  # noqa: DTZ011  only whether the instrument exists
    except UnknownInstrument as unknown:
        return f"--rules 不对：{unknown}"
    for option, target, ending in (("--json", arguments.json, ".json"), ("--xlsx", arguments.xlsx, ".xlsx")):
        if refusal := target_refusal(option, target, ending):
            return refusal
        if target is not None and target.exists() and any(_stands_in(target, path) for path in arguments.paths):
            return f"{option} 指向了要复核的文件“{target}”，请换一个文件名或文件夹，原表不会被改写"
    return ""


def _stands_in(target: Path, path: Path) -> bool:
    """Whether the target is the input itself, or a workbook in the folder given."""
    whole = target.resolve()
    return path.resolve() == whole or (whole.suffix.lower() in GATHERED and path.resolve() in whole.parents)


@contextmanager
def _json_list(path: Path | None) -> Iterator["_Write"]:
    """A JSON list written form by form, put in place only when complete."""
    if path is None:
        yield _Write(None)
        return
    with put_in_place(path) as partial, partial.open("w", encoding="utf-8") as out:
        out.write("[")
        yield _Write(out)
        out.write("\n]\n")


class _Write:
    def __init__(self, out: TextIO | None) -> None:
        self.out = out
        self.first = True

    def __call__(self, form: Json) -> None:
        if self.out is None:
            return
        self.out.write("\n" if self.first else ",\n")
        self.first = False
        json.dump(form, self.out, ensure_ascii=False, indent=1)


def _print_file(file: RecheckedFile, forms: list[Json], *, quiet: bool) -> None:
    """What could not be read is said even when only the summary was asked for."""
    for warning in file.warnings:
        print(f"{'提醒' if file.content else '没有读'}　{file.name}：{warning.message}（{warning.code}）")
    for form in forms:
        if form["kind"] is None:
            print_unreadable(form)
        elif not quiet:
            print_form(form)
