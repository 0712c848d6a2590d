"""The first head of the chain, and the triggers that keep the chain append-only."""

from django.db import migrations

from jiheng.audit.chain import GENESIS
from jiheng.audit.triggers import drop_guard, raise_guard


def lay_head(apps, schema_editor):
    apps.get_model("audit", "ChainHead").objects.create(pk=1, count=0, hash=GENESIS)


def guard(apps, schema_editor):
    raise_guard(schema_editor.connection)


def unguard(apps, schema_editor):
    drop_guard(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.RunPython(lay_head, migrations.RunPython.noop),
        migrations.RunPython(guard, unguard),
    ]
