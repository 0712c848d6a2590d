"""What is wrong with a schedule: planned dates, zones, works, completion and actual dates."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from jiheng.rules.basis.catalogue import build_catalogue
from jiheng.rules.basis.notices import check_citations
from jiheng.rules.execution.shapes import FundLine
from jiheng.rules.finding import Finding, Outcome, Severity
from jiheng.rules.schedule.checks import check_schedule
from jiheng.rules.schedule.shapes import DateDemand, NodeKind, ScheduleNode
from jiheng.rules.schedule.table import citations_of, schedule_lines
from tests.rules.basis.registered import ALL, BOOK, COUNTY, GOVERNMENT, LAW, ON, RELEASE, WATER, conflict

EVALUATION = date(2023, 6, 30)
CATALOGUE = build_catalogue(ALL, (), ON, BOOK)
DUE = date(2022, 12, 31)
NODE = ScheduleNode("1", "管网铺设", demands=(DateDemand(GOVERNMENT.key, DUE),), where="进度表 第5行")
pytestmark = pytest.mark.clause("cq2023-7/8")


def _of(code: str, nodes: Sequence[ScheduleNode], funds: Sequence[FundLine] = (), **asked: object) -> list[Finding]:
    types = asked.get("project_types", ())
    findings = check_schedule(
        nodes,
        funds,
        CATALOGUE,
        None if asked.get("undated") else EVALUATION,
        BOOK,
        project_types=types if isinstance(types, tuple) else (),
        entering_report=bool(asked.get("entering_report")),
    )
    return [each for each in findings if each.code == code]


def _outcomes(findings: Sequence[Finding]) -> list[Outcome]:
    return [each.outcome for each in findings]


def _fund(use: str = "工程建设", area: str = "甲县", management: str = "项目法") -> FundLine:
    return FundLine("1", RELEASE.key, use=use, area=area, management=management)


def _node(kind: NodeKind, planned: str = "", actual: str = "", **zone: str) -> ScheduleNode:
    return ScheduleNode(
        "1",
        zone.get("name", kind.value),
        kind,
        zone.get("use", ""),
        zone.get("area", ""),
        planned=date.fromisoformat(planned) if planned else None,
        actual=date.fromisoformat(actual) if actual else None,
        where=zone.get("where", "进度表 第6行"),
    )


def test_a_planned_date_other_than_the_one_the_rule_gives_blocks_the_plan() -> None:
    node = replace(
        NODE, demands=(*NODE.demands, DateDemand(COUNTY.key, date(2023, 5, 31))), planned=date(2023, 5, 31)
    )
    (finding,) = _of("E-B8-1", [node])
    assert (finding.outcome, finding.act, finding.where) == (Outcome.FAILED, "方案送审", "进度表 第5行")
    assert finding.message == (
        "节点“管网铺设”计划时间填2023年5月31日（效力较低：县级部门文件低于市级党委政府文件），"
        "应为2022年12月31日，依据《农村供水保障规划》（渝府发〔2021〕5号），属市级党委政府文件，请重新取值"
    )


def test_a_planned_date_nobody_demands_is_wrong_too() -> None:
    (finding,) = _of("E-B8-1", [replace(NODE, planned=date(2023, 1, 1))])
    assert "没有文件这样要求" in finding.message


@pytest.mark.parametrize("planned", [DUE, None])
def test_the_date_of_the_rule_or_a_blank_to_be_filled_is_right(planned: date | None) -> None:
    assert _outcomes(_of("E-B8-1", [replace(NODE, planned=planned)])) == [Outcome.PASSED]


def test_without_any_ground_no_planned_date_can_be_wrong() -> None:
    assert _outcomes(_of("E-B8-1", [replace(NODE, demands=(), planned=DUE)])) == [Outcome.NOT_APPLICABLE]
    assert _outcomes(_of("E-B8-1", [])) == [Outcome.NOT_APPLICABLE]


@pytest.mark.parametrize(
    ("planned", "outcome"),
    [
        (date(2023, 7, 10), Outcome.PASSED),
        (date(2023, 6, 20), Outcome.PASSED),
        (date(2023, 6, 21), Outcome.FAILED),
    ],
)
def test_of_two_dates_equally_near_people_may_keep_either_and_confirm(planned: date, outcome: Outcome) -> None:
    demands = (DateDemand(WATER.key, date(2023, 6, 20)), DateDemand(RELEASE.key, date(2023, 7, 10)))
    node = replace(NODE, demands=demands, planned=planned)
    assert _outcomes(_of("E-B8-1", [node])) == [outcome]
    (notice,) = _of("N-T-01", [node])
    assert (notice.severity, "2023年6月20日、2023年7月10日离评价时间一样近" in notice.message) == (
        Severity.NOTICE,
        True,
    )


def test_equal_documents_that_differ_ask_for_the_day_of_evaluation() -> None:
    demands = (DateDemand(WATER.key, date(2023, 6, 20)), DateDemand(RELEASE.key, date(2023, 7, 20)))
    node = replace(NODE, demands=demands)
    assert len(_of("N-T-02", [node], undated=True)) == 1
    assert _outcomes(_of("W-B8-6", [node], undated=True)) == [Outcome.PASSED]
    assert not _of("N-T-02", [node])


@pytest.mark.parametrize(
    ("funds", "dimension"),
    [
        ([_fund(use="工程建设"), _fund(use="补助")], "用途"),
        ([_fund(area="甲县"), _fund(area="乙县")], "区域"),
        ([_fund(management="项目法"), _fund(management="因素法")], "管理模式"),
    ],
)
def test_funds_that_differ_ask_for_a_schedule_divided_the_same_way(funds: list[FundLine], dimension: str) -> None:
    findings = _of("E-B8-2", [NODE], funds)
    assert all(each.blocks and each.act == "方案送审" for each in findings)
    assert findings[0].message == f"资金有2种{dimension}，节点“管网铺设”没有填{dimension}，请分区填列"
    assert f"进度表没有其中2种（{'、'.join(_values(funds, dimension))}）" in findings[1].message


def _values(funds: list[FundLine], dimension: str) -> list[str]:
    return [{"用途": each.use, "区域": each.area, "管理模式": each.management}[dimension] for each in funds]


def test_a_schedule_divided_as_the_funds_are_passes() -> None:
    funds = [_fund(area="甲县"), _fund(area="乙县")]
    nodes = [replace(NODE, area="甲县"), replace(NODE, area="乙县")]
    assert _outcomes(_of("E-B8-2", nodes, funds)) == [Outcome.PASSED]
    assert _outcomes(_of("E-B8-2", nodes[:1], funds)) == [Outcome.FAILED]
    assert _outcomes(_of("E-B8-2", [], funds)) == [Outcome.FAILED]


@pytest.mark.parametrize("funds", [[], [_fund()], [_fund(), _fund()], [_fund(area="甲县"), _fund(area="不适用")]])
def test_funds_all_alike_need_no_zones(funds: list[FundLine]) -> None:
    assert _outcomes(_of("E-B8-2", [NODE], funds)) == [Outcome.NOT_APPLICABLE]


def test_many_missing_areas_are_counted_and_the_first_ten_named() -> None:
    funds = [_fund(area=f"第{figure}镇") for figure in range(1, 13)]
    (finding,) = _of("E-B8-2", [replace(NODE, area="第1镇")], funds)
    assert "其中11种（第2镇、" in finding.message
    assert "第11镇等）" in finding.message


def test_a_combination_of_the_funds_without_a_node_is_only_pointed_out() -> None:
    funds = [_fund("补助", "甲县"), _fund("补助", "乙县"), _fund("培训", "甲县")]
    nodes = [replace(NODE, use="补助", area="甲县"), replace(NODE, use="培训", area="乙县")]
    assert _outcomes(_of("E-B8-2", nodes, funds)) == [Outcome.PASSED]
    assert [each.message.split("这一分区")[0] for each in _of("N-T-04", nodes, funds)] == [
        "资金有“补助、乙县”",
        "资金有“培训、甲县”",
    ]


WORKS = (
    _node(NodeKind.START, use="工程建设"),
    _node(NodeKind.MILESTONE, use="工程建设"),
    _node(NodeKind.COMPLETION, use="工程建设"),
)


@pytest.mark.parametrize(("absent", "word"), [(0, "开工"), (1, "里程碑"), (2, "竣工")])
def test_works_without_one_of_their_three_kinds_of_node_block_the_plan(absent: int, word: str) -> None:
    nodes = [node for position, node in enumerate(WORKS) if position != absent]
    (finding,) = _of("E-B8-3", nodes, [_fund()])
    assert (finding.blocks, f"缺{word}节点" in finding.message) == (True, True)


def test_works_with_all_three_pass_and_other_projects_need_none() -> None:
    assert _outcomes(_of("E-B8-3", WORKS, [_fund()])) == [Outcome.PASSED]
    assert _outcomes(_of("E-B8-3", [NODE], [_fund(use="补助")])) == [Outcome.NOT_APPLICABLE]


def test_each_zone_of_works_has_its_own_three() -> None:
    nodes = [replace(node, area="甲县") for node in WORKS] + [replace(WORKS[0], area="乙县")]
    (finding,) = _of("E-B8-3", nodes, [_fund(area="甲县"), _fund(area="乙县")])
    assert finding.message == "工程分区（用途：工程建设　区域：乙县　管理模式：未填）缺里程碑、竣工节点，请补填"


def test_only_the_use_that_is_works_needs_the_three() -> None:
    nodes = [*WORKS, replace(NODE, use="培训")]
    assert _outcomes(_of("E-B8-3", nodes, [_fund(), _fund(use="培训")])) == [Outcome.PASSED]


def test_works_without_any_node_block_the_plan() -> None:
    (finding,) = _of("E-B8-3", [replace(NODE, use="培训")], [_fund(), _fund(use="培训")])
    assert "工程用途“工程建设”没有进度节点" in finding.message
    assert _outcomes(_of("E-B8-3", [], project_types=("工程类",))) == [Outcome.FAILED]


def test_a_project_of_a_works_type_is_judged_by_zone_or_with_several_uses_as_a_whole() -> None:
    bare = [replace(node, use="") for node in WORKS]
    assert _outcomes(_of("E-B8-3", bare, project_types=("工程类",))) == [Outcome.PASSED]
    assert _outcomes(_of("E-B8-3", [NODE], project_types=("工程类",))) == [Outcome.FAILED]
    mixed = [*(replace(node, use="管网") for node in WORKS), replace(NODE, use="培训")]
    assert _outcomes(_of("E-B8-3", mixed, project_types=("工程类",))) == [Outcome.PASSED]


@pytest.mark.parametrize(
    ("start", "end", "outcome"),
    [
        ("2022-03-02", "2022-03-01", Outcome.FAILED),
        ("2022-03-01", "2022-03-01", Outcome.PASSED),
        ("2022-03-01", "2022-03-02", Outcome.PASSED),
    ],
)
def test_works_are_not_completed_before_they_start(start: str, end: str, outcome: Outcome) -> None:
    planned = [_node(NodeKind.START, start), _node(NodeKind.COMPLETION, end)]
    actual = [_node(NodeKind.START, "", start), _node(NodeKind.COMPLETION, "", end)]
    assert _outcomes(_of("E-B8-4", planned)) == [outcome]
    assert _outcomes(_of("E-B8-4", actual)) == [outcome]


def test_a_completion_before_its_start_blocks_saving() -> None:
    nodes = [_node(NodeKind.START, "", "2022-03-02"), _node(NodeKind.COMPLETION, "", "2022-03-01")]
    (finding,) = _of("E-B8-4", nodes)
    assert finding.act == "保存"
    assert finding.message == "节点“竣工”实际竣工2022年3月1日早于实际开工2022年3月2日，请改正日期"


def test_a_completion_belongs_to_the_start_of_the_same_works() -> None:
    nodes = [
        _node(NodeKind.START, "", "2022-01-01", name="一标段开工"),
        _node(NodeKind.COMPLETION, "", "2022-03-01", name="一标段竣工"),
        _node(NodeKind.START, "", "2022-06-01", name="二标段开工"),
        _node(NodeKind.COMPLETION, "", "2022-05-01", name="二标段竣工验收"),
    ]
    assert [each.message[:10] for each in _of("E-B8-4", nodes)] == ["节点“二标段竣工验收"]


def test_a_start_of_another_zone_does_not_count() -> None:
    nodes = [
        _node(NodeKind.START, "", "2022-06-01", area="甲县"),
        _node(NodeKind.COMPLETION, "", "2022-05-01", area="乙县"),
    ]
    assert _outcomes(_of("E-B8-4", nodes)) == [Outcome.PASSED]


@pytest.mark.parametrize("nodes", [[], [NODE], [_node(NodeKind.START, "2022-01-01")]])
def test_without_a_start_and_a_completion_there_is_nothing_to_compare(nodes: list[ScheduleNode]) -> None:
    assert _outcomes(_of("E-B8-4", nodes)) == [Outcome.NOT_APPLICABLE]


def test_before_the_report_every_node_has_its_actual_date_or_says_it_did_not_happen() -> None:
    (finding,) = _of("E-B8-5", [NODE], entering_report=True)
    assert (finding.act, finding.blocks) == ("进入报告", True)
    done, missed = replace(NODE, actual=DUE), replace(NODE, not_happened=True)
    assert _outcomes(_of("E-B8-5", [done, missed], entering_report=True)) == [Outcome.PASSED]


def test_while_the_evaluation_is_prepared_actual_dates_may_be_missing() -> None:
    assert _outcomes(_of("E-B8-5", [NODE])) == [Outcome.NOT_APPLICABLE]
    assert _outcomes(_of("E-B8-5", [], entering_report=True)) == [Outcome.NOT_APPLICABLE]


def test_an_actual_date_of_what_did_not_happen_is_pointed_out() -> None:
    assert len(_of("N-T-03", [replace(NODE, actual=DUE, not_happened=True)])) == 1
    assert not _of("N-T-03", [replace(NODE, actual=DUE)])


def test_a_node_without_a_ground_for_its_planned_date_gets_a_reminder() -> None:
    (finding,) = _of("W-B8-6", [replace(NODE, demands=(), planned=DUE)])
    assert (finding.severity, finding.blocks) == (Severity.WARNING, False)
    assert "填写的2022年12月31日没有依据，不计逾期" in finding.message
    assert _outcomes(_of("W-B8-6", [NODE])) == [Outcome.PASSED]
    assert _outcomes(_of("W-B8-6", [])) == [Outcome.NOT_APPLICABLE]


def test_a_demand_of_a_document_left_out_is_no_ground_and_is_named() -> None:
    catalogue = build_catalogue(ALL, (conflict(GOVERNMENT, LAW),), ON, BOOK)
    findings = check_schedule([NODE], [], catalogue, EVALUATION, BOOK)
    (finding,) = (each for each in findings if each.code == "W-B8-6")
    assert "“渝府发〔2021〕5号”要求2022年12月31日，该文件不予列入评价依据目录" in finding.message
    assert [each.code for each in check_citations(citations_of([NODE]), catalogue)] == ["N-C-08"]


@pytest.mark.parametrize(
    ("actual", "codes"),
    [("2022-03-31", ["早于计划"]), ("2022-04-01", []), ("2022-03-14", ["早于计划", "早于最早的审批"])],
)
def test_works_that_start_before_their_plan_or_their_approval_get_a_reminder(actual: str, codes: list[str]) -> None:
    findings = _of("W-B8-7", [_node(NodeKind.START, "2022-04-01", actual)])
    said = [each.message for each in findings if each.outcome is Outcome.FAILED]
    assert len(said) == len(codes)
    assert all(word in message for word, message in zip(codes, said, strict=True))
    assert bool(codes) is (findings[0].outcome is Outcome.FAILED)


@pytest.mark.parametrize(("actual", "outcome"), [("2022-03-14", Outcome.FAILED), ("2022-03-15", Outcome.PASSED)])
def test_works_may_start_on_the_day_of_their_approval(actual: str, outcome: Outcome) -> None:
    assert _outcomes(_of("W-B8-7", [_node(NodeKind.START, "", actual)])) == [outcome]


def test_what_has_not_started_cannot_have_started_early() -> None:
    assert _outcomes(_of("W-B8-7", [_node(NodeKind.START, "2022-04-01")])) == [Outcome.NOT_APPLICABLE]
    assert _outcomes(_of("W-B8-7", [_node(NodeKind.COMPLETION, "2022-04-01", "2022-01-01")])) == [
        Outcome.NOT_APPLICABLE
    ]


def test_the_schedule_stands_zone_by_zone_with_what_lost_and_how_late() -> None:
    nodes = [
        replace(NODE, number="1", area="甲县", actual=date(2023, 1, 10)),
        replace(NODE, number="2", area="乙县", not_happened=True),
        replace(NODE, number="3", area="甲县", demands=()),
    ]
    lines = schedule_lines(nodes, CATALOGUE, EVALUATION, BOOK)
    assert [line.node.number for line in lines] == ["1", "3", "2"]
    assert [line.lateness.shown for line in lines] == ["逾期10天", "无计划时间依据，不计逾期", "未完成，逾期181天"]
    assert [line.counts for line in lines] == [DUE, None, DUE]
