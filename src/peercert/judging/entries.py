"""Looking at one entry of a record: its days, its share of a topic, its names. Three-valued where it does not say."""

from functools import lru_cache
from typing import Any

from peercert.dates import DateSpan
from peercert.judging.context import Context
from peercert.record import Experience, Supervision


def share_of_topic(entry: Any, topics: tuple[str, ...], amount: float) -> tuple[float, float]:
    """At least and at most how much of `amount` is on one of these topics.

    Topics that are listed hold their hours; hours that no topic is given for may be on any other, and hours on a
    kindred topic (ethics, where law and ethics is asked) may count or not.
    """
    whole: tuple[str, ...] | None = getattr(entry, "topic", None)
    if whole is not None:
        inside = any(t in topics for t in whole)
        if inside and len(whole) == 1:
            return amount, amount
        return 0.0, amount if inside or any(kindred(t, w) for t in topics for w in whole) else 0.0
    listed: dict[str, float] | None = entry.topics
    if listed is None:
        return 0.0, amount
    found = [listed[t] for t in topics if t in listed]
    sure = min(amount, sum(found))
    if len(found) == len(topics):
        return sure, sure
    rest = max(0.0, amount - sum(listed.values()))
    near = sum(hours for name, hours in listed.items() if name not in topics and any(kindred(name, t) for t in topics))
    return sure, min(amount, sure + rest + near)


def touches(entry: Any, topics: tuple[str, ...]) -> tuple[bool, bool]:
    """Is an entry, however long, on one of these topics at all: surely, perhaps?"""
    listed: dict[str, float] | None = None if getattr(entry, "topic", None) is not None else entry.topics
    if listed is None:
        sure, most = share_of_topic(entry, topics, 1.0)
        return sure > 0, most > 0
    sure_ = any(listed.get(t, 0) > 0 for t in topics)
    if all(t in listed for t in topics):
        return sure_, sure_
    hours = getattr(entry, "hours", None)
    rest = hours is None or hours > sum(listed.values())
    near = any(h > 0 and n not in topics and any(kindred(n, t) for t in topics) for n, h in listed.items())
    return sure_, sure_ or rest or near


_COMMON_WORDS = frozenset(
    {
        "and",
        "of",
        "for",
        "the",
        "in",
        "peer",
        "recovery",
        "support",
        "specific",
        "training",
        "practice",
        "other",
        "general",
    }
)


@lru_cache(maxsize=4096)
def kindred(one: str, other: str) -> bool:
    """Two topics that share a telling word: ethics, law_and_ethics, peer_recovery_ethics."""
    return bool((set(one.split("_")) & set(other.split("_"))) - _COMMON_WORDS)


def span_of(entry: Any, context: Context) -> tuple[DateSpan | None, DateSpan | None]:
    """First and last day of an entry: a course has its completion day, work its range (to date if it goes on)."""
    if isinstance(entry, (Experience, Supervision)):
        last = entry.to or (DateSpan(context.as_of, context.as_of) if entry.from_ else None)
        return entry.from_, last
    return entry.completed, entry.completed


def inside(first: DateSpan | None, last: DateSpan | None, start: DateSpan | None, end: DateSpan | None) -> bool | None:
    """Does [first, last] lie inside [start, end]? None where it straddles an edge or is not known."""
    if start is not None and last is not None and last.hi < start.lo:
        return False
    if end is not None and first is not None and first.lo > end.hi:
        return False
    if first is None or last is None:
        return None
    if (start is None or first.lo >= start.hi) and (end is None or last.hi <= end.lo):
        return True
    return None


@lru_cache(maxsize=4096)
def same(text: str) -> str:
    """Two spellings of one name compare equal: case, spaces, hyphens and underscores do not count."""
    return "".join(filter(str.isalnum, text.casefold()))
