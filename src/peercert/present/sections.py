"""The parts that pages are made of, and the names of stages and pathways."""

from typing import NamedTuple

STAGES = {
    "before_training": "before the training", "training": "during the training", "before_application": "before you apply",
    "application": "with the application", "before_exam": "before the exam", "exam": "at the exam",
    "after_approval": "after approval", "within_period": "before the certificate ends", "renewal": "at renewal",
}  # fmt: skip
POPULATIONS = {
    "mental_health": "mental health", "substance_use": "substance use", "co_occurring": "co-occurring conditions", "family": "families",
    "youth": "young people", "brain_injury": "brain injury", "justice": "the justice system", "veteran": "veterans", "other": "other fields",
}  # fmt: skip
NOT_CONFIRMED = "Not confirmed by an official source; ask the certifier."
AFTER_GRACE = {
    "reinstatement": "it has to be reinstated",
    "start_over": "you start over",
    "inactive": "it becomes inactive",
    "retest": "the exam is taken again",
}
PATHWAYS = {
    "initial": "how to get it", "trainee": "how to start as a trainee", "grandparent": "for people with earlier experience",
    "reciprocity": "coming from another state", "renewal": "how to keep it", "reinstatement": "how to get it back", "alternative": "another way",
}  # fmt: skip


class Item(NamedTuple):
    """One entry: a heading, lines under it, entries inside it."""

    head: str
    lines: tuple[str, ...] = ()
    inside: tuple["Item", ...] = ()


class Section(NamedTuple):
    """A heading with entries or plain lines."""

    title: str
    items: tuple[Item, ...] = ()
    lines: tuple[str, ...] = ()
    numbered: bool = False
    figure: str = ""
    """Text whose columns stand under each other (a map), shown as it is, above the lines that say the same."""


class Page(NamedTuple):
    """A whole report, or the rules of a credential."""

    title: str
    subtitle: str
    answer: str
    tone: str
    """good, open or todo: a hint for colour, never the only sign."""
    sections: tuple[Section, ...]
    sources: tuple[str, ...]
    closing: str
