"""What a password must look like, beside Django's own checks."""

from django.core.exceptions import ValidationError

from jiheng.orgs.models import User

KINDS = (str.islower, str.isupper, str.isdigit)


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
