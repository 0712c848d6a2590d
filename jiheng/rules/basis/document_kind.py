"""What kind of document a heading suggests."""

import re

from jiheng.rules.basis.document_number import FoundNumber
from jiheng.rules.basis.force import DocumentKind
from jiheng.rules.basis.issuers import IssuerLevel
from jiheng.rules.basis.shapes import MaterialClass

_LAWS = frozenset(
    {
        DocumentKind.LAW,
        DocumentKind.ADMINISTRATIVE_REGULATION,
        DocumentKind.PARTY_REGULATION,
        DocumentKind.LOCAL_REGULATION,
        DocumentKind.MINISTRY_RULE,
        DocumentKind.GOVERNMENT_RULE,
    }
)
_RELEASE = re.compile(r"下达|拨付|分配|批复|(?:预算|资金|指标|投资计划)的通知$")
_RULES = re.compile(
    r"(?:资金|项目|专项|预算|支出).{0,24}(?:办法|规定|细则|制度)|(?:管理|实施)(?:暂行)?(?:办法|细则|规定)"
)
_STANDARD = re.compile(r"(?:标准|规范|规程)(?:[(（].*[)）])?$")
_NATIONAL_LAW = re.compile(r"^中华人民共和国.*法$")
_BY_GIVER = (
    (re.compile(r"主席$"), DocumentKind.LAW),
    (re.compile(r"国务院$"), DocumentKind.ADMINISTRATIVE_REGULATION),
    (re.compile(r"政府$"), DocumentKind.GOVERNMENT_RULE),
)


def kind_of(number: FoundNumber | None, title: str, issuer: str, level: IssuerLevel | None) -> DocumentKind | None:
    """The kind an order's giver, a congress or the words of the title suggest; ``None`` when nothing does."""
    if number and number.is_order:
        return next((kind for giver, kind in _BY_GIVER if giver.search(number.body)), DocumentKind.MINISTRY_RULE)
    if _NATIONAL_LAW.search(title):
        return DocumentKind.LAW
    if "人民代表大会" in issuer and not title.endswith("通知"):
        return DocumentKind.LAW if level is IssuerLevel.CENTRAL else DocumentKind.LOCAL_REGULATION
    if not title or not (number or issuer):
        return None
    if _RELEASE.search(title) and not _RULES.search(title):
        return DocumentKind.RELEASE
    return DocumentKind.STANDARD if _STANDARD.search(title) else DocumentKind.DOCUMENT


def material_of(kind: DocumentKind | None, title: str) -> MaterialClass | None:
    """The class of material of 第六条 that a kind and a title suggest."""
    if kind is None:
        return None
    if kind in _LAWS:
        return MaterialClass.LAW
    if kind is DocumentKind.RELEASE:
        return MaterialClass.RELEASE
    return MaterialClass.RULES if _RULES.search(title) else MaterialClass.POLICY
