"""`peercert coverage`: what the rule book covers, and how large it is."""

from collections import Counter
from typing import Annotated, Literal

import typer

from peercert.cli.options import Rules
from peercert.words import N_, tell

_STATES = N_(
    {
        "encoded": "encoded: {topics}", "not published": "not published: {topics}", "not asked": "not asked: {topics}",
        "not found": "not found: {topics}", "silent": "silent: {topics}",
    }
)  # fmt: skip
_COUNTS = N_(
    {
        "encoded": ("{count} encoded", "{count} encoded"), "not published": ("{count} not published", "{count} not published"),
        "not asked": ("{count} not asked", "{count} not asked"), "not found": ("{count} not found", "{count} not found"),
        "silent": ("{count} silent", "{count} silent"),
    }
)  # fmt: skip


def command(
    places: Annotated[
        list[str] | None,
        typer.Argument(metavar="[STATE]...", help=tell("Only these states, topic by topic."), show_default=False),
    ] = None,
    format_: Annotated[
        Literal["table", "json"], typer.Option("--format", "-f", help=tell("How to print it."))
    ] = "table",
    json_: Annotated[bool, typer.Option("--json", help=tell("The same as --format json."))] = False,
    rules: Rules = None,
) -> None:
    """Say what is covered: topics by credential, and the size of the rule book."""
    from peercert.cli.options import find
    from peercert.maintain.coverage import TOPICS, cells, numbers
    from peercert.present.terminal import Line, print_lines
    from peercert.rulebook import open_rulebook
    from peercert.words import plain, tell_many

    rulebook = open_rulebook(rules)
    chosen = [j for p in places for j in find(rulebook, p)[1]] if places else list(rulebook.jurisdictions())
    size = numbers(chosen)
    found = {c.id: {cell.topic: cell.state for cell in cells(c)} for j in chosen for c in j.credentials}
    if json_ or format_ == "json":
        import json

        print(json.dumps({"numbers": size._asdict(), "credentials": found}, indent=2))
        return
    share = 100 * size.official_requirements / size.requirements if size.requirements else 0
    lines = [
        Line(
            tell(
                "{jurisdictions} jurisdictions, {credentials} credentials ({active} active), {pathways} pathways, "
                "{requirements} requirements, {facts} facts, {sources} sources.",
                **{k: str(v) for k, v in size._asdict().items()},
            )
        ),
        Line(
            tell(
                "{count} of the requirements ({share} percent) rest on an official source.",
                count=str(size.official_requirements),
                share=round(share),
            )
        ),
        Line(""),
    ]  # fmt: skip
    if places:
        for name, topics in found.items():
            lines.append(Line(name, style="head"))
            for state in _STATES:
                mine = [plain(t) for t, s in topics.items() if s == state]
                if mine:
                    lines.append(Line(tell(_STATES[state], topics=", ".join(mine)), 2, 4))
    else:
        lines.append(
            Line(
                tell("Credentials by topic (not found: looked for in vain; silent: no source speaks of it)"),
                style="head",
            )
        )
        for topic in TOPICS:
            counts = Counter(topics[topic] for topics in found.values())
            said = ", ".join(tell_many(*_COUNTS[state], counts[state]) for state in _COUNTS if counts.get(state))
            lines.append(Line(f"{plain(topic)}: {said}", 2, 4))
    print_lines(lines)
