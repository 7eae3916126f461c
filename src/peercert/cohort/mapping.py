"""Which heading is which column, as somebody says it: --map, and a mapping file that is kept."""

import json
from collections.abc import Mapping, Sequence

from peercert import yamlfile
from peercert.cohort.addresses import places
from peercert.cohort.headings import IGNORED, Matched, Vocabulary
from peercert.shapes import said
from peercert.words import tell
from peercert.yamlfile import FileError


def from_call(texts: Sequence[str]) -> dict[str, str]:
    """``Training Hrs=training_hours``, ... -> columns by heading. Raises FileError."""
    made = {}
    for text in texts:
        heading, equals, name = text.rpartition("=")
        if not equals or not heading.strip():
            raise FileError(
                "--map", tell('{text} does not say which column; write it as "Training Hrs=training_hours"', text=text)
            )
        made[heading.strip()] = name.strip()
    return made


def from_file(path: str) -> dict[str, str]:
    """A mapping file: ``headings:`` with a column for each heading. Raises FileError."""
    document = yamlfile.read(path)
    found = document.data.get("headings") if isinstance(document.data, dict) else None
    if not isinstance(found, dict):
        raise FileError(
            path,
            tell("a mapping file begins with headings: and has a line such as Training Hrs: training_hours for each"),
            1,
        )
    for heading, name in found.items():
        if name is not None and not isinstance(name, str):
            line, column = document.place(("headings", heading))
            raise FileError(path, tell("{value} is not the name of a column", value=said(name)), line, column)
    return {str(heading): name or "" for heading, name in found.items()}


def concerning(
    headings: Sequence[str], vocabulary: Vocabulary, others: Sequence[str], said: Mapping[str, str]
) -> dict[str, str]:
    """What is said of the headings of one table, beside another one: of headings of both, what this one has a column for."""

    def here(heading: str, name: str) -> bool:
        if not places(heading, headings):
            return False
        exact, exact_there = ({heading.strip()} & {h.strip() for h in table} for table in (headings, others))
        if bool(exact) != bool(exact_there):
            return bool(exact)
        return name in vocabulary or name.casefold() in IGNORED or not places(heading, others)

    return {heading: name for heading, name in said.items() if here(heading, name)}


def text_of(matched: Matched) -> str:
    """A mapping file of what the headings were read as; those that are not read stand there as comments.

    What nobody sees in a heading, or what turns the text around it, is written as an escape.
    """
    lines = [f"# {tell('Which heading of the roster is which column; for --map-file.')}", "headings:"]
    lines += [f"  {_key(matched.addresses.get(name, heading))}: {name}" for name, heading in matched.headings.items()]
    lines += [f"  {_key(heading)}: ignore" for heading in matched.ignored]
    for unmatched in matched.unmatched:
        close = (
            tell("is it {closest}?", closest=", ".join(unmatched.closest)) if unmatched.closest else tell("not read")
        )
        lines.append(f"  # {_key(unmatched.heading)}:  # {close}")
    return "\n".join(lines) + "\n"


def _key(heading: str) -> str:
    """A heading as a key of YAML, in one line whatever is in it."""
    import yaml

    plain = (
        yaml.safe_dump(heading.strip(), allow_unicode=heading.isprintable(), width=1000)
        .strip()
        .removesuffix("...")
        .strip()
    )
    if "\n" not in plain:
        return plain
    return json.dumps(heading.strip())


__all__ = ["concerning", "from_call", "from_file", "text_of"]
