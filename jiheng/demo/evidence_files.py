"""Small real files behind the scored demonstration: drawn photos, a Word acceptance form, an audit finding as a PDF.

Every one is drawn or written here, so nothing of anybody is in it, and the same on every run.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from io import BytesIO
from typing import Final

from PIL import ExifTags, Image, ImageDraw
from PIL.TiffImagePlugin import IFDRational

from jiheng.demo.implementation import CODE as LISTED
from jiheng.demo.implementation import OBTAINED, ROAD_POINTS, ROWS
from jiheng.demo.raw.papers import Section, finished, marked, write_sections
from jiheng.evaluation.actions.evidence_intake import add_materials, add_version
from jiheng.evaluation.actions.evidence_lines import withdraw
from jiheng.evaluation.actions.evidence_words import take_words
from jiheng.evaluation.models import EvaluationProject, EvidenceFile
from jiheng.files.models import FileType
from jiheng.files.pictures import KINDS
from jiheng.orgs.duties import Member
from jiheng.rules.evidence.gate import Nature
from jiheng.rules.evidence.shapes import Material, MaterialKind, ObtainMethod
from jiheng.web.evaluations.material_choices import point_number

POINT: Final = ROAD_POINTS[5][0]
NORTH, EAST = Fraction(29_563_010, 1_000_000), Fraction(106_551_560, 1_000_000)
SIZE: Final = (1200, 900)
ACCEPTANCE, AUDIT, MEASURED = 5, 10, 8
"""Places in the list of materials of those that have a file from the beginning."""


@dataclass(frozen=True, slots=True)
class Photo:
    """A drawn road at a camera's moment; ``tells`` says whether the camera wrote down when and where."""

    name: str
    minute: int
    sky: tuple[int, int, int]
    road: int
    tells: bool = True
    turned: bool = False


PHOTOS: Final = (
    Photo("石宝乡三汇村路面.jpg", 5, (150, 190, 225), 420),
    Photo("石宝乡三汇村路肩.jpg", 12, (160, 196, 222), 360, turned=True),
    Photo("石宝乡碑记.jpg", 20, (178, 186, 196), 300),
    Photo("葛岭镇路口.jpg", 0, (140, 180, 214), 480, tells=False),
)

FIELDS: Final = Material(
    kind=MaterialKind.SITE,
    source="评价小组拍摄",
    obtained_by=ObtainMethod.SITE,
    obtained_on=OBTAINED,
    proves="C3、X1",
    content="（演示）现场查看时的路面情况",
    indicators=("C3", "X1"),
    nature=Nature.PRIMARY,
    point=POINT,
)


def load_files(project: EvaluationProject, *, by: Member, at: datetime) -> None:
    """Hand in what a group would have: files for lines already typed, photos of a visit, one of them taken back."""
    for place, name, content in (
        (ACCEPTANCE, "通村公路验收单.docx", acceptance_form()),
        (AUDIT, "农村公路专项审计报告（摘录）.pdf", audit_extract()),
        (MEASURED, "路面宽度实测.jpg", photo(Photo("", 40, (168, 200, 226), 540))),
    ):
        add_version(project, number_of(place), name, BytesIO(content), by=by, at=at)
    again = [(f"（演示）{one.name}", BytesIO(photo(one))) for one in PHOTOS]
    taken = add_materials(project, again, FIELDS, point_number=point_number(project, POINT), by=by, at=at)
    withdraw(project, [taken[2].number], "演示：拍糊了，看不清字", by=by, at=at + timedelta(hours=1))
    for file in EvidenceFile.objects.filter(project=project).select_related("attachment__blob"):
        if FileType(file.attachment.blob.type) not in KINDS:  # pictures wait for the worker: it may know their words
            take_words(file)


def number_of(place: int) -> str:
    return f"{LISTED}-{ROWS[place - 1][0].place:02d}-000-{place:04d}"


def photo(one: Photo) -> bytes:
    """A road under a sky; the camera's words are those of its kind."""
    image = Image.new("RGB", SIZE, one.sky)
    pen = ImageDraw.Draw(image)
    width, height = SIZE
    pen.rectangle((0, height * 5 // 12, width, height), fill=(122, 150, 92))
    pen.polygon([(0, height * 5 // 12), (300, 250), (620, height * 5 // 12)], fill=(96, 124, 84))
    pen.polygon([(500, height * 5 // 12), (900, 210), (width, height * 5 // 12)], fill=(84, 112, 80))
    half = one.road
    pen.polygon([(580, 375), (620, 375), (600 + half, height), (600 - half, height)], fill=(176, 176, 172))
    for top in range(420, height, 90):
        wide = (top - 360) // 40
        pen.rectangle((600 - wide, top, 600 + wide, top + 40), fill=(236, 236, 230))
    out = BytesIO()
    stored = image.transpose(Image.Transpose.ROTATE_90) if one.turned else image
    stored.save(out, "JPEG", quality=80, exif=_told(one))
    return out.getvalue()


def acceptance_form() -> bytes:
    """A Word file with what was found and the opinion."""
    document = marked("通村公路验收单")
    write_sections(
        document,
        [
            Section(
                "一、验收情况",
                ("演示：石宝乡三汇村通村公路计划硬化1公里，实际硬化0.9公里，路面宽4.5米、厚20厘米。",),
            ),
            Section("二、验收意见", ("演示：除未完成的0.1公里外，工程质量合格，同意验收。",)),
        ],
    )
    return finished(document)


def audit_extract() -> bytes:
    """A PDF of one page with its words, as a program writes it."""
    return _pdf(
        (
            "演示：县审计局农村公路专项审计报告（摘录）",
            "审计发现：石宝乡、赤岩镇补助资金到位滞后，涉及4万元。",
            "审计建议：县交通运输局督促资金及时到位，完善管护公示。",
            "二〇二三年三月二十日",
        )
    )


def _told(one: Photo) -> Image.Exif:
    exif = Image.Exif()
    if one.turned:
        exif[ExifTags.Base.Orientation] = 6
    if not one.tells:
        return exif
    moment = datetime(OBTAINED.year, OBTAINED.month, OBTAINED.day, 10, one.minute)  # noqa: DTZ001  a camera's clock
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = f"{moment:%Y:%m:%d %H:%M:%S}"
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitudeRef], place[ExifTags.GPS.GPSLongitudeRef] = "N", "E"
    place[ExifTags.GPS.GPSLatitude] = _in_parts(NORTH)
    place[ExifTags.GPS.GPSLongitude] = _in_parts(EAST)
    return exif


def _in_parts(degrees: Fraction) -> tuple[IFDRational, IFDRational, IFDRational]:
    whole = int(degrees)
    minutes = int((degrees - whole) * 60)
    seconds = ((degrees - whole) * 60 - minutes) * 60
    return IFDRational(whole), IFDRational(minutes), IFDRational(int(seconds * 100), 100)


def _pdf(lines: Sequence[str]) -> bytes:
    """One page, with the font every reader of PDFs in Chinese brings along."""
    shown = " ".join(f"<{line.encode('utf-16-be').hex()}> Tj 0 -28 Td" for line in lines)
    stream = f"BT /F1 14 Tf 70 760 Td {shown} ET".encode()
    ordering = b"<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>"
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[5 0 R]/Count 1>>",
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UTF16-H/DescendantFonts[4 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo" + ordering + b"/DW 1000>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents 6 0 R>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
    )
    written, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    heads = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(written))
    return written + heads + end
