"""现场: outputs and effects are seen and heard on the spot (第十九条), and some projects have to be (第二十条)."""

from collections.abc import Mapping, Sequence

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed, not_applicable, passed
from jiheng.rules.evidence.shapes import Form, IndicatorLine, Material, ObtainMethod, ProjectTraits
from jiheng.rules.evidence.traits import has_types, site_reason
from jiheng.rules.evidence.visit_shapes import SiteVisit
from jiheng.rules.finding import Finding
from jiheng.rules.law import Rulebook

RESULTS = ("产出", "效果")
SITE_VISITS = "现场查看记录"
ON_THE_SPOT = (ObtainMethod.SITE, ObtainMethod.VISIT)


def least_photos_for(book: Rulebook) -> int:
    return int(book.entry("site_photos").decimal("least"))


@clause("cq2023-7/19")
def check_results_seen(
    indicators: Sequence[IndicatorLine],
    materials: Sequence[Material],
    reasons: Mapping[str, str],
    where: str = "",
) -> list[Finding]:
    """Indicators of output and effect rest on what was seen on the site or heard in talks.

    ``reasons`` tells by code or name of an indicator how else it was proved. Reading taken: material kept as a lead
    proves nothing; while no indicator at all has such material, that is said once instead of for each.
    """
    results = [each for each in indicators if each.level1.strip() in RESULTS]
    if not results:
        said = "没有产出、效果类指标"
        return [not_applicable("E-B19-1", said), not_applicable("W-B19-2", said)]
    proofs = [each for each in materials if each.obtained_by in ON_THE_SPOT and not each.as_lead]
    linked = {name for each in proofs for name in each.indicators if name.strip()}
    bare = [each for each in results if not {each.code, each.name} & linked]
    if len(bare) == len(results):
        message = f"{len(results)}项产出、效果类指标都没有现场查看或走访取得的资料。请补现场查看或走访，并挂到指标"
        return [
            failed("E-B19-1", message, where=where),
            not_applicable("W-B19-2", "产出、效果类指标都没有现场证据，已一并指出"),
        ]
    return [passed("E-B19-1", where=where), *_check_single(bare, reasons)]


def _check_single(bare: Sequence[IndicatorLine], reasons: Mapping[str, str]) -> list[Finding]:
    found = [
        failed(
            "W-B19-2",
            f"指标“{each.code} {each.name}”没有现场查看或走访取得的资料。请补充，或说明用了什么方式",
            where=each.where,
        )
        for each in bare
        if not (reasons.get(each.code, "").strip() or reasons.get(each.name, "").strip())
    ]
    return found or [passed("W-B19-2")]


@clause("cq2023-7/20")
def check_site(
    traits: ProjectTraits, site_visits: Sequence[SiteVisit], materials: Sequence[Material], least_photos: int
) -> list[Finding]:
    """Works, information systems, installations, services for the public and whatever has a site are seen there.

    Reading taken: a visit counts once its place and day are written. While a project has no type and nobody chose
    whether it has a site, it is asked about.
    """
    reason = site_reason(traits)
    visited = [each for each in site_visits if each.place.strip() and each.visited_on is not None]
    if not reason and (has_types(traits) or traits.has_site is not None):
        said = "项目类型不在必须到现场之列，也没有特定实施场地"
        return [not_applicable("E-B20-1", said), not_applicable("E-B20-2", said)]
    if not visited:
        message = _not_visited(reason, site_visits)
        place = site_visits[0].where if site_visits else SITE_VISITS if reason else traits.where
        return [
            failed("E-B20-1", message, where=place),
            not_applicable("E-B20-2", "还没有到现场，已一并指出"),
        ]
    passed_by = passed("E-B20-1", f"有{len(visited)}次现场查看", where=visited[0].where)
    return [passed_by, check_photos(visited, materials, least_photos)]


def _not_visited(reason: str, site_visits: Sequence[SiteVisit]) -> str:
    if not reason:
        return "没有填项目类型，也没有选是否有特定实施场地，没有现场查看记录。请先作出选择，有场地的到现场查看并登记"
    if site_visits:
        return f"{reason}，必须到实施现场，{len(site_visits)}条现场查看记录都缺地点或日期。请补填"
    return f"{reason}，必须到实施现场，没有现场查看记录。请到现场查看并登记"


@clause("cq2023-7/20", "cq2023-7/22")
def check_photos(site_visits: Sequence[SiteVisit], materials: Sequence[Material], least: int) -> Finding:
    """There are photographs of the site.

    Reading taken: a photograph is a picture in the list of materials that a visit names, or that was obtained by
    looking at the site; all visits together need the least number.
    """
    named = {number.strip() for each in site_visits for number in each.photos}
    count = sum(
        each.form is Form.PICTURE and (each.number.strip() in named or each.obtained_by is ObtainMethod.SITE)
        for each in materials
    )
    if count >= least:
        return passed("E-B20-2", f"有{count:,}张现场照片")
    message = f"现场查看有{count}张照片，至少要{least}张。请上传现场照片，注明采集时间和地点"
    return failed("E-B20-2", message, where=site_visits[0].where if site_visits else "")
