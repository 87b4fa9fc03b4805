"""Precision and recall of the rules about prose, and how their time grows with the text.

    python benchmarks/narrative.py [--wrong]

Every sentence of tests/data/sentences.toml stands in a report of its own. A finding counts as true where the
sentence is labelled with its rule. Every passage of tests/data/told.toml stands beside a table that agrees
with it, where any finding is false, and beside tables with one figure changed, where one is due. The last
lines run the rules over texts each twice as long as the one before: a ratio near 2 is linear.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "rules"))

from narrative_sentences import RULES, Labelled, labelled_sentences
from told_passages import Told, findings, told_passages

from gip_lint.api import extract
from gip_lint.model.report import Report
from gip_lint.model.severity import Severity
from gip_lint.plugins.registry import installed_plugins

HOSTILE = [
    "收到政府信息公开申请5件，其中",
    "其中予以公开5件、",
    "120条，其中",
    "（其中5件",
    "其中政策5件（",
    "收到政府信息公开申请5件，均已办结。",
    "120条，其中政策5条，占5%，动态6条，占3%。",
    "较2022年的28件增长5%",
    "2023年1月1日至",
    "《",
    "占5%",
    "一",
    "均已",
    "现将2022年",
    "统计期限",
]


def judged(sentences: list[Labelled]) -> tuple[Counter[str], Counter[str], Counter[str], list[str]]:
    """Count true and false findings and misses by rule; false errors have a counter line of their own."""
    true: Counter[str] = Counter()
    false: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    wrong: list[str] = []
    for sentence in sentences:
        findings = sentence.findings()
        found = {finding.rule for finding in findings}
        for rule in found & sentence.find:
            true[rule] += 1
        for rule in sentence.find - found:
            missed[rule] += 1
            wrong.append(f"missed {rule}: {sentence.text}")
        for finding in findings:
            if finding.rule not in sentence.find:
                false[finding.rule] += 1
                if finding.severity is Severity.ERROR:
                    false["errors"] += 1
                wrong.append(f"false {finding.rule} {finding.severity.value}: {finding.message.zh}")
            elif finding.severity is Severity.ERROR:
                true["errors"] += 1
    return true, false, missed, wrong


def held(passages: list[Told]) -> tuple[Counter[str], Counter[str], Counter[str], list[str]]:
    """Count what is due and found beside changed tables, and what is false beside those that agree."""
    due: Counter[str] = Counter()
    found: Counter[str] = Counter()
    false: Counter[str] = Counter()
    wrong: list[str] = []
    for told in passages:
        for finding in findings(told.report()):
            false[finding.rule] += 1
            wrong.append(f"false {finding.rule} {finding.severity.value}: {finding.message.zh}")
        for change in told.changes():
            kind = "|".join(sorted(change.due))
            due[kind] += 1
            if any(finding.rule in change.due for finding in findings(change.report)):
                found[kind] += 1
            else:
                wrong.append(f"missed {kind}: {told.text}")
    return due, found, false, wrong


def seconds(report: Report) -> float:
    rules = [rule() for code, rule in installed_plugins().rules.items() if code in RULES]
    start = time.perf_counter()
    for rule in rules:
        list(rule.check(report))
    return time.perf_counter() - start


def read(text: str) -> Report:
    """Read *text* into a report that no rule has seen."""
    return extract(
        f"云溪市林业局2023年政府信息公开工作年度报告\n一、总体情况\n{text}\n六、其他需要报告的事项\n无。\n"
    )[0]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--wrong", action="store_true", help="list what is false or missed")
    args = parser.parse_args()
    sentences = list(labelled_sentences())
    true, false, missed, wrong = judged(sentences)
    traps = sum(not sentence.find for sentence in sentences)
    print(f"{len(sentences)} sentences, {traps} of them traps")
    print(f"{'rule':8} {'due':>4} {'found':>6} {'false':>6} {'precision':>10} {'recall':>8}")
    for rule in RULES:
        due, told = true[rule] + missed[rule], true[rule] + false[rule]
        precision = true[rule] / told if told else 1.0
        recall = true[rule] / due if due else 1.0
        print(f"{rule:8} {due:4} {true[rule]:6} {false[rule]:6} {precision:10.1%} {recall:8.1%}")
    told = true["errors"] + false["errors"]
    print(f"errors: {told}, false {false['errors']}, precision {true['errors'] / max(1, told):.1%}")
    passages = list(told_passages())
    due_there, found_there, false_there, wrong_there = held(passages)
    print(f"{len(passages)} passages beside tables that agree, {sum(due_there.values())} beside changed ones")
    print(f"{'rule':13} {'due':>5} {'found':>6} {'recall':>8} {'false':>6}")
    for kind in sorted({*due_there, *false_there}):
        share = found_there[kind] / due_there[kind] if due_there[kind] else 1.0
        print(f"{kind:13} {due_there[kind]:5} {found_there[kind]:6} {share:8.1%} {false_there[kind]:6}")
    share = sum(found_there.values()) / sum(due_there.values())
    print(f"all: recall {share:.1%}, false {sum(false_there.values())}")
    if args.wrong:
        print(*wrong, *wrong_there, sep="\n")
    usual = read("\n".join(sentence.text for sentence in sentences)[:5000])
    seconds(usual)
    usual = read("\n".join(sentence.text for sentence in sentences)[:5000])
    print(f"prose of {len(usual.text)} characters: {1000 * seconds(usual):.1f} ms for the ten rules")
    prose = "\n".join(sentence.text for sentence in sentences)
    for name, unit in [("sentences", prose), *((repr(unit), unit) for unit in HOSTILE)]:
        texts = [unit * max(1, (size // len(unit))) for size in (12_500, 25_000, 50_000, 100_000)]
        times = [seconds(read(text)) for text in texts]
        ratios = "  ".join(f"{after / before:5.2f}" for before, after in pairwise(times))
        print(f"{name:30} {times[-1]:7.3f} s   x {ratios}")


if __name__ == "__main__":
    main()
