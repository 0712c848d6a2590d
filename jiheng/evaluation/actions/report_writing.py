"""The report written by people: texts of sub-items, recommendations, the problems the abstract speaks of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import F, Max

from jiheng.audit.actions import record
from jiheng.evaluation.fitting import require_fit
from jiheng.evaluation.models import EvaluationProject, PlanStatus, Recommendation, ReportSetup, ReportText
from jiheng.orgs.duties import Capability, Member, require
from jiheng.orgs.refusal import Refused
from jiheng.rules.reporting.outline import Outline, OutlineItem

LONGEST: Final = 20_000
STALE: Final = "这段文字刚被别人改过。您写的还在下面，请对照后再保存"
GONE: Final = "这条建议刚被别人改过或删去，请看过现在的情况再保存"


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed for one sub-item; ``revision`` is that of the text it was typed over, 0 for none."""

    text: str
    absent: bool
    revision: int


@transaction.atomic
def save_texts(
    project: EvaluationProject, outline: Outline, typed: Mapping[str, Typed], *, by: Member, at: datetime
) -> int:
    """Keep the texts of some sub-items, all or none; answers how many changed. One changed meanwhile refuses."""
    _require_open(project, by)
    held = {row.item: row for row in ReportText.objects.filter(project=project, item__in=typed)}
    changed = []
    for key, said in typed.items():
        found = outline.item(key)
        if found is None:
            raise Refused("报告提纲里没有这一项，请刷新页面")
        item, text = found[1], said.text.strip().replace("\r\n", "\n")
        row = held.get(key)
        if (row.text, row.absent) == (text, said.absent) if row else not text and not said.absent:
            continue
        _require_fits(item, text, absent=said.absent)
        _put(project, key, row, Typed(text, said.absent, said.revision), by=by, at=at)
        changed.append(item.title)
    if changed:
        record(by.user, "report.written", project, at=at, after={"title": "、".join(changed)})
    return len(changed)


def _require_fits(item: OutlineItem, text: str, *, absent: bool) -> None:
    if absent and not item.absent:
        raise Refused(f"“{item.title}”不能写“无”，请写明情况")
    if absent and text:
        raise Refused(f"“{item.title}”选了“无”，又写了内容，请留一样")
    if len(text) > LONGEST:
        raise Refused(f"“{item.title}”有{len(text)}字，最多{LONGEST}字，请缩短")
    require_fit(ReportText, [{"text": text}])


def _put(
    project: EvaluationProject, key: str, row: ReportText | None, said: Typed, *, by: Member, at: datetime
) -> None:
    if row is None:
        _, made = ReportText.objects.get_or_create(
            project=project, item=key, defaults={"text": said.text, "absent": said.absent, "by": by.user, "at": at}
        )
        moved = int(made and not said.revision)
    else:
        moved = ReportText.objects.filter(pk=row.pk, revision=said.revision).update(
            text=said.text, absent=said.absent, by=by.user, at=at, revision=F("revision") + 1
        )
    if not moved:
        raise Refused(STALE)


@transaction.atomic
def draft_texts(project: EvaluationProject, outline: Outline, *, by: Member, at: datetime) -> int:
    """Write the first draft of the outline into every sub-item nobody wrote yet; answers how many."""
    _require_open(project, by)
    held = set(
        ReportText.objects.filter(project=project).exclude(text="", absent=False).values_list("item", flat=True)
    )
    fresh = [item for _, item in outline.items if item.start and item.key not in held]
    for item in fresh:
        ReportText.objects.update_or_create(
            project=project, item=item.key, defaults={"text": item.start, "absent": False, "by": by.user, "at": at}
        )
    if fresh:
        titles = "、".join(item.title for item in fresh)
        record(by.user, "report.drafted", project, at=at, after={"title": titles})
    return len(fresh)


@transaction.atomic
def save_recommendation(
    project: EvaluationProject,
    number: int | None,
    *,
    title: str,
    text: str,
    problems: Sequence[str],
    key: bool,
    revision: int,
    by: Member,
    at: datetime,
) -> int:
    """Keep a recommendation, a new one without ``number``; answers its number."""
    _require_open(project, by)
    values = {"title": title.strip(), "text": text.strip(), "problems": list(dict.fromkeys(problems)), "key": key}
    if not values["title"]:
        raise Refused("建议没有写标题，请用一句话写明建议什么")
    require_fit(Recommendation, [values])
    if number is None:
        last = Recommendation.objects.filter(project=project).aggregate(last=Max("number"))["last"] or 0
        number = last + 1
        Recommendation.objects.create(project=project, number=number, **values)
    else:
        held = Recommendation.objects.filter(project=project, number=number, revision=revision)
        if not held.update(**values, revision=F("revision") + 1):
            raise Refused(GONE)
    after = {"number": number, "title": title.strip()}
    record(by.user, "report.recommended", project, at=at, after=dict(after))
    return number


@transaction.atomic
def remove_recommendation(
    project: EvaluationProject, number: int, *, revision: int, by: Member, at: datetime
) -> None:
    """Take a recommendation out; those behind it move up."""
    _require_open(project, by)
    row = Recommendation.objects.filter(project=project, number=number, revision=revision).first()
    if row is None:
        raise Refused(GONE)
    row.delete()
    Recommendation.objects.filter(project=project, number__gt=number).update(number=F("number") - 1)
    record(by.user, "report.recommendation_removed", project, at=at, after={"number": number, "title": row.title})


@transaction.atomic
def choose_key_problems(
    project: EvaluationProject, titles: Sequence[str], *, revision: int, by: Member, at: datetime
) -> None:
    """The problems the abstract speaks of, by their titles."""
    _require_open(project, by)
    chosen = list(dict.fromkeys(titles))
    made = False
    if not revision:
        _, made = ReportSetup.objects.get_or_create(project=project, defaults={"key_problems": chosen})
    held = ReportSetup.objects.filter(project=project, revision=revision)
    if not made and not held.update(key_problems=chosen, revision=F("revision") + 1):
        raise Refused("刚有别人改过选择，请看过现在的情况再保存")
    record(by.user, "report.key_problems_chosen", project, at=at, after={"title": "、".join(chosen)})


def _require_open(project: EvaluationProject, by: Member) -> None:
    """A report is written from the approval of the plan on: texts may be prepared while facts are still gathered."""
    require(by, Capability.EVALUATION_EDIT, over=project.organisation)
    if project.plan_status != PlanStatus.APPROVED:
        raise Refused("评价方案审定以后才能撰写报告")
