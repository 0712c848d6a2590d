"""附件: the tables of 第三十二条 and what else a reader needs to follow every point of the score."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from jiheng.rules.clause import clause
from jiheng.rules.explained import Step, StepKind
from jiheng.rules.figures import plain
from jiheng.rules.law import clause_label
from jiheng.rules.reporting.annex_points import coverage_blocks, point_blocks, summary_blocks
from jiheng.rules.reporting.annex_tables import execution_blocks, indicator_blocks, line_blocks, schedule_blocks
from jiheng.rules.reporting.content import Annex, Block, Table
from jiheng.rules.reporting.grounds import NOTHING, Grounds, day, points, value_text

LONGEST_STEP: Final = 120


@clause("cq2023-7/32", "cq2023-7/33")
def annexes_of(grounds: Grounds) -> tuple[Annex, ...]:
    """Every annex the data gives, in the order of 第三十二条; one the evaluation holds nothing for has no blocks."""
    return tuple(Annex(key, title, tuple(write(grounds)), wide) for key, title, write, wide in ANNEXES)


@clause("cq2023-7/32", "cq2023-7/33", "cq2023-7/36")
def further_annexes(grounds: Grounds, *, final: bool) -> tuple[Annex, ...]:
    """Those that were answered for the report itself: bond money, and with the final version alone the opinions."""
    made = []
    if grounds.bonds is not None:
        made.append(Annex("bonds", "政府债券资金专项检查表", tuple(_bonds(grounds)), wide=True))
    if final:
        made.append(Annex("opinions", "征求意见及采纳情况表", tuple(_opinions(grounds)), wide=True))
    return tuple(made)


def _questionnaires(grounds: Grounds) -> Iterator[Block]:
    for one in grounds.preparation.questionnaires:
        if one.declined:
            yield Block(text=f"问卷“{one.key}”（{'、'.join(one.parties)}）没有设置：{one.declined}")
            continue
        rows = tuple(
            (
                asked.number,
                asked.text,
                asked.kind,
                "；".join(said for said, _ in asked.options) or NOTHING,
                asked.topic,
            )
            for asked in grounds.preparation.questions
            if asked.questionnaire == one.key
        )
        asks = one.audience or "、".join(one.parties)
        yield Block(text=f"对象：{asks}。目的：{one.purpose or NOTHING}。方法：{one.method or NOTHING}。")
        heads = ("题号", "题目", "题型", "选项", "主题")
        yield Block(table=Table(f"调查问卷{one.key}", heads, rows, (8, 40, 10, 32, 10)))


def _survey_findings(grounds: Grounds) -> Iterator[Block]:
    """What questionnaires and talks brought up, with the problems it went into."""
    values = {one.indicator.code: value_text(one.value) for part in grounds.scored.parts for one in part.indicators}
    titles: dict[str, list[str]] = {}
    for problem in grounds.given.problems:
        for code in problem.indicators:
            titles.setdefault(code, []).append(problem.title)
    asked = [
        (f"问卷{one.questionnaire}", one.text, values.get(one.indicator) or NOTHING, one.indicator,
         "；".join(titles.get(one.indicator, ())) or NOTHING)
        for one in grounds.preparation.questions
        if one.indicator
    ]  # fmt: skip
    heard = [
        (f"走访记录{one.number}（{'、'.join(one.kinds)}）", topic.value, said, NOTHING, NOTHING)
        for one in grounds.given.visits
        for topic, said in one.said
    ]
    if asked or heard:
        heads = ("来源", "题目或主题", "结果或反映的情况", "对应指标", "归入的问题")
        yield Block(table=Table("调查问题梳理", heads, (*asked, *heard), (20, 24, 28, 10, 18), merged=(0,)))


def _basis(grounds: Grounds) -> Iterator[Block]:
    """Each score with its sum, its material and its clauses."""
    rows = tuple(
        (
            one.indicator.code,
            one.indicator.name,
            f"{points(one.final.value)}／{plain(one.indicator.points)}",
            f"不适用：{one.excluded}" if one.excluded else _working(one.final.steps),
            "、".join(each.number for each in one.admissible) or "无",
            "、".join(clause_label(each) for each in one.final.clauses) or NOTHING,
        )
        for part in grounds.scored.parts
        for one in part.indicators
    )
    heads = ("编号", "指标", "得分／分值", "计算过程", "可计分的资料", "依据条款")
    yield Block(table=Table("每个指标怎样得分", heads, rows, (5, 12, 9, 46, 15, 13)))


def _working(steps: Sequence[Step]) -> str:
    """The steps of a score, each kind once; a step that lists many points is told in short.

    Nothing is lost: 计分底稿 has every step in full.
    """
    said: dict[StepKind, list[str]] = {}
    for step in steps:
        said.setdefault(step.kind, []).append(step.text.rstrip("。；"))
    lines = (f"{kind.value}：{_shortened('；'.join(texts), kind)}" for kind, texts in said.items())
    return "\n".join(lines) or NOTHING


def _shortened(text: str, kind: StepKind) -> str:
    """The result is told whole; of what leads to it the beginning, up to the last stop that fits."""
    if kind is StepKind.RESULT or len(text) <= LONGEST_STEP:
        return text
    found = max(text.rfind(sign, 0, LONGEST_STEP) for sign in "；，。")
    return f"{text[: found if found > 0 else LONGEST_STEP]}……（全文见计分底稿）"


def _amendments(grounds: Grounds) -> Iterator[Block]:
    if not grounds.amendments:
        yield Block(text="评价实施中没有修正评价指标。")
        return
    rows = tuple(
        (str(one.number), one.indicators, one.reason, one.before or NOTHING, one.after or NOTHING,
         f"{one.asked_by}／{one.approved_by}", day(one.approved_on))
        for one in grounds.amendments
    )  # fmt: skip
    heads = ("修正单", "指标", "理由", "修正前得分", "修正后得分", "申请／批准", "批准日期")
    yield Block(table=Table("评价指标修正", heads, rows, (7, 14, 31, 10, 10, 14, 14), figures=(3, 4)))


def _materials(grounds: Grounds) -> Iterator[Block]:
    if grounds.given.materials:
        rows = tuple(
            (
                one.number,
                one.title,
                one.kind.value if one.kind else NOTHING,
                one.nature.label if one.nature else NOTHING,
                one.obtained_by.value if one.obtained_by else NOTHING,
                day(one.obtained_on),
                "、".join(one.indicators) or NOTHING,
            )
            for one in grounds.given.materials
        )
        heads = ("资料编号", "资料名称", "类别", "来源性质", "取得方式", "取得时间", "对应指标")
        yield Block(table=Table("资料编号清单", heads, rows, (20, 28, 13, 11, 9, 10, 9)))


def _bonds(grounds: Grounds) -> Iterator[Block]:
    if grounds.bonds is not None:
        yield Block(table=grounds.bonds)


def _opinions(grounds: Grounds) -> Iterator[Block]:
    if grounds.opinions is not None and grounds.opinions.rows:
        yield Block(table=grounds.opinions)


ANNEXES: Final[tuple[tuple[str, str, Callable[[Grounds], Iterator[Block]], bool], ...]] = (
    ("indicators", "评价指标表", indicator_blocks, True),
    ("execution", "项目预算执行汇总表", execution_blocks, True),
    ("execution-detail", "项目预算执行明细表", line_blocks, True),
    ("schedule", "项目实施进度表", schedule_blocks, True),
    ("points", "样本点基础信息表", point_blocks, True),
    ("point-summary", "样本点分类汇总表", summary_blocks, True),
    ("questionnaires", "调查问卷格式", _questionnaires, False),
    ("survey-findings", "调查问题梳理表", _survey_findings, True),
    ("coverage", "样本抽取和覆盖情况", coverage_blocks, False),
    ("score-basis", "各指标得分说明", _basis, True),
    ("amendments", "评价指标修正情况", _amendments, True),
    ("materials", "资料编号清单", _materials, True),
)
"""Key, title, what it is made of and whether it is printed across."""
