"""How tests and functions are joined with the clauses they speak about."""

from pathlib import Path

from jiheng.clause_table import clause_functions, clause_table, clause_tests

SAMPLE = """
import pytest

pytestmark = pytest.mark.clause("demo/1")


@pytest.mark.clause("demo/2", "demo/3")
def test_two_clauses(): ...


class TestGroup:
    pytestmark = [pytest.mark.clause("demo/4"), pytest.mark.browser]

    @pytest.mark.parametrize("total", [pytest.param("90", marks=pytest.mark.clause("demo/5")), "80"])
    def test_inside(self, total): ...


@pytest.mark.clause("demo/6")
def a_builder_is_no_test(): ...
"""


def test_marks_are_found_on_functions_classes_modules_and_parameters(tmp_path: Path) -> None:
    folder = tmp_path / "tests"
    (folder / "rules").mkdir(parents=True)
    (folder / "rules" / "test_sample.py").write_text(SAMPLE, "utf-8")
    two, inside = "tests/rules/test_sample.py::test_two_clauses", "tests/rules/test_sample.py::TestGroup::test_inside"
    assert clause_tests(folder) == {
        "demo/1": (inside, two),
        "demo/2": (two,),
        "demo/3": (two,),
        "demo/4": (inside,),
        "demo/5": (inside,),
    }


def test_without_the_tests_folder_no_test_is_known(tmp_path: Path) -> None:
    assert clause_tests(tmp_path / "tests") == {}


def test_the_grade_is_followed_by_the_rule_that_gives_it() -> None:
    assert any(name.startswith("jiheng.rules.") for name in clause_functions()["cq2023-7/28"])
    row = next(row for row in clause_table() if row.id == "cq2023-7/28")
    assert row.functions == clause_functions()["cq2023-7/28"]
