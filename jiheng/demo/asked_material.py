"""A second notice of the scored evaluation, to a unit of the county: partly answered, urged, one file to look at."""

from datetime import date, datetime
from io import BytesIO
from typing import Final

from jiheng.demo.county import SHANGHAI
from jiheng.demo.preparation.project import UNIT
from jiheng.demo.raw_files import raw_files
from jiheng.evaluation.actions.handing_in import hand_in, say_none
from jiheng.evaluation.actions.notices import receive_items, record_reminder, save_notice, send_notice
from jiheng.evaluation.models import EvaluationProject
from jiheng.evaluation.requests import addresses_of
from jiheng.orgs.duties import Member
from jiheng.orgs.queries import bodies_named
from jiheng.rules.evidence.request_shapes import Notice, NoticeItem
from jiheng.rules.evidence.requests import notice_clauses_for
from jiheng.rules.law import rulebook

NUMBER: Final = "青评通〔2026〕2号"
SENT, DUE, CAME, URGED = date(2026, 3, 14), date(2026, 3, 24), date(2026, 3, 23), date(2026, 3, 26)
CONTRACTS: Final = "采购资料：道路工程的合同台账、变更和付款记录"
CHECKED: Final = "验收资料：通村公路验收问题的整改情况"
LETTERS: Final = "全过程其他资料：群众来信来访的处理记录"
FILE: Final = "32-工程合同台账.xlsx"


def ask_for_material(project: EvaluationProject, lead: Member, unit: Member) -> None:
    """Every step by who does it in life."""
    book = rulebook("cq2023-7", SENT)
    clauses = notice_clauses_for(book)
    items = (NoticeItem(CONTRACTS, ("G2", "G4")), NoticeItem(CHECKED, ("C3", "C4")), NoticeItem(LETTERS, ("X3",)))
    notice = Notice(NUMBER, UNIT, DUE, clauses.truth, clauses.consequence, items=items)
    body = bodies_named([UNIT]).first()
    save_notice(project, notice, body, revision=project.revision, by=lead, at=_at(SENT, 9))
    receipt = "演示：办公室签收回执"
    send_notice(project, NUMBER, book, sent_on=SENT, method="当面送达", receipt=receipt, by=lead, at=_at(SENT, 15))
    receive_items(project, NUMBER, (CHECKED,), day=CAME, by=lead, at=_at(CAME, 16))
    record_reminder(project, NUMBER, reminded_on=URGED, method="电话", by=lead, at=_at(URGED, 10))
    address = addresses_of(project)[NUMBER]
    file = (FILE.partition("-")[2], BytesIO(raw_files()[FILE]))
    hand_in(address, CONTRACTS, [file], remark="演示：合同原件在县交通运输局档案室", by=unit, at=_at(URGED, 15))
    say_none(address, LETTERS, "演示：2022年没有收到来信来访", by=unit, at=_at(URGED, 16))


def _at(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=SHANGHAI)
