"""`peercert fmt`: the canonical layout of rule files."""

from typing import Annotated

import typer

from peercert.words import tell, tell_many


def command(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PATH]...",
            help=tell(
                "Rule files or folders; the rule book here (data/), else the bundled one, if left out; - is standard input."
            ),
            show_default=False,
        ),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help=tell("Write nothing; name the files that would change (exit status 1)."))
    ] = False,
) -> None:
    """Lay rule files out alike: order of keys, indents, spaces, quotes; comments and meaning stay."""
    import sys
    from pathlib import Path

    from peercert import yamlfile
    from peercert.cli.options import own_book
    from peercert.maintain.formatting import formatted
    from peercert.maintain.lint import files_in
    from peercert.present.terminal import inert
    from peercert.writing import write_file
    from peercert.yamlfile import FileError

    if paths == ["-"]:
        document = yamlfile.parse_text(sys.stdin.buffer.read(yamlfile.MAX_BYTES + 1), tell("standard input"))
        text = formatted(document)
        if check and text != document.text:
            raise typer.Exit(1)
        print("" if check else text, end="")
        return
    changed, unread = 0, 0
    files = files_in([Path(p) for p in paths] if paths else [own_book()])
    for path in files:
        try:
            before = yamlfile.read_bytes(path)
            after = formatted(yamlfile.parse_text(before, str(path))).encode()
            if after != before:
                changed += 1
                print(inert(str(path)))
                if not check:
                    write_file(path, after, over=True)
        except FileError as error:
            unread += 1
            print(f"peercert: {inert(str(error))}", file=sys.stderr)
    if check:
        says = tell_many("{count} file would change.", "{count} files would change.", changed)
    else:
        says = tell_many("{count} file laid out anew.", "{count} files laid out anew.", changed)
    alike = len(files) - changed - unread
    print(says, tell_many("{count} as it should be.", "{count} as they should be.", alike), file=sys.stderr)
    if unread:
        raise typer.Exit(2)
    if check and changed:
        raise typer.Exit(1)
