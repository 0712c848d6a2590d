"""The web door; it owns the job that writes a large batch's exports."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "jiheng.web"
    label = "web"
    verbose_name = "网页"

    def ready(self) -> None:
        from jiheng.jobs.registry import register  # noqa: PLC0415  models load only once the apps are ready
        from jiheng.web.rechecks.export_job import KIND, run_recheck_export  # noqa: PLC0415

        register(KIND, run_recheck_export)
