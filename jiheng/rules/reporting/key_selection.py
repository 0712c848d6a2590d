"""Which evaluations are key ones (文件A 三(七)): a document asks for it, the amount is large or attention high."""

from dataclasses import dataclass
from decimal import Decimal

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed, not_applicable, passed
from jiheng.rules.figures import plain
from jiheng.rules.finding import Finding
from jiheng.rules.law import Rulebook
from jiheng.rules.reporting.key_shapes import KeyGround

CLAUSE = "ats2023/3.7"
NOT_KEY = "没有列为重点评价"


@dataclass(frozen=True, slots=True)
class KeyReading:
    """The figures: whether both grounds are asked for, what is a large amount (元), how many experts, how many days.

    ``least`` experts have to review; fewer than ``suggested``, or an even number, asks for a word.
    """

    both: bool
    large: Decimal
    least: int
    suggested: int
    days: int


def key_reading_for(book: Rulebook) -> KeyReading:
    panel = book.entry("expert_panel")
    return KeyReading(
        both=book.entry("key_selection").text("reading") == "both",
        large=book.entry("key_amount").decimal("yuan"),
        least=int(panel.decimal("least")),
        suggested=int(panel.decimal("suggested")),
        days=int(book.entry("result_report").decimal("days")),
    )


@clause(CLAUSE)
def check_ground(ground: KeyGround | None, reading: KeyReading) -> Finding:
    """A key project is chosen on a document and on a large amount or high attention, each with what it stands on.

    Reading taken (OQ-27): one of the two is enough, unless the law in force asks for both.
    """
    if ground is None:
        return not_applicable("E-A37-9", NOT_KEY)
    missing = [] if ground.basis.strip() else ["文件依据（哪份文件或者上级哪项要求）"]
    answers = (
        ("金额较大", ground.amount_large, ground.amount_evidence),
        ("社会关注度高", ground.attention_high, ground.attention_evidence),
    )
    missing += [f"“{name}”的依据" for name, said, evidence in answers if said and not evidence.strip()]
    yes = sum(said is True for _, said, _ in answers)
    if reading.both and yes < len(answers):
        missing.append("“金额较大”和“社会关注度高”两项都要成立")
    elif not yes:
        missing.append("“金额较大”“社会关注度高”至少一项")
    if missing:
        return failed("E-A37-9", f"入选依据还缺：{'；'.join(missing)}。请补填")
    return passed("E-A37-9")


@clause(CLAUSE)
def amount_word(ground: KeyGround, reading: KeyReading) -> str:
    """How the money on record stands to the reference for a large amount; empty when none is on record.

    Reading taken: the reference is a hint of ours. A project below it can be a key one by its document.
    """
    if ground.budget is None:
        return ""
    side = "达到" if ground.budget >= reading.large else "没有达到"
    said = f"登记的项目预算{_wan(ground.budget)}，{side}参考线{_wan(reading.large)}"
    return said if ground.budget >= reading.large else f"{said}；按文件仍属金额较大的，请写明按哪项标准"


def _wan(yuan: Decimal) -> str:
    return f"{plain(yuan / 10_000)}万元"
