"""The address where everybody checks a report."""

from django.urls import path

from jiheng.web.verify import views

app_name = "verify"
urlpatterns = [path("", views.verify, name="report")]
