"""The indicator system of the demonstration: eighteen indicators, one hundred points."""

from decimal import Decimal
from typing import Final

from jiheng.demo.preparation.basis import CITY_FUNDS, CITY_PLAN, CITY_ROADS, COUNTY_PLAN, EVALUATION_RULES
from jiheng.rules.indicators.shapes import Indicator, TargetCandidate, TargetSource

EASIER_TRAVEL: Final = "改善群众出行条件"
LOWER_COST: Final = "降低农产品运输成本"
PURPOSES: Final = (EASIER_TRAVEL, LOWER_COST)
LEVEL1: Final = {"决策": 18, "管理": 22, "产出": 34, "效果": 26}
SHARED: Final = "参考财政部门印发的绩效评价指标体系"
JUDGED: Final = "按评分要点逐项核对，全部符合为达成，部分符合为部分达成"

Row = tuple[str, str, str, str, int, str, str, str]

ROWS: Final[tuple[Row, ...]] = (
    ("D1", "决策", "前期准备的充分性", "项目前期论证充分性", 6, "定性三档", "达成", COUNTY_PLAN),
    ("D2", "决策", "决策程序的合法性", "立项审批程序合规性", 6, "定性三档", "达成", COUNTY_PLAN),
    ("D3", "决策", "绩效目标的合理性", "绩效目标与里程任务匹配度", 6, "定性三档", "达成", CITY_PLAN),
    ("G1", "管理", "管理措施的可行性", "主管部门业务、预算、成本管理措施可行性", 4, "定性三档", "达成", CITY_FUNDS),
    ("G2", "管理", "管理措施的可行性", "实施单位业务、预算、成本管理措施可行性", 4, "定性三档", "达成", CITY_FUNDS),
    ("G3", "管理", "管理措施的有效性", "主管部门业务、预算、成本管理措施有效性", 4, "定性三档", "达成", CITY_FUNDS),
    ("G4", "管理", "管理措施的有效性", "实施单位业务、预算、成本管理措施有效性", 4, "定性三档", "达成", CITY_FUNDS),
    ("G5", "管理", "项目主管部门绩效管理质量", "绩效目标、监控、自评完成率", 3, "比例法", "100%", EVALUATION_RULES),
    ("G6", "管理", "资金管理", "配套资金到位率", 3, "比例法", "100%", CITY_FUNDS),
    ("C1", "产出", "数量", "通村公路硬化里程完成率", 8, "比例法", "100%", CITY_PLAN),
    ("C2", "产出", "数量", "道路工程硬化里程", 6, "比例法", "1.966公里", COUNTY_PLAN),
    ("C3", "产出", "质量", "工程验收合格率", 8, "比例法", "100%", CITY_ROADS),
    ("C4", "产出", "时效", "按期完工率", 6, "比例法", "100%", CITY_PLAN),
    ("C5", "产出", "成本", "每公里财政补助", 6, "是否法", "是", CITY_FUNDS),
    ("X1", "效果", "社会效益", "通硬化路自然村比例", 8, "比例法", "100%", CITY_PLAN),
    ("X2", "效果", "经济效益", "农产品运输成本下降率", 6, "比例法", "≥10%", CITY_PLAN),
    ("X3", "效果", "可持续影响", "管护责任落实率", 6, "比例法", "100%", CITY_ROADS),
    ("X4", "效果", "满意度", "沿线群众满意度", 6, "满意度", "≥90%", CITY_PLAN),
)
"""Code, first level, second level, name, points, method, target, document the target comes from."""


def indicators() -> tuple[Indicator, ...]:
    """The system, every element of each rule written out."""
    return tuple(_indicator(row) for row in ROWS)


def _indicator(row: Row) -> Indicator:
    code, level1, level2, name, points, method, target, document = row
    judged = method == "定性三档"
    effect = level1 == "效果"
    return Indicator(
        code=code,
        level1=level1,
        level2=level2,
        name=name,
        points=Decimal(points),
        level1_points=Decimal(LEVEL1[level1]),
        level2_points=Decimal(sum(each[4] for each in ROWS if each[1:3] == (level1, level2))),
        side=next((side for side in ("主管部门", "实施单位") if name.startswith(side)), ""),
        aspects=("业务", "预算", "成本") if "管理措施" in level2 else (),
        basis=f"{document}；{SHARED}",
        purpose=(LOWER_COST if code == "X2" else EASIER_TRAVEL) if effect else "",
        period="阶段性" if code == "X3" else "已到期",
        is_matching_fund="配套资金" in name,
        on_total_investment="不适用" if judged or method in {"满意度", "是否法"} else "是",
        target=target,
        target_source=TargetSource.BASIS.value,
        target_document=document,
        candidates=_candidates(code, target, document),
        method=method,
        caliber=f"{name}的实际情况",
        formula=JUDGED if judged else _formula(method),
        condition="达成得满分" if judged or method == "是否法" else "达到目标值得满分",
        deduction="部分达成得80%至60%，未达成得60%以下" if judged else "未达到的按实际与目标的比例得分",
        weight_reason=f"{level1}类按资金占比和对项目绩效的影响确定",
        data_source=_source(code),
    )


def _formula(method: str) -> str:
    return {"比例法": "实际值÷目标值×满分", "满意度": "满意人数÷有效问卷数×100%"}.get(method, "达到为是，未达到为否")


def _source(code: str) -> str:
    return {"C4": "项目实施进度表", "G6": "项目预算执行情况表", "X4": "调查问卷"}.get(code, "")


def _candidates(code: str, target: str, document: str) -> tuple[TargetCandidate, ...]:
    taken = TargetCandidate(TargetSource.BASIS, target, document)
    if code == "X2":
        return (taken, TargetCandidate(TargetSource.HISTORY, "8%", "2021年自评报告"))
    if code == "X4":
        return (taken, TargetCandidate(TargetSource.INDUSTRY, "85%", "同类项目调查"))
    return (taken,)
