"""`peercert new`: a new rule file, every key explained."""

import os
from typing import TYPE_CHECKING, Annotated

import typer

from peercert.cli.options import stop
from peercert.words import tell, tell_many

if TYPE_CHECKING:
    from pathlib import Path


def command(
    place: Annotated[
        str,
        typer.Argument(
            metavar="STATE",
            help=tell("A state such as SC, or us- and a name for a national body, such as us-example."),
            show_default=False,
        ),
    ],
    brief: Annotated[
        bool, typer.Option("--brief", help=tell("Only what has to be filled in, with nothing explained."))
    ] = False,
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help=tell("Write it here; - prints it. Its place in the rule book if left out."),
            show_default=False,
        ),
    ] = None,
    rules: Annotated[
        str | None,
        typer.Option(
            "--rules",
            metavar="DIR",
            help=tell("The rule book that it is for: a folder with states/ and national/ in it; data/ if left out."),
            show_default=False,
        ),
    ] = None,
) -> None:
    """Start the rule file of a state or national body: every key explained, what to fill in marked."""
    import sys
    from pathlib import Path

    from peercert.maintain.lint.checks.schema_line import schema_line
    from peercert.maintain.lint.problems import FILL_IN
    from peercert.maintain.scaffold import template
    from peercert.present.terminal import inert
    from peercert.writing import write_file

    code, name = _place(place)
    national = code == "us"
    stem = name if national else code
    inside = Path("national" if national else "states") / f"{stem}.yaml"
    if output == "-":
        target = inside
    else:
        target = Path(output) if output else _folder(rules) / inside
        if target.exists():
            raise stop(
                tell(
                    "{file} is there already, and stays as it is; change it there, and `peercert diff` says what changed.",
                    file=str(target),
                )
            )
    text = template(
        code,
        FILL_IN if national else name,
        credential=f"us-{stem}" if national else FILL_IN,
        schema_line=schema_line(inside, "jurisdiction"),
        brief=brief,
    )
    if output == "-":
        print(text, end="")
        return
    if not output:
        _make(target.parent)
    write_file(target, text)
    print(inert(str(target)))
    count = sum(line.endswith((FILL_IN, FILL_IN + "}")) and "#" not in line for line in text.splitlines())
    says = tell_many("{count} line is to be filled in.", "{count} lines are to be filled in.", count)
    then = tell("`peercert lint {file}` names them.", file=inert(str(target)))
    print(f"peercert: {says} {then}", file=sys.stderr)


def _place(wanted: str) -> tuple[str, str]:
    """The code and name of a state, or us and the name of a national body. Raises typer.Exit(2)."""
    import re
    from difflib import get_close_matches

    from peercert.verdicts import AnyOf

    text = " ".join(wanted.split())
    if text.casefold().startswith("us-"):
        name = text.casefold().removeprefix("us-")
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
            raise stop(tell("{name} is no name for a file; use small letters, figures and hyphens.", name=wanted))
        return "us", name
    known = _states()
    by_name = {name.casefold(): code for code, name in known.items()}
    code = text.casefold() if text.casefold() in known else by_name.get(text.casefold())
    if code is not None:
        return code, known[code]
    close = get_close_matches(text.casefold(), [*known, *by_name], n=3, cutoff=0.5)
    codes = AnyOf(tuple(dict.fromkeys(by_name.get(c, c).upper() for c in close)))
    if codes.items:
        says = tell("there is no state called {name}; did you mean {close}?", name=wanted, close=codes)
    else:
        says = tell("there is no state called {name}.", name=wanted)
    raise stop(f"{says} {tell('A national body is us- and its name, such as us-example.')}")


def _states() -> dict[str, str]:
    """The names of all states and territories, by code: those of the bundled rule book."""
    from peercert.rulebook import Rulebook

    found = {}
    for path in Rulebook().files:
        if path.parent.name == "states":
            lines = path.read_text("utf-8").splitlines()
            name = next((line for line in lines if line.startswith("name: ")), "name: ")
            found[path.stem] = name.removeprefix("name: ").strip("\"'")
    return found


def _folder(rules: str | None) -> "Path":
    """The rule book to write into; never the bundled one. Raises typer.Exit(2)."""

    from peercert.cli.options import own_book
    from peercert.rulebook import bundled

    folder = own_book(rules)
    if not rules and folder == bundled("data"):
        raise stop(tell("there is no rule book here (data/); say --rules DIR, or --output FILE."))
    if rules and not os.path.isdir(rules):
        raise stop(tell("--rules: there is no folder called {folder}; make it first.", folder=rules))
    return folder


def _make(folder: "Path") -> None:
    """Make states/ or national/ in a rule book that has none yet. Raises FileError."""
    from peercert.yamlfile import FileError

    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise FileError(
            str(folder), tell("this folder cannot be made ({problem})", problem=str(error.strerror))
        ) from None
