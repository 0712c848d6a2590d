"""Take the manual's pictures from a running demonstration: ``take_pictures.py http://127.0.0.1:8124``.

It uploads forms and decides on marks, so run it against a demonstration of its own (``JIHENG_VAR``).
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from zipfile import ZipFile

from paper_pages import side_by_side
from playwright.sync_api import Browser, Locator, Page, sync_playwright
from small_png import small_png

PICTURES = Path(__file__).with_name("pictures")
FORMS = Path(__file__).resolve().parents[2] / "jiheng/demo/forms"
NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
SCREEN, PHONE = (1440, 900), (360, 800)
MANY = 1500
"""Copies of the samples, so that the batch is still at work when its pictures are taken."""
UNITS = ("石桥镇", "美丽乡村建设服务中心", "县水利局")

EVALUATION_PAGES = (
    ("evaluation-funds", "results/execution/"),
    ("evaluation-schedule", "results/schedule/"),
    ("evaluation-indicators", "indicators/"),
    ("evaluation-indicator", "indicators/X2/"),
    ("evaluation-points", "points/"),
    ("evaluation-questionnaires", "questionnaires/"),
    ("evaluation-documents", "documents/"),
)
"""Name of the picture and address under the evaluation."""

SCORED_PAGES = (
    ("evaluation-notices", "notices/"),
    ("evaluation-materials", "materials/"),
    ("evaluation-management", "management/"),
    ("evaluation-visits", "visits/"),
    ("evaluation-analysis", "analysis/"),
    ("evaluation-point-summary", "points/summary/"),
    ("evaluation-adjustments", "adjustments/"),
    ("evaluation-experts", "experts/"),
    ("evaluation-runs", "runs/"),
)
"""The same of the evaluation that is scored."""

REPORT_PAGES = (
    ("report", ""),
    ("report-section", "sections/abstract-2/"),
    ("report-advice", "advice/"),
    ("report-moved", "draft/1/"),
    ("report-compare", "compare/?old=draft-1&new=final-1"),
    ("report-opinions", "opinions/"),
)
"""The same of the evaluation whose report went out, under the address of the report."""

PAPERS = {
    "report-front": ("查验码", "签章页", "目录"),
    "report-body": ("表2各评价指标得分", "图2各一级指标得分率", "项目预算执行汇总表"),
}
"""Name of the picture and, for each page of the final report in it, what the page says and no later one does."""

FORM = "教学楼、宿舍及食堂暖通改造经费"
OFFICER, KEEPER, EVALUATOR, LEAD = "财政绩效科", "系统管理员", "第三方项目负责人", "主评人"
DEPARTMENT, ROADS = "主管部门", "交通运输局"


def main() -> None:
    address = sys.argv[1].rstrip("/") if len(sys.argv) == 2 else ""
    chromium = next(filter(None, map(shutil.which, NAMES)), None)
    if not address or not chromium:
        raise SystemExit("用法：take_pictures.py http://127.0.0.1:端口，需要本机装有 Chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        page = logged_in(browser, address, OFFICER, picture="login")
        keep("workbench", page)
        reading_pictures(page)
        form_pictures(page)
        rule_pictures(page)
        phone_picture(logged_in(browser, address, OFFICER, size=PHONE))
        keeper_pictures(logged_in(browser, address, KEEPER))
        evaluation_pictures(logged_in(browser, address, EVALUATOR))
        score_pictures(logged_in(browser, address, EVALUATOR))
        code = report_pictures(logged_in(browser, address, EVALUATOR))
        typing_picture(logged_in(browser, address, EVALUATOR))
        unit_pictures(logged_in(browser, address, DEPARTMENT, who=ROADS))
        verifying_picture(opened(browser, address), code)
        template_pictures(logged_in(browser, address, LEAD))
        bond_picture(logged_in(browser, address, EVALUATOR))
        signing_picture(logged_in(browser, address, LEAD))
        progress_pictures(page)
        browser.close()


def opened(browser: Browser, address: str, size: tuple[int, int] = SCREEN) -> Page:
    """A page nobody is logged in to."""
    return browser.new_page(viewport={"width": size[0], "height": size[1]}, base_url=address, locale="zh-CN")


def logged_in(
    browser: Browser, address: str, duty: str, size: tuple[int, int] = SCREEN, *, picture: str = "", who: str = ""
) -> Page:
    """A page in which the demonstration's login for a duty was chosen; ``who`` is the body, where several have it."""
    page = opened(browser, address, size)
    page.goto("/login/")
    if picture:
        keep(picture, page)
    row = page.get_by_role("row").filter(has_text=who)
    row.get_by_role("button", name=f"用{duty}的账号登录").click()
    page.wait_for_url("**/")
    return page


