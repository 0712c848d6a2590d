"""Who may open a view. A view without one of these marks is open to nobody."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeVar

from jiheng.orgs.duties import Capability

View = TypeVar("View", bound=Callable[..., Any])


class Who(Enum):
    NOBODY = "nobody"
    PUBLIC = "public"
    USER = "user"
    MEMBER = "member"
    DUTY = "duty"


@dataclass(frozen=True, slots=True)
class Access:
    """The mark of a view; ``capabilities`` matter for ``Who.DUTY`` only, any one of them opens it."""

    who: Who
    capabilities: tuple[Capability, ...] = ()


CLOSED = Access(Who.NOBODY)


def public(view: View) -> View:
    """Open without a login."""
    return _marked(view, Access(Who.PUBLIC))


def any_user(view: View) -> View:
    """Open to everybody logged in, even without a place in an organisation."""
    return _marked(view, Access(Who.USER))


def any_member(view: View) -> View:
    """Open to everybody who acts for an organisation, whatever the duty."""
    return _marked(view, Access(Who.MEMBER))


def needs(*capabilities: Capability) -> Callable[[View], View]:
    """Open to members whose duties hold one of the capabilities."""
    if not capabilities:
        raise ValueError("name at least one capability")

    def mark(view: View) -> View:
        return _marked(view, Access(Who.DUTY, capabilities))

    return mark


def access_of(view: Callable[..., Any]) -> Access:
    """The mark of a view; ``CLOSED`` when it has none."""
    access = getattr(view, "access", CLOSED)
    return access if isinstance(access, Access) else CLOSED


def _marked(view: View, access: Access) -> View:
    view.__dict__["access"] = access
    return view
