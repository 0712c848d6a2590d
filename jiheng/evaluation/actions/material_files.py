"""资料编号清单 typed or brought in as a whole has to agree with the files handed in under its numbers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from jiheng.evaluation.models import EvaluationProject, EvidenceFile, GivenNumber
from jiheng.orgs.refusal import Refused
from jiheng.rules.evidence.shapes import Material
from jiheng.rules.wording import quoted


def fitted_to_files(project: EvaluationProject, materials: Sequence[Material]) -> tuple[Material, ...]:
    """The lines with hash, size and pages of their files filled in.

    Refused when a line with a file is missing, when a withdrawn number comes again, or when a typed hash is not the
    file's.
    """
    rows = EvidenceFile.objects.filter(project=project, current=True).select_related("attachment__blob").defer("text")
    files = {row.number: row for row in rows}
    if not files:
        return tuple(materials)
    numbers = {each.number.strip() for each in materials}
    missing = sorted(number for number, file in files.items() if not file.withdrawn_at and number not in numbers)
    if missing:
        way = "编号不能改；要去掉的，请到“资料”页撤回并写理由"
        raise Refused(f"清单里少了已收文件的资料{quoted(missing)}。{way}")
    again = sorted(number for number in numbers if number in files and files[number].withdrawn_at)
    if again:
        raise Refused(f"资料{quoted(again)}已撤回，编号不再使用。请换一个编号")
    return tuple(_with_facts(each, files) for each in materials)


def keep_numbers(project: EvaluationProject, materials: Iterable[Material]) -> None:
    """Remember the numbers, so that none of them is given again once its line is gone."""
    numbers = dict.fromkeys(number for each in materials if (number := each.number.strip()))
    given = (GivenNumber(project=project, number=number) for number in numbers)
    GivenNumber.objects.bulk_create(given, ignore_conflicts=True, batch_size=500)


def _with_facts(material: Material, files: Mapping[str, EvidenceFile]) -> Material:
    file = files.get(material.number.strip())
    if file is None:
        return material
    blob = file.attachment.blob
    typed = material.sha256.strip().lower()
    if typed and typed != blob.hash:
        raise Refused(f"资料“{material.number}”填的 SHA-256 与收入的文件不符。请留空，由系统按文件填")
    return replace(material, sha256=blob.hash, size=blob.size, pages=file.pages or material.pages)
