"""Compare what the recheck said with the answer key."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from benchmarks.recheck.answers import Choices, KeyFinding, KeyForm, KeyRow
from benchmarks.recheck.truths import is_true

Json = Mapping[str, Any]  # a form as the recheck writes it; its values are of several kinds by design

SAME_UNIT = {"百分比": "%", "％": "%"}


@dataclass(frozen=True, slots=True)
class Comparison:
    """One form against its answers; every list holds Chinese lines ready to print."""

    sample: str
    rows: int
    rows_right: int
    misses: tuple[str, ...]
    head_misses: tuple[str, ...]
    asked: int
    found: int
    not_found: tuple[str, ...]
    false_alarms: tuple[str, ...]


def compare(key: KeyForm, read: Json | None) -> Comparison:
    """Hold one rechecked form (None when it was not read) against the key."""
    form: Json = read or {"indicators": [], "findings": []}
    rows = {int(row["row"]): row for row in form["indicators"]}
    wrong = {row.row: list(row_misses(row, rows.get(row.row))) for row in key.rows}
    extra = sorted(set(rows) - set(wrong))
    misses = [f"第{number}行：{'；'.join(lines)}" for number, lines in wrong.items() if lines]
    findings = tuple(_findings(form))
    lost = [item for item in key.must_find if not _found(item, findings)]
    return Comparison(
        sample=key.sample,
        rows=len(key.rows) + len(extra),
        rows_right=len(key.rows) - len(misses),
        misses=(*misses, *(f"第{number}行：不是指标行" for number in extra)),
        head_misses=tuple(head_misses(key, form)) if read else ("整张表没有读出",),
        asked=len(key.must_find),
        found=len(key.must_find) - len(lost),
        not_found=tuple(f"{'或'.join(item.codes)} {_place(item.row)}：{item.why}" for item in lost),
        false_alarms=tuple(
            f"{code} {_place(row)}：{message}" for code, row, message in findings if not is_true(code, row, key)
        ),
    )


def row_misses(key: KeyRow, row: Json | None) -> Iterator[str]:
    """What was read wrong in one row, as “项目：应为…，读成…”."""
    if row is None:
        yield "没有读出"
        return
    target = row["target"]
    asked: list[tuple[str, Choices, object]] = [
        ("目标种类", key.kind, target["kind"]),
        ("符号", key.sign, target["comparator"]),
        ("目标值", key.value, target["value"]),
        ("单位", key.unit, SAME_UNIT.get(str(target["unit"]), target["unit"])),
        ("方向", _sides(key), target["direction"]),
        ("方向的来处", _sources(key), target["direction_from"]),
        ("实际完成值", () if key.actual == ("words",) else key.actual, row["actual"]),
        ("分值", key.points, row["points"]),
        ("填报得分", key.reported, row["reported_score"]),
        ("复算得分", key.recomputed, row["recomputed_score"]),
        ("结论", key.verdict, row["verdict"]),
    ]
    yield from _wrong(asked)


def head_misses(key: KeyForm, form: Json) -> list[str]:
    """What was read wrong outside the rows: kind, year, money block, totals."""
    funds, totals = form["funds"] or {}, form["totals"] or {}
    names = {"reported": "reported_score", "recomputed": "recomputed_score"}
    asked: list[tuple[str, Choices, object]] = [
        ("表的种类", (key.kind,), form["kind"]),
        ("年度", key.years, form["year"]),
        ("金额单位", (key.unit_of_money,), form["unit_of_money"]),
        *((f"资金块 {name}", answer, funds.get(names.get(name, name))) for name, answer in key.funds.items()),
        *(
            (f"合计 {name}", key.totals[name], totals.get(name))
            for name in ("points", "reported", "recomputed")
            if name in key.totals
        ),
    ]
    return list(_wrong(asked))


def _wrong(asked: list[tuple[str, Choices, object]]) -> Iterator[str]:
    for name, answers, read in asked:
        if answers and not any(_same(answer, read) for answer in answers):
            shown = "或".join(answer or "空白" for answer in answers)
            yield f"{name}应为{shown}，读成{'空白' if read is None else read}"


def _sides(key: KeyRow) -> Choices:
    """“＝” by its sign is exact; by its meaning it also has a better side. Both readings are right."""
    return (*key.side, "exact") if key.side and "＝" in key.sign else key.side


def _sources(key: KeyRow) -> Choices:
    if "quantitative" not in key.kind or "＝" in key.sign or not key.side:
        return ()
    if key.sign == ("",):
        return ("meaning", "none") if "unknown" in key.side else ("meaning",)
    return ("sign",)


def _same(answer: str, read: object) -> bool:
    if answer == "" or read is None:
        return answer == "" and read in (None, "")
    try:
        return Decimal(answer) == Decimal(str(read))
    except InvalidOperation:
        return answer == str(read)


def _findings(form: Json) -> Iterator[tuple[str, int | None, str]]:
    """Every finding as (code, indicator row or None, message)."""
    for row in form["indicators"]:
        for finding in row["findings"]:
            yield finding["code"], int(row["row"]), finding["message"]
    numbers = {int(row["row"]) for row in form["indicators"]}
    for finding in form["findings"]:
        row = row_of_cell(finding["cell"])
        yield finding["code"], row if row in numbers else None, finding["message"]


def _found(item: KeyFinding, findings: tuple[tuple[str, int | None, str], ...]) -> bool:
    return any(code in item.codes and (item.row is None or item.row == row) for code, row, _ in findings)


def _place(row: int | None) -> str:
    return "整张表" if row is None else f"第{row}行"


def row_of_cell(cell: str | None) -> int | None:
    """The row number of a cell address: ``I6`` → 6."""
    digits = re.search(r"\d+$", cell or "")
    return int(digits.group()) if digits else None
