from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "jiheng.web"
    label = "web"
    verbose_name = "网页"
