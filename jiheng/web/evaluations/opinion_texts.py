"""What the experts say as plain tables of words, for a document and for a workbook."""

from decimal import Decimal

from jiheng.reports.expert_opinions import SummaryTables
from jiheng.rules.experts.shapes import ExpertReview
from jiheng.rules.figures import plain, rounded
from jiheng.rules.wording import day_text
from jiheng.web.evaluations.opinion_rows import OpinionRow, OpinionTable

NOTHING = "—"


def summary_tables(table: OpinionTable) -> SummaryTables:
    """Who declared what, the figures, and every comment."""
    return SummaryTables(
        experts=tuple(_declared(one) for one in table.reviews),
        columns=table.experts,
        figures=tuple(_figures(row) for row in table.rows),
        totals=_totals(table),
        comments=tuple(
            (row.one.indicator.code, row.one.indicator.name, name, _points(score.points), score.comment.strip())
            for row in table.rows
            for name, score in row.comments
            if score.comment.strip()
        ),
        marked=tuple(finding.message for row in table.rows for finding in row.opinion.findings),
    )


def _declared(review: ExpertReview) -> tuple[str, ...]:
    """Name, what was declared and when, why it was let through, and how the review stands."""
    declared = NOTHING if review.declared_on is None else review.relation.strip() or "没有利益关系"
    return (
        review.expert,
        declared,
        day_text(review.declared_on) if review.declared_on else NOTHING,
        review.released.strip() or NOTHING,
        f"{review.state}（{day_text(review.submitted_on)}）" if review.submitted_on else str(review.state),
    )


def _figures(row: OpinionRow) -> tuple[str, ...]:
    """Code, name, points, each expert's score, mean, highest, lowest, spread, and the score by rule."""
    opinion, indicator = row.opinion, row.one.indicator
    return (
        indicator.code,
        indicator.name,
        plain(indicator.points),
        *map(_points, opinion.given),
        *map(_points, (row.mean, opinion.highest, opinion.lowest, opinion.spread, row.one.raw.value)),
    )


def _totals(table: OpinionTable) -> tuple[str, ...]:
    whole = sum((row.one.indicator.points for row in table.rows), Decimal(0))
    given = map(_points, table.totals)
    return ("合计", "", plain(whole), *given, _points(table.mean_total), "", "", "", _points(table.rule_total))


def _points(value: Decimal | None) -> str:
    return NOTHING if value is None else f"{rounded(value)}"
