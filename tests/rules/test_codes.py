"""The register of codes: one for every breach the two seed documents name, none twice, each on a clause."""

import pytest

from jiheng.rules.clauses import all_clauses
from jiheng.rules.codes import RECORD_ACT, codes, failed, not_applicable, passed
from jiheng.rules.finding import Outcome, Severity
from jiheng.rules.law import LAW_FOLDER, read_toml

# The act each code blocks, with its codes; a line that is indented goes on with the act above.
# 记 records and never stops late work; 提醒 passes with a reason and stands in the register without an act.
OF_THE_REQUIREMENTS = """
提醒: W-A0-1 W-A0-2 W-A11-2 W-A11-3 W-A13-3 W-A21-1 W-A21-3 W-A21-4 W-A22-6 W-A22-7 W-A23-2 W-A24-2 W-A24-3
    W-A24-4 W-A31-6 W-A31-7 W-A31-9 W-A31-10 W-A31-11 W-A32-4 W-A32-5 W-A33-3 W-A33-5 W-A34-1 W-A34-2 W-A34-3
    W-A34-4 W-A34-5 W-A351-2 W-A351-4 W-A352-6 W-A352-7 W-A352-8 W-A36-5 W-A36-9 W-A36-10 W-A37-6 W-A37-10
    W-A38-4 W-A38-5 W-A391-1 W-A391-2 W-A392-k W-A392-m W-A310-1
提交: E-A11-1 E-A12-1 E-A36-2 E-A36-3 E-A37-11
出汇总: E-A12-2
入库: E-A13-1
选定机构: E-A13-2
保存模板: E-A21-2
记: E-A22-1 E-A22-2 E-A22-3 E-A22-4 E-A22-5 E-A23-1 E-A31-8 E-A352-1 E-A352-5 E-A352-9 E-A353-1 E-A353-2
    E-A36-1 E-A36-4 E-A36-6 E-A36-7 E-A36-8 E-A37-5 E-A37-7 E-A38-1 E-A38-3 E-A392-a
报告定稿: E-A24-1
送审: E-A31-1 E-A31-2 E-A32-1 E-A32-2
开展评价: E-A31-3
审核通过: E-A31-4 E-A352-2 E-A352-3
分派任务: E-A31-5
进入评价实施: E-A32-3
方案送审: E-A33-1 E-A33-2 E-A33-4
目标审核通过: E-A35-1
预算安排: E-A351-1
评审通过: E-A351-3
批复: E-A352-4
汇总报告定稿: E-A353-3
报送: E-A37-1 E-A37-8
财政审核: E-A37-2
备案: E-A37-3
备案完成: E-A37-4
确认入选: E-A37-9
计入次数: E-A38-2
归档: E-A392-b E-A392-c E-A392-d
销毁: E-A392-l
设限: E-A392-e
关闭合同: E-A392-f E-A392-j
查看或下载: E-A392-g
对外公布: E-A392-h
任务完成: E-A392-i
建立任务: E-A310-2
"""

OF_THE_DIRECTIVE = """
提醒: W-B1 W-B4-4 W-B5-2 W-B6-4 W-B6-5 W-B7-5 W-B7-6 W-B8-6 W-B8-7 W-B9-5 W-B9-7 W-B10-b W-B10-m W-B10-n W-B10-o
    W-B11-1 W-B11-2 W-B12-2 W-B15 W-B19-2 W-B24-2 W-B24-3 W-B25 W-B26-4 W-B33-4
立项: E-B2
切换环节: E-B3
进入实施: E-B4-1 E-B4-2 E-B4-3
方案送审: E-B5-1 E-B6-1 E-B6-2 E-B6-3 E-B7-1 E-B7-4 E-B8-1 E-B8-2 E-B8-3 E-B9-1 E-B9-2 E-B9-3 E-B9-4 E-B10-a
    E-B10-c E-B10-d E-B10-e E-B10-f E-B10-g E-B10-h E-B10-i E-B10-j E-B10-k E-B10-l E-B11-3 E-B12-1 E-B12-3
    E-B12-4 E-B13-1 E-B13-2 E-B13-3 E-B14
出表: E-B7-2
进入报告: E-B7-3 E-B8-5 E-B17 E-B18 E-B19-1 E-B20-1 E-B20-2 E-B21-1 E-B21-2 E-B21-3 E-B22-1 E-B22-2 E-B22-3
    E-B22-4 E-B23-4 E-B24-5
保存: E-B8-4 E-B9-6
发出通知: E-B16-1
记: E-B16-2
计分: E-B16-3 E-B23-1 E-B23-2 E-B23-3 E-B27-1
定稿: E-B24-1 E-B24-4 E-B29-1 E-B29-2 E-B30-1 E-B30-2 E-B31-1 E-B31-2 E-B32 E-B33-1 E-B33-2 E-B33-3
保存修正: E-B26-1 E-B26-2 E-B26-3
定级: E-B27-2 E-B28
发出正式稿: E-B34-1 E-B34-3
签字: E-B34-2
"""


