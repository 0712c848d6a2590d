"""Addresses of the notices a unit got."""

from django.urls import path

from jiheng.web.requests import views

app_name = "requests"
urlpatterns = [
    path("", views.listing, name="list"),
    path("<int:pk>/", views.one, name="one"),
    path("<int:pk>/letter/", views.letter, name="letter"),
    path("<int:pk>/hand-in/", views.hand_in_files, name="hand-in"),
    path("<int:pk>/none/", views.declare_none, name="none"),
    path("<int:pk>/files/<int:number>/", views.file, name="file"),
    path("<int:pk>/files/<int:number>/withdraw/", views.withdraw, name="withdraw"),
]
