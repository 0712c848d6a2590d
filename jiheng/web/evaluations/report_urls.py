"""Addresses of the report."""

from django.urls import path

from jiheng.web.evaluations import report_views, report_writing_views

urlpatterns = [
    path("<int:pk>/report/", report_views.home, name="report"),
    path("<int:pk>/report/preview/", report_views.preview, name="report-preview"),
    path("<int:pk>/report/make/", report_views.make, name="report-make"),
    path("<int:pk>/report/draft/", report_writing_views.draft, name="report-draft"),
    path("<int:pk>/report/compare/", report_views.compare, name="report-compare"),
    path("<int:pk>/report/advice/", report_writing_views.advice, name="report-advice"),
    path("<int:pk>/report/advice/problems/", report_writing_views.choose_problems, name="report-problems"),
    path("<int:pk>/report/advice/keep/", report_writing_views.keep_recommendation, name="report-recommend"),
    path("<int:pk>/report/advice/<int:number>/drop/", report_writing_views.drop_recommendation, name="report-drop"),
    path("<int:pk>/report/sections/<slug:key>/", report_writing_views.section, name="report-section"),
    path("<int:pk>/report/sections/<slug:key>/save/", report_writing_views.save_section, name="report-save"),
    path("<int:pk>/report/<slug:kind>/<int:number>/", report_views.version, name="report-version"),
    path("<int:pk>/report/<slug:kind>/<int:number>/progress/", report_views.progress, name="report-progress"),
    path(
        "<int:pk>/report/<slug:kind>/<int:number>/files/<slug:name>/", report_views.download, name="report-download"
    ),
]
