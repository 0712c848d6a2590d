"""A project with 1,000 pieces of evidence: pages ask the database as often as with fifty."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jiheng.evaluation.models import EvaluationProject, EvidenceFile, Reading
from jiheng.evaluation.models import Material as MaterialRow
from jiheng.files.actions import keep_made
from jiheng.files.models import Attachment, FileType
from tests.county import DAY, County
from tests.evaluation.scored import scored_project
from tests.files.pictures import jpeg

pytestmark = [pytest.mark.django_db, pytest.mark.clause("cq2023-7/22")]
MANY, FEW = 1000, 60
WORDS = "石宝乡三汇村村民委员会会议纪要，讨论通村公路补助资金的使用和公示，参加人员签名。" * 40
PAGES = (
    "materials/",
    "materials/?page=40",
    "materials/?show=wall",
    "materials/?q=碑记",
    "materials/?q=公示 签名",
    "materials/?indicator=C3&lacking=place",
    "materials/?lacking=file",
    "materials/?show=withdrawn",
    "materials/pictures/",
    "materials/N-00007/",
    "implementation/资料编号清单/",
    "scores/C3/",
    "scores/C3/?q=签名",
)


@pytest.fixture
def project(county: County) -> EvaluationProject:
    return scored_project(county)


def fill(project: EvaluationProject, first: int, last: int) -> None:
    """Lines with files, as if handed in; every tenth is withdrawn, every twentieth has no file."""
    user = project.created_by
    blob = keep_made(jpeg(), FileType.JPG)
    attachment = Attachment.objects.create(
        name="现场.jpg", blob=blob, organisation=project.organisation, uploaded_by=user, at=DAY
    )
    lines, files = [], []
    for place in range(first, last):
        number = f"N-{place:05d}"
        if place % 10:
            values = {"title": f"现场照片{place}", "kind": "现场查看", "form": "图片", "nature": "primary"}
            codes = ["C3"] if place % 2 else ["X1", "C1"]
            lines.append(MaterialRow(project=project, position=place, number=number, indicators=codes, **values))
        if place % 20:
            at = None if place % 10 else DAY
            by, why = (None, "") if place % 10 else (user, "重复")
            file = EvidenceFile(
                project=project, number=number, attachment=attachment, thumbnail=blob, uploaded_by=user
            )
            file.uploaded_at, file.withdrawn_at, file.withdrawn_by, file.withdrawn_reason = DAY, at, by, why
            file.reading, file.text = Reading.READ, f"{WORDS}第{place}份"
            files.append(file)
    MaterialRow.objects.bulk_create(lines, batch_size=500)
    EvidenceFile.objects.bulk_create(files, batch_size=500)


def asked(client: Client, address: str) -> int:
    """How many questions a page asks of the database once everything is warm."""
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_no_page_asks_in_proportion_to_rows(agency: Client, project: EvaluationProject) -> None:
    home = f"/evaluations/{project.pk}/"
    fill(project, 1, FEW)
    few = {address: asked(agency, home + address) for address in PAGES}
    fill(project, FEW, MANY)
    assert {address: asked(agency, home + address) for address in PAGES} == few
    assert max(few.values()) < 45
