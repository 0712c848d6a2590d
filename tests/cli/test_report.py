"""``jiheng report verify``: the same answer as the page, with an exit code."""

import json
from pathlib import Path

import pytest

from jiheng.cli import main
from jiheng.evaluation import report_verification
from jiheng.evaluation.models import ReportVersion
from jiheng.orgs.models import Duty
from tests.county import DAY, County, county
from tests.evaluation.signed import code_of, issued_version, lead_certificate, printed, signed_away
from tests.files.originals import pdf
from tests.web.opened import evaluation_of

__all__ = ["county"]

pytestmark = [pytest.mark.django_db, pytest.mark.clause("cq2023-7/34")]


@pytest.fixture
def version(county: County) -> ReportVersion:
    return issued_version(evaluation_of(county.firm), by=county.member(Duty.LEAD), at=DAY)


def file_of(folder: Path, content: bytes) -> str:
    path = folder / "报告.pdf"
    path.write_bytes(content)
    return str(path)


def test_a_report_that_went_out_is_valid(
    version: ReportVersion, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", "verify", file_of(tmp_path, printed("第1稿"))]) == 0
    said = capsys.readouterr().out
    for part in ("“报告.pdf”：有效", "2022年农村公路项目绩效评价报告", code_of(version), "演示评价事务所"):
        assert part in said


def test_touched_or_unknown_it_is_not(
    version: ReportVersion, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    signed = signed_away(printed("第1稿"), lead_certificate(), at=DAY)
    assert main(["report", "verify", file_of(tmp_path, signed)]) == 1
    said = capsys.readouterr().out
    assert "不能认定有效" in said
    assert "郑海，2026-03-02 09:30签署：签名完好，证书有效性未核验" in said
    assert main(["report", "verify", file_of(tmp_path, pdf(["别的文件"]))]) == 1
    assert "没有查到" in capsys.readouterr().out


def test_a_check_code_is_told_where_it_is_asked(version: ReportVersion, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "verify", code_of(version)]) == 2
    assert "是查验码，这里核验的是文件" in capsys.readouterr().err


def test_json_says_the_same(version: ReportVersion, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    signed = signed_away(printed("第1稿"), lead_certificate(), at=DAY)
    assert main(["report", "verify", "--json", file_of(tmp_path, signed)]) == 1
    said = json.loads(capsys.readouterr().out)
    assert (said["valid"], said["match"], said["report"]["number"]) == (False, "signed", 1)
    assert (said["pdf"][0]["certificate"]["subject"], said["pdf"][0]["sound"]) == ("郑海", True)
    assert said["report"]["issued_at"] == DAY.isoformat()


def test_what_cannot_be_read_has_its_own_code(
    version: ReportVersion, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["report", "verify", str(tmp_path / "没有.pdf")]) == 2
    assert main(["report", "verify", str(tmp_path)]) == 2
    monkeypatch.setattr(report_verification, "LARGEST", 10)
    assert main(["report", "verify", file_of(tmp_path, printed())]) == 2
    assert "没有核验" in capsys.readouterr().err
