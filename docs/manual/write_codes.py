"""Write ``05-codes.md`` from the register of codes, so that the page says what the recheck says."""

import re
from collections.abc import Iterator
from pathlib import Path

from jiheng.rules.codes import Code, codes
from jiheng.rules.law import LAW_FOLDER, clause_label, read_toml

PAGE = Path(__file__).with_name("05-codes.md")
ROOT = LAW_FOLDER.parent
RECHECK, READING = ("jiheng/rules/recheck",), ("jiheng/workbooks", "jiheng/files")
FROM_SCORING = ("E-S-02", "E-S-24", "W-S-03", "W-S-06", "W-S-07", "W-S-09", "W-S-25")
"""What the scoring methods object to and the recheck passes on."""

HEAD = """# 5. 问题代码

本页由 `docs/manual/write_codes.py` 从 `law/codes` 生成，请勿手改。

“阻断”应当改正后再报送；“提醒”改正或写明理由；“提示”供参考。编码一经使用就不改号、不复用。
条款写作“规则包 条号”，内容见[条款对照](../clauses.md)。
"""


def main() -> None:
    used = used_codes()
    sections = (
        ("复核", [code for code in of_file("recheck") if code.id in used]),
        ("复核时一并检查的其他条款", [code for code in codes().values() if code.id in used and code not in named()]),
        ("读取文件", [code for code in of_file("files") if code.id in used]),
    )
    waiting = [code for code in named() if code.id not in used]
    lines = [HEAD]
    for title, listed in sections:
        lines += [f"## {title}\n", *table(listed), ""]
    if waiting:
        lines.append(
            "已登记、这一版复核还不会给出的编码：" + "、".join(f"{one.id}（{one.title}）" for one in waiting) + "。\n"
        )
    PAGE.write_text("\n".join(lines).rstrip() + "\n", "utf-8")


def of_file(name: str) -> list[Code]:
    """The codes of one file of the register, in its order."""
    return [codes()[entry["id"]] for entry in read_toml(LAW_FOLDER / "codes" / f"{name}.toml")["code"]]


def named() -> list[Code]:
    return [*of_file("recheck"), *of_file("files")]


def used_codes() -> set[str]:
    """The codes that stand in the programs of the recheck, and those of files in the programs that read them."""
    of_files = {code.id for code in of_file("files")}
    return {*FROM_SCORING, *_codes_in(RECHECK), *(_codes_in(READING) & of_files)}


def _codes_in(folders: tuple[str, ...]) -> set[str]:
    texts = (path.read_text("utf-8") for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return {code for text in texts for code in re.findall(r'"([EWN]-[A-Z0-9]+-\d+)"', text)}


def table(listed: list[Code]) -> Iterator[str]:
    yield "| 编码 | 程度 | 问题 | 什么时候 | 怎么办 | 条款 |"
    yield "|---|---|---|---|---|---|"
    for code in listed:
        clauses = "、".join(map(clause_label, code.clauses)) or "—"
        yield f"| `{code.id}` | {code.severity.label} | {code.title} | {code.when} | {code.todo} | {clauses} |"


if __name__ == "__main__":
    main()
