"""Asking experts, and what experts fill in."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet

from jiheng.evaluation.actions.expert_reviews import LONGEST
from jiheng.orgs.models import User
from jiheng.web.forms import StyledForm

RELATED = (("no", "没有利益关系"), ("yes", "有利益关系"))


class ExpertChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in the stubs alone
    """An expert by name, with the login beside it so that two of one name are told apart."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name}（{obj.username}）"


class InvitationForm(StyledForm):
    """Whom to ask, and until when."""

    expert = ExpertChoice(label="专家", queryset=User.objects.none(), empty_label="请选择")
    due = forms.DateField(label="完成期限", widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, typed: Mapping[str, Any] | None = None, *, experts: QuerySet[User]) -> None:
        super().__init__(typed)
        chosen = self.fields["expert"]
        if isinstance(chosen, forms.ModelChoiceField):
            chosen.queryset = experts


class DeclarationForm(StyledForm):
    """Whether anything ties the expert to the units involved."""

    related = forms.ChoiceField(label="声明", choices=RELATED, required=False, widget=forms.RadioSelect)
    relation = forms.CharField(
        label="是什么关系",
        required=False,
        max_length=LONGEST,
        help_text="有利益关系的填：与哪个单位、什么关系、到什么时候",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ScoreForm(StyledForm):
    """What an expert gives one indicator; both may wait until the review is handed in."""

    points = forms.DecimalField(label="打分", required=False, max_digits=9, decimal_places=2)
    comment = forms.CharField(
        label="意见",
        required=False,
        max_length=LONGEST,
        help_text="扣了分的必须写为什么扣",
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(
        self,
        typed: Mapping[str, Any] | None = None,
        *,
        highest: str,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(typed, initial=dict(initial or {}))
        self.fields["points"].help_text = f"分，0到{highest}，最多两位小数"
        self.fields["points"].widget.attrs |= {"inputmode": "decimal", "step": "0.01"}
