"""Every clause of the law has a status that tells the truth, and nothing cites a clause that does not exist."""

import ast
import re
from collections import Counter

from jiheng.clause_table import PARTLY, TESTS_FOLDER, clause_functions, clause_table, clause_tests, mismatches
from jiheng.cli.clauses import DOCS, as_markdown
from jiheng.rules.clauses import Status, all_clauses
from jiheng.rules.codes import codes
from jiheng.rules.law import instrument_ids
from tests.architecture.tree import assert_none, parsed, place, python_files

DEFERRED_AT_MOST = {
    "mof2020-10": 11,
    "ats2023": 29,
    "cq2023-7": 0,
    "hubei": 0,
    "sichuan": 1,
    "yunnan": 0,
}
"""How many clauses of each instrument may still wait. A figure may only fall: lower it when a clause is coded."""

PARTS_ONE_AND_TWO = ("0", "1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "2.4", "2.5")
PART_THREE = (
    "3.1",
    "3.2",
    "3.3",
    "3.4",
    "3.5",
    "3.5.1",
    "3.5.2",
    "3.5.3",
    "3.6",
    "3.7",
    "3.8",
    "3.9.1",
    "3.9.2",
    "3.10",
)
ARCHIVE = tuple(f"3.9.2.{letter}" for letter in "abcdefghij")

CLAUSE_ID = re.compile(rf"(?:{'|'.join(map(re.escape, instrument_ids()))})/[0-9][0-9a-z.]*")


def test_every_instrument_lists_its_clauses() -> None:
    assert {entry.instrument for entry in all_clauses()} == set(instrument_ids())


def test_the_directive_has_all_its_articles_and_the_requirements_all_their_clauses() -> None:
    known = {entry.id for entry in all_clauses()}
    articles = {f"cq2023-7/{number}" for number in range(1, 38)}
    numbered = {f"ats2023/{number}" for number in (*PARTS_ONE_AND_TWO, *PART_THREE, *ARCHIVE)}
    assert_none((articles | numbered) - known, "Write the clause into law/<instrument>/clauses.toml:")


def test_a_coded_clause_has_a_function_and_a_test() -> None:
    assert_none(
        (row.id for row in clause_table() if row.status is Status.CODED and not (row.functions and row.tests)),
        "Mark the rule with @clause and its test with pytest.mark.clause, or set the status back:",
    )


def test_a_clause_that_is_not_coded_says_why() -> None:
    assert_none(
        (row.id for row in clause_table() if (row.status is Status.CODED) is bool(row.reason)),
        "Every status but coded has a reason, and a coded clause needs none:",
    )


def test_a_clause_is_not_called_deferred_once_it_is_built() -> None:
    assert_none(mismatches(), f"Set the status coded; if only a part is built, say in the reason what is {PARTLY}:")


def test_deferred_clauses_only_become_fewer() -> None:
    waiting = Counter(entry.instrument for entry in all_clauses() if entry.status is Status.DEFERRED)
    assert_none(
        (
            f"{instrument}: {waiting[instrument]} deferred, written {limit}"
            for instrument, limit in DEFERRED_AT_MOST.items()
            if waiting[instrument] != limit
        ),
        "More than written: code the clause. Fewer: lower the figure in this test:",
    )
    assert set(DEFERRED_AT_MOST) == set(instrument_ids())


def test_a_summary_is_one_line_of_our_own() -> None:
    assert_none(
        (
            entry.id
            for entry in all_clauses()
            if not entry.title or not 4 <= len(entry.summary) <= 60 or "\n" in entry.summary + entry.reason
        ),
        "A summary has 4 to 60 characters in one line:",
    )


def test_nothing_cites_an_unknown_clause() -> None:
    known = {entry.id for entry in all_clauses()}
    cited = [
        *((name, clause_id) for clause_id, names in clause_functions().items() for name in names),
        *((name, clause_id) for clause_id, names in clause_tests(TESTS_FOLDER).items() for name in names),
        *((code.id, clause_id) for code in codes().values() for clause_id in code.clauses),
    ]
    assert_none(
        (f"{who} → {clause_id}" for who, clause_id in cited if clause_id not in known),
        "Correct the id, or add the clause to law/<instrument>/clauses.toml:",
    )


def test_no_clause_id_in_the_programs_is_made_up() -> None:
    known = {entry.id for entry in all_clauses()}
    assert_none(
        (
            f"{place(path, node.lineno)} {node.value}"
            for path in python_files("jiheng")
            for node in ast.walk(parsed(path))
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and CLAUSE_ID.fullmatch(node.value)
            and node.value not in known
        ),
        "Correct the id, or add the clause to law/<instrument>/clauses.toml:",
    )


def test_the_printed_table_is_current() -> None:
    current = DOCS.read_text("utf-8") == as_markdown(clause_table())
    assert current, "Run `jiheng clauses --write-docs`."
