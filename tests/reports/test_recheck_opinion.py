"""The letter to the unit: what it says, what it leaves out, and that office programs open it."""

import io
import subprocess
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as WordDocument

from jiheng.reports.recheck_opinion import OpinionHead, Point, recheck_opinion
from jiheng.rules.finding import Severity
from jiheng.rules.recheck.finding_lines import finding_lines
from jiheng.rules.recheck.result_json import Json, result_json, unreadable_json
from jiheng.workbooks.rechecking import parameters_on, recheck_bytes

FORMS = Path(__file__).parents[2] / "jiheng" / "demo" / "forms"
RULES = parameters_on("mof2020-10", date(2026, 3, 2))
TITLE = "绩效自评复核意见书"
HEADINGS = ["一、复核结果", "二、需要修改或说明的事项", "三、得分怎么算出来的", "四、办理要求"]


def form_of(name: str = "form-11-school-heating.xlsx") -> Json:
    (result,) = recheck_bytes(name, (FORMS / name).read_bytes(), RULES).results
    return result_json(result)


def letter(*forms: Json, accepted: frozenset[Point] = frozenset()) -> WordDocument:
    return Document(io.BytesIO(content_of(*forms, accepted=accepted)))


def content_of(*forms: Json, accepted: frozenset[Point] = frozenset()) -> bytes:
    head = OpinionHead("青岚县职业技术学校", "青岚县财政局", "“国家通用”规则包", date(2026, 3, 9), accepted)
    return recheck_opinion(head, forms)


def paragraphs(document: WordDocument) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def rows(document: WordDocument, number: int) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in document.tables[number].rows][1:]


def point(form: Json, cell: str, code: str) -> Point:
    return (form["file"], form["sheet"], cell, code)


def test_the_parts_stand_in_order_between_addressee_and_date() -> None:
    said = paragraphs(letter(form_of()))
    assert said[:2] == [TITLE, "青岚县职业技术学校："]
    assert [line for line in said if line[1:2] == "、"] == HEADINGS
    assert said[-2:] == ["青岚县财政局", "2026年3月9日"]


def test_the_headings_are_real_headings() -> None:
    document = letter(form_of())
    assert [one.text for one in document.paragraphs if one.style and one.style.name == "Heading 1"] == HEADINGS
    assert document.core_properties.title == TITLE
    assert not document.core_properties.author


def test_the_opening_counts_what_the_list_shows() -> None:
    form = form_of()
    severities = [line.severity for line in finding_lines([form])]
    errors, warnings = severities.count(Severity.ERROR), severities.count(Severity.WARNING)
    document = letter(form)
    assert f"“国家通用”规则包，对你单位报送的1份绩效表格逐项复算，检出应当改正的{errors}处" in paragraphs(document)[2]
    assert f"需要说明的{warnings}处" in paragraphs(document)[2]
    assert [row[1] for row in rows(document, 1)] == ["阻断"] * errors + ["提醒"] * warnings


def test_the_figures_are_those_of_the_recheck() -> None:
    document = letter(form_of())
    assert rows(document, 0) == [["1", "教学楼、宿舍及食堂暖通改造经费", "—", "97.24", "优", "2", "2"]]
    assert rows(document, 2) == [
        ["教学楼、宿舍及食堂暖通改造经费", "预算执行率", "9", "8.62", "37.24/43.2×10=8.62037…"],
        ["教学楼、宿舍及食堂暖通改造经费", "工程资金金额", "9", "8.62", rows(document, 2)[1][4]],
    ]
    assert "8.62" in rows(document, 2)[1][4]


def test_a_finding_names_its_cell_its_figures_and_its_clause() -> None:
    first = rows(letter(form_of()), 1)[0]
    assert first[2] == "教学楼、宿舍及食堂暖通改造经费　I6"
    assert first[3] == "预算执行率得分填报9，按公式应得8.62，相差0.38"
    assert first[4] == "国家通用 4.1"


