"""A table of many thousand rows is printed in part; the workbook has them all."""

from dataclasses import replace

from jiheng.reports.report_trim import LONGEST, PRINTED, on_paper
from jiheng.rules.reporting.content import Annex, Block, Table
from tests.rules.reporting.contents import small_content


def long_table(rows: int, *, total: bool) -> Table:
    return Table("明细", ("序号", "金额"), tuple((str(at), "1") for at in range(rows)), (50, 50), total=total)


def test_a_table_up_to_the_limit_is_printed_whole() -> None:
    content = replace(
        small_content(), annexes=(Annex("lines", "明细", (Block(table=long_table(LONGEST, total=True)),)),)
    )
    assert on_paper(content) == content


def test_of_a_longer_one_the_first_rows_and_the_sum_are_printed_with_where_the_rest_is() -> None:
    blocks = (Block(text="说明"), Block(table=long_table(LONGEST + 1, total=True)))
    content = replace(small_content(), annexes=(Annex("lines", "明细", blocks),))
    text, cut = on_paper(content).annexes[0].blocks
    assert text == blocks[0]
    assert cut.table is not None
    assert len(cut.table.rows) == PRINTED + 1
    assert cut.table.rows[-1] == (str(LONGEST), "1")
    assert cut.table.note.startswith(f"本表共{LONGEST + 1}行，纸面列出前{PRINTED}行")
