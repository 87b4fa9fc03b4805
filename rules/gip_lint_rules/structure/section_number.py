"""GIP103 section-number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gip_lint.kit import Bilingual, Edit, Example, Finding, Fix, Heading, Related, Report, Rule, Severity
from gip_lint_rules.structure._shared.ordinals import Numbered, closed_up, numbered, promoted
from gip_lint_rules.structure._shared.places import ORDINALS, named
from gip_lint_rules.structure._shared.samples import PARTS, report


class SectionNumber(Rule):
    """Each part bears its own ordinal, 一 to 六, also where a part before it is missing.

    The part is known by its title, and its ordinal follows from the form. What is wrong is told apart:
    numbering that starts again at 一, an ordinal that stands twice, one carried on from a wrong one, one that
    is lost, and sub-headings that take the ordinals of parts (二、工作机制保障 within 总体情况). How the
    ordinal is written (一、 第一部分 1.) makes no difference. A report that numbers no part at all is told so
    once, as information: the automatic numbers of a word processor are easily lost in copying.

    Source: the form of the report year, 附件.
    """

    code = "GIP103"
    name = "section-number"
    severity = Severity.ERROR
    title = Bilingual(zh="部分的序号不对", en="a part's ordinal is wrong, repeated or restarted")
    description = Bilingual(
        zh="六个部分依次编为“一”至“六”。序号错、重复、中途重新编号或者丢失，读者就无法按部分查找和引用；"
        "请改为规定的序号，部分内的小标题用“（一）（二）”。",
        en="The six parts are numbered 一 to 六. Where an ordinal is wrong, repeated, started again or lost, "
        "parts cannot be found or cited: give each its own, and number sub-headings （一）（二）.",
    )
    sources = ("国办公开办函〔2021〕30号，附件", "国办公开办函〔2019〕60号，附件")
    good = (
        Example(report()),
        Example(
            report(overview="第一部分 总体情况\n（一）主动公开\n公开信息20条。\n（二）监督保障\n培训1次。\n"),
            note=Bilingual(
                zh="序号的写法不限；小标题用（一）（二）。",
                en="How ordinals are written is free; sub-headings take （一）（二）.",
            ),
        ),
    )
    bad = (
        Example(
            report(problems=PARTS["problems"].replace("五、", "四、", 1)),
            marked="四、存在的主要问题及改进情况",
            message="与前面的“四、政府信息公开行政复议、行政诉讼情况”重复，应为“五、”",
            count=1,
        ),
        Example(
            report(
                overview="一、总体情况\n全年公开信息20条。\n二、工作机制保障\n明确专人负责。\n",
                disclosure=PARTS["disclosure"].replace("二、", "一、", 1),
            ),
            marked="一、主动公开政府信息情况",
            message="编号从这里重新开始",
            count=1,
        ),
        Example(
            report(
                overview="一、总体情况\n全年公开信息20条。\n二、工作机制保障\n明确专人负责。\n",
                disclosure=PARTS["disclosure"].replace("二、", "三、", 1),
            ),
            marked="三、主动公开政府信息情况",
            message="“二、工作机制保障”不是法定部分",
            count=1,
        ),
        Example(
            report(problems=PARTS["problems"].replace("五、", "", 1)),
            marked="存在的主要问题及改进情况",
            message="没有序号",
            count=1,
        ),
    )

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield a finding for each part whose ordinal is not its own."""
        parts = [numbered(report.text, section) for section in report.sections]
        if not parts:
            return
        if all(each.number is None for each in parts):
            if len(parts) > 1 and not any(each.unclear for each in parts):
                yield self._none_numbered(parts)
        elif closed_up(parts, len(report.form.parts)):
            yield self._moved_up(report, parts)
        else:
            bracketed = all(each.bracketed for each in parts if each.number is not None)
            for place, each in enumerate(parts):
                if each.unclear or (each.bracketed and not bracketed):
                    continue
                if each.number is None:
                    yield self._lost(each)
                elif each.number != each.due:
                    yield self._wrong(report, parts, place)

    def _none_numbered(self, parts: Sequence[Numbered]) -> Finding:
        return self.finding(
            Bilingual(
                f"{len(parts)} 个部分的标题都没有序号，可能是复制时丢了自动编号；请依次编为“一、”至“六、”",
                f"none of the {len(parts)} parts is numbered, perhaps since automatic numbers were lost in "
                "copying; number them 一、 to 六、",
            ),
            parts[0].section.heading_span,
            severity=Severity.INFO,
        )

    def _moved_up(self, report: Report, parts: Sequence[Numbered]) -> Finding:
        wrong = [each for each in parts if each.number != each.due]
        absent = [part for part in report.form.parts if report.section(part.key) is None]
        names = "、".join(f"“{named(part)}”" for part in absent if part.ordinal < parts[-1].due)
        first = wrong[0]
        return self.finding(
            Bilingual(
                f"缺少{names}，后面各部分的序号都提前了：“{first.title}”写作“{first.written}”，"
                f"应为“{first.right}”；请补上缺少的部分，再改正序号",
                f"{names} is missing, and the ordinals behind it have moved up: “{first.title}” bears "
                f"{first.written} where {first.right} is due; add what is missing, then renumber",
            ),
            first.section.heading_span,
            related=[
                Related(
                    Bilingual(f"“{each.written}”应为“{each.right}”", f"{each.written} must be {each.right}"),
                    each.section.heading_span,
                )
                for each in wrong[1:]
            ],
            fix=_renumbering(wrong, safe=False),
        )

    def _lost(self, each: Numbered) -> Finding:
        due = f"{ORDINALS[each.due - 1]}、"
        start = each.section.title_span.start
        return self.finding(
            Bilingual(
                f"“{each.title}”没有序号，应为“{due}”；请补上",
                f"“{each.title}” has no ordinal; put {due} before it",
            ),
            each.section.heading_span,
            fix=Fix(
                Bilingual(f"补上“{due}”", f"add {due}"), (Edit(start, start, due),), safe=each.section.exact
            ),
        )

    def _wrong(self, report: Report, parts: Sequence[Numbered], place: int) -> Finding:
        each, cause, notes = parts[place], *_cause(report, parts, place)
        safe = each.section.exact and not promoted(report, report.span.start, report.span.end)
        return self.finding(
            Bilingual(
                f"“{each.title}”的序号写作“{each.written}”，{cause.zh}应为“{each.right}”；请改正",
                f"“{each.title}” bears the ordinal {each.written}, {cause.en}where {each.right} is due: "
                "correct it",
            ),
            each.section.heading_span,
            related=notes,
            fix=_renumbering([each], safe=safe),
        )


