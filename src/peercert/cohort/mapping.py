"""Which heading is which column, as somebody says it: --map, and a mapping file that is kept."""

from collections.abc import Mapping, Sequence

from peercert import yamlfile
from peercert.cohort.headings import Matched
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


def text_of(matched: Matched) -> str:
    """A mapping file of what the headings were read as; those that are not read stand there as comments.

    What nobody sees in a heading, or what turns the text around it, is written as an escape.
    """
    import yaml

    lines = [f"# {tell('Which heading of the roster is which column; for --map-file.')}", "headings:"]
    read: Mapping[str, str] = {heading.strip(): name for name, heading in matched.headings.items()}
    for heading, name in read.items():
        line = yaml.safe_dump({heading: name}, allow_unicode=heading.isprintable(), width=1000)
        lines.append("  " + line.strip())
    for unmatched in matched.unmatched:
        close = (
            tell("is it {closest}?", closest=", ".join(unmatched.closest)) if unmatched.closest else tell("not read")
        )
        written = yaml.safe_dump(unmatched.heading, allow_unicode=unmatched.heading.isprintable(), width=1000)
        key = written.strip().removesuffix("...").strip()
        lines.append(f"  # {' '.join(key.split())}:  # {close}")
    return "\n".join(lines) + "\n"


__all__ = ["from_call", "from_file", "text_of"]
