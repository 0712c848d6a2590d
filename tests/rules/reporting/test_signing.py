"""签章: who signs, what makes a signature void, when the report may go out, and how its 查验码 is read."""

from dataclasses import replace

import pytest

from jiheng.rules.finding import Outcome
from jiheng.rules.reporting.signing import (
    Party,
    Signature,
    SignatureRole,
    Signed,
    check_code_for,
    check_code_in,
    check_signed,
    check_signer,
    check_unchanged,
    parties_of,
    void_reason_for,
)

HASH = "3f0a9c1be27d4485" + "0" * 48
OTHER = "a" * 64
LEADS, AGENCY = ("郑海",), "演示评价事务所"
SIGNED = Signature(SignatureRole.SIGN, "郑海", HASH)
SEALED = Signature(SignatureRole.SEAL, AGENCY, HASH)
NOW = Signed(number=1, content=HASH, newest=1, current=HASH)

pytestmark = pytest.mark.clause("cq2023-7/34")


def test_a_report_goes_out_signed_by_its_lead_and_sealed_by_its_agency() -> None:
    assert check_signed([SIGNED, SEALED], LEADS, AGENCY).outcome is Outcome.PASSED


@pytest.mark.parametrize(
    ("signatures", "said"),
    [
        ([], "还缺主评人签字（郑海）、评价机构盖章（演示评价事务所）"),
        ([SIGNED], "还缺评价机构盖章（演示评价事务所）"),
        ([SEALED], "还缺主评人签字（郑海）"),
        ([replace(SIGNED, withdrawn="签错了页"), SEALED], "还缺主评人签字（郑海）"),
        ([SIGNED, replace(SEALED, signer="另一家事务所")], "还缺评价机构盖章"),
        ([replace(SIGNED, role=SignatureRole.SEAL), SEALED], "还缺主评人签字"),
    ],
)
def test_without_one_of_them_it_does_not_go_out(signatures: list[Signature], said: str) -> None:
    found = check_signed(signatures, LEADS, AGENCY)
    assert (found.code, found.blocks, found.act) == ("E-B34-1", True, "发出正式稿")
    assert said in found.message


def test_of_several_lead_evaluators_each_signs() -> None:
    leads = ("郑海", "何敏")
    assert parties_of((*leads, "郑海", ""), AGENCY) == (
        Party(SignatureRole.SIGN, "郑海"),
        Party(SignatureRole.SIGN, "何敏"),
        Party(SignatureRole.SEAL, AGENCY),
    )
    assert "还缺主评人签字（何敏）。" in check_signed([SIGNED, SEALED], leads, AGENCY).message
    assert check_signed([SIGNED, replace(SIGNED, signer="何敏"), SEALED], leads, AGENCY).outcome is Outcome.PASSED


def test_a_report_that_names_no_lead_can_be_signed_by_nobody() -> None:
    assert "没有写主评人" in check_signed([SEALED], (), AGENCY).message
    found = check_signer("郑海", ())
    assert (found.code, found.blocks) == ("E-B34-2", True)


@pytest.mark.parametrize(
    ("name", "outcome"), [("郑海", Outcome.PASSED), ("郑", Outcome.FAILED), ("", Outcome.FAILED)]
)
def test_only_a_lead_evaluator_signs(name: str, outcome: Outcome) -> None:
    found = check_signer(name, LEADS)
    assert (found.code, found.outcome, found.act) == ("E-B34-2", outcome, "签字")


def test_who_is_not_the_lead_is_told_who_is() -> None:
    assert check_signer("王伟", LEADS).message == "签字人“王伟”不是主评人，主评人是“郑海”。请由主评人签字"


def test_what_was_signed_is_what_goes_out() -> None:
    assert check_unchanged([SIGNED, SEALED], NOW).outcome is Outcome.PASSED


@pytest.mark.parametrize(
    ("signatures", "now", "said"),
    [
        ([SIGNED], replace(NOW, current=OTHER), "“郑海”签章之后"),
        ([replace(SIGNED, content=OTHER), SEALED], NOW, "“郑海”签章之后"),
        ([SIGNED, SEALED], replace(NOW, newest=2), "现在已有第2稿"),
    ],
)
def test_a_change_after_signing_asks_for_new_signatures(signatures: list[Signature], now: Signed, said: str) -> None:
    found = check_unchanged(signatures, now)
    assert (found.code, found.blocks, found.act) == ("E-B34-3", True, "发出正式稿")
    assert said in found.message


@pytest.mark.parametrize("signatures", [[], [replace(SIGNED, withdrawn="签错了页")]])
def test_without_a_signature_nothing_can_have_changed_after_it(signatures: list[Signature]) -> None:
    found = check_unchanged(signatures, replace(NOW, current=OTHER))
    assert found.outcome is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("signature", "now", "reason"),
    [
        (SIGNED, NOW, ""),
        (replace(SIGNED, withdrawn="签错了页"), NOW, "已撤回：签错了页"),
        (replace(SIGNED, content=OTHER), NOW, "签章时的内容与这一稿不同"),
        (SIGNED, replace(NOW, newest=2), "已有新的正式稿（第2稿）"),
        (SIGNED, replace(NOW, current=OTHER), "签章之后报告内容或项目数据又有改动"),
        (SIGNED, replace(NOW, current=OTHER, newest=2, issued=True), ""),
        (replace(SIGNED, withdrawn="签错了页"), replace(NOW, issued=True), "已撤回：签错了页"),
    ],
)
def test_a_signature_says_why_it_no_longer_counts(signature: Signature, now: Signed, reason: str) -> None:
    assert void_reason_for(signature, now) == reason


def test_the_printed_code_is_read_back_however_it_is_typed() -> None:
    printed = check_code_for(HASH)
    assert printed == "3F0A-9C1B-E27D-4485"
    for typed in (printed, "3f0a9c1be27d4485", " 3F0A 9C1B　E27D—4485\n", "３Ｆ０Ａ-9c1b-e27d-4485"):
        assert check_code_in(typed) == "3f0a9c1be27d4485"


@pytest.mark.parametrize(
    "typed", ["", "3F0A", "3F0A-9C1B-E27D-448", "3F0A-9C1B-E27D-44855", "GF0A-9C1B-E27D-4485", "\0" * 16]
)
def test_what_is_no_code_is_none(typed: str) -> None:
    assert check_code_in(typed) == ""
