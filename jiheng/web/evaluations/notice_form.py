"""A written notice being drafted: its head, the fixed clauses, and the items ticked or written."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from django import forms
from django.http import QueryDict

from jiheng.evaluation.models import EvaluationProject
from jiheng.orgs.models import Organisation
from jiheng.orgs.queries import bodies_named
from jiheng.orgs.refusal import Refused
from jiheng.rules.evidence.request_items import ProposedItem
from jiheng.rules.evidence.request_shapes import Notice, NoticeItem
from jiheng.rules.evidence.requests import NoticeClauses
from jiheng.web.evaluations.document_forms import DayField
from jiheng.web.forms import StyledForm

FREE: Final = 4
"""Empty lines for material nobody proposed."""
MOST_ITEMS: Final = 120
OFFLINE: Final = ("", "不在系统里送达")
_BETWEEN: Final = re.compile(r"[、，,;；\s]+")


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One line of the list of items; ``free`` lines are asked for as soon as something is written in them."""

    on: bool
    name: str
    codes: str
    remark: str = ""
    free: bool = False
    unknown: tuple[str, ...] = ()

    @property
    def asked(self) -> bool:
        return bool(self.name.strip()) and (self.on or self.free)


class NoticeForm(StyledForm):
    """The head of a notice. Additions go behind the fixed clauses and cannot change them."""

    number = forms.CharField(label="通知编号", max_length=80)
    to = forms.CharField(label="送达单位", max_length=200)
    due = DayField(label="提交期限", help_text="写到年月日，如 2026-04-15；当天交的不算逾期")
    organisation = forms.ChoiceField(label="系统里送达", required=False)
    truth_more = forms.CharField(
        label="责任条款之后增加", required=False, max_length=1000, widget=forms.Textarea({"rows": 2})
    )
    consequence_more = forms.CharField(
        label="后果条款之后增加", required=False, max_length=1000, widget=forms.Textarea({"rows": 2})
    )

    def __init__(self, typed: Mapping[str, Any] | None, bodies: Iterable[Organisation], **given: Any) -> None:
        super().__init__(typed, **given)
        self.bodies = {str(body.pk): body for body in bodies}
        reached = [(pk, f"{body.name}（{body.region.name}）") for pk, body in self.bodies.items()]
        field = self.fields["organisation"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [*reached, OFFLINE] if reached else [OFFLINE]
        field.help_text = (
            "选了机构的，发出后对方登录就能看到，按项上传资料；另外送达纸质通知的照样登记"
            if reached
            else "送达单位在系统里没有同名机构，只登记纸质送达"
        )

    @property
    def body(self) -> Organisation | None:
        """The organisation chosen to get it in this system."""
        return self.bodies.get(self.cleaned_data.get("organisation") or "")

    def clean_due(self) -> Any:
        due = self.cleaned_data["due"]
        if due is None:
            raise forms.ValidationError("请填写提交期限。")
        return due

    def notice(self, clauses: NoticeClauses, lines: Sequence[ItemLine]) -> Notice:
        """The notice as filled in: the fixed clauses first, whatever was sent."""
        entered = self.cleaned_data
        number = entered["number"]
        return Notice(
            number=number,
            to=entered["to"],
            due=entered["due"],
            truth_clause=_with(clauses.truth, entered["truth_more"]),
            consequence_clause=_with(clauses.consequence, entered["consequence_more"]),
            items=tuple(
                NoticeItem(one.name.strip(), codes_in(one.codes), notice=number) for one in lines if one.asked
            ),
        )


def bodies_for(project: EvaluationProject, to: str) -> list[Organisation]:
    """The organisations a notice of this project could reach: those named like its addressee."""
    return list(bodies_named([to] if to.strip() else [project.department, project.implementing_unit]))


def initial_of(notice: Notice, clauses: NoticeClauses, organisation: Organisation | None) -> dict[str, Any]:
    """What stands in the form of a draft that is changed."""
    return {
        "number": notice.number,
        "to": notice.to,
        "due": notice.due.isoformat() if notice.due else "",
        "organisation": str(organisation.pk) if organisation else "",
        "truth_more": _added(clauses.truth, notice.truth_clause),
        "consequence_more": _added(clauses.consequence, notice.consequence_clause),
    }


def lines_from(proposed: Sequence[ProposedItem], kept: Sequence[NoticeItem] | None = None) -> list[ItemLine]:
    """The lines of a new notice, everything proposed ticked; of a draft, its own items first."""
    own = [ItemLine(on=True, name=item.name, codes="、".join(item.indicators)) for item in kept or ()]
    there = {line.name for line in own}
    rest = [
        ItemLine(on=kept is None, name=item.name, codes="、".join(item.indicators), remark=item.remark)
        for item in proposed
        if item.name not in there
    ]
    return [*own, *rest, *[ItemLine(on=False, name="", codes="", free=True)] * FREE]


def lines_typed(typed: QueryDict, known: Iterable[str]) -> list[ItemLine]:
    """The lines as they came back, each with the codes no indicator has."""
    said = typed.get("items", "")
    count = min(int(said), MOST_ITEMS) if said.isdecimal() and len(said) < 5 else 0
    codes = set(known)
    lines = []
    for at in range(count):
        line = ItemLine(
            on=bool(typed.get(f"on{at}")),
            name=typed.get(f"name{at}", ""),
            codes=typed.get(f"codes{at}", ""),
            remark=typed.get(f"remark{at}", ""),
            free=bool(typed.get(f"free{at}")),
        )
        unknown = tuple(code for code in codes_in(line.codes) if code not in codes)
        lines.append(replace(line, unknown=unknown) if line.asked else line)
    return lines


def require_known(lines: Sequence[ItemLine]) -> None:
    """Refuse indicators that are not in the system, and a notice that asks for nothing."""
    unknown = [code for line in lines for code in line.unknown]
    if unknown:
        raise Refused(f"指标体系里没有编号“{'、'.join(dict.fromkeys(unknown))}”。请核对关联指标")
    if not any(line.asked for line in lines):
        raise Refused("请至少勾选或填写一项资料")


def codes_in(text: str) -> tuple[str, ...]:
    """Codes of indicators as people write them, each once."""
    return tuple(dict.fromkeys(part for part in _BETWEEN.split(text) if part))


def _with(fixed: str, more: str) -> str:
    return f"{fixed}\n{more.strip()}" if more.strip() else fixed


def _added(fixed: str, written: str) -> str:
    """What was written behind the fixed clause; a text that lost the clause is shown whole, to be sorted out."""
    return written.strip().removeprefix(fixed).strip()
