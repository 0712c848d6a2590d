"""Every address of the web door, one line per page package."""

from django.urls import include, path

urlpatterns = [
    path("", include("jiheng.web.workbench.urls")),
    path("", include("jiheng.web.accounts.urls")),
    path("evaluations/", include("jiheng.web.evaluations.signing_urls")),
    path("evaluations/", include("jiheng.web.evaluations.urls")),
    path("evaluations/", include("jiheng.web.evaluations.report_template_urls")),
    path("report-templates/", include("jiheng.web.report_templates.urls")),
    path("requests/", include("jiheng.web.requests.urls")),
    path("opinions/", include("jiheng.web.opinions.urls")),
    path("reviews/", include("jiheng.web.evaluations.review_urls")),
    path("rechecks/", include("jiheng.web.rechecks.urls")),
    path("jobs/", include("jiheng.web.jobs.urls")),
    path("clauses/", include("jiheng.web.clauses.urls")),
    path("search/", include("jiheng.web.search.urls")),
    path("system/", include("jiheng.web.system.urls")),
    path("verify/", include("jiheng.web.verify.urls")),
]
