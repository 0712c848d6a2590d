"""Addresses of the recheck."""

from django.urls import path

from jiheng.web.rechecks import batch_views, exports, form_views

app_name = "rechecks"
urlpatterns = [
    path("", batch_views.listing, name="list"),
    path("new/", batch_views.create, name="create"),
    path("<int:pk>/", batch_views.batch, name="batch"),
    path("<int:pk>/progress/", batch_views.progress, name="progress"),
    path("<int:pk>/workbook/", exports.workbook, name="workbook"),
    path("<int:pk>/opinion/", exports.opinion, name="opinion"),
    path("<int:pk>/export/", exports.export, name="export"),
    path("exports/<int:job_pk>/", exports.exported, name="exported"),
    path("<int:pk>/files/<int:file_pk>/", exports.original, name="original"),
    path("<int:pk>/forms/<int:form_pk>/", form_views.form, name="form"),
    path("<int:pk>/forms/<int:form_pk>/decide/", form_views.decide, name="decide"),
    path("<int:pk>/forms/<int:form_pk>/workbook/", exports.form_workbook, name="form-workbook"),
    path("<int:pk>/forms/<int:form_pk>/opinion/", exports.form_opinion, name="form-opinion"),
]
