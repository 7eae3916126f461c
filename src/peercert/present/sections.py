"""The parts that pages are made of, and the names of stages and pathways."""

from typing import NamedTuple

from peercert.model import Pathway
from peercert.words import N_, prose, tell

STAGES = N_({
    "before_training": "before the training", "training": "during the training", "before_application": "before you apply",
    "application": "with the application", "before_exam": "before the exam", "exam": "at the exam",
    "after_approval": "after approval", "within_period": "before the certificate ends", "renewal": "at renewal",
})  # fmt: skip
POPULATIONS = N_({
    "mental_health": "mental health", "substance_use": "substance use", "co_occurring": "co-occurring conditions", "family": "families",
    "youth": "young people", "brain_injury": "brain injury", "justice": "the justice system", "veteran": "veterans", "other": "other fields",
})  # fmt: skip
NOT_CONFIRMED = N_("Not confirmed by an official source; ask the certifier.")
AFTER_GRACE = N_(
    {
        "reinstatement": "it has to be reinstated",
        "start_over": "you start over",
        "inactive": "it becomes inactive",
        "retest": "the exam is taken again",
    }
)
HOURS = N_(
    {
        "training": "{hours} of training", "work_experience": "{hours} of peer support work",
        "supervision": "{hours} of supervision", "continuing_education": "{hours} of continuing education",
    }
)  # fmt: skip
PATHWAYS = N_({
    "initial": "how to get it", "trainee": "how to start as a trainee", "grandparent": "for people with earlier experience",
    "reciprocity": "coming from another state", "renewal": "how to keep it", "reinstatement": "how to get it back", "alternative": "another way",
})  # fmt: skip


def way(pathway: Pathway) -> str:
    """What a pathway is for, in words: its own title, or what its kind says."""
    return prose(pathway.title) if pathway.title else tell(PATHWAYS.get(pathway.kind or "", PATHWAYS["alternative"]))


class Item(NamedTuple):
    """One entry: a heading, lines under it, entries inside it."""

    head: str
    lines: tuple[str, ...] = ()
    inside: tuple["Item", ...] = ()


class Bar(NamedTuple):
    """One bar of a chart: what it is of, and one value a series, which stand end to end."""

    name: str
    values: tuple[float, ...]
    said: str
    """The values in a few words, beside the bar: 14 people."""


class Chart(NamedTuple):
    """Bars of amounts, each with its numbers in words: nothing is told by length or colour alone."""

    about: str
    """What is shown, in a sentence."""
    heads: tuple[str, ...]
    """Of a table of the same: what the bars are of, then what each series counts."""
    bars: tuple[Bar, ...]


class Section(NamedTuple):
    """A heading with entries or plain lines."""

    title: str
    items: tuple[Item, ...] = ()
    lines: tuple[str, ...] = ()
    numbered: bool = False
    checklist: bool = False
    """Each item is something to tick off."""
    figure: str = ""
    """Text whose columns stand under each other (a map), shown as it is, above the lines that say the same."""
    chart: Chart | None = None
    """Amounts side by side, above the lines."""


class Page(NamedTuple):
    """A whole report, or the rules of a credential."""

    title: str
    subtitle: str
    answer: str
    tone: str
    """good, open or todo: a hint for colour, never the only sign; empty where nothing is judged."""
    sections: tuple[Section, ...]
    sources: tuple[str, ...]
    closing: str
