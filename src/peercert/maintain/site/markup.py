"""Text of the rules in pages of the site: nothing in it becomes markup, marks and addresses become links."""

import re
from datetime import date

import yaml

from peercert.present.terminal import inert

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~!&\"'$:^=+-]")
_LINK = re.compile(r"(?<![^\s\]])\[(?P<mark>\d+)(?P<place>, [^\]]*)?\]|(?P<address>https?://[^\s<>\"'`\\^{}|]+)")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def plain(text: str) -> str:
    """The text as it is: whatever Markdown or HTML would read in it is written as a character reference."""
    return _SPECIAL.sub(lambda found: f"&#{ord(found[0])};", inert(text))


def linked(text: str, page: str = "", sources: int = 0) -> str:
    """The text with its web addresses as links, and marks such as [2] as links to the sources of `page`."""
    made, end = [], 0
    for found in _LINK.finditer(text):
        made.append(plain(text[end : found.start()]))
        if found["address"]:
            address = _without_punctuation(found["address"])
            made.append(
                f'<a href="{plain(address)}">{_breakable(address)}</a>{plain(found["address"][len(address) :])}'
            )
        elif int(found["mark"]) <= sources:
            made.append(f'<a class="mark" href="#{page}-{found["mark"]}">{plain(found[0])}</a>')
        else:
            made.append(plain(found[0]))
        end = found.end()
    return "".join(made) + plain(text[end:])


def _without_punctuation(address: str) -> str:
    """An address without what closes the sentence or the brackets around it."""
    while address[-1] in ".,;:" or (address[-1] == ")" and address.count(")") > address.count("(")):
        address = address[:-1]
    return address


def _breakable(address: str) -> str:
    """An address that may break after each slash."""
    return "<wbr>".join(plain(part) for part in re.findall(r"(?:https?://)?[^/]+/*|/+", address))


def as_yaml(data: object) -> str:
    """Data on one line, as rule files write it."""
    text = yaml.safe_dump(
        _dates(data), default_flow_style=True, sort_keys=False, allow_unicode=True, width=10_000
    ).strip()
    return text.removesuffix("\n...").strip()


def _dates(data: object) -> object:
    """Dates as dates, since rule files write them without quotes."""
    if isinstance(data, dict):
        return {key: _dates(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_dates(value) for value in data]
    return date.fromisoformat(data) if isinstance(data, str) and _DATE.fullmatch(data) else data


def fenced(text: str) -> str:
    """A block of YAML."""
    return f"```yaml\n{text.rstrip()}\n```"
