"""What an office program makes of the workbook: it opens, prints, and saved again it still reads the same."""

import subprocess
from pathlib import Path

import pytest

from jiheng.demo.preparation.project import demo_preparation
from jiheng.workbooks.preparation.reader import read_preparation
from tests.workbooks.preparation.demo_book import DEMO
from tests.workbooks.preparation.shapes_at_random import without_where


def converted(content: bytes, kind: str, folder: Path) -> Path:
    (folder / "演示.xlsx").write_bytes(content)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", "--headless", profile, "--convert-to", kind, "--outdir", str(folder / "out"), "演示.xlsx"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=180, check=False)
    made = folder / "out" / f"演示.{kind}"
    assert made.exists(), done.stdout + done.stderr
    return made


@pytest.mark.office
@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_saved_by_libreoffice_it_reads_the_same(kind: str, tmp_path: Path) -> None:
    made = converted(DEMO, kind, tmp_path)
    read = read_preparation(made.name, made.read_bytes())
    assert without_where(read.preparation) == demo_preparation()
    assert read.findings == ()


@pytest.mark.office
def test_it_prints_with_its_heads(tmp_path: Path) -> None:
    made = converted(DEMO, "pdf", tmp_path)
    pages = subprocess.run(["pdftotext", "-layout", made, "-"], capture_output=True, text=True, check=True).stdout
    assert "（演示）2022年农村公路补助和建设项目" in pages
    assert pages.count("第 1 页") == 1
