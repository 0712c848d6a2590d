"""A small invented county, built by the actions, one person per duty."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from jiheng.orgs.actions import create_organisation, create_region, create_user, grant_duty
from jiheng.orgs.duties import Member
from jiheng.orgs.models import Duty, Organisation, OrganisationKind, Region, User
from jiheng.orgs.queries import member_for

DAY = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
PASSWORD = "Qinghe-2026-county"


@dataclass(frozen=True)
class County:
    """Two regions side by side: everything of Qinghe is out of reach for Linze, and the other way round."""

    region: Region
    bureau: Organisation
    education: Organisation
    school: Organisation
    kindergarten: Organisation
    health: Organisation
    firm: Organisation
    auditors: Organisation
    other_bureau: Organisation

    def member(self, duty: Duty) -> Member:
        """The person of Qinghe with that one duty."""
        return member_named(f"qh_{duty.lower()}")


def member_named(username: str) -> Member:
    found = member_for(User.objects.get(username=username))
    assert found is not None
    return found


def appoint(username: str, duty: Duty, place: Organisation, scope: Organisation | None = None) -> Member:
    """A person with one duty, who need not change the first password."""
    membership = create_user(
        username=username,
        name=f"{duty.label}甲",
        password=PASSWORD,
        organisation=place,
        by=None,
        at=DAY,
        must_change_password=False,
    )
    grant_duty(membership, duty, by=None, at=DAY, scope=scope)
    return member_named(username)


def lay_county() -> County:
    """Build it from nothing."""
    qinghe = create_region(code="590101", name="清禾县", parent=None, by=None, at=DAY)
    linze = create_region(code="590102", name="临泽县", parent=None, by=None, at=DAY)

    def body(name: str, kind: OrganisationKind, parent: Organisation | None, region: Region) -> Organisation:
        return create_organisation(name=name, kind=kind, region=region, parent=parent, by=None, at=DAY)

    education = body("清禾县教育局", OrganisationKind.DEPARTMENT, None, qinghe)
    county = County(
        region=qinghe,
        bureau=body("清禾县财政局", OrganisationKind.FINANCE, None, qinghe),
        education=education,
        school=body("清禾县第一小学", OrganisationKind.UNIT, education, qinghe),
        kindergarten=body("清禾县幼儿园", OrganisationKind.UNIT, education, qinghe),
        health=body("清禾县卫生健康局", OrganisationKind.DEPARTMENT, None, qinghe),
        firm=body("明度绩效咨询公司", OrganisationKind.THIRD_PARTY, None, qinghe),
        auditors=body("清禾县审计局", OrganisationKind.EXTERNAL, None, qinghe),
        other_bureau=body("临泽县财政局", OrganisationKind.FINANCE, None, linze),
    )
    places = {
        **dict.fromkeys((Duty.SYS, Duty.FPD, Duty.FLD), (county.bureau, county.bureau)),
        Duty.FBD: (county.bureau, county.education),
        Duty.DPT: (county.education, county.education),
        Duty.UNT: (county.school, county.school),
        **dict.fromkeys((Duty.TPL, Duty.TPM, Duty.LEAD, Duty.QC, Duty.ARC), (county.firm, county.firm)),
        Duty.EXP: (county.firm, county.firm),
        Duty.SUP: (county.auditors, county.bureau),
    }
    for duty, (place, scope) in places.items():
        appoint(f"qh_{duty.lower()}", duty, place, scope)
    for duty in (Duty.SYS, Duty.FPD):
        appoint(f"lz_{duty.lower()}", duty, county.other_bureau)
    return county


@pytest.fixture
def county(db: None) -> County:
    return lay_county()
