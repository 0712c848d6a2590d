"""What comes next with a report, as its page says it on top."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.timezone import localdate

from jiheng.evaluation.models import EvaluationProject, ReportKind, ReportVersion, VersionState
from jiheng.rules.reporting.shapes import Report
from jiheng.rules.wording import day_text


@dataclass(frozen=True, slots=True)
class NextStep:
    """One sentence with the way there. ``makes_final`` says that the next step is to make the 正式稿."""

    tone: str
    said: str
    address: str = ""
    act: str = ""
    makes_final: bool = False


def next_step(
    project: EvaluationProject, report: Report, versions: Sequence[tuple[ReportVersion, int | None]], barring: int
) -> NextStep:
    """``versions`` are newest first, each with how much moved since, ``None`` for those that are past."""
    ready = [(one, moved) for one, moved in versions if one.state == VersionState.READY]
    final = next(((one, moved) for one, moved in ready if one.kind == ReportKind.FINAL), None)
    if final is not None and not final[1]:
        return _of_final(project, final[0])
    opinions = reverse("evaluations:report-opinions", args=[project.pk])
    drafts = [one for one, _ in ready if one.kind == ReportKind.DRAFT]
    if final is None and drafts and not report.sendings:
        said = f"{drafts[0]}已生成，下一步送被评价单位征求意见。"
        return NextStep("is-blue", said, opinions, "去送出")
    open_ones = sum(one.decision is None for one in report.opinions)
    if open_ones:
        return NextStep("is-yellow", f"收到的意见有{open_ones}条没有处理。", opinions, "去处理")
    if barring:
        return NextStep("is-yellow", f"定稿还有{barring}处要办。", "#said", "看是哪些")
    moved = f"{final[0]}生成以后又有改动，要采用改动的，请生成新的正式稿。" if final else ""
    return NextStep("is-green", moved or "没有拦住定稿的，可以生成正式稿。", makes_final=True)


def _of_final(project: EvaluationProject, final: ReportVersion) -> NextStep:
    if final.issued_at is None:
        address = reverse("signing:signatures", args=[project.pk, final.number])
        return NextStep("is-blue", f"{final}已生成，下一步由主评人签字、评价机构盖章，然后发出。", address, "去签章")
    address = reverse("evaluations:key", args=[project.pk])
    return NextStep("is-green", f"{final}已于{day_text(localdate(final.issued_at))}发出。", address, "看审核和备案")
