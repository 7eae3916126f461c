"""A bar on stderr that grows with long work; nothing where stderr is no terminal."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def progress(what: str) -> Iterator[Callable[[float], None]]:
    """Gives a function that is told how much is done, from 0 to 1."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield lambda _done: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
    from rich.text import Text

    from peercert.present.terminal import inert

    console = Console(file=sys.stderr, no_color=bool(os.environ.get("NO_COLOR")) or None)
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(Text(inert(what)).plain, total=1.0)
        yield lambda done: bar.update(task, completed=done)


__all__ = ["progress"]
