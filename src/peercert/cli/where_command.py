"""`peercert where`: every active credential, ranked by how near a record is to it."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from peercert.cli.options import AsOf, Force, OutputFile, RecordFile, Rules, format_for, parse_day, stop
from peercert.words import tell

if TYPE_CHECKING:
    from datetime import date

    from peercert.model import Credential
    from peercert.places import Places
    from peercert.record import Record
    from peercert.rulebook import Rulebook


def command(
    places: Annotated[
        list[str] | None,
        typer.Argument(metavar="[STATE_OR_REGION]...", help=tell("Only these states or regions."), show_default=False),
    ] = None,
    record: RecordFile = None,
    region: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help=tell("Only this region or division: northeast, midwest, south, west, pacific, territories, ..."),
            show_default=False,
        ),
    ] = None,
    states: Annotated[
        str | None, typer.Option(metavar="LIST", help=tell("Only these states, such as SC,NC,GA."), show_default=False)
    ] = None,
    population: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help=tell("Only for this population: mental_health, substance_use, family, youth, veteran, ..."),
            show_default=False,
        ),
    ] = None,
    role: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help=tell("Only for this lived experience: person, family, youth, supervisor."),
            show_default=False,
        ),
    ] = None,
    live_in: Annotated[
        str | None, typer.Option("--live-in", metavar="STATE", help=tell("As if you lived there."), show_default=False)
    ] = None,
    work_in: Annotated[
        str | None, typer.Option("--work-in", metavar="STATE", help=tell("As if you worked there."), show_default=False)
    ] = None,
    top: Annotated[int, typer.Option("--top", metavar="N", min=1, help=tell("So many lines at most."))] = 15,
    all_: Annotated[
        bool, typer.Option("--all", help=tell("Every one of them, and why some are not open to you."))
    ] = False,
    details: Annotated[bool, typer.Option("--details", help=tell("What is left, under each line."))] = False,
    map_: Annotated[bool, typer.Option("--map", help=tell("A map of the states in letters and marks."))] = False,
    as_of: AsOf = None,
    format_: Annotated[
        Literal["table", "json", "markdown", "html"], typer.Option("--format", "-f", help=tell("How to print it."))
    ] = "table",
    output: OutputFile = None,
    force: Force = False,
    rules: Rules = None,
) -> None:
    """Rank every credential by how near you are to it; a map with --map."""
    from typing import get_args

    from peercert.model import Population, Role
    from peercert.present.formats import put_json, show
    from peercert.rulebook import open_rulebook
    from peercert.where import rank

    day = parse_day(as_of)
    form = format_for(format_, output, record=record)
    for name, value, options in (("--population", population, Population), ("--role", role, Role)):
        if value is not None and value not in get_args(options):
            raise stop(tell("{option}: {value} is not one of {options}.", option=name, value=value, options=", ".join(get_args(options))))  # fmt: skip
    person = _person(record, day)
    rulebook = open_rulebook(rules)
    lie = rulebook.where_places_lie()
    codes = _codes([*(places or []), *([region] if region else []), *(s for s in (states or "").split(",") if s.strip())], rulebook, lie)  # fmt: skip
    person = _moved(person, live_in, work_in, rulebook)
    here = list(rulebook.jurisdictions()) if codes is None else [j for c in sorted(codes) for j in rulebook.places(c)]
    wanted = [c for j in here for c in j.credentials if _fits(c, population, role)]
    ranked = rank(wanted, person, day, rulebook.credential)
    if form == "json":
        from peercert.present.where_page import where_json

        filters = {"places": sorted(codes) if codes is not None else None, "population": population, "role": role,
                   "lives_in": person.lives_in, "works_in": person.works_in}  # fmt: skip
        put_json(where_json(ranked, day, filters), output, force=force, private=True)
        return
    from peercert.present.where_page import Asked, where_page

    names = {j.jurisdiction: j.name for j in here}
    homes = [p.lower() for p in (person.lives_in, person.works_in) if p and p.lower() in names]
    asked = Asked(
        day, tuple(_filters(codes, population, role, live_in, work_in, names)), tuple(dict.fromkeys(homes)) if codes is None else (),
        None if all_ else top, details, lie if map_ else None,
    )  # fmt: skip
    show([where_page(ranked, asked, names)], form, output=output, force=force, private=True)


def _person(record: str | None, day: "date") -> "Record":
    """The record that is held against the rules. Raises typer.Exit(2) where none is given."""
    from peercert.cli.options import load_person

    if record is None:
        raise stop(
            tell(
                "give your record with --record FILE; `peercert check` asks you for one, and can keep your answers in a file."
            )
        )
    return load_person(record, day)


def _moved(person: "Record", live_in: str | None, work_in: str | None, rulebook: "Rulebook") -> "Record":
    """The person as if they lived and worked where they say."""
    if live_in is not None:
        person = person.but(lives_in=_state(live_in, rulebook).upper())
    if work_in is not None:
        person = person.but(works_in="none" if work_in.casefold() == "none" else _state(work_in, rulebook).upper())
    return person


def _state(text: str, rulebook: "Rulebook") -> str:
    """Code of a state by code or name. Raises typer.Exit(2)."""
    found = rulebook.places(text)
    if found and found[0].jurisdiction != "us":
        return found[0].jurisdiction
    raise stop(_no_state(text, [s for s in rulebook.suggestions(text) if len(s) == 2]))


def _codes(wanted: list[str], rulebook: "Rulebook", lie: "Places") -> frozenset[str] | None:
    """Codes of the states and regions named; None where none is. Raises typer.Exit(2)."""
    found: set[str] = set()
    for text in wanted:
        region = lie.find(text)
        places = () if region else rulebook.places(text)
        if not region and not places:
            raise stop(
                _no_state(text, [*lie.suggestions(text), *(s for s in rulebook.suggestions(text) if len(s) == 2)])
            )
        found |= region or {p.jurisdiction for p in places}
    return frozenset(found) if wanted else None


def _no_state(text: str, close: list[str]) -> str:
    from peercert.words import any_of_words

    if close:
        return tell(
            "there is no state or region called {text}; did you mean {close}?",
            text=text.strip(),
            close=any_of_words(close),
        )
    return tell("there is no state or region called {text}; states go by code or name, such as SC.", text=text.strip())


def _fits(credential: "Credential", population: str | None, role: str | None) -> bool:
    """Is it for this population and this lived experience? Those for supervisors only if they are asked for."""
    if population is not None and population not in credential.populations:
        return False
    if role is None:
        return credential.role != "supervisor"
    return credential.role == role or (credential.role == "either" and role in ("person", "family"))


def _filters(
    codes: frozenset[str] | None,
    population: str | None,
    role: str | None,
    live_in: str | None,
    work_in: str | None,
    names: dict[str, str],
) -> list[str]:
    """What the list is narrowed to, in sentences."""
    from peercert.verdicts import Name

    said = []
    if codes is not None:
        said.append(tell("Only {places}.", places=", ".join(sorted(c.upper() for c in codes))))
    if population is not None:
        said.append(tell("Only for support in {population}.", population=Name(population)))
    if role is not None:
        said.append(tell("Only for this lived experience: {role}.", role=Name(role)))
    if live_in is not None:
        said.append(tell("As if you lived in {place}.", place=_name(live_in, names)))
    if work_in is not None and work_in.casefold() != "none":
        said.append(tell("As if you worked in {place}.", place=_name(work_in, names)))
    if role is None:
        said.append(tell("Those for supervisors are left out (--role supervisor)."))
    return said


def _name(text: str, names: dict[str, str]) -> str:
    return names.get(text.strip().casefold(), text.strip())
