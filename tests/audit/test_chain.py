"""Events can only be appended, and whoever gets round that is found."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from jiheng.audit.actions import record
from jiheng.audit.chain import canonical
from jiheng.audit.models import ChainHead, Event
from jiheng.audit.queries import anchor, contradicts, verify
from jiheng.audit.triggers import drop_guard, raise_guard
from jiheng.cli.audit import verify_chain
from tests.county import DAY, County

pytestmark = pytest.mark.django_db


def run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.fixture
def intruder(county: County) -> Callable[[str], None]:
    """Someone with the database's own password, who takes the triggers off first."""

    def act(sql: str) -> None:
        drop_guard(connection)
        run(sql)

    return act


def messages() -> str:
    return "\n".join(problem.message for problem in verify())


def test_a_chain_left_alone_is_whole(county: County) -> None:
    assert Event.objects.count() > 20
    assert verify() == []


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE audit_event SET action = 'x' WHERE seq = 3",
        "DELETE FROM audit_event WHERE seq = 3",
        "UPDATE audit_chainhead SET count = count - 1",
        "UPDATE audit_chainhead SET hash = 'x'",
        "DELETE FROM audit_chainhead",
        "INSERT INTO audit_chainhead (id, count, hash) VALUES (2, 0, 'x')",
        "INSERT INTO audit_event SELECT 999, at, action, subject_type, subject_id, before, after, "
        "previous_hash, 'x', actor_id, organisation_id FROM audit_event WHERE seq = 3",
    ],
)
def test_the_database_itself_refuses(county: County, sql: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        run(sql)
    assert verify() == []


def test_emptying_the_table_at_once_is_refused(county: County) -> None:
    sql = "TRUNCATE audit_event" if connection.vendor == "postgresql" else "DELETE FROM audit_event"
    with pytest.raises(DatabaseError), transaction.atomic():
        run(sql)


def test_the_model_refuses_too(county: County) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Event.objects.filter(seq=1).update(action="x")


def test_a_changed_row_is_named(intruder: Callable[[str], None]) -> None:
    intruder("""UPDATE audit_event SET after = '{"name":"别处"}' WHERE seq = 5""")
    assert messages() == "第5条的内容与摘要不符，已被修改"


def test_a_removed_row_is_named(intruder: Callable[[str], None]) -> None:
    intruder("DELETE FROM audit_event WHERE seq = 7")
    assert messages() == "第7条缺失，已被删除"


def test_several_removed_rows_are_named(intruder: Callable[[str], None]) -> None:
    intruder("DELETE FROM audit_event WHERE seq IN (1, 2, 3)")
    assert messages() == "第1条至第3条缺失，已被删除"


def test_removing_the_last_row_is_found(intruder: Callable[[str], None]) -> None:
    count = Event.objects.count()
    intruder(f"DELETE FROM audit_event WHERE seq = {count}")
    assert messages() == f"末尾缺失：链头记有{count}条，实有到第{count - 1}条，其后的已被删除"


def test_two_rows_that_changed_places_are_named(intruder: Callable[[str], None]) -> None:
    intruder("UPDATE audit_event SET seq = 0 WHERE seq = 4")
    run("UPDATE audit_event SET seq = 4 WHERE seq = 6")
    run("UPDATE audit_event SET seq = 6 WHERE seq = 0")
    found = messages()
    assert "第4条与前一条接不上，顺序被调换" in found
    assert "第6条与前一条接不上，顺序被调换" in found


def test_a_row_slipped_in_after_the_last_is_found(intruder: Callable[[str], None]) -> None:
    count = Event.objects.count()
    intruder(
        f"INSERT INTO audit_event (seq, at, action, subject_type, subject_id, before, after, previous_hash, hash) "
        f"SELECT {count + 1}, at, 'x', subject_type, subject_id, before, after, hash, 'f' "
        f"FROM audit_event WHERE seq = {count}"
    )
    assert f"链头记有{count}条，实有到第{count + 1}条" in messages()


def test_a_removed_head_is_found(intruder: Callable[[str], None]) -> None:
    intruder("DELETE FROM audit_chainhead")
    assert messages() == "链头应有一条，实有0条"


def test_a_chain_rewritten_with_its_head_contradicts_the_anchor_kept_outside(county: County) -> None:
    written = anchor()
    drop_guard(connection)
    count = Event.objects.count()
    Event.objects.filter(seq=count).delete()
    last = Event.objects.get(seq=count - 1)
    ChainHead.objects.update(count=last.seq, hash=last.hash)
    raise_guard(connection)
    record(None, "region.created", county.region, at=DAY)
    assert verify() == []
    assert "整条链可能被重写" in contradicts(written)


def test_an_anchor_still_holds_when_the_chain_has_grown(county: County) -> None:
    written = anchor()
    record(None, "region.created", county.region, at=DAY)
    assert contradicts(written) == ""
    assert contradicts("0:" + "0" * 64) == ""


def test_the_command_answers_in_chinese_with_its_exit_code(
    county: County, capsys: pytest.CaptureFixture[str]
) -> None:
    from argparse import Namespace

    assert verify_chain(Namespace(anchor="")) == 0
    assert f"操作记录链完整。锚点（请记在库外）：{anchor()}" in capsys.readouterr().out
    assert verify_chain(Namespace(anchor="12")) == 2
    drop_guard(connection)
    run("DELETE FROM audit_event WHERE seq = 2")
    assert verify_chain(Namespace(anchor="")) == 1
    assert "共1处：\n  第2条缺失" in capsys.readouterr().out


def test_the_text_of_a_value_has_one_form() -> None:
    assert canonical({"乙": Decimal("1.50"), "甲": [DAY, None]}) == (
        '{"乙":"1.50","甲":["2026-03-02T01:30:00.000000+00:00",null]}'
    )


def test_a_float_cannot_enter_an_event() -> None:
    with pytest.raises(TypeError):
        canonical({"score": 1.5})  # type: ignore[dict-item]  # the point of the test
