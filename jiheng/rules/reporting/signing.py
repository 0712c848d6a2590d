"""签章 (文件B 第三十四条): who signs and seals, what makes a signature void, when the report may go out."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed, not_applicable, passed
from jiheng.rules.finding import Finding
from jiheng.rules.wording import quoted

CODE_LENGTH: Final = 16
CODE_GROUP: Final = 4


class SignatureRole(StrEnum):
    SIGN = "sign"
    SEAL = "seal"

    @property
    def label(self) -> str:
        return {"sign": "主评人签字", "seal": "评价机构盖章"}[self.value]


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who has to sign or seal: a lead evaluator by name, or the agency."""

    role: SignatureRole
    name: str


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature or seal. ``content`` is the hash of what was signed; ``withdrawn`` says why it was taken back."""

    role: SignatureRole
    signer: str
    content: str
    withdrawn: str = ""


@dataclass(frozen=True, slots=True)
class Signed:
    """A 正式稿 and how things stand now. ``newest`` is the number of the latest one, ``current`` the hash its content
    would have if it were made now; ``issued`` says that it went out."""

    number: int
    content: str
    newest: int
    current: str
    issued: bool = False


def parties_of(leads: Sequence[str], agency: str) -> tuple[Party, ...]:
    """Who has to sign and seal.

    Reading taken: of several lead evaluators each signs (OQ-30).
    """
    signing = tuple(Party(SignatureRole.SIGN, name) for name in dict.fromkeys(leads) if name)
    return (*signing, Party(SignatureRole.SEAL, agency))


def void_reason_for(signature: Signature, signed: Signed) -> str:
    """Why a signature no longer counts; empty while it does.

    Reading taken: what went out stays signed. A change after that asks for another 正式稿, it takes nothing off the
    one that is out.
    """
    if signature.withdrawn:
        return f"已撤回：{signature.withdrawn}"
    if signature.content != signed.content:
        return "签章时的内容与这一稿不同"
    if signed.issued:
        return ""
    if signed.newest > signed.number:
        return f"已有新的正式稿（第{signed.newest}稿）"
    return "" if signed.current == signed.content else "签章之后报告内容或项目数据又有改动"


@clause("cq2023-7/34")
def check_signer(name: str, leads: Sequence[str]) -> Finding:
    """Who signs the report is one of its lead evaluators."""
    if not leads:
        return failed("E-B34-2", "报告里没有写主评人，不能签字。请在评价小组里明确主评人，重新生成正式稿")
    if name not in leads:
        named = f"“{name}”" if name else "没有写明的人"
        return failed("E-B34-2", f"签字人{named}不是主评人，主评人是{quoted(leads)}。请由主评人签字")
    return passed("E-B34-2", f"签字人“{name}”是主评人")


@clause("cq2023-7/34")
def check_signed(signatures: Sequence[Signature], leads: Sequence[str], agency: str) -> Finding:
    """A 正式稿 goes out with the signature of each lead evaluator and the seal of the agency.

    Reading taken: a signature that was taken back is none; one on a content that has changed since is told by
    ``check_unchanged``.
    """
    held = {Party(one.role, one.signer) for one in signatures if not one.withdrawn}
    missing = [party for party in parties_of(leads, agency) if party not in held]
    if not any(leads):
        return failed("E-B34-1", "报告里没有写主评人，也就没有主评人签字。请明确主评人，重新生成正式稿")
    if missing:
        said = "、".join(f"{one.role.label}（{one.name or '没有写明机构'}）" for one in missing)
        return failed("E-B34-1", f"还缺{said}。请补签、补章后再发出")
    return passed("E-B34-1", "主评人已签字，评价机构已盖章")


@clause("cq2023-7/34")
def check_unchanged(signatures: Sequence[Signature], signed: Signed) -> Finding:
    """What goes out is what was signed; any change after signing asks for new signatures."""
    held = [one for one in signatures if not one.withdrawn]
    if not held:
        return not_applicable("E-B34-3", "还没有签章")
    if signed.newest > signed.number:
        said = f"签章的是第{signed.number}稿，现在已有第{signed.newest}稿。请在新的一稿上签章"
        return failed("E-B34-3", said)
    wrong = [one for one in held if one.content != signed.current]
    if wrong:
        named = quoted(dict.fromkeys(one.signer for one in wrong))
        return failed("E-B34-3", f"{named}签章之后，报告内容或项目数据又有改动。请重新生成正式稿，重新签章")
    return passed("E-B34-3", "签章之后没有改动")


def check_code_for(content: str) -> str:
    """查验码 as it is printed: the first 16 signs of the hash of the content, in groups of four."""
    signs = content[:CODE_LENGTH].upper()
    return "-".join(signs[start : start + CODE_GROUP] for start in range(0, len(signs), CODE_GROUP))


def check_code_in(typed: str) -> str:
    """The beginning of the hash a typed 查验码 stands for, empty when it is none; blanks and dashes do not count.

    Full-width letters and figures, as an input method leaves them, are read as plain ones.
    """
    plain = "".join(chr(ord(sign) - 0xFEE0) if "\uff01" <= sign <= "\uff5e" else sign for sign in typed)
    signs = "".join(sign for sign in plain.lower() if not sign.isspace() and sign not in "-‐‑–—－_·.")
    return signs if len(signs) == CODE_LENGTH and set(signs) <= set("0123456789abcdef") else ""
