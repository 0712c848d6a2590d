"""What is wrong with a basis catalogue, and what is only shown."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from jiheng.rules.basis.catalogue import Catalogue, build_catalogue
from jiheng.rules.basis.checks import check_catalogue
from jiheng.rules.basis.notices import Citation, check_citations
from jiheng.rules.basis.shapes import BasisDocument, MaterialClass, Provision
from jiheng.rules.finding import Finding, Outcome, Severity
from tests.rules.basis.registered import ALL, BOOK, COUNTY, GOVERNMENT, LAW, MINISTRY, ON, RELEASE, WATER, conflict

KEPT = replace(conflict(COUNTY, MINISTRY), kept_for="建设内容")


def _of(code: str, findings: Sequence[Finding]) -> list[Finding]:
    return [each for each in findings if each.code == code]


def _checked(
    code: str, *provisions: Provision, documents: Sequence[BasisDocument] = ALL, leads: Sequence[str] = ()
) -> list[Finding]:
    catalogue = build_catalogue(documents, provisions, ON, BOOK)
    return _of(code, check_catalogue(catalogue, documents, provisions, leads=leads))


def _outcomes(findings: Sequence[Finding]) -> list[Outcome]:
    return [each.outcome for each in findings]


def _kept_in(catalogue: Catalogue, key: str) -> Catalogue:
    """The catalogue as somebody left it: a document that should be out still listed at the end."""
    rest = [entry for entry in catalogue.entries if entry.key != key]
    (out,) = (entry for entry in catalogue.entries if entry.key == key)
    return replace(catalogue, entries=(*rest, replace(out, included=True, order=len(catalogue.included) + 1)))


@pytest.mark.clause("cq2023-7/6")
def test_a_lower_document_in_conflict_that_is_still_listed_blocks_the_plan() -> None:
    provisions = (conflict(COUNTY, MINISTRY),)
    listed = _kept_in(build_catalogue(ALL, provisions, ON, BOOK), COUNTY.key)
    (finding,) = _of("E-B6-1", check_catalogue(listed, ALL, provisions))
    assert (finding.outcome, finding.blocks, finding.act) == (Outcome.FAILED, True, "方案送审")
    assert finding.where == "评价依据目录 第8行"
    assert finding.message.startswith(
        "《供水工程实施方案》（万水〔2022〕9号）关于“补助标准”的规定与上级文件冲突，仍列在目录"
    )


@pytest.mark.clause("cq2023-7/6")
def test_a_lower_document_that_was_left_out_is_as_it_should_be() -> None:
    assert _outcomes(_checked("E-B6-1", conflict(COUNTY, MINISTRY))) == [Outcome.PASSED]


@pytest.mark.clause("cq2023-7/6")
@pytest.mark.parametrize("provisions", [(), (replace(conflict(COUNTY, MINISTRY), about_time=True),)])
def test_without_a_conflict_there_is_nothing_to_leave_out(provisions: tuple[Provision, ...]) -> None:
    assert _outcomes(_checked("E-B6-1", *provisions)) == [Outcome.NOT_APPLICABLE]


@pytest.mark.clause("cq2023-7/6")
@pytest.mark.parametrize("matter", ["", "  "])
def test_a_conflict_without_its_matter_has_to_be_settled_first(matter: str) -> None:
    (finding,) = _checked("E-B6-1", conflict(COUNTY, MINISTRY, matter=matter))
    assert (finding.outcome, finding.where) == (Outcome.FAILED, "条款 第3行")


@pytest.mark.clause("cq2023-7/6")
def test_a_document_kept_for_another_matter_by_the_lead_may_stay() -> None:
    assert _outcomes(_checked("E-B6-1", KEPT)) == [Outcome.PASSED]
    assert _outcomes(_checked("E-B6-1", KEPT, leads=("张三",))) == [Outcome.PASSED]


@pytest.mark.clause("cq2023-7/6")
@pytest.mark.parametrize(
    ("provision", "leads", "said"),
    [
        (replace(KEPT, decided_by=""), (), "没有写认定人"),
        (KEPT, ("李四",), "认定人是“张三”，不是主评人（李四）"),
        (replace(KEPT, kept_for="补助标准"), (), "不能以同一事项列入"),
        (replace(KEPT, kept_for="建设内容、补助标准"), (), "不能以同一事项列入"),
    ],
)
def test_an_exception_needs_the_lead_and_another_matter(
    provision: Provision, leads: tuple[str, ...], said: str
) -> None:
    (finding,) = _checked("E-B6-1", provision, leads=leads)
    assert (finding.outcome, said in finding.message) == (Outcome.FAILED, True)


@pytest.mark.clause("cq2023-7/6")
def test_a_document_kept_for_some_matters_says_so_in_the_catalogue() -> None:
    catalogue = build_catalogue(ALL, (KEPT,), ON, BOOK)
    silent = replace(catalogue, entries=tuple(replace(entry, limited_to="") for entry in catalogue.entries))
    (finding,) = _of("E-B6-1", check_catalogue(silent, ALL, (KEPT,)))
    assert "没有标明限定事项“建设内容”" in finding.message


@pytest.mark.clause("cq2023-7/6")
def test_a_catalogue_just_built_is_in_order() -> None:
    assert _outcomes(_checked("E-B6-2")) == [Outcome.PASSED]
    assert _outcomes(_checked("E-B6-2", documents=())) == [Outcome.NOT_APPLICABLE]


@pytest.mark.clause("cq2023-7/6")
def test_a_catalogue_not_by_force_and_day_has_to_be_built_again() -> None:
    catalogue = build_catalogue(ALL, (), ON, BOOK)
    first, second, *rest = catalogue.entries
    swapped = replace(catalogue, entries=(replace(second, order=1), replace(first, order=2), *rest))
    (finding,) = _of("E-B6-2", check_catalogue(swapped, ALL, ()))
    assert finding.blocks
    assert finding.message.startswith("目录第2项《中华人民共和国预算法》应排在第1项")


@pytest.mark.clause("cq2023-7/6")
def test_a_day_corrected_after_the_catalogue_was_built_asks_to_build_it_again() -> None:
    catalogue = build_catalogue(ALL, (), ON, BOOK)
    corrected = tuple(replace(each, issued_on=date(2021, 1, 1)) if each is RELEASE else each for each in ALL)
    assert _outcomes(_of("E-B6-2", check_catalogue(catalogue, corrected, ()))) == [Outcome.FAILED]


@pytest.mark.clause("cq2023-7/6")
@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (ALL[:-1], ALL, "没有收入已登记的《供水工程实施方案》"),
        (ALL, ALL[:-1], "《供水工程实施方案》（万水〔2022〕9号）已不在登记的文件中"),
    ],
)
def test_the_catalogue_lists_what_is_registered_and_nothing_else(
    before: tuple[BasisDocument, ...], after: tuple[BasisDocument, ...], said: str
) -> None:
    (finding,) = _of("E-B6-2", check_catalogue(build_catalogue(before, (), ON, BOOK), after, ()))
    assert said in finding.message


@pytest.mark.clause("cq2023-7/6")
def test_a_document_left_out_without_a_conflict_is_brought_back() -> None:
    catalogue = build_catalogue(ALL, (conflict(COUNTY, MINISTRY),), ON, BOOK)
    (finding,) = _of("E-B6-2", check_catalogue(catalogue, ALL, ()))
    assert "没有与上级文件冲突的认定" in finding.message


@pytest.mark.clause("cq2023-7/6")
def test_the_catalogue_counts_from_one_without_a_gap() -> None:
    catalogue = build_catalogue(ALL, (), ON, BOOK)
    gap = replace(catalogue, entries=tuple(replace(each, order=(each.order or 0) + 1) for each in catalogue.entries))
    assert _outcomes(_of("E-B6-2", check_catalogue(gap, ALL, ()))) == [Outcome.FAILED]


@pytest.mark.clause("cq2023-7/6.4")
def test_without_an_approval_or_release_the_plan_is_blocked() -> None:
    (finding,) = _checked("E-B6-3", documents=(LAW, MINISTRY, WATER))
    assert (finding.outcome, finding.clauses, finding.blocks) == (Outcome.FAILED, ("cq2023-7/6.4",), True)
    assert "已登记3份文件" in finding.message


@pytest.mark.clause("cq2023-7/6.4")
def test_one_release_is_enough_even_when_it_is_left_out_of_the_catalogue() -> None:
    assert _outcomes(_checked("E-B6-3")) == [Outcome.PASSED]
    assert _outcomes(_checked("E-B6-3", conflict(RELEASE, MINISTRY))) == [Outcome.PASSED]


@pytest.mark.clause("cq2023-7/6.4")
def test_documents_without_a_class_are_pointed_out_when_the_fourth_is_empty() -> None:
    (finding,) = _checked("E-B6-3", documents=(LAW, replace(RELEASE, material=None)))
    assert "另有1份文件没有选资料类别" in finding.message


@pytest.mark.clause("cq2023-7/6")
@pytest.mark.parametrize(
    ("document", "missing"),
    [
        (replace(WATER, issuer=" "), "缺发文机关，"),
        (replace(WATER, issued_on=None), "缺印发日期，"),
        (replace(WATER, issuer_level="", issuer="市水利局"), "缺文种或机关层级（效力未定），"),
        (replace(WATER, issuer="", issued_on=None), "缺发文机关、印发日期，"),
    ],
)
def test_a_document_that_cannot_be_sorted_gets_a_reminder(document: BasisDocument, missing: str) -> None:
    (finding,) = _checked("W-B6-4", documents=(document, RELEASE))
    assert (finding.severity, finding.blocks, missing in finding.message) == (Severity.WARNING, False, True)


@pytest.mark.clause("cq2023-7/6")
def test_documents_with_issuer_day_and_force_can_be_sorted() -> None:
    assert _outcomes(_checked("W-B6-4")) == [Outcome.PASSED]


@pytest.mark.clause("cq2023-7/6.1", "cq2023-7/6.2", "cq2023-7/6.3")
def test_each_of_the_first_three_classes_that_is_empty_gets_a_reminder() -> None:
    findings = _checked("W-B6-5", documents=(RELEASE,))
    assert [each.clauses for each in findings] == [("cq2023-7/6.1",), ("cq2023-7/6.2",), ("cq2023-7/6.3",)]
    assert findings[0].message.startswith("第（一）类资料（法律法规和规章制度）是0份")
    assert _outcomes(_checked("W-B6-5")) == [Outcome.PASSED]


@pytest.mark.clause("cq2023-7/6")
def test_documents_out_of_force_are_shown() -> None:
    expired, pending = (
        replace(WATER, effective_to=date(2023, 6, 29)),
        replace(COUNTY, effective_from=date(2023, 7, 1)),
    )
    documents = (LAW, expired, pending)
    assert [each.severity for each in _checked("N-C-01", documents=documents)] == [Severity.NOTICE]
    assert "2023年6月29日失效" in _checked("N-C-01", documents=documents)[0].message
    assert "2023年7月1日起施行" in _checked("N-C-02", documents=documents)[0].message
    assert not _checked("N-C-01") + _checked("N-C-02")


@pytest.mark.clause("cq2023-7/6")
def test_a_conflict_of_equals_is_shown_and_leaves_nothing_out() -> None:
    same = conflict(WATER, RELEASE)
    assert "两者效力相同" in _checked("N-C-03", same)[0].message
    assert _outcomes(_checked("E-B6-1", same)) == [Outcome.PASSED]
    unranked = (replace(MINISTRY, issuer_level="", kind=""), COUNTY)
    assert "效力未定" in _checked("N-C-03", conflict(COUNTY, MINISTRY), documents=unranked)[0].message
    assert not _checked("N-C-03", conflict(COUNTY, MINISTRY))


@pytest.mark.clause("cq2023-7/6")
@pytest.mark.parametrize(
    "provision",
    [
        replace(conflict(COUNTY, LAW), document="没有的文件"),
        replace(conflict(COUNTY, LAW), conflicts_with="没有的文件"),
    ],
)
def test_a_conflict_with_a_document_nobody_registered_is_shown(provision: Provision) -> None:
    assert "“没有的文件”没有登记" in _checked("N-C-04", provision)[0].message


@pytest.mark.clause("cq2023-7/6")
def test_a_rank_by_hand_wants_its_reason() -> None:
    assert _checked("N-C-05", documents=(replace(WATER, force=70),))
    assert not _checked("N-C-05", documents=(replace(WATER, force=70, force_reason="市政府授权制发"),))


@pytest.mark.clause("cq2023-7/6")
def test_a_document_registered_twice_is_shown_once() -> None:
    assert len(_checked("N-C-06", documents=(WATER, replace(WATER, key="另一", number="渝水发(2022)3号")))) == 1
    assert not _checked("N-C-06")


@pytest.mark.clause("cq2023-7/6")
@pytest.mark.parametrize("days", [(10, 20), (20, 10)])
def test_a_document_registered_twice_with_two_days_is_not_out_of_order(days: tuple[int, int]) -> None:
    twice = tuple(
        replace(WATER, issued_on=date(2022, 1, day), where=f"依据文件 第{row}行") for row, day in enumerate(days, 5)
    )
    found = check_catalogue(build_catalogue((*twice, RELEASE), (), ON, BOOK), (*twice, RELEASE), ())
    assert [each.outcome for each in _of("E-B6-2", found)] == [Outcome.PASSED]
    (told,) = _of("N-C-06", found)
    assert "登记了2次，请保留一条" in told.message


@pytest.mark.clause("cq2023-7/6")
def test_who_decided_the_conflict_is_on_the_list_of_documents_left_out() -> None:
    assert _checked("N-C-07", conflict(COUNTY, MINISTRY, by=""))
    assert not _checked("N-C-07", conflict(COUNTY, MINISTRY))


@pytest.mark.clause("cq2023-7/6")
def test_a_document_cited_elsewhere_stands_in_the_catalogue() -> None:
    catalogue = build_catalogue(ALL, (conflict(COUNTY, MINISTRY), conflict(RELEASE, MINISTRY)), ON, BOOK)

    def codes_for(reference: str) -> list[str]:
        return [each.code for each in check_citations([Citation(reference, "指标“甲”", "指标体系 第5行")], catalogue)]

    assert codes_for("渝水发（2022）3号") == []
    assert codes_for("") == []
    assert codes_for("没有登记的文件") == ["N-C-04"]
    assert codes_for(COUNTY.key) == ["N-C-08"]
    assert codes_for(RELEASE.key) == []
    assert codes_for(GOVERNMENT.title) == []


@pytest.mark.clause("cq2023-7/6")
def test_no_class_is_read_into_a_document_that_has_none() -> None:
    unclassed = tuple(replace(each, material=None) for each in ALL)
    assert len(_checked("W-B6-5", documents=unclassed)) == 3
    assert MaterialClass.RELEASE.label == "审批、下达文件"
