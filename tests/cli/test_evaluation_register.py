"""The preparation workbook into the register and out of it, from the command line."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from jiheng.cli import main
from jiheng.demo.preparation.project import demo_preparation, demo_workbook
from jiheng.workbooks.preparation.writer import write_preparation
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


@pytest.mark.django_db
@pytest.mark.clause("cq2023-7/8")
def test_a_workbook_with_a_completion_before_its_start_is_not_kept(
    county: County, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = demo_preparation()
    backwards = [replace(one, actual=date(2022, 5, 11)) if one.number == "3" else one for one in good.schedule]
    source = tmp_path / "准备.xlsx"
    source.write_bytes(write_preparation(replace(good, schedule=tuple(backwards))))
    assert main(["evaluation", "import", str(source), "--login", "qh_tpl"]) == 1
    assert "没有保存，须先改正：实施进度 第6行，" in capsys.readouterr().err
