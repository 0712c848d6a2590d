from django.urls import path

from jiheng.web.jobs import views

app_name = "jobs"

urlpatterns = [
    path("", views.listing, name="list"),
    path("<int:pk>/row/", views.row, name="row"),
    path("<int:pk>/cancel/", views.cancel, name="cancel"),
    path("<int:pk>/retry/", views.retry, name="retry"),
]
