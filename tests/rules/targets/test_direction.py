"""Which side is better: the sign first, then the end of the name, its middle, the second level; else unknown."""

import pytest

from jiheng.rules.targets.direction import DirectionDoubt, direction_doubt, direction_for, is_reverse_written
from jiheng.rules.targets.reading import read_target
from jiheng.rules.targets.shapes import Direction, DirectionSource

FLOORS = [
    ("项目完成率", ""), ("委托业务报告合格率", ""), ("政府采购执行率", ""), ("地方配套到位率", ""), ("培训人员覆盖率", ""),
    ("贷款付息及时率", ""), ("服务对象满意度", ""), ("食品安全指标达标率", ""), ("种植作物成活率", ""), ("发放额增长率", ""),
    ("固定资产利用率", ""), ("资产股权年收益率", ""), ("奖补资金兑付率(%)", ""), ("利息费用保障率", "经济效益指标"),
    ("库存成本核算率", "成本指标"), ("国家政策性粮收购价格执行率", "成本指标"), ("成本节约率", "成本指标"),
    ("工程资金金额", "数量指标"), ("新建道路", "数量指标"), ("硬化道路", "数量指标"), ("受益人口数量", ""), ("补助鱼塘面积", ""),
    ("不合格产品处置率", ""), ("投诉处理及时率", ""), ("病死猪无害化处理补助经费发放率", ""), ("化解纠纷件数", ""),
    ("救助受灾人数", ""), ("零投诉率", ""), ("降低事故发生率", ""), ("化学农药量较上年减少", ""), ("单位能耗降低率", ""),
    ("业务保障能力提升", ""), ("年增粮食", ""), ("市民满意度调查", ""), ("质量达标率100%", ""), ("★★★受益户人口数", ""),
    ("高血压控制率", ""), ("病虫害控制率", ""), ("培训时长", ""), ("降低运输成本", "成本指标"),
]  # fmt: skip
CEILINGS = [
    ("逾期发放率", ""), ("贷款逾期率", ""), ("森林火灾受害率", ""), ("主要林业有害生物成灾率", ""), ("产品不合格率", ""),
    ("数据差错率", ""), ("安全事故起数", ""), ("大规模随意抛弃病死猪事件", ""), ("粮食安全事件发生数", "满意度指标"),
    ("群众投诉次数", ""), ("预算超支率", ""), ("库存粮食明显变质比例", ""), ("死亡率", ""), ("结转结余率", ""), ("预算调整率", ""),
    ("三公经费变动率", ""), ("财政供养人员控制率", ""), ("公用经费控制率", ""), ("任务完成时限(月)", "时效指标"), ("建设工期", ""),
    ("平均响应时长", ""), ("项目总成本", ""), ("采购单价", ""), ("流转土地补助标准", ""), ("检查差旅费", "成本指标"),
    ("项目计划总投资", "成本指标"), ("道路交通设施", "成本指标"), ("不达标率", ""), ("未完成率", ""), ("贫困发生率", ""),
    ("资产负债率", ""), ("违规使用率", ""), ("重复发放率", ""), ("职工失业率", ""),
]  # fmt: skip


@pytest.mark.clause("mof2020-10/4.2")
@pytest.mark.parametrize(("name", "level2"), FLOORS)
def test_these_names_ask_for_more(name: str, level2: str) -> None:
    reading = direction_for(name, level2)

    assert (reading.direction, reading.source) == (Direction.FLOOR, DirectionSource.MEANING)
    assert reading.reason


@pytest.mark.clause("mof2020-10/4.2")
@pytest.mark.parametrize(("name", "level2"), CEILINGS)
def test_these_names_ask_for_less(name: str, level2: str) -> None:
    reading = direction_for(name, level2)

    assert (reading.direction, reading.source) == (Direction.CEILING, DirectionSource.MEANING)
    assert reading.reason


@pytest.mark.clause("mof2020-10/4.2")
@pytest.mark.parametrize(
    ("name", "level2"),
    [("返本分红比例", "质量指标"), ("食品安全工作齐抓共管", "质量指标"), ("全市安全度汛", ""), ("", "")],
)
def test_a_name_that_says_nothing_leaves_the_direction_unknown(name: str, level2: str) -> None:
    reading = direction_for(name, level2)

    assert (reading.direction, reading.source) == (Direction.UNKNOWN, DirectionSource.NONE)
    assert "看不出越高越好还是越低越好" in reading.reason


@pytest.mark.clause("mof2020-10/4.2")
@pytest.mark.parametrize(
    ("text", "name", "level2", "reason"),
    [
        ("≤90万元", "项目完成率", "", "符号“≤”：不高于目标为达成"),
        ("90%", "项目完成率", "", "名称以“完成率”结尾，越高越好"),
        ("3起", "安全事故起数", "", "名称含“安全事故”，越少越好"),
        ("713万元", "道路交通设施", "成本指标", "名称没有表示方向的词，属“成本指标”，越低越好"),
        ("降至5%", "空气质量", "", "目标写“降至”，越低越好"),
        ("100%", "齐抓共管", "", "目标已是100%，名称没有反向的词，越接近100%越好"),
        ("15天", "资金下达", "时效指标", "时效指标以“天”计，越短越好"),
    ],
)
def test_the_reason_names_the_sign_or_word_that_decided(text: str, name: str, level2: str, reason: str) -> None:
    assert read_target(text, name=name, level2=level2).direction_reason == reason


@pytest.mark.clause("mof2020-10/4.2")
@pytest.mark.parametrize(
    ("text", "name", "doubt"),
    [
        ("≥100%", "逾期发放率", DirectionDoubt.REVERSED),
        ("=100%", "逾期发放率", DirectionDoubt.REVERSED),
        ("≥1起", "安全事故起数", DirectionDoubt.REVERSED),
        ("≤95%", "服务对象满意度", DirectionDoubt.REVERSED),
        ("≤4", "精品示范村建设数量", DirectionDoubt.SUSPICIOUS),
        ("≤0", "安全事故起数", DirectionDoubt.NONE),
        ("=0件", "随意抛弃病死猪事件", DirectionDoubt.NONE),
        ("≥90%", "服务对象满意度", DirectionDoubt.NONE),
        ("≥95%", "成本控制率", DirectionDoubt.NONE),
        ("≤3", "公务接待批次", DirectionDoubt.NONE),
        ("100%", "逾期发放率", DirectionDoubt.NONE),
        ("≥20年", "工程设计使用年限", DirectionDoubt.NONE),
        ("≥10%", "降低事故发生率", DirectionDoubt.NONE),
    ],
)
def test_a_sign_against_the_meaning_of_the_name_is_found(text: str, name: str, doubt: DirectionDoubt) -> None:
    target = read_target(text, name=name)

    assert direction_doubt(target, name) is doubt
    assert is_reverse_written(target, name) is (doubt is not DirectionDoubt.NONE)
