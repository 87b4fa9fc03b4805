"""Precision and recall of the text rules on labelled sentences.

    python benchmarks/text.py [--wrong]

Every text of tests/data/text.toml stands alone. A finding counts as true where the text is labelled with its
rule and with the words that it marks; in a trap every finding is false.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import tomli
from attrs import frozen

import gip_lint
from gip_lint.model.finding import Finding
from gip_lint.model.severity import Severity

SENTENCES = Path(__file__).parents[1] / "tests" / "data" / "text.toml"


@frozen
class Labelled:
    """A text, and what is to be marked in it by one rule; nothing in a trap."""

    text: str
    rule: str = ""
    places: tuple[str, ...] = ()


def labelled() -> Iterator[Labelled]:
    """Yield the texts of the data file."""
    for rule, cases in tomli.loads(SENTENCES.read_text(encoding="utf-8")).items():
        for text, *places in cases["finds"]:
            yield Labelled(text, rule, tuple(places))
        for text in cases["traps"]:
            yield Labelled(text)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--wrong", action="store_true", help="list what is false or missed")
    args = parser.parse_args()
    due: Counter[str] = Counter()
    true: Counter[str] = Counter()
    false: Counter[str] = Counter()
    errors: Counter[bool] = Counter()
    wrong: list[str] = []
    cases = list(labelled())
    for case in cases:
        lacking = Counter(case.places)
        due[case.rule] += len(case.places)
        for finding in gip_lint.check(case.text + "\n", select=["GIP6"]).findings:
            marked = _marked(case.text + "\n", finding)
            right = finding.rule == case.rule and lacking[marked] > 0
            lacking[marked] -= right
            (true if right else false)[finding.rule] += 1
            errors[right] += finding.severity is Severity.ERROR
            if not right:
                wrong.append(f"false {finding.rule} {finding.severity.value}: {marked!r} in {case.text!r}")
        wrong.extend(f"missed {case.rule}: {each!r} in {case.text!r}" for each in lacking.elements())
    print(f"{len(cases)} texts, {sum(not case.rule for case in cases)} of them traps")
    print(f"{'rule':8} {'due':>4} {'found':>6} {'false':>6} {'precision':>10} {'recall':>8}")
    for rule in sorted(set(due) | set(false) - {""}):
        if rule:
            told = true[rule] + false[rule]
            precision, recall = (true[rule] / number if number else 1.0 for number in (told, due[rule]))
            print(f"{rule:8} {due[rule]:4} {true[rule]:6} {false[rule]:6} {precision:10.1%} {recall:8.1%}")
    told = errors[True] + errors[False]
    print(f"errors: {told}, false {errors[False]}, precision {errors[True] / max(1, told):.1%}")
    if args.wrong:
        print(*wrong, sep="\n")


def _marked(text: str, finding: Finding) -> str:
    return finding.span.text(text) if finding.span is not None else ""


if __name__ == "__main__":
    main()
