"""``jiheng evaluation raw-files``: the papers and tables of the demonstration, for practice from the beginning."""

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jiheng.cli.out_files import CannotWrite, put_in_place
from jiheng.demo.raw_files import raw_files


def add_raw_files(actions: Any) -> None:
    """Add ``raw-files`` to the actions of ``jiheng evaluation``."""
    writing = actions.add_parser(
        "raw-files",
        help="写出演示项目的原始资料",
        description="写出演示项目的下达文件、方案、台账、指标和问卷初稿，供从头练习一遍评价准备。",
    )
    writing.add_argument("folder", type=Path, metavar="文件夹", help="写到哪个文件夹，没有就新建")
    writing.set_defaults(func=run_raw_files)


def run_raw_files(arguments: argparse.Namespace) -> int:
    """0 when all are written, 1 when the folder cannot be used or holds a changed file of the same name."""
    folder: Path = arguments.folder
    files = raw_files()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        changed = _changed(folder, files)
        if changed:
            return _say(f"文件夹里的“{changed}”已被改过，没有写入。请换一个空文件夹")
        for name, content in files.items():
            with put_in_place(folder / name) as partial:
                partial.write_bytes(content)
    except CannotWrite as cannot:
        return _say(str(cannot))
    except OSError:
        return _say(f"用不了文件夹“{folder}”：没有写入权限，或这个名字已是文件。请换一个位置")
    print(f"已写出{len(files)}份原始资料到“{folder}”。先看“{next(iter(files))}”。")
    return 0


def _changed(folder: Path, files: Mapping[str, bytes]) -> str:
    """The first file of ours that stands there with other contents, or an empty text."""
    standing = ((name, folder / name) for name in files if (folder / name).exists())
    return next((name for name, path in standing if path.is_dir() or path.read_bytes() != files[name]), "")


def _say(text: str) -> int:
    print(text, file=sys.stderr)
    return 1
