"""One evaluation in process, against the same rules written out by hand as plain Python comparisons.

    python benchmarks/evaluate.py [TIMES]

Prints microseconds per evaluation, the number of requirements, and the ratio to the hand-written baseline.
Design target: at most 100 microseconds for a pathway of 15 requirements.
"""

import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import peercert

ROOT = Path(__file__).parents[1]
DAY = date(2026, 11, 22)


def by_hand(record: peercert.Record) -> list[tuple[str, bool | None, float]]:
    """What a script made for this one pathway would do: yes, no or not known, and the gap. No reasons, no sources."""
    born, lived = record.born, record.lived_experience or ()
    training = sum(t.hours or 0 for t in record.training or ())
    work = sum(e.hours or 0 for e in record.experience or ())
    supervised = sum(e.supervised_hours or 0 for e in record.experience or ())
    since = min((e.recovery_since.hi for e in lived if e.recovery_since), default=None)
    references = sum(r.kind == "professional" for r in record.references or ())
    found = [("age", None if born is None else born.lo.replace(year=born.lo.year + 18) <= DAY, 0.0)]
    found.append(
        (
            "education",
            None if record.education is None else record.education not in ("none", "some_high_school"),
            0.0,
        )
    )
    found.append(("lived_experience", any("mental_health" in e.of for e in lived), 0.0))
    found.append(("recovery_time", None if since is None else since.replace(year=since.year + 3) <= DAY, 0.0))
    for name, have, need in (
        ("references", references, 3),
        ("work_experience", work, 100),
        ("supervision", supervised, 4),
        ("training", training, 40),
    ):
        found.append((name, have >= need, max(0.0, need - have)))
    for name in ("scope_of_activities", "code_of_conduct"):
        found.append((name, name in (record.agreements or ()), 0.0))
    found.append(("diploma", "diploma" in (record.documents or ()), 0.0))
    found.append(("registration", "registration" in (record.paid or ()), 75.0))
    for name in ("oral evaluation", "post-test"):
        found.append((name, any(e.name == name and e.passed for e in record.exams or ()), 0.0))
    return found


def microseconds(call: Callable[[], object], times: int) -> float:
    """Best of five rounds, microseconds a call."""
    rounds = []
    for _ in range(5):
        start = time.perf_counter()
        for _ in range(times):
            call()
        rounds.append((time.perf_counter() - start) / times * 1e6)
    return min(rounds)


def main(times: int) -> None:
    """Measure both in one run."""
    credential = peercert.load_rulebook().credential("sc-cpss-share")
    assert credential is not None
    pathway = credential.pathways["initial"]
    for name in ("newcomer", "nearly-ready"):
        record = peercert.load_record(ROOT / "examples" / f"{name}.yaml", today=DAY)
        hand = microseconds(lambda record=record: by_hand(record), times)  # type: ignore[misc]
        ours = microseconds(lambda record=record: peercert.evaluate(pathway, record, DAY, credential=credential), times)  # type: ignore[misc]
        print(
            f"{name}: {len(pathway.requirements)} requirements; by hand {hand:.1f} us; evaluate {ours:.1f} us; ratio {ours / hand:.1f}; target at most 100 us"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
