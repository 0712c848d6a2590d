"""Opening an evaluation and bringing a workbook in."""

from typing import Any

from django import forms

from jiheng.web.forms import StyledForm


class NewEvaluation(StyledForm):
    """A code and a name, or a filled workbook that holds them."""

    code = forms.CharField(label="项目编号", max_length=60, required=False)
    name = forms.CharField(label="项目名称", max_length=200, required=False)
    workbook = forms.FileField(
        label="或者：填好的评价准备工作簿", required=False, help_text="xlsx，用模板填写；读入后可以继续在页面上改"
    )

    def clean(self) -> dict[str, Any]:
        entered: dict[str, Any] = super().clean() or {}
        if not entered.get("workbook") and not (entered.get("code") and entered.get("name")):
            raise forms.ValidationError("请填写项目编号和项目名称，或者选择填好的工作簿")
        return entered


class BringIn(forms.Form):
    """A filled workbook for a project, and the revision it was based on."""

    workbook = forms.FileField(label="填好的工作簿")
    revision = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
