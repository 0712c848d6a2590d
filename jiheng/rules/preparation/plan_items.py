"""The eight contents of 评价方案 and what each lacks by itself."""

import re
from collections.abc import Callable, Sequence
from enum import StrEnum

from jiheng.rules.agencies.relations import names_of
from jiheng.rules.agencies.shapes import TeamRole
from jiheng.rules.preparation.shapes import Preparation, Task
from jiheng.rules.surveys.coverage import is_designed, questions_of
from jiheng.rules.surveys.questionnaires import lacking_in_head
from jiheng.rules.surveys.shapes import Question
from jiheng.rules.wording import day_text, quoted

NAMES = re.compile(r"[、，,；;/\s]+")
EVERYBODY = ("全体", "全体成员", "评价小组", "小组全体成员", "全组")
SCALE = "五级量表"
CHOICES = ("单选", "多选", SCALE)
LEAST_OPTIONS = 2


class PlanItem(StrEnum):
    """The contents of a plan in the order of 第十四条."""

    PURPOSE = "评价目的"
    INDICATORS = "评价指标及计分规则"
    EXECUTION = "项目预算执行情况表"
    SCHEDULE = "项目实施进度表"
    BASE_TABLE = "样本点基础信息表"
    QUESTIONNAIRES = "调查问卷内容及格式"
    DIVISION = "人员分工"
    TIMES = "时间节点"


ITEM_OF_CODE = {
    "E-B10-": PlanItem.INDICATORS,
    "E-B11-": PlanItem.INDICATORS,
    "E-B7-": PlanItem.EXECUTION,
    "E-B8-": PlanItem.SCHEDULE,
    "E-B9-": PlanItem.BASE_TABLE,
    "E-B12-": PlanItem.BASE_TABLE,
    "E-B13-": PlanItem.QUESTIONNAIRES,
    "E-A33-": PlanItem.QUESTIONNAIRES,
}
"""Which content a finding belongs to, by the beginning of its code."""

SHEET_OF = {
    PlanItem.PURPOSE: "项目基本信息",
    PlanItem.INDICATORS: "评价指标",
    PlanItem.EXECUTION: "预算执行明细",
    PlanItem.SCHEDULE: "实施进度",
    PlanItem.BASE_TABLE: "基础信息列",
    PlanItem.QUESTIONNAIRES: "调查问卷",
    PlanItem.DIVISION: "分工和时间",
    PlanItem.TIMES: "分工和时间",
}
"""The sheet a content is filled in, where a finding about it leads to."""


def item_of(code: str) -> PlanItem | None:
    """The content of a plan a code speaks about, or ``None``."""
    return next((item for start, item in ITEM_OF_CODE.items() if code.startswith(start)), None)


def _empty(*tables: tuple[str, Sequence[object]]) -> list[str]:
    return [f"{name}一行也没有" for name, rows in tables if not rows]


def lacking_in_questionnaires(preparation: Preparation) -> list[str]:
    """Each questionnaire has its purpose, object and method, and each question its kind and answers."""
    designed = [each for each in preparation.questionnaires if is_designed(each, preparation.questions)]
    if not designed:
        return ["没有调查问卷"]
    found = []
    for each in designed:
        if head := lacking_in_head(each):
            found.append(f"问卷“{each.key}”没有填{'、'.join(head)}")
        for question in questions_of(each, preparation.questions):
            if said := lacking_in_question(question):
                found.append(f"问卷“{each.key}”第{question.number}题{said}")
    return found


def lacking_in_question(question: Question) -> str:
    """What the form of a question lacks: its kind, answers to choose from, or the points of a scale."""
    if not question.kind:
        return "没有选题型"
    if question.kind in CHOICES and len(question.options) < LEAST_OPTIONS:
        return f"是{question.kind}，选项只有{len(question.options)}个"
    if question.kind == SCALE and any(points is None for _, points in question.options):
        return "是五级量表，有的选项没有分值"
    return ""


def lacking_in_division(preparation: Preparation) -> list[str]:
    """Everybody in the team has a duty of their own or in a task, and every task has people.

    Reading taken: an expert is consulted and needs no duty.
    """
    names = names_of([member for member in preparation.team if member.role is not TeamRole.EXPERT])
    if not names:
        return ["评价小组没有人"]
    named = {name for task in preparation.tasks for name in NAMES.split(task.people) if name}
    idle = [
        name
        for name in names
        if name not in named
        and not named & set(EVERYBODY)
        and not any(member.duties.strip() for member in preparation.team if member.name == name)
    ]
    unmanned = [task.name for task in preparation.tasks if not task.people.strip()]
    found = [f"{quoted(idle)}没有分工"] if idle else []
    return [*found, f"任务{quoted(unmanned)}没有人"] if unmanned else found


def lacking_in_times(tasks: Sequence[Task]) -> list[str]:
    """Each task has its last day, not before its first."""
    if not tasks:
        return ["没有任务和时间节点"]
    undated = [task.name for task in tasks if task.ends is None]
    found = [f"任务{quoted(undated)}没有填截止日期"] if undated else []
    return found + [
        f"任务“{task.name}”截止日期{day_text(task.ends)}早于开始日期{day_text(task.starts)}"
        for task in tasks
        if task.starts is not None and task.ends is not None and task.ends < task.starts
    ]


def _lacking_purpose(preparation: Preparation) -> list[str]:
    return [] if preparation.project.objective.strip() else ["没有填写"]


LACKING: dict[PlanItem, Callable[[Preparation], list[str]]] = {
    PlanItem.PURPOSE: _lacking_purpose,
    PlanItem.INDICATORS: lambda of: _empty(("评价指标", of.indicators)),
    PlanItem.EXECUTION: lambda of: _empty(("下达文件", of.releases), ("预算明细", of.lines)),
    PlanItem.SCHEDULE: lambda of: _empty(("进度节点", of.schedule)),
    PlanItem.BASE_TABLE: lambda of: _empty(("基础信息列", of.base_fields)),
    PlanItem.QUESTIONNAIRES: lacking_in_questionnaires,
    PlanItem.DIVISION: lacking_in_division,
    PlanItem.TIMES: lambda of: lacking_in_times(of.tasks),
}


def lacks(item: PlanItem, preparation: Preparation) -> list[str]:
    """What a content lacks by itself, in words; its own rules are asked elsewhere."""
    return LACKING[item](preparation)
