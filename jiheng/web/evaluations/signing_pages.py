"""What the page of signatures shows: who has signed, what each signature is worth, and what is left to do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.conf import settings

from jiheng.evaluation.actions.signing import NOT_IN_REPORT, may_sign
from jiheng.evaluation.frozen import Broken
from jiheng.evaluation.models import Phase, ReportSignature, ReportVersion, SignatureWay, VersionState
from jiheng.evaluation.report_signatures import (
    Named,
    Standing,
    named_in,
    pdf_to_sign,
    pending_of,
    plain_of,
    signatures_of,
    signed_of,
    standings,
)
from jiheng.orgs.duties import Capability, Member
from jiheng.rules.finding import Finding
from jiheng.rules.reporting.signing import (
    Party,
    SignatureRole,
    Signed,
    check_code_for,
    check_signed,
    check_unchanged,
)
from jiheng.web.evaluations.reporting import barring_final, current_content
from jiheng.web.evaluations.views import LISTING
from jiheng.web.request import MemberRequest
from jiheng.web.tabs import TrailStep

TRUST: Final = {
    True: ("green", "由信任的根证书签发，签署时在有效期内"),
    False: ("red", "不是信任的根证书签发的"),
    None: ("none", "证书有效性未核验（没有配置信任的根证书）"),
}


@dataclass(frozen=True, slots=True)
class PartyRow:
    """Somebody who has to sign: ``key`` stands for the party in a form, ``done`` is the signature that counts."""

    key: str
    party: Party
    done: Standing | None
    mine: bool


@dataclass(frozen=True, slots=True)
class SignatureRow:
    """One signature with what its certificate says and whether the member may take it back."""

    standing: Standing
    may_withdraw: bool
    trust: tuple[str, str] | None
    signed_at: datetime | None
    valid_from: datetime | None
    valid_to: datetime | None

    @property
    def row(self) -> ReportSignature:
        return self.standing.row

    @property
    def key(self) -> str:
        return str(self.row.pk)

    @property
    def light(self) -> tuple[str, str]:
        if not self.standing.void:
            return "green", "有效"
        return ("none", "已撤回") if self.row.withdrawn_at else ("red", "已失效")


def page_context(
    request: MemberRequest, version: ReportVersion, typed: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Everything the page shows; ``typed`` is what came with a form that was refused."""
    project = version.project
    current = current_content(version)
    signed = signed_of(version, current)
    rows = list(signatures_of(version))
    named, fault = _named(version)
    standing = standings(rows, signed)
    parties = _parties(request.member, version, named, standing)
    closed = fault or _closed(version, signed)
    mine = [one for one in parties if one.mine and one.done is None] if not closed else []
    home = f"/evaluations/{project.pk}/"
    return {
        "project": project,
        "version": version,
        "code": check_code_for(version.content),
        "parties": parties,
        "rows": [_shown(request.member, one, open_still=version.issued_at is None) for one in standing],
        "mine": mine,
        "roles": {one.party.role for one in mine},
        "closed": closed,
        "pdf": pdf_to_sign(version, rows),
        "unsigned_trust": settings.JIHENG_TRUST is None,
        "changed_after": version.issued_at is not None and current != version.content,
        "issuing": _issuing(request.member, version, signed, named, rows) if not fault else None,
        "typed": typed or {},
        "trail": [
            LISTING,
            TrailStep(project.name, home),
            TrailStep("评价报告", f"{home}report/"),
            TrailStep(f"{version}签章"),
        ],
    }


def party_at(named: Named, key: str) -> Party | None:
    """The party a form means."""
    number = int(key) if key.isdecimal() and len(key) < 4 else -1
    return named.parties[number] if 0 <= number < len(named.parties) else None


def _named(version: ReportVersion) -> tuple[Named, str]:
    try:
        return named_in(version), ""
    except Broken as fault:
        return Named("", (), ""), f"这一稿的内容读不出来：{fault}。请重新生成正式稿"


def _closed(version: ReportVersion, signed: Signed) -> str:
    """Why nothing can be signed on this version; empty when it can."""
    if version.issued_at is not None:
        return "这一稿已经发出，签章不再改动。"
    if version.state != VersionState.READY:
        return "这一稿还没有生成好，生成后再签章。"
    if version.project.phase != Phase.REPORT:
        return f"{NOT_IN_REPORT}。"
    if signed.newest > version.number:
        return f"已有新的正式稿（第{signed.newest}稿），请在新的一稿上签章。"
    if signed.current != version.content:
        return "项目数据已经改动，与这一稿不一致。请重新生成正式稿，在新的一稿上签章。"
    return ""


def _parties(member: Member, version: ReportVersion, named: Named, standing: Sequence[Standing]) -> list[PartyRow]:
    counted = {one.party: one for one in standing if not one.void}
    organisation = version.project.organisation
    return [
        PartyRow(str(number), party, counted.get(party), may_sign(member, party.role, organisation))
        for number, party in enumerate(named.parties)
    ]


def _shown(member: Member, standing: Standing, *, open_still: bool) -> SignatureRow:
    row = standing.row
    told = row.certificate
    trusted = told.get("trusted")
    may_withdraw = (
        open_still
        and row.withdrawn_at is None
        and may_sign(member, SignatureRole(row.role), row.version.project.organisation)
    )
    return SignatureRow(
        standing,
        may_withdraw,
        TRUST[trusted] if row.way == SignatureWay.CERTIFICATE else None,
        _moment(told.get("signed_at")),
        _moment(told.get("valid_from")),
        _moment(told.get("valid_to")),
    )


def _issuing(
    member: Member, version: ReportVersion, signed: Signed, named: Named, rows: Sequence[ReportSignature]
) -> dict[str, Any] | None:
    """What still keeps the report back; nothing for who may not send it out, or once it is out."""
    if version.issued_at is not None or version.state != VersionState.READY:
        return None
    if version.project.phase != Phase.REPORT:
        return None
    plain = [plain_of(row) for row in rows]
    said: list[Finding] = [check_signed(plain, named.leads, named.agency), check_unchanged(plain, signed)]
    wrong = [*(one for one in said if one.blocks), *barring_final(version)]
    held = member.holds(Capability.REPORT_SEAL)
    may = any(one.covers(version.project.organisation) for one in held)
    return {"wrong": wrong, "may": may and not wrong and not pending_of(named, standings(rows, signed))}


def _moment(text: object) -> datetime | None:
    return datetime.fromisoformat(str(text)) if text else None
