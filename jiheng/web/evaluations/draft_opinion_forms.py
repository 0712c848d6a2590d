"""Sending a 征求意见稿, and what was typed into the table of opinions."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from django import forms

from jiheng.evaluation.actions.report_opinions import Decided
from jiheng.evaluation.models import EvaluationProject, ReportVersion
from jiheng.orgs.models import Organisation
from jiheng.orgs.queries import bodies_named
from jiheng.web.evaluations.document_forms import DayField
from jiheng.web.evaluations.sheet_views import count_in
from jiheng.web.forms import StyledForm
from jiheng.web.keys import NUL
from jiheng.web.request import MemberRequest

BY_NAME: Final = "by-name"
CHOICES: Final = ((BY_NAME, "系统里送达，按单位名称找到机构"), ("", "不在系统里送达，只登记纸质送达"))
MOST_DECIDED: Final = 1000


class SendingForm(StyledForm):
    """To whom a draft goes, and until when it is answered."""

    version = forms.ChoiceField(label="征求意见稿")
    unit = forms.CharField(label="送达单位", max_length=200)
    due = DayField(label="反馈期限")
    organisation = forms.ChoiceField(label="怎样送达", required=False, choices=CHOICES)

    def __init__(
        self, typed: Mapping[str, Any] | None, versions: Iterable[ReportVersion], days: int, **given: Any
    ) -> None:
        super().__init__(typed, **given)
        self.versions = {str(one.pk): one for one in versions}
        self._choose("version", [(pk, str(one)) for pk, one in self.versions.items()])
        self.fields["unit"].widget.attrs.update(list="units", autocomplete="off")
        self.fields["due"].help_text = f"默认{days}个工作日，可以改；写到年月日，当天反馈不算逾期"
        named = bodies_named([(typed or {}).get("unit", "").replace(NUL, "")])
        self.bodies = {str(body.pk): body for body in named}
        if len(self.bodies) > 1:
            same = [(pk, f"{body.name}（{body.region.name}）") for pk, body in self.bodies.items()]
            self._choose("organisation", [*same, *CHOICES])

    def clean_due(self) -> date:
        due: date | None = self.cleaned_data["due"]
        if due is None:
            raise forms.ValidationError("请填写反馈期限。")
        return due

    def clean_organisation(self) -> Organisation | None:
        chosen = self.cleaned_data["organisation"]
        if chosen != BY_NAME:
            return self.bodies.get(chosen)
        if len(self.bodies) > 1:
            raise forms.ValidationError("系统里有几个同名机构，请选定是哪一个。")
        return next(iter(self.bodies.values()), None)

    @property
    def chosen(self) -> ReportVersion:
        return self.versions[self.cleaned_data["version"]]

    def _choose(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


def units_of(project: EvaluationProject) -> list[str]:
    """The units the project names, to choose from."""
    named = (project.department, project.implementing_unit, *project.other_units)
    return list(dict.fromkeys(unit.strip() for unit in named if unit.strip()))


def decided_in(request: MemberRequest) -> list[Decided]:
    """What was filled in for the opinions on the page."""
    listed = [pk for pk in request.POST.getlist("opinion") if pk.isdecimal() and len(pk) < 16][:MOST_DECIDED]
    return [
        Decided(
            opinion=int(pk),
            decision=request.POST.get(f"decision-{pk}", ""),
            reason=request.POST.get(f"reason-{pk}", ""),
            changed=request.POST.get(f"changed-{pk}", ""),
            revision=count_in(request, f"revision-{pk}"),
        )
        for pk in listed
    ]
