"""Reading the list of materials with its files: found, filtered and cut into pages by the database."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Q, QuerySet

from jiheng.audit.models import Event
from jiheng.evaluation.models import EvaluationProject, EvidenceFile, Indicator, Material, MaterialUse, Reading
from jiheng.rules.evidence.shapes import Form

PICTURE: Final = Q(form=Form.PICTURE.value)
PAPER: Final = Q(form=Form.PAPER.value)
NO_LINK: Final = Q(indicators=[])
LACKING: Final[Mapping[str, tuple[str, Q]]] = {
    "time": ("图片缺采集时间", PICTURE & Q(taken_on=None)),
    "place": ("图片缺采集地点", PICTURE & Q(taken_in="")),
    "way": ("书面缺取得方式", PAPER & Q(obtained_by="")),
    "channel": ("书面缺来源渠道", PAPER & Q(provider="", source="")),
    "source": ("缺来源", Q(source="")),
    "obtained": ("缺取得时间", Q(obtained_on=None)),
    "proves": ("缺证明对象", Q(proves="")),
    "content": ("缺证明内容", Q(content="")),
    "sorted": ("缺类别或形式", Q(kind="") | Q(form="")),
    "nature": ("缺来源性质", Q(nature="")),
    "link": ("没有对应指标", NO_LINK),
    "file": ("没有文件", Q()),
}
"""What a line may lack, by the word in an address. The rules say the same of a single line."""

MOST_WORDS: Final = 5
AROUND: Final = 30
"""Letters shown on either side of what was found."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is narrowed to; blank for everything."""

    words: str = ""
    kind: str = ""
    form: str = ""
    nature: str = ""
    indicator: str = ""
    point: str = ""
    lacking: str = ""


def materials(project: EvaluationProject, wanted: Wanted) -> QuerySet[Material]:
    """The lines of the list that are wanted, in its order."""
    rows = Material.objects.filter(project=project)
    for name in ("kind", "form", "nature"):
        if value := getattr(wanted, name):
            rows = rows.filter(**{name: value})
    if wanted.indicator:
        rows = rows.filter(_speaks_for(project, wanted.indicator))
    if wanted.point:
        uses = MaterialUse.objects.filter(project=project, point=wanted.point)
        rows = rows.filter(Q(point=wanted.point) | Q(number__in=uses.values("material")))
    if wanted.lacking in LACKING:
        rows = _lacking(project, rows, wanted.lacking)
    for word in wanted.words.split()[:MOST_WORDS]:
        rows = rows.filter(_says(project, word))
    return rows.order_by("position", "pk")


def evidence_rows(project: EvaluationProject, indicator: str, numbers: Sequence[str]) -> QuerySet[Material]:
    """The lines that speak for an indicator: those linked by its code, and those that score it (``numbers``)."""
    rows = Material.objects.filter(_speaks_for(project, indicator) | Q(number__in=numbers), project=project)
    return rows.order_by("number", "pk")


def material_row(project: EvaluationProject, number: str) -> Material | None:
    return Material.objects.filter(project=project, number=number).first()


def files_by_number(project: EvaluationProject, numbers: Iterable[str]) -> dict[str, EvidenceFile]:
    """The newest file of each number, without its words."""
    return {file.number: file for file in _files(project).filter(number__in=list(numbers), current=True)}


def versions_of(project: EvaluationProject, number: str) -> list[EvidenceFile]:
    """Every version of a number's file, the newest first."""
    rows = _files(project).filter(number=number)
    return list(rows.order_by("-version"))


def words_of(file: EvidenceFile) -> str:
    return EvidenceFile.objects.filter(pk=file.pk).values_list("text", flat=True).first() or ""


def withdrawn_files(project: EvaluationProject) -> QuerySet[EvidenceFile]:
    """What was withdrawn, the latest first."""
    return _files(project).filter(current=True).exclude(withdrawn_at=None).order_by("-withdrawn_at", "-pk")


def withdrawn_for(project: EvaluationProject, indicator: str) -> list[EvidenceFile]:
    """What was withdrawn and had spoken for the indicator."""
    return [file for file in withdrawn_files(project) if indicator in _codes(file)]


def current_file(project: EvaluationProject, number: str) -> EvidenceFile | None:
    """The newest version of a material that is still in the list."""
    files = EvidenceFile.objects.filter(project=project, number=number, current=True, withdrawn_at=None)
    return files.select_related("attachment__blob").first()


def numbers_with_files(project: EvaluationProject, numbers: Sequence[str]) -> frozenset[str]:
    """Those of the numbers that have a file to look at."""
    files = EvidenceFile.objects.filter(project=project, number__in=numbers, current=True, withdrawn_at=None)
    return frozenset(files.values_list("number", flat=True))


def uses_by_number(project: EvaluationProject, numbers: Sequence[str]) -> dict[str, list[MaterialUse]]:
    """The links of 资料对应, by number."""
    found: dict[str, list[MaterialUse]] = {}
    for use in MaterialUse.objects.filter(project=project, material__in=numbers):
        found.setdefault(use.material, []).append(use)
    return found


