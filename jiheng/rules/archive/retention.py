"""保管期限: how many years a file is kept, from which day, and until when."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed, passed
from jiheng.rules.finding import Finding
from jiheng.rules.law import Rulebook

CLAUSES = ("ats2023/3.9.2.d", "mof2020-10/5.5")


class Material(StrEnum):
    """The kinds of material an evaluation file holds."""

    CONTRACT = "contract"
    PLAN = "plan"
    INDICATORS = "indicators"
    BASE_REPORT = "base_report"
    VERIFICATION = "verification"
    WORKING_PAPERS = "working_papers"
    QUESTIONNAIRE = "questionnaire"
    EXPERT_OPINION = "expert_opinion"
    EVALUATION_REPORT = "evaluation_report"
    OTHER = "other"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    Material.CONTRACT: "委托评价协议",
    Material.PLAN: "评价实施方案",
    Material.INDICATORS: "评价指标体系",
    Material.BASE_REPORT: "基础数据报表",
    Material.VERIFICATION: "数据核查确认报告",
    Material.WORKING_PAPERS: "评价工作底稿及附件",
    Material.QUESTIONNAIRE: "调查问卷",
    Material.EXPERT_OPINION: "专家评审意见",
    Material.EVALUATION_REPORT: "评价报告",
    Material.OTHER: "其他资料",
}
NAMED_IMPORTANT = frozenset({Material.BASE_REPORT, Material.EVALUATION_REPORT})
"""Named by the law itself; no setting takes them out."""


@dataclass(frozen=True, slots=True)
class RetentionReading:
    """Years for important and other material, and what counts as important beyond what the law names."""

    important_years: int
    other_years: int
    also_important: frozenset[Material] = frozenset()


@dataclass(frozen=True, slots=True)
class Retention:
    """Kept from ``starts`` to ``ends``, both included; afterwards the file is appraised, never just destroyed."""

    years: int
    starts: date
    ends: date


def retention_reading_for(book: Rulebook) -> RetentionReading:
    years, extra = book.entry("retention"), book.entry("retention_reading").text("also_important")
    return RetentionReading(
        int(years.decimal("important_years")),
        int(years.decimal("other_years")),
        frozenset(kind for kind in Material if kind.label in extra.split("、")),
    )


@clause(*CLAUSES)
def retention_years(material: Material, reading: RetentionReading, *longer: int) -> int:
    """The years to keep a material: the law's figure, or a longer one set by another law or the contract."""
    important = material in NAMED_IMPORTANT | reading.also_important
    return max(reading.important_years if important else reading.other_years, *longer, 0)


@clause(*CLAUSES)
def retention_for(archived_on: date, years: int) -> Retention:
    """Kept from 1 January after the year of filing, for ``years`` full years."""
    starts = date(archived_on.year + 1, 1, 1)
    return Retention(years, starts, date(starts.year + years, 1, 1) - timedelta(days=1))


@clause("ats2023/3.9.2.d")
def check_retention(material: Material, years: int, reading: RetentionReading) -> Finding:
    """Nobody may set fewer years than the law asks for; more is always allowed."""
    due = retention_years(material, reading)
    if years >= due:
        return passed("E-A392-d")
    return failed("E-A392-d", f"{material.label}的保管期限填为{years}年，应不低于{due}年")
