"""A person's record from YAML or JSON, with exact words for what is wrong in it; and back into YAML, explained."""

from datetime import date
from pathlib import Path
from typing import Any

from peercert import yamlfile
from peercert.dates import DateSpan
from peercert.record import Record
from peercert.rulebook import build
from peercert.sayings import Says
from peercert.shapes import Shape, Where, written
from peercert.yamlfile import Document, FileError

_MAY_BE_AHEAD = frozenset({"expires", "to"})
"""Dates that may lie in the future; all others say what has happened."""


def load_record(path: str | Path, *, today: date) -> Record:
    """A record from a file; raises FileError that names file, line, what is wrong and what would be right.

    `today` is the later of the real day and the day asked about: nothing can have happened after it.

    >>> from datetime import date
    >>> from peercert import load_record
    >>> str(load_record("examples/near-renewal.yaml", today=date(2026, 11, 22)).born)
    '1979-07'
    """
    return record_from(yamlfile.read(path), today=today)


def record_from(document: Document, *, today: date) -> Record:
    """A record from a document; raises FileError."""
    if not isinstance(document.data, dict):
        says = Says("a record is a list of keys and values, such as born: 1990-04-02")
        raise FileError(document.path, says, 1, 1)
    record = build(document, Record, "record")
    for where, when in _dates(record, ()):
        if when.lo > today and where[-1] not in _MAY_BE_AHEAD:
            line, column = document.place(where)
            values = {"field": ".".join(w for w in where if isinstance(w, str)), "date": str(when)}
            says = Says("{field} is {date}, which is still to come; is the year right?", values)
            raise FileError(document.path, says, line, column)
    return record


def _dates(value: Any, where: Where) -> list[tuple[Where, DateSpan]]:
    if isinstance(value, DateSpan):
        return [(where, value)]
    if isinstance(value, Shape):
        return [x for n in value.fields_ for x in _dates(getattr(value, n), (*where, written(n)))]
    if isinstance(value, tuple):
        return [x for i, v in enumerate(value) for x in _dates(v, (*where, i))]
    if isinstance(value, dict):
        return [x for k, v in value.items() for x in _dates(v, (*where, k))]
    return []


def record_text(data: dict[str, Any], heading: str) -> str:
    """A record as YAML, every key explained; made to be read and changed by hand.

    `data` is the plain data of a record; `heading` goes on top as a comment.
    """
    import yaml

    class Plain(yaml.SafeDumper):
        """Writes dates as they are, without quotes."""

    Plain.yaml_implicit_resolvers = {
        first: [(tag, test) for tag, test in known if not tag.endswith(":timestamp")]
        for first, known in yaml.SafeDumper.yaml_implicit_resolvers.items()
    }

    def quoted_where_needed(dumper: Any, text: str) -> Any:
        style = '"' if yamlfile.needs_quotes(text) or not text.isprintable() else None
        return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)

    Plain.add_representer(str, quoted_where_needed)
    data = _shortened(data)
    lines = [f"# {line}" for line in heading.splitlines()]
    for name, (_, spec) in Record.fields_.items():
        key = written(name)
        if key in data:
            text = yaml.dump({key: data[key]}, Dumper=Plain, sort_keys=False, allow_unicode=True, width=100)
            lines += ["", f"# {spec.doc}", *text.rstrip().splitlines()]
    return "".join(c if c == "\n" or c.isprintable() else f"\\U{ord(c):08X}" for c in "\n".join(lines)) + "\n"


def _shortened(data: dict[str, Any]) -> dict[str, Any]:
    """A record's data with each year that is a date (not a title, say) as the number that YAML would read."""
    dates = {where for where, _ in _dates(Record.parse(data), ())}

    def short(value: Any, where: Where) -> Any:
        if isinstance(value, dict):
            return {k: short(v, (*where, k)) for k, v in value.items()}
        if isinstance(value, list):
            return [short(v, (*where, i)) for i, v in enumerate(value)]
        is_year = where in dates and isinstance(value, str) and len(value) == 4
        return int(value) if is_year else value

    return {k: short(v, (k,)) for k, v in data.items()}


def changed_text(text: str, data: dict[str, Any]) -> str:
    """The text of a record file with what is new in `data`; comments and layout stay."""
    from io import StringIO

    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 100
    whole = yaml.load(text)
    _merge(whole, _quoted(_shortened(data)))
    out = StringIO()
    yaml.dump(whole, out)
    return out.getvalue()


def _quoted(value: Any) -> Any:
    """Texts that would be read as something else in quotes (this library's own rule for that is another one)."""
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString

    if isinstance(value, dict):
        return {k: _quoted(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_quoted(v) for v in value]
    return DoubleQuotedScalarString(value) if isinstance(value, str) and yamlfile.needs_quotes(value) else value


def _merge(old: Any, new: Any) -> None:
    """Put what is new into what was read, in place."""
    pairs = new.items() if isinstance(new, dict) else enumerate(new)
    for key, value in pairs:
        known = key in old if isinstance(new, dict) else key < len(old)
        if not known and isinstance(new, list):
            old.append(value)
        elif known and isinstance(value, (dict, list)) and type(value) is _plain_type(old[key]):
            _merge(old[key], value)
        elif not known or str(old[key]) != str(value):
            old[key] = value


def _plain_type(value: Any) -> type:
    """dict or list for what was read as such."""
    return dict if isinstance(value, dict) else list if isinstance(value, list) else type(value)
