"""The command line: one thin module a command, imported only when it is called."""

import gc
import os
import sys
from importlib import import_module
from inspect import getdoc

from peercert.words import N_, tell

COMMANDS = N_({
    "check": "For peers", "plan": "For peers", "renew": "For peers", "where": "For peers", "transfer": "For peers", "cohort": "For trainers", "show": "For everyone", "list": "For everyone",
    "compare": "For everyone", "explain": "For everyone",
    "new": "For maintainers of rules", "lint": "For maintainers of rules", "fmt": "For maintainers of rules", "diff": "For maintainers of rules",
    "stale": "For maintainers of rules", "coverage": "For maintainers of rules", "history": "For maintainers of rules", "schema": "For maintainers of rules",
    "export": "For integrators",
})  # fmt: skip
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
        print("\n" + tell("peercert: stopped."), file=sys.stderr)
        sys.exit(130)
    except OSError as error:  # of files that are named, the commands speak themselves
        says = tell("peercert: the output cannot be written ({problem}).", problem=error.strerror or str(error))
        print(says, file=sys.stderr)
        sys.exit(2)
    except RecursionError:
        print(tell("peercert: an input is nested too deeply."), file=sys.stderr)
        sys.exit(2)
    except Exception as error:  # no traceback ever reaches a user
        from peercert.present.terminal import inert
        from peercert.yamlfile import FileError

        if isinstance(error, FileError):
            print(f"peercert: {inert(str(error))}", file=sys.stderr)
        elif os.environ.get("PEERCERT_DEBUG"):
            raise
        else:
            says = tell(
                "peercert: this should not happen ({error}). Please report it, with what you typed.",
                error=f"{type(error).__name__}: {error}",
            )
            print(inert(says), file=sys.stderr)
        sys.exit(2)


def _run(arguments: list[str]) -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    arguments = sys.argv[1:] = _speak(arguments)
    import typer

    from peercert.cli.usage import ClickException, Command, Group, no_command, say_error

    asked = next((a for a in arguments if not a.startswith("-")), None)
    only = asked in COMMANDS and "_PEERCERT_COMPLETE" not in os.environ
    if asked is not None and asked not in COMMANDS and asked == arguments[0] and "_PEERCERT_COMPLETE" not in os.environ:
        no_command(asked, COMMANDS)
        sys.exit(2)
    app = typer.Typer(
        name="peercert",
        cls=Group,
        help=tell(
            "What is still missing before you can become, or stay, a certified peer support specialist, and says who."
        ),
        no_args_is_help=True,
        add_completion=not only,  # the shell's completion is set up without a command
        pretty_exceptions_enable=False,
        rich_markup_mode="rich",
        context_settings={"help_option_names": ["-h", "--help"]},
        epilog=tell("Nothing is sent anywhere. It informs; the certifier decides."),
    )

    @app.callback()
    def options(
        version: bool = typer.Option(
            False, "--version", help=tell("Say which version this is."), is_eager=True, callback=_version
        ),
        lang: str | None = typer.Option(
            None,
            "--lang",
            metavar="LANGUAGE",
            show_default=False,
            help=tell(
                "Language: en, or es for Spanish (español); that of your computer if left out. It may stand anywhere."
            ),
        ),
    ) -> None: ...

    for name in [asked] if only else COMMANDS:
        module = import_module(f"{__name__}.{name}_command")
        panel = tell(COMMANDS[str(name)])
        says = tell(getdoc(module.command) or "")
        app.command(name, cls=Command, rich_help_panel=panel, help=says)(module.command)
    try:
        sys.exit(app(standalone_mode=False))
    except ClickException as error:
        if type(error).__name__ == "NoArgsIsHelpError":
            error.show()
        else:
            say_error(error)
        sys.exit(error.exit_code)


def _speak(arguments: list[str]) -> list[str]:
    """Speak the language of --lang, else that of the environment; return the arguments without --lang."""
    asked, rest = None, []
    waiting = iter(arguments)
    for argument in waiting:
        if argument == "--lang":
            asked = next(waiting, "")
        elif argument.startswith("--lang="):
            asked = argument.removeprefix("--lang=")
        else:
            rest.append(argument)
    quiet = [os.environ.get(name) or "C" for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    if asked is None and all(name.startswith(("C", "POSIX", "en")) for name in quiet):
        return rest  # English, without looking further (start-up)
    from peercert import locale
    from peercert.words import Language, speak

    usual = locale.language(locale.from_environment(os.environ))
    chosen = usual if asked is None else locale.language(asked)
    if chosen is not None:
        locale.tell_libraries(chosen.code)
        speak(chosen)
    elif asked is not None:
        speak(usual or Language())
        known = ", ".join(f"{code} ({name})" for code, name in locale.SPOKEN.items())
        says = tell("peercert: --lang: there is no {language}; there are {known}.", language=asked, known=known)
        from peercert.present.terminal import inert

        print(inert(says), file=sys.stderr)
        sys.exit(2)
    return rest


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        print(f"peercert {version('peercert')}")
        sys.exit(0)
