"""Addresses: all of them belong to the web door."""

from django.urls import include, path

urlpatterns = [
    path("", include("jiheng.web.urls")),
]

handler400 = "jiheng.web.errors.bad_request"
handler403 = "jiheng.web.errors.forbidden"
handler404 = "jiheng.web.errors.not_found"
