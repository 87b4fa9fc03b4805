"""How many cells are bound right, by notation and by damage.

    python benchmarks/binding.py [--seeds 4] [--first 0] [--notation rows] [--damage "labels cut"] [--show 20]

Prints, for every notation, the rate over whole reports, and each damage whose rate is below the bound;
then the rate of each damage over all notations. ``--show`` lists misread cells with the sample's name;
``--write DIR`` keeps the misread reports as files.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from pathlib import Path
from random import Random

from gip_lint.binding.bind import bind
from gip_lint.forms.loader import builtin_forms
from gip_lint.model.notation import Notation as NotationText
from gip_lint.model.source_map import TextSource
from gip_lint.testing.damage import DAMAGES, HARDER, Damage
from gip_lint.testing.notations import NOTATIONS, WRAPPED, TableNotation
from gip_lint.testing.sample import Sample, samples, several, weathered
from gip_lint.testing.scoring import Score, compare

BOUND = 0.995


def read(sample: Sample) -> Score:
    reports = bind("sample.txt", NotationText(sample.text, TextSource(sample.text)), builtin_forms())
    return compare(reports, sample.figures)


def kinds(notation: TableNotation) -> dict[str, tuple[Damage, ...]]:
    by_name: dict[str, tuple[Damage, ...]] = {"whole": ()}
    by_name |= {damage.name: (damage,) for damage in DAMAGES if damage.fits(notation)}
    by_name |= {damage.name: (damage,) for damage in HARDER if damage.fits(notation)}
    by_name["weathered"] = weathered(notation)
    for number in range(4):
        by_name[f"several {number}"] = several(notation, Random(f"{notation.name}{number}"))
    return by_name


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seeds", type=int, default=4)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--notation")
    parser.add_argument("--damage")
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--write", type=Path)
    args = parser.parse_args()
    by_kind: dict[str, Score] = defaultdict(Score)
    whole = Score()
    harder = {damage.name for damage in HARDER}
    texts = 0
    characters = 0
    start = time.perf_counter()
    for notation in (*NOTATIONS, WRAPPED):
        if args.notation and notation.name != args.notation:
            continue
        line: dict[str, Score] = defaultdict(Score)
        for kind, damages in kinds(notation).items():
            if args.damage and not kind.startswith(args.damage):
                continue
            for form in builtin_forms():
                for sample in samples(form, notation, damages, range(args.first, args.first + args.seeds)):
                    score = read(sample)
                    texts += 1
                    characters += len(sample.text)
                    line[kind] += score
                    if (score.misread or score.accused) and args.show:
                        print(f"  {sample.name}: {len(score.misread)} of {score.cells}, {score.accused}")
                        for misread in score.misread[: args.show]:
                            print(f"    {misread}")
                    if score.misread and args.write:
                        args.write.mkdir(parents=True, exist_ok=True)
                        (args.write / f"{sample.name.split(':')[0].replace('/', '_')}.txt").write_text(
                            sample.text, encoding="utf-8"
                        )
        low = ", ".join(f"{kind} {score.rate:.2%}" for kind, score in line.items() if score.rate < BOUND)
        total = sum(line.values(), Score())
        print(f"{notation.name:20} whole {line['whole'].rate:8.2%}  all {total.rate:8.2%}  {low}", flush=True)
        if notation is not WRAPPED:
            whole += sum((score for kind, score in line.items() if kind not in harder), Score())
            for kind, score in line.items():
                by_kind[kind] += score
    seconds = time.perf_counter() - start
    print()
    for kind, score in by_kind.items():
        mark = " (harder)" if kind in harder else ""
        missed = f", {len(score.accused)} rows or columns wrongly said to be missing" if score.accused else ""
        print(f"{kind:20} {score.rate:8.2%}  {len(score.misread)} of {score.cells}{missed}{mark}")
    print(f"\nall but {WRAPPED.name} and what is harder: {whole.rate:.3%} of {whole.cells} cells")
    print(f"{texts} reports, {characters / 1e6:.1f} M characters, {seconds:.1f} s")


if __name__ == "__main__":
    main()
