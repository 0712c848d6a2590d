"""The annotated workbook: originals as they were, marks where they belong, nothing in a cell ever alive."""

import io
import re
import subprocess
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
import xlwt
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from jiheng.rules.recheck.finding_lines import finding_lines
from jiheng.workbooks.annotated import FORMS_SHOWN, AnnotatedSource, annotated_workbook
from jiheng.workbooks.rechecking import parameters_on, recheck_bytes
from tests.workbooks.building import Row, saved, simple_form, workbook_bytes

FORMS = Path(__file__).parents[2] / "jiheng" / "demo" / "forms"
RULES = parameters_on("mof2020-10", date(2026, 3, 2))
LISTS = ["复核结果", "各表汇总"]
SEVERITIES = ["阻断", "记录", "提醒", "提示"]

samples = pytest.mark.parametrize("path", sorted(FORMS.glob("*.xlsx")), ids=lambda path: path.stem)


def source_of(name: str, content: bytes) -> AnnotatedSource:
    return AnnotatedSource(name, content, tuple(recheck_bytes(name, content, RULES).as_json(RULES.rules)))


def annotated(*sources: AnnotatedSource) -> Workbook:
    return load_workbook(io.BytesIO(annotated_workbook(sources)))


def values_of(sheet: Worksheet) -> dict[str, object]:
    cells = (cell for row in sheet.iter_rows() for cell in row if isinstance(cell, Cell))
    return {cell.coordinate: cell.value for cell in cells if cell.value is not None}


def column_of(sheet: Worksheet, head: str) -> list[object]:
    heads = [cell.value for cell in sheet[1]]
    return [row[heads.index(head)].value for row in sheet.iter_rows(min_row=2)]


