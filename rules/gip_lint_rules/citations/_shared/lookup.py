"""What the register of law knows of a title or a number, in words: the material of ``gip-lint law``."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from gip_lint.kit import Bilingual, label_key
from gip_lint_rules.citations._shared.document_numbers import read_number
from gip_lint_rules.citations._shared.register import Instrument, Issue, Register, Version, register
from gip_lint_rules.citations._shared.wording import day, named, titled

_MOST_SUGGESTED = 5


def lookup(query: str, year: int | None = None) -> Bilingual:
    """Return what is known of *query*, a title with or without title marks or a document number.

    With *year* it also says what a report for that year is to cite. Where nothing is known it says so, and
    names registered titles that contain the words asked for.
    """
    law = register()
    found = _found(query.strip(), law)
    lines = list(_unknown(query.strip(), law) if found is None else _known(found, year, law))
    return Bilingual("\n".join(line.zh for line in lines), "\n".join(line.en for line in lines))


def _found(query: str, law: Register) -> Instrument | None:
    number = read_number(query)
    if number is not None and (instrument := law.numbered(number)):
        return instrument
    from gip_lint.kit import citations_in  # noqa: PLC0415 - no grammar for a number, or a catalogue

    for citation in citations_in(query):
        resolution = law.resolve(citation)
        if resolution.titled or resolution.numbered:
            return resolution.titled or resolution.numbered
    return law.titled(query)


def _unknown(query: str, law: Register) -> Iterator[Bilingual]:
    yield Bilingual(
        f"登记中没有“{query}”；登记以外的文件一律不作判断（登记截至{day(law.compiled).zh}）",
        f"the register does not hold {query}, and what it does not hold is never judged"
        f" (compiled {day(law.compiled).en})",
    )
    words = label_key(query)
    alike = (known.title for known in law if words and words in label_key(known.title))
    for title in islice(alike, _MOST_SUGGESTED):
        yield Bilingual(f"  标题近似：{titled(title)}", f"  a title like it: {titled(title)}")


def _known(instrument: Instrument, year: int | None, law: Register) -> Iterator[Bilingual]:
    name = titled(instrument.title) if instrument.title else str(instrument.issues[0].number)
    yield Bilingual(
        f"{name}（{instrument.category}）", f"{name} ({_CATEGORIES.get(instrument.category, 'law')})"
    )
    if instrument.names:
        yield _both("又称", "also called", "、".join(titled(short) for short in instrument.names))
    yield from (_issue(issue) for issue in instrument.issues)
    yield from (_version(version) for version in instrument.versions)
    if instrument.acts:
        yield _both("沿革", "history", "；".join(instrument.acts))
    if instrument.programme:
        yield Bilingual(
            f"  适用：{instrument.programme}年的工作；以后年度的报告不再以它为依据",
            f"  serves: the work of {instrument.programme}; no basis for reports of later years",
        )
    if year is not None:
        yield _due(instrument, year, law)
    yield Bilingual(
        f"  来源：{instrument.source}，截至{day(law.compiled).zh}；未登记的版本可能存在",
        f"  source: {instrument.source}, compiled {day(law.compiled).en}; versions not listed may exist",
    )


def _both(zh: str, en: str, content: str) -> Bilingual:
    return Bilingual(f"  {zh}：{content}", f"  {en}: {content}")


def _issue(issue: Issue) -> Bilingual:
    issued = day(issue.issued)
    verb = "公布" if issue.number.is_order else "印发"
    zh, en = f"  文号：{issue.number}，{issued.zh}{verb}", f"  number: {issue.number}, published {issued.en}"
    if issue.in_force:
        start = day(issue.in_force)
        zh, en = f"{zh}，{start.zh}起施行", f"{en}, in force from {start.en}"
    if issue.replaced:
        end = day(issue.replaced)
        zh = f"{zh}，{end.zh}起由{issue.replaced_by}取代"
        en = f"{en}, replaced by {issue.replaced_by} on {end.en}"
    return Bilingual(zh, en)


def _version(version: Version) -> Bilingual:
    issued = day(version.issued) if version.issued else Bilingual("日期不详", "of an unknown day")
    zh, en = f"  文本：{version.number or issued.zh}", f"  text: {version.number or issued.en}"
    if version.in_force:
        start = day(version.in_force)
        zh, en = f"{zh}，{start.zh}起施行", f"{en}, in force from {start.en}"
    if version.until:
        end = day(version.until)
        zh, en = f"{zh}，{end.zh}修改", f"{en}, changed on {end.en}"
    if version.articles:
        return Bilingual(f"{zh}，共{version.articles}条", f"{en}, {version.articles} articles")
    return Bilingual(f"{zh}，条数不详", f"{en}, number of articles not known")


def _due(instrument: Instrument, year: int, law: Register) -> Bilingual:
    """Return what a report for *year* is to cite, as far as the register knows."""
    if instrument.programme and instrument.programme != year:
        own = law.programme(year)
        if own is None:
            return _for(year, "登记中没有当年的要点", "no programme in the register")
        this = named(own, own.issues[0].number)
        return _for(year, f"应引{this}", f"cite {this}")
    issue = instrument.issue_in(year)
    if issue is None:
        versions = instrument.versions_in(year, law.compiled)
        if not versions:
            return _for(year, "当年的文本没有登记", "the text in force is not in the register")
        counts = "、".join(f"{version.articles}条" for version in versions)
        return _for(
            year, f"当年的文本共{counts}", f"{' / '.join(str(v.articles) for v in versions)} articles"
        )
    if int((issue.in_force or issue.issued)[:4]) > year:
        return _for(year, "尚未施行", "not yet in force")
    if issue.replaced and int(issue.replaced[:4]) < year:
        return _for(year, f"应引{issue.replaced_by}", f"cite {issue.replaced_by}")
    if len(instrument.issues) == 1 and not issue.replaced and not instrument.programme:
        return _for(year, "登记中没有取代它的文件", "nothing in the register replaces it")
    return _for(year, f"应引{issue.number}", f"cite {issue.number}")


def _for(year: int, zh: str, en: str) -> Bilingual:
    return Bilingual(f"  {year}年度：{zh}", f"  for {year}: {en}")


_CATEGORIES = {
    "文件": "notice",
    "年度要点": "yearly programme",
    "行政法规": "administrative regulation",
    "部门规章": "ministry rule",
}
