"""What the database itself refuses: changing or removing an event, moving the head by anything but one step.

An event may only be inserted as the row after the head, the head may only step to the row just inserted.
"""

from typing import Final

from django.db.backends.base.base import BaseDatabaseWrapper

REFUSAL: Final = "操作记录只能追加，不能修改或删除"

NAMES: Final = (
    ("audit_event", "audit_event_update"),
    ("audit_event", "audit_event_delete"),
    ("audit_event", "audit_event_insert"),
    ("audit_chainhead", "audit_head_update"),
    ("audit_chainhead", "audit_head_delete"),
    ("audit_chainhead", "audit_head_insert"),
)

# Conditions under which a statement is refused, in SQL both engines read.
_NOT_NEXT: Final = """NOT EXISTS (SELECT 1 FROM audit_chainhead head
    WHERE NEW.seq = head.count + 1 AND NEW.previous_hash = head.hash)"""
_NOT_ONE_STEP: Final = """NEW.id <> OLD.id OR NEW.count <> OLD.count + 1 OR NOT EXISTS (
    SELECT 1 FROM audit_event last WHERE last.seq = NEW.count AND last.hash = NEW.hash)"""
_HEAD_EXISTS: Final = "EXISTS (SELECT 1 FROM audit_chainhead)"
_ALWAYS: Final = "1 = 1"

_RULES: Final = (
    ("audit_event_update", "UPDATE", "audit_event", _ALWAYS),
    ("audit_event_delete", "DELETE", "audit_event", _ALWAYS),
    ("audit_event_insert", "INSERT", "audit_event", _NOT_NEXT),
    ("audit_head_update", "UPDATE", "audit_chainhead", _NOT_ONE_STEP),
    ("audit_head_delete", "DELETE", "audit_chainhead", _ALWAYS),
    ("audit_head_insert", "INSERT", "audit_chainhead", _HEAD_EXISTS),
)


def _sqlite() -> list[str]:
    return [
        f"""CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH ROW WHEN {condition}
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"""
        for name, act, table, condition in _RULES
    ]


def _postgresql() -> list[str]:
    statements = []
    for name, act, table, condition in _RULES:
        answer = "OLD" if act == "DELETE" else "NEW"
        statements += [
            f"""CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN IF {condition} THEN RAISE EXCEPTION '{REFUSAL}'; END IF; RETURN {answer}; END $$""",
            f"CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
        ]
    for table in ("audit_event", "audit_chainhead"):
        statements.append(
            f"""CREATE TRIGGER {table}_truncate BEFORE TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION audit_event_update()"""
        )
    return statements


def raise_guard(connection: BaseDatabaseWrapper) -> None:
    """Create the triggers; those already there are replaced."""
    drop_guard(connection)
    with connection.cursor() as cursor:
        for statement in _postgresql() if connection.vendor == "postgresql" else _sqlite():
            cursor.execute(statement)


def drop_guard(connection: BaseDatabaseWrapper) -> None:
    """Remove the triggers. Only a migration, or a test that plays the intruder, does this."""
    with connection.cursor() as cursor:
        for table, name in NAMES:
            on_table = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")
        if connection.vendor == "postgresql":
            for table in ("audit_event", "audit_chainhead"):
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_truncate ON {table}")
