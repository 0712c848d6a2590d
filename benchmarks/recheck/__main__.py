"""``python -m benchmarks.recheck``: how right and how fast the recheck is. Prints figures, asserts nothing."""

import argparse
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from benchmarks.recheck.accuracy import Accuracy, accuracy
from benchmarks.recheck.answers import SAMPLES, workbooks_in
from benchmarks.recheck.compare import Comparison
from benchmarks.recheck.speed import batch, office_seconds_per_form, seconds_per_form
from jiheng.rules.law import NATIONAL
from jiheng.workbooks.rechecking import parameters_on

LAW_DAY = date(2024, 1, 1)
LOOPED_FORMS, BATCH_FORMS = 2_400, 5_000


def main() -> None:
    """Print accuracy, then speed, memory and the comparison with LibreOffice."""
    asked = _arguments()
    paths = workbooks_in(asked.forms)
    if not paths:
        raise SystemExit(f"{asked.forms} 里没有工作簿。")
    parameters = parameters_on(asked.rules, LAW_DAY)
    for line in accuracy_lines(accuracy(paths, parameters)):
        print(line)
    if asked.accuracy_only:
        return
    print("\n速度与内存")
    each = seconds_per_form(paths, parameters, asked.loop)
    print(f"  单核每秒 {1 / each:.0f} 张（启动后连续复核 {asked.loop} 张，含写成JSON）")
    run = batch(paths, asked.batch)
    print(
        f"  一批 {run.forms} 张：{run.seconds:.1f} 秒，内存最高 {run.peak_megabytes:.0f} MB，退出码 {run.exit_code}"
    )
    office = office_seconds_per_form(paths)
    if office is None:
        print("  没有装 LibreOffice，不作对比。")
    else:
        print(f"  LibreOffice 打开并转成CSV：每张 {office:.3f} 秒，是绩衡（{each:.4f} 秒）的 {office / each:.0f} 倍")


def accuracy_lines(found: Accuracy) -> Iterator[str]:
    """The accuracy report, a line at a time."""
    yield f"准确度（{len(found.forms)} 张表，{found.rows} 行）"
    yield f"  读对的行：{found.rows_right}/{found.rows}（{_share(found.rows_right, found.rows)}）"
    yield f"  年度、资金块、合计全对的表：{found.heads_right}/{len(found.forms)}"
    yield f"  应当发现的问题：{found.found}/{found.asked}（{_share(found.found, found.asked)}）"
    yield f"  误报：{found.false_alarms} 条，占行数 {_share(found.false_alarms, found.rows)}"
    for name in found.unknown:
        yield f"  {name} 没有答案，未比较。"
    for name in found.absent:
        yield f"  {name} 不在文件夹里，未比较。"
    for form in found.forms:
        yield from _form_lines(form)


def _form_lines(form: Comparison) -> Iterator[str]:
    told = [
        *(f"    读错 {line}" for line in (*form.head_misses, *form.misses)),
        *(f"    漏报 {line}" for line in form.not_found),
        *(f"    误报 {line}" for line in form.false_alarms),
    ]
    if told:
        yield f"  {form.sample}"
        yield from told


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}%" if whole else "—"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.recheck", description="复核的准确度与速度")
    parser.add_argument("--forms", type=Path, default=SAMPLES, help="工作簿所在的文件夹，默认样表")
    parser.add_argument("--rules", default=NATIONAL, help="规则包")
    parser.add_argument("--loop", type=int, default=LOOPED_FORMS, help="计速时复核的张数")
    parser.add_argument("--batch", type=int, default=BATCH_FORMS, help="计内存时一批的张数")
    parser.add_argument("--accuracy-only", action="store_true", help="只看准确度")
    return parser.parse_args()


if __name__ == "__main__":
    main()
