"""The sheets of a team that works at the finance bureau: changes, assessments and orders (文件A)."""

from typing import Final

from jiheng.rules.agencies.shapes import Assessed, Assessment, ChangeKind, ResidentOrder, TeamChange
from jiheng.workbooks.preparation.columns import Column, Sheet
from jiheng.workbooks.preparation.kinds import Day, YesNo, choice_of

DAY: Final = Day()
MAYBE: Final = YesNo()

CHANGES: Final = Sheet(
    "人员变动",
    "team_changes",
    TeamChange,
    (
        Column("姓名", "person", required=True, advice="与评价小组一致；离组的人也留在评价小组名单里"),
        Column("变动", "kind", choice_of(ChangeKind), required=True),
        Column("变动日期", "changed_on", DAY),
        Column("原因", "reason", width=30),
        Column("接替安排", "successor", width=24),
        Column("补审人员结构符合", "structure", MAYBE, advice="补审各栏由财政部门判定，进组的填"),
        Column("补审业务能力符合", "capability", MAYBE),
        Column("补审回避符合", "recusal", MAYBE),
        Column("补审日期", "reviewed_on", DAY),
    ),
    "工作组审核通过后进组、离组的人，一次一行。没有变动的留空。",
    optional=True,
)

ASSESSMENTS: Final = Sheet(
    "绩效考核",
    "assessments",
    Assessment,
    (
        Column("考核对象", "subject", choice_of(Assessed), required=True),
        Column("被考核人", "person", advice="考核人员的填，与评价小组一致"),
        Column("考核日期", "assessed_on", DAY),
        Column("考核结果", "score", advice="如：92分，或优秀"),
        Column("考核意见", "note", width=40),
        Column("考核人", "assessor"),
    ),
    "负责人对人员和工作情况的定期考核，一次一行。",
    optional=True,
)

ORDERS: Final = Sheet(
    "驻点工作安排",
    "resident_orders",
    ResidentOrder,
    (
        Column("安排的工作", "content", required=True, width=40),
        Column("承办人", "people", width=20),
        Column("安排日期", "ordered_on", DAY),
        Column("期限", "due", DAY),
        Column("完成日期", "done_on", DAY),
        Column("回报情况", "report", width=36),
    ),
    "财政部门对驻点人员的安排，一项一行。",
    optional=True,
)

RESIDENCE_SHEETS: Final = (CHANGES, ASSESSMENTS, ORDERS)
