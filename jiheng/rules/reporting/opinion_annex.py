"""意见及采纳情况表, an annex of the 正式稿: what every unit answered, and what was done with it (第三十三条)."""

from collections.abc import Iterator, Sequence
from typing import Final

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed, not_applicable, passed
from jiheng.rules.finding import Finding
from jiheng.rules.reporting.content import Table
from jiheng.rules.reporting.opinions import CLAUSE, is_replaced
from jiheng.rules.reporting.shapes import Report, ReportOpinion, Sending
from jiheng.rules.wording import day_text, quoted

TITLE: Final = "意见及采纳情况表"
HEADS: Final = ("序号", "单位", "章节", "意见", "采纳情况", "理由", "修改位置")
WIDTHS: Final = (5, 14, 14, 27, 9, 19, 12)
NOTHING: Final = "—"
NOT_DECIDED: Final = "未处理"
WHOLE: Final = "全文"


@clause(CLAUSE)
def opinion_rows(report: Report) -> Table:
    """The annex: the units in the order they were asked, each with its opinions, or with why it has none.

    Reading taken: of a unit that never answered only the last draft it got is listed.
    """
    units = tuple(dict.fromkeys(each.unit.strip() for each in report.sendings))
    loose = tuple(dict.fromkeys(one.unit.strip() for one in report.opinions if one.unit.strip() not in units))
    lines = [line for unit in (*units, *loose) for line in _lines(unit, report)]
    rows = tuple((str(number), *line) for number, line in enumerate(lines, 1))
    return Table(TITLE, HEADS, rows, WIDTHS, merged=(1,))


@clause(CLAUSE)
def check_opinions_annexed(
    opinions: Sequence[ReportOpinion], sendings: Sequence[Sending], annex_rows: Sequence[Sequence[str]]
) -> list[Finding]:
    """The annex of the 正式稿 says what every unit answered and what was done with it, as it stands now.

    ``annex_rows`` are the rows of the table in the report, none without the annex.
    """
    if not sendings and not opinions:
        return [not_applicable("E-B33-3", "没有征求意见，没有要附的意见")]
    if not annex_rows:
        return [failed("E-B33-3", f"正式稿没有附“{TITLE}”。请加入附件", where="附件")]
    there = {tuple(row) for row in annex_rows}
    expected = opinion_rows(Report(sendings=tuple(sendings), opinions=tuple(opinions))).rows
    lacking = [row for row in expected if row not in there]
    if lacking or len(annex_rows) != len(expected):
        named = f"，缺第{quoted(row[0] for row in lacking)}行" if lacking else ""
        said = f"附件“{TITLE}”{len(annex_rows)}行，与现在的{len(expected)}行意见及采纳情况不一致{named}"
        return [failed("E-B33-3", f"{said}。请重新生成正式稿", where="附件")]
    return [passed("E-B33-3", f"附件列明{len(expected)}行意见及采纳情况")]


def _lines(unit: str, report: Report) -> Iterator[tuple[str, ...]]:
    """The rows of one unit without their numbers."""
    for one in report.opinions:
        if one.unit.strip() == unit:
            yield _of_opinion(unit, one)
    for sending in report.sendings:
        if sending.unit.strip() == unit and (said := _said(sending, report.sendings)):
            note = "" if sending.replied_on else sending.late_note.strip()
            yield (unit, WHOLE, said, NOTHING, note or NOTHING, NOTHING)


def _of_opinion(unit: str, one: ReportOpinion) -> tuple[str, ...]:
    decision = one.decision.value if one.decision else NOT_DECIDED
    filled = (one.reason.strip() or NOTHING, one.changed.strip() or NOTHING)
    return (unit, one.section.strip() or WHOLE, one.content.strip(), decision, *filled)


def _said(sending: Sending, sendings: Sequence[Sending]) -> str:
    """What stands in place of opinions (Chinese); nothing for a unit that gave some, or answers a later draft."""
    draft = f"征求意见稿第{sending.version}稿"
    if sending.replied_on is not None:
        return f"对{draft}无意见（{day_text(sending.replied_on)}书面回复）" if sending.no_opinion else ""
    if is_replaced(sending, sendings):
        return ""
    return f"未反馈（{draft}{day_text(sending.sent_on)}送达，期限{day_text(sending.due)}）"
