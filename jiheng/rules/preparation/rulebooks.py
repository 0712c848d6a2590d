"""Which rulebook a preparation is judged by."""

from datetime import date

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed, passed
from jiheng.rules.finding import Finding
from jiheng.rules.law import NATIONAL, Instrument, Rulebook, instrument_ids, load_instrument, rulebook
from jiheng.rules.preparation.scope import DIRECTIVE, REQUIREMENTS
from jiheng.rules.preparation.shapes import Project
from jiheng.rules.wording import day_text

OFFERED = (DIRECTIVE, REQUIREMENTS, NATIONAL)
"""The rulebooks that say something about preparing an evaluation."""


@clause("cq2023-7/37")
def rulebook_for(project: Project, on: date) -> tuple[Rulebook, tuple[Finding, ...]]:
    """The rulebook of the instrument a project chose, and what is wrong with the choice.

    Reading taken: what the chosen instrument does not set is taken from those chosen beside it, and what none of them
    sets from the directive, whose figures are the defaults of the system. An evaluation dated before its instrument
    began is judged by its first day and told so.
    """
    known = project.instrument in instrument_ids()
    chosen = rulebook(project.instrument if known else DIRECTIVE, on).instruments
    defaults = [one for one in rulebook(DIRECTIVE, on).instruments if one not in chosen]
    instruments = (*defaults, *chosen[:-1], *_beside(project, (*defaults, *chosen)), chosen[-1])
    book = Rulebook(instruments, max(on, *(one.since for one in instruments)))
    if not known:
        said = f"规则包“{project.instrument}”不认得，期限和限值暂取默认数值，各条没有逐条检查。请选：{_offered()}"
        return book, (failed("E-X-04", said, where=project.where),)
    return book, _too_early(chosen, on, project)


@clause("cq2023-7/8")
def check_base_day(project: Project, on: date) -> Finding:
    """评价基准日 is set; until then what depends on it may turn out otherwise on another day (OQ-04)."""
    if project.evaluation_date is not None:
        return passed("N-X-08", where=project.where)
    said = (
        f"没有填评价基准日，计划时间、逾期天数和文件时效暂按{day_text(on)}检查，换一天检查可能不同。"
        "请填写；方案审定时还没有填的，记为审定日"
    )
    return failed("N-X-08", said, where=project.where)


def _beside(project: Project, there: tuple[Instrument, ...]) -> tuple[Instrument, ...]:
    """The instruments chosen beside the first, without those that are there anyway."""
    known = [load_instrument(each) for each in dict.fromkeys(project.also) if each in instrument_ids()]
    return tuple(one for one in known if one not in there)


def _offered() -> str:
    return "、".join(f"{id_}（{load_instrument(id_).short_title}）" for id_ in OFFERED)


def _too_early(chosen: tuple[Instrument, ...], on: date, project: Project) -> tuple[Finding, ...]:
    latest = max(chosen, key=lambda one: one.since)
    if on >= latest.since:
        return ()
    said = (
        f"评价基准日{day_text(on)}早于规则包“{latest.short_title}”的施行日{day_text(latest.since)}，检查按施行日的规则进行。"
        "请核对评价基准日或规则包，确实如此的写明理由"
    )
    return (failed("W-X-05", said, where=project.where),)
