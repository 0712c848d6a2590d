"""Overview figures of the rechecks a member may see; every one is counted, none is stored."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, Sum

from jiheng.orgs.duties import Capability, Member
from jiheng.orgs.scope import visible
from jiheng.rules.codes import codes
from jiheng.self_evaluation.models import RecheckBatch, RecheckCode, RecheckForm, Worst


@dataclass(frozen=True, slots=True)
class RecheckFigures:
    """``executed`` in 元; ``errors`` and ``warnings`` count marks, ``forms`` whole forms."""

    batches: int
    forms: int
    clean: int
    blocked: int
    rows: int
    matches: int
    errors: int
    warnings: int
    executed: Decimal | None


@dataclass(frozen=True, slots=True)
class FrequentCode:
    """A code with how many forms carry it and how often it stands in all."""

    title: str
    severity: str
    tone: str
    forms: int
    times: int


MOST_CODES = 6
TONES = {Worst.ERROR: "red", Worst.RECORD: "yellow", Worst.WARNING: "yellow", Worst.NOTICE: "tip", Worst.NONE: "none"}


def recheck_figures(member: Member) -> RecheckFigures | None:
    """``None`` when the member may not read rechecks or nothing was rechecked yet."""
    if not member.may(Capability.RECHECK_READ):
        return None
    forms = visible(RecheckForm.objects.all(), member, Capability.RECHECK_READ)
    sums = forms.aggregate(
        forms=Count("pk"),
        clean=Count("pk", filter=Q(worst__lte=Worst.NOTICE)),
        blocked=Count("pk", filter=Q(worst=Worst.ERROR)),
        rows=Sum("rows"),
        matches=Sum("matches"),
        errors=Sum("errors"),
        warnings=Sum("warnings"),
        executed=Sum("executed"),
    )
    if not sums["forms"]:
        return None
    batches = visible(RecheckBatch.objects.all(), member, Capability.RECHECK_READ).count()
    return RecheckFigures(batches=batches, **sums)


def frequent_codes(member: Member) -> list[FrequentCode]:
    """The codes found most often, heaviest first among equals."""
    forms = visible(RecheckForm.objects.all(), member, Capability.RECHECK_READ)
    rows = (
        RecheckCode.objects.filter(form__in=forms)
        .values_list("code", "severity")
        .annotate(forms=Count("form", distinct=True), total=Sum("times"))
        .order_by("-total", "-severity", "code")[:MOST_CODES]
    )
    return [
        FrequentCode(_title(code), Worst(severity).label, TONES[Worst(severity)], forms_with, times)
        for code, severity, forms_with, times in rows
    ]


def _title(code_id: str) -> str:
    """What the code is about; a code no longer kept is named by itself."""
    known = codes().get(code_id)
    return known.title if known else code_id
