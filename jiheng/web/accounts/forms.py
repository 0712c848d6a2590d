"""Login and the own password."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm

from jiheng.web.forms import style_controls

WRONG_LOGIN: dict[str, Any] = {
    "invalid_login": "登录名或密码不正确，请重新输入。连续输错 5 次，账号会暂停 15 分钟。",
    "inactive": "这个账号已停用。请联系本单位的系统管理员。",
}
WRONG_PASSWORD: dict[str, Any] = {
    "password_incorrect": "原密码不正确，请重新输入。",
    "password_mismatch": "两次输入的新密码不一样。",
}


class LoginForm(AuthenticationForm):
    """Says that one of the two is wrong without telling which one."""

    error_messages = WRONG_LOGIN

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "登录名"
        self.fields["password"].label = "密码"
        style_controls(self)


class OwnPasswordForm(PasswordChangeForm):
    """The old password once, the new one twice."""

    error_messages = WRONG_PASSWORD

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["old_password"].label = "原密码"
        self.fields["new_password1"].label = "新密码"
        self.fields["new_password2"].label = "再输一次新密码"
        self.fields[
            "new_password1"
        ].help_text = "不少于 10 个字符，大写字母、小写字母、数字、符号至少占三类，也不要与登录名、姓名、电话相近。"
        style_controls(self)


class PlaceForm(forms.Form):
    """The organisation to work for."""

    organisation = forms.IntegerField(min_value=1)
