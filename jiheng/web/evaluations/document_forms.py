"""What a person confirms of a basis document, beside what its own text says."""

import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from django import forms

from jiheng.evaluation.models import BasisFile
from jiheng.rules.basis.force import DocumentKind
from jiheng.rules.basis.issuers import IssuerLevel
from jiheng.rules.basis.shapes import BasisDocument, MaterialClass
from jiheng.rules.basis.written_dates import days_in
from jiheng.web.forms import StyledForm
from jiheng.workbooks.preparation.layout import DOCUMENTS

UNCHOSEN: Final = ("", "未选")
CHANNELS: Final = next(column.kind.choices for column in DOCUMENTS.columns if column.name == "channel")
"""取得方式, as the workbook offers it."""
MATERIALS: Final = {str(one.value): one.label for one in MaterialClass}


def _choices(values: Iterable[str]) -> list[tuple[str, str]]:
    return [UNCHOSEN, *((str(value), str(value)) for value in values)]


class DayField(forms.CharField):
    """A day as people write it: 2023-03-01, 2023/3/1, 2023年3月1日; or nothing."""

    def clean(self, value: Any) -> date | None:
        written = unicodedata.normalize("NFKC", super().clean(value)).strip()
        if not written:
            return None
        found = next(iter(days_in(written)), None)
        if found is None or found.written != written:
            raise forms.ValidationError(f"{self.label}写的“{written}”不是日期。请写到年月日，如 2023-03-01。")
        if found.day is None:
            raise forms.ValidationError(f"{self.label}写的“{written}”没有这一天。请核对年月日。")
        return found.day


class DocumentForm(StyledForm):
    """The fields of one document; those read off the file stand in it until a person changes them."""

    title = forms.CharField(label="文件名称", max_length=500, widget=forms.Textarea({"rows": 1}))
    number = forms.CharField(label="文号", max_length=80, required=False)
    issuer = forms.CharField(label="发文机关", max_length=200, required=False)
    issuer_level = forms.ChoiceField(label="机关层级", choices=_choices(IssuerLevel), required=False)
    kind = forms.ChoiceField(label="文种", choices=_choices(DocumentKind), required=False)
    material = forms.ChoiceField(
        label="资料类别",
        choices=[UNCHOSEN, *MATERIALS.items()],
        required=False,
    )
    channel = forms.ChoiceField(label="取得方式", choices=_choices(CHANNELS), required=False)
    issued_on = DayField(label="印发日期", required=False)
    effective_from = DayField(label="施行日期", required=False)
    effective_to = DayField(label="失效日期", required=False, help_text="现行的留空")
    key = forms.CharField(
        label="文件简称",
        max_length=200,
        required=False,
        help_text="别的表用它指这份文件；不填就用文号，没有文号用名称",
    )

    def __init__(self, typed: Mapping[str, Any] | None, file: BasisFile) -> None:
        super().__init__(typed, prefix=f"f{file.pk}", initial=file.proposal)
        if typed is not None:
            self._show_what_was_read(file.proposal)

    def clean_title(self) -> str:
        """A title of several lines is one title."""
        return "".join(line.strip() for line in str(self.cleaned_data["title"]).splitlines())

    def clean(self) -> dict[str, Any]:
        entered: dict[str, Any] = super().clean() or {}
        begins, ends = entered.get("effective_from"), entered.get("effective_to")
        if begins and ends and ends < begins:
            self.add_error("effective_to", "失效日期早于施行日期。请核对这两个日期。")
        return entered

    def document(self) -> BasisDocument:
        """The document as confirmed."""
        entered = dict(self.cleaned_data)
        material = entered.pop("material")
        return BasisDocument(**entered, material=MaterialClass(int(material)) if material else None)

    @property
    def read(self) -> list[tuple[str, str]]:
        """What the file's own text says, field by field, for whoever may only look."""
        values = ((name, str(self.initial.get(name) or "")) for name in self.fields)
        return [(str(self.fields[name].label), _said(name, value)) for name, value in values if value]

    def _show_what_was_read(self, proposal: Mapping[str, Any]) -> None:
        """Beside a field somebody changed: what stood in the text."""
        for name, field in self.fields.items():
            read = proposal.get(name)
            if read and self.data.get(self.add_prefix(name)) != str(read):
                field.help_text = f"文中读出：{_said(name, str(read))}"


def _said(name: str, value: str) -> str:
    return MATERIALS[value] if name == "material" else value
