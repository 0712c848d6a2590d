"""Take macros and outside links out of a file before it is kept; nothing else is touched."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import Element, register_namespace, tostring
from zipfile import ZIP_DEFLATED, ZipFile

import olefile
from defusedxml.ElementTree import fromstring

from jiheng.files.inspection import XLS_MACROS, is_outside

MACRO_PART: Final = re.compile(r"(?:.*/)?(?:vbaProject(?:Signature\w*)?\.bin|vbaData\.xml|vbaProject\.bin\.rels)")
MACRO_RELATION: Final = re.compile(r".*/(?:vbaProject|wordVbaData|vbaProjectSignature\w*)")
PLAIN_TYPE: Final = {
    "application/vnd.ms-excel.sheet.macroEnabled.main+xml": "spreadsheetml.sheet",
    "application/vnd.ms-excel.template.macroEnabled.main+xml": "spreadsheetml.template",
    "application/vnd.ms-word.document.macroEnabled.main+xml": "wordprocessingml.document",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml": "wordprocessingml.template",
}
NOWHERE: Final = "about:blank"
NAMESPACES: Final = "http://schemas.openxmlformats.org/package/2006/"


def strip_package(source: Path, target: Path) -> None:
    """Copy an xlsx or docx without its macros, its outside links leading nowhere."""
    with ZipFile(source) as package, ZipFile(target, "w", ZIP_DEFLATED) as clean:
        for entry in package.infolist():
            if MACRO_PART.fullmatch(entry.filename):
                continue
            content = package.read(entry)
            if entry.filename == "[Content_Types].xml":
                content = _edited(content, "content-types", _without_macro_types)
            elif entry.filename.endswith(".rels"):
                content = _edited(content, "relationships", _without_outside)
            clean.writestr(entry, content, ZIP_DEFLATED)


def strip_xls(source: Path, target: Path) -> None:
    """Copy an xls with every stream of its macro project blanked; its sheets stay byte for byte."""
    shutil.copyfile(source, target)
    with olefile.OleFileIO(str(target), write_mode=True) as container:
        for path in container.listdir():
            if path[0] == XLS_MACROS:
                container.write_stream(path, bytes(container.get_size(path)))


def _edited(content: bytes, namespace: str, edit: Callable[[Element], None]) -> bytes:
    register_namespace("", NAMESPACES + namespace)
    root = fromstring(content)
    edit(root)
    return bytes(tostring(root, encoding="UTF-8", xml_declaration=True))


def _without_macro_types(root: Element) -> None:
    for entry in list(root):
        if MACRO_PART.fullmatch(entry.get("PartName", "").lstrip("/")):
            root.remove(entry)
        plain = PLAIN_TYPE.get(entry.get("ContentType", ""))
        if plain:
            entry.set("ContentType", f"application/vnd.openxmlformats-officedocument.{plain}.main+xml")


def _without_outside(root: Element) -> None:
    for relation in list(root):
        if MACRO_RELATION.fullmatch(relation.get("Type", "")):
            root.remove(relation)
        elif is_outside(relation.attrib):
            relation.set("Target", NOWHERE)
