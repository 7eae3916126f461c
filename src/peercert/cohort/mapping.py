"""Which heading is which column, as somebody says it: --map, and a mapping file that is kept."""

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

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


class Kept(NamedTuple):
    """What a mapping file says: columns by heading, of the roster and of the activities beside it."""

    headings: Mapping[str, str] = {}
    activities: Mapping[str, str] = {}


def from_file(path: str) -> Kept:
    """A mapping file: ``headings:`` (and ``activities:``) with a column for each heading. Raises FileError."""
    document = yamlfile.read(path)
    data = document.data if isinstance(document.data, dict) else {}
    found = {part: data.get(part, {}) for part in Kept._fields}
    if "headings" not in data or not all(isinstance(f, dict) for f in found.values()):
        raise FileError(
            path,
            tell("a mapping file begins with headings: and has a line such as Training Hrs: training_hours for each"),
            1,
        )
    for part, names in found.items():
        for heading, name in names.items():
            if name is not None and not isinstance(name, str):
                line, column = document.place((part, heading))
                raise FileError(path, tell("{value} is not the name of a column", value=said(name)), line, column)
    return Kept(*({str(heading): name or "" for heading, name in names.items()} for names in found.values()))


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


def text_of(matched: Matched, beside: Matched | None = None) -> str:
    """A mapping file of what the headings were read as; those that are not read stand there as comments.

    `beside`: the headings of the activities. What nobody sees in a heading, or what turns the text around it, is written
    as an escape.
    """
    lines = [f"# {tell('Which heading of the roster is which column; for --map-file.')}", *_part("headings", matched)]
    lines += _part("activities", beside) if beside is not None else ()
    return "\n".join(lines) + "\n"


def _part(name: str, matched: Matched) -> list[str]:
    lines = [f"{name}:"]
    lines += [f"  {_key(matched.addresses.get(name, heading))}: {name}" for name, heading in matched.headings.items()]
    lines += [f"  {_key(heading)}: ignore" for heading in matched.ignored]
    for unmatched in matched.unmatched:
        close = (
            tell("is it {closest}?", closest=", ".join(unmatched.closest)) if unmatched.closest else tell("not read")
        )
        lines.append(f"  # {_key(unmatched.heading)}:  # {close}")
    return lines


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


__all__ = ["Kept", "concerning", "from_call", "from_file", "text_of"]
