"""What lint speaks of: the files as the checks see them, the problems that they yield, and their fixes."""

from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from peercert.judging.requirement import Requirement
from peercert.model import Jurisdiction
from peercert.shapes import Where
from peercert.sources import Source
from peercert.yamlfile import Document

UNREADABLE, NOT_IN_SCHEMA, CONTRADICTING, TO_FILL_IN = "PC001", "PC002", "PC003", "PC004"
DATE_FORM = "PC203"
BAD_IGNORE, UNUSED_IGNORE = "PC901", "PC902"
BROKEN = frozenset({NOT_IN_SCHEMA, CONTRADICTING})
"""What the schema and the laws between keys say; with these no rule is built, so they cannot be ignored."""
EXPLAINED = frozenset({TO_FILL_IN, DATE_FORM})
"""What says more exactly what is wrong at a place that does not fit the schema."""
NEVER_IGNORED = BROKEN | {UNREADABLE, TO_FILL_IN, DATE_FORM, BAD_IGNORE, UNUSED_IGNORE}
FILL_IN = "FILL IN"
"""What stands in a new file for everything that its writer has to say."""
Span = tuple[int, int, int, int]
"""Line and column, and line and column of the end, all from 1."""


class Edit(NamedTuple):
    """A stretch of a file that is replaced."""

    line: int
    column: int
    end_line: int
    end_column: int
    text: str
    """What stands there instead."""


class Fix(NamedTuple):
    """How a problem is mended."""

    says: str
    """What to do, in a few words."""
    edits: tuple[Edit, ...] = ()
    safe: bool = False
    """It changes nothing of what the rules say, so that it may be done unseen."""
    layout: bool = False
    """It is what `peercert fmt` does."""


class Found(NamedTuple):
    """What a check yields: a place in the document, what is wrong there, and how it could be mended."""

    where: Where
    says: str
    key: bool = False
    """The place is the key itself, not its value."""
    fix: Fix | None = None
    span: Span | None = None
    """The place in lines and columns, where it is none of the data (a comment)."""


class Diagnostic(NamedTuple):
    """One problem in one file."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    code: str
    severity: str
    """error or warning"""
    says: str
    text: str
    """The offending line."""
    fix: Fix | None = None


class Ignore(NamedTuple):
    """A comment by which problems are ignored: ``# peercert: ignore=PC114 looked again``."""

    span: Span
    target: int
    """The line of which it speaks."""
    codes: tuple[str, ...]
    reason: str
    problem: str
    """Why it is not understood; empty where it is."""


class Ignored(NamedTuple):
    """A problem that a comment beside it says to ignore."""

    diagnostic: Diagnostic
    reason: str


class Outcome(NamedTuple):
    """What was found, in the order of files and lines, and what was ignored."""

    found: list[Diagnostic]
    ignored: list[Ignored]


class Cited(NamedTuple):
    """A citation and where it stands."""

    where: Where
    source: str


class Subject(NamedTuple):
    """One file as the checks see it; parts that are broken are left out of the lists."""

    document: Document
    schema: str
    """The schema that it is written to: jurisdiction or glossary."""
    data: dict[str, Any]
    jurisdiction: Jurisdiction | None
    """The whole, where it is a jurisdiction and could be built."""
    sources: dict[str, Source]
    requirements: tuple[tuple[Where, Requirement], ...]
    """Every requirement that could be built, groups' members and tests included."""
    cited: tuple[Cited, ...]
    broken: tuple[tuple[str, Found], ...]
    """What does not fit the schema or the laws between keys, by code."""
    ignores: tuple[Ignore, ...]

    def instead(self, where: Where, text: str, *, key: bool = False) -> Edit:
        """The edit that puts another text in the place of a value (or its key)."""
        return Edit(*self.document.span(where, key=key), text)


class Book(NamedTuple):
    """All files that are checked together, and the rule book they belong to."""

    subjects: tuple[Subject, ...]
    credential_ids: frozenset[str]
    cases: Path | None
    """Folder of worked examples, where there is one."""
    today: date