def reading_pictures(page: Page) -> None:
    page.goto("/rechecks/")
    with tempfile.TemporaryDirectory() as folder:
        named = [Path(folder) / f"{unit}自评表.xlsx" for unit in UNITS]
        for sample, copy in zip(sorted(FORMS.glob("*.xlsx")), named, strict=False):
            shutil.copy(sample, copy)
        page.locator("input[type=file]").set_input_files(named)
    keep("upload", page)
    page.goto("/rechecks/")
    page.locator("main table a").first.click()
    keep("batch", page)


def form_pictures(page: Page) -> None:
    page.get_by_role("link", name=FORM).first.click()
    keep("form", page)
    keep("drawer", page.locator("#drawer"))
    page.get_by_role("button", name="列入退回清单").click()
    keep("decided", page.locator("#drawer"))


def rule_pictures(page: Page) -> None:
    page.goto("/clauses/")
    keep("clauses", page)
    page.goto("/clauses/mof2020-10/")
    keep("parameters", page)
    page.goto("/system/events/")
    page.get_by_role("button", name="校验全部记录").click()
    keep("events", page)


def phone_picture(page: Page) -> None:
    page.goto("/search/?q=暖通")
    page.get_by_role("link", name=FORM).first.click()
    page.locator("#drawer").evaluate("drawer => drawer.scrollIntoView()")
    keep("form-phone", page)


def keeper_pictures(page: Page) -> None:
    page.goto("/system/organisations/")
    keep("organisations", page)
    page.get_by_role("link", name="青岚县教育局").click()
    page.get_by_role("link", name="林雪").click()
    keep("person", page)


def evaluation_pictures(page: Page) -> None:
    """The prepared evaluation of the demonstration: its steps, a sheet, the checks, the sample points."""
    page.goto("/evaluations/")
    page.locator("main table a").first.click()
    keep("evaluation", page)
    overview = page.url
    page.get_by_role("link", name="评价指标", exact=True).click()
    keep("evaluation-sheet", page)
    page.goto(overview)
    page.get_by_role("link", name="检查", exact=True).click()
    keep("evaluation-check", page)
    page.goto(f"{overview}results/sampling/")
    keep("evaluation-sampling", page)
    for name, address in EVALUATION_PAGES:
        page.goto(f"{overview}{address}")
        keep(name, page)
    import_picture(page, overview)


def score_pictures(page: Page) -> None:
    """The evaluation that is scored: what was filled, the scores, and why one indicator has its points."""
    page.goto("/evaluations/")
    page.get_by_role("link", name="（已计分）").first.click()
    overview = page.url
    page.evaluate("window.scrollTo(0, document.querySelector('#implement-title').closest('section').offsetTop - 60)")
    keep("evaluation-implementing", page)
    page.goto(f"{overview}scores/")
    keep("evaluation-scores", page)
    page.goto(f"{overview}scores/C1/")
    keep("evaluation-score-why", page)
    for name, address in SCORED_PAGES:
        page.goto(f"{overview}{address}")
        keep(name, page)
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    page.goto(f"{overview}visits/talk/new/")
    keep("evaluation-talk-phone", page)


def reported(page: Page) -> str:
    """The address of the evaluation whose report went out."""
    page.goto("/evaluations/")
    page.get_by_role("link", name="已出报告").first.click()
    return page.url


def report_pictures(page: Page) -> str:
    """The report that went out and a few of its pages; answers the code it is verified by."""
    overview = reported(page)
    for name, address in REPORT_PAGES:
        page.goto(f"{overview}report/{address}")
        keep(name, page)
    page.goto(f"{overview}key/")
    keep("key-evaluation", page)
    printed = page.request.get(f"{overview}report/final/1/files/pdf/").body()
    for name, texts in PAPERS.items():
        write(name, side_by_side(printed, texts))
    page.goto(f"{overview}report/final/1/")
    return page.locator("main code").first.inner_text()


def typing_picture(page: Page) -> None:
    """A figure typed by hand that is not the one of the data, in the evaluation whose report nobody wrote yet."""
    page.goto("/evaluations/")
    page.get_by_role("link", name="（已计分）").first.click()
    overview = page.url
    page.goto(f"{overview}report/")
    page.evaluate("document.querySelector('#said').scrollIntoView()")
    keep("report-lacking", page)
    page.goto(f"{overview}report/")
    page.get_by_role("button", name="空白处按数据起草").click()
    page.goto(f"{overview}report/sections/abstract-2/")
    page.get_by_role("textbox", name="评价得分").fill("经评价，项目评价得分87分，等级为“{{等级}}”。")
    page.get_by_role("button", name="保存", exact=True).click()
    page.evaluate("window.scrollTo(0, 0)")
    keep("report-typed", page)


def unit_pictures(page: Page) -> None:
    """What the evaluated unit reads, and where its opinion stands."""
    page.goto("/opinions/")
    page.get_by_role("link", name="已出报告").click()
    keep("opinions-unit", page)


