"""Addresses of the report templates of an organisation."""

from django.urls import path

from jiheng.web.report_templates import views

app_name = "report_templates"
urlpatterns = [
    path("", views.listing, name="list"),
    path("add/", views.add, name="add"),
    path("starter/", views.starter, name="starter"),
    path("<int:pk>/file/", views.original, name="file"),
    path("<int:pk>/trial/", views.trial, name="trial"),
    path("<int:pk>/withdraw/", views.withdraw, name="withdraw"),
]
