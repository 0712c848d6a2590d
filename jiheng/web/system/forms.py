"""Organisations, people and duties; the filter of the events."""

from django import forms

from jiheng.orgs.models import Duty, Organisation, OrganisationKind
from jiheng.orgs.queries import subtree
from jiheng.web.forms import StyledForm


class OrganisationForm(StyledForm):
    name = forms.CharField(label="名称", max_length=120, help_text="与公章一致的全称。")
    short_name = forms.CharField(label="简称", max_length=40, required=False, help_text="表格里显示，可以不填。")
    kind = forms.ChoiceField(label="类别", choices=OrganisationKind.choices)


class PersonForm(StyledForm):
    name = forms.CharField(label="姓名", max_length=40)
    username = forms.CharField(label="登录名", max_length=60, help_text="字母、数字，全系统不能重复。")
    phone = forms.CharField(label="电话", max_length=20, required=False)
    password = forms.CharField(
        label="初始密码",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}, render_value=False),
        help_text="不少于 10 个字符，大写字母、小写字母、数字、符号至少占三类。首次登录时须改掉。",
    )


class PasswordForm(StyledForm):
    password = forms.CharField(
        label="新的初始密码",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}, render_value=False),
        help_text="本人下次登录时须改掉。",
    )


class GrantForm(StyledForm):
    """A duty over the person's own organisation or one below it."""

    duty = forms.ChoiceField(label="职责", choices=[("", "请选择"), *Duty.choices])
    scope = forms.ModelChoiceField(Organisation.objects.none(), label="范围", empty_label=None)

    def __init__(self, organisation: Organisation, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["scope"]
        assert isinstance(choice, forms.ModelChoiceField)
        choice.queryset = subtree(organisation)
        choice.initial = organisation.pk
