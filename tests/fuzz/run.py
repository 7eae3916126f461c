"""Try many bad inputs on the whole tool, for so many seconds: python tests/fuzz/run.py --seconds 60 --seed 1.

Everything runs in one process below this one, with a limit of memory; each input has a limit of time. What is tried
follows from the seed alone; a fault is printed with the words that repeat it. Ends with 1 where there is a fault.
"""

import argparse
import faulthandler
import mmap
import os
import resource
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random

SLOW = 2.0
"""Seconds of computing that one input may take."""
HANGS = 30.0
"""Seconds after which an input that takes no computing, or will not be stopped, ends the run."""
MEMORY = 3 * 2**30
"""Bytes of address space."""
GROWTH = 600 * 2**20
"""Bytes by which the process may grow at most, from the first input to the last."""


_LAST = mmap.mmap(-1, 100)
"""The input that is tried now, also for the process above."""


class TooLongError(BaseException):
    """An input took longer than it may."""


def main() -> int:
    """Parse the call, run below a limit, report."""
    call = argparse.ArgumentParser(description=__doc__)
    call.add_argument("--seconds", type=float, default=60)
    call.add_argument("--least", type=int, default=0, help="go on after the time until so many inputs were tried")
    call.add_argument("--seed", type=int, default=1)
    call.add_argument("--only", metavar="SORT:NUMBER", help="one input again, such as records:17")
    call.add_argument("--sort", help="this sort alone")
    call.add_argument("--faults", type=int, default=20, help="stop after so many")
    asked = call.parse_args()
    os.environ["PEERCERT_DEBUG"] = "1"  # what should not happen is raised, not said
    os.environ["COLUMNS"] = "80"
    os.environ["POLARS_MAX_THREADS"] = "1"  # tables are small
    for name in ("PEERCERT_RULES", "LANG", "LC_ALL", "LC_MESSAGES"):
        os.environ.pop(name, None)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGPROF, _too_long)
    print(f"seed {asked.seed}", flush=True)
    if asked.only:
        sort, _, number = asked.only.rpartition(":")
        found = try_one(asked.seed, sort, int(number))
        print(found or "no fault")
        return int(found is not None)
    return below(asked)


def below(asked: argparse.Namespace) -> int:
    """Run in a process below this one, and say at which input it was ended, if something ends it (native code can)."""
    child = os.fork()
    if child == 0:
        os._exit(_flushed(run(asked)))
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status):
        return os.WEXITSTATUS(status)
    last = _LAST[:].rstrip(b"\x00").decode()
    print(f"\nFAULT\nthe process was ended by signal {os.WTERMSIG(status)}")
    print(f"  again: python tests/fuzz/run.py --seed {asked.seed} --only '{last}'\nfaults: 1")
    return 1


def _flushed(code: int) -> int:
    sys.stdout.flush()
    return code


def run(asked: argparse.Namespace) -> int:
    """Sorts in turn, as often as their weights say, until the time is over."""
    import structured

    weights = {s: w for s, (_, w) in _sorts().items() if asked.sort in (None, s)}
    order = Random(asked.seed)
    tried: Counter[str] = Counter()
    spent: Counter[str] = Counter()
    slowest = (0.0, "")
    bad: dict[str, str] = {}
    begun, before = time.monotonic(), _memory()
    while (time.monotonic() - begun < asked.seconds or sum(tried.values()) < asked.least) and len(bad) < asked.faults:
        sort = order.choices(list(weights), list(weights.values()))[0] if weights else "structured"
        if asked.sort == "structured" or (asked.sort is None and order.random() < 0.002):
            started = time.process_time()
            count, found = structured.some(asked.seed + tried["structured"], 40)
            tried["structured"] += count
            spent["structured"] += time.process_time() - started  # type: ignore[assignment]
        else:
            number, started = tried[sort], time.process_time()
            found = try_one(asked.seed, sort, number)
            took = time.process_time() - started
            slowest = max(slowest, (took, f"{sort}:{number}"))
            tried[sort] += 1
            spent[sort] += took  # type: ignore[assignment]
            if found:
                found = f"{found}\n  again: python tests/fuzz/run.py --seed {asked.seed} --only '{sort}:{number}'"
        if found and _kind(found) not in bad:
            bad[_kind(found)] = found
            print(f"\nFAULT {len(bad)}\n{found}", flush=True)
    grown = _memory() - before
    if grown > GROWTH:
        bad["memory"] = f"the process grew by {grown // 2**20} MB"
        print(f"\nFAULT {len(bad)}\n{bad['memory']}")
    print(f"\n{sum(tried.values())} inputs in {time.monotonic() - begun:.0f} s (seed {asked.seed}):")
    for sort, count in sorted(tried.items()):
        print(f"  {sort:20} {count:7}   {1000 * spent[sort] / count:7.1f} ms each")
    print(f"slowest: {slowest[0]:.2f} s of computing ({slowest[1]}); grown by {grown / 2**20:.0f} MB")
    print(f"faults: {len(bad)}")
    return int(bool(bad))


def try_one(seed: int, sort: str, number: int) -> str | None:
    """Make and try one input; what was wrong, None where nothing was."""
    import targets

    targets.NOTED.clear()
    _LAST[:] = f"{sort}:{number}".encode().ljust(len(_LAST), b"\x00")
    faulthandler.dump_traceback_later(HANGS, exit=True)
    signal.setitimer(signal.ITIMER_PROF, SLOW)
    try:
        _sorts()[sort][0](Random(f"{seed}:{sort}:{number}"))
    except BaseException as error:
        if not isinstance(error, (Exception, TooLongError)) and type(error).__name__ != "PanicException":
            raise
        signal.setitimer(signal.ITIMER_PROF, 0)
        return f"{sort}:{number}\n{_short(traceback.format_exc())}\n  input: {_shown(targets.NOTED)}"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        faulthandler.cancel_dump_traceback_later()
    return None


def _sorts() -> dict[str, tuple[Callable[[Random], None], int]]:
    """Every sort of input."""
    import cohorts
    import targets

    return targets.SORTS | cohorts.SORTS


def _too_long(*_: object) -> None:
    raise TooLongError(f"more than {SLOW} s")


def _short(text: str) -> str:
    lines = text.rstrip().splitlines()
    return "\n".join(line[:300] for line in (lines if len(lines) < 16 else [*lines[:1], "  ...", *lines[-12:]]))


def _shown(noted: list[object]) -> str:
    return " | ".join(repr(n)[:400] for n in noted)


def _kind(found: str) -> str:
    """Faults that are alike: the same place in the source, or the same sort of fault."""
    places = [line.strip() for line in found.splitlines() if "/src/peercert/" in line]
    last = next((line for line in reversed(found.splitlines()) if ": " in line and not line.startswith("  ")), "")
    return (places[-1] if places else "") + last.partition(":")[0] + ("" if places else last[:60])


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    sys.exit(main())
