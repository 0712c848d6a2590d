"""复核意见书: what the recheck found in one form or a batch, as a Word document for the unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from docx.document import Document as WordDocument

from jiheng.reports.official_page import add_heading, add_paragraph, add_table, add_title, official_document, saved
from jiheng.rules.finding import Severity
from jiheng.rules.law import clause_label
from jiheng.rules.recheck.finding_lines import FindingLine, finding_lines
from jiheng.rules.recheck.result_json import Json
from jiheng.rules.recheck.results import Verdict

LISTED = (Severity.ERROR, Severity.RECORD, Severity.WARNING)
FUNDS_CODES = frozenset({"E-R-01"})
"""The score of the execution rate is wrong."""

Point = tuple[str, str, str, str]
"""File, sheet, cell and code of a finding."""


@dataclass(frozen=True, slots=True)
class OpinionHead:
    """Who writes to whom about what, and when."""

    addressee: str
    reviewer: str
    rules_title: str
    on: date
    accepted: frozenset[Point] = frozenset()
    """Findings accepted with a reason; they are left out of the letter."""


def recheck_opinion(head: OpinionHead, forms: Sequence[Json]) -> bytes:
    """The letter as ``.docx`` bytes: what was rechecked, what has to change, how each score is worked out."""
    document = official_document("绩效自评复核意见书")
    forms = [_without(form, head.accepted) for form in forms]
    read = [form for form in forms if form["kind"] is not None]
    lines = finding_lines(forms)
    add_title(document, "绩效自评复核意见书")
    add_paragraph(document, f"{head.addressee}：", indent=False)
    add_paragraph(document, _opening(head, read, lines))
    add_heading(document, "一、复核结果")
    _results_table(document, read)
    add_heading(document, "二、需要修改或说明的事项")
    _findings_table(document, lines)
    _workings(document, read)
    add_heading(document, "四、办理要求")
    add_paragraph(
        document,
        "“阻断”事项请改正后重新报送；“提醒”事项请改正，或在偏差原因栏写明理由。"
        "复核只复算和提示，不直接修改填报得分。",
        with_next=True,
    )
    add_paragraph(document, head.reviewer, indent=False, right=True, with_next=True)
    add_paragraph(document, f"{head.on.year}年{head.on.month}月{head.on.day}日", indent=False, right=True)
    return saved(document)


def _without(form: Json, accepted: frozenset[Point]) -> Json:
    """The form without its accepted findings; a difference that was accepted has no working to show either."""
    where = (form["file"], form["sheet"] or "")
    gone = {(cell, code) for file, sheet, cell, code in accepted if (file, sheet) == where}
    if not gone:
        return form
    rows = [
        row
        | {"findings": _left(row["findings"], gone)}
        | _settled(row, any(cell == row["cells"]["score"] for cell, _ in gone))
        for row in form["indicators"]
    ]
    funds = form["funds"] | _settled(form["funds"], any(code in FUNDS_CODES for _, code in gone))
    return form | {"findings": _left(form["findings"], gone), "indicators": rows, "funds": funds}


def _left(findings: Sequence[Json], gone: set[tuple[str, str]]) -> list[Json]:
    return [one for one in findings if (one["cell"] or "", one["code"]) not in gone]


def _settled(scored: Json, accepted: bool) -> Json:
    return {"verdict": Verdict.JUDGEMENT.value} if accepted and scored["verdict"] == Verdict.DIFFERS.value else {}


def _opening(head: OpinionHead, read: Sequence[Json], lines: Sequence[FindingLine]) -> str:
    counts = [line.severity for line in lines]
    errors = counts.count(Severity.ERROR) + counts.count(Severity.RECORD)
    return (
        f"按照{head.rules_title}，对你单位报送的{len(read)}份绩效表格逐项复算，"
        f"检出应当改正的{errors}处、需要说明的{counts.count(Severity.WARNING)}处。现将意见反馈如下。"
    )


def _results_table(document: WordDocument, read: Sequence[Json]) -> None:
    rows = []
    for number, form in enumerate(read, 1):
        totals = form["totals"]
        severities = [line.severity for line in finding_lines([form])]
        rows.append(
            (
                str(number),
                form["project"],
                totals["reported"] or "—",
                totals["recomputed"] or ("不能复算" if totals["reported"] else "—"),
                totals["grade_recomputed"] or "—",
                str(severities.count(Severity.ERROR)),
                str(severities.count(Severity.WARNING)),
            )
        )
    heads = ("序号", "项目", "填报总分", "复算总分", "复算等级", "阻断", "提醒")
    add_table(document, heads, rows, (13, 55, 21, 21, 21, 12, 12), figures=frozenset({2, 3, 5, 6}))


def _findings_table(document: WordDocument, lines: Sequence[FindingLine]) -> None:
    listed = [line for line in lines if line.severity in LISTED]
    if not listed:
        add_paragraph(document, "没有需要修改或说明的事项。")
        return
    rows = [
        (
            str(number),
            line.severity.label,
            f"{line.project}　{line.cell}" if line.cell else line.project,
            line.message,
            "、".join(clause_label(clause) for clause in line.clauses) or line.code,
        )
        for number, line in enumerate(listed, 1)
    ]
    heads = ("序号", "程度", "项目和单元格", "问题和办法", "依据")
    add_table(document, heads, rows, (13, 13, 34, 67, 29))


def _workings(document: WordDocument, read: Sequence[Json]) -> None:
    """Each differing score with its working, so that the unit can check it by hand."""
    rows = [
        (form["project"], where, reported or "空白", due, working)
        for form in read
        for where, reported, due, working in _differing(form)
    ]
    add_heading(document, "三、得分怎么算出来的")
    if not rows:
        add_paragraph(document, "能够复算的得分与规则一致。")
        return
    heads = ("项目", "指标", "填报", "应得", "算式")
    add_table(document, heads, rows, (32, 36, 15, 15, 58), figures=frozenset({2, 3}))


def _differing(form: Json) -> list[tuple[str, str | None, str, str]]:
    found = []
    funds = form["funds"]
    if funds["verdict"] == Verdict.DIFFERS.value and funds["recomputed_score"] is not None:
        found.append(("预算执行率", funds["reported_score"], funds["recomputed_score"], _working(funds)))
    for row in form["indicators"]:
        if row["verdict"] == Verdict.DIFFERS.value and row["recomputed_score"] is not None:
            found.append((row["name"], row["reported_score"], row["recomputed_score"], _working(row)))
    return found


def _working(scored: Json) -> str:
    return "；".join(step["text"] for step in scored["steps"] if step["kind"] == "代入")
