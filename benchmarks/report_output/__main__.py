"""``python -m benchmarks.report_output``: seconds and memory of a report in each form, beside peers."""

import argparse
import json
import subprocess
import sys
from dataclasses import asdict, dataclass

from benchmarks.report_output.large import Size
from jiheng.reports.pdf import NoOffice, office_program


@dataclass(frozen=True, slots=True)
class Run:
    """One output in a process of its own: bytes, seconds, peak memory in MB of it and of what it started."""

    size: int
    seconds: float
    megabytes: float
    office_megabytes: float


def main() -> None:
    """Write the report each way and print the figures; then the same tables the way they were written before."""
    size = _asked()
    print("　".join(f"{name} {count:,}" for name, count in asdict(size).items()))
    word = output("word", size)
    print(f"Word　　{_told(word)}")
    print(f"工作簿　{_told(output('workbook', size))}")
    plain = output("rows", size)
    times = plain.seconds / word.seconds
    print(f"只把同样的表用 python-docx 逐行写成Word（add_row）：{_told(plain)}，是整份报告的 {times:.0f} 倍")
    try:
        office_program()
    except NoOffice:
        print("没有装 LibreOffice，不生成PDF，不作对比。")
        return
    pdf = output("pdf", size)
    print(f"PDF　　 {_told(pdf)}，LibreOffice 最高 {pdf.office_megabytes:.0f} MB")
    bare = output("bare", size)
    print(
        f"LibreOffice 直接转换同一份Word（目录无页码）：{_told(bare)}，是绩衡的 {bare.seconds / pdf.seconds:.1f} 倍"
    )


def output(kind: str, size: Size) -> Run:
    """Write one kind in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.report_output.one_output", kind, json.dumps(asdict(size))]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=False)
    if done.returncode:
        raise SystemExit(f"{kind} 的进程退出码 {done.returncode}。")
    told = json.loads(done.stdout.splitlines()[-1])
    return Run(told["size"], told["seconds"], told["megabytes"], told["office_megabytes"])


def _told(run: Run) -> str:
    return f"{run.seconds:.2f} 秒，{run.size / 1e6:.2f} MB，内存最高 {run.megabytes:.0f} MB"


def _asked() -> Size:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.report_output", description="报告输出的时间和内存")
    whole = asdict(Size())
    for name, text in zip(whole, ("样本点数", "指标数", "资料数", "明细行数"), strict=True):
        parser.add_argument(f"--{name}", type=int, default=whole[name], help=text)
    return Size(**vars(parser.parse_args()))


if __name__ == "__main__":
    main()
