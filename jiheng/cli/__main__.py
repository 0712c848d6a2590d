"""``python -m jiheng.cli`` is the ``jiheng`` command."""

import sys

from jiheng.cli import main

sys.exit(main())
