from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "jiheng.files"
    label = "files"
    verbose_name = "文件"
