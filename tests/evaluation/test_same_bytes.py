"""The same inputs give the same bytes: read back from the database, nothing differs from what was never in one.

Each file is made twice, once from the plain shapes alone and once from what SQLite or PostgreSQL gave back. Both must
be one and the same to the last byte, and so the two databases agree with each other. When they do not, ``differing``
names the entry of the package, or the line, where the first difference stands.
"""

import hashlib
import io
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Final
from zipfile import BadZipFile, ZipFile

import pytest

from jiheng.demo.preparation.project import demo_preparation
from jiheng.evaluation.actions.entering import open_project, replace_preparation
from jiheng.evaluation.models import EvaluationProject
from jiheng.evaluation.queries import current_version
from jiheng.evaluation.shapes import preparation_of
from jiheng.orgs.models import Duty
from jiheng.reports.evaluation_plan import evaluation_plan
from jiheng.rules.law import rulebook
from jiheng.rules.preparation.check import check
from jiheng.rules.preparation.result import PreparationResult
from jiheng.rules.preparation.result_json import preparation_json
from jiheng.rules.preparation.shapes import Preparation
from jiheng.workbooks.preparation.editing import texts_of
from jiheng.workbooks.preparation.layout import SHEETS
from jiheng.workbooks.preparation.places import placed
from jiheng.workbooks.preparation.reader import read_preparation
from jiheng.workbooks.preparation.sampling_record import write_record
from jiheng.workbooks.preparation.writer import write_preparation
from tests.county import County, member_named
from tests.web.conftest import client_of

AT: Final = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)
ON: Final = date(2023, 3, 1)


def result_of(preparation: Preparation) -> PreparationResult:
    return check(preparation, rulebook("cq2023-7", ON), ON)


def workbook(preparation: Preparation) -> bytes:
    return write_preparation(preparation)


def check_json(preparation: Preparation) -> bytes:
    return json.dumps(preparation_json(result_of(preparation)), ensure_ascii=False, indent=1).encode()


def plan(preparation: Preparation) -> bytes:
    return evaluation_plan(preparation, result_of(preparation), number=1)


def sampling_record(preparation: Preparation) -> bytes:
    draw = result_of(preparation).sampling.draw
    assert draw is not None
    return write_record(preparation, draw)


def frozen(preparation: Preparation) -> bytes:
    """What is kept of a version sent for review."""
    sheets = {sheet.title: texts_of(preparation, sheet) for sheet in SHEETS}
    kept = {"sheets": sheets, "result": preparation_json(result_of(preparation))}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True).encode()


Made = Callable[[Preparation], bytes]

FILES: Final[dict[str, Made]] = {
    "workbook": workbook,
    "check": check_json,
    "plan": plan,
    "sampling record": sampling_record,
    "frozen plan": frozen,
}
PACKAGES: Final = ("workbook", "plan", "sampling record")


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def differing(one: bytes, other: bytes) -> str:
    """Where two files differ first, in words a person can follow up."""
    if one == other:
        return ""
    try:
        with ZipFile(io.BytesIO(one)) as left, ZipFile(io.BytesIO(other)) as right:
            names = list(dict.fromkeys([*left.namelist(), *right.namelist()]))
            apart = [name for name in names if _entry(left, name) != _entry(right, name)]
            if not apart:
                return "the entries are equal: order, moments or packing of the zip differ"
            return f"{apart[0]}: {_first_apart(_entry(left, apart[0]), _entry(right, apart[0]))}"
    except BadZipFile:
        return _first_apart(one, other)


def _entry(package: ZipFile, name: str) -> bytes:
    return package.read(name) if name in package.namelist() else b"(no such entry)"


def _first_apart(one: bytes, other: bytes) -> str:
    place = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    begin = max(0, place - 60)
    return f"{one[begin : place + 60]!r} is not {other[begin : place + 60]!r}"


@pytest.fixture
def project(county: County) -> EvaluationProject:
    return open_project(demo_preparation(), by=member_named("qh_tpl"), at=AT)


@pytest.mark.django_db
@pytest.mark.parametrize("made", FILES.values(), ids=FILES.keys())
def test_out_of_the_database_comes_what_never_was_in_it(project: EvaluationProject, made: Made) -> None:
    without = made(placed(demo_preparation()))
    within = made(placed(preparation_of(EvaluationProject.objects.get(pk=project.pk))))
    assert sha256(within) == sha256(without), differing(within, without)


@pytest.mark.parametrize("made", FILES.values(), ids=FILES.keys())
def test_made_twice_it_is_the_same(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second time on another day: nothing in a file may come from the clock."""
    first = made(placed(demo_preparation()))
    monkeypatch.setattr("time.time", lambda: 1_900_000_000.0)
    second = made(placed(demo_preparation()))
    assert sha256(second) == sha256(first), differing(second, first)


@pytest.mark.parametrize("made", [FILES[name] for name in PACKAGES], ids=PACKAGES)
def test_a_package_carries_no_moment(made: Made) -> None:
    with ZipFile(io.BytesIO(made(placed(demo_preparation())))) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.django_db
def test_in_and_out_and_in_again_nothing_changes(project: EvaluationProject) -> None:
    exported = write_preparation(preparation_of(project))
    again = read_preparation("取出.xlsx", exported)
    assert again.findings == ()
    replace_preparation(project, again.preparation, revision=1, by=member_named("qh_tpl"), at=AT)
    project.refresh_from_db()
    assert preparation_of(project) == demo_preparation()
    second = write_preparation(preparation_of(project))
    assert sha256(second) == sha256(exported), differing(second, exported)


@pytest.mark.django_db
def test_the_plan_that_is_sent_keeps_just_that(project: EvaluationProject, county: County) -> None:
    client = client_of(county.member(Duty.TPL))
    assert client.post(f"/evaluations/{project.pk}/submit/").status_code == 302
    version = current_version(project)
    assert version is not None
    due = frozen(placed(demo_preparation()))
    assert version.content.encode() == due, differing(version.content.encode(), due)
    assert version.hash == sha256(due)


@pytest.mark.django_db
def test_what_is_downloaded_is_what_was_exported(project: EvaluationProject, county: County) -> None:
    client = client_of(county.member(Duty.TPL))
    for address, due in (("workbook", workbook(demo_preparation())), ("plan", _draft())):
        answer = client.get(f"/evaluations/{project.pk}/{address}/")
        content = answer.content
        assert sha256(content) == sha256(due), differing(content, due)


def _draft() -> bytes:
    preparation = placed(demo_preparation())
    return evaluation_plan(preparation, result_of(preparation), number=None)


def test_a_difference_is_told_by_its_place() -> None:
    one, other = workbook(demo_preparation()), sampling_record(placed(demo_preparation()))
    assert differing(one, one) == ""
    assert differing(b"12.30", b"12.3") == "b'12.30' is not b'12.3'"
    assert differing(one, other).split(":")[0].endswith(".xml")
