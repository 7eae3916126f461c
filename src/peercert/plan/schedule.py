"""From what waits for what to days: what time forces, and with so many hours a week, how long work takes.

No length is invented: signing, paying, asking for references, an exam and the certifier's answer take no time here.
"""

from collections.abc import Sequence
from datetime import date
from math import ceil
from typing import NamedTuple

from peercert.dates import Duration
from peercert.plan.links import Graph, Waits
from peercert.plan.steps import Draft


class Span(NamedTuple):
    """When a step can start and end at the earliest."""

    starts: date
    ends: date
    behind: str | None = None
    """The step whose hours were put in before, where a week has only so many."""
    beside: str | None = None
    """The step inside whose hours it is done."""


def schedule(steps: Sequence[Draft], waits: Waits, today: date, hours_per_week: float | None) -> dict[str, Span]:
    """Days for every step; steps that take hours come one after the other, all else runs side by side.

    Without `hours_per_week`, hours have no length and the days are only what waiting forces.
    """
    found: dict[str, Span] = {}
    hosts = _hosts(steps, waits)
    left = list(steps)
    free, last = today, None
    while left:
        ready = [s for s in left if all(w in found for w in (*waits[s.id], *_host(hosts, s)))]
        starts = {s.id: _start(s, waits, hosts, found, today) for s in ready}
        queued = [s for s in ready if hours_per_week and s.hours and s.id not in hosts]
        step = next((s for s in ready if s not in queued), None)
        if step is None:
            step = min(queued, key=lambda s: max(starts[s.id], free))
        start = starts[step.id]
        behind = None
        if step in queued:
            behind = last if free > start or (last is not None and free == start) else None
            start = max(start, free)
        end = _end(step, start, hours_per_week)
        if step.kind == "supervision" and step.id in hosts:
            end = max(end, found[hosts[step.id]].ends)
        found[step.id] = Span(start, end, behind, hosts.get(step.id))
        if step in queued:
            free, last = end, step.id
        left.remove(step)
    return found


def _hosts(steps: Sequence[Draft], waits: Waits) -> dict[str, str]:
    """Steps that are done inside the hours of another: parts of a total, and supervision of the work."""
    graph = Graph(s.id for s in steps)
    for name, before in waits.items():
        for other in before:
            graph.add(other, name)
    found: dict[str, str] = {}
    for step in steps:
        kind = "work_experience" if step.kind == "supervision" else step.kind if step.inside else None
        whole = [s for s in steps if s.kind == kind and s is not step and not s.inside and s.hours]
        named = [s for s in whole if getattr(step.rule, "of", None) in s.names]
        for host in named or whole:
            if step.hours and graph.add(host.id, step.id):
                found[step.id] = host.id
                break
    return found


def _host(hosts: dict[str, str], step: Draft) -> tuple[str, ...]:
    return (hosts[step.id],) if step.id in hosts else ()


def _start(step: Draft, waits: Waits, hosts: dict[str, str], found: dict[str, Span], today: date) -> date:
    """The earliest day for a step: after what it waits for, with what it is done inside, not before its own day."""
    days = [found[w].ends for w in waits[step.id]] + [found[h].starts for h in _host(hosts, step)]
    if step.until is not None and step.kind == "exam":
        days.append(step.until)  # the wait before another try
    return max([today, *days])


def _end(step: Draft, start: date, hours_per_week: float | None) -> date:
    """The earliest end of a step that starts on a day."""
    if step.until is not None and step.kind != "exam":
        return max(start, step.until)
    end = max([start, *(length.elapsed_on(start) for length in _lengths(step))])
    if hours_per_week and step.hours:
        weeks = min(step.hours / hours_per_week, 1_000_000)  # longer than the calendar goes
        end = max(end, Duration(ceil(weeks * 7), "day").after(start))
    return end


def _lengths(step: Draft) -> list[Duration]:
    """Lengths that the rules themselves set: so long in the work, so long ago, spread over so long."""
    found = []
    for leaf in step.leaves:
        rule, judged = leaf.requirement.rule, leaf.judgement
        if rule.kind == "work_experience" and getattr(rule, "duration", None) and judged.gap:
            found.append(Duration(ceil(judged.gap), "day") if judged.have else rule.duration)  # type: ignore[attr-defined]
        if getattr(rule, "spread_over", None) and not judged.have:
            found.append(rule.spread_over)  # type: ignore[attr-defined]
        if rule.kind == "milestone" and getattr(rule, "ago", None):
            found.append(rule.ago)  # type: ignore[attr-defined]
        if rule.kind == "credential_held" and getattr(rule, "for_", None):
            found.append(rule.for_)  # type: ignore[attr-defined]
    return found


def critical_path(steps: Sequence[Draft], waits: Waits, spans: dict[str, Span], today: date) -> tuple[str, ...]:
    """The steps that take the time until the last one is done, in order; empty where nothing takes time."""
    end = max((spans[s.id].ends for s in steps), default=today)
    if end == today:
        return ()
    deciding = [s for s in steps if spans[s.id].ends == end and _decides(s, spans)]
    deciding.sort(key=lambda s: spans[s.id].beside is not None)
    chain = [deciding[0].id]
    while spans[chain[-1]].starts > today:
        span = spans[chain[-1]]
        whole = span.beside if span.beside and spans[span.beside].starts == span.starts else None
        own = (*waits[chain[-1]], span.behind, *((*waits[whole], spans[whole].behind) if whole else ()))
        before = [w for w in own if w is not None and spans[w].ends == span.starts]
        if not before:
            break
        before.sort(key=lambda w: spans[w].starts == spans[w].ends)
        chain.append(before[0])
    by_id = {s.id: s for s in steps}
    return tuple(name for name in reversed(chain) if _decides(by_id[name], spans))


def _decides(step: Draft, spans: dict[str, Span]) -> bool:
    """Does a step itself take the time, and not only what it waits for?"""
    span = spans[step.id]
    return span.ends > span.starts or (step.until is not None and step.until == span.ends)