def found_in(project: EvaluationProject, numbers: Sequence[str], words: str) -> dict[str, str]:
    """Where the first of the words stands in the files, with some letters around it."""
    sought = words.split()[:MOST_WORDS]
    if not sought or not numbers:
        return {}
    rows = EvidenceFile.objects.filter(project=project, current=True, number__in=numbers)
    rows = rows.filter(**{f"text__{_holds(sought[0])}": sought[0]})
    return {number: _around(text, sought[0]) for number, text in rows.values_list("number", "text")}


def indicator_choices(project: EvaluationProject) -> list[tuple[str, str]]:
    """Code and name of every indicator."""
    return list(Indicator.objects.filter(project=project).values_list("code", "name"))


def pictures_of(project: EvaluationProject, wanted: Wanted) -> QuerySet[Material]:
    """The pictures among the lines that are wanted."""
    return materials(project, wanted).filter(PICTURE)


def pictures_lacking(project: EvaluationProject) -> QuerySet[Material]:
    """Pictures nobody told the time or the place of."""
    lacks = Q(taken_on=None) | Q(taken_in="")
    return Material.objects.filter(PICTURE & lacks, project=project).order_by("position", "pk")


def unread_files(project: EvaluationProject) -> QuerySet[EvidenceFile]:
    """Files whose words were not read yet, in the order they came."""
    waiting = EvidenceFile.objects.filter(project=project, reading=Reading.WAITING)
    return waiting.select_related("attachment__blob").order_by("pk")


def remarked(project: EvaluationProject, remarks: Sequence[str]) -> int:
    """How many files have no words for one of these reasons."""
    return EvidenceFile.objects.filter(project=project, reading_remark__in=remarks).count()


def project_called(number: int) -> EvaluationProject:
    """The project of a job's own words; a job acts for nobody's page."""
    return EvaluationProject.objects.select_related("organisation").get(pk=number)


def preparation_mark(project: EvaluationProject) -> str:
    """The hash of the last event that was not about materials: what they leave alone is unchanged since."""
    events = Event.objects.filter(subject_type=project._meta.label_lower, subject_id=str(project.pk))
    others = events.exclude(action__startswith="evaluation.material").exclude(action="evaluation.pictures_filled")
    return others.order_by("-seq").values_list("hash", flat=True).first() or ""


def _files(project: EvaluationProject) -> QuerySet[EvidenceFile]:
    rows = EvidenceFile.objects.filter(project=project)
    return rows.select_related("attachment__blob", "thumbnail", "uploaded_by", "withdrawn_by").defer("text")


def _speaks_for(project: EvaluationProject, indicator: str) -> Q:
    """Lists are kept as JSON, in which one database writes Chinese as it is and the other in figures."""
    written = {json.dumps(indicator), json.dumps(indicator, ensure_ascii=False)}
    own = Q()
    for one in written:
        own |= Q(indicators__icontains=one)
    uses = MaterialUse.objects.filter(project=project, indicator=indicator)
    return own | Q(number__in=uses.values("material"))


def _lacking(project: EvaluationProject, rows: QuerySet[Material], what: str) -> QuerySet[Material]:
    if what == "file":
        files = EvidenceFile.objects.filter(project=project, current=True)
        return rows.exclude(number__in=files.values("number"))
    if what == "link":
        uses = MaterialUse.objects.filter(project=project)
        return rows.filter(NO_LINK).exclude(number__in=uses.values("material"))
    return rows.filter(LACKING[what][1])


def _says(project: EvaluationProject, word: str) -> Q:
    fields = ("number", "title", "source", "provider", "proves", "content", "taken_in")
    holds = _holds(word)
    said = Q()
    for name in fields:
        said |= Q(**{f"{name}__{holds}": word})
    files = EvidenceFile.objects.filter(project=project, current=True)
    files = files.filter(Q(**{f"text__{holds}": word}) | Q(**{f"attachment__name__{holds}": word}))
    return said | Q(number__in=files.values("number"))


def _holds(word: str) -> str:
    """How a word is sought: letters in either case; Chinese has none, and is found far quicker as it stands."""
    return "contains" if word.lower() == word.upper() else "icontains"


def _codes(file: EvidenceFile) -> set[str]:
    uses = (one[0] for one in file.line.get("uses", []))
    return {*file.line.get("indicators", []), *uses}


def _around(text: str, word: str) -> str:
    at = text.lower().find(word.lower())
    if at < 0:
        return ""
    begins, ends = max(0, at - AROUND), at + len(word) + AROUND
    said = " ".join(text[begins:ends].split())
    return f"{'…' if begins else ''}{said}{'…' if ends < len(text) else ''}"


def material_titles(project: EvaluationProject, numbers: Sequence[str]) -> list[tuple[str, str]]:
    """The numbers with the titles of their lines, blank for one that is in no line any more."""
    rows = Material.objects.filter(project=project, number__in=numbers)
    titles = dict(rows.values_list("number", "title"))
    return [(number, titles.get(number, "")) for number in numbers]
