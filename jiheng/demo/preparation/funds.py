"""The money of the demonstration: amounts as published, names of an invented county.

Two public documents lie behind it. A county in Fujian passed on 299 万元 of city subsidies for rural roads to
thirteen units in 2022 (240 for village roads, 39 for upkeep, 20 as aid); the uses of single units follow from those
totals. A township in Anhui built two roads for 157 万元 in 2022, all of it paid. Places, dates and document numbers
are invented.
"""

from datetime import date
from decimal import Decimal
from typing import Final

from jiheng.rules.execution.shapes import FundLine, Release

CITY_RELEASE: Final = "云财建〔2022〕31号"
COUNTY_RELEASE: Final = "青财农〔2022〕12号"
ROADS, UPKEEP, AID, WORKS = "通村公路补助", "公路养护补助", "交通帮扶补助", "道路工程"
EAST, MIDDLE, WEST = "东片", "中片", "西片"
WAN: Final = 10_000

SUBSIDIES: Final = (
    ("龙溪镇", EAST, ROADS, 10),
    ("南坪镇", EAST, ROADS, 50),
    ("梅湾镇", EAST, ROADS, 5),
    ("赤岩镇", EAST, ROADS, 30),
    ("春溪乡", MIDDLE, ROADS, 10),
    ("上河镇", MIDDLE, ROADS, 30),
    ("汤泉乡", MIDDLE, ROADS, 10),
    ("盖山镇", MIDDLE, ROADS, 5),
    ("雷公镇", WEST, ROADS, 60),
    ("雷公镇", WEST, AID, 20),
    ("石宝乡", WEST, ROADS, 20),
    ("葛岭镇", WEST, ROADS, 10),
    ("桂竹乡", WEST, UPKEEP, 22),
    ("县公路养护中心", MIDDLE, UPKEEP, 17),
)
"""Unit, area, use and 万元."""

CONTRACTS: Final = (
    ("吴冲路", "QL-2022-01", 87),
    ("枫树路", "QL-2022-02", 70),
)
"""Road, contract and 万元; budget and payment were equal."""


def releases() -> tuple[Release, ...]:
    """The two documents the money came by."""
    return (
        Release(
            CITY_RELEASE,
            "关于下达2022年度第三批交通项目市级补助资金的通知",
            "云岭市财政局",
            date(2022, 6, 20),
            Decimal(299 * WAN),
        ),
        Release(
            COUNTY_RELEASE,
            "关于下达2022年农村道路建设资金的通知",
            "青岚县财政局",
            date(2022, 3, 10),
            Decimal(157 * WAN),
        ),
    )


def lines() -> tuple[FundLine, ...]:
    """The detail table: thirteen units and two contracts."""
    subsidies = [
        FundLine(
            number=str(number),
            release=CITY_RELEASE,
            allocated_on="2022年7月",
            method="项目法",
            standard="每公里20万元" if use == ROADS else "按里程和路况",
            management="乡镇自建" if use != UPKEEP else "养护单位承担",
            use=use,
            area=area,
            payee=unit if unit.startswith("县") else f"{unit}人民政府",
            budget=Decimal(amount * WAN),
        )
        for number, (unit, area, use, amount) in enumerate(SUBSIDIES, 1)
    ]
    return (*subsidies, *_contracts(len(subsidies) + 1))


def _contracts(first: int) -> tuple[FundLine, ...]:
    return tuple(
        FundLine(
            number=str(number),
            release=COUNTY_RELEASE,
            allocated_on="2022年3月",
            method="项目法",
            standard="按合同价",
            management="县级统建",
            use=WORKS,
            area=EAST,
            payee="青岚县交通建设公司",
            budget=Decimal(amount * WAN),
            actual=Decimal(amount * WAN),
            voucher=f"记账凭证2022-{number:04d}",
            contract=contract,
            note=road,
        )
        for number, (road, contract, amount) in enumerate(CONTRACTS, first)
    )
