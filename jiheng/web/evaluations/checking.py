"""Runs the preparation checks for a page and sorts what they found by step."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.timezone import localdate

from jiheng.evaluation.models import EvaluationProject, Phase
from jiheng.evaluation.shapes import preparation_of
from jiheng.rules.finding import Severity
from jiheng.rules.preparation.check import check, sampling_result
from jiheng.rules.preparation.floor import unasked_steps
from jiheng.rules.preparation.result import PreparationResult, Said, SamplingResult, keeps_plan
from jiheng.rules.preparation.result_json import preparation_json
from jiheng.rules.preparation.rulebooks import rulebook_for
from jiheng.rules.preparation.shapes import Preparation
from jiheng.rules.preparation.steps import step_of
from jiheng.web.evaluations.remembered import Standing, remembered
from jiheng.workbooks.preparation.columns import Sheet
from jiheng.workbooks.preparation.layout import SHEETS
from jiheng.workbooks.preparation.places import placed
from jiheng.workbooks.preparation.rows import rows_of

STEPS: Final[tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]] = (
    (
        "立项和评价小组",
        (
            "项目基本信息",
            "评价小组",
            "利益关系声明",
            "工作组备案审核",
            "人员变动",
            "绩效考核",
            "驻点工作安排",
            "沟通和交底",
        ),
        ("依据和适用范围", "评价小组", "沟通和交底"),
    ),
    ("评价依据目录", ("依据文件", "事项规定"), ("评价依据目录",)),
    ("预算执行情况表", ("下达文件", "预算执行明细"), ("预算执行情况",)),
    ("项目实施进度表", ("实施进度", "进度时间要求"), ("实施进度",)),
    ("样本点", ("抽样方案", "人工加选和替换", "未覆盖说明"), ("样本点",)),
    ("指标体系", ("拆分项目", "评价指标", "目标值来源"), ("评价指标", "拆分评价")),
    ("基础信息表", ("基础信息列", "样本点基础信息"), ("基础信息表",)),
    ("调查问卷", ("调查问卷", "问卷题目"), ("调查问卷",)),
    ("评价方案", ("分工和时间", "放行理由"), ("评价方案", "其他", "读取工作簿")),
)
"""The steps of 评价准备 in order: the sheets each is entered in, and the steps of the check it gathers."""

RESULTS: Final[Mapping[str, str]] = {
    "评价依据目录": "catalogue",
    "预算执行情况表": "execution",
    "项目实施进度表": "schedule",
    "样本点": "sampling",
    "指标体系": "indicators",
}


PAGES: Final[Mapping[str, tuple[str, str]]] = {
    "评价依据目录": ("依据文件原件", "evaluations:documents"),
    "预算执行情况表": ("导入明细", "evaluations:lines-import"),
    "样本点": ("样本点清单", "evaluations:points"),
    "指标体系": ("指标体系编辑和试算", "evaluations:indicators"),
    "基础信息表": ("每点一表", "evaluations:points"),
    "调查问卷": ("问卷和题库", "evaluations:questionnaires"),
}
"""The page a step is best done on, beside its sheets."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step with its sheets, its computed table and what is still open in it."""

    number: int
    title: str
    sheets: tuple[str, ...]
    result: str
    filled: bool
    said: tuple[Said, ...]
    asked: bool = True

    @property
    def page(self) -> tuple[str, str] | None:
        """What the step's own page is called, and the name of its address."""
        return PAGES.get(self.title)

    @property
    def errors(self) -> int:
        return sum(one.finding.severity is Severity.ERROR for one in self.said)

    @property
    def blocking(self) -> int:
        """Errors that keep the plan from being sent; the others wait for a later act."""
        return sum(keeps_plan(one.finding) for one in self.said)

    @property
    def warnings(self) -> int:
        """Reminders nobody gave a reason for yet."""
        return sum(one.finding.severity is Severity.WARNING and not one.waiver for one in self.said)

    @property
    def tone(self) -> str:
        if not self.filled:
            return "none"
        found = "red" if self.blocking else "yellow" if self.errors or self.warnings else ""
        return found or ("green" if self.asked else "none")

    @property
    def word(self) -> str:
        open_word = "需说明" if self.warnings else "以后补"
        empty_word = "未检查" if self.filled else "未填"
        return {"none": empty_word, "red": "需修改", "yellow": open_word, "green": "通过"}[self.tone]


def checked(project: EvaluationProject) -> tuple[Preparation, PreparationResult]:
    """The preparation and everything its rules say of it, judged for 评价基准日 as the command line does."""
    preparation = placed(preparation_of(project))
    return preparation, check_of(preparation, _day(project))


def check_of(preparation: Preparation, day: date, *, entering_report: bool = False) -> PreparationResult:
    """Every rule of the rulebook the project chose, with what is wrong with that choice."""
    book, noted = rulebook_for(preparation.project, day)
    return check(preparation, book, day, noted, entering_report=entering_report)


def standing_of(project: EvaluationProject) -> Standing:
    """What the check says and which sheets are filled, without the preparation itself."""
    return remembered(project, _day(project), "standing", lambda: _standing(project), prepared=True)


def sampling_of(project: EvaluationProject) -> SamplingResult:
    """The frame of all units, the draw and the sample points."""
    parts = ("lines", "sampling", "manual_points")
    return remembered(
        project,
        _day(project),
        "sampling",
        lambda: sampling_result(placed(preparation_of(project, parts))),
        prepared=True,
    )


def with_standing(project: EvaluationProject, parts: Collection[str]) -> tuple[Preparation, Standing]:
    """Some parts of the preparation, and what the check says of all of it."""
    return placed(preparation_of(project, parts)), standing_of(project)


def _standing(project: EvaluationProject) -> Standing:
    preparation = placed(preparation_of(project))
    carried_out = project.phase != Phase.PREPARE  # actual dates are collected now, and the report waits for them
    result = check_of(preparation, _day(project), entering_report=carried_out)
    remembered(project, _day(project), "sampling", lambda: result.sampling, prepared=True)
    shown = {name: part for name, part in preparation_json(result).items() if name not in ("execution", "findings")}
    filled = {sheet.title: _holds_anything(preparation, sheet) for sheet in SHEETS}
    return Standing(
        result.said,
        result.catalogue,
        result.schedule,
        result.execution.balances,
        result.indicators,
        shown,
        filled,
        unasked_steps(preparation.project),
    )


def _holds_anything(preparation: Preparation, sheet: Sheet) -> bool:
    return any(value not in (None, "") for row in rows_of(preparation, sheet) for value in row)


def _day(project: EvaluationProject) -> date:
    return project.evaluation_date or localdate()


def judged_on(preparation: Preparation) -> date:
    """The day whose rules apply: 评价基准日, and today as long as there is none."""
    return preparation.project.evaluation_date or localdate()


def steps_of(standing: Standing, *, shown_elsewhere: str = "") -> list[Step]:
    """Every step with what the check says of it, gravest first; without what blocks the act ``shown_elsewhere``."""
    kept = [one for one in standing.said if not shown_elsewhere or one.finding.act != shown_elsewhere]
    return [
        Step(
            number,
            title,
            sheets,
            RESULTS.get(title, ""),
            any(standing.filled.get(sheet, False) for sheet in sheets),
            tuple(one for one in kept if step_of(one.finding) in names),
            not standing.unasked.issuperset(names),
        )
        for number, (title, sheets, names) in enumerate(STEPS, 1)
    ]
