"""The content of a report as it would be now, to be compared with what was frozen and signed."""

from jiheng.evaluation.models import ReportVersion


def current_content(version: ReportVersion) -> str:
    """The hash the version would have if it were made now, with its own number and day.

    The one place where signing asks for it. Until reports are made of the data as it stands, it is what was frozen.
    """
    return version.content
