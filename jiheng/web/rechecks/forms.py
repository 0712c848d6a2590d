"""Handing in files, and deciding on a mark."""

from collections.abc import Sequence
from typing import Any, TypeAlias

from django import forms
from django.core.files.uploadedfile import UploadedFile

from jiheng.rules.law import NATIONAL, instrument_ids, load_instrument
from jiheng.self_evaluation.models import Decision
from jiheng.web.forms import StyledForm

Upload: TypeAlias = "UploadedFile[Any]"
REASON_LENGTH = 500


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Any number of files; each is checked as a single one would be."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=ManyFiles(), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Upload]:
        files = data if isinstance(data, list | tuple) else [data]
        return [super(ManyFilesField, self).clean(one, initial) for one in files or [None]]


class NewBatch(StyledForm):
    """Files to recheck, under a name and a rule package."""

    uploads = ManyFilesField(label="表格文件", allow_empty_file=True)
    name = forms.CharField(label="批次名称", max_length=120, required=False, help_text="不填就用日期和文件名")
    rules = forms.ChoiceField(label="规则包", initial=NATIONAL, required=False, help_text="按哪套规则复算")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rules"].choices = rule_choices()  # type: ignore[attr-defined]  # a ChoiceField, built above

    def clean_rules(self) -> str:
        return str(self.cleaned_data["rules"] or NATIONAL)

    def chosen(self) -> Sequence[Upload]:
        """The files handed in."""
        files: list[Upload] = self.cleaned_data["uploads"]
        return files


class Deciding(forms.Form):
    """What is decided on one mark of a form."""

    mark = forms.IntegerField(min_value=1)
    decision = forms.ChoiceField(choices=Decision.choices)
    reason = forms.CharField(max_length=REASON_LENGTH, required=False)


def rule_choices() -> list[tuple[str, str]]:
    """Every instrument the recheck can run under, the national one first."""
    return [(one, load_instrument(one).short_title) for one in instrument_ids()]
