"""计分底稿: a frozen score as a Word document, every indicator with its inputs, steps, evidence and clauses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from docx.document import Document as WordDocument

from jiheng.reports.official_page import (
    add_caption,
    add_footer,
    add_heading,
    add_paragraph,
    add_title,
    official_document,
    saved,
)
from jiheng.reports.plan_tables import NOTHING, UPRIGHT_MM, day_text, money_text, plan_table
from jiheng.rules.evidence.shapes import Material
from jiheng.rules.figures import plain
from jiheng.rules.finding import Finding
from jiheng.rules.implementation.freezing import called
from jiheng.rules.implementation.indicator_scores import IndicatorScore
from jiheng.rules.implementation.result import EvaluationResult, PartResult
from jiheng.rules.law import clause_label
from jiheng.rules.law_words import key_of, shown_value, title_of
from jiheng.rules.sampling.canonical import sha256

SHORT = 12
"""How many characters of a hash are enough to find a run by."""


@dataclass(frozen=True, slots=True)
class ScorePaper:
    """A run as its paper shows it. ``inputs`` are hashes by what people call a part, ``materials`` by number."""

    called: str
    number: int
    made_by: str
    made_on: date
    cause: str
    rules_title: str
    judged_on: date
    software: str
    law: str
    result_hash: str
    inputs: Mapping[str, str]
    result: EvaluationResult
    materials: Mapping[str, Material]
    parameters: Sequence[Mapping[str, Any]]

    @property
    def inputs_hash(self) -> str:
        """One hash over those of all inputs."""
        return sha256("".join(self.inputs.values()))

    @property
    def footer(self) -> str:
        """What a paper is matched to its run by."""
        hashes = (("底本", self.inputs_hash), ("结果", self.result_hash), ("法规", self.law))
        said = "　".join(f"{what} {digest[:SHORT]}" for what, digest in hashes)
        return f"计分编号 {self.called}　{said}　软件 {self.software}"

    @property
    def parameter_rows(self) -> list[tuple[str, str, str, str]]:
        """Each parameter with its values, its clause and its first day."""
        return [
            (
                title_of(one["name"]),
                "；".join(
                    f"{key_of(one['name'], key)} {shown_value(value)}"
                    for key, value in one["values"].items()
                    if key != "evidence"
                ),
                clause_label(one["clause"]),
                day_text(date.fromisoformat(one["since"])),
            )
            for one in self.parameters
        ]

    def material_title(self, number: str) -> str:
        found = self.materials.get(number)
        return found.title if found and found.title else NOTHING


def score_paper(paper: ScorePaper) -> bytes:
    """The paper as ``.docx`` bytes."""
    result = paper.result
    document = official_document(f"{result.project.name}计分底稿")
    add_footer(document, paper.footer)
    add_title(document, "绩效评价计分底稿")
    add_paragraph(document, f"（第{paper.number}次计分）", indent=False, right=True)
    _facts(document, paper)
    _conclusion(document, result)
    for part in result.parts:
        _scores(document, part, split=len(result.parts) > 1)
    add_heading(document, "四、逐项底稿")
    for part in result.parts:
        for one in part.indicators:
            _indicator(document, one, paper)
    _findings(document, result)
    _sources(document, paper)
    return saved(document)


def _facts(document: WordDocument, paper: ScorePaper) -> None:
    project = paper.result.project
    units = dict.fromkeys(filter(None, (project.department, project.implementing_unit)))
    add_heading(document, "一、项目和计分")
    rows = [
        ("项目名称", project.name),
        ("项目编号", project.code),
        ("评价机构", project.agency or NOTHING),
        (
            "被评价单位",
            "、".join(units) or NOTHING,
        ),
        ("计分编号", paper.called),
        ("计分", f"{day_text(paper.made_on)}，{paper.made_by}，起因：{paper.cause}"),
        ("规则", f"{paper.rules_title}，按{day_text(paper.judged_on)}的规则"),
    ]
    plan_table(document, ("内容", "记录"), rows, (22, 78), UPRIGHT_MM)


def _conclusion(document: WordDocument, result: EvaluationResult) -> None:
    add_heading(document, "二、评价结论")
    concluded = result.conclusion
    if concluded.value is None or concluded.grade is None:
        add_paragraph(document, "还不能得出结论，原因见第五部分。")
    else:
        add_paragraph(document, f"评价得分{concluded.value}分，等级“{concluded.grade.value}”。")
    for step in concluded.steps:
        clause = f"（{clause_label(step.clause)}）" if step.clause else ""
        add_paragraph(document, f"{step.kind.value}：{step.text}{clause}")


def _scores(document: WordDocument, part: PartResult, *, split: bool) -> None:
    if not split:
        add_heading(document, "三、得分表")
    add_caption(document, f"{part.name}，资金{money_text(f'{part.funds:f}')}元")
    rows = [
        (
            one.indicator.code,
            f"{one.indicator.level1}／{one.indicator.name}",
            plain(one.indicator.points),
            one.value or NOTHING,
            _points(one.raw.value),
            str(len(one.admissible)),
            "不适用" if one.excluded else _points(one.final.value),
        )
        for one in part.indicators
    ]
    rows.append(("合计", "", "", "", "", "", _points(part.total.value)))
    heads = ("编号", "指标", "分值", "评价值", "按规则得分", "可用资料", "得分")
    plan_table(document, heads, rows, (8, 34, 8, 20, 10, 9, 11), UPRIGHT_MM, figures=frozenset({2, 4, 5, 6}))


def _indicator(document: WordDocument, one: IndicatorScore, paper: ScorePaper) -> None:
    named = f"{called(one.indicator)}　{one.indicator.name}　{plain(one.indicator.points)}分"
    scored = "不适用" if one.excluded else f"得{_points(one.final.value)}分"
    add_caption(document, f"{named}　{scored}")
    steps = [
        (str(number), step.kind.value, step.text, clause_label(step.clause) if step.clause else NOTHING)
        for number, step in enumerate(one.final.steps, 1)
    ]
    plan_table(document, ("步", "内容", "计算", "依据"), steps, (6, 9, 60, 25), UPRIGHT_MM)
    evidence = [
        (each.number, paper.material_title(each.number), each.nature.label, _counts(one, each.number))
        for each in one.evidence
    ]
    rows = evidence or [("没有资料", "", "", "")]
    add_caption(document, "资料")
    plan_table(document, ("资料编号", "资料名称", "来源性质", "能否计分"), rows, (30, 38, 18, 14), UPRIGHT_MM)
    if one.findings:
        add_caption(document, "问题")
        _findings_table(document, one.findings)


def _counts(one: IndicatorScore, number: str) -> str:
    return "可以" if any(each.number == number for each in one.admissible) else "不能"


def _findings(document: WordDocument, result: EvaluationResult) -> None:
    add_heading(document, "五、检查出的问题")
    if result.findings:
        _findings_table(document, result.findings)
    else:
        add_paragraph(document, "没有检查出问题。")


def _findings_table(document: WordDocument, findings: Sequence[Finding]) -> None:
    rows = [
        (one.severity.label, one.code, one.message, "、".join(map(clause_label, one.clauses)) or NOTHING)
        for one in findings
    ]
    plan_table(document, ("程度", "编码", "问题和办法", "依据"), rows, (9, 13, 53, 25), UPRIGHT_MM)


def _sources(document: WordDocument, paper: ScorePaper) -> None:
    """What the score can be made again from."""
    add_heading(document, "六、参数和底本")
    add_caption(document, "用到的参数")
    plan_table(document, ("参数", "取值", "依据", "起用"), paper.parameter_rows, (22, 42, 20, 16), UPRIGHT_MM)
    add_caption(document, "底本摘要（SHA-256）")
    rows = [*paper.inputs.items(), ("计分结果", paper.result_hash), ("法规文件", paper.law)]
    plan_table(document, ("底本", "摘要"), rows, (24, 76), UPRIGHT_MM)
    add_paragraph(document, f"用命令“jiheng evaluation rescore {paper.called}”可以重算，核对每一位数。")


def _points(value: Any) -> str:
    return NOTHING if value is None else f"{value:f}"
