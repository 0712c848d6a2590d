"""The preparation workbook into the register and out of it, from the command line."""

from pathlib import Path

import pytest

from jiheng.cli import main
from jiheng.demo.preparation.project import demo_workbook
from tests.county import County, county

__all__ = ["county"]


@pytest.mark.django_db
def test_what_goes_in_comes_out_byte_for_byte(
    county: County, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, target = tmp_path / "准备.xlsx", tmp_path / "取出.xlsx"
    source.write_bytes(demo_workbook())
    assert main(["evaluation", "import", str(source), "--login", "qh_tpl"]) == 0
    number = capsys.readouterr().out.split("项目编号 ")[1].split("：")[0]
    assert main(["evaluation", "export", number, str(target), "--login", "qh_fpd"]) == 0
    assert target.read_bytes() == source.read_bytes()
    assert main(["evaluation", "import", str(target), "--project", number, "--login", "qh_tpl"]) == 0


@pytest.mark.django_db
def test_another_county_and_a_wrong_duty_get_nothing(
    county: County, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "准备.xlsx"
    source.write_bytes(demo_workbook())
    assert main(["evaluation", "import", str(source), "--login", "qh_tpl"]) == 0
    number = capsys.readouterr().out.split("项目编号 ")[1].split("：")[0]
    assert main(["evaluation", "export", number, str(tmp_path / "a.xlsx"), "--login", "lz_fpd"]) == 1
    assert "不在" in capsys.readouterr().err
    assert main(["evaluation", "import", str(source), "--login", "nobody"]) == 1
    assert "没有登录名" in capsys.readouterr().err
