"""Addresses of a key evaluation and of the points of bond money, below those of an evaluation."""

from django.urls import path

from jiheng.web.evaluations import bond_views, key_views

urlpatterns = [
    path("<int:pk>/key/", key_views.key, name="key"),
    path("<int:pk>/key/ground/", key_views.ground, name="key-ground"),
    path("<int:pk>/key/confirm/", key_views.confirm, name="confirm-key"),
    path("<int:pk>/key/panel/", key_views.panel, name="key-panel"),
    path("<int:pk>/key/ask/", key_views.ask, name="ask-finance"),
    path("<int:pk>/key/reviews/<int:number>/decide/", key_views.decide, name="decide-review"),
    path("<int:pk>/key/report/", key_views.report, name="report-key"),
    path("<int:pk>/key/file/<str:recipient>/", key_views.file, name="file-key"),
    path("<int:pk>/key/letters/<str:recipient>/", key_views.letter, name="key-letter"),
    path("<int:pk>/key/receipts/<int:number>/", key_views.receipt, name="key-receipt"),
    path("<int:pk>/bonds/", bond_views.bonds, name="bonds"),
    path("<int:pk>/bonds/save/", bond_views.save, name="save-bonds"),
]
