"""What the rule book covers, as a picture: every credential and topic, in Markdown or as a web page of its own."""

import base64
import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from peercert.maintain.coverage import ENCODED, NOT_ASKED, NOT_FOUND, NOT_PUBLISHED, SILENT, TOPICS, Numbers
from peercert.model import Jurisdiction
from peercert.present.terminal import inert
from peercert.words import N_, capital, plain, spoken, tell

if TYPE_CHECKING:
    from jinja2 import Template

_HERE = Path(__file__).parent
SIGNS = {ENCODED: "●", NOT_PUBLISHED: "◐", NOT_ASKED: "○", NOT_FOUND: "×", SILENT: "·"}
"""What stands for each state, so that nothing is said by colour alone."""
MEANINGS = N_({
    ENCODED: "encoded", NOT_PUBLISHED: "known to exist, amount not published", NOT_ASKED: "expressly not asked",
    NOT_FOUND: "looked for and not found", SILENT: "no source speaks of it",
})  # fmt: skip
Found = Mapping[str, Mapping[str, str]]
"""Credential id -> topic -> state."""


class Share(NamedTuple):
    """How many credentials a topic is in one state for, as a stretch of a bar."""

    state: str
    number: int
    start: int


class Row(NamedTuple):
    """A credential in the table."""

    place: str
    id: str
    name: str
    states: tuple[str, ...]


class Topic(NamedTuple):
    """A topic with its bar."""

    name: str
    shares: tuple[Share, ...]


def said(size: Numbers) -> tuple[str, str]:
    """The size of the rule book, and how much of it rests on official sources, in two sentences."""
    share = 100 * size.official_requirements / size.requirements if size.requirements else 0
    return (
        tell(
            "{jurisdictions} jurisdictions, {credentials} credentials ({active} active), {pathways} pathways, "
            "{requirements} requirements, {facts} facts, {sources} sources.",
            **{k: str(v) for k, v in size._asdict().items()},
        ),
        tell(
            "{count} of the requirements ({share} percent) rest on an official source.",
            count=str(size.official_requirements),
            share=round(share),
        ),
    )


def markdown(size: Numbers, places: Sequence[Jurisdiction], found: Found) -> str:
    """A table of topics, and one of every credential."""
    from peercert.present.markdown import escaped

    topics = [escaped(plain(topic)) for topic in TOPICS]
    lines = [f"# {tell('What the rule book covers')}", "", *said(size), "", _legend(), ""]
    lines += [_cells([tell("Topic"), *(f"{SIGNS[s]} {tell(MEANINGS[s])}" for s in SIGNS)]), _rule(len(SIGNS) + 1)]
    lines += [
        _cells([escaped(topic.name), *(str(_count(topic, state)) for state in SIGNS)]) for topic in _topics(found)
    ]
    lines += ["", _cells([tell("Credential"), *topics]), _rule(len(topics) + 1)]
    lines += [_cells([escaped(row.id), *(SIGNS[state] for state in row.states)]) for row in _rows(places, found)]
    return "\n".join(lines) + "\n"


def html(size: Numbers, places: Sequence[Jurisdiction], found: Found) -> str:
    """One web page that asks nothing of the network: a bar for each topic, and a table of every credential."""
    style = (_HERE / "page.css").read_text("utf-8") + (_HERE / "coverage.css").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return _template().render(
        lang=spoken().code,
        policy=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
        style=style,
        said=said(size),
        signs=SIGNS,
        meanings={state: tell(meaning) for state, meaning in MEANINGS.items()},
        classes={state: state.replace(" ", "-") for state in SIGNS},
        topics=_topics(found),
        total=max(1, len(found)),
        rows=_rows(places, found),
        words={
            "title": tell("What the rule book covers"),
            "skip": tell("Skip to the content"),
            "signs": tell("Signs"),
            "topics": tell("Topics"),
            "topic": tell("Topic"),
            "share": tell("Share of the credentials"),
            "credentials": tell("Credentials"),
            "credential": tell("Credential"),
            "closing": tell("What is not found was looked for; what no source speaks of may still be asked."),
        },
    )


def _topics(found: Found) -> list[Topic]:
    made = []
    for topic in TOPICS:
        counts = Counter(states[topic] for states in found.values())
        shares, start = [], 0
        for state in SIGNS:
            if counts[state]:
                shares.append(Share(state, counts[state], start))
                start += counts[state]
        made.append(Topic(capital(plain(topic)), tuple(shares)))
    return made


def _count(topic: Topic, state: str) -> int:
    return sum(share.number for share in topic.shares if share.state == state)


def _rows(places: Sequence[Jurisdiction], found: Found) -> list[Row]:
    return [
        Row(inert(place.name), inert(c.id), inert(c.name), tuple(found[c.id][topic] for topic in TOPICS))
        for place in places
        for c in place.credentials
    ]


def _legend() -> str:
    return ", ".join(tell("{sign} {meaning}", sign=sign, meaning=tell(MEANINGS[s])) for s, sign in SIGNS.items()) + "."


def _cells(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _rule(count: int) -> str:
    return "|" + " --- |" * count


@cache
def _template() -> "Template":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    ).get_template("coverage.html.j2")
