"""Help and call errors in the language that is spoken: plain sentences where the library would draw boxes."""

import sys
from collections.abc import Iterable
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from peercert.verdicts import AnyOf
from peercert.words import tell

UsageError: Any = next(c for c in typer.BadParameter.__mro__ if c.__name__ == "UsageError")
ClickException: Any = next(c for c in typer.BadParameter.__mro__ if c.__name__ == "ClickException")


class _Speaks:
    """Says by messages what the library says in English only."""

    def get_help_option(self, ctx: Any) -> Any:
        option: Any = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = tell("Show this message and exit.")
        return option

    def get_usage(self, ctx: Any) -> str:
        usage: str = super().get_usage(ctx)  # type: ignore[misc]
        return usage.replace("Usage:", tell("Usage:"), 1).replace("[OPTIONS]", tell("[OPTIONS]"), 1)


class Command(_Speaks, TyperCommand):
    """One command."""


class Group(_Speaks, TyperGroup):
    """All commands."""


def say_error(error: Any) -> None:
    """One sentence on stderr on what is wrong with a call, and where to read how it is called."""
    from peercert.present.terminal import inert

    print(f"peercert: {inert(_says(error))}", file=sys.stderr)
    context = getattr(error, "ctx", None)
    name = context.command_path if context is not None else "peercert"
    print(tell("`{command} --help` shows how it is called.", command=name), file=sys.stderr)


def _says(error: Any) -> str:
    kind, parameter = type(error).__name__, getattr(error, "param", None)
    name = _name(parameter)
    if kind == "NoSuchOption":
        close = AnyOf(tuple(error.possibilities or ()))
        if close.items:
            return tell("there is no option {option}; did you mean {close}?", option=error.option_name, close=close)
        return tell("there is no option {option}.", option=error.option_name)
    if kind == "MissingParameter" and parameter is not None:
        return tell("{argument} is missing.", argument=name)
    choices = getattr(getattr(parameter, "type", None), "choices", None)
    if choices:
        return tell("{option}: that is not one of {choices}.", option=name, choices=", ".join(map(str, choices)))
    if kind == "BadParameter" and parameter is not None:
        return tell("{option}: a whole number is needed there.", option=name)
    if kind == "BadOptionUsage":
        return tell("{option} needs a value after it.", option=error.option_name)
    says = str(error.format_message())
    if "extra argument" in says:
        return tell("there is more than is understood: {extra}.", extra=says.rpartition("(")[2].rstrip(")"))
    return says.rstrip(".") + "."


def no_command(name: str, commands: Iterable[str]) -> None:
    """One sentence on stderr for a command that there is not."""
    from difflib import get_close_matches

    from peercert.present.terminal import inert

    close = AnyOf(tuple(get_close_matches(name, list(commands), n=2, cutoff=0.6)))
    if close.items:
        says = tell("there is no command {name}; did you mean {close}?", name=name, close=close)
    else:
        says = tell("there is no command {name}.", name=name)
    print(f"peercert: {inert(says)}", file=sys.stderr)
    print(tell("`{command} --help` shows how it is called.", command="peercert"), file=sys.stderr)


def _name(parameter: Any) -> str:
    """An option by its long name, an argument by what stands for it."""
    options = [o for o in getattr(parameter, "opts", ()) if o.startswith("--")]
    return options[0] if options else str(getattr(parameter, "metavar", None) or getattr(parameter, "name", "") or "")
