"""How the parameters of each scoring method are written, for people, and the pieces every method shares."""

import re

from jiheng.rules.indicators.rules_of_scoring import RuleError
from jiheng.rules.indicators.shapes import Method

NUMBER = r"[0-9]{1,15}(?:\.[0-9]{1,6})?"
UNIT = r"%|个百分点|[一-鿿]{0,4}?"

_PIECES = re.compile(r"[,;、。]")

SYNTAX: dict[Method, str] = {
    Method.RATIO: "可以空着，方向按目标值判断；也可写“正向”“反向”或“等值”。",
    Method.RANGE: "可以空着，取目标值的区间；也可写“10至20”，两端都算在内。",
    Method.STEPS: "从高到低逐档写，用逗号隔开：“达标率：95%满分5，90%得3，85%得1，以下0”。",
    Method.DEDUCTION: (
        "“每发现1起扣2分”“每逾期10天扣1分”按数量扣；“每低1个百分点扣0.5分”“每超5%扣1分”按与目标值的差扣。"
        "可加“扣完为止”和“不足一档不扣”“不足一档按一档扣”“不足一档按比例扣”之一。"
    ),
    Method.DATE: "“每逾期10天扣1分”，目标值写日期；可加“不足一档不扣”“不足一档按一档扣”“不足一档按比例扣”之一。",
    Method.YES_NO: "空着；是得满分，否不得分。",
    Method.QUALITATIVE: "空着；先选档，再在该档区间内定得分率。",
    Method.SATISFACTION: "空着；目标值写百分数，如≥90%。",
    Method.FORMULA: (
        "写得分的公式，如“如果（实际值≥目标值，分值，实际值÷目标值×分值）”；百分数按小数算，85%即0.85。"
        "“分值”“目标值”“实际值”可以直接用，其他名称在试算时给数。写在参数里；参数空着时取计算公式一栏。"
    ),
}
"""How the parameters of each method are written, for people."""


def pieces_of(written: str) -> list[str]:
    """The pieces between commas."""
    return [piece for piece in _PIECES.split(written) if piece]


def unit_of(written: str) -> str:
    """A unit under one name. Raises ``RuleError`` for working days, which the rule does not count."""
    if "工作日" in written:
        raise RuleError("逾期天数按自然日算，不能写工作日，请改写成天")
    return {"个百分点": "%", "日": "天"}.get(written, written)


def unread(method: Method, piece: str) -> RuleError:
    """The refusal that names the piece and says how it is written."""
    fault = f"的参数“{piece}”读不懂" if piece else "没有写参数"
    return RuleError(f"{method.value}{fault}。写法：{SYNTAX[method].rstrip('。')}")
