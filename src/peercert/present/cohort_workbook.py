"""A cohort's page as tables of a workbook: the same numbers, to be sorted and copied."""

from collections.abc import Iterable, Iterator

from peercert.cohort.workbook_out import Table
from peercert.present.sections import Page, Section


def summary_lines(page: Page) -> list[str]:
    """What stands under the title."""
    return [page.subtitle, page.answer, page.closing]


def summary_tables(sections: Iterable[Section]) -> list[Table]:
    """A table for each chart, and one of a single column for each section that has only words."""
    return [table for section in sections for table in _tables(section)]


def _tables(section: Section) -> Iterator[Table]:
    if section.chart is not None:
        yield Table(section.title, section.chart.heads, [(bar.name, *bar.values) for bar in section.chart.bars])
    lines = [(line,) for line in section.lines]
    for item in section.items:
        lines += [(item.head,), *((line,) for line in item.lines)]
    if lines:
        yield Table("" if section.chart is not None else section.title, (), lines)


__all__ = ["summary_lines", "summary_tables"]
