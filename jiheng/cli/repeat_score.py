"""Repeats a frozen score in a process of its own, so that it reads the law of its day and not that of today.

``python -m jiheng.cli.repeat_score FOLDER`` reads ``inputs.json`` and ``day`` in the folder and writes
``result.json``; the environment says where the law is (``JIHENG_LAW``).
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[2]
INPUTS, DAY, RESULT = "inputs.json", "day", "result.json"


class CannotRepeat(Exception):
    """The score could not be made again; the message is Chinese."""


def repeated(inputs: Mapping[str, str], law: Mapping[str, str], on: date) -> str:
    """The text of the result that frozen inputs give under frozen law files."""
    with TemporaryDirectory(prefix="jiheng-") as name:
        folder = Path(name)
        for place, text in law.items():
            path = folder / "law" / place
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        (folder / INPUTS).write_text(json.dumps(dict(inputs), ensure_ascii=False), "utf-8")
        (folder / DAY).write_text(on.isoformat(), "utf-8")
        ended = subprocess.run(
            [sys.executable, "-m", "jiheng.cli.repeat_score", name],
            cwd=ROOT,
            env=os.environ | {"JIHENG_LAW": str(folder / "law")},
            capture_output=True,
            check=False,
        )
        if ended.returncode:
            last = ended.stderr.decode(errors="replace").strip().splitlines()[-1:]
            raise CannotRepeat(f"按当时的底本重算不下去：{''.join(last)}")
        return (folder / RESULT).read_text("utf-8")


def main() -> int:
    """What the child does: it knows nothing but the folder it was given."""
    from jiheng.rules.exact_json import to_text  # noqa: PLC0415  the law is read when rules are first loaded
    from jiheng.rules.implementation.freezing import repeat  # noqa: PLC0415

    folder = Path(sys.argv[1])
    inputs = json.loads((folder / INPUTS).read_text("utf-8"))
    result = repeat(inputs, date.fromisoformat((folder / DAY).read_text("utf-8")))
    (folder / RESULT).write_text(to_text(result), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
