"""Address of choosing the template of a project's report."""

from django.urls import path

from jiheng.web.evaluations import report_template_views

app_name = "report_template"
urlpatterns = [
    path("<int:pk>/report/template/", report_template_views.choose, name="choose"),
]
