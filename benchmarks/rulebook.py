"""The whole rule book, loaded and checked against its schema, against plain YAML parsing of the same files.

    python benchmarks/rulebook.py [RUNS]

Prints seconds and ratio; both are measured in turn in one run. The baseline is PyYAML's safe loader (C) alone.
"""

import statistics
import sys
import time
from collections.abc import Callable

import yaml

from peercert.rulebook import Rulebook, bundled

FILES = Rulebook().files


def plain() -> None:
    """Parse every file and throw it away."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    for path in FILES:
        yaml.load(path.read_text("utf-8"), Loader=loader)


def ours() -> None:
    """Read each file once, check it against the schema, build it: what `--rules DIR` does."""
    list(Rulebook(bundled("data")).jurisdictions())


def seconds(call: Callable[[], None]) -> float:
    """Wall time of one call."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def main(runs: int) -> None:
    """Measure in turn and print medians and ratio."""
    plain()
    ours()
    base, checked = (
        statistics.median(column)
        for column in zip(*[(seconds(plain), seconds(ours)) for _ in range(runs)], strict=True)
    )
    print(
        f"{len(FILES)} files: plain YAML {base:.2f} s; loaded and schema-checked {checked:.2f} s; ratio {checked / base:.2f}; target at most 1 s"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
