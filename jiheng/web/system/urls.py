from django.urls import path

from jiheng.web.system.views import events, organisations, people

app_name = "system"

urlpatterns = [
    path("organisations/", organisations.listing, name="organisations"),
    path("organisations/<int:pk>/", organisations.detail, name="organisation"),
    path("organisations/<int:pk>/below/", organisations.create_below, name="create_below"),
    path("organisations/<int:pk>/people/", people.create, name="create_user"),
    path("people/<int:pk>/", people.detail, name="person"),
    path("people/<int:pk>/grant/", people.grant, name="grant"),
    path("people/<int:pk>/grants/<int:grant>/revoke/", people.revoke, name="revoke"),
    path("people/<int:pk>/password/", people.reset, name="reset_password"),
    path("people/<int:pk>/deactivate/", people.deactivate, name="deactivate"),
    path("events/", events.listing, name="events"),
    path("events/verify/", events.verify_chain, name="verify"),
]
