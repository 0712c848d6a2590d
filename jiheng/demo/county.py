"""青岚县, an invented county: its bodies, its people, one login per duty."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from django.db import transaction

from jiheng.orgs.actions import create_organisation, create_region, create_user, grant_duty
from jiheng.orgs.models import Duty, Organisation, OrganisationKind, Region, User

SHANGHAI: Final = ZoneInfo("Asia/Shanghai")
FOUNDED: Final = datetime(2026, 3, 2, 9, 0, tzinfo=SHANGHAI)
PASSWORD: Final = "Qinglan-2026"  # noqa: S105  a demonstration prints it on its login page
COUNTY: Final = "青岚县"


@dataclass(frozen=True, slots=True)
class Person:
    """One login of the county. ``place`` is a key of ``BODIES``."""

    username: str
    name: str
    duty: Duty
    place: str


BODIES: Final[Mapping[str, tuple[str, str, OrganisationKind, str]]] = {
    "finance": ("青岚县财政局", "县财政局", OrganisationKind.FINANCE, ""),
    "education": ("青岚县教育局", "县教育局", OrganisationKind.DEPARTMENT, ""),
    "farming": ("青岚县农业农村局", "县农业农村局", OrganisationKind.DEPARTMENT, ""),
    "water": ("青岚县水利局", "县水利局", OrganisationKind.DEPARTMENT, ""),
    "roads": ("青岚县交通运输局", "县交通运输局", OrganisationKind.DEPARTMENT, ""),
    "school": ("青岚县职业技术学校", "县职业技术学校", OrganisationKind.UNIT, "education"),
    "evaluator": ("青岚评价事务所", "青岚评价事务所", OrganisationKind.THIRD_PARTY, ""),
    "audit": ("青岚县审计局", "县审计局", OrganisationKind.EXTERNAL, ""),
}
"""Key → name, short name, kind, key of the parent."""

PEOPLE: Final = (
    Person("caizheng", "周敏", Duty.FPD, "finance"),
    Person("yewu", "何立新", Duty.FBD, "finance"),
    Person("juzhang", "陈国栋", Duty.FLD, "finance"),
    Person("guanliyuan", "系统管理员", Duty.SYS, "finance"),
    Person("zhuguan", "林雪", Duty.DPT, "education"),
    Person("nongye", "马建军", Duty.DPT, "farming"),
    Person("jiaotong", "罗维", Duty.DPT, "roads"),
    Person("danwei", "赵文静", Duty.UNT, "school"),
    Person("fuzeren", "孙启明", Duty.TPL, "evaluator"),
    Person("chengyuan", "吴倩", Duty.TPM, "evaluator"),
    Person("zhuping", "郑海", Duty.LEAD, "evaluator"),
    Person("zhikong", "钱宁", Duty.QC, "evaluator"),
    Person("zhuanjia", "冯教授", Duty.EXP, "evaluator"),
    Person("pingshen", "沈工", Duty.EXP, "evaluator"),
    Person("dangan", "许静", Duty.ARC, "finance"),
    Person("shenji", "韩冰", Duty.SUP, "audit"),
)


@transaction.atomic
def build_county() -> None:
    """Found the county; nothing happens when it exists already."""
    if Region.objects.exists():
        return
    region = create_region(code="659900", name=COUNTY, parent=None, by=None, at=FOUNDED)
    bodies: dict[str, Organisation] = {}
    for key, (name, short_name, kind, parent) in BODIES.items():
        bodies[key] = create_organisation(
            name=name,
            short_name=short_name,
            kind=kind,
            region=region,
            parent=bodies[parent] if parent else None,
            by=None,
            at=FOUNDED,
        )
    for person in PEOPLE:
        _settle(person, bodies)


def _settle(person: Person, bodies: Mapping[str, Organisation]) -> None:
    place = bodies[person.place]
    membership = create_user(
        username=person.username, name=person.name, password=PASSWORD, organisation=place, by=None, at=FOUNDED
    )
    scope = bodies["finance"] if person.duty is Duty.SUP else place
    grant_duty(membership, person.duty, by=None, at=FOUNDED, scope=scope)
    User.objects.filter(pk=membership.user_id).update(must_change_password=False)


def logins() -> list[dict[str, str]]:
    """What the login page offers: duty, organisation, name, login and password."""
    return [
        {
            "duty": person.duty.label,
            "organisation": BODIES[person.place][1],
            "name": person.name,
            "username": person.username,
            "password": PASSWORD,
        }
        for person in PEOPLE
    ]
