from django.apps import AppConfig


class SelfEvaluationConfig(AppConfig):
    name = "jiheng.self_evaluation"
    label = "self_evaluation"
    verbose_name = "自评与复核"
