"""The web door; it owns the jobs of batch exports, lists of fund lines, words in evidence and files of reports."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "jiheng.web"
    label = "web"
    verbose_name = "网页"

    def ready(self) -> None:
        from jiheng.evaluation.actions.evidence_words import KIND as WORDS  # noqa: PLC0415  as below
        from jiheng.evaluation.actions.line_imports import KIND as IMPORT  # noqa: PLC0415  models load only once ready
        from jiheng.evaluation.actions.report_versions import KIND as REPORT  # noqa: PLC0415
        from jiheng.jobs.registry import register  # noqa: PLC0415
        from jiheng.web.evaluations.import_job import run_import_and_check  # noqa: PLC0415
        from jiheng.web.evaluations.report_job import run_report_files  # noqa: PLC0415
        from jiheng.web.evaluations.words_job import run_reading  # noqa: PLC0415
        from jiheng.web.rechecks.export_job import KIND, run_recheck_export  # noqa: PLC0415

        register(KIND, run_recheck_export)
        register(IMPORT, run_import_and_check)
        register(WORDS, run_reading)
        register(REPORT, run_report_files)
