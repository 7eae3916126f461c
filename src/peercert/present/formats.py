"""Pages printed in the format that was asked for."""

from collections.abc import Sequence

from peercert.present.sections import Page


def show(pages: Sequence[Page], format_: str, heading: Sequence[str] = ()) -> None:
    """Print pages to standard output as ``table`` (plain lines) or ``markdown``, under lines of heading."""
    if format_ == "markdown":
        from peercert.present.markdown import markdown

        print("\n".join([*heading, *(markdown(p) for p in pages)]), end="")
        return
    from peercert.present.terminal import Line, print_lines, show_page

    if heading:
        print_lines([*(Line(text) for text in heading), Line("")])
    for i, page in enumerate(pages):
        if i:
            print_lines([Line(""), Line("- - -"), Line("")])
        show_page(page)
