"""What is looked at whenever the installation is checked."""

from collections.abc import Sequence

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import DEFAULT_DB_ALIAS, connections

from jiheng.orgs.models import Grant
from jiheng.orgs.queries import mixed_administrators


@register(Tags.database)
def separation_of_duties(*, databases: Sequence[str] | None = None, **_: object) -> list[CheckMessage]:
    """SOD-4: name every system administrator who also holds a business duty."""
    if not databases or Grant._meta.db_table not in connections[DEFAULT_DB_ALIAS].introspection.table_names():
        return []
    return [
        Error(f"系统管理员不得兼任业务职责：{user.username}，请收回其中一类", id="orgs.E001")
        for user in mixed_administrators()
    ]
