"""能否计分: whether a piece of material may support points, and if not, why in a word (第二十三条)."""

from typing import Final

from jiheng.rules.clause import clause
from jiheng.rules.evidence.gate import ADMISSIBLE, Evidence, Nature, supports_points

CLAUSE: Final = "cq2023-7/23"
NOT_TOLD: Final = "没有选来源性质"
ONLY_LEAD: Final = "只作线索"


@clause(CLAUSE)
def unusable_for(nature: Nature | None, *, as_lead: bool = False) -> str:
    """Why material may not support points, in a word; blank when it may.

    Reading taken: material whose nature nobody chose supports nothing until somebody does.
    """
    if nature is None:
        return NOT_TOLD
    if supports_points(Evidence("", nature, as_lead)):
        return ""
    return ONLY_LEAD if nature in ADMISSIBLE else nature.label
