"""One output in a process of its own: ``python -m benchmarks.report_output.one_output KIND SIZE``."""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks.report_output.large import Size, large_content
from jiheng.reports.evaluation_report import report_word
from jiheng.reports.official_page import add_table, official_document, saved
from jiheng.reports.pdf import office_program, word_as_pdf
from jiheng.reports.report_workbook import annex_workbook
from jiheng.rules.reporting.content import ReportContent

PATIENCE: Final = 900.0


def main() -> None:
    """Print ``{"size", "seconds", "megabytes", "office_megabytes"}`` as JSON."""
    kind, size = sys.argv[1], Size(**json.loads(sys.argv[2]))
    content = large_content(size)
    ready = report_word(content) if kind in ("pdf", "bare") else b""
    write: dict[str, Callable[[], bytes]] = {
        "word": lambda: report_word(content),
        "workbook": lambda: annex_workbook(content),
        "rows": lambda: _row_by_row(content),
        "pdf": lambda: word_as_pdf(ready, timeout=PATIENCE).pdf,
        "bare": lambda: _bare(ready),
    }
    begun = time.perf_counter()
    made = write[kind]()
    seconds = time.perf_counter() - begun
    own, started = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    told = {"size": len(made), "seconds": seconds, "megabytes": own / 1024, "office_megabytes": started / 1024}
    print(json.dumps(told))


def _row_by_row(content: ReportContent) -> bytes:
    """The annexes' tables as the other papers write theirs."""
    document = official_document(content.title)
    for annex in content.annexes:
        for block in annex.blocks:
            if block.table is not None:
                table = block.table
                add_table(document, table.heads, table.rows, table.widths, figures=frozenset(table.figures))
    return saved(document)


def _bare(docx: bytes) -> bytes:
    with TemporaryDirectory() as room:
        path = Path(room) / "report.docx"
        path.write_bytes(docx)
        profile = f"-env:UserInstallation=file://{room}/profile"
        command = [office_program(), profile, "--headless", "--convert-to", "pdf", "--outdir", room, str(path)]
        subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE)
        return path.with_suffix(".pdf").read_bytes()


if __name__ == "__main__":
    main()
