"""Who sees whose rows."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from jiheng.files.models import Attachment, Blob
from jiheng.orgs.actions import create_organisation
from jiheng.orgs.duties import DUTIES_OF, REACH_OF, Capability, require
from jiheng.orgs.models import Duty, Membership, Organisation, OrganisationKind, User
from jiheng.orgs.queries import memberships
from jiheng.orgs.scope import find, visible
from tests.county import DAY, County, member_named

EVERYWHERE = {
    "清禾县教育局",
    "清禾县财政局",
    "清禾县第一小学",
    "清禾县幼儿园",
    "清禾县卫生健康局",
    "明度绩效咨询公司",
    "清禾县审计局",
}
EDUCATION = {"清禾县教育局", "清禾县第一小学", "清禾县幼儿园"}


@pytest.fixture
def papers(county: County) -> None:
    """One paper in every organisation, named after it."""
    blob = Blob.objects.create(hash="0" * 64, size=1, type="pdf")
    user = User.objects.get(username="qh_unt")
    for body in Organisation.objects.all():
        Attachment.objects.create(name=body.name, blob=blob, organisation=body, uploaded_by=user, at=DAY)


@pytest.mark.parametrize(
    ("username", "seen"),
    [
        ("qh_sys", set()),
        ("qh_fpd", EVERYWHERE),
        ("qh_fld", EVERYWHERE),
        ("qh_fbd", EDUCATION),
        ("qh_dpt", EDUCATION),
        ("qh_unt", {"清禾县第一小学"}),
        ("qh_tpl", {"明度绩效咨询公司"}),
        ("qh_tpm", {"明度绩效咨询公司"}),
        ("qh_lead", {"明度绩效咨询公司"}),
        ("qh_qc", {"明度绩效咨询公司"}),
        ("qh_exp", {"明度绩效咨询公司"}),
        ("qh_arc", {"明度绩效咨询公司"}),
        ("qh_sup", EVERYWHERE),
        ("lz_sys", set()),
        ("lz_fpd", {"临泽县财政局"}),
    ],
)
def test_each_duty_sees_its_own_reach(papers: None, username: str, seen: set[str]) -> None:
    rows = visible(Attachment.objects.all(), member_named(username))
    assert set(rows.values_list("name", flat=True)) == seen


def test_a_bureau_sees_the_regions_below_its_own(papers: None, county: County) -> None:
    from jiheng.orgs.actions import create_region

    town = create_region(code="590101001", name="南坡镇", parent=county.region, by=None, at=DAY)
    office = create_organisation(
        name="南坡镇人民政府", kind=OrganisationKind.UNIT, region=town, parent=None, by=None, at=DAY
    )
    seen = visible(Organisation.objects.all(), county.member(Duty.FPD))
    assert office in seen
    assert office not in visible(Organisation.objects.all(), member_named("lz_fpd"))


def test_paths_do_not_run_into_each_other(county: County) -> None:
    """``/1/`` must not reach ``/12/``."""
    bodies = [
        create_organisation(
            name=f"局{number}",
            kind=OrganisationKind.DEPARTMENT,
            region=county.region,
            parent=None,
            by=None,
            at=DAY,
        )
        for number in range(12)
    ]
    seen = visible(Organisation.objects.all(), county.member(Duty.DPT))
    assert set(seen) == {county.education, county.school, county.kindergarten}
    assert not set(bodies) & set(seen)


def test_find_answers_404_outside_the_unit(papers: None, county: County) -> None:
    other = Attachment.objects.get(name="清禾县幼儿园")
    with pytest.raises(Http404):
        find(Attachment.objects.all(), county.member(Duty.UNT), pk=other.pk)
    assert find(Attachment.objects.all(), county.member(Duty.DPT), pk=other.pk) == other


def test_a_capability_narrows_the_reach_to_the_duties_that_open_it(papers: None, county: County) -> None:
    rows = visible(Attachment.objects.all(), county.member(Duty.FLD), Capability.RECHECK_DECIDE)
    assert not rows.exists()


def test_a_table_that_names_no_owner_is_never_shown(county: County) -> None:
    with pytest.raises(TypeError):
        visible(Blob.objects.all(), county.member(Duty.FPD))


def test_the_administrator_sees_the_people_of_the_county_and_nobody_else_does(county: County) -> None:
    seen = memberships(member_named("qh_sys"))
    assert {place.user.username for place in seen} == set(
        Membership.objects.exclude(organisation=county.other_bureau).values_list("user__username", flat=True)
    )
    assert not memberships(county.member(Duty.FPD)).exists()


@pytest.mark.parametrize("capability", Capability)
def test_require_follows_the_table(county: County, capability: Capability) -> None:
    for duty in Duty:
        member = county.member(duty)
        if duty in DUTIES_OF[capability]:
            require(member, capability)
        else:
            with pytest.raises(PermissionDenied):
                require(member, capability)


def test_require_over_another_body_is_refused(county: County) -> None:
    require(county.member(Duty.UNT), Capability.RECHECK_RUN, over=county.school)
    require(county.member(Duty.DPT), Capability.RECHECK_RUN, over=county.school)
    require(county.member(Duty.FPD), Capability.RECHECK_RUN, over=county.school)
    for member in (county.member(Duty.UNT), member_named("lz_fpd")):
        with pytest.raises(PermissionDenied):
            require(member, Capability.RECHECK_RUN, over=county.kindergarten)


def test_every_duty_has_a_reach_and_every_capability_its_duties() -> None:
    assert set(REACH_OF) == set(Duty)
    assert set(DUTIES_OF) == set(Capability)


def test_the_administrator_has_no_capability_of_business() -> None:
    opened = {capability for capability, duties in DUTIES_OF.items() if Duty.SYS in duties}
    assert opened == {
        Capability.USERS_MANAGE,
        Capability.ORGANISATIONS_READ,
        Capability.CLAUSES_READ,
    }
