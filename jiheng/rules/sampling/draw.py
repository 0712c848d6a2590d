"""The draw, by a method anybody can redo with any tool that knows SHA-256.

``sha256-rank-1``: for every unit of a stratum take the SHA-256 of the UTF-8 text ``seed|stratum|unit`` in lower-case
hexadecimal, sort the units by it, and draw as many from the top as the stratum has places. Names are written as in
the canonical text of the frame (see ``frame_text``), so a draw depends on neither the machine nor the language.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from jiheng.rules.clause import clause
from jiheng.rules.execution.shapes import Dimension
from jiheng.rules.sampling.allocation import allocate
from jiheng.rules.sampling.canonical import money_text, sha256, tidy
from jiheng.rules.sampling.frame import Frame, Unit, frame_hash
from jiheng.rules.sampling.shapes import SamplingPlan
from jiheng.rules.sampling.size import sample_size, sized

CLAUSE = "cq2023-7/9"
METHOD = "sha256-rank-1"


@dataclass(frozen=True, slots=True)
class StratumDraw:
    """What a stratum gave: number of units, its money (元), its places and the keys drawn, in the order drawn."""

    key: str
    units: int
    money: Decimal
    allocated: int
    drawn: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Draw:
    """The record of a draw: with the frame it names, everything a third party needs to redo it."""

    method: str
    seed: str
    frame_hash: str
    dimensions: tuple[Dimension, ...]
    size: int
    size_reason: str
    strata: tuple[StratumDraw, ...]


@clause(CLAUSE)
def draw_sample(frame: Frame, size: int, seed: str, size_reason: str = "") -> Draw:
    """Draw ``size`` units. The same frame, size and seed give the same units on any machine.

    Raises ``ValueError`` (Chinese) without a seed: a draw nobody can repeat is none.
    """
    if not tidy(seed):
        raise ValueError("没有填抽样种子，请填一个任意的数字或文字")
    places = allocate(sized(frame), size)
    strata = tuple(
        StratumDraw(
            key=stratum.key,
            units=len(stratum.units),
            money=stratum.money,
            allocated=places[stratum.key],
            drawn=tuple(unit.key for unit in ranked(stratum.units, seed)[: places[stratum.key]]),
        )
        for stratum in frame.strata
    )
    return Draw(METHOD, tidy(seed), frame_hash(frame), frame.dimensions, sum(places.values()), size_reason, strata)


@clause(CLAUSE)
def draw_for(plan: SamplingPlan, frame: Frame) -> Draw | None:
    """The draw a plan asks for; ``None`` without a seed or when no size comes about (see ``sample_size``)."""
    wanted = sample_size(plan, frame)
    if not tidy(plan.seed) or wanted.size is None:
        return None
    return draw_sample(frame, wanted.size, plan.seed, wanted.reason)


@clause(CLAUSE)
def ranked(units: Sequence[Unit], seed: str) -> list[Unit]:
    """The units of one stratum in the order they are drawn; those after the drawn ones are the next in line."""
    return sorted(units, key=lambda unit: (draw_digest(seed, unit), unit.key))


def draw_digest(seed: str, unit: Unit) -> str:
    """What a unit is ranked by, see the head of this module."""
    return sha256(f"{tidy(seed)}|{unit.stratum}|{unit.key}")


@clause(CLAUSE)
def verify_draw(record: Draw, frame: Frame, seed: str) -> tuple[str, ...]:
    """Redo a recorded draw. Every difference in a Chinese sentence; nothing when the record holds."""
    if record.method != METHOD:
        return (f"记录的抽样方法是“{record.method}”，只能核对“{METHOD}”",)
    found: list[str] = []
    if tidy(record.seed) != tidy(seed):
        found.append(f"记录的种子是“{record.seed}”，核对用的种子是“{tidy(seed)}”")
    redone = draw_sample(frame, record.size, seed)
    if record.frame_hash != redone.frame_hash:
        found.append(f"抽样框与记录不符：记录的摘要{record.frame_hash}，现在的摘要{redone.frame_hash}")
    if record.dimensions != redone.dimensions:
        found.append(f"分层维度与记录不符：记录为{_named(record.dimensions)}，现在为{_named(redone.dimensions)}")
    if record.size != redone.size:
        found.append(f"记录的样本数量是{record.size:,}个，抽样框只够抽{redone.size:,}个")
    return (*found, *_stratum_differences(record, redone))


def _stratum_differences(record: Draw, redone: Draw) -> list[str]:
    recorded, due = ({stratum.key: stratum for stratum in one.strata} for one in (record, redone))
    found: list[str] = []
    for key in sorted({*recorded, *due}):
        if key not in recorded or key not in due:
            found.append(f"层“{key}”{'记录里没有' if key in due else '抽样框里没有'}")
            continue
        one, other = recorded[key], due[key]
        pairs = (
            ("单元数", f"{one.units:,}", f"{other.units:,}"),
            ("资金", money_text(one.money), money_text(other.money)),
            ("名额", f"{one.allocated:,}", f"{other.allocated:,}"),
            ("抽中的单元", "、".join(sorted(one.drawn)), "、".join(sorted(other.drawn))),
        )
        found += [f"层“{key}”的{name}：记录为{was}，重算为{now}" for name, was, now in pairs if was != now]
    return found


def _named(dimensions: Sequence[Dimension]) -> str:
    return "、".join(dimensions) or "不分层"
