"""The ``jiheng`` command: doors for people at a terminal."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence

from jiheng import __version__

Command = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Exit codes: 0 done, 1 something could not be read or is wrong, 2 wrong usage."""
    parser = _parser()
    parsed = parser.parse_args(arguments)
    command: Command = parsed.func
    try:
        return command(parsed)
    except BrokenPipeError:
        # Who read the answer has gone; what is still buffered for them must not fail once more on the way out.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        print("已停止。", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    from jiheng.cli import (  # noqa: PLC0415  each command loads only what it needs
        audit,
        clauses,
        demo,
        evaluation,
        recheck,
        report,
        sample,
        setup,
    )

    parser = ChineseParser(prog="jiheng", description="绩衡：政府预算绩效管理软件，每一分都说得清。")
    parser.add_argument("--version", action="version", version=f"绩衡 {__version__}", help="显示版本后退出")
    commands = parser.add_subparsers(title="命令", metavar="命令", required=True, parser_class=ChineseParser)
    for module in (recheck, evaluation, report, sample, clauses, audit, setup, demo):
        module.add_parser(commands)
    return parser


class ChineseParser(argparse.ArgumentParser):
    """argparse with its usage, help and errors in Chinese."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **(kwargs | {"add_help": False}))  # type: ignore[arg-type]  # argparse's own signature
        self.add_argument("-h", "--help", action="help", help="显示说明后退出")
        self._optionals.title = "选项"
        self._positionals.title = "参数"

    def error(self, message: str) -> "None":  # type: ignore[override]  # ends the process, as argparse does
        self.print_usage(sys.stderr)
        self.exit(2, f"用法不对：{in_chinese(message)}\n输入“{self.prog} --help”看说明。\n")

    def format_usage(self) -> str:
        return super().format_usage().replace("usage: ", "用法：")

    def format_help(self) -> str:
        text = super().format_help().replace("usage: ", "用法：")
        for title in ("选项", "参数", "命令"):
            text = text.replace(f"\n{title}:\n", f"\n{title}：\n")
        return text


def in_chinese(message: str) -> str:
    """argparse's few messages in Chinese; an unknown one is passed on as it is."""
    for english, chinese in (
        ("the following arguments are required: ", "缺少"),
        ("unrecognized arguments:", "不认识的参数"),
        ("invalid int value:", "要填整数，现在是"),
        ("not allowed with argument", "不能同时用"),
        ("ignored explicit argument", "后面不跟值，多了"),
        ("ambiguous option:", "写得太短，分不清："),
        ("could match", "可能是"),
        ("expected one argument", "后面要跟一个值"),
        ("expected at least one argument", "后面至少要跟一个值"),
        ("invalid choice:", "没有这个选择："),
        ("choose from", "可选："),
        ("argument ", "参数 "),
    ):
        message = message.replace(english, chinese)
    return message
