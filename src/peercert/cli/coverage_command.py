"""`peercert coverage`: what the rule book covers, and how large it is."""

from collections import Counter
from typing import Annotated, Literal

import typer

from peercert.cli.options import Force, OutputFile, Rules
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
        Literal["table", "markdown", "html", "json"],
        typer.Option("--format", "-f", help=tell("How to print it; markdown and html show every credential.")),
    ] = "table",
    output: OutputFile = None,
    force: Force = False,
    json_: Annotated[bool, typer.Option("--json", help=tell("The same as --format json."))] = False,
    rules: Rules = None,
) -> None:
    """Say what is covered: topics by credential, and the size of the rule book."""
    from peercert.cli.options import find, format_for
    from peercert.maintain.coverage import TOPICS, cells, numbers
    from peercert.present import coverage_page
    from peercert.present.formats import put
    from peercert.present.terminal import Line, print_lines
    from peercert.rulebook import open_rulebook
    from peercert.words import plain, tell_many

    rulebook = open_rulebook(rules)
    chosen = [j for p in places for j in find(rulebook, p)[1]] if places else list(rulebook.jurisdictions())
    size = numbers(chosen)
    found = {c.id: {cell.topic: cell.state for cell in cells(c)} for j in chosen for c in j.credentials}
    form = "json" if json_ else format_for(format_, output)
    if form == "json":
        import json

        put(json.dumps({"numbers": size._asdict(), "credentials": found}, indent=2) + "\n", output, force=force)
        return
    if form in ("markdown", "html"):
        drawn = coverage_page.html if form == "html" else coverage_page.markdown
        put(drawn(size, chosen, found), output, force=force)
        return
    lines = [
        *(Line(text) for text in coverage_page.said(size)),
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
    if output is None or output == "-":
        print_lines(lines)
        return
    import io

    stream = io.StringIO()
    print_lines(lines, stream)
    put(stream.getvalue(), output, force=force)
