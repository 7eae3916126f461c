"""The interview on a terminal, or line by line through a pipe: asks, reads, and knows back, skip, why and stop."""

import sys
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from peercert.answers import Names, UnclearError, read
from peercert.present.terminal import Line, inert, print_lines
from peercert.questions import NONE, Amount, Choice, Place, Question, When, YesNo
from peercert.shapes import ShapeError
from peercert.verdicts import Says
from peercert.words import N_, say, tell, tell_many, word

if TYPE_CHECKING:
    from peercert.interview import Asked, Interview, Target
    from peercert.judging.requirement import Requirement

Reader = Callable[[list[str]], str | None]
"""Reads one line (given words that may complete it); None at the end."""
WhoSays = Callable[["Target", "Requirement"], str]
"""Names the sources of a rule."""

_COMMANDS = N_({"back": "back", "skip": "skip", "why": "why", "stop": "stop"})


def questions_and_answers(
    interview: "Interview",
    read_line: Reader,
    today: date,
    who_says: WhoSays,
    names: Names,
    doubts: Callable[[], list[str]],
) -> bool:
    """Ask until nothing open is left; False where the person stopped before. Everything is said on stderr.

    `doubts` gives, in sentences, what contradicts itself in the record so far.
    """
    known = set(doubts())
    while (asked := interview.next()) is not None:
        _ask(asked, interview.answers + 1, who_says)
        while True:
            line = read_line(_completions(asked.question))
            if line is None:
                _tell("")
                return False
            command = _command(line)
            if command == "stop":
                return False
            if command == "why":
                _why(asked, who_says)
                continue
            if command == "back":
                if not interview.back():
                    _tell(tell("This is the first question."), 2)
                    continue
                known = set(doubts())
                break
            if command == "skip" or not line.strip():
                interview.set_aside(asked, later=command == "skip")
                break
            if _answered(interview, asked, line, today, names):
                new = [d for d in doubts() if d not in known]
                if new:
                    for says in new:
                        _tell(says, 2)
                    _tell(tell("One of the two cannot be right. Please answer again, or go back."), 2)
                    interview.back()
                    continue
                break
    return True


def _answered(interview: "Interview", asked: "Asked", line: str, today: date, names: Names) -> bool:
    """Read an answer and put it in; False, with a word why, where it cannot be read or cannot be right."""
    try:
        answer = read(asked.question.form, line, today, names)
        _check_day(asked.question, answer, today)
        interview.answer(asked, answer)
    except UnclearError as unclear:
        _tell(str(unclear), 2)
        return False
    except ShapeError as error:
        _tell(tell("That does not fit: {problem}.", problem=error.says), 2)
        return False
    if isinstance(asked.question.form, When) and answer != NONE:
        from peercert.dates import DateSpan

        _tell(tell("Put down: {date}.", date=DateSpan.parse(answer)), 2)
    return True


def _check_day(question: Question, answer: object, today: date) -> None:
    """What has happened cannot lie ahead; only an end of validity may."""
    from peercert.dates import DateSpan

    if isinstance(question.form, When) and answer != NONE and not question.field.endswith((".expires", ".to")):
        when = DateSpan.parse(answer)
        if when.lo > today:
            raise UnclearError(tell("{date} is still to come; is the year right?", date=when))


def _command(line: str) -> str | None:
    """back, skip, why or stop, in English or in the language that is spoken."""
    typed = line.strip().casefold()
    if typed in ("?", "don't know", "dont know", "i don't know", "no sé", "no se"):
        return None if typed != "?" else "why"
    if typed in ("quit", "exit", "q"):
        return "stop"
    return next((c for c, said in _COMMANDS.items() if typed in (c, tell(said))), None)


