"""GIP507 parts-in-prose."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, islice

from gip_lint.kit import (
    Amount,
    Bilingual,
    Example,
    Finding,
    Needs,
    PartList,
    Report,
    Rule,
    Severity,
    lists_of,
)
from gip_lint_rules.narrative._shared.samples import titled


class PartsInProse(Rule):
    """A total and the parts listed after it do not add up.

    Parts that make more than their total are reported, parts that make less only where the words say that
    there are no others (分别为, 其余; 自然人 and 法人): 其中 often picks out some. Units are converted and
    numbers taken to the digits they show: 1.3万 + 3.6万 + 8.7万 is 13.6万. Lists that divide a total twice
    over (by channel and by applicant) and rounded numbers (余, 约) are left alone; so are
    parts that may divide the total and what is named before it together (新收20件，上年结转2件。其中…).

    Source: 国办公开办函〔2021〕30号: 数据准确.
    """

    code = "GIP507"
    name = "parts-in-prose"
    severity = Severity.WARNING
    needs = Needs.TEXT
    title = Bilingual(zh="总数与分项之和不符", en="parts do not add up to their total")
    description = Bilingual(
        zh="文字里“共…，其中…”的各项之和与总数不符。请核对各项数字；各项有交叉、一条信息计入几类的，请在文中说明。",
        en="The parts listed after a total do not add up to it. Check the numbers; where one thing is "
        "counted in several parts, say so.",
    )
    sources = ("国办公开办函〔2021〕30号",)
    good = (
        Example(titled(overview="全年公开信息13.6万条，其中本级1.3万条、部门3.6万条、县区8.7万条。")),
        Example(titled(overview="全年公开信息120条，其中政策文件20条、财政信息15条。")),
        Example(titled(overview="收到申请10件，其中网上申请8件、信函申请2件，自然人申请10件。")),
    )
    bad = (
        Example(
            titled(overview="全年公开信息120条，其中政策文件50条、财政信息40条、工作动态42条。"),
            marked="120条，其中政策文件50条、财政信息40条、工作动态42条",
            message="之和为 132",
            count=1,
        ),
        Example(
            titled(overview="收到申请10件，其中自然人申请7件、法人申请2件。"), message="之和为 9", count=1
        ),
        Example(
            titled(overview="公开信息100条，其中政策类60条（文件40条、解读30条）、动态类40条。"),
            marked="60条（文件40条、解读30条",
            count=1,
        ),
    )

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield a finding for every list whose sum cannot be its total."""
        for listed in lists_of(report):
            if not _judged(listed) or _made_up_before_its_end(listed) or _of_several_totals(listed):
                continue
            total = listed.total.value
            more = listed.sum > total + listed.tolerance
            less = listed.exhaustive and listed.complete and listed.sum < total - listed.tolerance
            if not (more or less):
                continue
            terms = " + ".join(_shown(part.amount) for part in listed.parts)
            whole = _number(listed.sum)
            difference = _number(abs(listed.sum - total))
            relation = Bilingual("多", "more") if more else Bilingual("少", "less")
            yield self.finding(
                Bilingual(
                    f"“{listed.quote}”：各项 {terms} 之和为 {whole}，比总数 {_number(total)} "
                    f"{relation.zh} {difference}；"
                    "请核对各项数字，有交叉计数的请说明",
                    f"“{listed.quote}”: the parts {terms} make {whole}, {difference} {relation.en} "
                    f"than the total "
                    f"{_number(total)}; check them, or say that some are counted twice",
                ),
                listed.span,
            )


def _judged(listed: PartList) -> bool:
    amounts = (listed.total, *(part.amount for part in listed.parts))
    return listed.one_division and not any(amount.vague for amount in amounts)


def _made_up_before_its_end(listed: PartList) -> bool:
    """Return whether the first parts make up the total, so that what follows divides it another way or is the
    rest of a larger total (办结12件，其中公开8件、不予公开4件；其余3件正在办理)."""
    sums = accumulate(part.amount.value for part in listed.parts[:-1] if part.amount.value)
    return any(abs(so_far - listed.total.value) <= listed.tolerance for so_far in islice(sums, 1, None))


def _of_several_totals(listed: PartList) -> bool:
    """Return whether the parts may divide more than the total they stand behind:
    新收20件，上年结转2件。其中公开
    15件、不予公开6件；信函申请8件，网络申请12件，其中公开15件、不予公开5件."""
    if not listed.lead.startswith("其中") or listed.sum <= listed.total.value:
        return False
    return any(
        (listed.carried_over and listed.sum < joint) or abs(listed.sum - joint) <= listed.tolerance
        for joint in listed.joint_totals
    )


def _shown(amount: Amount) -> str:
    return amount.written.removesuffix(amount.unit)


def _number(value: float) -> str:
    return f"{round(value, 6):.6f}".rstrip("0").rstrip(".")
