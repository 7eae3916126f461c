"""What a requirement asks, on one line."""

from peercert.judging.requirement import Requirement
from peercert.words import say

GROUPS = ("all_of", "any_of", "at_least")
"""Kinds that only join others."""


def asked(requirement: Requirement) -> str:
    """What it asks; of a group only how its members are joined."""
    rule = requirement.rule
    title = say(rule.title())
    if rule.kind in GROUPS:
        return title
    heading = say(rule.heading())
    return f"{title}: {say(rule.need())}" if heading == title else heading
