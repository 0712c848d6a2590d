"""``jiheng setup``: the first region, finance bureau and system administrator of an installation."""

import argparse
import getpass
import os
import sys
from datetime import datetime


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``setup`` to the command line."""
    parser = commands.add_parser(
        "setup",
        help="正式安装：建第一个财政局和系统管理员",
        description="建库，登记行政区划、财政局和第一个系统管理员。",
    )
    parser.add_argument("--region", required=True, metavar="名称", help="行政区划名称，如 青岚县")
    parser.add_argument("--code", required=True, metavar="代码", help="行政区划代码，如 659900")
    parser.add_argument("--bureau", required=True, metavar="名称", help="财政局全称")
    parser.add_argument("--login", required=True, metavar="登录名", help="系统管理员的登录名")
    parser.add_argument("--name", default="系统管理员", metavar="姓名", help="系统管理员的姓名")
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> int:
    """Ask for the password and found the installation once. 1 when it is founded already or something is refused."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django  # noqa: PLC0415  settings are chosen just before

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415
    from django.utils.timezone import now  # noqa: PLC0415

    from jiheng.orgs.refusal import Refused  # noqa: PLC0415

    password = _password()
    if not password:
        print("两次输入的密码不一样，或没有输入，没有建立。", file=sys.stderr)
        return 1
    call_command("migrate", interactive=False, verbosity=0)
    try:
        found_installation(arguments, password, now())
    except Refused as refusal:
        print(f"没有建立：{refusal}。", file=sys.stderr)
        return 1
    print(f"已建立{arguments.bureau}，系统管理员“{arguments.login}”首次登录须改密码。")
    return 0


def found_installation(arguments: argparse.Namespace, password: str, at: datetime) -> None:
    """Region, bureau and administrator in one transaction. Raises ``Refused`` with a Chinese reason."""
    from django.db import transaction  # noqa: PLC0415

    from jiheng.orgs.actions import (  # noqa: PLC0415
        create_organisation,
        create_region,
        create_user,
        grant_duty,
    )
    from jiheng.orgs.models import Duty, OrganisationKind, Region  # noqa: PLC0415
    from jiheng.orgs.refusal import Refused  # noqa: PLC0415

    if Region.objects.exists():
        raise Refused("这个数据库已经安装过，请用系统管理员登录后在“系统”里增加机构和用户")
    with transaction.atomic():
        region = create_region(code=arguments.code, name=arguments.region, parent=None, by=None, at=at)
        bureau = create_organisation(
            name=arguments.bureau, kind=OrganisationKind.FINANCE, region=region, parent=None, by=None, at=at
        )
        membership = create_user(
            username=arguments.login, name=arguments.name, password=password, organisation=bureau, by=None, at=at
        )
        grant_duty(membership, Duty.SYS, by=None, at=at)


def _password() -> str:
    """The password, typed twice unseen, or one line from a pipe."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first = getpass.getpass("系统管理员的密码：")
    return first if first == getpass.getpass("再输一次：") else ""
