"""Addresses of an expert's own reviews."""

from django.urls import path

from jiheng.web import keys as _keys  # noqa: F401  registers the converter
from jiheng.web.evaluations import review_materials, review_views

app_name = "reviews"
urlpatterns = [
    path("", review_views.reviews, name="list"),
    path("<int:pk>/", review_views.review, name="review"),
    path("<int:pk>/declare/", review_views.declare, name="declare"),
    path("<int:pk>/submit/", review_views.submit, name="submit"),
    path("<int:pk>/materials/<key:number>/", review_materials.material, name="material"),
    path("<int:pk>/indicators/<key:code>/save/", review_views.save, name="save"),
    path("<int:pk>/indicators/<key:code>/", review_views.indicator, name="indicator"),
]
