"""Documents, provisions and dates of the demonstration. National documents are real, the others invented."""

from datetime import date
from typing import Final

from jiheng.demo.preparation.funds import AID, CITY_RELEASE, COUNTY_RELEASE, EAST, MIDDLE, ROADS, UPKEEP, WEST, WORKS
from jiheng.rules.basis.force import DocumentKind
from jiheng.rules.basis.issuers import IssuerLevel
from jiheng.rules.basis.shapes import BasisDocument, MaterialClass, Provision
from jiheng.rules.schedule.shapes import DateDemand, NodeKind, ScheduleNode

ROAD_LAW: Final = "公路法"
UPKEEP_RULES: Final = "交通运输部令2015年第22号"
EVALUATION_RULES: Final = "财预〔2020〕10号"
CITY_PLAN: Final = "云府发〔2022〕8号"
CITY_FUNDS: Final = "云财建〔2021〕55号"
COUNTY_PLAN: Final = "青府发〔2022〕5号"
COUNTY_FUNDS: Final = "青财建〔2021〕40号"
CITY_ROADS: Final = "云交发〔2022〕14号"

CITY_FINANCE, COUNTY_FINANCE = "云岭市财政局", "青岚县财政局"


def documents() -> tuple[BasisDocument, ...]:
    """What was collected, in the order it came in."""
    return (*_releases(), *_national_rules(), *_local_documents())


def _releases() -> tuple[BasisDocument, ...]:
    return (
        BasisDocument(
            CITY_RELEASE, "关于下达2022年度第三批交通项目市级补助资金的通知", CITY_FINANCE,
            IssuerLevel.CITY_DEPARTMENT, DocumentKind.RELEASE, CITY_RELEASE, date(2022, 6, 20),
            material=MaterialClass.RELEASE, channel="财政部门提供",
        ),
        BasisDocument(
            COUNTY_RELEASE, "关于下达2022年农村道路建设资金的通知", COUNTY_FINANCE, IssuerLevel.COUNTY_DEPARTMENT,
            DocumentKind.RELEASE, COUNTY_RELEASE, date(2022, 3, 10), material=MaterialClass.RELEASE,
            channel="财政部门提供",
        ),
    )  # fmt: skip


def _national_rules() -> tuple[BasisDocument, ...]:
    return (
        BasisDocument(
            ROAD_LAW, "中华人民共和国公路法", "全国人民代表大会常务委员会", "", DocumentKind.LAW,
            "主席令第86号", date(1997, 7, 3), date(1998, 1, 1), material=MaterialClass.LAW, channel="自行收集",
        ),
        BasisDocument(
            UPKEEP_RULES, "农村公路养护管理办法", "交通运输部", IssuerLevel.MINISTRY, DocumentKind.MINISTRY_RULE,
            UPKEEP_RULES, date(2015, 11, 11), date(2016, 1, 1), material=MaterialClass.LAW, channel="自行收集",
        ),
        BasisDocument(
            EVALUATION_RULES, "项目支出绩效评价管理办法", "财政部", IssuerLevel.MINISTRY, DocumentKind.DOCUMENT,
            EVALUATION_RULES, date(2020, 2, 25), material=MaterialClass.RULES, channel="自行收集",
        ),
    )  # fmt: skip


def _local_documents() -> tuple[BasisDocument, ...]:
    rules = MaterialClass.RULES
    return (
        BasisDocument(
            CITY_PLAN, "云岭市农村公路三年行动方案", "云岭市人民政府", IssuerLevel.CITY, DocumentKind.DOCUMENT,
            CITY_PLAN, date(2022, 2, 18), material=MaterialClass.POLICY, channel="被评价单位提供",
        ),
        BasisDocument(
            CITY_FUNDS, "云岭市农村公路补助资金管理办法", CITY_FINANCE, IssuerLevel.CITY_DEPARTMENT,
            DocumentKind.DOCUMENT, CITY_FUNDS, date(2021, 9, 30), material=rules, channel="财政部门提供",
        ),
        BasisDocument(
            CITY_ROADS, "关于做好2022年农村公路建设的通知", "云岭市交通运输局", IssuerLevel.CITY_DEPARTMENT,
            DocumentKind.DOCUMENT, CITY_ROADS, date(2022, 4, 6), material=MaterialClass.POLICY,
            channel="被评价单位提供",
        ),
        BasisDocument(
            COUNTY_PLAN, "青岚县2022年农村公路实施方案", "青岚县人民政府", IssuerLevel.COUNTY, DocumentKind.DOCUMENT,
            COUNTY_PLAN, date(2022, 4, 28), material=MaterialClass.POLICY, channel="被评价单位提供",
        ),
        BasisDocument(
            COUNTY_FUNDS, "青岚县农村公路补助资金使用规定", COUNTY_FINANCE, IssuerLevel.COUNTY_DEPARTMENT,
            DocumentKind.DOCUMENT, COUNTY_FUNDS, date(2021, 12, 1), material=rules, channel="被评价单位提供",
        ),
    )  # fmt: skip


def provisions() -> tuple[Provision, ...]:
    """What two documents say on the subsidy; the county's is in conflict with the city's."""
    matter = "通村公路补助标准"
    return (
        Provision(CITY_FUNDS, matter, "每公里补助20万元"),
        Provision(
            COUNTY_FUNDS, matter, "每公里补助15万元", conflicts_with=CITY_FUNDS, decided_by="郑海",
            decided_on=date(2023, 2, 20),
        ),
    )  # fmt: skip


def schedule() -> tuple[ScheduleNode, ...]:
    """The nodes: works by contract, subsidies and upkeep by area."""
    works = (WORKS, EAST, "县级统建")
    return (
        _node("1", "道路工程开工", NodeKind.START, works, ((COUNTY_PLAN, date(2022, 5, 10)),),
            actual=date(2022, 5, 12),
        ),
        _node("2", "路基完成", NodeKind.MILESTONE, works, ((COUNTY_PLAN, date(2022, 8, 31)),),
            actual=date(2022, 8, 25),
        ),
        _node(
            "3", "道路工程竣工", NodeKind.COMPLETION, works,
            ((CITY_ROADS, date(2022, 11, 30)), (COUNTY_PLAN, date(2022, 12, 20))), actual=date(2022, 12, 8),
        ),
        *(
            _node(
                str(number), f"{area}通村公路完工", NodeKind.USUAL, (ROADS, area, "乡镇自建"),
                ((CITY_PLAN, date(2022, 12, 31)), (COUNTY_PLAN, date(2022, 11, 30))),
            )
            for number, area in enumerate((EAST, MIDDLE, WEST), 4)
        ),
        *(
            _node(
                str(number), f"{area}养护完成", NodeKind.USUAL, (UPKEEP, area, "养护单位承担"),
                ((CITY_ROADS, date(2022, 12, 31)),),
            )
            for number, area in enumerate((MIDDLE, WEST), 7)
        ),
        _node(
            "9", "帮扶路段完工", NodeKind.USUAL, (AID, WEST, "乡镇自建"), ((CITY_ROADS, date(2022, 10, 31)),),
        ),
    )  # fmt: skip


def _node(
    number: str,
    name: str,
    kind: NodeKind,
    zone: tuple[str, str, str],
    demands: tuple[tuple[str, date], ...],
    *,
    actual: date | None = None,
) -> ScheduleNode:
    use, area, management = zone
    asked = tuple(DateDemand(document, day) for document, day in demands)
    return ScheduleNode(number, name, kind, use, area, management, asked, actual=actual)
