"""The job that reads the words of evidence files, one after another, until none waits."""

from collections.abc import Mapping

from jiheng.evaluation.actions.evidence_words import take_words
from jiheng.evaluation.evidence_queries import project_called, unread_files
from jiheng.jobs.context import JobContext
from jiheng.jobs.registry import Json


def run_reading(context: JobContext) -> Mapping[str, Json]:
    """Read what waits now and what comes in meanwhile; a file read once is not read again after a crash."""
    project = project_called(int(str(context.arguments["project"])))
    done = 0
    while (file := unread_files(project).first()) is not None:
        context.progress(done, done + unread_files(project).count(), file.attachment.name)
        take_words(file)
        done += 1
    context.progress(done, done)
    return {"files": done}
