"""Who issued a document: the level of its 制发机关, as entered or as its name tells."""

import re
from enum import StrEnum


class IssuerLevel(StrEnum):
    """The levels the table of force knows; the value is the word people choose."""

    CENTRAL = "中央和国务院"
    MINISTRY = "国务院部门"
    PROVINCE = "省级党委政府"
    PROVINCE_DEPARTMENT = "省级部门"
    CITY = "市级党委政府"
    CITY_DEPARTMENT = "市级部门"
    COUNTY = "县级党委政府"
    COUNTY_DEPARTMENT = "县级部门"
    UNIT = "单位内部"


class Tier(StrEnum):
    NATION = "国家"
    PROVINCE = "省级"
    CITY = "市级"
    COUNTY = "县级"


_LEVELS = {
    (Tier.NATION, True): IssuerLevel.CENTRAL,
    (Tier.NATION, False): IssuerLevel.MINISTRY,
    (Tier.PROVINCE, True): IssuerLevel.PROVINCE,
    (Tier.PROVINCE, False): IssuerLevel.PROVINCE_DEPARTMENT,
    (Tier.CITY, True): IssuerLevel.CITY,
    (Tier.CITY, False): IssuerLevel.CITY_DEPARTMENT,
    (Tier.COUNTY, True): IssuerLevel.COUNTY,
    (Tier.COUNTY, False): IssuerLevel.COUNTY_DEPARTMENT,
}

_UNIT = re.compile(r"单位|内部|企业|公司")
_BELOW_COUNTY = re.compile(r"乡镇|^[乡镇村]|街道|(?:乡|镇)(?:人民)?(?:政府|党委)|村(?:民)?委")
_MINISTRY = re.compile(r"国务院(?:各|所属|组成)?部|国家部|部委|(?:国家|中央)(?:级|各)?部门")
_NATION = re.compile(r"中央|国务院|国家|全国")
_PROVINCE = re.compile(r"省|自治区|直辖市|兵团")
_CITY = re.compile(r"设区的市|地级|地市|地区|州|盟|市地")
_COUNTY = re.compile(r"县|区|旗")
_DEPARTMENT = re.compile(r"部门|厅局|委办局|[厅局]$")
_TOP = re.compile(r"党委|政府|党政|人大|党中央|中央和国务院")

_HEADS = re.compile(
    r"(?:中共中央|国务院|全国人民代表大会|全国人大|人民代表大会|人大常委会|政府|党委|(?:省|市|州|县|区|旗|盟|地)委)"
    r"(?:常务委员会|常委会|办公厅|办公室)?$"
)
_NATIONAL_HEADS = re.compile(r"中共中央|中国共产党中央|国务院$|国务院办公厅$|全国人民代表大会|全国人大|主席$")
_MUNICIPALITIES = re.compile(r"^(?:中共)?(?:北京|天津|上海|重庆)市")
_NATIONAL_BODIES = re.compile(
    r"^(?:(?:中华人民共和国|国家|全国|中国|国务院|中央|最高人民)[^省市县区州盟旗]*|海关总署|审计署"
    r"|[^省市县区州盟旗]{1,14}(?:部|总局)(?:办公厅)?)$"
)
_AUTONOMOUS_REGION = re.compile(r"自治区")
_COUNTY_NAME = re.compile(r"县|旗|(?<!地)区")
_WITHIN_PROVINCE = re.compile(r"省.+(?:市|州|盟|地区)")
_CITY_NAME = re.compile(r"市|州|盟|地区")


def read_level(text: str, issuer: str = "") -> IssuerLevel | None:
    """The level meant by what was entered; ``市级`` alone takes the issuer's name to tell government from department.

    ``None`` when it cannot be told, and below the county, where the table of force has no rank.
    """
    plain = "".join(text.split())
    known = next((level for level in IssuerLevel if level.value == plain), None)
    if known or not plain:
        return known
    if _UNIT.search(plain):
        return IssuerLevel.UNIT
    if _MINISTRY.search(plain):
        return IssuerLevel.MINISTRY
    tier = _tier_of_words(plain)
    top = _is_top(plain, issuer)
    return None if tier is None or top is None else _LEVELS[tier, top]


def level_of_issuer(issuer: str) -> IssuerLevel | None:
    """The level an issuer's name suggests, to be confirmed; of joint issuers the first counts.

    Reading taken: bodies of the four municipalities under the central government are 省级.
    """
    first = re.split(r"[、，,；;\s]", issuer.strip())[0]
    if not first or _BELOW_COUNTY.search(first):
        return None
    if _NATIONAL_HEADS.search(first):
        return IssuerLevel.CENTRAL
    tier = _tier_of_name(first)
    return None if tier is None else _LEVELS[tier, bool(_HEADS.search(first))]


def _tier_of_words(text: str) -> Tier | None:
    if _BELOW_COUNTY.search(text):
        return None
    if _PROVINCE.search(text):
        return Tier.PROVINCE
    if _CITY.search(text):
        return Tier.CITY
    if _COUNTY.search(text):
        return Tier.COUNTY
    if "市" in text:
        return Tier.CITY
    return Tier.NATION if _NATION.search(text) else None


def _tier_of_name(name: str) -> Tier | None:
    if _NATIONAL_BODIES.search(name):
        return Tier.NATION
    plain = _AUTONOMOUS_REGION.sub("省", name)
    if _COUNTY_NAME.search(plain):
        return Tier.COUNTY
    if _MUNICIPALITIES.search(name):
        return Tier.PROVINCE
    if _PROVINCE.search(plain):
        return Tier.CITY if _WITHIN_PROVINCE.search(plain) else Tier.PROVINCE
    return Tier.CITY if _CITY_NAME.search(name) else None


def _is_top(text: str, issuer: str) -> bool | None:
    if _DEPARTMENT.search(text):
        return False
    if _TOP.search(text):
        return True
    first = re.split(r"[、，,；;]", issuer.strip())[0].strip()
    return bool(_HEADS.search(first)) if first else None
