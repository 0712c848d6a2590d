"""What an indicator system may not leave out: E-B10-a to h, W-B10-b and m."""

from dataclasses import replace

import pytest

from jiheng.rules.codes import codes
from jiheng.rules.finding import Outcome
from jiheng.rules.indicators.checks import check_indicators, indicator_figures
from jiheng.rules.indicators.levels import bare, is_matching_fund, level1_of, requirements, side_of
from jiheng.rules.indicators.shapes import Indicator, Level1, Part
from tests.rules.indicators.sound import (
    BOOK,
    PROJECT,
    answers,
    changed,
    indicator,
    messages,
    outcomes,
    system,
    without,
)

SOUND = system()
ALL_CODES = sorted(code for code in codes() if code.startswith(("E-B10", "W-B10", "E-B11", "W-B11")))


@pytest.mark.clause("cq2023-7/10")
def test_a_sound_system_breaks_nothing_and_every_code_is_answered() -> None:
    found = check_indicators(SOUND, (), (), PROJECT, BOOK)
    assert messages(found) == []
    assert sorted({one.code for one in found}) == ALL_CODES
    assert indicator_figures(SOUND, (), (), PROJECT, BOOK).missing == ()


@pytest.mark.clause("cq2023-7/10")
def test_without_any_indicator_only_the_four_classes_are_missed() -> None:
    found = check_indicators((), (), (), PROJECT, BOOK)
    assert messages(found) == ["指标体系缺少“决策”、“管理”、“产出”、“效果”类一级指标，请补设"]
    assert outcomes([one for one in found if one.code != "E-B10-c"]) == {Outcome.NOT_APPLICABLE}


@pytest.mark.clause("cq2023-7/10.a")
@pytest.mark.parametrize("basis", ["", "  "])
def test_an_indicator_without_a_basis_is_named_with_its_place(basis: str) -> None:
    found = answers("E-B10-a", changed(SOUND, "通行率", basis=basis))
    assert messages(found) == ["指标“通行率”没有依据，请填依据文件或所参考的指标体系"]
    assert (found[0].where, found[0].act, found[0].blocks) == ("评价指标 通行率", "方案送审", True)


@pytest.mark.clause("cq2023-7/10.a")
def test_indicators_with_a_basis_pass() -> None:
    assert outcomes(answers("E-B10-a", SOUND)) == {Outcome.PASSED}


@pytest.mark.clause("cq2023-7/10.b")
@pytest.mark.parametrize(
    ("name", "period", "said"),
    [
        ("通行率", "", "没有填适用周期"),
        ("通行率", "明年", "“明年”不能识别"),
        ("通行率", "未到功能发挥期", "请改为“阶段性”"),
        ("道路完工率", "未到功能发挥期", ""),
        ("通行率", "阶段性", ""),
        ("通行率", "已到期", ""),
    ],
)
def test_an_effect_that_cannot_show_yet_is_set_by_stage(name: str, period: str, said: str) -> None:
    found = answers("W-B10-b", changed(SOUND, name, period=period))
    assert [said in message for message in messages(found)] == ([True] if said else [])
    assert not any(one.blocks for one in found)


@pytest.mark.clause("cq2023-7/10.c")
@pytest.mark.parametrize("level1", ["决策", "管理", "产出", "效果"])
def test_each_of_the_four_classes_is_missed(level1: str) -> None:
    found = messages(answers("E-B10-c", without(SOUND, level1=level1)))
    assert found == [f"指标体系缺少“{level1}”类一级指标，请补设"]


@pytest.mark.clause("cq2023-7/10.c")
@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("决策", Level1.DECISION),
        ("一、项目决策指标（20分）", Level1.DECISION),
        ("投入", Level1.DECISION),
        ("过程", Level1.MANAGEMENT),
        ("项目管理", Level1.MANAGEMENT),
        ("C.产出", Level1.OUTPUT),
        ("C3.产出指标 30分", Level1.OUTPUT),
        ("3．产 出", Level1.OUTPUT),
        ("效益类", Level1.EFFECT),
        ("满意度指标", Level1.EFFECT),
        ("预算执行", None),
        ("", None),
    ],
)
def test_first_levels_are_known_by_their_usual_names(text: str, level: Level1 | None) -> None:
    assert level1_of(text) is level


@pytest.mark.parametrize(
    ("text", "rest"),
    [("项目", "项目"), ("指标", "指标"), ("（一）项目管理措施的可行性指标（10分）", "管理措施可行性")],
)
@pytest.mark.clause("cq2023-7/10.c")
def test_a_name_never_becomes_nothing(text: str, rest: str) -> None:
    assert bare(text) == rest


