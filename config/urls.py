"""Addresses: all of them belong to the web door."""

from django.urls import include, path

urlpatterns = [
    path("", include("jiheng.web.urls")),
]
