"""``jiheng evaluation import`` and ``export``: the workbook into the register and out of it."""

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jiheng.cli.out_files import CannotWrite, put_in_place, target_refusal
from jiheng.workbooks.preparation.reader import read_preparation
from jiheng.workbooks.preparation.writer import write_preparation
from jiheng.workbooks.refusals import CannotRead

if TYPE_CHECKING:
    from jiheng.orgs.duties import Member

WRONG_USAGE = 2


class Unknown(Exception):
    """The login or the project does not exist, or lies outside the person's reach."""


def add_actions(actions: Any) -> None:
    """Add ``import`` and ``export`` to the actions of ``jiheng evaluation``."""
    bringing = actions.add_parser(
        "import", help="把填好的工作簿存进系统", description="新立项，或替换已有项目的评价准备。"
    )
    bringing.add_argument("source", type=Path, metavar="IN.xlsx", help="填好的工作簿")
    bringing.add_argument("--project", type=int, metavar="ID", help="替换哪个项目，不写就新立项")
    _login(bringing)
    bringing.set_defaults(func=run_import)
    taking = actions.add_parser(
        "export", help="把系统里的评价准备写成工作簿", description="写出一个项目的全部评价准备。"
    )
    taking.add_argument("project", type=int, metavar="ID", help="项目的编号，见网页地址或导入时的提示")
    taking.add_argument("target", type=Path, metavar="OUT.xlsx", help="写到哪个文件")
    _login(taking)
    taking.set_defaults(func=run_export)


def run_import(arguments: argparse.Namespace) -> int:
    """0 when kept, 1 when it cannot be read or is refused."""
    set_up()
    from django.utils.timezone import now  # noqa: PLC0415  settings are chosen just before

    from jiheng.evaluation.actions.entering import open_project, replace_preparation  # noqa: PLC0415
    from jiheng.orgs.duties import Capability  # noqa: PLC0415
    from jiheng.orgs.refusal import Refused  # noqa: PLC0415

    try:
        member = member_of(arguments.login)
        read = read_preparation(arguments.source.name, arguments.source.read_bytes())
        if arguments.project is None:
            project = open_project(read.preparation, by=member, at=now())
        else:
            project = _project(arguments.project, member, Capability.EVALUATION_EDIT)
            replace_preparation(project, read.preparation, revision=project.revision, by=member, at=now())
    except OSError:
        return _say(f"读不了“{arguments.source}”：没有这个文件，或没有读取权限")
    except (CannotRead, Refused, Unknown) as refusal:
        return _say(str(refusal))
    for finding in read.findings:
        print(f"  [{finding.severity.label}] {finding.message}（{finding.code}）")
    print(f"已存入，项目编号 {project.pk}：{project.name}")
    return 0


def run_export(arguments: argparse.Namespace) -> int:
    """0 when written, 1 when the project is not there or the file cannot be written, 2 for wrong usage."""
    refusal = target_refusal("OUT.xlsx", arguments.target, ".xlsx")
    if refusal:
        _say(refusal)
        return WRONG_USAGE
    set_up()
    from jiheng.evaluation.shapes import preparation_of  # noqa: PLC0415  settings are chosen just before
    from jiheng.orgs.duties import Capability  # noqa: PLC0415

    try:
        project = _project(arguments.project, member_of(arguments.login), Capability.EVALUATION_READ)
        with put_in_place(arguments.target) as partial:
            partial.write_bytes(write_preparation(preparation_of(project)))
    except (CannotWrite, Unknown) as cannot:
        return _say(str(cannot))
    print(f"已写出“{project.name}”的评价准备：{arguments.target}")
    return 0


def _login(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--login", required=True, metavar="登录名", help="以谁的名义，职责和范围按这个人算")


def set_up() -> None:
    """Make the register known to this process."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django  # noqa: PLC0415  settings are chosen just before

    django.setup()


def member_of(login: str) -> "Member":
    """Whoever a command acts for. Raises ``Unknown``."""
    from jiheng.orgs.models import User  # noqa: PLC0415  settings are chosen just before
    from jiheng.orgs.queries import member_for  # noqa: PLC0415

    user = User.objects.filter(username=login, is_active=True).first()
    member = member_for(user) if user else None
    if member is None:
        raise Unknown(f"没有登录名“{login}”，或这个人还没有归入任何机构")
    return member


def _project(pk: int, member: "Member", capability: Any) -> Any:
    from django.http import Http404  # noqa: PLC0415  settings are chosen just before

    from jiheng.evaluation.queries import projects  # noqa: PLC0415
    from jiheng.orgs.scope import find  # noqa: PLC0415

    try:
        return find(projects(member), member, capability, pk=pk)
    except Http404:
        raise Unknown(f"没有编号为{pk}的评价项目，或不在“{member.user.username}”的范围内") from None


def _say(text: str) -> int:
    print(text, file=sys.stderr)
    return 1