@pytest.mark.clause("cq2023-7/10.d")
@pytest.mark.parametrize("level2", ["前期准备的充分性", "决策程序的合法性", "绩效目标的合理性"])
def test_each_second_level_of_decision_is_missed(level2: str) -> None:
    found = messages(answers("E-B10-d", without(SOUND, level2=level2)))
    assert found == [f"指标体系的决策类缺少“{level2}”等二级指标，请补设"]
    assert outcomes(answers("E-B10-d", SOUND)) == {Outcome.PASSED}


@pytest.mark.clause("cq2023-7/10.d")
@pytest.mark.parametrize("written", ["项目前期工作充分性", "前期论证", "（一）前期准备情况"])
def test_other_words_for_a_second_level_are_known(written: str) -> None:
    rows = changed(SOUND, "前期准备率", level2=written)
    assert outcomes(answers("E-B10-d", rows)) == {Outcome.PASSED}


@pytest.mark.clause("cq2023-7/10.d")
def test_the_right_words_under_the_wrong_class_do_not_count() -> None:
    rows = changed(SOUND, "前期准备率", level1="管理")
    assert len(messages(answers("E-B10-d", rows))) == 1


@pytest.mark.clause("cq2023-7/10.e")
@pytest.mark.parametrize(
    ("level2", "name"),
    [
        ("管理措施的可行性", "管理措施的可行性"),
        ("管理措施的有效性", "管理措施的有效性"),
        ("绩效管理质量", "项目主管部门绩效管理质量"),
    ],
)
def test_each_second_level_of_management_is_missed(level2: str, name: str) -> None:
    found = messages(answers("E-B10-e", without(SOUND, level2=level2)))
    assert found == [f"指标体系的管理类缺少“{name}”等二级指标，请补设"]
    assert outcomes(answers("E-B10-e", SOUND)) == {Outcome.PASSED}


@pytest.mark.clause("cq2023-7/10.f")
@pytest.mark.parametrize(
    ("name", "corner"),
    [
        ("措施可行率", "主管部门管理措施的可行性"),
        ("措施可行率（实施）", "实施单位管理措施的可行性"),
        ("措施落实率", "主管部门管理措施的有效性"),
        ("措施落实率（实施）", "实施单位管理措施的有效性"),
    ],
)
def test_each_corner_of_the_two_by_two_is_missed(name: str, corner: str) -> None:
    rows = without(SOUND, name=name)
    assert messages(answers("E-B10-f", rows)) == [
        f"指标体系的管理类指标缺少“{corner}”，请分别设置，或在项目基本信息注明是同一单位"
    ]
    assert indicator_figures(rows, (), (), PROJECT, BOOK).missing == (corner,)


@pytest.mark.clause("cq2023-7/10.f")
def test_one_and_the_same_unit_need_not_be_set_apart() -> None:
    rows = without(SOUND, name="措施落实率（实施）")
    same = replace(PROJECT, same_unit=True)
    assert outcomes(answers("E-B10-f", rows, same)) == {Outcome.NOT_APPLICABLE}
    assert indicator_figures(rows, (), (), same, BOOK).missing == ()
    assert outcomes(answers("E-B10-f", SOUND)) == {Outcome.PASSED}


@pytest.mark.clause("cq2023-7/10.f")
@pytest.mark.parametrize(
    ("fields", "side"),
    [
        ({"side": "主管部门"}, "主管部门"),
        ({"side": "项目单位"}, "实施单位"),
        ({"name": "业务主管单位措施"}, "主管部门"),
        ({"level2": "实施单位管理措施的可行性"}, "实施单位"),
        ({"side": "主管部门和实施单位"}, ""),
        ({}, ""),
    ],
)
def test_a_side_is_read_off_its_column_or_the_name(fields: dict[str, str], side: str) -> None:
    assert side_of(replace(indicator("管理", "可行性", "措施", "4"), **fields)) == side  # type: ignore[arg-type]  # texts only


@pytest.mark.clause("cq2023-7/10.g")
@pytest.mark.parametrize("level2", ["数量", "质量", "时效"])
def test_each_second_level_of_output_is_missed(level2: str) -> None:
    found = messages(answers("E-B10-g", without(SOUND, level2=level2)))
    assert found == [f"指标体系的产出类缺少“{level2}”等二级指标，请补设"]


@pytest.mark.clause("cq2023-7/10.g")
@pytest.mark.parametrize(
    ("purpose", "said"),
    [
        ("解决村民出行难", ""),
        ("1", ""),
        ("2；解决村民出行难", ""),
        ("1;2", ""),
        ("", "请选项目实施初衷中的一条"),
        ("3", "写的“3”不在项目实施初衷里"),
        ("改善环境", "写的“改善环境”不在项目实施初衷里"),
        ("1；改善环境", "写的“1；改善环境”不在项目实施初衷里"),
    ],
)
def test_an_effect_links_to_a_purpose_of_the_project(purpose: str, said: str) -> None:
    found = messages(answers("E-B10-g", changed(SOUND, "通行率", purpose=purpose)))
    assert [said in message for message in found] == ([True] if said else [])


