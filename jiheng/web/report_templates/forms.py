"""Uploading a report template."""

from django import forms

from jiheng.web.forms import StyledForm


class TemplateForm(StyledForm):
    """A Word file with fields, and what to call it."""

    name = forms.CharField(
        label="模板名称", max_length=120, required=False, help_text="不填时用文件名；在用的模板不能重名"
    )
    file = forms.FileField(label="模板文件", help_text="Word（docx），最大 20MB。里面的宏和外部链接会去掉")
