"""The workbook door; it owns the job that rechecks a batch."""

from django.apps import AppConfig


class WorkbooksConfig(AppConfig):
    name = "jiheng.workbooks"
    label = "workbooks"
    verbose_name = "工作簿"

    def ready(self) -> None:
        from jiheng.jobs.registry import register  # noqa: PLC0415  models load only once the apps are ready
        from jiheng.self_evaluation.actions import JOB_KIND  # noqa: PLC0415
        from jiheng.workbooks.recheck_job import run_recheck_batch  # noqa: PLC0415

        register(JOB_KIND, run_recheck_batch)
