"""How the recheck reads on a terminal."""

from pathlib import Path

from jiheng.cli.batch_counts import BatchCounts
from jiheng.rules.law import clause_label
from jiheng.rules.recheck.finding_lines import finding_lines
from jiheng.rules.recheck.result_json import Json
from jiheng.rules.recheck.results import Verdict

RULE = "─" * 60


def print_form(form: Json) -> None:
    """One form: its totals, then each finding with its cell, figures and clause."""
    print(RULE)
    sheet = f"　工作表“{form['sheet']}”" if form["sheet"] else ""
    print(f"{form['project']}　{form['file']}{sheet}")
    totals = form["totals"]
    if totals["reported"] is not None or totals["recomputed"] is not None:
        reported = totals["reported"] or "空白"
        grade = f"（{totals['grade_recomputed']}）" if totals["grade_recomputed"] else ""
        recomputed = f"复算{totals['recomputed']}{grade}" if totals["recomputed"] else "不能复算"
        print(f"总分：填报{reported}，{recomputed}")
    verdicts = [row["verdict"] for row in form["indicators"]]
    counted = "，".join(
        f"{verdict.label}{verdicts.count(verdict.value)}" for verdict in Verdict if verdict.value in verdicts
    )
    print(f"指标{len(verdicts)}行：{counted}" if verdicts else "没有读到指标行")
    lines = finding_lines([form])
    for line in lines:
        where = f"{line.cell}　" if line.cell else ""
        clauses = "、".join(map(clause_label, line.clauses))
        print(f"  [{line.severity.label}] {where}{line.message}（{line.code}，{clauses}）")
    if not lines:
        print("  没有检出问题")


def print_unreadable(form: Json) -> None:
    """A file that could not be read."""
    print(RULE)
    for finding in form["findings"]:
        print(f"未能读取　{form['file']}：{finding['message']}（{finding['code']}）")


def print_summary(counts: BatchCounts, json_path: Path | None, xlsx_path: Path | None) -> None:
    """The whole batch in a few lines."""
    print(RULE)
    print(
        f"共{counts.forms}张表、{counts.rows}行指标：一致{counts.match}，不一致{counts.differs}，"
        f"人工判断{counts.judgement}，不能复算{counts.unread_rows}"
    )
    print(f"检出：阻断{counts.errors}处，提醒{counts.warnings}处，提示{counts.notices}处")
    if counts.unreadable:
        print(f"有{counts.unreadable}个文件或工作表未能读取，原因见上")
    if not counts.forms and not counts.unreadable:
        print("没有找到 xlsx、xls 或 zip 文件，请核对给出的文件夹")
    if json_path:
        print(f"结果已写入 {json_path}")
    if xlsx_path:
        print(f"带标记的工作簿已写入 {xlsx_path}")
