"""The filter above the clause table."""

from django import forms

from jiheng.rules.clauses import Status
from jiheng.rules.law import instrument_ids, load_instrument
from jiheng.web.forms import StyledForm


class ClauseFilter(StyledForm):
    """Words of the address; anything unknown counts as not given."""

    q = forms.CharField(label="查找条款", max_length=60, required=False)
    instrument = forms.ChoiceField(label="规则包", required=False)
    status = forms.ChoiceField(
        label="状态", required=False, choices=[("", "全部"), *((one.value, one.label) for one in Status)]
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["instrument"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [("", "全部规则包"), *((id_, load_instrument(id_).short_title) for id_ in instrument_ids())]
        self.fields["q"].widget.attrs["placeholder"] = "条号、标题或内容"
        choice.widget.attrs["data-submits"] = ""

    def word(self, name: str) -> str:
        """What was asked for; empty when it was nothing or nonsense."""
        self.is_valid()
        return str(self.cleaned_data.get(name) or "").strip()
