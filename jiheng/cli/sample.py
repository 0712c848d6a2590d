"""``jiheng sample``: redo a recorded draw of sample points."""

import argparse
import sys
from pathlib import Path

from jiheng.rules.finding import Severity
from jiheng.rules.sampling.draw import verify_draw
from jiheng.workbooks.preparation.sampling_record import SamplingRecord, read_record
from jiheng.workbooks.refusals import CannotRead


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``sample`` to the command line."""
    parser = commands.add_parser("sample", help="核对样本点的抽取", description="核对样本点的随机抽取。")
    actions = parser.add_subparsers(title="动作", metavar="动作", required=True, parser_class=type(parser))
    verify = actions.add_parser(
        "verify", help="按抽样记录重抽一次", description="按抽样记录的抽样框和种子重抽一次，说明是否一致。"
    )
    verify.add_argument("record", type=Path, metavar="RECORD.xlsx", help="抽样记录工作簿")
    verify.set_defaults(func=run_verify)


def run_verify(arguments: argparse.Namespace) -> int:
    """0 when the draw comes out the same, 1 when it does not or the record cannot be read."""
    path: Path = arguments.record
    try:
        record = read_record(path.name, path.read_bytes())
    except CannotRead as cannot:
        print(cannot, file=sys.stderr)
        return 1
    except OSError:
        print(f"读不了“{path}”：没有这个文件，或没有读取权限", file=sys.stderr)
        return 1
    faults = [finding for finding in record.findings if finding.severity is Severity.ERROR]
    for finding in faults:
        print(f"[{finding.severity.label}] {finding.message}（{finding.code}）")
    differences = _differences(record)
    for said in differences:
        print(f"  {said}")
    if faults or differences:
        print(f"不一致：“{path.name}”重抽后有{len(differences)}处不同" if differences else "记录有读不了的内容")
        return 1
    drawn = sum(len(stratum.drawn) for stratum in record.draw.strata)
    units = sum(stratum.units for stratum in record.draw.strata)
    print(f"一致：按种子“{record.draw.seed}”从{units}个单元重抽，抽中的{drawn}个与记录完全相同")
    print(f"抽样框摘要：{record.draw.frame_hash}")
    return 0


def _differences(record: SamplingRecord) -> tuple[str, ...]:
    try:
        return verify_draw(record.draw, record.frame, record.draw.seed)
    except ValueError as error:
        return (str(error),)
