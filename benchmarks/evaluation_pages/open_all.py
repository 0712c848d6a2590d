"""One process: build a large evaluation, open every page of it twice, and score it anew."""

import argparse
import re
import sys
import time
from typing import Any, Final

import django

TOO_LONG: Final = 0.5
RESCORED_TOO_LONG: Final = 2.0


def main() -> int:
    """Print a line a page: first and warm opening in seconds. 1 when a warm page or a score took too long."""
    asked = argparse.ArgumentParser()
    for name in ("points", "indicators", "materials", "lines"):
        asked.add_argument(f"--{name}", type=int)
    given = vars(asked.parse_args())
    django.setup()
    project, client = _built(given)
    slow = [address for address in _addresses(project) if not _quick(client, address)]
    seconds = _rescored(project)
    print(f"重新计分（读库、计分、留底）{seconds:.2f} 秒")
    print(f"超过 {TOO_LONG} 秒的页：{'、'.join(slow) or '没有'}")
    return 1 if slow or seconds > RESCORED_TOO_LONG else 0


def _built(given: dict[str, int]) -> tuple[Any, Any]:
    from django.core.management import call_command
    from django.test import Client
    from django.test.utils import setup_test_environment
    from django.utils.timezone import now

    from benchmarks.evaluation_pages.large import Size, large_evaluation
    from jiheng.demo.county import build_county
    from jiheng.evaluation.actions.entering import open_project
    from jiheng.evaluation.actions.implementing import replace_implementation
    from jiheng.evaluation.models import EvaluationProject, Phase, PlanStatus
    from jiheng.orgs.models import User
    from jiheng.orgs.queries import member_for

    call_command("migrate", verbosity=0)
    setup_test_environment()
    build_county()
    user = User.objects.get(username="fuzeren")
    lead = member_for(user)
    if lead is None:
        raise SystemExit("演示里没有项目负责人。")
    preparation, entered = large_evaluation(Size(**given))
    project = open_project(preparation, by=lead, at=now())
    EvaluationProject.objects.filter(pk=project.pk).update(phase=Phase.IMPLEMENT, plan_status=PlanStatus.APPROVED)
    project.refresh_from_db()
    begun = time.perf_counter()
    replace_implementation(project, entered, revision=project.revision, by=lead, at=now())
    print(f"保存全部实施内容（含计分）{time.perf_counter() - begun:.2f} 秒")
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return project, client


def _addresses(project: Any) -> list[str]:
    """Every address of an evaluation that needs nothing but its number, and one of each of the others."""
    from jiheng.web.evaluations.implementation_views import BY_TITLE as ENTERED
    from jiheng.web.evaluations.urls import urlpatterns
    from jiheng.workbooks.preparation.rows import BY_TITLE

    home = f"/evaluations/{project.pk}/"
    plain = [str(one.pattern) for one in urlpatterns]
    own = [
        route.replace("<int:pk>/", home)
        for route in plain
        if route.startswith("<int:pk>/") and "<" not in route.removeprefix("<int:pk>/") and not WRITES.search(route)
    ]
    sheets = [f"{home}sheets/{title}/" for title in BY_TITLE] + [
        f"{home}implementation/{title}/" for title in ENTERED
    ]
    single = ["indicators/C1/", "scores/C1/", "points/1/", "runs/1/", "runs/1/paper/", "materials/QL-00001/"]
    results = [f"results/{name}/" for name in ("catalogue", "execution", "schedule", "sampling", "indicators")]
    return [*own, *sheets, *(home + address for address in (*single, *results))]


WRITES: Final = re.compile(
    r"(save|add|import|fill|pick|submit|decide|phase|change|arrange|amend|link|withdraw|recognise|invite|hand)(/|$)"
    r"|workbook|plan/|word|excel|forms|table/|record|compare/"
)
"""Addresses that change something or make a file for download."""


def _quick(client: Any, address: str) -> bool:
    seconds = []
    for _ in range(3):
        begun = time.perf_counter()
        answer = client.get(address)
        seconds.append(time.perf_counter() - begun)
        if answer.status_code != 200:
            print(f"{address}　答复 {answer.status_code}", file=sys.stderr)
            return answer.status_code in (302, 404, 405)
    warm = min(seconds[1:])
    print(f"{address:<60}　第一次 {seconds[0]:.3f} 秒，再开 {warm:.3f} 秒")
    return warm <= TOO_LONG


def _rescored(project: Any) -> float:
    """Score anew and freeze it, as every change does."""
    from django.utils.timezone import now

    from jiheng.evaluation.actions.runs import keep_run
    from jiheng.orgs.models import User
    from jiheng.orgs.queries import member_for

    lead = member_for(User.objects.get(username="fuzeren"))
    if lead is None:
        raise SystemExit("演示里没有项目负责人。")
    project.refresh_from_db()
    begun = time.perf_counter()
    keep_run(project, by=lead, at=now(), always=True)
    return time.perf_counter() - begun


if __name__ == "__main__":
    raise SystemExit(main())
