"""`peercert explain`: what a word in a rule means."""

from typing import Annotated

import typer

from peercert.cli.options import Rules, stop
from peercert.words import tell


def command(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[TERM]...", help=tell("The word; all of them are listed if left out."), show_default=False
        ),
    ] = None,
    rules: Rules = None,
) -> None:
    """Say what a word in a rule means: topics, competencies, the tool's own words."""
    from peercert.present.glossary_page import all_terms, term_lines
    from peercert.present.terminal import print_lines
    from peercert.rulebook import open_rulebook
    from peercert.verdicts import AnyOf, Prose

    glossary = open_rulebook(rules).glossary()
    if not words:
        print_lines(all_terms(glossary))
        return
    wanted = " ".join(words)
    found = glossary.find(wanted)
    if found is None:
        close = AnyOf(tuple(map(Prose, glossary.suggestions(wanted))))
        if close.items:
            raise stop(
                tell(
                    "the glossary has no {word}; did you mean {close}? `peercert explain` lists all.",
                    word=wanted,
                    close=close,
                )
            )
        raise stop(tell("the glossary has no {word}. `peercert explain` lists all.", word=wanted))
    print_lines(term_lines(found[1], glossary))
