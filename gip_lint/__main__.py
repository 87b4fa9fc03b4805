"""``python -m gip_lint`` is ``gip-lint``."""

import os
import sys

if sys.path and os.path.realpath(sys.path[0]) == os.path.realpath(os.getcwd()):  # noqa: PTH109
    here = sys.path.pop(0)  # what lies in the folder that is linted is never imported
    if os.path.isdir(os.path.join(here, "gip_lint")):  # noqa: PTH112, PTH118
        sys.path.append(here)

from gip_lint.cli import main

sys.exit(main())