def test_what_was_accepted_is_left_out_everywhere() -> None:
    form = form_of()
    document = letter(form, accepted=frozenset({point(form, "I6", "E-R-01"), point(form, "H12", "W-A37-6")}))
    assert "预算执行率得分" not in str(rows(document, 1))
    assert "按规则应得8.62" not in str(rows(document, 1))
    assert rows(document, 0)[0][5:] == ["1", "1"]
    assert "检出应当改正的1处、需要说明的1处" in paragraphs(document)[2]
    assert len(document.tables) == 2
    assert "能够复算的得分与规则一致。" in paragraphs(document)


def test_accepting_on_one_sheet_leaves_the_same_cell_of_another_in() -> None:
    first = form_of()
    second = first | {"sheet": "第二张", "project": "另一个项目"}
    document = letter(first, second, accepted=frozenset({point(first, "I6", "E-R-01")}))
    assert [row[2] for row in rows(document, 1) if "预算执行率得分" in row[3]] == ["另一个项目　I6"]
    assert [row[0] for row in rows(document, 2) if row[1] == "预算执行率"] == ["另一个项目"]


def test_nothing_wrong_is_said_in_words_and_not_by_an_empty_table() -> None:
    form = form_of()
    every = frozenset(point(form, line.cell, line.code) for line in finding_lines([form]))
    document = letter(form, accepted=every)
    assert len(document.tables) == 1
    assert "没有需要修改或说明的事项。" in paragraphs(document)
    assert "能够复算的得分与规则一致。" in paragraphs(document)
    assert "检出应当改正的0处、需要说明的0处" in paragraphs(document)[2]


def test_a_notice_alone_does_not_trouble_the_unit() -> None:
    document = letter(form_of())
    assert "提示" not in {row[1] for row in rows(document, 1)}


def test_a_file_that_could_not_be_read_is_named_and_not_counted() -> None:
    unread = recheck_bytes("扫描件.xlsx", b"%PDF-1.4", RULES).unreadable[0]
    document = letter(form_of(), unreadable_json(unread, RULES.rules))
    assert "报送的1份" in paragraphs(document)[2]
    assert len(rows(document, 0)) == 1
    assert any("“扫描件.xlsx”实际是 PDF 文件" in row[3] for row in rows(document, 1))


def test_a_long_batch_is_one_letter_with_every_form_in_it() -> None:
    one = form_of()
    forms = [one | {"file": f"{number}.xlsx", "project": f"项目{number}"} for number in range(120)]
    document = letter(*forms)
    assert [row[1] for row in rows(document, 0)] == [form["project"] for form in forms]
    assert len(rows(document, 1)) == 120 * 4
    for table in document.tables:
        assert table.rows[0]._tr.trPr is not None
        assert "tblHeader" in table.rows[0]._tr.xml


@pytest.mark.parametrize("path", sorted(FORMS.glob("*.xlsx")), ids=lambda path: path.stem)
def test_every_sample_gives_a_letter(path: Path) -> None:
    form = form_of(path.name)
    document = letter(form)
    assert paragraphs(document)[0] == TITLE
    listed = [line for line in finding_lines([form]) if line.severity is not Severity.NOTICE]
    assert len(rows(document, 1) if listed else []) == len(listed)


@pytest.mark.office
def test_libreoffice_prints_it_with_its_title_and_page_numbers(tmp_path: Path) -> None:
    path = tmp_path / "意见书.docx"
    path.write_bytes(content_of(*(form_of(one.name) for one in sorted(FORMS.glob("*.xlsx"))[:6])))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=180, check=False)
    printed = path.with_suffix(".pdf")
    assert printed.exists(), done.stdout + done.stderr
    pages = subprocess.run(["pdftotext", "-layout", printed, "-"], capture_output=True, text=True, check=True).stdout
    first, second, *_, last = pages.replace(" ", "").removesuffix("\f").split("\f")
    assert TITLE in first
    assert "青岚县职业技术学校：" in first
    assert "—1—" in first
    assert "—2—" in second
    assert "2026年3月9日" in last
