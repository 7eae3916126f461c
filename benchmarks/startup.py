"""Start-up: `peercert check` of one record, whole process, against a Python that only imports typer, rich and yaml.

    python benchmarks/startup.py [RUNS]

Prints the ratio of the medians; both are measured in turn in one run. Design target: at most 1.3.
"""

import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
BASELINE = [sys.executable, "-c", "import typer, rich, yaml"]
CHECK = [str(Path(sys.executable).with_name("peercert")), "check", "sc-cpss-share", "--record", str(ROOT / "examples" / "newcomer.yaml"), "--as-of", "2026-11-22"]  # fmt: skip


def seconds(command: list[str]) -> float:
    """Wall time of one process."""
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - start


def main(runs: int) -> None:
    """Measure in turn and print medians and ratio."""
    seconds(BASELINE), seconds(CHECK)
    pairs = [(seconds(BASELINE), seconds(CHECK)) for _ in range(runs)]
    base, check = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(f"baseline (import typer, rich, yaml)  {base * 1e3:7.1f} ms")
    print(f"peercert check, whole process        {check * 1e3:7.1f} ms")
    print(f"ratio                                {check / base:7.2f}   (target: at most 1.3)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 21)
