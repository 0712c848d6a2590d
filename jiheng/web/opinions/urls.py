"""Addresses of the drafts a unit is asked about."""

from django.urls import path

from jiheng.web.opinions import views

app_name = "opinions"
urlpatterns = [
    path("", views.listing, name="list"),
    path("<int:pk>/", views.one, name="one"),
    path("<int:pk>/letter/", views.letter, name="letter"),
    path("<int:pk>/word/", views.word, name="word"),
    path("<int:pk>/pdf/", views.printed, name="pdf"),
    path("<int:pk>/reply-file/", views.reply_file, name="reply-file"),
    path("<int:pk>/note/", views.note, name="note"),
    path("<int:pk>/notes/<int:number>/change/", views.change, name="change"),
    path("<int:pk>/notes/<int:number>/remove/", views.remove, name="remove"),
    path("<int:pk>/reply/", views.reply, name="reply"),
]
