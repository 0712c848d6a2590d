"""The two papers that released the money, each with its table of lines."""

from typing import Final

from jiheng.demo.preparation.basis import CITY_FUNDS, CITY_PLAN, COUNTY_PLAN, documents
from jiheng.demo.preparation.funds import (
    AID,
    CITY_RELEASE,
    CONTRACTS,
    COUNTY_RELEASE,
    ROADS,
    SUBSIDIES,
    UPKEEP,
    lines,
)
from jiheng.demo.raw.papers import Annex, Paper, Section
from jiheng.rules.basis.shapes import BasisDocument

BY_NUMBER: Final = {document.number: document for document in documents()}
"""What the demonstration registers, by 文号: the papers take their heads from it."""


def releases() -> dict[str, Paper]:
    """File name → paper."""
    return {
        "11-下达文件-云财建〔2022〕31号.docx": _city(),
        "12-下达文件-青财农〔2022〕12号.docx": _county(),
    }


def paper_of(number: str, addressee: str, sections: tuple[Section, ...], *annexes: Annex) -> Paper:
    """The paper of a registered document: issuer, title and day are those of the register."""
    document = registered(number)
    if document.issued_on is None:
        raise ValueError(f"{number} has no day")
    return Paper(document.issuer, document.number, document.title, addressee, document.issued_on, sections, annexes)


def registered(number: str) -> BasisDocument:
    return BY_NUMBER[number]


def _city() -> Paper:
    sums = {use: sum(amount for *_, each, amount in SUBSIDIES if each == use) for use in (ROADS, UPKEEP, AID)}
    whole = sum(sums.values())
    uses = "、".join(f"{use}{amount}万元" for use, amount in sums.items())
    rows = [
        (str(number), use, line.area, line.payee, str(amount), line.standard)
        for number, ((_, _, use, amount), line) in enumerate(zip(SUBSIDIES, lines(), strict=False), 1)
    ]
    annex = Annex(
        "2022年度第三批交通项目市级补助资金分配表（单位：万元）",
        ("序号", "用途", "片区", "补助对象", "金额", "补助标准"),
        (*rows, ("", "合计", "", "", str(whole), "")),
        (8, 20, 10, 30, 10, 20),
        frozenset({4}),
    )
    told = (
        f"根据《云岭市农村公路三年行动方案》（{CITY_PLAN}）和《云岭市农村公路补助资金管理办法》（{CITY_FUNDS}），"
        f"现下达你县2022年度第三批交通项目市级补助资金{whole}万元，其中{uses}。有关事项通知如下：",
        "一是资金按项目法分配，分配对象和金额见附件。请在收到本通知后于2022年7月底前分配到附件所列单位，不得截留、挪用。",
        "二是通村公路补助和交通帮扶补助由乡镇人民政府组织建设，公路养护补助由养护单位组织实施，资金设专账核算。",
        "三是年度预算执行完毕后，请会同交通运输部门对资金的使用和效果开展绩效评价。",
    )
    return paper_of(CITY_RELEASE, "青岚县财政局", (Section("", told),), annex)


def _county() -> Paper:
    whole = sum(amount for *_, amount in CONTRACTS)
    rows = [
        (str(number), road, contract, "青岚县交通建设公司", str(amount))
        for number, (road, contract, amount) in enumerate(CONTRACTS, 1)
    ]
    annex = Annex(
        "2022年农村道路建设资金安排表（单位：万元）",
        ("序号", "道路", "合同编号", "资金到达单位", "金额"),
        (*rows, ("", "合计", "", "", str(whole))),
        (8, 20, 22, 34, 12),
        frozenset({4}),
    )
    told = (
        f"经县人民政府同意，现下达2022年农村道路建设资金{whole}万元，用于东片两条道路工程，由青岚县交通运输局统一组织建设。"
        "有关事项通知如下：",
        "一是资金按施工合同价安排，2022年3月分配到位，具体见附件。",
        f"二是工程的开工、路基完成和竣工时间，按县人民政府随后印发的年度实施方案执行（该方案文号为{COUNTY_PLAN}）。",
        "三是资金按工程进度支付，每笔支出须有验收或计量资料。",
    )
    return paper_of(COUNTY_RELEASE, "青岚县交通运输局", (Section("", told),), annex)
