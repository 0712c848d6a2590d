"""What is typed on the page of a key evaluation."""

from typing import Any

from django import forms
from django.utils.timezone import now

from jiheng.evaluation.actions.filing import Delivered
from jiheng.evaluation.actions.key_evaluation import LONGEST, Ground
from jiheng.evaluation.models import EvaluationProject, KeyEvaluation
from jiheng.files.actions import store
from jiheng.web.evaluations.notice_typing import day_typed
from jiheng.web.forms import StyledForm
from jiheng.web.request import MemberRequest

ANSWERS = (("yes", "是"), ("no", "否"), ("", "没有定"))
_SAID = {"yes": True, "no": False}


def _evidence(label: str, placeholder: str) -> forms.CharField:
    attrs = {"rows": 2, "placeholder": placeholder}
    return forms.CharField(label=label, required=False, max_length=LONGEST, widget=forms.Textarea(attrs=attrs))


def _answer(label: str) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=ANSWERS, required=False, widget=forms.RadioSelect)


class GroundForm(StyledForm):
    """Why the evaluation is a key one."""

    basis = _evidence("文件依据", "哪份文件或者上级哪项要求，写到文号和条款")
    amount_large = _answer("金额较大")
    amount_evidence = _evidence("金额依据", "金额、出处，按哪项标准算较大")
    attention_high = _answer("社会关注度高")
    attention_evidence = _evidence("关注度依据", "议案提案、信访、媒体报道等，写明出处")

    def ground(self) -> Ground:
        """What was typed; the form has been checked."""
        given = self.cleaned_data
        return Ground(
            basis=given["basis"],
            amount_large=_SAID.get(given["amount_large"]),
            amount_evidence=given["amount_evidence"],
            attention_high=_SAID.get(given["attention_high"]),
            attention_evidence=given["attention_evidence"],
        )


def ground_texts(row: KeyEvaluation | None) -> dict[str, Any]:
    """What stands in the form before anything is typed."""
    if row is None:
        return {"amount_large": "", "attention_high": ""}
    said = {True: "yes", False: "no", None: ""}
    return {
        "basis": row.basis,
        "amount_large": said[row.amount_large],
        "amount_evidence": row.amount_evidence,
        "attention_high": said[row.attention_high],
        "attention_evidence": row.attention_evidence,
    }


def delivered(request: MemberRequest, project: EvaluationProject) -> Delivered:
    """A delivery as it was typed, with the file that came along; raises ``Refused`` for a day that is none."""
    sent_on = day_typed(request, "sent_on", "报送日期")
    written = request.POST.get("received_on", "").strip()
    received_on = day_typed(request, "received_on", "签收日期") if written else None
    upload = request.FILES.get("receipt")
    kept = None
    if upload is not None:
        name = upload.name or "送达凭证"
        kept = store(upload, name, organisation=project.organisation, by=request.member, at=now())  # type: ignore[arg-type]  # an upload reads like any binary file
    return Delivered(
        name=request.POST.get("name", ""),
        sent_on=sent_on,
        number=request.POST.get("number", ""),
        received_on=received_on,
        receipt=kept,
    )
