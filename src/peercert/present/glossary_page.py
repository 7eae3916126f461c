"""What a word means, as lines on a screen (`peercert explain`)."""

from peercert.glossary import Glossary, Term
from peercert.present.terminal import Line
from peercert.verdicts import All, Prose
from peercert.words import N_, prose, tell

KINDS = N_(
    {
        "word": "Words", "topic": "Topics", "competency": "Competencies", "core_value": "Core values",
        "support": "Kinds of support", "body": "Bodies",
    }
)  # fmt: skip


def term_lines(term: Term, glossary: Glossary) -> list[Line]:
    """One term: what it means, what belongs to it, where it was read."""
    lines = [Line(prose(term.title), style="head"), Line(prose(term.says))]
    lines += [Line(f"- {prose(member)}", 2, 2) for member in term.members]
    if term.also:
        lines.append(Line(tell("Also called {names}.", names=All(tuple(map(Prose, term.also))))))
    if term.see:
        titles = ", ".join(prose(glossary.terms[s].title) for s in term.see if s in glossary.terms)
        lines.append(Line(tell("See also: {terms}.", terms=titles)))
    for cite in term.cite or ():
        source = glossary.sources.get(cite.source)
        if source:
            where = f"{source.publisher}, {source.title}. {source.url}"
            lines.append(Line(tell("Source: {where}", where=where), 0, 2, "dim"))
    return lines


def all_terms(glossary: Glossary) -> list[Line]:
    """Every term by its title, kind by kind."""
    lines: list[Line] = []
    for kind in dict.fromkeys(t.kind for t in glossary.terms.values()):
        titles = [prose(t.title) for t in glossary.terms.values() if t.kind == kind]
        lines += [Line(tell(KINDS[kind]), style="head"), Line(", ".join(titles) + ".", 2)]
    return lines
