"""A short run of the harness, by a fixed seed and by a new one that is printed, and all that was found."""

from random import Random

import harness
import pytest

FEW = 12
"""Files of each target and seed; ``make fuzz`` is for more."""
NEW = Random().randrange(1 << 30)


@pytest.mark.parametrize("seed", [1, NEW], ids=["fixed", "new"])
@pytest.mark.parametrize("target", harness.TARGETS)
def test_nothing_breaks(target, seed):
    broken = {
        number: why
        for number in range(FEW)
        if (why := harness.fails(target, harness.case(target, seed, number))) is not None
    }
    assert broken == {}, f"make fuzz SEED={seed}"


def test_what_was_found_stays_mended():
    found = [path for path in sorted(harness.FOUND.glob("*")) if path.suffix != ".md"]
    broken = {path.name: harness.fails(path.name.rpartition("-")[0], path.read_bytes()) for path in found}
    assert not any(broken.values()), broken
