"""A page for each kind of requirement and each check of the linter, made from what their modules say of themselves."""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from textwrap import dedent

from peercert.judging.requirement import Requirement
from peercert.maintain import lint
from peercert.maintain.site.keys import keys_of
from peercert.maintain.site.markup import as_yaml, fenced
from peercert.requirements import KIND_NAMES, kind
from peercert.rulebook import Rulebook

_YAML = re.compile(r"[a-z_]+:(\s|$)")
_SEVERITY = {"error": "an error: the file is not taken", "warning": "a warning: look at it, the file is taken"}


def kind_pages(rules: Rulebook) -> Iterator[tuple[str, str]]:
    """Every kind of requirement, and the list of them."""
    used = Counter(r.rule.kind for r in _requirements(rules))
    entries = []
    for name in sorted(KIND_NAMES):
        found = kind(name)
        entries.append(f"- [`{name}`]({name}.md): {_one_line(found.__doc__)}")
        body = documented(sys.modules[found.__module__].__doc__ or "")
        yield (
            f"kinds/{name}.md",
            "\n\n".join(
                [
                    f"# {name}",
                    body,
                    f"It stands {_times(used[name])} in the rule book. [All kinds](index.md).",
                    *(["## Its keys", keys_of(found)] if found.fields_ else []),
                    "## Beside it",
                    "The common keys of a [requirement](../format/jurisdiction.md#requirement): "
                    "what it cites, when it holds, from and until when.",
                ]
            )
            + "\n",
        )
    opening = (
        "# Kinds of requirement\n\nA requirement is one mapping with exactly one of these keys, and beside it the "
        "[common keys](../format/jurisdiction.md#requirement): `cite`, `when`, `stage`, ...\n\n"
    )
    yield "kinds/index.md", opening + fenced(as_yaml(_example())) + "\n\n" + "\n".join(entries) + "\n"


def check_pages() -> Iterator[tuple[str, str]]:
    """Every check of `peercert lint`, and the list of them."""
    entries = []
    for check in lint.all_checks():
        first, _, rest = (check.__doc__ or "").strip().partition("\n")
        about = first.partition(": ")[2]
        entries.append(f"- [{check.CODE}]({check.CODE}.md) ({check.SEVERITY}): {about}")
        yield (
            f"checks/{check.CODE}.md",
            f"# {check.CODE}\n\n**{about[:1].upper()}{about[1:]}**\n\nIt is {_SEVERITY[check.SEVERITY]}.\n\n"
            f"{documented(rest)}\n\n[All checks](index.md)\n",
        )
    opening = (
        "# Checks of the linter\n\n`peercert lint` names file, line, column and one of these codes. The codes stay as "
        "they are. Each page has an example that passes and one that does not; the tests run both.\n\n"
    )
    yield "checks/index.md", opening + "\n".join(entries) + "\n"


def documented(doc: str) -> str:
    """A docstring as Markdown: its examples, indented or not, become blocks of YAML."""
    parts: list[tuple[bool, str]] = []
    for paragraph in re.split(r"\n\s*\n", doc.strip("\n")):
        text = dedent(paragraph).strip("\n")
        example = paragraph.startswith("    ") or bool(_YAML.match(text))
        if example and parts and parts[-1][0]:
            parts[-1] = (True, f"{parts[-1][1]}\n\n{text}")
        elif text:
            parts.append((example, text))
    return "\n\n".join(fenced(text) if example else text for example, text in parts)


def _one_line(doc: str | None) -> str:
    return " ".join((doc or "").strip().split("\n\n")[0].split())


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _example() -> dict[str, object]:
    return {"training": kind("training").example, "cite": "board-rules", "stage": "training"}


def _requirements(rules: Rulebook) -> Iterator[Requirement]:
    """Every requirement of the rule book: groups, what is in them, and tests."""

    def walk(requirement: Requirement) -> Iterator[Requirement]:
        yield requirement
        if requirement.when is not None:
            yield from walk(requirement.when)
        for member in requirement.rule.members():
            yield from walk(member)

    for credential in rules.credentials():
        for pathway in credential.pathways.values():
            for requirement in pathway.requirements:
                yield from walk(requirement)
