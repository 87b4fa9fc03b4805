"""Why a figure is not sure: what the binding says of a cell where more than one reading would do."""

from __future__ import annotations

from enum import Enum

from gip_lint.model.bilingual import Bilingual


class Doubt(Enum):
    """A reason for which nobody may be held to a cell; its value is the code that ``extract`` gives.

    Most say that the figure may belong to another cell. Of a cell that is ``placed`` it is known which figure
    it holds, though not what the figure amounts to.
    """

    TOO_FEW = "too-few"
    TOO_MANY = "too-many"
    RUN_TOGETHER = "run-together"
    BLANKS_ASTRAY = "blanks-astray"
    LABELS_LOST = "labels-lost"
    HEADING = "heading"
    CUT_OFF = "cut-off"
    TORN = "torn"
    INEXACT = "inexact"

    @property
    def placed(self) -> bool:
        """Whether it is known which figure the cell holds."""
        return self in _PLACED

    @property
    def words(self) -> Bilingual:
        """What is doubtful, as a clause."""
        return _WORDS[self]


_PLACED = frozenset({Doubt.TORN, Doubt.INEXACT})

_WORDS = {
    Doubt.TOO_FEW: Bilingual("本行的数比应有的少", "the row holds fewer figures than it has columns"),
    Doubt.TOO_MANY: Bilingual("本行的数比应有的多", "the row holds more figures than it has columns"),
    Doubt.RUN_TOGETHER: Bilingual("数字连在一起，不止一种分法", "digits run together"),
    Doubt.BLANKS_ASTRAY: Bilingual("空格对不上列", "the blank cells do not tell the columns"),
    Doubt.LABELS_LOST: Bilingual("行名残缺，认不准是哪一行", "row labels are lost"),
    Doubt.HEADING: Bilingual("表头残缺或与格式不同，认不准是哪一列", "the heading is torn, or another"),
    Doubt.CUT_OFF: Bilingual("页面上没有显示完整", "cut off on the page"),
    Doubt.TORN: Bilingual("数字被拆开，或是几个数", "a figure torn apart, or several"),
    Doubt.INEXACT: Bilingual("约数", "an approximation"),
}
