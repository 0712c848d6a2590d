"""The workbook door; it owns the jobs that recheck a batch and read a list of fund lines."""

from django.apps import AppConfig


class WorkbooksConfig(AppConfig):
    name = "jiheng.workbooks"
    label = "workbooks"
    verbose_name = "工作簿"

    def ready(self) -> None:
        from jiheng.evaluation.actions.line_imports import KIND  # noqa: PLC0415  models load only once ready
        from jiheng.jobs.registry import register  # noqa: PLC0415
        from jiheng.self_evaluation.actions import JOB_KIND  # noqa: PLC0415
        from jiheng.workbooks.line_import_job import run_line_import  # noqa: PLC0415
        from jiheng.workbooks.recheck_job import run_recheck_batch  # noqa: PLC0415

        register(JOB_KIND, run_recheck_batch)
        register(KIND, run_line_import)
