"""步骤: the part of the preparation a finding belongs to, by the article it rests on."""

import re

from jiheng.rules.finding import Finding

READING = "读取工作簿"
OTHER = "其他"
STEPS = (
    READING,
    "依据和适用范围",
    "评价小组",
    "沟通和交底",
    "评价依据目录",
    "预算执行情况",
    "实施进度",
    "样本点",
    "评价指标",
    "拆分评价",
    "基础信息表",
    "调查问卷",
    "评价方案",
    OTHER,
)
"""In the order of the articles."""

OF_ARTICLE = {
    1: "依据和适用范围",
    2: "依据和适用范围",
    36: "依据和适用范围",
    3: "评价方案",
    4: "评价小组",
    25: "评价小组",
    5: "沟通和交底",
    6: "评价依据目录",
    7: "预算执行情况",
    8: "实施进度",
    9: "样本点",
    10: "评价指标",
    11: "拆分评价",
    12: "基础信息表",
    13: "调查问卷",
    14: "评价方案",
}
OF_CODE = (("E-A32", "评价方案"), ("W-A32", "评价方案"), ("E-A33", "调查问卷"), ("W-A33", "调查问卷"))
_ARTICLE = re.compile(r"cq2023-7/(\d+)")
_BY_CODE = re.compile(r"[EWN]-B(\d+)")
_OF_TEAM = re.compile(r"[EWN]-(?:A13|A31|COI|QUA)")


def step_of(finding: Finding) -> str:
    """The step a finding is shown under."""
    if finding.code[2] in "PF":
        return READING
    match = _BY_CODE.match(finding.code) or _ARTICLE.match(next(iter(finding.clauses), ""))
    if match and int(match[1]) in OF_ARTICLE:
        return OF_ARTICLE[int(match[1])]
    return next((step for start, step in OF_CODE if finding.code.startswith(start)), _team_or_other(finding))


def step_number(finding: Finding) -> int:
    """Where the finding's step stands among the steps."""
    return STEPS.index(step_of(finding))


def _team_or_other(finding: Finding) -> str:
    return "评价小组" if _OF_TEAM.match(finding.code) else OTHER
