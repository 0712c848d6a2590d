"""The field work of the demonstration: notices, visits and analysis. Everything is invented and labelled 演示."""

from dataclasses import replace
from datetime import date
from typing import Final

from jiheng.demo.preparation.funds import ROADS
from jiheng.demo.preparation.project import DEPARTMENT, UNIT
from jiheng.rules.evidence.analysis_shapes import Comparison, ComparisonNote, MethodUse, Problem
from jiheng.rules.evidence.request_shapes import Notice, NoticeItem, Reminder
from jiheng.rules.evidence.requests import notice_clauses_for
from jiheng.rules.evidence.shapes import ManagementView, MaterialKind, ProofNote, Side, Subject
from jiheng.rules.evidence.visit_shapes import SiteVisit, Visit, Visited, VisitTopic
from jiheng.rules.implementation.shapes import Implementation
from jiheng.rules.law import rulebook

ASKED, DUE, URGED, VISITED_ON = date(2023, 3, 10), date(2023, 3, 24), date(2023, 3, 27), date(2023, 4, 6)
NUMBER: Final = "青评通〔2023〕1号"

ITEMS: Final = (
    ("可行性研究报告、踏勘记录", ("D1", "D3"), date(2023, 3, 20)),
    ("立项批复、资金分配会议纪要", ("D2",), date(2023, 3, 20)),
    ("项目管理办法、检查记录", ("G1", "G3", "G5"), date(2023, 3, 22)),
    ("资金专账、拨付凭证", ("G2", "G4", "G6", "C5"), date(2023, 3, 22)),
    ("验收单、竣工验收报告", ("C1", "C2", "C3", "C4"), date(2023, 3, 24)),
    ("农产品运费下降的测算依据", ("X2",), None),
)
SEEN: Final = {
    Side.BUDGET: "演示：预算按下达文件分解，调剂有批复",
    Side.PERFORMANCE: "演示：有目标、监控和自评，两次检查没有整改回执",
    Side.FINANCE: "演示：专账核算，抽查32笔支出，2笔附件不全",
    Side.ASSETS: "演示：竣工路段已登记公路资产台账",
}
HEARD: Final = {
    VisitTopic.NECESSITY: "演示：原为泥路，雨天车辆进不了村",
    VisitTopic.REASONABLENESS: "演示：补助标准和修建路段在村里公示过",
    VisitTopic.EFFECT: "演示：赶场、运货时间缩短一半左右",
    VisitTopic.LASTING: "演示：管护责任人多数已公示，赤岩镇、石宝乡没有公示",
}
NOTED: Final = {
    Comparison.PLAN: "演示：计划硬化10.75公里，实际10.55公里，少0.2公里",
    Comparison.APPROVAL: "演示：道路工程与批复的里程、造价一致",
    Comparison.RULES: "演示：每公里补助不超过20万元，符合管理办法",
    Comparison.HISTORY: "演示：比2021年完成率高6个百分点",
    Comparison.PEERS: "演示：与相邻两县比，单位造价低约3%",
    Comparison.SPENDING_AND_BUDGET: "演示：结余主要在养护和帮扶路段",
    Comparison.SPENDING_AND_PERFORMANCE: "演示：资金最多的三个乡镇完成率都是100%",
    Comparison.MEASURES_AND_EFFECT: "演示：有专人管护的路段破损少",
    Comparison.POLICY: "演示：补助政策带动乡镇自筹，管护资金没有来源",
}


def with_fieldwork(given: Implementation) -> Implementation:
    """The scoring of the demonstration with all that was gathered beside it."""
    by_kind = {one.kind: one.number for one in given.materials}
    photo, seen, heard = (by_kind[kind] for kind in (MaterialKind.SITE, MaterialKind.MANAGEMENT, MaterialKind.VISIT))
    return replace(
        given,
        notices=(_notice(),),
        notice_items=tuple(NoticeItem(name, codes, came, NUMBER) for name, codes, came in ITEMS),
        reminders=(Reminder(NUMBER, DEPARTMENT, URGED, "电话"),),
        views=tuple(
            ManagementView(side, subject, found, viewed_on=VISITED_ON, materials=(seen,))
            for side, found in SEEN.items()
            for subject in Subject
        ),
        site_visits=(
            SiteVisit(
                "现01",
                "石宝乡通村公路",
                VISITED_ON,
                "孙启明",
                "演示：硬化0.9公里，一处路面破损",
                (photo,),
                "石宝乡人民政府",
            ),
            SiteVisit(
                "现02", "QL-2022-01道路工程", VISITED_ON, "孙启明", "演示：已通车，标识齐全", (photo,), "QL-2022-01"
            ),
        ),
        visits=_visits(heard),
        proof_notes=(
            ProofNote("C1", "验收单逐段核对，并抽测3段"),
            ProofNote("C2", "竣工验收报告和施工图核对"),
            ProofNote("C5", "拨付凭证与管理办法核对"),
            ProofNote("X4", "问卷调查"),
        ),
        methods=(MethodUse("比较法", "与计划、批复、上年和邻县比"), MethodUse("公众评判法", "村民问卷和走访")),
        comparisons=tuple(ComparisonNote(each, said) for each, said in NOTED.items()),
        problems=_problems(photo),
    )


def _notice() -> Notice:
    clauses = notice_clauses_for(rulebook("cq2023-7", ASKED))
    return Notice(
        NUMBER, DEPARTMENT, DUE, clauses.truth, clauses.consequence, ASKED, "当面送达", "演示：办公室签收回执"
    )


def _visits(material: str) -> tuple[Visit, ...]:
    said = tuple(HEARD.items())
    return (
        Visit("访01", (Visited.PARTICIPANT,), said, VISITED_ON, "乡镇交管办工作人员", "石宝乡", "郑海", (material,)),
        Visit("访02", (Visited.BENEFICIARY,), said[2:], VISITED_ON, "村民3人", "雷公镇", "吴倩", (material,)),
        Visit(
            "访03", (Visited.NOT_BENEFITING,), said[:1], VISITED_ON, "未获益村民2人", "桂竹乡", "郑海", (material,)
        ),
    )


def _problems(photo: str) -> tuple[Problem, ...]:
    return (
        Problem(
            "部分路段没有按计划完成硬化",
            f"演示：{ROADS}中赤岩镇少硬化0.1公里、石宝乡少硬化0.1公里",
            "演示：实施方案规定2022年12月底前完工",
            "演示：两镇征地协调晚，施工队伍不足",
            "0.2公里",
            Comparison.PLAN,
            ("C1",),
            (photo,),
        ),
        Problem(
            "管护责任没有落实到人",
            f"演示：{UNIT}所辖赤岩镇、石宝乡没有公示管护责任人",
            "演示：管理办法要求逐段公示",
            "演示：没有落实管护经费",
            "2个乡镇",
            Comparison.MEASURES_AND_EFFECT,
            ("X3",),
            (),
        ),
    )
