"""The third evaluation of the demonstration: both versions, signed, and every item of 第二十九至三十四条 in them."""

from io import BytesIO

import pytest
from docx import Document
from openpyxl import load_workbook

from jiheng.audit.queries import verify
from jiheng.demo.county import build_county
from jiheng.demo.reported_evaluation import load_reported_evaluation
from jiheng.evaluation.models import EvaluationProject, ReportVersion, SignatureRole, VersionState
from jiheng.evaluation.report_queries import content_in, drafts_of, finals_of
from jiheng.evaluation.report_signatures import signatures_of, signed_of, standings
from jiheng.evaluation.report_verification import Match, verify_code, verify_file
from jiheng.files.disk import open_blob
from jiheng.files.models import Attachment
from jiheng.rules.reporting.outline import outline_called
from jiheng.rules.reporting.signing import check_code_for
from jiheng.web.evaluations.reporting import current_content, moved_since, standing_report

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.clause("cq2023-7/29", "cq2023-7/30", "cq2023-7/31", "cq2023-7/32", "cq2023-7/33", "cq2023-7/34"),
]


@pytest.fixture
def project() -> EvaluationProject:
    build_county()
    return load_reported_evaluation()


def bytes_of(attachment: Attachment | None) -> bytes:
    assert attachment is not None
    return open_blob(attachment.blob).read()


def lines_of(version: ReportVersion) -> list[str]:
    """Every paragraph and every cell; cells are read without python-docx's slow grid."""
    document = Document(BytesIO(bytes_of(version.word)))
    cells = [cell for table in document.tables for row in table._tbl.tr_lst for cell in row.tc_lst]
    texts = ["".join(part.text or "" for part in cell.iter() if part.tag.endswith("}t")) for cell in cells]
    return [*(one.text for one in document.paragraphs), *texts]


def test_it_goes_the_whole_way_once_signed_by_the_lead_and_sealed_by_the_agency(project: EvaluationProject) -> None:
    assert load_reported_evaluation() == project
    (draft,), (final,) = drafts_of(project), finals_of(project)
    assert (draft.state, final.state) == (VersionState.READY, VersionState.READY)
    assert final.issued_at is not None
    assert moved_since(final) == ()
    assert [one for one in standing_report(project).findings if one.blocks] == []
    assert verify() == []
    found = standings(list(signatures_of(final)), signed_of(final, current_content(final)))
    assert [(one.row.role, one.void) for one in found] == [(SignatureRole.SIGN, ""), (SignatureRole.SEAL, "")]
    assert verify_code(check_code_for(final.content)).match is Match.CODE
    assert verify_file(bytes_of(final.word)).match is Match.SAME
    assert verify_file(bytes_of(drafts_of(project).get().word)).match is Match.UNKNOWN


def test_a_reader_finds_every_item_in_both_versions(project: EvaluationProject) -> None:
    outline = outline_called("cq2023-7")
    for version in (drafts_of(project).get(), finals_of(project).get()):
        lines = lines_of(version)
        said = "\n".join(lines)
        for section in outline.sections:
            assert any(line.endswith(section.title) for line in lines), section.title
        for number, item in enumerate(outline.sections[4].items, 1):
            assert f"（{'一二三四五六'[number - 1]}）{item.title}" in lines
        for words in (
            "项目得分86.96分",
            "等级为“良”",
            "具体表现：",
            "判断依据：",
            "成因：",
            "（针对问题1）",
            "各评价指标得分",
        ):
            assert words in said
        for annex in content_in(version).annexes:
            assert annex.title in lines
            assert annex.blocks
        assert "（未写）" not in said
    opinions_stand_in_the_final_alone(drafts_of(project).get(), finals_of(project).get())
    book = load_workbook(BytesIO(bytes_of(finals_of(project).get().workbook)))
    assert len(book.sheetnames) == len(content_in(finals_of(project).get()).annexes) + 1
    assert any("征求意见" in name for name in book.sheetnames)


def opinions_stand_in_the_final_alone(draft: ReportVersion, final: ReportVersion) -> None:
    """With what was done about them, the place changed, and the page to sign."""
    before, after = "\n".join(lines_of(draft)), "\n".join(lines_of(final))
    for words in (
        "征求意见及采纳情况表",
        "不采纳",
        "对征求意见稿第1稿无意见",
        "主评人（签字）：",
        "评价机构（盖章）：",
    ):
        assert words in after
        assert words not in before
    assert "有效施工期缩短" in after
    assert "有效施工期缩短" not in before
