"""Names of the sheets that are written for people and never read back."""

from typing import Final

GUIDE: Final = "填写说明"
FINDINGS: Final = "检查结果"
RECORD: Final = "抽样记录"
FRAME: Final = "抽样框"
DRAWN: Final = "抽中样本点"
SUMMARY: Final = "分类汇总表"

NOT_READ: Final = frozenset({GUIDE, FINDINGS, RECORD, FRAME, DRAWN, SUMMARY})
