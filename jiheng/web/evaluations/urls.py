"""Addresses of the evaluation workbench."""

from django.urls import path

from jiheng.web.evaluations import plan_views, result_views, sheet_views, views

app_name = "evaluations"
urlpatterns = [
    path("", views.listing, name="list"),
    path("new/", views.create, name="create"),
    path("template/", views.template_file, name="template"),
    path("<int:pk>/", views.overview, name="overview"),
    path("<int:pk>/check/", views.check_page, name="check"),
    path("<int:pk>/workbook/", views.workbook, name="workbook"),
    path("<int:pk>/plan/", views.plan_document, name="plan"),
    path("<int:pk>/import/", views.bring_in, name="import"),
    path("<int:pk>/sheets/<str:name>/", sheet_views.sheet, name="sheet"),
    path("<int:pk>/sheets/<str:name>/save/", sheet_views.save, name="save"),
    path("<int:pk>/results/<str:name>/", result_views.result, name="result"),
    path("<int:pk>/submit/", plan_views.submit, name="submit"),
    path("<int:pk>/decide/", plan_views.decide, name="decide"),
    path("<int:pk>/implement/", plan_views.implement, name="implement"),
]
