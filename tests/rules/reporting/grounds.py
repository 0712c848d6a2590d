"""The demonstration as a report is made of it, with its texts written."""

from dataclasses import replace
from functools import cache

from jiheng.demo.collected import collected_evaluation
from jiheng.demo.report_texts import ABSENT, RECOMMENDED, TEXTS
from jiheng.rules.implementation.result import score_evaluation
from jiheng.rules.preparation.check import check
from jiheng.rules.preparation.rulebooks import rulebook_for
from jiheng.rules.reporting.assembling import report_content, report_material
from jiheng.rules.reporting.checks import check_report
from jiheng.rules.reporting.content import ReportContent
from jiheng.rules.reporting.grounds import Grounds
from jiheng.rules.reporting.outline import outline_for
from jiheng.rules.reporting.shapes import Recommendation, Report, ReportKind, ReportText
from tests.rules.reporting.contents import small_content


@cache
def whole_grounds() -> Grounds:
    """Everything written: nothing of the report itself is lacking."""
    preparation, given = collected_evaluation()
    day = preparation.project.evaluation_date
    assert day is not None
    book, noted = rulebook_for(preparation.project, day)
    checked = check(preparation, book, day, noted, entering_report=True)
    return Grounds(preparation, given, checked, score_evaluation(preparation, given, book), whole_report(), run=4)


def whole_report() -> Report:
    """The texts of the demonstration, its recommendations and key problems."""
    outline = outline_for(collected_evaluation()[0].project)
    texts = {item.key: ReportText(item.key, item.start) for _, item in outline.items if item.start}
    texts |= {key: ReportText(key, text) for key, text in TEXTS.items()}
    texts |= {key: ReportText(key, "", absent=True) for key in ABSENT}
    advised = tuple(
        Recommendation(number, title, text, problems, key)
        for number, (title, text, problems, key) in enumerate(RECOMMENDED, 1)
    )
    chosen = tuple(title for one in advised for title in one.problems)
    return Report(tuple(texts.values()), advised, chosen)


def with_text(key: str, text: str, *, absent: bool = False) -> Grounds:
    """One sub-item written otherwise."""
    whole = whole_grounds()
    others = tuple(one for one in whole.report.texts if one.item != key)
    return replace(whole, report=replace(whole.report, texts=(*others, ReportText(key, text, absent))))


def with_report(**parts: object) -> Grounds:
    """The report with some of its parts otherwise."""
    whole = whole_grounds()
    return replace(whole, report=replace(whole.report, **parts))  # type: ignore[arg-type]  # parts by name


def made(grounds: Grounds, kind: ReportKind = ReportKind.FINAL) -> ReportContent:
    return report_content(report_material(grounds), kind, 1, small_content().made_on)


def codes_of(grounds: Grounds, drafts: int = 1) -> list[tuple[str, str]]:
    """Every code the check of the report gives, with where it stands."""
    return [(one.code, one.where) for one in check_report(grounds, made(grounds), drafts)]


def messages_of(grounds: Grounds) -> str:
    return "\n".join(one.message for one in check_report(grounds, made(grounds), 1))
