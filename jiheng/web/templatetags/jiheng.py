"""Small parts every page prints: icons, lights, bars, dates, figures and clause links."""

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from django import template
from django.core.paginator import Page
from django.forms import BoundField
from django.template import Context
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from jiheng.rules.figures import percent, rounded
from jiheng.web.clauses.links import clause_label, clause_url

register = template.Library()

SPRITE = "jiheng/icons-1.svg"
NOTHING = "—"

TONE_ICONS = {
    "green": "ok",
    "yellow": "warn",
    "red": "bad",
    "run": "run",
    "tip": "tip",
    "none": "none",
    "wait": "wait",
}
"""The icon of each tone of a light; a light always has icon, word and colour."""


@register.simple_tag
def icon(name: str, kind: str = "") -> SafeString:
    """One icon of the sprite, silent to screen readers; ``kind`` is ``s`` for the small size."""
    classes = f"icon {kind}".strip()
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>', classes, static(SPRITE), name)


@register.simple_tag
def light(tone: str, word: str, kind: str = "") -> SafeString:
    """A light: ``tone`` is a key of ``TONE_ICONS``, ``kind`` any of ``pill`` and ``sm``."""
    classes = f"jh-light is-{tone} {kind}".strip()
    return format_html('<span class="{}">{}{}</span>', classes, icon(TONE_ICONS[tone]), word)


@register.simple_tag
def bar(percentage: Decimal | int, kind: str = "") -> SafeString:
    """A bar filled to ``percentage`` (0 to 100), beside its figure; ``kind`` any of ``lt warn red thin``."""
    width = max(Decimal(0), min(Decimal(100), Decimal(percentage)))
    return format_html(
        '<svg class="{}" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="t" width="100" height="6"/><rect class="v" width="{}" height="6"/></svg>',
        f"jh-bar {kind}".strip(),
        f"{width:f}",
    )


@register.simple_tag
def clause(clause_id: str, kind: str = "") -> SafeString:
    """The 依据 link of a clause id such as ``mof2020-10/4.1``."""
    return format_html('<a class="{}" href="{}">{}</a>', kind, clause_url(clause_id), clause_label(clause_id))


@register.filter
def clause_address(clause_id: str) -> str:
    """The address of a clause's page."""
    return clause_url(clause_id)


@register.filter
def day(value: date | datetime | None) -> str:
    """A date as people write it: 2026年3月18日."""
    if value is None:
        return NOTHING
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return f"{value.year}年{value.month}月{value.day}日"


@register.filter
def moment(value: datetime | None) -> str:
    """A moment as people write it: 2026年3月18日 14:20."""
    if value is None:
        return NOTHING
    local = timezone.localtime(value)
    return f"{day(local)} {local:%H:%M}"


@register.filter
def wan(yuan: Decimal | None) -> str:
    """Money in 元, shown in 万元 with two places and thousands separators; nothing is “—”."""
    return NOTHING if yuan is None else f"{rounded(yuan / 10_000):,}"


@register.filter
def points(value: Decimal | None) -> str:
    """A score in 分 with two places; nothing is “—”."""
    return NOTHING if value is None else f"{rounded(value)}"


@register.filter
def share(part: int, whole: int) -> str:
    """How large a part is, as a percentage with one place; “—” when there is nothing to divide by."""
    return percent(Decimal(part) / whole, 1) if whole else NOTHING


@register.filter
def dash(value: object) -> object:
    """The value, or “—” when there is none."""
    return NOTHING if value is None or value == "" else value


@register.inclusion_tag("parts/field.html")
def field(bound: BoundField, kind: str = "") -> dict[str, object]:
    """A form field with label, help and errors; ``kind`` is ``wide`` for a whole row."""
    return {"field": bound, "kind": kind}


@register.inclusion_tag("parts/pages.html", takes_context=True)
def pages(context: Context, page: "Page[object]") -> dict[str, object]:
    """The pages of a list; the other words of the address stay."""
    around = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return {"request": context["request"], "page": page, "around": list(around)}


@register.filter
def yuan(text: str | None) -> str:
    """Money in 元 as a decimal string, with thousands and two places: 12,400.37."""
    return NOTHING if not text else f"{rounded(Decimal(text)):,}"


@register.filter
def has_lines(text: str) -> bool:
    """Whether a cell's text goes over several lines, which a one-line field would run together."""
    return "\n" in text


@register.filter
def count(number: int | None) -> str:
    """How many, with thousands separators: 200,000; nothing is “—”."""
    return NOTHING if number is None else f"{number:,}"


@register.filter
def yuan_of(money: Decimal | None) -> str:
    """Money in 元 with thousands and two places: 12,400.37; nothing is “—”."""
    return NOTHING if money is None else f"{rounded(money):,}"


@register.filter
def rate(part: Fraction | None) -> str:
    """A ratio as a percentage with two places; nothing to divide by is “—”."""
    return NOTHING if part is None else percent(part)


@register.filter
def ratio(text: str | None) -> str:
    """A ratio as a decimal string, printed as a percentage: 0.8620 → 86.20%."""
    return NOTHING if text is None else percent(Decimal(text))
