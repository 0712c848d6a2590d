"""An old score repeated at the terminal: the same digits from what was frozen, whatever changed since."""

import json
import shutil
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from jiheng.cli import main
from jiheng.demo.implementation import demo_evaluated
from jiheng.evaluation import frozen
from jiheng.evaluation.actions.implementing import replace_implementation
from jiheng.evaluation.models import EvaluationProject, FrozenText, ScoreRun
from jiheng.orgs.models import Duty
from jiheng.rules import codes, law
from jiheng.rules.sampling.canonical import sha256
from jiheng.rules.targets import vocabulary
from tests.county import DAY, County, county
from tests.evaluation.scored import scored_project

__all__ = ["county"]

pytestmark = [pytest.mark.django_db, pytest.mark.clause("cq2023-7/27")]
Said = pytest.CaptureFixture[str]


@pytest.fixture
def project(county: County) -> EvaluationProject:
    return scored_project(county)


def run_of(project: EvaluationProject, number: int = 1) -> ScoreRun:
    return ScoreRun.objects.get(project=project, number=number)


def rescored(project: EvaluationProject, number: int = 1, *more: str) -> int:
    return main(["evaluation", "rescore", f"{project.code}/{number}", *more])


def test_every_digit_comes_out_again(project: EvaluationProject, capsys: Said, tmp_path: Path) -> None:
    target = tmp_path / "重算.json"
    assert rescored(project, 1, "--json", str(target)) == 0
    said = capsys.readouterr().out
    assert "一致：18个指标、合计、结论和等级，每一位数都相同" in said
    written = json.loads(target.read_text("utf-8"))
    assert written["conclusion"]["score"] == run_of(project).score
    assert written["conclusion"]["grade"] == run_of(project).grade


def test_what_was_changed_afterwards_does_not_matter(
    county: County, project: EvaluationProject, capsys: Said
) -> None:
    given = replace(demo_evaluated()[1], materials=())
    replace_implementation(project, given, revision=2, by=county.member(Duty.TPL), at=DAY)
    assert run_of(project, 2).score != run_of(project, 1).score
    assert rescored(project, 1) == 0
    assert rescored(project, 2) == 0
    assert capsys.readouterr().out.count("一致：18个指标") == 2


def test_an_edit_of_the_law_does_not_reach_an_old_score(
    county: County, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    """The run is made by a law that is not that of the repository, which then stands for the law edited since."""
    home = tmp_path / "law"
    shutil.copytree(law.LAW_FOLDER, home)
    own = home / "cq2023-7" / "parameters.toml"
    own.write_text(own.read_text("utf-8").replace("excellent = 90", "excellent = 70"), "utf-8")
    caches = (law.load_instrument, law.rulebook, law.law_texts, frozen.law_text, vocabulary.word_list, codes.codes)
    with monkeypatch.context() as other:
        other.setattr(law, "LAW_FOLDER", home)
        for each in caches:
            each.cache_clear()
        project = scored_project(county)
    for each in caches:
        each.cache_clear()
    assert run_of(project).grade == "优"
    assert rescored(project) == 0
    assert "一致" in capsys.readouterr().out
    edited = replace(demo_evaluated()[1], uses=())
    replace_implementation(project, edited, revision=2, by=county.member(Duty.TPL), at=DAY)
    assert run_of(project, 2).grade != "优"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"score": "99.99"}, "结论得分：记录“99.99”"),
        ({"grade": "优"}, "等级：记录“优”"),
        ({"cause": "没有改过"}, "和操作记录里留下的摘要不符"),
    ],
)
def test_a_changed_column_is_found(
    project: EvaluationProject, capsys: Said, change: dict[str, str], said: str
) -> None:
    ScoreRun.objects.filter(project=project).update(**change)
    assert rescored(project) == 1
    assert said in capsys.readouterr().out


def test_a_changed_digit_of_an_indicator_is_found(project: EvaluationProject, capsys: Said) -> None:
    run = run_of(project)
    run.figures["C1"]["final_score"] = "8.00"
    ScoreRun.objects.filter(pk=run.pk).update(figures=run.figures)
    assert rescored(project) == 1
    assert "C1 得分：记录“8.00”，重算“7.85”" in capsys.readouterr().out


def test_a_result_put_in_place_of_the_frozen_one_is_found(project: EvaluationProject, capsys: Said) -> None:
    run = run_of(project)
    text = frozen.texts_of({run.result})[run.result].replace('"value":"7.85"', '"value":"7.95"')
    forged = FrozenText.objects.create(sha256=sha256(text), content=zlib.compress(text.encode()))
    ScoreRun.objects.filter(pk=run.pk).update(result=forged.sha256)
    assert rescored(project) == 1
    said = capsys.readouterr().out
    assert "C1 得分：记录“7.95”，重算“7.85”" in said
    assert "摘要不符" in said


@pytest.mark.parametrize("loss", ["changed", "gone"])
def test_an_input_that_was_changed_or_lost_is_told(project: EvaluationProject, capsys: Said, loss: str) -> None:
    kept = FrozenText.objects.filter(pk=run_of(project).inputs["lines"])
    if loss == "gone":
        kept.delete()
    else:
        kept.update(content=zlib.compress(b"[]"))
    assert rescored(project) == 1
    assert {"gone": "不在库里", "changed": "被改动过"}[loss] in capsys.readouterr().err


def test_who_may_not_see_the_project_gets_nothing(project: EvaluationProject, capsys: Said) -> None:
    assert rescored(project, 1, "--login", "qh_fpd") == 0
    assert rescored(project, 1, "--login", "lz_fpd") == 1
    assert "不在“lz_fpd”的范围内" in capsys.readouterr().err


@pytest.mark.parametrize("called", ["3", "没有/1", "QL-2023-PJ-01/一"])
def test_a_number_nobody_knows_is_told(project: EvaluationProject, capsys: Said, called: str) -> None:
    assert main(["evaluation", "rescore", called]) == 1
    assert capsys.readouterr().err
