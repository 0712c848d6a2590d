"""A third evaluation of the county, all the way: drafted, sent for opinions, made final, signed, sealed and filed."""

import json
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from jiheng.demo.collected import collected_evaluation
from jiheng.demo.county import SHANGHAI
from jiheng.demo.report_texts import ABSENT, RECOMMENDED, TEXTS
from jiheng.demo.report_way import go_the_way
from jiheng.demo.scored_evaluation import acting
from jiheng.evaluation.actions.entering import open_project
from jiheng.evaluation.actions.implementing import ALL, replace_implementation
from jiheng.evaluation.actions.phases import move_phase
from jiheng.evaluation.actions.plan import decide_plan, submit_plan
from jiheng.evaluation.actions.report_writing import (
    Typed,
    choose_key_problems,
    draft_texts,
    save_recommendation,
    save_texts,
)
from jiheng.evaluation.models import EvaluationProject, ReportText
from jiheng.evaluation.shapes import preparation_of
from jiheng.orgs.duties import Member
from jiheng.rules.preparation.phases import Phase
from jiheng.rules.reporting.outline import outline_for
from jiheng.web.evaluations.checking import checked
from jiheng.web.evaluations.plan_views import frozen
from jiheng.web.evaluations.scoring import scored_of

CODE: Final = "QL-2023-PJ-03"
NAME: Final = "青岚县2022年农村公路补助和建设项目（演示，已出报告）"
OPENED: Final = datetime(2026, 3, 9, 9, 0, tzinfo=SHANGHAI)


def load_reported_evaluation() -> EvaluationProject:
    """The whole way once, each act by who does it in life; answers the one that is there."""
    found = EvaluationProject.objects.filter(code=CODE).first()
    if found is not None:
        return found
    with transaction.atomic():
        lead = acting("fuzeren")
        project = evaluated(lead, acting("caizheng"))
        write_report(project, lead, at=at_day(11))
        go_the_way(project, lead, at_day)
    return project


def evaluated(lead: Member, office: Member) -> EvaluationProject:
    """Opened, approved, carried out and moved on to the report."""
    preparation, given = collected_evaluation()
    named = replace(preparation, project=replace(preparation.project, code=CODE, name=NAME))
    project = open_project(named, by=lead, at=OPENED)
    kept, result = checked(project)
    content = json.dumps(frozen(kept, result), ensure_ascii=False, sort_keys=True)
    decide_plan(
        submit_plan(project, result.blocking_plan, content=content, by=lead, at=at_day(1)),
        approve=True,
        opinions={},
        by=office,
        at=at_day(2),
    )
    for number, wanted in ((3, Phase.IMPLEMENT), (9, Phase.REPORT)):
        project.refresh_from_db()
        scored = bool(wanted is Phase.REPORT and scored_of(project).conclusion.grade)
        findings = () if wanted is Phase.REPORT else result.findings
        move_phase(project, wanted, findings, revision=project.revision, by=lead, at=at_day(number), scored=scored)
        if wanted is Phase.IMPLEMENT:
            project.refresh_from_db()
            replace_implementation(project, given, revision=project.revision, by=lead, at=at_day(8), parts=ALL)
    project.refresh_from_db()
    return project


def write_report(project: EvaluationProject, by: Member, *, at: datetime) -> None:
    """The draft from the data, then what people wrote, the recommendations and the problems of the abstract."""
    outline = outline_for(preparation_of(project, ()).project)
    draft_texts(project, outline, by=by, at=at)
    held = dict(ReportText.objects.filter(project=project).values_list("item", "revision"))
    typed = {key: Typed(text, False, held.get(key, 0)) for key, text in TEXTS.items()}
    typed |= {key: Typed("", True, held.get(key, 0)) for key in ABSENT}
    save_texts(project, outline, typed, by=by, at=at)
    for title, text, problems, key in RECOMMENDED:
        said = {"title": title, "text": text, "problems": problems, "key": key}
        save_recommendation(project, None, **said, revision=0, by=by, at=at)  # type: ignore[arg-type]  # by name
    titles = [problem for _, _, problems, _ in RECOMMENDED for problem in problems]
    choose_key_problems(project, titles, revision=0, by=by, at=at)


def at_day(number: int) -> datetime:
    """The same hour that many days after it was opened."""
    return OPENED + timedelta(days=number)
