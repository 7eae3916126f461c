"""JSON Lines: a credential a line, with its place and the sources that it cites."""

from peercert.exporting.contents import Contents, resource
from peercert.exporting.inert import json_text


def export(contents: Contents) -> str:
    """One line a credential, in the order of the rule book."""
    return "".join(json_text(resource(*found), line=True) for found in contents.credentials())
