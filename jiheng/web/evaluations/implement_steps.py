"""评价实施 step by step: the sheets each step is entered in, and what is still open in it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from jiheng.evaluation.models import EvaluationProject
from jiheng.evaluation.queries import filled_parts
from jiheng.evaluation.shapes import IMPLEMENTATION
from jiheng.rules.finding import Severity
from jiheng.rules.preparation.result import Said
from jiheng.web.evaluations.checking import standing_of
from jiheng.web.evaluations.scoring import gathered_of, scored_of
from jiheng.workbooks.preparation.layout_implementation import IMPLEMENTATION_SHEETS

REPORT_ACT: Final = "进入报告"
HAPPENED: Final = "实际支出和时间"
SCORING: Final = "评定和计分"

STEPS: Final[tuple[tuple[str, tuple[str, ...], frozenset[int]], ...]] = (
    ("书面通知", ("资料提交通知", "通知所列资料", "督促记录"), frozenset({16})),
    ("资料", ("资料编号清单", "资料对应", "无资料说明", "取得方式说明"), frozenset({15, 17, 22})),
    ("管理情况查看", ("管理情况查看",), frozenset({18})),
    ("现场查看和走访", ("现场查看记录", "走访记录", "其他印证方式"), frozenset({19, 20, 21})),
    (HAPPENED, (), frozenset({7, 8})),
    ("指标值", ("指标取数", "样本指标值"), frozenset({27})),
    (SCORING, ("资料充分性", "不适用指标"), frozenset({23, 28})),
    ("分析", ("分析方法", "比较分析", "问题清单"), frozenset({24})),
    ("咨询", ("咨询记录",), frozenset({25})),
)
"""The steps in order: the sheets, and the articles whose codes belong there."""

PAGES: Final[Mapping[str, tuple[str, str]]] = {
    "书面通知": ("通知和督促", "evaluations:notices"),
    "资料": ("资料文件", "evaluations:materials"),
    "管理情况查看": ("四面对照填写", "evaluations:management"),
    "现场查看和走访": ("覆盖情况和登记", "evaluations:visits"),
    HAPPENED: ("导入实际支出", "evaluations:lines-import"),
    "指标值": ("样本点清单", "evaluations:points"),
    SCORING: ("计分结果", "evaluations:scores"),
    "分析": ("逐项比较", "evaluations:analysis"),
}
"""The page a step is best done on, beside its sheets."""

MORE: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "资料": (("业务资料九类", "evaluations:nine-kinds"),),
    "指标值": (("指标修正", "evaluations:amendments"),),
    SCORING: (("专家评审", "evaluations:experts"), ("人工调整", "evaluations:adjustments")),
    "分析": (("分类汇总表", "evaluations:point-summary"),),
}
"""Further pages of a step."""

STEP_OF_SHEET: Final = {sheet: title for title, sheets, _ in STEPS for sheet in sheets}
PART_OF_SHEET: Final = {sheet.title: sheet.name for sheet in IMPLEMENTATION_SHEETS if sheet.name in IMPLEMENTATION}
"""The sheets people fill; changes of scores are asked for and approved on pages of their own."""
_BY_CODE = re.compile(r"[EWN]-B(\d+)")


@dataclass(frozen=True, slots=True)
class ImplementStep:
    """One step with its sheets and what is open in it; ``filled`` says whether any of its sheets holds anything."""

    number: int
    title: str
    sheets: tuple[str, ...]
    said: tuple[Said, ...]
    filled: bool

    @property
    def page(self) -> tuple[str, str] | None:
        """What the step's own page is called, and the name of its address."""
        return PAGES.get(self.title)

    @property
    def more(self) -> tuple[tuple[str, str], ...]:
        """Further pages of the step."""
        return MORE.get(self.title, ())

    @property
    def errors(self) -> int:
        return sum(one.finding.severity in (Severity.ERROR, Severity.RECORD) for one in self.said)

    @property
    def warnings(self) -> int:
        """Reminders nobody gave a reason for yet."""
        return sum(one.finding.severity is Severity.WARNING and not one.waiver for one in self.said)

    @property
    def tone(self) -> str:
        if self.errors:
            return "red" if self.filled else "none"
        return "yellow" if self.warnings else "green" if self.filled else "none"

    @property
    def word(self) -> str:
        return {"none": "未填", "red": "需补充", "yellow": "需说明", "green": "通过"}[self.tone]


def implement_steps(project: EvaluationProject) -> list[ImplementStep]:
    """Every step with what scoring and the checks of the field work say of it."""
    said = _everything(project)
    filled = filled_parts(project, PART_OF_SHEET.values())
    return [
        ImplementStep(
            number,
            title,
            sheets,
            tuple(one for one in said if _step_of(one) == title),
            filled=title == HAPPENED or any(PART_OF_SHEET[sheet] in filled for sheet in sheets),
        )
        for number, (title, sheets, _) in enumerate(STEPS, 1)
    ]


def siblings_of(sheet: str) -> Sequence[str]:
    """The sheets of the step a sheet belongs to."""
    return next(sheets for _, sheets, _ in STEPS if sheet in sheets)


def _everything(project: EvaluationProject) -> list[Said]:
    later = [one for one in standing_of(project).said if one.finding.act == REPORT_ACT]
    return [*later, *(Said(one) for one in scored_of(project).findings), *gathered_of(project)]


def _step_of(said: Said) -> str:
    match = _BY_CODE.match(said.finding.code)
    number = int(match[1]) if match else 0
    by_article = next((title for title, _, articles in STEPS if number in articles), "")
    return by_article or STEP_OF_SHEET.get(said.finding.where.partition(" ")[0], SCORING)
