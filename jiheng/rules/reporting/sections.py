"""Abstract and body: what people wrote with its figures filled in, and what the data brings by itself."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from jiheng.rules.clause import clause
from jiheng.rules.evidence.analysis_shapes import Problem
from jiheng.rules.execution.shapes import Dimension
from jiheng.rules.figures import exact, plain, rounded
from jiheng.rules.implementation.result import PartResult
from jiheng.rules.reporting.content import Bar, Block, Chart, Section, Table
from jiheng.rules.reporting.grounds import NOTHING, Grounds, money, points, ratio, value_text
from jiheng.rules.reporting.live_fields import earned_rate
from jiheng.rules.reporting.outline import Outline, OutlineItem, OutlineSection, ReportPart, Shows
from jiheng.rules.reporting.prose import filled
from jiheng.rules.reporting.shapes import Recommendation, ReportText
from jiheng.rules.wording import chinese_number

ABSENT, UNWRITTEN = "无。", "（未写）"


@clause("cq2023-7/30", "cq2023-7/31")
def sections_of(
    part: ReportPart, outline: Outline, grounds: Grounds, values: Mapping[str, str]
) -> tuple[Section, ...]:
    """One part of the report, section by section in the order of the outline."""
    texts = {one.item: one for one in grounds.report.texts}
    return tuple(_section(one, texts, grounds, values) for one in outline.of(part))


def _section(
    section: OutlineSection, texts: Mapping[str, ReportText], grounds: Grounds, values: Mapping[str, str]
) -> Section:
    blocks: list[Block] = []
    named = section.part is ReportPart.BODY and len(section.items) > 1
    for number, item in enumerate(section.items, 1):
        if named:
            blocks.append(Block(heading=f"（{chinese_number(number)}）{item.title}"))
        if item.asks:
            blocks.append(Block(text=text_of(item, texts.get(item.key), values)))
        if item.shows is not None:
            blocks += SHOWN[item.shows](grounds)
    return Section(section.key, section.title, tuple(blocks))


def text_of(item: OutlineItem, written: ReportText | None, values: Mapping[str, str]) -> str:
    """What a sub-item says in print: “无” where there is nothing of the kind, a mark while nobody wrote it."""
    if written is not None and written.absent:
        return ABSENT if item.absent else UNWRITTEN
    return filled(written.text.strip(), values) if written and written.text.strip() else UNWRITTEN


def _execution(grounds: Grounds) -> list[Block]:
    rows = grounds.checked.execution.summaries[Dimension.USE]
    if not rows:
        return []
    table = Table(
        "按用途的预算执行情况（元）",
        ("用途", "预算数", "占比", "实际支出数", "执行率"),
        (
            *((row.value or "未填", money(row.budget), ratio(row.budget_share), money(row.actual), ratio(row.rate))
              for row in rows),
            ("合计", money(rows[0].whole.budget), "100.00%", money(rows[0].whole.actual), ratio(rows[0].whole.rate)),
        ),
        (28, 20, 14, 22, 16),
        figures=(1, 2, 3, 4),
        total=True,
    )  # fmt: skip
    known = [(row.value or "未填", row.rate) for row in rows if row.rate is not None]
    return [Block(table=table), *_chart("各用途预算执行率", known)]


def _chart(title: str, rates: Sequence[tuple[str, object]]) -> list[Block]:
    bars = tuple(Bar(label, rounded(exact(rate) * 100), ratio(exact(rate))) for label, rate in rates)  # type: ignore[arg-type]  # rates are fractions
    if not bars:
        return []
    full = max(Decimal(100), *(bar.value for bar in bars))
    alt = f"条形图，{title}：{'，'.join(f'{bar.label}{bar.text}' for bar in bars)}。"
    return [Block(chart=Chart(title, alt, full, bars))]


def _scores(grounds: Grounds) -> list[Block]:
    return [Block(table=score_table(part, len(grounds.scored.parts) > 1)) for part in grounds.scored.parts]


def score_table(part: PartResult, split: bool) -> Table:
    """各评价指标得分: every indicator of a part with what it is worth and earned."""
    rows = [
        (
            one.indicator.level1,
            one.indicator.level2,
            one.indicator.name,
            plain(one.indicator.points),
            value_text(one.value),
            "不适用" if one.excluded else points(one.final.value),
            NOTHING if one.excluded else ratio(earned_rate(one.final.value, one.indicator.points)),
        )
        for one in part.indicators
    ]
    worth = sum((one.indicator.points for one in part.indicators), Decimal(0))
    rows.append(("合计", "", "", plain(worth), "", points(part.total.value), ""))
    return Table(
        f"{part.name}各评价指标得分" if split else "各评价指标得分",
        ("一级指标", "二级指标", "三级指标", "分值", "评价值", "得分", "得分率"),
        tuple(rows),
        (12, 16, 28, 9, 13, 10, 12),
        figures=(3, 5, 6),
        merged=(0, 1),
        total=True,
    )


def _levels(grounds: Grounds) -> Iterator[Block]:
    split = len(grounds.scored.parts) > 1
    for part in grounds.scored.parts:
        rates = [(one.name, rate) for one in part.levels if (rate := earned_rate(one.earned, one.points)) is not None]
        yield from _chart(f"{part.name}各一级指标得分率" if split else "各一级指标得分率", rates)


def _problem(number: int, one: Problem, codes: Mapping[str, str]) -> Iterator[Block]:
    yield Block(heading=f"{number}．{one.title}")
    gap = f"差距：{one.gap.rstrip('。')}。" if one.gap else ""
    yield Block(text=f"具体表现：{_sentence(one.phenomenon)}{gap}")
    yield Block(text=f"判断依据：{_sentence(one.basis)}")
    yield Block(text=f"成因：{_sentence(one.cause)}")
    touched = "、".join(codes.get(code, code) for code in one.indicators)
    papers = "、".join(one.materials)
    said = [f"影响的指标：{touched}" if touched else "", f"依据的资料：{papers}" if papers else ""]
    if any(said):
        yield Block(text=f"{'；'.join(filter(None, said))}。")


def _sentence(said: str) -> str:
    return f"{said.strip().rstrip('。')}。" if said.strip() else UNWRITTEN


def _problems(grounds: Grounds) -> list[Block]:
    codes = {one.code: one.name for one in grounds.preparation.indicators}
    found = [block for number, one in enumerate(grounds.given.problems, 1) for block in _problem(number, one, codes)]
    return found or [Block(text="评价没有发现问题。")]


def _key_problems(grounds: Grounds) -> list[Block]:
    chosen = [one for one in grounds.given.problems if one.title in grounds.report.key_problems]
    said = [
        Block(text=f"{number}．{one.title}。{_sentence(one.phenomenon)}判断依据：{_sentence(one.basis)}"
                   f"原因：{_sentence(one.cause)}")
        for number, one in enumerate(chosen, 1)
    ]  # fmt: skip
    nothing = UNWRITTEN if grounds.given.problems else "评价没有发现需重点关注的问题。"
    return said or [Block(text=nothing)]


def _recommendation(number: int, one: Recommendation, known: Sequence[str]) -> str:
    places = [str(known.index(title) + 1) for title in one.problems if title in known]
    answers = f"（针对问题{'、'.join(places)}）" if places else ""
    return f"{number}．{one.title.rstrip('。')}{answers}。{_sentence(one.text) if one.text.strip() else ''}"


def _recommendations(grounds: Grounds) -> list[Block]:
    known = [one.title for one in grounds.given.problems]
    said = [
        Block(text=_recommendation(number, one, known))
        for number, one in enumerate(grounds.report.recommendations, 1)
    ]
    return said or [Block(text=UNWRITTEN if known else ABSENT)]


def _key_recommendations(grounds: Grounds) -> list[Block]:
    chosen = [one for one in grounds.report.recommendations if one.key]
    known = [one.title for one in grounds.given.problems if one.title in grounds.report.key_problems]
    said = [Block(text=_recommendation(number, one, known)) for number, one in enumerate(chosen, 1)]
    return said or [Block(text=UNWRITTEN if grounds.given.problems else ABSENT)]


SHOWN: Final[Mapping[Shows, Callable[[Grounds], Sequence[Block]]]] = {
    Shows.EXECUTION: _execution,
    Shows.SCORES: _scores,
    Shows.LEVELS: lambda grounds: list(_levels(grounds)),
    Shows.PROBLEMS: _problems,
    Shows.KEY_PROBLEMS: _key_problems,
    Shows.RECOMMENDATIONS: _recommendations,
    Shows.KEY_RECOMMENDATIONS: _key_recommendations,
}
"""What each kind of insertion is made of."""
