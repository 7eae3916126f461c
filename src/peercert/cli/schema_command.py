"""`peercert schema`: the published shapes of rule files, records, exports and reports."""

from typing import Annotated, Literal

import typer

from peercert.words import tell


def command(
    name: Annotated[
        Literal["jurisdiction", "record", "glossary", "places", "export", "report"],
        typer.Argument(help=tell("Which one.")),
    ] = "record",
    example: Annotated[
        bool, typer.Option("--example", help=tell("Of record: an example to copy and change, every key explained."))
    ] = False,
    kinds: Annotated[bool, typer.Option("--kinds", help=tell("List the kinds of requirement."))] = False,
) -> None:
    """Print a JSON Schema, an example record, or the kinds of requirement."""
    if kinds:
        from peercert.requirements import KIND_NAMES, kind

        for each in sorted(KIND_NAMES):
            print(f"{each}: {(kind(each).__doc__ or '').splitlines()[0]}")
        return
    if example:
        from peercert.schema import example_record

        print(example_record(), end="")
        return
    import json

    from peercert import schema

    print(json.dumps(schema.make(name), indent=1, ensure_ascii=False))
