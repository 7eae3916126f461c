"""Charts as plain lines of text: the name, the number, then a bar of marks."""

import textwrap
from collections.abc import Iterator

from peercert.present.sections import Bar, Chart
from peercert.present.terminal import inert

MARKS = "#.-"
"""What the first, second and third series of a bar are drawn with."""
_NAME, _LINES, _LONGEST = 30, 4, 30
"""Characters for the names, and how many lines of them; characters of the longest bar."""


def bar_lines(chart: Chart) -> Iterator[str]:
    """The rows of a chart, the meaning of the marks below where there is more than one."""
    most = max((sum(bar.values) for bar in chart.bars), default=0)
    names = [textwrap.wrap(inert(bar.name), _NAME, max_lines=_LINES, placeholder=" ...") or [""] for bar in chart.bars]
    wide = max((len(line) for name in names for line in name), default=0)
    told = max((len(inert(bar.said)) for bar in chart.bars), default=0)
    for bar, name in zip(chart.bars, names, strict=True):
        yield from name[:-1]
        drawn = _drawn(bar, most, min(_LONGEST, max(10, 74 - wide - told)))
        yield f"{name[-1]:<{wide}}  {inert(bar.said):<{told}}  {drawn}".rstrip()
    if len(chart.heads) > 2:
        yield ""
        yield "  ".join(f"{mark} {head}" for mark, head in zip(MARKS, map(inert, chart.heads[1:]), strict=False))


def _drawn(bar: Bar, most: float, longest: int) -> str:
    """Marks by amount; whatever is more than nothing has at least one."""
    made = ""
    for mark, value in zip(MARKS, bar.values, strict=False):
        made += mark * (max(1, round(value / most * longest)) if value and most else 0)
    return made


__all__ = ["MARKS", "bar_lines"]
