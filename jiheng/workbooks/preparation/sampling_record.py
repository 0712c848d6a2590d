"""抽样记录: a printable workbook with which anybody can redo a draw, and its way back in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from openpyxl import Workbook

from jiheng.rules.execution.shapes import Dimension, FundLine
from jiheng.rules.finding import Finding
from jiheng.rules.preparation.shapes import Preparation
from jiheng.rules.sampling.draw import Draw, StratumDraw
from jiheng.rules.sampling.frame import Frame, frame_for
from jiheng.rules.sampling.shapes import SamplingPlan, UnitKind
from jiheng.workbooks.opening import open_workbook
from jiheng.workbooks.preparation.columns import Column, Sheet
from jiheng.workbooks.preparation.kinds import Day, Money, Whole, choice_of
from jiheng.workbooks.preparation.layout import DIMENSION, LINES, UNITS_BY_USE
from jiheng.workbooks.preparation.list_kinds import Listed
from jiheng.workbooks.preparation.reader import LARGE, Reading
from jiheng.workbooks.preparation.rows import cells_of
from jiheng.workbooks.preparation.sealed import saved
from jiheng.workbooks.preparation.titles import DRAWN, FRAME, RECORD
from jiheng.workbooks.preparation.writer import write_sheet
from jiheng.workbooks.refusals import refuse

WHOLE: Final = Whole()
MONEY: Final = Money(zero=True)
NOT_OF_THE_FRAME: Final = {"actual", "voucher", "note"}


@dataclass(frozen=True, slots=True)
class RecordHead:
    """How the draw was made. ``witness`` and ``signature`` are signed on paper."""

    project: str
    method: str
    seed: str
    frame_hash: str
    strata: tuple[Dimension, ...] = ()
    unit_kind: UnitKind = UnitKind.PAYEE
    kinds_by_use: tuple[tuple[str, UnitKind], ...] = ()
    units: int | None = None
    money: Decimal | None = None
    size: int | None = None
    size_reason: str = ""
    drawn_on: date | None = None
    drawn_by: str = ""
    signature: str = ""
    witness: str = ""


@dataclass(frozen=True, slots=True)
class DrawnUnit:
    """One drawn unit; a stratum without places has one row without a unit."""

    stratum: str
    units: int | None = None
    money: Decimal = Decimal(0)
    allocated: int | None = None
    position: int | None = None
    unit: str = ""


HEAD_SHEET: Final = Sheet(
    RECORD,
    "head",
    RecordHead,
    (
        Column("项目名称", "project", required=True),
        Column("抽样方法", "method", required=True, advice="每层把“种子|层|单元”取 SHA-256，从小到大取够名额"),
        Column("随机种子", "seed", required=True),
        Column("抽样框摘要", "frame_hash", required=True, advice="抽样框规范文本的 SHA-256"),
        Column("分层维度", "strata", Listed(DIMENSION)),
        Column("抽样单元", "unit_kind", choice_of(UnitKind, UnitKind.PAYEE)),
        Column("各用途的抽样单元", "kinds_by_use", UNITS_BY_USE),
        Column("单元总数", "units", WHOLE),
        Column("资金总额", "money", Money(), advice="元"),
        Column("样本数量", "size", WHOLE, required=True),
        Column("样本数量的由来", "size_reason"),
        Column("抽取日期", "drawn_on", Day()),
        Column("抽取人", "drawn_by"),
        Column("抽取人签字", "signature"),
        Column("见证人签字", "witness"),
    ),
    "任何人用本工作簿都能重做这次抽取：jiheng sample verify 文件名.xlsx",
    form=True,
)
FRAME_SHEET: Final = Sheet(
    FRAME,
    "lines",
    FundLine,
    tuple(column for column in LINES.columns if column.name not in NOT_OF_THE_FRAME),
    "抽样依据的预算执行明细。改动任何一行，摘要就会不同。",
)
DRAWN_SHEET: Final = Sheet(
    DRAWN,
    "drawn",
    DrawnUnit,
    (
        Column("层", "stratum", required=True, width=34),
        Column("层内单元数", "units", WHOLE, width=12),
        Column("层内资金", "money", MONEY, width=18, advice="元"),
        Column("名额", "allocated", WHOLE, width=8),
        Column("抽取次序", "position", WHOLE, width=10),
        Column("抽中的单元", "unit", width=40),
    ),
    "随机抽中的样本点。",
)


@dataclass(frozen=True, slots=True)
class SamplingRecord:
    """A record as read: the draw it claims, the frame its lines make, and what was wrong with reading it."""

    draw: Draw
    frame: Frame
    findings: tuple[Finding, ...]


def write_record(preparation: Preparation, draw: Draw) -> bytes:
    """The record of a draw as ``.xlsx`` bytes; the same draw gives the same bytes."""
    plan = preparation.sampling
    head = RecordHead(
        preparation.project.name,
        draw.method,
        draw.seed,
        draw.frame_hash,
        draw.dimensions,
        plan.unit_kind,
        plan.kinds_by_use,
        sum(stratum.units for stratum in draw.strata),
        sum((stratum.money for stratum in draw.strata), Decimal(0)),
        draw.size,
        draw.size_reason,
        plan.drawn_on,
        plan.drawn_by,
    )
    book = Workbook()
    book.worksheets[0].title = RECORD
    write_sheet(book.worksheets[0], HEAD_SHEET, [cells_of(HEAD_SHEET, head)])
    drawn = [cells_of(DRAWN_SHEET, row) for stratum in draw.strata for row in _drawn_rows(stratum)]
    write_sheet(book.create_sheet(DRAWN), DRAWN_SHEET, drawn)
    write_sheet(book.create_sheet(FRAME), FRAME_SHEET, [cells_of(FRAME_SHEET, line) for line in preparation.lines])
    return saved(book, RECORD)


def _drawn_rows(stratum: StratumDraw) -> list[DrawnUnit]:
    start = (stratum.key, stratum.units, stratum.money, stratum.allocated)
    if not stratum.drawn:
        return [DrawnUnit(*start)]
    return [DrawnUnit(*start, position, unit) for position, unit in enumerate(stratum.drawn, 1)]


def read_record(name: str, content: bytes) -> SamplingRecord:
    """Read a record's bytes. Raises ``CannotRead`` when it is none or lacks one of its three sheets."""
    book = open_workbook(name, content, LARGE)
    grids = {grid.name.strip(): grid for grid in book.grids}
    for title in (RECORD, FRAME, DRAWN):
        if title not in grids:
            raise refuse("E-P-01", name, f"里没有工作表“{title}”，不是抽样记录。请用系统生成的抽样记录")
    reading = Reading([left.finding for left in book.unreadable])
    head = reading.form(grids[RECORD], HEAD_SHEET)
    lines = [line for _, line in reading.rows(grids[FRAME], FRAME_SHEET) if isinstance(line, FundLine)]
    drawn = [row for _, row in reading.rows(grids[DRAWN], DRAWN_SHEET) if isinstance(row, DrawnUnit)]
    if not isinstance(head, RecordHead):
        raise TypeError("the head of a record is a form that is always there")
    plan = SamplingPlan(unit_kind=head.unit_kind, strata=head.strata, kinds_by_use=head.kinds_by_use)
    return SamplingRecord(_draw(head, drawn), frame_for(lines, plan), tuple(reading.findings))


def _draw(head: RecordHead, rows: Sequence[DrawnUnit]) -> Draw:
    strata: dict[str, list[DrawnUnit]] = {}
    for row in rows:
        strata.setdefault(row.stratum, []).append(row)
    return Draw(
        head.method,
        head.seed,
        head.frame_hash,
        head.strata,
        head.size or 0,
        head.size_reason,
        tuple(_stratum(key, own) for key, own in strata.items()),
    )


def _stratum(key: str, rows: Sequence[DrawnUnit]) -> StratumDraw:
    first = rows[0]
    ordered = sorted((row for row in rows if row.unit), key=lambda row: row.position or 0)
    return StratumDraw(key, first.units or 0, first.money, first.allocated or 0, tuple(row.unit for row in ordered))
