"""`peercert explain`: what a word in a rule means."""

from typing import Annotated

import typer

from peercert.cli.options import Rules, stop


def command(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[TERM]...", help="The word; all of them are listed if left out.", show_default=False),
    ] = None,
    rules: Rules = None,
) -> None:
    """Say what a word in a rule means: topics, competencies, the tool's own words."""
    from peercert.present.terminal import Line, print_lines
    from peercert.rulebook import open_rulebook
    from peercert.words import all_of_words, plain

    glossary = open_rulebook(rules).glossary()
    if not words:
        lines: list[Line] = []
        for kind in dict.fromkeys(t.kind for t in glossary.terms.values()):
            lines.append(Line(plain(kind).capitalize(), style="head"))
            lines.append(Line(", ".join(t.title for t in glossary.terms.values() if t.kind == kind) + ".", 2))
        print_lines(lines)
        return
    wanted = " ".join(words)
    found = glossary.find(wanted)
    if found is None:
        close = glossary.suggestions(wanted)
        hint = f"; did you mean {' or '.join(close)}?" if close else "."
        raise stop(f"the glossary has no {wanted}{hint} `peercert explain` lists all.")
    _, term = found
    lines = [Line(term.title, style="head"), Line(term.says)]
    if term.members:
        lines += [Line(f"- {member}", 2, 2) for member in term.members]
    if term.also:
        lines.append(Line(f"Also called {all_of_words(list(term.also))}."))
    if term.see:
        lines.append(Line(f"See also: {', '.join(glossary.terms[s].title for s in term.see if s in glossary.terms)}."))
    for cite in term.cite or ():
        source = glossary.sources.get(cite.source)
        if source:
            lines.append(Line(f"Source: {source.publisher}, {source.title}. {source.url}", 0, 2, "dim"))
    print_lines(lines)
