from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "jiheng.audit"
    label = "audit"
    verbose_name = "操作记录"
