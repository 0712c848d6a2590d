"""Lists of fund lines to import: the same lines for the same number, as a workbook or as text."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from openpyxl import Workbook

HEADS: Final = (
    "序号", "下达文号", "分配时间", "分配方式", "补助标准", "管理模式", "资金用途", "乡镇", "补助对象",
    "预算金额（元）", "实际支出（元）", "凭证号", "备注",
)  # fmt: skip
USES: Final = ("通村公路", "道路工程", "管护服务")


def rows(count: int) -> Iterator[tuple[object, ...]]:
    """So many lines over 40 documents, 3 uses, 60 towns and 30,000 payees; money to the cent."""
    for number in range(count):
        budget = (number * 7919 % 8_999_900 + 100) / 100
        yield (
            number + 1,
            f"青财建〔2022〕{number % 40 + 1}号",
            "2022年3月",
            "项目法",
            "每公里10万元",
            "乡镇自建",
            USES[number % 3],
            f"第{number % 60 + 1}乡镇",
            f"第{number % 30_000 + 1}户",
            budget,
            round(budget * 0.9, 2),
            f"记-{number + 1}号",
            None,
        )


def write_workbook(path: Path, count: int) -> None:
    """The list as ``.xlsx``."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("明细")
    sheet.append(["2022年农村公路补助资金明细表"])
    sheet.append(HEADS)
    for row in rows(count):
        sheet.append(row)
    book.save(path)


def write_text(path: Path, count: int) -> None:
    """The list as ``.csv`` in the national encoding, as older programs write it."""
    with path.open("w", encoding="gb18030", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADS)
        writer.writerows(rows(count))