def introduce(what: str) -> None:
    """What this is, and what may be typed."""
    _tell(tell("I will ask only what {what} needs, and only what can still change the answer.", what=what))
    _tell(tell("Not sure? Just press Enter. A rough answer is fine: March 2024, 2 years ago, about 40."))
    _tell(
        tell(
            "You can also type: back (the question before), skip (ask me later), why (who asks this), stop (see where I am)."
        )
    )
    _tell(tell("Nothing leaves this computer, and nothing is kept unless you save it at the end."))
    _tell("")


def _ask(asked: "Asked", number: int, who_says: WhoSays) -> None:
    question = asked.question
    _tell("")
    if asked.left > 1:
        count = tell("Question {number} of about {all}", number=number, all=number + asked.left - 1)
    else:
        count = tell("Question {number}, perhaps the last", number=number)
    _tell(count, style="dim")
    _tell(say(question.text), style="head")
    target, requirement = asked.reasons[0]
    needs = tell("Why: {rule} ({source}).", rule=say(requirement.rule.heading()), source=who_says(target, requirement))
    more = len({(t.credential.id, r.id) for t, r in asked.reasons}) - 1
    if more:
        needs = tell_many(
            "{why} It settles {count} more thing.", "{why} It settles {count} more things.", more, why=needs
        )
    _tell(needs, 2)
    if question.hint:
        _tell(say(question.hint), 2)
    form = question.form
    if isinstance(form, Choice):
        for i, (_, said) in enumerate(form.options, 1):
            _tell(f"{i}. {word(said)}", 4, hang=3)
    how = _how(question)
    if how:
        _tell(how, 2)


def _how(question: Question) -> str:
    """How the question may be answered."""
    form = question.form
    if isinstance(form, YesNo):
        return tell("(yes or no)")
    if isinstance(form, Amount):
        return tell(_AMOUNTS.get(form.unit, "(a number; none if there is none)"))
    if isinstance(form, Choice):
        if form.several:
            if form.other is not None:
                return tell("(numbers, such as 1, 2; or type {what}; none if there is none)", what=say(form.other))
            return tell("(numbers, such as 1, 2; none if there is none)")
        return tell("(a number)")
    none = getattr(form, "or_none", None)
    if isinstance(form, (When, Place)) and isinstance(none, Says):
        return tell("(none: {meaning})", meaning=say(none))
    return ""


_AMOUNTS = N_({"hours": "(hours; none if there are none)", "percent": "(percent)"})


def _why(asked: "Asked", who_says: WhoSays) -> None:
    """Every rule that asks, with who says so."""
    for target, requirement in dict.fromkeys((t, r) for t, r in asked.reasons):
        rule = say(requirement.rule.heading())
        _tell(f"- {target.credential.id}: {rule}. {who_says(target, requirement)}", 2, hang=2)


def _completions(question: Question) -> list[str]:
    options = [word(said) for _, said in question.form.options] if isinstance(question.form, Choice) else []
    return [*options, *(tell(said) for said in _COMMANDS.values())]


def _tell(text: str, indent: int = 0, *, hang: int = 0, style: str = "") -> None:
    print_lines([Line(text, indent, hang, style)], sys.stderr)


def reader() -> Reader:
    """Reads lines: with editing on a terminal, plainly from a pipe."""
    if sys.stdin.isatty() and sys.stderr.isatty():
        return _on_terminal()
    return _from_pipe


def _from_pipe(_words: list[str]) -> str | None:
    line = sys.stdin.readline()
    if line:
        print(f"> {inert(line.rstrip())}", file=sys.stderr)
    return line.rstrip("\n") if line else None


def _on_terminal() -> Reader:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.completion import WordCompleter
    from prompt_toolkit.output import create_output

    session: PromptSession[str] = PromptSession(output=create_output(stdout=sys.stderr))

    def ask(words: list[str]) -> str | None:
        try:
            return session.prompt(
                "> ", completer=WordCompleter(words, ignore_case=True, sentence=True), complete_while_typing=False
            )
        except (EOFError, KeyboardInterrupt):
            return None

    return ask
