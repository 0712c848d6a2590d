"""Serving stored files: always as a download, with a type fixed by what the file really is."""

from typing import Final
from urllib.parse import quote

from django.http import FileResponse, HttpResponse

from jiheng.files.disk import open_blob
from jiheng.files.models import Attachment, FileType

CONTENT_TYPES: Final = {
    FileType.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileType.XLS: "application/vnd.ms-excel",
    FileType.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileType.PDF: "application/pdf",
    FileType.ZIP: "application/zip",
    FileType.PNG: "image/png",
    FileType.JPG: "image/jpeg",
    FileType.CSV: "text/csv",
}


def download_response(attachment: Attachment) -> FileResponse:
    """The file as a download under its name; a browser neither shows it in place nor guesses its type.

    The caller has found ``attachment`` through ``orgs.scope``.
    """
    response = FileResponse(
        open_blob(attachment.blob),
        as_attachment=True,
        filename=attachment.name,
        content_type=CONTENT_TYPES[FileType(attachment.blob.type)],
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def written_response(content: bytes, name: str, kind: FileType) -> HttpResponse:
    """A file the system wrote itself, as a download under a Chinese name."""
    response = HttpResponse(content, content_type=CONTENT_TYPES[kind])
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'{name}.{kind}')}"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def picture_response(content: bytes) -> HttpResponse:
    """A small JPEG made by the software itself, to be looked at in a page."""
    response = HttpResponse(content, content_type=CONTENT_TYPES[FileType.JPG])
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
