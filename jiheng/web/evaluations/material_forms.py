"""Forms of materials: fields of a batch handed in, of one material, and of several at once."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms

from jiheng.evaluation.models import EvaluationProject
from jiheng.evaluation.shapes import row_values
from jiheng.rules.evidence.gate import Nature
from jiheng.rules.evidence.shapes import Form, Material, MaterialKind, ObtainMethod
from jiheng.web.evaluations.document_forms import DayField
from jiheng.web.evaluations.material_choices import (
    FORMS,
    KINDS,
    NATURES,
    UNCHOSEN,
    WAYS,
    indicators_of,
    point_choices,
)
from jiheng.web.forms import StyledForm

KEEP: Final = ("", "不改")
MADE: Final = {"kind": MaterialKind, "form": Form, "obtained_by": ObtainMethod, "nature": Nature}
LONG: Final = 2000


def short_field(label: str, length: int = 200, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=length, required=False, **more)


def chosen(name: str, value: Any) -> Any:
    """A value as the shape of a material holds it."""
    if name in MADE:
        return MADE[name](value) if value else None
    return value


class BatchForm(StyledForm):
    """What is the same for all files of a batch; the rest is filled in one by one, or several at once later."""

    kind = forms.ChoiceField(label="类别", choices=[UNCHOSEN, *KINDS])
    nature = forms.ChoiceField(
        label="来源性质", choices=[UNCHOSEN, *NATURES], required=False, help_text="没有选的不能作得分依据"
    )
    obtained_by = forms.ChoiceField(label="取得方式", choices=[UNCHOSEN, *WAYS], required=False)
    obtained_on = DayField(label="取得时间", required=False, help_text="资料取得的日子，不是上传的日子")
    source = short_field("来源", 500)
    provider = short_field("提供单位")
    collector = short_field("取得人", 60, help_text="不填就是上传的人")
    point = forms.ChoiceField(label="样本点", required=False, help_text="只与一个样本点有关的选；编号里带它的序号")
    taken_in = short_field("采集地点", help_text="照片里有坐标的自动读出，在同一处拍的在这里写地名")
    proves = short_field("证明对象", LONG)
    content = short_field("证明内容", LONG)
    indicators = forms.MultipleChoiceField(
        label="对应指标",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="可以选几个，也可以以后再对应",
    )
    again = forms.BooleanField(label="内容相同的也另编一号", required=False)

    def __init__(self, project: EvaluationProject, typed: Any = None, point: str = "") -> None:
        super().__init__(typed, initial={"point": point})
        self.fields["point"].choices = [("", "不限样本点"), *point_choices(project)]  # type: ignore[attr-defined]  # a choice
        self.fields["indicators"].choices = indicators_of(project)  # type: ignore[attr-defined]  # as above

    def material(self) -> Material:
        """The fields as a material that has no number yet."""
        given = {name: chosen(name, value) for name, value in self.cleaned_data.items() if name != "again"}
        return Material(**{**given, "indicators": tuple(given["indicators"])})


class MaterialForm(StyledForm):
    """The fields of one material."""

    title = forms.CharField(label="资料名称", max_length=500)
    kind = forms.ChoiceField(label="类别", choices=[UNCHOSEN, *KINDS], required=False)
    form = forms.ChoiceField(label="形式", choices=[UNCHOSEN, *FORMS], required=False)
    nature = forms.ChoiceField(label="来源性质", choices=[UNCHOSEN, *NATURES], required=False)
    as_lead = forms.BooleanField(label="只作线索，不作得分依据", required=False)
    obtained_by = forms.ChoiceField(label="取得方式", choices=[UNCHOSEN, *WAYS], required=False)
    obtained_on = DayField(label="取得时间", required=False)
    source = short_field("来源", LONG)
    provider = short_field("提供单位")
    collector = short_field("取得人", 60)
    taken_on = DayField(label="采集时间", required=False, help_text="图片填拍摄的日子")
    taken_in = short_field("采集地点", help_text="图片填拍摄的地方")
    point = forms.ChoiceField(label="样本点", required=False)
    keep_years = forms.IntegerField(label="保管期限（年）", min_value=1, max_value=100, required=False)
    proves = short_field("证明对象", LONG)
    content = short_field("证明内容", LONG, widget=forms.Textarea({"rows": 2}))

    def __init__(self, project: EvaluationProject, material: Material, typed: Any = None) -> None:
        super().__init__(typed, initial=_initial(material))
        choices = [("", "不限样本点"), *point_choices(project)]
        if material.point and material.point not in dict(choices):
            choices.append((material.point, material.point))
        self.fields["point"].choices = choices  # type: ignore[attr-defined]  # a choice

    def values(self) -> dict[str, object]:
        return {name: chosen(name, value) for name, value in self.cleaned_data.items()}


class ManyForm(StyledForm):
    """Fields of several materials at once; what is left blank stays as it is in each."""

    kind = forms.ChoiceField(label="类别", choices=[KEEP, *KINDS], required=False)
    form = forms.ChoiceField(label="形式", choices=[KEEP, *FORMS], required=False)
    nature = forms.ChoiceField(label="来源性质", choices=[KEEP, *NATURES], required=False)
    obtained_by = forms.ChoiceField(label="取得方式", choices=[KEEP, *WAYS], required=False)
    obtained_on = DayField(label="取得时间", required=False)
    source = short_field("来源", LONG)
    provider = short_field("提供单位")
    taken_on = DayField(label="采集时间", required=False)
    taken_in = short_field("采集地点")
    proves = short_field("证明对象", LONG)
    content = short_field("证明内容", LONG)

    def __init__(self, typed: Any = None) -> None:
        super().__init__(typed, prefix="set")

    def values(self) -> dict[str, object]:
        return {name: chosen(name, value) for name, value in self.cleaned_data.items() if value not in ("", None)}


def _initial(material: Material) -> Mapping[str, Any]:
    values = row_values(material)
    for name in ("obtained_on", "taken_on"):
        day = getattr(material, name)
        values[name] = day.isoformat() if day else ""
    return values
