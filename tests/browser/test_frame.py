"""Every page of the frame in a real browser: readable, reachable, nothing serious for axe, nothing falls out."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils.timezone import now
from playwright.sync_api import Page, expect

from jiheng.jobs.models import Job, JobStatus
from jiheng.orgs.actions import grant_duty, join_organisation
from jiheng.orgs.duties import Member
from jiheng.orgs.models import Duty, Membership
from tests.browser.conftest import DESKTOP, PHONE, Open, keep_picture
from tests.county import DAY, PASSWORD, County

pytestmark = pytest.mark.browser

PAGES = (
    ("login", "/login/", ""),
    ("not-found", "/nowhere-at-all/", ""),
    ("workbench", "/", "qh_fpd"),
    ("password", "/password/", "qh_fpd"),
    ("jobs", "/jobs/", "qh_fpd"),
    ("clauses", "/clauses/?instrument=mof2020-10", "qh_fpd"),
    ("clause", "/clauses/mof2020-10/4.1/", "qh_fpd"),
    ("instrument", "/clauses/mof2020-10/", "qh_fpd"),
    ("search", "/search/?q=执行率", "qh_fpd"),
    ("organisations", "/system/organisations/", "qh_sys"),
    ("events", "/system/events/", "qh_sup"),
    ("forbidden", "/system/events/", "qh_unt"),
)
"""Name of the picture, address, who opens it. Pages of a stage have a list of their own beside their tests."""

FAULTS = {"not-found", "forbidden"}
"""A browser itself complains about their status."""


@pytest.mark.parametrize(("name", "address", "username"), PAGES, ids=[name for name, _, _ in PAGES])
def test_a_page_is_readable_on_a_desk_and_on_a_phone(
    county: County, open_page: Open, name: str, address: str, username: str
) -> None:
    show_some_work(county)
    page = open_page(address, username, complain=name not in FAULTS)
    for width, height in (DESKTOP, PHONE):
        page.set_viewport_size({"width": width, "height": height})
        keep_picture(page, name)
        assert overflow(page) <= 0, f"at {width} the page is wider than the screen"
        assert serious_findings(page) == []


def test_the_first_page_after_login_is_the_workbench(county: County, open_page: Open) -> None:
    page = open_page("/")
    expect(page).to_have_title("登录 · 绩衡")
    page.get_by_label("登录名").fill("qh_fpd")
    page.get_by_label("密码").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("我的工作台")
    page.get_by_role("navigation", name="主菜单").get_by_role("link", name="条款与规则").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("条款对照")


def test_the_keyboard_reaches_search_and_a_clause(county: County, open_page: Open) -> None:
    page = open_page("/", "qh_fpd")
    page.keyboard.press("Control+k")
    page.keyboard.type("预算执行率得分")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="国家通用 4.1").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("预算执行率得分")


def test_the_skip_link_comes_first_and_leads_past_the_menu(county: County, open_page: Open) -> None:
    page = open_page("/", "qh_fpd")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_a_running_job_is_seen_to_finish_without_reloading(county: County, open_page: Open) -> None:
    job = running_job(county.member(Duty.FPD))
    page = open_page("/jobs/", "qh_fpd")
    row = page.locator(f"#job-{job.pk}")
    expect(row).to_contain_text("进行中")
    Job.objects.filter(pk=job.pk).update(status=JobStatus.SUCCEEDED, done=24, finished_at=now())
    expect(row).to_contain_text("已完成", timeout=8000)
    expect(row.get_by_role("button", name="取消")).to_have_count(0)


def test_a_job_is_cancelled_with_one_press(county: County, open_page: Open) -> None:
    running_job(county.member(Duty.FPD))
    page = open_page("/jobs/", "qh_fpd")
    page.get_by_role("button", name="取消复核第3批").click()
    expect(page.get_by_role("status")).to_contain_text("已要求取消")


def test_a_phone_finds_its_way_without_any_script(county: County, open_page: Open) -> None:
    page = open_page("/", "qh_fpd", size=PHONE, script=False)
    page.get_by_text("菜单", exact=True).click()
    page.get_by_role("navigation", name="主菜单").get_by_role("link", name="系统").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("机构与用户")


def test_the_organisation_is_switched_from_the_top_bar(county: County, open_page: Open) -> None:
    place = join_organisation(county.member(Duty.FPD).user, county.health, by=None, at=DAY)
    grant_duty(place, Duty.DPT, by=None, at=DAY)
    page = open_page("/", "qh_fpd")
    page.locator(".ctx-org summary").click()
    page.get_by_role("button", name="清禾县卫生健康局").click()
    expect(page.get_by_role("status")).to_contain_text("现在代表“清禾县卫生健康局”办理")
    expect(page.locator(".ctx-org summary")).to_contain_text("清禾县卫生健康局")


def test_a_duty_is_granted_on_the_screen(county: County, open_page: Open) -> None:
    place = Membership.objects.get(user=county.member(Duty.FLD).user)
    page = open_page(f"/system/people/{place.pk}/", "qh_sys")
    page.get_by_label("职责必填").select_option("FPD")
    page.get_by_role("button", name="授予", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("已授予“财政绩效科”")
    keep_picture(page, "person")
    assert serious_findings(page) == []


def test_paper_carries_the_text_and_not_the_frame(county: County, open_page: Open) -> None:
    page = open_page("/clauses/mof2020-10/4.1/", "qh_fpd")
    page.emulate_media(media="print")
    expect(page.locator(".jh-topbar")).to_be_hidden()
    expect(page.locator(".jh-nav")).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def show_some_work(county: County) -> None:
    """One job of each kind, so that the pages are not empty."""
    member = county.member(Duty.FPD)
    running_job(member)
    for status in (JobStatus.QUEUED, JobStatus.SUCCEEDED, JobStatus.CANCELLED):
        job_of(member, status)
    job_of(
        member, JobStatus.FAILED, error="压缩包“乡镇.zip”设有密码，不能读取。请去掉密码后重新上传", finished_at=now()
    )


def running_job(member: Member) -> Job:
    return job_of(member, JobStatus.RUNNING, done=9, total=24, step="正在读取 教育局.xlsx")


def job_of(member: Member, status: JobStatus, **columns: object) -> Job:
    return Job.objects.create(
        kind="recheck_batch",
        title="复核第3批",
        organisation=member.organisation,
        owner=member.user,
        status=status,
        created_at=now(),
        **columns,
    )


def overflow(page: Page) -> int:
    """How many pixels the page is wider than the screen."""
    width: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return width


def serious_findings(page: Page) -> list[str]:
    """What axe calls serious or critical, with the first place of each."""
    violations = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:160]}"
        for one in violations
        if one["impact"] in {"serious", "critical"}
    ]
