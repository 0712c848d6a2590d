"""The logins of a demonstration, shown on the login page while the setting names them."""

import json
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True, slots=True)
class DemoLogin:
    """One login of the invented county: duty and organisation in Chinese."""

    duty: str
    organisation: str
    name: str
    username: str
    password: str


def demo_logins() -> tuple[DemoLogin, ...]:
    """Those of the JSON file ``JIHENG_DEMO_LOGINS`` names; none on a real installation."""
    path: Path | None = settings.JIHENG_DEMO_LOGINS
    if path is None or not path.exists():
        return ()
    return tuple(DemoLogin(**entry) for entry in json.loads(path.read_text("utf-8")))
