"""Asking for another score of one indicator."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from jiheng.evaluation.actions.adjusting import LONGEST
from jiheng.web.forms import StyledForm


class AdjustmentForm(StyledForm):
    """The score wanted, why, and the material that speaks for it; ``materials`` are pairs of number and title."""

    score = forms.DecimalField(label="调整后得分", max_digits=9, decimal_places=2)
    reason = forms.CharField(label="理由", max_length=LONGEST, strip=True, widget=forms.Textarea(attrs={"rows": 3}))
    materials = forms.MultipleChoiceField(
        label="依据的资料", required=False, widget=forms.CheckboxSelectMultiple, help_text="这个指标的资料，可以多选"
    )

    def __init__(
        self,
        typed: Mapping[str, Any] | None = None,
        *,
        materials: Sequence[tuple[str, str]] = (),
        highest: object = "",
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(typed, initial=dict(initial or {}))
        chosen = self.fields["materials"]
        if isinstance(chosen, forms.MultipleChoiceField):
            chosen.choices = [(number, f"{number}　{title}" if title else number) for number, title in materials]
        self.fields["score"].help_text = f"分，0到{highest}，最多两位小数"
        self.fields["score"].widget.attrs |= {"inputmode": "decimal", "step": "0.01"}
        if not materials:
            del self.fields["materials"]
