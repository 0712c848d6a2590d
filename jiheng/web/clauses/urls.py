from django.urls import path

from jiheng.web.clauses import views

app_name = "clauses"

urlpatterns = [
    path("", views.listing, name="list"),
    path("<slug:instrument>/", views.parameters, name="instrument"),
    path("<slug:instrument>/<str:number>/", views.detail, name="detail"),
]
