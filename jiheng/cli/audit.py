"""``jiheng audit verify``: is the record of events whole."""

import os
import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def add_parser(subparsers: "_SubParsersAction[ArgumentParser]") -> None:
    """Add ``audit verify`` to the command line; ``func`` answers the exit code."""
    audit = subparsers.add_parser("audit", help="操作记录")
    acts = audit.add_subparsers(dest="act", required=True, metavar="动作")
    check = acts.add_parser("verify", help="核验操作记录链是否完整")
    check.add_argument("--anchor", default="", metavar="条数:摘要", help="与以前在库外记下的锚点对照")
    check.set_defaults(func=verify_chain)


def verify_chain(arguments: Namespace) -> int:
    """Print every break in Chinese. 0: whole, 1: broken, 2: a bad anchor or no database to read."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django  # noqa: PLC0415 - the command line starts without a database

    django.setup()
    from django.db import DatabaseError  # noqa: PLC0415 - needs the lines above

    from jiheng.audit.queries import anchor, contradicts, verify  # noqa: PLC0415 - needs the lines above

    try:
        rewritten = contradicts(arguments.anchor) if arguments.anchor else ""
        problems = [problem.message for problem in verify()] + ([rewritten] if rewritten else [])
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    except DatabaseError:
        print("读不到操作记录。请核对 DATABASE_URL，新数据库先运行 python manage.py migrate", file=sys.stderr)
        return 2
    if problems:
        print(f"操作记录链不完整，共{len(problems)}处：")
        print("\n".join(f"  {message}" for message in problems))
        return 1
    print(f"操作记录链完整。锚点（请记在库外）：{anchor()}")
    return 0
