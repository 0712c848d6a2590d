"""``jiheng evaluation rescore``: an old score repeated from what was frozen with it."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jiheng import __version__
from jiheng.cli.evaluation_register import Unknown, member_of, set_up
from jiheng.cli.out_files import CannotWrite, put_in_place, target_refusal
from jiheng.cli.repeat_score import CannotRepeat, repeated
from jiheng.rules.implementation.freezing import result_in
from jiheng.rules.implementation.repeating import Differing, differing, differing_figures
from jiheng.rules.implementation.result import EvaluationResult
from jiheng.rules.implementation.result_json import evaluation_json

if TYPE_CHECKING:
    from jiheng.evaluation.models import ScoreRun

WRONG_USAGE = 2
LISTED = 50
"""The most differences told one by one."""


def add_rescore(actions: Any) -> None:
    """Add ``rescore`` to the actions of ``jiheng evaluation``."""
    parser = actions.add_parser(
        "rescore",
        help="把以前的一次计分重算一遍，核对每一位数",
        description="用当时留下的底本、参数和法规文件重算一次计分，说明是否每一位数都相同。",
    )
    parser.add_argument("run", metavar="ID", help="计分编号，写法是“项目编号/次数”，见计分记录页，如 QL-2023-PJ-01/3")
    parser.add_argument("--login", metavar="登录名", help="以谁的名义，只找这个人看得到的项目；不写时找全库")
    parser.add_argument("--json", type=Path, metavar="OUT.json", help="把重算的结果写成 JSON")
    parser.set_defaults(func=run_rescore)


def run_rescore(arguments: argparse.Namespace) -> int:
    """0 when every digit is the same, 1 when one differs or it cannot be repeated, 2 for wrong usage."""
    refusal = target_refusal("--json", arguments.json, ".json")
    if refusal:
        return _say(refusal, WRONG_USAGE)
    set_up()
    from jiheng.evaluation.frozen import Broken  # noqa: PLC0415  settings are chosen just before

    try:
        run = _run(arguments.run, arguments.login)
        concluded = f"{run.score}分，等级“{run.grade}”" if run.score else "没有结论"
        print(f"{run.project.name}　第{run.number}次计分：{concluded}")
        result, found = _compared(run)
        _write(arguments.json, result)
    except (Broken, CannotRepeat) as fault:
        return _say(f"不一致：{fault}。", 1)
    except (Unknown, CannotWrite) as cannot:
        return _say(str(cannot), 1)
    return _told(run, found, arguments.json)


def _run(called: str, login: str | None) -> "ScoreRun":
    from jiheng.evaluation.queries import runs_called  # noqa: PLC0415  settings are chosen just before

    code, _, number = called.rpartition("/")
    if not code or not number.isdecimal():
        raise Unknown(f"“{called}”不是计分编号，要写成“项目编号/次数”，如 QL-2023-PJ-01/3")
    found = list(runs_called(code, int(number), member_of(login) if login else None))
    if not found:
        raise Unknown(f"没有“{code}”的第{number}次计分{f'，或不在“{login}”的范围内' if login else ''}")
    if len(found) > 1:
        units = "、".join(run.project.organisation.name for run in found)
        raise Unknown(f"{units}都有编号为“{code}”的项目，请加 --login 说明看哪一个")
    return found[0]


def _compared(run: "ScoreRun") -> tuple[EvaluationResult, tuple[Differing, ...]]:
    """The score made again, and every digit in which it differs from what the run says in either place."""
    from jiheng.evaluation.frozen import inputs_of_run, law_of_run, result_of_run  # noqa: PLC0415

    recorded = result_of_run(run)
    again = result_in(repeated(inputs_of_run(run), law_of_run(run), run.judged_on))
    found = (*differing(recorded, again), *differing_figures(run.figures, run.score, run.grade, again))
    return again, tuple(dict.fromkeys(found))


def _told(run: "ScoreRun", found: tuple[Differing, ...], written: Path | None) -> int:
    from jiheng.evaluation.frozen import digest_of_run  # noqa: PLC0415  settings are chosen just before
    from jiheng.evaluation.queries import is_logged  # noqa: PLC0415

    if run.software != __version__:
        print(f"计分时的软件版本是{run.software}，现在是{__version__}")
    logged = is_logged(run, digest_of_run(run))
    if not logged:
        print("这次计分的内容和操作记录里留下的摘要不符，计分以后被改动过")
    for one in found[:LISTED]:
        print(f"  {one.what}：记录{_shown(one.recorded)}，重算{_shown(one.repeated)}")
    if len(found) > LISTED:
        print(f"  另有{len(found) - LISTED}处")
    if written is not None:
        print(f"已写出：{written}")
    if found:
        print(f"不一致：有{len(found)}处不同")
    elif logged:
        print(f"一致：{len(run.figures)}个指标、合计、结论和等级，每一位数都相同")
    return 1 if found or not logged else 0


def _shown(said: str | None) -> str:
    return f"“{said}”" if said else "没有"


def _write(target: Path | None, result: EvaluationResult) -> None:
    if target is None:
        return
    with put_in_place(target) as partial:
        partial.write_text(f"{json.dumps(evaluation_json(result), ensure_ascii=False, indent=1)}\n", encoding="utf-8")


def _say(message: str, code: int) -> int:
    print(message, file=sys.stderr)
    return code
