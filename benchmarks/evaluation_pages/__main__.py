"""``python -m benchmarks.evaluation_pages``: prints the server seconds of every page, and of scoring anew."""

import argparse
import os
import subprocess
import sys
from tempfile import TemporaryDirectory


def main() -> None:
    """Build the evaluation on a new database of its own and open its pages there."""
    asked = argparse.ArgumentParser(prog="python -m benchmarks.evaluation_pages", description="大项目各页的时间")
    asked.add_argument("--points", type=int, default=200, help="样本点数")
    asked.add_argument("--indicators", type=int, default=40, help="指标数")
    asked.add_argument("--materials", type=int, default=5_000, help="资料数")
    asked.add_argument("--lines", type=int, default=20_000, help="明细行数")
    size = vars(asked.parse_args())
    with TemporaryDirectory() as var:
        around = os.environ | {
            "JIHENG_VAR": var,
            "DATABASE_URL": os.environ.get("DATABASE_URL", f"sqlite:///{var}/jiheng.sqlite3"),
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }
        words = [f"--{name}={number}" for name, number in size.items()]
        command = [sys.executable, "-m", "benchmarks.evaluation_pages.open_all", *words]
        raise SystemExit(subprocess.run(command, env=around, check=False).returncode)


if __name__ == "__main__":
    main()
