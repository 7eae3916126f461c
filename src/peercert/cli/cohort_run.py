"""What `peercert cohort` is asked for: the call, the credential, the files; then one pathway, all, or a template."""

import os
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from peercert.cli.options import find, parse_day, same_file, stop
from peercert.words import tell, tell_many

if TYPE_CHECKING:
    from peercert.model import Credential, Jurisdiction, Pathway
    from peercert.rulebook import Rulebook


class Call(NamedTuple):
    """What was asked for, as it was typed."""

    roster: str
    credential: str | None = None
    pathway: str | None = None
    as_of: str | None = None
    output: str | None = None
    format: str = "table"
    html: str | None = None
    letters: str | None = None
    letter_format: str = "markdown"
    activities: str | None = None
    sheet: str | None = None
    map: tuple[str, ...] = ()
    map_file: str | None = None
    save_map: str | None = None
    dates: str | None = None
    strict: bool = False
    unread: str | None = None
    anonymous: bool = False
    all: bool = False
    engine: str = "columns"
    force: bool = False
    rules: str | None = None


class Chosen(NamedTuple):
    """What everybody is held against."""

    credential: "Credential"
    jurisdiction: "Jurisdiction"
    pathway: "Pathway"


def run(call: Call) -> bool:
    """Do what was asked; True where somebody misses something or something is unknown. Raises typer.Exit, FileError."""
    from peercert.rulebook import open_rulebook

    day = parse_day(call.as_of)
    rulebook = open_rulebook(None)
    if call.roster == "template" and not os.path.exists("template"):
        from peercert.cli.cohort_template import write_template

        write_template(call, chosen(call, rulebook, day))
        return False
    check_outputs(call)
    if call.all:
        from peercert.cli.cohort_all import run_all

        return run_all(call, rulebook, day)
    if call.engine == "spark":
        from peercert.cli.cohort_spark import run_spark

        return run_spark(call, rulebook, day, chosen(call, rulebook, day))
    from peercert.cli.cohort_one import run_one

    return run_one(call, rulebook, day, chosen(call, rulebook, day))


def chosen(call: Call, rulebook: "Rulebook", day: date) -> Chosen:
    """The credential and the pathway that are meant. Raises typer.Exit(2)."""
    if call.credential is None:
        example = (
            "peercert cohort template sc-cpss-share" if call.roster == "template" else "--credential sc-cpss-share"
        )
        if call.roster == "template":
            raise stop(tell("name the credential, such as {example}.", example=example))
        raise stop(tell("name the credential, such as {example}; or say --all for every one.", example=example))
    credential, places = find(rulebook, call.credential)
    if credential is None:
        here = [c for j in places for c in j.credentials if c.status_on(day) == "active" and c.pathways]
        if not here:
            raise stop(
                tell(
                    "nothing that is issued in {place} has rules here; `peercert list` shows all.",
                    place=call.credential,
                )
            )
        if len(here) > 1:
            raise stop(
                tell(
                    "{place} has several credentials; name one of {names}.",
                    place=call.credential,
                    names=", ".join(c.id for c in here),
                )
            )
        credential = here[0]
    return Chosen(credential, rulebook.of_credential(credential), _pathway(credential, call.pathway))


def _pathway(credential: "Credential", name: str | None) -> "Pathway":
    if name is not None and name not in credential.pathways:
        raise stop(
            tell_many(
                "there is no pathway called {pathway} here; there is {ways}.",
                "there is no pathway called {pathway} here; there are {ways}.",
                len(credential.pathways), pathway=name, ways=", ".join(credential.pathways) or tell("none"),
            )
        )  # fmt: skip
    found = credential.pathways[name] if name is not None else credential.default_pathway(False)
    if found is None:
        raise stop(tell("the sources say nothing on how to get {credential}; `peercert show {credential}` says what is known.", credential=credential.id))  # fmt: skip
    return found


def activities_file(named: str) -> tuple[str, str | None]:
    """The file of --activities, and the sheet, where it is named: FILE or FILE:SHEET."""
    file, colon, sheet = named.rpartition(":")
    return (file, sheet) if colon and sheet and not os.path.exists(named) and os.path.exists(file) else (named, None)


def check_outputs(call: Call) -> None:
    """Before long work: can every file that is asked for be written? Raises FileError, typer.Exit(2)."""
    from peercert.cohort.outputs import check_name
    from peercert.writing import may_write

    spark = call.engine == "spark"
    if call.output is not None and not spark:
        check_name(call.output)
    named = [f for f in (None if spark else call.output, call.html, call.unread, call.save_map) if f is not None]
    beside = activities_file(call.activities)[0] if call.activities is not None else None
    for name in named:
        if any(same_file(name, source) for source in (call.roster, beside, call.map_file) if source):
            raise stop(tell("{file} is what is read; name another file to write to.", file=name))
        may_write(name, over=call.force)
    named += [call.letters] if call.letters is not None else []
    if len({os.path.abspath(n) for n in named}) < len(named):
        raise stop(tell("two of the files to write have one name."))
    if call.all:
        for option, value in (("--letters", call.letters), ("--rules", call.rules), ("--pathway", call.pathway)):
            if value is not None:
                raise stop(tell("{option} and --all do not go together.", option=option))
        if call.credential is not None:
            raise stop(tell("--all is for every credential; leave {credential} out.", credential=call.credential))


__all__ = ["Call", "Chosen", "activities_file", "check_outputs", "chosen", "run"]
