"""Forms in the house style: one class per kind of control, so that every field looks the same."""

from typing import Any

from django import forms

INPUT = "form-control"
SELECT = "form-select"

WRONG = {
    "empty": "这是空文件，里面没有内容。请核对后重新选择。",
    "invalid_choice": "请从列出的项目中选择。",
    "max_length": "最多 %(limit_value)d 个字，现在是 %(show_value)d 个。",
}
"""What Django says in half-width signs or in words of software."""


def control_class(widget: forms.Widget) -> str:
    """The style class of a control; choices drawn one by one have none."""
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple | forms.CheckboxInput | forms.HiddenInput):
        return ""
    return SELECT if isinstance(widget, forms.Select) else INPUT


class StyledForm(forms.Form):
    """A form whose controls carry the house's classes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        style_controls(self)


def style_controls(form: forms.BaseForm) -> None:
    """Give every control of a form its class, unless it has one, and every field its words for what is wrong."""
    for field in form.fields.values():
        chosen = isinstance(field, forms.ChoiceField | forms.ModelChoiceField | forms.FileField)
        field.error_messages |= WRONG | {"required": f"请{'选择' if chosen else '填写'}{field.label or ''}。"}
        kind = control_class(field.widget)
        if kind:
            field.widget.attrs.setdefault("class", kind)
