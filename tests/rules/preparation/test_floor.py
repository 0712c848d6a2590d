"""The floor of every plan: an evaluation that chose a rulebook without rules for plans cannot be handed in empty."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from jiheng.demo.preparation.project import demo_preparation
from jiheng.rules.finding import Outcome
from jiheng.rules.preparation.check import check
from jiheng.rules.preparation.floor import check_floor, unasked_steps
from jiheng.rules.preparation.result import keeps_plan
from jiheng.rules.preparation.rulebooks import OFFERED, rulebook_for
from jiheng.rules.preparation.shapes import Preparation, Project
from jiheng.rules.preparation.steps import STEPS

pytestmark = pytest.mark.clause("cq2023-7/14", "mof2020-10/4.9")

ON = date(2024, 3, 1)
DEMO = demo_preparation()
NATIONAL = replace(DEMO, project=replace(DEMO.project, instrument="mof2020-10"))


def outcomes(preparation: Preparation) -> dict[str, Outcome]:
    book, _ = rulebook_for(preparation.project, ON)
    return {one.code: one.outcome for one in check_floor(preparation, book)}


@pytest.mark.parametrize("instrument", OFFERED)
def test_an_empty_plan_is_kept_back_under_every_rulebook(instrument: str) -> None:
    empty = Preparation(Project("1", "甲", instrument=instrument))
    book, noted = rulebook_for(empty.project, ON)
    assert any(keeps_plan(one) for one in check(empty, book, ON, noted).findings)


def test_a_whole_plan_passes_and_is_told_what_was_not_asked() -> None:
    assert outcomes(NATIONAL) == {"E-X-06": Outcome.PASSED, "W-X-07": Outcome.FAILED}


def test_the_directive_asks_for_more_itself() -> None:
    assert set(outcomes(DEMO).values()) == {Outcome.NOT_APPLICABLE}


def less(good: Preparation) -> Preparation:
    first, *others = good.indicators
    return replace(good, indicators=(replace(first, points=first.points + Decimal("0.5")), *others))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda good: replace(good, project=replace(good.project, objective=" ")), "“评价目的”没有填写"),
        (lambda good: replace(good, project=replace(good.project, methods=())), "没有填写评价方法"),
        (lambda good: replace(good, documents=()), "没有登记评价依据文件"),
        (lambda good: replace(good, indicators=()), "“评价指标及计分规则”评价指标一行也没有"),
        (lambda good: replace(good, team=()), "“人员分工”评价小组没有人"),
        (lambda good: replace(good, tasks=()), "“时间节点”没有任务和时间节点"),
        (less, "分值合计100.5，应为100"),
    ],
)
def test_each_content_is_asked_for(change: Callable[[Preparation], Preparation], said: str) -> None:
    book, _ = rulebook_for(NATIONAL.project, ON)
    found = [one for one in check_floor(change(NATIONAL), book) if one.code == "E-X-06"]
    assert [one.outcome for one in found] == [Outcome.FAILED]
    assert said in found[0].message
    assert keeps_plan(found[0])


def test_only_steps_without_any_rule_are_called_unasked() -> None:
    project = Project("1", "甲", instrument="mof2020-10")
    assert unasked_steps(project) == unasked_steps(replace(project, instrument="ats2023")) | {"调查问卷"}
    assert unasked_steps(replace(project, also=("cq2023-7",))) == frozenset()
    assert unasked_steps(project) < set(STEPS)
    assert "评价方案" not in unasked_steps(project)
