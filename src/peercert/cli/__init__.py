"""The command line: one thin module a command, imported only when it is called."""

import gc
import os
import sys
from importlib import import_module

COMMANDS = {
    "check": "For peers", "where": "For peers", "transfer": "For peers", "show": "For everyone", "list": "For everyone",
    "compare": "For everyone", "explain": "For everyone", "lint": "For maintainers of rules", "coverage": "For maintainers of rules", "schema": "For maintainers of rules",
}  # fmt: skip
"""Every command and whom it is for, in the order of the help; each is a module of this folder."""


def main() -> None:
    """Entry point of `peercert`: exit 0 done, 1 something is missing, 2 the call or an input is wrong."""
    gc.disable()  # a short life: collecting would cost more start-up time than it could give back
    try:
        _run(sys.argv[1:])
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except KeyboardInterrupt:
        print("\npeercert: stopped.", file=sys.stderr)
        sys.exit(130)
    except RecursionError:
        print("peercert: an input is nested too deeply.", file=sys.stderr)
        sys.exit(2)
    except Exception as error:  # no traceback ever reaches a user
        from peercert.yamlfile import FileError

        if isinstance(error, FileError):
            from peercert.present.terminal import inert

            print(f"peercert: {inert(str(error))}", file=sys.stderr)
        elif os.environ.get("PEERCERT_DEBUG"):
            raise
        else:
            print(
                f"peercert: this should not happen ({type(error).__name__}: {error}). Please report it, with what you typed.",
                file=sys.stderr,
            )
        sys.exit(2)


def _run(arguments: list[str]) -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    import typer

    asked = next((a for a in arguments if not a.startswith("-")), None)
    only = asked in COMMANDS and "_PEERCERT_COMPLETE" not in os.environ
    app = typer.Typer(
        name="peercert",
        help="What is still missing before you can become, or stay, a certified peer support specialist, and says who.",
        no_args_is_help=True,
        add_completion=not only,  # the shell's completion is set up without a command
        pretty_exceptions_enable=False,
        rich_markup_mode="rich",
        context_settings={"help_option_names": ["-h", "--help"]},
        epilog="Nothing is sent anywhere. It informs; the certifier decides.",
    )

    @app.callback()
    def options(
        version: bool = typer.Option(
            False, "--version", help="Say which version this is.", is_eager=True, callback=_version
        ),
    ) -> None: ...

    for name in [asked] if only else COMMANDS:
        module = import_module(f"{__name__}.{name}_command")
        app.command(name, rich_help_panel=COMMANDS[str(name)])(module.command)
    app()


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        print(f"peercert {version('peercert')}")
        sys.exit(0)
