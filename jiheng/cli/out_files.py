"""Files a command writes: refused early when they cannot be, and never left half written."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class CannotWrite(Exception):
    """A result cannot be written; the message says where and what to do."""


def target_refusal(option: str, target: Path | None, ending: str) -> str:
    """Why a file cannot be written under this name, or an empty text. ``option`` is how people gave it."""
    if target is None:
        return ""
    if target.suffix.lower() != ending:
        return f"{option} 的文件名要以 {ending} 结尾，现在是“{target.name}”"
    if not target.resolve().parent.is_dir():
        return f"{option} 的文件夹不存在：{target.parent}"
    return ""


@contextmanager
def put_in_place(path: Path) -> Iterator[Path]:
    """A file beside the wanted one; it takes that name once complete and is gone when the work breaks off."""
    partial = path.with_name(f".{path.name}.partial")
    try:
        yield partial
        partial.replace(path)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise CannotWrite(f"写不了“{path}”：没有写入权限或磁盘已满，请换一个位置") from error
    finally:
        partial.unlink(missing_ok=True)
