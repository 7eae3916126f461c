"""`peercert transfer`: what a holder of one credential still needs for another."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from peercert.cli.options import (
    AsOf,
    Force,
    OutputFile,
    RecordFile,
    Rules,
    complete_id,
    find,
    format_for,
    parse_day,
    stop,
)
from peercert.words import tell

if TYPE_CHECKING:
    from datetime import date

    from peercert.model import Credential, Jurisdiction
    from peercert.rulebook import Rulebook


def command(
    from_: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="CREDENTIAL",
            help=tell("The credential that you hold, such as nc-cpss."),
            autocompletion=complete_id,
            show_default=False,
        ),
    ] = None,
    to: Annotated[
        str | None,
        typer.Option(
            "--to",
            metavar="CREDENTIAL_OR_STATE",
            help=tell("Where you want to go, such as VA."),
            autocompletion=complete_id,
            show_default=False,
        ),
    ] = None,
    record: RecordFile = None,
    as_of: AsOf = None,
    format_: Annotated[
        Literal["table", "json", "markdown", "html"], typer.Option("--format", "-f", help=tell("How to print it."))
    ] = "table",
    output: OutputFile = None,
    force: Force = False,
    rules: Rules = None,
) -> None:
    """Say what you still need where you move to: the way for people certified elsewhere, and the usual one."""
    from peercert.cli.options import load_person
    from peercert.present.formats import put_json, show
    from peercert.record import Record
    from peercert.rulebook import open_rulebook
    from peercert.transfer import fitting, nearest_first, standing, taken_as_held, transfer

    if not from_ or not to:
        raise stop(tell("say from where and to where: peercert transfer --from nc-cpss --to VA."))
    day = parse_day(as_of)
    form = format_for(format_, output, record=record)
    rulebook = open_rulebook(rules)
    source = _source(rulebook, from_, day)
    person = load_person(record, day) if record is not None else Record()
    wanted, places, heading = _targets(rulebook, to, day)
    if [c.id for c in wanted] == [source.id]:
        raise stop(tell("{credential} is what you hold already; `peercert renew {credential}` says how to keep it.", credential=source.id))  # fmt: skip
    chosen, others = fitting(source, wanted, person)
    if not chosen or len(wanted) == 1:
        chosen, others = [c for c in wanted if c.id != source.id], []
    held = taken_as_held(person, source.id)
    found = nearest_first(transfer(source, c, held, day, rulebook.credential) for c in chosen)
    now = standing(person, source.id, day)
    left_out = [c.id for c in others]
    if form == "json":
        from peercert.present.transfer_json import transfer_json

        none = places[0].none_found
        more = {"left_out": left_out, "none_found": none.says if none else None}
        put_json(transfer_json(source.id, to, day, now, found, **more), output, force=force, private=True)
        return
    from peercert.present.transfer_page import Standings, overview, transfer_page

    if len(wanted) > 1 and found:
        one_state = places[0].name if len(places) == 1 and not places[0].none_found else None
        heading = [*heading, *overview(found, one_state, left_out)]
    about = Standings(now, record is not None, person.credentials is not None)
    show(
        [transfer_page(t, rulebook.of_credential(t.target), rulebook.of_credential(source), about) for t in found],
        form,
        heading,
        title=tell("Moving"),
        output=output,
        force=force,
        private=True,
    )


def _source(rulebook: "Rulebook", wanted: str, day: "date") -> "Credential":
    """The credential that is held; of a state that issues one only, that one. Raises typer.Exit(2)."""
    credential, places = find(rulebook, wanted)
    if credential is not None:
        return credential
    issued = [c for j in places for c in j.credentials if c.status_on(day) == "active"]
    if len(issued) == 1:
        return issued[0]
    if not issued:
        raise stop(tell("--from: {place} issues no credential that is known here.", place=places[0].name))
    ids = ", ".join(c.id for c in issued)
    raise stop(tell("--from: say which credential of {place} you hold: {ids}.", place=places[0].name, ids=ids))


def _targets(
    rulebook: "Rulebook", wanted: str, day: "date"
) -> "tuple[list[Credential], tuple[Jurisdiction, ...], list[str]]":
    """The credentials meant by --to, the files that they stand in, and what is to be said first. Raises typer.Exit(2)."""
    credential, places = find(rulebook, wanted)
    if credential is None:
        issued = [c for j in places for c in j.credentials if c.status_on(day) == "active"]
        if issued:
            return issued, places, []
        return _instead(rulebook, places)
    if credential.status_on(day) != "retired":
        return [credential], places, []
    newer = [c for i in credential.replaced_by or () if (c := rulebook.credential(i)) is not None]
    if not newer:
        return [credential], places, []
    ids = ", ".join(c.id for c in newer)
    said = tell(
        "{credential} is no longer issued. Looked at instead: {newer}.",
        credential=credential.id,
        newer=ids,
    )
    return newer, (rulebook.of_credential(newer[0]),), [said]


def _instead(
    rulebook: "Rulebook", places: "tuple[Jurisdiction, ...]"
) -> "tuple[list[Credential], tuple[Jurisdiction, ...], list[str]]":
    """What people use where nothing is issued. Raises typer.Exit(2) where nothing is known."""
    none = places[0].none_found
    others = [c for i in (none.instead if none else ()) if (c := rulebook.credential(i)) is not None]
    if none is None or not others:
        raise stop(tell("{place} issues no credential that is known here.", place=places[0].name))
    from peercert.verdicts import Prose

    said = tell("{place}: {says} What people there can use instead: {ids}.", place=places[0].name, says=Prose(none.says),
                ids=", ".join(c.id for c in others))  # fmt: skip
    return others, places, [said]
