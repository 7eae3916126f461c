"""Pages printed, or written to a file, in the format that was asked for."""

import io
import sys
from collections.abc import Sequence
from typing import TextIO

from peercert.present.sections import Page
from peercert.words import tell, unmarked

ENDINGS = {".html": "html", ".htm": "html", ".md": "markdown", ".json": "json"}
"""The format that the end of a file's name stands for."""
SCREEN = (None, "-")
"""What `output` is where nothing is written to a file."""


def show(
    pages: Sequence[Page],
    format_: str,
    heading: Sequence[str] = (),
    *,
    title: str = "",
    output: str | None = None,
    force: bool = False,
    private: bool = False,
) -> None:
    """Print pages as ``table`` (plain lines), ``markdown`` or ``html``, under lines of heading.

    `title` names an HTML document of several pages; `output`, `force` and `private` are as in `put`.
    """
    if format_ == "html":
        from peercert.present.html import html

        to_open = tell("Open it in a web browser to read or print it.")
        to_write = tell("This is a web page; with -o report.html it becomes a file that a web browser opens.")
        advice = to_write if output in SCREEN else to_open
        put(html(pages, heading, title), output, force=force, private=private, advice=advice)
    elif format_ == "markdown":
        from peercert.present.markdown import markdown, opening

        text = "\n".join([*opening(heading), *(markdown(page) for page in pages)])
        put(text, output, force=force, private=private)
    elif output in SCREEN:
        _print_plain(pages, heading, sys.stdout)
    else:
        stream = io.StringIO()
        _print_plain(pages, heading, stream)
        put(stream.getvalue(), output, force=force, private=private)


def put_json(data: object, output: str | None = None, *, force: bool = False, private: bool = False) -> None:
    """Print plain data as JSON, or write it to a file; see `put`."""
    put(json_text(data), output, force=force, private=private)


def json_text(data: object) -> str:
    """Plain data as JSON; what is not printable (escape sequences, overrides of direction) is written as \\u.... ."""
    import json

    text = unmarked(json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False))
    if text.isascii() and "\x7f" not in text:
        return text + "\n"
    return "".join(c if c == "\n" or c.isprintable() else json.dumps(c)[1:-1] for c in text) + "\n"


def put(text: str, output: str | None = None, *, force: bool = False, private: bool = False, advice: str = "") -> None:
    """Print a text, or write it to the file `output` (- is the screen) and say so on stderr, with `advice`.

    A file that is there already is replaced only by `force`; `private`: only its owner may read it, since it holds
    what a record says. Raises FileError where it cannot be written.
    """
    if output is None or output in SCREEN:
        sys.stdout.write(text)
        said = advice if sys.stdout.isatty() else ""
    else:
        from peercert.present.terminal import inert
        from peercert.writing import write_file

        write_file(output, text, over=force, private=private)
        said = f"{tell('Written to {file}.', file=inert(output))} {advice}".rstrip()
    if said:
        print(f"peercert: {said}", file=sys.stderr)


def _print_plain(pages: Sequence[Page], heading: Sequence[str], out: TextIO) -> None:
    from peercert.present.terminal import Line, print_lines, show_page

    print_lines((Line(text) for text in heading), out)
    for i, page in enumerate(pages):
        if i:
            print_lines([Line(""), Line("- - -")], out)
        if i or heading:
            print_lines([Line("")], out)
        show_page(page, out)