def _acts(listed: str) -> dict[str, str]:
    """Code → act, from the lists above."""
    found: dict[str, str] = {}
    act = ""
    for line in listed.strip().splitlines():
        act = act if line.startswith(" ") else line.partition(":")[0]
        found |= {code: "" if act == "提醒" else act for code in line.split() if code[:2] in ("E-", "W-")}
    return found


@pytest.mark.parametrize(("instrument", "listed"), [("ats2023", OF_THE_REQUIREMENTS), ("cq2023-7", OF_THE_DIRECTIVE)])
def test_every_breach_of_the_document_has_its_code_and_act(instrument: str, listed: str) -> None:
    registered = read_toml(LAW_FOLDER / "codes" / f"{instrument}.toml")["code"]
    assert {code["id"]: code["act"] for code in registered} == _acts(listed)


def test_the_lists_hold_all_breaches_of_the_two_documents() -> None:
    assert (len(_acts(OF_THE_REQUIREMENTS)), len(_acts(OF_THE_DIRECTIVE))) == (113, 108)


def test_a_code_of_a_seed_document_is_defined_in_its_own_file_alone() -> None:
    kept = {"A": "ats2023.toml", "B": "cq2023-7.toml"}
    for path in (LAW_FOLDER / "codes").glob("*.toml"):
        for code in read_toml(path).get("code", []):
            assert kept.get(code["id"][2], path.name) == path.name, f"{code['id']} in {path.name}"


def test_no_code_is_defined_twice() -> None:
    ids = [code["id"] for path in (LAW_FOLDER / "codes").glob("*.toml") for code in read_toml(path).get("code", [])]
    assert sorted(ids) == sorted(set(ids)) == sorted(codes())


def test_a_code_names_an_act_exactly_when_it_blocks_or_records() -> None:
    assert not [code.id for code in codes().values() if bool(code.act) is not code.id.startswith("E-")]


def test_every_code_stands_on_known_clauses() -> None:
    known = {entry.id for entry in all_clauses()}
    assert not [f"{code.id} → {each}" for code in codes().values() for each in code.clauses if each not in known]
    assert not [code.id for code in codes().values() if code.id[2] in "AB" and not code.clauses]


def test_every_code_says_what_when_and_what_to_do_in_plain_chinese() -> None:
    for code in codes().values():
        assert 3 <= len(code.title) <= 24, code.id
        assert code.when, code.id
        assert code.todo, code.id
        spoken = code.title + code.when + code.todo
        assert not set(spoken) & set(",;:!?()≠∃【】"), f"{code.id}: half-width or shorthand signs"


@pytest.mark.parametrize(
    ("code_id", "severity", "blocks"),
    [
        ("E-B23-1", Severity.ERROR, True),
        ("E-A352-1", Severity.RECORD, False),
        ("W-B9-7", Severity.WARNING, False),
        ("N-R-11", Severity.NOTICE, False),
    ],
)
def test_only_an_error_blocks_and_a_record_never_stops_late_work(
    code_id: str, severity: Severity, *, blocks: bool
) -> None:
    finding = failed(code_id, "说明")
    assert (finding.severity, finding.blocks) == (severity, blocks)


def test_a_finding_carries_the_clauses_and_the_act_of_its_code() -> None:
    finding = failed("E-B23-1", "指标“甲”没有可用的证据，得分5分，应为0分")
    assert (finding.clauses, finding.act) == (("cq2023-7/23",), "计分")
    assert failed("E-A352-1", "逾期3天").act == ""
    assert codes()["E-A352-1"].act == RECORD_ACT


def test_a_rule_that_holds_or_does_not_apply_blocks_nothing() -> None:
    assert passed("E-B23-1").outcome is Outcome.PASSED
    skipped = not_applicable("E-B10-h", "没有资金配套要求")
    assert (skipped.outcome, skipped.blocks, skipped.message) == (Outcome.NOT_APPLICABLE, False, "没有资金配套要求")
