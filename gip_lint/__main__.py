"""``python -m gip_lint`` is ``gip-lint``.

Python puts the folder in which it is started first on the path of modules. Before anything else is imported,
that folder is taken off it again, for it may be a stranger's; this module and the package's own import
nothing that Python has not imported by then. A folder ``gip_lint`` in it is run in place of this one all the
same: against that only ``python -P`` or the command ``gip-lint`` helps.
"""

import os
import sys

if sys.path and os.path.realpath(sys.path[0]) == os.path.realpath(os.getcwd()):  # noqa: PTH109
    here = sys.path.pop(0)
    if os.path.realpath(os.path.join(here, "gip_lint", "__main__.py")) == os.path.realpath(__file__):  # noqa: PTH118
        sys.path.append(here)  # gip-lint itself lies there

from gip_lint.cli.main import command

command()
