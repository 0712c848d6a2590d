"""What a password must look like: Django's checks with words people read, and one of our own."""

from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    UserAttributeSimilarityValidator,
)
from django.core.exceptions import ValidationError

from jiheng.orgs.models import User

KINDS = (str.islower, str.isupper, str.isdigit)


class LongEnoughValidator(MinimumLengthValidator):
    """At least ``min_length`` signs."""

    def get_error_message(self) -> str:
        return self.get_help_text()

    def get_help_text(self) -> str:
        return f"密码不得少于 {self.min_length} 个字符。"


class NotAboutOneselfValidator(UserAttributeSimilarityValidator):
    """Not the login, name or phone with a sign added."""

    def get_error_message(self) -> str:
        return self.get_help_text()

    def get_help_text(self) -> str:
        return "密码不得与登录名、姓名、电话相近。"


class NotGuessedFirstValidator(CommonPasswordValidator):
    """Not one of those everybody tries first."""

    def get_error_message(self) -> str:
        return self.get_help_text()

    def get_help_text(self) -> str:
        return "密码不得是常见密码。"


class MixedCharactersValidator:
    """At least three of: small letters, capitals, figures, other signs."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise ``ValidationError`` (Chinese) when fewer than three kinds are used."""
        kinds = sum(any(kind(sign) for sign in password) for kind in KINDS)
        kinds += any(not sign.isalnum() for sign in password)
        if kinds < 3:
            raise ValidationError(self.get_help_text(), code="password_one_kind")

    def get_help_text(self) -> str:
        return "密码须包含大写字母、小写字母、数字、符号中的至少三类。"
