"""Lint: exact diagnostics for rule files, with file, line, column and a stable code.

A check is one module in `checks/`: its code, its severity, a docstring that is its page in the manual (with a
passing and a failing example, which are run as tests), and one generator `check` that yields problems.

Codes: PC0.. whether a file can be read and has its shape, PC1.. what it says, PC2.. how it is written, PC9.. the
comments by which a problem is ignored.
"""

import os
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType

from peercert import yamlfile
from peercert.maintain.lint.problems import (
    EXPLAINED,
    UNREADABLE,
    UNUSED_IGNORE,
    Book,
    Diagnostic,
    Edit,
    Fix,
    Found,
    Ignore,
    Ignored,
    Outcome,
    Subject,
)
from peercert.maintain.lint.selection import EVERYTHING, Selection
from peercert.maintain.lint.subjects import known_ids, subject_of
from peercert.words import tell
from peercert.yamlfile import Document, FileError


def run(paths: Iterable[Path], *, cases: Path | None = None, today: date | None = None) -> list[Diagnostic]:
    """Check rule files (or folders of them); problems in the order of files and lines. Raises FileError for no files."""
    return check_files(paths, cases=cases, today=today).found


def check_files(
    paths: Iterable[Path],
    *,
    cases: Path | None = None,
    today: date | None = None,
    selection: Selection = EVERYTHING,
) -> Outcome:
    """Check rule files (or folders of them) for what is selected, and keep apart what comments say to ignore.

    `cases` is the folder of worked examples, `today` the day against which the age of sources counts. Raises
    FileError where there are no files.
    """
    files = files_in(paths)
    unread: list[Diagnostic] = []
    subjects = []
    for path in files:
        try:
            subjects.append(subject_of(yamlfile.read(path)))
        except FileError as error:
            line, column = error.line or 1, error.column or 1
            unread.append(Diagnostic(str(path), line, column, line, column + 1, UNREADABLE, "error", error.says, ""))
    book = Book(tuple(subjects), known_ids(subjects, files), cases, today or date.today())
    checks = [check for check in all_checks() if selection.wants(check.CODE)]
    outcome = Outcome(unread if selection.wants(UNREADABLE) else [], [])
    for subject in subjects:
        diagnostics = list(_of_subject(subject, book, checks))
        left, ignored = _without_ignored(diagnostics, subject, selection)
        outcome.found.extend(left)
        outcome.ignored.extend(ignored)
    order = {str(p): i for i, p in enumerate(files)}
    outcome.found.sort(key=lambda d: (order[d.path], d.line, d.column, d.code))
    return outcome


def files_in(paths: Iterable[Path]) -> list[Path]:
    """The files named, and of folders every ``*.yaml`` in them. Raises FileError where there is none."""
    found: list[Path] = []
    for path in paths:
        if os.path.isdir(path):  # unlike Path.is_dir, it takes any name, also one too long for a file
            inside = sorted(path.rglob("*.yaml"))
            if not inside:
                raise FileError(str(path), tell("no rule files (*.yaml) in this folder"))
            found += inside
        elif os.path.exists(path):
            found.append(path)
        else:
            raise FileError(str(path), tell("there is no such file or folder; check the name"))
    return list(dict.fromkeys(found))


@cache
def all_checks() -> tuple[ModuleType, ...]:
    """Every check, by code."""
    package = import_module(f"{__name__}.checks")
    modules = [import_module(f"{package.__name__}.{m.name}") for m in iter_modules(package.__path__)]
    return tuple(sorted(modules, key=lambda m: str(m.CODE)))


def _of_subject(subject: Subject, book: Book, checks: Iterable[ModuleType]) -> Iterator[Diagnostic]:
    """What the checks find in a file, each thing once; of a place that one check explains, others say nothing more."""
    found = [(problem, check) for check in checks for problem in check.check(subject, book)]
    explained = {problem.where for problem, check in found if check.CODE in EXPLAINED}
    kept = [(p, c) for p, c in found if c.CODE in EXPLAINED or p.where not in explained]
    yield from dict.fromkeys(diagnostic(subject.document, p, c.CODE, c.SEVERITY) for p, c in kept)


def diagnostic(document: Document, problem: Found, code: str, severity: str) -> Diagnostic:
    """A problem with its place in the file, and the line that it is on."""
    line, column, end_line, end_column = problem.span or document.span(problem.where, key=problem.key)
    text = document.line(line)
    return Diagnostic(
        document.path, line, column, end_line, end_column, code, severity, problem.says, text, problem.fix
    )


def _without_ignored(
    diagnostics: list[Diagnostic], subject: Subject, selection: Selection
) -> tuple[list[Diagnostic], list[Ignored]]:
    """What is left after the comments that say to ignore something, and with those that ignore nothing."""
    sound = [ignore for ignore in subject.ignores if not ignore.problem]
    left: list[Diagnostic] = []
    ignored: list[Ignored] = []
    used: set[tuple[Ignore, str]] = set()
    for found in diagnostics:
        hits = [ignore for ignore in sound if ignore.target == found.line and found.code in ignore.codes]
        used |= {(ignore, found.code) for ignore in hits}
        if hits:
            ignored.append(Ignored(found, hits[0].reason))
        else:
            left.append(found)
    if selection.wants(UNUSED_IGNORE):
        for ignore in sound:
            for code in ignore.codes:
                if selection.wants(code) and (ignore, code) not in used:
                    says = tell("nothing here is ignored by ignore={code}; take the comment out", code=code)
                    problem = Found((), says, span=ignore.span)
                    left.append(diagnostic(subject.document, problem, UNUSED_IGNORE, "warning"))
    return left, ignored


__all__ = [
    "Book",
    "Diagnostic",
    "Edit",
    "Fix",
    "Found",
    "Ignored",
    "Outcome",
    "Selection",
    "Subject",
    "all_checks",
    "check_files",
    "files_in",
    "run",
]