@pytest.mark.clause("cq2023-7/10.g")
def test_without_purposes_nothing_can_be_linked() -> None:
    found = messages(answers("E-B10-g", SOUND, replace(PROJECT, purposes=())))
    assert len(found) == 2
    assert "项目基本信息没有实施初衷" in found[0]
    assert outcomes(answers("E-B10-g", SOUND)) == {Outcome.PASSED}


@pytest.mark.clause("cq2023-7/10.h")
def test_matching_funds_ask_for_an_indicator() -> None:
    matched = replace(PROJECT, has_matching_fund=True)
    assert messages(answers("E-B10-h", SOUND, matched)) == [
        "项目要求资金配套，指标体系没有配套资金到位情况指标，请增设"
    ]
    assert outcomes(answers("E-B10-h", changed(SOUND, "道路完工率", is_matching_fund=True), matched)) == {
        Outcome.PASSED
    }
    assert outcomes(answers("E-B10-h", SOUND)) == {Outcome.NOT_APPLICABLE}


@pytest.mark.clause("cq2023-7/10.h")
def test_nobody_having_said_whether_funds_are_matched_is_not_a_no() -> None:
    found = answers("E-B10-h", SOUND, replace(PROJECT, has_matching_fund=None))
    assert "没有填写是否要求" in messages(found)[0]
    assert found[0].where == "项目基本信息"


@pytest.mark.clause("cq2023-7/10.h")
@pytest.mark.parametrize(
    ("name", "level2", "known"),
    [
        ("配套资金到位率", "", True),
        ("资金到位率", "配套资金", True),
        ("资金到位率", "", False),
        ("配套设施数", "", False),
    ],
)
def test_an_indicator_of_matching_funds_is_known_by_its_name(name: str, level2: str, known: bool) -> None:
    assert is_matching_fund(indicator("管理", level2, name, "5")) is known


@pytest.mark.clause("cq2023-7/10.e")
@pytest.mark.parametrize(
    ("aspects", "missing"),
    [
        ((), "“业务”、“预算”、“成本”"),
        (("业务", "预算"), "“成本”"),
        (("业务", "预算", "成本不涉及"), ""),
        (("业务、预算、成本",), ""),
    ],
)
def test_management_touches_three_aspects_or_says_why_not(aspects: tuple[str, ...], missing: str) -> None:
    found = messages(answers("W-B10-m", changed(SOUND, "措施可行率", aspects=aspects)))
    assert found == (
        [f"指标体系的管理措施指标没有涉及{missing}，请补充，或在“涉及方面”注明不涉及"] if missing else []
    )


@pytest.mark.clause("cq2023-7/10.e")
def test_a_name_may_say_the_aspect_too_and_without_measures_there_is_none() -> None:
    rows = changed(SOUND, "措施可行率", aspects=("预算", "成本"), name="业务措施可行率")
    assert outcomes(answers("W-B10-m", rows)) == {Outcome.PASSED}
    bare_rows = without(without(SOUND, level2="管理措施的可行性"), level2="管理措施的有效性")
    assert outcomes(answers("W-B10-m", bare_rows)) == {Outcome.NOT_APPLICABLE}


@pytest.mark.clause("cq2023-7/10", "cq2023-7/11")
def test_every_part_of_a_split_project_has_a_whole_system() -> None:
    parts = (Part("道路", where="拆分项目 第2行"), Part("补助"))
    rows = system("道路") + without(system("补助"), level1="效果")
    found = answers("E-B10-c", rows, parts=parts)
    assert messages(found) == ["子项目“补助”缺少“效果”类一级指标，请补设"]
    assert indicator_figures(rows, parts, (), PROJECT, BOOK).missing == ("补助：效果",)


@pytest.mark.clause("cq2023-7/10", "cq2023-7/11")
def test_indicators_without_a_part_are_shared_by_all_parts() -> None:
    parts = (Part("道路"), Part("补助"))
    shared: tuple[Indicator, ...] = tuple(row for row in SOUND if row.level1 in ("决策", "管理"))
    own = [row for part in ("道路", "补助") for row in system(part) if row.level1 in ("产出", "效果")]
    found = check_indicators((*shared, *own), parts, (), PROJECT, BOOK)
    assert messages(found) == []


@pytest.mark.clause("cq2023-7/10.d")
def test_every_required_level_can_be_met_by_its_own_name() -> None:
    for entry in requirements():
        assert entry.is_met_by(indicator(entry.level1.value, entry.name, "某指标", "1"))
