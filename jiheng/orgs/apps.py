from django.apps import AppConfig


class OrgsConfig(AppConfig):
    name = "jiheng.orgs"
    label = "orgs"
    verbose_name = "机构与人员"

    def ready(self) -> None:
        from jiheng.orgs import checks  # noqa: F401, PLC0415 - registers itself once the tables are known
