"""What the batch page and the pane beside a form share: figures, tabs, the list of forms."""

from decimal import Decimal
from typing import Any

from jiheng.rules.codes import codes
from jiheng.rules.figures import rounded
from jiheng.rules.law import load_instrument
from jiheng.self_evaluation.models import RecheckBatch
from jiheng.self_evaluation.queries import FormFilter, batch_summary, form_tallies, forms_page, repeated_projects
from jiheng.web.paging import page_of
from jiheng.web.request import MemberRequest
from jiheng.web.tabs import TrailStep, tabs_for

TOP_CODES = 4
AT_ONCE = 200
"""Up to this many forms are written while the reader waits; more go through a background job."""
LISTING = TrailStep("自评与复核", "/rechecks/")


def batch_context(request: MemberRequest, batch: RecheckBatch) -> dict[str, Any]:
    """Everything above and beside the forms of a batch; seven queries whatever its size."""
    summary = batch_summary(batch)
    chosen = _chosen(request.GET.get("show", ""))
    search, code = (request.GET.get(name, "").replace("\0", "") for name in ("q", "code"))  # PostgreSQL takes no NUL
    tallies = form_tallies(batch)
    forms = page_of(request, forms_page(batch, chosen, search, code))
    choices = [("" if one is FormFilter.ALL else one.value, one.label, tallies[one]) for one in FormFilter]
    return {
        "batch": batch,
        "job": batch.job,
        "working": batch.job is not None and batch.job.is_open,
        "summary": summary.figures,
        "money_wan": _wan(summary.affected),
        "top_codes": [
            {"code": one.code, "title": codes()[one.code].title, "times": one.times}
            for one in summary.codes[:TOP_CODES]
        ],
        "tabs": tabs_for(request.GET, "show", choices, "" if chosen is FormFilter.ALL else chosen.value),
        "forms": forms,
        "repeated": repeated_projects(batch, forms.object_list),
        "first_form": next(iter(forms.object_list), None) or forms_page(batch).first(),
        "q": search,
        "in_background": summary.figures.forms > AT_ONCE,
        "rules_title": load_instrument(batch.rules).short_title,
        "trail": [LISTING, TrailStep(batch.name)],
    }


def _chosen(word: str) -> FormFilter:
    return FormFilter(word) if word in {one.value for one in FormFilter} else FormFilter.ALL


def _wan(yuan: Decimal | None) -> str:
    return "—" if yuan is None else f"{rounded(yuan / 10000):,}"