def _cause(report: Report, parts: Sequence[Numbered], place: int) -> tuple[Bilingual, list[Related]]:
    """Return how the wrong ordinal of the part at *place* came about, where that can be seen."""
    each = parts[place]
    previous = parts[place - 1] if place else None
    assert each.number is not None
    start = previous.section.heading_span.end if previous else report.span.start
    intruders = promoted(report, start, each.section.heading_span.start)
    if each.number == 1:
        cause = Bilingual("编号从这里重新开始，", "where the numbering starts again; ")
        if intruders:
            told = _intruders(intruders)
            cause = Bilingual(
                f"编号从这里重新开始（{told.zh}），", f"where the numbering starts again ({told.en}); "
            )
        return cause, _notes(intruders)
    if intruders and each.number > each.due:
        told = _intruders(intruders)
        return Bilingual(f"因为{told.zh}，", f"since {told.en}; "), _notes(intruders)
    if previous and previous.number is not None and previous.number - previous.due == each.number - each.due:
        return Bilingual("跟着前面错开的编号，", "carried on from a wrong one before it; "), []
    same = next((other for other in parts if other is not each and other.number == each.number), None)
    if same is not None:
        heading = f"{same.written}{same.title}"
        zh, en = ("前面", "before it") if same in parts[:place] else ("后面", "behind it")
        return (
            Bilingual(f"与{zh}的“{heading}”重复，", f"as does “{heading}” {en}; "),
            [Related(Bilingual("同一序号在这里", "the same ordinal stands here"), same.section.heading_span)],
        )
    return Bilingual("", ""), []


def _intruders(headings: Sequence[Heading]) -> Bilingual:
    name = headings[0].text.strip()
    if len(headings) == 1:
        return Bilingual(
            f"“{name}”不是法定部分，却占了部分的序号，应改用“（一）”",
            f"“{name}” is not a statutory part and takes the ordinal of one; number it （一）",
        )
    return Bilingual(
        f"“{name}”等 {len(headings)} 个小标题不是法定部分，却占了部分的序号，应改用“（一）（二）”",
        f"{len(headings)} sub-headings such as “{name}” are not statutory parts and take the ordinals of "
        "parts; number them （一）（二）",
    )


def _notes(headings: Sequence[Heading]) -> list[Related]:
    message = Bilingual("小标题用了部分的序号", "a sub-heading with the ordinal of a part")
    return [Related(message, heading.span) for heading in headings]


def _renumbering(parts: Sequence[Numbered], *, safe: bool) -> Fix:
    edits = tuple(
        Edit(each.span.start, each.span.end, each.numeral) for each in parts if each.span is not None
    )
    due = "、".join(f"“{each.right}”" for each in parts)
    return Fix(Bilingual(f"序号改为{due}", f"make the ordinal {due}"), edits, safe=safe)
