"""The demonstration project after the fieldwork: what was found, the material behind it, and what was decided.

Every figure is invented and labelled 演示.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final

from jiheng.demo.fieldwork import with_fieldwork
from jiheng.demo.preparation.funds import AID, ROADS, UPKEEP, WORKS
from jiheng.demo.preparation.project import AGENCY, DEPARTMENT, UNIT, demo_preparation
from jiheng.rules.evidence.gate import Nature
from jiheng.rules.evidence.shapes import Form, Material, MaterialKind, ObtainMethod
from jiheng.rules.implementation.shapes import (
    Implementation,
    MaterialUse,
    Measure,
    SampleValue,
    SufficiencyDecision,
    ValueKind,
)
from jiheng.rules.preparation.shapes import Preparation
from jiheng.rules.surveys.shapes import PointValue
from jiheng.workbooks.preparation.implementation import write_evaluation

CODE: Final = "QL-2023-PJ-01"
OBTAINED, DECIDED = date(2023, 4, 6), date(2023, 4, 24)
PLANNED, DONE, KEEPER = "计划硬化里程", "实际硬化里程", "管护责任人是否公示"

ROAD_POINTS: Final = (
    (f"{ROADS}｜东片|南坪镇人民政府", "2.5", "2.5", "是"),
    (f"{ROADS}｜东片|梅湾镇人民政府", "0.25", "0.25", "是"),
    (f"{ROADS}｜东片|赤岩镇人民政府", "1.5", "1.4", "否"),
    (f"{ROADS}｜中片|上河镇人民政府", "1.5", "1.5", "是"),
    (f"{ROADS}｜中片|汤泉乡人民政府", "0.5", "0.5", "是"),
    (f"{ROADS}｜西片|石宝乡人民政府", "1", "0.9", "否"),
    (f"{ROADS}｜西片|葛岭镇人民政府", "0.5", "0.5", "是"),
    (f"{ROADS}｜西片|雷公镇人民政府", "3", "3", "是"),
)
WORKS_POINTS: Final = (
    (f"{WORKS}｜东片|QL-2022-01", "1", "1", "是"),
    (f"{WORKS}｜东片|QL-2022-02", "0.966", "0.966", "是"),
)
OTHER_POINTS: Final = (
    f"{AID}｜西片|雷公镇人民政府",
    f"{UPKEEP}｜中片|县公路养护中心",
    f"{UPKEEP}｜西片|桂竹乡人民政府",
)
"""Sample points with 计划硬化里程 and 实际硬化里程 in 公里 and whether the keeper is made known."""

Row = tuple[MaterialKind, Form, ObtainMethod, str, str, Nature, tuple[str, ...]]

PAPERS, SITE = ObtainMethod.PAPERS, ObtainMethod.SITE

ROWS: Final[tuple[Row, ...]] = (
    (MaterialKind.BEFORE, Form.PAPER, PAPERS, "可行性研究报告和踏勘记录", DEPARTMENT, Nature.PRIMARY, ("D1", "D3")),
    (MaterialKind.DECISION, Form.PAPER, PAPERS, "立项批复和资金分配会议纪要", DEPARTMENT, Nature.PRIMARY, ("D2",)),
    (MaterialKind.UNIT_MEASURES, Form.PAPER, PAPERS, "项目管理办法和检查记录", DEPARTMENT, Nature.PRIMARY,
     ("G1", "G3", "G5")),
    (MaterialKind.IMPLEMENTER_MEASURES, Form.PAPER, PAPERS, "资金专账和内部管理制度", UNIT, Nature.PRIMARY,
     ("G2", "G4", "G6")),
    (MaterialKind.ACCEPTANCE, Form.PAPER, PAPERS, "通村公路验收单", UNIT, Nature.PRIMARY, ("C1", "C3", "C4")),
    (MaterialKind.ACCEPTANCE, Form.PAPER, PAPERS, "道路工程竣工验收报告", UNIT, Nature.PRIMARY, ("C2", "C3", "C4")),
    (MaterialKind.SUBSIDY, Form.PAPER, PAPERS, "补助资金拨付凭证", UNIT, Nature.PRIMARY, ("C5",)),
    (MaterialKind.SITE, Form.PICTURE, SITE, "路面宽度、厚度实测照片", "", Nature.PRIMARY, ("C3", "X1", "X3")),
    (MaterialKind.QUESTIONNAIRE, Form.PAPER, ObtainMethod.QUESTIONNAIRE, "沿线村民问卷和统计表", "",
     Nature.PRIMARY, ("X4",)),
    (MaterialKind.SUPERVISION, Form.PAPER, ObtainMethod.SUPERVISOR, "县审计局农村公路专项审计报告", "青岚县审计局",
     Nature.SUPERVISORY, ("G6",)),
    (MaterialKind.OTHER, Form.PAPER, PAPERS, "2022年农村公路工作总结", UNIT, Nature.ENTITY_SUMMARY, ("X2",)),
    (MaterialKind.CONDITIONS, Form.PAPER, PAPERS, "用地预审和施工图批复", DEPARTMENT, Nature.PRIMARY, ("D1",)),
    (MaterialKind.PROCUREMENT, Form.PAPER, PAPERS, "道路工程招标文件和合同", UNIT, Nature.PRIMARY, ("G2",)),
    (MaterialKind.MANAGEMENT, Form.PAPER, PAPERS, "管理情况查看记录", AGENCY, Nature.PRIMARY, ("G1", "G2")),
    (MaterialKind.VISIT, Form.PAPER, ObtainMethod.VISIT, "村干部和村民走访记录", AGENCY, Nature.PRIMARY,
     ("C4", "X1", "X3")),
)  # fmt: skip
"""Kind, form, how obtained, title, who handed it over, nature, codes of the indicators it speaks for."""

WHOLE: Final = (
    ("D1", "达成，95%", "演示：四项要点全部符合，踏勘记录略简"),
    ("D2", "达成，100%", "演示：审批程序完整"),
    ("D3", "达成，90%", "演示：目标与里程任务一致，成本目标偏宽"),
    ("G1", "达成，90%", "演示：制度齐全"),
    ("G3", "部分达成，75%", "演示：有两次检查没有整改回执"),
    ("G5", "100%", "演示：目标、监控、自评都已完成"),
    ("G6", "97.5%", "演示：应到位160万元，实到156万元"),
    ("C5", "是", "演示：每公里补助不超过20万元"),
    ("X2", "9.2%", "演示：单位工作总结所称，没有其他资料"),
    ("X4", "171/200", "演示：有效问卷200份"),
)
"""Indicators judged as a whole."""

BY_POINT: Final = (
    ("G2", ValueKind.QUALITATIVE, "达成，90%", {"赤岩镇": "部分达成，70%", "桂竹乡": "部分达成，65%"}, ()),
    ("G4", ValueKind.QUALITATIVE, "达成，85%", {"石宝乡": "未达成，40%", "赤岩镇": "部分达成，70%"}, ()),
    ("C3", ValueKind.RELATIVE, "100%", {"石宝乡": "90%"}, (ROADS, WORKS)),
    ("C4", ValueKind.RELATIVE, "100%", {"赤岩镇": "0%"}, (ROADS, WORKS)),
    ("X1", ValueKind.RELATIVE, "100%", {"赤岩镇": "93.3%", "石宝乡": "90%"}, (ROADS,)),
)
"""Indicators entered point by point: the usual value, other values by the name of the unit, the uses that count."""

FORMULAS: Final = (
    Measure("C1", ValueKind.RELATIVE, DONE, PLANNED, (ROADS,)),
    Measure("C2", ValueKind.ABSOLUTE, DONE, "", (WORKS,)),
    Measure("X3", ValueKind.RELATIVE, KEEPER, "1", (ROADS, WORKS)),
)

INSUFFICIENT: Final = SufficiencyDecision(
    "D2",
    sufficient=False,
    deduct=Decimal("1.5"),
    reason="演示：缺一次分配会议的纪要",
    decided_by="郑海",
    decided_on=DECIDED,
)
SCORED_CODES: Final = (
    "D1", "D3", "G1", "G2", "G3", "G4", "G5", "G6", "C1", "C2", "C3", "C4", "C5", "X1", "X3", "X4",
)  # fmt: skip
"""Indicators whose material is sufficient."""


def demo_evaluated() -> tuple[Preparation, Implementation]:
    """The project with what was found at its points, and everything entered while it was carried out."""
    return replace(demo_preparation(), point_values=_point_values()), with_fieldwork(demo_implementation())


def demo_evaluation_workbook() -> bytes:
    """The scored project as a workbook, ``.xlsx`` bytes."""
    return write_evaluation(*demo_evaluated())


def demo_implementation() -> Implementation:
    """What scores all eighteen indicators: one lacks sufficient material, one has nothing but a summary report."""
    measures = (Measure(code, ValueKind.WHOLE) for code, _, _ in WHOLE)
    by_point = (Measure(code, kind, uses=uses) for code, kind, _, _, uses in BY_POINT)
    sufficient = (
        SufficiencyDecision(code, sufficient=True, decided_by="郑海", decided_on=DECIDED) for code in SCORED_CODES
    )
    return Implementation(
        materials=_materials(),
        uses=(MaterialUse(_number(4), "G4", ROAD_POINTS[2][0]), MaterialUse(_number(4), "G4", ROAD_POINTS[5][0])),
        measures=(*measures, *by_point, *FORMULAS),
        values=(*(SampleValue(code, "", value, note) for code, value, note in WHOLE), *_values()),
        decisions=(INSUFFICIENT, *sufficient),
    )


def _point_values() -> tuple[PointValue, ...]:
    return tuple(
        PointValue(point, field, value, _number(8 if field == KEEPER else 5))
        for point, planned, done, keeper in (*ROAD_POINTS, *WORKS_POINTS)
        for field, value in ((PLANNED, planned), (DONE, done), (KEEPER, keeper))
    )


def _values() -> tuple[SampleValue, ...]:
    roads, works = [point[0] for point in ROAD_POINTS], [point[0] for point in WORKS_POINTS]
    found = []
    for code, _, usual, others, uses in BY_POINT:
        points = [*roads, *(works if WORKS in uses or not uses else ()), *(() if uses else OTHER_POINTS)]
        for point in points:
            value = next((value for unit, value in others.items() if unit in point), usual)
            found.append(SampleValue(code, point, value, "" if value == usual else "演示：现场核查记录"))
    return tuple(found)


def _materials() -> tuple[Material, ...]:
    return tuple(
        Material(
            number=_number(place),
            title=f"（演示）{title}",
            kind=kind,
            form=form,
            source=provider or AGENCY,
            obtained_by=way,
            obtained_on=OBTAINED,
            collector="吴倩",
            provider=provider,
            proves="、".join(codes),
            content=f"（演示）{title}所载的情况",
            taken_on=OBTAINED if form is Form.PICTURE else None,
            taken_in="青岚县石宝乡" if form is Form.PICTURE else "",
            indicators=codes,
            nature=nature,
            pages=place + 2,
        )
        for place, (kind, form, way, title, provider, nature, codes) in enumerate(ROWS, 1)
    )


def _number(place: int) -> str:
    return f"{CODE}-{ROWS[place - 1][0].place:02d}-000-{place:04d}"
