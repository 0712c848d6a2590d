"""Reading recheck batches: counted by the database, never row by row."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from django.db.models import Count, Q, QuerySet, Sum

from jiheng.orgs.duties import Capability, Member
from jiheng.orgs.scope import visible
from jiheng.self_evaluation.models import (
    Decision,
    FileOutcome,
    RecheckBatch,
    RecheckCode,
    RecheckDecision,
    RecheckForm,
    Worst,
)

COUNTED: Final = (
    *("rows", "matches", "differences", "judgements", "unread"),
    *("errors", "records", "warnings", "notices"),
)


@dataclass(frozen=True, slots=True)
class BatchCounts:
    """Files, forms, rows by verdict, marks by severity."""

    files: int
    unreadable: int
    forms: int
    rows: int
    matches: int
    differences: int
    judgements: int
    unread: int
    errors: int
    records: int
    warnings: int
    notices: int


@dataclass(frozen=True, slots=True)
class CodeCount:
    """How often a code stands in a batch, and on how many forms."""

    code: str
    severity: Worst
    times: int
    forms: int


@dataclass(frozen=True, slots=True)
class BatchSummary:
    """``executed`` is the money of all forms in 元, ``affected`` that of forms with a difference or an error.

    Both are ``None`` when no form gives its money. ``codes`` stand heaviest and most frequent first.
    """

    figures: BatchCounts
    executed: Decimal | None
    affected: Decimal | None
    codes: tuple[CodeCount, ...]

    @property
    def counts(self) -> dict[str, int]:
        return asdict(self.figures)


class FormFilter(StrEnum):
    """The tabs over the forms of a batch."""

    ALL = "all"
    ERRORS = "errors"
    DIFFERENCES = "differences"
    WARNINGS = "warnings"
    CLEAN = "clean"

    @property
    def label(self) -> str:
        return {
            "all": "全部",
            "errors": "有阻断",
            "differences": "分数不一致",
            "warnings": "有提醒",
            "clean": "没有问题",
        }[self.value]


FILTERS: Final[Mapping[FormFilter, Q]] = {
    FormFilter.ALL: Q(),
    FormFilter.ERRORS: Q(errors__gt=0) | Q(records__gt=0),
    FormFilter.DIFFERENCES: Q(differences__gt=0),
    FormFilter.WARNINGS: Q(warnings__gt=0),
    FormFilter.CLEAN: Q(worst__lte=Worst.NOTICE, differences=0, unread=0),
}
AFFECTED: Final = Q(differences__gt=0) | Q(worst=Worst.ERROR)


def batches(member: Member) -> QuerySet[RecheckBatch]:
    """The batches the member may read, newest first."""
    rows = visible(RecheckBatch.objects.all(), member, Capability.RECHECK_READ)
    return rows.select_related("organisation", "created_by", "job")


def batch_summary(batch: RecheckBatch) -> BatchSummary:
    """What came of a batch, in three queries whatever its size."""
    files = batch.files.aggregate(files=Count("pk"), unreadable=Count("pk", filter=Q(outcome=FileOutcome.UNREADABLE)))
    sums = batch.forms.aggregate(
        forms=Count("pk"),
        sum_executed=Sum("executed"),
        sum_affected=Sum("executed", filter=AFFECTED),
        **{f"sum_{column}": Sum(column) for column in COUNTED},
    )
    executed, affected = sums["sum_executed"], sums["sum_affected"]
    if affected is None and executed is not None:
        affected = Decimal("0.00")
    figures = BatchCounts(
        files=files["files"],
        unreadable=files["unreadable"],
        forms=sums["forms"],
        **{column: sums[f"sum_{column}"] or 0 for column in COUNTED},
    )
    return BatchSummary(figures, executed, affected, _codes(batch))


def form_tallies(batch: RecheckBatch) -> Mapping[FormFilter, int]:
    """How many forms stand behind each tab, in one query."""
    counted = batch.forms.aggregate(
        **{f"tab_{one}": Count("pk", filter=condition or None) for one, condition in FILTERS.items()}
    )
    return {one: counted[f"tab_{one}"] for one in FormFilter}


def forms_page(
    batch: RecheckBatch, chosen: FormFilter = FormFilter.ALL, search: str = "", code: str = ""
) -> QuerySet[RecheckForm]:
    """The forms of a batch, heaviest first, ready to be cut into pages; without their long JSON text.

    ``search`` looks into project, unit, file and sheet; ``code`` keeps the forms that carry it.
    """
    rows = batch.forms.filter(FILTERS[chosen])
    for word in search.split():
        rows = rows.filter(
            Q(project__icontains=word)
            | Q(unit_name__icontains=word)
            | Q(file__name__icontains=word)
            | Q(sheet__icontains=word)
        )
    if code:
        rows = rows.filter(codes__code=code)
    return rows.select_related("file").defer("result").order_by("-worst", "file_id", "position")


def repeated_projects(batch: RecheckBatch, forms: Iterable[RecheckForm]) -> frozenset[str]:
    """Which project names of these forms stand on more than one form of the batch; in one query."""
    named = batch.forms.filter(project__in={form.project for form in forms}).order_by()
    counted = named.values("project").annotate(times=Count("pk")).filter(times__gt=1)
    return frozenset(counted.values_list("project", flat=True))


def decisions_on(form: RecheckForm) -> Mapping[int, RecheckDecision]:
    """The decision that counts for each mark of a form."""
    return {row.mark: row for row in form.decisions.select_related("by").order_by("pk")}


def accepted_on(forms: Sequence[RecheckForm]) -> list[RecheckDecision]:
    """The decisions on some forms by which a mark was accepted, in one query; the latest on each mark counts."""
    latest: dict[tuple[int, int], RecheckDecision] = {}
    for decision in RecheckDecision.objects.filter(form__in=[form.pk for form in forms]).order_by("pk"):
        latest[decision.form_id, decision.mark] = decision
    return [one for one in latest.values() if one.decision == Decision.ACCEPT]


def _codes(batch: RecheckBatch) -> tuple[CodeCount, ...]:
    rows: Sequence[tuple[str, int, int, int]] = list(
        RecheckCode.objects.filter(form__batch=batch)
        .order_by()
        .values_list("code", "severity")
        .annotate(times_sum=Sum("times"), forms_count=Count("pk"))
        .order_by("-severity", "-times_sum", "code")
    )
    return tuple(CodeCount(code, Worst(severity), times, forms) for code, severity, times, forms in rows)