def verifying_picture(page: Page, code: str) -> None:
    """What anybody sees who types the code of a report that went out."""
    page.goto("/verify/")
    page.get_by_label("查验码").fill(code)
    page.get_by_role("button", name="按查验码核验").click()
    page.get_by_role("status").first.wait_for()
    keep("verify", page)


def template_pictures(page: Page) -> None:
    """Templates of an office's own: one that was taken, and what is said of one with mistakes."""
    page.goto("/report-templates/")
    with page.expect_download() as download:
        page.get_by_role("link", name="下载起始模板").first.click()
    with tempfile.TemporaryDirectory() as folder:
        download.value.save_as(starter := Path(folder) / "事务所版式.docx")
        upload(page, starter)
        keep("report-templates", page)
        upload(page, mistaken(starter))
        keep("report-template-faults", page)


def upload(page: Page, template: Path) -> None:
    page.locator("input[type=file]").set_input_files(template)
    page.get_by_role("button", name="检查并上传").click()
    page.wait_for_load_state()


def mistaken(template: Path) -> Path:
    """A copy with a field nobody knows and a loop that does not end."""
    made = template.with_name("写错的版式.docx")
    with ZipFile(template) as given, ZipFile(made, "w") as copied:
        for entry in given.infolist():
            content = given.read(entry)
            if entry.filename == "word/document.xml":
                text = content.decode().replace("{{评价得分}}", "{{评价总分}}").replace("{%循环结束%}", "", 1)
                content = text.encode()
            copied.writestr(entry, content)
    return made


def bond_picture(page: Page) -> None:
    """The points of bond money, asked once the project says that it has any."""
    page.goto("/evaluations/")
    page.locator("main table a").first.click()
    overview = page.url
    page.get_by_role("link", name="项目基本信息").click()
    page.get_by_label("资金来源").fill("市级补助、专项债券")
    page.get_by_label("参照执行").fill("是")
    page.get_by_role("button", name="保存").click()
    page.goto(f"{overview}bonds/")
    page.get_by_label("可用于还本付息的项目收益").fill("1180万元")
    page.get_by_label("应付债券本息").fill("1240万元")
    for point, answer in (("appraised", "符合"), ("needed", "不符合"), ("public", "符合")):
        page.locator(f"input[name=answer-{point}][value={answer}]").check()
    page.locator("textarea[name=said-appraised]").fill("演示：2021年8月完成事前评估，结论写入实施方案")
    page.get_by_role("button", name="全部保存").click()
    keep("bonds", page)


def signing_picture(page: Page) -> None:
    """A second final report and the ways to sign it; last of the report, for what was reviewed is old then."""
    overview = reported(page)
    page.goto(f"{overview}report/")
    page.get_by_role("button", name="生成正式稿").click()
    page.locator("main").get_by_role("link", name="PDF").first.wait_for(timeout=120_000)
    page.goto(f"{overview}report/final/2/signatures/")
    keep("signatures", page)


def import_picture(page: Page, overview: str) -> None:
    """An office's own list of fund lines, its columns recognised; it is not imported."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "jiheng.cli", "evaluation", "raw-files", folder], check=True)
        page.goto(f"{overview}lines/import/")
        page.locator("input[type=file]").set_input_files(next(Path(folder).glob("31-*.xlsx")))
        page.get_by_role("button", name="下一步：核对列").click()
        page.wait_for_url("**/lines/*/")
    keep("evaluation-import", page)


def progress_pictures(page: Page) -> None:
    """A batch at work, last of all: its many forms would fill the other pictures."""
    samples = sorted(FORMS.glob("*.xlsx"))
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "2025年度自评表.zip"
        with ZipFile(archive, "w") as packed:
            for number in range(MANY):
                packed.write(samples[number % len(samples)], f"{number + 1:03d}.xlsx")
        page.goto("/rechecks/")
        page.locator("input[type=file]").set_input_files(archive)
        page.get_by_role("button", name="开始复核").click()
    page.wait_for_url("**/rechecks/*/")
    page.locator("#progress").get_by_text("正在复核").wait_for()
    page.wait_for_timeout(3000)
    keep("progress", page)
    page.goto("/jobs/")
    keep("jobs", page)


def keep(name: str, shown: Page | Locator) -> None:
    """Keep one picture of the screen, without the caret."""
    write(name, shown.screenshot(animations="disabled", caret="hide"))


def write(name: str, png: bytes) -> None:
    """Write one picture in few colours."""
    PICTURES.mkdir(exist_ok=True)
    content = small_png(png)
    (PICTURES / f"{name}.png").write_bytes(content)
    print(f"{name}.png　{len(content) // 1024} kB")


if __name__ == "__main__":
    main()
