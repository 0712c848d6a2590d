"""Addresses of the signatures on a 正式稿."""

from django.urls import path

from jiheng.web.evaluations import signing_views

app_name = "signing"
_ALL = "<int:pk>/report/final/<int:number>/signatures/"
_ONE = f"{_ALL}<int:signature>/"
urlpatterns = [
    path(_ALL, signing_views.signatures, name="signatures"),
    path(f"{_ALL}scan/", signing_views.scan, name="scan"),
    path(f"{_ALL}certificate/", signing_views.certificate, name="certificate"),
    path(f"{_ALL}elsewhere/", signing_views.elsewhere, name="elsewhere"),
    path(f"{_ALL}issue/", signing_views.issue, name="issue"),
    path(f"{_ALL}pdf/", signing_views.pdf, name="pdf"),
    path(f"{_ONE}file/", signing_views.file, name="file"),
    path(f"{_ONE}withdraw/", signing_views.withdraw, name="withdraw"),
]
