"""A day as people type it into a small form."""

from datetime import date

from jiheng.orgs.refusal import Refused
from jiheng.rules.basis.written_dates import days_in
from jiheng.web.request import MemberRequest


def day_typed(request: MemberRequest, name: str, label: str, default: date | None = None) -> date:
    """The day in a field, or ``default`` where nothing was typed."""
    written = request.POST.get(name, "").strip()
    if not written and default is not None:
        return default
    found = next(iter(days_in(written)), None)
    if found is None or found.written != written or found.day is None:
        raise Refused(f"{label}“{written}”不是日期，请写到年月日，如 2026-04-15" if written else f"请填写{label}")
    return found.day