def formulas_in(content: bytes) -> list[str]:
    with ZipFile(io.BytesIO(content)) as package:
        sheets = [name for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
        return [name for name in sheets if re.search(rb"<(?:\w+:)?f[ >/]", package.read(name))]


def xls_of(rows: list[Row], name: str = "自评表") -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet(name)
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            sheet.write(r, c, value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@samples
def test_the_original_is_untouched_and_each_mark_stands_in_the_copy(path: Path) -> None:
    source = source_of(path.name, path.read_bytes())
    book, original = annotated(source), load_workbook(path, data_only=True)
    assert book.sheetnames[:2] == LISTS
    for form in source.forms:
        kept, marked = book[form["sheet"]], book[f"{form['sheet']}（复核）"[-31:]]
        for sheet in (kept, marked):
            assert values_of(sheet) == values_of(original[form["sheet"]])
            assert {str(area) for area in sheet.merged_cells.ranges} == {
                str(area) for area in original[form["sheet"]].merged_cells.ranges
            }
        assert not any(cell.comment for row in kept.iter_rows() for cell in row)
        for line in finding_lines([form]):
            if line.cell:
                comment = marked[line.cell].comment
                assert comment is not None, line
                assert line.message in comment.text
                assert f"（{line.code}）" in comment.text
                assert marked[line.cell].fill.patternType == "solid"


def test_a_cell_with_several_findings_has_the_colour_of_the_gravest() -> None:
    source = source_of("表.xlsx", (FORMS / "form-11-school-heating.xlsx").read_bytes())
    sheet = annotated(source)[f"{source.forms[0]['sheet']}（复核）"]
    gravest: dict[str, str] = {}
    for line in finding_lines(source.forms):
        gravest.setdefault(line.cell, line.severity.value)
    colours = {"error": "00FCD9D6", "record": "00FCD9D6", "warning": "00FDECC3", "notice": "00DCE8F6"}
    found = {ref: sheet[ref].fill.fgColor.rgb for ref in gravest if ref}
    assert found == {ref: colours[gravest[ref]] for ref in found}
    assert len(set(found.values())) > 1


def test_the_findings_are_sorted_by_severity_and_all_there() -> None:
    sources = [source_of(path.name, path.read_bytes()) for path in sorted(FORMS.glob("*.xlsx"))]
    sheet = annotated(*sources)["复核结果"]
    lines = finding_lines(form for source in sources for form in source.forms)
    found = column_of(sheet, "程度")
    assert found == sorted(found, key=lambda label: SEVERITIES.index(str(label)))
    assert column_of(sheet, "说明") == [line.message for line in lines]
    assert column_of(sheet, "代码") == [line.code for line in lines]
    assert sheet.freeze_panes == "A2"


def test_the_forms_are_summed_up_line_by_line_with_those_unread() -> None:
    good = source_of("好.xlsx", workbook_bytes({"自评表": simple_form()}))
    bad = source_of("坏.xlsx", b"PK\x03\x04 cut")
    sheet = annotated(good, bad)["各表汇总"]
    assert column_of(sheet, "项目") == ["道路工程", "未能读取"]
    assert column_of(sheet, "文件") == ["好.xlsx", "坏.xlsx"]
    assert column_of(sheet, "填报总分") == [95.9, None]
    assert column_of(sheet, "年度") == [2023, None]


def test_a_faultless_form_says_so() -> None:
    source = source_of("表.xlsx", workbook_bytes({"自评表": simple_form()}))
    clean = tuple(
        form | {"findings": [], "indicators": [row | {"findings": []} for row in form["indicators"]]}
        for form in source.forms
    )
    sheet = annotated(AnnotatedSource("表.xlsx", source.content, clean))["复核结果"]
    assert column_of(sheet, "项目") == ["没有检出问题"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_a_text_that_looks_like_a_formula_stays_a_text(start: str) -> None:
    evil = f'{start}HYPERLINK("http://example.invalid","道路")'
    rows = [*simple_form(project=evil)]
    rows[9] = ("产出指标", "数量指标", evil, "≥10公里", "8公里", 50, 50, evil)
    content = annotated_workbook([source_of("表.xlsx", workbook_bytes({"自评表": rows}))])
    assert formulas_in(content) == []
    book = load_workbook(io.BytesIO(content))
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith(start) and len(cell.value) > 1:
                    assert cell.data_type == "s", (sheet.title, cell.coordinate)
                    assert cell.quotePrefix, (sheet.title, cell.coordinate)
    assert book["自评表"]["B3"].value == evil


def test_a_formula_is_written_as_its_saved_value() -> None:
    content = with_saved_result(workbook_bytes({"自评表": simple_form()}))
    assert formulas_in(content) == ["xl/worksheets/sheet1.xml"]
    out = annotated_workbook([source_of("表.xlsx", content)])
    assert formulas_in(out) == []
    book = load_workbook(io.BytesIO(out))
    assert book["自评表"]["G12"].value == 95.9
    assert book["自评表（复核）"]["G12"].value == 95.9


def test_a_formula_without_a_saved_value_is_left_blank_and_said() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "自评表"
    for row in simple_form():
        sheet.append(list(row))
    sheet["G12"] = "=SUM(G10:G11)"
    source = source_of("表.xlsx", saved(book))
    out = annotated_workbook([source])
    assert formulas_in(out) == []
    assert load_workbook(io.BytesIO(out))["自评表"]["G12"].value is None
    assert any(line.code == "E-R-29" and line.cell == "G12" for line in finding_lines(source.forms))


def test_an_old_xls_is_shown_with_its_values_and_marks() -> None:
    rows = simple_form()
    source = source_of("旧表.xls", xls_of(rows))
    book = annotated(source)
    assert book["自评表"]["B3"].value == "道路工程"
    assert book["自评表"]["C10"].value == "修建道路"
    marked = book["自评表（复核）"]
    assert all(marked[line.cell].comment for line in finding_lines(source.forms) if line.cell)


def test_control_signs_of_an_old_program_do_not_break_the_file() -> None:
    rows = simple_form(project="道路\x0b工程\x1f")
    source = source_of("旧表\x0b.xls", xls_of(rows))
    book = annotated(source)
    assert source.forms[0]["project"] == "道路\n工程"
    assert book["自评表"]["B3"].value == "道路\n工程"


def test_sheet_names_too_long_or_doubled_get_names_of_their_own() -> None:
    names = ["项目支出绩效自评表二〇二三年度第一批全部资金安排情况一览表", "复核结果", "Form", "自评表"]
    first = source_of("一.xlsx", workbook_bytes({name: simple_form() for name in names}))
    second = source_of("二.xlsx", workbook_bytes({"form": simple_form(), "自评表": simple_form()}))
    book = annotated(first, second)
    titles = book.sheetnames
    assert len(titles) == 2 + 2 * 6
    assert len({title.casefold() for title in titles}) == len(titles)
    assert all(0 < len(title) <= 31 and not set(title) & set("[]:*?/\\'") for title in titles)


def test_one_source_with_a_sheet_named_like_a_list_keeps_both() -> None:
    book = annotated(source_of("一.xlsx", workbook_bytes({"复核结果": simple_form(), "各表汇总": simple_form()})))
    assert book.sheetnames[:2] == LISTS
    assert len(book.sheetnames) == 6
    assert book["复核结果"]["A1"].value == "序号"


def test_signs_excel_forbids_in_a_sheet_name_are_replaced() -> None:
    content = workbook_bytes({"自评表": simple_form()})
    out = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as package, ZipFile(out, "w") as renamed:
        for name in package.namelist():
            part = package.read(name)
            renamed.writestr(name, part.replace('name="自评表"'.encode(), 'name="自评[一]:*?/\\表"'.encode()))
    book = annotated(source_of("表.xlsx", out.getvalue()))
    assert book.sheetnames[2:] == ["自评_一______表", "自评_一______表（复核）"]


def test_beyond_the_limit_only_the_lists_are_written() -> None:
    content = workbook_bytes({"自评表": simple_form()})
    form = source_of("表.xlsx", content).forms[0]
    many = [AnnotatedSource(f"{n}.xlsx", b"", (form | {"file": f"{n}.xlsx"},)) for n in range(FORMS_SHOWN + 1)]
    book = annotated(*many)
    assert book.sheetnames == LISTS
    assert len(column_of(book["各表汇总"], "项目")) == FORMS_SHOWN + 1
    assert len(annotated(*[AnnotatedSource("表.xlsx", content, (form,))] * FORMS_SHOWN).sheetnames) > FORMS_SHOWN


def test_a_stray_cell_far_away_does_not_make_a_sheet_of_millions() -> None:
    book = load_workbook(io.BytesIO(workbook_bytes({"自评表": simple_form()})))
    book["自评表"]["XFD1048576"].fill = PatternFill("solid", fgColor="FFFFFF")
    out = annotated_workbook([source_of("表.xlsx", saved(book))])
    assert len(out) < 200_000
    assert load_workbook(io.BytesIO(out))["自评表"]["B3"].value == "道路工程"


def test_column_widths_given_for_several_columns_are_kept() -> None:
    book = load_workbook(io.BytesIO(workbook_bytes({"自评表": simple_form()})))
    wide = book["自评表"].column_dimensions["C"]
    wide.min, wide.max, wide.width = 3, 5, 31
    content = annotated_workbook([source_of("表.xlsx", saved(book))])
    for sheet in load_workbook(io.BytesIO(content)).worksheets[2:]:
        kept = sheet.column_dimensions["C"]
        assert (kept.min, kept.max, kept.width) == (3, 5, 31)


def test_a_workbook_whose_looks_are_broken_still_gives_its_values() -> None:
    content = workbook_bytes({"自评表": simple_form()})
    out = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as package, ZipFile(out, "w") as broken:
        for name in package.namelist():
            part = package.read(name)
            if name == "xl/styles.xml":
                part = part.replace(
                    b'<xf numFmtId="0" fontId="0" fillId="0"', b'<xf numFmtId="0" fontId="wide" fillId="0"'
                )
                assert b"wide" in part
            broken.writestr(name, part)
    source = source_of("表.xlsx", out.getvalue())
    assert source.forms[0]["project"] == "道路工程"
    with pytest.raises((TypeError, ValueError)):
        load_workbook(io.BytesIO(out.getvalue()))
    book = annotated(source)
    assert book["自评表"]["B3"].value == "道路工程"
    assert any(cell.comment for row in book["自评表（复核）"].iter_rows() for cell in row)


def test_marks_on_covered_cells_do_not_stop_the_writing() -> None:
    rows = simple_form()
    content = workbook_bytes({"自评表": rows}, {"自评表": ["A1:H1", "B3:H3"]})
    sheet = annotated(source_of("表.xlsx", content))["自评表（复核）"]
    assert isinstance(sheet["C3"], MergedCell)


@pytest.mark.office
@pytest.mark.parametrize("kind", ["pdf", "xlsx"])
def test_libreoffice_opens_what_was_written(tmp_path: Path, kind: str) -> None:
    paths = [FORMS / "form-11-school-heating.xlsx", FORMS / "form-03-flood-control.xlsx"]
    sources = [source_of(path.name, path.read_bytes()) for path in paths]
    sources.append(source_of("旧表.xls", xls_of(simple_form())))
    (tmp_path / "复核表.xlsx").write_bytes(annotated_workbook(sources))
    converted = convert(tmp_path / "复核表.xlsx", kind, tmp_path / "out")
    if kind == "pdf":
        pages = subprocess.run(["pdftotext", converted, "-"], capture_output=True, text=True, check=True).stdout
        assert "道路工程" in pages
        assert "程度" in pages
    else:
        again = load_workbook(converted)
        assert again.sheetnames == annotated(*sources).sheetnames
        assert any(cell.comment for row in again.worksheets[-1].iter_rows() for cell in row)


def convert(path: Path, kind: str, folder: Path) -> Path:
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", "--headless", profile, "--convert-to", kind, "--outdir", str(folder), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=180, check=False)
    converted = folder / f"{path.stem}.{kind}"
    assert converted.exists(), done.stdout + done.stderr
    assert converted.stat().st_size > 5000
    return converted


def with_saved_result(content: bytes) -> bytes:
    """The same workbook with the total as a formula and its saved result, as office programs write it."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as package, ZipFile(out, "w") as changed:
        for name in package.namelist():
            part = package.read(name)
            if name == "xl/worksheets/sheet1.xml":
                part = re.sub(rb'(<c r="G12"[^>]*>)<v>', rb"\1<f>SUM(G8:G11)</f><v>", part)
            changed.writestr(name, part)
    return out.getvalue()
