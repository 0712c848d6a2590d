"""``jiheng report verify``: whether a file is a report of this system that went out."""

import json
import os
import sys
from argparse import ArgumentParser, Namespace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from jiheng.evaluation.report_verification import Verified
    from jiheng.files.pdf_signing import PdfSignature

UNREADABLE = 2


def add_parser(subparsers: "_SubParsersAction[ArgumentParser]") -> None:
    """Add ``report verify`` to the command line; ``func`` answers the exit code."""
    report = subparsers.add_parser("report", help="评价报告")
    acts = report.add_subparsers(dest="act", required=True, metavar="动作", parser_class=type(report))
    check = acts.add_parser(
        "verify",
        help="核验一份报告文件",
        description="核对文件是不是本系统发出的正式稿、签章是否有效。有效退出码为0，无效或没有查到为1，读不了为2。",
    )
    check.add_argument("source", type=Path, metavar="FILE", help="要核验的 PDF、Word 或扫描件")
    check.add_argument("--json", action="store_true", help="以 JSON 输出")
    check.set_defaults(func=run_verify)


def run_verify(arguments: Namespace) -> int:
    """0: valid, 1: invalid or unknown, 2: the file or the database cannot be read."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django  # noqa: PLC0415 - the command line starts without a database

    django.setup()
    from django.db import DatabaseError  # noqa: PLC0415 - needs the lines above

    from jiheng.evaluation.report_verification import LARGEST, verify_file  # noqa: PLC0415 - needs the lines above
    from jiheng.rules.reporting.signing import check_code_in  # noqa: PLC0415 - needs the lines above

    source: Path = arguments.source
    if check_code_in(str(source)) and not source.exists():
        return _unreadable(f"“{source}”是查验码，这里核验的是文件。按查验码核验请打开网页“核验报告”（/verify/）")
    try:
        if source.stat().st_size > LARGEST:
            return _unreadable(f"“{source}”超过{LARGEST // 1024 // 1024}兆字节，没有核验")
        content = source.read_bytes()
    except OSError:
        return _unreadable(f"读不了“{source}”：没有这个文件，或者没有读取权限")
    try:
        found = verify_file(content)
    except DatabaseError:
        return _unreadable("读不到数据库。请核对 DATABASE_URL，新数据库先运行 python manage.py migrate")
    print(json.dumps(_json(found), ensure_ascii=False, indent=1) if arguments.json else _text(source.name, found))
    return 0 if found.valid else 1


def _unreadable(said: str) -> int:
    print(said, file=sys.stderr)
    return UNREADABLE


def _text(name: str, found: "Verified") -> str:
    lines = [f"“{name}”：{'有效' if found.valid else '没有查到' if found.report is None else '不能认定有效'}"]
    report = found.report
    if report is None:
        lines.append("本系统没有发出过与它相符的正式稿。没有查到不等于报告是假的，请向出具报告的机构核实。")
        return "\n".join(lines)
    lines.append(f"{found.said}。")
    if report.replaced:
        lines.append(f"已有新的正式稿：{report.replaced}，请以新稿为准。")
    if report.broken:
        lines.append(f"本系统留存的这一稿底本有问题：{report.broken}。")
    lines += [
        f"报告　　{report.title}",
        f"项目　　{report.project}（{report.code}）",
        f"评价机构　{report.agency}",
        f"稿次　　正式稿第{report.number}稿，{_moment(report.issued_at)}发出",
        f"查验码　{report.check_code}",
    ]
    for one in found.signatures:
        lines.append(f"登记　　{one.kind}：{one.signer}（{one.way}，{_moment(one.at)}）{one.void or '有效'}")
    if found.pdf_fault:
        lines.append(f"{found.pdf_fault}。")
    return "\n".join([*lines, *(f"文件内　{_pdf_text(one)}" for one in found.pdf)])


def _pdf_text(one: "PdfSignature") -> str:
    if one.certificate is None:
        return f"{one.field}：{one.fault}"
    state = "签名完好" if one.sound else "签名之后文件有改动" if one.intact else "签名覆盖的内容被改动过"
    trust = {True: "证书可信", False: "证书不可信", None: "证书有效性未核验（没有配置信任的根证书）"}[one.trusted]
    when = _moment(one.signed_at) if one.signed_at else "没有写时间"
    return f"{one.certificate.subject}，{when}签署：{state}，{trust}"


def _moment(value: datetime) -> str:
    from django.utils.timezone import localtime  # noqa: PLC0415 - the command line starts without Django

    return f"{localtime(value):%Y-%m-%d %H:%M}"


def _json(found: "Verified") -> dict[str, Any]:
    report = found.report
    return {
        "valid": found.valid,
        "match": found.match.value,
        "said": found.said,
        "report": None if report is None else _plain(report),
        "signatures": [_plain(one) for one in found.signatures],
        "pdf": [_plain(one) | {"sound": one.sound} for one in found.pdf],
        "pdf_fault": found.pdf_fault,
    }


def _plain(shape: Any) -> dict[str, Any]:
    """A shape ready for JSON: shapes inside it too, moments as ISO."""
    values = {name: getattr(shape, name) for name in shape.__dataclass_fields__}
    return {
        name: value.isoformat()
        if isinstance(value, datetime)
        else _plain(value)
        if hasattr(value, "__dataclass_fields__")
        else value
        for name, value in values.items()
    }
