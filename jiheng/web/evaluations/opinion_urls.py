"""Addresses of 征求意见 for the evaluators."""

from django.urls import path

from jiheng.web.evaluations import draft_opinion_views as views
from jiheng.web.evaluations import paper_reply_views as paper

HOME = "<int:pk>/report/opinions/"
urlpatterns = [
    path(HOME, views.opinions, name="report-opinions"),
    path(f"{HOME}send/", views.send, name="report-send"),
    path(f"{HOME}decide/", views.decide, name="report-decide"),
    path(f"{HOME}<int:number>/letter/", views.letter, name="report-opinion-letter"),
    path(f"{HOME}<int:number>/receipt/", views.receipt, name="report-opinion-receipt"),
    path(f"{HOME}<int:number>/receipt-file/", views.receipt_file, name="report-opinion-receipt-file"),
    path(f"{HOME}<int:number>/reply-file/", views.reply_file, name="report-reply-file"),
    path(f"{HOME}<int:number>/no-reply/", views.no_reply, name="report-no-reply"),
    path(f"{HOME}<int:number>/paper/", paper.form, name="report-paper"),
    path(f"{HOME}<int:number>/paper/save/", paper.save, name="report-paper-save"),
]
