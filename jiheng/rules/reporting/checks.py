"""What a report may not lack before it is final: sections, sub-items, problems, recommendations, annexes, scores."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from jiheng.rules.clause import clause
from jiheng.rules.codes import failed, passed
from jiheng.rules.finding import Finding, Outcome
from jiheng.rules.law import NATIONAL
from jiheng.rules.reporting.content import ReportContent
from jiheng.rules.reporting.grounds import Grounds
from jiheng.rules.reporting.outline import Outline, OutlineItem, OutlineSection, ReportPart, Shows, outline_for
from jiheng.rules.reporting.prose import check_fields
from jiheng.rules.reporting.typed_figures import check_typed
from jiheng.rules.wording import quoted

GROUPS: Final[Mapping[str, tuple[str, ...]]] = {
    "评价指标表（含计分规则）": ("indicators",),
    "项目预算执行明细表和汇总表": ("execution", "execution-detail"),
    "项目实施进度表": ("schedule",),
    "样本点基础信息表和分类汇总表": ("points", "point-summary"),
    "调查问卷格式和调查问题梳理表": ("questionnaires", "survey-findings"),
}
"""The five groups of 第三十二条 and the annexes each is made of."""
REPORT, RECOMMENDATIONS = "报告", "有关建议"


@clause("cq2023-7/30", "cq2023-7/30.1", "cq2023-7/30.2", "cq2023-7/31", "cq2023-7/31.1")
def check_written(grounds: Grounds, values: Mapping[str, str]) -> list[Finding]:
    """Every sub-item is written or, where that is possible, “无”; its fields exist and its typed figures agree."""
    texts = {one.item: one for one in grounds.report.texts}
    found: list[Finding] = []
    outline = outline_for(grounds.project)
    for section, item in outline.items:
        written = texts.get(item.key)
        where = place_of(section, item)
        if item.asks and not (written and (written.text.strip() or (written.absent and item.absent))):
            found.append(_unwritten(outline, section, item, where))
        if written and not written.absent:
            found += check_fields(written.text, values, where)
            found += check_typed(written.text, grounds, where)
    return found


def place_of(section: OutlineSection, item: OutlineItem) -> str:
    """Where a sub-item stands, as people say it: ``正文“评价结论”的“典型案例”``."""
    return f"{section.part.label}“{section.title}”的“{item.title}”"


def _unwritten(outline: Outline, section: OutlineSection, item: OutlineItem, where: str) -> Finding:
    absent = "，确实没有的选“无”" if item.absent else ""
    said = f"{where}没有写。请补写{absent}"
    if outline.instrument == NATIONAL:
        return failed("E-W-01", said, where=where)
    code = "E-B30-1" if section.part is ReportPart.ABSTRACT else "E-B31-1"
    return failed(code, said, clauses=(section.clause,), where=where)


@clause("cq2023-7/30.3", "cq2023-7/31.4")
def check_problems(grounds: Grounds) -> list[Finding]:
    """Every problem has 具体表现, 判断依据 and 成因; the abstract speaks of some of them."""
    found = []
    for one in grounds.given.problems:
        lacking = [word for word, said in _parts(one.phenomenon, one.basis, one.cause) if not said.strip()]
        if lacking:
            said = f"问题“{one.title}”没有写{'、'.join(lacking)}。请退回实施环节，在问题清单里补齐"
            found.append(failed("E-B31-1", said, clauses=("cq2023-7/31.4",), where="正文“存在的问题及原因”"))
    outline = outline_for(grounds.project)
    titles = {one.title for one in grounds.given.problems}
    gone = [title for title in grounds.report.key_problems if title not in titles]
    if gone:
        said = f"摘要里重点关注的问题{quoted(gone)}已不在问题清单里。请重新选择"
        found.append(failed("E-B30-1", said, clauses=("cq2023-7/30.3",), where="摘要“需重点关注的问题”"))
    if titles and outline.of(ReportPart.ABSTRACT) and not titles & set(grounds.report.key_problems):
        said = "摘要没有选需重点关注的问题。请在“问题和建议”里勾选"
        found.append(failed("E-B30-1", said, clauses=("cq2023-7/30.3",), where="摘要“需重点关注的问题”"))
    return found


def _parts(phenomenon: str, basis: str, cause: str) -> Iterator[tuple[str, str]]:
    yield from (("具体表现", phenomenon), ("判断依据", basis), ("成因", cause))


@clause("cq2023-7/30.4", "cq2023-7/31.5")
def check_recommendations(grounds: Grounds) -> list[Finding]:
    """Each recommendation answers a problem that stands; there are some as soon as there are problems."""
    known = [one.title for one in grounds.given.problems]
    found, answered = [], set()
    for one in grounds.report.recommendations:
        where = f"建议{one.number}“{one.title}”"
        links = [title for title in one.problems if title in known]
        answered.update(links)
        if not links:
            lost = f"，原来对应的{quoted(one.problems)}已不在问题清单里" if one.problems else ""
            found.append(failed("E-B30-2", f"{where}没有对应的问题{lost}。请勾选它针对的问题", where=where))
        if not one.title.strip() or not one.text.strip():
            said = f"{where}没有写{'内容' if one.title.strip() else '标题'}。请补写"
            found.append(failed("E-B31-1", said, clauses=("cq2023-7/31.5",), where=where))
    if known and not grounds.report.recommendations:
        said = f"有{len(known)}个问题，没有一条建议。请结合问题提出建议"
        found.append(failed("E-B31-1", said, clauses=("cq2023-7/31.5",), where=f"正文“{RECOMMENDATIONS}”"))
    elif known:
        found += _in_abstract(grounds)
        left = [title for title in known if title not in answered]
        if left:
            said = f"问题{quoted(left)}没有对应的建议。请补写，或者在已有建议里关联"
            found.append(failed("W-W-04", said, where=f"正文“{RECOMMENDATIONS}”"))
    return found


def _in_abstract(grounds: Grounds) -> list[Finding]:
    asked = any(item.shows is Shows.KEY_RECOMMENDATIONS for _, item in outline_for(grounds.project).items)
    if not asked or any(one.key for one in grounds.report.recommendations):
        return []
    said = "摘要没有选要写入的建议。请在“问题和建议”里把至少一条建议勾选“写入摘要”"
    return [failed("E-B30-1", said, clauses=("cq2023-7/30.4",), where=f"摘要“{RECOMMENDATIONS}”")]


@clause("cq2023-7/32")
def check_annexes(content: ReportContent) -> list[Finding]:
    """The five groups of annexes each hold something. The national outline names no annexes."""
    held = {one.key for one in content.annexes if one.blocks}
    titles = {one.key: one.title for one in content.annexes}
    found = []
    for group, keys in GROUPS.items():
        lacking = [titles.get(key, key) for key in keys if key not in held]
        if lacking:
            said = f"附件“{group}”缺{quoted(lacking)}，系统里没有数据。请补录数据后再生成"
            found.append(failed("E-B32", said, where=f"附件“{group}”"))
    return found


@clause("cq2023-7/29")
def check_parts(content: ReportContent, outline: Outline, drafts: int) -> list[Finding]:
    """A 征求意见稿 comes first, and the report has abstract, body and annexes."""
    parts = {"正文": content.body, "附件": [one for one in content.annexes if one.blocks]}
    if outline.instrument != NATIONAL:
        parts["摘要"] = content.abstract
    lacking = [name for name, held in parts.items() if not held]
    found = []
    if not drafts:
        found.append(failed("E-B29-1", "还没有征求意见稿。请先生成征求意见稿，送被评价单位征求意见", where=REPORT))
    if lacking:
        found.append(failed("E-B29-2", f"报告缺{'、'.join(lacking)}。请补齐", where=REPORT))
    return found


@clause("cq2023-7/31.2", "cq2023-7/31.3")
def check_score_printed(content: ReportContent, grounds: Grounds) -> Finding:
    """The score and grade a report prints are those of the system: a frozen report is stale once they moved."""
    concluded = grounds.scored.conclusion
    due = {"评价得分": f"{concluded.value:f}分", "等级": concluded.grade.value} if concluded.grade else {}
    said = {one.name: one.value for one in content.fields}
    wrong = [
        f"{name}是“{said.get(name, '')}”，系统现在是“{value}”"
        for name, value in due.items()
        if said.get(name) != value
    ]
    if wrong:
        return failed("E-B31-2", f"报告里的{'；'.join(wrong)}。请重新生成报告稿", where=REPORT)
    return passed("E-B31-2")


@clause("cq2023-7/28")
def check_concluded(grounds: Grounds) -> Finding:
    """A report needs a conclusion."""
    if grounds.scored.conclusion.grade is None:
        return failed("E-W-05", "评价得分还算不出，不能出报告稿。请先在计分结果里补齐", where=REPORT)
    return passed("E-W-05")


@clause("cq2023-7/29", "cq2023-7/30", "cq2023-7/31", "cq2023-7/32")
def check_report(
    grounds: Grounds, content: ReportContent, drafts: int, opinions: Sequence[Finding] = ()
) -> tuple[Finding, ...]:
    """Everything that failed, in the order of the report. ``opinions`` are the answers about 征求意见."""
    outline = outline_for(grounds.project)
    found = [
        check_concluded(grounds),
        *check_parts(content, outline, drafts),
        *check_written(grounds, {one.name: one.value for one in content.fields}),
        *check_problems(grounds),
        *check_recommendations(grounds),
        *(check_annexes(content) if outline.instrument != NATIONAL else ()),
        *opinions,
    ]
    return tuple(one for one in found if one.outcome is Outcome.FAILED)
